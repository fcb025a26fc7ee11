"""What `crm report goal --by` answers: a line for each week, month, quarter or year, and whether its goal was reached.

A goal is the one of today, also for what is long over: what it used to be is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import context, diagnostics, glyphs
from crmcli.commands import report_goal, report_requests, report_shapes
from crmcli.i18n import _
from crmcli.output import TABLE, Column
from crmcli.store import money_goals
from crmcli.store.reports.breakdowns import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.commands.report_requests import Asked
    from crmcli.store.money_goals import Standing

_MONTH = len("2026-11")


def write(asked: Asked, by: str) -> None:
    """Writes how the goals of one period stood in the last twelve months, or in the days that are asked for."""
    connection = report_requests.reading()
    over = asked.last_months(connection)
    found = money_goals.standings(connection, asked.scope(connection), context.current().today, over, by)
    rows = [Row(_label(each), {"won": each.won, "open": each.open}) for each in found]
    if asked.wants_deals:
        report_requests.write_deals(asked, rows)
        return
    chosen = {each.label for each in report_requests.picked(asked, rows)} if found else set()
    found = [each for each in found if _label(each) in chosen]
    if report_shapes.is_json():
        goals = [report_goal.as_row(each) for each in found]
        context.current().output.document({"report": "goal", "by": by, "goals": goals, "activities": []})
    elif context.current().mode == TABLE:
        _write(found, by)
    else:
        report_goal.write_plain(found)
    if not found:
        diagnostics.narrate(
            _("There is no goal in money for a {period}. crm settings goal 50jt --per {period} sets one.").format(
                period=by
            )
        )


def _label(standing: Standing) -> str:
    """The name of a row: `2026-11 value`, `2026-11-23 value` for a week."""
    day = standing.first.isoformat()
    return f"{day[:_MONTH] if standing.goal.period != 'week' else day} {standing.goal.of}"


def _write(found: Sequence[Standing], by: str) -> None:
    here = context.current()
    several = len({each.goal.of for each in found}) > 1
    lines = [
        {
            "name": _label(each) if several else _label(each).partition(" ")[0],
            "aim": report_shapes.about(each.goal.amount, each.goal.currency),
            "actual": report_shapes.about(each.actual, each.goal.currency),
            "percent": "" if each.actual is None else report_shapes.whole_percent(each.actual, each.goal.amount),
            "reached": _reached(each),
            "bar": _bar(each),
        }
        for each in found
    ]
    here.output.listing(
        lines,
        [
            Column("name", _("{period} from").format(period=by.capitalize()) if by != "month" else _("Month")),
            Column("aim", _("Goal"), is_number=True),
            Column("actual", _("Won"), is_number=True),
            Column("percent", _("%"), is_number=True),
            Column("reached", _("Reached")),
            *report_shapes.bar_column(),
        ],
    )


def _reached(standing: Standing) -> str:
    if standing.is_reached is None:
        return _("no rate of {codes}").format(codes=", ".join(standing.lacking))
    if standing.is_reached:
        return _("yes")
    return _("not yet") if standing.last >= context.current().today else _("no")


def _bar(standing: Standing) -> str:
    aim = standing.goal.amount
    return glyphs.bar(min(standing.actual or 0, aim), aim, aim, report_shapes.CELLS)
