"""Bytes into rows of cells, a row at a time, in constant memory and linear time.

Promises that no bytes raise: a row that cannot be cut into cells is handed over with the reason. A quote that
is never closed costs its own row only. It knows delimiters and quotes, and nothing of what cells mean.
"""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from crmcli.i18n import _

LONGEST_ROW = 16 << 20  # characters
_BLOCK = 1 << 16
_KEPT_OF_A_LONG_ROW = 1000
_REREAD_BUDGET = 4 * LONGEST_ROW  # characters read a second time after unclosed quotes, in the whole file
_END = "\0"  # NULs are taken out of the text, so this can be nothing else


class Row(NamedTuple):
    """A row: the physical line it starts on (from 1), its cells, its text as it stood without the line end.

    `fault` is empty, or one sentence on what is wrong with it; with a fault and no cells it is unreadable.
    """

    line: int
    cells: list[str]
    source: str
    fault: str = ""


class _RowTooLong(Exception):
    """The row that is being read is past `LONGEST_ROW`."""


def physical_lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield the lines of a file with their ends. A line past `LONGEST_ROW` is cut one character after it.

    Where the file has line feeds, only these end a line; else carriage returns do.
    """
    end = ""
    parts: list[str] = []
    size = 0
    for text in _texts(stream, encoding):
        end = end or _line_end(text)
        pieces = text.split(end) if end else [text]
        last = pieces.pop()
        for piece in pieces:
            if size:
                parts.append(piece[: LONGEST_ROW + 1 - size])
                piece = "".join(parts)
                parts, size = [], 0
            yield piece + end
        last = last[: LONGEST_ROW + 1 - size]
        if last:
            parts.append(last)
            size += len(last)
    if parts:
        yield "".join(parts)


def _texts(stream: BinaryIO, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    is_first = True
    while True:
        block = stream.read(_BLOCK)
        text = decoder.decode(block, not block)
        if "\0" in text:
            text = text.replace("\0", "")
        if is_first and text:
            text = text.removeprefix("\ufeff")
            is_first = False
        if text:
            yield text
        if not block:
            return


def _line_end(text: str) -> str:
    if "\n" in text:
        return "\n"
    return "\r" if "\r" in text[:-1] else ""


class Rows:
    """The rows of a sequence of physical lines, blank rows included. Can be iterated once."""

    def __init__(self, lines: Iterable[str], delimiter: str) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self._budget = _REREAD_BUDGET
        self._delimiter = delimiter
        self._pending: list[str] = []
        self._size = 0
        self._line = 1

    def __iter__(self) -> Iterator[Row]:
        csv.field_size_limit(2 * LONGEST_ROW)
        reader = self._reader()
        while True:
            self._pending = []
            self._size = 0
            try:
                cells = next(reader)
            except (_RowTooLong, csv.Error, StopIteration) as reason:
                if isinstance(reason, StopIteration) and not self._pending:
                    return
                yield self._unreadable(reason)
                reader = self._reader()
                continue
            if cells and cells[-1].endswith(_END):
                if len(self._pending) == 1:
                    return
                yield self._unclosed(cells)
                reader = self._reader()
                continue
            line = self._line
            self._line += len(self._pending)
            source = self._pending[0] if len(self._pending) == 1 else "".join(self._pending)
            yield Row(line, cells, source.rstrip("\r\n"))

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self._delimiter, skipinitialspace=True)

    def _feed(self) -> Iterator[str]:
        while True:
            line = self._again.popleft() if self._again else next(self._lines, _END)
            self._pending.append(line)
            self._size += len(line)
            if self._size > LONGEST_ROW:
                raise _RowTooLong
            yield line
            if line is _END:
                return

    def _unreadable(self, reason: Exception) -> Row:
        if isinstance(reason, csv.Error):
            return self._with_stray_line_ends()
        if len(self._pending) > 1 and self._looks_like_rows():
            return self._alone(_("A quote in this row is never closed."))
        row = Row(self._line, [], self._pending[0][:_KEPT_OF_A_LONG_ROW], _("This is a row of more than 16 MB."))
        self._line += len(self._pending)
        if len(self._pending) > 1:
            self._skip_to_closing_quote()
        return row

    def _unclosed(self, cells: list[str]) -> Row:
        """The file ended inside quotes: if several lines were swallowed, all but the first are read again."""
        self._pending.pop()
        if len(self._pending) > 1:
            return self._alone(_("A quote in this row is never closed."))
        cells[-1] = cells[-1].removesuffix(_END)
        return self._step(Row(self._line, cells, self._pending[0].rstrip("\r\n")), 1)

    def _with_stray_line_ends(self) -> Row:
        """A row with line ends of another system between its cells: they are blanks."""
        lines = [line.rstrip("\r\n").replace("\r", " ").replace("\n", " ") + "\n" for line in self._pending]
        cells = next(csv.reader(lines, delimiter=self._delimiter, skipinitialspace=True), [])
        return self._step(Row(self._line, cells, "".join(self._pending).rstrip("\r\n")), len(lines))

    def _alone(self, fault: str) -> Row:
        """The first pending line as a row by itself; the others are read again while the budget lasts."""
        first, rest = self._pending[0], self._pending[1:]
        self._budget -= sum(map(len, rest))
        if self._budget < 0:
            source = first[:_KEPT_OF_A_LONG_ROW].rstrip("\r\n")
            return self._step(Row(self._line, [], source, fault), len(self._pending))
        self._again.extendleft(reversed(rest))
        text = first.rstrip("\r\n")
        cells = text.replace("\r", " ").split(self._delimiter)
        return self._step(Row(self._line, [cell.strip().strip('"') for cell in cells], text, fault), 1)

    def _looks_like_rows(self) -> bool:
        """Whether most lines that a quote swallowed have as many delimiters as a row of this file."""
        first = self._pending[0].count(self._delimiter)
        alike = sum(line.count(self._delimiter) * 2 >= first for line in self._pending)
        return first > 0 and alike * 2 > len(self._pending)

    def _skip_to_closing_quote(self) -> None:
        while True:
            line = self._again.popleft() if self._again else next(self._lines, _END)
            if line is _END:
                return
            self._line += 1
            if line.count('"') % 2:
                return

    def _step(self, row: Row, lines: int) -> Row:
        self._line += lines
        return row
