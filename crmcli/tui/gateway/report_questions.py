"""What a report is asked with: the wish, its days and deals, what weighs them; and what the rows of all share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli import glyphs, report_figures
from crmcli.store import criteria, pipelines
from crmcli.store.reports import cases, worths
from crmcli.tui import charts, report_wishes

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from crmcli.store.reports.breakdowns import Row
    from crmcli.store.reports.cases import Case, Scope, Span
    from crmcli.store.reports.measures import Measure
    from crmcli.store.reports.worths import Scales
    from crmcli.tui.gateway.connection import Moment, Reading
    from crmcli.tui.report_wishes import Wish

NONE = "none"  # how the line names the row of what has none
_TREND = 12  # signs of a sparkline


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish with what its answer needs. `scope` are the deals among which it counts, `over` its days."""

    wish: Wish
    connection: sqlite3.Connection
    moment: Moment
    scope: Scope
    over: Span
    weighing: Scales


def asked(reading: Reading, wish: Wish) -> Asked:
    """Returns a wish with what its answer needs. Raises NotFound for a pipeline, Invalid for a word of the query."""
    connection, moment = reading
    about = report_wishes.known(wish.report)
    scope = cases.Scope()
    if about.is_of_deals:
        pipeline_id = pipelines.named(connection, wish.pipeline).id if wish.pipeline else None
        ids = None
        if wish.words:
            ids = criteria.deal_ids(
                connection, wish.words, today=moment.today, now_local=moment.local, now=moment.now
            )  # fmt: skip
        scope = cases.Scope(pipeline_id, ids)
    over = cases.span(connection, *wish.days(moment.today))
    return Asked(wish, connection, moment, scope, over, worths.scales(connection, moment.today))


def ids(found: Iterable[Case]) -> tuple[int, ...]:
    """Returns the numbers of deals."""
    return tuple(each.id for each in found)


def behind(cells: Mapping[str, Sequence[Case]]) -> dict[str, tuple[int, ...]]:
    """Returns the deals behind each number of a row."""
    return {key: ids(found) for key, found in cells.items()}


def named(row: Row) -> str:
    """Returns what a row is called on the line."""
    return NONE if row.label is None else row.label


def money_title(title: str, measure: Measure, code: str) -> str:
    """Returns the title of a column of amounts, which says the currency, and whether it is put into it by rates."""
    return glyphs.plain(f"{title} ≈ {code}" if measure.is_converted else f"{title} {code}")


def amount(minor: int, measure: Measure, code: str) -> str:
    """Returns an amount of a row: exact, but in whole units where it was put into the currency by rates."""
    said = report_figures.about if measure.is_converted else report_figures.shown
    return said(minor, code).partition(" ")[2] if minor else ""


def trend(asked: Asked, found: Sequence[Case], *, by_end: bool) -> str:
    """Returns how many of some deals there were month by month: when they ended, or when they began."""
    from crmcli.store.reports import breakdowns

    months = breakdowns.months(asked.over.first, min(asked.over.last, asked.moment.today))
    days = asked.weighing.days
    counts = dict.fromkeys(months, 0)
    for case in found:
        month = f"{days.of((case.closed_at if by_end else None) or case.created_at):%Y-%m}"
        if month in counts:
            counts[month] += 1
    return charts.sparkline(list(counts.values()), _TREND)
