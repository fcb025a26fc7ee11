"""The line above today's list: which day it is, what it is, and how far the goals are; and the two lines below it,
which say all of the thing under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip

from crmcli import dates, glyphs
from crmcli.tui import today_lines
from crmcli.tui.painting import Painted, fitted, two_sided, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from crmcli.tui.gateway.days import Goal, Line

_BAR = 8  # cells of a bar


class DayLine(Painted):
    """The day, its holidays, and the goals with a bar each; where it is narrow the bars give way first."""

    DEFAULT_CSS = """
    DayLine { height: 1; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self._goals: Sequence[Goal] = ()

    def tell(self, today: date, holidays: Sequence[str], goals: Sequence[Goal]) -> None:
        """Shows another day, or the same as it is now."""
        name = dates.shown(today.isoformat()).rpartition(" ")[0]
        self._said, self._goals = glyphs.plain(" · ").join([name, *holidays]), goals
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draws the line."""
        width = self.size.width - 2
        room = max(width - width_of(self._said) - 2, 0)
        said = self._told()
        told = next((each for each in said if width_of(each) <= room), fitted(said[-1], room))
        left, right = two_sided(self._said, told, width)
        parts = [("  ", "text"), (left, "strong"), (right, "text")]
        return Strip(self.drawn(parts), self.size.width)

    def _told(self) -> list[str]:
        """The goals, as long as they may be said, and ever shorter."""
        bars = [f"{each.text} {glyphs.bar(min(each.done, each.of), each.of, each.of, _BAR)}" for each in self._goals]
        between = glyphs.plain(" · ")
        return [
            "   ".join(bars),
            between.join(each.text for each in self._goals),
            between.join(each.brief for each in self._goals),
        ]


class InFull(Painted):
    """All of the thing under the cursor, in two lines under a rule."""

    DEFAULT_CSS = """
    InFull { height: 3; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._line: Line | None = None
        self._marked = ""

    def show_line(self, line: Line | None, marked: str) -> None:
        """Shows another one, or none; `marked` says how many are marked."""
        self._line, self._marked = line, marked
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draws the rule, or one of the lines."""
        width = self.size.width
        if y == 0:
            said = f"  {self._marked} " if self._marked else ""
            rule = glyphs.plain("─") * max(width - width_of(said), 0)
            return Strip(self.drawn([(said, "accent"), (rule, "dim")]), width)
        if self._line is None:
            return Strip([self.blank(width)], width)
        parts = today_lines.in_full(self._line, width - 4)[y - 1]
        return Strip(self.drawn([("  ", "text"), *parts, ("  ", "text")]), width)
