"""What a card says otherwise than the contact that it was found to be: kept as it is here, and told before an import.

Nothing is changed here.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crmcli.folding import fold
from crmcli.store import contacts

if TYPE_CHECKING:
    from crmcli.store.contacts import Contact
    from crmcli.store.imports import Incoming


def of(connection: sqlite3.Connection, one: Incoming, contact: Contact) -> tuple[str, ...]:
    """Returns each value that stays though the card has another: `title: Director, not Sales`."""
    said = {name: (getattr(contact, name), value) for name, value in one.texts.items()}
    if not one.is_nameless and not set(fold(one.name).split()) <= set(fold(contact.name).split()):
        said = {"name": (contact.name, one.name), **said}  # Budi Santoso is said by Pak Budi Santoso
    if one.company and contact.employer_id is not None:
        said["company"] = (contacts.get(connection, contact.employer_id).name, one.company)
    own = contact.own_fields
    said |= {name: (own.get(name), value) for name, value in one.fields.items()}
    return tuple(
        f"{name}: {held}, not {value}"
        for name, (held, value) in said.items()
        if held and value and fold(str(held)) != fold(value)
    )
