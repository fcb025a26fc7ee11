"""Contacts as lines of a long list: the ids of all in their order by one quick question, the lines only of those asked
for, and how many are in each group and of each status. Nothing is changed here.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.store import cards
from crmcli.store.search import shown_phone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BY_NAME = "name"
_GROUPS = (
    "SELECT group_concat(name, ', ') FROM (SELECT g.name FROM membership m JOIN contact_group g ON g.id = m.group_id "
    "WHERE m.contact_id = c.id ORDER BY g.folded)"
)
_FIRST = "SELECT {what} FROM channel WHERE contact_id = c.id AND kind = '{kind}' ORDER BY position LIMIT 1"
_LINE = (
    "SELECT c.id, c.name, c.kind = 'company', c.status, coalesce(e.name, ''), coalesce(p.value, ''), "
    f"coalesce(p.normal, ''), coalesce(({_FIRST.format(what='value', kind='email')}), ''), coalesce(({_GROUPS}), ''), "
    "c.last_touch_at FROM contact c LEFT JOIN contact e ON e.id = c.employer_id "
    f"LEFT JOIN channel p ON p.id = coalesce(:channel, ({_FIRST.format(what='id', kind='phone')})) "
    "WHERE c.id = :contact AND c.deleted_at IS NULL"
)
# Of groups that others stand under: each contact once, in however many of them it is.
_WITH_THOSE_BELOW = (
    "WITH RECURSIVE below (top, id) AS (SELECT DISTINCT parent_id, parent_id FROM contact_group "
    "WHERE parent_id IS NOT NULL UNION SELECT b.top, g.id FROM contact_group g JOIN below b ON g.parent_id = b.id) "
    "SELECT b.top, count(DISTINCT m.contact_id) FROM below b LEFT JOIN membership m ON m.group_id = b.id "
    "AND m.contact_id NOT IN ({gone}) GROUP BY b.top"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `phone` is the one that was looked for, else the first; `met` the entry that alone met, as `a90`."""

    id: int
    name: str
    is_company: bool
    status: str
    company: str
    phone: str
    email: str
    groups: str
    last_touch_at: str | None
    met: str = ""

    @property
    def ref(self) -> str:
        """How the user names it: `c41`."""
        return f"c{self.id}"


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with how many are in it and how deep it stands under others."""

    id: int
    name: str
    members: int
    depth: int


def everybody(connection: sqlite3.Connection, sort: str = BY_NAME) -> list[int]:
    """Returns the ids of all contacts in an order of `cards.SORTS`; removed ones are not among them."""
    if sort != BY_NAME:
        return cards.listed_ids(connection, sort=sort)
    # The index alone has the order; to ask in the same breath who is removed would read every row, in that order.
    ids = [row[0] for row in connection.execute("SELECT id FROM contact ORDER BY folded, id")]
    gone = {row[0] for row in connection.execute("SELECT id FROM contact WHERE deleted_at IS NOT NULL")}
    return [number for number in ids if number not in gone] if gone else ids


def rows(connection: sqlite3.Connection, found: Mapping[int, int | str | None]) -> dict[int, Row]:
    """Returns the lines of contacts by id, each with what met, as a search has it. Who is gone is not among them."""
    lines = {}
    for contact_id, met in found.items():
        channel = met if isinstance(met, int) else None
        row = connection.execute(_LINE, {"contact": contact_id, "channel": channel}).fetchone()
        if row is not None:
            number, name, is_company, status, company, phone, normal, email, groups, touch = row
            lines[number] = Row(
                number, name, bool(is_company), status, company, shown_phone(phone, normal), email, groups, touch,
                met if isinstance(met, str) else "",
            )  # fmt: skip
    return lines


def groups(connection: sqlite3.Connection) -> list[GroupRow]:
    """Returns all groups, each level by name and behind what it stands under, with how many are in them or below."""
    gone = "SELECT id FROM contact WHERE deleted_at IS NOT NULL"
    counts = dict(connection.execute("SELECT group_id, count(*) FROM membership GROUP BY group_id").fetchall())
    removed = f"SELECT group_id, count(*) FROM membership WHERE contact_id IN ({gone}) GROUP BY group_id"
    for group_id, count in connection.execute(removed):
        counts[group_id] -= count
    for group_id, count in connection.execute(_WITH_THOSE_BELOW.format(gone=gone)):
        counts[group_id] = count
    under: dict[int | None, list[tuple[int, str]]] = {}
    for group_id, name, parent_id in connection.execute(
        "SELECT id, name, parent_id FROM contact_group ORDER BY folded"
    ):
        under.setdefault(parent_id, []).append((group_id, name))
    found: list[GroupRow] = []

    def add(parent_id: int | None, depth: int) -> None:
        for group_id, name in under.pop(parent_id, ()):
            found.append(GroupRow(group_id, name, counts.get(group_id, 0), depth))
            add(group_id, depth + 1)

    for parent_id in (None, *list(under)):
        add(parent_id, 0)  # none is lost, should two ever stand under each other
    return found


def statuses(connection: sqlite3.Connection, total: int) -> dict[str, int]:
    """Returns how many contacts there are of each status that anybody has; `total` is how many there are."""
    found = dict(
        connection.execute(
            "SELECT status, count(*) FROM contact WHERE status <> 'active' AND deleted_at IS NULL GROUP BY status"
        ).fetchall()
    )
    return {"active": total - sum(found.values()), **found}


def names(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, str]:
    """Returns what contacts are called, by id; who is removed is not among them."""
    query = "SELECT id, name FROM contact WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL"
    return dict(connection.execute(query, (str(list(ids)),)).fetchall())


def groups_of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[str, int]:
    """Returns the groups that some contacts are in, by name, each with how many of them."""
    rows = connection.execute(
        "SELECT g.name, count(*) FROM membership m JOIN contact_group g ON g.id = m.group_id "
        "WHERE m.contact_id IN (SELECT value FROM json_each(?)) GROUP BY g.id ORDER BY g.folded",
        (str(list(ids)),),
    )
    return dict(rows.fetchall())
