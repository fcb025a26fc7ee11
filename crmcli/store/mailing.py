"""E-mail addresses of those whom a look-up finds, for mail programs. Nothing is imported but sqlite3."""

from __future__ import annotations

import sqlite3

from crmcli.store import search

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 1_000  # contacts whose addresses are looked up

# address, name, company
Address = tuple[str, str, str]


def found(connection: sqlite3.Connection, words: Sequence[str]) -> list[int]:
    """Returns the contacts that the words point at, best first."""
    return list(search.find_ids(connection, words, MOST))


def addresses(connection: sqlite3.Connection, contact_ids: Sequence[int], limit: int = 0) -> list[Address]:
    """Returns a line for each e-mail address of each contact, in the order given (0: all)."""
    rows = connection.execute(
        "SELECT ch.value, c.name, coalesce(e.name, '') FROM json_each(:ids) j JOIN contact c ON c.id = j.value "
        "JOIN channel ch ON ch.contact_id = c.id AND ch.kind = 'email' AND instr(ch.value, '@') > 1 "
        "LEFT JOIN contact e ON e.id = c.employer_id ORDER BY j.key, ch.position, ch.id LIMIT :limit",
        {"ids": str(list(contact_ids)), "limit": limit or -1},
    )
    return [(row[0], row[1], row[2]) for row in rows]
