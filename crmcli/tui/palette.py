"""The palette: a line to type in, and below it what it may mean, records among them, the best first.

What is offered of the screen is known; records are asked for while one types, and come when they come.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import Matcher
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from crmcli.i18n import _
from crmcli.output import clean
from crmcli.tui.failing import Surviving
from crmcli.tui.gateway import starting
from crmcli.tui.painting import fitted

if TYPE_CHECKING:
    from crmcli.store.records import Record
    from crmcli.tui.app import CrmApp
    from crmcli.tui.around import Around

_MOST = 50  # offers that are shown
_LABEL = 36  # cells of what is offered; a longer one is cut with a mark


class Offer(NamedTuple):
    """Something to do: what it is called, what stands beside it, and how it is done."""

    label: str
    beside: str
    do: Callable[[Around], Awaitable[Any]]


class Palette(Surviving, ModalScreen[Offer | None]):
    """Asks for one of many things to do or to go to; answers it, or None where it was given up."""

    app: CrmApp
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", _("Never mind")),
        Binding("down,ctrl+n,ctrl+j", "next", show=False),
        Binding("up,ctrl+p,ctrl+k", "previous", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]
    DEFAULT_CSS = """
    Palette { align: center top; background: $background 40%; }
    Palette > Vertical { width: 76; max-width: 100%; height: auto; max-height: 90%; margin-top: 1; background: $panel;
                         padding: 0 1; }
    Palette Input { border: none; height: 1; padding: 0; background: $panel; }
    Palette OptionList { border: none; height: auto; max-height: 16; background: $panel; padding: 0; }
    """

    def __init__(self, offers: Sequence[Offer], *, is_jump: bool) -> None:
        super().__init__()
        self._known = list(offers)
        self._is_jump = is_jump
        self._lacks_segments = not is_jump
        self._offered: list[Offer] = []

    def compose(self) -> ComposeResult:
        """The line, and what it may mean."""
        hint = _("Go to a deal, a contact, a company…") if self._is_jump else _("Go to, or do…")
        with Vertical():
            yield Input(placeholder=hint)
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        """The line has the keys, from the first that is typed."""
        self.set_focus(self.query_one(Input))
        self._ask("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offers at once what the screen knows, and asks for records."""
        event.stop()
        self._ask(event.value)

    def _ask(self, text: str) -> None:
        near = self._near(text)
        if near or not text:
            self._show(near)
        self.run_worker(
            partial(self._with_records, text, near),  # type: ignore[arg-type]
            group="records",
            exclusive=True,
        )

    def _near(self, text: str) -> list[Offer]:
        if not text.strip():
            return self._known
        matcher = Matcher(text.strip())
        scored = [(matcher.match(f"{each.label} {each.beside}"), each) for each in self._known]
        return [each for score, each in sorted(scored, key=lambda one: -one[0]) if score > 0]

    async def _with_records(self, text: str, near: list[Offer]) -> None:
        found: list[Record] = []
        with self.app.telling():
            if self._lacks_segments:
                from crmcli.tui import palette_offers

                self._known += await palette_offers.segments(self.app)
                self._lacks_segments = False
                near = self._near(text)
            found = await self.app.gateway.ask(starting.records, text)
        records = [to_record(each) for each in found]
        # Whoever types letters of a name means a record; whoever opened the palette to do something types its words.
        wanted = text.strip().casefold()
        meant = [each for each in near if wanted and wanted in each.label.casefold()]
        rest = [each for each in near if each not in meant]
        self._show([*meant, *records, *rest] if text.strip() else [*near, *records])

    def _show(self, offers: list[Offer]) -> None:
        self._offered = offers[:_MOST]
        options = self.query_one(OptionList)
        options.clear_options()
        room = max(min(_LABEL, (self.size.width - 6) // 2), 10)
        options.add_options(Option(_line(each, room)) for each in self._offered)
        options.highlighted = 0 if self._offered else None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers what is under the cursor."""
        event.stop()
        self._answer()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answers what was clicked."""
        event.stop()
        self._answer()

    def _answer(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self._offered):
            self.dismiss(self._offered[place])

    def action_next(self) -> None:
        """The next."""
        self.query_one(OptionList).action_cursor_down()

    def action_previous(self) -> None:
        """The one before."""
        self.query_one(OptionList).action_cursor_up()

    def action_page(self, by: int) -> None:
        """A page further."""
        options = self.query_one(OptionList)
        for _step in range(10):
            options.action_cursor_down() if by > 0 else options.action_cursor_up()

    def action_give_up(self) -> None:
        """Answers nothing."""
        self.dismiss(None)


def to_record(record: Record) -> Offer:
    """Returns going to a record as something that is offered."""

    async def go(app: Around) -> None:
        app.open_record(record.ref)

    return Offer(record.called, f"{record.ref}  {record.beside}".rstrip(), go)


def _line(offer: Offer, room: int) -> Content:
    return Content.assemble(Content(fitted(offer.label, room)), Content.styled("  " + clean(offer.beside), "dim"))
