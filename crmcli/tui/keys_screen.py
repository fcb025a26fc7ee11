"""`?`: the keys that are in force, made from the bindings: those of where one is first, then those of other places."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crmcli.i18n import _
from crmcli.tui import head, keymaps, keys
from crmcli.tui.failing import Surviving
from crmcli.tui.painting import fitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual import events
    from textual.binding import ActiveBinding

_KEYS, _COLUMN, _GAP = 18, 46, 2  # cells: what is pressed; a column of it and what it does; between columns
_SCROLLS: dict[str, str] = {
    "down": "scroll_down", "j": "scroll_down", "up": "scroll_up", "k": "scroll_up", "pagedown": "scroll_page_down",
    "ctrl+d": "scroll_page_down", "space": "scroll_page_down", "pageup": "scroll_page_up", "ctrl+u": "scroll_page_up",
    "home": "scroll_home", "end": "scroll_end",
}  # fmt: skip

Section = tuple[str, list[tuple[str, str]]]  # a heading; what is pressed, and what it does


class KeysScreen(Surviving, ModalScreen[None]):
    """All keys, under headings. Keys that scroll scroll, any other closes it."""

    DEFAULT_CSS = """
    KeysScreen { align: center middle; background: $background 40%; }
    KeysScreen VerticalScroll { width: 100%; height: 100%; max-width: 100; background: $panel; padding: 1 2; }
    KeysScreen Static { width: auto; height: auto; }
    """
    SCROLLS: ClassVar[dict[str, str]] = _SCROLLS

    def __init__(self, active: Sequence[ActiveBinding], keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._sections = [*here(active), *elsewhere(active, keymap)]

    def compose(self) -> ComposeResult:
        """The keys, to be scrolled."""
        with VerticalScroll(can_focus=True):
            yield Static("", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Lays the keys out in as many columns as there is room for."""
        width = min(event.size.width, 100) - 6
        self.query_one(Static).update(laid_out(self._sections, width))

    def on_key(self, event: events.Key) -> None:
        """Scrolls, or closes."""
        event.stop()
        event.prevent_default()
        scrolls = self.SCROLLS.get(event.key)
        pane = self.query_one(VerticalScroll)
        if scrolls and pane.max_scroll_y > 0:
            getattr(pane, scrolls)(animate=False)
        else:
            self.dismiss(None)


def here(active: Iterable[ActiveBinding]) -> list[Section]:
    """Returns the keys of where one is, by heading in the order of the key map."""
    pressed: dict[str, list[str]] = {}
    for each in active:
        if each.binding.id:
            pressed.setdefault(each.binding.id, []).append(each.binding.key)
    return _sections([(each, pressed[each.name]) for each in keys.all_keys() if each.name in pressed])


def elsewhere(active: Iterable[ActiveBinding], keymap: Mapping[str, str]) -> list[Section]:
    """Returns the keys of the places where one is not, under the names of the places."""
    present = {str(each.binding.id).partition(".")[0] for each in active}
    found: list[Section] = []
    for place in dict.fromkeys(each.place for each in keys.all_keys()):
        if place in present or place == "list":
            continue
        rows = [(each, keymap.get(each.name, each.keys).split(",")) for each in keys.all_keys() if each.place == place]
        called = head.names().get(place, _("Card") if place == "card" else place.capitalize())
        found += [(f"{called}: {heading}", entries) for heading, entries in _sections(rows)]
    return found


def _sections(rows: Iterable[tuple[keys.Key, list[str]]]) -> list[Section]:
    found: dict[str, list[tuple[str, str]]] = {}
    for key, pressed in rows:
        signs = " ".join(keymaps.shown(each) for each in pressed)
        found.setdefault(keys.heading(key.group), []).append((signs, key.label))
    return list(found.items())


def laid_out(sections: Sequence[Section], width: int) -> Content:
    """Returns the sections one below the other, the keys of each in columns read downwards."""
    columns = max((width + _GAP) // (_COLUMN + _GAP), 1)
    room = (width + _GAP) // columns - _GAP
    lines: list[Content] = [Content.styled(_("Any key closes this; arrows scroll"), "dim")]
    for heading, entries in sections:
        lines += [Content(""), Content.styled(heading, "bold $text-primary")]
        each = -(-len(entries) // columns)
        for row in range(each):
            beside = entries[row::each]
            parts = [part for pressed, label in beside for part in _entry(pressed, label, room)]
            lines.append(Content.assemble(*parts))
    return Content("\n").join(lines)


def _entry(pressed: str, label: str, room: int) -> list[Content]:
    signs = max(min(_KEYS, room // 2), 1)
    signs = max(signs, min(cell_len(pressed) + 1, room // 2))
    said = fitted(label, room - signs + _GAP)
    return [Content.styled(fitted(pressed, signs), "bold"), Content(said)]
