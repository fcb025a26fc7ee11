"""Which BEGIN lines have lost their END.

A card inside a card (an AGENT's) has its END before the outer one's. Where a BEGIN comes while a card is
open, only the rest of the file can tell a nested card from a card whose END was lost. Promises one pass, and
sixteen bytes of memory for each BEGIN that is open at the same time.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable

BEGIN, END, END_AND_BEGIN = 1, 2, 3

_MARKER = re.compile(r"(BEGIN|END)\s*:\s*VCARD", re.IGNORECASE)
_ANOTHER_BEGIN = re.compile(r"BEGIN\s*:\s*VCARD", re.IGNORECASE)
# What a line must start with to be worth a closer look; it keeps the pass over usual lines cheap.
MARKER_STARTS = frozenset(first + second for first in "BbEe" for second in "EeNn")


def marker(line: str) -> int:
    """BEGIN or END where `line` opens or closes a card, however it is decorated; else 0.

    END_AND_BEGIN where two files were put together without a line end between them.
    """
    if line == "BEGIN:VCARD":
        return BEGIN
    if line == "END:VCARD":
        return END
    match = _MARKER.match(line)
    if not match:
        return 0
    if match[1].upper() == "BEGIN":
        return BEGIN
    return END_AND_BEGIN if _ANOTHER_BEGIN.search(line, match.end()) else END


class UnclosedCards:
    """The cards of a file whose END is missing, by the number of their BEGIN line."""

    def __init__(self, blocks: Iterable[list[str]]) -> None:
        self._lines = _unclosed(blocks)

    def __contains__(self, line: int) -> bool:
        place = bisect_left(self._lines, line)
        return place < len(self._lines) and self._lines[place] == line


def _unclosed(blocks: Iterable[list[str]]) -> array[int]:
    open_cards = array("Q")
    begins_before = array("Q")  # how many BEGINs the file had before each of the open ones
    begins = last_version = 0
    first = 1
    for block in blocks:
        for number, line in enumerate(block, first):
            start = line[:2]
            if start in MARKER_STARTS:
                kind = marker(line)
                if kind & END and open_cards:
                    open_cards.pop()
                    begins_before.pop()
                if kind & BEGIN:
                    open_cards.append(number)
                    begins_before.append(begins)
                    begins += 1
            elif start in ("VE", "ve", "Ve") and line[:7].upper() == "VERSION":
                last_version = number
        first += len(block)
    # A file that breaks off after one inner card, where that card does not even say its VERSION as a card of
    # its own must, is an outer card that was cut off.
    if open_cards and begins - begins_before[-1] == 2 and last_version < open_cards[-1]:
        open_cards.pop()
    return open_cards
