"""What other programs call a deal, and what an export of ours calls it: `crm:7-20261124T090000Z`.

The latter is made of what never changes, the number of the deal and the instant at which it began, so that nothing need
be stored when a deal is exported, and an import of the export knows every deal again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

OURS = "crm"
CONTENT = "content"  # a hash of a row, by which the same row is known again
WITHOUT_A_NAME = "table"  # of a table whose program is not known: a number alone may be another deal's


def of(deal_id: int, created_at: str) -> str:
    """Returns what an export calls a deal."""
    return f"{deal_id}-{created_at.replace('-', '').replace(':', '')}"


def is_ours(uids: Sequence[tuple[str, str]]) -> bool:
    """Whether an export of ours is among those who call a deal so."""
    return any(kind == OURS for kind, _uid in uids)


def holder(connection: sqlite3.Connection, uid: str) -> int | None:
    """Returns the deal of this database that an export calls so; None for any other text."""
    number = uid.partition("-")[0]
    if not (number.isascii() and number.isdecimal() and len(number) <= 15):
        return None
    row = connection.execute("SELECT id, created_at FROM deal WHERE id = ?", (int(number),)).fetchone()
    return int(row[0]) if row and of(row[0], row[1]) == uid else None


def of_each(connection: sqlite3.Connection, deal_ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Returns the programs and what they call the deals, for those of some deals that any program calls so."""
    rows = connection.execute(
        "SELECT deal_id, kind, uid FROM deal_uid WHERE kind <> ? AND deal_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY deal_id, id",
        (CONTENT, json.dumps(list(deal_ids))),
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for deal_id, kind, uid in rows:
        found.setdefault(deal_id, []).append((kind, uid))
    return found


def every(connection: sqlite3.Connection) -> dict[tuple[str, str], int]:
    """Returns the deal of each program's name for one."""
    return {
        (kind, uid): deal_id for deal_id, kind, uid in connection.execute("SELECT deal_id, kind, uid FROM deal_uid")
    }


def add(connection: sqlite3.Connection, deal_id: int, kind: str, uid: str) -> bool:
    """Notes what a program calls a deal, unless it calls another one so; returns whether it was noted."""
    added = connection.execute(
        "INSERT INTO deal_uid (deal_id, kind, uid) SELECT :deal, :kind, :uid WHERE NOT EXISTS "
        "(SELECT 1 FROM deal_uid WHERE kind = :kind AND uid = :uid)",
        {"deal": deal_id, "kind": kind, "uid": uid},
    )
    return added.rowcount > 0
