"""The board: one widget that draws all columns itself, owns the cursor, and scrolls each column by cards.

A widget for each card would cost seconds at thousands of deals. It draws what the model holds and says by messages what
was pressed; it asks and changes nothing itself. Its keys for the cursor and the mouse stand in `board_cursor`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.events import Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from crmcli.i18n import _
from crmcli.tui import board_head, card_lines, keys
from crmcli.tui.board_head import Edges
from crmcli.tui.board_model import BoardModel
from crmcli.tui.painting import Painted, Part, fitted

if TYPE_CHECKING:
    from crmcli.store.boards import Board as Cards
    from crmcli.store.boards import Card
    from crmcli.tui.board_column import Column, Money

NARROWEST = 22  # cells of a column
SINGLE = 80  # cells below which one column is shown, and the stages are tabs
_KEPT = 500  # drawn cards that are kept: more than the widest window shows


class BoardDrawing(Painted, can_focus=True):
    """All columns of a pipeline, drawn. `model` is what it shows, `nothing` what it says where no card is."""

    BINDINGS: ClassVar[list[BindingType]] = keys.of("board")
    DEFAULT_CSS = """
    BoardDrawing { height: 1fr; width: 1fr; background: $background; }
    """

    class Highlighted(Message):
        """The cursor is on another card, or on none."""

        def __init__(self, card: Card | None) -> None:
            super().__init__()
            self.card = card

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.model = BoardModel()
        self.today = date.min
        self.home = ""
        self.nothing = ""
        self.is_compact = False
        self.target: int | None = None  # the column over which a card is dragged
        self._gap = 0  # lines between cards
        self._drawn: dict[tuple[object, ...], list[list[Segment]]] = {}

    # What is shown

    def show(self, cards: Cards, money: Money, nothing: str) -> None:
        """Shows a board that was read; the cursor stays on its card. What looks as before is not drawn again."""
        is_other = self.today != money.day or self.nothing != nothing
        self.today, self.home, self.nothing = money.day, money.home, nothing
        is_other = self.model.fill(cards, money) or is_other
        if self._fit() or is_other:
            self.draw_again()

    def draw_again(self) -> None:
        """Draws all of it again, and says where the cursor is."""
        self._drawn.clear()
        self.refresh()
        self.tell()

    def tell(self) -> None:
        """Says where the cursor is."""
        self.post_message(self.Highlighted(self.model.card))

    @property
    def card_height(self) -> int:
        """Lines of a card."""
        return card_lines.COMPACT if self.is_compact else card_lines.TALL

    @property
    def pitch(self) -> int:
        """Lines from one card to the next."""
        return self.card_height + self._gap

    def fit(self) -> None:
        """Reckons with another size, or with cards of another height."""
        self._fit()
        self.draw_again()

    def _fit(self) -> bool:
        """Takes what is in sight from the size; returns whether that is other than before."""
        width, height = self.size
        before = (self.model.span, self.model.page, self._gap)
        columns, room = max(len(self.model.columns), 1), height - board_head.LINES
        longest = max((len(each.cards) for each in self.model.columns), default=0)
        # A line between cards where all of them are in sight nevertheless.
        self._gap = int(not self.is_compact and longest * (self.card_height + 1) - 1 <= room)
        span = 1 if width < SINGLE else min(columns, width // NARROWEST)
        self.model.resize(span, (room + self._gap) // self.pitch)
        return before != (self.model.span, self.model.page, self._gap)

    def widths(self) -> list[int]:
        """The cells of each column in sight; the gap behind it is part of it."""
        span = min(self.model.span, len(self.model.columns)) or 1
        each, rest = divmod(self.size.width, span)
        return [each + (1 if place < rest else 0) for place in range(span)]

    @property
    def has_tabs(self) -> bool:
        """Whether one column is shown at a time, and the stages are tabs."""
        return self.size.width < SINGLE

    def on_resize(self, event: Resize) -> None:
        """Keeps the cursor in sight. Lines that were drawn between the new size and this would stay."""
        self._fit()
        self._drawn.clear()
        self.refresh()

    def on_focus(self) -> None:
        """The focused column is told by colour."""
        self.refresh()

    def on_blur(self) -> None:
        """The focused column is told by colour."""
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draws one line across all columns in sight."""
        width, model = self.size.width, self.model
        if not model.columns:
            return Strip([self.blank(width)], width)
        if self.has_tabs and y == 0:
            return Strip(self._tabs(width), width)
        segments: list[Segment] = []
        shown = model.columns[model.left : model.left + model.span]
        for place, (column, cells) in enumerate(zip(shown, self.widths(), strict=True)):
            at = model.left + place
            segments += (
                self._head(y, column, cells - 1, at)
                if y < board_head.LINES
                else self._body(y - board_head.LINES, column, cells - 1, at)
            )
            segments.append(self.blank(1))
        return Strip(segments, width)

    def _tabs(self, width: int) -> list[Segment]:
        ground = "cursor" if self.has_focus else "away"
        drawn: list[Segment] = []
        for text, role in board_head.tab_line(self.model.columns, self.model.at, width):
            drawn += self.drawn([(text, "accent")], ground) if role == "tab" else self.drawn([(text, role)])
        return drawn

    def _head(self, y: int, column: Column, width: int, at: int) -> list[Segment]:
        is_here = at == self.model.at and self.has_focus
        is_target = at == self.target
        over = ("marked",) if is_target else ()
        if y < board_head.LINES - 1:
            return self.drawn(board_head.line(column, y, width, is_here), *over)
        rule = board_head.rule(column, self.model.page, width, self._edges(at))
        return self.drawn([(rule, "accent" if is_here or is_target else "dim")], *over)

    def _edges(self, at: int) -> Edges:
        model = self.model
        last = model.left + model.span - 1
        hidden = len(model.columns) - 1 - at if at == last and not self.has_tabs else 0
        return Edges(at if at == model.left and not self.has_tabs else 0, hidden)

    def _body(self, y: int, column: Column, width: int, at: int) -> list[Segment]:
        row, line = divmod(y, self.pitch)
        is_here = at == self.model.at
        if not column.cards:
            return self.drawn([(fitted(self._said_of(column, y, is_here), width), "dim")])
        index = column.top + row
        if line >= self.card_height or index >= len(column.cards) or row >= self.model.page:
            return [self.blank(width)]
        return self._card(column.cards[index], width, is_here and index == column.row)[line]

    def _said_of(self, column: Column, y: int, is_here: bool) -> str:
        """What stands in a column without cards."""
        if self.model.is_empty and self.nothing:
            return self.nothing if is_here and y == 0 else ""
        if not is_here or y:
            return ""
        return _("n new deal") if column.stage.is_open else _("nothing yet")

    def _card(self, card: Card, width: int, is_cursor: bool) -> list[list[Segment]]:
        is_marked = card.id in self.model.marked
        ground = ("cursor" if self.has_focus else "away",) if is_cursor else ("marked",) if is_marked else ()
        key = (card.id, self.model.revision, width, self.appearance, ground, is_marked)
        found = self._drawn.get(key)
        if found is None:
            parts: list[list[Part]] = (
                [card_lines.line(card, self.today, self.home, width, is_marked)]
                if self.is_compact
                else card_lines.lines(card, self.today, self.home, width, is_marked)
            )
            if len(self._drawn) > _KEPT:
                self._drawn.clear()
            found = self._drawn[key] = [self.drawn(line, *ground) for line in parts]
        return found

    # Where things are

    def column_left(self, place: int) -> int:
        """The first cell of a column, by its place among those in sight."""
        return sum(self.widths()[:place])

    def column_region(self) -> Region:
        """Where the column of the cursor is."""
        place = self.model.at - self.model.left
        return Region(self.column_left(place), 0, self.widths()[place], self.size.height)

    def card_region(self) -> Region | None:
        """Where the card under the cursor is."""
        column, place = self.model.column, self.model.at - self.model.left
        if column is None or not 0 <= place < self.model.span:
            return None
        y = board_head.LINES + (column.row - column.top) * self.pitch
        return Region(self.column_left(place), y, self.widths()[place], self.card_height)

    def place_at(self, x: int, y: int) -> tuple[int, int | None] | None:
        """Returns the column there and the row of the card there, None for none; None outside of all columns."""
        model = self.model
        if self.has_tabs and y == 0:
            shown = board_head.tabs(model.columns, model.at, self.size.width)
            return next(((each.at, None) for each in shown if each.left <= x < each.left + len(each.text)), None)
        left = 0
        for place, cells in enumerate(self.widths()):
            if left <= x < left + cells and model.columns:
                at = model.left + place
                column = model.columns[at]
                row = column.top + (y - board_head.LINES) // self.pitch if y >= board_head.LINES else -1
                return at, row if 0 <= row < len(column.cards) else None
            left += cells
        return None
