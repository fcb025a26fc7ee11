"""What `crm done` is asked: which follow-ups, what came of them, the next step. All is read before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import spilling, texts
from crmcli.commands import choosing, followup_refs
from crmcli.errors import Ambiguous, NotFound, Usage
from crmcli.i18n import _
from crmcli.store import doing, followups
from crmcli.store.doing import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.followups import Followup


class Options(NamedTuple):
    """The options as typed; empty where they are left out."""

    note: str
    kind: str
    at: str
    length: str
    next: str
    on: str


class Request(NamedTuple):
    """What is to be marked done, read and checked."""

    ids: Sequence[int]
    outcome: Outcome
    next: str
    due: str
    contact_id: int | None  # with whom the next step is
    deal_id: int | None = None  # of which it is one


def read(words: Sequence[str], given: Options) -> Request:
    """Reads the line. Raises Usage, Invalid, NotFound and Ambiguous for what cannot be."""
    ids = _named(words)
    found = [followups.get(choosing.connection(), each) for each in ids]
    outcome = _outcome(given)
    for each in found:
        followups.refuse_done(choosing.connection(), each)
        doing.refuse_alone(each, outcome)
    what, due = _next_step(given)
    contact_id = _shared(found) if due and found else None
    return Request(ids, outcome, what, due, contact_id, _shared_deal(found))


def _outcome(given: Options) -> Outcome:
    """What came of it, as the options say it. Raises Invalid."""
    from crmcli.commands import log_requests

    note, body = texts.apart(given.note) if given.note else ("", None)
    minutes = log_requests.length(given.length)
    if not given.at:
        return Outcome(note, body, given.kind, minutes=minutes)
    moment = log_requests.happened(given.at)
    return Outcome(note, body, given.kind, moment.at, moment.is_timed, moment.when.day, minutes)


def _named(words: Sequence[str]) -> list[int]:
    """The ids that the line names. Words behind a number that are nobody's name may say what came of it."""
    try:
        return followup_refs.several(words)
    except choosing.Removed:
        raise
    except (NotFound, Ambiguous) as error:
        rest = [word for word in words if not followup_refs.is_number(word)]
        if 0 < len(rest) < len(words):
            said = spilling.quoted(" ".join(rest))
            note = _("What came of it stands behind --note: --note {words}").format(words=said)
            error.hint = note if isinstance(error, NotFound) else f"{error.hint} {note}"
        raise


def _next_step(given: Options) -> tuple[str, str]:
    """What is to be done next and when; both empty where nothing is. Raises Usage where the day is missing."""
    if not given.on:
        if given.next:
            raise Usage(_("It is not said when the next step is due."), _("Say it with --on: --on fri@10, --on +3d."))
        return "", ""
    from crmcli.commands import timing

    return given.next or _("follow up"), timing.due(given.on).due


def _shared(found: Sequence[Followup]) -> int | None:
    """The contact that all are for. Raises Usage where they are for several."""
    contacts = {each.contact_id for each in found}
    if len(contacts) > 1:
        raise Usage(_("These are for different contacts."), _("Mark them done one by one to say what comes next."))
    return contacts.pop()


def _shared_deal(found: Sequence[Followup]) -> int | None:
    """The deal that all are a step of; None where they are not."""
    deals = {each.deal_id for each in found}
    return deals.pop() if len(deals) == 1 else None
