"""What `crm report won` and `crm report lost` answer: how much of each month or reason, and to whom it was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context
from crmcli.commands import report_requests, report_shapes
from crmcli.commands.report_shapes import COMMISSION, VALUE, Measure
from crmcli.commands.report_sources import titled
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE, Column
from crmcli.store.reports import breakdowns, cases, endings, velocities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.commands.report_requests import Asked
    from crmcli.store.reports.breakdowns import Row
    from crmcli.store.reports.worths import Scales

WON_BY = (
    breakdowns.MONTH, breakdowns.SOURCE, breakdowns.GROUP, breakdowns.STAGE, breakdowns.TAG, breakdowns.PIPELINE,
    breakdowns.CONTACT, breakdowns.COMPANY,
)  # fmt: skip
LOST_BY = (breakdowns.REASON, *WON_BY)


def won(asked: Asked) -> None:
    """Writes what was won."""
    _report(asked, cases.WON, asked.parted(WON_BY, breakdowns.MONTH))


def lost(asked: Asked) -> None:
    """Writes what was lost, and to whom."""
    _report(asked, cases.LOST, asked.parted(LOST_BY, breakdowns.REASON))


def _report(asked: Asked, outcome: str, by: str) -> None:
    connection = report_requests.reading()
    over, scope = asked.last_months(connection), asked.scope(connection)
    rows = endings.of(connection, scope, over, outcome, by)
    if asked.wants_deals:
        report_requests.write_deals(asked, rows)
        return
    rows = report_requests.picked(asked, rows)
    rivals = endings.rivals(connection, scope, over) if outcome == cases.LOST else []
    weighing = report_shapes.scales(connection)
    if report_shapes.is_json():
        document = report_shapes.head(outcome, over, by, weighing)
        context.current().output.document(document | _body(rows, rivals, weighing, by, outcome))
    else:
        if rows:
            report_shapes.heading(over, _("Won") if outcome == cases.WON else _("Lost"))
        _write(rows, weighing, by, outcome)
        _write_rivals(rivals)
    if not rows:
        nothing = _("Nothing was won in these days.") if outcome == cases.WON else _("Nothing was lost in these days.")
        report_requests.narrate_nothing(connection, nothing)


def _body(rows: Sequence[Row], rivals: Sequence[Row], weighing: Scales, by: str, outcome: str) -> dict[str, Any]:
    every = breakdowns.union(each.deals for each in rows)
    found: dict[str, Any] = {
        "rows": [_as_row(each, weighing, by, len(every)) for each in rows],
        "total": report_shapes.worth(weighing.weigh(every)) | {"cycle": _cycle(every)},
    }
    if outcome == cases.LOST:
        found["competitors"] = [
            {"competitor": each.label, **report_shapes.worth(weighing.weigh(each.deals))} for each in rivals
        ]
    return found


def _as_row(row: Row, weighing: Scales, by: str, of: int) -> dict[str, Any]:
    return {
        by: row.label,
        **report_shapes.worth(weighing.weigh(row.deals)),
        "percent": report_shapes.percent(len(row.deals), of),
        "cycle": _cycle(row.deals),
    }


def _cycle(found: Sequence[cases.Case]) -> dict[str, str | None]:
    """From the beginning to the end, in days."""
    times = velocities.times([each.cycle for each in found])
    return {"median": report_shapes.plain_days(times.median), "most": report_shapes.plain_days(times.most)}


def _write(rows: Sequence[Row], weighing: Scales, by: str, outcome: str) -> None:
    here = context.current()
    measure = Measure(weighing, rows)
    every = breakdowns.union(each.deals for each in rows)
    lines: list[dict[str, Any]] = []
    for row in rows:
        for code, cells in measure.lines(row):
            found = cells[endings.DEALS]
            lines.append({
                "name": report_requests.named(row) if here.mode == TABLE else row.label or "",
                "currency": code,
                "deals": len(found),
                "percent": report_shapes.whole_percent(len(found), len(every)),
                "value": measure.total(found, code, VALUE),
                "commission": measure.total(found, code, COMMISSION),
            })  # fmt: skip
    bar = "value" if outcome == cases.WON else "deals"
    report_shapes.bars(lines, lambda line: int(line[bar]), bar, is_money=outcome == cases.WON)
    here.output.listing(report_shapes.listed(lines, "name"), _columns(measure, by, outcome))
    if rows:
        report_shapes.totals(weighing.weigh(every), _("Won") if outcome == cases.WON else _("Lost"))


def _columns(measure: Measure, by: str, outcome: str) -> list[Column]:
    is_won, is_table = outcome == cases.WON, context.current().mode == TABLE
    earned = measure.money("commission", measure.title(_("Commission")), is_extra=True)
    return [
        Column("name", titled(by), is_wide=True),
        *report_shapes.currency_column(measure),
        Column("deals", _("Deals"), is_number=True),
        *([] if is_won or not is_table else [Column("percent", _("%"), is_number=True)]),
        measure.money("value", measure.title(_("Value"))),
        *([earned] if is_won else []),
        *report_shapes.bar_column(),
    ]


def _write_rivals(rivals: Sequence[Row]) -> None:
    """Says on a terminal to whom deals were lost."""
    here = context.current()
    if here.mode != TABLE or not rivals:
        return
    said = [
        ngettext("{name} {count} deal", "{name} {count} deals", len(each.deals)).format(
            name=report_requests.cut(each.label or ""), count=f"{len(each.deals):,}"
        )
        for each in rivals
    ]
    here.output.sentence(_("Lost to: {names}").format(names=", ".join(said)))
