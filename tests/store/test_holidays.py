"""Holidays of the user and of contacts, and days of the user's own."""

from __future__ import annotations

import random
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.store import contact_countries, days, holidays, operations, own_holidays, settings
from crmcli.store.db import Store
from tests import factories

MARCH = date(2026, 3, 18)


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


def named(store: Store, first: date, last: date) -> list[tuple[str, str, str]]:
    return [(f"{each.day:%m-%d}", each.name, each.country) for each in holidays.of_user(store.connection, first, last)]


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


def test_a_day_has_the_holidays_of_today_and_tomorrow(store: Store) -> None:
    day = days.of(store.connection, datetime(2026, 12, 24, 9))
    assert [each.name for each in day.holidays] == ["Christmas Joint Holiday", "Christmas Day"]
    assert day.is_empty


def test_without_the_package_only_own_days_are_left(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.write("own") as tx:
        own_holidays.add(tx, "Closed", None, 12, 24)
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert named(store, date(2026, 12, 1), date(2026, 12, 31)) == [("12-24", "Closed", "")]
    assert holidays.workdays(store.connection, date(2026, 12, 1)).off >= {date(2026, 12, 24)}
    assert holidays.abroad(store.connection, {1: "TW"}, date(2026, 2, 17), date(2026, 2, 17)) == {}
    put(store, holidays="ID,TW")
    assert holidays.countries(store.connection) == ["ID", "TW"]
