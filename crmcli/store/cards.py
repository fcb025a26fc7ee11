"""Cards: a contact with all that hangs on it, as a look at one record or a list of them shows it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crmcli.store import addresses, channels, contacts, groups, occasions, relations
from crmcli.store.addresses import Address
from crmcli.store.channels import Channel
from crmcli.store.contacts import Contact
from crmcli.store.occasions import Occasion
from crmcli.store.relations import Relation


@dataclass(frozen=True, slots=True)
class Card:
    """A contact, its employer's name, and its channels, addresses, days, relations, groups and vCard UIDs."""

    contact: Contact
    employer: str | None
    groups: list[str]
    channels: list[Channel]
    addresses: list[Address]
    occasions: list[Occasion]
    relations: list[Relation]
    uids: list[str]

    def values(self, kind: str) -> list[Channel]:
        """The channels of one kind."""
        return [channel for channel in self.channels if channel.kind == kind]


def of(connection: sqlite3.Connection, contact: Contact) -> Card:
    """Returns the card of a contact."""
    employer = None
    if contact.employer_id is not None:
        row = connection.execute("SELECT name FROM contact WHERE id = ?", (contact.employer_id,)).fetchone()
        employer = row[0] if row else None
    uids = connection.execute(
        "SELECT uid FROM contact_uid WHERE contact_id = ? AND kind = 'vcard' ORDER BY id", (contact.id,)
    )
    return Card(
        contact,
        employer,
        groups.of(connection, contact.id),
        channels.of(connection, contact.id),
        addresses.of(connection, contact.id),
        occasions.of(connection, contact.id),
        relations.of(connection, contact.id),
        [row[0] for row in uids],
    )


SORTS = {
    "name": "c.folded, c.id",
    "company": "e.folded IS NULL, e.folded, c.folded, c.id",
    "created": "c.created_at, c.id",
    "updated": "c.updated_at, c.id",
    "touch": "c.last_touch_at IS NULL, c.last_touch_at, c.folded, c.id",
    "id": "c.id",
}


def listed(
    connection: sqlite3.Connection,
    *,
    kind: str | None = None,
    ids: Sequence[int] | None = None,
    group_id: int | None = None,
    status: str | None = None,
    is_removed: bool = False,
    sort: str = "name",
    limit: int = 0,
) -> Iterator[Card]:
    """Yields the cards of all contacts that fit, in the order asked for; the order of `ids` where `sort` is empty."""
    conditions = ["c.deleted_at IS NOT NULL" if is_removed else "c.deleted_at IS NULL"]
    if kind:
        conditions.append("c.kind = :kind")
    if status:
        conditions.append("c.status = :status")
    if group_id is not None:
        conditions.append("c.id IN (SELECT contact_id FROM membership WHERE group_id = :group_id)")
    if ids is not None:
        conditions.append("c.id IN (SELECT value FROM json_each(:ids))")
    query = (
        f"SELECT {contacts.COLUMNS} FROM contact c LEFT JOIN contact e ON e.id = c.employer_id "
        f"WHERE {' AND '.join(conditions)} ORDER BY {_order(sort)} LIMIT :limit"
    )
    parameters = {
        "kind": kind,
        "status": status,
        "group_id": group_id,
        "ids": str(list(ids)) if ids is not None else None,
        "limit": limit or -1,
    }
    found = [Contact(*row) for row in connection.execute(query, parameters)]
    if ids is not None and not sort:
        place = {contact_id: position for position, contact_id in enumerate(ids)}
        found.sort(key=lambda contact: place[contact.id])
    for contact in found:
        yield of(connection, contact)


def _order(sort: str) -> str:
    """The ORDER BY of a field in SORTS; a `-` before it turns each part round."""
    order = SORTS[sort.removeprefix("-") or "name"]
    if not sort.startswith("-"):
        return order
    turned = (part.removesuffix(" DESC") if part.endswith(" DESC") else f"{part} DESC" for part in order.split(", "))
    return ", ".join(turned)
