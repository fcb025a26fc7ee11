"""What `crm report stalled` answers: the deals that stall, by stage, the one that stands longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, dates
from crmcli.commands import deal_columns, deal_shapes, report_requests, report_shapes
from crmcli.commands.report_sources import titled
from crmcli.i18n import _
from crmcli.output import IDS, TABLE, Column
from crmcli.store import deal_states
from crmcli.store.reports import breakdowns, stalls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.commands.report_requests import Asked
    from crmcli.store.reports.breakdowns import Row
    from crmcli.store.reports.stalls import Stalled
    from crmcli.store.reports.worths import Scales

BY = (
    breakdowns.STAGE, breakdowns.SOURCE, breakdowns.GROUP, breakdowns.TAG, breakdowns.PIPELINE,
    breakdowns.CONTACT, breakdowns.COMPANY,
)  # fmt: skip


def write(asked: Asked) -> None:
    """Writes what stalls."""
    by = asked.parted(BY, breakdowns.STAGE)
    connection = report_requests.reading()
    here = context.current()
    found = stalls.of(connection, asked.scope(connection), by, here.now, here.today)
    rows = report_requests.picked(asked, found.rows)
    weighing = report_shapes.scales(connection)
    if asked.is_deals or here.mode == IDS:
        report_requests.write_deals(asked, rows)
        return
    if report_shapes.is_json():
        here.output.document(report_shapes.head("stalled", None, by, weighing) | _body(rows, found, weighing, by))
    else:
        _write(rows, found, weighing, by)
    if not rows:
        report_requests.narrate_nothing(connection, _("Nothing stalls."))


def _write(rows: Sequence[Row], found: Stalled, weighing: Scales, by: str) -> None:
    here = context.current()
    if rows and here.mode == TABLE:
        here.output.sentence(_("Stalled on {day}").format(day=dates.shown(here.today.isoformat())))
    here.output.listing(report_shapes.listed(_lines(rows, found), "name"), _columns(by))
    every = weighing.weigh(breakdowns.union(each.deals for each in rows))
    report_shapes.totals(every, _("At stake"), is_open=True)


def _body(rows: Sequence[Row], found: Stalled, weighing: Scales, by: str) -> dict[str, Any]:
    every = breakdowns.union(each.deals for each in rows)
    return {
        "rows": [
            {
                by: row.label,
                **report_shapes.worth(weighing.weigh(row.cells[stalls.DEALS])),
                "list": [deal_shapes.as_row(found.deals[each.id]) for each in row.cells[stalls.DEALS]],
            }
            for row in rows
        ],
        "total": report_shapes.worth(weighing.weigh(every)),
    }


def _lines(rows: Sequence[Row], found: Stalled) -> Iterator[dict[str, Any]]:
    """A line for each deal, under the name of its row."""
    now = context.current().now
    stalled = [(row, found.deals[case.id]) for row in rows for case in row.cells[stalls.DEALS]]
    for (row, deal), told in zip(stalled, deal_columns.rows(deal for _row, deal in stalled), strict=True):
        quiet = deal_states.quiet_days(deal, now)
        over = quiet - (deal.stale_after_days or 0)
        yield {**told, "name": report_requests.named(row), "quiet": quiet, "over": over}


def _columns(by: str) -> list[Column]:
    shown = {each.key: each for each in deal_columns.columns()}
    due = [] if context.current().mode == TABLE else ["currency", "next_due"]
    kept = [shown[key] for key in ("id", "title", "contact", "value", *due, "next")]
    quiet = Column("quiet", _("Quiet days"), is_number=True)
    over = Column("over", _("Over by"), is_number=True, is_extra=True)
    return [Column("name", titled(by), is_wide=True), *kept[:2], quiet, over, *kept[2:]]
