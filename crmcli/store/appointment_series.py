"""Appointments that come again: where each of them is by now, and what becomes of it when its calendar changes.

One follow-up stands for a series, and one for each day that its calendar moved. Promises that nothing of a series is
told twice, and that what was done, passed over, put off or is late here stays so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli import repeats
from crmcli.repeats import calendars
from crmcli.store import appointment_marks, followup_series, followup_values, followups, local_days
from crmcli.store.appointment_names import Names

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from crmcli.store.appointments import Appointment
    from crmcli.store.db import Transaction
    from crmcli.store.followups import Followup

_COPIED = (
    "contact_id", "what", "warn_days", "priority", "repeat_start", "repeat_from_done", "minutes", "place", "note",
)  # fmt: skip
_ALONE: dict[str, str | int | None] = {
    "repeat": None, "repeat_start": None, "repeat_from_done": 0, "series_id": None, "occurrence": None,
}  # fmt: skip


class Whole(NamedTuple):
    """An event as its calendar has it now, and the keys of days that other events take the place of."""

    uid: str
    days: Sequence[Appointment]
    moved: Collection[str]
    has_come: Callable[[str], bool]  # whether the day of a key has


@dataclass(slots=True)
class Series:
    """The follow-ups that stand for events, as `names` has them."""

    tx: Transaction
    names: Names

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

    def next(self, one: Appointment, held: Followup | None) -> tuple[str | None, str | None]:
        """When an event comes next that is new or that its calendar changed, and by which rule.

        What was done or skipped here does not come again; None where nothing else does.
        """
        if not one.is_series and (held is None or held.series_id is None):
            return one.due, None
        if one.is_past:
            return None, None
        passed, due, rule = self.names.passed(one.external_id), one.due, one.rule
        if rule is None:
            return (due if due > passed else None), None
        done = [day for day in self.names.done_days(one.external_id) if repeats.names(rule, one.start, day)]
        for day in done:
            rule = calendars.leaving_out(rule, one.start, day)
        if due <= passed or due in done:
            passed = max(passed, due)
            following = repeats.following(rule, one.start, after=passed, today=_before(passed))
            return following, calendars.since(rule, following) if following else None
        return due, rule

    def is_late(self, one: Appointment, shown: Followup, due: str | None) -> bool:
        """Whether what stands for a series is late, and stays so by itself while the series goes on or ends."""
        if not (one.is_series or shown.series_id) or shown.planned in one.left_out:
            return False
        now = local_days.local_days(self.tx.connection).clock(self.tx.at).replace(tzinfo=None)
        is_before = due is None or shown.planned[:10] < due[:10]
        return is_before and followup_values.is_late(shown.planned, now)

    def leave(self, held: Followup, shown: Followup) -> None:
        """Lets one be alone, and without the name of its series."""
        self.names.call(held, None, None)
        followups.update(self.tx, followups.get(self.tx.connection, shown.id), _ALONE)

    def end(self, shown: Followup) -> None:
        """Lets one be the last of its series."""
        followups.update(self.tx, shown, {"repeat": None, "repeat_start": None, "repeat_from_done": 0})

    def take_out(self, held: Followup, shown: Followup, mark: str = "") -> None:
        """Takes out what its calendar has no more. It comes again if the calendar has it again: nobody removed it."""
        if held.id == shown.id:
            passed = self.names.passed(held.external_id or "")
            self.names.call(held, held.external_id, appointment_marks.gone(mark or held.external_mark, passed))
            self.names.known.pop(held.external_id or "", None)
        else:  # the name stays with one that was done
            self.names.call(held, held.external_id, mark or appointment_marks.without(held.external_mark, "due"))
        # Out of its series, so that it does not count as skipped.
        followups.update(self.tx, followups.get(self.tx.connection, shown.id), _ALONE)
        followups.remove(self.tx, shown.id)

    def set_apart(self, uid: str, recurrence: str, day: str) -> bool:
        """Takes a day, by its key and on the user's clocks, out of the series of an event; whether it was in it.

        The follow-up that stands for it just now becomes that day's, with all that the user did to it.
        """
        held = self.names.held(uid)
        shown = self.standing(held) if held else None
        if held is None or shown is None or not shown.is_open or not shown.repeat:
            return False
        at = day if "T" in day else day + shown.planned[10:]
        start = shown.repeat_start or shown.planned
        if at != shown.planned:
            if at < shown.planned or not repeats.names(shown.repeat, start, at):
                return False
            followups.update(self.tx, shown, {"repeat": calendars.leaving_out(shown.repeat, start, at)})
            return True
        self._go_on_without(held, shown, f"{uid}#{recurrence}")
        return True

    def drop_gone(self, now: Whole) -> int:
        """Takes out the single days that an event does not have any more; returns how many.

        Days that are late stay, if their place in the series is over as well. Nothing is gone of an event that names
        the same days as when it was read last: others may have come by themselves.
        """
        held = self.names.held(now.uid)
        mark = held.external_mark if held else self.names.removed(now.uid)
        if appointment_marks.says(mark, "due", now.days[0].said["due"]) and not now.days[0].is_cancelled:
            return 0
        kept = {*(f"{now.uid}#{key}" for key in now.moved), *(day.external_id for day in now.days)}
        clock = local_days.local_days(self.tx.connection).clock(self.tx.at).replace(tzinfo=None)
        dropped = 0
        for day in self.names.days_of(now.uid):
            external_id = day.external_id or ""
            is_late = followup_values.is_late(day.planned, clock) and now.has_come(external_id[len(now.uid) + 1 :])
            if day.is_open and external_id not in kept and not is_late:
                self.take_out(day, day)
                dropped += 1
        return dropped

    def _go_on_without(self, held: Followup, shown: Followup, called: str) -> None:
        """Lets a series go on behind the day that it stands at, which is called by itself from now on."""
        rule, start = shown.repeat or "", shown.repeat_start or shown.planned
        following = repeats.following(rule, start, after=shown.planned, today=_before(shown.planned))
        if held.id == shown.id:
            self.names.call(held, None, None)
        alone = followups.get(self.tx.connection, shown.id)
        followups.update(self.tx, alone, _ALONE)
        if called not in self.names.known:
            mark = appointment_marks.without(held.external_mark, "due")
            self.names.call(followups.get(self.tx.connection, shown.id), called, mark)
        if following is None:
            return
        values = {name: getattr(shown, name) for name in (*_COPIED, "series_id", "occurrence")}
        rhythm = {"due": following, "planned": following, "repeat": calendars.since(rule, following)}
        followup_id = followups.insert(self.tx, {**values, **rhythm})
        if held.id == shown.id:
            self.names.call(followups.get(self.tx.connection, followup_id), held.external_id, held.external_mark)


def begin_series(tx: Transaction, followup_id: int) -> None:
    """Makes a follow-up that repeats the first of a series."""
    tx.connection.execute("UPDATE followup SET series_id = id, occurrence = 1 WHERE id = ?", (followup_id,))


def _before(due: str) -> date:
    return date.fromisoformat(due[:10]) - timedelta(days=1)
