"""What is true of every database, whatever was done to it: asked after anything that may have broken it."""

from __future__ import annotations

import sqlite3
from typing import Any

from crmcli.store import indexing
from crmcli.store.db import Store

Index = dict[str, list[tuple[Any, ...]]]


def index(connection: sqlite3.Connection) -> Index:
    """What the full-text tables hold."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'")
    return {
        row[0]: [tuple(found) for found in connection.execute(f"SELECT rowid, * FROM {row[0]} ORDER BY rowid")]
        for row in tables.fetchall()
    }


def assert_index_is_true(store: Store) -> None:
    """The index holds what it would if it were made anew, and its words are those of its contents."""
    held = index(store.connection)
    for table in held:
        store.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    store.connection.execute("BEGIN IMMEDIATE")
    try:
        indexing.rebuild(store.connection)
        anew = index(store.connection)
    finally:
        store.connection.execute("ROLLBACK")
    assert held == anew


def touched(connection: sqlite3.Connection) -> dict[int, str]:
    """When each contact was reached last, worked out one activity at a time; contacts never reached are not in it."""
    settings = dict(connection.execute("SELECT key, value FROM setting").fetchall())
    found: dict[int, str] = {}
    query = (
        "SELECT p.contact_id, a.at, a.kind, a.direction, a.outcome "
        "FROM participant p JOIN activity a ON a.id = p.activity_id"
    )
    for contact_id, at, kind, direction, outcome in connection.execute(query):
        is_sent = kind in ("email", "message") and direction == "outgoing" and settings.get("touch.sent") == "yes"
        is_own = settings.get(f"kind.{kind}") == "touch"
        is_reached = kind in ("call", "meeting", "visit", "email", "message", "gift") and outcome == "reached"
        if outcome != "missed" and (is_reached or is_sent or is_own):
            found[contact_id] = max(at, found.get(contact_id, ""))
    return found


def assert_sound(store: Store) -> None:
    """No foreign key is broken, no page is damaged, no operation is left open, and the index is true.

    Nobody's last touch is another than the newest activity that reached them.
    """
    held = dict(store.connection.execute("SELECT id, last_touch_at FROM contact WHERE last_touch_at IS NOT NULL"))
    assert held == touched(store.connection)
    connection = store.connection
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
    assert connection.execute("SELECT count(*) FROM operation WHERE state = 'open'").fetchone()[0] == 0
    assert connection.execute("SELECT count(*) FROM journal WHERE operation_id IS NULL").fetchone()[0] == 0
    assert_index_is_true(store)
