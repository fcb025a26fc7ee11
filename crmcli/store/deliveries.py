"""The ledger of what crm tells by itself: claimed, then told, then marked; so that it is told once.

At least once is what can be promised: whoever is killed between telling and marking is followed by another, who tells
it again. The ledger stands outside the journal. No operation, no backup and no history come of it, and undo does not
see it: what was sent cannot be taken back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crmcli.store.db import instant
from crmcli.store.exclusive import Exclusive

if TYPE_CHECKING:
    from crmcli.store.db import Store

DIGEST, ALERT, WATCH = "digest", "alert", "watch"
PATIENCE = timedelta(minutes=15)  # after which whoever claimed it is taken for dead
# A claim further in the future: the clock was set back. A nearer one may be of who came later, and waited less.
_AHEAD = timedelta(minutes=5)
_MARKING = 60_000  # milliseconds that another program is waited for: what was told and not marked is told again
_KEPT = timedelta(days=400)  # how long it is known that a digest was sent

_COLUMNS = ("kind", "key", "claimed_at", "sent_at", "tries", "failed_at", "problem")
_TAKE_OVER = f"""
INSERT INTO delivery ({", ".join(_COLUMNS)}) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
WHERE ?1 <> 'alert' OR EXISTS (SELECT 1 FROM followup WHERE 'f' || id = substr(?2, 1, instr(?2, ' ') - 1))
ON CONFLICT (kind, key) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[2:])}
"""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was told, or could not be: its kind and key, when, and why not. Instants as the store writes them."""

    kind: str
    key: str
    sent_at: str | None
    tries: int
    failed_at: str | None
    problem: str | None

    @property
    def method(self) -> str:
        """How it goes out: `mail` of `2026-11-24 mail:me@example.com`, `notify`, `stdout` …"""
        return _method(self.key)


def claim(store: Store, kind: str, key: str, now: datetime) -> bool:
    """Returns whether it is ours to tell: not where it was told already, nor where another is about it.

    Of two that ask at once exactly one is told so. Raises Unavailable where the database cannot be written.
    """
    with _writing(store) as connection:
        if kind == DIGEST:
            _drop_old(connection, now)
        claimed = connection.execute(
            "INSERT INTO delivery (kind, key, claimed_at, tries) VALUES (:kind, :key, :now, 1) "
            "ON CONFLICT (kind, key) DO UPDATE SET claimed_at = :now, tries = tries + 1 WHERE sent_at IS NULL "
            "AND (claimed_at IS NULL OR claimed_at <= :dead OR claimed_at > :ahead)",
            {
                "kind": kind,
                "key": key,
                "now": instant(now),
                "dead": instant(now - PATIENCE),
                "ahead": instant(now + _AHEAD),
            },
        )
        return claimed.rowcount > 0


def mark_sent(store: Store, kind: str, key: str, now: datetime) -> None:
    """Notes that it was told. It is known from then on, whatever became of the claim in the meantime."""
    with _patient(store.connection), _writing(store) as connection:
        connection.execute(
            "INSERT INTO delivery (kind, key, claimed_at, sent_at, tries) VALUES (:kind, :key, :now, :now, 1) "
            "ON CONFLICT (kind, key) DO UPDATE SET sent_at = coalesce(sent_at, :now)",
            {"kind": kind, "key": key, "now": instant(now)},
        )


def release(store: Store, kind: str, key: str, now: datetime, problem: str) -> None:
    """Notes that it could not be told, and why; whoever comes next may try.

    What another told, or claimed after `now`, stays theirs.
    """
    with _writing(store) as connection:
        connection.execute(
            "INSERT INTO delivery (kind, key, tries, failed_at, problem) VALUES (:kind, :key, 1, :now, :problem) "
            "ON CONFLICT (kind, key) DO UPDATE SET failed_at = :now, problem = :problem, "
            "claimed_at = CASE WHEN claimed_at > :now THEN claimed_at END WHERE sent_at IS NULL",
            {"kind": kind, "key": key, "now": instant(now), "problem": problem},
        )


