"""Deals as narrow as a report needs them, picked by when they began or ended, by pipeline, and by a query's answer."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store import deal_values, local_days

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

WON, LOST, OPEN = "won", "lost", "open"
DAY = 86_400  # seconds


class Span(NamedTuple):
    """Days from the first to the last, both in it; `begin` and `end` are the instants between which they lie."""

    first: date
    last: date
    begin: str
    end: str

    def has(self, instant: str | None) -> bool:
        """Whether an instant lies in it."""
        return instant is not None and self.begin <= instant < self.end


class Scope(NamedTuple):
    """Among which deals a report counts: those of a pipeline, and those that met a query; all where both are None."""

    pipeline_id: int | None = None
    ids: Collection[int] | None = None


class Case(NamedTuple):
    """One deal. Amounts are in minor units, chances and rates in hundredths of a percent, `*_at` are instants."""

    id: int
    stage_id: int
    pipeline_id: int
    outcome: str
    value: int | None
    currency: str | None
    fixed_commission: int | None
    commission_rate: int | None
    chance: int
    expected_close: str | None
    lost_reason: str | None
    source: str | None
    created_at: str
    closed_at: str | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be won."""
        return self.closed_at is None

    @property
    def weighted(self) -> int | None:
        """The value times the chance."""
        return deal_values.weighted(self.value, self.chance)

    @property
    def commission(self) -> int | None:
        """What the user earns by it."""
        return deal_values.commission(self.fixed_commission, self.commission_rate, self.value)

    @property
    def cycle(self) -> int:
        """For how many seconds a closed deal was on its way; 0 for an open one."""
        return seconds(self.created_at, self.closed_at) if self.closed_at else 0


_SELECT = (
    "SELECT d.id, d.stage_id, s.pipeline_id, s.outcome, d.value, d.currency, d.commission, d.commission_rate, "
    "CASE WHEN d.closed_at IS NULL THEN coalesce(d.chance, s.chance) ELSE s.chance END, d.expected_close, "
    "d.lost_reason, d.source, d.created_at, d.closed_at FROM deal d JOIN stage s ON s.id = d.stage_id "
)


def span(connection: sqlite3.Connection, first: date, last: date) -> Span:
    """Returns the days from one to another, where the user works."""
    days = local_days.local_days(connection)
    return Span(first, last, days.start(first), days.end(last))


def created(connection: sqlite3.Connection, scope: Scope, over: Span) -> list[Case]:
    """Returns the deals that began in some days, void ones among them, by number."""
    return _found(connection, scope, "d.created_at >= :begin AND d.created_at < :end", over)


def closed(connection: sqlite3.Connection, scope: Scope, over: Span, outcome: str = "") -> list[Case]:
    """Returns the deals that are won or lost, or only one of both, and were closed in some days, by number."""
    outcomes = f"s.outcome = '{outcome}'" if outcome in (WON, LOST) else "s.outcome IN ('won', 'lost')"
    return _found(connection, scope, f"{outcomes} AND d.closed_at >= :begin AND d.closed_at < :end", over)


def still_open(connection: sqlite3.Connection, scope: Scope) -> list[Case]:
    """Returns the deals that are open now, by number."""
    return _found(connection, scope, "d.closed_at IS NULL")


def not_void(connection: sqlite3.Connection, scope: Scope) -> list[Case]:
    """Returns all deals but the void ones, by number."""
    return _found(connection, scope, "s.outcome <> 'void'")


def is_any(connection: sqlite3.Connection) -> bool:
    """Returns whether there is any deal at all."""
    return connection.execute("SELECT 1 FROM deal LIMIT 1").fetchone() is not None


def lately(connection: sqlite3.Connection, scope: Scope, begin: str) -> list[Case]:
    """Returns the deals that are open, or were won or lost at an instant or after it, by number."""
    over = Span(date.min, date.max, begin, "")
    return _found(connection, scope, "s.outcome <> 'void' AND (d.closed_at IS NULL OR d.closed_at >= :begin)", over)


def of_ids(connection: sqlite3.Connection, ids: Iterable[int]) -> list[Case]:
    """Returns some deals, by number."""
    return _found(connection, Scope(ids=list(ids)), "1")


def seconds(start: str, end: str) -> int:
    """Returns how many seconds lie between two instants."""
    between = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    return between.days * DAY + between.seconds


def _found(connection: sqlite3.Connection, scope: Scope, condition: str, over: Span | None = None) -> list[Case]:
    parameters: dict[str, str | int | None] = {"pipeline": scope.pipeline_id}
    if over is not None:
        parameters |= {"begin": over.begin, "end": over.end}
    if scope.pipeline_id is not None:
        condition += " AND s.pipeline_id = :pipeline"
    if scope.ids is not None:
        condition += " AND d.id IN (SELECT value FROM json_each(:ids))"
        parameters["ids"] = str([int(each) for each in scope.ids])
    return list(map(Case._make, connection.execute(f"{_SELECT}WHERE {condition} ORDER BY d.id", parameters)))
