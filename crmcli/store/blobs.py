"""Blobs: photos and attachments, kept by their content, outside the journal."""

from __future__ import annotations

import sqlite3
from hashlib import sha256


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
    """Drops the blobs that no row and no image of the journal names; returns how many."""
    cursor = connection.execute(
        "DELETE FROM blob WHERE key NOT IN (SELECT photo FROM contact WHERE photo IS NOT NULL) "
        "AND key NOT IN (SELECT json_extract(image, '$.photo') FROM journal "
        "WHERE table_name = 'contact' AND image IS NOT NULL AND json_extract(image, '$.photo') IS NOT NULL)"
    )
    return cursor.rowcount
