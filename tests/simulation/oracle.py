"""What a salesperson was promised, kept apart from crm: what is open, what was told, and what must have been.

It knows nothing of the store, the ledger or the reckoning of crm: zones are the standard library's, and its records are
its own. Each broken promise raises AssertionError with all that there is to know of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(hours=24)
MINUTE = timedelta(minutes=1)
STUCK = timedelta(minutes=15, seconds=1)  # for which the claim of somebody who was killed stands in the way


@dataclass
class Person:
    """Somebody in the book, as far as it matters for being reminded of them."""

    id: int
    status: str
    is_removed: bool = False

    @property
    def rings(self) -> bool:
        """Whether appointments with them ring."""
        return not self.is_removed and self.status != "blocked"

    @property
    def is_told_of(self) -> bool:
        """Whether they stand in a digest."""
        return not self.is_removed and self.status not in ("blocked", "private")


@dataclass
class Promise:
    """A follow-up. `given` is the instant at which it got its due, `zone` where the user was then."""

    id: int
    due: str
    given: datetime
    zone: str
    person: Person | None
    is_open: bool = True
    done_on: date | None = None
    was_past: bool = False  # brought from a calendar after it had been

    def at(self, zone: str) -> datetime:
        """The instant of its due where it has a time."""
        wall = datetime.fromisoformat(self.due)
        return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)

    def rings(self) -> bool:
        """Whether it is one that rings at all."""
        return self.is_open and "T" in self.due and not self.was_past and (self.person is None or self.person.rings)

    def is_told_of(self) -> bool:
        """Whether it is one for the digest."""
        return self.is_open and (self.person is None or self.person.is_told_of)


@dataclass
class Oracle:
    """All that was promised and all that was told. `kills` counts how often a run died after it had told something."""

    before: timedelta
    promises: dict[int, Promise] = field(default_factory=dict)
    rung: Counter[tuple[str, str]] = field(default_factory=Counter)
    digests: Counter[str] = field(default_factory=Counter)
    kills: Counter[object] = field(default_factory=Counter)
    killed_at: dict[str, datetime] = field(default_factory=dict)
    moved_at: datetime | None = None
    late_rings: int = 0

    def rings_now(self, now: datetime, zone: str) -> list[Promise]:
        """What a run of the alerts at an instant has to have told by its end."""
        return [
            promise
            for promise in self.promises.values()
            if promise.rings() and promise.at(zone) - self.before <= now <= promise.at(zone) + DAY
        ]

    def hear(self, ref: str, now: datetime, zone: str, *, late_minutes: int | None) -> tuple[str, str]:
        """Takes note of a ring, which must be one that is due and that was not heard before."""
        promise = self.promises[int(ref[1:])]
        told = (ref, promise.due)
        self.rung[told] += 1
        at = promise.at(zone)
        assert promise.rings() or self._is_open_to_doubt(promise), f"{told} rang, and should not at all"
        assert at - self.before <= now <= at + DAY, f"{told} rang at {now}, due {at}"
        assert self.rung[told] <= 1 + self.kills[told], f"{told} rang {self.rung[told]} times"
        if late_minutes is not None:
            assert abs((now - at) / MINUTE - late_minutes) <= 1, f"{told}: {late_minutes} late, due {at}, now {now}"
        self.late_rings += now > at + timedelta(hours=1)
        return told

    def look_at_alerts(self, now: datetime, zone: str) -> None:
        """After a run that went well: all that was to ring has rung."""
        if self._is_stuck("alerts", now):
            return
        lost = [
            (f"f{each.id}", each.due)
            for each in self.rings_now(now, zone)
            if not self.rung[f"f{each.id}", each.due]
        ]  # fmt: skip
        assert not lost, f"at {now} in {zone} these were lost: {lost}"

    def read(self, day: str, refs: set[str], now: datetime) -> None:
        """Takes note of a digest: it is the first of its day, and leaves out nothing that is due by then."""
        self.digests[day] += 1
        assert self.digests[day] <= 1 + self.kills[day], f"the digest of {day} came {self.digests[day]} times"
        due = {f"f{each.id}" for each in self.due_by(day)}
        assert due <= refs, f"the digest of {day} at {now} forgot {sorted(due - refs)}"
        told_of = {f"f{each.id}" for each in self.promises.values() if each.is_told_of()}
        assert refs <= told_of, f"the digest of {day} tells of {sorted(refs - told_of)}"

    def due_by(self, day: str) -> list[Promise]:
        """What is open and due on a day or before."""
        return [each for each in self.promises.values() if each.is_told_of() and each.due[:10] <= day]

    def look_at_digest(self, day: str, now: datetime) -> None:
        """After a run that went well: where something was due, the digest of the day was read."""
        if self.due_by(day) and not self._is_stuck("digest", now):
            assert self.digests[day], f"there was no digest on {day} by {now}"

    def killed(self, command: str, now: datetime) -> None:
        """Takes note that a run was killed, whose claims stand for a while."""
        self.killed_at[command] = now

    def _is_open_to_doubt(self, promise: Promise) -> bool:
        """Whether a machine whose user travels cannot tell that something was over when it was brought."""
        return promise.was_past and promise.is_open and bool(self.moved_at and self.moved_at > promise.given - 2 * DAY)

    def _is_stuck(self, command: str, now: datetime) -> bool:
        killed = self.killed_at.get(command)
        return killed is not None and abs(now - killed) < STUCK
