"""Files that crm writes for the user: whole or not at all.

What is written goes to a file beside the one that was named, and takes its place when all of it is on the disk. A new
file is for its owner alone, since it holds other people's numbers; one that is replaced keeps its permissions.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from crmcli.errors import Invalid, NotFound, Unavailable
from crmcli.i18n import _


@contextmanager
def whole(path: str) -> Iterator[TextIO]:
    """A text file (UTF-8, line ends as they are written) that appears under `path` at the end, unless an error came.

    Raises Invalid for a folder, NotFound where the folder of the file is missing, Unavailable where it cannot be
    written.
    """
    target = os.path.realpath(path)
    mode = _checked(path, target)
    try:
        if mode is not None and not stat.S_ISREG(mode):
            with open(path, "w", encoding="utf-8", errors="replace", newline="") as file:  # a pipe or a device
                yield file
            return
        descriptor, unfinished = tempfile.mkstemp(prefix=".crm-", suffix=".unfinished", dir=os.path.dirname(target))
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
                if mode is not None:
                    os.chmod(unfinished, stat.S_IMODE(mode))
            os.replace(unfinished, target)
        except BaseException:
            os.unlink(unfinished)
            raise
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unavailable(_("Cannot write {path}: {reason}.").format(path=path, reason=error.strerror)) from error


def _checked(path: str, target: str) -> int | None:
    """The mode of the file that is there already. Raises Invalid or NotFound for what can be no file."""
    if not path.strip():
        raise Invalid(_("The name of a file is empty."), _("In case a variable of the shell was: name the file."))
    folder = os.path.dirname(target)
    if os.path.isdir(target):
        raise Invalid(_("{path} is a folder.").format(path=path), _("Name a file in it."))
    if not os.path.isdir(folder):
        raise NotFound(_("There is no folder {path}.").format(path=folder))
    try:
        return os.stat(target).st_mode
    except FileNotFoundError:
        return None
