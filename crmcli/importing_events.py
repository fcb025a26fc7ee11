"""Appointments from calendars to follow-ups: what an import does with the events it reads.

Whatever takes time, which days of an event come and what it says, is reckoned before the lock is taken. It prints
nothing and asks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from crmcli import appointment_days, dates, repeats
from crmcli.appointment_clocks import Clocks
from crmcli.appointment_days import Coming, Days
from crmcli.formats.ics.appointments import AppointmentDraft
from crmcli.i18n import _
from crmcli.import_report import AppointmentCounts, Problem, Report
from crmcli.repeats import calendars
from crmcli.spool import Spool
from crmcli.store import appointments, local_days
from crmcli.store.appointment_series import Whole
from crmcli.store.appointments import Appointment, Appointments, Taken
from crmcli.store.imports import Outcome

if TYPE_CHECKING:
    from crmcli.importing import Request
    from crmcli.store.db import Store, Transaction

Note = Callable[[int, Outcome, bool], None]
_MOST_NAMED = 50  # people that a note names
_LONGEST_NOTE = 950_000


class Event(NamedTuple):
    """One event as the store takes it, with the number of its file: its days, each a follow-up to be."""

    file: int
    line: int
    uid: str
    what: str
    is_whole: bool  # and not one day of an event that comes again
    is_left_out: bool  # the user declined it
    days: Sequence[Appointment]
    instead: tuple[str, str] | None = None  # of which day it takes the place: its key, and on the user's clocks
    is_for_now: bool = False
    is_unread: bool = False  # how it comes again is not understood


class Events:
    """The events of one import: put aside as they are read, reckoned, and taken as one."""

    def __init__(self) -> None:
        self._drafts = Spool()
        self._events = Spool()
        self._moved: dict[str, list[str]] = {}  # the keys of days that other events take the place of, by UID
        self._newest: dict[tuple[str, str], tuple[str, int]] = {}
        self._clocks: Clocks | None = None

    def close(self) -> None:
        """Forgets everything."""
        self._drafts.close()
        self._events.close()

    def put(self, file: int, draft: AppointmentDraft) -> None:
        """Puts one event aside."""
        number = self._drafts.count
        if draft.recurrence:
            self._moved.setdefault(draft.uid, []).append(draft.recurrence)
        called = (draft.uid, draft.recurrence)
        self._newest[called] = max(self._newest.get(called, ("", -1)), (draft.version, number))
        self._drafts.put((file, draft), len(draft.note))

    def reckon(self, store: Store, report: Report, own: Sequence[str]) -> None:
        """Works out which days come, and what they say; `own` are the user's addresses."""
        if not self._drafts.count:
            return
        report.appointments = AppointmentCounts()
        self._clocks = Clocks(local_days.local_days(store.connection).zone, store.now)
        for number, (file, draft) in enumerate(self._drafts):
            for reason in draft.problems:
                report.problems.append(Problem(report.files[file].file, draft.line, reason, is_rejection=False))
            is_newest = self._newest[draft.uid, draft.recurrence][1] == number
            is_ours = appointments.is_of_ours(store.connection, draft.uid, is_export=draft.is_of_crm)
            draft = replace(draft, is_of_crm=is_ours)
            moved = self._moved.get(draft.uid, ()) if (draft.rule or draft.further) and not is_ours else ()
            if moved:
                draft = replace(draft, excluded=tuple(sorted({*draft.excluded, *moved})))
            days = appointment_days.of(draft, self._clocks, alone=is_ours) if is_newest else None
            event = self._event(file, draft, days, sorted(moved), frozenset(own))
            self._events.put(event, len(draft.note))

    def bring_in(self, tx: Transaction, report: Report, request: Request, note: Note) -> None:
        """Takes all events; `note` is told what became of each, with the number of its file, and if it is worth a line.

        Years of appointments that are over are not.
        """
        counts = report.appointments
        if counts is None or self._clocks is None:
            return
        today, own = self._clocks.there("").date(), frozenset(request.own_emails)
        taker = Appointments(tx, today, own, with_past=request.past, only_known=request.known)
        for event in self._events:
            taken = self._taken(taker, event)
            kind = appointments.counted(taken)
            counts.note(kind, taken, event)
            outcome = Outcome(kind, 0, event.what, event.line, tuple(_details(event, taken)))
            note(event.file, outcome, any(each.reason != appointments.PAST for each in taken) or not taken)

    def _taken(self, taker: Appointments, event: Event) -> list[Taken]:
        """What became of the days of an event, and then of those that it has no more."""
        if not event.days:
            return []
        series, gone = taker.series, 0
        if series.is_older(event.days):
            return [Taken(appointments.UNCHANGED)]
        if event.is_whole:
            moved = self._moved.get(event.uid, ())
            for key in moved:
                series.set_apart(event.uid, key, self._known_clocks().of_key(key))
            gone += series.drop_gone(Whole(event.uid, event.days, moved, self._has_come))
        elif event.instead:
            was_in_series = series.set_apart(event.uid, *event.instead)
            gone += was_in_series and (event.uid, "") not in self._newest
        taken = [taker.take(day) for day in event.days]
        reason = appointments.CANCELLED if event.days[0].is_cancelled else ""
        return taken + [Taken(appointments.UPDATED, reason=reason)] * gone

    def _event(
        self, file: int, draft: AppointmentDraft, days: Days | None, moved: Sequence[str], own: frozenset[str]
    ) -> Event:
        """An event as the store takes it; without `days` another one of the same import says it better."""
        mine = own | frozenset(draft.owners)
        is_declined = any(person.email in mine and person.answer == "declined" for person in draft.people)
        is_whole = not (draft.recurrence or draft.is_of_crm)
        event = Event(file, draft.line, draft.uid, draft.what, is_whole, is_declined, [])
        if days is None:
            return event
        found = [_appointment(draft, each, mine, is_declined) for each in days.coming]
        if is_whole and draft.rule and not days.is_unread:
            found[0] = _series(found[0], draft, days, moved, appointment_days.left_out(draft, self._known_clocks()))
        elif draft.recurrence and not draft.is_of_crm:
            instead = self._known_clocks().of_key(draft.recurrence)
            found[0] = found[0]._replace(instead=instead)
            event = event._replace(instead=(draft.recurrence, instead))
        return event._replace(days=found, is_for_now=days.is_for_now, is_unread=days.is_unread)

    def _has_come(self, key: str) -> bool:
        return appointment_days.has_come(key, self._known_clocks())

    def _known_clocks(self) -> Clocks:
        assert self._clocks is not None
        return self._clocks


