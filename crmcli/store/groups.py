"""Groups: contacts put together under a name, each with its own rhythm of keeping in touch."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crmcli import texts
from crmcli.errors import Ambiguous, Conflict, Invalid, NotFound
from crmcli.folding import fold
from crmcli.i18n import _
from crmcli.store import local_days, rhythms

if TYPE_CHECKING:
    from crmcli.store.db import Transaction
    from crmcli.store.segments import Segment

_CANDIDATES = 9  # groups that an ambiguous name is answered with
_NAMED = 12  # groups that are named where one is not found


@dataclass(frozen=True, slots=True)
class Group:
    """A group. `cadence_days`: how often its members want to be heard of; `time_share`: percent of selling time.

    `cadence_warn_days`: so many days before it is told of; `at_most`: how often they may be approached, `2/month`;
    `greetings`: the festivals it is greeted on.
    """

    id: int
    name: str
    parent_id: int | None
    parent: str | None
    cadence_days: int | None
    time_share: int | None
    notes: str | None
    members: int
    cadence_warn_days: int | None
    at_most: str | None
    greetings: tuple[str, ...]


_GREETINGS = (
    "(SELECT json_group_array(name) FROM (SELECT CASE country WHEN '' THEN '' ELSE country || ':' END || festival "
    "AS name FROM greeting WHERE group_id = g.id ORDER BY id))"
)
_SELECT = (
    "SELECT g.id, g.name, g.parent_id, p.name, g.cadence_days, g.time_share, g.notes, "
    "(SELECT count(*) FROM membership m JOIN contact c ON c.id = m.contact_id "
    f"WHERE m.group_id = g.id AND c.deleted_at IS NULL), g.cadence_warn_days, g.at_most, {_GREETINGS} "
    "FROM contact_group g LEFT JOIN contact_group p ON p.id = g.parent_id "
)


def _group(row: Sequence[Any]) -> Group:
    return Group(*(*row[:-1], tuple(json.loads(row[-1]))))


def all_of(connection: sqlite3.Connection) -> list[Group]:
    """Returns all groups, by name."""
    return [_group(row) for row in connection.execute(_SELECT + "ORDER BY g.folded")]


def get(connection: sqlite3.Connection, group_id: int) -> Group:
    """Returns one group. Raises NotFound."""
    row = connection.execute(_SELECT + "WHERE g.id = ?", (group_id,)).fetchone()
    if row is None:
        raise NotFound(_("There is no group {id}.").format(id=group_id))
    return _group(row)


def named(connection: sqlite3.Connection, name: str) -> Group:
    """Returns the group of this name, in any spelling of case and accents; or the only one that begins so.

    Raises NotFound, with the names there are, and Ambiguous where several begin so, with at most nine of them.
    """
    folded = fold(name)
    row = connection.execute(_SELECT + "WHERE g.folded = ?", (folded,)).fetchone()
    if row is not None:
        return _group(row)
    every = all_of(connection)
    begin = [group for group in every if folded and fold(group.name).startswith(folded)]
    if len(begin) == 1:
        return begin[0]
    if begin:
        raise Ambiguous(
            _("'{name}' may be {count} groups.").format(name=name, count=len(begin)),
            _("Say more of the name."),
            candidates=[{"id": group.id, "ref": group.name} for group in begin[:_CANDIDATES]],
        )
    raise NotFound(_("There is no group '{name}'.").format(name=name), _there_is(every))


def _there_is(every: list[Group]) -> str:
    names = ", ".join(group.name for group in every[:_NAMED])
    if len(every) > _NAMED:
        return _("There is: {names}, …; crm group list has them all.").format(names=names)
    return _("There is: {names}.").format(names=names) if names else _("crm group add NAME makes one.")


def of(connection: sqlite3.Connection, contact_id: int) -> list[str]:
    """Returns the names of the groups a contact is in."""
    rows = connection.execute(
        "SELECT g.name FROM membership m JOIN contact_group g ON g.id = m.group_id "
        "WHERE m.contact_id = ? ORDER BY g.folded",
        (contact_id,),
    )
    return [row[0] for row in rows]


def members(connection: sqlite3.Connection, group_id: int) -> list[int]:
    """Returns the ids of a group's contacts, by name; removed ones are not among them."""
    rows = connection.execute(
        "SELECT c.id FROM membership m JOIN contact c ON c.id = m.contact_id "
        "WHERE m.group_id = ? AND c.deleted_at IS NULL ORDER BY c.folded, c.id",
        (group_id,),
    )
    return [row[0] for row in rows]


def add(tx: Transaction, name: str) -> int:
    """Makes a group and returns its id. Raises Conflict where there is one of this name."""
    name = texts.line(name, _("name of the group"))
    existing = find(tx.connection, name)
    if existing is not None:
        raise Conflict(_("There is a group '{name}' already.").format(name=get(tx.connection, existing).name))
    cursor = tx.connection.execute("INSERT INTO contact_group (name, folded) VALUES (?, ?)", (name, fold(name)))
    return int(cursor.lastrowid or 0)


