"""Files that are written for the user: whole or not at all, and never over another one in silence.

What is written stands beside its place under another name first, so that a full disk or a kill leaves what was there.
A new file is for its owner alone; one that is replaced keeps its permissions.
"""

from __future__ import annotations

import os
import stat
import tempfile

from crmcli.errors import Conflict, CrmError, Invalid, NotFound
from crmcli.i18n import _


def place(output: str, name: str) -> str:
    """Returns where a file of this name goes: `output` itself, or into it where that is a folder; empty is here.

    Raises NotFound for a folder that is not there.
    """
    path = os.path.expanduser(output) if output else "."
    if os.path.isdir(path):
        return os.path.join(path, name) if path != "." else name
    folder = os.path.dirname(path)
    if path.endswith(("/", os.sep)) or not os.path.isdir(folder or "."):
        raise NotFound(_("There is no folder {path}.").format(path=folder), _("Make it first, or name another."))
    return path


def check(path: str, *, force: bool = False) -> None:
    """Raises Conflict where there is a file already and `force` is not set, Invalid where no file can be."""
    if os.path.lexists(path):
        if os.path.exists(path) and not os.path.isfile(path):
            raise Invalid(_("{path} is not a file.").format(path=path), _("Name a file with --output."))
        if not force:
            raise _exists(path)


def write(path: str, data: bytes, *, force: bool = False) -> None:
    """Writes a file. Raises what `check` raises, and CrmError where it cannot be written."""
    check(path, force=force)
    beside = ""
    try:
        handle, beside = tempfile.mkstemp(prefix=".crm-", dir=os.path.dirname(path) or ".")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if force and os.path.exists(path):
            os.chmod(beside, stat.S_IMODE(os.stat(path).st_mode))
        _put(beside, path, force)
    except OSError as error:
        raise CrmError(_("{path} cannot be written: {reason}.").format(path=path, reason=error.strerror)) from error
    finally:
        if beside and os.path.exists(beside):
            os.unlink(beside)


def _put(beside: str, path: str, force: bool) -> None:
    """Gives the written file its name; one that came in the meantime is not written over."""
    if force:
        os.replace(beside, path)
        return
    try:
        os.link(beside, path)
    except FileExistsError:
        raise _exists(path) from None
    except (OSError, AttributeError):
        # A file system without links: then the name is looked at once more.
        if os.path.lexists(path):
            raise _exists(path) from None
        os.replace(beside, path)


def _exists(path: str) -> Conflict:
    return Conflict(
        _("There is a file {path} already.").format(path=path), _("--force writes over it; --output names another.")
    )
