"""The pictures of how far along the goals are, and of a week's work."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from crmcli import (
    activity_sentences,
    dates,
    day_heads,
    day_words,
    glyphs,
    report_days,
    report_figures,
    report_sentences,
)
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import goals, money_goals, weeks
from crmcli.tui import charts
from crmcli.tui.gateway import report_questions as questions
from crmcli.tui.report_pictures import Block, Column, Entry, Picture, bar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.store.followups import Followup
    from crmcli.store.goals import Progress
    from crmcli.store.money_goals import Standing
    from crmcli.store.weeks import GoalKept, Met, Week
    from crmcli.tui.gateway.report_questions import Asked

_MOST_DAYS = 366  # of a week's report


def goal(asked: Asked) -> Picture:
    """Returns how each goal stands, in money and in activities, with the mark where it should be by now."""
    moment, wish = asked.moment, asked.wish
    found = money_goals.standings(asked.connection, asked.scope, moment.today, asked.over)
    others = [] if wish.words or wish.pipeline else goals.progress(asked.connection, moment.today)
    blocks = [_money(each) for each in found]
    if others:
        entries = tuple(_activities(each) for each in others)
        blocks.append(Block(_("Activities"), (Column(_("Done")), Column(_("Aim")), Column("%", 1)), entries))
    heading = report_sentences.heading(_("Goals"), asked.over)
    return Picture(heading, tuple(blocks), "" if blocks else report_sentences.NO_GOALS)


def _money(standing: Standing) -> Block:
    aim, code = standing.goal, standing.goal.currency
    actual = standing.actual or 0
    entry = Entry(
        _("won"),
        charts.Figure(charts.GAUGE, (actual,), (charts.MAIN,), aim.amount, standing.pace),
        (report_figures.about(actual, code).partition(" ")[2], report_figures.percent(actual, aim.amount)),
        {"won": questions.ids(standing.won), "open": questions.ids(standing.open)},
        f"{aim.of} {aim.period} {standing.first.isoformat()}",
    )
    known = standing.actual is not None
    return Block(
        columns=(Column(code), Column("%")),
        entries=(entry,) if known else (),
        title=report_sentences.aim(standing),
        legend=((charts.PACE, _("where it should be by now")),) if known and standing.pace < aim.amount else (),
        notes=report_sentences.standing_of(standing),
    )


def _activities(progress: Progress) -> Entry:
    target, done = progress.goal.target, progress.done
    return Entry(
        report_sentences.activity_goal(progress),
        charts.Figure(charts.GAUGE, (done,), (charts.MAIN,), target),
        (f"{done:,}", f"{target:,}", report_figures.percent(done, target)),
    )


def week(asked: Asked) -> Picture:
    """Returns the work of some days: what was done, whom one met, promises kept, made and late, and what comes."""
    first, last = asked.over.first, asked.over.last
    if (last - first).days >= _MOST_DAYS:
        raise Invalid(_("A report is of 1 to {most} days, the first before the last.").format(most=_MOST_DAYS))
    found = weeks.of(asked.connection, first, last, asked.moment.local)
    blocks = [each for each in (_done(found), *_lists(asked, found)) if each.entries or each.notes]
    is_one = first.isocalendar()[:2] == last.isocalendar()[:2]
    days = report_days.said(report_days.Days(first, last))
    heading = _("Week {number}: {days}").format(number=first.isocalendar().week, days=days) if is_one else days
    return Picture(heading, tuple(blocks))


def _done(found: Week) -> Block:
    entries = [
        Entry(
            day_heads.plural(each.kind, each.total),
            bar(each.reached, each.total - each.reached - each.missed, each.missed),
            (f"{each.total:,}", str(each.reached or ""), str(each.missed or ""), str(each.minutes or "")),
        )
        for each in found.kinds
    ]
    return Block(
        _("Done"),
        (Column(_("All")), Column(_("Reached")), Column(_("Missed"), 2), Column(_("Minutes"), 1)),
        tuple(entries),
        legend=((charts.MAIN, _("reached")), (charts.SECOND, _("neither")), (charts.REST, _("missed")))
        if entries
        else (),
        notes=(*(() if entries else (_("Nothing was logged."),)), *map(_kept, found.goals)),
    )


def _kept(each: GoalKept) -> str:
    goal, done, of = each
    aim = _("{count} {kind} a {period}").format(
        count=f"{goal.target:,}", kind=day_heads.plural(goal.kind, goal.target), period=goal.period
    )
    if goal.period == "day":
        return _("goal {aim}: met on {done} of {of} days").format(aim=aim, done=done, of=of)
    return _("goal {aim}: {done} so far").format(aim=aim, done=f"{done:,}")


def _lists(asked: Asked, found: Week) -> Iterator[Block]:
    yield Block(_("Met"), entries=tuple(map(_met, found.met)))
    yield Block(_("Promises kept"), entries=_promises(found.kept))
    yield Block(_("Promises made"), entries=_promises(found.made))
    late = [day_words.lateness(each.due, asked.moment.local) for each in found.late]
    yield Block(_("Late"), entries=_promises(found.late, late))
    yield Block(_("Next"), entries=_promises(found.coming))


def _met(met: Met) -> Entry:
    activity = met.activity
    names = activity_sentences.listed([name for _id, name in met.who])
    kind = activity_sentences.kind_of(activity.kind, activity.direction, activity.outcome)
    said = f"{names}: {kind}, {activity.summary}" if activity.summary else f"{names}: {kind}"
    ref = f"d{activity.deal_id}" if activity.deal_id else next((f"c{each[0]}" for each in met.who), "")
    return Entry(f"{_day(met.day.isoformat())}  {said}", ref=ref)


def _promises(found: Sequence[Followup], notes: Sequence[str] = ()) -> tuple[Entry, ...]:
    entries = []
    for each, note in zip(found, chain(notes, [""] * len(found)), strict=False):
        who = f"{each.contact}: " if each.contact else ""
        ref = f"d{each.deal_id}" if each.deal_id else f"c{each.contact_id}" if each.contact_id else ""
        entries.append(Entry(f"{_day(each.due)}  {who}{each.what}" + (f", {note}" if note else ""), ref=ref))
    return tuple(entries)


def _day(due: str) -> str:
    """`Mon 23 Nov`, with the time where that is known."""
    weekday, number, month, _year, *clock = dates.shown(due).split(" ")
    return glyphs.plain(" ".join((weekday, number, month, *clock)))
