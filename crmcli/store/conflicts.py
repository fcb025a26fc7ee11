"""What stands against undoing an operation that is not the newest: later ones that touched the same rows, gave a row
it added something to hang on, or removed a row that its own would point at again."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmcli.store import journal


class ForeignKey(NamedTuple):
    """A column of one table that points at the id of another."""

    table: str
    column: str
    parent: str


def foreign_keys(connection: sqlite3.Connection) -> list[ForeignKey]:
    """All references between journalled tables."""
    keys = []
    for table in journal.tables(connection):
        for row in connection.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,)):
            keys.append(ForeignKey(table, row[0], row[1]))
    return keys


def built_upon(connection: sqlite3.Connection, operation_id: int) -> list[int]:
    """Returns the ids of later operations, still in effect, that must be undone first; oldest first."""
    later = connection.execute(
        "SELECT 1 FROM operation WHERE id > ? AND state = 'done' LIMIT 1", (operation_id,)
    ).fetchone()
    if later is None:
        return []
    found = _same_rows(connection, operation_id)
    for key in foreign_keys(connection):
        found |= _hung_on(connection, operation_id, key)
        found |= _removed_from_under(connection, operation_id, key)
    return sorted(found)


_IS_TOUCH = journal.HAS_ONLY_DERIVED.replace("j.", "{note}.")
# The last touch before was that of an activity. One that came with an import can only be had from the note itself.
_IS_REMEMBERED = (
    "coalesce((SELECT t.at IS NULL OR EXISTS (SELECT 1 FROM activity WHERE at = t.at) OR EXISTS (SELECT 1 FROM "
    "journal a WHERE a.operation_id = {note}.operation_id AND a.table_name = 'activity' "
    "AND json_extract(a.image, '$.at') = t.at) "
    f"FROM (SELECT json_extract({{note}}.image, '$.{journal.DERIVED}') AS at) t), 0)"
)
_LATER = "JOIN operation o ON o.id = j.operation_id AND o.state = 'done' AND o.id > :operation"


def _same_rows(connection: sqlite3.Connection, operation_id: int) -> set[int]:
    """Later operations that touched a row of this one.

    Two changes of a row go their own ways where one of them moved nothing but the last touch, which is worked out anew.
    """
    rows = connection.execute(
        f"SELECT DISTINCT j.operation_id FROM journal own "
        f"JOIN journal j ON j.table_name = own.table_name AND j.row_id = own.row_id {_LATER} "
        "WHERE own.operation_id = :operation AND NOT (own.action = 'update' AND j.action = 'update' "
        f"AND CASE WHEN {_IS_TOUCH.format(note='own')} THEN {_IS_REMEMBERED.format(note='own')} "
        f"ELSE {_IS_TOUCH.format(note='j')} AND {_IS_REMEMBERED.format(note='j')} END)",
        {"operation": operation_id},
    )
    return {row[0] for row in rows}


def _hung_on(connection: sqlite3.Connection, operation_id: int, key: ForeignKey) -> set[int]:
    """Later operations whose rows point, or pointed, at a row that this one added and undoing would remove."""
    added = (
        "SELECT row_id FROM journal WHERE operation_id = :operation "
        f"AND table_name = '{key.parent}' AND action = 'insert'"
    )
    if connection.execute(f"SELECT EXISTS ({added})", {"operation": operation_id}).fetchone()[0] == 0:
        return set()
    rows = connection.execute(
        f"SELECT DISTINCT j.operation_id FROM journal j {_LATER} "
        f"LEFT JOIN {key.table} child ON child.id = j.row_id WHERE j.table_name = '{key.table}' "
        f"AND (child.{key.column} IN ({added}) OR json_extract(j.image, '$.{key.column}') IN ({added}))",
        {"operation": operation_id},
    )
    return {row[0] for row in rows}


def _removed_from_under(connection: sqlite3.Connection, operation_id: int, key: ForeignKey) -> set[int]:
    """Later operations that removed a row which this one's rows, once put back, would point at."""
    rows = connection.execute(
        f"SELECT DISTINCT j.operation_id FROM journal own "
        f"JOIN journal j ON j.table_name = '{key.parent}' AND j.action = 'delete' "
        f"AND j.row_id = json_extract(own.image, '$.{key.column}') {_LATER} "
        f"WHERE own.operation_id = :operation AND own.table_name = '{key.table}' AND own.image IS NOT NULL",
        {"operation": operation_id},
    )
    return {row[0] for row in rows}
