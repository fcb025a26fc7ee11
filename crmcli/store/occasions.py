"""Occasions: the days of the year that matter to a contact, with or without the year they began."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import Invalid
from crmcli.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from crmcli.store.db import Transaction

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Occasion(NamedTuple):
    """A day of the year: `kind` is birthday, anniversary or the user's own word."""

    id: int
    contact_id: int
    kind: str
    month: int
    day: int
    year: int | None

    @property
    def date(self) -> str:
        """`1980-04-15`, or `--04-15` where the year is not known."""
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}" if self.year else f"--{self.month:02d}-{self.day:02d}"


def of(connection: sqlite3.Connection, contact_id: int) -> list[Occasion]:
    """Returns a contact's occasions, birthday first."""
    rows = connection.execute(
        "SELECT id, contact_id, kind, month, day, year FROM occasion WHERE contact_id = ? "
        "ORDER BY kind <> 'birthday', month, day, id",
        (contact_id,),
    )
    return [Occasion(*row) for row in rows]


def key_of(kind: str, year: int | None, month: int, day: int) -> tuple[str | int | None, ...]:
    """Returns what tells a day from another: whoever has one anniversary is given no other."""
    return (kind,) if kind in ("birthday", "anniversary") else (kind, year, month, day)


def check(year: int | None, month: int, day: int) -> None:
    """Raises Invalid for a day that no calendar has."""
    if not _is_day(year, month, day):
        hint = _("Write a day as 1980-04-15, or --04-15 without the year.")
        if _is_day(year, day, month):
            turned = f"{day:02d}-{month:02d}" if year is None else f"{year:04d}-{day:02d}-{month:02d}"
            hint = _("The month comes first: {day}").format(day=turned)
        raise Invalid(_("There is no such day."), hint)
    if year is not None and not 1 <= year <= 9999:
        raise Invalid(_("There is no such year."))


def _is_day(year: int | None, month: int, day: int) -> bool:
    is_leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] and (is_leap or (month, day) != (2, 29))


def typed(text: str, date_order: str = "") -> tuple[int | None, int, int]:
    """Reads `1980-04-15`, `--04-15`, `04-15`, `15/4/1980`, `15 April 1980`: year or None, month, day. Raises Invalid.

    Where day and month could be either, `date_order` (dmy, mdy, ymd) says which is which; without it that is an error.
    """
    plain = text.strip()
    parts = plain.removeprefix("--").split("-")
    if len(parts) in (2, 3) and all(part.isascii() and part.isdigit() for part in parts):
        month, day = int(parts[-2]), int(parts[-1])
        year = int(parts[0]) if len(parts) == 3 else None
        check(year, month, day)
        return year, month, day
    from crmcli.dates.occasions import parse_occasion

    found = parse_occasion(plain, date_order) if plain.isascii() or not plain.replace("-", "").isdecimal() else None
    found = found or _in_words(plain)
    if found is None:
        raise Invalid(
            _("'{text}' is not a day.").format(text=text),
            _("Write a day as 1980-04-15, or --04-15 without the year."),
        )
    return found


def of_user(connection: sqlite3.Connection, text: str) -> tuple[int | None, int, int]:
    """Reads a day as `typed` does; where it takes the order of day and month, the user's own. Raises Invalid."""
    try:
        return typed(text)
    except Invalid:
        if not any(sign in text for sign in "/.-"):
            raise
    from crmcli.store import settings

    return typed(text, settings.effective(connection, "date_order"))


def _in_words(text: str) -> tuple[int | None, int, int] | None:
    """A day with its month in words of any of the languages; None for another."""
    from crmcli.dates.occasions import in_numbers
    from crmcli.dates.spans import calendar_day

    parts = calendar_day(text)
    return in_numbers(*parts) if parts else None


def put(tx: Transaction, contact_id: int, kind: str, year: int | None, month: int, day: int) -> None:
    """Sets the contact's occasion of this kind, in place of the one there was."""
    check(year, month, day)
    remove(tx, contact_id, kind)
    insert(tx, contact_id, kind, year, month, day)


def insert(tx: Transaction, contact_id: int, kind: str, year: int | None, month: int, day: int) -> None:
    """Adds an occasion beside those there are."""
    tx.connection.execute(
        "INSERT INTO occasion (contact_id, kind, month, day, year) VALUES (?, ?, ?, ?, ?)",
        (contact_id, kind, month, day, year),
    )


def remove(tx: Transaction, contact_id: int, kind: str) -> None:
    """Removes the contact's occasions of this kind; nothing happens where there are none."""
    tx.connection.execute("DELETE FROM occasion WHERE contact_id = ? AND kind = ?", (contact_id, kind))


class Upcoming(NamedTuple):
    """An occasion as it comes round: `turns` is how many years it then is, None where the year is not known."""

    contact_id: int
    name: str
    kind: str
    day: date
    turns: int | None


_WITHIN = """
SELECT o.contact_id, c.name, o.kind, o.month, o.day, o.year FROM occasion o JOIN contact c ON c.id = o.contact_id
WHERE (o.month, o.day) BETWEEN (:first_month, :first_day) AND (:last_month, :last_day)
  AND (o.year IS NULL OR o.year <= :year) AND c.deleted_at IS NULL AND (:all OR c.status NOT IN ('private', 'blocked'))
"""


def within(connection: sqlite3.Connection, first: date, last: date, *, with_private: bool = False) -> list[Upcoming]:
    """Returns the occasions from one day to another, both with, soonest first.

    Those of removed contacts are left out; of private and blocked ones too, unless `with_private`. 29 February falls
    on the 28th in common years. Nothing comes round before the year in which it was.
    """
    found: list[Upcoming] = []
    for year in range(first.year, last.year + 1):
        start = (first.month, first.day) if year == first.year else (1, 1)
        end = (last.month, last.day) if year == last.year else (12, 31)
        found += _of_year(connection, year, start, end, with_private)
    found.sort(key=lambda each: (each.day, each.kind != "birthday", each.name.casefold(), each.contact_id))
    return found


def _of_year(
    connection: sqlite3.Connection, year: int, start: tuple[int, int], end: tuple[int, int], with_private: bool
) -> list[Upcoming]:
    from calendar import isleap
    from datetime import date

    is_leap = isleap(year)
    if not is_leap and start == (2, 29):
        start = (3, 1)
    if not is_leap and end == (2, 28):
        end = (2, 29)
    rows = connection.execute(
        _WITHIN,
        {
            "first_month": start[0], "first_day": start[1], "last_month": end[0], "last_day": end[1],
            "year": year, "all": with_private,
        },
    )  # fmt: skip
    return [
        Upcoming(
            row[0], row[1], row[2],
            date(year, row[3], 28 if (row[3], row[4]) == (2, 29) and not is_leap else row[4]),
            year - row[5] if row[5] is not None else None,
        )
        for row in rows
    ]  # fmt: skip
