"""A whole database carried to another machine: the same there, or nothing at all."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from crmcli.errors import Conflict, Unavailable
from crmcli.store import (
    db,
    dumping,
    journal,
    operations,
    settings,
)
from crmcli.store.db import Store
from tests import factories
from tests.store.dumps import blobs_of, dumped, fill, laid_out, load, with_change, with_value
from tests.store.truths import assert_index_is_true, assert_sound


@pytest.fixture
def other(home: Path) -> Any:
    (home / "other").mkdir()
    made = factories.store(home / "other")
    yield made
    made.close()


def test_another_machine_has_exactly_the_same_database(store: Store, other: Store) -> None:
    fill(store)
    counts = load(other, dumped(store))
    assert factories.tables(other) == factories.tables(store)
    assert all(rows for table, rows in factories.tables(other).items()), "a table that is empty proves nothing"
    assert blobs_of(other) == blobs_of(store)
    assert dumping.sequences(other.connection) == dumping.sequences(store.connection)
    assert {t: n for t, n in counts.items() if t != "blob"} == {t: len(r) for t, r in factories.tables(store).items()}
    assert_sound(other)
    assert dumped(other) == dumped(store)


def test_no_id_that_the_other_database_gave_is_given_again(store: Store, other: Store) -> None:
    fill(store)
    newest = dumping.sequences(store.connection)["contact"]
    assert newest > max(row[0] for row in factories.tables(store)["contact"])
    load(other, dumped(store))
    assert factories.person(other, "New") == newest + 1


def test_undo_takes_all_of_it_back_and_redo_does_it_again(store: Store, other: Store) -> None:
    fill(store)
    with other.write("set") as tx:
        settings.put(tx, "currency", "IDR")
    before = factories.tables(other)
    load(other, dumped(store))
    assert other.connection.execute("SELECT count(*) FROM operation WHERE state = 'done'").fetchone()[0] == 2
    operations.undo(other)
    assert factories.tables(other) == before
    assert_sound(other)
    operations.redo(other)
    assert factories.tables(other) == factories.tables(store)
    assert_sound(other)


def test_a_database_whose_contacts_were_taken_back_is_empty_and_takes_one_in(store: Store, other: Store) -> None:
    fill(store)
    for number in range(30):
        factories.person(other, f"Somebody {number}", phone=f"0812-3456-{number:04d}", groups=["VIP"])
    operations.undo(other, steps=30)
    load(other, dumped(store))
    assert factories.tables(other) == factories.tables(store)
    operations.undo(other)
    assert factories.tables(other) == factories.nothing()
    assert_sound(other)


def test_a_dry_run_keeps_nothing(store: Store, other: Store) -> None:
    fill(store)
    assert load(other, dumped(store), dry_run=True)["contact"] == 4
    assert factories.tables(other) == factories.nothing()


def test_a_database_with_contacts_takes_none_in(store: Store) -> None:
    fill(store)
    before, text = factories.tables(store), dumped(store)
    with pytest.raises(Conflict) as refusal:
        load(store, text)
    assert "--db" in refusal.value.hint
    assert factories.tables(store) == before


def test_the_file_is_valid_json_of_ascii_with_a_row_a_line(store: Store) -> None:
    fill(store)
    text = dumped(store)
    assert text.isascii()
    document = json.loads(text)
    assert (document["crm"], document["format"], document["step"]) == ("database", 1, db.NEWEST_STEP)
    assert document["rows"][-1] == []
    assert len(document["rows"]) - 1 == sum(document["counts"].values())
    assert text.count("\n") == len(document["rows"]) + 5


_OF_DEALS = ("pipeline", "stage", "deal", "deal_contact", "competitor", "stage_move", "close_change", "deal_tag")
_OF_DEALS += ("deal_uid", "rate")


def test_a_file_of_an_older_crm_gets_what_came_since_by_default(store: Store, other: Store) -> None:
    fill(store)
    document = json.loads(dumped(store))
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
    load(other, laid_out(document))
    assert factories.tables(other)["contact"] == factories.tables(store)["contact"]
    assert factories.tables(other)["segment"] == []
    assert {table: factories.tables(other)[table] for table in _OF_DEALS} == {
        table: factories.nothing()[table] for table in _OF_DEALS
    }
    assert_index_is_true(other)


@pytest.mark.parametrize(("key", "value"), [("step", 99), ("format", 2)])
def test_a_file_of_a_newer_crm_is_refused(store: Store, other: Store, key: str, value: int) -> None:
    with pytest.raises(Unavailable):
        load(other, with_change(lambda document: document.update({key: value}))(dumped(store)))


def test_folded_names_are_made_anew_rather_than_believed(store: Store, other: Store) -> None:
    fill(store)
    load(other, with_value("contact", "folded", "somebody else")(dumped(store)))
    assert factories.tables(other) == factories.tables(store)
    assert_sound(other)


def test_every_journalled_table_is_in_the_file(store: Store) -> None:
    document = json.loads(dumped(store))
    assert set(document["columns"]) == {*journal.tables(store.connection), "blob"}
    assert sqlite3.sqlite_version_info >= (3, 37)
