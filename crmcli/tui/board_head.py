"""The head of a column of the board: its stage and how many, what that is worth, what is likely of it. Pure.

Sums of several currencies are one sum at home where every rate is known, with a sign that says so; else they stand
beside each other. What has no room ends in a mark. In a narrow window the stages are tabs in one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import glyphs
from crmcli.i18n import _
from crmcli.store.boards import CLOSED_DAYS
from crmcli.tui import amounts
from crmcli.tui.painting import fitted, two_sided, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.deal_sums import Home, Sum
    from crmcli.tui.board_column import Column
    from crmcli.tui.painting import Part

LINES = 4  # name, sum, what is likely of it, rule
VALUE, WEIGHTED, COMMISSION = "value", "weighted", "commission"


class Edges(NamedTuple):
    """How many columns are out of sight before a column, and behind it; only those at an edge tell."""

    before: int = 0
    behind: int = 0


def line(column: Column, y: int, width: int, is_here: bool) -> list[Part]:
    """Returns one line of the head without the rule, exactly `width` cells wide."""
    if y == 0:
        name, count = two_sided(column.stage.name, f"{len(column.cards):,}", width)
        return [(name, "accent" if is_here else "head"), (count, "strong")]
    if y == 1:
        label = _("total") if column.stage.is_open else _("{days} days").format(days=CLOSED_DAYS)
        return _sum(column, VALUE, label, width, "strong")
    if column.stage.is_open:
        return _sum(column, WEIGHTED, _("weighted"), width, "dim")
    return _sum(column, COMMISSION, _("commission"), width, "dim")


def rule(column: Column, page: int, width: int, edges: Edges) -> str:
    """Returns the line under a head; it says how many cards are out of sight above and below, and how many columns."""
    above, below = column.top, max(len(column.cards) - column.top - page, 0)
    counts = " ".join(f"{sign}{count:,}" for sign, count in (("↑", above), ("↓", below)) if count)
    left = f"‹{edges.before} " if edges.before else ""
    right = (f" {counts} ─" if counts else "") + (f" {edges.behind}›" if edges.behind else "")
    return glyphs.plain(fitted(left + "─" * (width - len(left) - len(right)) + right, width))


def _sum(column: Column, what: str, label: str, width: int, role: str) -> list[Part]:
    sums = column.totals()
    said = total(sums, column.at_home(), what, column.money.home, width)
    if not said:
        return [(fitted("", width), "dim")]
    room = width - width_of(said) - 1
    left = fitted(label if width_of(label) <= room else "", max(room, 0))
    return [(left + " " * (width - width_of(left) - width_of(said)), "dim"), (said, role)]


def total(sums: Sequence[Sum], at_home: Home, what: str, home: str, width: int) -> str:
    """Returns what deals add up to in at most `width` cells: `84.2M`, `≈ 1.2B`, or `84.2M + USD 12k + …`."""
    known = [(each.currency, getattr(each, what)) for each in sums if each.currency and getattr(each, what)]
    if not known:
        return ""
    if len(known) > 1:
        together = getattr(at_home, what)
        if together is not None:
            return glyphs.plain("≈ ") + amounts.short(together, home)
    parts = [amounts.short(amount, code) if code == home else _foreign(amount, code) for code, amount in known]
    for count in range(len(parts), 0, -1):
        text = " + ".join(parts[:count] + ([glyphs.plain("…")] if count < len(parts) else []))
        if len(text) <= width:
            return text
    return fitted(" + ".join(parts), width)


def _foreign(amount: int, code: str) -> str:
    return f"{code} {amounts.short(amount, code)}"


class Tab(NamedTuple):
    """One stage among the tabs: which column it is, and where its text begins."""

    at: int
    left: int
    text: str


def tabs(columns: Sequence[Column], at: int, width: int) -> list[Tab]:
    """Returns the tabs that have room beside each other, among them the one of the column `at`, with marks for more."""
    texts = [f" {each.stage.name} {len(each.cards):,} " for each in columns]
    room = width - 2
    first = at
    used = width_of(texts[at]) if texts else 0
    while first > 0 and used + width_of(texts[first - 1]) <= room:
        first -= 1
        used += width_of(texts[first])
    found, left = [], 1
    for place in range(first, len(texts)):
        length = min(width_of(texts[place]), room)
        if left + length > width - 1 and place > at:
            break
        found.append(Tab(place, left, fitted(texts[place], length)))
        left += length
    return found


def tab_line(columns: Sequence[Column], at: int, width: int) -> list[Part]:
    """Returns the tabs as one line of exactly `width` cells."""
    shown = tabs(columns, at, width)
    if not shown:
        return [(" " * width, "text")]
    parts: list[Part] = [(glyphs.plain("‹") if shown[0].at else " ", "dim")]
    parts += [(each.text, "tab" if each.at == at else "dim") for each in shown]
    used = shown[-1].left + width_of(shown[-1].text)
    more = glyphs.plain("›") if shown[-1].at < len(columns) - 1 else " "
    return [*parts, (" " * max(width - used - 1, 0) + more, "dim")]
