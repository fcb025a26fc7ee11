"""What can be asked of the reports: which there are, of which days, parted how; and the line for it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from crmcli import report_days
from crmcli.i18n import _
from crmcli.store.reports import breakdowns, works
from crmcli.tui import command_lines

if TYPE_CHECKING:
    from datetime import date

    from crmcli.report_days import Days

FUNNEL, VELOCITY, FORECAST, WON, LOST = "funnel", "velocity", "forecast", "won", "lost"
STALLED, ACTIVITY, SOURCES, GOAL, TIME, WEEK = "stalled", "activity", "sources", "goal", "time", "week"
USUAL, THIS_MONTH, LAST_MONTH, THIS_QUARTER, THIS_YEAR, LAST_12, OWN = (
    "", "month", "last-month", "quarter", "year", "12-months", "own"
)  # fmt: skip
_ENDED_BY = (
    breakdowns.MONTH, breakdowns.SOURCE, breakdowns.GROUP, breakdowns.STAGE, breakdowns.TAG, breakdowns.PIPELINE
)  # fmt: skip
_BEGUN_BY = (breakdowns.SOURCE, breakdowns.MONTH, breakdowns.GROUP, breakdowns.TAG, breakdowns.PIPELINE)
_STALLED_BY = (breakdowns.STAGE, breakdowns.SOURCE, breakdowns.GROUP, breakdowns.TAG, breakdowns.PIPELINE)
_FUNNEL_BY = ("", breakdowns.MONTH, breakdowns.SOURCE, breakdowns.GROUP, breakdowns.TAG, breakdowns.PIPELINE)


class Report(NamedTuple):
    """A report by its name on the line. `by` is by what it can be parted, the usual first; none where by nothing."""

    name: str
    by: tuple[str, ...] = ()
    has_days: bool = True
    is_of_deals: bool = True  # of a query and of a pipeline


REPORTS = (
    Report(FUNNEL, _FUNNEL_BY),
    Report(VELOCITY),
    Report(FORECAST, _ENDED_BY),
    Report(WON, _ENDED_BY),
    Report(LOST, (breakdowns.REASON, *_ENDED_BY)),
    Report(STALLED, _STALLED_BY, has_days=False),
    Report(ACTIVITY, works.BY),
    Report(SOURCES, _BEGUN_BY),
    Report(GOAL),
    Report(TIME, is_of_deals=False),
    Report(WEEK, is_of_deals=False),
)


class Period(NamedTuple):
    """The days that are asked for, by name; `days` are one's own."""

    name: str = USUAL
    days: Days | None = None


NO_PERIOD = Period()


@dataclass(frozen=True, slots=True)
class Wish:
    """A report as it is asked for. `by` is empty for the usual, `pipeline` for all of them."""

    report: str = FUNNEL
    period: Period = NO_PERIOD
    by: str = ""
    words: tuple[str, ...] = ()
    pipeline: str = ""

    @property
    def parted(self) -> str:
        """By what it is parted; empty for the funnel itself, and for reports that are not."""
        allowed = known(self.report).by
        return self.by if self.by in allowed else allowed[0] if allowed else ""

    def days(self, today: date) -> Days:
        """The days it is of."""
        chosen = _named(self.period, today) or _usual(self.report, today)
        if self.report in (TIME, WEEK) and chosen.last > today:
            return report_days.Days(min(chosen.first, today), today)
        return chosen


@cache
def known(name: str) -> Report:
    """Returns the report of a name. Raises KeyError for none."""
    return {each.name: each for each in REPORTS}[name]


def has_columns(name: str) -> bool:
    """Whether the line can list the deals of one number of a row."""
    return name in (FUNNEL, VELOCITY, FORECAST, SOURCES, GOAL)


def called(name: str) -> str:
    """Returns what a report is called."""
    return {
        FUNNEL: _("Funnel"),
        VELOCITY: _("Velocity"),
        FORECAST: _("Forecast"),
        WON: _("Won"),
        LOST: _("Lost"),
        STALLED: _("Stalled"),
        ACTIVITY: _("Activity"),
        SOURCES: _("Sources"),
        GOAL: _("Goals"),
        TIME: _("Time"),
        WEEK: _("Week"),
    }[name]


def part_called(by: str) -> str:
    """Returns the title of the column that says what a row is of."""
    return {
        breakdowns.MONTH: _("Month"),
        breakdowns.SOURCE: _("Source"),
        breakdowns.GROUP: _("Group"),
        breakdowns.STAGE: _("Stage"),
        breakdowns.REASON: _("Reason"),
        breakdowns.TAG: _("Tag"),
        breakdowns.PIPELINE: _("Pipeline"),
        works.WEEK: _("Week of"),
        works.KIND: _("Kind"),
        "": _("Stage"),
    }[by]


def period_called(period: Period) -> str:
    """Returns what a period is called; empty for the usual one."""
    return {
        OWN: _("own days"),
        THIS_MONTH: _("this month"),
        LAST_MONTH: _("last month"),
        THIS_QUARTER: _("this quarter"),
        THIS_YEAR: _("this year"),
        LAST_12: _("last 12 months"),
    }.get(period.name, "")


def command(
    wish: Wish, today: date, *, row: str = "", column: str = "", is_deals: bool = False, csv: bool = False
) -> str:
    """Returns the line that asks for the same, or for the deals of a row or a number of it."""
    about = known(wish.report)
    days = wish.days(today) if about.has_days and wish.period.name != USUAL else None
    first, last = _written(days, by_month=about.is_of_deals) if days else ("", "")
    usual = about.by[0] if about.by else ""
    words = wish.words if about.is_of_deals else ()
    return command_lines.crm(
        f"report {wish.report}",
        *words,
        from_=first,
        to=last,
        by=wish.parted if wish.parted != usual else "",
        pipeline=wish.pipeline if about.is_of_deals else "",
        deals=is_deals,
        row=row,
        column=column,
        csv=csv,
    )


def _named(period: Period, today: date) -> Days | None:
    if period.name == OWN:
        return period.days
    make = {
        THIS_MONTH: lambda: report_days.month(today),
        LAST_MONTH: lambda: report_days.month(today, -1),
        THIS_QUARTER: lambda: report_days.quarter(today),
        THIS_YEAR: lambda: report_days.year(today),
        LAST_12: lambda: report_days.months_back(today),
    }.get(period.name)
    return make() if make else None


def _usual(report: str, today: date) -> Days:
    from crmcli.store import shares

    if report == FORECAST:
        return report_days.months_ahead(today)
    if report == ACTIVITY:
        return report_days.weeks_back(today)
    if report == GOAL:
        return report_days.Days(today, today)
    if report == WEEK:
        return report_days.weeks_back(today, 1)
    if report == TIME:
        return report_days.days_back(today, shares.PERIOD)
    return report_days.months_back(today)


def _written(days: Days, *, by_month: bool) -> tuple[str, str]:
    """The days as the line takes them: whole months by their name."""
    if by_month and days.first.day == 1 and report_days.month(days.last).last == days.last:
        return f"{days.first:%Y-%m}", f"{days.last:%Y-%m}"
    return days.first.isoformat(), days.last.isoformat()
