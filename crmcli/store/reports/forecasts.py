"""What will come in: open deals by the day on which they are expected to close, what was won, and what slipped.

`committed` are those of a chance of 80 % or more, `open` all of them: their whole value is the best case, their
weighted value what to reckon with. A deal slipped out of a month when the day was put off beyond it, or when its day
has passed and it is open still. What is expected before or after the months that were asked for has rows of its own.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crmcli.store import local_days
from crmcli.store.reports import breakdowns
from crmcli.store.reports import cases as deals
from crmcli.store.reports.breakdowns import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from crmcli.store.reports.cases import Case, Scope, Span

COMMITTED, OPEN, WON, SLIPPED = "committed", "open", "won", "slipped"
COLUMNS = (COMMITTED, OPEN, WON, SLIPPED)
SURE = 8_000  # hundredths of a percent: from this chance on it is counted on
BEFORE, AFTER = "before", "after"  # the labels of what is expected outside the months; None has no day at all

_PUT_OFF = "SELECT deal_id, from_day, to_day FROM close_change WHERE from_day IS NOT NULL ORDER BY id"


def of(connection: sqlite3.Connection, scope: Scope, over: Span, today: date) -> list[Row]:
    """Returns a row for each month of some days, and those of what is expected before, after and without a day."""
    days = local_days.local_days(connection)
    months = breakdowns.months(over.first, over.last)
    rows: dict[str | None, dict[str, list[Case]]] = {
        label: {key: [] for key in COLUMNS} for label in (BEFORE, *months, AFTER, None)
    }
    for case in deals.still_open(connection, scope):
        _put_open(rows[_label(case.expected_close, months)], case)
    for case in deals.closed(connection, scope, over, deals.WON):
        rows[f"{days.of(case.closed_at or ''):%Y-%m}"][WON].append(case)
    for month, found in _slipped(connection, scope, today).items():
        if month in rows:
            rows[month][SLIPPED] = found
    return [Row(label, cells) for label, cells in rows.items() if label in months or any(cells.values())]


def by(connection: sqlite3.Connection, scope: Scope, over: Span, what: str, today: date) -> list[Row]:
    """Returns what is expected up to the last of some days, won in them, and slipped out of their months, parted."""
    last = over.last.isoformat()
    opened = [each for each in deals.still_open(connection, scope) if each.expected_close]
    months = breakdowns.months(over.first, over.last)
    slipped = _slipped(connection, scope, today)
    columns: dict[str, Sequence[Case]] = {
        OPEN: [each for each in opened if (each.expected_close or "") <= last],
        WON: deals.closed(connection, scope, over, deals.WON),
        SLIPPED: breakdowns.union(slipped.get(month, []) for month in months),
    }
    columns[COMMITTED] = _sure(columns[OPEN])
    every = breakdowns.union(columns.values())
    rows = []
    for label, cases in breakdowns.parted(connection, every, what, lambda case: case.created_at).items():
        ids = {each.id for each in cases}
        rows.append(Row(label, {key: [each for each in columns[key] if each.id in ids] for key in COLUMNS}))
    return rows


def total(rows: Iterable[Row]) -> Row:
    """Returns all rows as one, each deal once in each number."""
    held = list(rows)
    return Row(None, {key: breakdowns.union(each.cells[key] for each in held) for key in COLUMNS})


def _put_open(cells: dict[str, list[Case]], case: Case) -> None:
    cells[OPEN].append(case)
    if case.chance >= SURE:
        cells[COMMITTED].append(case)


def _sure(cases: Iterable[Case]) -> list[Case]:
    return [each for each in cases if each.chance >= SURE]


def _label(day: str | None, months: Sequence[str]) -> str | None:
    """The row of an expected close."""
    if day is None:
        return None
    month = day[:7]
    return BEFORE if month < months[0] else AFTER if month > months[-1] else month


def _slipped(connection: sqlite3.Connection, scope: Scope, today: date) -> dict[str, list[Case]]:
    """The deals that slipped out of each month, each once a month; void ones never were any."""
    counted = {each.id: each for each in deals.not_void(connection, scope)}
    found: dict[str, dict[int, Case]] = {}
    for deal_id, before, after in connection.execute(_PUT_OFF):
        if deal_id in counted and (after is None or after[:7] > before[:7]):
            found.setdefault(before[:7], {})[deal_id] = counted[deal_id]
    for case in counted.values():
        if case.is_open and case.expected_close and case.expected_close < today.isoformat():
            found.setdefault(case.expected_close[:7], {})[case.id] = case
    return {month: [held[each] for each in sorted(held)] for month, held in found.items()}
