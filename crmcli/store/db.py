"""Opening the database: reading without side effects, writing one operation at a time.

A look-up passes through here, so the module imports next to nothing; what only a write needs is imported there. It
never prints and never reads the clock: time and the voice for narration are handed in.
"""

from __future__ import annotations

import os
import sqlite3
import stat

from crmcli import paths
from crmcli.errors import Unavailable
from crmcli.i18n import _
from crmcli.store import connecting
from crmcli.store.connecting import PATIENCE

TYPE_CHECKING = False  # `typing` would be five milliseconds on the way to every answer
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from types import TracebackType

    from crmcli.store.exclusive import Exclusive

APPLICATION_ID = 0x63726D21  # "crm!", by which a file is known as ours
NEWEST_STEP = 5  # the schema this crm reads; a test asserts that it equals the number of migration steps
JOURNAL_LIMIT = 100_000_000  # bytes of images, past which the oldest operations are pruned
JOURNAL_KEEP = 100  # operations whose images always stay
_MINIMUM_SQLITE = (3, 37, 0)


class Store:
    """An open database. `connection` reads; changes happen inside `write`."""

    def __init__(self, connection: sqlite3.Connection, path: str, now: datetime, notify: Callable[[str], None]) -> None:
        self.connection = connection
        self.path = path
        self.now = now
        self.notify = notify

    def write(
        self,
        what: str,
        *,
        command: str = "",
        origin: str = "line",
        now: datetime | None = None,
        dry_run: bool = False,
    ) -> Transaction:
        """Returns a context manager for one operation: all that happens inside commits together or not at all.

        `what` says what the user did, in a few words, for the history. Where nothing changed, no operation is left
        behind. With `dry_run` everything is taken back at the end.
        """
        return Transaction(self, what, command, origin, now or self.now, dry_run)

    def exclusive(self) -> Exclusive:
        """Returns a context manager for one transaction that is no operation: undo, redo and purging."""
        from crmcli.store.exclusive import Exclusive

        return Exclusive(self.connection, self.path, self.notify, self.now)

    @property
    def at(self) -> str:
        """The moment handed in at the opening, as the store writes it."""
        return instant(self.now)

    @property
    def step(self) -> int:
        """The schema this crm writes."""
        return NEWEST_STEP

    def close(self) -> None:
        """Closes the database; the last one to close it folds the write-ahead log in."""
        self.connection.close()


class Transaction:
    """One operation while it is being written. Verbs of the store take it and write through `connection`."""

    def __init__(self, store: Store, what: str, command: str, origin: str, now: datetime, dry_run: bool) -> None:
        from crmcli.store.exclusive import Exclusive

        self.connection = store.connection
        self.at = instant(now)
        self.operation_id = 0
        self.is_changed = False  # known once the operation is closed
        self._what = what
        self._command = command
        self._origin = origin
        self._dry_run = dry_run
        self._exclusive = Exclusive(store.connection, store.path, store.notify, now)

    def describe(self, what: str) -> None:
        """Says better than at the start what the user did, now that it is known."""
        self._what = what

    def __enter__(self) -> Transaction:
        from crmcli.store import operations

        with_lock = self._exclusive.__enter__()
        try:
            operations.adopt_outside_changes(self.connection, self.at, NEWEST_STEP)
            self.operation_id = operations.begin(
                self.connection, self.at, self._what, self._command, self._origin, NEWEST_STEP
            )
        except BaseException as error:
            with_lock.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            try:
                self._finish()
                self._exclusive.take_back = self._dry_run or not self.is_changed
            except BaseException as failure:
                self._exclusive.__exit__(type(failure), failure, failure.__traceback__)
                raise
        self._exclusive.__exit__(kind, error, trace)

    def _finish(self) -> None:
        from crmcli.store import indexing, journal, operations

        rows, size = journal.measure(self.connection, self.operation_id)
        self.is_changed = rows > 0
        if not self.is_changed or self._dry_run:
            return
        indexing.index_operation(self.connection, self.operation_id)
        operations.finish(self.connection, self.operation_id, self._what, rows, size)
        journal.prune(self.connection, JOURNAL_LIMIT, JOURNAL_KEEP)


def instant(moment: datetime) -> str:
    """A moment as the store writes it: UTC, to the second, `2026-11-24T09:00:00Z`."""
    from datetime import UTC

    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def open_reading(path: str, *, now: datetime, notify: Callable[[str], None]) -> Store | None:
    """Opens the database for reading only; None where there is none yet, and none is made.

    An older schema is backed up and migrated first, and what another program changed is indexed first, where the
    file can be written. Raises Unavailable for a file that is no database of ours or is from a newer crm.
    """
    connection = connect_reading(path)
    if connection is None:
        return None
    if needs_writer(connection):
        connection.close()
        open_writing(path, now=now, notify=notify).close()
        connection = connect_reading(path)
        if connection is None:
            return None
    return Store(connection, path, now, notify)


