"""How deals are parted in a report: by month, source, group, stage, reason, tag, pipeline, customer or competitor.

A deal has one of most of these, but may be in several groups, have several tags, or be wanted by several competitors:
then it counts in each, and once in the total. What has none stands last, under None.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from crmcli.store import local_days, stages
from crmcli.store.reports.cases import Case

MONTH, SOURCE, GROUP, STAGE = "month", "source", "group", "stage"
REASON, TAG, PIPELINE, COMPETITOR = "reason", "tag", "pipeline", "competitor"
CONTACT, COMPANY = "contact", "company"
ALL = (MONTH, SOURCE, GROUP, STAGE, REASON, TAG, PIPELINE, CONTACT, COMPANY)

_GROUPS = (
    "SELECT DISTINCT dc.deal_id, g.name FROM deal_contact dc JOIN contact c ON c.id = dc.contact_id "
    "JOIN membership m ON m.contact_id = c.id JOIN contact_group g ON g.id = m.group_id WHERE c.deleted_at IS NULL"
)
# The customer of each deal, or the company: the customer itself where it is one, else the one they work for.
_CUSTOMERS = {
    CONTACT: "SELECT d.id, c.id, c.name FROM deal d JOIN contact c ON c.id = d.contact_id WHERE c.deleted_at IS NULL",
    COMPANY: (
        "SELECT d.id, f.id, f.name FROM deal d JOIN contact c ON c.id = d.contact_id JOIN contact f "
        "ON f.id = CASE c.kind WHEN 'company' THEN c.id ELSE c.employer_id END "
        "WHERE c.deleted_at IS NULL AND f.deleted_at IS NULL"
    ),
}
_LEFT = (
    "SELECT m.deal_id, m.from_stage_id FROM deal d JOIN stage_move m ON m.deal_id = d.id AND m.at = d.stage_since "
    "AND m.to_stage_id = d.stage_id WHERE d.closed_at IS NOT NULL ORDER BY m.deal_id, m.id"
)


class Row(NamedTuple):
    """One row of a report: what it is of, None for what has none, and the deals that each of its numbers counts."""

    label: str | None
    cells: dict[str, list[Case]]

    @property
    def deals(self) -> list[Case]:
        """Every deal that any of its numbers counts, by number, each once."""
        return union(self.cells.values())


def union(lists: Iterable[Sequence[Case]]) -> list[Case]:
    """Returns the deals of several lists, by number, each once."""
    found = {case.id: case for cases in lists for case in cases}
    return [found[each] for each in sorted(found)]


def parted(
    connection: sqlite3.Connection, cases: Sequence[Case], by: str, instant: Callable[[Case], str | None]
) -> dict[str | None, list[Case]]:
    """Returns deals by what parts them, in the order of a report: months and stages in theirs, others by how many.

    `instant` says by which instant of a deal its month goes.
    """
    found: dict[str | None, list[Case]] = {}
    names = _names(connection, by, instant)
    for case in cases:
        for name in names(case):
            found.setdefault(name, []).append(case)
    return {name: found[name] for name in _ordered(connection, found, by)}


def months(first: date, last: date) -> list[str]:
    """Returns every month from the one of a day to the one of another: `2026-11`."""
    found, day = [], first.replace(day=1)
    while day <= last:
        found.append(f"{day:%Y-%m}")
        day = (day + timedelta(days=31)).replace(day=1)
    return found


def _names(
    connection: sqlite3.Connection, by: str, instant: Callable[[Case], str | None]
) -> Callable[[Case], Sequence[str | None]]:
    """What a deal is counted under."""
    if by == MONTH:
        days = local_days.local_days(connection)
        return lambda case: [days.of(at).isoformat()[:7] if (at := instant(case)) else None]
    if by == SOURCE:
        return lambda case: [case.source]
    if by == REASON:
        return lambda case: [case.lost_reason]
    if by == PIPELINE:
        called = {each.pipeline_id: each.pipeline for each in stages.all_of(connection, with_retired=True)}
        return lambda case: [called[case.pipeline_id]]
    if by == STAGE:
        return _stage_names(connection)
    if by in _CUSTOMERS:
        customers = _customers(connection, by)
        return lambda case: [customers.get(case.id)]
    several = _several(connection, by)
    return lambda case: several.get(case.id, [None])


def _customers(connection: sqlite3.Connection, by: str) -> dict[int, str]:
    """The name of the customer or the company of each deal, with the number where two have the same."""
    rows = connection.execute(_CUSTOMERS[by]).fetchall()
    bearers: dict[str, set[int]] = {}
    for _deal_id, contact_id, name in rows:
        bearers.setdefault(name, set()).add(contact_id)
    return {row[0]: row[2] if len(bearers[row[2]]) == 1 else f"{row[2]} (c{row[1]})" for row in rows}


def _stage_names(connection: sqlite3.Connection) -> Callable[[Case], Sequence[str | None]]:
    """The stage of an open deal, and of a closed one that it was in before it was closed."""
    labels = stage_labels(connection)
    left: dict[int, int | None] = dict(connection.execute(_LEFT).fetchall())
    return lambda case: [labels.get((case.stage_id if case.is_open else left.get(case.id)) or 0)]


def stage_labels(connection: sqlite3.Connection) -> dict[int, str]:
    """Returns what each stage is called, with its pipeline where there are several, also the retired ones."""
    every = stages.all_of(connection, with_retired=True)
    is_alone = len({each.pipeline_id for each in every}) == 1
    return {each.id: each.name if is_alone else f"{each.pipeline}/{each.name}" for each in every}


def _several(connection: sqlite3.Connection, by: str) -> dict[int, list[str | None]]:
    queries = {
        GROUP: _GROUPS,
        # Spelt in several ways, a tag or a competitor is one all the same: as it was written first.
        TAG: "SELECT deal_id, min(tag) OVER (PARTITION BY folded) FROM deal_tag",
        COMPETITOR: "SELECT deal_id, min(name) OVER (PARTITION BY folded) FROM competitor WHERE is_winner = 1",
    }
    found: dict[int, list[str | None]] = {}
    for deal_id, name in connection.execute(queries[by]):
        found.setdefault(deal_id, []).append(name)
    return found


def _ordered(connection: sqlite3.Connection, found: dict[str | None, list[Case]], by: str) -> list[str | None]:
    if by == MONTH:
        return sorted(found, key=lambda name: (name is None, name or ""))
    if by == STAGE:
        places = {label: number for number, label in enumerate(stage_labels(connection).values())}
        return sorted(found, key=lambda name: (name is None, places.get(name or "", 0)))
    return sorted(found, key=lambda name: (name is None, -len(found[name]), name or ""))
