"""How the planner looks: a line for a day with a bar that says how full it is, and a line for each thing. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import agenda_words, dates, glyphs
from crmcli.store import agenda
from crmcli.tui.painting import RIGHT, fitted, two_sided, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from crmcli.store.agenda import Item, Planned
    from crmcli.tui.painting import Part

_BAR = 10  # cells of the bar of the fullest day
_TIME, _GAP = 5, 2  # cells
_DAY = 10  # cells of the name of a day
_SATURDAY = 5
_MARGIN = 1  # cell at the end of a line


class DayHead(NamedTuple):
    """A day, with how much there is on the fullest day; `is_first` is whether it is the first that is shown."""

    planned: Planned
    today: date
    most: int
    is_first: bool


class Widths(NamedTuple):
    """The cells of the columns of a thing: its number, and whom it is about."""

    ref: int
    who: int


def amount(planned: Planned) -> int:
    """Returns how many follow-ups there are on a day."""
    return sum(each.followup is not None for each in planned.items)


def widths(items: Sequence[Item], width: int) -> Widths:
    """Returns the columns that suit some things in so many cells."""
    refs = max((width_of(_ref(each)) for each in items), default=2)
    names = max((width_of(agenda_words.whom(each)[1] or "") for each in items), default=0)
    return Widths(min(max(refs, 2), 8), min(max(names, 8), max(width // 4, 8), 28))


def day(head: DayHead, width: int) -> list[Part]:
    """The line of a day: its name, a bar and a number for how much there is, what it is, and its week."""
    planned, is_today = head.planned, head.planned.day == head.today
    count = amount(planned)
    name = dates.shown(planned.day.isoformat()).rpartition(" ")[0]
    is_monday = planned.day.weekday() == 0 or head.is_first
    week = agenda_words.week(planned.day) if is_monday else ""
    off = ", ".join(dict.fromkeys(each.shown for each in planned.holidays))
    is_off = planned.day.weekday() >= _SATURDAY or any(each.is_off for each in planned.holidays)
    role = "accent" if is_today else "dim" if is_off and not planned.items else "head"
    bar = glyphs.bar(count, count, head.most, _BAR)
    room = width - _DAY - _BAR - 4 - 3 * _GAP - _MARGIN
    left, right = two_sided(off, week, room)
    return [
        (fitted(name, _DAY) + " " * _GAP, role),
        (fitted(bar, _BAR) + " ", "quiet" if count >= head.most else "today"),
        (fitted(f"{count:,}" if count else "", 3, RIGHT) + " " * _GAP, "dim"),
        (left + " " * _GAP, "quiet"),
        (right + " " * _MARGIN, "dim"),
    ]


def item(one: Item, now: datetime, width: int, wide: Widths) -> list[Part]:
    """A thing of a day in one line: when, its number, whom it is about, what it is, and what there is besides."""
    sign, role = _when(one)
    who = agenda_words.whom(one)[1] or ""
    note = agenda_words.note(one, now)
    room = width - _TIME - wide.ref - wide.who - 3 * _GAP - 2 - _MARGIN
    parts: list[Part] = [
        ("  " + fitted(sign, _TIME) + " " * _GAP, role),
        (fitted(_ref(one), wide.ref) + " " * _GAP, "dim"),
        (fitted(who, wide.who) + " " * _GAP, "text"),
    ]
    what = agenda_words.what(one)
    tone = "dim" if one.state in (agenda.REPEAT, agenda.OCCASION) else "text"
    used = width_of(what)
    if not note or used + _GAP + 3 > room:
        return [*parts, (fitted(what, room) + " " * _MARGIN, tone)]
    said = role if one.state == agenda.LATE else "dim"
    return [*parts, (fitted(what, used) + " " * _GAP, tone), (fitted(note, room - used - _GAP) + " " * _MARGIN, said)]


def _when(one: Item) -> tuple[str, str]:
    """The time, or the sign of its state, with its role."""
    if one.state == agenda.LATE:
        return glyphs.sign("late"), "late"
    if "T" in one.due:
        return one.due[11:], "today"
    if one.state == agenda.CLOSING:
        return glyphs.sign("closing"), "quiet"
    return (glyphs.sign("occasion"), "dim") if one.state == agenda.OCCASION else ("", "dim")


def _ref(one: Item) -> str:
    """Its number; a group to greet is named by what is to be done."""
    return "" if one.greeting is not None else agenda_words.ref(one)
