"""Days off, and days to remember, that no calendar of a country has: the user's own."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from crmcli import texts
from crmcli.errors import Conflict, NotFound
from crmcli.i18n import _
from crmcli.public_holidays import Holiday

if TYPE_CHECKING:
    from crmcli.store.db import Transaction


class OwnHoliday(NamedTuple):
    """A day of the user's own. `day` is `12-24` where it is every year, `2026-12-24` where it is once.

    `is_off`: business days pass over it.
    """

    id: int
    name: str
    day: str
    is_off: bool

    def falls_on(self, year: int) -> date | None:
        """The day in one year; None where it is of another. 29 February is on the 28th in years without one."""
        if len(self.day) == len("2026-12-24"):
            once = date.fromisoformat(self.day)
            return once if once.year == year else None
        from calendar import isleap

        month, number = int(self.day[:2]), int(self.day[3:])
        return date(year, month, 28 if (month, number) == (2, 29) and not isleap(year) else number)


def all_of(connection: sqlite3.Connection) -> list[OwnHoliday]:
    """Returns all of them: those of every year by their day, then those of one year."""
    rows = connection.execute("SELECT id, name, day, is_off FROM own_holiday ORDER BY length(day), day, name, id")
    return [OwnHoliday(row[0], row[1], row[2], bool(row[3])) for row in rows]


def within(connection: sqlite3.Connection, first: date, last: date) -> list[Holiday]:
    """Returns the user's own days from one day to another, both with, soonest first."""
    kept = all_of(connection)
    days = [(each, each.falls_on(year)) for each in kept for year in range(first.year, last.year + 1)]
    found = [Holiday(day, each.name, "", each.is_off) for each, day in days if day and first <= day <= last]
    return sorted(found, key=lambda each: (each.day, not each.is_off, each.name))


def add(tx: Transaction, name: str, year: int | None, month: int, number: int, *, is_off: bool = True) -> OwnHoliday:
    """Keeps a day, of every year where `year` is None, and returns it.

    Raises Conflict where the same day is kept under this name.
    """
    from crmcli.store import occasions

    name = texts.line(name, _("name of the day"))
    occasions.check(year, month, number)
    day = f"{month:02d}-{number:02d}" if year is None else f"{year:04d}-{month:02d}-{number:02d}"
    if any(texts.plain(each.name) == texts.plain(name) and each.day == day for each in all_of(tx.connection)):
        raise Conflict(_("{name} is kept on that day already.").format(name=name))
    cursor = tx.connection.execute(
        "INSERT INTO own_holiday (name, day, is_off) VALUES (?, ?, ?)", (name, day, int(is_off))
    )
    return OwnHoliday(int(cursor.lastrowid or 0), name, day, is_off)


def remove(tx: Transaction, name: str, day: str = "") -> list[OwnHoliday]:
    """Forgets the days of this name, of one day only where it is said, and returns them. Raises NotFound."""
    kept = all_of(tx.connection)
    found = [each for each in kept if texts.plain(each.name) == texts.plain(name.strip()) and day in ("", each.day)]
    if not found:
        names = ", ".join(dict.fromkeys(each.name for each in kept))
        raise NotFound(
            _("No day of your own is called '{name}'.").format(name=name),
            _("There is: {names}.").format(names=names) if names else _("crm settings holiday add NAME --on 12-24"),
        )
    for each in found:
        tx.connection.execute("DELETE FROM own_holiday WHERE id = ?", (each.id,))
    return found
