"""The journal: what each operation changed, row by row, and how to turn it back. Undo, redo, history and the search
index all stand on it.

Triggers, generated from the schema, note the row before as JSON. Reversing an operation replays its images backwards
while the triggers note, under the same operation, what is needed to go the other way: so redo is the same verb.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

UNJOURNALLED = frozenset({"operation", "journal", "blob", "delivery", "_sqlite_migrations"})
_BATCH = 5_000


def tables(connection: sqlite3.Connection) -> list[str]:
    """The names of all journalled tables."""
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [row[0] for row in rows if row[0] not in UNJOURNALLED and not row[0].startswith(("sqlite_", "search"))]


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table, in its order."""
    return [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def create_triggers(connection: sqlite3.Connection) -> None:
    """Makes the three triggers of every journalled table."""
    for table in tables(connection):
        for statement in _triggers(table, columns(connection, table)):
            connection.execute(statement)


def drop_triggers(connection: sqlite3.Connection) -> None:
    """Takes all journal triggers away, as a migration must before it touches a table."""
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'journal!_%' ESCAPE '!'"
    )
    for (name,) in rows.fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')


def _triggers(table: str, names: list[str]) -> Iterator[str]:
    image = "json_object(" + ", ".join(f"'{name}', OLD.{name}" for name in names) + ")"
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names)
    note = "INSERT INTO journal (operation_id, table_name, row_id, action, image) VALUES ("
    note += "(SELECT id FROM operation WHERE state = 'open')"
    yield (
        f"CREATE TRIGGER journal_{table}_insert AFTER INSERT ON {table} "
        f"BEGIN {note}, '{table}', NEW.id, 'insert', NULL); END"
    )
    yield (
        f"CREATE TRIGGER journal_{table}_update AFTER UPDATE ON {table} WHEN {changed} "
        f"BEGIN {note}, '{table}', OLD.id, 'update', {image}); END"
    )
    yield (
        f"CREATE TRIGGER journal_{table}_delete AFTER DELETE ON {table} "
        f"BEGIN {note}, '{table}', OLD.id, 'delete', {image}); END"
    )


def reverse(connection: sqlite3.Connection, operation_id: int) -> None:
    """Puts every row the operation touched back as it was before, and journals the way forward in its place.

    The operation must be the open one. Raises sqlite3.IntegrityError where a row cannot go back.
    """
    newest = connection.execute("SELECT max(id) FROM journal WHERE operation_id = ?", (operation_id,)).fetchone()[0]
    position = newest if newest is not None else 0
    reversers = {table: _Reverser(connection, table) for table in tables(connection)}
    while rows := connection.execute(
        "SELECT id, table_name, row_id, action, image FROM journal "
        "WHERE operation_id = ? AND id <= ? ORDER BY id DESC LIMIT ?",
        (operation_id, position, _BATCH),
    ).fetchall():
        for _, table, row_id, action, image in rows:
            reversers[table].reverse(row_id, action, image)
        position = rows[-1][0] - 1
    connection.execute("DELETE FROM journal WHERE operation_id = ? AND id <= ?", (operation_id, newest))


class _Reverser:
    """Puts rows of one table back."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection = connection
        self._table = table
        self._columns = frozenset(columns(connection, table))

    def reverse(self, row_id: int, action: str, image: str | None) -> None:
        if action == "insert":
            self._connection.execute(f"DELETE FROM {self._table} WHERE id = ?", (row_id,))
            return
        # A column that a later, additive step brought is not in the image and takes its default.
        row = {name: value for name, value in json.loads(image or "{}").items() if name in self._columns}
        if action == "update":
            changes = ", ".join(f"{name} = :{name}" for name in row)
            self._connection.execute(f"UPDATE {self._table} SET {changes} WHERE id = :id", row)
            return
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        self._connection.execute(f"INSERT INTO {self._table} ({names}) VALUES ({values})", row)


def has_outside_changes(connection: sqlite3.Connection) -> bool:
    """Whether another program changed rows that no operation of ours accounts for."""
    return connection.execute("SELECT 1 FROM journal WHERE operation_id IS NULL LIMIT 1").fetchone() is not None


def measure(connection: sqlite3.Connection, operation_id: int) -> tuple[int, int]:
    """How many rows an operation has journalled, and how many bytes its images take."""
    row = connection.execute(
        "SELECT count(*), coalesce(sum(length(image)), 0) + 40 * count(*) FROM journal WHERE operation_id = ?",
        (operation_id,),
    ).fetchone()
    return int(row[0]), int(row[1])


def prune(connection: sqlite3.Connection, limit: int, keep: int) -> None:
    """Forgets the images of the oldest operations once all images pass `limit` bytes; the newest `keep` stay.

    The operations themselves stay in the history, marked as pruned: they can be read about, no longer undone.
    """
    total = connection.execute("SELECT coalesce(sum(bytes), 0) FROM operation WHERE pruned = 0").fetchone()[0]
    if total <= limit:
        return
    oldest_kept = connection.execute(
        "SELECT min(id) FROM (SELECT id FROM operation ORDER BY id DESC LIMIT ?)", (keep,)
    ).fetchone()[0]
    for operation_id, size in connection.execute(
        "SELECT id, bytes FROM operation WHERE pruned = 0 AND id < ? ORDER BY id", (oldest_kept,)
    ).fetchall():
        if total <= limit:
            return
        connection.execute("DELETE FROM journal WHERE operation_id = ?", (operation_id,))
        connection.execute("UPDATE operation SET pruned = 1 WHERE id = ?", (operation_id,))
        total -= size
