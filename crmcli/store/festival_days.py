"""On which days of a span a festival falls, for a contact of one country or another.

It is the day of the contact's own country, where that has a festival of the name, else the user's. A calendar is looked
through only where one of its days in the span may be the festival: on most days of a year none is. Nothing is written.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from crmcli import festivals
from crmcli.store import holidays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.public_holidays import Holiday

_Days = tuple[date, ...]


class FestivalDays:
    """The days from one to another, both with; what was asked once is known."""

    def __init__(self, connection: sqlite3.Connection, first: date, last: date) -> None:
        self._connection, self._first, self._last = connection, first, last
        self._calendars: dict[str, list[Holiday]] = {}
        self._users: dict[str, list[Holiday]] = {}
        self._found: dict[tuple[str, str], _Days] = {}

    def in_country(self, festival: str, country: str) -> _Days:
        """Returns the days of one country's festival; none where it has no such."""
        return self._in_span(festivals.days_of(festival, self.calendar(country)))

    def for_contact(self, festival: str, country: str) -> _Days:
        """Returns the days on which a contact keeps the festival; `country` is empty where theirs is not known."""
        key = festival, country
        if key not in self._found:
            self._found[key] = self._for_contact(festival, country)
        return self._found[key]

    def calendar(self, country: str) -> list[Holiday]:
        """Returns the holidays of a country around the span; the user's for an empty one."""
        if country not in self._calendars:
            first, last = date(max(self._first.year - 1, 1), 1, 1), date(min(self._last.year + 1, 9999), 12, 31)
            self._calendars[country] = (
                holidays.of_country(self._connection, country, first, last)
                if country
                else holidays.of_user(self._connection, first, last)
            )
        return self._calendars[country]

    def _for_contact(self, festival: str, country: str) -> _Days:
        if festival not in self._users:
            self._users[festival] = festivals.days_of(festival, self.calendar(""))
        users = self._users[festival]
        theirs = self.calendar(country) if country else []
        near = (each for each in theirs if self._is_in(each))
        if not self._in_span(users) and not any(festivals.may_be(festival, users, each) for each in near):
            return ()
        # What the user has not is another country's: elsewhere it is that festival only under its own name.
        is_foreign = not users
        there = festivals.same_in(users, theirs) or festivals.days_of(festival, theirs, by_beginning=is_foreign)
        return self._in_span(there or users)

    def _in_span(self, days: Sequence[Holiday]) -> _Days:
        return tuple(each.day for each in days if self._is_in(each))

    def _is_in(self, each: Holiday) -> bool:
        return self._first <= each.day <= self._last
