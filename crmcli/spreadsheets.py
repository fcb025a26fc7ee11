"""Cells that a spreadsheet would run as formulas, made plain text, and back. Pure."""

from __future__ import annotations

_DANGEROUS = frozenset("=+-@\t\r")


def guarded(cell: str) -> str:
    """`cell` with a `'` before it where a spreadsheet would run it; phones and numbers stay bare."""
    if is_guarded(cell):
        return "'" + cell
    if cell[:1] not in _DANGEROUS:
        return cell
    number, _mark, extension = cell[1:].partition(";ext=")
    is_number = cell[0] in "+-" and any(map(str.isdigit, number))
    return cell if is_number and not (number + extension).strip("0123456789 .,()-/") else "'" + cell


def is_guarded(cell: str) -> bool:
    """Whether the `'` that a cell begins with is a guard, and no part of the text.

    A text that begins so itself has one more: `'=x` is written `''=x`.
    """
    return cell[:1] == "'" and cell.lstrip("'")[:1] in _DANGEROUS
