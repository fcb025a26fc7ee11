"""Outgoing deals: each with its people, its history and what else an import needs to lose nothing, many at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from crmcli.store import deal_uids, deals, own_uids
from crmcli.store.close_changes import CloseChange
from crmcli.store.competitors import Competitor
from crmcli.store.deal_moves import Move
from crmcli.store.deals import Deal

_BATCH = 500
_OF = "IN (SELECT value FROM json_each(:ids))"
# Each by the deal's id first.
_MOVES = (
    "SELECT m.deal_id, m.id, m.deal_id, m.from_stage_id, b.name, m.to_stage_id, s.name, p.name, s.outcome, m.at, "
    "m.note, lead(m.at) OVER (PARTITION BY m.deal_id ORDER BY m.at, m.id) "
    "FROM stage_move m JOIN stage s ON s.id = m.to_stage_id JOIN pipeline p ON p.id = s.pipeline_id "
    f"LEFT JOIN stage b ON b.id = m.from_stage_id WHERE m.deal_id {_OF} ORDER BY m.deal_id, m.at, m.id"
)
_CLOSES = f"SELECT deal_id, from_day, to_day, at FROM close_change WHERE deal_id {_OF} ORDER BY deal_id, at, id"
_RIVALS = f"SELECT deal_id, name, note, is_winner FROM competitor WHERE deal_id {_OF} ORDER BY deal_id, id"
_CHANNEL = (
    "(SELECT ch.value FROM channel ch WHERE ch.contact_id = c.id AND ch.kind = '{kind}' "
    "ORDER BY ch.position, ch.id LIMIT 1)"
)
_PARTIES = (
    "SELECT dc.deal_id, c.id, c.kind, c.name, e.name, coalesce((SELECT ch.normal FROM channel ch WHERE "
    "ch.contact_id = c.id AND ch.kind = 'phone' AND ch.normal LIKE '+%' ORDER BY ch.position, ch.id LIMIT 1), "
    f"{_CHANNEL.format(kind='phone')}), {_CHANNEL.format(kind='email')}, "
    "(SELECT u.uid FROM contact_uid u WHERE u.contact_id = c.id AND u.kind = 'vcard' ORDER BY u.id LIMIT 1), "
    "c.created_at, dc.roles, dc.stance, dc.warmth, dc.contact_id IS d.contact_id AS is_customer "
    "FROM deal_contact dc JOIN deal d ON d.id = dc.deal_id JOIN contact c ON c.id = dc.contact_id "
    "LEFT JOIN contact e ON e.id = c.employer_id "
    f"WHERE dc.deal_id {_OF} AND c.deleted_at IS NULL ORDER BY dc.deal_id, is_customer DESC, dc.id"
)


class Party(NamedTuple):
    """Somebody a deal is with, and how they are known and reached; `uid` is what address books call them."""

    id: int
    kind: str
    name: str
    company: str | None
    phone: str | None
    email: str | None
    uid: str
    roles: tuple[str, ...]
    stance: str | None
    warmth: str | None
    is_customer: bool


class OutgoingDeal(NamedTuple):
    """A deal and what hangs on it. `uids` are the programs and what they call it, crm's own name among them."""

    deal: Deal
    parties: list[Party]
    moves: list[Move]
    close_changes: list[CloseChange]
    competitors: list[Competitor]
    uids: list[tuple[str, str]]


def each(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[OutgoingDeal]:
    """Yields the deals of these ids in their order, those that are gone by now left out."""
    for start in range(0, len(ids), _BATCH):
        yield from _batch(connection, ids[start : start + _BATCH])


def own_fields(connection: sqlite3.Connection, ids: Sequence[int]) -> list[str]:
    """Returns the names of the user's own fields that some of these deals have, in the order of the alphabet."""
    rows = connection.execute(
        f"SELECT DISTINCT f.key FROM deal d, json_each(d.fields) f WHERE d.fields <> '{{}}' AND d.id {_OF} ORDER BY 1",
        {"ids": str(list(ids))},
    )
    return [row[0] for row in rows]


def moves_count(connection: sqlite3.Connection, ids: Sequence[int]) -> int:
    """Returns how many moves some deals made together."""
    row = connection.execute(f"SELECT count(*) FROM stage_move WHERE deal_id {_OF}", {"ids": str(list(ids))}).fetchone()
    return int(row[0])


def _batch(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[OutgoingDeal]:
    parties, moves, closes, rivals = (
        _by_deal(connection, query, ids) for query in (_PARTIES, _MOVES, _CLOSES, _RIVALS)
    )
    uids = deal_uids.of_each(connection, ids)
    found = {deal.id: deal for deal in deals.listed(connection, ids=ids, with_closed=True, sort="id")}
    for deal in (found[deal_id] for deal_id in ids if deal_id in found):
        own = (deal_uids.OURS, deal_uids.of(deal.id, deal.created_at))
        yield OutgoingDeal(
            deal,
            [_party(row) for row in parties.get(deal.id, ())],
            [Move(*row) for row in moves.get(deal.id, ())],
            [CloseChange(*row) for row in closes.get(deal.id, ())],
            [Competitor(name, note, bool(is_winner)) for name, note, is_winner in rivals.get(deal.id, ())],
            list(dict.fromkeys([*uids.get(deal.id, ()), own])),
        )


def _party(row: Sequence[Any]) -> Party:
    contact_id, kind, name, company, phone, email, uid, created_at, roles, stance, warmth, is_customer = row
    return Party(
        contact_id,
        kind,
        name,
        company,
        phone,
        email,
        uid or own_uids.of(contact_id, created_at),
        tuple(each for each in roles.split(",") if each),
        stance,
        warmth,
        bool(is_customer),
    )


def _by_deal(connection: sqlite3.Connection, query: str, ids: Sequence[int]) -> dict[int, list[Sequence[Any]]]:
    found: dict[int, list[Sequence[Any]]] = {}
    for deal_id, *row in connection.execute(query, {"ids": str(list(ids))}):
        found.setdefault(deal_id, []).append(row)
    return found
