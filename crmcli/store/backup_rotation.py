"""Which backups stay. Called only after a new one was made and found whole, so that a bad one never costs a good one.

Of the daily ones the newest `backup.keep` stay, of those before a migration and before a restore three of each; all
of these together take at most `backup.max_size`, for which the oldest go first. The newest daily one and the one just
made always stay. What was made by hand, or is called otherwise, is never dropped.
"""

from __future__ import annotations

import os
import sqlite3
from typing import NamedTuple

from crmcli import sizes
from crmcli.errors import CrmError
from crmcli.store import backups

_KEPT_OF_OTHERS = 3


class Limits(NamedTuple):
    """How many daily backups stay, and how many bytes all that are made without being asked for may take."""

    keep: int = 14
    size: int = 10**9


def limits(connection: sqlite3.Connection | None) -> Limits:
    """The limits that the settings in the database say, or the usual ones where they cannot be read."""
    if connection is None:
        return Limits()
    try:
        rows = connection.execute("SELECT key, value FROM setting WHERE key IN ('backup.keep', 'backup.max_size')")
        said = dict(rows.fetchall())
        size = said.get("backup.max_size")
        return Limits(int(said.get("backup.keep", Limits().keep)), sizes.parse(size) if size else Limits().size)
    except (sqlite3.Error, ValueError, CrmError):
        return Limits()


def rotate(path: str, kept: Limits, made: str) -> list[str]:
    """Drops the backups that have had their time, now that `made` is there; returns the paths of those dropped."""
    now = backups.moment_of(made)
    by_reason: dict[str, list[str]] = {}
    for backup in reversed(backups.existing(path, now)):
        by_reason.setdefault(backups.reason_of(backup), []).append(backup)
    always = {made, *by_reason.get(backups.DAILY, [])[:1]}
    going: list[str] = []
    staying: list[str] = []
    for reason in (backups.DAILY, backups.SCHEMA, backups.BEFORE_RESTORE, backups.DAMAGED):
        count = max(kept.keep, 1) if reason == backups.DAILY else _KEPT_OF_OTHERS
        staying += by_reason.get(reason, [])[:count]
        going += by_reason.get(reason, [])[count:]
    oldest_first = {backup: place for place, backup in enumerate(backups.existing(path, now))}
    staying.sort(key=oldest_first.__getitem__)
    total = sum(map(size_of, staying))
    for backup in staying:
        if total > kept.size and backup not in always:
            going.append(backup)
            total -= size_of(backup)
    dropped = [backup for backup in going if backup not in always]
    for backup in dropped:
        _drop(backup)
    return dropped


def size_of(backup: str) -> int:
    """The bytes that a backup takes, with the log that a damaged one may have beside it."""
    total = 0
    for part in (backup, backup + "-wal"):
        try:
            total += os.stat(part).st_size
        except OSError:
            pass  # there is no such part, or it has just gone
    return total


def _drop(backup: str) -> None:
    for part in (backup, backup + "-wal"):
        try:
            os.unlink(part)
        except OSError:
            pass  # it is gone already, or cannot be dropped: the next rotation tries again
