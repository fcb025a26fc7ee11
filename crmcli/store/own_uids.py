"""The identifiers that exports give to contacts which no address book gave one: `crm-41-20261124T090000Z`.

They are made of what never changes, the contact's number and the moment it was made, so that nothing need be stored
when somebody is exported, and an import of the export knows everybody again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

_PREFIX = "crm-"


def of(contact_id: int, created_at: str) -> str:
    """Returns the identifier of a contact."""
    return f"{_PREFIX}{contact_id}-{created_at.replace('-', '').replace(':', '')}"


def holder(connection: sqlite3.Connection, uid: str) -> int | None:
    """Returns the contact of this database that was given the identifier; None for any other text."""
    if not uid.startswith(_PREFIX):
        return None
    number = uid[len(_PREFIX) :].partition("-")[0]
    if not (number.isascii() and number.isdecimal() and len(number) <= 15):
        return None
    row = connection.execute("SELECT id, created_at FROM contact WHERE id = ?", (int(number),)).fetchone()
    return int(row[0]) if row and of(row[0], row[1]) == uid else None


def store(connection: sqlite3.Connection, contact_ids: Iterable[int]) -> None:
    """Stores the identifiers of those who have no other, so that whoever they are merged into keeps them."""
    for contact_id in contact_ids:
        row = connection.execute(
            "SELECT created_at FROM contact WHERE id = :id AND NOT EXISTS "
            "(SELECT 1 FROM contact_uid WHERE contact_id = :id AND kind = 'vcard')",
            {"id": contact_id},
        ).fetchone()
        if row is not None:
            connection.execute(
                "INSERT INTO contact_uid (contact_id, kind, uid) VALUES (?, 'vcard', ?)",
                (contact_id, of(contact_id, row[0])),
            )
