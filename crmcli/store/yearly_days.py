"""The days that come round each year, of many contacts at once, as an export writes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from crmcli.store.occasions import Occasion


class YearlyDay(NamedTuple):
    """An occasion with whose it is, and when that contact was made and last changed, as instants."""

    occasion: Occasion
    name: str
    created_at: str
    updated_at: str


_OF = """
SELECT o.id, o.contact_id, o.kind, o.month, o.day, o.year, c.name, c.created_at, c.updated_at
FROM contact c JOIN occasion o ON o.contact_id = c.id
WHERE c.id IN (SELECT value FROM json_each(?)) AND c.deleted_at IS NULL AND c.status NOT IN ('private', 'blocked')
ORDER BY o.month, o.day, c.folded, c.id, o.kind, coalesce(o.year, 0), o.id
"""


def of(connection: sqlite3.Connection, contact_ids: Sequence[int]) -> list[YearlyDay]:
    """Returns the occasions of these contacts in the order of the year; none of private, blocked and removed ones."""
    rows = connection.execute(_OF, (str(list(contact_ids)),))
    return [YearlyDay(Occasion(*row[:6]), *row[6:]) for row in rows]
