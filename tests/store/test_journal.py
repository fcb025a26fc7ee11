"""The journal: what makes "exactly as it was" true, and what it notes of other programs."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from crmcli.store import contacts, db, groups, journal, operations, search
from crmcli.store.db import Store
from tests import factories
from tests.store import truths


def test_every_table_is_journalled_but_those_that_must_not_be(store: Store) -> None:
    every = {row[0] for row in store.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    others = every - set(journal.tables(store.connection))
    kept_out = {"operation", "journal", "blob", "delivery", "_sqlite_migrations"}
    assert {name for name in others if not name.startswith(("search", "sqlite_"))} == kept_out


def test_journalled_tables_can_be_brought_back_from_json(store: Store) -> None:
    for table in journal.tables(store.connection):
        (schema,) = factories.row(store, "SELECT sql FROM sqlite_schema WHERE name = ?", (table,))
        assert "id INTEGER PRIMARY KEY AUTOINCREMENT" in schema
        assert schema.rstrip().endswith("STRICT")
        assert "CASCADE" not in schema.upper()
        kinds = {row[0] for row in store.connection.execute("SELECT type FROM pragma_table_info(?)", (table,))}
        assert kinds <= {"INTEGER", "TEXT"}
        for row in store.connection.execute("SELECT * FROM pragma_foreign_key_list(?)", (table,)):
            assert row["on_delete"] == row["on_update"] == "NO ACTION"


def test_every_foreign_key_waits_for_the_commit_and_has_an_index(store: Store) -> None:
    for table in journal.tables(store.connection):
        (schema,) = factories.row(store, "SELECT sql FROM sqlite_schema WHERE name = ?", (table,))
        keys = [row["from"] for row in store.connection.execute("SELECT * FROM pragma_foreign_key_list(?)", (table,))]
        assert schema.count("DEFERRABLE INITIALLY DEFERRED") == len(keys)
        first_columns = set()
        for index in store.connection.execute("SELECT name FROM pragma_index_list(?)", (table,)).fetchall():
            first_columns.add(factories.row(store, "SELECT name FROM pragma_index_info(?) WHERE seqno = 0", index)[0])
        assert set(keys) <= first_columns


def test_texts_of_every_kind_come_back_exactly(store: Store) -> None:
    odd = "quote ' double \" backslash \\ percent % null-like NULL {json} [x] \u2028 \x7f emoji 👍🏽 نص 王 e\u0301"
    contact_id = factories.person(store, "Budi")
    with store.exclusive():
        # Straight into the table, past every check: what is there by whatever way must survive.
        operations.begin(store.connection, store.at, "odd", "", "line", store.step)
        store.connection.execute("UPDATE contact SET notes = ?, cadence_days = ?", (odd, 2**62 + 1))
        store.connection.execute("UPDATE operation SET state = 'done' WHERE state = 'open'")
    before = factories.tables(store)
    with store.write("cleared") as tx:
        contacts.edit(tx, contact_id, notes=None, cadence_days=7)
    operations.undo(store)
    assert factories.tables(store) == before


def test_a_row_that_does_not_change_is_not_noted(store: Store) -> None:
    factories.person(store, "Budi")
    with store.write("nothing") as tx:
        tx.connection.execute("UPDATE contact SET name = name")
    assert not tx.is_changed


def test_many_changes_of_one_row_in_one_operation_are_undone_to_the_first_state(store: Store) -> None:
    contact_id = factories.person(store, "Budi")
    before = factories.tables(store)
    with store.write("restless") as tx:
        for title in ("a", "b", "c", ""):
            contacts.edit(tx, contact_id, title=title, name=f"Budi {title}")
        other = contacts.add(tx, "Sari")
        tx.connection.execute("DELETE FROM contact WHERE id = ?", (other,))
    after = factories.tables(store)
    operations.undo(store)
    assert factories.tables(store) == before
    operations.redo(store)
    assert factories.tables(store) == after


def test_a_large_operation_is_undone_and_redone_over_more_than_one_batch(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_BATCH", 7)
    before = factories.tables(store)
    factories.imported(store, [factories.card(f"Budi {n}", phone=f"0812-3456-{n:04}") for n in range(40)])
    after = factories.tables(store)
    operations.undo(store)
    assert factories.tables(store) == before
    operations.redo(store)
    assert factories.tables(store) == after
    truths.assert_sound(store)


def _change_from_outside(store: Store, *statements: str) -> None:
    with closing(factories.outsider(store)) as outsider:
        for statement in statements:
            outsider.execute(statement)


def test_a_change_by_another_program_is_taken_in_by_the_next_opening(store: Store) -> None:
    factories.person(store, "Budi")
    _change_from_outside(store, "UPDATE contact SET name = 'Łukasz' WHERE id = 1")
    with closing(factories.opened(Path(store.path))) as reopened:
        newest = operations.newest(reopened.connection)[0]
        assert (newest.origin, newest.state, newest.rows) == ("outside", "done", 2)
        assert [hit[1] for hit in search.find(reopened.connection, ["lukasz"])] == ["Łukasz"]
        assert search.find(reopened.connection, ["budi"]) == []
        truths.assert_sound(reopened)


def test_a_look_up_finds_what_another_program_wrote(store: Store) -> None:
    factories.person(store, "Budi")
    _change_from_outside(store, "UPDATE contact SET name = 'Agus' WHERE id = 1")
    reader = db.open_reading(store.path, now=factories.NOW, notify=factories.Voice())
    assert reader is not None
    with closing(reader):
        assert [hit[1] for hit in search.find(reader.connection, ["agus"])] == ["Agus"]


def test_a_change_by_another_program_is_taken_in_before_the_next_operation(store: Store) -> None:
    factories.person(store, "Budi")
    _change_from_outside(store, "UPDATE contact SET name = 'Agus' WHERE id = 1", "DELETE FROM contact_group")
    factories.person(store, "Sari")
    assert [o.origin for o in operations.newest(store.connection)] == ["line", "outside", "line"]
    truths.assert_sound(store)


def test_a_change_by_another_program_is_undone_and_redone(store: Store) -> None:
    factories.person(store, "Budi", groups=["VIP"])
    before = factories.tables(store)
    _change_from_outside(
        store, "DELETE FROM membership", "UPDATE contact_group SET name = 'Ártico'", "DELETE FROM channel"
    )
    assert [operation.origin for operation in operations.undo(store)] == ["outside"]
    assert factories.tables(store) == before
    operations.redo(store)
    assert groups.named(store.connection, "artico").members == 0
    truths.assert_sound(store)


def test_what_another_program_wrote_stands_in_the_way_of_an_older_undo(store: Store) -> None:
    from crmcli.errors import Conflict

    factories.person(store, "Budi")
    _change_from_outside(store, "UPDATE contact SET title = 'Boss'")
    with pytest.raises(Conflict, match="changed by another program"):
        operations.undo(store, operation_id=1)


def test_a_contact_that_another_program_adds_is_found_by_its_folded_name(store: Store) -> None:
    _change_from_outside(
        store,
        "INSERT INTO contact (name, folded, created_at, updated_at) VALUES ('Ørsted', '', '2026-01-01', '2026-01-01')",
    )
    factories.person(store, "Budi")
    assert [hit[1] for hit in search.find(store.connection, ["orsted"])] == ["Ørsted"]
    truths.assert_sound(store)
    operations.undo(store, steps=2)
    assert factories.names(store) == []


def test_a_row_that_another_program_gives_another_id_is_undone_to_what_it_was(store: Store) -> None:
    factories.person(store, "Budi")
    before = factories.tables(store)
    _change_from_outside(store, "UPDATE contact SET id = 9 WHERE id = 1")
    operations.undo(store)
    assert factories.tables(store) == before
    truths.assert_sound(store)
