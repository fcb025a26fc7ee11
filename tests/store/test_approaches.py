"""How often somebody may be approached: whose limit holds, what counts, and from when on they may be again."""

from __future__ import annotations

from datetime import date

import pytest

from crmcli.store import activities, approaches, groups
from crmcli.store import settings as business
from crmcli.store.db import Store
from tests import factories

TODAY = date(2026, 11, 24)


def approach(store: Store, contact_id: int, at: str, kind: str = "call", **values: str) -> None:
    """Logs an approach at noon in Jakarta."""
    with store.write("approach") as tx:
        activities.add(tx, kind, [contact_id], at=f"{at}T05:00:00Z" if len(at) == 10 else at, **values)


def limit(store: Store, group: str, rate: str | None, under: str = "") -> None:
    """Gives a group, made where it is not there, a limit, and what it stands under."""
    with store.write("limit") as tx:
        parent = {"parent_id": groups.find_or_add(tx, under)} if under else {}
        groups.edit(tx, groups.find_or_add(tx, group), at_most=rate, **parent)


def stands(store: Store, contact_id: int, today: date = TODAY) -> tuple[str, str, int, str | None] | None:
    """The rate and whose it is, how many approaches count, and from when on there may be another."""
    found = approaches.standing(store.connection, contact_id, today)
    if found is None:
        return None
    free = found.free.isoformat() if found.free else None
    assert (contact_id in approaches.resting(store.connection, today=today)) == (free is not None)
    return found.limit.rate.text, found.limit.group, found.used, free


@pytest.mark.parametrize(
    ("rate", "days", "used", "free"),
    [
        ("1/day", ["2026-11-24"], 1, "2026-11-25"),
        ("1/day", ["2026-11-23"], 0, None),
        ("1/week", ["2026-11-18"], 1, "2026-11-25"),
        ("1/week", ["2026-11-17"], 0, None),
        ("2/month", ["2026-10-25", "2026-11-05"], 2, "2026-11-25"),
        ("2/month", ["2026-10-24", "2026-11-05"], 1, None),
        ("2/month", ["2026-11-01", "2026-11-05", "2026-11-09"], 3, "2026-12-05"),
        ("1/quarter", ["2026-08-25"], 1, "2026-11-25"),
        ("1/quarter", ["2026-08-24"], 0, None),
        ("1/year", ["2025-11-25"], 1, "2026-11-25"),
        ("1/year", ["2025-11-24"], 0, None),
    ],
)
def test_an_approach_counts_until_its_day_comes_round(
    store: Store, rate: str, days: list[str], used: int, free: str | None
) -> None:
    contact_id = factories.person(store, "Ani", at_most=rate)
    for day in days:
        approach(store, contact_id, day)
    assert stands(store, contact_id) == (rate, "", used, free)


@pytest.mark.parametrize(
    ("at", "today", "free"),
    [
        ("2026-01-31", date(2026, 2, 27), "2026-02-28"),
        ("2026-01-31", date(2026, 2, 28), None),
        ("2024-01-31", date(2024, 2, 28), "2024-02-29"),
        ("2026-10-31", date(2026, 11, 29), "2026-11-30"),
    ],
)
def test_a_month_without_that_day_ends_it_on_its_last(store: Store, at: str, today: date, free: str | None) -> None:
    contact_id = factories.person(store, "Ani", at_most="1/month")
    approach(store, contact_id, at)
    assert stands(store, contact_id, today) == ("1/month", "", 1 if free else 0, free)


def test_tries_count_and_what_they_did_themselves_and_notes_do_not(store: Store) -> None:
    contact_id = factories.person(store, "Ani", at_most="3/month")
    approach(store, contact_id, "2026-11-20", outcome="missed")
    approach(store, contact_id, "2026-11-21", "message")
    approach(store, contact_id, "2026-11-22", "note")
    approach(store, contact_id, "2026-11-23", direction="incoming")
    assert stands(store, contact_id) == ("3/month", "", 2, None)
    approach(store, contact_id, "2026-11-24", "visit")
    assert stands(store, contact_id) == ("3/month", "", 3, "2026-12-20")


def test_their_own_limit_goes_before_the_tightest_of_their_groups(store: Store) -> None:
    limit(store, "Public", "1/month")
    limit(store, "Press", "2/week", under="Public")
    limit(store, "Daily", "1/day")
    own = factories.person(store, "Ani", groups=["Press"], at_most="5/day")
    under = factories.person(store, "Budi", groups=["Press", "Daily"])
    free = factories.person(store, "Cici")
    assert stands(store, own) == ("5/day", "", 0, None)
    assert stands(store, under) == ("1/month", "Public", 0, None)
    assert stands(store, free) is None
    approach(store, under, "2026-11-20")
    approach(store, own, "2026-11-20")
    assert approaches.resting(store.connection, today=TODAY) == {under: date(2026, 12, 20)}
    assert approaches.resting(store.connection, today=TODAY, own={own: "1/month", free: None}) == {
        own: date(2026, 12, 20)
    }


def test_the_day_of_an_approach_is_the_day_where_the_user_works(store: Store) -> None:
    contact_id = factories.person(store, "Ani", at_most="1/week")
    approach(store, contact_id, "2026-11-17T18:30:00Z")  # the 18th in Jakarta
    assert stands(store, contact_id) == ("1/week", "", 1, "2026-11-25")
    with store.write("zone") as tx:
        business.put(tx, "timezone", "Europe/Berlin")
    assert stands(store, contact_id) == ("1/week", "", 0, None)


def test_an_approach_of_tomorrow_counts(store: Store) -> None:
    contact_id = factories.person(store, "Ani", at_most="1/week")
    approach(store, contact_id, "2026-11-25")
    assert stands(store, contact_id) == ("1/week", "", 1, "2026-12-02")


def test_of_two_limits_that_are_equal_on_the_average_the_one_with_fewer_at_a_time_holds(store: Store) -> None:
    limit(store, "A", "3/quarter")
    limit(store, "B", "1/month")
    contact_id = factories.person(store, "Ani", groups=["A", "B"])
    approach(store, contact_id, "2026-11-20")
    assert stands(store, contact_id) == ("1/month", "B", 1, "2026-12-20")
