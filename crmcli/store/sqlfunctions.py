"""Functions for SQL: texts as they are compared, digits of phones, numbers and days, relations from the other side.

They are made on a connection when a query needs them. None changes anything.
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache

from crmcli import spans
from crmcli.folding import fold, joined
from crmcli.phones import digits_of
from crmcli.store import relation_kinds


def register(connection: sqlite3.Connection) -> None:
    """Makes `crm_fold`, `crm_reading`, `crm_digits`, `crm_number`, `crm_day` and `crm_seen` known to a connection."""
    for name, function in (
        ("crm_fold", folded),
        ("crm_reading", reading),
        ("crm_digits", _digits),
        ("crm_number", _number),
        ("crm_day", _day),
        ("crm_seen", relation_kinds.seen),
    ):
        connection.create_function(name, 1, function, deterministic=True)


def folded(text: object) -> str:
    """The text in lower-case ASCII, as names are compared; nothing for nothing."""
    return "" if text is None else fold(str(text))


def reading(text: object) -> str:
    """What a part of a text is looked for in: the text folded, and runs of ideographs read as one word."""
    return "" if text is None else _reading(str(text))


@lru_cache(maxsize=2048)
def _reading(text: str) -> str:
    """Thousands of rows say the same city, or have the same title."""
    together = joined(text)
    return f"{fold(text)}\n{together}" if together else fold(text)


def _digits(text: object) -> str:
    return "" if text is None else digits_of(str(text))


def _number(text: object) -> float | None:
    return None if text is None else spans.number(str(text))


def _day(text: object) -> str | None:
    found = None if text is None else spans.day(str(text))
    return found.isoformat() if found else None
