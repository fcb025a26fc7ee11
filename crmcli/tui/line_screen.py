"""`:`: a line at the foot of the window for what has no key; tab completes, up and down go through what was typed."""

from __future__ import annotations

import asyncio
import shlex
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from crmcli import bash_words, completing
from crmcli.i18n import _
from crmcli.output import clean
from crmcli.tui import head, line_meaning, themes
from crmcli.tui.failing import Surviving
from crmcli.tui.painting import fitted, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.completion_table import Offer
    from crmcli.tui.app import CrmApp

_OFFERED = 40  # candidates that are shown


class LineScreen(Surviving, ModalScreen[str | None]):
    """Asks for a line; answers it, or None where it was given up."""

    app: CrmApp
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c", "give_up", _("Never mind")),
        Binding("tab", "complete(1)", priority=True, show=False),
        Binding("shift+tab", "complete(-1)", priority=True, show=False),
        Binding("up,ctrl+p", "earlier(-1)", priority=True, show=False),
        Binding("down,ctrl+n", "earlier(1)", priority=True, show=False),
    ]
    DEFAULT_CSS = """
    LineScreen { align: left bottom; background: $background 20%; }
    LineScreen > Vertical { height: auto; background: $panel; padding: 0 1; }
    LineScreen Horizontal { height: 1; }
    LineScreen .line--sign { width: 2; color: $text-primary; text-style: bold; }
    LineScreen Input { border: none; height: 1; width: 1fr; padding: 0; background: $panel; }
    LineScreen .line--offers { color: $text-muted; height: auto; max-height: 4; }
    """

    def __init__(self, text: str, typed: Sequence[str]) -> None:
        super().__init__()
        self._first = text
        self._typed = list(typed)
        self._place = len(self._typed)  # in what was typed before; at its end is the new line
        self._new = text
        self._candidates: list[str] = []  # whole lines that tab goes through
        self._chosen = -1

    def compose(self) -> ComposeResult:
        """What may be meant, and the line."""
        with Vertical():
            yield Static(_("tab completes"), classes="line--offers", markup=False)
            with Horizontal():
                yield Static(": ", classes="line--sign", markup=False)
                yield Input(self._first, placeholder=_("today, d7, deals stage:proposal, log budi call …"))

    def on_mount(self) -> None:
        """The line has the keys, from the first that is typed."""
        self.set_focus(self.query_one(Input))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers the line."""
        event.stop()
        self.dismiss(event.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was offered for another text is none for this one."""
        event.stop()
        if event.value not in self._candidates:
            self._candidates, self._chosen = [], -1

    def action_earlier(self, by: int) -> None:
        """A line that was typed before, or the one that was begun."""
        line = self.query_one(Input)
        if self._place == len(self._typed):
            self._new = line.value
        self._place = max(min(self._place + by, len(self._typed)), 0)
        self._put([*self._typed, self._new][self._place])

    async def action_complete(self, by: int) -> None:
        """Completes the word before the cursor; where several may stand there, again and again the next of them."""
        if self._candidates:
            self._chosen = (self._chosen + by) % len(self._candidates)
            self._put(self._candidates[self._chosen])
            return
        line = self.query_one(Input)
        begun = line.value[: line.cursor_position]
        lines, offers = await asyncio.to_thread(completed, begun, self.app.database)
        self._tell(offers)
        if len(lines) == 1:
            self._put(lines[0])
            return
        shared = _shared(lines)
        if len(shared) > len(begun) and shared.startswith(begun):
            self._put(shared)
        self._candidates = lines

    def action_give_up(self) -> None:
        """Answers nothing."""
        self.dismiss(None)

    def _put(self, text: str) -> None:
        line = self.query_one(Input)
        line.value = text
        line.cursor_position = len(text)

    def _tell(self, offers: Sequence[Offer]) -> None:
        """Shows what may stand there: each with what it means, as far as four lines have room."""
        said = self.query_one(".line--offers", Static)
        width = self.size.width - 2
        if not offers:
            said.update(_("nothing known fits here"))
        elif len(offers) <= 4:
            said.update("\n".join(fitted(f"{text}  {clean(meaning)}", width) for text, meaning in offers))
        else:
            said.update(_folded([clean(text) for text, _meaning in offers[:_OFFERED]], width))


def completed(begun: str, database: str) -> tuple[list[str], list[Offer]]:
    """Returns the lines that a begun one may become, and what was put into each, with what it means."""
    sign = "!" if begun.lstrip().startswith("!") else ""
    line = bash_words.Line("crm " + begun.lstrip().removeprefix("!").removeprefix("crm "))
    if line.is_redirected:
        return [], []
    words = line.words[1:]
    found, is_ended = completing.offered(["--db", database, *words])
    if len(words) == 1 and not sign:
        found = [*_own(words[0]), *found]
    elif words[0] == "theme" and len(words) == 2:
        found = [each for each in themes.called().items() if each[0].startswith(words[1])]
    elif words[0] in line_meaning.VIEWS:
        found, is_ended = completing.offered(["--db", database, *_QUERIES[words[0]], *words[1:]])
    offers = list(dict(found).items())
    front = begun[: len(begun) - len(line.raw)]
    end = " " if is_ended else ""
    return [front + (shlex.quote(text) if _wants_quotes(text) else text) + end for text, _meaning in offers], offers


_QUERIES: dict[str, tuple[str, ...]] = {  # the commands that take the same query as a view
    "board": ("deal", "list"), "deals": ("deal", "list"), "today": ("today",), "contacts": ("contact", "list"),
    "reports": ("report",),
}  # fmt: skip


def _own(typed: str) -> list[Offer]:
    called = head.names()
    own = [(word, called.get(view, "")) for word, view in line_meaning.VIEWS.items()]
    meanings = (_("leaves crm"), _("all keys"), _("other colours"), _("the sample"))
    own += zip(line_meaning.OWN, meanings, strict=True)
    return [each for each in own if each[0].startswith(typed)]


def _shared(lines: Sequence[str]) -> str:
    """What all lines begin with."""
    first, last = (min(lines), max(lines)) if lines else ("", "")
    same = next((at for at, letter in enumerate(first) if at >= len(last) or last[at] != letter), len(first))
    return first[:same]


def _folded(words: Sequence[str], width: int) -> str:
    """Words in at most four lines; what has no room is told by a mark."""
    lines = [""]
    for word in words:
        longer = f"{lines[-1]}  {word}" if lines[-1] else word
        if width_of(longer) <= width:
            lines[-1] = longer
        elif len(lines) == 4:
            lines[-1] = fitted(lines[-1] + " " * width + word, width)
            break
        else:
            lines.append(word)
    return "\n".join(lines)


def _wants_quotes(text: str) -> bool:
    return any(each in text for each in " \t'\"\\$`;&|<>()")
