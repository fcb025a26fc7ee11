"""The user's own editor, for longer texts and for files.

Which one: the setting `editor`, else $VISUAL, else $EDITOR, else what the platform always has.
"""

from __future__ import annotations

import os
import sys

from crmcli import settings
from crmcli.errors import CrmError
from crmcli.i18n import _


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
    import subprocess

    words = command()
    try:
        finished = subprocess.run([*words, path], check=False)
    except OSError as error:
        raise CrmError(
            _("The editor {command} does not start: {reason}.").format(command=words[0], reason=error.strerror),
            _("Name another: crm settings set editor nano"),
        ) from error
    if finished.returncode:
        raise CrmError(_("The editor {command} ended with an error.").format(command=words[0]))
