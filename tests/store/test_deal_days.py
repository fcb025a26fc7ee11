"""Deals in a day's work: which are told of, in which state, in which order, and which never."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.store import activities, contacts, days, deal_days, deal_moves, deals, followups, groups, stages
from crmcli.store.db import Store, instant
from tests import factories

NOW = factories.NOW


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return factories.store(tmp_path)


def deal(
    store: Store,
    *,
    close: int | None = None,
    days_old: int = 0,
    stage: str = "proposal",
    contact_ids: Sequence[int] = (),
    due: int | None = 20,
    **values: int,
) -> int:
    """Adds a deal that began some days ago; `close` and `due`, of its next step, are days from today."""
    with store.write("deal") as tx:
        at = instant(NOW - timedelta(days=days_old))
        stage_id = stages.named(tx.connection, stage).id
        expected = None if close is None else (NOW.date() + timedelta(days=close)).isoformat()
        made = deals.add(tx, "Fleet", stage_id, contact_ids=contact_ids, at=at, expected_close=expected, **values)
        if due is not None:
            followups.add(tx, "step", (NOW.date() + timedelta(days=due)).isoformat(), deal_id=made)
    return made


def states(store: Store) -> dict[str, str]:
    day = days.of(store.connection, NOW)
    return {entry.ref: state for state, entries in day.entries.items() for entry in entries}


@pytest.mark.parametrize(
    ("close", "days_old", "due", "state"),
    [
        (-1, 0, 20, "slipped"),
        (-1, 40, None, "slipped"),  # stalled and without a next step as well
        (0, 0, 20, "closing"),
        (7, 0, 20, "closing"),
        (8, 0, 20, None),
        (None, 0, 20, None),
        (None, 13, 20, None),
        (None, 14, 20, "stalled"),
        (7, 14, None, "stalled"),
        (None, 0, None, "unplanned"),
        (0, 0, None, "unplanned"),
    ],
)
def test_a_deal_stands_once_in_its_most_pressing_state(
    store: Store, close: int | None, days_old: int, due: int | None, state: str | None
) -> None:
    deal(store, close=close, days_old=days_old, due=due)
    assert states(store) == ({"d1": state} if state else {})


def test_what_was_logged_for_a_deal_keeps_it_from_stalling(store: Store) -> None:
    budi = factories.person(store)
    deal(store, days_old=30, contact_ids=[budi])
    with store.write("called") as tx:
        activities.add(tx, "call", [budi], at=instant(NOW - timedelta(days=2)))
    assert states(store) == {"d1": "stalled"}  # of the contact, and not for the deal
    with store.write("called") as tx:
        activities.add(tx, "call", [budi], at=instant(NOW - timedelta(days=2)), deal_id=1)
    assert states(store) == {}


def test_a_closed_deal_is_never_told_of(store: Store) -> None:
    deal(store, close=-3, days_old=30, due=None)
    with store.write("won") as tx:
        deal_moves.win(tx, 1)
    assert states(store) == {}


def test_deals_of_private_blocked_and_removed_customers_are_never_told_of(store: Store) -> None:
    for name, status in (("Pat", "private"), ("Bob", "blocked"), ("Rem", "active")):
        one = factories.person(store, name, status=status)
        deal(store, close=-3, due=None, contact_ids=[one])
        deal(store, close=3, due=None, contact_ids=[one])
    with store.write("removed") as tx:
        contacts.remove(tx, 3)
    assert states(store) == {}
    assert deal_days.closings(store.connection, date(2026, 11, 1), date(2026, 12, 31), NOW) == []


def test_a_follow_up_of_the_day_tells_of_its_deal_and_the_deal_stands_no_second_time(store: Store) -> None:
    deal(store, close=-2, due=0)
    (entry,) = days.of(store.connection, NOW).entries[days.TODAY]
    assert states(store) == {"f1": "today"}
    assert entry.deal is not None
    assert (entry.deal.ref, entry.deal.state) == ("d1", "slipped")


def test_a_private_customer_s_deal_is_not_told_of_beside_somebody_s_follow_up(store: Store) -> None:
    pat = factories.person(store, "Pat", status="private")
    ana = factories.person(store, "Ana")
    made = deal(store, contact_ids=[pat], due=None)
    with store.write("promised") as tx:
        followups.add(tx, "call", "2026-11-24", contact_id=ana, deal_id=made)
    (entry,) = days.of(store.connection, NOW).entries[days.TODAY]
    assert entry.deal is None


def test_a_query_narrows_it_to_deals_that_somebody_of_them_is_on(store: Store) -> None:
    ana, budi = factories.person(store, "Ana"), factories.person(store, "Budi")
    deal(store, due=None, contact_ids=[ana])
    deal(store, due=None, contact_ids=[budi, ana])
    deal(store, due=None, contact_ids=[budi])
    deal(store, due=None)
    found = days.of(store.connection, NOW, {ana}).entries[deal_days.UNPLANNED]
    assert sorted(entry.ref for entry in found) == ["d1", "d2"]


def test_the_nearest_to_being_won_goes_first_and_then_the_longest(store: Store) -> None:
    for chance, close in ((20, -9), (80, -1), (80, -5), (20, -1)):
        deal(store, close=close, chance=chance * 100)
    found = days.of(store.connection, NOW).entries[deal_days.SLIPPED]
    assert [entry.ref for entry in found] == ["d3", "d2", "d1", "d4"]


def test_customers_of_a_group_that_is_short_of_its_share_of_time_go_first(store: Store) -> None:
    ana, budi = factories.person(store, "Ana"), factories.person(store, "Budi", groups=["VIP"])
    with store.write("share") as tx:
        groups.edit(tx, groups.named(tx.connection, "VIP").id, time_share=50)
        activities.add(tx, "call", [ana], at=instant(NOW - timedelta(hours=1)))
    deal(store, due=None, contact_ids=[ana], chance=9000)
    deal(store, due=None, contact_ids=[budi], chance=1000)
    found = days.of(store.connection, NOW).entries[deal_days.UNPLANNED]
    assert [entry.ref for entry in found] == ["d2", "d1"]


@given(st.lists(st.integers(0, 500), min_size=len(days.STATES), max_size=len(days.STATES)), st.integers(0, 60))
def test_however_many_deals_there_are_they_take_no_more_lines_than_the_silent(counts: list[int], room: int) -> None:
    sizes = dict(zip(days.STATES, counts, strict=True))
    lines = days.portions(sizes, room)
    of_deals = sum(lines[state] for state in days.DEALS)
    assert sum(lines.values()) == min(room, sum(counts))
    assert all(0 <= lines[state] <= sizes[state] for state in sizes)
    if lines[days.LATE] < sizes[days.LATE]:
        assert of_deals <= lines[days.LATE]
    if lines[days.SILENT] < sizes[days.SILENT]:
        assert of_deals <= lines[days.SILENT] + 1
    told = [lines[state] for state in days.DEALS if lines[state] < sizes[state]]
    assert not told or max(lines[state] for state in days.DEALS) <= min(told) + 1


def test_the_days_ahead_hold_the_expected_closes_on_their_days(store: Store) -> None:
    deal(store, close=9)
    deal(store, close=2)
    deal(store, close=-1)
    found = days.between(store.connection, date(2026, 11, 25), date(2026, 12, 10), NOW)
    assert [(entry.ref, entry.state, entry.due) for entry in found] == [
        ("d2", "closing", "2026-11-26"),
        ("d1", "closing", "2026-12-03"),
    ]


def test_a_closed_deal_is_named_beside_what_is_still_to_be_done_for_it_and_asks_for_nothing(store: Store) -> None:
    budi, ani = factories.person(store), factories.person(store, "Ani")
    for contact_id in (budi, ani):
        deal(store, close=-3, days_old=30, contact_ids=[contact_id], due=0)
    with store.write("won") as tx:
        deal_moves.win(tx, 1, at=instant(NOW - timedelta(days=2)))
        deal_moves.win(tx, 2, at=instant(NOW - timedelta(days=2)))
        contacts.edit(tx, ani, status="private")
    first, second = days.of(store.connection, NOW).entries["today"]
    assert (first.ref, first.is_deal, second.deal) == ("f1", False, None)
    assert first.deal is not None
    assert (first.deal.is_open, first.deal.stage, first.deal.state, first.deal.days_in_stage) == (False, "won", "", 2)
    assert states(store) == {"f1": "today", "f2": "today"}


def test_an_aware_clock_of_any_zone_names_the_same_instant(store: Store) -> None:
    deal(store, days_old=14)
    before = (NOW - timedelta(seconds=1)).astimezone(UTC)
    assert [each.state for each in deal_days.told(store.connection, NOW.astimezone(UTC))] == ["stalled"]
    assert deal_days.told(store.connection, before) == []
    assert deal_days.told(store.connection, datetime.fromisoformat("2026-11-24T16:00:00+07:00")) != []
