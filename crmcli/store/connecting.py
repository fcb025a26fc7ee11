"""Connections to a file: opened as there is leave and room for it, and knowing which file it was.

A look-up passes through here, so the module imports next to nothing. What is in the file is not asked.
"""

from __future__ import annotations

import os
import sqlite3

from crmcli.errors import Unavailable
from crmcli.i18n import _

PATIENCE = 5_000  # milliseconds that another program which holds the file is waited for


class Connection(sqlite3.Connection):
    """A connection that knows which file it was opened on: another may take that one's name while it is open."""

    file: tuple[int, int] | None = None


def identity(path: str) -> tuple[int, int] | None:
    """Which file has this name now; None where none has."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def to_write(path: str) -> Connection:
    """A connection that may write; it makes no file. Raises Unavailable where the file cannot be opened."""
    return _connect(path, "mode=rw", PATIENCE)


def to_look(path: str, mode: str, patience: int = PATIENCE) -> Connection:
    """A connection for looking: by `mode`, or, without leave or room for that, to the file alone.

    It waits `patience` milliseconds for another program. Raises Unavailable where the file cannot be opened.
    """
    connection = _connect(path, _mode(path, mode), patience)
    if _lacks_room(connection) and not _has_log(path):
        connection.close()
        connection = _connect(path, "immutable=1", patience)
    return connection


def may_write(path: str) -> bool:
    """Whether the file and its folder can be written."""
    return os.access(os.path.dirname(os.path.abspath(path)), os.W_OK) and os.access(path, os.W_OK)


def _lacks_room(connection: sqlite3.Connection) -> bool:
    """Whether the disk is too full for the shared memory that a look at a WAL database needs."""
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorname.startswith(("SQLITE_FULL", "SQLITE_IOERR"))
    except sqlite3.DatabaseError:
        pass  # for whoever reads on to say
    return False


def _has_log(path: str) -> bool:
    try:
        return os.stat(path + "-wal").st_size > 0
    except OSError:
        return False


def _mode(path: str, mode: str) -> str:
    # Without leave to write, SQLite cannot make the shared memory of a WAL database, or makes some nobody can write.
    return mode if may_write(path) else "mode=ro" if os.path.exists(path + "-wal") else "immutable=1"


def _connect(path: str, mode: str, patience: int) -> Connection:
    quoted = os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    try:
        connection = sqlite3.connect(
            f"file:{quoted}?{mode}", uri=True, isolation_level=None, timeout=patience / 1000, factory=Connection
        )
    except sqlite3.OperationalError as error:
        raise Unavailable(_("Cannot open {path}.").format(path=path)) from error
    connection.row_factory = sqlite3.Row
    connection.file = identity(path)
    return connection
