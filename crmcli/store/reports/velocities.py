"""How fast deals go: the days they stay in each stage, the days to a win, and what that brings in a day.

Whole seconds in, exact fractions out. A stay counts in the days in which it ended; those that last still are apart.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from crmcli.store import deal_sums, stages
from crmcli.store.reports import cases as deals
from crmcli.store.reports import worths
from crmcli.store.reports.cases import DAY, LOST, WON

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.store.reports.cases import Case, Scope, Span
    from crmcli.store.stages import Stage

FEWEST = 5  # closed deals, below which the equation would be a guess
Visit = tuple[int, int, int, int | None]  # a deal, a stage, and the seconds since and until when
_END = 2**62
_MOST = 80  # the percentile within which most were over


@dataclass(frozen=True, slots=True)
class Times:
    """So many times; the median and the 80th percentile, the time within which 8 of 10 were over, in days."""

    count: int
    median: Fraction | None
    most: Fraction | None


@dataclass(frozen=True, slots=True)
class Stays:
    """How long deals were in a stage: stays that ended, and those that last still. A deal may have stayed twice."""

    stage: Stage
    ended: Times
    left: list[Case]
    lasting: Times
    here: list[Case]


@dataclass(frozen=True, slots=True)
class Equation:
    """Deals x average value x win rate / days: what comes in a day, in minor units of the currency.

    `open` were open at the end of the days, `won` and `lost` were closed in them. What cannot be reckoned is None.
    """

    currency: str
    open: list[Case]
    won: list[Case]
    lost: list[Case]
    average: Fraction | None
    rate: Fraction | None
    cycle: Fraction | None

    @property
    def is_enough(self) -> bool:
        """Whether enough was closed for it to mean something."""
        return len(self.won) + len(self.lost) >= FEWEST

    @property
    def per_day(self) -> int | None:
        """What it comes to, rounded to the nearest; None where too little was closed, or nothing won."""
        if not self.is_enough or not self.average or not self.rate or not self.cycle:
            return None
        return worths.rounded(len(self.open) * self.average * self.rate / self.cycle)


@dataclass(frozen=True, slots=True)
class Velocity:
    """Stages in their order, what was won and lost and how many days each won one took, and a currency's equation each.

    `before` is what each currency brought in a day in as many days before.
    """

    stages: list[Stays]
    won: list[Case]
    lost: list[Case]
    cycle: Times
    equations: list[Equation]
    before: dict[str, int | None]


def of(connection: sqlite3.Connection, scope: Scope, over: Span, now: datetime, home: str = "") -> Velocity:
    """Returns how fast the deals went that were closed in some days. The currency `home` comes first."""
    length = over.last - over.first + timedelta(days=1)
    earlier = deals.span(connection, over.first - length, over.last - length)
    counted, visits = lately(connection, scope, earlier.begin)
    closed = [each for each in counted.values() if over.has(each.closed_at)]
    won = [each for each in closed if each.outcome == WON]
    return Velocity(
        _stays(connection, scope, over, visits, counted, now),
        won,
        [each for each in closed if each.outcome == LOST],
        times([each.cycle for each in won]),
        _equations(visits, counted, over, home),
        {each.currency: each.per_day for each in _equations(visits, counted, earlier, home)},
    )


def lately(connection: sqlite3.Connection, scope: Scope, begin: str) -> tuple[dict[int, Case], list[Visit]]:
    """Returns the deals that are open, or were closed since an instant, by number, and their stays in stages."""
    counted = {each.id: each for each in deals.lately(connection, scope, begin)}
    opened = {each.id for each in stages.all_of(connection, with_retired=True) if each.is_open}
    return counted, [each for each in _visits(connection, begin) if each[1] in opened and each[0] in counted]


def times(lasted: Sequence[int]) -> Times:
    """Returns the median and the 80th percentile of times in seconds."""
    ordered = sorted(lasted)
    if not ordered:
        return Times(0, None, None)
    middle = ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]
    return Times(len(ordered), Fraction(middle, 2 * DAY), Fraction(ordered[-(-len(ordered) * _MOST // 100) - 1], DAY))


def _stays(
    connection: sqlite3.Connection,
    scope: Scope,
    over: Span,
    visits: Sequence[Visit],
    counted: Mapping[int, Case],
    now: datetime,
) -> list[Stays]:
    ended: dict[int, list[tuple[Case, int]]] = {}
    lasting: dict[int, list[tuple[Case, int]]] = {}
    moment = int(now.timestamp())
    begin, end = (second(each) for each in (over.begin, over.end))
    for deal_id, stage_id, since, until in visits:
        if until is None:
            lasting.setdefault(stage_id, []).append((counted[deal_id], max(moment - since, 0)))
        elif begin <= until < end:
            ended.setdefault(stage_id, []).append((counted[deal_id], until - since))
    return [
        _of_stage(each, ended.get(each.id, []), lasting.get(each.id, []))
        for each in stages.all_of(connection, with_retired=True)
        if each.is_open and scope.pipeline_id in (None, each.pipeline_id)
        if each.retired_at is None or each.id in ended
    ]


def _of_stage(stage: Stage, ended: list[tuple[Case, int]], lasting: list[tuple[Case, int]]) -> Stays:
    left = {case.id: case for case, _lasted in ended}
    return Stays(
        stage,
        times([lasted for _case, lasted in ended]),
        [left[each] for each in sorted(left)],
        times([lasted for _case, lasted in lasting]),
        [case for case, _lasted in lasting],
    )


def _visits(connection: sqlite3.Connection, begin: str) -> Iterator[Visit]:
    """Every stay of a deal in a stage: since which second, and until which, None for where it is.

    Deals that were closed before the instant `begin` are left out.
    """
    query = (
        "SELECT m.deal_id, m.to_stage_id, CAST(strftime('%s', m.at) AS INTEGER) FROM deal d "
        "JOIN stage_move m ON m.deal_id = d.id WHERE d.closed_at IS NULL OR d.closed_at >= :begin "
        "ORDER BY m.deal_id, m.at, m.id"
    )
    before = None
    for deal_id, stage_id, at in connection.execute(query, {"begin": begin}):
        if before is not None:
            yield (*before, at if before[0] == deal_id else None)
        before = (deal_id, stage_id, at)
    if before is not None:
        yield (*before, None)


def second(instant: str) -> int:
    """Returns the second of an instant; the last there is for the end of the calendar."""
    try:
        return int(datetime.fromisoformat(instant).timestamp())
    except ValueError:
        return _END


def _equations(visits: Sequence[Visit], counted: Mapping[int, Case], over: Span, home: str) -> list[Equation]:
    """The equation of each currency: of what was open in the last second of some days, and what was closed in them."""
    end = second(over.end)
    there = {deal_id for deal_id, _stage_id, since, until in visits if since < end and (until is None or until >= end)}
    parts: dict[str, tuple[list[Case], list[Case], list[Case]]] = {}
    for each in counted.values():
        code = deal_sums.currency_of(each) if each.id in there or over.has(each.closed_at) else None
        if code is None:
            continue
        opened, won, lost = parts.setdefault(code, ([], [], []))
        if each.id in there:
            opened.append(each)
        if over.has(each.closed_at):
            (won if each.outcome == WON else lost).append(each)
    return [equation(code, *parts[code]) for code in sorted(parts, key=lambda code: (code != home, code))]


def equation(currency: str, opened: list[Case], won: list[Case], lost: list[Case]) -> Equation:
    """Returns what deals of one currency come to; without an average where nothing that was won has a value."""
    values = [each.value for each in won if each.value is not None]
    return Equation(
        currency,
        opened,
        won,
        lost,
        Fraction(sum(values), len(values)) if values else None,
        Fraction(len(won), len(won) + len(lost)) if won or lost else None,
        Fraction(sum(each.cycle for each in won), len(won) * DAY) if won else None,
    )


def nearest(amount: Fraction | None) -> int | None:
    """Returns an exact amount in whole minor units, a half up; None for none."""
    return None if amount is None else worths.rounded(amount)