def forget(store: Store, kind: str, keys: Iterable[str]) -> None:
    """Drops what is known of these deliveries."""
    with _writing(store) as connection:
        connection.executemany("DELETE FROM delivery WHERE kind = ? AND key = ?", [(kind, key) for key in keys])


def is_sent(connection: sqlite3.Connection, kind: str, key: str) -> bool:
    """Whether it was told."""
    found = connection.execute(
        "SELECT 1 FROM delivery WHERE kind = ? AND key = ? AND sent_at IS NOT NULL", (kind, key)
    ).fetchone()
    return found is not None


def problem(connection: sqlite3.Connection, kind: str, key: str) -> str:
    """Why it could not be told the last time; empty where it never failed."""
    found = connection.execute("SELECT problem FROM delivery WHERE kind = ? AND key = ?", (kind, key)).fetchone()
    return str(found[0] or "") if found else ""


def last_failure(connection: sqlite3.Connection, kind: str | None = None) -> Delivery | None:
    """Returns the newest delivery that failed, where none of its kind got through since in the same way.

    A digest on the terminal says nothing about mail, nor an alert that rang. None where all is well.
    """
    rows = connection.execute(
        "SELECT kind, key, sent_at, tries, failed_at, problem FROM delivery "
        "WHERE failed_at IS NOT NULL AND sent_at IS NULL AND (:kind IS NULL OR kind = :kind) "
        "ORDER BY failed_at DESC, id DESC",
        {"kind": kind},
    )
    told: dict[tuple[str, str], str] | None = None
    for failed in (Delivery(*row) for row in rows.fetchall()):
        if told is None:  # next to always nothing has failed, and nothing more is asked
            told = _last_told(connection)
        if str(failed.failed_at) > told.get((failed.kind, failed.method), ""):
            return failed
    return None


def carry_over(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Takes what one database knows over into another that takes its place.

    An alert of a follow-up that is not there stays behind: another may be given its number, and must ring.
    """
    if not source.execute("SELECT 1 FROM sqlite_schema WHERE name = 'delivery'").fetchone():
        return
    rows = source.execute(f"SELECT {', '.join(_COLUMNS)} FROM delivery ORDER BY id").fetchall()
    target.execute("BEGIN IMMEDIATE")
    target.executemany(_TAKE_OVER, [tuple(row) for row in rows])
    target.execute("COMMIT")


def origin(connection: sqlite3.Connection) -> str:
    """Returns what tells this database from others, for the numbers of messages: the moment of its first operation."""
    row = connection.execute("SELECT at FROM operation ORDER BY id LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def _last_told(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """By kind and method, the instant at which one got through last."""
    told: dict[tuple[str, str], str] = {}
    for kind, key, at in connection.execute("SELECT kind, key, sent_at FROM delivery WHERE sent_at IS NOT NULL"):
        told[kind, _method(key)] = max(told.get((kind, _method(key)), ""), at)
    return told


def _method(key: str) -> str:
    return key.rpartition(" ")[2].partition(":")[0]


def _drop_old(connection: sqlite3.Connection, now: datetime) -> None:
    connection.execute(
        "DELETE FROM delivery WHERE kind = ? AND coalesce(sent_at, failed_at, claimed_at) < ?",
        (DIGEST, instant(now - _KEPT)),
    )


@contextmanager
def _writing(store: Store) -> Iterator[sqlite3.Connection]:
    """One short transaction that is none of the user's operations."""
    with Exclusive(store.connection, store.path, store.notify):
        yield store.connection


@contextmanager
def _patient(connection: sqlite3.Connection) -> Iterator[None]:
    """Waits longer than is usual for another program that holds the file."""
    usual = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute(f"PRAGMA busy_timeout = {_MARKING}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {usual}")
