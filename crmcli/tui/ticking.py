"""A question in one line with things to tick below it: enter takes the line and what is ticked, esc neither."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from crmcli import glyphs
from crmcli.i18n import _
from crmcli.output import clean
from crmcli.tui.failing import Surviving

if TYPE_CHECKING:
    from textual.events import Key

T = TypeVar("T", bound=Hashable)


class Item(NamedTuple, Generic[T]):
    """Something to tick: what it is called, what is said beside, what is answered for it, and whether it is ticked."""

    label: str
    beside: str
    value: T
    is_ticked: bool = True


class Ticked(NamedTuple, Generic[T]):
    """What was typed, and the values of what is ticked, in their order."""

    text: str
    values: list[T]


class Ticking(Surviving, ModalScreen[Ticked[T] | None], Generic[T]):
    """Asks for a text and some of the items; None where it was given up. The arrows go to the items, space ticks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", _("Never mind")),
        Binding("enter", "take", _("Take it"), priority=True),
        Binding("down,tab,ctrl+n", "to(1)", show=False, priority=True),
        Binding("up,shift+tab,ctrl+p", "to(-1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Ticking { align: left bottom; background: $background 40%; }
    Ticking > Vertical { height: auto; background: $panel; padding: 0 1; }
    Ticking Input { border: none; height: 1; padding: 0; background: $panel; }
    Ticking OptionList { border: none; height: auto; max-height: 10; background: $panel; padding: 0; }
    Ticking .ticking--title { text-style: bold; }
    Ticking .ticking--keys { color: $text-muted; }
    """

    def __init__(self, title: str, items: Sequence[Item[T]], *, placeholder: str = "", heading: str = "") -> None:
        super().__init__()
        self._question, self._placeholder, self._heading = title, placeholder, heading
        self._items = list(items)
        self._ticks = [each.is_ticked for each in items]

    def compose(self) -> ComposeResult:
        """The question, the line, the items, and what may be pressed."""
        with Vertical():
            yield Static(clean(self._question), classes="ticking--title", markup=False)
            yield Input(placeholder=self._placeholder)
            if self._items:
                yield Static(clean(self._heading), classes="ticking--keys", markup=False)
                yield OptionList(*self._options(), compact=True)
                yield Static(_("↓ space: tick   enter: take   esc: never mind"), classes="ticking--keys", markup=False)

    def on_mount(self) -> None:
        """The line has the keys."""
        self.query_one(Input).focus()
        for options in self.query(OptionList):
            options.highlighted = None

    def _options(self) -> list[Option]:
        return [Option(self._shown(place)) for place in range(len(self._items))]

    def _shown(self, place: int) -> Content:
        item = self._items[place]
        box = f"[{glyphs.plain('✓') if self._ticks[place] else ' '}] "
        beside = Content.styled("  " + clean(item.beside), "dim") if item.beside else Content("")
        return Content.assemble(Content(box), Content(clean(item.label)), beside)

    def action_to(self, by: int) -> None:
        """Goes from the line to the items and among them; above the first one is the line."""
        if not self._items:
            return
        options = self.query_one(OptionList)
        place = -1 if options.highlighted is None or not options.has_focus else options.highlighted
        place = max(min(place + by, len(self._items) - 1), -1)
        options.highlighted = place if place >= 0 else None
        (options if place >= 0 else self.query_one(Input)).focus()

    def on_key(self, event: Key) -> None:
        """Space ticks the item under the cursor."""
        if event.key == "space" and self._items and self.query_one(OptionList).has_focus:
            event.stop()
            self._tick(self.query_one(OptionList).highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click ticks."""
        event.stop()
        self._tick(event.option_index)

    def _tick(self, place: int | None) -> None:
        if place is not None:
            self._ticks[place] = not self._ticks[place]
            self.query_one(OptionList).replace_option_prompt_at_index(place, self._shown(place))

    def action_take(self) -> None:
        """Answers."""
        values = [each.value for each, is_ticked in zip(self._items, self._ticks, strict=True) if is_ticked]
        self.dismiss(Ticked(self.query_one(Input).value.strip(), values))

    def action_give_up(self) -> None:
        """Answers nothing."""
        self.dismiss(None)
