"""Relations: what one contact is to another (spouse, assistant, referred by), by record or just by name."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli import texts
from crmcli.errors import Invalid, NotFound
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.db import Transaction


@dataclass(frozen=True, slots=True)
class Relation:
    """`other_name` is the `kind` of the contact; `other_id` is its record, where it has one."""

    id: int
    contact_id: int
    kind: str
    other_id: int | None
    other_name: str


def of(connection: sqlite3.Connection, contact_id: int) -> list[Relation]:
    """Returns who stands in a relation to the contact. A record's present name is used where there is one."""
    rows = connection.execute(
        "SELECT r.id, r.contact_id, r.kind, r.other_id, coalesce(o.name, r.other_name) FROM relation r "
        "LEFT JOIN contact o ON o.id = r.other_id WHERE r.contact_id = ? ORDER BY r.kind, r.id",
        (contact_id,),
    )
    return [Relation(*row) for row in rows]


def pointing_at(connection: sqlite3.Connection, contact_id: int) -> list[tuple[int, str, str]]:
    """Returns those whose relation the contact is: their id, their name, and what the contact is to them."""
    rows = connection.execute(
        "SELECT c.id, c.name, r.kind FROM relation r JOIN contact c ON c.id = r.contact_id "
        "WHERE r.other_id = ? AND c.deleted_at IS NULL ORDER BY r.kind, c.folded",
        (contact_id,),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def kind_of(text: str) -> str:
    """Returns a kind of relation as it is stored, from what was typed or read. Raises Invalid for an empty one."""
    return texts.line(text, _("relation")).lower()


def add(tx: Transaction, contact_id: int, kind: str, other_id: int | None, other_name: str) -> bool:
    """Notes a relation unless it is known; returns whether it was added. Raises Invalid for one to oneself."""
    if other_id == contact_id:
        raise Invalid(_("Nobody is a relation of their own."))
    kind = kind_of(kind)
    known = tx.connection.execute(
        "SELECT 1 FROM relation WHERE contact_id = ? AND kind = ? AND (other_id = ? OR other_name = ?)",
        (contact_id, kind, other_id, other_name),
    ).fetchone()
    if known is None:
        tx.connection.execute(
            "INSERT INTO relation (contact_id, kind, other_id, other_name) VALUES (?, ?, ?, ?)",
            (contact_id, kind, other_id, other_name),
        )
    return known is None


def add_names(tx: Transaction, contact_id: int, given: Sequence[tuple[str, str]]) -> None:
    """Notes relations by kind and the other's name alone, those that are not known yet."""
    rows = tx.connection.execute("SELECT kind, other_name FROM relation WHERE contact_id = ?", (contact_id,))
    held = {(row[0], row[1]) for row in rows}
    for kind, name in dict.fromkeys((kind_of(kind), name) for kind, name in given):
        if (kind, name) not in held:
            tx.connection.execute(
                "INSERT INTO relation (contact_id, kind, other_name) VALUES (?, ?, ?)", (contact_id, kind, name)
            )


def remove(tx: Transaction, contact_id: int, kind: str, other_name: str) -> None:
    """Forgets a relation by its kind and the other's name. Raises NotFound where there is none."""
    for relation in of(tx.connection, contact_id):
        if relation.kind == kind.strip().lower() and relation.other_name.casefold() == other_name.casefold():
            tx.connection.execute("DELETE FROM relation WHERE id = ?", (relation.id,))
            return
    raise NotFound(_("There is no {kind} '{name}' to remove.").format(kind=kind, name=other_name))
