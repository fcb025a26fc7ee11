"""A week's work as a text to send: plain, or as Markdown in which no name is read as markup."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from crmcli import dates, day_heads, day_words
from crmcli.commands import activity_shapes
from crmcli.i18n import _, ngettext
from crmcli.output import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from crmcli.store.followups import Followup
    from crmcli.store.weeks import GoalKept, KindCount, Met, Week

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$])")

Lines = list[tuple[str, str]]  # a day, or nothing, and what there is to say


def written(week: Week, now: datetime, *, is_markdown: bool) -> str:
    """The whole report. Where nothing was done and nothing is ahead, it says so."""
    safe = _escaped if is_markdown else clean
    parts: list[tuple[str, Lines]] = [
        (_("Done"), [("", line) for line in _done(week, safe)]),
        (_("Met"), _met(week.met, safe)),
        (_("Promises kept"), [_promise(each, safe) for each in week.kept]),
        (_("Promises made"), [_promise(each, safe) for each in week.made]),
        (_("Late"), [_promise(each, safe, day_words.lateness(each.due, now)) for each in week.late]),
        (_("Next"), [_promise(each, safe) for each in week.coming]),
    ]
    filled = [(title, lines) for title, lines in parts if lines]
    return "\n".join((_markdown if is_markdown else _plain)(_head(week), filled))


def _head(week: Week) -> str:
    """`Week 48: Mon 23 Nov to Tue 24 Nov 2026`, without the number where it is not of one week."""
    days = _("{first} to {last}").format(first=_day(week.first), last=dates.shown(week.last.isoformat()))
    if week.first == week.last:
        days = dates.shown(week.last.isoformat())
    is_one = week.first.isocalendar()[:2] == week.last.isocalendar()[:2]
    return _("Week {number}: {days}").format(number=week.first.isocalendar().week, days=days) if is_one else days


def _plain(head: str, parts: Sequence[tuple[str, Lines]]) -> Iterator[str]:
    yield head
    for title, lines in parts:
        yield ""
        yield title
        for day, text in lines:
            yield f"  {day}  {text}" if day else f"  {text}"


def _markdown(head: str, parts: Sequence[tuple[str, Lines]]) -> Iterator[str]:
    yield f"# {head}"
    for title, lines in parts:
        yield from ("", f"## {title}", "")
        for day, text in lines:
            yield f"- **{day}** {text}" if day else f"- {text}"


def _done(week: Week, safe: Callable[[str], str]) -> Iterator[str]:
    """The counts of each kind, the time, and the goals; that nothing was logged, where that is so."""
    if not week.kinds:
        yield _("Nothing was logged.")
    for kind in week.kinds:
        yield _counted(kind, safe)
    minutes = sum(kind.minutes for kind in week.kinds)
    if minutes:
        whole = _("{hours} h {minutes} min in all") if minutes >= 60 else _("{minutes} min in all")
        yield whole.format(hours=minutes // 60, minutes=minutes % 60)
    yield from (safe(_goal(each)) for each in week.goals)


def _counted(kind: KindCount, safe: Callable[[str], str]) -> str:
    said = f"{kind.total:,} {safe(day_heads.plural(kind.kind, kind.total))}"
    outcomes = []
    if kind.missed:
        outcomes.append(_("{count} reached").format(count=f"{kind.reached:,}"))
        outcomes.append(_("{count} missed").format(count=f"{kind.missed:,}"))
    return f"{said} ({', '.join(outcomes)})" if outcomes else said


def _goal(each: GoalKept) -> str:
    goal, done, of = each
    aim = _("{count} {kind} a {period}").format(
        count=f"{goal.target:,}", kind=day_heads.plural(goal.kind, goal.target), period=goal.period
    )
    if goal.period == "day":
        return ngettext("goal {aim}: met on {done} of {of} day", "goal {aim}: met on {done} of {of} days", of).format(
            aim=aim, done=done, of=of
        )
    return _("goal {aim}: {done} so far").format(aim=aim, done=f"{done:,}")


def _met(met: Sequence[Met], safe: Callable[[str], str]) -> Lines:
    """A line for each time somebody was reached, with the day before the first of it."""
    found: Lines = []
    for day, group in groupby(met, key=lambda each: each.day):
        for each in group:
            activity = each.activity
            names = activity_shapes.listed([name for _id, name in each.who])
            kind = activity_shapes.kind_of(activity.kind, activity.direction, activity.outcome)
            text = f"{names}: {kind}, {activity.summary}" if activity.summary else f"{names}: {kind}"
            found.append((_day(day), safe(text)))
    return found


def _promise(each: Followup, safe: Callable[[str], str], note: str = "") -> tuple[str, str]:
    """The day of a follow-up, and `Budi Santoso: send quote, 2 days late`."""
    day = dates.shown(each.due)
    who = f"{each.contact}: " if each.contact else ""
    return _without_year(day), safe(f"{who}{each.what}") + (f", {note}" if note else "")


def _day(day: date) -> str:
    return _without_year(dates.shown(day.isoformat()))


def _without_year(shown: str) -> str:
    weekday, number, month, _year, *time = shown.split(" ")
    return " ".join((weekday, number, month, *time))


def _escaped(text: str) -> str:
    """A text in which Markdown reads nothing but text."""
    return _MARKUP.sub(r"\\\1", clean(text))
