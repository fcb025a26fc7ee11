"""Groups that are greeted on festivals, each member on the day of their country."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta

import pytest

from crmcli.errors import Ambiguous, Invalid, NotFound
from crmcli.store import days, greetings, groups, operations, own_holidays
from crmcli.store.db import Store
from tests import factories
from tests.store.test_holidays import MARCH, store

__all__ = ["store"]


def greet(store: Store, group: str, *festivals: str) -> int:
    with store.write("greet") as tx:
        group_id = groups.find_or_add(tx, group)
        for festival in festivals:
            greetings.add(tx, group_id, festival)
    return group_id


def coming(store: Store, first: date = MARCH, last: date = date(2026, 3, 31)) -> list[tuple[str, str, str, int]]:
    found = greetings.within(store.connection, first, last)
    return [(each.group, each.festival, each.day.isoformat(), each.contacts) for each in found]


def test_a_group_is_greeted_once_with_all_of_its_members(store: Store) -> None:
    for name, phone in (("Budi", "+6281234567890"), ("Ann", "+6591234567"), ("陳美玲", "+886912345678")):
        factories.person(store, name, phone=phone, groups=["VIP"])
    factories.person(store, "Private", groups=["VIP"], status="private")
    greet(store, "VIP", "Idul Fitri")
    assert coming(store) == [("VIP", "Idul Fitri", "2026-03-21", 3)]


def test_members_of_another_country_are_greeted_on_its_own_day(store: Store) -> None:
    factories.person(store, "Budi", phone="+6281234567890", groups=["VIP"])
    factories.person(store, "Ravi", phone="+919812345678", groups=["VIP"])
    greet(store, "VIP", "Maulid Nabi")
    assert coming(store, date(2026, 8, 20), date(2026, 8, 31)) == [
        ("VIP", "Maulid Nabi", "2026-08-25", 1),
        ("VIP", "Maulid Nabi", "2026-08-26", 1),
    ]


def test_what_the_user_has_not_is_elsewhere_that_festival_only_under_its_own_name(store: Store) -> None:
    factories.person(store, "Ann", phone="+12125550100", groups=["VIP"])
    factories.person(store, "Yuki", phone="+819012345678", groups=["VIP"])
    greet(store, "VIP", "thanksgiving", "aged")
    assert [each.name for each in greetings.all_of(store.connection)] == [
        "Thanksgiving Day",
        "Respect for the Aged Day",
    ]
    assert coming(store, date(2026, 9, 1), date(2026, 11, 30)) == [
        ("VIP", "Respect for the Aged Day", "2026-09-21", 1),
        ("VIP", "Thanksgiving Day", "2026-11-26", 1),
    ]
    greet(store, "VIP", "Thanksgiving")
    with store.write("none") as tx:
        greetings.remove(tx, 1, "thanksgiving")
    assert [each.name for each in greetings.all_of(store.connection)] == ["Respect for the Aged Day"]


def test_greetings_near_a_day_are_those_of_the_whole_year_that_fall_there(store: Store) -> None:
    for name, phone in (("Budi", "+6281234567890"), ("Ravi", "+919812345678"), ("Иван", "+79161234567")):
        factories.person(store, name, phone=phone, groups=["VIP", name])
    greet(store, "VIP", "Idul Fitri", "Natal", "Diwali", "RU:Christmas Day")
    greet(store, "Ravi", "Holi", "Maulid Nabi")
    year = coming(store, date(2026, 1, 1), date(2027, 1, 31))
    assert {each[1] for each in year} == {"Idul Fitri", "Natal", "Diwali", "Christmas Day", "Holi", "Maulid Nabi"}
    by_day = (date(2026, 1, 1) + timedelta(days=count) for count in range(396))
    assert [each for day in by_day for each in coming(store, day, day)] == year


def test_the_day_of_one_country_holds_for_all_members(store: Store) -> None:
    factories.person(store, "Budi", phone="+6281234567890", groups=["VIP"])
    greet(store, "VIP", "TW:中秋節")
    assert coming(store, date(2026, 9, 1), date(2026, 9, 30)) == [("VIP", "中秋節", "2026-09-25", 1)]


def test_a_festival_of_a_members_country_can_be_said_where_the_user_has_it_not(store: Store) -> None:
    factories.person(store, "陳美玲", phone="+886912345678", groups=["VIP"])
    greet(store, "VIP", "zhong qiu jie")
    assert [each.name for each in greetings.all_of(store.connection)] == ["中秋節"]
    assert coming(store, date(2026, 9, 1), date(2026, 9, 30)) == [("VIP", "中秋節", "2026-09-25", 1)]


def test_a_day_of_the_users_own_is_a_festival_too(store: Store) -> None:
    factories.person(store, "Budi", groups=["VIP"])
    with store.write("own") as tx:
        own_holidays.add(tx, "Founding Day", None, 3, 20, is_off=False)
    greet(store, "VIP", "founding day")
    assert coming(store) == [("VIP", "founding day", "2026-03-20", 1)]


def test_an_unknown_festival_is_refused_with_near_names_and_an_unclear_one_with_those_it_may_be(store: Store) -> None:
    factories.person(store, "Budi", groups=["VIP"])
    with pytest.raises(NotFound) as unknown:
        greet(store, "VIP", "Idul Fitry")
    assert "Hari Raya Idul Fitri" in unknown.value.hint
    with pytest.raises(Ambiguous) as unclear:
        greet(store, "VIP", "hari raya")
    assert "Eid al-Fitr" in unclear.value.hint
    for bad in ("", "Taiwan:春節", "ID:"):
        with pytest.raises(Invalid):
            greet(store, "VIP", bad)
    assert greetings.all_of(store.connection) == []


def test_the_same_festival_is_greeted_on_once_and_taken_away_by_any_spelling(store: Store) -> None:
    group_id = greet(store, "VIP", "Idul Fitri", "IDUL FITRI")
    assert groups.get(store.connection, group_id).greetings == ("Idul Fitri",)
    with store.write("none") as tx:
        greetings.remove(tx, group_id, "idul fitri")
        with pytest.raises(NotFound):
            greetings.remove(tx, group_id, "idul fitri")
    assert groups.get(store.connection, group_id).greetings == ()


def test_a_group_that_is_removed_takes_its_greetings_along_and_undo_brings_them_back(store: Store) -> None:
    group_id = greet(store, "VIP", "Idul Fitri")
    before = factories.tables(store)
    with store.write("rm") as tx:
        groups.remove(tx, group_id)
    assert greetings.all_of(store.connection) == []
    operations.undo(store)
    assert factories.tables(store) == before


def test_a_renamed_group_is_greeted_under_its_new_name(store: Store) -> None:
    factories.person(store, "Budi", groups=["VIP"])
    group_id = greet(store, "VIP", "Idul Fitri")
    with store.write("rename") as tx:
        groups.rename(tx, group_id, "Best")
    assert coming(store) == [("Best", "Idul Fitri", "2026-03-21", 1)]


@pytest.mark.parametrize(("now", "is_there"), [(17, False), (18, True), (21, True), (22, False)])
def test_a_day_tells_of_a_greeting_three_days_ahead_and_no_longer_than_its_day(
    store: Store, now: int, is_there: bool
) -> None:
    contact_id = factories.person(store, "Budi", groups=["VIP"])
    greet(store, "VIP", "Idul Fitri")
    moment = datetime(2026, 3, now, 9)
    assert [each.ref for each in days.of(store.connection, moment).entries[days.OCCASION]] == ["group:VIP"] * is_there
    assert len(days.of(store.connection, moment, {contact_id}).greetings) == is_there
    assert not days.of(store.connection, moment, {contact_id + 1}).greetings


def test_without_the_package_nobody_is_greeted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.person(store, "Budi", phone="+6281234567890", groups=["VIP"])
    greet(store, "VIP", "Idul Fitri")
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert coming(store) == []
