"""What hangs on contacts that are merged: every row that points at one that goes is made to point at the one that
stays. Tables with rules of their own are looked through here; all others, those to come included, follow their
foreign keys."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from crmcli.phones import digits_of, number_part
from crmcli.store import deal_contacts, distinct
from crmcli.store.addresses import PARTS, Address
from crmcli.store.conflicts import foreign_keys
from crmcli.store.merge_values import AS_THE_SAME, Dropped, Kept, Surroundings
from crmcli.store.occasions import Occasion

if TYPE_CHECKING:
    from crmcli.store.db import Transaction

_NUMBERED = re.compile(r" \(\d+\)$")


def surroundings(connection: sqlite3.Connection, ids: Sequence[int]) -> Surroundings:
    """Returns what the choice of values needs besides the contacts' own rows."""
    marks = _marks(ids)
    employers = connection.execute(
        f"SELECT id, name FROM contact WHERE id IN (SELECT employer_id FROM contact WHERE id IN ({marks}))"
    )
    reach = connection.execute(f"SELECT value FROM channel WHERE contact_id IN ({marks})")
    return Surroundings({row[0]: row[1] for row in employers}, frozenset(row[0] for row in reach))


def move(tx: Transaction, keep_id: int, order: Sequence[int]) -> list[Kept]:
    """Makes all rows that point at any of `order` point at the one to keep, each once.

    What is said of a contact more than once holds as the first in `order` says it. Returns what the contact now has.
    """
    connection = tx.connection
    kept = [*_channels(connection, order), *_addresses(connection, order), *_occasions(connection, order)]
    kept += [*_relations(connection, order), *_groups(connection, order)]
    others = [number for number in order if number != keep_id]
    _move_distinct_pairs(tx, keep_id, others)
    deal_contacts.unite(connection, keep_id, order)
    for key in foreign_keys(connection):
        if key.parent == "contact" and key.table != "distinct_pair":
            for number in others:
                _move_key(connection, key.table, key.column, keep_id, number)
    _forget_second_uids(connection, keep_id)
    _settle_relations(connection, keep_id)
    return kept


def keep_photos(tx: Transaction, keep_id: int, photos: Sequence[tuple[int, str, str]]) -> None:
    """Keeps the photos that are not the contact's photo any more as attachments: contact, its name, key in blob."""
    for _contact_id, name, key in photos:
        tx.connection.execute(
            "INSERT INTO attachment (contact_id, blob, name, media_type, size, created_at) "
            "SELECT :contact, key, :name || '.' || replace(substr(media_type, instr(media_type, '/') + 1), 'jpeg', "
            "'jpg'), media_type, length(bytes), :at FROM blob WHERE key = :key AND NOT EXISTS "
            "(SELECT 1 FROM attachment WHERE contact_id = :contact AND blob = :key)",
            {"contact": keep_id, "name": name.replace("/", " "), "key": key, "at": tx.at},
        )


def _move_key(connection: sqlite3.Connection, table: str, column: str, keep_id: int, number: int) -> None:
    """Lets a column's rows point at the one that stays; a row that it has already (a membership) goes."""
    connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?", (keep_id, number))
    connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))


def _ordered(connection: sqlite3.Connection, columns: str, table: str, order: Sequence[int]) -> list[sqlite3.Row]:
    """The rows of a table that belong to any of `order`: the first one's first, each one's in its own order."""
    position = "position, " if table in ("channel", "address") else ""
    rows = connection.execute(
        f"SELECT {columns} FROM {table} WHERE contact_id IN ({_marks(order)}) ORDER BY {position}id"
    ).fetchall()
    return sorted(rows, key=lambda row: order.index(row["contact_id"]))


def _channels(connection: sqlite3.Connection, order: Sequence[int]) -> list[Kept]:
    """Keeps each phone, e-mail and handle once, and puts them in order. Another extension is another phone."""
    rows = _ordered(connection, "id, contact_id, kind, value, normal, label, position", "channel", order)
    return _kept_once(connection, "channel", rows, _channel_key, lambda row: str(row["value"]), "kind")


def _channel_key(row: sqlite3.Row) -> tuple[str, ...]:
    extension = ""
    if row["kind"] == "phone" and row["normal"]:
        dialled = digits_of(number_part(row["value"]))
        extension = digits_of(row["value"]).removeprefix(dialled)
    return row["kind"], row["normal"] or row["value"], extension


def _addresses(connection: sqlite3.Connection, order: Sequence[int]) -> list[Kept]:
    """Keeps each address once, and puts them in order."""
    columns = f"id, contact_id, label, {', '.join(PARTS)}, position"
    rows = _ordered(connection, columns, "address", order)

    def one_line(row: sqlite3.Row) -> str:
        return Address(row["id"], row["contact_id"], row["label"], *(row[part] for part in PARTS)).one_line

    return _kept_once(connection, "address", rows, lambda row: tuple(row[part] for part in PARTS), one_line, "")


def _kept_once(
    connection: sqlite3.Connection,
    table: str,
    rows: Sequence[sqlite3.Row],
    key: Callable[[sqlite3.Row], tuple[str, ...]],
    shown: Callable[[sqlite3.Row], str],
    kind: str,
) -> list[Kept]:
    """Deletes rows that say what one before them says, but for a label that it lacks; numbers the others through."""
    alike: dict[tuple[str, ...], list[sqlite3.Row]] = {}
    for row in rows:
        alike.setdefault(key(row), []).append(row)
    kept = []
    for position, (first, *again) in enumerate(alike.values(), start=1):
        label = next((row["label"] for row in (first, *again) if row["label"]), "")
        if (label, position) != (first["label"], first["position"]):
            connection.execute(
                f"UPDATE {table} SET label = ?, position = ? WHERE id = ?", (label, position, first["id"])
            )
        _delete(connection, table, again)
        dropped = [Dropped(row["contact_id"], shown(row), AS_THE_SAME) for row in again if shown(row) != shown(first)]
        name = str(first[kind]) if kind else table
        kept.append(Kept(name, shown(first), first["contact_id"], tuple(dropped)))
    return kept


