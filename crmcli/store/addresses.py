"""Addresses: where a contact lives, works or wants the goods."""

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

PARTS = ("po_box", "extended", "street", "city", "region", "postal_code", "country")


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; empty strings where a part is missing."""

    id: int
    contact_id: int
    label: str
    po_box: str
    extended: str
    street: str
    city: str
    region: str
    postal_code: str
    country: str

    @property
    def one_line(self) -> str:
        """The address as it is said on one line."""
        # Where the code stands differs by country; after the largest place but the country it is understood in all.
        coded = f"{self.region or self.city} {self.postal_code}".strip()
        city = self.city if self.region else ""
        parts = (self.po_box, self.extended, self.street, city, coded, self.country)
        return ", ".join(" ".join(part.split()) for part in parts if part)


def of(connection: sqlite3.Connection, contact_id: int) -> list[Address]:
    """Returns a contact's addresses in their order."""
    rows = connection.execute(
        "SELECT id, contact_id, label, po_box, extended, street, city, region, postal_code, country "
        "FROM address WHERE contact_id = ? ORDER BY position, id",
        (contact_id,),
    )
    return [Address(*row) for row in rows]


def add(tx: Transaction, contact_id: int, label: str, parts: dict[str, str]) -> bool:
    """Adds an address, its parts by name, unless the contact has it already; returns whether it was added."""
    return add_all(tx, contact_id, [(label, parts)]) > 0


def add_all(tx: Transaction, contact_id: int, given: Sequence[tuple[str, dict[str, str]]]) -> int:
    """Adds the addresses, each a label and parts by name, that the contact does not have yet; returns how many."""
    existing = of(tx.connection, contact_id)
    held = {tuple(getattr(address, name) for name in PARTS) for address in existing}
    before = len(held)
    for label, parts in given:
        values = tuple(parts.get(name, "") for name in PARTS)
        if values not in held:
            held.add(values)
            tx.connection.execute(
                "INSERT INTO address (contact_id, label, po_box, extended, street, city, region, postal_code, "
                "country, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (contact_id, label, *values, len(existing) + len(held) - before),
            )
    return len(held) - before


def typed(text: str) -> tuple[str, dict[str, str]]:
    """Reads an address as typed: `work:Jl. Sudirman 1; Jakarta; 10220; Indonesia` is street, city, code, country.

    Returns its label and its parts. Raises Invalid for an empty one or one of more than four parts.
    """
    label, colon, rest = texts.line(text, _("address")).partition(":")
    if not colon or not label.replace(" ", "").isalpha():
        label, rest = "", texts.line(text, _("address"))
    pieces = [piece.strip() for piece in rest.split(";")]
    if not any(pieces) or len(pieces) > 4:
        raise Invalid(
            _("An address is 'street; city; postal code; country'."),
            _("Leave out from the end what you do not know."),
        )
    return label.strip().lower(), dict(zip(("street", "city", "postal_code", "country"), pieces, strict=False))


def remove(tx: Transaction, contact_id: int, text: str) -> None:
    """Removes the address that has `text` in it. Raises NotFound where none or several have."""
    wanted = " ".join(text.split()).casefold()
    found = [a for a in of(tx.connection, contact_id) if wanted and wanted in a.one_line.casefold()]
    if len(found) != 1:
        raise NotFound(
            _("There is no one address with '{text}' in it to remove.").format(text=text),
            "; ".join(address.one_line for address in of(tx.connection, contact_id)),
        )
    tx.connection.execute("DELETE FROM address WHERE id = ?", (found[0].id,))
