"""The lines of a file as they stand in it, a block at a time.

Promises constant memory: a line past `LONGEST_LINE` is handed over as its beginning, and its number is noted.
Where the file is not UTF-16 (or alike), bytes that are not UTF-8 come as surrogate escapes, so that a line
can still be turned back into its bytes and read in the encoding it declares. Lines are never joined here.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

LONGEST_LINE = 16 * 1024 * 1024  # bytes
_BLOCK = 1 << 18
_KEPT_OF_AN_OVERLONG_LINE = 75


class PhysicalLines:
    """The lines of a seekable binary stream of known encoding; can be read several times, even at once.

    `overlong` holds the numbers, counted from 1, of lines that were too long to keep.
    """

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self.overlong: set[int] = set()
        self._stream = stream
        self._encoding = encoding.lower().replace("_", "-")
        self._line_end = ""

    @property
    def holds_bytes(self) -> bool:
        """Whether bytes that are not UTF-8 can come out as surrogate escapes."""
        return not self._encoding.replace("-", "").startswith(("utf16", "utf32", "iso2022"))

    def blocks(self) -> Iterator[list[str]]:
        """The lines in order, some thousands at a time, without their line ends."""
        if not self._line_end:
            self._line_end = self._find_line_end()
        line_end = self._line_end
        head: list[str] = []
        size = 0
        number = 1
        for text in self._texts():
            lines = text.split(line_end)
            size += len(lines[0])
            if size <= LONGEST_LINE:
                head.append(lines[0])
            if len(lines) == 1:
                continue
            lines[0] = self._joined(head, size, number)
            head = [lines.pop()]
            size = len(head[0])
            number += len(lines)
            yield _without_returns(lines) if "\r" in text or "\r" in lines[0] else lines
        last = self._joined(head, size, number)
        if last:
            yield _without_returns([last])

    def _joined(self, head: list[str], size: int, number: int) -> str:
        line = "".join(head)
        if size > LONGEST_LINE or (size > LONGEST_LINE // 4 and _byte_length(line) > LONGEST_LINE):
            self.overlong.add(number)
            return line[:_KEPT_OF_AN_OVERLONG_LINE]
        return line

    def _texts(self) -> Iterator[str]:
        """The file's text in blocks. Each sets its own place in the stream: others read it in between."""
        errors = "surrogateescape" if self.holds_bytes else "replace"
        codec = "utf-8" if self.holds_bytes else self._encoding
        decoder = codecs.getincrementaldecoder(codec)(errors)
        offset = 0
        while True:
            self._stream.seek(offset)
            data = self._stream.read(_BLOCK)
            offset += len(data)
            text = decoder.decode(data, not data)
            if text:
                yield text.replace("\ufeff", "") if "\ufeff" in text else text
            if not data:
                return

    def _find_line_end(self) -> str:
        """A file that has line feeds ends its lines with them, and only one without ends lines at returns."""
        return "\n" if any("\n" in text for text in self._texts()) else "\r"


def _without_returns(lines: list[str]) -> list[str]:
    return [line.rstrip("\r") for line in lines]


def _byte_length(line: str) -> int:
    return len(line.encode("utf-8", "surrogatepass"))
