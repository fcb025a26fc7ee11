"""Snapshots: many queries that see one state of the database, whatever others write meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def of(connection: sqlite3.Connection) -> Iterator[None]:
    """What is read inside is of one moment. Others can go on writing; the connection itself must not."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
