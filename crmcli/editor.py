"""The user's own editor, for longer texts and for files.

Which one: the setting `editor`, else $VISUAL, else $EDITOR, else what the platform always has. A text goes to it in a
file of its own, in a folder that nobody else can look into.
"""

from __future__ import annotations

import os
import sys

from crmcli import settings
from crmcli.errors import CrmError
from crmcli.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType


def command() -> list[str]:
    """The editor as the words of a command. Raises CrmError where the setting cannot be read as such."""
    import shlex

    chosen = settings.get("editor") or os.environ.get("VISUAL") or os.environ.get("EDITOR")
    try:
        words = shlex.split(chosen or "")
    except ValueError:
        raise CrmError(_("The editor {command} cannot be read.").format(command=chosen)) from None
    return words or ["notepad" if sys.platform == "win32" else "vi"]


def edit(path: str) -> None:
    """Open a file in the editor and wait until it is closed. Raises CrmError where that fails."""
    words = command()
    try:
        code = _run([*words, path])
    except (OSError, ValueError) as error:
        raise CrmError(
            _("The editor {command} does not start: {reason}.").format(
                command=words[0], reason=getattr(error, "strerror", None) or error
            ),
            _("Name another: crm settings set editor nano"),
        ) from error
    if code < 0:
        raise CrmError(_("The editor {command} was ended from outside.").format(command=words[0]))
    if code:
        raise CrmError(_("The editor {command} ended with an error.").format(command=words[0]))


def _run(words: list[str]) -> int:
    """Run a command to its end; ctrl-C meanwhile is for it alone, since in an editor it is a key like others."""
    import signal
    import subprocess

    try:
        # A handler, unlike SIG_IGN, is not handed on to the editor.
        before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    except ValueError:  # not the main thread, which signals never come to
        return subprocess.run(words, check=False).returncode
    try:
        return subprocess.run(words, check=False).returncode
    finally:
        signal.signal(signal.SIGINT, before)


class Draft:
    """A text in the editor, again and again until it is right. The file goes at the end unless it is kept.

    Used with `with`. `path` is where the file lies.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._folder = ""
        self._first: bytes | None = None
        self._is_kept = False

    @property
    def path(self) -> str:
        """Where the text lies."""
        return os.path.join(self._folder, self._name)

    @property
    def has_changed(self) -> bool:
        """Whether the file holds something else than what it was opened with at first."""
        try:
            with open(self.path, "rb") as file:
                return file.read() != self._first
        except OSError:
            return False

    def edited(self, text: str) -> str:
        """Open the text in the editor and return what it is afterwards. Raises CrmError where that fails."""
        self.write(text)
        edit(self.path)
        try:
            with open(self.path, "rb") as file:
                return file.read().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise CrmError(_("The editor has not written UTF-8."), _("Let it write UTF-8, and try again.")) from None
        except OSError as error:
            raise CrmError(_("The file is gone; nothing was changed."), error.strerror or "") from None

    def write(self, text: str) -> None:
        """Put a text into the file without opening it."""
        content = text.encode("utf-8")
        if self._first is None:
            self._first = content
        with open(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)

    def keep(self) -> str:
        """Let the file stay where it is, and return its path."""
        self._is_kept = True
        return self.path

    def __enter__(self) -> Draft:
        import tempfile

        self._folder = tempfile.mkdtemp(prefix="crm-")  # for the owner alone
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        import shutil

        if not self._is_kept:
            shutil.rmtree(self._folder, ignore_errors=True)
