"""A list of many records, drawn line by line: only what is in sight is read and drawn, however many there are.

It knows the ids of all rows in their order. The rows of those in sight it asks for by a message, and draws them when
they come. Those that follow say how a row looks; cursor, scrolling, marks and the mouse are the same for all.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.binding import BindingType
from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from crmcli import glyphs
from crmcli.tui import keys
from crmcli.tui.painting import Painted, Part, fitted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Row = TypeVar("Row")
_AHEAD = 2  # pages that are asked for before and behind those in sight
_KEPT = 2_000  # rows that are kept
_LEAST = 6  # cells in which anything is said


class RowList(Painted, Generic[Row], can_focus=True):
    """Rows of one line each, by a key that stays theirs. `parts` says how one looks."""

    BINDINGS: ClassVar[list[BindingType]] = keys.of("list")
    DEFAULT_CSS = """
    RowList { height: 1fr; width: 1fr; }
    """

    class Highlighted(Message):
        """The cursor is on another row; `key` is None where there is none."""

        def __init__(self, rows: RowList[Any], key: Hashable | None) -> None:
            super().__init__()
            self.rows, self.key = rows, key

        @property
        def control(self) -> RowList[Any]:
            """The list it happened in."""
            return self.rows

    class Opened(Highlighted):
        """A row was opened."""

    class Wanted(Message):
        """Rows are in sight, or nearly, that were not read yet: answer by `take`."""

        def __init__(self, rows: RowList[Any], keys: list[Hashable]) -> None:
            super().__init__()
            self.rows, self.keys = rows, keys

        @property
        def control(self) -> RowList[Any]:
            """The list it happened in."""
            return self.rows

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.keys: Sequence[Hashable] = []
        self.marked: set[Hashable] = set()
        self.at = 0
        self.top = 0
        self.is_loaded = False
        self._rows: dict[Hashable, Row] = {}
        self._asked: set[Hashable] = set()

    # Those that follow say

    def parts(self, row: Row, width: int) -> list[Part]:
        """How a row looks in so many cells, without the two in front that tell its mark."""
        raise NotImplementedError

    def empty(self) -> Sequence[str]:
        """What to say where there are no rows: lines that teach."""
        return ()

    def can_stand_on(self, key: Hashable) -> bool:
        """Whether the cursor may be on a row; a heading is none to stand on."""
        return True

    def over_cursor(self) -> tuple[str, ...]:
        """What is laid over the row under the cursor, by which it is told where the keys go."""
        return ("cursor" if self.has_focus else "away",)

    # What is shown

    def show(self, keys: Sequence[Hashable], rows: Mapping[Hashable, Row] | None = None) -> None:
        """Shows other rows, or the same read again. The cursor stays on its row, else at its height."""
        here = self.key
        self.keys, self.is_loaded = keys, True
        self._rows = dict(rows or {})
        self._asked = set()
        present = set(keys) if self.marked else set()
        self.marked &= present
        if here is not None and not (0 <= self.at < len(keys) and keys[self.at] == here):
            try:
                self.at = list(keys).index(here)
            except ValueError:
                pass
        self._settle(1)
        self.refresh()
        self._tell()

    def take(self, rows: Mapping[Hashable, Row]) -> None:
        """Takes rows that were wanted."""
        if len(self._rows) > _KEPT:
            self._rows = {key: self._rows[key] for key in self._near() if key in self._rows}
        self._rows.update(rows)
        self._asked -= set(rows)
        self.refresh()

    @property
    def key(self) -> Hashable | None:
        """The key of the row under the cursor."""
        return self.keys[self.at] if 0 <= self.at < len(self.keys) else None

    @property
    def row(self) -> Row | None:
        """The row under the cursor, where it was read."""
        return self._rows.get(self.key) if self.key is not None else None

    @property
    def chosen(self) -> list[Hashable]:
        """The marked rows in their order; without marks the one under the cursor."""
        if self.marked:
            return [key for key in self.keys if key in self.marked]
        return [] if self.key is None else [self.key]

    def go_to(self, key: Hashable) -> bool:
        """Puts the cursor on a row; returns whether it is there."""
        try:
            self.at = list(self.keys).index(key)
        except ValueError:
            return False
        self._settle(1)
        self.refresh()
        self._tell()
        return True

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draws one row, or a line of what to say where there is none."""
        width = self.size.width
        if width < _LEAST:
            return Strip([self.blank(width)], width)
        index = self.top + y
        if not self.keys:
            lines = self.empty() if self.is_loaded else ()
            text = lines[y - 1] if 0 < y <= len(lines) else ""
            return Strip(self.drawn([("  " + fitted(text, width - 2), "dim")]), width)
        if index >= len(self.keys):
            return Strip([self.blank(width)], width)
        key = self.keys[index]
        is_here = index == self.at and self.can_stand_on(key)
        over = self.over_cursor() if is_here else ("marked",) if key in self.marked else ()
        row = self._rows.get(key)
        mark: Part = (glyphs.plain("✓ ") if key in self.marked else "  ", "accent")
        parts = [(" " * (width - 2), "dim")] if row is None else self.parts(row, width - 2)
        return Strip(self.drawn([mark, *parts], *over), width)

    def _near(self) -> Sequence[Hashable]:
        page = max(self.size.height, 1)
        return self.keys[max(self.top - _AHEAD * page, 0) : self.top + (1 + _AHEAD) * page]

    def _want(self) -> None:
        lacking = [key for key in self._near() if key not in self._rows and key not in self._asked]
        in_sight = self.keys[self.top : self.top + max(self.size.height, 1)]
        if lacking and (len(lacking) > len(in_sight) or any(key in lacking for key in in_sight)):
            self._asked.update(lacking)
            self.post_message(self.Wanted(self, lacking))

    # Moving about

    def _settle(self, direction: int) -> bool:
        """Puts the cursor on a row it may stand on, in sight; returns whether the list was scrolled."""
        last = len(self.keys) - 1
        self.at = max(min(self.at, last), 0)
        for way in (direction, -direction):
            place = self.at
            while 0 <= place <= last and not self.can_stand_on(self.keys[place]):
                place += way
            if 0 <= place <= last:
                self.at = place
                break
        before, page = self.top, max(self.size.height, 1)
        above = self.at
        while above > 0 and not self.can_stand_on(self.keys[above - 1]):
            above -= 1  # a heading is in sight with its first row
        self.top = max(min(self.top, above), self.at - page + 1, 0)
        self.top = max(min(self.top, len(self.keys) - page), 0)
        self._want()
        return self.top != before

    def step(self, by: int) -> None:
        """Moves the cursor, and draws again only what looks different now."""
        before = self.at
        self.at += by
        if self._settle(1 if by > 0 else -1):
            self.refresh()
        else:
            self.refresh(*(Region(0, place - self.top, self.size.width, 1) for place in {before, self.at}))
        if self.at != before:
            self._tell()

    def _tell(self) -> None:
        self.post_message(self.Highlighted(self, self.key))

    def on_resize(self, event: Resize) -> None:
        """Keeps the cursor in sight."""
        if self._settle(1):
            self.refresh()

    def action_down(self) -> None:
        """One row down."""
        self.step(1)

    def action_up(self) -> None:
        """One row up."""
        self.step(-1)

    def action_first(self) -> None:
        """The first row."""
        self.step(-len(self.keys))

    def action_last(self) -> None:
        """The last row."""
        self.step(len(self.keys))

    def action_half_down(self) -> None:
        """Half a page down."""
        self.step(max(self.size.height // 2, 1))

    def action_half_up(self) -> None:
        """Half a page up."""
        self.step(-max(self.size.height // 2, 1))

    def action_open(self) -> None:
        """Opens the row under the cursor."""
        if self.key is not None and self.can_stand_on(self.key):
            self.post_message(self.Opened(self, self.key))

    def action_mark(self) -> None:
        """Marks the row under the cursor, or takes the mark off, and goes on to the next."""
        if self.key is not None and self.can_stand_on(self.key):
            self.marked ^= {self.key}
            self.refresh()
            self.step(1)

    def on_click(self, event: Click) -> None:
        """Puts the cursor where it was clicked; a second click opens."""
        place = self.top + event.y
        if place < len(self.keys) and self.can_stand_on(self.keys[place]):
            self.at = place
            self.refresh()
            self._tell()
            if event.chain == 2:
                self.action_open()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Three rows down."""
        self._roll(3)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Three rows up."""
        self._roll(-3)

    def _roll(self, by: int) -> None:
        page = max(self.size.height, 1)
        self.top = max(min(self.top + by, len(self.keys) - page), 0)
        self.at = max(min(self.at, self.top + page - 1), self.top)
        self._settle(1 if by > 0 else -1)
        self.refresh()
        self._tell()
