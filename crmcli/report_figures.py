"""Figures of the reports as people read them, by whichever face: sums below zero too, shares, numbers of days. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import currencies, money

if TYPE_CHECKING:
    from fractions import Fraction

_THOUSAND = 1_000
_CENTS = 100  # with smaller ones, KWD 1,500 might be read as one and a half


def shown(minor: int, currency: str) -> str:
    """Returns an amount in minor units in full, below zero too: `IDR 12,000,000`, `IDR -300`."""
    said = money.Money(abs(minor), currency).shown()
    return said if minor >= 0 else said.replace(" ", " -", 1)


def exact(minor: int, currency: str) -> str:
    """Returns an amount in full without its currency: `12,000,000`; nothing for nothing."""
    return shown(minor, currency).partition(" ")[2] if minor else ""


def about(minor: int, currency: str) -> str:
    """Returns an amount in whole units from a thousand on: `IDR 12,000,000`, `USD 822.37`."""
    unit: int = 10 ** currencies.minor_digits(currency)
    if abs(minor) < _THOUSAND * unit or unit > _CENTS:
        return shown(minor, currency)
    whole = (2 * abs(minor) + unit) // (2 * unit) * unit
    return shown(whole if minor >= 0 else -whole, currency)


def percent(part: int, whole: int) -> str:
    """Returns a share in whole percent, a half up; nothing where there is no whole."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else ""


def days(time: Fraction | None) -> str:
    """Returns a number of days to one decimal, a half up: `12.5`; nothing for none."""
    if time is None:
        return ""
    tenths = (20 * time.numerator + time.denominator) // (2 * time.denominator)
    return f"{tenths // 10:,}.{tenths % 10}"
