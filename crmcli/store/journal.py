"""The journal: what each operation changed, row by row, and how to turn it back. Undo, redo, history and the search
index all stand on it.

Triggers, generated from the schema, note the row before as JSON. Reversing an operation replays its images backwards
while the triggers note, under the same operation, what is needed to go the other way: so redo is the same verb.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter

# The last touch is worked out of the activities. A change of it alone is noted without the rest of the row: so it is
# turned back without the rest, and stands in the way of nothing.
DERIVED = "last_touch_at"
HAS_ONLY_DERIVED = "(j.table_name = 'contact' AND j.action = 'update' AND json_type(j.image, '$.name') IS NULL)"
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
    """Makes the triggers of every journalled table."""
    for table in tables(connection):
        for statement in _triggers(table, columns(connection, table)):
            connection.execute(statement)


def expected_triggers(connection: sqlite3.Connection) -> dict[str, str]:
    """The triggers that every journalled table should have: their statements by their names."""
    statements = (each for table in tables(connection) for each in _triggers(table, columns(connection, table)))
    return {statement.split()[2]: statement for statement in statements}


def drop_triggers(connection: sqlite3.Connection) -> None:
    """Takes all journal triggers away, as a migration must before it touches a table."""
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'journal!_%' ESCAPE '!'"
    )
    for (name,) in rows.fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')


def _triggers(table: str, names: list[str]) -> Iterator[str]:
    image = "json_object(" + ", ".join(f"'{name}', OLD.{name}" for name in names) + ")"
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names if name != "id")
    note = "INSERT INTO journal (operation_id, table_name, row_id, action, image) VALUES ("
    note += "(SELECT id FROM operation WHERE state = 'open')"
    yield (
        f"CREATE TRIGGER journal_{table}_insert AFTER INSERT ON {table} "
        f"BEGIN {note}, '{table}', NEW.id, 'insert', NULL); END"
    )
    yield (
        f"CREATE TRIGGER journal_{table}_update AFTER UPDATE ON {table} WHEN OLD.id = NEW.id AND ({changed}) "
        f"BEGIN {note}, '{table}', OLD.id, 'update', {image}); END"
    )
    # No verb of ours does it, but another program may: a row with another id is another row.
    yield (
        f"CREATE TRIGGER journal_{table}_move AFTER UPDATE OF id ON {table} WHEN OLD.id <> NEW.id "
        f"BEGIN {note}, '{table}', OLD.id, 'delete', {image}); {note}, '{table}', NEW.id, 'insert', NULL); END"
    )
    yield (
        f"CREATE TRIGGER journal_{table}_delete AFTER DELETE ON {table} "
        f"BEGIN {note}, '{table}', OLD.id, 'delete', {image}); END"
    )


@contextmanager
def noting_inserts_at_once(
    connection: sqlite3.Connection, operation_id: int, besides: Collection[str] = ()
) -> Iterator[None]:
    """While many rows are added: they are noted together at the end, in a third of the time.

    For that the triggers on inserts go and come back, inside the transaction, so that no other connection ever sees
    the tables without them. Changes and deletions are noted row by row as ever, and inserts into tables `besides`.
    """
    newest = {table: _newest_id(connection, table) for table in tables(connection) if table not in besides}
    for table in newest:
        connection.execute(f"DROP TRIGGER journal_{table}_insert")
    yield
    # What is noted here is what the schema wants of it, which SQLite would look up in a table of its own for each row.
    connection.execute("PRAGMA ignore_check_constraints = ON")
    try:
        for table, before in newest.items():
            _note_inserts(connection, operation_id, table, before)
    finally:
        connection.execute("PRAGMA ignore_check_constraints = OFF")
    for table in newest:
        connection.execute(next(_triggers(table, columns(connection, table))))


def _note_inserts(connection: sqlite3.Connection, operation_id: int, table: str, before: int) -> None:
    """Notes the rows that a table was given since its newest was `before`."""
    # What happened to a row after it was added in the same operation is no one's past.
    connection.execute(
        "DELETE FROM journal WHERE operation_id = ? AND table_name = ? AND row_id > ?", (operation_id, table, before)
    )
    # OR FAIL: what fails takes the whole operation back anyway.
    connection.execute(
        "INSERT OR FAIL INTO journal (operation_id, table_name, row_id, action) "
        f"SELECT ?, ?, id, 'insert' FROM {table} WHERE id > ? ORDER BY id",
        (operation_id, table, before),
    )


def _newest_id(connection: sqlite3.Connection, table: str) -> int:
    """The newest id that a table has ever given."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) if row else 0


