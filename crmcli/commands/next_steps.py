"""The next step of a deal as the line says it, or as somebody at a terminal answers when it is asked for.

A step has a day: it is read before anything is written. Nobody is asked in a pipe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import asking, diagnostics
from crmcli.commands import timing
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _
from crmcli.store.deal_followups import Planned

if TYPE_CHECKING:
    from crmcli.store.deals import Deal


class Step(NamedTuple):
    """The next step as typed; empty where it is left out."""

    what: str
    on: str


def read(step: Step) -> Planned | None:
    """What is to be done next and when; None where nothing is. Raises Usage where the day is missing, and Invalid."""
    if step.on:
        return Planned(step.what or _("follow up"), timing.due(step.on).due)
    if step.what:
        raise Usage(_("It is not said when the next step is due."), _("Say it with --on: --on fri@10, --on +3d."))
    return None


def asked(deal: Deal) -> Planned | None:
    """The next step of an open deal that has none, asked for at a terminal; None for enter alone, and in a pipe."""
    return asked_for(deal.title) if deal.next_id is None else None


def asked_for(title: str) -> Planned | None:
    """The same for a deal of this title that is still to be made."""
    if not asking.is_possible():
        return None
    answer = asking.ask(_("Next step for {deal}, such as call fri@10 (enter for none):").format(deal=title))
    if not answer:
        return None
    words = answer.split()
    day = timing.day_at_the_end(words)
    what = " ".join(words[: len(words) - len(day.split())]) if day else answer
    return read(Step(what, day)) if day else Planned(what, _asked_day())


def _asked_day() -> str:
    """The day of a step, asked for once more where it is not understood. Raises Invalid then."""
    try:
        return timing.due(asking.ask(_("On which day?"))).due
    except Invalid as error:
        diagnostics.narrate(f"{error} {error.hint}")
        return timing.due(asking.ask(_("On which day?"))).due
