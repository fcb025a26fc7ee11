"""Activities: what happened with whom, and the verbs of the timeline. Each keeps the last touches in step."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple

from crmcli import texts
from crmcli.errors import Invalid, NotFound
from crmcli.i18n import _
from crmcli.store import activity_kinds, participants, sorting, touches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.store.activity_kinds import Kind
    from crmcli.store.db import Transaction

Value = str | int | None
_BATCH = 500
_MOST_MINUTES = 100_000


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that happened. `at` is an instant; where `timed` is 0, only its local day was said.

    `outcome` is reached, missed or none; `cost` is in minor units of `currency`.
    """

    id: int
    kind: str
    direction: str | None
    outcome: str
    at: str
    timed: int
    minutes: int | None
    cost: int | None
    currency: str | None
    summary: str
    body: str | None
    source: str | None
    external_id: str | None
    created_at: str
    updated_at: str
    deal_id: int | None  # what it was about
    deal: str | None  # its title

    @property
    def ref(self) -> str:
        """How the user names it: `a90`."""
        return f"a{self.id}"


class Entry(NamedTuple):
    """An activity in a list, with id and name of those who took part."""

    activity: Activity
    who: list[tuple[int, str]]


COLUMNS = ", ".join(f"a.{field.name}" for field in fields(Activity)[:-1])
COLUMNS += ", (SELECT title FROM deal WHERE id = a.deal_id)"
_EDITABLE = ("kind", "direction", "outcome", "at", "timed", "minutes", "cost", "currency", "summary", "body", "deal_id")
# An activity that only removed contacts took part in is out of every list with them.
_IS_THERE = (
    "EXISTS (SELECT 1 FROM participant p JOIN contact c ON c.id = p.contact_id "
    "WHERE p.activity_id = a.id AND c.deleted_at IS NULL)"
)
ORDERS = {
    "at": "a.at DESC, a.id DESC",
    "kind": "a.kind, a.at DESC, a.id DESC",
    "minutes": "a.minutes IS NULL, a.minutes DESC, a.at DESC, a.id DESC",
    "id": "a.id",
}


def get(connection: sqlite3.Connection, activity_id: int) -> Activity:
    """Returns one activity. Raises NotFound."""
    row = connection.execute(f"SELECT {COLUMNS} FROM activity a WHERE a.id = ?", (activity_id,)).fetchone()
    if row is None:
        raise NotFound(
            _("There is no activity a{id}.").format(id=activity_id), _("crm activity list shows those there are.")
        )
    return Activity(*row)


def of_contact(connection: sqlite3.Connection, contact_id: int, limit: int = 0) -> list[Activity]:
    """Returns what a contact took part in, newest first; all of it where `limit` is 0."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM participant p CROSS JOIN activity a ON a.id = p.activity_id "
        "WHERE p.contact_id = ? ORDER BY a.at DESC, a.id DESC LIMIT ?",
        (contact_id, limit or -1),
    )
    return [Activity(*row) for row in rows]


def of_deal(connection: sqlite3.Connection, deal_id: int, limit: int = 0) -> list[Activity]:
    """Returns what was logged for a deal, newest first; all of it where `limit` is 0."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM activity a WHERE a.deal_id = ? ORDER BY a.at DESC, a.id DESC LIMIT ?",
        (deal_id, limit or -1),
    )
    return [Activity(*row) for row in rows]


def count_of(connection: sqlite3.Connection, contact_id: int) -> int:
    """How many activities a contact took part in."""
    row = connection.execute("SELECT count(*) FROM participant WHERE contact_id = ?", (contact_id,)).fetchone()
    return int(row[0])


def listed(
    connection: sqlite3.Connection, *, ids: Sequence[int] | None = None, sort: str = "at", limit: int = 0
) -> Iterator[Entry]:
    """Yields activities, newest first unless sorted otherwise, without those of removed contacts alone.

    With `ids` those of them, in their order where `sort` is `at`. Raises Invalid for an order that there is not.
    """
    ordered = listed_ids(connection, ids=ids, sort=sort, limit=limit)
    for begin in range(0, len(ordered), _BATCH):
        yield from entries(connection, ordered[begin : begin + _BATCH])


def listed_ids(
    connection: sqlite3.Connection, *, ids: Sequence[int] | None = None, sort: str = "at", limit: int = 0
) -> list[int]:
    """Returns the ids of what `listed` yields."""
    import json

    order = _order(sort)
    if ids is None:
        rows = connection.execute(
            f"SELECT a.id FROM activity a WHERE {_IS_THERE} ORDER BY {order} LIMIT ?", (limit or -1,)
        )
        return [row[0] for row in rows]
    if sort == "at":
        return list(ids[:limit] if limit else ids)
    rows = connection.execute(
        f"SELECT a.id FROM activity a WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY {order} LIMIT ?",
        (json.dumps(list(ids)), limit or -1),
    )
    return [row[0] for row in rows]


