"""Goals in money: so much won in a week, a month, a quarter or a year, by value or by what the user earns of it.

A goal is kept as a setting `money_goal.OF.PERIOD`, beside those of activities (`goals`), so that it is undone and moved
with the data. What counts is what is won, on the day it was won; in other currencies at the rates of that day.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from crmcli import currencies
from crmcli.errors import Invalid, NotFound
from crmcli.i18n import _
from crmcli.store import settings
from crmcli.store.reports import cases as deals
from crmcli.store.reports import worths

if TYPE_CHECKING:
    from crmcli.dates.workdays import Workdays
    from crmcli.store.db import Transaction
    from crmcli.store.reports.cases import Case, Scope
    from crmcli.store.reports.worths import Scales

VALUE, COMMISSION = "value", "commission"
OF = (VALUE, COMMISSION)
PERIODS = ("week", "month", "quarter", "year")
_PREFIX = "money_goal."
_MOST = 10**18  # minor units


@dataclass(frozen=True, slots=True)
class MoneyGoal:
    """So much in minor units of a currency, `of` value or commission, in a period that is one of PERIODS."""

    of: str
    period: str
    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a goal stands in the period from `first` to `last`; amounts in minor units of its currency.

    `pace` is what there should be by the end of today, `worked` of `working` days being over; `actual` and `weighted`
    are None where a rate is lacking. `open` are the deals that are expected to close by the last day, `weighted` what
    to reckon with of them.
    """

    goal: MoneyGoal
    first: date
    last: date
    won: list[Case]
    open: list[Case]
    actual: int | None
    weighted: int | None
    pace: int
    worked: int
    working: int
    lacking: tuple[str, ...]

    @property
    def gap(self) -> int | None:
        """What is still to be won; nothing once the goal is reached."""
        return None if self.actual is None else max(self.goal.amount - self.actual, 0)

    @property
    def is_reached(self) -> bool | None:
        """Whether there is as much as the goal asks for; None where a rate is lacking."""
        return None if self.actual is None else self.actual >= self.goal.amount

    @property
    def ahead(self) -> int | None:
        """By how much there is more than the pace asks for; below zero where there is less."""
        return None if self.actual is None else self.actual - self.pace


def all_of(connection: sqlite3.Connection) -> list[MoneyGoal]:
    """Returns the goals in money, those of short periods first."""
    rows = connection.execute("SELECT key, value FROM setting WHERE key GLOB 'money_goal.*.*' ORDER BY id")
    found = [goal for goal in (_read(row[0], row[1]) for row in rows) if goal]
    return sorted(found, key=lambda goal: (PERIODS.index(goal.period), OF.index(goal.of)))


def put(tx: Transaction, of: str, period: str, amount: int, currency: str) -> MoneyGoal:
    """Sets a goal, in place of the one of that kind and period. Raises Invalid for what cannot be one."""
    goal = MoneyGoal(_one_of(of), _period(period), amount, currency)
    if not 0 < amount < _MOST:
        raise Invalid(_("A goal is more than nothing, and less than all the money there is."))
    settings.keep(tx, _key(goal), f"{amount} {currency}")
    return goal


def remove(tx: Transaction, of: str, period: str = "") -> list[MoneyGoal]:
    """Takes away the goals of value or commission, of one period where it is named; returns them. Raises NotFound."""
    name = _one_of(of)
    held = all_of(tx.connection)
    meant = [goal for goal in held if goal.of == name and period in ("", goal.period)]
    if not meant:
        every = ", ".join(f"{goal.of} per {goal.period}" for goal in held)
        raise NotFound(
            _("There is no such goal of {what}.").format(what=name),
            _("There is: {all}.").format(all=every) if every else _("crm settings goal 50jt --per month sets one."),
        )
    for goal in meant:
        tx.connection.execute("DELETE FROM setting WHERE key = ?", (_key(goal),))
    return meant


