"""The shipped keys of all places, and of all lists. Those of one view stand in a module beside it (`board_keys.py`)."""

from __future__ import annotations

from crmcli.i18n import _
from crmcli.tui import board_keys, card_keys, contact_keys, report_keys, today_keys
from crmcli.tui.keys import Key


def rows() -> tuple[Key, ...]:
    """Returns every key, in the order of the help."""
    views = (board_keys, today_keys, contact_keys, card_keys, report_keys)
    return (*(key for view in views for key in view.rows()), *_list(), *_everywhere())


def _everywhere() -> tuple[Key, ...]:
    """The keys of every view; where a text is typed, letters are letters."""
    group = "everywhere"
    return (
        Key("view.board", "app.go('board')", "f2,B", _("Board"), group),
        Key("view.today", "app.go('today')", "f3,T", _("Today"), group),
        Key("view.contacts", "app.go('contacts')", "f4,C", _("Contacts"), group),
        Key("view.reports", "app.go('reports')", "f5,R", _("Reports"), group),
        Key("view.last", "app.last_view", "minus", _("Last view"), group),
        Key("view.undo", "app.undo", "u", _("Undo"), group, True),
        Key("view.redo", "app.redo", "ctrl+r", _("Redo"), group),
        Key("view.jump", "app.palette(True)", "ctrl+k", _("Go to any record"), group),
        Key("view.palette", "app.palette", "ctrl+p", _("Palette"), group),
        Key("view.line", "app.line", "colon", _("A command line"), group),
        Key("view.equivalent", "app.equivalent", "at", _("As a command"), group),
        Key("view.keys", "app.keys", "question_mark", _("Keys"), group, True),
        Key("view.quit", "app.leave", "q", _("Back, quit"), group, True),
        Key("view.suspend", "app.suspend_process", "ctrl+z", _("To the shell; fg comes back"), group),
        Key("view.demo", "app.demo", "D", _("The demo, while nothing is here"), group),
    )


def _list() -> tuple[Key, ...]:
    """The keys of every list of records."""
    group = "cursor"
    return (
        Key("list.down", "down", "j,down", _("Down"), group),
        Key("list.up", "up", "k,up", _("Up"), group),
        Key("list.first", "first", "g,home", _("First"), group),
        Key("list.last", "last", "G,end", _("Last"), group),
        Key("list.half_down", "half_down", "ctrl+d,pagedown", _("Half a page down"), group),
        Key("list.half_up", "half_up", "ctrl+u,pageup", _("Half a page up"), group),
        Key("list.open", "open", "enter", _("Open"), group, True),
        Key("list.mark", "mark", "space", _("Mark"), group),
    )
