"""What the view of reports asks: the picture of a report, the deals behind a row, what there is to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import report_sentences
from crmcli.store import day_reading, deals, pipelines
from crmcli.store.reports import cases
from crmcli.tui import report_wishes as wishes
from crmcli.tui.gateway import (
    report_endings,
    report_funnels,
    report_goals,
    report_questions,
    report_velocities,
    report_works,
)
from crmcli.tui.report_pictures import Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from crmcli.dates.reader import Reader
    from crmcli.store.deals import Deal
    from crmcli.tui.gateway.connection import Moment, Reading
    from crmcli.tui.gateway.report_questions import Asked
    from crmcli.tui.report_wishes import Wish

_PICTURES: dict[str, Callable[[Asked], Picture]] = {
    wishes.FUNNEL: report_funnels.picture,
    wishes.VELOCITY: report_velocities.velocity,
    wishes.FORECAST: report_endings.forecast,
    wishes.WON: report_endings.won,
    wishes.LOST: report_endings.lost,
    wishes.STALLED: report_velocities.stalled,
    wishes.ACTIVITY: report_works.activity,
    wishes.SOURCES: report_funnels.parted,
    wishes.GOAL: report_goals.goal,
    wishes.TIME: report_works.time,
    wishes.WEEK: report_goals.week,
}
_WITHOUT_DEALS = (wishes.ACTIVITY, wishes.GOAL, wishes.TIME, wishes.WEEK)  # that tell something all the same


class Shown(NamedTuple):
    """A picture, with the line that asks for the same and the day on which it was asked for."""

    picture: Picture
    command: str
    today: date
    pipelines: list[str]


class Behind(NamedTuple):
    """The deals behind a row as the user reads them, and when that was."""

    deals: list[Deal]
    moment: Moment


def picture(reading: Reading, wish: Wish) -> Shown:
    """Returns a report as a picture. Raises NotFound for a pipeline, Invalid for a word of the query or for days."""
    asked = report_questions.asked(reading, wish)
    found = _PICTURES[wish.report](asked)
    if found.nothing and wish.report not in _WITHOUT_DEALS and not cases.is_any(reading.connection):
        found = Picture(found.heading, (), report_sentences.NO_DEALS)
    command = wishes.command(wish, reading.moment.today)
    return Shown(found, command, reading.moment.today, [each.name for each in pipelines.all_of(reading.connection)])


def behind(reading: Reading, deal_ids: Sequence[int]) -> Behind:
    """Returns deals in the order of the list of deals: the open ones first."""
    found = deals.listed(reading.connection, ids=list(deal_ids)) if deal_ids else []
    return Behind(found, reading.moment)


def reader(reading: Reading) -> tuple[Reader, date]:
    """Returns what reads days for this user, and the day it is."""
    return day_reading.whole(reading.connection, reading.moment.local), reading.moment.today
