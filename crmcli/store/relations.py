"""Relations: what one contact is to another (spouse, assistant, referred by), by record or just by name."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.errors import Ambiguous, Invalid, NotFound
from crmcli.folding import fold
from crmcli.i18n import _
from crmcli.store import relation_kinds

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


def from_others(connection: sqlite3.Connection, contact_id: int) -> list[tuple[int, str, str]]:
    """Returns the relations that stand on others' cards, in the words that this contact's card says them.

    Each is the other's id, name, and what the other is to the contact. What the contact's own relations say already
    is left out, and nothing is said twice.
    """
    found = [(row[0], row[1], relation_kinds.seen(row[2])) for row in pointing_at(connection, contact_id)]
    if not found:
        return []
    own = {(each.other_id, relation_kinds.general(each.kind)) for each in of(connection, contact_id)}
    return [each for each in dict.fromkeys(found) if (each[0], relation_kinds.general(each[2])) not in own]


def kind_of(text: str) -> str:
    """Returns a kind of relation as it is stored, from what was typed or read. Raises Invalid for an empty one."""
    return relation_kinds.kind_of(text)


def add(tx: Transaction, contact_id: int, kind: str, other_id: int | None, other_name: str) -> bool:
    """Notes a relation unless it is known; returns whether anything was noted. Raises Invalid for one to oneself.

    A name that stood alone is that contact from then on. Two contacts of one name are two.
    """
    if other_id == contact_id:
        raise Invalid(_("Nobody is a relation of their own."))
    kind = kind_of(kind)
    known = tx.connection.execute(
        "SELECT id, other_id FROM relation WHERE contact_id = :contact AND kind = :kind AND (other_id = :other "
        "OR (other_name = :name AND (other_id IS NULL OR :other IS NULL))) ORDER BY other_id IS NULL, id",
        {"contact": contact_id, "kind": kind, "other": other_id, "name": other_name},
    ).fetchone()
    if known is None:
        tx.connection.execute(
            "INSERT INTO relation (contact_id, kind, other_id, other_name) VALUES (?, ?, ?, ?)",
            (contact_id, kind, other_id, other_name),
        )
    elif other_id is not None and known["other_id"] is None:
        tx.connection.execute("UPDATE relation SET other_id = ? WHERE id = ?", (other_id, known["id"]))
    else:
        return False
    return True


def relate(tx: Transaction, contact_id: int, kind: str, other_id: int | None, other_name: str) -> bool:
    """Like `add`, but what the other's card says of it already is known, too."""
    if other_id is not None and other_id != contact_id:
        said = [(each[0], each[2]) for each in from_others(tx.connection, contact_id)]
        if (other_id, kind_of(kind)) in said:
            return False
    return add(tx, contact_id, kind, other_id, other_name)


def unrelate(tx: Transaction, contact_id: int, kind: str, text: str) -> tuple[str, int | None, str]:
    """Forgets a relation as the contact's card shows it, on whichever card it stands.

    Returns its kind, the other's id, and the other's name. The other is named by number (`c12`), by name or a part of
    it. A general kind takes a special one away as well (`parent` a `mother`) where there is none of its own. Raises
    NotFound, naming those there are, and Ambiguous where it may be several.
    """
    kind, held = kind_of(kind), _shown(tx.connection, contact_id)
    same_kind = [each for each in held if each.kind == kind] or [
        each for each in held if relation_kinds.general(each.kind) == kind
    ]
    meant = _named(same_kind, text)
    others = {(each.other_id, each.other_name) for each in meant}
    if len(others) > 1:
        raise Ambiguous(
            _("'{text}' may be {count} of them.").format(text=text, count=len(others)),
            _("Say more of the name."),
            candidates=[
                {"id": number, "ref": f"c{number}" if number else name, "name": name} for number, name in others
            ],
        )
    if not meant:
        named = ", ".join(f"{each.kind} {each.other_name}" for each in held)
        raise NotFound(
            _("There is no {kind} '{name}' to remove.").format(kind=kind, name=text),
            _("There is: {held}.").format(held=named) if named else "",
        )
    for each in meant:
        tx.connection.execute("DELETE FROM relation WHERE id = ?", (each.id,))
    return meant[0].kind, meant[0].other_id, meant[0].other_name


def _shown(connection: sqlite3.Connection, contact_id: int) -> list[Relation]:
    """All relations of a contact, as its card shows them, those that stand on others' cards among them."""
    rows = connection.execute(
        "SELECT r.id, r.kind, c.id, c.name FROM relation r JOIN contact c ON c.id = r.contact_id "
        "WHERE r.other_id = ? AND c.deleted_at IS NULL ORDER BY r.id",
        (contact_id,),
    )
    others = [Relation(row[0], contact_id, relation_kinds.seen(row[1]), row[2], row[3]) for row in rows]
    return of(connection, contact_id) + others


def _named(held: list[Relation], text: str) -> list[Relation]:
    """Those whose other is meant by a text: by number, by the very name, else by words of it."""
    by_number = [each for each in held if each.other_id and text.strip().lower() == f"c{each.other_id}"]
    exact = by_number or [each for each in held if fold(each.other_name) == fold(text)]
    words = fold(text).split()
    return exact or [each for each in held if words and all(word in fold(each.other_name) for word in words)]


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
        if (
            relation.kind in (kind.strip().lower(), relation_kinds.typed(kind))
            and relation.other_name.casefold() == other_name.casefold()
        ):
            tx.connection.execute("DELETE FROM relation WHERE id = ?", (relation.id,))
            return
    raise NotFound(_("There is no {kind} '{name}' to remove.").format(kind=kind, name=other_name))
