"""Deals as a list shows them: of each only what its columns say, since there may be thousands of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from crmcli.folding import fold
from crmcli.store import deal_orders, deal_states

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


class Listed(NamedTuple):
    """One deal of a list, in what it shares with `deals.Deal`."""

    id: int
    title: str
    contact_id: int | None
    contact: str | None
    pipeline: str
    stage: str
    outcome: str
    value: int | None
    currency: str | None
    own_chance: int | None
    stage_chance: int
    expected_close: str | None
    source: str | None
    lost_reason: str | None
    stage_since: str
    closed_at: str | None
    stale_after_days: int | None
    quiet_since: str
    next_id: int | None
    next_what: str | None
    next_due: str | None
    all_tags: str  # as JSON

    @property
    def is_open(self) -> bool:
        """Whether it is still to be won."""
        return self.closed_at is None

    @property
    def chance(self) -> int:
        """The chance that counts, in hundredths of a percent."""
        return self.own_chance if self.is_open and self.own_chance is not None else self.stage_chance

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags, by name."""
        return () if self.all_tags == "[]" else tuple(sorted(json.loads(self.all_tags), key=fold))


_TABLES = (
    "FROM deal d JOIN stage s ON s.id = d.stage_id JOIN pipeline p ON p.id = s.pipeline_id "
    "LEFT JOIN contact c ON c.id = d.contact_id "
    f"LEFT JOIN followup n ON n.id = {deal_states.NEXT.format(column='f.id')} "
)
_COLUMNS = (
    "d.id, d.title, d.contact_id, c.name, p.name, s.name, s.outcome, d.value, d.currency, d.chance, s.chance, "
    "d.expected_close, d.source, d.lost_reason, d.stage_since, d.closed_at, s.stale_after_days, "
    f"{deal_states.SINCE}, n.id, n.what, n.due, "
)
_TAGS = "(SELECT json_group_array(t.tag) FROM deal_tag t WHERE t.deal_id = d.id) "


def listed(
    connection: sqlite3.Connection,
    *,
    ids: Sequence[int] | None = None,
    with_closed: bool = False,
    with_tags: bool = True,
    sort: str = "stage",
    limit: int = 0,
) -> list[Listed]:
    """Returns the same deals as `deals.listed`, in the same order; without tags unless they are asked for.

    Raises Invalid for an order that there is not.
    """
    which, parameters = meeting(ids, with_closed=with_closed, sort=sort, limit=limit)
    tags = _TAGS if with_tags else "'[]' "
    rows = connection.execute(f"SELECT {_COLUMNS}{tags}{_TABLES}{which}", parameters)
    return list(map(Listed._make, rows))


def listed_ids(
    connection: sqlite3.Connection,
    *,
    ids: Sequence[int] | None = None,
    with_closed: bool = False,
    sort: str = "stage",
    limit: int = 0,
) -> list[int]:
    """Returns only their ids."""
    which, parameters = meeting(ids, with_closed=with_closed, sort=sort, limit=limit)
    return [row[0] for row in connection.execute(f"SELECT d.id {_TABLES}{which}", parameters)]


def meeting(ids: Sequence[int] | None, *, with_closed: bool, sort: str, limit: int) -> tuple[str, dict[str, str | int]]:
    """The end of a query for deals: which they are, in what order, and how many; and its parameters.

    They are among `ids`, open or closed; without these they are the open ones, or all. Raises Invalid for an order
    that there is not.
    """
    condition = "1" if with_closed else "d.closed_at IS NULL"
    parameters: dict[str, str | int] = {"limit": limit or -1}
    if ids is not None:
        condition = "d.id IN (SELECT value FROM json_each(:ids))"
        parameters["ids"] = str([int(each) for each in ids])
    return f"WHERE {condition} ORDER BY {deal_orders.order(sort)} LIMIT :limit", parameters
