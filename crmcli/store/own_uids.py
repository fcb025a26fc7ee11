"""The identifiers that exports give to contacts which no address book gave one: `crm-41-20261124T090000Z`.

They are made of what never changes, the contact's number and the moment it was made, so that nothing need be stored
when somebody is exported, and an import of the export knows everybody again.
"""

from __future__ import annotations

import sqlite3

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
