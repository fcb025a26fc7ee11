"""A question in one line at the foot of the window: what it means so far is shown while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from crmcli.errors import CrmError
from crmcli.i18n import _
from crmcli.output import clean
from crmcli.tui.failing import Surviving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


class SuggestLast(SuggestFromList):
    """Completes the last of several texts with commas between."""

    async def get_suggestion(self, value: str) -> str | None:
        """Returns the whole line with its last text completed; None where it begins none of the choices."""
        before, comma, last = value.rpartition(",")
        begun = last.lstrip()
        found = await super().get_suggestion(begun) if begun else None
        return None if found is None else before + comma + last[: len(last) - len(begun)] + found


class Asking(Surviving, ModalScreen[T | None], Generic[T]):
    """Asks for one value. `read` says what a text means, or raises CrmError with what is wrong with it.

    Answers what was read, or None where it was given up. `meaning` puts what was read into words while one types.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", _("Never mind"))]
    DEFAULT_CSS = """
    Asking { align: left bottom; background: $background 40%; }
    Asking > Vertical { height: auto; background: $panel; padding: 0 1; }
    Asking Input { border: none; height: 1; padding: 0; background: $panel; }
    Asking .asking--title { text-style: bold; }
    Asking .asking--meaning { color: $text-muted; height: auto; min-height: 1; }
    Asking .-wrong { color: $text-warning; }
    """

    def __init__(
        self,
        title: str,
        read: Callable[[str], T],
        *,
        value: str = "",
        placeholder: str = "",
        meaning: Callable[[T], str] | None = None,
        choices: Sequence[str] = (),
        has_several: bool = False,
    ) -> None:
        super().__init__()
        self._question = title
        self._read = read
        self._value, self._placeholder = value, placeholder
        self._meaning = meaning
        self._choices = choices
        self._suggesting = SuggestLast if has_several else SuggestFromList

    def compose(self) -> ComposeResult:
        """The question, the line, and what it means."""
        with Vertical():
            yield Static(clean(self._question), classes="asking--title", markup=False)
            yield Input(
                self._value,
                placeholder=self._placeholder,
                suggester=self._suggesting(self._choices, case_sensitive=False) if self._choices else None,
            )
            yield Static("", classes="asking--meaning", markup=False)

    def on_mount(self) -> None:
        """The line has the keys."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Says what is meant so far, or what is wrong with it."""
        self._tell(event.value, is_final=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers, where what was typed can be read."""
        found = self._tell(event.value, is_final=True)
        if found is not None:
            self.dismiss(found[0])

    def _tell(self, text: str, *, is_final: bool) -> tuple[T] | None:
        below = self.query_one(".asking--meaning", Static)
        try:
            answer = self._read(text)
        except CrmError as error:
            said = clean(f"{error} {error.hint or ''}".strip()) if is_final or text else ""
            below.update(said)
            below.set_class(is_final, "-wrong")
            return None
        below.update(clean(self._meaning(answer)) if self._meaning and text else "")
        below.remove_class("-wrong")
        return (answer,)

    def action_give_up(self) -> None:
        """Answers nothing."""
        self.dismiss(None)
