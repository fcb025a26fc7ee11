"""The goals that a day is told with: how far along those of activities and those in money are.

What goals in money ask for takes long to load, and so it is loaded only where there are any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli import day_heads
from crmcli.i18n import _
from crmcli.store import goals

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from crmcli.store.goals import Progress
    from crmcli.store.money_goals import Standing


class Goals(NamedTuple):
    """How far along the goals are in the periods in which a day lies."""

    activities: Sequence[Progress] = ()
    money: Sequence[Standing] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there are none."""
        return not self.activities and not self.money

    @property
    def of_deals(self) -> Goals:
        """Those in money alone."""
        return self._replace(activities=())


def of(connection: sqlite3.Connection, today: date) -> Goals:
    """Returns how far along each goal is on a day."""
    return Goals(goals.progress(connection, today), _in_money(connection, today))


def in_words(found: Goals) -> list[str]:
    """Each goal in a few words: `calls 4 of 20`, `won IDR 12,000,000 of 50,000,000 this month (pace …, gap …)`."""
    return [*map(day_heads.goal_in_words, found.activities), *map(_of_money, found.money)]


def as_rows(found: Goals) -> dict[str, list[dict[str, Any]]]:
    """The goals of activities and those in money as their documented JSON."""
    activities: list[dict[str, Any]] = []
    money: list[dict[str, Any]] = []
    if found.activities:
        from crmcli.commands import goal_answers

        activities = [goal_answers.as_row(goal, done) for goal, done in found.activities]
    if found.money:
        from crmcli.commands import report_goal

        money = [report_goal.as_row(each) for each in found.money]
    return {"goals": activities, "money_goals": money}


def _in_money(connection: sqlite3.Connection, today: date) -> list[Standing]:
    if not goals.are_in_money(connection):
        return []
    from crmcli.store import money_goals
    from crmcli.store.reports import cases

    return money_goals.standings(connection, cases.Scope(), today, cases.span(connection, today, today))


def _of_money(standing: Standing) -> str:
    """`won IDR 12,000,000 of 50,000,000 this month (pace 30,000,000, gap 38,000,000)`."""
    from crmcli.commands import report_shapes
    from crmcli.store import money_goals

    goal = standing.goal
    what = _("won") if goal.of == money_goals.VALUE else _("commission")
    if standing.actual is None or standing.gap is None:
        lacking = _("no rate of {codes} is known").format(codes=", ".join(standing.lacking))
        aim = report_shapes.about(goal.amount, goal.currency)
        return f"{what} {_('? of {aim}').format(aim=aim)} {_period(goal.period)} ({lacking})"
    done = report_shapes.about(standing.actual, goal.currency)
    aim, pace, gap = (_figures(each, goal.currency) for each in (goal.amount, standing.pace, standing.gap))
    said = f"{what} {_('{done} of {aim}').format(done=done, aim=aim)} {_period(goal.period)}"
    if not standing.gap:
        return f"{said} ({_('reached')})"
    return f"{said} ({_('pace {pace}, gap {gap}').format(pace=pace, gap=gap)})"


def _figures(minor: int, currency: str) -> str:
    """An amount without its currency, none as well."""
    from crmcli.commands import report_shapes

    return report_shapes.about(minor, currency).partition(" ")[2]


def _period(period: str) -> str:
    return {
        "week": _("this week"), "month": _("this month"), "quarter": _("this quarter"), "year": _("this year"),
    }[period]  # fmt: skip
