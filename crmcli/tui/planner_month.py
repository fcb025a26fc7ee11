"""A month as a grid, a week a line, with how much there is on each day: the fuller, the stronger its number."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.strip import Strip

from crmcli import agenda_words, dates, glyphs
from crmcli.tui.painting import RIGHT, Painted, fitted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.tui.painting import Part

_WEEKS = 6  # lines
_DAYS = 7
_CELL = 5  # cells of a day: its number, and how much there is
_WEEK = 4  # cells of the number of a week
_LEVELS = " ▁▂▃▄▅▆▇█"


class Month(Painted):
    """The month that is looked at. Today and the day of the cursor are told."""

    DEFAULT_CSS = """
    Month { height: 9; width: 1fr; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._first = self._today = date.min
        self._counts: Mapping[date, int] = {}
        self._here: date | None = None

    def show_month(self, first: date, today: date, counts: Mapping[date, int]) -> None:
        """Shows the month of a day."""
        self._first, self._today, self._counts = first, today, counts
        self.refresh()

    def stand_on(self, day: date | None) -> None:
        """Tells the day of the cursor."""
        self._here = day
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draws the name of the month, those of the days, or a week."""
        width = self.size.width
        if self._first == date.min or y > _WEEKS + 1:
            return Strip([self.blank(width)], width)
        monday = self._first.replace(day=1)
        monday -= timedelta(days=monday.weekday())
        if y == 0:
            _weekday, _number, month, year = dates.shown(self._first.isoformat()).split(" ")
            return Strip(self.drawn([(fitted(f"{month} {year}", width), "head")]), width)
        if y == 1:
            names = [
                dates.shown((monday + timedelta(days=each)).isoformat()).partition(" ")[0] for each in range(_DAYS)
            ]
            text = " " * _WEEK + "".join(fitted(each[:2], _CELL - 1, RIGHT) + " " for each in names)
            return Strip(self.drawn([(fitted(text, width), "dim")]), width)
        return self._week(monday + timedelta(days=_DAYS * (y - 2)), width)

    def _week(self, monday: date, width: int) -> Strip:
        if monday.month != self._first.month and (monday + timedelta(days=_DAYS - 1)).month != self._first.month:
            return Strip([self.blank(width)], width)
        number = agenda_words.week(monday).rpartition(" ")[2]
        segments = self.drawn([(fitted(number, _WEEK - 1) + " ", "dim")])
        for day in (monday + timedelta(days=each) for each in range(_DAYS)):
            over = ("cursor",) if day == self._here else ()
            segments += self.drawn(self._day(day), *over)
        return Strip(segments).adjust_cell_length(width, self.style_of("text"))

    def _day(self, day: date) -> list[Part]:
        """A day: its number, and a block as high as it is full; a plus where the locale has no blocks."""
        most = max(self._counts.values(), default=0)
        count = self._counts.get(day, 0)
        level = -(-count * (len(_LEVELS) - 1) // most) if most else 0
        block = _LEVELS[level] if glyphs.has_unicode() else "+" if count else " "
        role = "accent" if day == self._today else "dim" if day.month != self._first.month else "text"
        return [(fitted(str(day.day), _CELL - 1, RIGHT), role), (block, "quiet" if count == most else "today")]
