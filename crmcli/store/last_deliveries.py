"""What came of what is scheduled: when a digest or an alert was delivered last, and what went wrong since."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from crmcli.store import deliveries

_DAY = len("2026-11-24")  # what the key of a scheduled digest begins with; that of a weekly one is shorter


@dataclass(frozen=True, slots=True)
class Last:
    """The instants of the last delivery and of a failure after it, and why that was; None where there was none."""

    delivered_at: str | None = None
    failed_at: str | None = None
    problem: str | None = None


def of_digest(connection: sqlite3.Connection, places: Sequence[str]) -> Last:
    """Returns how the digests of a day to these places (`mail:me@example.com`, `group:vip notify`, `stdout`) went.

    One of a week is another digest, though it goes to the same place.
    """
    return _last(row for row in _rows(connection, deliveries.DIGEST) if _place(row[0]) in places)


def of_alerts(connection: sqlite3.Connection) -> Last:
    """Returns how the alerts went."""
    return _last(_rows(connection, deliveries.ALERT))


def has_come_on(connection: sqlite3.Connection, days: Sequence[date], places: Sequence[str]) -> bool:
    """Whether a digest was delivered to one of these places on one of these local days."""
    keys = {f"{day.isoformat()} {place}" for day in days for place in places}
    return any(deliveries.is_sent(connection, deliveries.DIGEST, key) for key in sorted(keys))


def has_waited_since(connection: sqlite3.Connection, day: date) -> bool:
    """Whether something to do has stood there for everybody to see since before a day: a digest had to tell of it."""
    found = connection.execute(
        "SELECT 1 FROM followup f LEFT JOIN contact c ON c.id = f.contact_id "
        "WHERE f.done_at IS NULL AND f.due < :day AND f.created_at < :day "
        "AND (f.contact_id IS NULL OR (c.deleted_at IS NULL AND c.status NOT IN ('private', 'blocked'))) LIMIT 1",
        {"day": day.isoformat()},
    ).fetchone()
    return found is not None


def _place(key: str) -> str:
    """Where the digest of a day went, and of whom it told; empty for one of a week."""
    span, _blank, place = key.partition(" ")
    return place if len(span) == _DAY else ""


def _rows(connection: sqlite3.Connection, kind: str) -> sqlite3.Cursor:
    return connection.execute(
        "SELECT key, sent_at, failed_at, problem FROM delivery WHERE kind = ? ORDER BY id", (kind,)
    )


def _last(rows: Iterable[tuple[str, str | None, str | None, str | None]]) -> Last:
    delivered = failed = problem = None
    for _key, sent_at, failed_at, why in rows:
        if sent_at and sent_at >= (delivered or ""):
            delivered = sent_at
        elif not sent_at and failed_at and failed_at >= (failed or ""):
            failed, problem = failed_at, why
    return Last(delivered, failed, problem) if failed and failed > (delivered or "") else Last(delivered)
