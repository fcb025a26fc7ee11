"""Choosing one of several stages at a terminal: by its number among those shown, its name or how that begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import asking, diagnostics
from crmcli.errors import CrmError, NotFound
from crmcli.i18n import _
from crmcli.store import stages

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.store.stages import Stage


def choose(connection: sqlite3.Connection, question: str, offered: Sequence[Stage]) -> Stage | None:
    """The stage of one pipeline that the user takes; None for enter alone, and for what is none of them twice."""
    for number, each in enumerate(offered, start=1):
        diagnostics.offer(f"  {number}  {each.name}")
    answer = asking.ask(question)
    try:
        return _meant(connection, offered, answer)
    except CrmError as error:
        diagnostics.narrate(str(error))
    answer = asking.ask(_("A number from 1 to {last}, a name, or enter for none:").format(last=len(offered)))
    try:
        return _meant(connection, offered, answer)
    except CrmError as error:
        diagnostics.narrate(str(error))
        return None


def _meant(connection: sqlite3.Connection, offered: Sequence[Stage], answer: str) -> Stage | None:
    """The stage that an answer means; None for an empty one. Raises NotFound and Ambiguous."""
    if not answer:
        return None
    if answer.isascii() and answer.isdigit() and len(answer) <= len(str(len(offered))):
        number = int(answer)
        if 1 <= number <= len(offered):
            return offered[number - 1]
    found = stages.named(connection, answer, offered[0].pipeline_id)
    if found.id not in {each.id for each in offered}:
        raise NotFound(_("{stage} is none of the choices.").format(stage=found.name))
    return found
