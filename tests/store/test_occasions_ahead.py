"""Occasions as they come round: years, their turn, 29 February, and who is left out."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from crmcli.store import contacts, occasions
from crmcli.store.db import Store
from tests import factories


def with_day(store: Store, name: str, year: int | None, month: int, day: int, status: str = "active") -> int:
    contact_id = factories.person(store, name, status=status)
    with store.write("day") as tx:
        occasions.put(tx, contact_id, "birthday", year, month, day)
    return contact_id


def days(store: Store, first: date, last: date) -> list[tuple[date, int | None]]:
    return [(each.day, each.turns) for each in occasions.within(store.connection, first, last)]


def test_29_february_falls_on_the_28th_in_common_years_and_never_twice(tmp_path: Path) -> None:
    store = factories.store(tmp_path)
    with_day(store, "Leap", 1992, 2, 29)
    assert days(store, date(2027, 2, 1), date(2028, 12, 31)) == [(date(2027, 2, 28), 35), (date(2028, 2, 29), 36)]
    assert days(store, date(2027, 2, 28), date(2027, 2, 28)) == [(date(2027, 2, 28), 35)]
    assert days(store, date(2027, 3, 1), date(2027, 3, 1)) == []
    assert days(store, date(2028, 2, 28), date(2028, 2, 28)) == []
    assert days(store, date(2028, 2, 29), date(2028, 2, 29)) == [(date(2028, 2, 29), 36)]


def test_the_turn_of_the_year_is_no_end(tmp_path: Path) -> None:
    store = factories.store(tmp_path)
    with_day(store, "Old", 1980, 12, 31)
    with_day(store, "New", None, 1, 1)
    assert days(store, date(2026, 12, 31), date(2027, 1, 1)) == [(date(2026, 12, 31), 46), (date(2027, 1, 1), None)]


def test_nothing_comes_round_before_it_was(tmp_path: Path) -> None:
    store = factories.store(tmp_path)
    with_day(store, "Wedding", 2027, 5, 1)
    assert days(store, date(2026, 1, 1), date(2028, 12, 31)) == [(date(2027, 5, 1), 0), (date(2028, 5, 1), 1)]


def test_private_blocked_and_removed_contacts_are_left_out(tmp_path: Path) -> None:
    store = factories.store(tmp_path)
    for name, status in (("Pat", "private"), ("Bob", "blocked"), ("Rem", "active")):
        with_day(store, name, 1980, 5, 1, status)
    with store.write("removed") as tx:
        contacts.remove(tx, 3)
    first = last = date(2026, 5, 1)
    assert occasions.within(store.connection, first, last) == []
    found = occasions.within(store.connection, first, last, with_private=True)
    assert [each.name for each in found] == ["Bob", "Pat"]


@given(
    born=st.dates(date(1900, 1, 1), date(2030, 12, 31)),
    first=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    length=st.integers(0, 800),
)
def test_an_occasion_is_where_the_calendar_has_it(born: date, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    expected = []
    for year in range(max(first.year, born.year), last.year + 1):
        try:
            day = born.replace(year=year)
        except ValueError:
            day = date(year, 2, 28)
        if first <= day <= last:
            expected.append((day, year - born.year))
    with factories.temporary_store() as store:
        with_day(store, "Somebody", born.year, born.month, born.day)
        assert days(store, first, last) == expected
