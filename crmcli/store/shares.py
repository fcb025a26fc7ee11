"""How the selling time was spent, group by group, beside the share of it that each is worth. Nothing is written here.

An activity counts once, whoever took part: for the group with the greatest share among those that its people are in,
or that these stand under; without such a group for everybody else. Who is private or removed is no customer, and what
was done with nobody else does not count.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from crmcli.store import local_days, touches

PERIOD = 30  # days that a shortfall is reckoned over
MINUTES, TOUCHES = "minutes", "touches"
_OTHERS = 0  # the group of those in none that has a share


class Share(NamedTuple):
    """What a group is worth and what it got. `group_id` 0 is everybody else; all but the counts are percentages.

    `difference`: percentage points more than it is worth, of minutes, or of touches where no minutes were logged.
    """

    group_id: int
    group: str
    wanted: int
    minutes: int
    minutes_percent: int | None
    touches: int
    touches_percent: int | None
    difference: int | None


class Report(NamedTuple):
    """The shares of a period, both days in it, and what the difference is reckoned by: minutes or touches."""

    first: date
    last: date
    by: str
    shares: list[Share]

    @property
    def wanted(self) -> int:
        """What all groups together are worth: past 100 they cannot all have it."""
        return sum(share.wanted for share in self.shares if share.group_id)


def report(connection: sqlite3.Connection, first: date, last: date) -> Report:
    """Returns how the time from one day to another was spent; no shares where no group has one."""
    worth = _worth(connection)
    if not worth:
        return Report(first, last, TOUCHES, [])
    spent = _spent(connection, first, last)
    minutes = {group_id: each[0] for group_id, each in spent.items()}
    touched = {group_id: each[1] for group_id, each in spent.items()}
    by = MINUTES if any(minutes.values()) else TOUCHES
    others = max(0, 100 - sum(wanted for _name, wanted in worth.values()))
    shares = []
    for group_id, (name, wanted) in [*worth.items(), (_OTHERS, ("", others))]:
        percents = [_percent(each.get(group_id, 0), sum(each.values())) for each in (minutes, touched)]
        got = percents[0] if by == MINUTES else percents[1]
        shares.append(
            Share(
                group_id,
                name,
                wanted,
                minutes.get(group_id, 0),
                percents[0],
                touched.get(group_id, 0),
                percents[1],
                None if got is None else got - wanted,
            )
        )
    return Report(first, last, by, shares)


def shortfall(connection: sqlite3.Connection, *, today: date) -> dict[int, int]:
    """Returns the groups that got less than they are worth in the last 30 days, each with how many points less."""
    found = report(connection, today - timedelta(days=PERIOD - 1), today)
    return {
        share.group_id: -share.difference
        for share in found.shares
        if share.group_id and share.difference is not None and share.difference < 0
    }


def leaning(connection: sqlite3.Connection, contact_ids: Iterable[int], *, today: date) -> dict[int, int]:
    """Returns those of the contacts whose group is short-changed, each with how many points it got less."""
    short = shortfall(connection, today=today)
    if not short:
        return {}
    rows = connection.execute(
        _LINES
        + "SELECT m.contact_id, w.share_id, max(w.rank) FROM membership m JOIN worth w ON w.group_id = m.group_id "
        "WHERE m.contact_id IN (SELECT value FROM json_each(:among)) GROUP BY m.contact_id",
        {"among": json.dumps(list(contact_ids))},
    )
    return {contact_id: short[share_id] for contact_id, share_id, _rank in rows if share_id in short}


# Which share each group belongs to: the greatest of its own and of those that it stands under; the older one of equals.
_LINES = """
WITH RECURSIVE line (group_id, share_id) AS (
  SELECT id, id FROM contact_group WHERE time_share IS NOT NULL
  UNION
  SELECT g.id, l.share_id FROM line l JOIN contact_group g ON g.parent_id = l.group_id
),
worth (group_id, share_id, rank) AS (
  SELECT l.group_id, l.share_id, max(s.time_share * 1000000 - s.id)
  FROM line l JOIN contact_group s ON s.id = l.share_id GROUP BY l.group_id
)
"""


def _worth(connection: sqlite3.Connection) -> dict[int, tuple[str, int]]:
    """The groups that have a share, the greatest first."""
    rows = connection.execute(
        "SELECT id, name, time_share FROM contact_group WHERE time_share IS NOT NULL ORDER BY time_share DESC, folded"
    )
    return {group_id: (name, wanted) for group_id, name, wanted in rows}


def _spent(connection: sqlite3.Connection, first: date, last: date) -> dict[int, tuple[int, int]]:
    """Minutes and touches of each group that has a share, and of everybody else as group 0."""
    days = local_days.local_days(connection)
    rows = connection.execute(
        _LINES + ", spent (id, minutes, is_touch, share_id, rank) AS ("
        f"SELECT a.id, coalesce(a.minutes, 0), ({touches.IS_TOUCH}), coalesce(w.share_id, 0), max(coalesce(w.rank, 0)) "
        "FROM activity a CROSS JOIN participant p ON p.activity_id = a.id CROSS JOIN contact c ON c.id = p.contact_id "
        "LEFT JOIN membership m ON m.contact_id = c.id LEFT JOIN worth w ON w.group_id = m.group_id "
        "WHERE a.at >= :first AND a.at < :end AND c.deleted_at IS NULL AND c.status <> 'private' GROUP BY +a.id) "
        "SELECT share_id, sum(minutes), sum(is_touch) FROM spent GROUP BY share_id",
        {"first": days.start(first), "end": days.end(last)},
    )
    return {share_id: (minutes, touched) for share_id, minutes, touched in rows}


def _percent(part: int, whole: int) -> int | None:
    return None if not whole else (200 * part + whole) // (2 * whole)
