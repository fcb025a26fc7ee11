"""Making a database where there is none, bringing an old one up to date, and taking in what others changed."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from crmcli.errors import Unavailable
from crmcli.i18n import _
from crmcli.store.exclusive import Exclusive

if TYPE_CHECKING:
    from crmcli.store.db import Store


def prepare(path: str) -> None:
    """Makes the folder (for the owner alone) and an empty file (likewise) where they are missing.

    Raises Unavailable, in words, where that cannot be.
    """
    folder = os.path.dirname(os.path.abspath(path))
    if os.path.exists(path) and not os.path.isfile(path):
        raise Unavailable(_("{path} is not a file.").format(path=path), _("Name another file with --db."))
    try:
        if not os.path.isdir(folder):
            os.makedirs(folder, mode=0o700)
        # A file that is there is not opened: to close it would drop the locks of a connection that this process has to
        # it, and another crm would take away the write-ahead log under our hands.
        if not os.access(path, os.W_OK):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600))
    except OSError as error:
        raise Unavailable(
            _("Cannot write {path}: {reason}.").format(path=path, reason=error.strerror),
            _("Name another file with --db."),
        ) from error


def set_up(connection: sqlite3.Connection) -> None:
    """Sets what a writing connection needs. The write-ahead log lets look-ups go on while something is written."""
    connection.execute("PRAGMA foreign_keys = ON")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # a follow-up written down survives a power cut
    connection.execute("PRAGMA temp_store = MEMORY")
    # An import whose pages find no room writes them into the log before its end, some of them twice.
    connection.execute("PRAGMA cache_size = -64000")


def bring_up_to_date(store: Store) -> None:
    """Backs an old database up and runs the pending migrations, under the lock, all of them or none."""
    from crmcli.store import backups, migrations

    with Exclusive(store.connection, store.path, store.notify):
        version = store.connection.execute("PRAGMA user_version").fetchone()[0]
        if version >= migrations.newest():
            return  # another crm did it while we waited
        copy = backups.create_for_migration(store.path, version, store.now) if version else ""
        migrations.migrate(store.connection)
    if not version and backups.existing(store.path):
        store.notify(_("Began a new database; crm backup restore brings back the one that was here before."))
    if copy:
        store.notify(
            _("Brought the database to the schema of this crm; the one before is kept as {path}.").format(path=copy)
        )


def adopt(store: Store) -> None:
    """Takes in, as an operation of its own, what another program wrote into the file: indexed, and undoable."""
    from crmcli.store import journal, operations
    from crmcli.store.db import NEWEST_STEP, instant

    if journal.has_outside_changes(store.connection):
        with Exclusive(store.connection, store.path, store.notify, store.now):
            operations.adopt_outside_changes(store.connection, instant(store.now), NEWEST_STEP)
