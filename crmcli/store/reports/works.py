"""What was done: activities by kind and by week, as the report of a week counts them.

What was done with private or removed contacts alone is no work. A pipeline or a query narrows it to what was done for
those deals.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli.store import goals, local_days
from crmcli.store.reports import cases as deals

if TYPE_CHECKING:
    from crmcli.store.reports.cases import Scope, Span

WEEK, MONTH, KIND = "week", "month", "kind"
BY = (WEEK, MONTH, KIND)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done in a week or a month, or of a kind: how often, with somebody reached or missed, and the minutes.

    `label` is a Monday, a month or a kind; `deal_ids` are the deals it was for.
    """

    label: str
    kinds: dict[str, int]
    reached: int
    missed: int
    minutes: int
    deal_ids: list[int]

    @property
    def count(self) -> int:
        """How many activities."""
        return sum(self.kinds.values())


def of(connection: sqlite3.Connection, scope: Scope, over: Span, by: str) -> list[Done]:
    """Returns what was done in some days; every week or month has a row, kinds come by how often."""
    days = local_days.local_days(connection)
    rows: dict[str, list[tuple[str, str, int, int | None]]] = {}
    if by != KIND:
        rows = {_label(over.first + timedelta(days=each), by): [] for each in range((over.last - over.first).days + 1)}
    found = _activities(connection, scope, over)
    for kind, at, outcome, minutes, deal_id in found:
        label = kind if by == KIND else _label(days.of(at), by)
        rows.setdefault(label, []).append((kind, outcome, minutes, deal_id))
    done = [_done(label, each) for label, each in rows.items()] if found else []
    return sorted(done, key=lambda each: (-each.count, each.label)) if by == KIND else done


def _done(label: str, rows: list[tuple[str, str, int, int | None]]) -> Done:
    kinds: dict[str, int] = {}
    for kind, _outcome, _minutes, _deal in rows:
        kinds[kind] = kinds.get(kind, 0) + 1
    return Done(
        label,
        dict(sorted(kinds.items(), key=lambda each: (-each[1], each[0]))),
        sum(outcome == "reached" for _kind, outcome, _minutes, _deal in rows),
        sum(outcome == "missed" for _kind, outcome, _minutes, _deal in rows),
        sum(minutes for _kind, _outcome, minutes, _deal in rows),
        sorted({deal for _kind, _outcome, _minutes, deal in rows if deal is not None}),
    )


def _label(day: date, by: str) -> str:
    return f"{day:%Y-%m}" if by == MONTH else (day - timedelta(days=day.weekday())).isoformat()


def _activities(
    connection: sqlite3.Connection, scope: Scope, over: Span
) -> list[tuple[str, str, str, int, int | None]]:
    """Kind, instant, outcome, minutes and deal of each."""
    rows = connection.execute(
        "SELECT a.kind, a.at, a.outcome, coalesce(a.minutes, 0), a.deal_id FROM activity a "
        f"WHERE a.at >= ? AND a.at < ? AND {goals.OF_SOMEBODY} ORDER BY a.at, a.id",
        (over.begin, over.end),
    ).fetchall()
    if scope.pipeline_id is None and scope.ids is None:
        return rows
    known = {each.id for each in deals.not_void(connection, scope)}
    return [row for row in rows if row[4] in known]
