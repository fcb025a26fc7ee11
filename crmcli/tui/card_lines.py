"""How a deal looks on the board: three lines, or one where the board is compact. Pure.

The sign at the left edge says its state, in a colour besides; the words of the state stand in the last line.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli import dates, glyphs
from crmcli.i18n import _
from crmcli.tui import amounts
from crmcli.tui.painting import fitted, two_sided, width_of

if TYPE_CHECKING:
    from crmcli.store.boards import Card
    from crmcli.tui.painting import Part

TALL, COMPACT = 3, 1  # lines of a card
_PRESSING = ("late", "today", "quiet")


def state(card: Card, today: date) -> tuple[str, str]:
    """Returns the sign of the most pressing state of a deal, and its role: late, today, quiet, good, bad or dim."""
    if not card.is_open:
        return (glyphs.sign("won"), "good") if card.outcome == "won" else (glyphs.sign("lost"), "dim")
    if (card.next_due is not None and card.next_due[:10] < today.isoformat()) or card.is_slipped:
        return glyphs.sign("late"), "late"
    if card.next_due is not None and card.next_due[:10] == today.isoformat():
        return glyphs.sign("today"), "today"
    if card.next_due is None:
        return glyphs.sign("unplanned"), "quiet"
    if card.is_stalled:
        return glyphs.sign("stalled"), "quiet"
    return " ", "dim"


def lines(card: Card, today: date, home: str, width: int, is_marked: bool) -> list[list[Part]]:
    """Returns the three lines of a card, each exactly `width` cells wide."""
    sign, role = state(card, today)
    inner = width - 2
    who, sum_ = two_sided(card.contact or "", value_of(card, home, inner // 2), inner)
    step = next_step(card, today)
    what, age = two_sided(step, age_of(card, inner - min(width_of(step), inner * 3 // 5) - 1), inner)
    return [
        [_edge(sign, role, is_marked), (fitted(card.title, inner), "strong")],
        [("  ", "dim"), (who, "dim"), (sum_, "text")],
        [("  ", "dim"), (what, role if role in _PRESSING else "dim"), (age, "quiet" if card.is_stalled else "dim")],
    ]


def line(card: Card, today: date, home: str, width: int, is_marked: bool) -> list[Part]:
    """Returns a card in one line of exactly `width` cells: state, title and value."""
    sign, role = state(card, today)
    title, sum_ = two_sided(card.title, value_of(card, home, (width - 2) // 3), width - 2)
    return [_edge(sign, role, is_marked), (title, "text"), (sum_, "dim")]


def _edge(sign: str, role: str, is_marked: bool) -> Part:
    return (glyphs.plain("✓") + " ", "accent") if is_marked else (sign + " ", role)


def value_of(card: Card, home: str, width: int) -> str:
    """Returns what a deal is worth, in full where that fits; empty where that is not known."""
    if card.value is None or card.currency is None:
        return ""
    return amounts.fitting(card.value, card.currency, home, width)


def next_step(card: Card, today: date) -> str:
    """Returns what is to be done next, with its day; where that is nothing, what there is to say instead."""
    if not card.is_open:
        return _("won") if card.outcome == "won" else _("lost")
    if card.next_due is None:
        return (
            _("slipped {day}").format(day=dates.short(card.expected_close or "", today))
            if card.is_slipped
            else _("no next step")
        )
    return f"{dates.short(card.next_due, today)} {card.next_what or ''}"


def age_of(card: Card, width: int) -> str:
    """Returns for how many days it has been in its stage; where it stalled, for how many nothing happened.

    That it stalled is a word where `width` cells have room for it, else its sign.
    """
    if not card.is_stalled:
        return _("{count}d").format(count=card.days)
    said = _("stalled {count}d").format(count=card.quiet_days)
    return said if width_of(said) <= width else glyphs.sign("stalled") + _("{count}d").format(count=card.quiet_days)