def _series(
    one: Appointment, draft: AppointmentDraft, days: Days, moved: Sequence[str], left_out: frozenset[str]
) -> Appointment:
    """An event that comes again, with what its days hang on beside itself."""
    rule = one.rule or ""
    beside = ["moved", *moved] if moved else []
    if rule and calendars.zone_of(rule):  # another zone of the user turns it to other clocks
        beside += [calendars.zone_of(rule), repeats.parts_of(rule)[calendars.TO]]
    if days.is_for_now:
        beside.append(rule)
    said = {**one.said, "due": "\n".join((one.said["due"], *beside))}
    return one._replace(is_series=True, left_out=left_out, said=said)


def _appointment(draft: AppointmentDraft, day: Coming, mine: frozenset[str], is_declined: bool) -> Appointment:
    people = [(person.email, person.name) for person in draft.people if person.email not in mine]
    said = "\n".join((draft.note, draft.last, *draft.links, *(f"{name} {email}" for email, name in people)))
    rhythm = (draft.start, draft.zone, draft.rule, *draft.excluded, *draft.further)
    return Appointment(
        external_id=f"{draft.uid}#{day.recurrence}" if day.recurrence else draft.uid,
        what=draft.what,
        due=day.due,
        rule=day.rule,
        start=day.start,
        minutes=draft.minutes,
        place=draft.place,
        note=_note(draft, people),
        people=people,
        warn_days=draft.warn_days,
        priority=draft.priority,
        said={
            "due": "\n".join(rhythm if not day.recurrence else (draft.start, draft.zone) if draft.recurrence else ()),
            "what": draft.what,
            "minutes": str(draft.minutes or ""),
            "place": draft.place,
            "note": said,
            "whom": "\n".join(email for email, _name in people),
            "warn_days": ",".join(map(str, draft.warn_days)),
            "priority": draft.priority,
        },
        changed=draft.changed,
        version=draft.version,
        is_cancelled=draft.is_cancelled or is_declined,
        is_done=draft.is_done,
        is_past=day.is_over,
        is_of_crm=draft.is_of_crm,
    )


def _note(draft: AppointmentDraft, people: Sequence[tuple[str, str]]) -> str:
    """What there is beyond the line: the text of the event, where it is on the web, and everybody it names."""
    parts = [draft.note[:_LONGEST_NOTE]]
    if draft.last and not draft.rule:
        parts.append(_("Until {day}").format(day=dates.shown(draft.last)))
    parts += draft.links
    if people:
        named = [f"{name} <{email}>" if name else email for email, name in people[:_MOST_NAMED]]
        parts.append(_("With {people}").format(people=", ".join(named)))
    return "\n".join(part for part in parts if part)


def _details(event: Event, taken: Sequence[Taken]) -> Iterator[str]:
    """What a dry run says of an event: when, and with whom, or why it is left out."""
    reasons = {
        appointments.CANCELLED: _("declined") if event.is_left_out else _("called off"),
        appointments.REMOVED: _("removed by you"),
        appointments.DONE: _("done"),
        appointments.UNKNOWN: _("with no contact"),
    }
    for day, each in zip(event.days, taken, strict=False):
        if each.kind != appointments.UNCHANGED:
            who = f", {each.contact.name} (c{each.contact.id})" if each.contact else ""
            gone = _("taken out") if each.reason == appointments.CANCELLED else dates.shown(day.due)
            yield gone + who
    if all(each.kind == appointments.UNCHANGED for each in taken):
        yield from {reasons[each.reason]: None for each in taken if each.reason in reasons}
