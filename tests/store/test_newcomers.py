"""An import stores its newcomers many at a time, and that shows nowhere."""

from __future__ import annotations

import sqlite3
from contextlib import nullcontext

import pytest

from crmcli import importing
from crmcli.store import journal, newcomers, operations
from crmcli.store.db import Store
from tests import factories
from tests.factories import card, counts, imported
from tests.store import truths

BOOK = [
    card("Budi Santoso", "TEL:0812-3456-7890", "ORG:PT Maju", "CATEGORIES:VIP,Fleet", "BDAY:1980-04-15"),
    card("Łukasz Ørsted", "EMAIL:l@x.example", "ADR:;;Jl. Braga 1;Bandung;;40111;Indonesia", "RELATED;TYPE=spouse:Ana"),
    card("Budi Santoso", "TEL:+62 812 3456 7890", "EMAIL:budi@x.example", "BDAY:1980-04-15"),
    card("PT Maju", "X-ABShowAs:COMPANY", "ORG:PT Maju", "TEL:021-5790-6776"),
]


def _journal(store: Store) -> list[tuple[object, ...]]:
    rows = store.connection.execute("SELECT table_name, row_id, action, image FROM journal")
    return sorted(tuple(row) for row in rows if row["action"] != "update")


def test_rows_noted_at_once_are_noted_as_the_triggers_note_them(monkeypatch: pytest.MonkeyPatch) -> None:
    with factories.temporary_store() as one, factories.temporary_store() as other:
        imported(one, BOOK)
        monkeypatch.setattr(importing.journal, "noting_inserts_at_once", lambda *_: nullcontext())
        imported(other, BOOK)
        assert _journal(one) == _journal(other) != []
        assert factories.tables(one) == factories.tables(other)


def test_what_happens_to_a_row_in_the_import_that_made_it_is_not_noted(store: Store) -> None:
    imported(store, BOOK)
    actions = {row[0] for row in store.connection.execute("SELECT action FROM journal")}
    assert actions == {"insert"}
    before = factories.tables(store)
    operations.undo(store)
    assert factories.tables(store) == factories.nothing()
    operations.redo(store)
    assert factories.tables(store) == before
    truths.assert_sound(store)


def test_the_triggers_are_all_there_after_an_import(store: Store) -> None:
    def triggers() -> list[str]:
        rows = store.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
        return [row[0] for row in rows]

    before = triggers()
    imported(store, BOOK)
    assert triggers() == before
    assert {f"journal_{table}_insert" for table in journal.tables(store.connection)} <= set(before)


def test_cards_of_one_person_are_one_contact_however_near_they_stand(store: Store) -> None:
    assert counts(imported(store, BOOK)) == (3, 1, 0, 0)
    assert sorted(factories.names(store)) == ["Budi Santoso", "PT Maju", "Łukasz Ørsted"]


@pytest.mark.parametrize("count", [1, 19, 20, 21, 43])
def test_rows_stored_several_a_statement_are_those_stored_one_by_one(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    further = ("TITLE:Sales", "NOTE:Jl. Braga", "X-SPOUSE:Ana", "ADR:;;Jl. Braga 1;Bandung;;;")
    book = [
        card(
            f"Person{number} Ñandú", *further[: number % 5], phone=f"+6281234567{number:03}", company=f"PT {number % 3}"
        )
        for number in range(count)
    ]
    with factories.temporary_store() as one, factories.temporary_store() as other:
        imported(one, book)
        monkeypatch.setattr(newcomers, "_ROWS_OF_A_STATEMENT", 1)
        imported(other, book)
        assert factories.tables(one) == factories.tables(other)
        assert len(factories.names(one)) == count + min(count, 3)


def test_what_the_schema_wants_of_rows_holds_again_after_an_import(store: Store) -> None:
    imported(store, BOOK)
    with pytest.raises(sqlite3.IntegrityError):
        store.connection.execute("INSERT INTO journal (table_name, row_id, action) VALUES ('contact', 1, 'lost')")


def test_what_the_schema_wants_of_rows_holds_again_after_an_import_that_failed(store: Store) -> None:
    with pytest.raises(RuntimeError), store.write("nothing") as tx, journal.noting_inserts_at_once(tx.connection, 1):
        raise RuntimeError
    with pytest.raises(sqlite3.IntegrityError):
        store.connection.execute("INSERT INTO journal (table_name, row_id, action) VALUES ('contact', 1, 'lost')")
