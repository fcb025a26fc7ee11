"""Putting a backup in the place of the database, whatever has become of that: missing, empty, damaged, or sound.

What is there is kept first. A sound file is written through SQLite, so that other connections see the change and
nothing they hold open goes stale; a damaged one is put away byte by byte and replaced. The backup is copied, checked
and brought to the schema of this crm beside the database before anything is touched: a kill leaves the one or the
other, never between.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from crmcli.errors import Unavailable
from crmcli.i18n import _
from crmcli.store import backup_contents, backup_rotation, backups, connecting, db, deliveries
from crmcli.store.backup_choice import Backup
from crmcli.store.backup_contents import Contents
from crmcli.store.lock import WriteLock

SOUND = "sound"
DAMAGED = "damaged"
MISSING = "missing"
_PAUSE = 0.25  # seconds between two tries to write where another program is writing
_TRIES = 40


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: `kept` is the path of what was there before, None where there was nothing."""

    before: Contents | None
    after: Contents
    kept: str | None


def check(backup: Backup, path: str) -> Contents:
    """What the backup would bring. Raises Unavailable where it is damaged, or from a newer crm."""
    reason = backup_contents.why_unreadable(backup.path)
    if not reason and os.path.exists(path) and os.path.samefile(backup.path, path):
        reason = _("It is the database itself.")
    held = None if reason else backup_contents.of(backup.path)
    if held is None:
        raise Unavailable(
            _("The backup {name} cannot be restored.").format(name=backup.name),
            " ".join(filter(None, (reason, _("crm backup list shows the others.")))),
        )
    return held


def restore(backup: Backup, path: str, now: datetime, notify: Callable[[str], None]) -> Restored:
    """Puts the backup, which was checked, in the place of the database at `path`.

    Raises Unavailable where that is another program's, or another program keeps writing, and OSError or
    sqlite3.Error where the disk does not take it; then the database is as it was.
    """
    folder = os.path.dirname(os.path.abspath(path))
    os.makedirs(folder, mode=0o700, exist_ok=True)
    if not (connecting.may_write(path) if os.path.exists(path) else os.access(folder, os.W_OK)):
        raise Unavailable(
            _("{path} cannot be written.").format(path=path),
            _("Look at the permissions of the file and of its folder."),
        )
    lock = WriteLock(path, notify)
    lock.acquire()
    try:
        state, before = present(path)
        ready = _prepared(backup, path)
        try:
            if state == SOUND:
                _carry_deliveries(path, ready)
            kept = _kept(path, state, now)
            if state != SOUND or not _poured(ready, path):
                _replace(ready, path)
        finally:
            _remove(ready)
        after = backup_contents.of(path)
        if after is None:
            raise Unavailable(_("The database could not be restored."), _("crm doctor says more."))
        return Restored(before, after, kept)
    finally:
        lock.release()


def present(path: str) -> tuple[str, Contents | None]:
    """How the file at `path` is (SOUND, DAMAGED or MISSING), and what a sound one holds.

    Raises Unavailable where it is another program's.
    """
    if os.path.isdir(path):
        raise Unavailable(_("{path} is a folder, not a database.").format(path=path))
    if not any(os.path.exists(part) and os.path.getsize(part) for part in (path, path + "-wal")):
        return MISSING, None
    if not os.path.exists(path):
        return DAMAGED, None  # there is a log without its file
    connection = db.connect(path, is_only_looking=True)
    try:
        held = _held(connection, path)
        return (DAMAGED, None) if held is None else (SOUND, held)
    except (sqlite3.Error, UnicodeError) as error:  # the latter for a name in the schema that is no text
        if (getattr(error, "sqlite_errorname", None) or "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise
        return DAMAGED, None
    finally:
        connection.close()


def _held(connection: sqlite3.Connection, path: str) -> Contents | None:
    """What the database holds; None where not all of it can be read. Raises Unavailable for another program's."""
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    is_ours = connection.execute("PRAGMA application_id").fetchone()[0] == db.APPLICATION_ID
    if names and not is_ours and not {"contact", "journal", "operation"} <= names:
        raise Unavailable(_("{path} is another program's database.").format(path=path))
    if not names or not is_ours or backup_contents.first_fault(connection) is not None:
        return None
    return backup_contents.counted(connection)


def _prepared(backup: Backup, path: str) -> str:
    """A copy of the backup beside the database, brought to the schema of this crm; returns its path."""
    ready = os.path.abspath(path) + backups.UNFINISHED
    _remove(ready)
    source = db.connect_reading(backup.path)
    if source is None:
        raise Unavailable(_("The backup {name} is empty.").format(name=backup.name))
    try:
        backups.copy(source, ready)
    finally:
        source.close()
    _migrate(ready)
    return ready


def _migrate(path: str) -> None:
    """Brings a file to the schema of this crm, where it is older."""
    connection = db.connect(path)
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] < db.NEWEST_STEP:
            from crmcli.store import migrations

            connection.execute("BEGIN IMMEDIATE")
            migrations.migrate(connection)
            connection.execute("COMMIT")
    finally:
        connection.close()


def _carry_deliveries(path: str, ready: str) -> None:
    """What was told since the backup was made stays told: the morning's digest does not come a second time."""
    source, target = db.connect(path, is_only_looking=True), db.connect(ready)
    try:
        deliveries.carry_over(source, target)
    finally:
        source.close()
        target.close()


def _kept(path: str, state: str, now: datetime) -> str | None:
    """Puts away what is there now; returns the path of the backup made of it, None where nothing is there."""
    if state == MISSING:
        return None
    if state == SOUND:
        source = db.connect(path)
        try:
            made = backups.create(source, path, now, reason=backups.BEFORE_RESTORE)
            backup_rotation.rotate(path, backup_rotation.limits(source), made)
        finally:
            source.close()
        return made
    import shutil

    made = backups.new_name(path, backups.local(None, now), backups.DAMAGED)
    for part in ("-wal", ""):  # the file itself comes last: what has its name is complete
        if os.path.isfile(path + part):
            backups.make_private(made + part + backups.UNFINISHED)
            shutil.copyfile(path + part, made + part + backups.UNFINISHED)
            backups.finish(made + part + backups.UNFINISHED, made + part)
    return made


def _poured(ready: str, path: str) -> bool:
    """Writes the copy into the open file through SQLite; false where pages of another size forbid that.

    Raises Unavailable where another program keeps writing.
    """
    waited = 0

    def count(status: int, _remaining: int, _total: int) -> None:
        nonlocal waited
        waited += status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        if waited > _TRIES:
            raise Unavailable(_("Another program is writing to the database."), _("Try again when it has finished."))

    source, target = db.connect(ready), db.connect(path)
    try:
        if _page_size(source) != _page_size(target):
            return False
        target.execute("PRAGMA busy_timeout = 0")  # the waiting is counted here
        target.execute("PRAGMA synchronous = FULL")
        source.backup(target, progress=count, sleep=_PAUSE)
        target.execute("PRAGMA wal_checkpoint(PASSIVE)")
        return True
    finally:
        source.close()
        target.close()


def _page_size(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA page_size").fetchone()[0])


def _replace(ready: str, path: str) -> None:
    """Gives the copy the database's name. The old log goes first: SQLite would fold it into the new file."""
    for part in ("-wal", "-shm", "-journal"):
        if os.path.exists(path + part):
            os.unlink(path + part)
    backups.finish(ready, os.path.abspath(path))


def _remove(ready: str) -> None:
    for part in ("", "-wal", "-shm", "-journal", backups.UNFINISHED):
        if os.path.exists(ready + part):
            os.unlink(ready + part)
