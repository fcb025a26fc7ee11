"""Shares of selling time: what each group got of it, counted once, beside what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from crmcli.store import activities, contacts, groups, shares
from crmcli.store import settings as business
from crmcli.store.db import Store
from tests import factories

FIRST, TODAY = date(2026, 11, 1), date(2026, 11, 24)


def worth(store: Store, **percentages: int | None) -> None:
    """Gives groups, made where they are not there, their shares."""
    with store.write("shares") as tx:
        for name, share in percentages.items():
            groups.edit(tx, groups.find_or_add(tx, name), time_share=share)


def talk(
    store: Store, ids: Sequence[int], minutes: int | None = None, at: str = "2026-11-20T05:00:00Z", kind: str = "call"
) -> None:
    """Logs a talk with somebody."""
    with store.write("talk") as tx:
        activities.add(tx, kind, ids, at=at, minutes=minutes)


def got(store: Store, first: date = FIRST, last: date = TODAY) -> list[tuple[str, int, int | None, int, int | None]]:
    """Of each group its minutes and touches with their percentages."""
    found = shares.report(store.connection, first, last).shares
    return [(s.group, s.minutes, s.minutes_percent, s.touches, s.touches_percent) for s in found]


def test_minutes_and_touches_stand_beside_what_a_group_is_worth(store: Store) -> None:
    worth(store, Key=60, Regular=30)
    key, regular = factories.person(store, "Ani", groups=["Key"]), factories.person(store, "Budi", groups=["Regular"])
    talk(store, [key], 30)
    talk(store, [regular], 60)
    talk(store, [regular])
    talk(store, [factories.person(store, "Cici")], 10)
    found = shares.report(store.connection, FIRST, TODAY)
    assert (found.by, found.wanted) == ("minutes", 90)
    assert found.shares == [
        (1, "Key", 60, 30, 30, 1, 25, -30),
        (2, "Regular", 30, 60, 60, 2, 50, 30),
        (0, "", 10, 10, 10, 1, 25, 0),
    ]
    assert shares.shortfall(store.connection, today=TODAY) == {1: 30}


def test_who_is_in_two_groups_counts_for_the_one_that_is_worth_more(store: Store) -> None:
    worth(store, Key=60, Regular=30, Plain=None)
    both = factories.person(store, "Ani", groups=["Regular", "Key", "Plain"])
    talk(store, [both], 30)
    assert got(store) == [("Key", 30, 100, 1, 100), ("Regular", 0, 0, 0, 0), ("", 0, 0, 0, 0)]


def test_a_meeting_of_several_counts_once(store: Store) -> None:
    worth(store, Key=60, Regular=30)
    ids = [factories.person(store, f"P{n}", groups=[name]) for n, name in enumerate(("Regular", "Key", "Key"))]
    talk(store, [*ids, factories.person(store, "Cici")], 45, kind="meeting")
    assert got(store) == [("Key", 45, 100, 1, 100), ("Regular", 0, 0, 0, 0), ("", 0, 0, 0, 0)]


def test_a_group_under_another_has_its_share(store: Store) -> None:
    worth(store, Key=60, Small=5, Gold=None)
    with store.write("under") as tx:
        groups.edit(tx, groups.named(tx.connection, "Gold").id, parent_id=1)
        groups.edit(tx, groups.named(tx.connection, "Small").id, parent_id=1)
    talk(store, [factories.person(store, "Ani", groups=["Gold"])], 10)
    talk(store, [factories.person(store, "Budi", groups=["Small"])], 30)
    assert got(store)[:2] == [("Key", 40, 100, 2, 100), ("Small", 0, 0, 0, 0)]


def test_without_minutes_the_touches_say_who_is_short(store: Store) -> None:
    worth(store, Key=60)
    key, other = factories.person(store, "Ani", groups=["Key"]), factories.person(store, "Budi")
    talk(store, [key])
    talk(store, [other])
    talk(store, [other])
    talk(store, [key], kind="note")
    found = shares.report(store.connection, FIRST, TODAY)
    assert found.by == "touches"
    assert [(share.minutes_percent, share.touches_percent, share.difference) for share in found.shares] == [
        (None, 33, -27),
        (None, 67, 27),
    ]


def test_who_is_private_or_removed_does_not_count_but_those_with_them_do(store: Store) -> None:
    worth(store, Key=60)
    private = factories.person(store, "Ibu", groups=["Key"], status="private")
    removed = factories.person(store, "Old", groups=["Key"])
    other = factories.person(store, "Budi")
    talk(store, [private], 30)
    talk(store, [removed], 30)
    talk(store, [private, other], 10)
    with store.write("removed") as tx:
        contacts.remove(tx, removed)
    assert got(store) == [("Key", 0, 0, 0, 0), ("", 10, 100, 1, 100)]


def test_the_days_are_those_where_the_user_works_and_both_ends_count(store: Store) -> None:
    worth(store, Key=60)
    key = factories.person(store, "Ani", groups=["Key"])
    for at in ("2026-11-09T16:59:59Z", "2026-11-09T17:00:00Z", "2026-11-11T16:59:59Z", "2026-11-11T17:00:00Z"):
        talk(store, [key], 1, at)
    assert got(store, date(2026, 11, 10), date(2026, 11, 11))[0][1] == 2
    with store.write("zone") as tx:
        business.put(tx, "timezone", "America/Sao_Paulo")
    assert got(store, date(2026, 11, 9), date(2026, 11, 9))[0][1] == 2


def test_nothing_logged_leaves_nobody_short(store: Store) -> None:
    assert shares.report(store.connection, FIRST, TODAY).shares == []
    worth(store, Key=60, Regular=70)
    found = shares.report(store.connection, FIRST, TODAY)
    assert found.wanted == 130
    assert [(share.wanted, share.difference) for share in found.shares] == [(70, None), (60, None), (0, None)]
    assert shares.shortfall(store.connection, today=TODAY) == {}


def test_today_leans_to_the_members_of_who_is_short(store: Store) -> None:
    worth(store, Key=60, Regular=30, Gold=None)
    with store.write("under") as tx:
        groups.edit(tx, groups.named(tx.connection, "Gold").id, parent_id=1)
    gold, regular, both, nobody = (
        factories.person(store, "P", groups=names) for names in (["Gold"], ["Regular"], ["Regular", "Key"], [])
    )
    talk(store, [regular], 60)
    assert shares.leaning(store.connection, [gold, regular, both, nobody], today=TODAY) == {gold: 60, both: 60}
    talk(store, [gold], 10_000)
    assert shares.leaning(store.connection, [gold, regular, both, nobody], today=TODAY) == {regular: 29}


def test_a_letter_of_which_nobody_knows_who_wrote_it_is_no_touch(store: Store) -> None:
    worth(store, Key=60)
    contact_id = factories.person(store, "Ani", groups=["Key"])
    talk(store, [contact_id], 5, kind="email")
    with store.write("another program") as tx:
        tx.connection.execute("UPDATE activity SET direction = NULL, outcome = 'none'")
    assert got(store) == [("Key", 5, 100, 0, None), ("", 0, 0, 0, None)]
