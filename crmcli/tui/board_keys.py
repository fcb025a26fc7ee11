"""The keys of the board."""

from __future__ import annotations

from crmcli.i18n import _
from crmcli.tui.keys import Key


def rows() -> tuple[Key, ...]:
    """Returns the keys of the board, in the order of the help."""
    return (*_cursor(), *_ways(), *_deals(), *_shown())


def _cursor() -> tuple[Key, ...]:
    group = "cursor"
    return (
        Key("board.left", "left", "h,left", _("Left"), group),
        Key("board.down", "down", "j,down", _("Down"), group),
        Key("board.up", "up", "k,up", _("Up"), group),
        Key("board.right", "right", "l,right", _("Right"), group),
        Key("board.first", "first", "g,home", _("First"), group),
        Key("board.last", "last", "G,end", _("Last"), group),
        Key("board.half_down", "half_down", "ctrl+d,pagedown", _("Half a page down"), group),
        Key("board.half_up", "half_up", "ctrl+u,pageup", _("Half a page up"), group),
        Key("board.open", "open", "enter", _("Open"), group, True),
        Key("board.panel", "screen.panel", "tab", _("To the card"), group),
    )


def _ways() -> tuple[Key, ...]:
    """How deals move."""
    group = "deal"
    return (
        Key("board.on", "screen.shift(1)", "L,shift+right", _("Stage on"), group, True),
        Key("board.back", "screen.shift(-1)", "H,shift+left", _("Stage back"), group),
        Key("board.move", "screen.move", "m", _("To a stage"), group),
        Key("board.won", "screen.win", "w", _("Won"), group, True),
        Key("board.lost", "screen.lose", "x", _("Lost"), group, True),
        Key("board.void", "screen.void", "X", _("Void"), group),
        Key("board.lower", "screen.put(1)", "J,shift+down", _("Down in the column"), group),
        Key("board.higher", "screen.put(-1)", "K,shift+up", _("Up in the column"), group),
        Key("board.mark", "mark", "space", _("Mark"), group),
        Key("board.range", "range", "v", _("Mark from here to there"), group),
        Key("board.column", "column", "V", _("Mark the column"), group),
    )


def _deals() -> tuple[Key, ...]:
    group = "deal"
    return (
        Key("board.new", "screen.new", "n", _("New"), group, True),
        Key("board.edit", "screen.edit", "e", _("Edit"), group),
        Key("board.tag", "screen.tag", "t", _("Tags"), group),
        Key("board.log", "screen.log", "a", _("Log"), group),
        Key("board.remind", "screen.remind", "f", _("Follow-up"), group),
        Key("board.done", "screen.done", "d", _("Next step done"), group),
        Key("board.snooze", "screen.snooze", "s", _("Snooze the next step"), group),
        Key("board.copy", "screen.copy", "y", _("Copy"), group),
        Key("board.channel", "screen.channel", "o", _("Call or write"), group),
    )


def _shown() -> tuple[Key, ...]:
    group = "shown"
    numbers = ((str(number), number) for number in range(1, 10))
    return (
        Key("board.filter", "screen.filter", "slash", _("Filter"), group, True),
        Key("board.sort", "screen.sort", "S", _("Order"), group),
        Key("board.compact", "compact", "z", _("Compact"), group),
        Key("board.alone", "screen.alone", "p", _("Card beside or not"), group),
        Key("board.pipeline", "screen.pick_pipeline", "P", _("Pipeline"), group),
        Key("board.next_pipeline", "screen.pipeline(1)", "right_square_bracket", _("Next pipeline"), group),
        Key("board.last_pipeline", "screen.pipeline(-1)", "left_square_bracket", _("Pipeline before"), group),
        *(
            Key(f"board.segment_{number}", f"screen.segment({number})", key, _("Segment {n}").format(n=number), group)
            for key, number in numbers
        ),
        Key("board.escape", "escape", "escape", _("Marks off, filter off"), group),
    )
