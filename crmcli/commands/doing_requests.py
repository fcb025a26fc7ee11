"""What `crm done` is asked: which follow-ups, what came of them, the next step. All is read before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import spilling
from crmcli.commands import choosing, followup_refs
from crmcli.errors import Ambiguous, Invalid, NotFound, Usage
from crmcli.i18n import _
from crmcli.store import followups

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

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
    """What is to be marked done, read and checked. Without `at` it was done just now."""

    ids: Sequence[int]
    note: str
    body: str | None
    kind: str
    at: str
    is_timed: bool
    day: date | None
    minutes: int | None
    next: str
    due: str
    contact_id: int | None  # with whom the next step is
    deal_id: int | None = None  # of which it is one


def read(words: Sequence[str], given: Options) -> Request:
    """Reads the line. Raises Usage, Invalid, NotFound and Ambiguous for what cannot be."""
    from crmcli.commands import activity_texts, log_requests

    ids = _named(words)
    found = [followups.get(choosing.connection(), each) for each in ids]
    for each in found:
        followups.refuse_done(choosing.connection(), each)
        _refuse_alone(each, given)
    what, due = _next_step(given)
    note, body = activity_texts.apart(given.note) if given.note else ("", None)
    moment = log_requests.happened(given.at) if given.at else None
    return Request(
        ids,
        note,
        body,
        given.kind,
        moment.at if moment else "",
        moment is None or moment.is_timed,
        moment.when.day if moment else None,
        log_requests.length(given.length),
        what,
        due,
        _shared(found) if due and found else None,
        _shared_deal(found),
    )


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


def _refuse_alone(followup: Followup, given: Options) -> None:
    """What one does for oneself has no timeline, and so nowhere to say more of it."""
    if followup.contact_id is None and (given.note or given.kind or given.length):
        raise Invalid(
            _("{ref} {what} is for yourself: there is no timeline to note it on.").format(
                ref=followup.ref, what=followup.what
            ),
            _("Leave --note, --as and --for out."),
        )


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
