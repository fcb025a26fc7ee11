"""How often somebody may be approached: what a contact or its groups allow, and from when on they may be again.

A contact's own limit goes before those of its groups and of what these stand under; of several groups' the tightest
holds. An approach counts until the same day of the next week, month, quarter or year, the last one where a month has no
such day. Nothing is written here, and nothing is forbidden: suggestions leave out who rests, a log says so.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli import spans
from crmcli.store import local_days, touches

if TYPE_CHECKING:
    from crmcli.lengths import Rate

_WINDOWS = {
    "day": spans.Duration(1, "d"),
    "week": spans.Duration(1, "w"),
    "month": spans.Duration(1, "m"),
    "quarter": spans.Duration(3, "m"),
    "year": spans.Duration(1, "y"),
}
_LONGEST = 31 / 28  # a month back may be as much longer than a month on


class Limit(NamedTuple):
    """How often a contact may be approached, and by which group's rule (empty: its own)."""

    rate: Rate
    group: str


class Standing(NamedTuple):
    """How a contact stands to its limit: how many approaches count still, and, where these are as many
    as may be, the day from which there may be another."""

    limit: Limit
    used: int
    free: date | None


def resting(
    connection: sqlite3.Connection, *, today: date, own: Mapping[int, str | None] | None = None
) -> dict[int, date]:
    """Returns who has been approached as often as may be, each with the day from which they may be again.

    `own` are the contacts to look at, each with the limit in its own row; without it everybody is.
    """
    limits = _limits(connection, own)
    return {
        contact_id: standing.free
        for contact_id, standing in _standings(connection, limits, today).items()
        if standing.free
    }


def standing(connection: sqlite3.Connection, contact_id: int, today: date) -> Standing | None:
    """Returns how one contact stands to its limit; None where there is none."""
    row = connection.execute("SELECT at_most FROM contact WHERE id = ?", (contact_id,)).fetchone()
    limits = _limits(connection, {contact_id: row[0]}) if row else {}
    return _standings(connection, limits, today).get(contact_id)


def _limits(connection: sqlite3.Connection, own: Mapping[int, str | None] | None) -> dict[int, Limit]:
    """The limit of each contact that has one."""
    found: dict[int, Limit] = {}
    of_groups = _of_groups(connection)
    if of_groups:
        rows = connection.execute(
            "SELECT m.contact_id, m.group_id FROM json_each(:groups) g CROSS JOIN membership m ON m.group_id = g.value",
            {"groups": json.dumps(list(of_groups))},
        )
        for contact_id, group_id in rows:
            if own is not None and contact_id not in own:
                continue
            limit = of_groups[group_id]
            held = found.get(contact_id)
            if held is None or _tightness(limit) < _tightness(held):
                found[contact_id] = limit
    if own is None:
        own = dict(connection.execute("SELECT id, at_most FROM contact WHERE at_most IS NOT NULL"))
    read: dict[str, Limit] = {}
    for contact_id, text in own.items():
        if text:
            if text not in read:
                from crmcli import lengths

                read[text] = Limit(lengths.rate(text), "")
            found[contact_id] = read[text]
    return found


def _of_groups(connection: sqlite3.Connection) -> dict[int, Limit]:
    """The limit that holds for the members of each group that has one, or stands under one that has."""
    rows = connection.execute(
        "WITH RECURSIVE under (id, source) AS (SELECT id, id FROM contact_group WHERE at_most IS NOT NULL "
        "UNION SELECT g.id, u.source FROM under u JOIN contact_group g ON g.parent_id = u.id) "
        "SELECT u.id, s.at_most, s.name FROM under u JOIN contact_group s ON s.id = u.source ORDER BY s.folded"
    ).fetchall()
    if not rows:
        return {}
    from crmcli import lengths

    found: dict[int, Limit] = {}
    for group_id, text, name in rows:
        limit = Limit(lengths.rate(text), name)
        if group_id not in found or _tightness(limit) < _tightness(found[group_id]):
            found[group_id] = limit
    return found


def _tightness(limit: Limit) -> tuple[float, int]:
    """Approaches a day, on the average; of equals, as 1/month and 3/quarter, that with fewer at a time is tighter."""
    return limit.rate.count / _WINDOWS[limit.rate.unit].days, limit.rate.count


def _standings(connection: sqlite3.Connection, limits: Mapping[int, Limit], today: date) -> dict[int, Standing]:
    if not limits:
        return {}
    days = local_days.local_days(connection)
    longest = max(_WINDOWS[unit].days for unit in {limit.rate.unit for limit in limits.values()})
    rows = connection.execute(
        "SELECT p.contact_id, a.at FROM participant p CROSS JOIN activity a ON a.id = p.activity_id "
        "WHERE p.contact_id IN (SELECT value FROM json_each(:among)) AND a.at >= :first AND "
        f"({touches.IS_APPROACH})",
        {"among": json.dumps(list(limits)), "first": days.start(today - timedelta(days=int(longest * _LONGEST) + 2))},
    )
    approached: dict[int, list[str]] = {}
    for contact_id, at in rows:
        approached.setdefault(contact_id, []).append(at)
    found = {}
    for contact_id, limit in limits.items():
        window = _WINDOWS[limit.rate.unit]
        ends = sorted(window.from_day(days.of(at), spans.FUTURE) for at in approached.get(contact_id, ()))
        ends = [day for day in ends if day > today]
        found[contact_id] = Standing(
            limit, len(ends), ends[-limit.rate.count] if len(ends) >= limit.rate.count else None
        )
    return found