def _occasions(connection: sqlite3.Connection, order: Sequence[int]) -> list[Kept]:
    """Keeps each day once, with its year where anybody knows it; another day of the same kind as `birthday (2)`."""
    held: dict[str, list[Occasion]] = {}
    owners: dict[str, int] = {}
    drops: dict[str, list[Dropped]] = {}
    for row in _ordered(connection, "id, contact_id, kind, month, day, year", "occasion", order):
        day = Occasion(*row)
        owner = owners.setdefault(day.kind, day.contact_id)
        kind = day.kind if owner == day.contact_id else _kind_for(day, held)
        twin = next((other for other in held.get(kind, ()) if _is_same_day(day, other)), None)
        if twin is None:
            held.setdefault(kind, []).append(day)
            if kind != day.kind:
                connection.execute("UPDATE occasion SET kind = ? WHERE id = ?", (kind, day.id))
                drops.setdefault(day.kind, []).append(Dropped(day.contact_id, day.date, kind))
        elif owner != day.contact_id:
            if twin.year is None and day.year is not None:
                connection.execute("UPDATE occasion SET year = ? WHERE id = ?", (day.year, twin.id))
                held[kind][held[kind].index(twin)] = Occasion(
                    twin.id, twin.contact_id, twin.kind, twin.month, twin.day, day.year
                )
            connection.execute("DELETE FROM occasion WHERE id = ?", (day.id,))
    return [
        Kept(kind, days[0].date, days[0].contact_id, tuple(drops.get(kind, ())))
        for kind, days in held.items()
        if days[0].kind == kind
    ]


def _kind_for(day: Occasion, held: dict[str, list[Occasion]]) -> str:
    """The kind under which another's day is kept: its own where that is free or has this very day."""
    base = _NUMBERED.sub("", day.kind)
    kind, number = day.kind, 1
    while kind in held and not any(_is_same_day(day, other) for other in held[kind]):
        number += 1
        kind = f"{base} ({number})"
    return kind


def _is_same_day(one: Occasion, other: Occasion) -> bool:
    is_same_year = one.year == other.year or None in (one.year, other.year)
    return (one.month, one.day) == (other.month, other.day) and is_same_year


def _groups(connection: sqlite3.Connection, order: Sequence[int]) -> list[Kept]:
    rows = connection.execute(
        "SELECT g.name, m.contact_id FROM membership m JOIN contact_group g ON g.id = m.group_id "
        f"WHERE m.contact_id IN ({_marks(order)}) ORDER BY g.folded"
    ).fetchall()
    holders: dict[str, int] = {}
    for name, contact_id in sorted(rows, key=lambda row: order.index(row[1])):
        holders.setdefault(name, contact_id)
    return [Kept("group", name, contact_id) for name, contact_id in sorted(holders.items())]


def _move_distinct_pairs(tx: Transaction, keep_id: int, others: Sequence[int]) -> None:
    """Whoever is different from one of them is different from the one that stays; among them nobody is any more."""
    for number in others:
        strangers = distinct.others(tx.connection, number) - {keep_id, *others}
        tx.connection.execute("DELETE FROM distinct_pair WHERE ? IN (contact_id, other_id)", (number,))
        for stranger in sorted(strangers):
            distinct.declare(tx, [keep_id, stranger])


def _forget_second_uids(connection: sqlite3.Connection, keep_id: int) -> None:
    """One UID of both is one UID."""
    connection.execute(
        "DELETE FROM contact_uid WHERE contact_id = :keep AND id NOT IN "
        "(SELECT min(id) FROM contact_uid WHERE contact_id = :keep GROUP BY kind, uid)",
        {"keep": keep_id},
    )


def _settle_relations(connection: sqlite3.Connection, keep_id: int) -> None:
    """Nobody is a relation of their own: of such a one the name stays. What is said twice is said once.

    Two names for one other stay both, since the next import of either card would bring its own again.
    """
    connection.execute(
        "UPDATE relation SET other_id = NULL WHERE contact_id = :keep AND other_id = :keep", {"keep": keep_id}
    )
    rows = connection.execute(
        "SELECT id, contact_id, kind, other_name, other_id FROM relation WHERE contact_id = :keep OR other_id = :keep "
        "ORDER BY other_id IS NULL, id",
        {"keep": keep_id},
    ).fetchall()
    held: dict[tuple[int, str, str], set[int | None]] = {}
    for row in rows:
        known = held.setdefault((row["contact_id"], row["kind"], row["other_name"]), set())
        if row["other_id"] in known or (row["other_id"] is None and known):
            _delete(connection, "relation", [row])
        known.add(row["other_id"])


def _relations(connection: sqlite3.Connection, order: Sequence[int]) -> list[Kept]:
    holders: dict[tuple[str, str], int] = {}
    for row in _ordered(connection, "contact_id, kind, other_name", "relation", order):
        holders.setdefault((row["kind"], row["other_name"]), row["contact_id"])
    return [Kept(kind, name, contact_id) for (kind, name), contact_id in holders.items()]


def _delete(connection: sqlite3.Connection, table: str, rows: Sequence[sqlite3.Row]) -> None:
    connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(row["id"],) for row in rows])


def _marks(ids: Sequence[int]) -> str:
    return ", ".join(str(int(number)) for number in ids)
