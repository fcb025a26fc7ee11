"""What `crm report velocity --by` answers: how fast the deals of each part go, and of all of them below.

Of a part of which too little was closed the counts are told and nothing that would be a guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.commands import report_requests, report_shapes, report_velocity
from crmcli.commands.report_shapes import Measure
from crmcli.commands.report_sources import titled
from crmcli.i18n import _
from crmcli.output import TABLE, Column
from crmcli.store import deal_sums
from crmcli.store.reports import velocities, velocity_parts
from crmcli.store.reports.cases import LOST, WON
from crmcli.store.reports.velocity_parts import CLOSED, OPEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.commands.report_requests import Asked
    from crmcli.store.reports.breakdowns import Row
    from crmcli.store.reports.cases import Case
    from crmcli.store.reports.velocities import Times
    from crmcli.store.reports.worths import Scales

_COUNTS = (OPEN, CLOSED, WON, LOST)


def write(asked: Asked, by: str) -> None:
    """Writes how fast the deals of each part go."""
    connection = report_requests.reading()
    over = asked.last_months(connection)
    rows, whole = velocity_parts.of(connection, asked.scope(connection), over, by)
    if asked.wants_deals:
        report_requests.write_deals(asked, rows)
        return
    rows = report_requests.picked(asked, rows)
    weighing = report_shapes.scales(connection)
    if report_shapes.is_json():
        document = report_shapes.head("velocity", over, by, weighing)
        context.current().output.document(
            document | {"rows": [{by: row.label} | _as_row(row, weighing) for row in rows],
                        "total": _as_row(whole, weighing)}
        )  # fmt: skip
    else:
        if rows:
            report_shapes.heading(over, _("Velocity"))
        _write(rows, whole, Measure(weighing, [whole, *rows]), by)
    if not whole.cells[CLOSED]:
        report_requests.narrate_nothing(connection, _("Nothing was closed in these days."))


def _is_enough(cells: Mapping[str, Sequence[Case]]) -> bool:
    return len(cells[CLOSED]) >= velocities.FEWEST


def _cycle(cells: Mapping[str, Sequence[Case]]) -> Times:
    return velocities.times([each.cycle for each in cells[WON]])


def _as_row(row: Row, weighing: Scales) -> dict[str, Any]:
    """A part as its documented JSON; null where too little was closed."""
    cells, home = row.cells, weighing.book.home
    known = _is_enough(cells)
    own = velocity_parts.equation(weighing, cells, home)
    average = velocities.nearest(own.average) if own.is_enough else None
    lacking = weighing.in_currency(cells[WON], home).lacking
    return {
        **{key: len(cells[key]) for key in _COUNTS},
        "win_rate": report_shapes.percent(len(cells[WON]), len(cells[CLOSED])) if known else None,
        "cycle": report_velocity.times(_cycle(cells) if known else velocities.times([])),
        "currencies": [
            report_velocity.as_row(velocity_parts.equation(weighing, each, code)) for code, each in _parted(row, home)
        ],
        "home": {
            "average": report_shapes.amount(average, home),
            "per_day": report_shapes.amount(own.per_day, home),
            "lacking": list(lacking),
        },
    }


def _parted(row: Row, home: str) -> list[tuple[str, dict[str, list[Case]]]]:
    """The deals of each currency, home first."""
    codes = {code for each in row.deals if (code := deal_sums.currency_of(each)) is not None}
    return [
        (
            code,
            {key: [each for each in cases if deal_sums.currency_of(each) == code] for key, cases in row.cells.items()},
        )
        for code in sorted(codes, key=lambda code: (code != home, code))
    ]


def _write(rows: Sequence[Row], whole: Row, measure: Measure, by: str) -> None:
    here = context.current()
    lines = [_line(row, code, cells, measure) for row in rows for code, cells in measure.lines(row)]
    report_shapes.bars(lines, lambda line: line["per_day"] or 0, "per_day", is_money=True)
    here.output.listing(report_shapes.listed(lines, "name"), _columns(measure, by))
    if here.mode != TABLE or not whole.cells[CLOSED]:
        return
    is_known = _write_whole(whole, measure)
    if is_known and any(line["per_day"] is None for line in lines):
        diagnostics.narrate(
            _("What comes in a day in a row shows from {count} closed deals on, one of them won.").format(
                count=velocities.FEWEST
            )
        )


def _line(row: Row, code: str, cells: dict[str, list[Case]], measure: Measure) -> dict[str, Any]:
    is_table, known = context.current().mode == TABLE, _is_enough(cells)
    own = velocity_parts.equation(measure.weighing, cells, code) if code else None
    rate = report_shapes.whole_percent if is_table else report_shapes.percent
    days = report_shapes.days if is_table else report_shapes.plain_days
    return {
        "name": report_requests.named(row) if is_table else row.label or "",
        "currency": code,
        **{key: len(cells[key]) for key in _COUNTS},
        "win_rate": (rate(len(cells[WON]), len(cells[CLOSED])) if known else None) or "",
        "average": velocities.nearest(own.average) if own and own.is_enough else None,
        "cycle": (days(_cycle(cells).median) if known else None) or "",
        "per_day": own.per_day if own else None,
    }


def _columns(measure: Measure, by: str) -> list[Column]:
    is_table = context.current().mode == TABLE
    return [
        Column("name", titled(by), is_wide=True),
        *report_shapes.currency_column(measure),
        Column(OPEN, _("Open"), is_number=True),
        Column(CLOSED, _("Closed"), is_number=True),
        *([] if is_table else [Column(WON, _("Won")), Column(LOST, _("Lost"))]),
        Column("win_rate", _("Win rate"), is_number=True),
        measure.money("average", measure.title(_("Average"))),
        Column("cycle", _("Median days"), is_number=True),
        measure.money("per_day", measure.title(_("A day"))),
        *report_shapes.bar_column(),
    ]


def _write_whole(whole: Row, measure: Measure) -> bool:
    """Says what all parts come to, each deal once, as the report that is not parted does; returns whether it could."""
    report_velocity.write_cycle(_cycle(whole.cells))
    parts = measure.lines(whole)
    found = [velocity_parts.equation(measure.weighing, cells, code) for code, cells in parts if code]
    report_velocity.write_equations(found, {})
    return any(each.per_day is not None for each in found)
