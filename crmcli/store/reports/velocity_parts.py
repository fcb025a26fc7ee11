"""How fast the deals of each part go: of each pipeline, source, group, tag, customer or company, and of each month.

A part is what `velocities` tells of its deals alone: those that were closed in the days, and those open at their end. A
month is told by its own days, so that a deal that was open at the end of three of them counts in three.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from crmcli.store import deal_sums, local_days
from crmcli.store.reports import breakdowns, velocities
from crmcli.store.reports import cases as deals
from crmcli.store.reports.breakdowns import Row
from crmcli.store.reports.cases import LOST, WON

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from crmcli.store.reports.cases import Case, Scope, Span
    from crmcli.store.reports.velocities import Equation, Visit
    from crmcli.store.reports.worths import Scales

OPEN, CLOSED, PER_DAY = "open", "closed", "per_day"
BY = (
    breakdowns.PIPELINE, breakdowns.SOURCE, breakdowns.GROUP, breakdowns.TAG, breakdowns.CONTACT, breakdowns.COMPANY,
    breakdowns.MONTH,
)  # fmt: skip


def of(connection: sqlite3.Connection, scope: Scope, over: Span, by: str) -> tuple[list[Row], Row]:
    """Returns a row for each part, and the whole. Of each what was closed in the days, and open in their last second.

    Every month has a row where there is anything at all.
    """
    counted, visits = velocities.lately(connection, scope, over.begin)
    closed = [each for each in counted.values() if over.has(each.closed_at)]
    opened = _open_at(visits, counted, [over.end])[0]
    whole = _row(None, opened, closed)
    if by == breakdowns.MONTH:
        return (_months(connection, over, counted, visits, closed) if whole.deals else []), whole
    parted = breakdowns.parted(connection, whole.deals, by, lambda case: case.closed_at)
    are_open, are_closed = {each.id for each in opened}, {each.id for each in closed}
    rows = [
        _row(label, [each for each in own if each.id in are_open], [each for each in own if each.id in are_closed])
        for label, own in parted.items()
    ]
    return rows, whole


def equation(weighing: Scales, cells: Mapping[str, Sequence[Case]], code: str) -> Equation:
    """Returns what the deals of a part come to in a currency, those of another at the rate of their day.

    Deals without a currency are left out. There is no average where the rate of something won is lacking.
    """
    opened, won, lost = (
        [case for case in cells[key] if deal_sums.currency_of(case) is not None] for key in (OPEN, WON, LOST)
    )
    value = weighing.in_currency(won, code).value
    count = sum(case.value is not None for case in won)
    average = Fraction(value, count) if value is not None and count else None
    return replace(velocities.equation(code, opened, won, lost), average=average)


def _row(label: str | None, opened: Sequence[Case], closed: Sequence[Case]) -> Row:
    ends = {key: [each for each in closed if each.outcome == key] for key in (WON, LOST)}
    return Row(label, {OPEN: list(opened), CLOSED: list(closed), **ends, PER_DAY: breakdowns.union((opened, closed))})


def _months(
    connection: sqlite3.Connection,
    over: Span,
    counted: Mapping[int, Case],
    visits: Sequence[Visit],
    closed: Iterable[Case],
) -> list[Row]:
    """A row for each month; the first and the last of them are cut where the days are."""
    labels = breakdowns.months(over.first, over.last)
    ends = [deals.span(connection, over.first, min(_last_of(label), over.last)).end for label in labels]
    days = local_days.local_days(connection)
    parts: dict[str, list[Case]] = {label: [] for label in labels}
    for each in closed:
        parts[days.of(each.closed_at or "").isoformat()[:7]].append(each)
    opened = _open_at(visits, counted, ends)
    return [_row(label, there, parts[label]) for label, there in zip(labels, opened, strict=True)]


def _last_of(month: str) -> date:
    first = date.fromisoformat(f"{month}-01")
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _open_at(visits: Iterable[Visit], counted: Mapping[int, Case], ends: Sequence[str]) -> list[list[Case]]:
    """The deals that were open in the last second before each of some instants, by number; the instants in order."""
    seconds = [velocities.second(each) for each in ends]
    found: list[set[int]] = [set() for _end in ends]
    for deal_id, _stage_id, since, until in visits:
        first = bisect_right(seconds, since)
        last = len(seconds) if until is None else bisect_right(seconds, until)
        for place in range(first, last):
            found[place].add(deal_id)
    return [[counted[each] for each in sorted(ids)] for ids in found]
