"""A whole database carried to another machine: the same there, or nothing at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import Conflict, CrmError, Invalid, Unavailable
from crmcli.store import (
    activities,
    blobs,
    contacts,
    db,
    deal_contacts,
    deal_moves,
    deals,
    dumping,
    followups,
    groups,
    journal,
    loading,
    operations,
    pipelines,
    settings,
    snapshots,
    stages,
)
from crmcli.store.db import Store, Transaction
from tests import factories
from tests.store.truths import assert_index_is_true, assert_sound


def _filled(store: Store) -> None:
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


def _dumped(store: Store) -> str:
    with snapshots.of(store.connection):
        return "".join(dumping.pieces(store.connection, store.at))


def _load(store: Store, text: str | bytes, *, dry_run: bool = False) -> dict[str, int]:
    data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    with store.write("imported", dry_run=dry_run) as tx:
        return loading.load(tx, data.splitlines(keepends=True))


def _blobs(store: Store) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in store.connection.execute("SELECT key, media_type, bytes FROM blob ORDER BY key")]


@pytest.fixture
def other(home: Path) -> Any:
    (home / "other").mkdir()
    made = factories.store(home / "other")
    yield made
    made.close()


def test_another_machine_has_exactly_the_same_database(store: Store, other: Store) -> None:
    _filled(store)
    counts = _load(other, _dumped(store))
    assert factories.tables(other) == factories.tables(store)
    assert all(rows for table, rows in factories.tables(other).items()), "a table that is empty proves nothing"
    assert _blobs(other) == _blobs(store)
    assert dumping.sequences(other.connection) == dumping.sequences(store.connection)
    assert {t: n for t, n in counts.items() if t != "blob"} == {t: len(r) for t, r in factories.tables(store).items()}
    assert_sound(other)
    assert _dumped(other) == _dumped(store)


def test_no_id_that_the_other_database_gave_is_given_again(store: Store, other: Store) -> None:
    _filled(store)
    newest = dumping.sequences(store.connection)["contact"]
    assert newest > max(row[0] for row in factories.tables(store)["contact"])
    _load(other, _dumped(store))
    assert factories.person(other, "New") == newest + 1


def test_undo_takes_all_of_it_back_and_redo_does_it_again(store: Store, other: Store) -> None:
    _filled(store)
    with other.write("set") as tx:
        settings.put(tx, "currency", "IDR")
    before = factories.tables(other)
    _load(other, _dumped(store))
    assert other.connection.execute("SELECT count(*) FROM operation WHERE state = 'done'").fetchone()[0] == 2
    operations.undo(other)
    assert factories.tables(other) == before
    assert_sound(other)
    operations.redo(other)
    assert factories.tables(other) == factories.tables(store)
    assert_sound(other)


def test_a_database_whose_contacts_were_taken_back_is_empty_and_takes_one_in(store: Store, other: Store) -> None:
    _filled(store)
    for number in range(30):
        factories.person(other, f"Somebody {number}", phone=f"0812-3456-{number:04d}", groups=["VIP"])
    operations.undo(other, steps=30)
    _load(other, _dumped(store))
    assert factories.tables(other) == factories.tables(store)
    operations.undo(other)
    assert factories.tables(other) == factories.nothing()
    assert_sound(other)


def test_a_dry_run_keeps_nothing(store: Store, other: Store) -> None:
    _filled(store)
    assert _load(other, _dumped(store), dry_run=True)["contact"] == 4
    assert factories.tables(other) == factories.nothing()


def test_a_database_with_contacts_takes_none_in(store: Store) -> None:
    _filled(store)
    before, text = factories.tables(store), _dumped(store)
    with pytest.raises(Conflict) as refusal:
        _load(store, text)
    assert "--db" in refusal.value.hint
    assert factories.tables(store) == before


def test_the_file_is_valid_json_of_ascii_with_a_row_a_line(store: Store) -> None:
    _filled(store)
    text = _dumped(store)
    assert text.isascii()
    document = json.loads(text)
    assert (document["crm"], document["format"], document["step"]) == ("database", 1, db.NEWEST_STEP)
    assert document["rows"][-1] == []
    assert len(document["rows"]) - 1 == sum(document["counts"].values())
    assert text.count("\n") == len(document["rows"]) + 5


_OF_DEALS = ("pipeline", "stage", "deal", "deal_contact", "competitor", "stage_move", "close_change", "deal_tag")
_OF_DEALS += ("deal_uid", "rate")


def test_a_file_of_an_older_crm_gets_what_came_since_by_default(store: Store, other: Store) -> None:
    _filled(store)
    document = json.loads(_dumped(store))
    place = document["columns"]["contact"].index("triage")
    del document["columns"]["contact"][place]
    since = ("segment", "attachment", "distinct_pair", "merged_contact", "activity", "participant", "followup")
    since += ("greeting", "own_holiday", *_OF_DEALS)
    for table in since:
        del document["columns"][table]
        del document["counts"][table]
    document["rows"] = [
        row[: place + 1] + row[place + 2 :] if row[:1] == ["contact"] else row
        for row in document["rows"]
        if row[:1] == [] or row[0] in document["columns"]
    ]
    document["step"] = 1
    _load(other, _laid_out(document))
    assert factories.tables(other)["contact"] == factories.tables(store)["contact"]
    assert factories.tables(other)["segment"] == []
    assert {table: factories.tables(other)[table] for table in _OF_DEALS} == {
        table: factories.nothing()[table] for table in _OF_DEALS
    }
    assert_index_is_true(other)


def _laid_out(document: dict[str, Any]) -> str:
    """A document in the layout of a dump."""
    head = {key: document[key] for key in ("crm", "format", "step", "at") if key in document}
    lines = [json.dumps(head)[:-1] + ","]
    lines += [f'"{key}": {json.dumps(document[key])},' for key in ("columns", "sequences") if key in document]
    lines += ['"rows": [', *(json.dumps(row) + "," for row in document["rows"] if row), "[]],"]
    return "\n".join([*lines, f'"counts": {json.dumps(document["counts"])}}}', ""])


def _change(change: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        document = json.loads(text)
        change(document)
        return _laid_out(document)

    return changed


def _row(table: str, column: str, value: object) -> Callable[[str], str]:
    """A dump in which the first row of a table has another value."""

    def change(document: dict[str, Any]) -> None:
        row = next(row for row in document["rows"] if row[:1] == [table])
        row[1 + document["columns"][table].index(column)] = value

    return _change(change)


def _without(document: dict[str, Any], *tables: str) -> None:
    """Takes the rows of some tables out of a document, as though there had never been any."""
    document["rows"] = [row for row in document["rows"] if row[:1] == [] or row[0] not in tables]
    document["counts"].update(dict.fromkeys(tables, 0))


_DAMAGE: dict[str, Callable[[str], str]] = {
    "cut in the middle of a row": lambda text: text[: len(text) // 2],
    "cut after a row": lambda text: "".join(text.splitlines(keepends=True)[:-4]),
    "without its last line": lambda text: "".join(text.splitlines(keepends=True)[:-1]),
    "without a row": lambda text: "".join(line for line in text.splitlines(keepends=True) if '"VIP"' not in line),
    "with a row twice": lambda text: text.replace(
        '["occasion"', '["occasion", 9, 2, "x", 1, 1, null],\n["occasion"', 1
    ),
    "a line that is no JSON": lambda text: text.replace('["channel", 1', '["channel", x1', 1),
    "nested deeply": lambda text: text.replace('["channel", 1', "[" * 100_000 + '"channel", 1', 1),
    "a number of many digits": lambda text: text.replace('["channel", 1', '["channel", ' + "9" * 5000, 1),
    "laid out anew": lambda text: json.dumps(json.loads(text), indent=2),
    "on one line": lambda text: json.dumps(json.loads(text)),
    "bytes that are no text": lambda text: text.replace("Budi", "Bu\udcffdi", 1),
    "a head that is no head": lambda text: text.replace(f'"step": {db.NEWEST_STEP}', '"step": true', 1),
    "an unknown table": _change(lambda d: d["columns"].update(nonsense=["id"])),
    "a table of crm's own": _change(lambda d: d["columns"].update(journal=["id", "action"])),
    "an unknown column": _change(lambda d: d["columns"]["contact"].__setitem__(3, "x; DROP TABLE contact")),
    "a column twice": _change(lambda d: d["columns"]["contact"].__setitem__(3, "id")),
    "columns that are no list": _change(lambda d: d["columns"].update(contact="id")),
    "no sequences": _change(lambda d: d.pop("sequences")),
    "a sequence at its end": _change(lambda d: d["sequences"].update(contact=2**63 - 1)),
    "a sequence that is no number": _change(lambda d: d["sequences"].update(contact="1")),
    "counts that are none": _change(lambda d: d.update(counts=[])),
    "an id past all numbers": _row("contact", "id", 2**64),
    "an id near the end of numbers": _row("segment", "id", 2**62),
    "an id below zero": _row("segment", "id", -1),
    "an id that is there twice": _row("contact", "id", 2),
    "a text for a number": _row("channel", "position", "first"),
    "a fraction": _row("channel", "position", 1.5),
    "true": _row("channel", "position", True),
    "an object": _row("channel", "value", {"a": 1}),
    "half a character": _row("contact", "name", "\ud800"),
    "no name": _row("contact", "name", ""),
    "nothing for a name": _row("contact", "name", None),
    "an unknown status": _row("contact", "status", "king"),
    "an employer who is not there": _row("contact", "employer_id", 99),
    "a channel of nobody": _row("channel", "contact_id", 99),
    "fields that are no JSON": _row("contact", "fields", "{"),
    "fields that are no object": _row("contact", "fields", "[]"),
    "fields that are no texts": _row("contact", "fields", '{"a": {}}'),
    "a time that is none": _row("contact", "created_at", "yesterday"),
    "a day that is none": _row("occasion", "day", 31),
    "a group under itself": _row("contact_group", "parent_id", 1),
    "a setting that cannot be": _row("setting", "value", "Atlantis"),
    "a rhythm that is none": _row("contact_group", "cadence_days", 0),
    "how often that says nothing": _row("contact", "at_most", "often"),
    "how often in other words": _row("contact", "at_most", "2 a month"),
    "a day of quiet that is none": _row("contact", "quiet_until", "2026-02-30"),
    "a day of joining with a time": _row("membership", "since", "2026-11-24T09:00:00Z"),
    "an activity at no time": _row("activity", "at", "2026-11-24"),
    "an activity of no kind": _row("activity", "kind", ""),
    "a cost of nothing": _row("activity", "cost", 0),
    "a cost of no currency": _row("activity", "currency", None),
    "a cost of an unknown currency": _row("activity", "currency", "coins"),
    "an outcome that is none": _row("activity", "outcome", "perhaps"),
    "an activity with a stranger": _row("participant", "contact_id", 99),
    "a promise of nothing": _row("followup", "what", ""),
    "a due that is no day": _row("followup", "due", "soon"),
    "a due that no calendar has": _row("followup", "due", "2026-02-30"),
    "a due with seconds": _row("followup", "due", "2026-11-24T15:00:00"),
    "a due in short": _row("followup", "due", "20261124"),
    "a due at no hour": _row("followup", "due", "2026-11-24T25:00"),
    "a plan that is no day": _row("followup", "planned", "2026-11-24T"),
    "warnings that are no days": _row("followup", "warn_days", "7,x"),
    "warnings out of order": _row("followup", "warn_days", "1,7"),
    "a rule that is none": _row("followup", "repeat", "often"),
    "a rule that comes each second": _row("followup", "repeat", "FREQ=SECONDLY"),
    "no pipeline": _change(
        lambda d: _without(
            d,
            "pipeline",
            "stage",
            "stage_move",
            "deal",
            "deal_contact",
            "competitor",
            "close_change",
            "deal_tag",
            "deal_uid",
            "followup",
            "activity",
            "participant",
        )
    ),
    "a pipeline without stages": _change(
        lambda d: (
            d["rows"].insert(0, ["pipeline", 9, "Empty", "empty", 9]),
            d["counts"].update(pipeline=d["counts"]["pipeline"] + 1),
        )
    ),
    "a second stage of what was won": _row("stage", "outcome", "won"),
    "a stage that asks for what no deal has": _row("stage", "needs", "value,love"),
    "a chance past all certainty": _row("stage", "chance", 10_001),
    "a stage of no pipeline": _row("stage", "pipeline_id", 99),
    "a deal in a stage that is not there": _row("deal", "stage_id", 99),
    "a deal in another stage than its moves say": _row("deal", "stage_id", 2),
    "a lost deal that is open": _row("deal", "closed_at", None),
    "a deal since another time than its moves say": _row("deal", "stage_since", "2026-11-01T09:00:00Z"),
    "a deal of nothing": _row("deal", "value", 0),
    "a deal of more than all money": _row("deal", "value", 10**16),
    "a value of no currency": _row("deal", "currency", None),
    "a value of an unknown currency": _row("deal", "currency", "coins"),
    "a close that is no day": _row("deal", "expected_close", "soon"),
    "a close that no change led to": _row("deal", "expected_close", "2026-12-31"),
    "a deal's fields that are no texts": _row("deal", "fields", '{"a": 1}'),
    "a customer who is not on the deal": _row("deal_contact", "contact_id", 1),
    "a role that is none": _row("deal_contact", "roles", "decides,prays"),
    "roles out of order": _row("deal_contact", "roles", "pays,decides"),
    "a stance that is none": _row("deal_contact", "stance", "sideways"),
    "a move at no time": _row("stage_move", "at", "2026-11-24"),
    "a move from where the deal was not": _row("stage_move", "from_stage_id", 2),
    "a change to no day": _row("close_change", "to_day", "later"),
    "a rate of nothing": _row("rate", "rate", "0"),
    "a rate that is no number": _row("rate", "rate", "16.250,5"),
    "a rate on no day": _row("rate", "day", "today"),
    "a picture that is not the one named": _row("blob", "bytes", "AAAA"),
    "a picture that is no base64": _row("blob", "bytes", "%%%"),
    "a picture that is a number": _row("blob", "bytes", 7),
}


@pytest.mark.parametrize("damage", _DAMAGE.values(), ids=_DAMAGE)
def test_a_damaged_or_made_up_file_is_refused_in_words_and_nothing_is_taken_in(
    store: Store, other: Store, damage: Callable[[str], str]
) -> None:
    _filled(store)
    text = _dumped(store)
    damaged = damage(text)
    assert damaged != text
    with pytest.raises(Invalid) as refusal:
        _load(other, damaged)
    assert str(refusal.value)
    assert factories.tables(other) == factories.nothing()
    assert_sound(other)


@pytest.mark.parametrize(("key", "value"), [("step", 99), ("format", 2)])
def test_a_file_of_a_newer_crm_is_refused(store: Store, other: Store, key: str, value: int) -> None:
    with pytest.raises(Unavailable):
        _load(other, _change(lambda document: document.update({key: value}))(_dumped(store)))


def test_folded_names_are_made_anew_rather_than_believed(store: Store, other: Store) -> None:
    _filled(store)
    _load(other, _row("contact", "folded", "somebody else")(_dumped(store)))
    assert factories.tables(other) == factories.tables(store)
    assert_sound(other)


_text = "".join(
    f"{line}\n"
    for line in (
        '{"crm": "database", "format": 1, "step": 3, "at": "2026-11-24T09:00:00Z",',
        '"columns": {"setting": ["id", "key", "value"], "blob": ["key", "media_type", "bytes"]},',
        '"sequences": {"setting": 1},',
        '"rows": [',
        '["setting", 1, "region", "ID"],',
        "[]],",
        '"counts": {"setting": 1, "blob": 0}}',
    )
)


@given(st.data())
def test_bytes_that_were_changed_on_the_way_never_do_worse_than_a_sentence(data: st.DataObject) -> None:
    content = bytearray(_text.encode())
    for _each in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with factories.temporary_store() as other:
        try:
            _load(other, bytes(content))
        except CrmError:
            assert factories.tables(other) == factories.nothing()
        assert_sound(other)


def test_every_journalled_table_is_in_the_file(store: Store) -> None:
    document = json.loads(_dumped(store))
    assert set(document["columns"]) == {*journal.tables(store.connection), "blob"}
    assert sqlite3.sqlite_version_info >= (3, 37)
