"""Appointments of calendars as follow-ups: each known again by what its calendar calls it, and told from what the user
did with it.

A mark says, field by field, what the calendar said when it was last read. So only what changed in the calendar is
changed here: what the user put off, reworded or did stays. It promises that the same appointment twice changes nothing.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store import appointment_marks, appointment_series, followup_uids, followup_values, followups, local_days
from crmcli.store.appointment_names import Names, event_of
from crmcli.store.appointment_people import Found, People
from crmcli.store.appointment_series import Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from crmcli.store.db import Transaction
    from crmcli.store.followups import Followup

Columns = dict[str, str | int | None]
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
# Why an appointment left nothing, or took something away.
PAST, CANCELLED, REMOVED, DONE, UNKNOWN = "past", "cancelled", "removed", "done", "unknown"


class Appointment(NamedTuple):
    """One day of an event, in the values of a follow-up."""

    external_id: str
    what: str
    due: str
    rule: str | None
    start: str  # from which the rule counts
    minutes: int | None
    place: str
    note: str
    people: Sequence[tuple[str, str]]  # address and name of those it is with
    warn_days: Sequence[int]
    priority: str
    said: Mapping[str, str]  # what the calendar said, by the fields of a mark
    is_series: bool = False  # it comes again, or did
    left_out: frozenset[str] = frozenset()  # days that a series does not have
    instead: str = ""  # the day of a series that it takes the place of
    changed: str = ""  # the instant of its last change in the calendar
    version: str = "0/"  # how often it was changed, and when
    is_cancelled: bool = False
    is_done: bool = False
    is_past: bool = False
    is_of_crm: bool = False


class Taken(NamedTuple):
    """What became of one appointment: its follow-up and whom it is with, and why where nothing was made."""

    kind: str
    followup_id: int | None = None
    contact: Found | None = None
    reason: str = ""


@dataclass(slots=True)
class Appointments:
    """Takes appointments one by one.

    `with_past` makes done follow-ups of those that are over, `only_known` leaves out new ones that are with no contact.
    """

    tx: Transaction
    today: date
    own: frozenset[str] = frozenset()  # the user's own addresses
    with_past: bool = False
    only_known: bool = False
    series: Series = field(init=False)
    _names: Names = field(init=False)
    _people: People = field(init=False)

    def __post_init__(self) -> None:
        self._names = Names(self.tx)
        self.series = Series(self.tx, self._names)
        self._people = People(self.tx.connection, self.own)

    def take(self, one: Appointment) -> Taken:
        """Brings one appointment in and returns what became of it."""
        if one.is_of_crm and followup_uids.is_of_another_noun(one.external_id):
            return Taken(UNCHANGED)
        held, shown = self._held(one)
        if held is not None and shown is not None and one.is_of_crm:
            return self._taken_back(one, shown)
        contact = self._people.found(one.people)
        if held is None:
            return self._first_time(one, contact)
        if shown is None or not shown.is_open:
            return self._done_before(one, held, contact)
        if one.is_cancelled:
            return self._called_off(held, shown, contact)
        if one.is_done:
            followups.update(self.tx, shown, {"done_at": self.tx.at})
            return Taken(UPDATED, shown.id, contact, DONE)
        return self._compared(one, held, shown, contact)

    def _held(self, one: Appointment) -> tuple[Followup | None, Followup | None]:
        """The follow-up that bears the mark, and the one that stands for the event now: the open one of its series."""
        held = self._names.held(one.external_id)
        if held is None and one.is_of_crm:
            held = self._names.held(one.external_id.rpartition("#")[0])
        if held is not None:
            return held, self.series.standing(held)
        own = _own_followup(self.tx.connection, one.external_id)
        return own, own and (own if followup_uids.is_alone(one.external_id) else self.series.standing(own))

    def _first_time(self, one: Appointment, contact: Found | None) -> Taken:
        if one.is_cancelled:
            return Taken(UNCHANGED, None, contact, CANCELLED)
        gone = self._names.removed(one.external_id)
        is_by_user = gone is not None and not appointment_marks.is_gone(gone)
        if is_by_user and not appointment_marks.changed(gone, one.said):
            return Taken(UNCHANGED, None, contact, REMOVED)
        if (one.is_past or one.is_done) and not self.with_past:
            return Taken(UNCHANGED, None, contact, DONE if one.is_done else PAST)
        if self.only_known and contact is None:
            return Taken(UNCHANGED, reason=UNKNOWN)
        if one.is_past or one.is_done:
            return Taken(CREATED, self._add(one, contact), contact)
        due, rule = self.series.next(one, None)
        if due is None or (one.instead == due and self._names.passed(event_of(one.external_id)) >= due):
            return Taken(UNCHANGED, None, contact)
        return Taken(CREATED, self._add(one._replace(due=due, rule=rule), contact, self._passed(one)), contact)

    def _add(self, one: Appointment, contact: Found | None, passed: str = "") -> int:
        is_over = one.is_past or one.is_done
        repeat = None if is_over else one.rule
        followup_id = followups.insert(
            self.tx,
            {
                "contact_id": contact.id if contact else None,
                **_values(one),
                "due": one.due,
                "planned": one.due,
                "repeat": repeat,
                "repeat_start": one.start if repeat else None,
                "done_at": self._over_at(one) if is_over else None,
                "external_id": one.external_id,
                "external_mark": appointment_marks.marked(
                    one.said, one.version, is_found=contact is not None, passed=passed
                ),
            },
        )
        if repeat:
            appointment_series.begin_series(self.tx, followup_id)
        self._names.known[one.external_id] = followup_id
        return followup_id

    def _over_at(self, one: Appointment) -> str:
        """The instant at which one that is over was done: its own, and never one to come."""
        moment = datetime.fromisoformat(one.due)
        zone = local_days.local_days(self.tx.connection).zone
        aware = moment.replace(tzinfo=zone) if zone else moment.astimezone()
        return min(f"{aware.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", self.tx.at)

    def _compared(self, one: Appointment, held: Followup, shown: Followup, contact: Found | None) -> Taken:
        """Changes of an open follow-up what its calendar says otherwise than the last time."""
        differing = appointment_marks.changed(held.external_mark, one.said)
        was_found = appointment_marks.is_found(held.external_mark)
        is_found_now = contact is not None and not was_found and shown.contact_id is None
        if not differing and not is_found_now:
            return Taken(UNCHANGED, shown.id, contact)
        is_found = was_found or contact is not None
        mark = appointment_marks.marked(one.said, one.version, is_found=is_found, passed=self._passed(one))
        values: Columns = {name: value for name, value in _values(one).items() if name in differing}
        if contact is not None and ("whom" in differing or is_found_now):
            values["contact_id"] = contact.id
        if "due" in differing:
            return self._moved(one, held, followups.get(self.tx.connection, shown.id), contact, mark, values)
        return self._changed(one, held, shown, contact, mark, values)

    def _changed(
        self, one: Appointment, held: Followup, shown: Followup, contact: Found | None, mark: str, values: Columns
    ) -> Taken:
        followups.update(self.tx, shown, values)
        self._names.call(followups.get(self.tx.connection, held.id), one.external_id, mark)
        return Taken(UPDATED, shown.id, contact)

    def _moved(
        self, one: Appointment, held: Followup, shown: Followup, contact: Found | None, mark: str, values: Columns
    ) -> Taken:
        """Moves an open follow-up to where its calendar has it now; one of a series that is late stays by itself."""
        due, rule = self.series.next(one, held)
        if self.series.is_late(one, shown, due):
            if due is None:
                self.series.end(shown)
                return self._changed(one, held, followups.get(self.tx.connection, shown.id), contact, mark, values)
            same = Found(shown.contact_id, shown.contact or "", "") if shown.contact_id is not None else contact
            new = one._replace(due=due, rule=rule)
            passed = self._passed(one)
            self.series.leave(held, shown)
            return Taken(UPDATED, self._add(new, same, passed), same)
        if due is None:
            self.series.take_out(held, shown, mark)
            return Taken(UPDATED, None, contact)
        return self._changed(one, held, shown, contact, mark, values | _rhythm(shown, one._replace(rule=rule), due))

    def _done_before(self, one: Appointment, held: Followup, contact: Found | None) -> Taken:
        """One that was done stays done; where its calendar has put it into the future since, it is to be done again."""
        is_other = "due" in appointment_marks.changed(held.external_mark, one.said)
        is_same = not is_other or (one.due == held.planned and not one.is_series)
        if one.is_cancelled or one.is_done or one.is_past or is_same:
            return Taken(UNCHANGED, held.id, contact)
        due, rule = self.series.next(one, held)
        if due is None or due[:10] < self.today.isoformat():
            return Taken(UNCHANGED, held.id, contact)
        passed = self._passed(one)
        self._names.call(held, None, None)
        return Taken(CREATED, self._add(one._replace(due=due, rule=rule), contact, passed), contact)

    def _passed(self, one: Appointment) -> str:
        """The last day of a series that was done or skipped; empty where none was."""
        return self._names.passed(one.external_id) if one.is_series else ""

    def _called_off(self, held: Followup, shown: Followup, contact: Found | None) -> Taken:
        self.series.take_out(held, shown)
        return Taken(UPDATED, None, contact, CANCELLED)

    def _taken_back(self, one: Appointment, shown: Followup) -> Taken:
        """An export of crm that comes back: only what was done to it elsewhere since then counts."""
        if one.changed <= shown.updated_at or not shown.is_open:
            return Taken(UNCHANGED, shown.id)
        if one.is_cancelled:
            return self._called_off(shown, shown, None)
        # The rule of a series begins with its plan; another event says where the one of now was put off to.
        is_plan = shown.repeat is not None and "#" not in one.external_id
        if one.due in (shown.due, shown.planned if is_plan else shown.due):
            return Taken(UNCHANGED, shown.id)
        followups.snooze(self.tx, shown.id, one.due)
        return Taken(UPDATED, shown.id)


def is_of_ours(connection: sqlite3.Connection, uid: str, *, is_export: bool) -> bool:
    """Whether an event is a follow-up of this database that was exported: by its name, or as an export of ours says."""
    if followup_uids.is_of_another_noun(uid) or followup_uids.holder(connection, uid) is not None:
        return True
    query = "SELECT 1 FROM followup WHERE external_id = ?"
    return is_export and connection.execute(query, (uid,)).fetchone() is not None


def _own_followup(connection: sqlite3.Connection, uid: str) -> Followup | None:
    followup_id = followup_uids.holder(connection, uid)
    return None if followup_id is None else followups.get(connection, followup_id)


def _values(one: Appointment) -> Columns:
    """The columns that a calendar has a say in, but when and with whom."""
    return {
        "what": one.what,
        **followup_values.appointment(one.minutes, one.place, one.note),
        "warn_days": followup_values.warnings(one.warn_days),
        "priority": one.priority,
    }


def _rhythm(shown: Followup, one: Appointment, due: str) -> Columns:
    """The columns that move a follow-up to where its calendar has it now; one that stands there stays put off."""
    moved: Columns = {"due": due, "planned": due} if due != shown.planned else {}
    if one.rule is None:
        return {**moved, "repeat": None, "repeat_start": None, "repeat_from_done": 0}
    kept = {"series_id": shown.series_id or shown.id, "occurrence": shown.occurrence or 1}
    return {**moved, "repeat": one.rule, "repeat_start": one.start, "repeat_from_done": 0, **kept}


def counted(taken: Iterable[Taken]) -> str:
    """What became of an event of several days: updated where anything is, and it was there before; new where it is."""
    found = {each.kind for each in taken if each.kind != UNCHANGED or each.followup_id is not None}
    return CREATED if found == {CREATED} else UPDATED if found - {UNCHANGED} else UNCHANGED
