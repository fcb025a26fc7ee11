"""Somebody, looked for while one types: a line, and below it whom it may mean, the best first; or somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from crmcli.i18n import _
from crmcli.output import clean
from crmcli.tui.failing import Surviving
from crmcli.tui.gateway import finding

if TYPE_CHECKING:
    from crmcli.store.records import Record
    from crmcli.tui.app import CrmApp


class Found(NamedTuple):
    """Whom was chosen: a contact that is known by its `ref`, or a `name` that is new; neither for nobody."""

    ref: str = ""
    name: str = ""


class Finding(Surviving, ModalScreen[Found | None]):
    """Asks for a contact; None where it was given up. With `may_be_new` a name that nobody has is an answer."""

    app: CrmApp
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", _("Never mind")),
        Binding("down,ctrl+n", "next(1)", show=False),
        Binding("up,ctrl+p", "next(-1)", show=False),
    ]
    DEFAULT_CSS = """
    Finding { align: left bottom; background: $background 40%; }
    Finding > Vertical { height: auto; background: $panel; padding: 0 1; }
    Finding Input { border: none; height: 1; padding: 0; background: $panel; }
    Finding OptionList { border: none; height: auto; max-height: 8; background: $panel; padding: 0; }
    Finding .finding--title { text-style: bold; }
    """

    def __init__(self, title: str, *, placeholder: str = "", may_be_new: bool = False) -> None:
        super().__init__()
        self._question, self._placeholder, self._may_be_new = title, placeholder, may_be_new
        self._offered: list[Found] = []
        self._is_behind = False  # what is offered is for an older text

    def compose(self) -> ComposeResult:
        """The question, the line, and who may be meant."""
        with Vertical():
            yield Static(clean(self._question), classes="finding--title", markup=False)
            yield Input(placeholder=self._placeholder)
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        """The line has the keys."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Looks for whoever is meant so far."""
        event.stop()
        self._is_behind = True
        self.run_worker(self._look(event.value.strip()), group="find", exclusive=True)

    async def _look(self, text: str) -> None:
        found: list[Record] = []
        if text:
            with self.app.telling():
                found = await self.app.gateway.ask(finding.contacts, text)
        self._offered = [Found(each.ref, each.called) for each in found]
        lines = [_line(each.called, " ".join((each.ref, each.beside))) for each in found]
        if text and self._may_be_new and all(each.name.casefold() != text.casefold() for each in self._offered):
            self._offered.append(Found("", text))
            lines.append(_line(text, _("somebody new")))
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(line) for line in lines])
        options.highlighted = 0 if lines else None
        self._is_behind = False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers whoever is under the cursor; nobody where nothing was typed."""
        event.stop()
        if not event.value.strip():
            self.dismiss(Found())
        elif self._is_behind:
            self.run_worker(self._answer_looked_for(event.value.strip()), group="find", exclusive=True)
        else:
            self._answer()

    async def _answer_looked_for(self, text: str) -> None:
        """Who types faster than anybody can look means the first who is found."""
        await self._look(text)
        self._answer()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answers who was clicked."""
        self._answer()

    def _answer(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self._offered):
            self.dismiss(self._offered[place])

    def action_next(self, by: int) -> None:
        """The next one, or the one before."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if by > 0 else options.action_cursor_up()

    def action_give_up(self) -> None:
        """Answers nothing."""
        self.dismiss(None)


def _line(name: str, beside: str) -> Content:
    return Content.assemble(Content(clean(name)), Content.styled("  " + clean(beside), "dim"))
