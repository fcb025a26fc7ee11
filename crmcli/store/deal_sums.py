"""Sums over deals: by currency, never one added to another; and in the home currency where every rate is known.

Whole numbers only. What is weighted is rounded deal by deal, as each deal shows it, so a total is always the sum of
what stands above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from crmcli.store.rates import Book


class Summable(Protocol):
    """A deal, as far as a sum goes: amounts in minor units of its currency."""

    @property
    def currency(self) -> str | None:
        """The currency of its amounts; None where it has none."""

    @property
    def value(self) -> int | None:
        """What it is worth."""

    @property
    def weighted(self) -> int | None:
        """The value times the chance."""

    @property
    def commission(self) -> int | None:
        """What the user earns by it."""


@dataclass(frozen=True, slots=True)
class Sum:
    """So many deals of one currency, and what they add up to, in its minor units.

    Deals of which neither value nor commission is known stand together under no currency.
    """

    currency: str | None
    count: int
    value: int
    weighted: int
    commission: int


@dataclass(frozen=True, slots=True)
class Home:
    """Sums in the home currency, in its minor units; None where `lacking` names currencies without a rate."""

    currency: str
    value: int | None
    weighted: int | None
    commission: int | None
    lacking: tuple[str, ...]


def currency_of(deal: Summable) -> str | None:
    """Returns the currency under which a deal is summed up; None where it has nothing to sum up."""
    return None if deal.value is None and deal.commission is None else deal.currency


def of(deals: Iterable[Summable], first: str = "") -> list[Sum]:
    """Returns what deals add up to, a sum for each currency: `first` before the others, none at the end."""
    alone = (Sum(currency_of(deal), 1, deal.value or 0, deal.weighted or 0, deal.commission or 0) for deal in deals)
    return together(alone, first)


def together(sums: Iterable[Sum], first: str = "") -> list[Sum]:
    """Returns sums of several parts as those of the whole, in the same order as `of`."""
    found: dict[str | None, list[int]] = {}
    for each in sums:
        one = found.setdefault(each.currency, [0, 0, 0, 0])
        one[0] += each.count
        one[1] += each.value
        one[2] += each.weighted
        one[3] += each.commission
    order = sorted(found, key=lambda code: (code is None, code != first, code or ""))
    return [Sum(code, *found[code]) for code in order]


def in_home(sums: Sequence[Sum], book: Book, day: date) -> Home:
    """Returns sums put into the home currency at the rates of a day, each currency's rounded once."""
    known = [each for each in sums if each.currency is not None]
    lacking = tuple(str(each.currency) for each in known if book.at(str(each.currency), day) is None)
    if lacking:
        return Home(book.home, None, None, None, lacking)

    def total(amounts: Iterable[tuple[str | None, int]]) -> int:
        return sum(book.in_home(amount, str(code), day) or 0 for code, amount in amounts)

    return Home(
        book.home,
        total((each.currency, each.value) for each in known),
        total((each.currency, each.weighted) for each in known),
        total((each.currency, each.commission) for each in known),
        (),
    )
