"""The objects in a JSON text, one after the other: those of an array, one a line, or a single one.

Promises memory for one object at a time and time in proportion to the text. An object that cannot be read costs itself
only: what follows is found again at the next line that begins one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

from crmcli.i18n import _

LARGEST = 48 << 20  # characters of one object: a photo may stand in it
_BLOCK = 1 << 18
_BETWEEN = re.compile(r"[\s,\[\]\ufeff]*")
_NEXT = re.compile(r"\n\s*\{")
_SHOWN_OF_A_FAULT = 10_000  # characters


class Readable(Protocol):
    """A stream of text."""

    def read(self, size: int = ..., /) -> str: ...


class Found(NamedTuple):
    """An object: the line it begins on (from 1), its text, what it is, or one sentence on why it cannot be read."""

    line: int
    source: str
    value: Any
    fault: str = ""


def values(stream: Readable) -> Iterator[Found]:
    """Yields the objects of a text, and a fault for each stretch of it that is none."""
    return iter(_Scanner(stream))


class _Scanner:
    """The text that has been read and not yet been handed on."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._decoder = json.JSONDecoder(parse_constant=_refuse)
        self._text = ""
        self._place = 0
        self._line = 1
        self._is_at_end = False

    def __iter__(self) -> Iterator[Found]:
        while self._skip_between():
            yield self._next()

    def _skip_between(self) -> bool:
        """Go to where the next object begins; false where there is none."""
        while True:
            match = _BETWEEN.match(self._text, self._place)
            self._step(match.end() if match else self._place)
            if self._place < len(self._text):
                return True
            if self._is_at_end:
                return False
            self._read_more()

    def _next(self) -> Found:
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._place)
            except RecursionError:
                return self._faulty(_("This record is nested too deeply."))
            except ValueError:
                if self._is_at_end or len(self._text) - self._place > LARGEST:
                    return self._faulty(_("This is no whole record: the file is damaged or ends too early."))
                self._read_more()
                continue
            if end == len(self._text) and not self._is_at_end:
                self._read_more()  # a number may go on
                continue
            found = Found(self._line, self._text[self._place : end], value)
            self._step(end)
            return found

    def _faulty(self, fault: str) -> Found:
        """What stands up to the next line that begins an object."""
        line, start = self._line, self._text[self._place : self._place + _SHOWN_OF_A_FAULT]
        while True:
            match = _NEXT.search(self._text, self._place)
            if match:
                self._step(match.end() - 1)
                return Found(line, start.partition("\n")[0], None, fault)
            self._step(max(self._place, len(self._text) - 1) if not self._is_at_end else len(self._text))
            if self._is_at_end:
                return Found(line, start.partition("\n")[0], None, fault)
            self._read_more()

    def _step(self, place: int) -> None:
        self._line += self._text.count("\n", self._place, place)
        self._place = place

    def _read_more(self) -> None:
        """As much again as waits already, so that a large object is not looked at too often."""
        rest = self._text[self._place :]
        block = self._stream.read(max(_BLOCK, len(rest)))
        self._is_at_end = not block
        self._text = rest + block
        self._place = 0


def _refuse(constant: str) -> object:
    raise ValueError(constant)
