"""The board with the card of the deal under the cursor: beside it, below it, or alone where there is no room for one.

A cursor that runs costs nothing: the card is read once it stands.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from textual import on
from textual.containers import Container

from crmcli.tui.board_cursor import Board
from crmcli.tui.view import View

if TYPE_CHECKING:
    from textual.events import Resize

    from crmcli.tui.card_panel import CardPanel

_PATIENCE = 0.08  # seconds for which a cursor that runs is waited for
_ROOM = 100  # cells of a window from which on the card has room in it
_LOW = 30  # lines of a window below which no card stands under the board


class BoardBeside(View):
    """The part of the board's view that shows the card."""

    DEFAULT_CSS = """
    BoardBeside #board-and-card { height: 1fr; layout: vertical; }
    BoardBeside CardPanel { display: none; }
    BoardBeside.-medium CardPanel { display: block; height: 1fr; border-top: solid $panel; }
    BoardBeside.-medium Board { height: 2fr; }
    BoardBeside.-medium.-low CardPanel { display: none; }
    BoardBeside.-wide #board-and-card { layout: horizontal; }
    BoardBeside.-wide CardPanel { display: block; width: 44; height: 1fr; border-left: solid $panel; }
    BoardBeside:ansi CardPanel { border-top: none; border-left: none; }
    BoardBeside.-medium:ansi CardPanel { border-top: solid ansi_bright_black; }
    BoardBeside.-wide:ansi CardPanel { border-left: solid ansi_bright_black; }
    BoardBeside.-alone CardPanel { display: none; }
    BoardBeside.-wide.-alone CardPanel { display: none; }
    BoardBeside.-medium.-alone CardPanel { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._has_moved = self._is_following = False

    def with_card(self, board: Board) -> Container:
        """Returns a board together with the card, where there is room for one."""
        panel = [self._new_panel()] if self.app.size.width >= _ROOM else []
        return Container(board, *panel, id="board-and-card")

    def _new_panel(self) -> CardPanel:
        from crmcli.tui.card_panel import CardPanel  # what a narrow window does without, its first frame does not load

        return CardPanel(id="card")

    @property
    def board(self) -> Board:
        """The board."""
        return self.query_one(Board)

    @property
    def panel(self) -> CardPanel | None:
        """The card beside or below the board; None where there is no room for one, or none is wanted."""
        found = cast("list[CardPanel]", list(self.query("#card")))
        return found[0] if found and found[0].display else None

    def on_resize(self, event: Resize) -> None:
        """Under a board of few lines is no card."""
        super().on_resize(event)
        self.set_class(event.size.height < _LOW, "-low")
        if event.size.width >= _ROOM and not self.query("#card"):
            self.query_one("#board-and-card").mount(self._new_panel())
        self.call_after_refresh(self._show_card)

    @on(Board.Highlighted)
    def _highlighted(self) -> None:
        """A cursor that runs costs nothing: whoever waits for it to stand waits already."""
        self._has_moved = True
        if not self._is_following:
            self._is_following = True
            self.run_worker(self._follow(), group="follow")

    async def _follow(self) -> None:
        try:
            while self._has_moved:
                self._has_moved = False
                await asyncio.sleep(_PATIENCE)
            self._show_card()
        finally:
            self._is_following = False

    def _show_card(self) -> None:
        """Shows the card under the cursor, where there is room for one."""
        panel, card = self.panel, self.board.model.card
        if panel is None:
            return
        if card is None:
            panel.show(None)
        elif panel.ref != card.ref:
            panel.ref = card.ref
            panel.reload()

    @on(Board.Opened)
    def _opened(self, event: Board.Opened) -> None:
        self.app.open_record(event.card.ref)

    def action_panel(self) -> None:
        """Goes to the card beside the board; where there is no room for one, opens it."""
        if self.panel:
            self.panel.focus()
        else:
            self.board.action_open()

    def action_alone(self) -> None:
        """Shows the board alone, or the card beside it again."""
        self.toggle_class("-alone")
        self.board.focus()
        self.call_after_refresh(self._show_card)
