"""Cards: a contact with all that hangs on it, as a look at one record or a list of them shows it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, Unpack

from crmcli.store import addresses, attachments, channels, contacts, groups, occasions, relations
from crmcli.store.addresses import Address
from crmcli.store.attachments import Attachment
from crmcli.store.channels import Channel
from crmcli.store.contacts import Contact
from crmcli.store.occasions import Occasion
from crmcli.store.relations import Relation

if TYPE_CHECKING:
    from crmcli.store.criteria import Compiled


@dataclass(frozen=True, slots=True)
class Card:
    """A contact, its employer's name, and its channels, addresses, days, relations, groups, vCard UIDs and files."""

    contact: Contact
    employer: str | None
    groups: list[str]
    channels: list[Channel]
    addresses: list[Address]
    occasions: list[Occasion]
    relations: list[Relation]
    uids: list[str]
    related: list[tuple[int, str, str]]  # what others' cards say of it: their id, name, and what they are to it
    attachments: list[Attachment]

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
        relations.from_others(connection, contact.id),
        attachments.of(connection, contact.id),
    )


SORTS = {
    "name": "c.folded, c.id",
    "company": "e.folded IS NULL, e.folded, c.folded, c.id",
    "created": "c.created_at, c.id",
    "updated": "c.updated_at, c.id",
    "touch": "c.last_touch_at IS NULL, c.last_touch_at, c.folded, c.id",
    "id": "c.id",
}

_SORT = "name"


class Narrowing(TypedDict, total=False):
    """What narrows a list of contacts, and its order: a field of SORTS, which a `-` before it turns round."""

    kind: str | None
    ids: Sequence[int] | None
    met: Compiled | None  # a query that they meet, as `criteria` compiles it
    group_id: int | None
    status: str | None
    is_removed: bool
    sort: str
    limit: int


def listed(connection: sqlite3.Connection, **narrowing: Unpack[Narrowing]) -> Iterator[Card]:
    """Yields the cards of all contacts that fit, in the order asked for; the order of `ids` where `sort` is empty."""
    query, parameters = _selection(contacts.COLUMNS, narrowing)
    found = [Contact(*row) for row in connection.execute(query, parameters)]
    ids = narrowing.get("ids")
    if ids is not None and not narrowing.get("sort", _SORT):
        place = {contact_id: position for position, contact_id in enumerate(ids)}
        found.sort(key=lambda contact: place[contact.id])
    for contact in found:
        yield of(connection, contact)


def listed_ids(connection: sqlite3.Connection, **narrowing: Unpack[Narrowing]) -> list[int]:
    """Returns the ids of all contacts that fit, in the order asked for: quicker than their cards."""
    return [row[0] for row in connection.execute(*_selection("c.id", narrowing))]


def _selection(columns: str, narrowing: Narrowing) -> tuple[str, dict[str, str | int | float | None]]:
    """The query for some columns of the contacts that fit, and its parameters."""
    ids, met = narrowing.get("ids"), narrowing.get("met")
    conditions = ["c.deleted_at IS NOT NULL" if narrowing.get("is_removed") else "c.deleted_at IS NULL"]
    if narrowing.get("kind"):
        conditions.append("c.kind = :kind")
    if narrowing.get("status"):
        conditions.append("c.status = :status")
    if narrowing.get("group_id") is not None:
        conditions.append("c.id IN (SELECT contact_id FROM membership WHERE group_id = :group_id)")
    if met is not None:
        conditions.append(met.sql)
    if ids is not None:
        conditions.append("c.id IN (SELECT value FROM json_each(:ids))")
    query = (
        f"SELECT {columns} FROM contact c LEFT JOIN contact e ON e.id = c.employer_id "
        f"WHERE {' AND '.join(conditions)} ORDER BY {_order(narrowing.get('sort', _SORT))} LIMIT :limit"
    )
    return query, {
        "kind": narrowing.get("kind"),
        "status": narrowing.get("status"),
        "group_id": narrowing.get("group_id"),
        "ids": str(list(ids)) if ids is not None else None,
        "limit": narrowing.get("limit") or -1,
        **(met.parameters if met is not None else {}),
    }


def _order(sort: str) -> str:
    """The ORDER BY of a field in SORTS; a `-` before it turns each part round."""
    order = SORTS[sort.removeprefix("-") or "name"]
    if not sort.startswith("-"):
        return order
    turned = (part.removesuffix(" DESC") if part.endswith(" DESC") else f"{part} DESC" for part in order.split(", "))
    return ", ".join(turned)
