"""A card as lines: each says something, perhaps under a label, and some can be acted on. Laid out for a width here.

Nothing is cut: what is longer than its line goes on in the next one. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.output import clean
from crmcli.tui.painting import fitted, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crmcli.tui.painting import Part

EDGE = 2  # cells of the column of signs
_MOST_LABEL = 15  # cells of the column of labels
FIELD, CHANNEL, ADDRESS, PERSON, FOLLOWUP, RECORD, ACTIVITY, NOTES, ADDING = (
    "field", "channel", "address", "person", "followup", "record", "activity", "notes", "adding",
)  # fmt: skip


class Act(NamedTuple):
    """What a line is about: one of the kinds above, which of them, and whose: `d7` or `c41`."""

    kind: str
    key: str
    ref: str


class Line(NamedTuple):
    """One thing that a card says. `further` are lines of text below it; a heading has neither label nor act."""

    label: str
    text: str
    role: str = "text"
    act: Act | None = None
    further: Sequence[str] = ()
    is_heading: bool = False
    sign: tuple[str, str] = ("", "dim")  # at the edge, and its role
    further_role: str = "dim"


class Row(NamedTuple):
    """One line of the screen: its parts fill the width; `line` is which of the lines it belongs to."""

    parts: Sequence[Part]
    line: int


def heading(text: str) -> Line:
    """Returns the title of a section."""
    return Line("", text, "head", is_heading=True)


def section(title: str, lines: Iterable[Line]) -> list[Line]:
    """Returns lines under a title; nothing where there are none."""
    found = list(lines)
    return [heading(title), *found] if found else []


def laid(lines: Sequence[Line], width: int) -> list[Row]:
    """Returns the rows of a card that is so many cells wide; before a section stands an empty one.

    Signs stand in a column of their own at the edge, labels in the next, texts in the last; a text without a label
    has the room of both.
    """
    wide = [width_of(each.label) for each in lines if each.label]
    room = min(max(wide, default=0), _MOST_LABEL, max(width // 3, 1))
    rows: list[Row] = []
    for place, line in enumerate(lines):
        if line.is_heading and rows:
            rows.append(Row([(" " * width, "dim")], place))
        rows += [Row(parts, place) for parts in _parts(line, width, room)]
    return rows


def _parts(line: Line, width: int, room: int) -> Iterator[list[Part]]:
    edge = " " * min(EDGE, width)
    left = min(EDGE, width) + (room + 1 if line.label else 0)
    inner = max(width - left, 1)
    texts = broken(line.text, inner)
    labels = broken(line.label, max(room, 1)) if line.label else []
    for number in range(max(len(texts), len(labels))):
        sign = fitted(line.sign[0], len(edge)) if number == 0 and line.sign[0] else edge
        label = (fitted(labels[number] if number < len(labels) else "", room) + " ") if labels else ""
        text = texts[number] if number < len(texts) else ""
        yield [(sign, line.sign[1]), (label, "dim"), (fitted(text, inner), line.role)]
    for paragraph in line.further:
        for text in broken(paragraph, inner):
            yield [(" " * left, "dim"), (fitted(text, inner), line.further_role)]


def broken(text: str, width: int) -> list[str]:
    """Returns a text in lines of at most so many cells, broken at blanks, and in words that are wider themselves."""
    lines, line = [], ""
    # What parts two texts stays with the first of them.
    for word in clean(text).replace(" · ", "\N{NO-BREAK SPACE}· ").split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, width)
        lines += whole
    return [each.replace("\N{NO-BREAK SPACE}", " ") for each in (*lines, line)]


def _pieces(word: str, width: int) -> list[str]:
    """A word in pieces that fit, the last of which may go on."""
    pieces, piece, used = [], "", 0
    for letter in word:
        cells = width_of(letter)
        if piece and used + cells > width:
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + letter, used + cells
    return [*pieces, piece]
