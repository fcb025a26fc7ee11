"""How a deal of a file stands: open, won, lost or void, and where the column that says so holds its stage instead.

Pure. What a column says goes before the days on which a deal was won or lost, and those before its stage.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.folding import fold
from crmcli.formats.deals import vocabulary
from crmcli.i18n import _
from crmcli.store import stages

if TYPE_CHECKING:
    from crmcli.formats.deals.drafts import DealDraft

CLOSED = (stages.WON, stages.LOST, stages.VOID)
_OUTCOMES = {fold(word): outcome for outcome, words in vocabulary.OUTCOMES.items() for word in words.split(", ")}
_PARTS = re.compile(r"\s*[-–:(]\s*|\s*,\s+")


def read(draft: DealDraft) -> str:
    """Returns one of stages.OUTCOMES; empty where only the stage may tell it, which the store knows.

    A status that is no such word is the stage, as in most spreadsheets, unless there is another; then it is noted. A
    stage that only says how the deal ended is none, and is taken out of the draft.
    """
    outcome = _of_all(draft)
    if outcome in CLOSED and _OUTCOMES.get(fold(draft.values.get("stage", ""))) == outcome:
        del draft.values["stage"]
    return outcome


def _of_all(draft: DealDraft) -> str:
    values = draft.values
    said = _of_status(draft)
    if said:
        return said
    if text := values.get("status", ""):
        if not values.get("stage"):
            values["stage"] = text
        elif fold(text) != fold(values["stage"]):
            draft.problems.append(_("'{text}' does not say whether it is open, won or lost.").format(text=text[:60]))
    for name, outcome in (("won", stages.WON), ("lost", stages.LOST)):
        if values.get(name):
            return outcome
    by_stage = _OUTCOMES.get(fold(values.get("stage", "")), "")
    return by_stage if by_stage in CLOSED else ""


def _of_status(draft: DealDraft) -> str:
    """What the status says; why a deal was lost may stand behind it, `lost - too dear`."""
    text = draft.values.get("status", "")
    whole = _OUTCOMES.get(fold(text), "")
    if whole or not text:
        return whole
    first, *rest = _PARTS.split(text, maxsplit=1)
    outcome = _OUTCOMES.get(fold(first), "") if rest else ""
    if outcome == stages.LOST and (reason := rest[0].rstrip(" )")):
        draft.values.setdefault("reason", reason)
    return outcome
