"""A column of the board: a stage with its cards, what they add up to, and where one is in it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store import deal_sums

if TYPE_CHECKING:
    from datetime import date

    from crmcli.store.boards import Card
    from crmcli.store.deal_sums import Home, Sum
    from crmcli.store.rates import Book
    from crmcli.store.stages import Stage


class Money(NamedTuple):
    """What it takes to bring currencies together: the rates to the home currency, and the local day they hold for."""

    book: Book
    day: date

    @property
    def home(self) -> str:
        """The home currency."""
        return self.book.home


@dataclass
class Column:
    """A stage with its cards. `top` is the first card in sight; `row` is where the cursor is, or was last."""

    stage: Stage
    cards: list[Card]
    money: Money
    top: int = 0
    row: int = 0
    sums: dict[str | None, list[int]] = field(default_factory=dict)  # count, value, weighted, commission by currency
    _at_home: Home | None = None  # worked out when it is asked for

    def __post_init__(self) -> None:
        for card in self.cards:
            self.count(card, 1)

    def count(self, card: Card, sign: int) -> None:
        """Counts a card in, or out with -1."""
        self._at_home = None
        code = deal_sums.currency_of(card)
        one = self.sums.get(code)
        if one is None:
            one = self.sums[code] = [0, 0, 0, 0]
        one[0] += sign
        one[1] += sign * (card.value or 0)
        one[2] += sign * (card.weighted or 0)
        one[3] += sign * (card.commission or 0)
        if not one[0]:
            del self.sums[code]

    def totals(self) -> list[Sum]:
        """The sums of its cards, the home currency first."""
        home = self.money.home
        found = sorted(self.sums.items(), key=lambda one: (one[0] is None, one[0] != home, one[0] or ""))
        return [deal_sums.Sum(code, *numbers) for code, numbers in found]

    def at_home(self) -> Home:
        """All of its cards in the home currency, as far as the rates are known."""
        if self._at_home is None:
            self._at_home = deal_sums.in_home(self.totals(), self.money.book, self.money.day)
        return self._at_home

    @property
    def card(self) -> Card | None:
        """The card at its row; None where it has none."""
        return self.cards[self.row] if 0 <= self.row < len(self.cards) else None

    def row_of(self, deal_id: int) -> int | None:
        """Where the card of a deal is; None where it is not here."""
        return next((row for row, card in enumerate(self.cards) if card.id == deal_id), None)

    def in_sight(self, page: int) -> list[object]:
        """All that its drawing depends on, to be compared; where a card is put by hand is not told by its looks."""
        cards = [card._replace(position=0) for card in self.cards[self.top : self.top + page]]
        return [
            self.stage.id,
            self.stage.name,
            self.top,
            self.row,
            len(self.cards),
            self.totals(),
            self.money.day,
            cards,
        ]

    def keep_in_sight(self, page: int) -> bool:
        """Moves row and top so that the row is a card and in sight of `page` cards; returns whether the top moved."""
        before = self.top
        self.row = max(min(self.row, len(self.cards) - 1), 0)
        self.top = max(min(self.top, self.row), self.row - page + 1, 0)
        self.top = max(min(self.top, len(self.cards) - page), 0)
        return self.top != before

    def drop(self, row: int) -> None:
        """Takes a card out."""
        self.count(self.cards.pop(row), -1)

    def receive(self, card: Card) -> Card:
        """Takes a card in at the end, as its stage makes it, and returns it."""
        stage = self.stage
        moved = card._replace(
            stage_id=stage.id,
            days=0,
            quiet_days=0,
            is_stalled=False,
            is_slipped=stage.is_open and card.expected_close is not None and card.expected_close < str(self.money.day),
            outcome=stage.outcome,
            chance=card.chance if card.has_own_chance and stage.is_open else stage.chance,
        )
        if stage.is_open:
            self.cards.append(moved)
        else:
            self.cards.insert(0, moved)  # the latest first
        self.count(moved, 1)
        return moved
