"""Files that crm writes for the user: whole or not at all.

What is written goes to a file beside the one that was named, and takes its place when all of it is on the disk, so that
a full disk, or an end from outside, leaves what was there and nothing else. A new file is for its owner alone, since it
holds other people's numbers; one that is replaced keeps its permissions.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from crmcli.errors import Conflict, Invalid, NotFound, Unavailable
from crmcli.i18n import _


@contextmanager
def whole(path: str, *, with_folder: bool = False) -> Iterator[TextIO]:
    """A text file (UTF-8, line ends as they are written) that appears under `path` at the end, unless an error came.

    A file that holds the same already is left alone. A pipe or a device is written into. `with_folder` makes the folder
    where it is missing. Raises Invalid for a folder, NotFound where the folder of the file is missing, Unavailable
    where it cannot be written.
    """
    if not path.strip():
        raise Invalid(_("The name of a file is empty."), _("In case a variable of the shell was: name the file."))
    path = os.path.expanduser(path)
    if with_folder:
        with _said(path):
            os.makedirs(os.path.dirname(os.path.realpath(path)), exist_ok=True)
    mode = _mode(path)
    with _said(path):
        if mode is not None and not stat.S_ISREG(mode):
            with open(path, "w", encoding="utf-8", errors="replace", newline="") as file:
                yield file
            return
        target = os.path.realpath(path)
        with _beside(target) as (descriptor, unfinished):
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="") as file:
                yield file
                file.flush()
                if mode is not None and _is_alike(unfinished, target):
                    return  # whatever watches the file sees no change
                os.fsync(file.fileno())
            if mode is not None:
                os.chmod(unfinished, stat.S_IMODE(mode))
            os.replace(unfinished, target)


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
    """Writes a file, over another one only with `force`. Raises what `check` raises, and Unavailable."""
    check(path, force=force)
    with _said(path), _beside(path) as (descriptor, unfinished):
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if force and os.path.exists(path):
            os.chmod(unfinished, stat.S_IMODE(os.stat(path).st_mode))
        _put(unfinished, path, force)


def _mode(path: str) -> int | None:
    """The mode of what is there already. Raises Invalid or NotFound for what can be no file."""
    try:
        # Of the name as it is given: /dev/stdout and /dev/fd/63 lead to pipes that have no other name.
        mode = os.stat(path).st_mode
    except OSError:
        folder = path if path.endswith(os.sep) else os.path.dirname(os.path.realpath(path))
        if not os.path.isdir(folder):
            raise NotFound(_("There is no folder {path}.").format(path=folder)) from None
        return None
    if stat.S_ISDIR(mode):
        raise Invalid(_("{path} is a folder.").format(path=path), _("Name a file in it."))
    return mode


def _is_alike(path: str, other: str) -> bool:
    """Whether two files hold the same bytes; one that cannot be read is like no other."""
    import filecmp

    try:
        return filecmp.cmp(path, other, shallow=False)
    except OSError:
        return False


@contextmanager
def _said(path: str) -> Iterator[None]:
    """Says in words why a file cannot be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unavailable(_("{path} cannot be written: {reason}.").format(path=path, reason=error.strerror)) from error


@contextmanager
def _beside(target: str) -> Iterator[tuple[int, str]]:
    """A new file in the folder of another, open, and its name. It is gone in the end unless it was given another."""
    import signal

    descriptor, unfinished = tempfile.mkstemp(prefix=".crm-", suffix=".unfinished", dir=os.path.dirname(target) or ".")

    def end(number: int, _frame: object) -> None:
        """Ends as the signal would have ended it: the terminal was closed, or a job took too long."""
        with suppress(FileNotFoundError):
            os.unlink(unfinished)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    handlers = {}
    with suppress(ValueError):  # not the main thread, which signals never come to
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) == signal.SIG_DFL:
                handlers[number] = signal.signal(number, end)
    try:
        yield descriptor, unfinished
    finally:
        if os.path.lexists(unfinished):
            os.unlink(unfinished)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _put(unfinished: str, path: str, force: bool) -> None:
    """Gives the written file its name; one that came in the meantime is not written over."""
    if force:
        os.replace(unfinished, path)
        return
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise _exists(path) from None
    except (OSError, AttributeError):
        # A file system without links: then the name is looked at once more.
        if os.path.lexists(path):
            raise _exists(path) from None
        os.replace(unfinished, path)


def _exists(path: str) -> Conflict:
    return Conflict(
        _("There is a file {path} already.").format(path=path), _("--force writes over it; --output names another.")
    )
