"""What is said above a day's work, by whichever face: how much there is of it, the goals, what its parts are called.

Pure: records go in, words come out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import dates, day_words, deal_day_words, glyphs
from crmcli.i18n import _, ngettext
from crmcli.store import days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from crmcli.store.days import Day, Entry
    from crmcli.store.goals import Progress

_PLURALS = ("note", "call", "meeting", "visit", "email", "message", "gift")


def head(day: Day, goals: Sequence[str], now: datetime) -> str:
    """The line above a day, with its goals in words: `Tue 24 Nov · 1 late, 2 today · calls 4 of 20`."""
    name = dates.shown(now.date().isoformat()).rpartition(" ")[0]
    near = day_words.holidays(day.holidays)
    off = [told if each == now.date() else f"{day_words.in_days(each, now.date())} {told}" for each, told in near]
    parts = [name, *off, ", ".join(counted(day)) or _("nothing to do")]
    parts += goals
    return glyphs.plain(" · ".join(parts))


def goal_in_words(progress: Progress) -> str:
    """`calls 4 of 20`, and of which period where that is not the day."""
    goal, done = progress
    said = _("{kind} {done} of {count}").format(kind=plural(goal.kind, goal.target), done=done, count=goal.target)
    periods = {"week": _("this week"), "month": _("this month")}
    return f"{said} {periods[goal.period]}" if goal.period in periods else said


def counted(day: Day) -> list[str]:
    """How many there are of each state that there is one of."""
    said = {
        days.LATE: _("{count} late"),
        days.TODAY: _("{count} today"),
        days.SILENT: _("{count} silent"),
    }
    found = [said[state].format(count=f"{len(day.entries[state]):,}") for state in said if day.entries[state]]
    found += deal_day_words.counted(day.entries)
    birthdays = sum(each.kind == "birthday" for each in day.occasions)
    others = len(day.occasions) - birthdays
    if birthdays:
        found.append(ngettext("{count} birthday", "{count} birthdays", birthdays).format(count=birthdays))
    if others:
        found.append(ngettext("{count} occasion", "{count} occasions", others).format(count=others))
    greeted = sum(entry.greeting is not None for entry in day.entries[days.OCCASION])
    if greeted:
        found.append(ngettext("{count} group to greet", "{count} groups to greet", greeted).format(count=greeted))
    if day.entries[days.ANNOUNCED]:
        found.append(_("{count} ahead").format(count=f"{len(day.entries[days.ANNOUNCED]):,}"))
    return found


def plural(kind: str, count: int) -> str:
    """The name of a kind for so many: `calls`; a name of the user's own stays as it is spelt."""
    return kind + "s" if count != 1 and kind in _PLURALS else kind


def titles() -> dict[str, str]:
    """What the part of a day that has a state is called, the most pressing first."""
    return {
        days.LATE: _("Late"),
        days.TODAY: _("Today"),
        days.SILENT: _("Silent"),
        **deal_day_words.titles(),
        days.OCCASION: _("Birthdays and other days"),
        days.ANNOUNCED: _("Ahead"),
    }


def nothing(coming: Entry, today: date) -> str:
    """That there is nothing to do, and what comes next."""
    who = f" {coming.name}" if coming.name else ""
    return _("Nothing to do today. Next: {ref}{who} {what}, {day}").format(
        ref=coming.ref, who=who, what=coming.what, day=dates.short(coming.due, today)
    )
