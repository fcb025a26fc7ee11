"""Backups: whole copies of the database in a folder beside it, each named by when and why it was made.

A name such as `2026-11-24T160000+0700-daily.db` begins with the moment on the user's clock, with its distance from
UTC: so the local day of a backup is told without asking for any time zone. A copy appears whole or not at all; what
a kill leaves behind ends in `.unfinished`. Whoever makes or drops one holds the lock of those who write.
"""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime, timedelta

from crmcli.paths import backups_folder as folder
from crmcli.store.backup_days import BEGINNING, DAILY, ENDING

__all__ = ["DAILY", "ENDING", "folder"]  # said there, where every change passes and little may be imported

UNFINISHED = ".unfinished"
SCHEMA = "schema"  # before a migration; the schema's number follows
MANUAL = "manual"
BEFORE_RESTORE = "before-restore"
DAMAGED = "damaged"  # what was there before a restore, byte by byte, since SQLite could not read it
_BEGINNING = "%Y-%m-%dT%H%M%S%z"
_DAY = timedelta(days=1)


def create_for_migration(path: str, step: int, now: datetime) -> str:
    """Copies a database that is about to be migrated from schema `step`; returns the copy's path.

    It reads through a connection of its own: the one that migrates is inside its transaction already.
    """
    connection = sqlite3.connect(path)
    try:
        return create(connection, path, now, reason=f"{SCHEMA}-{step}")
    finally:
        connection.close()


def create(connection: sqlite3.Connection, path: str, now: datetime, *, reason: str) -> str:
    """Copies the database and returns the copy's path. It appears whole or not at all, for the owner alone.

    Raises OSError or sqlite3.Error where the copy cannot be made.
    """
    target = new_name(path, local(connection, now), reason)
    copy(connection, target)
    return target


def copy(connection: sqlite3.Connection, target: str) -> None:
    """Copies a database into a file that is there, whole, at the end, or not at all; one already there is replaced.

    Raises OSError or sqlite3.Error where it cannot be made.
    """
    unfinished = target + UNFINISHED
    make_private(unfinished)
    try:
        into = sqlite3.connect(unfinished)
        try:
            connection.backup(into)
            into.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        finally:
            into.close()
        finish(unfinished, target)
    except BaseException:
        for leftover in (unfinished, unfinished + "-wal", unfinished + "-shm", unfinished + "-journal"):
            if os.path.exists(leftover):
                os.unlink(leftover)
        raise


def make_private(path: str) -> None:
    """Makes an empty file that its owner alone can read."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))


def finish(unfinished: str, target: str) -> None:
    """Gives a finished file its name, so that it survives a power cut."""
    os.replace(unfinished, target)
    if os.name != "nt":  # where a folder cannot be opened
        place = os.open(os.path.dirname(target) or ".", os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


def new_name(path: str, moment: datetime, reason: str) -> str:
    """A path in the folder of backups, which is made where it is missing; what kills left there is swept away."""
    place = folder(path)
    os.makedirs(place, mode=0o700, exist_ok=True)
    for leftover in leftovers(path):
        os.unlink(leftover)
    while os.path.exists(name := os.path.join(place, f"{moment.strftime(_BEGINNING)}-{reason}{ENDING}")):
        moment += timedelta(seconds=1)
    return name


def existing(path: str, now: datetime | None = None) -> list[str]:
    """The backups of a database, oldest first.

    With `now`, those that claim to be of tomorrow or later come before all others: they were made while the clock was
    ahead, and must not pass for the newest.
    """
    place = folder(path)
    found = [os.path.join(place, name) for name in _names(place) if name.endswith(ENDING)]

    def order(each: str) -> tuple[bool, datetime, str]:
        moment = moment_of(each)
        return now is None or moment - now < _DAY, moment, each

    return sorted(found, key=order)


def leftovers(path: str) -> list[str]:
    """The files in the folder of backups that a kill has left unfinished."""
    place = folder(path)
    return [os.path.join(place, name) for name in _names(place) if UNFINISHED in name]


def unfinished(path: str) -> list[str]:
    """All that kills have left unfinished: in the folder of backups, and what a restore was making ready beside it."""
    beside = [os.path.abspath(path) + UNFINISHED + part for part in ("", "-wal", "-shm", "-journal")]
    return [*leftovers(path), *filter(os.path.exists, beside)]


def moment_of(backup: str) -> datetime:
    """When a backup was made, on the clock of then; for a file of another name, when it was last written."""
    name = os.path.basename(backup)
    for length in (BEGINNING, len("20261124T090000")):
        try:
            found = datetime.fromisoformat(name[:length])
        except ValueError:
            continue
        if 1970 <= found.year < 9999:  # what every zone can be reckoned in
            return found if found.tzinfo else found.replace(tzinfo=UTC)
    try:
        return datetime.fromtimestamp(os.stat(backup).st_mtime, UTC)
    except OSError:
        return datetime.fromtimestamp(0, UTC)


def reason_of(backup: str) -> str:
    """Why a backup was made: one of the reasons above; empty for a file of another name."""
    name = os.path.basename(backup).removesuffix(ENDING)
    rest = name[BEGINNING + 1 :] if name[4:5] == "-" else name[len("20261124T090000-") :]
    if rest.startswith(SCHEMA + "-"):
        return SCHEMA
    return rest if rest in (DAILY, MANUAL, BEFORE_RESTORE, DAMAGED) else ""


def local(connection: sqlite3.Connection | None, moment: datetime) -> datetime:
    """The moment on the clock of the business; on that of the system where no zone is set, or none can be read."""
    zone = ""
    try:
        if connection is not None:
            row = connection.execute("SELECT value FROM setting WHERE key = 'timezone'").fetchone()
            zone = str(row[0]) if row else ""
    except sqlite3.Error:
        pass  # a database without settings, or a damaged one
    if zone:
        from zoneinfo import ZoneInfo

        try:
            return moment.astimezone(ZoneInfo(zone))
        except (KeyError, ValueError, OSError):
            pass  # a zone that this machine does not know
    return moment.astimezone()


def _names(place: str) -> list[str]:
    try:
        return os.listdir(place)
    except OSError:
        return []
