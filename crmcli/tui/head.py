"""The line at the top of every view: where one is, and what of it is shown. Textual draws it; it asks nothing."""

from __future__ import annotations

from textual.reactive import reactive
from textual.strip import Strip

from crmcli.i18n import _
from crmcli.tui.painting import Painted, two_sided


def names() -> dict[str, str]:
    """The views by their name in the program, as they are called, in their order."""
    return {"board": _("Board"), "today": _("Today"), "contacts": _("Contacts"), "reports": _("Reports")}


class Head(Painted):
    """One line: the views with the present one told, and on the right the subject: what of it is shown."""

    DEFAULT_CSS = """
    Head { height: 1; background: $panel; }
    """
    subject: reactive[str] = reactive("")

    def __init__(self, view: str) -> None:
        super().__init__()
        self._view = view

    def render_line(self, y: int) -> Strip:
        """Draws the line; where it is narrow the subject gives way."""
        width = self.size.width
        called = names()
        segments = self.drawn([(" ", "text")])
        used = 1
        for view, name in called.items():
            is_here = view == self._view
            segments += self.drawn([(f" {name} ", "accent" if is_here else "dim")], *(("cursor",) if is_here else ()))
            used += len(name) + 2
        if getattr(getattr(self.app, "begin", None), "is_demo", False):
            said = _("demo, gone afterwards")
            segments += self.drawn([(f" {said} ", "late")])
            used += len(said) + 2
        left, right = two_sided("", self.subject + " ", max(width - used, 0))
        return Strip([*segments, *self.drawn([(left, "text"), (right, "strong")])]).adjust_cell_length(width)
