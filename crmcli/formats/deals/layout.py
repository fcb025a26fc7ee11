"""How a table of deals is laid out: its delimiter, where its header stands, and whose program it is from.

Promises to look at the beginning of a file only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from crmcli.formats.deals.columns import Column, score, understand
from crmcli.formats.delimited.headers import normalise
from crmcli.formats.delimited.rows import Row, Rows

_DELIMITERS = ",;\t|"
_HEADER_WITHIN = 20  # rows
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[\r\n]*', re.IGNORECASE)  # Excel's own
_OF_PIPEDRIVE = re.compile(r"^\s*(?:Deal|Neg[oó]cio|Trato|Affaire|Obchod|Person|Organi[sz]ation)\s-\s", re.IGNORECASE)
_DAY = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_DATES = frozenset(("close", "created", "since", "won", "lost", "closed", "updated", "due"))


class Layout(NamedTuple):
    """The delimiter, how many rows stand before the header, the header row, what its columns hold, and the program."""

    delimiter: str
    preamble: int
    header: Row
    columns: list[Column]
    program: str


def find(sample: list[str], mapping: Mapping[str, Column], *, is_sure: bool = False) -> Layout | None:
    """Returns how the file that begins with these lines is laid out; None where it is no table of deals.

    `is_sure` says that the user knows it for one.
    """
    given = _SEPARATOR_LINE.fullmatch(sample[0]) if sample else None
    best: tuple[int, str, int, Row] | None = None
    for delimiter in given[1] if given else _DELIMITERS:
        for number, row in enumerate(islice(Rows(sample, delimiter), _HEADER_WITHIN)):
            points = score(row.cells, mapping, is_sure=is_sure)
            if points > (best[0] if best else 1):
                best = (points, delimiter, number, row)
    if best is None:
        return None
    _points, delimiter, number, row = best
    return Layout(delimiter, number, row, understand(row.cells, mapping), _program(row.cells))


def date_order(sample: list[str], layout: Layout, order: str) -> str:
    """Returns how days in numbers are read: as the first rows show beyond doubt, else by `order`."""
    places = [index for index, column in enumerate(layout.columns) if column.kind in _DATES]
    day_first = month_first = False
    for row in islice(Rows(sample, layout.delimiter), layout.preamble + 1, None):
        for index in places:
            found = _DAY.match(row.cells[index]) if index < len(row.cells) else None
            if found:
                day_first = day_first or int(found[1]) > 12
                month_first = month_first or int(found[2]) > 12
    if day_first == month_first:
        return order
    return "dmy" if day_first else "mdy"


def _program(header: Sequence[str]) -> str:
    """Whose program a table is from; empty where that is nobody's that is known."""
    plain = {normalise(cell) for cell in header}
    if {"own chance", "stage since"} <= plain:
        return "crm"
    if sum(_OF_PIPEDRIVE.match(cell) is not None for cell in header) >= 2:
        return "pipedrive"
    if plain & {"record id", "datensatz id", "id do registro", "id de registro", "id d objet"}:
        return "hubspot"
    if {"card name", "list name"} <= plain:
        return "trello"
    return "salesforce" if "opportunity id" in plain else ""
