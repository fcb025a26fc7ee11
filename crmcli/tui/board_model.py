"""What the board shows, without a screen: columns of cards, the cursor, what is scrolled, what is marked. Pure.

Totals of a column are kept as running sums: moving a card never adds a column up again. The cursor is never out of
sight, and it follows its card when the board is read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.tui.board_column import Column

if TYPE_CHECKING:
    from crmcli.store.boards import Board, Card
    from crmcli.tui.board_column import Money


class BoardModel:
    """The columns and where one is in them."""

    def __init__(self) -> None:
        self.columns: list[Column] = []
        self.at = 0  # the column of the cursor
        self.left = 0  # the first column in sight
        self.marked: set[int] = set()
        self.page = 1  # cards of a column in sight
        self.span = 1  # columns in sight
        self.revision = 0  # another number whenever cards may differ
        self._held: int | None = None  # the deal on which the user put the cursor, also while a filter hides it
        self._anchor: int | None = None  # the deal at which a range of marks begins
        self._before_range: set[int] = set()  # what was marked before the range

    def fill(self, board: Board, money: Money) -> bool:
        """Takes a board that was read; cursor, scrolling and marks stay with their cards and stages.

        Returns whether anything in sight looks different now.
        """
        before = {each.stage.id: each for each in self.columns}
        seen, held = self._in_sight(), self._held
        if held is None and self.card is not None:
            held = self.card.id
        stage_id = self.column.stage.id if self.column else None
        self.columns = [
            Column(stage, board.cards[stage.id], money, *self._place(before.get(stage.id))) for stage in board.stages
        ]
        present = {card.id for column in self.columns for card in column.cards} if self.marked else set()
        self.marked &= present
        for place, column in enumerate(self.columns):
            if column.stage.id == stage_id:
                self.at = place
        if held is not None:
            self.go_to(held)
        self.at = max(min(self.at, len(self.columns) - 1), 0)
        self.keep_in_sight()
        is_other = seen != self._in_sight()
        self.revision += is_other
        return is_other

    def _in_sight(self) -> list[object]:
        """All that a drawing of the board depends on, to be compared."""
        shown = self.columns[self.left : self.left + self.span]
        return [
            self.at,
            self.left,
            len(self.columns),
            set(self.marked),
            [each.stage.name for each in self.columns],
            [each.in_sight(self.page) for each in shown],
        ]

    @staticmethod
    def _place(before: Column | None) -> tuple[int, int]:
        return (before.top, before.row) if before else (0, 0)

    @property
    def is_empty(self) -> bool:
        """Whether there is no card at all."""
        return not any(column.cards for column in self.columns)

    @property
    def column(self) -> Column | None:
        """The column of the cursor."""
        return self.columns[self.at] if self.columns else None

    @property
    def card(self) -> Card | None:
        """The card under the cursor."""
        column = self.column
        return column.card if column else None

    @property
    def chosen(self) -> list[Card]:
        """The marked cards, in the order of the board; without marks the one under the cursor."""
        if self.marked:
            return [card for column in self.columns for card in column.cards if card.id in self.marked]
        return [self.card] if self.card else []

    def last_open(self) -> int | None:
        """The place of the last column of deals that are still to be won."""
        return max((place for place, each in enumerate(self.columns) if each.stage.is_open), default=None)

    def place_of(self, stage_id: int) -> int | None:
        """The place of a stage's column; None where it is not on this board."""
        return next((place for place, each in enumerate(self.columns) if each.stage.id == stage_id), None)

    # The cursor

    def resize(self, span: int, page: int) -> None:
        """Takes how many columns and cards are in sight."""
        self.span, self.page = max(span, 1), max(page, 1)
        self.keep_in_sight()

    def keep_in_sight(self) -> None:
        """Scrolls so that the cursor is in sight."""
        for column in self.columns:
            column.keep_in_sight(self.page)
        self._keep_column_in_sight()

    def _keep_column_in_sight(self) -> None:
        self.left = max(min(self.left, self.at), self.at - self.span + 1, 0)
        self.left = max(min(self.left, len(self.columns) - self.span), 0)

    def step(self, across: int, down: int) -> bool:
        """Moves the cursor by columns and cards; returns whether more than the two cards must be drawn again."""
        column = self.column
        if column is None:
            return False
        if down:
            column.row += down
            has_scrolled = column.keep_in_sight(self.page)
            self.hold()
            return self._stretch() or has_scrolled
        left = self.left
        # Across means beside: the cursor stays at its height where the other column is as long.
        height = column.row - column.top
        self.at = max(min(self.at + across, len(self.columns) - 1), 0)
        other = self.columns[self.at]
        if other is not column and other.cards:
            other.row = other.top + height
            other.keep_in_sight(self.page)
        self._keep_column_in_sight()
        self.hold()
        return self.left != left

    def hold(self) -> None:
        """Takes the card under the cursor for the one that the user means, whatever else is shown meanwhile."""
        self._held = self.card.id if self.card else None

    def go_to(self, deal_id: int) -> bool:
        """Puts the cursor on the card of a deal; returns whether it is on the board."""
        for place, column in enumerate(self.columns):
            row = column.row_of(deal_id)
            if row is not None:
                self.at, column.row = place, row
                self.keep_in_sight()
                self.hold()
                return True
        return False

    # Marks

    def mark(self, ids: set[int]) -> None:
        """Marks cards, or takes the mark off those that have one; a range that was begun stays as it is."""
        self.end_range()
        self.marked ^= ids

    def begin_range(self) -> None:
        """Marks the card under the cursor, and from now on all between it and the cursor."""
        if self.card is not None:
            self._anchor, self._before_range = self.card.id, set(self.marked)
            self.marked |= {self.card.id}

    def end_range(self) -> bool:
        """Leaves the marks of a range as they are; returns whether there was one."""
        was_begun, self._anchor = self._anchor is not None, None
        return was_begun

    @property
    def is_ranging(self) -> bool:
        """Whether the cursor draws a range of marks."""
        return self._anchor is not None

    def unmark(self) -> bool:
        """Takes all marks off; returns whether there were any."""
        had, self.marked = bool(self.marked), set()
        self.end_range()
        return had

    def _stretch(self) -> bool:
        """Marks what lies between the beginning of the range and the cursor; returns whether there is a range."""
        column = self.column
        if self._anchor is None or column is None:
            return False
        first = column.row_of(self._anchor)
        if first is None:
            return False  # a range lies within one column
        low, high = sorted((first, column.row))
        self.marked = self._before_range | {card.id for card in column.cards[low : high + 1]}
        return True

    # Carrying

    def carry(self, deal_id: int, to: int | None) -> Card | None:
        """Moves a card to the end of another column, or out, before it is stored; returns it, None where it is out."""
        for column in self.columns:
            row = column.row_of(deal_id)
            if row is not None:
                moved = self.columns[to].receive(column.cards[row]) if to is not None else None
                column.drop(row)
                column.keep_in_sight(self.page)
                self.revision += 1
                if deal_id == self._held:
                    self.hold()
                return moved
        return None

    def shift(self, by: int) -> Card | None:
        """Changes places of the card under the cursor with the one above or below it; returns that one, None for none.

        The cursor goes with its card.
        """
        column = self.column
        if column is None or not column.cards or not 0 <= column.row + by < len(column.cards):
            return None
        row, cards = column.row, column.cards
        other = cards[row + by]
        cards[row], cards[row + by] = other, cards[row]
        column.row = row + by
        column.keep_in_sight(self.page)
        self.revision += 1
        return other
