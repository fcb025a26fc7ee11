"""What happened and what is to be done: whom a line is about, and the changes that log, remind, do and put off."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import activity_sentences, followup_sentences
from crmcli.dates import reader
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import (
    activities,
    activity_kinds,
    contacts,
    day_reading,
    deal_contacts,
    deal_followups,
    deals,
    doing,
    followup_series,
    followups,
    participants,
    refs,
    snoozing,
)
from crmcli.store import settings as business
from crmcli.store.db import instant
from crmcli.tui.recording_lines import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.activities import Activity
    from crmcli.store.contacts import Contact
    from crmcli.store.doing import Done, Outcome
    from crmcli.store.followup_series import Completion
    from crmcli.store.followups import Followup
    from crmcli.tui.gateway.connection import Reading, Writing
    from crmcli.tui.recording_lines import Happening, Promise


class Subject(NamedTuple):
    """Whom or what something is noted or promised for. `ref` is `d7` or `c41`; without one it is for oneself."""

    ref: str
    contact_id: int | None
    deal_id: int | None
    who: str  # `Budi Santoso`, or the deal where it is with nobody
    lines: Lines


class Logged(NamedTuple):
    """What was logged and with whom, the next step, and what was promised to them before and is not done."""

    activity: Activity
    who: Sequence[tuple[int, str]]
    next: Followup | None
    open: Sequence[Followup]


class PutOff(NamedTuple):
    """What was put off: follow-ups, each with whether it moved, and contacts."""

    followups: Sequence[tuple[Followup, bool]]
    contacts: Sequence[Contact]


def subject(reading: Reading, ref: str) -> Subject:
    """Returns whom `d7`, `c41` or `f12` is about, an empty text oneself. Raises NotFound."""
    connection = reading.connection
    deal_id, contact_id, who = None, None, _("yourself")
    if ref.startswith("f"):
        found = followups.get(connection, int(ref[1:]))
        ref = f"d{found.deal_id}" if found.deal_id else f"c{found.contact_id}" if found.contact_id else ""
    if ref.startswith("d"):
        deal = deals.get(connection, int(ref[1:]))
        deal_id, contact_id, who = deal.id, deal_contacts.somebody(connection, deal), deal.title
    elif ref:
        contact_id = refs.contact(connection, ref)
    if contact_id is not None:
        who = contacts.get(connection, contact_id).name
    default = _("follow up") if contact_id is None else _("call {name}").format(name=who)
    return Subject(ref, contact_id, deal_id, who, lines(reading, default))


def lines(reading: Reading, default: str = "") -> Lines:
    """Returns what reads lines for this user; `default` is what is to be done where a line has only a day."""
    connection, moment = reading
    return Lines(day_reading.whole(connection, moment.local), activity_kinds.own(connection), default)


def followup(reading: Reading, followup_id: int) -> Followup:
    """Returns a follow-up. Raises NotFound."""
    return followups.get(reading.connection, followup_id)


def log(writing: Writing, about: Subject, happening: Happening) -> Logged:
    """Logs what happened, with the next step. Raises NotFound where a deal is with nobody, and Invalid."""
    tx, contact_id = writing.tx, about.contact_id
    if contact_id is None and about.deal_id is not None:
        contact_id = deal_contacts.who(tx.connection, deals.get(tx.connection, about.deal_id))
    if contact_id is None:
        raise Invalid(_("An activity needs somebody who took part."))
    before = _open_before(writing, contact_id, about.deal_id)
    activity_id = activities.add(
        tx,
        happening.kind.name,
        [contact_id],
        at=_instant(writing, happening),
        timed=happening.when is None or happening.when.time is not None,
        summary=happening.summary,
        body=happening.body,
        direction=happening.direction,
        outcome=happening.outcome,
        deal_id=about.deal_id,
    )
    step = _add(writing, happening.next, contact_id, about.deal_id) if happening.next else None
    found = activities.get(tx.connection, activity_id)
    who = participants.of(tx.connection, activity_id)
    tx.describe(_("logged {activity}").format(activity=activity_sentences.in_history(found, who)))
    return Logged(found, who, step, before)


def remind(writing: Writing, about: Subject, promise: Promise) -> Followup:
    """Makes a follow-up and returns it. Raises Invalid."""
    found = _add(writing, promise, about.contact_id, about.deal_id)
    writing.tx.describe(_("reminded of {what}").format(what=followup_sentences.named(found)))
    return found


def complete(
    writing: Writing, followup_ids: Sequence[int], outcome: Outcome, step: Promise | None = None
) -> tuple[list[Done], Followup | None]:
    """Marks follow-ups done, with the next step of the first, and returns both. Raises Conflict where one is done."""
    tx, moment = writing
    found = [doing.do(tx, each, moment.today, outcome) for each in followup_ids]
    first = found[0].completion.followup
    following = _add(writing, step, first.contact_id, first.deal_id) if step else None
    said = followup_sentences.listed([each.completion.followup for each in found])
    tx.describe(_("done: {what}").format(what=said))
    return found, following


def skip(writing: Writing, followup_id: int) -> Completion:
    """Moves on to the next one of a series without doing this one. Raises Invalid where it does not repeat."""
    found = followup_series.skip(writing.tx, followup_id, writing.moment.today)
    writing.tx.describe(_("skipped {what}").format(what=followup_sentences.named(found.followup)))
    return found


def snooze(writing: Writing, followup_ids: Sequence[int], contact_ids: Sequence[int], due: str) -> PutOff:
    """Puts follow-ups off, and keeping in touch with contacts. Raises Conflict where one is done, and Invalid."""
    tx, moment = writing
    before = [followups.get(tx.connection, each) for each in followup_ids]
    found = [(snoozing.put_off(tx, each, due, moment.local), each.due) for each in before]
    quiet = [snoozing.quiet(tx, each, due) for each in contact_ids]
    moved = [each for each, was in found if each.due != was]
    names = [followup_sentences.listed(moved)] if moved else []
    names += [f"{each.ref} {each.name}" for each in quiet[:3]]
    tx.describe(_("put off {what}").format(what=", ".join(names)))
    return PutOff([(each, each.due != was) for each, was in found], quiet)


def _add(writing: Writing, promise: Promise, contact_id: int | None, deal_id: int | None) -> Followup:
    number = followups.add(
        writing.tx, promise.what, promise.due, contact_id=contact_id, deal_id=deal_id, repeat=promise.repeat
    )
    return followups.get(writing.tx.connection, number)


def _open_before(writing: Writing, contact_id: int, deal_id: int | None) -> list[Followup]:
    """What is still to be done with them; what is for the deal that it was about comes first."""
    connection = writing.tx.connection
    of_deal = deal_followups.open_of(connection, deal_id) if deal_id is not None else []
    return list({each.id: each for each in [*of_deal, *followups.open_of(connection, contact_id)]}.values())


def _instant(writing: Writing, happening: Happening) -> str:
    if happening.when is None:
        return writing.tx.at
    zone = business.get(writing.tx.connection, "timezone") or ""
    return instant(reader.happened_at(happening.when, zone, writing.moment.now))
