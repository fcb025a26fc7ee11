"""What stands beside the contacts: groups, saved segments and statuses, of which one can be chosen to narrow the list.

It draws what it is handed and says by a message what was chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType

from crmcli import glyphs
from crmcli.i18n import _
from crmcli.store import contacts
from crmcli.tui import keys
from crmcli.tui.gateway.contacts import GROUP, SEGMENT, STATUS, Beside, Place
from crmcli.tui.painting import Part, two_sided
from crmcli.tui.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

MOST_KEYS = 9  # segments that have a key of their own


class SideRow(NamedTuple):
    """A line: a heading, or what can be chosen, with how many it has."""

    text: str
    beside: str
    place: Place | None
    is_heading: bool = False


class ContactSide(RowList[SideRow]):
    """Everybody, the groups, the segments with their keys, and the statuses. `place` is the one that is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = keys.of("side")
    DEFAULT_CSS = """
    ContactSide { width: 27; padding: 0 1 0 0; display: none; }
    ContactSide.-open { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.place: Place | None = None
        self.segments: Sequence[str] = ()

    def offer(self, beside: Beside) -> None:
        """Shows what there is now."""
        self.segments = [each.name for each in beside.segments]
        rows = list(_rows(beside))
        numbered: dict[Hashable, SideRow] = {_key(row): row for row in rows}
        self.show([_key(row) for row in rows], numbered)

    def open(self, is_open: bool) -> None:
        """Shows or hides it. Where there is room it stands open unless it was hidden."""
        self.set_class(is_open, "-open")
        self.set_class(not is_open, "-closed")

    def choose(self, place: Place | None) -> None:
        """Shows which one is chosen."""
        self.place = place
        self.refresh()

    def place_of(self, key: Hashable) -> Place | None:
        """Returns what a line stands for; None for everybody."""
        return key if isinstance(key, Place) else None

    def can_stand_on(self, key: Hashable) -> bool:
        """Headings are none to stand on."""
        return not isinstance(key, str) or key == ""

    def parts(self, row: SideRow, width: int) -> list[Part]:
        """A line, its count on the right."""
        if row.is_heading:
            return [(two_sided(row.text, "", width)[0], "head")]
        name, count = two_sided(row.text, row.beside, width - 1)
        is_chosen = row.place == self.place
        return [
            (glyphs.plain("▌") if is_chosen else " ", "accent"),
            (name, "accent" if is_chosen else "text"),
            (count, "dim"),
        ]

    def action_close(self) -> None:
        """Goes back to the list; where it is narrow this makes room."""
        self.remove_class("-open")
        self.screen.query_one("#contacts").focus()


def _key(row: SideRow) -> Hashable:
    """A heading by its text, everybody by an empty one."""
    return row.place or (row.text if row.is_heading else "")


def _rows(beside: Beside) -> list[SideRow]:
    found = [SideRow(_("Everybody"), f"{beside.total:,}", None)]
    groups = [
        SideRow("  " * group.depth + group.name, f"{group.members:,}", Place(GROUP, group.name))
        for group in beside.groups
    ]
    segments = [
        SideRow(f"{number} {each.name}" if number <= MOST_KEYS else f"  {each.name}", "", Place(SEGMENT, each.name))
        for number, each in enumerate(beside.segments, 1)
    ]
    statuses = [
        SideRow(_(name), f"{beside.statuses[name]:,}", Place(STATUS, name))
        for name in contacts.STATUSES
        if beside.statuses.get(name)
    ]
    for heading, rows in ((_("Groups"), groups), (_("Segments"), segments), (_("Status"), statuses)):
        if rows:
            found += [SideRow(heading, "", None, True), *rows]
    return found
