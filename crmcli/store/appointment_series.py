"""Appointments that come again: which follow-up stands for which part of them, and where each of them is by now.

Promises that nothing of a series is told twice, and that what was done, passed over, put off or is late here stays so
when its calendar cuts it otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli import repeats
from crmcli.store import appointment_marks, followup_series, followup_values, followups, local_days
from crmcli.store.appointment_names import Names, event_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from crmcli.store.appointments import Appointment
    from crmcli.store.db import Transaction
    from crmcli.store.followups import Followup

_COPIED = (
    "contact_id", "what", "warn_days", "priority", "repeat", "repeat_start", "repeat_from_done", "minutes", "place",
    "note",
)  # fmt: skip
_NEVER = "~"  # after every day


class Whole(NamedTuple):
    """An event as its calendar has it now: its days, and the names of days that other events take the place of."""

    uid: str
    days: Sequence[Appointment]
    moved: Collection[str]
    has_come: Callable[[str], bool]  # whether the day of a key has

    def is_over(self, external_id: str) -> bool:
        """Whether the day, or the last of the days, that is called so has come."""
        return external_id != self.uid and self.has_come(external_id[len(self.uid) + 1 :])

    def is_left_alone(self, shown: Followup, held: Followup) -> bool:
        """Whether a follow-up stands for no part of it: for a day by itself, or for what is over and was not done."""
        external_id = held.external_id or ""
        is_alone = external_id in self.moved or any(
            day.external_id == external_id for day in self.days if not day.is_part
        )
        is_part = any(day.external_id == external_id for day in self.days if day.is_part)
        return (is_alone and not shown.repeat) or (not is_part and self.is_over(external_id))


@dataclass(slots=True)
class Series:
    """The follow-ups that stand for events, as `names` has them."""

    tx: Transaction
    names: Names
    _passed: dict[str, str] = field(default_factory=dict)  # the last day that was done or skipped, by event

    def is_older(self, days: Sequence[Appointment]) -> bool:
        """Whether the calendar is one from before another, which was read already."""
        held = (self.names.known.get(day.external_id) for day in days if not day.is_of_crm)
        marks = (followups.get(self.tx.connection, each).external_mark for each in held if each is not None)
        return any(appointment_marks.is_older(days[0].version, mark) for mark in marks)

    def standing(self, held: Followup) -> Followup:
        """The one that stands for it now: the open one of its series, else itself."""
        if held.is_open or held.series_id is None:
            return held
        return followup_series.after(self.tx.connection, held) or held

    def due(self, one: Appointment, shown: Followup | None = None) -> str | None:
        """When a part comes next that is new or that its calendar changed; None where all of it was done or skipped.

        `shown` stands for it so far.
        """
        if not one.is_part:
            return one.due
        passed = max(self.passed(one), self.names.last_passed(shown) if shown else "")
        if passed < one.due:
            return one.due
        return repeats.following(one.rule, one.start, after=passed, today=_before(passed)) if one.rule else None

    def passed(self, one: Appointment) -> str:
        """The last day of the event of a part that was done or skipped; empty where none was."""
        return self._passed.get(event_of(one.external_id), "") if one.is_part else ""

    def leave_late(self, one: Appointment, held: Followup, shown: Followup) -> bool:
        """Lets one that is late stay so by itself, where its series goes on with another; whether that was to be."""
        is_late = followup_values.is_late(shown.planned, self._now())
        if not (one.is_part and shown.repeat and is_late and shown.planned < one.due):
            return False
        self.names.call(held, None, None)
        single = followups.get(self.tx.connection, shown.id)
        followups.update(self.tx, single, {"repeat": None, "repeat_start": None, "repeat_from_done": 0})
        return True

    def take_out(self, held: Followup, shown: Followup) -> None:
        """Takes out what its calendar has no more. It comes anew if the calendar has it again: nobody removed it."""
        self.names.call(held, None, None)
        followups.remove(self.tx, shown.id)

    def end(self, held: Followup, shown: Followup, mark: str) -> None:
        """Takes out what would come after the last of a series was done, which keeps its name."""
        if held.id == shown.id:
            self.take_out(held, shown)
            return
        # Out of its series, so that it does not count as skipped.
        followups.update(self.tx, shown, {"series_id": None, "occurrence": None})
        followups.remove(self.tx, shown.id)
        self.names.call(held, held.external_id, mark)

    def hand_over(self, now: Whole) -> int:
        """Gives each follow-up of an event the name of the part that the day it is planned for is in now.

        Of several in one part the first stays, with what was done before it. Returns how many went.
        """
        parts = [day for day in now.days if day.is_part]
        everyone = self.names.all_of(now.uid) if parts else []
        if not parts or any(_is_parted(held, parts[0]) for held in everyone):
            return 0
        standing = sorted(((self.standing(held), held) for held in everyone), key=lambda pair: pair[0].planned)
        first = next((shown.planned for shown, _held in standing if shown.is_open and shown.repeat), _NEVER)
        behind = [appointment_marks.passed(held.external_mark) for held in everyone]
        behind += map(self.names.last_passed, everyone)
        self._passed[now.uid] = max((day for day in behind if day < first), default="")
        taken: dict[str, tuple[Followup, Followup]] = {}
        homeless, gone = [], 0
        for shown, held in standing:
            if not shown.is_open or now.is_left_alone(shown, held):
                continue
            part = next((part for part in parts if not part.last or part.last >= shown.planned), None)
            if part is None:
                homeless.append((shown, held))
            elif part.external_id in taken:
                self.take_out(held, shown)
                gone += 1
            else:
                taken[part.external_id] = shown, held
        for shown, held in homeless:
            if held.external_id in taken:
                self.take_out(held, shown)
                gone += 1
        self._rename(taken)
        return gone

    def _rename(self, taken: Mapping[str, tuple[Followup, Followup]]) -> None:
        """Calls those that stand for parts as the parts are called."""
        changed = {name: pair for name, pair in taken.items() if pair[1].external_id != name}
        for _shown, held in changed.values():
            self.names.call(held, None, None)
        for name, (shown, held) in changed.items():
            if name in self.names.known:  # by one that is done
                self.names.call(followups.get(self.tx.connection, self.names.known[name]), None, None)
            mark = appointment_marks.without(held.external_mark, "due")
            self.names.call(followups.get(self.tx.connection, shown.id), name, mark)

    def drop_gone(self, now: Whole) -> int:
        """Takes out what an event does not have any more, but for days that have come; returns how many."""
        dropped = 0
        kept = {*now.moved, *(day.external_id for day in now.days)}
        part = next((day for day in now.days if day.is_part), None)
        for held in self.names.all_of(now.uid):
            is_kept = held.external_id in kept or now.is_over(held.external_id or "")
            if is_kept or (part and _is_parted(held, part)):
                continue
            shown = self.standing(held)
            if shown.is_open:
                self.take_out(held, shown)
                dropped += 1
        return dropped

    def leave_out(self, uid: str, recurrence: str, day: str) -> bool:
        """Takes a day, by its key and on the user's clocks, out of the series that names it; whether one does."""
        for held in self.names.all_of(uid):
            shown = self.standing(held)
            at = day if "T" in day else day + shown.planned[10:]
            if not shown.is_open or not shown.repeat or shown.planned > at:
                continue
            if repeats.names(shown.repeat, shown.repeat_start or shown.planned, at):
                self._cut(uid, held, shown, at, is_instant=recurrence.endswith("Z"))
                return True
        return False

    def _cut(self, uid: str, held: Followup, shown: Followup, at: str, *, is_instant: bool) -> None:
        rule, start = shown.repeat or "", shown.repeat_start or shown.planned
        last = date.fromisoformat(at[:10])
        named = repeats.occurrences(rule, start, after=_before(shown.planned), last=last)
        before = [each for each in named if shown.planned <= each < at]
        after = repeats.following(rule, start, after=at, today=_before(at))
        if not before:
            if after is None:
                self.take_out(held, shown)
            else:
                followups.update(self.tx, shown, {"due": after, "planned": after})
            return
        is_last = before == [shown.planned]
        ended = {"repeat": None, "repeat_start": None} if is_last else {"repeat": repeats.ended(rule, before[-1])}
        followups.update(self.tx, shown, {**ended})
        if after is None and held.external_id == uid:
            return
        called = f"{uid}#{self.names.key(before[-1]) if is_instant else before[-1]}"
        self.names.call(held, None, None)
        mark = appointment_marks.parted(held.external_mark)
        self.names.call(followups.get(self.tx.connection, shown.id), called, mark)
        if after is not None:
            self._go_on(shown, after, held)

    def _go_on(self, shown: Followup, due: str, held: Followup) -> None:
        """Makes the one that goes on behind a day that was left out."""
        values = {name: getattr(shown, name) for name in _COPIED}
        called = {"external_id": held.external_id, "external_mark": held.external_mark}
        followup_id = followups.insert(self.tx, {**values, "due": due, "planned": due, **called})
        begin_series(self.tx, followup_id)
        self.names.known[held.external_id or ""] = followup_id

    def _now(self) -> datetime:
        return local_days.local_days(self.tx.connection).clock(self.tx.at).replace(tzinfo=None)


def _is_parted(held: Followup, part: Appointment) -> bool:
    """Whether one was cut off here of an event that comes again as it did then."""
    return appointment_marks.is_parted_from(held.external_mark, part.said["due"])


def begin_series(tx: Transaction, followup_id: int) -> None:
    """Makes a follow-up that repeats the first of a series."""
    tx.connection.execute("UPDATE followup SET series_id = id, occurrence = 1 WHERE id = ?", (followup_id,))


def _before(due: str) -> date:
    return date.fromisoformat(due[:10]) - timedelta(days=1)
