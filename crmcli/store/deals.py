"""Deals: what is to be sold to whom, for how much, and where it stands. Moving one is `deal_moves`.

It promises that a deal is always in one stage, that its customer is among those it is with, and that no sum is ever a
float. Values are in minor units of their currency, chances and rates in hundredths of a percent.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crmcli.errors import Invalid, NotFound
from crmcli.folding import fold
from crmcli.i18n import _
from crmcli.store import deal_lists, deal_states, deal_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.store.db import Transaction

Value = str | int | None


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal. `own_chance` is what was said of it alone; `next_*` is the soonest open follow-up of it.

    `stage_since` and `closed_at` are instants, `expected_close` and `next_due` local. `quiet_since` is the instant
    since when nothing happened with it.
    """

    id: int
    title: str
    contact_id: int | None
    stage_id: int
    position: int
    value: int | None
    currency: str | None
    fixed_commission: int | None
    commission_rate: int | None
    own_chance: int | None
    expected_close: str | None
    lost_reason: str | None
    source: str | None
    notes: str | None
    fields: str
    stage_since: str
    closed_at: str | None
    created_at: str
    updated_at: str
    contact: str | None  # the name
    company: str | None  # for which the contact works
    stage: str
    outcome: str
    pipeline_id: int
    pipeline: str
    stage_chance: int
    stale_after_days: int | None
    quiet_since: str
    next_id: int | None
    next_what: str | None
    next_due: str | None
    tags: tuple[str, ...]

    @property
    def ref(self) -> str:
        """How the user names it: `d7`."""
        return f"d{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be won."""
        return self.closed_at is None

    @property
    def chance(self) -> int:
        """The chance that counts, in hundredths of a percent: all or nothing once it is closed."""
        if not self.is_open or self.own_chance is None:
            return self.stage_chance
        return self.own_chance

    @property
    def weighted(self) -> int | None:
        """The value times the chance, in minor units; None without a value."""
        return deal_values.weighted(self.value, self.chance)

    @property
    def commission(self) -> int | None:
        """What the user earns by it, in minor units; None where nothing was said."""
        return deal_values.commission(self.fixed_commission, self.commission_rate, self.value)

    @property
    def own_fields(self) -> dict[str, str]:
        """The user's own fields, by name."""
        return dict(json.loads(self.fields))


_OWN = tuple(Deal.__annotations__)[:19]
_COLUMN = {"fixed_commission": "commission", "own_chance": "chance"}
_EDITABLE = (
    "title", "contact_id", "value", "currency", "commission", "commission_rate", "chance", "expected_close", "source",
    "notes", "lost_reason", "fields", "position",
)  # fmt: skip
_SELECT = (
    f"SELECT {', '.join(f'd.{_COLUMN.get(name, name)}' for name in _OWN)}, c.name, e.name, s.name, s.outcome, p.id, "
    f"p.name, s.chance, s.stale_after_days, {deal_states.SINCE}, "
    "n.id, n.what, n.due, (SELECT json_group_array(t.tag) FROM deal_tag t WHERE t.deal_id = d.id) "
    "FROM deal d JOIN stage s ON s.id = d.stage_id JOIN pipeline p ON p.id = s.pipeline_id "
    "LEFT JOIN contact c ON c.id = d.contact_id LEFT JOIN contact e ON e.id = c.employer_id "
    f"LEFT JOIN followup n ON n.id = {deal_states.NEXT.format(column='f.id')} "
)


def _deal(row: Sequence[Any]) -> Deal:
    tags = () if row[-1] == "[]" else tuple(sorted(json.loads(row[-1]), key=fold))
    return Deal(*(*row[:-1], tags))


def get(connection: sqlite3.Connection, deal_id: int) -> Deal:
    """Returns one deal, open or closed. Raises NotFound."""
    row = connection.execute(_SELECT + "WHERE d.id = ?", (deal_id,)).fetchone()
    if row is None:
        raise NotFound(_("There is no deal d{id}.").format(id=deal_id), _("crm deal list lists them."))
    return _deal(row)