def entries(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Entry]:
    """Returns activities with those who took part, in the order of the ids."""
    import json

    rows = connection.execute(
        f"SELECT {COLUMNS} FROM activity a WHERE a.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
    found = {row[0]: Activity(*row) for row in rows}
    who = participants.of_all(connection, ids)
    return [Entry(found[number], who.get(number, [])) for number in ids if number in found]


def add(
    tx: Transaction,
    kind: str,
    contact_ids: Sequence[int],
    *,
    at: str,
    timed: bool = True,
    summary: str = "",
    body: str | None = None,
    direction: str | None = None,
    outcome: str | None = None,
    minutes: int | None = None,
    cost: tuple[int, str] | None = None,
    source: str | None = None,
    external_id: str | None = None,
    deal_id: int | None = None,
) -> int:
    """Adds what happened with contacts and returns its id; direction and outcome are implied where not given.

    Raises NotFound for a kind that there is not, Invalid for nobody and for what contradicts the kind.
    """
    if not contact_ids:
        raise Invalid(_("An activity needs somebody who took part."))
    known = activity_kinds.named(tx.connection, kind)
    direction, outcome = activity_kinds.implied(known, direction, outcome)
    amount, currency = cost or (None, None)
    row = checked({"summary": summary, "body": body, "minutes": minutes})
    row |= {"kind": known.name, "direction": direction, "outcome": outcome, "at": at, "timed": int(timed)}
    row |= {"cost": amount, "currency": currency, "source": source, "external_id": external_id}
    row |= {"deal_id": deal_id}
    row |= {"created_at": tx.at, "updated_at": tx.at}
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    cursor = tx.connection.execute(f"INSERT INTO activity ({names}) VALUES ({marks})", row)
    activity_id = int(cursor.lastrowid or 0)
    participants.put(tx, activity_id, contact_ids)
    return activity_id


def edit(tx: Transaction, activity_id: int, **changes: Value) -> bool:
    """Changes what is named; returns whether anything differs.

    With another kind, direction and outcome become what that implies unless they are named as well. Raises NotFound,
    and Invalid for what contradicts the kind.
    """
    activity = get(tx.connection, activity_id)
    row = checked({name: value for name, value in changes.items() if name in _EDITABLE})
    if {"kind", "direction", "outcome"} & row.keys():
        row |= _implied(tx, activity, row)
    row = {name: value for name, value in row.items() if value != getattr(activity, name)}
    if not row:
        return False
    row["updated_at"] = tx.at
    assignments = ", ".join(f"{name} = :{name}" for name in row)
    tx.connection.execute(f"UPDATE activity SET {assignments} WHERE id = :id", {**row, "id": activity_id})
    touches.refresh(tx, [contact_id for contact_id, _name in reversed(participants.of(tx.connection, activity_id))])
    return True


def become(tx: Transaction, activity_id: int, kind: Kind) -> bool:
    """Makes an activity one of another kind, keeping what that can have; returns whether anything differs."""
    return edit(tx, activity_id, kind=kind.name)


def remove(tx: Transaction, activity_id: int) -> None:
    """Removes an activity. A follow-up that it was the doing of stays done. Raises NotFound."""
    who = participants.of(tx.connection, get(tx.connection, activity_id).id)
    tx.connection.execute("UPDATE followup SET activity_id = NULL WHERE activity_id = ?", (activity_id,))
    tx.connection.execute("DELETE FROM participant WHERE activity_id = ?", (activity_id,))
    tx.connection.execute("DELETE FROM activity WHERE id = ?", (activity_id,))
    touches.refresh(tx, [contact_id for contact_id, _name in reversed(who)])


def checked(values: Mapping[str, Value]) -> dict[str, Value]:
    """Returns the values, each made clean. Raises Invalid for one that cannot be."""
    kept = dict(values)
    if "summary" in kept:
        kept["summary"] = texts.optional_line(str(kept["summary"] or ""), _("text"))
    if kept.get("body") is not None:
        kept["body"] = texts.paragraph(str(kept["body"]), _("text")) or None
    minutes = kept.get("minutes")
    if minutes is not None and not 1 <= int(minutes) <= _MOST_MINUTES:
        raise Invalid(_("An activity takes between 1 and {most} minutes.").format(most=f"{_MOST_MINUTES:,}"))
    return kept


def _implied(tx: Transaction, activity: Activity, row: Mapping[str, Value]) -> dict[str, Value]:
    """Kind, direction and outcome after a change of any of them: what was not named follows where it has to."""
    kind = activity_kinds.named(tx.connection, str(row.get("kind", activity.kind)))
    direction = row.get("direction", None if kind.name == activity_kinds.NOTE else activity.direction)
    stays_missed = activity.outcome == "missed" and activity_kinds.can_be_missed(kind)
    outcome = row.get("outcome", "missed" if stays_missed else None)
    found = activity_kinds.implied(
        kind, None if direction is None else str(direction), None if outcome is None else str(outcome)
    )
    return {"kind": kind.name, "direction": found[0], "outcome": found[1]}


def check_sort(sort: str) -> None:
    """Raises Invalid for an order that there is not."""
    _order(sort)


def _order(sort: str) -> str:
    name = sort.removeprefix("-")
    if name not in ORDERS:
        raise Invalid(
            _("Activities cannot be sorted by '{field}'.").format(field=name),
            _("There is: {all}.").format(all=", ".join(ORDERS)),
        )
    return sorting.ordered(ORDERS[name], sort)
