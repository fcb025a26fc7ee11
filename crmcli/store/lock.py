"""The advisory lock that lets writers queue: SQLite's own busy timeout starves some of them, a lock serves all."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

from crmcli.errors import Unavailable
from crmcli.i18n import _

PATIENCE = 2.0  # seconds before saying that we wait
LIMIT = 120.0  # seconds before giving up: longer than the longest import is likely to take


class WriteLock:
    """A lock on `crm.db.lock`, held by one writer at a time; freed by the system when its process ends."""

    def __init__(self, path: str, notify: Callable[[str], None]) -> None:
        self._path = path + ".lock"
        self._notify = notify
        self._file: int | None = None

    def acquire(self) -> None:
        """Waits until the lock is ours. Raises Unavailable where it cannot be made or is not freed in time."""
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
        try:
            self._file = os.open(self._path, flags, 0o600)
        except OSError as error:
            raise Unavailable(
                _("Cannot write beside the database: {reason}.").format(reason=error.strerror),
                _("crm needs to create {path}.").format(path=self._path),
            ) from error
        started = time.monotonic()
        told = False
        while not _try_lock(self._file):
            waited = time.monotonic() - started
            if waited > PATIENCE and not told:
                self._notify(_("Waiting for another crm to finish writing…"))
                told = True
            if waited > LIMIT:
                self.release()
                raise Unavailable(
                    _("Another crm has been writing for {seconds} seconds.").format(seconds=int(LIMIT)),
                    _("Try again when it is done."),
                )
            time.sleep(0.01 if waited < 1 else 0.1)

    def release(self) -> None:
        """Gives the lock back; closing the file frees it. The file itself stays: removing it would race."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
