"""Rows as CSV and JSON text: pure functions that write nothing themselves.

What is promised: RFC 4180, without cells that a spreadsheet would run as formulas; and JSON that loses
nothing and still holds no control character that could reach a terminal.
"""

from __future__ import annotations

import json

from crmcli.output import BIDI, clean
from crmcli.spreadsheets import guarded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from crmcli.output import Column

    Row = Mapping[str, Any]

_escapes: dict[int, str] = {}


def csv_listing(rows: Iterable[Row], columns: Sequence[Column]) -> Iterator[str]:
    """The lines of RFC 4180, a header of the columns' keys first; each ends in CR LF."""
    yield ",".join([_csv_cell(each.key) for each in columns]) + "\r\n"
    for row in rows:
        yield ",".join([_csv_cell(each.cell(row)) for each in columns]) + "\r\n"


def _csv_cell(text: str) -> str:
    cell = guarded(text)
    if not cell.isprintable():
        lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        cell = "\n".join("\t".join(clean(part) for part in line.split("\t")) for line in lines)
    if any(mark in cell for mark in ',"\n') or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell


def json_listing(rows: Iterable[Row], *, is_indented: bool) -> Iterator[str]:
    """The text of one array in pieces; in a pipe with a record on each line, to be read as it comes."""
    if is_indented:
        yield json_text(list(rows), is_indented=True) + "\n"
        return
    separator = "[\n"
    for row in rows:
        yield separator + json_text(row, is_indented=False)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def pieces(format: str, rows: Iterable[Row], columns: Sequence[Column]) -> Iterator[str]:
    """The text of an export in pieces: a table as csv, an array as json, else a record a line."""
    if format == "csv":
        return csv_listing(rows, columns)
    if format == "json":
        return json_listing(rows, is_indented=False)
    return (json_text(row, is_indented=False) + "\n" for row in rows)


def json_text(value: object, *, is_indented: bool) -> str:
    """One JSON document without a line end; what could trouble a terminal is escaped, so nothing is lost."""
    text = json.dumps(value, ensure_ascii=False, indent=2 if is_indented else None)
    if not _escapes:
        codes = (*range(0x7F, 0xA0), 0x2028, 0x2029, *BIDI, *range(0xD800, 0xE000))
        _escapes.update({code: f"\\u{code:04x}" for code in codes})
    return text if text.isprintable() else text.translate(_escapes)
