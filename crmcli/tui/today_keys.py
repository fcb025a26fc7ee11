"""The keys of today's list, and of the planner."""

from __future__ import annotations

from crmcli.i18n import _
from crmcli.tui.keys import Key


def rows() -> tuple[Key, ...]:
    """Returns the keys of today's list and of the planner, in the order of the help."""
    return (*_entries(), *_shown(), *_planner())


def _entries() -> tuple[Key, ...]:
    group = "entry"
    return (
        Key("today.done", "screen.done", "enter,d", _("Done"), group, True),
        Key("today.call", "screen.call", "c", _("Call"), group, True),
        Key("today.snooze", "screen.snooze", "s", _("Put off"), group, True),
        Key("today.log", "screen.record", "l,a", _("Log"), group, True),
        Key("today.remind", "screen.remind", "f", _("Follow-up"), group),
        Key("today.skip", "screen.skip", "x", _("Skip this one of a series"), group),
        Key("today.reach", "screen.reach", "o", _("Write, open"), group),
        Key("today.card", "screen.card", "i", _("Card"), group, True),
        Key("today.new", "screen.new", "n", _("Something for yourself"), group),
    )


def _shown() -> tuple[Key, ...]:
    group = "shown"
    return (
        Key("today.filter", "screen.filter", "slash", _("Filter"), group, True),
        Key("today.planner", "screen.planner", "p", _("Weeks ahead"), group, True),
        Key("today.panel", "screen.panel", "tab", _("To the card"), group),
        Key("today.escape", "screen.escape", "escape", _("Marks off, filter off"), group),
    )


def _planner() -> tuple[Key, ...]:
    group = "planner"
    return (
        Key("planner.done", "screen.done", "d", _("Done"), group, True),
        Key("planner.earlier", "screen.shift(-1)", "H,shift+left", _("A day earlier"), group, True),
        Key("planner.later", "screen.shift(1)", "L,shift+right", _("A day later"), group, True),
        Key("planner.snooze", "screen.snooze", "s", _("To another day"), group, True),
        Key("planner.record", "screen.record", "l,a", _("Log"), group),
        Key("planner.remind", "screen.remind", "f", _("Follow-up"), group),
        Key("planner.skip", "screen.skip", "x", _("Skip this one of a series"), group),
        Key("planner.new", "screen.new", "n", _("Something for yourself"), group),
        Key("planner.next", "screen.weeks(1)", "right_square_bracket", _("A week on"), group, True),
        Key("planner.last", "screen.weeks(-1)", "left_square_bracket", _("A week back"), group),
        Key("planner.filter", "screen.filter", "slash", _("Filter"), group),
        Key("planner.panel", "screen.panel", "tab", _("To the card"), group),
        Key("planner.back", "screen.escape", "escape", _("Marks off, filter off, back"), group),
        Key("planner.today", "app.leave", "p", _("Today's list"), group, True),
    )
