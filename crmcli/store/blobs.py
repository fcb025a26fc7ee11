"""Blobs: photos and attachments, kept by their content, outside the journal."""

from __future__ import annotations

import sqlite3
from hashlib import sha256

# The columns that name blobs by their keys; they are no foreign keys, since blobs stand outside the journal.
_NAMED_BY = (("contact", "photo"), ("attachment", "blob"))


def put(connection: sqlite3.Connection, data: bytes, media_type: str) -> str:
    """Keeps the bytes and returns their key; the same bytes are kept once."""
    key = sha256(data).hexdigest()
    connection.execute(
        "INSERT INTO blob (key, media_type, bytes) SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM blob WHERE key = ?)",
        (key, media_type, data, key),
    )
    return key


def get(connection: sqlite3.Connection, key: str) -> tuple[bytes, str] | None:
    """Returns the bytes of a key and their media type, or None."""
    row = connection.execute("SELECT bytes, media_type FROM blob WHERE key = ?", (key,)).fetchone()
    return (row[0], row[1]) if row else None


def collect(connection: sqlite3.Connection) -> int:
    """Drops the blobs that no row names, and no image of the journal that can still come back; returns how many."""
    return int(connection.execute(f"DELETE FROM blob WHERE key NOT IN ({_named()})").rowcount)


def unnamed(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many blobs `collect` would drop, and their bytes."""
    count, size = connection.execute(
        f"SELECT count(*), coalesce(sum(length(bytes)), 0) FROM blob WHERE key NOT IN ({_named()})"
    ).fetchone()
    return int(count), int(size)


def spoilt(connection: sqlite3.Connection) -> int:
    """How many blobs that a row names are missing, or are no longer the bytes that their key was made of."""
    rows = " UNION ".join(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL" for table, column in _NAMED_BY)
    missing = connection.execute(
        f"WITH named (key) AS ({rows}) SELECT count(*) FROM named WHERE key NOT IN (SELECT key FROM blob)"
    )
    kept = connection.execute("SELECT key, bytes FROM blob")
    return int(missing.fetchone()[0]) + sum(sha256(data).hexdigest() != str(key) for key, data in kept)


def _named() -> str:
    """A query for the keys that rows and images name; what was dropped comes back no more."""
    dropped = "(SELECT id FROM operation WHERE state = 'dropped')"
    return " UNION ".join(
        f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL "
        f"UNION SELECT json_extract(image, '$.{column}') FROM journal WHERE table_name = '{table}' "
        f"AND image IS NOT NULL AND json_extract(image, '$.{column}') IS NOT NULL "
        f"AND coalesce(operation_id, 0) NOT IN {dropped}"
        for table, column in _NAMED_BY
    )
