"""A question that is answered by yes or no, before many records are changed at once; never for a single one."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from crmcli.i18n import _
from crmcli.output import clean
from crmcli.tui.failing import Surviving


class Confirming(Surviving, ModalScreen[bool]):
    """Asks in one line at the foot of the window; answers whether it was said yes to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", _("Yes")),
        Binding("n,escape,q", "answer(False)", _("No")),
    ]
    DEFAULT_CSS = """
    Confirming { align: left bottom; background: $background 40%; }
    Confirming > Vertical { height: auto; background: $panel; padding: 0 1; }
    Confirming .confirming--question { text-style: bold; }
    Confirming .confirming--keys { color: $text-muted; }
    """

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question, and what may be pressed."""
        with Vertical():
            yield Static(clean(self._question), classes="confirming--question", markup=False)
            yield Static(_("y or enter: yes   n or esc: no"), classes="confirming--keys", markup=False)

    def action_answer(self, answer: bool) -> None:
        """Answers."""
        self.dismiss(answer)
