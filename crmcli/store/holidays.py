"""Holidays: those of the user's countries and the user's own days, which days are worked, and who has a day off.

The setting `holidays` says whose they are: `region` (the country of that setting), `none`, or countries by their two
letters (`ID,SG`; a part of one is `DE-BY`). Business days pass over the days off of the first of them. Festivals are
told of and worked. Nothing is written here, and no clock is read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli import public_holidays
from crmcli.public_holidays import Holiday
from crmcli.store import own_holidays, settings

if TYPE_CHECKING:
    from crmcli.dates.workdays import Workdays
    from crmcli.public_holidays import Calendar

_FIRST_YEAR, _LAST_YEAR = 1900, 9998
_YEARS_BEFORE, _YEARS_AFTER = 1, 2  # of a day, in which working days are known exactly


def countries(connection: sqlite3.Connection | None) -> list[str]:
    """Returns the countries whose holidays the user has, the one they work in first; none where they want none."""
    said = settings.effective(connection, "holidays")
    if said == settings.NO_HOLIDAYS:
        return []
    if said == settings.HOLIDAYS_OF_REGION:
        region = settings.effective(connection, "region")
        return [region] if region else []
    return said.split(",")


def home(connection: sqlite3.Connection) -> str:
    """Returns the country that the user works in, without its part; empty where there is none."""
    return next(iter(countries(connection)), "").partition("-")[0]


def of_user(connection: sqlite3.Connection, first: date, last: date) -> list[Holiday]:
    """Returns the holidays and festivals of the user's countries, and their own days, soonest first, days off first.

    What several countries call the same on a day is there once; what only another than the first has, says where.
    """
    found = own_holidays.within(connection, first, last)
    language = settings.effective(connection, "language")
    # Without the package the country is not asked for: to guess it is what takes longest here.
    for number, country in enumerate(countries(connection) if public_holidays.is_installed() else ()):
        theirs = public_holidays.between(country, first, last, language)
        found += [each._replace(where=country) for each in theirs] if number else theirs
    found.sort(key=lambda each: (each.day, not each.is_off))
    return list({(each.day, each.name): each for each in reversed(found)}.values())[::-1]


def of_country(connection: sqlite3.Connection, country: str, first: date, last: date) -> list[Holiday]:
    """Returns the holidays and festivals of one country, in the user's language."""
    return public_holidays.between(country, first, last, settings.effective(connection, "language"))


def off_days(connection: sqlite3.Connection, first: date, last: date) -> frozenset[date]:
    """Returns the days off from one day to another, over which business days pass; weekends are not among them."""
    own = [each.day for each in own_holidays.within(connection, first, last) if each.is_off]
    theirs = _calendar(connection, first, last)
    days = [each.day for each in theirs.holidays if each.is_off and first <= each.day <= last] if theirs else []
    return frozenset((*own, *days))


def workdays(connection: sqlite3.Connection | None, day: date, until: date | None = None) -> Workdays:
    """Returns which days the user works, exactly in the years around a day, or from it `until` another; else only the
    weekend is known."""
    from crmcli.dates.workdays import Workdays

    first = date(max(day.year - _YEARS_BEFORE, _FIRST_YEAR), 1, 1)
    last = date(min((until or day).year + _YEARS_AFTER, _LAST_YEAR), 12, 31)
    theirs = _calendar(connection, first, last)
    off = off_days(connection, first, last) if connection is not None else frozenset[date]()
    if theirs is None:
        return Workdays(off)
    if connection is None:
        off = frozenset(each.day for each in theirs.holidays if each.is_off)
    return Workdays(off, theirs.weekend, theirs.worked)


def weekend(connection: sqlite3.Connection | None, day: date) -> frozenset[int]:
    """Returns the days of the week that are off around a day where the user works (Monday is 0).

    They are Saturday and Sunday where nothing is known of the country, or the user wants none of its holidays.
    """
    from crmcli.dates.workdays import Workdays

    # Without the package the country is not asked for: to guess it is what takes longest here.
    theirs = _calendar(connection, day, day) if public_holidays.is_installed() else None
    return theirs.weekend if theirs else Workdays().weekend


def are_told_of_contacts(connection: sqlite3.Connection) -> bool:
    """Whether anything is known of days off elsewhere, and the user wants to hear it."""
    return public_holidays.is_installed() and settings.effective(connection, "holidays") != settings.NO_HOLIDAYS


def abroad(
    connection: sqlite3.Connection, of_contacts: Mapping[int, str], first: date, last: date
) -> dict[int, list[Holiday]]:
    """Returns the days off of contacts in another country than the user works in, by contact; others are left out.

    `of_contacts` is the country of each.
    """
    if not of_contacts or not are_told_of_contacts(connection):
        return {}
    found = {}
    for country in sorted(set(of_contacts.values()) - {"", home(connection)}):
        days = [each for each in of_country(connection, country, first, last) if each.is_off]
        if days:
            found[country] = days
    return {contact_id: found[country] for contact_id, country in of_contacts.items() if country in found}


def _calendar(connection: sqlite3.Connection | None, first: date, last: date) -> Calendar | None:
    """The calendar of the country that the user works in."""
    named = countries(connection)
    return public_holidays.of(named[0], first, last, settings.effective(connection, "language")) if named else None


def near(connection: sqlite3.Connection, today: date) -> list[Holiday]:
    """Returns the holidays of the user today and tomorrow."""
    return of_user(connection, today, today + timedelta(days=1))
