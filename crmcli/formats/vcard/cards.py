"""A file's lines cut into cards.

Promises that every card that is not inside another becomes exactly one `RawCard`, whatever stands in it or is
missing from it, and that no more than one card is in memory. What stands outside cards is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from crmcli.formats.vcard.nesting import BEGIN, END, MARKER_STARTS, UnclosedCards, marker
from crmcli.formats.vcard.physical import PhysicalLines

LARGEST_CARD = 32 * 1024 * 1024  # characters


@dataclass(slots=True)
class RawCard:
    """A card as it stands in its file: the number of its first line, and its lines from BEGIN to END."""

    line: int
    lines: list[str] = field(default_factory=list)
    is_nested: bool = False  # holds cards inside
    is_closed: bool = False  # its last line is its END
    has_overlong_line: bool = False
    is_too_large: bool = False  # only its beginning was kept


def split(file: PhysicalLines) -> Iterator[RawCard]:
    """The top-level cards of `file` in order."""
    splitter = _Splitter(file)
    first = 1
    for block in file.blocks():
        start = 0
        for place in [place for place, line in enumerate(block) if line[:2] in MARKER_STARTS]:
            kind = marker(block[place])
            if kind:
                splitter.add(block[start:place])
                finished = splitter.mark(kind, block[place], first + place)
                if finished:
                    yield finished
                start = place + 1
        splitter.add(block[start:])
        first += len(block)
    finished = splitter.finish(first - 1)
    if finished:
        yield finished


class _Splitter:
    """The card that is open, and how deep inside it the lines are."""

    def __init__(self, file: PhysicalLines) -> None:
        self._file = file
        self._card: RawCard | None = None
        self._depth = 0
        self._size = 0
        self._unclosed: UnclosedCards | None = None

    def add(self, lines: list[str]) -> None:
        card = self._card
        if card is None or not lines or card.is_too_large:
            return
        card.lines += lines
        self._size += sum(map(len, lines))
        if self._size > LARGEST_CARD:
            card.is_too_large = True

    def mark(self, kind: int, line: str, number: int) -> RawCard | None:
        """Take a line that opens or closes a card (or both), and return the card that it finishes."""
        finished = None
        card = self._card
        if kind & END and card:
            card.lines.append(line)
            self._depth -= 1
            if not self._depth:
                card.is_closed = True
                finished = self.finish(number)
        if kind & BEGIN:
            finished = self._begin(line, number) or finished
        return finished

    def finish(self, number: int) -> RawCard | None:
        """The card that was open, with its last line's number; none is open any more."""
        card, self._card = self._card, None
        if card and self._file.overlong:
            card.has_overlong_line = any(card.line <= overlong <= number for overlong in self._file.overlong)
        return card

    def _begin(self, line: str, number: int) -> RawCard | None:
        card = self._card
        finished = None
        if card:
            if self._unclosed is None:
                self._unclosed = UnclosedCards(self._file.blocks())
            if card.line not in self._unclosed:
                card.is_nested = True
                card.lines.append(line)
                self._depth += 1
                return None
            finished = self.finish(number - 1)
        self._card = RawCard(number, [line])
        self._depth = 1
        self._size = 0
        return finished
