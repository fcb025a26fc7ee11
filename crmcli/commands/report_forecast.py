"""What `crm report forecast` answers: what is expected, and was won and slipped, month by month."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crmcli import context
from crmcli.commands import report_requests, report_shapes
from crmcli.commands.report_shapes import VALUE, WEIGHTED, Measure
from crmcli.commands.report_sources import titled
from crmcli.i18n import _
from crmcli.output import TABLE, Column
from crmcli.store.reports import breakdowns, forecasts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.commands.report_requests import Asked
    from crmcli.store.reports.breakdowns import Row
    from crmcli.store.reports.cases import Case, Span
    from crmcli.store.reports.worths import Scales

BY = (
    breakdowns.MONTH, breakdowns.SOURCE, breakdowns.GROUP, breakdowns.STAGE, breakdowns.TAG, breakdowns.PIPELINE,
    breakdowns.CONTACT, breakdowns.COMPANY,
)  # fmt: skip
_AHEAD = 5  # months after this one


def write(asked: Asked) -> None:
    """Writes the forecast of some months."""
    by = asked.parted(BY, breakdowns.MONTH)
    asked = replace(asked, none=_("no day")) if by == breakdowns.MONTH else asked
    connection = report_requests.reading()
    today = context.current().today
    over = asked.days(connection, today.replace(day=1), report_requests.month_after(today, _AHEAD), is_ahead=True)
    over = over if by != breakdowns.MONTH else asked.whole_months(connection, over)
    scope = asked.scope(connection)
    if by == breakdowns.MONTH:
        rows = forecasts.of(connection, scope, over, today)
    else:
        rows = forecasts.by(connection, scope, over, by, today)
    if asked.wants_deals:
        report_requests.write_deals(asked, rows)
        return
    rows = report_requests.picked(asked, rows)
    weighing = report_shapes.scales(connection)
    if report_shapes.is_json():
        document = report_shapes.head("forecast", over, by, weighing)
        total = _numbers(forecasts.total(rows), weighing)
        context.current().output.document(
            document | {"rows": [{by: each.label, **_numbers(each, weighing)} for each in rows], "total": total}
        )
    else:
        _write(rows, weighing, over, by, asked.none)
    if not any(each.deals for each in rows):
        report_requests.narrate_nothing(connection, _("Nothing is expected to close, and nothing was won."))


def _numbers(row: Row, weighing: Scales) -> dict[str, Any]:
    return {
        "committed": _worth(row.cells[forecasts.COMMITTED], weighing),
        "open": _worth(row.cells[forecasts.OPEN], weighing),
        "won": _worth(row.cells[forecasts.WON], weighing),
        "slipped": _worth(row.cells[forecasts.SLIPPED], weighing),
    }


def _worth(found: Sequence[Case], weighing: Scales) -> dict[str, Any]:
    return report_shapes.worth(weighing.weigh(found))


def _write(rows: Sequence[Row], weighing: Scales, over: Span, by: str, none: str) -> None:
    here = context.current()
    rows = rows if any(each.deals for each in rows) else []
    measure = Measure(weighing, rows)
    if rows:
        what = _("Forecast in {currency}").format(currency=measure.code) if measure.code else _("Forecast")
        report_shapes.heading(over, what)
    lines = [
        _line(row, code, cells, measure, none)
        for row in rows
        for code, cells in measure.lines(row)
    ]  # fmt: skip
    report_shapes.bars(lines, lambda line: int(line["weighted"]), "best", is_money=True)
    here.output.listing(report_shapes.listed(lines, "name"), _columns(measure, by))
    total = forecasts.total(rows)
    report_shapes.totals(weighing.weigh(total.cells[forecasts.OPEN]), _("Open"), is_open=True)
    report_shapes.totals(weighing.weigh(total.cells[forecasts.WON]), _("Won"))


def _line(row: Row, code: str, cells: dict[str, list[Case]], measure: Measure, none: str) -> dict[str, Any]:
    opened = cells[forecasts.OPEN]
    return {
        "name": _named(row, none) if context.current().mode == TABLE else row.label or "",
        "currency": code,
        "deals": len(opened),
        "committed": measure.total(cells[forecasts.COMMITTED], code, VALUE),
        "weighted": measure.total(opened, code, WEIGHTED),
        "best": measure.total(opened, code, VALUE),
        "won": measure.total(cells[forecasts.WON], code, VALUE),
        "won_deals": len(cells[forecasts.WON]),
        "slipped": len(cells[forecasts.SLIPPED]),
        "slipped_value": measure.total(cells[forecasts.SLIPPED], code, VALUE),
    }


def _named(row: Row, none: str) -> str:
    label = report_requests.named(row, none)
    return {forecasts.BEFORE: _("before"), forecasts.AFTER: _("after")}.get(label, label)


def _columns(measure: Measure, by: str) -> list[Column]:
    is_table = context.current().mode == TABLE
    plain = [Column("won_deals", _("Won deals")), measure.money("slipped_value", _("Slipped value"))]
    return [
        Column("name", titled(by), is_wide=True),
        *report_shapes.currency_column(measure),
        Column("deals", _("Open"), is_number=True),
        measure.money("committed", _("Committed"), is_extra=True),
        measure.money("weighted", _("Weighted")),
        measure.money("best", _("Best"), is_extra=True),
        measure.money("won", _("Won")),
        Column("slipped", _("Slipped"), lambda row: str(row["slipped"] or "") if is_table else str(row["slipped"]),
               is_number=True),
        *([] if is_table else plain),
        *report_shapes.bar_column(),
    ]  # fmt: skip
