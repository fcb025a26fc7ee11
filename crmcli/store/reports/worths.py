"""What deals of a report are worth: by currency, and in one currency at the rate of the day that counts.

An open deal counts at the rate of today, as in the pipeline; a closed one at that of the day on which it was closed, so
that what was earned does not change with the rates of tomorrow. What has the same rate is added up first and rounded
once, so that an independent sum comes to the same.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from crmcli import currencies
from crmcli.store import deal_sums, local_days, rates
from crmcli.store.deal_sums import Home, Sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from crmcli.store.local_days import LocalDays
    from crmcli.store.rates import Book
    from crmcli.store.reports.cases import Case

_Period = tuple[str | None, int]  # a currency, and the how manieth time between two changes of rates
_Weighed = tuple[_Period, int, int, int]


class Worth(NamedTuple):
    """So many deals, what they add up to in each currency, and in the home currency."""

    deals: int
    sums: list[Sum]
    home: Home


class Scales:
    """What weighs deals: the rates, and the days on which instants lie, read once for a whole report.

    Each deal is weighed once, however many numbers count it. Between two days of `changes` no rate changes.
    """

    def __init__(self, book: Book, days: LocalDays, today: date, changes: Sequence[str]) -> None:
        self.book = book
        self.days = days
        self.today = today
        self._changes = changes
        self._known: dict[int, _Weighed] = {}

    def weigh(self, cases: Sequence[Case]) -> Worth:
        """Returns what deals are worth together; the sum of the home currency comes first."""
        parts = self._parts(cases)
        sums = [Sum(currency, *each) for (currency, _period), each in parts.items()]
        return Worth(len(cases), deal_sums.together(sums, self.book.home), self._converted(parts, self.book.home))

    def in_currency(self, cases: Iterable[Case], code: str) -> Home:
        """Returns what deals are worth in a currency; no amounts where `lacking` names currencies without a rate."""
        return self._converted(self._parts(cases), code)

    def _parts(self, cases: Iterable[Case]) -> dict[_Period, list[int]]:
        """How many deals there are of each currency and period, their value, weighted value and commission."""
        found: dict[_Period, list[int]] = {}
        known = self._known
        for case in cases:
            period, value, weighted, commission = known.get(case.id) or self._weighed(case)
            part = found.get(period)
            if part is None:
                found[period] = [1, value, weighted, commission]
            else:
                part[0] += 1
                part[1] += value
                part[2] += weighted
                part[3] += commission
        return found

    def _weighed(self, case: Case) -> _Weighed:
        currency = deal_sums.currency_of(case)
        day = self.days.of(case.closed_at) if case.closed_at else self.today
        period = bisect_right(self._changes, day.isoformat()) if currency else 0
        found = (currency, period), case.value or 0, case.weighted or 0, case.commission or 0
        self._known[case.id] = found
        return found

    def _converted(self, parts: Mapping[_Period, Sequence[int]], code: str) -> Home:
        """Parts in a currency. What was worth the same is added up before it is rounded."""
        alike: dict[tuple[str, Fraction], list[int]] = {}
        lacking = set()
        for (currency, period), amounts in parts.items():
            if currency is None:
                continue
            factor = self._factor(currency, code, period)
            if factor is None:
                lacking.add(code if self._rate(currency, period) is not None else currency)
                continue
            held = alike.setdefault((currency, factor), [0, 0, 0])
            held[:] = [one + other for one, other in zip(held, amounts[1:], strict=True)]
        if lacking:
            return Home(code, None, None, None, tuple(sorted(lacking)))
        value, weighted, commission = (
            sum(rounded(factor * held[which]) for (_currency, factor), held in alike.items()) for which in range(3)
        )
        return Home(code, value, weighted, commission, ())

    def _factor(self, currency: str, code: str, period: int) -> Fraction | None:
        """How many minor units of one a minor unit of the other is; two that are not home meet through home."""
        if currency == code:
            return Fraction(1)
        rate, other = self._rate(currency, period), self._rate(code, period)
        if rate is None or other is None:
            return None
        units = Fraction(10 ** currencies.minor_digits(code), 10 ** currencies.minor_digits(currency))
        return rate / other * units

    def _rate(self, currency: str, period: int) -> Fraction | None:
        """Units of home for one of a currency, between two changes of rates; 0 is before all of them."""
        return self.book.at(currency, date.fromisoformat(self._changes[period - 1]) if period else date.min)


def scales(connection: sqlite3.Connection, today: date) -> Scales:
    """Returns what weighs the deals of a report on a day."""
    changes = sorted({each.day for each in rates.all_of(connection)})
    return Scales(rates.book(connection), local_days.local_days(connection), today, changes)


def rounded(amount: Fraction) -> int:
    """Returns the nearest whole number, a half up."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)
