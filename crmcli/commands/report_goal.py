"""What `crm report goal` answers: how far along each goal is, in money and in activities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, dates, day_heads, diagnostics, glyphs
from crmcli.commands import goal_answers, report_requests, report_shapes
from crmcli.i18n import _
from crmcli.output import JSON, TABLE, Column
from crmcli.store import goals, money_goals
from crmcli.store.reports.breakdowns import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.commands.report_requests import Asked
    from crmcli.store.goals import Progress
    from crmcli.store.money_goals import Standing

_PLAIN = (
    "of", "period", "from", "to", "currency", "aim", "actual", "percent", "pace", "ahead", "gap", "won", "open",
    "weighted", "covers", "reached",
)  # fmt: skip


def write(asked: Asked) -> None:
    """Writes how each goal stands in the present period, or in those of the days that are asked for."""
    by = asked.parted(money_goals.PERIODS, "")
    if by:
        from crmcli.commands import report_goal_periods

        report_goal_periods.write(asked, by)
        return
    connection = report_requests.reading()
    here = context.current()
    over = asked.days(connection, here.today, here.today)
    found = money_goals.standings(connection, asked.scope(connection), here.today, over)
    rows = [_row(each) for each in found]
    if asked.wants_deals:
        report_requests.write_deals(asked, rows)
        return
    chosen = {each.label for each in report_requests.picked(asked, rows)} if found else set()
    found = [each for each in found if _row(each).label in chosen]
    others = [] if asked.query or asked.pipeline or asked.row else goals.progress(connection, here.today)
    if here.mode == JSON:
        here.output.document(
            {
                "report": "goal",
                "goals": [as_row(each) for each in found],
                "activities": [goal_answers.as_row(*each) for each in others],
            }
        )
    else:
        _write(found, others)
    if not found and not others:
        diagnostics.narrate(_("There are no goals yet. crm settings goal 50jt --per month sets one."))


def _row(standing: Standing) -> Row:
    """The row by which its deals are asked for: `value month 2026-11-01`."""
    goal = standing.goal
    label = f"{goal.of} {goal.period} {standing.first.isoformat()}"
    return Row(label, {"won": standing.won, "open": standing.open})


def as_row(standing: Standing) -> dict[str, Any]:
    """How a goal stands, as its documented JSON."""
    code = standing.goal.currency
    return {
        "of": standing.goal.of,
        "period": standing.goal.period,
        "from": standing.first.isoformat(),
        "to": standing.last.isoformat(),
        "aim": report_shapes.amount(standing.goal.amount, code),
        "actual": report_shapes.amount(standing.actual, code),
        "percent": None if standing.actual is None else report_shapes.percent(standing.actual, standing.goal.amount),
        "pace": report_shapes.amount(standing.pace, code),
        "ahead": report_shapes.amount(standing.ahead, code),
        "gap": report_shapes.amount(standing.gap, code),
        "won": len(standing.won),
        "open": len(standing.open),
        "weighted": report_shapes.amount(standing.weighted, code),
        "covers": _covers(standing),
        "working_days": standing.working,
        "worked_days": standing.worked,
        "lacking": list(standing.lacking),
        "reached": standing.is_reached,
    }


def _covers(standing: Standing) -> str | None:
    """How much of the gap what is expected would fill, in percent; None where there is no gap."""
    if not standing.gap or standing.weighted is None:
        return None
    return report_shapes.percent(standing.weighted, standing.gap)


def _write(found: Sequence[Standing], others: Sequence[Progress]) -> None:
    here = context.current()
    if here.mode != TABLE:
        write_plain(found)
        return
    for number, each in enumerate(found):
        if number:
            here.output.text("\n")
        _tell(each)
    if others:
        if found:
            here.output.text("\n")
        for goal, done in others:
            here.output.sentence(
                _("{kind} {done} of {count} a {period}").format(
                    kind=day_heads.plural(goal.kind, goal.target),
                    done=f"{done:,}",
                    count=f"{goal.target:,}",
                    period=goal.period,
                )
            )


def _tell(standing: Standing) -> None:
    """One goal in a few lines: where it stands, its pace, and what would fill the gap."""
    output, code = context.current().output, standing.goal.currency
    output.sentence(
        _("{aim} of {what} a {period}, {first} to {last}").format(
            aim=report_shapes.shown(standing.goal.amount, code),
            what=standing.goal.of,
            period=standing.goal.period,
            first=dates.shown(standing.first.isoformat()),
            last=dates.shown(standing.last.isoformat()),
        )
    )
    if standing.actual is None or standing.gap is None or standing.ahead is None:
        lacking = _("No rate of {codes} is known; crm settings rate {code} N sets it.").format(
            codes=", ".join(standing.lacking), code=standing.lacking[0]
        )
        output.sentence(f"  {lacking}")
        return
    bar = glyphs.bar(min(standing.actual, standing.goal.amount), standing.goal.amount, standing.goal.amount, 30)
    percent = report_shapes.whole_percent(standing.actual, standing.goal.amount)
    won = _("{amount} won, {percent}").format(amount=report_shapes.about(standing.actual, code), percent=percent)
    output.sentence(f"  {bar} {won}")
    output.sentence("  " + _pace(standing))
    if standing.gap:
        output.sentence("  " + _gap(standing))


def _pace(standing: Standing) -> str:
    ahead = standing.ahead or 0
    said = _("pace {amount} after {worked} of {working} working days: {by} ahead") if ahead >= 0 else _(
        "pace {amount} after {worked} of {working} working days: {by} behind"
    )  # fmt: skip
    code = standing.goal.currency
    return said.format(
        amount=report_shapes.about(standing.pace, code),
        worked=standing.worked,
        working=standing.working,
        by=report_shapes.about(abs(ahead), code),
    )


def _gap(standing: Standing) -> str:
    code, gap = standing.goal.currency, standing.gap or 0
    said = _("gap {amount}").format(amount=report_shapes.about(gap, code))
    if standing.weighted is None or not standing.open:
        return said
    return said + "; " + _("deals expected by then are worth {amount} weighted, {percent} of it").format(
        amount=report_shapes.about(standing.weighted, code),
        percent=report_shapes.whole_percent(standing.weighted, gap),
    )  # fmt: skip


def write_plain(found: Sequence[Standing]) -> None:
    """A line for each standing, for pipes and spreadsheets."""
    context.current().output.listing([_plain(each) for each in found], [Column(key, key) for key in _PLAIN])


def _plain(standing: Standing) -> dict[str, Any]:
    row = as_row(standing)
    return {**{key: value["amount"] if isinstance(value, dict) else value for key, value in row.items()},
            "currency": standing.goal.currency}  # fmt: skip
