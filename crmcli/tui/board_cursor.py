"""The board under the hand: its cursor by keys, its marks, and the mouse, which also drags cards to other columns.

What is wanted with a card is said by a message; nothing is changed here but what is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Click, MouseDown, MouseMove, MouseScrollDown, MouseScrollUp, MouseUp
from textual.geometry import Region
from textual.message import Message

from crmcli.tui import board_head
from crmcli.tui.board import BoardDrawing

if TYPE_CHECKING:
    from crmcli.store.boards import Card


class Board(BoardDrawing):
    """The board with its cursor."""

    class Opened(Message):
        """A card was opened."""

        def __init__(self, card: Card) -> None:
            super().__init__()
            self.card = card

    class Dropped(Message):
        """A card was dragged to another column."""

        def __init__(self, card: Card, to: int) -> None:
            super().__init__()
            self.card, self.to = card, to

    class Shifted(Message):
        """A card changed places with another one; it stands before it now, or behind it."""

        def __init__(self, card: Card, other: Card, is_behind: bool) -> None:
            super().__init__()
            self.card, self.other, self.is_behind = card, other, is_behind

    class Escaped(Message):
        """Nothing was marked or held that could be let go."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._held: tuple[Card, int] | None = None  # the card on which the button was pressed, and its column
        self._has_dragged = False

    # The cursor

    def step(self, across: int, down: int) -> None:
        """Moves the cursor, and draws again only what looks different now."""
        if not self.model.columns:
            return
        before = self.card_region()
        at = self.model.at
        if self.model.step(across, down):
            self.refresh() if across else self.refresh(self.column_region())
        else:
            self.refresh(*(region for region in (before, self.card_region()) if region))
            if self.model.at != at:
                self.refresh(Region(0, 0, self.size.width, board_head.LINES + 1))
                self.refresh() if self.has_tabs else None
        self.tell()

    def action_left(self) -> None:
        """One column to the left."""
        self.step(-1, 0)

    def action_right(self) -> None:
        """One column to the right."""
        self.step(1, 0)

    def action_up(self) -> None:
        """One card up."""
        self.step(0, -1)

    def action_down(self) -> None:
        """One card down."""
        self.step(0, 1)

    def action_first(self) -> None:
        """The first card of the column."""
        self.step(0, -self._length())

    def action_last(self) -> None:
        """The last card of the column."""
        self.step(0, self._length())

    def action_half_down(self) -> None:
        """Half a page down."""
        self.step(0, max(self.model.page // 2, 1))

    def action_half_up(self) -> None:
        """Half a page up."""
        self.step(0, -max(self.model.page // 2, 1))

    def _length(self) -> int:
        return len(self.model.column.cards) if self.model.column else 0

    def action_open(self) -> None:
        """Opens the card under the cursor."""
        if self.model.card:
            self.post_message(self.Opened(self.model.card))

    def action_compact(self) -> None:
        """One line a card, or three."""
        self.is_compact = not self.is_compact
        self.fit()

    # Marks

    def action_mark(self) -> None:
        """Marks the card under the cursor, or takes the mark off, and goes on to the next."""
        if self.model.card:
            self.model.mark({self.model.card.id})
            self.step(0, 1)
            self.refresh(self.column_region())

    def action_range(self) -> None:
        """Marks from here to wherever the cursor goes in the column, until the same key or another mark."""
        if not self.model.end_range():
            self.model.begin_range()
        self.refresh()

    def action_column(self) -> None:
        """Marks all of the column, or takes their marks off where all have one."""
        column = self.model.column
        if column and column.cards:
            ids = {card.id for card in column.cards}
            self.model.mark(ids if ids <= self.model.marked else ids - self.model.marked)
            self.refresh()

    def action_escape(self) -> None:
        """Gives up what is going on: the card that is dragged, then the marks."""
        if self.let_go():
            return
        if self.model.unmark():
            self.refresh()
        else:
            self.post_message(self.Escaped())

    def shift_card(self, by: int) -> None:
        """Changes places of the card under the cursor with the next one above or below."""
        card, other = self.model.card, self.model.shift(by)
        if card and other:
            self.refresh(self.column_region())
            self.post_message(self.Shifted(card, other, by > 0))

    # The mouse

    def on_click(self, event: Click) -> None:
        """Puts the cursor where it was clicked; a second click opens the card."""
        if self._has_dragged:
            return
        place = self.place_at(event.x, event.y)
        if place is None:
            return
        self._put(*place)
        if event.chain == 2 and place[1] is not None:
            self.action_open()

    def _put(self, at: int, row: int | None) -> None:
        model = self.model
        model.at = at
        if row is not None:
            model.columns[at].row = row
        model.keep_in_sight()
        model.hold()
        self.refresh()
        self.tell()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Scrolls the column under the pointer."""
        self._scroll_column(event.x, event.y, 1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Scrolls the column under the pointer."""
        self._scroll_column(event.x, event.y, -1)

    def _scroll_column(self, x: int, y: int, by: int) -> None:
        place = self.place_at(x, y)
        if place is None:
            return
        column, page = self.model.columns[place[0]], self.model.page
        column.top = max(min(column.top + by, len(column.cards) - page), 0)
        column.row = max(min(column.row, column.top + page - 1), column.top)
        self.refresh()
        if place[0] == self.model.at:
            self.model.hold()
            self.tell()

    def on_mouse_down(self, event: MouseDown) -> None:
        """Takes hold of a card."""
        self._has_dragged = False
        place = self.place_at(event.x, event.y)
        if event.button == 1 and place is not None and place[1] is not None:
            self._held = (self.model.columns[place[0]].cards[place[1]], place[0])
            self.capture_mouse()

    def on_mouse_move(self, event: MouseMove) -> None:
        """Shows over which column a card is dragged; at an edge the columns out of sight come nearer."""
        if self._held is None:
            return
        if event.button == 0:
            self.let_go()
            return
        model = self.model
        if event.x <= 0 and model.left > 0:
            self._pan(-1)
        elif event.x >= self.size.width - 1 and model.left + model.span < len(model.columns):
            self._pan(1)
        place = self.place_at(min(max(event.x, 0), self.size.width - 1), max(event.y, 1))
        target = place[0] if place else None
        if self._has_dragged or target != self._held[1]:
            self._has_dragged = True
            self._aim(target if target != self._held[1] else None)

    def _pan(self, by: int) -> None:
        """Brings a column into sight; the cursor goes along, since it is never out of sight."""
        self.model.at = max(min(self.model.at + by, len(self.model.columns) - 1), 0)
        self.model.left += by
        self.model.at = max(min(self.model.at, self.model.left + self.model.span - 1), self.model.left)
        self.refresh()

    def _aim(self, target: int | None) -> None:
        if target != self.target:
            self.target = target
            self.refresh()

    def on_mouse_up(self, event: MouseUp) -> None:
        """Lets go of a card, over another column or where it was."""
        held, target = self._held, self.target
        self.let_go()
        if held and target is not None:
            self.post_message(self.Dropped(held[0], target))

    def let_go(self) -> bool:
        """Gives dragging up; returns whether a card was dragged."""
        was_dragging = self._held is not None and self._has_dragged
        self._held = None
        self._aim(None)
        self.release_mouse()
        return was_dragging
