"""Today's list: the things to do by state, each state under its name. What is finished leaves, and the next takes
its place under the cursor.

It draws what it is handed and says by messages what was pressed; it asks and changes nothing itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from crmcli import day_heads
from crmcli.store import days
from crmcli.tui import keys, today_lines
from crmcli.tui.gateway.days import Line
from crmcli.tui.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from crmcli.store.days import Entry
    from crmcli.tui.painting import Part
    from crmcli.tui.today_lines import Columns

_MARGIN = 1  # cell at the end of a line

Heading = tuple[str, int]  # a state, and how many there are of it


class TodayList(RowList["Line | Heading"]):
    """The things to do. A heading has the key of its state with a colon before, so that no name can be it."""

    BINDINGS: ClassVar[list[BindingType]] = keys.of("today")

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.entries: Mapping[str, Entry] = {}
        self.nothing: Sequence[str] = ()
        self._columns: tuple[int, Columns] | None = None

    def fill(self, entries: Mapping[str, Entry], lines: Mapping[str, Line], nothing: Sequence[str]) -> None:
        """Shows a day that was read. Where the row under the cursor is finished, the next one takes its place."""
        here, height = self._followed(entries), self.at - self.top
        keys: list[Hashable] = []
        rows: dict[Hashable, Line | Heading] = dict(lines.items())
        for state in days.STATES:
            names = [name for name, each in entries.items() if each.state == state]
            if names:
                keys += [f":{state}", *names]
                rows[f":{state}"] = (state, len(names))
        self.entries, self.nothing, self._columns = entries, nothing, None
        if here is not None:
            self.keys, self.at = keys, keys.index(here)
            self.top = max(self.at - height, 0)
        self.show(keys, rows)

    def _followed(self, entries: Mapping[str, Entry]) -> str | None:
        """The name of the entry to put the cursor on: its own, else the next one that is where it was; None for none.

        One that went to another state was dealt with: the cursor does not run after it.
        """
        there = [key for key in self.keys if isinstance(key, str)]
        for name in [*there[self.at :], *reversed(there[: self.at])]:
            if name in entries and entries[name].state == self.entries[name].state:
                return name
        return None

    @property
    def near(self) -> list[str]:
        """The names of what is in sight, or nearly."""
        return [str(key) for key in self._near()]

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries.get(str(self.key))

    @property
    def line(self) -> Line | None:
        """The line under the cursor, where it was read."""
        row = self.row
        return row if isinstance(row, Line) else None

    @property
    def picked(self) -> list[Entry]:
        """The marked entries in their order; without marks the one under the cursor."""
        return [self.entries[str(key)] for key in self.chosen if str(key) in self.entries]

    def unmark(self) -> bool:
        """Takes all marks off; returns whether there were any."""
        had, self.marked = bool(self.marked), set()
        self.refresh()
        return had

    def can_stand_on(self, key: Hashable) -> bool:
        """Not on a heading."""
        return not str(key).startswith(":")

    def empty(self) -> Sequence[str]:
        """What to say where there is nothing to do."""
        return self.nothing

    def take_lines(self, lines: Mapping[str, Line]) -> None:
        """Takes lines that were wanted."""
        self._columns = None
        self.take(dict(lines.items()))

    def parts(self, row: Line | Heading, width: int) -> list[Part]:
        """A thing to do in its columns, or the name of a state."""
        width -= _MARGIN
        margin: Part = (" " * _MARGIN, "dim")
        if not isinstance(row, Line):
            return [*today_lines.heading(day_heads.titles()[row[0]], row[1], width), margin]
        if self._columns is None or self._columns[0] != width:
            lines = [each for each in self._rows.values() if isinstance(each, Line)]
            self._columns = width, today_lines.columns(lines, width)
        return [*today_lines.line(row, width, self._columns[1]), margin]
