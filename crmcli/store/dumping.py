"""The whole database as JSON, a row a line, for another machine: every table that undo knows, and the files in it.

The layout is valid JSON, and can be written and read a line at a time: a head that says what is in it, then each row as
an array that begins with its table, an empty array as the last of them, and how many there were of each table, so that
a file that was cut off is known. All of it is ASCII, so that no encoding on the way can change it. History and what is
made from the data (the search index) stay behind.
"""

from __future__ import annotations

import json
import sqlite3
from binascii import b2a_base64
from collections.abc import Iterator

from crmcli.store import db, journal

FORMAT = 1
KIND = "database"
ROWS = '"rows": ['  # the line after which rows begin
END_OF_ROWS = "[]],"
BLOB = "blob"
BLOB_COLUMNS = ("key", "media_type", "bytes")
_NAMED_BLOBS = (
    "SELECT key, media_type, bytes FROM blob WHERE key IN (SELECT photo FROM contact) "
    "OR key IN (SELECT blob FROM attachment) ORDER BY key"
)


def contacts_in(connection: sqlite3.Connection) -> int:
    """Returns how many contacts the database has, removed ones not counted."""
    return int(connection.execute("SELECT count(*) FROM contact WHERE deleted_at IS NULL").fetchone()[0])


def pieces(connection: sqlite3.Connection, at: str) -> Iterator[str]:
    """Yields the lines of the file, each with its line end; `at` is the instant that it says it is of."""
    tables = {table: journal.columns(connection, table) for table in journal.tables(connection)}
    head = {"crm": KIND, "format": FORMAT, "step": db.NEWEST_STEP, "at": at}
    yield json.dumps(head)[:-1] + ",\n"
    yield f'"columns": {json.dumps({**tables, BLOB: BLOB_COLUMNS})},\n'
    yield f'"sequences": {json.dumps(sequences(connection))},\n'
    yield ROWS + "\n"
    counts = dict.fromkeys([*tables, BLOB], 0)
    for table, columns in tables.items():
        for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id"):
            counts[table] += 1
            yield json.dumps([table, *row]) + ",\n"
    for key, media_type, data in connection.execute(_NAMED_BLOBS):
        counts[BLOB] += 1
        yield json.dumps([BLOB, key, media_type, b2a_base64(data, newline=False).decode()]) + ",\n"
    yield END_OF_ROWS + "\n"
    yield f'"counts": {json.dumps(counts)}}}\n'


def sequences(connection: sqlite3.Connection) -> dict[str, int]:
    """Returns the newest id that each table has ever given: none of them may be given again."""
    tables = journal.tables(connection)
    rows = connection.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
    return {row[0]: row[1] for row in rows if row[0] in tables}
