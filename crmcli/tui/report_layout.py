"""A picture of a report laid out for a width: which columns have room, how long figures are, line after line.

Labels stand left, then the figures, then the numbers, right-aligned. What has no room is left out by its rank, never
cut in the middle of a number; sentences are broken between words. Pure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from crmcli import glyphs
from crmcli.output import clean
from crmcli.tui import charts
from crmcli.tui.painting import RIGHT, fitted, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.tui.painting import Part
    from crmcli.tui.report_pictures import Block, Column, Entry, Picture

_GAP = 2
_FEWEST, _LEAST, _LONGEST = 4, 12, 48  # cells of a figure: at a pinch, worth drawing, beyond which it says no more
_SHORTEST_LABEL, _LONGEST_LABEL = 8, 32
_APART = "   "  # between what the looks of a legend mean
Key = tuple[int, str, int]  # which block, what of it, which one


class Plan(NamedTuple):
    """How a block is drawn: the cells of the label and of the figure, the columns that are shown, each with its cells.

    `most` is the number for which the longest figure is drawn.
    """

    label: int
    figure: int
    columns: tuple[tuple[int, int], ...]
    most: int


class Laid(NamedTuple):
    """A line: a row of a block with the plan of it, or parts that are ready."""

    parts: Sequence[Part] = ()
    entry: Entry | None = None
    plan: Plan | None = None


def laid(picture: Picture, width: int) -> dict[Key, Laid]:
    """Returns the lines of a picture for a width, in their order; the keys stay what they are in another one."""
    lines: dict[Key, Laid] = {}
    _sentence(lines, -1, "heading", picture.heading, width, "head")
    if picture.nothing:
        lines[-1, "blank", 0] = Laid()
        _sentence(lines, -1, "nothing", picture.nothing, width, "text")
        return lines
    for number, block in enumerate(picture.blocks):
        if block.entries or block.notes or block.title:
            lines[number, "blank", 0] = Laid()
        alike = [each for each in picture.blocks if each.scale == block.scale] if block.scale else [block]
        _block(lines, number, block, planned(_joined(alike), width), width, is_first=block is alike[0])
    return lines


def _joined(blocks: Sequence[Block]) -> Block:
    """Blocks of one scale as one, for their plan."""
    if len(blocks) == 1:
        return blocks[0]
    return replace(blocks[0], entries=tuple(entry for each in blocks for entry in each.entries))


def is_row(key: Key) -> bool:
    """Whether a line is a row, on which the cursor may stand."""
    return key[1] == "row"


def drawn(line: Laid, width: int) -> list[Part]:
    """Returns a line as parts, exactly `width` cells wide."""
    entry, plan = line.entry, line.plan
    if entry is None or plan is None:
        used = sum(cell_len(text) for text, _role in line.parts)
        return [*line.parts, (" " * max(width - used, 0), "text")]
    parts: list[Part] = [(fitted(entry.label, plan.label), "text")]
    if plan.figure:
        parts.append((" " * _GAP, "text"))
        parts += charts.drawn(entry.figure, plan.most, plan.figure) if entry.figure else [(" " * plan.figure, "text")]
    for number, (place, cells) in enumerate(plan.columns):
        text = entry.cells[place] if place < len(entry.cells) else ""
        parts.append((" " * _GAP + fitted(text, cells, RIGHT), "text" if number else "strong"))
    used = sum(cell_len(text) for text, _role in parts)
    return [*parts, (" " * max(width - used, 0), "text")]


def planned(block: Block, width: int) -> Plan:
    """Returns how a block is drawn in a width."""
    label = max([width_of(block.label), *(width_of(each.label) for each in block.entries)], default=0)
    wanted = [_cells_of(block, place, column) for place, column in enumerate(block.columns)]
    least = _LEAST if any(each.figure for each in block.entries) else 0
    shown = min(label, _LONGEST_LABEL if least or wanted else width)
    kept = list(range(len(wanted)))
    while kept and _room(width, shown, wanted, kept) < _with_gap(least):
        spare = [each for each in kept if block.columns[each].rank]
        if spare:
            kept.remove(max(spare, key=lambda each: (block.columns[each].rank, each)))
        elif shown > _SHORTEST_LABEL:
            lacking = _with_gap(least) - _room(width, shown, wanted, kept)
            shown = max(shown - lacking, _SHORTEST_LABEL)
        elif least > _FEWEST:
            least = _FEWEST
        else:
            kept.pop()
    shown = min(shown, max(width - _with_gap(least), 0))
    room = _room(width, shown, wanted, kept)
    shown += min(label - shown, max(room - _with_gap(least), 0) // (2 if least else 1))
    figure = min(max(_room(width, shown, wanted, kept) - _GAP, 0), _LONGEST) if least else 0
    return Plan(shown, figure, tuple((each, wanted[each]) for each in kept), block.most(figure) if figure else 0)


def _room(width: int, label: int, wanted: Sequence[int], kept: Sequence[int]) -> int:
    """The cells that label and columns leave for a figure."""
    return width - label - sum(wanted[each] + _GAP for each in kept)


def _with_gap(cells: int) -> int:
    return _GAP + cells if cells else 0


def _cells_of(block: Block, place: int, column: Column) -> int:
    texts = [each.cells[place] for each in block.entries if place < len(each.cells)]
    return max(width_of(column.title), *(width_of(each) for each in texts), 0)


def _block(lines: dict[Key, Laid], number: int, block: Block, plan: Plan, width: int, *, is_first: bool) -> None:
    has_columns = bool(block.entries) and is_first and bool(block.label or any(each.title for each in block.columns))
    head = block.title or (block.label if has_columns else "")
    room = plan.label + (_GAP + plan.figure if plan.figure else 0)
    if has_columns and (width_of(head) <= room or not block.title):
        lines[number, "columns", 0] = Laid(_titles(block, plan, head, "head" if block.title else "dim", room))
    else:
        _sentence(lines, number, "title", block.title, width, "head")
        if has_columns:
            lines[number, "columns", 0] = Laid(_titles(block, plan, "", "dim", room))
    for place, entry in enumerate(block.entries):
        lines[number, "row", place] = Laid(entry=entry, plan=plan)
    if block.axis and plan.figure:
        lines[number, "axis", 0] = Laid(_axis(block.axis, plan))
    if block.legend and block.entries and plan.figure:
        _legend(lines, number, block.legend, width)
    for place, note in enumerate(block.notes):
        _sentence(lines, number, f"note {place}", note, width, "text")


def _titles(block: Block, plan: Plan, head: str, role: str, room: int) -> list[Part]:
    parts: list[Part] = [(fitted(head, room), role)]
    parts += [(" " * _GAP + fitted(block.columns[place].title, cells, RIGHT), "dim") for place, cells in plan.columns]
    return parts


def _axis(axis: Sequence[str], plan: Plan) -> list[Part]:
    """From what to what a heat line goes, under it."""
    return [(" " * (plan.label + _GAP) + glyphs.plain(" … ").join(axis), "dim")]


def _legend(lines: dict[Key, Laid], number: int, legend: Sequence[tuple[str, str]], width: int) -> None:
    rows: list[list[Part]] = []
    used = width
    for look, word in legend:
        sign, role = charts.sign(look)
        said = fitted(f" {word}", min(width_of(word) + 1, width - 1))
        if used + len(_APART) + 1 + width_of(said) > width:
            rows.append([])
            used = 0
        else:
            rows[-1].append((_APART, "dim"))
            used += len(_APART)
        rows[-1] += [(sign, role), (said, "dim")]
        used += 1 + width_of(said)
    for place, parts in enumerate(rows):
        lines[number, "legend", place] = Laid(parts)


def _sentence(lines: dict[Key, Laid], number: int, what: str, text: str, width: int, role: str) -> None:
    for place, line in enumerate(broken(text, width)):
        lines[number, what, place] = Laid([(line, role)])


def broken(text: str, width: int) -> Iterator[str]:
    """Returns a sentence as lines of at most `width` cells, broken between words; a longer word is cut with a mark."""
    line = ""
    for word in clean(text).split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        line = word if width_of(word) <= width else fitted(word, width)
    if line:
        yield line
