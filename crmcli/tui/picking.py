"""A choice among some: a line to type in, and below it what is near to what was typed, the best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import Matcher
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from crmcli.i18n import _
from crmcli.output import clean
from crmcli.tui.failing import Surviving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


class Choice(NamedTuple, Generic[T]):
    """Something to choose: what it is called, what is said beside, and what is answered for it."""

    label: str
    beside: str
    value: T


class Picking(Surviving, ModalScreen[T | None], Generic[T]):
    """Asks for one of some choices; answers its value, or None where it was given up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", _("Never mind")),
        Binding("down,ctrl+n", "next", show=False),
        Binding("up,ctrl+p", "previous", show=False),
    ]
    DEFAULT_CSS = """
    Picking { align: center middle; background: $background 40%; }
    Picking > Vertical { width: 60; max-width: 100%; height: auto; max-height: 80%; background: $panel; padding: 0 1; }
    Picking Input { border: none; height: 1; padding: 0; background: $panel; }
    Picking OptionList { border: none; height: auto; max-height: 14; background: $panel; padding: 0; }
    Picking .picking--title { text-style: bold; }
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice[T]],
        *,
        placeholder: str = "",
        numbered: int | None = None,
        own: Callable[[str], Choice[T]] | None = None,
    ) -> None:
        """`numbered` says how many of the choices have a number; `own` makes a choice of words that are none of them.

        Not said, all have one where there are fewer than ten.
        """
        super().__init__()
        fewer = len(choices) if len(choices) < 10 else 0
        self._numbered = min(9, len(choices), fewer if numbered is None else numbered)
        self._own = own
        self._question = title
        self._choices = list(choices)
        self._placeholder = placeholder
        self._offered: list[Choice[T]] = []

    def compose(self) -> ComposeResult:
        """The question, the line, and the choices."""
        with Vertical():
            yield Static(clean(self._question), classes="picking--title", markup=False)
            yield Input(placeholder=self._placeholder or _("type to find; a number chooses"))
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        """The line has the keys."""
        self._offer("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offers what is near; the number of a choice is that choice."""
        text = event.value.strip()
        if text.isascii() and text.isdigit() and len(text) == 1 and 1 <= int(text) <= self._numbered:
            self.dismiss(self._choices[int(text) - 1].value)
            return
        self._offer(text)

    def offered(self, text: str) -> list[Choice[T]]:
        """Returns the choices near to a text, the best first; all of them for none."""
        if not text:
            return self._choices
        matcher = Matcher(text)
        scored = [(matcher.match(each.label), each) for each in self._choices]
        return [each for score, each in sorted(scored, key=lambda one: -one[0]) if score > 0]

    def _offer(self, text: str) -> None:
        self._offered = self.offered(text)
        if text and self._own and all(each.label.casefold() != text.casefold() for each in self._offered):
            self._offered = [*self._offered, self._own(text)]
        options = self.query_one(OptionList)
        options.clear_options()
        numbered = 0 if text else self._numbered
        options.add_options(
            Option(self._shown(each, number if number <= numbered else None))
            for number, each in enumerate(self._offered, 1)
        )
        options.highlighted = 0 if self._offered else None

    @staticmethod
    def _shown(choice: Choice[T], number: int | None) -> Content:
        front = Content(f"{number} ") if number else Content("")
        beside = Content.styled("  " + clean(choice.beside), "dim") if choice.beside else Content("")
        return Content.assemble(front, Content(clean(choice.label)), beside)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers the choice under the cursor."""
        self._answer()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answers the choice that was clicked."""
        self._answer()

    def _answer(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self._offered):
            self.dismiss(self._offered[place].value)

    def action_next(self) -> None:
        """The next choice."""
        self.query_one(OptionList).action_cursor_down()

    def action_previous(self) -> None:
        """The choice before."""
        self.query_one(OptionList).action_cursor_up()

    def action_give_up(self) -> None:
        """Answers nothing."""
        self.dismiss(None)
