"""The view of the board: `board_view` says what is shown, `board_moves` how deals move, the rest stands beside."""

from __future__ import annotations

from crmcli.tui.board_edits import Edits


class BoardScreen(Edits):
    """The board of one pipeline at a time."""
