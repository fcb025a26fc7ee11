"""Deals that an import makes, stored many at a time: a statement of its own for each row would take most of its time.

They are given their ids at once and their rows soon, inside the caller's transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crmcli.store.incoming_deals import IncomingDeal, IncomingParty

_MOST_WAITING = 500
_DEAL = (
    "id", "title", "folded", "contact_id", "stage_id", "position", "value", "currency", "commission",
    "commission_rate", "chance", "expected_close", "lost_reason", "source", "notes", "fields", "stage_since",
    "closed_at", "created_at", "updated_at",
)  # fmt: skip
_COLUMNS = {
    "deal": _DEAL,
    "deal_contact": ("deal_id", "contact_id", "roles", "stance", "warmth"),
    "stage_move": ("deal_id", "from_stage_id", "to_stage_id", "at", "note"),
    "close_change": ("deal_id", "from_day", "to_day", "at"),
    "competitor": ("deal_id", "name", "folded", "note", "is_winner"),
    "deal_tag": ("deal_id", "tag", "folded"),
    "deal_uid": ("deal_id", "kind", "uid"),
}

Way = Sequence[tuple[int, str, str | None]]  # the stages that a deal went through: id, at, note


class DealNewcomers:
    """Deals that wait to be stored. Whoever reads one of them calls `store` first."""

    def __init__(self, connection: sqlite3.Connection, at: str) -> None:
        self._connection = connection
        self._at = at
        self._rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _COLUMNS}
        row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'deal'").fetchone()
        self.newest_id = int(row[0]) if row else 0
        self._positions: dict[int, int] = {}

    def add(
        self,
        one: IncomingDeal,
        way: Way,
        parties: Sequence[tuple[int, IncomingParty]],
        uids: Sequence[tuple[str, str]],
        *,
        created_at: str,
        is_closed: bool,
        source: str,
    ) -> int:
        """Takes in one deal that went its way, which is never empty; returns its id. `uids` are nobody else's."""
        if len(self._rows["deal"]) >= _MOST_WAITING:
            self.store()
        self.newest_id += 1
        deal_id = self.newest_id
        stage_id, since, _note = way[-1]
        row: dict[str, object] = {
            **one.values,
            "id": deal_id,
            "title": one.title,
            "folded": one.folded,
            "contact_id": parties[0][0] if parties else None,
            "stage_id": stage_id,
            "position": self._position(stage_id),
            "fields": json.dumps(dict(one.fields), ensure_ascii=False),
            "stage_since": since,
            "closed_at": since if is_closed else None,
            "created_at": created_at,
            "updated_at": self._at,
        }
        row.setdefault("source", source or None)
        self._rows["deal"].append(tuple(map(row.get, _DEAL)))
        self._hang_on(deal_id, one, way, parties, uids)
        return deal_id

    def _hang_on(
        self,
        deal_id: int,
        one: IncomingDeal,
        way: Way,
        parties: Sequence[tuple[int, IncomingParty]],
        uids: Sequence[tuple[str, str]],
    ) -> None:
        rows = self._rows
        for contact_id, party in parties:
            rows["deal_contact"].append((deal_id, contact_id, party.roles, party.stance, party.warmth))
        before: int | None = None
        for stage_id, at, note in way:
            rows["stage_move"].append((deal_id, before, stage_id, at, note))
            before = stage_id
        rows["close_change"] += [(deal_id, *change) for change in one.close_changes]
        rows["competitor"] += [(deal_id, *given[:3], int(given[3])) for given in one.competitors]
        rows["deal_tag"] += [(deal_id, tag, folded) for folded, tag in one.tags.items()]
        rows["deal_uid"] += [(deal_id, kind, uid) for kind, uid in uids]

    def store(self) -> None:
        """Stores all that wait."""
        for table, waiting in self._rows.items():
            if waiting:
                columns = _COLUMNS[table]
                # OR FAIL: what fails takes the whole import back anyway, so no single statement need be taken back.
                self._connection.executemany(
                    f"INSERT OR FAIL INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
                    waiting,
                )
                waiting.clear()

    def _position(self, stage_id: int) -> int:
        """The last place of a stage and one more, which is the next one's."""
        if stage_id not in self._positions:
            row = self._connection.execute(
                "SELECT coalesce(max(position), 0) FROM deal WHERE stage_id = ?", (stage_id,)
            ).fetchone()
            self._positions[stage_id] = int(row[0])
        self._positions[stage_id] += 1
        return self._positions[stage_id]
