"""The days of the planner as a list: a line for each day that says how full it is, and below it what stands on it.

It draws what it is handed and says by messages what was pressed; it asks and changes nothing itself.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType

from crmcli import agenda_words
from crmcli.store import agenda
from crmcli.store.agenda import Item, Planned
from crmcli.tui import keys, planner_lines
from crmcli.tui.planner_lines import DayHead, Widths
from crmcli.tui.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import datetime

    from crmcli.tui.painting import Part

_FEWEST = 5  # things of a day that fill the whole bar, where no day has more


class Days(NamedTuple):
    """The days from `first` to `last`; `planned` are those on which there is something."""

    now: datetime
    first: date
    last: date
    planned: Sequence[Planned]


class PlannerList(RowList[Item | DayHead]):
    """The things of each day. The keys of days are dates; those of things are texts, and go along to another day."""

    BINDINGS: ClassVar[list[BindingType]] = keys.of("planner")

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._now: datetime | None = None
        self._widths: tuple[int, Widths] | None = None
        self._items: dict[Hashable, tuple[date, Item]] = {}

    def fill(self, days: Days) -> None:
        """Shows days that were read; the cursor goes along with what was moved."""
        here, height = self.key, self.at - self.top
        planned = {each.day: each for each in days.planned}
        most = max(_FEWEST, *(planner_lines.amount(each) for each in days.planned)) if planned else _FEWEST
        names: list[Hashable] = []
        rows: dict[Hashable, Item | DayHead] = {}
        self._items = {}
        for day in (days.first + timedelta(days=count) for count in range((days.last - days.first).days + 1)):
            found = planned.get(day) or Planned(day, [])
            names.append(day)
            rows[day] = DayHead(found, days.now.date(), most, is_first=day == days.first)
            for item in found.items:
                name = _name(day, item)
                names.append(name)
                rows[name] = item
                self._items[name] = day, item
        self._now = days.now
        self._widths = None
        if here is not None and here not in rows:
            self.at = next((place for place in range(self.at, len(names)) if names[place] in self._items), self.at)
            self.top = max(self.at - height, 0)
        self.show(names, rows)

    def from_the_top(self) -> None:
        """Lets the cursor be on the first thing of what is shown next."""
        self.at = self.top = 0
        self.keys, self.marked = [], set()

    @property
    def item(self) -> Item | None:
        """The thing under the cursor."""
        found = self._items.get(self.key)
        return found[1] if found else None

    @property
    def day(self) -> date | None:
        """The day of the cursor."""
        found = self._items.get(self.key)
        return found[0] if found else None

    @property
    def picked(self) -> list[Item]:
        """The marked things in their order; without marks the one under the cursor."""
        return [self._items[key][1] for key in self.chosen if key in self._items]

    def unmark(self) -> bool:
        """Takes all marks off; returns whether there were any."""
        had, self.marked = bool(self.marked), set()
        self.refresh()
        return had

    def can_stand_on(self, key: Hashable) -> bool:
        """Not on the line of a day."""
        return not isinstance(key, date)

    def parts(self, row: Item | DayHead, width: int) -> list[Part]:
        """The line of a day, or of a thing."""
        if isinstance(row, DayHead):
            return planner_lines.day(row, width)
        if self._widths is None or self._widths[0] != width:
            found = [item for _day, item in self._items.values()]
            self._widths = width, planner_lines.widths(found, width)
        return planner_lines.item(row, self._now, width, self._widths[1]) if self._now else []


def _name(day: date, item: Item) -> str:
    """What a thing is called: the same on another day, but for what comes again and what stands on its day."""
    ref = agenda_words.ref(item)
    if item.followup is not None and item.state != agenda.REPEAT:
        return ref
    return f"{ref} {day} {agenda_words.what(item)}"
