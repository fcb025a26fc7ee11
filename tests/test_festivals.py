"""Festivals by the names that people call them, in the real calendars."""

from __future__ import annotations

from datetime import date

import pytest

from crmcli import country_names, festivals, public_holidays
from crmcli.public_holidays import Holiday


def calendar(country: str, language: str = "en") -> list[Holiday]:
    return public_holidays.between(country, date(2025, 1, 1), date(2027, 12, 31), language)


@pytest.mark.parametrize(
    ("country", "text", "day"),
    [
        ("ID", "Idul Fitri", "2026-03-21"),
        ("ID", "idul-fitri", "2026-03-21"),
        ("ID", "Eid al-Fitr", "2026-03-21"),
        ("ID", "Lebaran", "2026-03-21"),
        ("ID", "Imlek", "2026-02-17"),
        ("ID", "Natal", "2026-12-25"),
        ("ID", "New Year", "2026-01-01"),
        ("TW", "春節", "2026-02-17"),
        ("TW", "Chinese New Year", "2026-02-17"),
        ("TW", "兒童節", "2026-04-04"),
        ("CN", "春节", "2026-02-17"),
        ("SG", "Diwali", "2026-11-08"),
        ("MY", "Eid al-Fitr", "2026-03-21"),
        ("MY", "Hari Raya Puasa", "2026-03-21"),
        ("IN", "Diwali", "2026-11-08"),
        ("IN", "Pongal", "2026-01-14"),
        ("BR", "carnaval", "2026-02-16"),
        ("DE", "Weihnachtstag", "2026-12-25"),
        ("US", "Christmas", "2026-12-25"),
        ("US", "thanksgiving", "2026-11-26"),
        ("US", "new year's day", "2026-01-01"),
    ],
)
def test_a_festival_is_its_first_proper_day(country: str, text: str, day: str) -> None:
    found = festivals.days_of(text, calendar(country))
    assert [each.day.isoformat() for each in found if each.day.year == 2026] == [day]
    assert len(festivals.names_of(found)) == 1


@pytest.mark.parametrize("country", ["ID", "BR", "TW", "CN", "SG", "MY", "IN", "DE", "US", "GB", "KR", "HK", "SA"])
def test_every_name_of_a_calendar_is_one_festival(country: str) -> None:
    days = calendar(country)
    names = dict.fromkeys(name for each in days for name in (each.name, *each.others))
    several = {name: festivals.names_of(festivals.days_of(name, days)) for name in names}
    assert {name: found for name, found in several.items() if len(found) != 1} == {}


def test_words_that_fit_several_festivals_find_them_all() -> None:
    found = festivals.days_of("hari raya", calendar("ID", "id"))
    assert {"Hari Raya Idul Fitri", "Hari Raya Natal"} <= set(festivals.names_of(found))


@pytest.mark.parametrize("text", ["", " ", "()", "Xyzzy", "the", "節日"])
def test_what_is_no_festival_has_no_days(text: str) -> None:
    assert festivals.days_of(text, calendar("ID")) == []


def test_another_country_keeps_it_on_its_own_day_under_its_own_name() -> None:
    own = festivals.days_of("Idul Fitri", calendar("ID", "id"))
    theirs = festivals.same_in(own, calendar("SG", "en"))
    assert [(each.day.isoformat(), each.name) for each in theirs if each.day.year == 2026] == [
        ("2026-03-21", "Hari Raya Puasa")
    ]
    assert festivals.same_in(own, calendar("TW")) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Indonesia", "ID"),
        (" DEUTSCHLAND ", "DE"),
        ("台灣", "TW"),
        ("México", "MX"),
        ("Mexico", "MX"),
        ("tw", "TW"),
        ("UK", "GB"),
        ("U.S.A.", "US"),
        ("Jakarta", ""),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_country_is_known_by_its_names_in_several_languages(text: str, code: str) -> None:
    assert country_names.code_of(text) == code
