"""Taking a report away: its line to the clipboard, its figures as CSV to a file, which is never overwritten unasked.

The CSV is what the line itself writes: it is run for it.
"""

from __future__ import annotations

import asyncio
import os
import shlex

from crmcli import files
from crmcli.errors import CrmError, Invalid
from crmcli.i18n import _
from crmcli.tui import running
from crmcli.tui.asking import Asking
from crmcli.tui.confirming import Confirming
from crmcli.tui.view import View

_WIDTH = 200  # columns that the line is told of; a file knows none
_REASON = 300  # characters of what the line says where it fails


class Taking(View):
    """A view whose figures can be taken away. Those that follow say the line, and what a file is called."""

    def line_of(self, *, csv: bool) -> str:
        """Returns the line that asks for what is shown; empty while nothing is."""
        raise NotImplementedError

    def file_name(self) -> str:
        """Returns what a file with it is called where nobody says otherwise."""
        raise NotImplementedError

    def equivalents(self) -> list[str]:
        """The line that asks for what is shown."""
        line = self.line_of(csv=False)
        return [line] if line else []

    def action_copy_line(self) -> None:
        """Copies the line that asks for what is shown."""
        for line in self.equivalents():
            self.app.copy_to_clipboard(line)
            self.app.say(_("Copied: {command}").format(command=line))

    async def action_export(self) -> None:
        """Asks for a file, and writes what is shown into it."""
        if self.line_of(csv=True):
            question = _("Write as CSV to which file?")
            asking: Asking[str] = Asking(question, path_of, value=self.file_name(), meaning=_whole)
            await self.app.push_screen(asking, self._ask_before_overwriting)

    async def _ask_before_overwriting(self, path: str | None) -> None:
        if path is None:
            return
        if not os.path.lexists(path):
            self._begin(path, False)
            return

        def answered(is_meant: bool | None) -> None:
            if is_meant:
                self._begin(path, True)

        question = _("{path} is there already. Overwrite it?").format(path=path)
        await self.app.push_screen(Confirming(question), answered)

    def _begin(self, path: str, is_over: bool) -> None:
        self.run_worker(self._write(path, is_over), group="export")

    async def _write(self, path: str, is_over: bool) -> None:
        with self.app.telling():
            data = await written(self.app.database, shlex.split(self.line_of(csv=True))[1:])
            files.write(path, data, force=is_over)  # its signals are those of this thread
            self.app.say(_("Written: {path}").format(path=os.path.abspath(path)))


def path_of(text: str) -> str:
    """Returns the path that a text names. Raises Invalid for none and for a folder, NotFound for one in no folder."""
    if not text.strip():
        raise Invalid(_("The name of a file is empty."))
    path = os.path.expanduser(text.strip())
    if os.path.isdir(path):
        raise Invalid(_("{path} is a folder.").format(path=path), _("Name a file in it."))
    return files.place(path, "")


def _whole(path: str) -> str:
    return os.path.abspath(path)


async def written(database: str, words: list[str]) -> bytes:
    """Returns what a command writes. Raises CrmError with its words where it fails."""
    process = await asyncio.create_subprocess_exec(
        *running.arguments(database, words), stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, env=running.environment(_WIDTH),
    )  # fmt: skip
    try:
        data, said = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode:
        first = said.decode("utf-8", "replace").strip().partition("\n")[0].removeprefix("crm: ")
        raise CrmError(first[:_REASON] or _("The command failed without a word."))
    return data
