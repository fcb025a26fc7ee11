"""Sorting out: who of an address book is a customer, who is private, who is nobody; one decision each.

A contact waits until it was decided on (`triage` is done) or put off (later). Those known to be past, private or
blocked do not wait: somebody has decided on them already. Each verb is to be one operation, so that each can be
taken back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.errors import Conflict, Invalid
from crmcli.folding import fold
from crmcli.i18n import _
from crmcli.store import contacts, groups, merging
from crmcli.store.contacts import NAME_PARTS, PERSONAL

if TYPE_CHECKING:
    from crmcli.store.contacts import Contact
    from crmcli.store.db import Transaction

DECIDED = ("lead", "private", "blocked")  # statuses that one key gives
_WAITS = "deleted_at IS NULL AND status IN ('lead', 'active') AND triage IS NOT 'done'"
# What decisions are known by in the history, whatever options stood around it.
_COMMAND = " contact triage"


def waiting(connection: sqlite3.Connection, ids: Sequence[int] | None = None) -> list[int]:
    """Returns the ids of those to be sorted out: not looked at yet first, then put off, each by name.

    `ids` narrows it to those.
    """
    rows = connection.execute(f"SELECT id FROM contact WHERE {_WAITS} ORDER BY triage IS NOT NULL, folded, id")
    found = [int(row[0]) for row in rows]
    if ids is None:
        return found
    wanted = set(ids)
    return [number for number in found if number in wanted]


def is_waiting(connection: sqlite3.Connection, contact_id: int) -> bool:
    """Whether the contact is there and still to be sorted out."""
    query = f"SELECT 1 FROM contact WHERE id = ? AND {_WAITS}"
    return connection.execute(query, (contact_id,)).fetchone() is not None


def check_waiting(connection: sqlite3.Connection, contact_id: int) -> None:
    """Raises Conflict where somebody else has decided on the contact meanwhile, and NotFound where it is gone."""
    if not is_waiting(connection, contact_id):
        name = contacts.get(connection, contact_id).name
        raise Conflict(_("c{id} {name} was sorted out elsewhere meanwhile.").format(id=contact_id, name=name))


def make_customer(tx: Transaction, contact_id: int, group: str) -> None:
    """Decides that a contact is a customer, in a group of this name, made where there is none; in none if empty."""
    if group:
        groups.put(tx, groups.find_or_add(tx, group), contact_id)
    _decide(tx, contact_id, {"status": "active"})


def give_status(tx: Transaction, contact_id: int, status: str) -> None:
    """Decides that a contact is a lead, private or blocked. Raises Invalid for another status."""
    if status not in DECIDED:
        raise Invalid(_("There is no status '{status}'.").format(status=status))
    _decide(tx, contact_id, {"status": status})


def put_off(tx: Transaction, contact_id: int) -> None:
    """Leaves the decision for later: the contact comes again after all that were not looked at yet."""
    contacts.update(tx, contacts.get(tx.connection, contact_id), {"triage": "later"})


def make_company(tx: Transaction, contact_id: int) -> int:
    """Decides that a person's card is a company's, and returns the company's id.

    A company has no given and no family name: what of them is not in its name becomes a nickname. Where the card
    says that it works for a company of its own name, as phones write company cards, it is that company: the two are
    merged. Raises Invalid for a company.
    """
    contact = contacts.get(tx.connection, contact_id)
    if contact.is_company:
        raise Invalid(_("{ref} {name} is a company already.").format(ref=contact.ref, name=contact.name))
    parts: dict[str, str | None] = {**dict.fromkeys(PERSONAL), "nickname": _nicknames(contact)}
    employer = contacts.get(tx.connection, contact.employer_id) if contact.employer_id else None
    is_same = employer is not None and fold(employer.name) == fold(contact.name) and not employer.is_removed
    _decide(tx, contact_id, {"kind": "company", **parts, **({"employer_id": None} if is_same else {})})
    if employer is None or not is_same:
        return contact_id
    return merging.merge(tx, employer.id, [contact_id]).contact_id


def _nicknames(contact: Contact) -> str:
    """The nicknames of a card with the name and the reading of the person on it, as far as the name has them not."""
    said = [contact.nickname or ""]
    for names in (NAME_PARTS, PERSONAL[len(NAME_PARTS) :]):
        parts = [part for name in names if (part := getattr(contact, name))]
        if not all(part in contact.name for part in parts):
            said.append(" ".join(parts))
    return ", ".join(filter(None, said))


def contact_of(connection: sqlite3.Connection, operation_id: int) -> int | None:
    """Returns the contact that an operation decided on; None for one that was no decision of a sorting out."""
    row = connection.execute(
        "SELECT (SELECT j.row_id FROM journal j WHERE j.operation_id = o.id AND j.table_name = 'contact' "
        "ORDER BY j.action <> 'delete', j.id LIMIT 1) FROM operation o WHERE o.id = ? AND instr(o.command, ?)",
        (operation_id, _COMMAND),
    ).fetchone()
    return int(row[0] or 0) if row else None


def _decide(tx: Transaction, contact_id: int, changes: dict[str, str | None]) -> None:
    contacts.update(tx, contacts.get(tx.connection, contact_id), {**changes, "triage": "done"})
