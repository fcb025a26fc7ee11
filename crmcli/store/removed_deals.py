"""Deals that the user removed, and by what an import knows one of them again, so that it does not bring it back.

It is read from the journal: as far back as the history reaches, and only of what was done and not undone.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmcli.store import deal_uids, stages

_GONE = (
    "FROM journal j JOIN operation o ON o.id = j.operation_id WHERE j.table_name = '{table}' AND j.action = 'delete' "
    "AND o.state = 'done'"
)
_DEALS = (
    "SELECT r.*, coalesce(s.outcome, :open), c.folded FROM (SELECT j.row_id AS id, o.id AS operation_id, "
    "json_extract(j.image, '$.title'), json_extract(j.image, '$.folded'), "
    "json_extract(j.image, '$.contact_id') AS contact_id, json_extract(j.image, '$.stage_id') AS stage_id, "
    "json_extract(j.image, '$.created_at'), json_extract(j.image, '$.closed_at'), json_extract(j.image, '$.value') "
    f"{_GONE.format(table='deal')} AND NOT EXISTS (SELECT 1 FROM deal d WHERE d.id = j.row_id)) r "
    "LEFT JOIN stage s ON s.id = r.stage_id LEFT JOIN contact c ON c.id = r.contact_id ORDER BY r.id"
)
_MARKS = (
    "SELECT json_extract(j.image, '$.kind'), json_extract(j.image, '$.uid'), json_extract(j.image, '$.deal_id') "
    + _GONE.format(table="deal_uid")
)


class RemovedDeal(NamedTuple):
    """A deal as it was when it was removed, by an operation that an undo takes back."""

    id: int
    operation_id: int
    title: str
    folded: str
    contact_id: int | None
    outcome: str
    created_at: str
    closed_at: str | None
    value: int | None
    customer: str | None  # the folded name


def every(connection: sqlite3.Connection) -> dict[int, RemovedDeal]:
    """Returns all of them by their ids, the oldest first."""
    found = {}
    for row in connection.execute(_DEALS, {"open": stages.OPEN}):
        number, operation_id, title, folded, contact_id, _stage, created_at, closed_at, value, outcome, customer = row
        found[number] = RemovedDeal(
            number, operation_id, title, folded, contact_id, outcome, created_at, closed_at, value, customer
        )
    return found


def marks(connection: sqlite3.Connection, removed: dict[int, RemovedDeal]) -> dict[tuple[str, str], int]:
    """Returns the removed deal of each program's name for one, crm's own names among them."""
    found = {(deal_uids.OURS, deal_uids.of(each.id, each.created_at)): each.id for each in removed.values()}
    for kind, uid, deal_id in connection.execute(_MARKS) if removed else ():
        if deal_id in removed:
            found[kind, uid] = deal_id
    return found
