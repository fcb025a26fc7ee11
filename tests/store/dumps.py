"""Dumps to try: a database with somebody in every table, its text, and that text with something else in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from crmcli.store import (
    activities,
    blobs,
    contacts,
    deal_contacts,
    deal_moves,
    deals,
    dumping,
    followups,
    groups,
    loading,
    pipelines,
    settings,
    snapshots,
    stages,
)
from crmcli.store.db import Store, Transaction
from tests import factories


def fill(store: Store) -> None:
    """Somebody in every table that a row can be put into by hand, a photo, and ids that were given and taken back."""
    imported = factories.imported(store, factories.card("Ana", uid="one"))
    assert imported.operation_id
    budi = factories.person(store, "Budi", phone="0812-3456-7890", company="PT Maju", groups=["VIP"])
    sari = factories.person(store, "王小明", email="s@b.example", status="blocked")
    gone = factories.person(store, "Gone")
    with store.write("more") as tx:
        settings.put(tx, "region", "ID")
        key = blobs.put(tx.connection, b"\x00\xff picture", "image/png")
        contacts.update(tx, contacts.get(tx.connection, budi), {"photo": key, "fields": '{"size": "XL"}'})
        other = blobs.put(tx.connection, b"offer", "text/plain")
        for statement, values in (
            ("INSERT INTO attachment (contact_id, blob, name, media_type, size, created_at) VALUES (?, ?, ?, ?, ?, ?)",
             (budi, other, "offer.txt", "text/plain", 5, tx.at)),
            ("INSERT INTO distinct_pair (contact_id, other_id) VALUES (?, ?)", (budi, sari)),
            ("INSERT INTO merged_contact (contact_id, former_id) VALUES (?, ?)", (budi, 77)),
            ("INSERT INTO segment (name, folded, query) VALUES (?, ?, ?)", ("Hot", "hot", "group:vip")),
            ("INSERT INTO greeting (group_id, festival, country) SELECT id, ?, ? FROM contact_group", ("春節", "TW")),
            ("INSERT INTO own_holiday (name, day, is_off) VALUES (?, ?, ?)", ("Stocktaking", "2026-12-30", 0)),
            ("INSERT INTO relation (contact_id, kind, other_id, other_name) VALUES (?, ?, ?, ?)",
             (budi, "spouse", sari, "王小明")),
            ("UPDATE contact SET at_most = '2/month', quiet_until = '2026-12-01', cadence_since = '2026-11-24' "
             "WHERE id = ?", (budi,)),
            ("INSERT INTO occasion (contact_id, kind, month, day) VALUES (?, ?, ?, ?)", (budi, "birthday", 4, 15)),
            ("INSERT INTO address (contact_id, street, position) VALUES (?, ?, ?)", (budi, "Jl. 1\n\u2028\x07", 1)),
        ):  # fmt: skip
            tx.connection.execute(statement, values)
        told = activities.add(tx, "call", [budi, sari], at=tx.at, summary="價格 ok", body="a\nb", cost=(5_000, "IDR"))
        promised = followups.add(tx, "send offer", "2026-11-27T15:00", contact_id=budi, repeat="FREQ=WEEKLY;BYDAY=FR",
                                 warn_days=(7, 1))  # fmt: skip
        followups.complete(tx, promised, today=factories.NOW.date(), activity_id=told)
        contacts.remove(tx, sari)
    with store.write("sold") as tx:
        _sell(tx, budi, sari)
    with store.write("deep") as tx:
        groups.add(tx, "Under it")
        tx.connection.execute("DELETE FROM channel WHERE contact_id = ?", (gone,))
        tx.connection.execute("DELETE FROM contact WHERE id = ?", (gone,))


def _sell(tx: Transaction, budi: int, sari: int) -> None:
    """A deal that is lost in a pipeline of the user's own, and one that is open: somebody in every table of deals."""
    house = pipelines.add(tx, "Lettings")
    began = next(each.id for each in stages.of_pipeline(tx.connection, house) if each.name == "qualified")
    deal = deals.add(tx, "Fleet policy", began, contact_ids=[budi], tags=["Q4"], value=12_000_000, currency="IDR",
                     commission_rate=250, expected_close="2026-12-31", fields='{"Plate": "B 1"}')  # fmt: skip
    deal_contacts.put(tx, deal, sari, roles=["pays", "decides"], stance="against", warmth="hot")
    deals.edit(tx, deal, expected_close="2027-01-31")
    deal_moves.move(tx, deal, deal_moves.next_stage(tx.connection, deal).id, note="they asked")
    stages.remove(tx, began)
    deal_moves.lose(tx, deal, "price", competitor="Allianz")
    other = deals.add(tx, "Spare parts", 1, notes="a\nb", chance=5_000)
    followups.add(tx, "call", "2026-11-30", deal_id=other)
    for statement, values in (
        ("INSERT INTO deal_uid (deal_id, kind, uid) VALUES (?, 'pipedrive', '7')", (deal,)),
        ("INSERT INTO rate (currency, home, day, rate) VALUES ('USD', 'IDR', ?, '16250.5')", ("2026-11-01",)),
    ):
        tx.connection.execute(statement, values)


def dumped(store: Store) -> str:
    with snapshots.of(store.connection):
        return "".join(dumping.pieces(store.connection, store.at))


def load(store: Store, text: str | bytes, *, dry_run: bool = False) -> dict[str, int]:
    data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    with store.write("imported", dry_run=dry_run) as tx:
        return loading.load(tx, data.splitlines(keepends=True))


def blobs_of(store: Store) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in store.connection.execute("SELECT key, media_type, bytes FROM blob ORDER BY key")]


def laid_out(document: dict[str, Any]) -> str:
    """A document in the layout of a dump."""
    head = {key: document[key] for key in ("crm", "format", "step", "at") if key in document}
    lines = [json.dumps(head)[:-1] + ","]
    lines += [f'"{key}": {json.dumps(document[key])},' for key in ("columns", "sequences") if key in document]
    lines += ['"rows": [', *(json.dumps(row) + "," for row in document["rows"] if row), "[]],"]
    return "\n".join([*lines, f'"counts": {json.dumps(document["counts"])}}}', ""])


def with_change(change: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        document = json.loads(text)
        change(document)
        return laid_out(document)

    return changed


def with_value(table: str, column: str, value: object) -> Callable[[str], str]:
    """A dump in which the first row of a table has another value."""

    def change(document: dict[str, Any]) -> None:
        row = next(row for row in document["rows"] if row[:1] == [table])
        row[1 + document["columns"][table].index(column)] = value

    return with_change(change)


def take_out(document: dict[str, Any], *tables: str) -> None:
    """Takes the rows of some tables out of a document, as though there had never been any."""
    document["rows"] = [row for row in document["rows"] if row[:1] == [] or row[0] not in tables]
    document["counts"].update(dict.fromkeys(tables, 0))
