"""What `crm report activity` answers: what was done, kind by kind, week by week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from crmcli import context, dates, day_heads, diagnostics
from crmcli.commands import report_requests, report_shapes
from crmcli.errors import NotFound
from crmcli.i18n import _
from crmcli.output import JSON, TABLE, Column
from crmcli.store.reports import cases, works

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.commands.report_requests import Asked
    from crmcli.store.reports.cases import Span
    from crmcli.store.reports.works import Done

_WEEKS = 12  # that it looks back, this one among them
_KINDS = 5  # that have a column of their own on a terminal


def write(asked: Asked) -> None:
    """Writes what was done."""
    by = asked.parted(works.BY, works.WEEK)
    connection = report_requests.reading()
    here = context.current()
    monday = here.today - timedelta(days=here.today.weekday())
    over = asked.days(connection, monday - timedelta(weeks=_WEEKS - 1), here.today)
    rows = _picked(asked, works.of(connection, asked.scope(connection), over, by))
    if asked.wants_deals:
        ids = {deal_id for each in rows for deal_id in each.deal_ids}
        report_requests.write_cases(cases.of_ids(connection, sorted(ids)))
        return
    if here.mode == JSON:
        here.output.document(_document(rows, over, by))
    else:
        if rows:
            report_shapes.heading(over, _("Done"))
        _write(rows, by)
    if not rows:
        diagnostics.narrate(_("Nothing was logged in these days. crm log REF call --for 15m logs something."))


def _picked(asked: Asked, rows: list[Done]) -> list[Done]:
    """The rows that are asked for. Raises NotFound for one that there is not."""
    found = [each for each in rows if not asked.row or each.label.startswith(asked.row)]
    if rows and not found:
        raise NotFound(
            _("There is no row '{name}' in this report.").format(name=asked.row[:40]),
            _("There is: {all}.").format(all=report_requests.listed([each.label for each in rows])),
        )
    return found


def _document(rows: Sequence[Done], over: Span, by: str) -> dict[str, Any]:
    return {
        "report": "activity",
        "from": over.first.isoformat(),
        "to": over.last.isoformat(),
        "by": by,
        "rows": [
            {
                by: each.label,
                "count": each.count,
                "kinds": each.kinds,
                "reached": each.reached,
                "missed": each.missed,
                "minutes": each.minutes,
                "deals": len(each.deal_ids),
            }
            for each in rows
        ],
        "total": {"count": sum(each.count for each in rows), "kinds": _kinds(rows)},
    }


def _kinds(rows: Sequence[Done]) -> dict[str, int]:
    """How often each kind, the most frequent first."""
    found: dict[str, int] = {}
    for row in rows:
        for kind, count in row.kinds.items():
            found[kind] = found.get(kind, 0) + count
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def _write(rows: Sequence[Done], by: str) -> None:
    here = context.current()
    is_table = here.mode == TABLE
    kinds = list(_kinds(rows)) if by != works.KIND else []
    kinds = kinds[:_KINDS] if is_table else kinds
    lines: list[dict[str, Any]] = [
        {
            "label": _shown(each.label, by) if is_table else each.label,
            "count": each.count,
            **{f"kind {kind}": each.kinds.get(kind, 0) for kind in kinds},
            "reached": each.reached,
            "missed": each.missed,
            "minutes": each.minutes,
            "deals": len(each.deal_ids),
        }
        for each in rows
    ]
    report_shapes.bars(lines, lambda line: int(line["reached"]), "count")
    here.output.listing(lines, _columns(by, kinds))


def _shown(label: str, by: str) -> str:
    return dates.shown(label) if by == works.WEEK else label


def _columns(by: str, kinds: Sequence[str]) -> list[Column]:
    title = {works.WEEK: _("Week of"), works.MONTH: _("Month"), works.KIND: _("Kind")}[by]
    return [
        Column("label", title, is_wide=True),
        Column("count", _("All"), is_number=True),
        *(Column(f"kind {kind}", day_heads.plural(kind, 2), is_number=True) for kind in kinds),
        Column("reached", _("Reached"), is_number=True),
        Column("missed", _("Missed"), is_number=True, is_extra=True),
        Column("minutes", _("Minutes"), is_number=True, is_extra=True),
        Column("deals", _("Deals"), is_number=True, is_extra=True),
        *report_shapes.bar_column(),
    ]
