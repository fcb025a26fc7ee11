"""The line of the filter: the query language, while it is typed; what is wrong with it stands beside.

It waits a moment for the next letter, says what is wanted by a message, and is told by its view what came of it.
"""

from __future__ import annotations

import shlex
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from crmcli.i18n import _
from crmcli.output import clean

_PATIENCE = 0.12  # seconds for which the next letter is waited


class FilterBar(Horizontal):
    """A line above the footer, hidden until it is wanted. `words` is what is filtered by."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "clear", _("No filter"), show=True)]
    DEFAULT_CSS = """
    FilterBar { height: 1; background: $panel; display: none; }
    FilterBar.-open { display: block; }
    FilterBar .filter--sign { width: 2; color: $text-primary; }
    FilterBar Input { border: none; height: 1; padding: 0; width: 1fr; background: $panel; }
    FilterBar .filter--said { width: auto; max-width: 60%; color: $text-muted; padding: 0 1; }
    FilterBar .filter--said.-wrong { color: $text-warning; }
    """

    class Filtered(Message):
        """Something else is to be filtered by: words of a query, none for all."""

        def __init__(self, words: list[str]) -> None:
            super().__init__()
            self.words = words

    class Left(Message):
        """The line was left; the keys go back to what is filtered."""

    def __init__(self, placeholder: str, *, patience: float = _PATIENCE) -> None:
        super().__init__()
        self._patience = patience
        self.words: list[str] = []
        self._placeholder = placeholder
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The sign, the line, and what is said of it."""
        yield Static("/ ", classes="filter--sign")
        yield Input(placeholder=self._placeholder)
        yield Static("", classes="filter--said", markup=False)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.query_one(Input).value

    def open(self, text: str | None = None) -> None:
        """Shows the line and gives it the keys, perhaps with a text in it."""
        self.add_class("-open")
        line = self.query_one(Input)
        if text is not None:
            line.value = text
        line.focus()

    def narrow(self, words: list[str]) -> None:
        """Filters by a query without taking the keys; none shows all."""
        self.set_class(bool(words), "-open")
        self.query_one(Input).value = " ".join(map(_quoted, words))
        self._ask()

    def tell(self, sentence: str, *, is_wrong: bool = False) -> None:
        """Says beside the line what came of it."""
        said = self.query_one(".filter--said", Static)
        said.update(clean(sentence))
        said.set_class(is_wrong, "-wrong")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(self._patience, self._ask)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._ask()
        if not self.text.strip():
            self.remove_class("-open")
        self.post_message(self.Left())

    def _ask(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        words = words_of(self.text)
        if words != self.words:
            self.words = words
            self.post_message(self.Filtered(words))

    def action_clear(self) -> None:
        """Filters by nothing, and goes away."""
        self.query_one(Input).value = ""
        self._ask()
        self.tell("")
        self.remove_class("-open")
        self.post_message(self.Left())


def words_of(text: str) -> list[str]:
    """Returns the words of a query as a shell would part them; a quote that is not closed yet is a letter."""
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


def _quoted(word: str) -> str:
    """A word as it is typed: in quotes only where it needs them."""
    return shlex.quote(word) if not word or any(each in word for each in " \t'\"\\") else word
