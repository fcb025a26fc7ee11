"""Snapshots: many queries that see one state of the database, whatever others write meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


def begin(connection: sqlite3.Connection) -> None:
    """From now on all that is read is of one moment, until `end`. Others can go on writing meanwhile."""
    connection.execute("BEGIN")


def end(connection: sqlite3.Connection) -> None:
    """From now on each query sees what is there when it is asked."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


@contextmanager
def of(connection: sqlite3.Connection) -> Iterator[None]:
    """What is read inside is of one moment. Others can go on writing; the connection itself must not."""
    is_outermost = not connection.in_transaction
    if is_outermost:
        begin(connection)
    try:
        yield
    finally:
        if is_outermost:
            end(connection)
