"""Sums of money in the few cells that a card or a head has: in full where that fits, else in thousands and millions.

A shortened sum is rounded to three digits; the card of a deal shows it in full. Pure.
"""

from __future__ import annotations

from crmcli import currencies
from crmcli.money import Money

_UNITS = ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "k"))


def short(amount_minor: int, currency: str) -> str:
    """Returns a sum with three digits and a unit, without its currency: `12.5M`, `940`, `1.2k`."""
    scale = 10 ** currencies.minor_digits(currency)
    for size, letter in _UNITS:
        thousandths = _rounded(amount_minor * 1000, size * scale)
        if thousandths >= 1000 or _rounded(amount_minor, size * scale // 1000) >= 1000:
            return _three_digits(max(thousandths, 1000)) + letter
    return f"{_rounded(amount_minor, scale):,}"


def fitting(amount_minor: int, currency: str, home: str, width: int) -> str:
    """Returns a sum in at most `width` cells where that can be; the home currency is not said."""
    full = Money(amount_minor, currency).shown()
    bare = full.partition(" ")[2]
    said = bare if currency == home else full
    if len(said) <= width:
        return said
    brief = short(amount_minor, currency)
    return brief if currency == home else f"{currency} {brief}"


def _rounded(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _three_digits(thousandths: int) -> str:
    """So many thousandths with three digits that tell: `1.25`, `12.5`, `125`, without zeros behind the point."""
    if thousandths >= 99_950:
        return str(_rounded(thousandths, 1000))
    tenth = thousandths >= 9_995
    value = _rounded(thousandths, 100 if tenth else 10)
    whole, rest = divmod(value, 10 if tenth else 100)
    figures = f"{rest:0{1 if tenth else 2}d}".rstrip("0")
    return f"{whole}.{figures}" if figures else str(whole)
