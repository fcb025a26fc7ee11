"""History: what an operation changed, value by value, and which operations touched a contact or a deal."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crmcli.store import journal
from crmcli.store.conflicts import foreign_keys
from crmcli.store.operations import Operation, get

_HOUSEKEEPING = frozenset(("id", "folded", "reversed", "position", "created_at", "updated_at", "contact_id"))


@dataclass(frozen=True, slots=True)
class Change:
    """One row as an operation met it and as it left it; None where it was not there.

    For an operation that is undone, `before` and `after` are still those of the doing.
    """

    table: str
    row_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def contact_id(self) -> int | None:
        """The contact that the row belongs to, if to one."""
        if self.table == "contact":
            return self.row_id
        row = self.after or self.before or {}
        found = row.get("contact_id")
        return int(found) if found is not None else None

    @property
    def differences(self) -> dict[str, tuple[Any, Any]]:
        """What differs, by column, as (before, after); what crm keeps for itself is left out."""
        before, after = self.before or {}, self.after or {}
        return {
            name: (before.get(name), after.get(name))
            for name in {**before, **after}
            if name not in _HOUSEKEEPING and before.get(name) != after.get(name)
        }


def changes(connection: sqlite3.Connection, operation: Operation, limit: int = 0) -> list[Change]:
    """Returns what an operation changed, in the order it did, at most `limit` rows (0: all)."""
    # While it is undone, the journal holds the way forward, which began with the last row.
    order = "first" if operation.state == "done" else "last DESC"
    rows = connection.execute(
        "SELECT min(id) AS first, max(id) AS last, table_name, row_id FROM journal WHERE operation_id = ? "
        f"GROUP BY table_name, row_id ORDER BY {order} LIMIT ?",
        (operation.id, limit or -1),
    ).fetchall()
    found = []
    for first, last, table, row_id in rows:
        before = _row_at(connection, first, table, row_id, operation.id)
        after = _row_at(connection, last + 1, table, row_id)
        if operation.state != "done":
            before, after = after, before
        if before != after:
            found.append(Change(table, row_id, before, after))
    return found


def of_contact(connection: sqlite3.Connection, contact_id: int, limit: int = 0) -> list[Operation]:
    """Returns the operations that touched a contact or what hangs on it, newest first."""
    return _of(connection, "contact", contact_id, limit)


def of_deal(connection: sqlite3.Connection, deal_id: int, limit: int = 0) -> list[Operation]:
    """Returns the operations that touched a deal or what hangs on it, also one that was removed, newest first."""
    return _of(connection, "deal", deal_id, limit)


def _of(connection: sqlite3.Connection, parent: str, row_id: int, limit: int) -> list[Operation]:
    queries = [f"SELECT operation_id FROM journal WHERE table_name = '{parent}' AND row_id = :id"]
    for key in foreign_keys(connection):
        if key.parent == parent and key.table != parent:
            queries.append(
                f"SELECT operation_id FROM journal WHERE table_name = '{key.table}' AND row_id IN "
                f"(SELECT id FROM {key.table} WHERE {key.column} = :id)"
            )
            # What is gone by now is known by its images, of which there is none of how it was added.
            theirs = f"table_name = '{key.table}' AND json_extract(image, '$.{key.column}') = :id"
            queries.append(f"SELECT operation_id FROM journal WHERE {theirs}")
            queries.append(
                f"SELECT operation_id FROM journal WHERE table_name = '{key.table}' AND action = 'insert' "
                f"AND row_id IN (SELECT row_id FROM journal WHERE {theirs})"
            )
    rows = connection.execute(
        f"SELECT DISTINCT operation_id FROM ({' UNION '.join(queries)}) "
        "WHERE operation_id IS NOT NULL ORDER BY operation_id DESC LIMIT :limit",
        {"id": row_id, "limit": limit or -1},
    )
    return [get(connection, row[0]) for row in rows]


def _row_at(
    connection: sqlite3.Connection, entry: int, table: str, row_id: int, operation_id: int = 0
) -> dict[str, Any] | None:
    """A row as it was before an entry of the journal: the image that this or a later one took of it, else as it is.

    An operation that is undone has come and gone, whatever it was: its images say nothing of anybody else's. Those of
    `operation_id` count in any state.
    """
    later = connection.execute(
        "SELECT j.action, j.image FROM journal j LEFT JOIN operation o ON o.id = j.operation_id "
        "WHERE j.table_name = ? AND j.row_id = ? AND j.id >= ? "
        "AND (coalesce(o.state, 'done') = 'done' OR j.operation_id = ?) ORDER BY j.id",
        (table, row_id, entry, operation_id),
    )
    touched: dict[str, Any] = {}
    for action, image in later:
        if action == "insert":
            return None
        touched = json.loads(image) | touched
        if not journal.has_only_derived(table, touched):
            return touched
    cursor = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
    row = cursor.fetchone()
    return dict(zip((column[0] for column in cursor.description), row, strict=True)) | touched if row else None


def names(connection: sqlite3.Connection, found: list[Change]) -> Iterator[tuple[Change, str]]:
    """Yields each change with the name of the contact it belongs to, as it was then where it is gone."""
    known: dict[int, str] = {}
    for change in found:
        contact_id = change.contact_id
        if contact_id is None:
            yield change, ""
            continue
        if change.table == "contact":
            known[contact_id] = str((change.after or change.before or {}).get("name", ""))
        elif contact_id not in known:
            row = connection.execute("SELECT name FROM contact WHERE id = ?", (contact_id,)).fetchone()
            known[contact_id] = row[0] if row else ""
        yield change, known[contact_id]
