"""Arranging: one list of a contact's made as it is wanted: which rows stay, in which order, and which are new.

For those who show a whole list and get it back, as a form does. Whether the new rows are good was seen before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store.addresses import PARTS

if TYPE_CHECKING:
    from crmcli.store.db import Transaction

New = Mapping[str, str | int | None]

# Nouns whose rows stand in an order of the user's.
_ORDERED = ("channel", "address")
# By which columns a row is known to be the same as another of the contact's.
_IDENTITY = {"channel": ("kind", "normal"), "address": PARTS, "occasion": ("kind", "month", "day", "year")}


class Arrangement(NamedTuple):
    """`held` are the ids of the list as it is, `wanted` those that stay and, as columns by name, those that are new."""

    noun: str
    held: Sequence[int]
    wanted: Sequence[int | New]


def arrange(tx: Transaction, contact_id: int, arrangement: Arrangement) -> None:
    """Makes the list as it is wanted. A new row takes over one that goes, so that a correction stays the same row."""
    noun, held, wanted = arrangement
    gone = [row_id for row_id in held if row_id not in wanted]
    last = 0
    for each in wanted:
        row_id = each if isinstance(each, int) else _placed(tx, noun, contact_id, each, gone)
        if noun in _ORDERED and row_id:
            last = _follow(tx, noun, row_id, last)
    for row_id in gone:
        tx.connection.execute(f"DELETE FROM {noun} WHERE id = ?", (row_id,))


def _placed(tx: Transaction, noun: str, contact_id: int, new: New, gone: list[int]) -> int:
    """The row that holds a new one; 0 where the contact keeps a row that is the same."""
    same = _same(tx, noun, contact_id, new)
    if same and same not in gone:
        return 0
    if not gone:
        return _insert(tx, noun, contact_id, new)
    row_id = gone.pop(gone.index(same) if same else 0)
    _assign(tx, noun, row_id, new)
    return row_id


def _same(tx: Transaction, noun: str, contact_id: int, new: New) -> int:
    names = [*_IDENTITY[noun], *(["value"] if new.get("normal") == "" else [])]
    conditions = " AND ".join(f"{name} IS :{name}" for name in names)
    query = f"SELECT id FROM {noun} WHERE contact_id = :contact_id AND {conditions} ORDER BY id LIMIT 1"
    row = tx.connection.execute(query, {**new, "contact_id": contact_id}).fetchone()
    return int(row[0]) if row else 0


def _assign(tx: Transaction, noun: str, row_id: int, new: New) -> None:
    assignments = ", ".join(f"{name} = :{name}" for name in new)
    tx.connection.execute(f"UPDATE {noun} SET {assignments} WHERE id = :id", {**new, "id": row_id})


def _insert(tx: Transaction, noun: str, contact_id: int, new: New) -> int:
    row = {**new, "contact_id": contact_id}
    if noun in _ORDERED:
        query = f"SELECT coalesce(max(position), 0) + 1 FROM {noun} WHERE contact_id = ?"
        row["position"] = tx.connection.execute(query, (contact_id,)).fetchone()[0]
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    return int(tx.connection.execute(f"INSERT INTO {noun} ({names}) VALUES ({marks})", row).lastrowid or 0)


def _follow(tx: Transaction, noun: str, row_id: int, last: int) -> int:
    """Moves a row behind the last one, where it does not stand there already; returns where it stands."""
    place = int(tx.connection.execute(f"SELECT position FROM {noun} WHERE id = ?", (row_id,)).fetchone()[0])
    if place > last:
        return place
    tx.connection.execute(f"UPDATE {noun} SET position = ? WHERE id = ?", (last + 1, row_id))
    return last + 1
