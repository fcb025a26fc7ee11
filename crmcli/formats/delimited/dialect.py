"""How a delimited file is laid out: its delimiter, and where its header row stands.

Promises to look at the beginning of a file only. The delimiter is the one that gives the most headers that
are understood; a preamble before the header is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from crmcli.formats.delimited.cells import looks_like_phone
from crmcli.formats.delimited.columns import recognised
from crmcli.formats.delimited.meanings import UNKNOWN, Meaning
from crmcli.formats.delimited.rows import Row, Rows

_DELIMITERS = ",;\t|"
_HEADER_WITHIN = 20  # rows
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T,].*)?", re.DOTALL)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[\r\n]*', re.IGNORECASE)  # Excel's own


class Dialect(NamedTuple):
    """The delimiter, how many rows stand before the header, and the header row.

    `header` is None where the file has none: `contents` are what its columns hold, told from their values.
    """

    delimiter: str
    preamble: int
    header: Row | None
    contents: tuple[Meaning, ...] = ()


def find_dialect(sample: list[str], mapping: Mapping[str, Meaning]) -> Dialect | None:
    """Return how the file that begins with these lines is laid out; None where it is no table of contacts."""
    given = _SEPARATOR_LINE.fullmatch(sample[0]) if sample else None
    delimiters = given[1] if given else _DELIMITERS
    tables = {delimiter: list(islice(Rows(sample, delimiter), _HEADER_WITHIN)) for delimiter in delimiters}
    return _with_header(tables, mapping) or _without_header(tables, 1 if given else 0)


def first_headers(sample: list[str]) -> list[str]:
    """Return the first cells of the first row that is not blank, for telling a user what was seen there."""
    tables = {delimiter: list(islice(Rows(sample, delimiter), _HEADER_WITHIN)) for delimiter in _DELIMITERS}
    widest = max(tables.values(), key=lambda rows: max((len(row.cells) for row in rows), default=0))
    return next((cells for row in widest if (cells := [c.strip() for c in row.cells if c.strip()])), [])[:8]


def _with_header(tables: dict[str, list[Row]], mapping: Mapping[str, Meaning]) -> Dialect | None:
    best: tuple[int, str] = (0, "")
    scores: dict[str, list[int]] = {}
    for delimiter, rows in tables.items():
        scores[delimiter] = []
        for row in rows:
            count, has_key = recognised(row.cells, mapping)
            is_header = has_key and (count >= 3 or count * 4 >= _filled(row))
            scores[delimiter].append(count if is_header else 0)
        if scores[delimiter] and max(scores[delimiter]) > best[0]:
            best = (max(scores[delimiter]), delimiter)
    count, delimiter = best
    for index, row in enumerate(tables.get(delimiter, ())):
        # Values can read like headers too, so the first row that is nearly as good as the best is the header.
        if scores[delimiter][index] * 5 >= count * 3:
            return Dialect(delimiter, index, row)
    return None


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def _without_header(tables: dict[str, list[Row]], preamble: int) -> Dialect | None:
    """A list such as `name, phone` that begins with its first contact."""
    best: Dialect | None = None
    for delimiter, rows in tables.items():
        contents = _contents([row.cells for row in rows[preamble:] if any(row.cells)])
        if contents and (best is None or len(contents) > len(best.contents)):
            best = Dialect(delimiter, preamble, None, contents)
    return best


def _contents(rows: list[list[str]]) -> tuple[Meaning, ...]:
    """What each column holds, or nothing unless it is clear that these are people and how to reach them."""
    if not rows or not any(_sort(cell) in ("email", "phone") for cell in rows[0]):
        return ()
    width = max(map(len, rows))
    meanings = [_content([row[index] for row in rows if len(row) > index], len(rows)) for index in range(width)]
    names = [index for index, meaning in enumerate(meanings) if meaning.kind == "name"]
    has_email = any(meaning.kind == "email" for meaning in meanings)
    if not any(meaning.kind == "phone" for meaning in meanings) and not has_email:
        return ()
    if not names and not has_email:
        return ()  # figures alone may be anything
    return tuple(
        UNKNOWN if meaning.kind == "name" and index != names[0] else meaning for index, meaning in enumerate(meanings)
    )


def _content(cells: list[str], rows: int) -> Meaning:
    sorts = [_sort(cell) for cell in cells if cell.strip()]
    for kind in ("email", "phone"):
        if sorts.count(kind) * 5 >= len(sorts) * 4 and sorts.count(kind) * 2 >= rows:
            return Meaning(kind)
    return Meaning("name") if sorts.count("words") * 2 > rows else UNKNOWN


def _sort(cell: str) -> str:
    text = cell.strip()
    if len(text) < 320 and "@" in text and _EMAIL.fullmatch(text):
        return "email"
    digits = sum(map(str.isdecimal, text[:100]))
    if digits >= 6 and looks_like_phone(text.removeprefix("'")) and not _DATE.fullmatch(text):
        return "phone"
    return "words" if any(c.isalpha() for c in text[:100]) and digits * 2 < len(text[:100]) else "other"