def reverse(connection: sqlite3.Connection, operation_id: int) -> None:
    """Puts every row the operation touched back as it was before, and journals the way forward in its place.

    The operation must be the open one. Raises sqlite3.IntegrityError where a row cannot go back.
    """
    oldest, newest = connection.execute(
        "SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM journal WHERE operation_id = ?", (operation_id,)
    ).fetchone()
    position = newest
    reversers = {table: _Reverser(connection, table) for table in tables(connection)}
    while rows := connection.execute(
        "SELECT id, table_name, action, row_id, image FROM journal "
        # An operation's rows lie together; the + keeps SQLite from sorting what it finds through the index.
        "WHERE +operation_id = ? AND id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?",
        (operation_id, oldest, position, _BATCH),
    ).fetchall():
        # Backwards and in this order: each state in between has been a good one before.
        for (table, action), run in groupby(rows, key=itemgetter(1, 2)):
            reversers[table].reverse(action, [(row[3], row[4]) for row in run])
        position = rows[-1][0] - 1
    _keep_only_derived(
        connection,
        # The + keeps SQLite from looking through all notes on a contact there ever were.
        "+j.operation_id = ? AND j.id > ? AND j.row_id IN (SELECT j.row_id FROM journal j WHERE +j.operation_id = ? "
        "AND j.id BETWEEN ? AND ? AND j.table_name = 'contact' GROUP BY j.row_id "
        f"HAVING min({HAS_ONLY_DERIVED}))",
        (operation_id, newest, operation_id, oldest, newest),
    )
    connection.execute(
        "DELETE FROM journal WHERE +operation_id = ? AND id BETWEEN ? AND ?", (operation_id, oldest, newest)
    )


class _Reverser:
    """Puts rows of one table back, many at once where the same was done to them."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection = connection
        self._table = table
        self._columns = columns(connection, table)

    def reverse(self, action: str, rows: list[tuple[int, str]]) -> None:
        if action == "insert":
            self._connection.execute(
                f"DELETE FROM {self._table} WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps([row_id for row_id, _image in rows]),),
            )
            return
        images = [json.loads(image) for _row_id, image in rows]
        for names, alike in groupby(images, key=lambda image: tuple(n for n in self._columns if n in image)):
            self._put_back(action, names, alike)

    def _put_back(self, action: str, names: tuple[str, ...], images: Iterable[dict[str, object]]) -> None:
        """A column that a later, additive step brought is not in an image, and takes its default."""
        if action == "update":
            changes = ", ".join(f"{name} = :{name}" for name in names)
            statement = f"UPDATE {self._table} SET {changes} WHERE id = :id"
        else:
            # OR FAIL: what fails takes the whole undo back anyway, so no single statement need be taken back.
            marks = ", ".join(f":{name}" for name in names)
            statement = f"INSERT OR FAIL INTO {self._table} ({', '.join(names)}) VALUES ({marks})"
        self._connection.executemany(statement, images)


def note_only_derived(connection: sqlite3.Connection, contact_id: int) -> None:
    """Takes all but the last touch out of the newest note, if that is of a change of this contact.

    For whoever has changed nothing else of the row.
    """
    _keep_only_derived(connection, "j.id = (SELECT max(id) FROM journal) AND j.row_id = ?", (contact_id,))


def has_only_derived(table: str, image: Mapping[str, object]) -> bool:
    """Whether a row's image holds nothing of it but the last touch."""
    return table == "contact" and DERIVED in image and "name" not in image


def _keep_only_derived(connection: sqlite3.Connection, condition: str, parameters: Sequence[int]) -> None:
    connection.execute(
        "UPDATE journal AS j SET "
        f"image = json_object('id', j.row_id, '{DERIVED}', json_extract(j.image, '$.{DERIVED}')) "
        f"WHERE j.table_name = 'contact' AND j.action = 'update' AND {condition}",
        parameters,
    )


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
