"""Competitors: who else wants a deal, and to whom it was lost."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli import texts
from crmcli.errors import NotFound
from crmcli.folding import fold
from crmcli.i18n import _

if TYPE_CHECKING:
    from crmcli.store.db import Transaction


@dataclass(frozen=True, slots=True)
class Competitor:
    """Somebody else who wants a deal. `is_winner` says that it was lost to them."""

    name: str
    note: str | None
    is_winner: bool


def of(connection: sqlite3.Connection, deal_id: int) -> list[Competitor]:
    """Returns the competitors of a deal, in the order in which they were named."""
    rows = connection.execute("SELECT name, note, is_winner FROM competitor WHERE deal_id = ? ORDER BY id", (deal_id,))
    return [Competitor(row[0], row[1], bool(row[2])) for row in rows]


def named(connection: sqlite3.Connection, deal_id: int, name: str) -> Competitor:
    """Returns the competitor of a deal who has this name, in any spelling of case and accents. Raises NotFound."""
    found = next((each for each in of(connection, deal_id) if fold(each.name) == fold(name)), None)
    if found is None:
        raise NotFound(_("'{name}' is no competitor of d{id}.").format(name=name, id=deal_id))
    return found


def put(tx: Transaction, deal_id: int, name: str, *, note: str | None = None, is_winner: bool | None = None) -> bool:
    """Names a competitor of a deal, or says more of one; what is None stays. Returns whether anything differs."""
    name = texts.line(name, _("name of the competitor"))
    key: dict[str, str | int | None] = {"deal": deal_id, "name": name, "folded": fold(name)}
    before = tx.connection.total_changes
    tx.connection.execute(
        "INSERT INTO competitor (deal_id, name, folded) SELECT :deal, :name, :folded WHERE NOT EXISTS "
        "(SELECT 1 FROM competitor WHERE deal_id = :deal AND folded = :folded)",
        key,
    )
    row: dict[str, str | int | None] = {}
    if note is not None:
        row["note"] = texts.optional_line(note, _("note")) or None
    if is_winner is not None:
        row["is_winner"] = int(is_winner)
    for column, value in row.items():
        tx.connection.execute(
            f"UPDATE competitor SET {column} = :value WHERE deal_id = :deal AND folded = :folded "
            f"AND {column} IS NOT :value",
            {**key, "value": value},
        )
    return tx.connection.total_changes > before


def take(tx: Transaction, deal_id: int, name: str) -> None:
    """Takes a competitor off a deal. Raises NotFound."""
    found = named(tx.connection, deal_id, name)
    tx.connection.execute("DELETE FROM competitor WHERE deal_id = ? AND folded = ?", (deal_id, fold(found.name)))
