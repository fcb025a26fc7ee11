"""Copying: a new contact like one that is there, for the next one of the same company or kind.

What belongs to the one person stays with it: names, phones, e-mails, days, notes, the photo and vCard UIDs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store import addresses, contacts, groups

if TYPE_CHECKING:
    from crmcli.store.db import Transaction

COPIED = (
    "kind", "title", "department", "employer_id", "status", "source", "language", "timezone", "cadence_days",
    "cadence_warn_days", "at_most",
)  # fmt: skip
_SHARED_LABEL = "work"  # an address of this label is the company's


def copy(tx: Transaction, contact_id: int, name: str) -> int:
    """Adds a contact of this name that is otherwise like another; returns its id. Raises NotFound and Invalid."""
    like = contacts.get(tx.connection, contact_id)
    given = {column: getattr(like, column) for column in COPIED}
    made = contacts.insert(tx, contacts.checked({"name": name}) | given | {"fields": like.fields})
    for group_name in groups.of(tx.connection, contact_id):
        groups.put(tx, groups.find_or_add(tx, group_name), made)
    shared = [each for each in addresses.of(tx.connection, contact_id) if _SHARED_LABEL in each.label.lower().split()]
    parts = [(each.label, {part: getattr(each, part) for part in addresses.PARTS}) for each in shared]
    addresses.add_all(tx, made, parts)
    return made
