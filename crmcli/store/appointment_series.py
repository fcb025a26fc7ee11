"""Appointments that come again: which follow-up stands for which part of them, and where each of them is by now.

Promises that nothing of a series is told twice, and that what was done, passed over, put off or is late here stays so
when its calendar cuts it otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from crmcli import repeats
from crmcli.store import appointment_marks, followup_series, followup_values, followups, local_days

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from crmcli.store.appointments import Appointment
    from crmcli.store.db import Transaction
    from crmcli.store.followups import Followup

_COPIED = (
    "contact_id", "what", "warn_days", "priority", "repeat", "repeat_start", "repeat_from_done", "minutes", "place",
    "note",
)  # fmt: skip
_DAY = re.compile(r"#[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}Z?)?")  # behind what an event is called
_NEVER = "~"  # after every day
_REMOVED = """
SELECT json_extract(j.image, '$.external_id'), json_extract(j.image, '$.external_mark'),
    json_extract(j.image, '$.series_id') AS series_id, json_extract(j.image, '$.planned')
FROM journal j JOIN operation o ON o.id = j.operation_id
WHERE j.table_name = 'followup' AND j.action = 'delete' AND o.state = 'done' ORDER BY j.id
"""


@dataclass(slots=True)
class Series:
    """The follow-ups that calendars call something, `known` by that."""

    tx: Transaction
    known: dict[str, int]
    _gone: dict[str, dict[str, tuple[str, int | None]]] | None = None  # by the event, and by what they were called
    _skipped: dict[int, str] = field(default_factory=dict)  # the last day by series
    _passed: dict[str, str] = field(default_factory=dict)  # the last day that was done or skipped, by event

    def held(self, external_id: str) -> Followup | None:
        """The follow-up that is called so, or would be, since it came after one that was skipped; None else."""
        followup_id = self.known.get(external_id)
        return followups.get(self.tx.connection, followup_id) if followup_id is not None else self._heir(external_id)

    def removed(self, external_id: str) -> str | None:
        """The mark of what the user took out and was called so; None where nothing was."""
        mark, _series_id = self._removed(external_id).get(external_id, (None, None))
        return mark

    def is_older(self, days: Sequence[Appointment]) -> bool:
        """Whether the calendar is one from before another, which was read already."""
        held = (self.known.get(day.external_id) for day in days if not day.is_of_crm)
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
        passed = max(self._passed.get(_event(one.external_id), ""), self._last_passed(shown) if shown else "")
        if passed < one.due:
            return one.due
        return repeats.following(one.rule, one.start, after=passed, today=_before(passed)) if one.rule else None

    def leave_late(self, one: Appointment, held: Followup, shown: Followup) -> bool:
        """Lets one that is late stay so by itself, where its series goes on with another; whether that was to be."""
        is_late = followup_values.is_late(shown.planned, self._now())
        if not (one.is_part and shown.repeat and is_late and shown.planned < one.due):
            return False
        self.call(held, None, None)
        single = followups.get(self.tx.connection, shown.id)
        followups.update(self.tx, single, {"repeat": None, "repeat_start": None, "repeat_from_done": 0})
        return True

    def call(self, followup: Followup, external_id: str | None, mark: str | None) -> None:
        """Calls a follow-up as calendars do, or by None no longer."""
        if followup.external_id is not None:
            self.known.pop(followup.external_id, None)
        followups.update(self.tx, followup, {"external_id": external_id, "external_mark": mark})
        if external_id is not None:
            self.known[external_id] = followup.id

    def take_out(self, held: Followup, shown: Followup) -> None:
        """Takes out what its calendar has no more. It comes anew if the calendar has it again: nobody removed it."""
        self.call(held, None, None)
        followups.remove(self.tx, shown.id)

    def end(self, held: Followup, shown: Followup, mark: str) -> None:
        """Takes out what would come after the last of a series was done, which keeps its name."""
        self.take_out(held, shown)
        if held.id != shown.id:
            self.call(followups.get(self.tx.connection, held.id), held.external_id, mark)

    def hand_over(self, uid: str, days: Sequence[Appointment], moved: Collection[str]) -> int:
        """Gives each follow-up of an event the name of the part that the day it is planned for is in now.

        Of several in one part the first stays, with what was done before it. `moved` are the names of days that other
        events take the place of. Returns how many went.
        """
        parts = [day for day in days if day.is_part]
        if not parts:
            return 0
        everyone = self._all_of(uid)
        alone = {*moved, *(day.external_id for day in days if not day.is_part)}
        standing = sorted(((self.standing(held), held) for held in everyone), key=lambda pair: pair[0].planned)
        first = next((shown.planned for shown, _held in standing if shown.is_open and shown.repeat), _NEVER)
        self._passed[uid] = max((day for day in map(self._last_passed, everyone) if day < first), default="")
        taken: dict[str, tuple[Followup, Followup]] = {}
        over = []
        for shown, held in standing:
            if not shown.is_open or (held.external_id in alone and not shown.repeat):
                continue
            part = next((part for part in parts if not part.last or part.last >= shown.planned), None)
            if part is None or part.external_id in taken:
                over.append((shown, held, part))
            else:
                taken[part.external_id] = shown, held
        over = [pair for pair in over if pair[2] is not None or pair[1].external_id in taken]
        for shown, held, _part in over:
            self.take_out(held, shown)
        self._rename(taken)
        return len(over)

    def _rename(self, taken: Mapping[str, tuple[Followup, Followup]]) -> None:
        """Calls those that stand for parts as the parts are called."""
        changed = {name: pair for name, pair in taken.items() if pair[1].external_id != name}
        for _shown, held in changed.values():
            self.call(held, None, None)
        for name, (shown, held) in changed.items():
            if name in self.known:  # by one that is done
                self.call(followups.get(self.tx.connection, self.known[name]), None, None)
            mark = appointment_marks.without(held.external_mark, "due")
            self.call(followups.get(self.tx.connection, shown.id), name, mark)

    def drop_gone(
        self, uid: str, days: Sequence[Appointment], moved: Collection[str], has_come: Callable[[str], bool]
    ) -> int:
        """Takes out what an event does not have any more, but for days that have come; returns how many."""
        dropped = 0
        kept = {*moved, *(day.external_id for day in days)}
        due = next((day.said["due"] for day in days if day.is_part), "")
        for held in self._all_of(uid):
            external_id = held.external_id or ""
            is_over = external_id != uid and has_come(external_id[len(uid) + 1 :])
            if external_id in kept or is_over or appointment_marks.is_parted_from(held.external_mark, due):
                continue
            shown = self.standing(held)
            if shown.is_open:
                self.take_out(held, shown)
                dropped += 1
        return dropped

    def leave_out(self, uid: str, recurrence: str, day: str) -> bool:
        """Takes a day, by its key and on the user's clocks, out of the series that names it; whether one does."""
        for held in self._all_of(uid):
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
        called = f"{uid}#{self._key(before[-1]) if is_instant else before[-1]}"
        self.call(held, None, None)
        mark = appointment_marks.parted(held.external_mark)
        self.call(followups.get(self.tx.connection, shown.id), called, mark)
        if after is not None:
            self._go_on(shown, after, held)

    def _go_on(self, shown: Followup, due: str, held: Followup) -> None:
        """Makes the one that goes on behind a day that was left out."""
        values = {name: getattr(shown, name) for name in _COPIED}
        called = {"external_id": held.external_id, "external_mark": held.external_mark}
        followup_id = followups.insert(self.tx, {**values, "due": due, "planned": due, **called})
        begin_series(self.tx, followup_id)
        self.known[held.external_id or ""] = followup_id

    def _all_of(self, uid: str) -> list[Followup]:
        """Every follow-up of an event that bears a name of it."""
        rows = self.tx.connection.execute(
            "SELECT external_id FROM followup WHERE external_id = ? OR (external_id > ? AND external_id < ?) "
            "ORDER BY external_id",
            (uid, f"{uid}#", f"{uid}$"),
        )
        called = dict.fromkeys([*(row[0] for row in rows.fetchall()), *self._removed(uid)])
        named = (each for each in called if each == uid or (each.startswith(uid) and _DAY.fullmatch(each, len(uid))))
        return [held for each in named if (held := self.held(each)) is not None]

    def _heir(self, external_id: str) -> Followup | None:
        """The newest of a series of which the one that was called so was skipped: as if it was called so."""
        mark, series_id = self._removed(external_id).get(external_id, ("", None))
        if series_id is None:
            return None
        row = self.tx.connection.execute(
            "SELECT id, max(occurrence) FROM followup WHERE series_id = ? HAVING count(external_id) = 0",
            (series_id,),
        ).fetchone()
        newest = followups.get(self.tx.connection, row[0]) if row and row[0] else None
        return newest and replace(newest, external_id=external_id, external_mark=mark)

    def _removed(self, called: str) -> dict[str, tuple[str, int | None]]:
        """What was taken out of an event by operations that hold: the last mark and the series of each."""
        if self._gone is None:
            self._gone = {}
            for external_id, mark, series_id, planned in self.tx.connection.execute(_REMOVED):
                if external_id is not None:
                    self._gone.setdefault(_event(external_id), {})[external_id] = (mark or "", series_id)
                if series_id is not None:
                    self._skipped[series_id] = max(self._skipped.get(series_id, ""), planned)
        return self._gone.get(_event(called), {})

    def _last_passed(self, held: Followup) -> str:
        """The last day of a rule that was done or skipped, of which this is one; empty where none was."""
        if held.series_id is None:  # or one day that takes the place of another
            is_of_rule = (held.external_id or "").endswith((f"#{held.planned}", f"#{self._key(held.planned)}"))
            return held.planned if held.done_at and is_of_rule else ""
        row = self.tx.connection.execute(
            "SELECT max(planned) FROM followup WHERE series_id = ? AND done_at IS NOT NULL", (held.series_id,)
        ).fetchone()
        return max(row[0] or "", self._skipped.get(held.series_id, ""))

    def _now(self) -> datetime:
        return local_days.local_days(self.tx.connection).clock(self.tx.at).replace(tzinfo=None)

    def _key(self, due: str) -> str:
        """The instant of a time on the user's clocks, as the days of an event are told apart."""
        zone = local_days.local_days(self.tx.connection).zone
        moment = datetime.fromisoformat(due)
        aware = moment.replace(tzinfo=zone) if zone else moment.astimezone()
        return f"{aware.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def _event(external_id: str) -> str:
    """What the event of one of its days is called, however many days it has by themselves."""
    return external_id.rpartition("#")[0] if _DAY.search(external_id) else external_id


def begin_series(tx: Transaction, followup_id: int) -> None:
    """Makes a follow-up that repeats the first of a series."""
    tx.connection.execute("UPDATE followup SET series_id = id, occurrence = 1 WHERE id = ?", (followup_id,))


def _before(due: str) -> date:
    return date.fromisoformat(due[:10]) - timedelta(days=1)
