"""What the reports say in sentences, by whichever face: totals, how a funnel ended, pace and gap, what is lacking.

Pure: figures of the store go in, words come out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import dates, day_heads, glyphs, report_days, report_figures
from crmcli.i18n import _, ngettext
from crmcli.store.reports import funnels, velocities

if TYPE_CHECKING:
    from crmcli.report_days import Days
    from crmcli.store.deal_sums import Home
    from crmcli.store.goals import Progress
    from crmcli.store.money_goals import Standing
    from crmcli.store.reports.cases import Span
    from crmcli.store.reports.funnels import Funnel
    from crmcli.store.reports.velocities import Equation, Velocity
    from crmcli.store.reports.worths import Worth
    from crmcli.store.shares import Report

NO_DEALS = _("There are no deals yet. crm deal add TITLE makes one.")
NO_GOALS = _("There are no goals yet. crm settings goal 50jt --per month sets one.")
NO_SHARES = _("No group has a share of your time yet. crm group edit NAME --share 60 gives it one.")
NOTHING_LOGGED = _("Nothing was logged in these days. crm log REF call --for 15m logs something.")
NOTHING_BEGAN = _("No deal began in these days.")
NOTHING_CLOSED = _("Nothing was closed in these days.")
NOTHING_WON = _("Nothing was won in these days.")
NOTHING_LOST = _("Nothing was lost in these days.")
NOTHING_EXPECTED = _("Nothing is expected to close, and nothing was won.")
NOTHING_STALLS = _("Nothing stalls.")


def heading(what: str, over: Span | Days) -> str:
    """What a report is of, and of which days: `Won, Sun 1 Nov 2026 to Mon 30 Nov 2026`."""
    return _("{what}, {days}").format(what=what, days=report_days.said(report_days.Days(over.first, over.last)))


def totals(weighed: Worth, what: str, *, is_open: bool = False) -> tuple[str, ...]:
    """What all is worth: how many, the sum of each currency, and all at home. Of no deals nothing is said."""
    if not weighed.deals:
        return ()
    counted = ngettext("{what}: {count} deal", "{what}: {count} deals", weighed.deals)
    sums = [report_figures.shown(each.value, each.currency) for each in weighed.sums if each.currency and each.value]
    said = glyphs.plain(" · ".join([counted.format(what=what, count=f"{weighed.deals:,}"), *sums]))
    if len([each for each in weighed.sums if each.currency]) < 2:
        return (said,)
    return said, in_home(weighed.home, is_open=is_open)


def in_home(found: Home, *, is_open: bool) -> str:
    """What deals are worth at home, by which rates; or which rates are lacking."""
    if found.value is None:
        return _("In {home}: no rate of {codes} is known; crm settings rate {code} N sets it.").format(
            home=found.currency, codes=", ".join(found.lacking), code=found.lacking[0]
        )
    said = _("≈ {amount} at today's rates") if is_open else _("≈ {amount}, each at the rate of its day")
    return glyphs.plain(said.format(amount=report_figures.shown(found.value, found.currency)))


def ended(funnel: Funnel) -> str:
    """How all deals of a funnel ended: `53 deals: 18 won, 13 lost, 22 open, 58% of the closed ones won`."""
    won, lost = len(funnel.ended(funnels.WON)), len(funnel.ended(funnels.LOST))
    said = ngettext("{count} deal", "{count} deals", len(funnel.created)).format(count=f"{len(funnel.created):,}")
    said += ": " + _("{won} won, {lost} lost, {open} open").format(
        won=f"{won:,}", lost=f"{lost:,}", open=f"{len(funnel.ended(funnels.OPEN)):,}"
    )
    if won + lost:
        said += ", " + _("{percent} of the closed ones won").format(percent=report_figures.percent(won, won + lost))
    return said + (", " + _("and {count} void").format(count=f"{len(funnel.void):,}") if funnel.void else "")


def days_to_a_win(found: Velocity) -> str:
    """How many days the won ones took; empty where none was won."""
    if found.cycle.median is None or found.cycle.most is None:
        return ""
    return _("Days to a win: {median} in the median, 8 of 10 within {most}, of {count} won").format(
        median=report_figures.days(found.cycle.median),
        most=report_figures.days(found.cycle.most),
        count=f"{found.cycle.count:,}",
    )


def equation(one: Equation) -> str:
    """What comes in a day in a currency, and of what that is made; empty where too little was closed."""
    if one.per_day is None:
        return ""
    return _("{per_day} a day: {deals} x {average} x {rate} won / {cycle} days").format(
        per_day=report_figures.about(one.per_day, one.currency),
        deals=ngettext("{count} open deal", "{count} open deals", len(one.open)).format(count=f"{len(one.open):,}"),
        average=report_figures.about(velocities.nearest(one.average) or 0, one.currency).partition(" ")[2],
        rate=report_figures.percent(len(one.won), len(one.won) + len(one.lost)),
        cycle=report_figures.days(one.cycle),
    )


def too_few(found: Velocity) -> str:
    """Of which currencies too little was closed to say what comes in a day; empty for none."""
    few = [one.currency for one in found.equations if one.per_day is None]
    if not few:
        return ""
    return _("What comes in a day in {codes} shows from {count} closed deals on, one of them won.").format(
        codes=", ".join(few), count=velocities.FEWEST
    )


def aim(standing: Standing) -> str:
    """A goal in money and its days: `IDR 50,000,000 of value a month, Sun 1 Nov 2026 to Mon 30 Nov 2026`."""
    goal = standing.goal
    return _("{aim} of {what} a {period}, {first} to {last}").format(
        aim=report_figures.shown(goal.amount, goal.currency),
        what=goal.of,
        period=goal.period,
        first=dates.shown(standing.first.isoformat()),
        last=dates.shown(standing.last.isoformat()),
    )


def standing_of(standing: Standing) -> tuple[str, ...]:
    """How far a goal in money is: pace, and what is still to be won; or the rate that is lacking."""
    code = standing.goal.currency
    if standing.ahead is None or standing.gap is None:
        lacking = _("No rate of {codes} is known; crm settings rate {code} N sets it.")
        return (lacking.format(codes=", ".join(standing.lacking), code=standing.lacking[0]),)
    said = (
        _("pace {amount} after {worked} of {working} working days: {by} ahead")
        if standing.ahead >= 0
        else _("pace {amount} after {worked} of {working} working days: {by} behind")
    )
    pace = said.format(
        amount=report_figures.about(standing.pace, code),
        worked=standing.worked,
        working=standing.working,
        by=report_figures.about(abs(standing.ahead), code),
    )
    return (pace, _gap(standing)) if standing.gap else (pace,)


def _gap(standing: Standing) -> str:
    code, gap = standing.goal.currency, standing.gap or 0
    said = _("gap {amount}").format(amount=report_figures.about(gap, code))
    if standing.weighted is None or not standing.open:
        return said
    return said + "; " + _("deals expected by then are worth {amount} weighted, {percent} of it").format(
        amount=report_figures.about(standing.weighted, code), percent=report_figures.percent(standing.weighted, gap)
    )  # fmt: skip


def activity_goal(progress: Progress) -> str:
    """A goal of activities: `calls a day`."""
    goal = progress.goal
    return _("{kind} a {period}").format(kind=day_heads.plural(goal.kind, goal.target), period=goal.period)


def time_heading(found: Report) -> str:
    """Of which days the shares of the time are, and what they are reckoned by."""
    days = report_days.said(report_days.Days(found.first, found.last))
    if found.by == "minutes":
        return _("{days}, by the minutes logged").format(days=days)
    return _("{days}, by touches, since no minutes were logged").format(days=days)


def time_notes(found: Report) -> tuple[str, ...]:
    """What is the matter with the shares of the time: more than all of it is promised, or nothing was logged."""
    said = []
    if found.wanted > 100:
        said.append(_("The shares of all groups are {total}% together.").format(total=found.wanted))
    if found.shares and all(share.difference is None for share in found.shares):
        said.append(NOTHING_LOGGED)
    return tuple(said)
