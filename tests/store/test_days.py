"""A day's work: who is in it, in which state, in which order, and who never is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.store import activities, contacts, days, followups, groups, occasions, touches
from crmcli.store.db import Store
from tests import factories

NOW = datetime(2026, 11, 24, 16, 0)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return factories.store(tmp_path)


def promise(store: Store, due: str, contact_id: int | None = None, what: str = "call", **more: object) -> int:
    with store.write("promised") as tx:
        return followups.add(tx, what, due, contact_id=contact_id, **more)  # type: ignore[arg-type]


def rhythm(store: Store, contact_id: int, every: int, last: str | None) -> None:
    with store.write("rhythm") as tx:
        tx.connection.execute(
            "UPDATE contact SET cadence_days = ?, cadence_since = '2026-01-01' WHERE id = ?", (every, contact_id)
        )
        if last:
            activities.add(tx, "call", [contact_id], at=f"{last}T05:00:00Z")


def birthday(store: Store, contact_id: int, day: str, kind: str = "birthday") -> None:
    year, month, number = map(int, day.split("-"))
    with store.write("birthday") as tx:
        occasions.put(tx, contact_id, kind, year, month, number)


def refs(day: days.Day, state: str) -> list[str]:
    return [entry.ref for entry in day.entries[state]]


def states(day: days.Day) -> dict[str, str]:
    return {entry.ref: state for state, entries in day.entries.items() for entry in entries}


@pytest.mark.parametrize(
    ("due", "state"),
    [
        ("2026-11-23", "late"),
        ("2026-11-23T23:59", "late"),
        ("2026-11-24", "today"),
        ("2026-11-24T15:59", "late"),
        ("2026-11-24T16:00", "today"),  # its minute has not passed
        ("2026-11-24T23:59", "today"),
        ("2026-11-25", None),
        ("2026-11-25T00:00", None),
    ],
)
def test_a_follow_up_is_late_when_its_minute_or_its_day_has_passed(store: Store, due: str, state: str | None) -> None:
    promise(store, due)
    assert states(days.of(store.connection, NOW)) == ({"f1": state} if state else {})


def test_late_ones_go_by_priority_and_then_the_oldest_first(store: Store) -> None:
    for due, priority in (
        ("2026-11-20", "low"),
        ("2026-11-22", "normal"),
        ("2026-11-23", "high"),
        ("2026-11-21", "normal"),
    ):
        promise(store, due, priority=priority)
    assert refs(days.of(store.connection, NOW), days.LATE) == ["f3", "f4", "f2", "f1"]


def test_those_of_today_go_by_time_and_those_without_one_by_priority(store: Store) -> None:
    for due, priority in (
        ("2026-11-24", "normal"), ("2026-11-24", "high"), ("2026-11-24T18:00", "normal"), ("2026-11-24T17:00", "low"),
    ):  # fmt: skip
        promise(store, due, priority=priority)
    assert refs(days.of(store.connection, NOW), days.TODAY) == ["f4", "f3", "f2", "f1"]


@pytest.mark.parametrize(("due", "is_told"), [("2026-12-01", True), ("2026-12-02", False), ("2026-12-24", True)])
def test_a_follow_up_is_announced_from_each_of_its_warnings_on(store: Store, due: str, is_told: bool) -> None:
    promise(store, due, warn_days=(7,) if due < "2026-12-10" else (30, 7))
    assert refs(days.of(store.connection, NOW), days.ANNOUNCED) == (["f1"] if is_told else [])


def test_a_contact_stands_once_and_what_else_there_is_stands_beside_it(store: Store) -> None:
    sari = factories.person(store, "Sari")
    promise(store, "2026-11-24", sari)
    rhythm(store, sari, 14, "2026-10-21")
    birthday(store, sari, "1986-11-25")
    day = days.of(store.connection, NOW)
    (entry,) = day.entries[days.TODAY]
    assert states(day) == {"f1": "today"}
    assert entry.silent is not None
    assert entry.silent.days == 34
    assert entry.occasion is not None
    assert entry.occasion.turns == 40
    assert [each.contact_id for each in day.occasions] == [sari]


def test_two_promises_to_one_contact_are_two_entries(store: Store) -> None:
    sari = factories.person(store, "Sari")
    promise(store, "2026-11-24", sari)
    promise(store, "2026-11-20", sari)
    assert states(days.of(store.connection, NOW)) == {"f1": "today", "f2": "late"}


def test_private_blocked_and_removed_contacts_are_never_in_it(store: Store) -> None:
    for name, status in (("Pat", "private"), ("Bob", "blocked"), ("Rem", "active")):
        one = factories.person(store, name, status=status)
        promise(store, "2026-11-20", one)
        promise(store, "2026-11-24T18:00", one)
        promise(store, "2026-11-28", one, warn_days=(30,))
        rhythm(store, one, 14, "2026-10-01")
        birthday(store, one, "1986-11-24")
    with store.write("removed") as tx:
        contacts.remove(tx, 3)
    day = days.of(store.connection, NOW)
    assert day.is_empty
    assert day.occasions == []
    assert days.next_after(store.connection, NOW.date()) is None


def test_somebody_silent_is_due_on_the_day_that_the_rhythm_ends(store: Store) -> None:
    sari = factories.person(store, "Sari")
    rhythm(store, sari, 14, "2026-11-10")
    assert days.of(store.connection, NOW - timedelta(days=1)).is_empty
    assert states(days.of(store.connection, NOW)) == {"c1": "silent"}


def test_silent_ones_of_the_group_that_is_short_of_its_share_come_first(store: Store) -> None:
    spoilt, new = factories.person(store, "Spoilt", groups=["Key"]), factories.person(store, "New", groups=["New"])
    rhythm(store, spoilt, 14, "2026-09-01")
    rhythm(store, new, 14, "2026-10-10")
    assert refs(days.of(store.connection, NOW), days.SILENT) == ["c1", "c2"]
    other = factories.person(store, "Other", groups=["Key"])
    with store.write("shares") as tx:
        for name, share in (("Key", 50), ("New", 50)):
            tx.connection.execute("UPDATE contact_group SET time_share = ? WHERE name = ?", (share, name))
        activities.add(tx, "call", [other], at="2026-11-20T05:00:00Z", minutes=60)
    assert refs(days.of(store.connection, NOW), days.SILENT) == ["c2", "c1"]


def test_a_query_narrows_all_of_it(store: Store) -> None:
    sari, budi = factories.person(store, "Sari"), factories.person(store, "Budi")
    for one in (sari, budi, None):
        promise(store, "2026-11-24", one)
    assert states(days.of(store.connection, NOW, {budi})) == {"f2": "today"}
    assert days.of(store.connection, NOW, set()).is_empty


def test_the_next_one_after_a_day_is_the_soonest(store: Store) -> None:
    promise(store, "2026-11-30")
    promise(store, "2026-11-26T10:00")
    promise(store, "2026-11-24")
    coming = days.next_after(store.connection, NOW.date())
    assert coming is not None
    assert coming.ref == "f2"


@pytest.mark.parametrize(
    ("sizes", "room", "expected"),
    [
        ([3, 2, 0, 4, 1], 20, [3, 2, 0, 4, 1]),
        ([1000, 0, 0, 0, 0], 20, [20, 0, 0, 0, 0]),
        ([1000, 50, 60, 4000, 200], 14, [4, 4, 2, 2, 2]),
        ([1000, 1, 0, 4000, 0], 10, [6, 1, 0, 3, 0]),
        ([5, 5, 5, 5, 5], 0, [0, 0, 0, 0, 0]),
    ],
)
def test_each_state_gets_its_share_of_the_lines(sizes: list[int], room: int, expected: list[int]) -> None:
    states = [state for state in days.STATES if state not in days.DEALS]
    assert list(days.portions(dict(zip(states, sizes, strict=True)), room).values()) == expected


def test_occasions_are_told_of_three_days_ahead(store: Store) -> None:
    for number in range(5):
        birthday(store, factories.person(store, f"P{number}"), f"1980-11-{24 + number}")
    assert refs(days.of(store.connection, NOW), days.OCCASION) == ["c1", "c2", "c3", "c4"]


def test_groups_are_not_needed_for_a_day(store: Store) -> None:
    assert groups.all_of(store.connection) == []
    assert days.of(store.connection, datetime.combine(date(2026, 1, 1), datetime.min.time())).is_empty


@given(
    happened=st.lists(
        st.tuples(
            st.integers(1, 3),
            st.sampled_from([("call", "missed"), ("call", "reached"), ("note", None), ("email", None)]),
            st.integers(0, 3),
        ),
        max_size=12,
    )
)
def test_tries_of_many_are_those_of_each(happened: list[tuple[int, tuple[str, str | None], int]]) -> None:
    with factories.temporary_store() as store:
        for name in ("A", "B", "C"):
            factories.person(store, name)
        with store.write("activities") as tx:
            for contact_id, (kind, outcome), hour in happened:
                activities.add(tx, kind, [contact_id], at=f"2026-11-20T0{hour}:00:00Z", outcome=outcome, summary="x")
        many = touches.tries_of(store.connection, [1, 2, 3])
        for contact_id in (1, 2, 3):
            assert many.get(contact_id, (0, None)) == touches.tries(store.connection, contact_id)
