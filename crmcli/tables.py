"""Tables and cards for a terminal, sized to its width: rows in, one text out.

The only user of Rich outside the screen, and of Rich only the measuring of cells: a wide character takes two.
Everything is cleaned here, and nothing in the data is read as markup.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from operator import le
from typing import Any

from rich.cells import cell_len as cells_of
from rich.cells import chop_cells, set_cell_size

from crmcli import output
from crmcli.output import Column, clean, clean_lines

_BOLD = "\x1b[1m"
_REFERENCE = "\x1b[36m"
_LABEL = "\x1b[2m"
_PLAIN = "\x1b[0m"
_STATES: dict[Any, str] = {
    "late": "\x1b[1;33m",
    "slipped": "\x1b[1;33m",
    "today": "\x1b[1;34m",
    "week": _LABEL,
}  # no red and green

_GAP = "  "
_FIRST_MARK = "\u0300"  # from here on characters may stand upon others, or be wide
_NARROWEST = 6  # cells that a column keeps however narrow the terminal is
_NARROWEST_WIDE = 12  # the same for a column that gives way first
_READABLE = 20  # cells without which an extra column is rather left out
_WHOLE = 32  # cells that a wide column, such as a name, has before an extra one after it is shown
_WIDEST_LABEL = 24
_TAKEN = -1  # the width of a cell whose room its neighbour has


def table(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    *,
    title: str = "",
    color: bool = False,
    width: int = 0,
) -> str:
    """Rows under a header, each on one line no wider than `width` cells (the terminal's, if not said).

    Columns in which no row says anything are left out, and extra ones where there is no room; what does not
    fit ends in an ellipsis. Columns without titles have no header; a row's `state` then paints its first cell, and
    a wide cell with nothing beside it takes that room as well.
    """
    total = width or _terminal_width()
    cells = [output.cells(row, columns) for row in rows]
    kept = [index for index in range(len(columns)) if not index or any(line[index] for line in cells)]
    columns, cells = [columns[index] for index in kept], [[line[index] for index in kept] for line in cells]
    header = [clean(column.title) for column in columns]
    has_header = any(header)
    needed = _needed(columns, [header, *cells]) if has_header else _needed_together(columns, cells)
    kept = _with_room(columns, dict(enumerate(needed)), total)
    shown = [columns[index] for index in kept]
    body = [[line[index] for index in kept] for line in cells]
    widths = _widths(shown, [needed[index] for index in kept], total)
    if not has_header:
        _give_what_is_free(shown, body, widths, total)
    lines = [_paint(line, _BOLD, color) for line in _wrapped(title, total)] if title else []
    if has_header:
        lines.append(_line(shown, [header[index] for index in kept], widths, [_BOLD] * len(shown), color))
        lines += _under_header(shown, body, widths, color)
    else:
        styles = [_STATES.get(row.get("state"), "") for row in rows]
        lines += _alone(shown, body, widths, styles, color)
    return "\n".join(lines) + "\n"


def _under_header(
    columns: Sequence[Column], body: Sequence[Sequence[str]], widths: Sequence[int], color: bool
) -> Iterator[str]:
    """The lines of a list. Nearly every cell fits as it stands, and there may be thousands of lines."""
    pattern = _GAP.join(
        f"%{'' if column.is_number else '-'}{width}s" for column, width in zip(columns, widths, strict=True)
    )
    styles = [_REFERENCE, *[""] * (len(columns) - 1)]
    for cells in body:
        if all(map(le, map(len, cells), widths)) and _is_simple("".join(cells)):
            line = pattern % tuple(cells)
            yield (_paint(line[: widths[0]], _REFERENCE, color) + line[widths[0] :]).rstrip()
        else:
            yield _line(columns, cells, widths, styles, color)


def _alone(
    columns: Sequence[Column], body: Sequence[Sequence[str]], widths: Sequence[int], styles: Sequence[str], color: bool
) -> Iterator[str]:
    """The lines without a header, the first cell of each in its style."""
    others = [""] * (len(columns) - 1)
    for style, cells in zip(styles, body, strict=True):
        yield _line(columns, cells, _taking_over(columns, cells, widths), [style, *others], color)


def needed_width(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> int:
    """How many cells of a terminal a table under a header takes when nothing is cut."""
    cells = [output.cells(row, columns) for row in rows]
    kept = [index for index in range(len(columns)) if not index or any(line[index] for line in cells)]
    needed = _needed(columns, [[clean(column.title) for column in columns], *cells])
    return sum(needed[index] for index in kept) + len(_GAP) * (len(kept) - 1)


def card(
    title: str,
    sections: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    *,
    color: bool = False,
    width: int = 0,
) -> str:
    """One record: its title, then titled sections of a label and a value each, long values wrapped.

    Pairs without a value and sections without pairs are left out. A value may have several lines; one
    without a label takes the whole width.
    """
    filled = [(name, [pair for pair in pairs if pair[1]]) for name, pairs in sections]
    labels = [clean(label) for _name, pairs in filled for label, _value in pairs]
    label_width = min(max(map(cell_len, labels), default=0), _WIDEST_LABEL)
    total = width or _terminal_width()
    lines = [_paint(line, _BOLD, color) for line in _wrapped(title, total)] if title else []
    for name, pairs in filled:
        if pairs and name:
            lines += ["", _paint(clean(name), _BOLD, color)]
        for label, value in pairs:
            lines += _pair(clean(label), value, label_width, total, color)
    return "\n".join(lines) + "\n"


def cell_len(text: str) -> int:
    """How many cells a clean text takes."""
    return len(text) if _is_simple(text) else cells_of(text)


def _is_simple(text: str) -> bool:
    """Whether a text is one of most of the Latin ones, which take as many cells as they have characters."""
    return text.isascii() or max(text) < _FIRST_MARK


def _pair(label: str, value: str, label_width: int, total: int, color: bool) -> list[str]:
    if not label:
        return _wrapped(value, total)
    margin = " " * label_width + _GAP
    first = _paint(_fitted(label, label_width), _LABEL, color) + _GAP
    values = _wrapped(value, max(total - label_width - len(_GAP), 20))
    return [first + values[0], *[(margin + line).rstrip() for line in values[1:]]]


def _wrapped(text: str, width: int) -> list[str]:
    """The lines of a text broken between words, and inside a word only where it alone is too long."""
    lines: list[str] = []
    for paragraph in clean_lines(text):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if cell_len(longer) <= width:
                line = longer
                continue
            *whole, line = [*([line] if line else []), *chop_cells(word, width)]
            lines += whole
        lines.append(line.rstrip())
    return lines or [""]


def _needed(columns: Sequence[Column], lines: Sequence[Sequence[str]]) -> list[int]:
    """How many cells each column needs for all that stands in it."""
    stacked = [[line[index] for line in lines] for index in range(len(columns))]
    return [max(map(len if "".join(column).isascii() else cell_len, column)) for column in stacked]


def _needed_together(columns: Sequence[Column], lines: Sequence[Sequence[str]]) -> list[int]:
    """The same where a wide cell may take over the empty one after it: only what it can be read by is asked for it."""
    needed = [0] * len(columns)
    for index in reversed(range(len(columns))):
        beside = len(_GAP) + needed[index + 1] if index + 1 < len(columns) else 0
        for line in lines:
            cells = cell_len(line[index])
            if index and beside and columns[index].is_wide and not line[index + 1]:
                cells = min(cells, _READABLE) - beside
            needed[index] = max(needed[index], cells)
    return needed


def _with_room(columns: Sequence[Column], needed: Mapping[int, int], total: int) -> list[int]:
    """The columns that are shown: without extra ones, the last first, for which others would be cut too short."""
    kept = list(needed)
    for index in [i for i in reversed(kept) if columns[i].is_extra]:
        cells = sum(min(needed[i], _asked(columns[i], columns[i].is_extra and i >= index)) for i in kept)
        if cells + len(_GAP) * (len(kept) - 1) > total:
            kept.remove(index)
    return kept


def _asked(column: Column, may_be_cut: bool) -> int:
    """The most cells that a column must have for an extra one to be shown: that and those after it may be cut."""
    if not column.is_wide:
        return sys.maxsize
    return _READABLE if may_be_cut else _WHOLE


def _widths(columns: Sequence[Column], needed: Sequence[int], total: int) -> list[int]:
    """How many cells each column gets: what it needs, less what the terminal has not."""
    widths = list(needed)
    surplus = sum(widths) + len(_GAP) * (len(widths) - 1) - total
    wide = [index for index, column in enumerate(columns) if column.is_wide]
    others = [index for index in range(1, len(columns)) if index not in wide]
    extra = [index for index in wide if columns[index].is_extra]
    surplus = _narrow(widths, extra, surplus, _READABLE)
    surplus = _narrow(widths, wide, surplus, _WHOLE)
    surplus = _narrow(widths, extra, surplus, _NARROWEST_WIDE)
    surplus = _narrow(widths, wide, surplus, _NARROWEST_WIDE, [column.least for column in columns])
    surplus = _narrow(widths, wide, surplus, _NARROWEST_WIDE)
    surplus = _narrow(widths, others, surplus, _NARROWEST_WIDE)
    _narrow(widths, [*wide, *others], surplus, _NARROWEST)
    return widths


def _narrow(widths: list[int], indexes: Sequence[int], surplus: int, narrowest: int, least: Sequence[int] = ()) -> int:
    """Take cells from the widest of some columns until the surplus is gone; returns what is left of it."""
    while surplus > 0:
        giving = [i for i in indexes if widths[i] > max(narrowest, least[i] if least else 0)]
        if not giving:
            break
        widths[max(giving, key=lambda index: widths[index])] -= 1
        surplus -= 1
    return surplus


def _taking_over(columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int]) -> list[int]:
    """The widths of one line in which wide cells have taken those of empty ones after them, which are not written."""
    rooms = list(widths)
    for index in range(len(columns) - 2, 0, -1):
        if columns[index].is_wide and not cells[index + 1]:
            rooms[index] += len(_GAP) + rooms[index + 1]
            rooms[index + 1] = _TAKEN
    return rooms


def _give_what_is_free(
    columns: Sequence[Column], lines: Sequence[Sequence[str]], widths: list[int], total: int
) -> None:
    """Widen columns for cells that are too long also for the room that they took over, as far as the terminal goes."""
    for line in lines:
        for index, room in enumerate(_taking_over(columns, line, widths)):
            free = total - sum(widths) - len(_GAP) * (len(widths) - 1)
            if free > 0 and room > widths[index]:
                widths[index + 1] += max(min(cell_len(line[index]) - room, free), 0)


def _line(
    columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int], styles: Sequence[str], color: bool
) -> str:
    parts = []
    for column, cell, width, style in zip(columns, cells, widths, styles, strict=True):
        if width == _TAKEN:
            continue
        if len(cell) <= width and _is_simple(cell):  # nearly every cell, and there may be thousands of lines
            fitted = cell.rstrip().rjust(width) if column.is_number else cell.ljust(width)
        else:
            fitted = _fitted(cell, width)
            if column.is_number:
                fitted = fitted.rstrip()
                fitted = " " * (width - cell_len(fitted)) + fitted
        parts.append(_paint(fitted, style, color) if style else fitted)
    return _GAP.join(parts).rstrip()


def _fitted(text: str, width: int) -> str:
    """`text` in exactly `width` cells; an ellipsis stands for what does not fit."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)


def _paint(text: str, style: str, color: bool) -> str:
    """Blanks that only fill a column stay outside the style, so that a line can end where its text does."""
    bare = text.rstrip()
    return f"{style}{bare}{_PLAIN}{text[len(bare) :]}" if color and style and bare else text


def _terminal_width() -> int:
    return shutil.get_terminal_size((80, 24)).columns
