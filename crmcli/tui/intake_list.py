"""The rows of an import as a table: what would become of each, those first that want to be looked at, and below it
what it comes to. It draws what it is handed.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.strip import Strip

from crmcli import glyphs
from crmcli.i18n import _
from crmcli.tui import keys
from crmcli.tui.gateway import intake
from crmcli.tui.gateway.intake import Row
from crmcli.tui.painting import RIGHT, Painted, Part, fitted
from crmcli.tui.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

_PLACE, _REF = 7, 7  # cells
_ROLES = {intake.REJECTED: "late", intake.KEPT: "quiet", intake.TWICE: "quiet"}


class IntakeList(RowList[Row], inherit_bindings=False):
    """The rows under their kinds."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.moving(), *keys.of("import")]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.counts: Counter[str] = Counter()
        self.with_file = False

    def lay(self, rows: Sequence[Row]) -> None:
        """Shows rows; those of more than one file with its name."""
        self.counts = Counter(row.kind for row in rows)
        self.with_file = len({row.file for row in rows}) > 1
        numbered: dict[Hashable, Row] = {}
        for number, row in enumerate(rows):
            if row.kind not in numbered:
                numbered[row.kind] = Row(row.kind, "", 0, "", "", "")
            numbered[number] = row
        self.show(list(numbered), numbered)

    def can_stand_on(self, key: Hashable) -> bool:
        """Headings are none to stand on."""
        return isinstance(key, int)

    def parts(self, row: Row, width: int) -> list[Part]:
        """A heading with how many it has, or a row: where it stands, who it is, and what would change."""
        if not row.file:
            return [(fitted(f"{heading(row.kind)}  {self.counts[row.kind]:,}", width), _ROLES.get(row.kind, "head"))]
        place = f"{row.line}" if row.line else ""
        named = f"{os.path.basename(row.file)[:12]}:{place}" if self.with_file else place
        cells = _PLACE + (13 if self.with_file else 0)
        room = max(width - cells - _REF - 3, 2)
        name = room * 2 // 5 if row.name else 0
        return [
            (fitted(named, cells, RIGHT), "dim"),
            (" ", "dim"),
            (fitted(row.ref, _REF), "dim"),
            (fitted(row.name, name) + " " if name else "", "text"),
            (fitted(row.details, width - cells - 1 - _REF - (name + 1 if name else 0)), "dim" if name else "text"),
        ]

    def action_next_kind(self) -> None:
        """Goes to the first row of the next kind, at the end to the first of all."""
        places = [place + 1 for place, key in enumerate(self.keys) if isinstance(key, str)]
        following = [place for place in places if place > self.at]
        if places:
            self.step((following or places)[0] - self.at)


def heading(kind: str) -> str:
    """Returns what a kind of rows is called."""
    return {
        intake.REJECTED: _("Rejected, by line and reason"),
        intake.KEPT: _("Differ from what is here, which stays"),
        intake.TWICE: _("New, but perhaps there already"),
        intake.UPDATED: _("Updated"),
        intake.CREATED: _("New"),
        intake.UNCHANGED: _("Unchanged"),
    }[kind]


class IntakeBar(Painted):
    """Below the rows: how far it has come, then what it comes to, and what enter does."""

    DEFAULT_CSS = """
    IntakeBar { height: 2; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.said: tuple[str, str] = ("", "")

    def tell(self, said: str, hint: str = "") -> None:
        """Says it."""
        self.said = (said, hint)
        self.refresh()

    def progress(self, what: str, done: int, total: int) -> None:
        """Says how far it has come."""
        share = min(done * 100 // total, 100) if total else 0
        self.tell(
            _("{what} {percent}%").format(what=what or _("Reading"), percent=share), glyphs.bar(share, 100, 100, 40)
        )

    def render_line(self, y: int) -> Strip:
        """Draws a line of it."""
        width = self.size.width - 2
        role = "strong" if y == 0 else "dim"
        return Strip(self.drawn([("  ", "dim"), (fitted(self.said[y] if y < 2 else "", width), role)]), width + 2)
