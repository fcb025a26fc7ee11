"""Rates: what one unit of a currency is worth in the home currency, from a day on, as the user said.

They are exact: decimal figures in, fractions out, and no float anywhere. On a day holds the newest rate at or before
it; before the first one holds the first, since nothing better is known. Two other currencies meet only through home.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from crmcli import currencies
from crmcli.errors import Invalid, NotFound
from crmcli.i18n import _
from crmcli.store import rate_figures, settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.db import Transaction

_FAR = 5  # times


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate: from `day` on, a local day, one unit of `currency` is `rate` units of `home`, a decimal number."""

    id: int
    currency: str
    home: str
    day: str
    rate: str

    @property
    def fraction(self) -> Fraction:
        """Units of home for a unit of the currency, exactly."""
        return Fraction(self.rate)


class Book:
    """All rates to one home currency at one moment, for whoever converts many sums."""

    def __init__(self, home: str, found: Sequence[Rate]) -> None:
        self.home = home
        self._by_currency: dict[str, list[Rate]] = {}
        for each in sorted(found, key=lambda rate: rate.day):
            self._by_currency.setdefault(each.currency, []).append(each)

    def holding(self, currency: str, day: date) -> Rate | None:
        """Returns the rate that holds on a day; None where none was ever set, and for home itself."""
        found = self._by_currency.get(currency)
        if not found:
            return None
        return found[max(bisect_right(found, day.isoformat(), key=lambda rate: rate.day) - 1, 0)]

    def at(self, currency: str, day: date) -> Fraction | None:
        """Returns units of home for a unit of a currency on a day; None where no rate was ever set."""
        if currency == self.home:
            return Fraction(1)
        rate = self.holding(currency, day)
        return rate.fraction if rate else None

    def in_home(self, amount: int, currency: str, day: date) -> int | None:
        """Returns an amount in minor units of home, rounded to the nearest, a half up; None where there is no rate.

        `amount` is in minor units of its currency.
        """
        rate = self.at(currency, day)
        if rate is None:
            return None
        home_units: int = 10 ** currencies.minor_digits(self.home)
        units: int = 10 ** currencies.minor_digits(currency)
        exact = rate * amount * home_units / units
        return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def home(connection: sqlite3.Connection | None) -> str:
    """Returns the home currency: what was set, else what is guessed from this machine."""
    return settings.effective(connection, "currency")


def book(connection: sqlite3.Connection) -> Book:
    """Returns all rates to the home currency; one that another program spoilt is none."""
    own = home(connection)
    return Book(own, [each for each in all_of(connection) if each.home == own and rate_figures.is_kept(each.rate)])


def all_of(connection: sqlite3.Connection) -> list[Rate]:
    """Returns all rates, by currency, the newest first, also those to a currency that was home once."""
    query = "SELECT id, currency, home, day, rate FROM rate ORDER BY currency, home, day DESC"
    return [Rate(*row) for row in connection.execute(query)]


def at(connection: sqlite3.Connection, currency: str, day: date) -> Fraction | None:
    """Returns units of home for a unit of a currency on a day; None where no rate was ever set."""
    return book(connection).at(currency, day)


def in_home(connection: sqlite3.Connection, amount: int, currency: str, day: date) -> int | None:
    """Returns an amount, in minor units of its currency, in minor units of home on a day; None without a rate."""
    return book(connection).in_home(amount, currency, day)


def put(tx: Transaction, currency: str, text: str, day: date) -> Rate:
    """Keeps what a unit of a currency is worth in home from a day on, over what was kept of that day.

    `text` is a decimal number. Raises Invalid for what is none or unclear, and for the home currency.
    """
    code, own = named(currency), home(tx.connection)
    if code == own:
        raise Invalid(
            _("{currency} is the home currency: it needs no rate.").format(currency=code),
            _("crm settings set currency CODE makes another one home."),
        )
    rate = rate_figures.typed(text, own)
    key = {"currency": code, "home": own, "day": day.isoformat()}
    where = "WHERE currency = :currency AND home = :home AND day = :day"
    known = tx.connection.execute(f"SELECT rate FROM rate {where}", key).fetchone()
    if known is None:
        tx.connection.execute(
            "INSERT INTO rate (currency, home, day, rate) VALUES (:currency, :home, :day, :rate)",
            {**key, "rate": rate},
        )
    elif known[0] != rate:
        tx.connection.execute(f"UPDATE rate SET rate = :rate {where}", {**key, "rate": rate})
    found = tx.connection.execute(f"SELECT id, currency, home, day, rate FROM rate {where}", key).fetchone()
    return Rate(*found)


def is_far(one: Rate, other: Rate | None) -> bool:
    """Returns whether a rate is so far from another one of its currency that one of them is likely a slip."""
    if other is None:
        return False
    return not 1 <= _FAR * one.fraction / other.fraction <= _FAR * _FAR


def remove(tx: Transaction, currency: str, day: date | None = None) -> list[Rate]:
    """Forgets the rates of a currency, or the one from a day on, and returns them. Raises NotFound where none is."""
    code = named(currency)
    found = [each for each in all_of(tx.connection) if each.currency == code]
    if day is not None:
        found = [each for each in found if each.day == day.isoformat()]
    if not found:
        raise NotFound(
            _("There is no such rate of {currency}.").format(currency=code), _("crm settings rate list shows all.")
        )
    for each in found:
        tx.connection.execute("DELETE FROM rate WHERE id = ?", (each.id,))
    return found


def named(text: str) -> str:
    """Returns the code of a currency as typed, in any case, or by a word that means only one. Raises Invalid."""
    word = text.strip()
    code = word.upper()
    if not currencies.is_currency(code):
        meant = currencies.all_meant(word.lower()) if word.lower() in currencies.WORDS else []
        code = meant[0] if len(meant) == 1 else ""
    if not code:
        raise Invalid(
            _("'{value}' is not a currency.").format(value=word[:40]),
            _("Write three letters, such as IDR, BRL or USD."),
        )
    return code
