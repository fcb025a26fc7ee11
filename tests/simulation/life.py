"""A salesperson's year: what they promise, put off, do and forget, where they travel, and when their machine sleeps."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from crmcli.store import contacts, db, followups, groups, occasions, settings
from crmcli.store.db import Store
from tests.simulation import world
from tests.simulation.oracle import Person, Promise
from tests.simulation.world import World

ZONES = ("Asia/Jakarta", "Europe/Berlin", "Europe/Lisbon", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu")
_RULES = ("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1")
_STATUSES = ("active", "active", "active", "active", "private", "blocked")


class Life:
    """Everything that happens to one user in one world, drawn from one seed."""

    def __init__(self, seed: int, machine: World, path: Path) -> None:
        self.random = random.Random(seed)
        self.world = machine
        self.oracle = machine.oracle
        self.people: list[Person] = []
        self.has_slept = 0
        self._store: Store = db.open_writing(str(path), now=machine.now, notify=lambda _line: None)
        self._store.connection.execute("PRAGMA synchronous = OFF")
        self._begin()

    def close(self) -> None:
        """Ends what is open."""
        self._store.close()

    def live(self, days: int) -> None:
        """Lives so many days, one after the other."""
        asleep_until = self.world.true
        for _each in range(days):
            morning = self.world.true
            for moment, happening in sorted(self._day(morning), key=lambda each: each[0]):
                self.world.true = max(moment, self.world.true)
                if moment >= asleep_until:
                    self._happen(happening)
            if self.random.random() < 0.06:
                self.has_slept += 1
                asleep_until = morning + timedelta(days=1, hours=self.random.randint(1, 90))
            self.world.true = morning + timedelta(days=1)

    def ledger(self) -> list[tuple[str, str]]:
        """What the ledger holds in the end: kind and key."""
        return list(self._store.connection.execute("SELECT kind, key FROM delivery"))

    def _begin(self) -> None:
        self._arrive()
        with self._write() as tx:
            for number in range(24):
                status = _STATUSES[number % len(_STATUSES)]
                rhythm = {"cadence_days": 30} if number % 3 == 0 else {}
                contact_id = contacts.add(tx, f"Person {number}", status=status, **rhythm)
                self.people.append(Person(contact_id, status))
                occasions.put(tx, contact_id, "birthday", None, number % 12 + 1, number + 1)
            groups.add(tx, "VIP")
        self.world.run("alerts")

    def _arrive(self) -> None:
        """The user tells crm where they are, unless it goes by the machine."""
        if self.world.has_setting:
            with self._write() as tx:
                settings.put(tx, "timezone", self.world.zone)

    def _day(self, morning: datetime) -> Iterator[tuple[datetime, str]]:
        """When what happens on a day, in no order."""
        choose = self.random

        def moments(count: int) -> Iterator[datetime]:
            return (morning + timedelta(seconds=choose.randrange(86_400)) for _each in range(count))

        for moment in moments(choose.choice((0, 2, 3, 4, 5, 6))):
            yield moment, "act"
        for moment in moments(choose.choice((0, 1, 2, 3))):
            yield moment, "digest"
        for moment in moments(choose.choice((0, 3, 6, 6))):
            yield moment, "alerts"
        for rare, chance in (("travel", 0.12), ("jump", 0.05)):
            if choose.random() < chance:
                yield from ((moment, rare) for moment in moments(1))

    def _happen(self, happening: str) -> None:
        if happening in world.COMMANDS:
            fate = self.random.choice(world.FATES) if self.random.random() < 0.25 else world.WELL
            self.world.run(happening, fate)
            if fate == world.FAILING and self.random.random() < 0.5:  # the timer comes again, and nothing is in its way
                self.world.true += timedelta(minutes=self.random.randint(1, 10))
                self.world.run(happening)
        elif happening == "travel":
            self.world.zone = self.random.choice(ZONES)
            self.oracle.moved_at = self.world.now
            self._arrive()
        elif happening == "jump":
            self.world.skew = timedelta(hours=self.random.choice((-1, 0, 0, 1)))
        else:
            self._act()

    def _act(self) -> None:
        """Something that the user does; the most of it is promising something new."""
        open_ = [each for each in self.oracle.promises.values() if each.is_open]
        if self.random.random() < 0.04:
            self._fill()
        done = [each for each in self.oracle.promises.values() if each.done_on == self.world.wall.date()]
        if done and self.random.random() < 0.3:
            self._open_again(self.random.choice(done))
        acts = [self._promise] * 5 + [
            self._put_off,
            self._put_off,
            self._do,
            self._do,
            self._remove,
            self._bring,
            self._part,
        ]
        act = self.random.choice(acts)
        if act in (self._put_off, self._do, self._remove) and not open_:
            act = self._promise
        if act in (self._promise, self._bring, self._part):
            act(None)
        else:
            act(self._chosen(open_))

    def _chosen(self, open_: list[Promise]) -> Promise:
        """One of what is open: often what is due these hours, else mostly the oldest, or the list grows all year."""
        wall = self.world.wall
        near = [
            each
            for each in open_
            if "T" in each.due and abs(datetime.fromisoformat(each.due) - wall) < timedelta(hours=12)
        ]
        if near and self.random.random() < 0.6:
            return self.random.choice(near)
        return min(open_, key=lambda each: each.due) if self.random.random() < 0.7 else self.random.choice(open_)

    def _promise(self, _none: Promise | None) -> None:
        person = self.random.choice([None, *self.people])
        if person and person.is_removed:
            person = None
        due = self._due()
        repeat = self.random.choice(_RULES) if self.random.random() < 0.15 else None
        with self._write() as tx:
            followup_id = followups.add(
                tx, "call", due, contact_id=person.id if person else None, repeat=repeat,
                warn_days=[3] if self.random.random() < 0.2 else [],
            )  # fmt: skip
        self._know(followup_id, due, person)

    def _fill(self) -> None:
        """A busy day is planned: more than rings one by one where the machine sleeps through it."""
        for number in range(8):
            due = f"{self.world.wall + timedelta(minutes=30 + 20 * number):%Y-%m-%dT%H:%M}"
            with self._write() as tx:
                followup_id = followups.add(tx, "call", due)
            self._know(followup_id, due, None)

    def _open_again(self, promise: Promise) -> None:
        """What was done today was not done after all."""
        with self._write() as tx:
            followups.reopen(tx, promise.id)
        promise.is_open, promise.done_on = True, None

    def _bring(self, _none: Promise | None) -> None:
        """A calendar is brought in, with an appointment that is over."""
        due = f"{self.world.wall - timedelta(minutes=self.random.randint(2, 40_000)):%Y-%m-%dT%H:%M}"
        with self._write() as tx:
            followup_id = followups.add(tx, "meeting", due, external_id=f"uid-{self.random.random()}")
        self._know(followup_id, due, None).was_past = True

    def _put_off(self, promise: Promise | None) -> None:
        assert promise
        due = self._due()
        if self.random.random() < 0.5:  # as one does when it rings
            due = f"{self.world.wall + timedelta(minutes=self.random.choice((10, 30, 60, 180))):%Y-%m-%dT%H:%M}"
        with self._write() as tx:
            followups.snooze(tx, promise.id, due)
        if due != promise.due:
            self.oracle.promises[promise.id] = self._known(promise.id, due, promise.person)

    def _do(self, promise: Promise | None) -> None:
        assert promise
        with self._write() as tx:
            completion = followups.complete(tx, promise.id, today=self.world.wall.date())
        promise.is_open, promise.done_on = False, self.world.wall.date()
        if completion.next is not None:
            self._know(completion.next.id, completion.next.due, promise.person)

    def _remove(self, promise: Promise | None) -> None:
        assert promise
        with self._write() as tx:
            followups.remove(tx, promise.id)
        promise.is_open = False

    def _part(self, _none: Promise | None) -> None:
        """A contact goes, or comes back."""
        person = self.random.choice(self.people)
        with self._write() as tx:
            if person.is_removed:
                contacts.restore(tx, person.id)
            else:
                contacts.remove(tx, person.id)
        person.is_removed = not person.is_removed

    def _due(self) -> str:
        """A day to come, or a minute of one, at any hour: also one that the clock skips or shows twice."""
        wall = self.world.wall
        if self.random.random() < 0.3:
            return (wall.date() + timedelta(days=self.random.choice((0, 0, 1, 1, 2, 7, 30)))).isoformat()
        ahead = self.random.choice((self.random.randint(1, 300), self.random.randint(60, 6_000)))
        due = wall + timedelta(minutes=ahead)
        if self.random.random() < 0.3 and due.date() > wall.date():
            due = datetime.combine(due.date(), datetime.min.time()) + timedelta(hours=2, minutes=30)
        return f"{due:%Y-%m-%dT%H:%M}"

    def _know(self, followup_id: int, due: str, person: Person | None) -> Promise:
        known = self.oracle.promises[followup_id] = self._known(followup_id, due, person)
        return known

    def _known(self, followup_id: int, due: str, person: Person | None) -> Promise:
        return Promise(followup_id, due, self.world.now, self.world.zone, person)

    def _write(self) -> db.Transaction:
        return self._store.write("lived", now=self.world.now)
