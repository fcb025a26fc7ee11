"""Calendars that change between imports: what comes is what a first import of the newest one would bring."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from crmcli import repeats
from crmcli.store import followup_series, followups, local_days, operations
from crmcli.store.db import Store
from tests import factories
from tests.formats.ics.reading import calendar, event

TODAY = date(2026, 11, 24)
LAST = TODAY + timedelta(days=200)
ZONES = ["Asia/Jakarta", "America/New_York", "Asia/Singapore", ""]
MONDAY = datetime(2026, 11, 2, 9)


@dataclass(frozen=True)
class Series:
    """A weekly appointment as a calendar has it: days are numbers of weeks."""

    zone: str
    hour: int = 9
    count: int = 0
    summary: str = "Lunch"
    left_out: frozenset[int] = frozenset()
    moved: dict[int, int] = field(default_factory=dict)  # by how many hours
    is_cancelled: bool = False

    def written(self) -> list[str]:
        """Its events, as a file has them."""
        rule = "RRULE:FREQ=WEEKLY" + (f";COUNT={self.count}" if self.count else "")
        status = "STATUS:CANCELLED" if self.is_cancelled else ""
        days = [f"EXDATE{self._at(week)}" for week in sorted(self.left_out)]
        others = [
            event(f"RECURRENCE-ID{self._at(week)}", start=f"DTSTART{self._at(week, hours)}", summary=self.summary)
            for week, hours in sorted(self.moved.items())
        ]
        return [*others, event(rule, status, *days, start=f"DTSTART{self._at(0)}", summary=self.summary)]

    def _at(self, week: int, hours: int = 0) -> str:
        moment = MONDAY.replace(hour=self.hour) + timedelta(weeks=week, hours=hours)
        return (f";TZID={self.zone}" if self.zone else "") + f":{moment:%Y%m%dT%H%M%S}"


WEEKS = st.integers(0, 22)
EDITS = st.one_of(
    st.tuples(st.just("left_out"), st.frozensets(WEEKS, max_size=4)),
    st.tuples(st.just("moved"), st.dictionaries(WEEKS, st.integers(1, 30), max_size=3)),
    st.tuples(st.just("hour"), st.integers(0, 23)),
    st.tuples(st.just("count"), st.sampled_from([0, 8, 12])),
    st.tuples(st.just("summary"), st.sampled_from(["Lunch", "Dinner"])),
    st.tuples(st.just("is_cancelled"), st.booleans()),
)


@settings(max_examples=25)
@given(zone=st.sampled_from(ZONES), edits=st.lists(EDITS, min_size=1, max_size=5))
@example(zone="America/New_York", edits=[("moved", {3: 19}), ("moved", {})])
def test_what_comes_is_what_the_newest_calendar_says(zone: str, edits: list[tuple[str, object]]) -> None:
    series = Series(zone)
    with factories.temporary_store() as store:
        factories.imported(store, calendar(*series.written()))
        for name, value in edits:
            series = replace(series, **{name: value})
            text = calendar(*series.written())
            before = factories.tables(store)
            changed = factories.imported(store, text)
            after = factories.tables(store)
            assert factories.counts(factories.imported(store, text))[:2] == (0, 0)
            assert factories.tables(store) == after
            if changed.operation_id:
                operations.undo(store)
                assert factories.tables(store) == before
                operations.redo(store)
                assert factories.tables(store) == after
        with factories.temporary_store() as fresh:
            factories.imported(fresh, text)
            assert coming(store) == coming(fresh)


def coming(store: Store, *, is_planned: bool = False) -> list[tuple[str, str]]:
    """Every day and text of what is to be done, in the days that are looked at, or for which it was planned."""
    found = []
    for each in followups.listed(store.connection):
        days = [each.planned if is_planned else each.due]
        if each.repeat:
            begin = date.fromisoformat(each.planned[:10]) - timedelta(days=1)
            named = repeats.occurrences(each.repeat, each.repeat_start or "", after=begin, last=LAST)
            days += [day for day in named if day > each.planned]
        found += [(day, each.what) for day in days if day <= LAST.isoformat()]
    return sorted(found)


ACTS = st.one_of(
    st.tuples(st.sampled_from(["done", "skip", "snooze"]), st.integers(0, 3)),
    st.tuples(st.just("pass"), st.integers(1, 20)),
    st.tuples(st.just("left_out"), st.frozensets(WEEKS, max_size=4)),
    st.tuples(st.just("moved"), st.dictionaries(WEEKS, st.integers(1, 30), max_size=3)),
    st.tuples(st.just("invited"), st.dictionaries(WEEKS, st.integers(0, 30), min_size=1, max_size=2)),
    st.tuples(st.just("count"), st.sampled_from([0, 12])),
)


@settings(max_examples=20)
@given(zone=st.sampled_from(ZONES), acts=st.lists(ACTS, min_size=2, max_size=8))
@example(
    zone="America/New_York",
    acts=[("pass", 11), ("skip", 0), ("left_out", frozenset({11})), ("pass", 3), ("count", 12)],
)
def test_nothing_is_forgotten_told_twice_or_asked_again_whatever_was_done(
    zone: str, acts: list[tuple[str, Any]]
) -> None:
    series = Series(zone)
    with factories.temporary_store() as store:
        read = calendar(*series.written())
        factories.imported(store, read)
        finished: set[str] = set()
        invited: dict[int, int] = {}
        for name, value in acts:
            if name in ("done", "skip", "snooze"):
                finished |= done_to(store, name, value)
                assert factories.counts(factories.imported(store, read))[:2] == (0, 0)
                continue
            if name == "pass":
                store.now += timedelta(days=value)
            elif name in ("moved", "invited"):  # by messages that know nothing of the other days, and all know later
                invited |= value if name == "invited" else {}
                series = replace(series, moved={**(value if name == "moved" else series.moved), **invited})
            else:
                series = replace(series, **{name: value})
            events = series.written()
            read = calendar(*(events[:-1] if name == "invited" else events))
            factories.imported(store, read)
            assert factories.counts(factories.imported(store, read))[:2] == (0, 0)
            planned = coming(store, is_planned=True)
            assert len(planned) == len(set(planned))
            with factories.temporary_store() as fresh:
                fresh.now = store.now
                factories.imported(fresh, calendar(*events))
                named = {day for day, _what in coming(fresh)}
            here = {day for day, _what in planned}
            assert {day for day in named if day > max(finished, default="")} <= here
            now = local_days.local_days(store.connection).clock(f"{store.now:%Y-%m-%dT%H:%M:%SZ}")
            moved = {day for day in here if day not in named and day >= f"{now:%Y-%m-%dT%H:%M}"}
            assert not moved
            assert not here & finished


def done_to(store: Store, name: str, number: int) -> set[str]:
    """What the user does with one of the follow-ups, and the days that are over with that.

    The next one of a series comes after the day on which it is done.
    """
    listed = followups.listed(store.connection)
    if not listed:
        return set()
    one = listed[number % len(listed) if name == "snooze" else 0]
    today = local_days.local_days(store.connection).of(f"{store.now:%Y-%m-%dT%H:%M:%SZ}")
    with store.write(name) as tx:
        if name == "done" or (name == "skip" and not one.repeat):
            followups.complete(tx, one.id, today=today)
        elif name == "skip":
            followup_series.skip(tx, one.id, today)
        else:
            followups.snooze(tx, one.id, f"{date.fromisoformat(one.due[:10]) + timedelta(days=1)}{one.due[10:]}")
    return set() if name == "snooze" else {one.planned, f"{today}U"}
