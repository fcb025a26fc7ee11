"""The list of contacts: a line each in columns as the width allows, and a head above that names them.

It draws what it is handed and says by messages what was pressed; it asks and changes nothing itself.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType
from textual.strip import Strip

from crmcli import glyphs
from crmcli.i18n import _
from crmcli.store.contact_rows import Row
from crmcli.tui import keys
from crmcli.tui.painting import LEFT, RIGHT, Painted, Part, fitted
from crmcli.tui.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

_MARK = 2  # cells in front of each line, for its mark
_SIGNS = {"lead": "›", "past": "-", "private": "=", "blocked": "✗"}
_PRESSING = {"private": "quiet", "blocked": "late"}


class Column(NamedTuple):
    """A column: its name, what a line has in it, its cells and its share of those that are left over, and from how
    many cells of the list on it is there."""

    title: str
    text: Callable[[Row, datetime], str]
    cells: int
    share: int
    least: int
    align: str = LEFT


def columns(width: int) -> list[tuple[Column, int]]:
    """Returns the columns that have room in so many cells, each with its own; between two is a blank."""
    there = [each for each in _every() if max(width, 0) >= each.least]
    room = width - sum(each.cells for each in there) - len(there) + 1
    shares = sum(each.share for each in there) or 1
    widths = [each.cells + room * each.share // shares for each in there]
    widths[0] += width - len(there) + 1 - sum(widths)
    return list(zip(there, widths, strict=True))


def _every() -> list[Column]:
    return [
        Column(_("Name"), lambda row, _now: row.name, 12, 3, 0),
        Column(_("Company"), _company, 8, 2, 42),
        Column(_("Phone"), lambda row, _now: row.phone or row.email, 17, 0, 32),
        Column(_("E-mail"), lambda row, _now: row.email, 14, 2, 124),
        Column(_("Groups"), lambda row, _now: row.groups, 8, 2, 90),
        Column(_("Touched"), touched, 8, 0, 70, RIGHT),
    ]


def _company(row: Row, _now: datetime) -> str:
    return row.company or (_("company") if row.is_company else "")


def sign_of(status: str) -> str:
    """Returns the sign of a status, a blank for those that are as most are."""
    return glyphs.plain(_SIGNS.get(status, " "))


def touched(row: Row, now: datetime) -> str:
    """Returns how many days ago a contact was reached last, a dash for never; or the entry that a search met."""
    if row.met:
        return row.met
    if row.last_touch_at is None:
        return "-"
    days = (now.date() - datetime.fromisoformat(row.last_touch_at).astimezone(now.tzinfo).date()).days
    return _("today") if days <= 0 else _("{count}d").format(count=days)


def drawn_row(row: Row, now: datetime, width: int) -> list[Part]:
    """Returns a contact as a line of exactly `width` cells. A status that presses stands as a word behind the name."""
    parts: list[Part] = []
    for place, (column, cells) in enumerate(columns(width)):
        if place:
            parts.append((" ", "dim"))
            parts.append((fitted(column.text(row, now), cells, column.align), "dim"))
            continue
        said = f"{sign_of(row.status)} {_(row.status)}" if row.status != "active" else ""
        if len(said) > cells // 2:
            said = said[:1]
        gap = 1 if said else 0
        parts.append((fitted(row.name, cells - len(said) - gap) + " " * gap, "text"))
        parts.append((said, _PRESSING.get(row.status, "dim")))
    return parts


class ContactList(RowList[Row], inherit_bindings=False):
    """Contacts, a line each. `now` is the moment by which they were touched so many days ago."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.of("list", without="g"), *keys.of("contacts")]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.now = datetime.min
        self.nobody: Sequence[str] = ()
        self.goal: int | None = None  # whom the cursor is to be on as soon as they are shown
        self._anchor: int | None = None  # where a range was begun
        self._before: set[Hashable] = set()  # what was marked then

    def parts(self, row: Row, width: int) -> list[Part]:
        """A contact in its columns."""
        return drawn_row(row, self.now, width)

    def empty(self) -> Sequence[str]:
        """What to say where there is nobody."""
        return self.nobody

    def place_in(self, keys: Sequence[Hashable]) -> int:
        """Returns where the cursor will be among other rows: on its goal, or its row, else at its height."""
        for wanted in (self.goal, self.key):
            if wanted is not None and wanted in keys:
                return keys.index(wanted)
        return max(min(self.at, len(keys) - 1), 0)

    def put(self, keys: Sequence[Hashable], rows: Mapping[int, Row], at: int) -> None:
        """Shows other rows with the cursor at a place."""
        if keys != self.keys:
            self._anchor = None
        if self.goal in keys:
            self.goal = None
        self.keys, self.at = keys, at
        self.show(keys, dict(rows.items()))

    @property
    def chosen_ids(self) -> list[int]:
        """The ids of the marked contacts in their order; without marks of the one under the cursor."""
        return [key for key in self.chosen if isinstance(key, int)]

    @property
    def is_ranging(self) -> bool:
        """Whether moving marks."""
        return self._anchor is not None

    def action_range(self) -> None:
        """Begins to mark whatever the cursor goes over, or ends it."""
        if self._anchor is None and self.key is not None:
            self._anchor, self._before = self.at, set(self.marked)
            self._mark_range()
        else:
            self._anchor = None
        self._tell()

    def action_mark_all(self) -> None:
        """Marks all that the filter shows; where all are, takes the marks off."""
        self._anchor = None
        self.marked = set() if len(self.marked) == len(self.keys) else set(self.keys)
        self.refresh()
        self._tell()

    def unmark(self) -> bool:
        """Takes all marks off; returns whether there were any."""
        had = bool(self.marked) or self._anchor is not None
        self.marked, self._anchor = set(), None
        self.refresh()
        self._tell()
        return had

    def _settle(self, direction: int) -> bool:
        has_scrolled = super()._settle(direction)
        if self._anchor is not None:
            self._mark_range()
        return has_scrolled

    def _mark_range(self) -> None:
        first, last = sorted((self._anchor or 0, self.at))
        self.marked = self._before | set(self.keys[first : last + 1])
        self.refresh()


class ContactHead(Painted):
    """The names of the columns, above the list."""

    DEFAULT_CSS = """
    ContactHead { height: 1; width: 1fr; }
    """

    def render_line(self, y: int) -> Strip:
        """Draws the line."""
        width = self.size.width
        titles = [fitted(column.title, cells, column.align) for column, cells in columns(width - _MARK)]
        return Strip(self.drawn([(fitted(" " * _MARK + " ".join(titles), width), "dim")]), width)