def listed(
    connection: sqlite3.Connection,
    *,
    ids: Sequence[int] | None = None,
    with_closed: bool = False,
    sort: str = "stage",
    limit: int = 0,
) -> list[Deal]:
    """Returns the open deals, in the order of the board; with `with_closed` those that are closed as well.

    `ids` are those among which they are, open or closed; `sort` is one of deal_orders.SORTS, with a `-` before
    it the other way round. Raises Invalid for an order that there is not.
    """
    which, parameters = deal_lists.meeting(ids, with_closed=with_closed, sort=sort, limit=limit)
    return [_deal(row) for row in connection.execute(_SELECT + which, parameters)]


def of_contact(connection: sqlite3.Connection, contact_id: int) -> list[Deal]:
    """Returns the deals that are with a contact, or with the people of a company, the open ones first."""
    rows = connection.execute(
        f"{_SELECT}WHERE d.id IN (SELECT dc.deal_id FROM deal_contact dc WHERE dc.contact_id = :id "
        "OR dc.contact_id IN (SELECT id FROM contact WHERE employer_id = :id AND deleted_at IS NULL)) "
        "ORDER BY d.closed_at IS NOT NULL, d.closed_at DESC, p.position, s.position, d.id",
        {"id": contact_id},
    )
    return [_deal(row) for row in rows]


def add(
    tx: Transaction,
    title: str,
    stage_id: int,
    *,
    contact_ids: Sequence[int] = (),
    tags: Iterable[str] = (),
    at: str = "",
    **values: Value,
) -> int:
    """Adds a deal in a stage and returns its id; the first of the contacts is the customer.

    `values` are columns: value, currency, commission, commission_rate, chance, expected_close, source, notes. `at` is
    the instant at which it began, where that was not now. Raises Invalid for absurd values, for one that begins in the
    future, and for a stage where deals end or that was removed.
    """
    began = at or tx.at
    _check_beginning(tx, stage_id, began)
    row: dict[str, Value] = {"title": title, **{name: value for name, value in values.items() if value is not None}}
    row = deal_values.columns(row)
    row |= {"stage_id": stage_id, "contact_id": contact_ids[0] if contact_ids else None}
    row |= {"stage_since": began, "created_at": began, "updated_at": tx.at}
    row["position"] = _last_position(tx.connection, stage_id) + 1
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    cursor = tx.connection.execute(f"INSERT INTO deal ({names}) VALUES ({marks})", row)
    deal_id = int(cursor.lastrowid or 0)
    for contact_id in dict.fromkeys(contact_ids):
        tx.connection.execute("INSERT INTO deal_contact (deal_id, contact_id) VALUES (?, ?)", (deal_id, contact_id))
    for folded, tag in deal_values.tags(tags).items():
        tx.connection.execute("INSERT INTO deal_tag (deal_id, tag, folded) VALUES (?, ?, ?)", (deal_id, tag, folded))
    tx.connection.execute(
        "INSERT INTO stage_move (deal_id, to_stage_id, at) VALUES (?, ?, ?)", (deal_id, stage_id, began)
    )
    return deal_id


def edit(tx: Transaction, deal_id: int, *, at: Value = None, **changes: Value) -> bool:
    """Changes columns of a deal (those `add` takes, contact_id, lost_reason, fields, position); None empties one.

    A new expected close is noted in its history, as of the instant `at` where that was not now. A new customer is
    among those it is with. Returns whether anything differs. Raises NotFound, and Invalid for absurd values.
    """
    deal = get(tx.connection, deal_id)
    own = {_COLUMN.get(name, name): getattr(deal, name) for name in _OWN}
    row = deal_values.columns({name: value for name, value in changes.items() if name in _EDITABLE}, own)
    row = {name: value for name, value in row.items() if name == "folded" or value != own[name]}
    if set(row) <= {"folded"}:
        return False
    if "expected_close" in row:
        tx.connection.execute(
            "INSERT INTO close_change (deal_id, from_day, to_day, at) SELECT :deal, :before, :after, "
            "max(:at, :began, coalesce(max(at), '')) FROM close_change WHERE deal_id = :deal",
            {
                "deal": deal_id,
                "before": deal.expected_close,
                "after": row["expected_close"],
                "at": at or tx.at,
                "began": deal.created_at,  # a clock may have gone back
            },
        )
    if row.get("contact_id") is not None:
        tx.connection.execute(
            "INSERT INTO deal_contact (deal_id, contact_id) SELECT :deal, :contact WHERE NOT EXISTS "
            "(SELECT 1 FROM deal_contact WHERE deal_id = :deal AND contact_id = :contact)",
            {"deal": deal_id, "contact": row["contact_id"]},
        )
    row["updated_at"] = tx.at
    named = ", ".join(f"{name} = :{name}" for name in row)
    tx.connection.execute(f"UPDATE deal SET {named} WHERE id = :id", {**row, "id": deal_id})
    return True


