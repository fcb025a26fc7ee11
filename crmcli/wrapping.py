"""Sentences for a terminal, broken at blanks to its width. Pure but for asking how wide the terminal is.

Only what goes to a terminal is broken: a pipe gets each sentence on one line, whatever its length.
"""

from __future__ import annotations

import os
import unicodedata
from functools import cache

_NARROWEST = 20  # cells; below that every break would be in mid-sentence, and a path is a line of its own anyway
_FIRST_MARK = "\u0300"  # no character before this one is wide, or stands upon another
_HANGING = "  "
_PARTS = "   "  # what stands between a sentence and the way back after it


def terminal_width() -> int:
    """How many cells a line of the terminal has."""
    return max(_terminal_size().columns, _NARROWEST)


def terminal_height() -> int:
    """How many lines the terminal has."""
    return _terminal_size().lines


def _terminal_size() -> os.terminal_size:
    """The size of the terminal, also where only stderr goes to it."""
    import shutil

    try:
        columns, lines = os.get_terminal_size(2)
    except OSError:
        columns, lines = 0, 0
    # A terminal that nobody looks at, as under a test or in a container, may say that it has no size.
    return shutil.get_terminal_size((columns or 80, lines or 24))


def wrapped(line: str, width: int = 0) -> str:
    """The line, broken at blanks where it is wider than `width` cells (the terminal's, if not said).

    Further lines stand two blanks further in. A word is never broken, however long it is: it may be a path.
    """
    width = width or terminal_width()
    if cells(line) <= width:
        return line
    text = line.lstrip(" ")
    margin = line[: len(line) - len(text)]
    lines: list[str] = []
    for part in text.split(_PARTS):
        if lines and cells(lines[-1] + _PARTS + part) <= width:
            lines[-1] += _PARTS + part
        elif len(lines) == 1 and cells(margin + _HANGING + part) > width:
            # It has to be broken anyway, so what it belongs to need not stand alone.
            lines = _broken(lines[0].strip(" ") + _PARTS + part, margin, margin + _HANGING, width)
        else:
            lines += _broken(part, margin + _HANGING if lines else margin, margin + _HANGING, width)
    return "\n".join(lines)


def _broken(text: str, first_margin: str, margin: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else (margin if lines else first_margin) + word
        if line and cells(longer) > width:
            lines.append(line.rstrip(" "))
            longer = margin + word
        line = longer
    return [*lines, line.rstrip(" ")]


def cells(text: str) -> int:
    """How many cells a terminal takes for the text: two for wide characters, none for marks upon others."""
    if text.isascii() or max(text) < _FIRST_MARK:
        return len(text)
    return sum(map(_cells_of, text))


@cache
def _cells_of(sign: str) -> int:
    return 0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
