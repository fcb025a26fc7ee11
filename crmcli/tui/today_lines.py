"""How a thing to do looks in today's list: one line in columns, and in full in the two lines below the list. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import glyphs
from crmcli.i18n import _
from crmcli.store import days
from crmcli.tui.painting import RIGHT, fitted, two_sided, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.tui.gateway.days import Line
    from crmcli.tui.painting import Part

_GAP = 2  # cells between columns
_ROLES = {
    days.LATE: "late",
    days.TODAY: "today",
    days.SILENT: "quiet",
    "slipped": "late",
    "stalled": "quiet",
    "unplanned": "quiet",
}
_ROOMY = 100  # cells from which there is room for the clock on their wall, and for a column of reasons


class Columns(NamedTuple):
    """The cells of each column; none for one that has no room. What is left over is for what is to be done."""

    ref: int
    who: int
    pressing: int
    reach: int
    there: int


def columns(lines: Iterable[Line], width: int) -> Columns:
    """Returns the columns that suit some lines in so many cells."""
    found = list(lines)

    def widest(texts: Iterable[str], least: int, most: int) -> int:
        return max(min(max(map(width_of, texts), default=0), most), least)

    is_roomy = width >= _ROOMY
    ref = widest((_ref(each) for each in found), 2, 8)
    who = widest((each.who for each in found), 8, 28 if is_roomy else max(width // 4, 8))
    pressing = widest((each.pressing for each in found), 8, 24) if is_roomy else 0
    reach = widest((each.reach for each in found), 0, 19) if width >= 60 else 0
    there = widest((each.there for each in found), 0, 9) if is_roomy else 0
    return Columns(ref, who, pressing, reach, there)


def heading(title: str, count: int, width: int) -> list[Part]:
    """The line above the things of one state, exactly `width` cells wide."""
    said = f"{title}  "
    return [(said, "head"), (fitted(f"{count:,}", width - width_of(said)), "dim")]


def line(one: Line, width: int, wide: Columns) -> list[Part]:
    """A thing to do in one line, exactly `width` cells wide."""
    role = _ROLES.get(one.entry.state, "dim")
    parts: list[Part] = [
        (glyphs.sign(one.entry.state) + " ", role),
        (fitted(_ref(one), wide.ref) + " " * _GAP, "dim"),
        (fitted(one.who, wide.who) + " " * _GAP, "text"),
    ]
    after = [(one.there, wide.there, "dim"), (one.reach, wide.reach, "text" if one.entry.is_deal else "dim")]
    behind = [(text, cells, tone) for text, cells, tone in after if cells]
    room = width - 2 - wide.ref - wide.who - 2 * _GAP - sum(cells + _GAP for _text, cells, _tone in behind)
    if wide.pressing:
        parts.append((fitted(one.pressing, wide.pressing) + " " * _GAP, role))
        parts += _told("", one, role, room - wide.pressing - _GAP)
    else:
        parts += _told(one.pressing, one, role, room)
    for text, cells, tone in behind:
        parts.append((" " * _GAP + fitted(text, cells, RIGHT), tone))
    return parts


def in_full(one: Line, width: int) -> list[list[Part]]:
    """The two lines below the list: whom and what, why and how to reach them, each exactly `width` cells wide."""
    between = glyphs.plain(" · ")
    name = one.entry.name if one.entry.is_deal and one.entry.name else ""
    who = between.join(part for part in (_ref(one), one.who, name) if part)
    what = one.what
    left, right = two_sided(f"{who}{between if what else ''}{what}", _call(one), width)
    why = ", ".join(part for part in (one.pressing, one.beside) if part)
    role = _ROLES.get(one.entry.state, "dim")
    return [[(left, "strong"), (right, "accent")], [(fitted(why, width), role)]]


def _call(one: Line) -> str:
    """The number, or what it is worth, and what the clock shows there."""
    return f"{one.reach}  {_('{time} there').format(time=one.there)}" if one.there else one.reach


def _ref(one: Line) -> str:
    """Its number; a group to greet is named by what is to be done."""
    return "" if one.entry.greeting is not None else one.entry.ref


def _told(pressing: str, one: Line, role: str, room: int) -> list[Part]:
    """What is to be done, after why it is now where that is said, and what there is beside, in so many cells."""
    parts: list[Part] = []
    pieces = [(pressing, role), ("" if _is_said(one) else one.what, "text"), (one.beside, "dim")]
    told = [(text, tone) for text, tone in pieces if text]
    for place, (text, tone) in enumerate(told):
        used = width_of(text)
        if place == len(told) - 1 or used + _GAP + 2 > room:
            return [*parts, (fitted(text, room), tone)]
        parts.append((fitted(text, used) + " " * _GAP, tone))
        room -= used + _GAP
    return [*parts, (" " * max(room, 0), "dim")]


def _is_said(one: Line) -> bool:
    """Whether the reason says what is to be done: who is silent is to be talked to."""
    return one.entry.silent is not None and one.entry.followup_id is None
