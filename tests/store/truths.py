"""What is true of every database, whatever was done to it: asked after anything that may have broken it."""

from __future__ import annotations

import sqlite3
from typing import Any

from crmcli.store import indexing
from crmcli.store.db import Store

Index = dict[str, list[tuple[Any, ...]]]


def index(connection: sqlite3.Connection) -> Index:
    """What the full-text tables hold."""
    return {
        "search": [tuple(row) for row in connection.execute("SELECT rowid, * FROM search ORDER BY rowid")],
        "search_trigram": [
            tuple(row) for row in connection.execute("SELECT rowid, * FROM search_trigram ORDER BY rowid")
        ],
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


def assert_sound(store: Store) -> None:
    """No foreign key is broken, no page is damaged, no operation is left open, and the index is true."""
    connection = store.connection
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
    assert connection.execute("SELECT count(*) FROM operation WHERE state = 'open'").fetchone()[0] == 0
    assert connection.execute("SELECT count(*) FROM journal WHERE operation_id IS NULL").fetchone()[0] == 0
    assert_index_is_true(store)