def needs_writer(connection: sqlite3.Connection) -> bool:
    """Whether the schema is old, or changes by another program wait to be indexed."""
    if connection.execute("PRAGMA user_version").fetchone()[0] < NEWEST_STEP:
        return True
    found = connection.execute("SELECT 1 FROM journal WHERE operation_id IS NULL LIMIT 1").fetchone()
    return found is not None and os.access(_file_of(connection), os.W_OK)


def is_of_another_step(connection: sqlite3.Connection) -> bool:
    """Whether the schema is not the one this crm reads: who may not migrate has no answer then."""
    return bool(connection.execute("PRAGMA user_version").fetchone()[0] != NEWEST_STEP)


def has_backups(path: str) -> bool:
    """Whether there are backups of a database that itself may be gone."""
    try:
        return any(name.endswith(".db") for name in os.listdir(paths.backups_folder(path)))
    except OSError:
        return False


def refuse_if_gone(path: str) -> None:
    """Raises Unavailable where backups tell that there was a database: a new one in its place would hide that."""
    if has_backups(path):
        raise Unavailable(
            _("The database {path} is gone, but there are backups of it.").format(path=path),
            _("crm backup restore brings it back; to begin anew, move {folder} away.").format(
                folder=paths.backups_folder(path)
            ),
        )


def data_version(connection: sqlite3.Connection) -> int:
    """Returns a number that is another one as soon as somebody else has written to the file."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def connect_reading(path: str, *, patience: int = PATIENCE) -> sqlite3.Connection | None:
    """A connection that cannot write, leaves no files behind and creates none; None where there is no database.

    It waits `patience` milliseconds for another program that holds the file.
    """
    _check_sqlite()
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreachable(path, error) from error
    size = status.st_size
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        raise Unavailable(_("{path} is not a file.").format(path=path), _("Name another file with --db."))
    if size == 0 and not os.path.exists(path + "-wal"):
        return None
    if os.path.isdir(path):
        raise Unavailable(_("{path} is a folder, not a database.").format(path=path))
    connection = connecting.to_look(path, "mode=rw", patience)
    connection.execute("PRAGMA query_only = ON")
    check_ours(connection, path)
    return connection


def open_writing(path: str, *, now: datetime, notify: Callable[[str], None]) -> Store:
    """Opens the database for changes, makes it where there is none, and brings an old schema up to date.

    Raises Unavailable for a file that is no database of ours, is from a newer crm, or cannot be written.
    """
    from crmcli.store import creation

    _check_sqlite()
    creation.prepare(path)
    connection = connecting.to_write(path)
    try:
        version = check_ours(connection, path)
        creation.set_up(connection)
        store = Store(connection, path, now, notify)
        if version < NEWEST_STEP:
            creation.bring_up_to_date(store)
        creation.adopt(store)
    except BaseException:
        connection.close()
        raise
    return store


def check_ours(connection: sqlite3.Connection, path: str) -> int:
    """Returns the schema's number. Raises Unavailable where the file is not one this crm can read."""
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        application = int(connection.execute("PRAGMA application_id").fetchone()[0])
        is_empty = version == 0 and connection.execute("SELECT 1 FROM sqlite_schema").fetchone() is None
    except sqlite3.DatabaseError as error:
        if "not a database" not in str(error):
            raise
        _refuse_if_backed_up(path)
        raise Unavailable(
            _("{path} is not a crm database.").format(path=path),
            _("Name another file with --db, or move this one away."),
        ) from error
    if not is_empty and application != APPLICATION_ID:
        _refuse_if_backed_up(path)
        raise Unavailable(
            _("{path} is another program's database.").format(path=path), _("Name another file with --db.")
        )
    if version > NEWEST_STEP:
        raise Unavailable(
            _("{path} was written by a newer crm.").format(path=path), _("Install the newest crm to open it.")
        )
    return version


def connect(path: str, *, is_only_looking: bool = False) -> sqlite3.Connection:
    """A connection to the file as it is, nothing checked, set or made: for those who copy, mend or replace it whole.

    One that only looks never folds the log in, nor drops one that it cannot read.
    """
    return connecting.to_look(path, "mode=ro") if is_only_looking else connecting.to_write(path)


def _refuse_if_backed_up(path: str) -> None:
    """A file that does not look like ours, but has backups beside it, was ours. Raises Unavailable."""
    if os.path.isdir(paths.backups_folder(path)):
        from crmcli.store import backups, damage

        if backups.existing(path):
            raise damage.damaged(path)


def _file_of(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA database_list").fetchone()[2])


def _unreachable(path: str, error: OSError) -> Unavailable:
    return Unavailable(_("Cannot open {path}: {reason}.").format(path=path, reason=error.strerror))


def _check_sqlite() -> None:
    if sqlite3.sqlite_version_info < _MINIMUM_SQLITE:
        raise Unavailable(
            _("This Python comes with SQLite {found}; crm needs 3.37 or later.").format(found=sqlite3.sqlite_version),
            _("Install a newer Python or SQLite."),
        )
