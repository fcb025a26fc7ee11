"""The backup before the first change of a day: made under the lock, of the state before that change.

Every change passes through here, so next to nothing is imported, and all but the first of a day cost one listing of a
folder. Whatever keeps the backup from being made is said and does not keep the change from happening; only where the
copy shows that the database is damaged, and a whole backup is there to go back to, is the change refused.
"""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crmcli.i18n import _
from crmcli.paths import backups_folder as folder

if TYPE_CHECKING:
    from collections.abc import Callable

DAILY = "daily"
ENDING = ".db"
BEGINNING = len("2026-11-24T160000+0700")  # of a backup's name: when it was made
_PAUSE = timedelta(hours=1)  # after a backup that failed, before the next try


def before_change(path: str, now: datetime, notify: Callable[[str], None]) -> None:
    """Makes the backup of the day where there is none; called when a change is about to be committed.

    It reads through a connection of its own, which sees the state before the change. Raises Unavailable where the
    database turns out to be damaged and a whole backup is there.
    """
    if has_backup_of_today(path, now):
        return
    failed_at = _failed_at(path)
    if failed_at is not None and timedelta() <= now - failed_at < _PAUSE:
        return
    try:
        _make(path, now, notify)
    except (OSError, sqlite3.Error) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        notify(_("There is no backup of today, because it could not be made: {reason}.").format(reason=reason))
        _note_failure(path, now)


def has_backup_of_today(path: str, now: datetime) -> bool:
    """Whether there is a daily backup of this day, on the clock that hung on the wall when it was made."""
    try:
        names = os.listdir(folder(path))
    except OSError:
        return False
    made = (_moment(name) for name in names if name.endswith(f"-{DAILY}{ENDING}"))
    return any(moment and now.astimezone(moment.tzinfo).date() == moment.date() for moment in made)


def _moment(name: str) -> datetime | None:
    try:
        return datetime.fromisoformat(name[:BEGINNING])
    except ValueError:
        return None  # a name that somebody else has given


def _make(path: str, now: datetime, notify: Callable[[str], None]) -> None:
    from crmcli.store import backup_contents, backup_rotation, backups, damage, db

    source = db.connect_reading(path)
    if source is None:
        return
    try:
        if source.execute("SELECT 1 FROM operation UNION ALL SELECT 1 FROM journal LIMIT 1").fetchone() is None:
            return  # nothing was ever written into it
        made = backups.create(source, path, now, reason=DAILY)
        limits = backup_rotation.limits(source)
    finally:
        source.close()
    if backup_contents.is_readable(made):
        backup_rotation.rotate(path, limits, made)
        return
    os.unlink(made)
    error = damage.damaged(path, now)
    if backup_contents.newest_whole(path, now) is not None:
        raise error
    notify(f"{error} {error.hint}")


def _failed_at(path: str) -> datetime | None:
    """When the last try failed: it stands in the lock, the one file beside the database that can surely be written."""
    try:
        with open(path + ".lock", encoding="ascii") as file:
            found = datetime.fromisoformat(file.read(40))
    except (OSError, ValueError):
        return None
    return found if found.tzinfo else None  # nothing that was noted here


def _note_failure(path: str, now: datetime) -> None:
    try:
        with open(path + ".lock", "w", encoding="ascii") as file:
            file.write(now.isoformat())
    except (OSError, ValueError):
        pass  # then it is tried, and said, again
