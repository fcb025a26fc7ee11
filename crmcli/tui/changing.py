"""How every change goes: asked of the gateway, told in a toast, known as a command line, shown by all views.

The only place that calls `Gateway.change`, `undo` and `redo`. What fails is a sentence in a toast and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from crmcli.errors import CrmError
from crmcli.i18n import _
from crmcli.output import clean
from crmcli.tui.failing import Failing
from crmcli.tui.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.tui.gateway.connection import Changed, Gateway, Writing

T = TypeVar("T")
P = ParamSpec("P")

_LONG, _SHORT = 8, 4  # seconds for which a toast stands


class Changing(Failing):
    """The part of the app that changes things. `commands` are the lines that would have done the same, oldest first."""

    gateway: Gateway

    def __init__(self) -> None:
        super().__init__()
        self.commands: list[str] = []

    async def perform(
        self,
        what: str,
        command: str,
        verb: Callable[Concatenate[Writing, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Changed[T] | None:
        """Makes a change and lets every view show it; None where it failed, which was told then.

        `what` is for the history, `command` the line that does the same.
        """
        with self.telling():
            changed = await self.gateway.change(what, command, verb, *args, **kwargs)
            if changed.operation_id is not None:
                self.note(command)
            return changed
        return None

    def note(self, command: str) -> None:
        """Notes the line of what was changed just now, and lets every view show it."""
        if command:  # of what only the screen can do there is none
            self.commands.append(command)
        self.show_changes()

    def say(self, sentence: str, *, is_undoable: bool = False) -> None:
        """Tells something in a toast; of those before it the newest stays, lest a hasty hand cover the screen."""
        for told in [each for each in self._notifications if each.severity == "information"][:-1]:
            self._unnotify(told, refresh=False)
        hint = _("u undoes it") if is_undoable else ""
        said = "\n".join(map(clean, sentence.splitlines()))
        self.notify(said + (f"  [{hint}]" if hint else ""), timeout=_LONG if hint else _SHORT, markup=False)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """What fails inside is told as a sentence, with what to do."""
        try:
            yield
        except CrmError as error:
            self.tell_error(error)

    def show_changes(self) -> None:
        """Lets the present view read again, and the others when they are gone to."""
        for screen in {*self.screen_stack, *(each[0] for each in self._screen_stacks.values() if each)}:
            if isinstance(screen, View):
                screen.is_stale = True
        for screen in self.screen_stack:
            if isinstance(screen, View):
                screen.reload()

    async def action_undo(self) -> None:
        """Takes back what was changed last, wherever that was."""
        with self.telling():
            operation = await self.gateway.undo()
            self.show_changes()
            self.say(_("Taken back: {what}. ctrl+r does it again.").format(what=operation.what))

    async def action_redo(self) -> None:
        """Does again what was taken back last."""
        with self.telling():
            operation = await self.gateway.redo()
            self.show_changes()
            self.say(_("Done again: {what}.").format(what=operation.what), is_undoable=True)
