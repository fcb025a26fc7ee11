"""Pairs that are known to be two contacts, however alike they look: they are offered as duplicates no more."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import contacts

if TYPE_CHECKING:
    from crmcli.store.db import Transaction

MOST_AT_ONCE = 100  # contacts declared different from each other: each more makes a pair with all before it


def pairs(connection: sqlite3.Connection) -> set[tuple[int, int]]:
    """Returns the pairs declared different, by their ids, the smaller one first."""
    return {(row[0], row[1]) for row in connection.execute("SELECT contact_id, other_id FROM distinct_pair")}


def others(connection: sqlite3.Connection, contact_id: int) -> set[int]:
    """Returns the ids of those that a contact was declared different from."""
    rows = connection.execute(
        "SELECT other_id FROM distinct_pair WHERE contact_id = :id "
        "UNION SELECT contact_id FROM distinct_pair WHERE other_id = :id",
        {"id": contact_id},
    )
    return {row[0] for row in rows}


def declare(tx: Transaction, ids: Sequence[int]) -> int:
    """Notes that all of these contacts are different from each other; returns how many pairs are new.

    Raises NotFound for a contact that is not there, and Invalid for fewer than two or too many.
    """
    for contact_id in ids:
        contacts.get(tx.connection, contact_id)
    cursor = tx.connection.executemany(
        "INSERT OR IGNORE INTO distinct_pair (contact_id, other_id) VALUES (?, ?)", _pairs_among(ids)
    )
    return cursor.rowcount


def forget(tx: Transaction, ids: Sequence[int]) -> int:
    """Takes back that these contacts are different from each other; returns how many pairs were noted.

    Raises Invalid for fewer than two or too many.
    """
    cursor = tx.connection.executemany(
        "DELETE FROM distinct_pair WHERE contact_id = ? AND other_id = ?", _pairs_among(ids)
    )
    return cursor.rowcount


def _pairs_among(ids: Sequence[int]) -> list[tuple[int, int]]:
    each = sorted(set(ids))
    if len(each) < 2:
        raise Invalid(
            _("It takes two contacts to be different from each other."), _("For example: crm contact different c1 c2")
        )
    if len(each) > MOST_AT_ONCE:
        raise Invalid(_("At most {most} contacts are declared different at once.").format(most=MOST_AT_ONCE))
    return list(combinations(each, 2))
