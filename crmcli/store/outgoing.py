"""Outgoing: contacts with all that address books have a place for, many at a time, as an export writes them.

A look at one card asks a query of every table; for twenty thousand that would take most of an export's time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from crmcli.store import blobs, contacts, own_uids
from crmcli.store.addresses import Address
from crmcli.store.channels import Channel
from crmcli.store.contacts import Contact
from crmcli.store.occasions import Occasion
from crmcli.store.relations import Relation

_BATCH = 200

_OF = "IN (SELECT value FROM json_each(:ids))"
# Each by the contact's id first.
_EMPLOYERS = f"SELECT c.id, e.name FROM contact c JOIN contact e ON e.id = c.employer_id WHERE c.id {_OF}"
_GROUPS = (
    "SELECT m.contact_id, g.name FROM membership m JOIN contact_group g ON g.id = m.group_id "
    f"WHERE m.contact_id {_OF} ORDER BY g.folded"
)
_UIDS = f"SELECT contact_id, uid FROM contact_uid WHERE kind = 'vcard' AND contact_id {_OF} ORDER BY id"
_CHANNELS = (
    "SELECT contact_id, id, contact_id, kind, value, normal, label, position FROM channel "
    f"WHERE contact_id {_OF} ORDER BY position, id"
)
_ADDRESSES = (
    "SELECT contact_id, id, contact_id, label, po_box, extended, street, city, region, postal_code, country "
    f"FROM address WHERE contact_id {_OF} ORDER BY position, id"
)
_OCCASIONS = (
    f"SELECT contact_id, id, contact_id, kind, month, day, year FROM occasion WHERE contact_id {_OF} "
    "ORDER BY kind <> 'birthday', month, day, id"
)
_RELATIONS = (
    "SELECT r.contact_id, r.id, r.contact_id, r.kind, r.other_id, coalesce(o.name, r.other_name) FROM relation r "
    f"LEFT JOIN contact o ON o.id = r.other_id WHERE r.contact_id {_OF} ORDER BY r.kind, r.id"
)


class Outgoing(NamedTuple):
    """A contact, its employer's name, and what hangs on it. `photo` is bytes and media type, where there is one."""

    contact: Contact
    employer: str
    groups: list[str]
    channels: list[Channel]
    addresses: list[Address]
    occasions: list[Occasion]
    relations: list[Relation]
    uids: list[str]
    photo: tuple[bytes, str] | None


def each(connection: sqlite3.Connection, contact_ids: Sequence[int], *, photos: bool = True) -> Iterator[Outgoing]:
    """Yields the contacts of these ids in their order, those that are gone by now left out.

    Whoever has no identifier of an address book gets one of crm's own (`own_uids`), which is not stored.
    """
    for start in range(0, len(contact_ids), _BATCH):
        yield from _batch(connection, contact_ids[start : start + _BATCH], photos)


def _batch(connection: sqlite3.Connection, contact_ids: Sequence[int], photos: bool) -> Iterator[Outgoing]:
    ids = str(list(contact_ids))
    rows = connection.execute(f"SELECT {contacts.COLUMNS} FROM contact c WHERE c.id {_OF}", {"ids": ids})
    people = {row[0]: Contact(*row) for row in rows}
    employers, groups, uids, channels, addresses, occasions, relations = (
        _by_contact(connection, query, ids)
        for query in (_EMPLOYERS, _GROUPS, _UIDS, _CHANNELS, _ADDRESSES, _OCCASIONS, _RELATIONS)
    )
    for contact_id in contact_ids:
        contact = people.get(contact_id)
        if contact is None:
            continue
        yield Outgoing(
            contact,
            next((row[0] for row in employers.get(contact_id, ())), ""),
            [row[0] for row in groups.get(contact_id, ())],
            [Channel(*row) for row in channels.get(contact_id, ())],
            [Address(*row) for row in addresses.get(contact_id, ())],
            [Occasion(*row) for row in occasions.get(contact_id, ())],
            [Relation(*row) for row in relations.get(contact_id, ())],
            [row[0] for row in uids.get(contact_id, ())] or [own_uids.of(contact_id, contact.created_at)],
            blobs.get(connection, contact.photo) if photos and contact.photo else None,
        )


def _by_contact(connection: sqlite3.Connection, query: str, ids: str) -> dict[int, list[Sequence[Any]]]:
    found: dict[int, list[Sequence[Any]]] = {}
    for contact_id, *row in connection.execute(query, {"ids": ids}):
        found.setdefault(contact_id, []).append(row)
    return found
