"""What `crm report sources` answers, and `crm report funnel --by`: how the deals of each source, or part, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context
from crmcli.commands import report_requests, report_shapes
from crmcli.commands.report_shapes import VALUE, Measure
from crmcli.i18n import _
from crmcli.output import TABLE, Column
from crmcli.store.reports import breakdowns, funnels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.commands.report_requests import Asked
    from crmcli.store.reports.breakdowns import Row
    from crmcli.store.reports.worths import Scales

BY = (
    breakdowns.SOURCE, breakdowns.MONTH, breakdowns.GROUP, breakdowns.TAG, breakdowns.PIPELINE,
    breakdowns.CONTACT, breakdowns.COMPANY,
)  # fmt: skip
_ENDS = (funnels.OPEN, funnels.WON, funnels.LOST)


def write(asked: Asked) -> None:
    """Writes how the deals of each source ended, or of each part that is asked for."""
    parted(asked, asked.parted(BY, breakdowns.SOURCE), "sources")


def parted(asked: Asked, by: str, report: str) -> None:
    """Writes how the deals of each part ended, under the name of a report."""
    connection = report_requests.reading()
    over = asked.last_months(connection)
    rows = funnels.by(connection, asked.scope(connection), over, by)
    if asked.wants_deals:
        report_requests.write_deals(asked, rows)
        return
    rows = report_requests.picked(asked, rows)
    weighing = report_shapes.scales(connection)
    if report_shapes.is_json():
        total = _as_row(_all(rows), weighing, by)
        total.pop(by)
        rows_of = [_as_row(each, weighing, by) for each in rows]
        context.current().output.document(
            report_shapes.head(report, over, by, weighing) | {"rows": rows_of, "total": total}
        )
    else:
        if rows:
            report_shapes.heading(over, _("Deals that began"))
        _write(rows, weighing, by)
    if not rows:
        report_requests.narrate_nothing(connection, _("No deal began in these days."))


def _all(rows: Sequence[Row]) -> Row:
    """All rows as one, each deal once."""
    keys = (funnels.CREATED, *_ENDS)
    return breakdowns.Row(None, {key: breakdowns.union(each.cells[key] for each in rows) for key in keys})


def _as_row(row: Row, weighing: Scales, by: str) -> dict[str, Any]:
    won, lost = row.cells[funnels.WON], row.cells[funnels.LOST]
    return {
        by: row.label,
        **{key: report_shapes.worth(weighing.weigh(cases)) for key, cases in row.cells.items()},
        "win_rate": report_shapes.percent(len(won), len(won) + len(lost)),
    }


def _write(rows: Sequence[Row], weighing: Scales, by: str) -> None:
    here = context.current()
    measure = Measure(weighing, rows)
    lines = [_line(row, code, cells, measure) for row in rows for code, cells in measure.lines(row)]
    report_shapes.bars(lines, lambda line: int(line["won"]), "deals")
    here.output.listing(report_shapes.listed(lines, "name"), _columns(measure, by))
    if rows:
        report_shapes.totals(weighing.weigh(_all(rows).cells[funnels.WON]), _("Won"))


def _line(row: Row, code: str, cells: dict[str, Any], measure: Measure) -> dict[str, Any]:
    won, lost = len(cells[funnels.WON]), len(cells[funnels.LOST])
    is_table = context.current().mode == TABLE
    return {
        "name": report_requests.named(row) if is_table else row.label or "",
        "currency": code,
        "deals": len(cells[funnels.CREATED]),
        "open": len(cells[funnels.OPEN]),
        "won": won,
        "lost": lost,
        "win_rate": report_shapes.whole_percent(won, won + lost)
        if is_table
        else report_shapes.percent(won, won + lost),
        "value": measure.total(cells[funnels.CREATED], code, VALUE),
        "won_value": measure.total(cells[funnels.WON], code, VALUE),
    }


def _columns(measure: Measure, by: str) -> list[Column]:
    return [
        Column("name", titled(by), is_wide=True),
        *report_shapes.currency_column(measure),
        Column("deals", _("Deals"), is_number=True),
        Column("open", _("Open"), is_number=True, is_extra=True),
        Column("won", _("Won"), is_number=True),
        Column("lost", _("Lost"), is_number=True),
        Column("win_rate", _("Win rate"), is_number=True),
        *([] if context.current().mode == TABLE else [measure.money("value", _("Value"))]),
        measure.money("won_value", measure.title(_("Won"))),
        *report_shapes.bar_column(),
    ]


def titled(by: str) -> str:
    """The title of the column that says what a row is of."""
    return {
        breakdowns.MONTH: _("Month"),
        breakdowns.SOURCE: _("Source"),
        breakdowns.GROUP: _("Group"),
        breakdowns.STAGE: _("Stage"),
        breakdowns.REASON: _("Reason"),
        breakdowns.TAG: _("Tag"),
        breakdowns.PIPELINE: _("Pipeline"),
        breakdowns.CONTACT: _("Contact"),
        breakdowns.COMPANY: _("Company"),
    }[by]
