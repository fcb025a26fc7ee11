"""Attachments: files on contacts, each with its name; the bytes lie in `blob`, once for all that are the same."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.errors import Invalid, NotFound
from crmcli.i18n import _

if TYPE_CHECKING:
    from crmcli.store.db import Transaction

LARGEST = 25_000_000  # bytes of one file: an address book is no place for films
LARGEST_PHOTO = 10_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on a contact. `size` is in bytes, `blob` the key of its content; the contact may be missing."""

    id: int
    contact_id: int | None
    contact: str | None
    blob: str
    name: str
    media_type: str
    size: int
    notes: str | None
    created_at: str


_SELECT = (
    "SELECT a.id, a.contact_id, c.name, a.blob, a.name, a.media_type, a.size, a.notes, a.created_at "
    "FROM attachment a LEFT JOIN contact c ON c.id = a.contact_id "
)
SORTS = {
    "id": "a.id",
    "name": "a.name COLLATE NOCASE, a.id",
    "contact": "c.folded, a.id",
    "size": "a.size, a.id",
    "created": "a.created_at, a.id",
}


def of(connection: sqlite3.Connection, contact_id: int, sort: str = "id") -> list[Attachment]:
    """Returns a contact's files, in the order they came, or by another of SORTS; a `-` before it turns it round."""
    rows = connection.execute(f"{_SELECT} WHERE a.contact_id = ? ORDER BY {_order(sort)}", (contact_id,))
    return [Attachment(*row) for row in rows]


def all_of(connection: sqlite3.Connection, sort: str = "id") -> list[Attachment]:
    """Returns all files but those of removed contacts, sorted likewise."""
    rows = connection.execute(f"{_SELECT} WHERE c.deleted_at IS NULL ORDER BY {_order(sort)}")
    return [Attachment(*row) for row in rows]


def _order(sort: str) -> str:
    order = SORTS[sort.removeprefix("-")]
    return ", ".join(f"{part} DESC" for part in order.split(", ")) if sort.startswith("-") else order


def get(connection: sqlite3.Connection, attachment_id: int) -> Attachment:
    """Returns one file. Raises NotFound."""
    row = connection.execute(_SELECT + "WHERE a.id = ?", (attachment_id,)).fetchone()
    if row is None:
        raise NotFound(_("There is no attachment {id}.").format(id=attachment_id), _("crm attachment list lists them."))
    return Attachment(*row)


def content(connection: sqlite3.Connection, attachment: Attachment) -> bytes:
    """Returns the bytes of a file. Raises NotFound where another program has taken them away."""
    from crmcli.store import blobs

    found = blobs.get(connection, attachment.blob)
    if found is None:
        raise NotFound(_("The content of {name} is no longer there.").format(name=attachment.name))
    return found[0]


def add(tx: Transaction, contact_id: int, name: str, data: bytes, notes: str = "") -> tuple[Attachment, bool]:
    """Keeps a file with a contact; returns it and whether it is new. The same content comes to a contact once.

    Raises Invalid for a file that is empty or too large.
    """
    from crmcli import filenames, media_types, texts
    from crmcli.store import blobs

    name = filenames.cleaned(name)
    check_size(name, len(data), LARGEST)
    media_type = media_types.of(data, name)
    key = blobs.put(tx.connection, data, media_type)
    known = next((each for each in of(tx.connection, contact_id) if each.blob == key), None)
    if known is not None:
        return known, False
    cursor = tx.connection.execute(
        "INSERT INTO attachment (contact_id, blob, name, media_type, size, notes, created_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (contact_id, key, name, media_type, len(data), texts.paragraph(notes, _("notes")) or None, tx.at),
    )
    return get(tx.connection, int(cursor.lastrowid or 0)), True


def check_size(name: str, size: int, largest: int) -> None:
    """Raises Invalid for a file that is empty or larger than `largest` bytes."""
    if not size:
        raise Invalid(_("{name} is empty.").format(name=name))
    if size > largest:
        raise Invalid(
            _("{name} is larger than {most} MB.").format(name=name, most=largest // 1_000_000),
            _("Keep it where it is, and note its address: crm contact edit REF --url ADDRESS"),
        )


def rename(tx: Transaction, attachment: Attachment, name: str) -> Attachment:
    """Gives a file another name; returns it as it is then. Raises Invalid for an empty one."""
    from crmcli import filenames, texts

    clean = filenames.cleaned(texts.line(name, _("name of the file")))
    if clean != attachment.name:
        tx.connection.execute("UPDATE attachment SET name = ? WHERE id = ?", (clean, attachment.id))
    return get(tx.connection, attachment.id)


def describe(tx: Transaction, attachment: Attachment, notes: str) -> Attachment:
    """Says what a file is about, or with an empty text nothing; returns it as it is then."""
    from crmcli import texts

    clean = texts.paragraph(notes, _("notes")) or None
    tx.connection.execute("UPDATE attachment SET notes = ? WHERE id = ?", (clean, attachment.id))
    return get(tx.connection, attachment.id)


def remove(tx: Transaction, attachment: Attachment) -> None:
    """Takes a file off its contact. The content stays as long as undo may need it."""
    tx.connection.execute("DELETE FROM attachment WHERE id = ?", (attachment.id,))


def holders(connection: sqlite3.Connection, attachment: Attachment) -> list[Attachment]:
    """Returns the same content on other contacts that are not removed, the oldest first."""
    rows = connection.execute(
        _SELECT + "WHERE a.blob = ? AND a.id <> ? AND c.deleted_at IS NULL ORDER BY a.id",
        (attachment.blob, attachment.id),
    )
    return [Attachment(*row) for row in rows]
