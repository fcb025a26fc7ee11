"""How a step of a random life chooses its objects: by their place among those there are."""

from __future__ import annotations

from collections.abc import Callable

from crmcli.errors import NotFound
from crmcli.store.db import Transaction

Verb = Callable[[Transaction, int, int], object]


def some(tx: Transaction, number: int, table: str = "contact") -> int:
    """The id of one of the rows there are. Raises NotFound where there are none."""
    ids: list[int] = [row[0] for row in tx.connection.execute(f"SELECT id FROM {table} ORDER BY id")]
    if not ids:
        raise NotFound("nobody is there")
    return ids[number % len(ids)]
