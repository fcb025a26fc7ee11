"""What stands in a backup, and whether it is whole. Looking leaves no trace in it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from crmcli.errors import Unavailable
from crmcli.i18n import _
from crmcli.store import backups, db


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a database holds. `last_change` is an instant, None where nothing was ever changed."""

    contacts: int
    groups: int
    operations: int
    last_change: str | None
    schema: int


def of(path: str) -> Contents | None:
    """What a database holds; None where it cannot be read, or there is none."""
    try:
        with _opened(path) as connection:
            return counted(connection) if connection else None
    except (sqlite3.Error, OSError, Unavailable, ValueError):
        return None


def counted(connection: sqlite3.Connection) -> Contents:
    """What the open database holds. Removed contacts are not counted, nor is what was taken back."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM contact WHERE deleted_at IS NULL), (SELECT count(*) FROM contact_group), "
        "(SELECT count(*) FROM operation WHERE state = 'done'), "
        "(SELECT at FROM operation WHERE state = 'done' ORDER BY id DESC LIMIT 1)"
    ).fetchone()
    contacts, groups, operations, last_change = row
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    return Contents(contacts, groups, operations, last_change, schema)


def why_unreadable(path: str) -> str:
    """Why crm cannot go back to this database, in a sentence; empty where it can."""
    try:
        with _opened(path) as connection:
            if connection is None:
                return _("There is no database in it.")
            return "" if first_fault(connection) is None else _("It is damaged.")
    except Unavailable as error:
        return str(error)
    except (sqlite3.Error, OSError, ValueError):
        return _("It is damaged.")


def newest_whole(path: str, now: datetime | None = None) -> str | None:
    """The newest backup of the database that can be read, other than those of before a restore; None without one.

    `now` as in `backups.existing`.
    """
    others = (backups.BEFORE_RESTORE, backups.DAMAGED)
    for backup in reversed(backups.existing(path, now)):
        if backups.reason_of(backup) not in others and is_readable(backup):
            return backup
    return None


def is_readable(path: str) -> bool:
    """Whether a database is one of ours and all its data can be read: a third of the time that all checks take."""
    return not why_unreadable(path)


def first_fault(connection: sqlite3.Connection) -> str | None:
    """The first fault that SQLite finds in the tables of the data, None where there is none.

    The search index is left out: it is made anew from the data. Raises sqlite3.Error where nothing can be read.
    """
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'")
    for (name,) in rows.fetchall():
        quoted = name.replace('"', '""')
        verdict = str(connection.execute(f'PRAGMA quick_check("{quoted}")').fetchone()[0])
        if verdict != "ok":
            return verdict
    return None


def faults(path: str) -> list[str]:
    """All that is wrong with a database, a sentence each; an empty list where crm can be run on it."""
    try:
        with _opened(path) as connection:
            if connection is None:
                return [_("There is no database in it.")]
            return [*_faults_of_pages(connection), *_faults_of_rows(connection)]
    except Unavailable as error:
        return [str(error)]
    except (sqlite3.Error, OSError, ValueError):
        return [_("It is damaged: it cannot be read.")]


def _faults_of_pages(connection: sqlite3.Connection) -> Iterator[str]:
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)")]
    if found != ["ok"]:
        yield _("It is damaged: {fault}.").format(fault=found[0].splitlines()[-1])


def _faults_of_rows(connection: sqlite3.Connection) -> Iterator[str]:
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        yield _("Some of its rows point at rows that are missing.")
    counted(connection)


@contextmanager
def _opened(path: str) -> Iterator[sqlite3.Connection | None]:
    if backups.reason_of(path) == backups.DAMAGED and os.path.exists(path + "-wal"):
        raise ValueError(path)  # SQLite would fold the log in, and change what was kept byte by byte
    connection = db.connect_reading(path)
    try:
        yield connection
    finally:
        if connection is not None:
            connection.close()
