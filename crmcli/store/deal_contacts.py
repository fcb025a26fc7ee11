"""Who is on the other side of a deal: the customer and everybody else, what they decide, and how they stand to it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.errors import Invalid, NotFound
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.store.db import Transaction
    from crmcli.store.deals import Deal

ROLES = ("decides", "uses", "pays", "influences", "blocks")
STANCES = ("for", "neutral", "against")
WARMTHS = ("cold", "warm", "hot")


@dataclass(frozen=True, slots=True)
class DealContact:
    """Somebody on a deal. `roles` are several of ROLES; `is_customer` is who the deal is with."""

    contact_id: int
    name: str
    roles: tuple[str, ...]
    stance: str | None
    warmth: str | None
    is_customer: bool

    @property
    def standing(self) -> list[str]:
        """What they do about it and how they stand to it, in words."""
        known = [", ".join(self.roles)] if self.roles else []
        return [*known, *(each for each in (self.stance, self.warmth) if each)]


def of(connection: sqlite3.Connection, deal_id: int) -> list[DealContact]:
    """Returns everybody on a deal, the customer first; without removed contacts."""
    rows = connection.execute(
        "SELECT dc.contact_id, c.name, dc.roles, dc.stance, dc.warmth, dc.contact_id IS d.contact_id AS is_customer "
        "FROM deal_contact dc JOIN deal d ON d.id = dc.deal_id JOIN contact c ON c.id = dc.contact_id "
        "WHERE dc.deal_id = ? AND c.deleted_at IS NULL ORDER BY is_customer DESC, dc.id",
        (deal_id,),
    )
    return [DealContact(row[0], row[1], _split(row[2]), row[3], row[4], bool(row[5])) for row in rows]


def somebody(connection: sqlite3.Connection, deal: Deal) -> int | None:
    """Returns whom something for a deal is with: its customer, else the first of the others; None where nobody is.

    Raises NotFound where the customer was removed.
    """
    from crmcli.store import contacts, refs

    if deal.contact_id is not None:
        customer = contacts.get(connection, deal.contact_id)
        if customer.is_removed:
            raise NotFound(*refs.removed(customer.id, customer.name))
        return customer.id
    people = of(connection, deal.id)
    return people[0].contact_id if people else None


def who(connection: sqlite3.Connection, deal: Deal) -> int:
    """The same for what needs somebody. Raises NotFound where nobody is on the deal."""
    found = somebody(connection, deal)
    if found is None:
        raise NotFound(
            _("{ref} {title} is with nobody.").format(ref=deal.ref, title=deal.title),
            _("crm deal edit {ref} --contact REF says with whom it is.").format(ref=deal.ref),
        )
    return found


def open_of_customers(connection: sqlite3.Connection, contact_ids: Sequence[int]) -> list[tuple[int, str]]:
    """Returns the id and the title of the open deals whose customer is one of some contacts, the oldest first."""
    rows = connection.execute(
        "SELECT id, title FROM deal WHERE contact_id IN (SELECT value FROM json_each(?)) AND closed_at IS NULL "
        "ORDER BY id",
        (str(list(contact_ids)),),
    )
    return [(row[0], row[1]) for row in rows]


def open_deals(connection: sqlite3.Connection, contact_id: int) -> list[tuple[int, str]]:
    """Returns the id and the title of the open deals that a contact is on, the oldest first."""
    rows = connection.execute(
        "SELECT d.id, d.title FROM deal_contact dc JOIN deal d ON d.id = dc.deal_id "
        "WHERE dc.contact_id = ? AND d.closed_at IS NULL ORDER BY d.id",
        (contact_id,),
    )
    return [(row[0], row[1]) for row in rows]


def put(
    tx: Transaction,
    deal_id: int,
    contact_id: int,
    *,
    roles: Iterable[str] | None = None,
    stance: str | None = None,
    warmth: str | None = None,
) -> bool:
    """Puts somebody on a deal, or says more of one who is; what is None stays as it is, an empty text empties it.

    Returns whether anything differs. Raises Invalid for a role, stance or warmth that there is not. The first one on a
    deal without a customer is its customer.
    """
    row: dict[str, str | int | None] = {}
    if roles is not None:
        row["roles"] = _roles(roles)
    if stance is not None:
        row["stance"] = one_of(stance, STANCES, _("stance")) or None
    if warmth is not None:
        row["warmth"] = one_of(warmth, WARMTHS, _("warmth")) or None
    key = {"deal": deal_id, "contact": contact_id}
    before = tx.connection.total_changes
    tx.connection.execute(
        "INSERT INTO deal_contact (deal_id, contact_id) SELECT :deal, :contact WHERE NOT EXISTS "
        "(SELECT 1 FROM deal_contact WHERE deal_id = :deal AND contact_id = :contact)",
        key,
    )
    for name, value in row.items():
        tx.connection.execute(
            f"UPDATE deal_contact SET {name} = :value WHERE deal_id = :deal AND contact_id = :contact "
            f"AND {name} IS NOT :value",
            {**key, "value": value},
        )
    tx.connection.execute("UPDATE deal SET contact_id = :contact WHERE id = :deal AND contact_id IS NULL", key)
    return tx.connection.total_changes > before


def take(tx: Transaction, deal_id: int, contact_id: int) -> None:
    """Takes somebody off a deal; where it was the customer, the next one becomes it. Raises NotFound."""
    key = {"deal": deal_id, "contact": contact_id}
    gone = tx.connection.execute("DELETE FROM deal_contact WHERE deal_id = :deal AND contact_id = :contact", key)
    if not gone.rowcount:
        from crmcli.store import contacts, deals

        deal, who = deals.get(tx.connection, deal_id), contacts.get(tx.connection, contact_id)
        raise NotFound(
            _("{who} is not on {ref} {title}.").format(who=f"{who.name} (c{who.id})", ref=deal.ref, title=deal.title),
            _("crm deal show {ref} shows who is.").format(ref=deal.ref),
        )
    tx.connection.execute(
        "UPDATE deal SET contact_id = (SELECT contact_id FROM deal_contact WHERE deal_id = :deal ORDER BY id LIMIT 1) "
        "WHERE id = :deal AND contact_id = :contact",
        key,
    )


def unite(connection: sqlite3.Connection, keep_id: int, order: Sequence[int]) -> None:
    """Lets one contact be on the deals of several that are merged into it: with all their roles, once on each.

    How they stand to a deal, and how warm it is, holds as the first in `order` who says it.
    """
    rows = connection.execute(
        "SELECT id, deal_id, contact_id, roles, stance, warmth FROM deal_contact "
        f"WHERE contact_id IN ({', '.join(str(int(each)) for each in order)}) ORDER BY deal_id, id"
    ).fetchall()
    held: dict[int, list[sqlite3.Row]] = {}
    for row in sorted(rows, key=lambda row: order.index(row["contact_id"])):
        held.setdefault(row["deal_id"], []).append(row)
    for alike in held.values():
        first = min(row["id"] for row in alike)
        said = {name: next((row[name] for row in alike if row[name]), None) for name in ("stance", "warmth")}
        roles = _roles(row["roles"] for row in alike)
        connection.executemany(
            "DELETE FROM deal_contact WHERE id = ?", [(row["id"],) for row in alike if row["id"] != first]
        )
        connection.execute(
            "UPDATE deal_contact SET contact_id = :contact, roles = :roles, stance = :stance, warmth = :warmth "
            "WHERE id = :id",
            {"id": first, "contact": keep_id, "roles": roles, **said},
        )


def one_of(text: str, allowed: Sequence[str], what: str) -> str:
    """The word itself, or what begins so; an empty one stays empty. Raises Invalid where there is no such one."""
    word = text.strip().lower()
    found = [each for each in allowed if word and each.startswith(word)]
    if word and len(found) != 1:
        raise Invalid(
            _("There is no {what} '{word}'.").format(what=what, word=text[:40]),
            _("There is: {all}.").format(all=", ".join(allowed)),
        )
    return found[0] if found else ""


def _roles(roles: Iterable[str]) -> str:
    given = {one_of(part, ROLES, _("role")) for each in roles for part in each.split(",")}
    return ",".join(each for each in ROLES if each in given)


def _split(roles: str) -> tuple[str, ...]:
    return tuple(each for each in roles.split(",") if each)
