"""The list of reports, and the picture of one: rows with their figures, drawn for the width there is.

Where the focus is not, a list has a fainter cursor, and a picture none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from crmcli.tui import report_layout, report_wishes
from crmcli.tui.painting import fitted
from crmcli.tui.report_layout import Key, Laid
from crmcli.tui.report_pictures import Picture
from crmcli.tui.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.events import Resize

    from crmcli.tui.painting import Part
    from crmcli.tui.report_pictures import Entry


class Calm(RowList[Any]):
    """A list that shows whether it has the keys, and in which nothing can be marked."""

    away: tuple[str, ...] = ("away",)

    def over_cursor(self) -> tuple[str, ...]:
        """The cursor where the keys are, else what tells that they are not."""
        return ("cursor",) if self.has_focus else self.away

    def watch_has_focus(self, value: bool) -> None:
        """Draws the cursor otherwise."""
        super().watch_has_focus(value)
        self.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be marked."""
        return False if action == "mark" else super().check_action(action, parameters)


class ReportList(Calm):
    """The reports by name, all of them."""

    def on_mount(self) -> None:
        """They are there from the beginning."""
        names = [each.name for each in report_wishes.REPORTS]
        self.show(names, {name: name for name in names})

    def parts(self, row: str, width: int) -> list[Part]:
        """The name of a report."""
        return [(fitted(report_wishes.called(row), width), "text")]


class ReportChart(Calm):
    """A picture under a cursor that stands on its rows."""

    away: tuple[str, ...] = ()

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.picture: Picture | None = None
        self._laid_for = 0

    def draw(self, picture: Picture, *, is_other: bool) -> None:
        """Shows a picture; with `is_other` from its beginning, else where one was in it."""
        self.picture = picture
        if is_other:
            self.at = self.top = 0
            self.keys = []
        self._lay()

    @property
    def entry(self) -> Entry | None:
        """The row under the cursor."""
        return cast("Laid", self.row).entry if self.row else None

    def parts(self, row: Laid, width: int) -> list[Part]:
        """A line of the picture."""
        return report_layout.drawn(row, width)

    def can_stand_on(self, key: Hashable) -> bool:
        """Only rows are anything to stand on."""
        return report_layout.is_row(cast("Key", key))

    def on_resize(self, event: Resize) -> None:
        """Lays the picture out again for another width."""
        if event.size.width != self._laid_for:
            self._lay()
        super().on_resize(event)

    def _lay(self) -> None:
        self._laid_for = self.size.width
        if self.picture is None or self._laid_for <= 2:
            return
        lines: dict[Any, Laid] = dict(report_layout.laid(self.picture, self._laid_for - 2))
        self.show(list(lines), lines)

    def _settle(self, direction: int) -> bool:
        """What stands below a row, up to the next one, is in sight with it."""
        before = self.top
        super()._settle(direction)
        below, page = self.at, max(self.size.height, 1)
        while below + 1 < len(self.keys) and not self.can_stand_on(self.keys[below + 1]):
            below += 1
        self.top = max(self.top, min(below - page + 1, self.at))
        return self.top != before
