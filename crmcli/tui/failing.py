"""What becomes of the unexpected: one sentence in a toast, a line in a log file that it names, and the screen goes on.

Only where the screen cannot begin, and with --debug, does it end: then whoever began it is handed the exception.
"""

from __future__ import annotations

import os
import traceback
from typing import TYPE_CHECKING

from textual.app import App
from textual.message_pump import MessagePump
from textual.worker import WorkerFailed

from crmcli import __version__, clock, failures, paths
from crmcli.errors import CrmError
from crmcli.i18n import _
from crmcli.output import clean

if TYPE_CHECKING:
    from textual.message import Message

_LONGEST_LOG = 1_000_000  # bytes; a longer one is begun anew, and the one before stays beside it
_TOAST = 8  # seconds


class Surviving(MessagePump):
    """A part of the screen that goes on after a message that it could not handle; Textual would end it there."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            app = self.app
            if not isinstance(app, Failing):
                raise
            app.fell(error)


class Failing(App[None]):
    """The part of the app that lives through what was not expected. `failure` is what it could not live through.

    `has_begun` says that the app stands: before that there is nothing to go on with.
    """

    is_debug = False
    has_begun = False
    failure: Exception | None = None
    database = ""
    _told = ""  # the sentence that was told last: what fails at each drawing is told once

    async def run_action(self, *args: object, **kwargs: object) -> bool:
        """Does what a key stands for; what fails in it is told."""
        try:
            return await super().run_action(*args, **kwargs)  # type: ignore[arg-type]
        except Exception as error:
            self.fell(error)
            return True

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not self.has_begun:
                raise
            self.fell(error)

    def _handle_exception(self, error: Exception) -> None:
        """Where Textual leaves off: its own page with the traceback is never shown."""
        self.fell(error)

    def fell(self, error: Exception) -> None:
        """Tells what went wrong, and goes on; ends where it has not begun yet, and with --debug."""
        is_beside = isinstance(error, WorkerFailed)  # what works beside the screen can fail without it
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        if isinstance(error, CrmError):
            self.tell_error(error)
            return
        if self.is_debug or not (self.has_begun or is_beside):
            self._end(error)
            return
        said = failures.as_crm_error(error, self.database)
        if type(said) is CrmError and not isinstance(error, OSError):
            said = CrmError(str(said), _noted(error))
        if str(said) != self._told:
            self._told = str(said)
            self.set_timer(_TOAST, self._forget)
            self.tell_error(said)

    def tell_error(self, error: CrmError) -> None:
        """Tells a failure in a toast, with what to do."""
        said = clean(str(error)) + (f"\n{clean(error.hint)}" if error.hint else "")
        self.notify(said, severity="error", timeout=_TOAST, markup=False)

    def _forget(self) -> None:
        self._told = ""

    def _end(self, error: Exception) -> None:
        self.failure = self.failure or error
        super()._handle_exception(error)
        self._exit_renderables.clear()


def log_file() -> str:
    """Returns the path of the file that notes what was not expected."""
    return os.path.join(paths.state_folder(), "screen.log")


def _noted(error: Exception) -> str:
    """Notes an exception in the log file, which only its owner can read, and says where."""
    path = log_file()
    entry = "".join(traceback.format_exception(error))
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        if os.path.exists(path) and os.path.getsize(path) > _LONGEST_LOG:
            os.replace(path, path + ".1")
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
            file.write(f"{clock.now().isoformat()} crm {__version__}\n{entry.rstrip()}\n\n")
    except OSError:
        return _("Run it again with --debug, and report what that prints.")
    return _("Report what is noted in {path}.").format(path=path)
