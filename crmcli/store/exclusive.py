"""One writer at a time: the advisory lock, then one IMMEDIATE transaction, committed or taken back as a whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from types import TracebackType

from crmcli.errors import Unavailable
from crmcli.i18n import _
from crmcli.store.connecting import identity
from crmcli.store.lock import WriteLock


class Exclusive:
    """A context manager that commits at its end, unless an error came or `take_back` was set.

    With `now`, a change that is the first of its day is preceded by a backup; without, it is none of the user's.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: str, notify: Callable[[str], None], now: datetime | None = None
    ) -> None:
        self.take_back = False
        self._connection = connection
        self._path = path
        self._notify = notify
        self._now = now
        self._lock = WriteLock(path, notify)

    def __enter__(self) -> Exclusive:
        self._lock.acquire()
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._check_place()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if not self._connection.in_transaction:
                return  # SQLite took it back by itself: a full disk, for one
            if kind is None and not self.take_back:
                self._back_up()
                self._connection.execute("COMMIT")
        finally:
            # A commit that failed (a broken foreign key, a full disk) leaves the transaction open.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._lock.release()

    def _check_place(self) -> None:
        """Raises Unavailable where the connection is to a file that is no longer there: what it wrote would be lost."""
        file = getattr(self._connection, "file", None)
        if file is not None and file != identity(self._path):
            self._connection.execute("ROLLBACK")
            raise Unavailable(
                _("The database was replaced or removed meanwhile; nothing was changed."), _("Do it again.")
            )

    def _back_up(self) -> None:
        """Other connections still see the state before the change, and this is known by now to be one."""
        if self._now is not None:
            from crmcli.store import backup_days

            backup_days.before_change(self._path, self._now, self._notify)
