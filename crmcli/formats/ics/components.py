"""A calendar's lines cut into its components.

Promises that every event, task and zone of the file becomes exactly one `RawComponent`, whatever stands in it or is
missing from it, and that no more than one is in memory. Events never lie in one another, so a BEGIN where one is open
means that its END was lost. What stands elsewhere is passed over, but the few lines that speak of the whole calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crmcli.formats.vcard.physical import PhysicalLines

LARGEST = 32 * 1024 * 1024  # characters of one component
WANTED = frozenset({"VEVENT", "VTODO", "VTIMEZONE"})
_WHOLE = frozenset({"VCALENDAR", "VJOURNAL", "VFREEBUSY", "VCARD"})  # what never stands inside an event either
_MARKER = re.compile(r"\s*(BEGIN|END)\s*:\s*([\w-]{1,40})\s*\Z", re.IGNORECASE)
_MARKER_STARTS = frozenset("BbEe \t")
_OF_CALENDAR = re.compile(r"(METHOD|PRODID|X-WR-CALNAME|X-WR-RELCALID|X-OWNER)\s*[;:]", re.IGNORECASE)
_LONGEST_OF_CALENDAR = 1_000


@dataclass(slots=True)
class RawComponent:
    """A component as it stands in its file: the number of its first line, its lines from BEGIN to END, and what its
    calendar says of itself, by name in capitals."""

    kind: str  # VEVENT, VTODO or VTIMEZONE
    line: int
    lines: list[str]
    calendar: dict[str, str]
    is_closed: bool = False
    has_overlong_line: bool = False
    is_too_large: bool = False  # only its beginning was kept


def split(file: PhysicalLines) -> Iterator[RawComponent]:
    """The events, tasks and zones of `file` in order."""
    splitter = _Splitter(file)
    first = 1
    for block in file.blocks():
        start = 0
        for place, line in enumerate(block):
            if line[:1] in _MARKER_STARTS and (found := _MARKER.match(line)):
                splitter.add(block[start:place], first + start)
                start = place + 1
                finished = splitter.mark(found[1].upper() == "BEGIN", found[2].upper(), line, first + place)
                if finished is not None:
                    yield finished
        splitter.add(block[start:], first + start)
        first += len(block)
    finished = splitter.finish(first - 1)
    if finished is not None:
        yield finished


@dataclass(slots=True)
class _Splitter:
    """The component that is open, and what is known of its calendar."""

    _file: PhysicalLines
    _open: RawComponent | None = None
    _depth: int = 0
    _size: int = 0
    _calendar: dict[str, str] = field(default_factory=dict)

    def add(self, lines: list[str], number: int) -> None:
        component = self._open
        if component is None:
            for line in lines:
                if found := _OF_CALENDAR.match(line):
                    name = found[1].upper()
                    self._calendar = {**self._calendar, name: line[len(found[1]) : _LONGEST_OF_CALENDAR]}
        elif not component.is_too_large:
            component.lines += lines
            self._size += sum(map(len, lines))
            component.is_too_large = self._size > LARGEST

    def mark(self, is_begin: bool, name: str, line: str, number: int) -> RawComponent | None:
        """Takes a line that opens or closes something, and returns the component that it finishes."""
        if is_begin and (name in WANTED or name in _WHOLE):
            finished = self.finish(number - 1)
            if name == "VCALENDAR":
                self._calendar = {}
            elif name in WANTED:
                self._open, self._depth, self._size = RawComponent(name, number, [line], self._calendar), 1, 0
            return finished
        component = self._open
        if component is None:
            return None
        if not is_begin and name in _WHOLE:
            return self.finish(number - 1)
        self.add([line], number)
        self._depth += 1 if is_begin else -1
        if not is_begin and (name == component.kind or self._depth <= 0):
            component.is_closed = True
            return self.finish(number)
        return None

    def finish(self, number: int) -> RawComponent | None:
        """The component that was open, with its last line's number; none is open any more."""
        component, self._open = self._open, None
        if component and self._file.overlong:
            component.has_overlong_line = any(component.line <= each <= number for each in self._file.overlong)
        return component
