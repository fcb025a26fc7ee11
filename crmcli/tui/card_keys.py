"""The keys of a card."""

from __future__ import annotations

from crmcli.i18n import _
from crmcli.tui.keys import Key


def rows() -> tuple[Key, ...]:
    """Returns the keys of a card, in the order of the help."""
    return (*_cursor(), *_record(), *_reach())


def _cursor() -> tuple[Key, ...]:
    group = "cursor"
    return (
        Key("card.down", "down", "j,down", _("Down"), group),
        Key("card.up", "up", "k,up", _("Up"), group),
        Key("card.first", "first", "home", _("First"), group),
        Key("card.last", "last", "G,end", _("Last"), group),
        Key("card.half_down", "half_down", "ctrl+d,pagedown", _("Half a page down"), group),
        Key("card.half_up", "half_up", "ctrl+u,pageup", _("Half a page up"), group),
        Key("card.back", "back", "escape", _("Back"), group),
    )


def _record() -> tuple[Key, ...]:
    group = "card"
    return (
        Key("card.open", "open", "enter", _("Open"), group, True),
        Key("card.edit", "edit", "e", _("Edit"), group, True),
        Key("card.log", "record", "a", _("Log"), group, True),
        Key("card.remind", "remind", "f", _("Follow-up"), group, True),
        Key("card.done", "done", "d", _("Done"), group),
        Key("card.snooze", "snooze", "s", _("Put off"), group),
        Key("card.notes", "notes", "E", _("Notes in your editor"), group),
        Key("card.person", "person", "n", _("Somebody else on the deal"), group),
        Key("card.roles", "roles", "r", _("What they do about the deal"), group),
        Key("card.groups", "groups", "g", _("Groups"), group),
    )


def _reach() -> tuple[Key, ...]:
    group = "reach"
    return (
        Key("card.copy", "copy", "y", _("Copy"), group, True),
        Key("card.reach", "reach", "o", _("Call, write, show"), group, True),
        Key("card.code", "code", "Q", _("As a QR code"), group),
    )
