"""What a command answered, to be read and scrolled: its own colours, nothing else of what a terminal may be told."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crmcli.i18n import _
from crmcli.output import clean
from crmcli.tui.failing import Surviving


class AnswerScreen(Surviving, ModalScreen[None]):
    """An answer under the line that asked for it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "close", _("Close")),
        Binding("j,down", "scroll('scroll_down')", show=False),
        Binding("k,up", "scroll('scroll_up')", show=False),
        Binding("ctrl+d,pagedown,space", "scroll('scroll_page_down')", show=False),
        Binding("ctrl+u,pageup", "scroll('scroll_page_up')", show=False),
        Binding("g,home", "scroll('scroll_home')", show=False),
        Binding("G,end", "scroll('scroll_end')", show=False),
    ]
    DEFAULT_CSS = """
    AnswerScreen { background: $background; }
    AnswerScreen Vertical { background: $background; }
    AnswerScreen .answer--title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    AnswerScreen VerticalScroll { height: 1fr; padding: 0 1; }
    AnswerScreen VerticalScroll Static { width: auto; height: auto; }
    AnswerScreen .answer--foot { height: 1; padding: 0 1; background: $panel; color: $text-muted; }
    """

    def __init__(self, asked: str, answer: str) -> None:
        super().__init__()
        self._asked, self._answer = asked, answer

    def compose(self) -> ComposeResult:
        """The line, the answer, and how to close it."""
        with Vertical():
            yield Static(clean(self._asked), classes="answer--title", markup=False)
            with VerticalScroll():
                yield Static(colored(self._answer), markup=False)
            yield Static(_("esc closes, arrows scroll"), classes="answer--foot", markup=False)

    def action_scroll(self, how: str) -> None:
        """Scrolls the answer."""
        getattr(self.query_one(VerticalScroll), how)(animate=False)

    def action_close(self) -> None:
        """Goes back."""
        self.dismiss(None)


def colored(answer: str) -> Content:
    """Returns a program's answer with its colours; of what else it may have sent to a terminal nothing is left."""
    lines = []
    for line in answer.splitlines():
        text = Text.from_ansi(line.rpartition("\r")[2])
        plain = clean(text.plain)
        lines.append(Content.from_rich_text(text) if plain == text.plain else Content(plain))
    return Content("\n").join(lines)
