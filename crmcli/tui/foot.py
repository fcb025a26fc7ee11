"""The line at the foot of every view: the keys that can be pressed now, as far as they fit; `?` has them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.strip import Strip

from crmcli import glyphs
from crmcli.tui import keymaps
from crmcli.tui.painting import Painted

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual.events import Click
    from textual.screen import Screen

_ALWAYS = "view.keys"  # the key that leads to all others is never the one that has no room
_GAP = 2


class Hint(NamedTuple):
    """A key of the foot: what is pressed, as Textual and as people call it, and what it does."""

    key: str
    sign: str
    label: str

    @property
    def width(self) -> int:
        """How many cells it takes."""
        return cell_len(self.sign) + 1 + cell_len(self.label)


class Foot(Painted):
    """The keys of whatever has the focus, then those of its view."""

    DEFAULT_CSS = """
    Foot { height: 1; dock: bottom; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._hints: list[tuple[int, Hint]] = []  # each with the column it begins at

    def on_mount(self) -> None:
        """Draws again whenever other keys are in force."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draws the keys; what has no room is told by a mark before the last."""
        width = self.size.width
        first, last = self._wanted()
        self._hints = []
        segments = self.drawn([(" ", "text")])
        at = 1
        room = width - 1 - (last.width + _GAP if last else 0)
        for number, hint in enumerate(first):
            is_last = number == len(first) - 1
            if at + hint.width + (0 if is_last else 2) > room:
                segments += self.drawn([(glyphs.plain("…") + " ", "dim")])
                at += 2
                break
            segments += self._drawn_hint(hint, at)
            at += hint.width + _GAP
        if last and at + last.width <= width:
            segments += self._drawn_hint(last, at)
            at += last.width + _GAP
        return Strip(segments).adjust_cell_length(width, self.style_of("text"))

    def _drawn_hint(self, hint: Hint, at: int) -> list[Segment]:
        self._hints.append((at, hint))
        return self.drawn([(hint.sign, "accent"), (" " + hint.label + " " * _GAP, "dim")])

    def _wanted(self) -> tuple[list[Hint], Hint | None]:
        found: dict[str, Hint] = {}
        always = None
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in found:
                hint = Hint(binding.key, keymaps.shown(binding.key), binding.description)
                if binding.id == _ALWAYS:
                    always = hint
                else:
                    found[binding.action] = hint
        return list(found.values()), always

    def on_click(self, event: Click) -> None:
        """Presses the key that was clicked."""
        for at, hint in self._hints:
            if at <= event.x < at + hint.width:
                self.app.simulate_key(hint.key)