def tag(tx: Transaction, deal_id: int, add: Iterable[str] = (), take: Iterable[str] = ()) -> bool:
    """Puts tags on a deal and takes others off; returns whether anything differs. Raises Invalid for an absurd one."""
    before = tx.connection.total_changes
    for folded, name in deal_values.tags(add).items():
        tx.connection.execute(
            "INSERT INTO deal_tag (deal_id, tag, folded) SELECT :deal, :tag, :folded WHERE NOT EXISTS "
            "(SELECT 1 FROM deal_tag WHERE deal_id = :deal AND folded = :folded)",
            {"deal": deal_id, "tag": name, "folded": folded},
        )
    for folded in deal_values.tags(take):
        tx.connection.execute("DELETE FROM deal_tag WHERE deal_id = ? AND folded = ?", (deal_id, folded))
    return tx.connection.total_changes > before


def remove(tx: Transaction, deal_id: int) -> Deal:
    """Takes a deal out with its history, and returns it as it was. Its activities and follow-ups stay, without it."""
    deal = get(tx.connection, deal_id)
    for table in ("activity", "followup"):
        tx.connection.execute(f"UPDATE {table} SET deal_id = NULL WHERE deal_id = ?", (deal_id,))
    for table in ("deal_contact", "competitor", "stage_move", "close_change", "deal_tag", "deal_uid"):
        tx.connection.execute(f"DELETE FROM {table} WHERE deal_id = ?", (deal_id,))
    tx.connection.execute("DELETE FROM deal WHERE id = ?", (deal_id,))
    return deal


def copy(tx: Transaction, deal_id: int, stage_id: int, title: str, contact_ids: Sequence[int] = ()) -> int:
    """Adds a deal like another one, with its sums, source, tags and own fields, no history; returns its id.

    It is with the same people, unless it is with others: `contact_ids`, of whom the first is the customer.
    """
    deal = get(tx.connection, deal_id)
    values: dict[str, Value] = {"value": deal.value, "currency": deal.currency, "commission": deal.fixed_commission}
    values |= {"commission_rate": deal.commission_rate, "source": deal.source, "fields": deal.fields}
    copied = add(tx, title, stage_id, contact_ids=contact_ids, tags=deal.tags, at="", **values)
    if contact_ids:
        return copied
    tx.connection.execute(
        "INSERT INTO deal_contact (deal_id, contact_id, roles, stance, warmth) SELECT :copy, contact_id, roles, "
        "stance, warmth FROM deal_contact WHERE deal_id = :deal ORDER BY id",
        {"copy": copied, "deal": deal_id},
    )
    tx.connection.execute("UPDATE deal SET contact_id = ? WHERE id = ?", (deal.contact_id, copied))
    return copied


def _last_position(connection: sqlite3.Connection, stage_id: int) -> int:
    row = connection.execute("SELECT coalesce(max(position), 0) FROM deal WHERE stage_id = ?", (stage_id,)).fetchone()
    return int(row[0])


def _check_beginning(tx: Transaction, stage_id: int, began: str) -> None:
    """Raises Invalid where a deal cannot begin in a stage, or at an instant."""
    from crmcli.store import stages

    stage = stages.get(tx.connection, stage_id)
    stages.check_enterable(stage)
    if not stage.is_open:
        raise Invalid(_("{stage} is where a deal ends.").format(stage=stage.name), _("Add it in an open stage."))
    if began > tx.at:
        raise Invalid(_("A deal cannot have begun in the future."))
