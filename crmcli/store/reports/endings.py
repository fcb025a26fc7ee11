"""How deals ended: what was won and what was lost in some days, parted, and to whom it was lost."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crmcli.store.reports import breakdowns
from crmcli.store.reports import cases as deals
from crmcli.store.reports.breakdowns import Row

if TYPE_CHECKING:
    from crmcli.store.reports.cases import Case, Scope, Span

DEALS = "deals"


def of(connection: sqlite3.Connection, scope: Scope, over: Span, outcome: str, by: str) -> list[Row]:
    """Returns the deals that were won, or lost, in some days, a row for each part; every month has one."""
    found = deals.closed(connection, scope, over, outcome)
    parted = breakdowns.parted(connection, found, by, lambda case: case.closed_at)
    if by == breakdowns.MONTH and found:
        every: dict[str | None, list[Case]] = {month: [] for month in breakdowns.months(over.first, over.last)}
        parted = every | parted
    return [Row(label, {DEALS: cases}) for label, cases in parted.items()]


def rivals(connection: sqlite3.Connection, scope: Scope, over: Span) -> list[Row]:
    """Returns the competitors to whom deals were lost in some days, the one who took the most first."""
    found = deals.closed(connection, scope, over, deals.LOST)
    parted = breakdowns.parted(connection, found, breakdowns.COMPETITOR, lambda case: case.closed_at)
    return [Row(label, {DEALS: cases}) for label, cases in parted.items() if label is not None]
