"""Days where the user works, and the instants between which they lie. Nothing is written here.

An empty zone is the system's. A day has 23, 24 or 25 hours; where a zone skipped midnight, or a whole day, the day
begins with the first instant after the gap.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from crmcli.store import settings

if TYPE_CHECKING:
    from crmcli.store.db import Transaction

_LAST = date(9998, 12, 31)
_END = "~"  # after every instant


def local_days(connection: sqlite3.Connection) -> LocalDays:
    """Returns the days of the zone that the user set, else of the system's."""
    return LocalDays(settings.get(connection, "timezone") or "")


def today(tx: Transaction) -> str:
    """Returns the day on which an operation happens, `2026-11-24`."""
    return local_days(tx.connection).of(tx.at).isoformat()


class LocalDays:
    """The days of one zone."""

    def __init__(self, zone: str) -> None:
        self.zone: tzinfo | None = None
        if zone:
            from zoneinfo import ZoneInfo

            self.zone = ZoneInfo(zone)
        self._starts: dict[date, str] = {}
        self._near: dict[str, tuple[str, str, date, date, date]] = {}

    def clock(self, instant: str) -> datetime:
        """What the clock on the wall shows at an instant of the database."""
        return datetime.fromisoformat(instant).astimezone(self.zone)

    def of(self, instant: str) -> date:
        """The day on which an instant lies. Quick for thousands: of each day of UTC the two midnights are kept."""
        near = self._near.get(instant[:10])
        if near is None:
            day, step = date.fromisoformat(instant[:10]), timedelta(days=1)
            near = (self.start(day), self.start(day + step), day - step, day, day + step)
            self._near[instant[:10]] = near
        begins, ends, before, day, after = near
        return before if instant < begins else day if instant < ends else after

    def start(self, day: date) -> str:
        """The instant at which a day begins, as the database keeps instants."""
        begins = self._starts.get(day)
        if begins is None:
            midnight = datetime(day.year, day.month, day.day, tzinfo=self.zone)
            begins = midnight.astimezone(UTC).isoformat()[:19] + "Z" if day <= _LAST else _END
            self._starts[day] = begins
        return begins

    def end(self, day: date) -> str:
        """The instant at which a day is over."""
        return self.start(day + timedelta(days=1)) if day < _LAST else _END