def standings(
    connection: sqlite3.Connection, scope: Scope, today: date, over: deals.Span, period: str = ""
) -> list[Standing]:
    """Returns how each goal stands in each of its periods in which some days lie, up to the one of today.

    Where a `period` is named, of the goals of that one alone.
    """
    from crmcli.store import holidays

    scales = worths.scales(connection, today)
    opened = [each for each in deals.still_open(connection, scope) if each.expected_close]
    found = []
    for goal in all_of(connection):
        if period not in ("", goal.period):
            continue
        day = begins(goal.period, over.first)
        while day <= min(over.last, today):
            span = deals.span(connection, day, ends(goal.period, day))
            workdays = holidays.workdays(connection, span.first, span.last)
            won = deals.closed(connection, scope, span, deals.WON)
            found.append(_standing(goal, span, workdays, won, opened, scales))
            day = span.last + timedelta(days=1)
    return found


def _standing(
    goal: MoneyGoal, span: deals.Span, workdays: Workdays, won: list[Case], opened: list[Case], scales: Scales
) -> Standing:
    today = scales.today
    all_days = [span.first + timedelta(days=count) for count in range((span.last - span.first).days + 1)]
    working = [day for day in all_days if workdays.has(day)] or all_days
    worked = sum(day <= today for day in working)
    ahead = (
        [each for each in opened if (each.expected_close or "") <= span.last.isoformat()] if today <= span.last else []
    )
    if goal.of == COMMISSION:
        # Where nothing is earned no rate is needed. Numbers of their own, lest they be taken for the deals themselves.
        earned = scales.in_currency([case for case in won if case.commission], goal.currency)
        earning = [case._replace(id=-case.id, value=case.commission) for case in ahead if case.commission]
        expected = scales.in_currency(earning, goal.currency)
    else:
        earned, expected = scales.in_currency(won, goal.currency), scales.in_currency(ahead, goal.currency)
    return Standing(
        goal,
        span.first,
        span.last,
        won,
        ahead,
        earned.value if goal.of == VALUE else earned.commission,
        expected.weighted,
        worths.rounded(Fraction(goal.amount * worked, len(working))),
        worked,
        len(working),
        tuple(sorted({*earned.lacking, *expected.lacking})),
    )


def begins(period: str, day: date) -> date:
    """Returns the first day of the period in which a day lies; weeks begin on Monday."""
    if period == "week":
        return day - timedelta(days=day.weekday())
    months = {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}
    return day.replace(month=months[period], day=1)


def ends(period: str, day: date) -> date:
    """Returns the last day of the period in which a day lies."""
    if period == "week":
        return begins(period, day) + timedelta(days=6)
    length = {"month": 1, "quarter": 3, "year": 12}[period]
    months = begins(period, day).month - 1 + length
    return date(day.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


def _one_of(of: str) -> str:
    if of not in OF:
        raise Invalid(
            _("There is no goal of '{what}'.").format(what=of[:40]), _("There is: {all}.").format(all=", ".join(OF))
        )
    return of


def _period(period: str) -> str:
    if period not in PERIODS:
        raise Invalid(
            _("A goal in money has no period '{period}'.").format(period=period[:40]),
            _("There is: {all}.").format(all=", ".join(PERIODS)),
        )
    return period


def _key(goal: MoneyGoal) -> str:
    return f"{_PREFIX}{goal.of}.{goal.period}"


def _read(key: str, value: str) -> MoneyGoal | None:
    """The goal that a setting holds; None where another program has written what cannot be one."""
    of, _dot, period = key.removeprefix(_PREFIX).partition(".")
    amount, _blank, currency = value.partition(" ")
    is_amount = amount.isascii() and amount.isdigit() and len(amount) <= 18 and int(amount) > 0
    if of not in OF or period not in PERIODS or not is_amount or not currencies.is_currency(currency):
        return None
    return MoneyGoal(of, period, int(amount), currency)
