"""How the day on which a deal is expected to close was put off, or brought forward: read only, `deals` writes it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CloseChange:
    """One change of the expected close: local days, None where there was or is none. `at` is the instant."""

    from_day: str | None
    to_day: str | None
    at: str


def of(connection: sqlite3.Connection, deal_id: int) -> list[CloseChange]:
    """Returns every change of the expected close of a deal, the first one first."""
    rows = connection.execute(
        "SELECT from_day, to_day, at FROM close_change WHERE deal_id = ? ORDER BY at, id", (deal_id,)
    )
    return [CloseChange(*row) for row in rows]
