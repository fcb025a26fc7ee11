"""Holidays of the user and of contacts, days of the user's own, and groups that are greeted."""

from __future__ import annotations

import random
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from crmcli.errors import Ambiguous, Conflict, Invalid, NotFound
from crmcli.store import contact_countries, days, greetings, groups, holidays, operations, own_holidays, settings
from crmcli.store.db import Store
from tests import factories

MARCH = date(2026, 3, 18)
FITRI = date(2026, 3, 21)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store whose user works in Indonesia and reads English."""
    made = factories.store(tmp_path)
    put(made, region="ID", language="en")
    return made


def put(store: Store, **values: str) -> None:
    with store.write("settings") as tx:
        for key, value in values.items():
            settings.put(tx, key, value)


def greet(store: Store, group: str, *festivals: str) -> int:
    with store.write("greet") as tx:
        group_id = groups.find_or_add(tx, group)
        for festival in festivals:
            greetings.add(tx, group_id, festival)
    return group_id


def named(store: Store, first: date, last: date) -> list[tuple[str, str, str]]:
    return [(f"{each.day:%m-%d}", each.name, each.country) for each in holidays.of_user(store.connection, first, last)]


def coming(store: Store, first: date = MARCH, last: date = date(2026, 3, 31)) -> list[tuple[str, str, str, int]]:
    found = greetings.within(store.connection, first, last)
    return [(each.group, each.festival, each.day.isoformat(), each.contacts) for each in found]


def test_holidays_are_those_of_the_region(store: Store) -> None:
    assert named(store, date(2026, 12, 24), date(2026, 12, 25)) == [
        ("12-24", "Christmas Joint Holiday", "ID"),
        ("12-25", "Christmas Day", "ID"),
    ]


def test_several_countries_count_and_what_both_call_the_same_is_there_once(store: Store) -> None:
    put(store, holidays="sg, id")
    assert holidays.countries(store.connection) == ["SG", "ID"]
    assert named(store, date(2026, 12, 25), date(2026, 12, 25)) == [("12-25", "Christmas Day", "SG")]


def test_a_holiday_of_another_country_than_the_one_worked_in_says_where(store: Store) -> None:
    put(store, holidays="ID,SG")
    found = holidays.of_user(store.connection, date(2026, 8, 9), date(2026, 8, 17))
    assert [each.shown for each in found] == ["National Day (SG)", "National Day (observed) (SG)", "Independence Day"]


def test_contacts_in_another_country_than_the_one_worked_in_have_a_day_off_there(store: Store) -> None:
    put(store, holidays="ID,SG")
    found = holidays.abroad(store.connection, {1: "SG", 2: "ID"}, date(2026, 8, 10), date(2026, 8, 17))
    assert {key: [each.name for each in those] for key, those in found.items()} == {1: ["National Day (observed)"]}


def test_holidays_can_be_turned_off_and_own_days_stay(store: Store) -> None:
    put(store, holidays="none")
    with store.write("own") as tx:
        own_holidays.add(tx, "Closed", None, 12, 25)
    assert named(store, date(2026, 12, 1), date(2026, 12, 31)) == [("12-25", "Closed", "")]


@pytest.mark.parametrize("value", ["XX", "ID,XX", ",", "DE-ZZ", "Indonesia"])
def test_a_country_without_holidays_is_refused(store: Store, value: str) -> None:
    with pytest.raises(Invalid):
        put(store, holidays=value)


def test_days_off_are_those_of_the_first_country_and_own_ones_without_festivals(store: Store) -> None:
    put(store, holidays="ID,SG")
    with store.write("own") as tx:
        own_holidays.add(tx, "Closed", 2026, 11, 9)
        own_holidays.add(tx, "Stocktaking", 2026, 11, 10, is_off=False)
    found = holidays.off_days(store.connection, date(2026, 11, 1), date(2026, 12, 31))
    assert found == {date(2026, 11, 9), date(2026, 12, 25)}


def test_the_weekend_is_that_of_the_country(store: Store) -> None:
    put(store, holidays="SA")
    assert holidays.workdays(store.connection, MARCH).weekend == {4, 5}


def test_a_contact_has_the_country_of_phone_address_zone_in_this_order(store: Store) -> None:
    ids = [
        factories.person(store, "Chen", phone="+886912345678", timezone="Europe/Berlin"),
        factories.person(store, "Hans", timezone="Europe/Berlin"),
        factories.person(store, "Nobody"),
        factories.person(store, "Mars"),
    ]
    with store.write("address") as tx:
        tx.connection.execute(
            "INSERT INTO address (contact_id, country, position) VALUES (?, 'Singapura', 0)", (ids[1],)
        )
        tx.connection.execute("UPDATE contact SET timezone = 'Mars/Olympus' WHERE id = ?", (ids[3],))
    assert list(contact_countries.of(store.connection, ids).values()) == ["TW", "SG", "", ""]


def test_a_day_off_elsewhere_is_told_of_contacts_there_only(store: Store) -> None:
    there = {1: "TW", 2: "ID", 3: "", 4: "ZZ"}
    found = holidays.abroad(store.connection, there, date(2026, 2, 17), date(2026, 2, 17))
    assert {key: [each.name for each in those] for key, those in found.items()} == {1: ["Chinese New Year"]}
    put(store, language="zh-tw")
    assert holidays.abroad(store.connection, there, date(2026, 2, 17), date(2026, 2, 17))[1][0].name == "春節"
    put(store, holidays="none")
    assert holidays.abroad(store.connection, there, date(2026, 2, 17), date(2026, 2, 17)) == {}


def test_an_own_day_of_every_year_comes_each_year_and_29_february_on_the_28th(store: Store) -> None:
    with store.write("own") as tx:
        own_holidays.add(tx, "Leap", None, 2, 29)
    found = own_holidays.within(store.connection, date(2027, 1, 1), date(2028, 12, 31))
    assert [each.day for each in found] == [date(2027, 2, 28), date(2028, 2, 29)]


def test_an_own_day_is_kept_once_and_forgotten_by_its_name(store: Store) -> None:
    with store.write("own") as tx:
        own_holidays.add(tx, "Closed", None, 12, 24)
        with pytest.raises(Conflict):
            own_holidays.add(tx, "CLOSED", None, 12, 24)
        own_holidays.add(tx, "Closed", None, 12, 31)
    with store.write("forget") as tx, pytest.raises(NotFound):
        own_holidays.remove(tx, "Open")
    with store.write("forget") as tx:
        assert [each.day for each in own_holidays.remove(tx, "closed", "12-31")] == ["12-31"]
    before = factories.tables(store)
    with store.write("forget") as tx:
        own_holidays.remove(tx, "closed")
    assert own_holidays.all_of(store.connection) == []
    operations.undo(store)
    assert factories.tables(store) == before


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


def test_the_countries_that_contacts_may_have_are_all_that_any_has(store: Store) -> None:
    chance = random.Random(5)
    digits = ("1416", "1212", "1876", "4477", "44148", "7701", "791", "62", "8869", "2126", "3906", "4779", "2908")
    for number in range(120):
        phone = "+" + (chance.choice(digits) + "".join(chance.choice("0123456789") for _one in range(9)))[:11]
        zone = chance.choice(["Europe/Berlin", "America/Lima", None, None])
        factories.person(store, f"P{number}", **({"phone": phone} if number % 3 else {"timezone": zone}))
    with store.write("address") as tx:
        tx.connection.execute(
            "INSERT INTO address (contact_id, country, position) SELECT max(id), 'Chile', 0 FROM contact"
        )
        tx.connection.execute("DELETE FROM channel WHERE contact_id = (SELECT max(id) FROM contact)")
    ids = [row[0] for row in store.connection.execute("SELECT id FROM contact")]
    found = set(contact_countries.of(store.connection, ids).values()) - {""}
    assert {"DE", "PE", "CL", "ID", "TW", "CA", "US", "GB", "KZ", "RU"} <= found
    assert found <= contact_countries.possible(store.connection)
    assert "BR" not in contact_countries.possible(store.connection)


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


def test_a_day_has_the_holidays_of_today_and_tomorrow(store: Store) -> None:
    day = days.of(store.connection, datetime(2026, 12, 24, 9))
    assert [each.name for each in day.holidays] == ["Christmas Joint Holiday", "Christmas Day"]
    assert day.is_empty


def test_without_the_package_only_own_days_are_left(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.person(store, "Budi", phone="+6281234567890", groups=["VIP"])
    greet(store, "VIP", "Idul Fitri")
    with store.write("own") as tx:
        own_holidays.add(tx, "Closed", None, 12, 24)
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert coming(store) == []
    assert named(store, date(2026, 12, 1), date(2026, 12, 31)) == [("12-24", "Closed", "")]
    assert holidays.workdays(store.connection, date(2026, 12, 1)).off >= {date(2026, 12, 24)}
    assert holidays.abroad(store.connection, {1: "TW"}, date(2026, 2, 17), date(2026, 2, 17)) == {}
    put(store, holidays="ID,TW")
    assert holidays.countries(store.connection) == ["ID", "TW"]
