"""The reader of days that the settings make: the user's order of dates, their language, the days on which they work."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crmcli.dates.reader import Reader
from crmcli.store import holidays, settings

if TYPE_CHECKING:
    from datetime import datetime


def lazy(connection: sqlite3.Connection | None, now_local: datetime) -> Reader:
    """Returns a reader that asks the settings when a text needs them, while the connection is open."""
    return Reader(
        now_local,
        lambda: settings.effective(connection, "date_order"),
        lambda: (settings.get(connection, "language") or "") if connection is not None else "",
        lambda: holidays.workdays(connection, now_local.date()),
    )


def whole(connection: sqlite3.Connection, now_local: datetime) -> Reader:
    """Returns a reader that has asked for everything, so that it may be used in another thread and later."""
    order, language, workdays = lazy(connection, now_local)[1:]
    known = order(), language(), workdays()
    return Reader(now_local, lambda: known[0], lambda: known[1], lambda: known[2])
