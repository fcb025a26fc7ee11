"""What stalls: open deals with which nothing has happened for as long as their stage allows."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store import deal_states
from crmcli.store import deals as whole
from crmcli.store.reports import breakdowns
from crmcli.store.reports import cases as deals
from crmcli.store.reports.breakdowns import Row

if TYPE_CHECKING:
    from datetime import date, datetime

    from crmcli.store.deals import Deal
    from crmcli.store.reports.cases import Scope

DEALS = "deals"


class Stalled(NamedTuple):
    """The rows, each with its deals, and all of those as the user reads them, by number."""

    rows: list[Row]
    deals: dict[int, Deal]


def of(connection: sqlite3.Connection, scope: Scope, by: str, now: datetime, today: date) -> Stalled:
    """Returns the deals that stall at an instant, parted, in each part those first with which least happened."""
    ids = connection.execute(
        f"SELECT d.id FROM deal d JOIN stage s ON s.id = d.stage_id WHERE {deal_states.STALLED}",
        deal_states.at(now, today.isoformat()),
    )
    stalled = {row[0] for row in ids}
    cases = [each for each in deals.still_open(connection, scope) if each.id in stalled]
    found = {each.id: each for each in whole.listed(connection, ids=[each.id for each in cases])}
    rows = breakdowns.parted(connection, cases, by, lambda case: case.created_at)
    return Stalled(
        [
            Row(label, {DEALS: sorted(held, key=lambda case: (found[case.id].quiet_since, case.id))})
            for label, held in rows.items()
        ],
        found,
    )