def find_or_add(tx: Transaction, name: str) -> int:
    """Returns the id of the group of this name, made where there is none."""
    existing = find(tx.connection, name)
    return existing if existing is not None else add(tx, name)


def rename(tx: Transaction, group_id: int, name: str) -> list[Segment]:
    """Gives a group another name, also in the queries of segments, and returns those. Raises Conflict where another
    group has it."""
    from crmcli.store import segments

    name = texts.line(name, _("name of the group"))
    existing = find(tx.connection, name)
    if existing not in (None, group_id):
        raise Conflict(_("There is a group '{name}' already.").format(name=name))
    before = get(tx.connection, group_id).name
    tx.connection.execute("UPDATE contact_group SET name = ?, folded = ? WHERE id = ?", (name, fold(name), group_id))
    return segments.follow_group(tx, before, name)


def edit(tx: Transaction, group_id: int, **changes: int | str | None) -> None:
    """Changes parent_id, cadence_days, cadence_warn_days, at_most, time_share or notes; a new rhythm counts from today.

    Raises Invalid for values out of range, and for a warning that goes with no rhythm.
    """
    share = changes.get("time_share")
    if isinstance(share, int) and not 0 <= share <= 100:
        raise Invalid(_("A share of time is a percentage between 0 and 100."))
    parent = changes.get("parent_id")
    if isinstance(parent, int) and group_id in _line_up(tx.connection, parent):
        raise Invalid(_("A group cannot stand under itself."))
    if changes.keys() & set(rhythms.COLUMNS):
        good = {name: rhythms.checked(name, changes[name]) for name in rhythms.COLUMNS if name in changes}
        changes = rhythms.settled(get(tx.connection, group_id), {**changes, **good}, local_days.today(tx))
    for column in ("parent_id", "time_share", "notes", "cadence_since", *rhythms.COLUMNS):
        if column in changes:
            tx.connection.execute(f"UPDATE contact_group SET {column} = ? WHERE id = ?", (changes[column], group_id))


def remove(tx: Transaction, group_id: int) -> None:
    """Removes a group; its contacts stay, and groups under it move up to its parent."""
    parent_id = get(tx.connection, group_id).parent_id
    tx.connection.execute("DELETE FROM membership WHERE group_id = ?", (group_id,))
    tx.connection.execute("DELETE FROM greeting WHERE group_id = ?", (group_id,))
    tx.connection.execute("UPDATE contact_group SET parent_id = ? WHERE parent_id = ?", (parent_id, group_id))
    tx.connection.execute("DELETE FROM contact_group WHERE id = ?", (group_id,))


def put(tx: Transaction, group_id: int, contact_id: int) -> bool:
    """Puts a contact into a group; returns whether it was not in it before."""
    if tx.connection.execute(
        "SELECT 1 FROM membership WHERE contact_id = ? AND group_id = ?", (contact_id, group_id)
    ).fetchone():
        return False
    tx.connection.execute(
        "INSERT INTO membership (contact_id, group_id, since) VALUES (?, ?, ?)",
        (contact_id, group_id, local_days.today(tx)),
    )
    return True


def take(tx: Transaction, group_id: int, contact_id: int) -> bool:
    """Takes a contact out of a group; returns whether it was in it."""
    cursor = tx.connection.execute(
        "DELETE FROM membership WHERE contact_id = ? AND group_id = ?", (contact_id, group_id)
    )
    return cursor.rowcount > 0


def is_tangled(connection: sqlite3.Connection) -> bool:
    """Whether any group stands under itself, as no verb allows but an undo of an older one might bring about."""
    parents = {row[0]: row[1] for row in connection.execute("SELECT id, parent_id FROM contact_group")}
    for group_id in parents:
        seen = set()
        while group_id in parents:
            if group_id in seen:
                return True
            seen.add(group_id)
            group_id = parents[group_id]
    return False


def find(connection: sqlite3.Connection, name: str) -> int | None:
    """Returns the id of the group of this very name, in any case and without its accents; None without one."""
    row = connection.execute("SELECT id FROM contact_group WHERE folded = ?", (fold(name),)).fetchone()
    return int(row[0]) if row else None


def _line_up(connection: sqlite3.Connection, group_id: int) -> list[int]:
    """A group and all it stands under."""
    rows = connection.execute(
        "WITH RECURSIVE up (id) AS (SELECT ? UNION SELECT g.parent_id FROM contact_group g JOIN up ON g.id = up.id "
        "WHERE g.parent_id IS NOT NULL) SELECT id FROM up",
        (group_id,),
    )
    return [row[0] for row in rows]
