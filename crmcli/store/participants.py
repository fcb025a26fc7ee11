"""Participants: who took part in an activity, those it was logged with first."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import touches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.store.db import Transaction


def of(connection: sqlite3.Connection, activity_id: int) -> list[tuple[int, str]]:
    """Returns id and name of those who took part, in the order in which they were named; removed ones too."""
    return of_all(connection, [activity_id]).get(activity_id, [])


def of_all(connection: sqlite3.Connection, activity_ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """Returns who took part in each of many activities, as `of` does."""
    rows = connection.execute(
        "SELECT p.activity_id, c.id, c.name FROM json_each(?) e CROSS JOIN participant p ON p.activity_id = e.value "
        "JOIN contact c ON c.id = p.contact_id ORDER BY p.id",
        (json.dumps(list(activity_ids)),),
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for activity_id, contact_id, name in rows:
        found.setdefault(activity_id, []).append((contact_id, name))
    return found


def put(tx: Transaction, activity_id: int, contact_ids: Sequence[int]) -> int:
    """Lets contacts have taken part; returns how many had not."""
    held = _ids(tx.connection, activity_id)
    fresh = [contact_id for contact_id in dict.fromkeys(contact_ids) if contact_id not in held]
    tx.connection.executemany(
        "INSERT INTO participant (activity_id, contact_id) VALUES (?, ?)",
        [(activity_id, contact_id) for contact_id in fresh],
    )
    # The last row that is changed says whom `.` means: the one who was named first.
    touches.refresh(tx, reversed(fresh))
    return len(fresh)


def take(tx: Transaction, activity_id: int, contact_ids: Sequence[int]) -> int:
    """Lets contacts not have taken part; returns how many had. Raises Invalid where nobody would be left."""
    held = _ids(tx.connection, activity_id)
    gone = [contact_id for contact_id in dict.fromkeys(contact_ids) if contact_id in held]
    if gone and len(gone) == len(held):
        raise Invalid(
            _("Somebody has to be left in a{id}.").format(id=activity_id),
            _("crm activity rm a{id} removes it.").format(id=activity_id),
        )
    tx.connection.executemany(
        "DELETE FROM participant WHERE activity_id = ? AND contact_id = ?",
        [(activity_id, contact_id) for contact_id in gone],
    )
    touches.refresh(tx, gone)
    return len(gone)


def _ids(connection: sqlite3.Connection, activity_id: int) -> list[int]:
    rows = connection.execute("SELECT contact_id FROM participant WHERE activity_id = ? ORDER BY id", (activity_id,))
    return [row[0] for row in rows]
