"""What is said of a damaged database: that it is, and what to go back to."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from crmcli.errors import Unavailable
from crmcli.i18n import _


def is_damaged(path: str) -> bool:
    """Whether SQLite finds the data of the database at fault, or a table is missing; takes a second for a large one."""
    from crmcli.store import backup_contents, check_pages, db

    try:
        connection = db.connect(path, is_only_looking=True)
    except Unavailable:
        return False
    try:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
        return not names >= check_pages.expected().keys() or backup_contents.first_fault(connection) is not None
    except (sqlite3.Error, UnicodeError) as error:
        return (getattr(error, "sqlite_errorname", None) or "SQLITE_CORRUPT").startswith("SQLITE_CORRUPT")
    finally:
        connection.close()


def damaged(path: str, now: datetime | None = None) -> Unavailable:
    """The error for a damaged database, with the newest whole backup to go back to, where there is one.

    `now` as in `backups.existing`.
    """
    from crmcli.store import backup_contents, backups

    backup = backup_contents.newest_whole(path, now)
    if backup is None:
        hint = _("There is no whole backup beside it; crm doctor says more, and a copy of yours can take its place.")
    else:
        when = backups.moment_of(backup).strftime("%Y-%m-%d %H:%M")
        hint = _("crm backup restore brings back the state of {when}; crm doctor says more.").format(when=when)
    return Unavailable(_("The database is damaged."), hint)
