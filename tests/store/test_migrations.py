"""The schema and its steps: an old database is brought forward whole, or stays as it was."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from crmcli.errors import Invalid
from crmcli.store import activities, backups, contacts, db, followups, migrations, operations, search
from crmcli.store.db import Store
from tests import factories
from tests.store import truths

DATABASES = Path(__file__).parents[1] / "databases"


def _old(home: Path, step: int) -> Path:
    """A copy of the old database of a schema."""
    path = home / "crm.db"
    shutil.copyfile(DATABASES / f"schema-{step}.db", path)
    return path


def _schema(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    """All that is declared, without the numbers that full-text search keeps for itself."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
    return {tuple(" ".join(str(value).split()) for value in row) for row in rows}


def test_the_newest_step_is_the_number_of_steps() -> None:
    assert migrations.newest() == db.NEWEST_STEP == len(migrations.LEDGER._migrations)


def test_every_step_says_why() -> None:
    for migration in migrations.LEDGER._migrations:
        assert migration.fn.__doc__


def test_a_new_database_is_of_the_newest_schema_and_known_as_ours(store: Store) -> None:
    assert factories.row(store, "PRAGMA user_version") == (db.NEWEST_STEP,)
    assert factories.row(store, "PRAGMA application_id") == (migrations.APPLICATION_ID,)
    applied = [row[0] for row in store.connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
    assert applied == [migration.name for migration in migrations.LEDGER._migrations]


@pytest.mark.parametrize("step", range(1, db.NEWEST_STEP + 1))
def test_an_old_database_opens_backed_up_migrated_and_whole(home: Path, step: int) -> None:
    path = _old(home, step)
    with closing(factories.opened(path)) as store:
        assert factories.row(store, "PRAGMA user_version") == (db.NEWEST_STEP,)
        assert len(backups.existing(str(path))) == (1 if step < db.NEWEST_STEP else 0)
        assert factories.names(store) == ["Budi Santoso", "PT Maju", "Łukasz Ørsted"]
        assert [hit[1] for hit in search.find(store.connection, ["7890"])] == ["Budi Santoso"]
        assert [hit[1] for hit in search.find(store.connection, ["lukasz"])] == ["Łukasz Ørsted"]
        truths.assert_sound(store)
        operations.redo(store)
        assert contacts.get(store.connection, 1).name == "Budi Undone"
        operations.undo(store, steps=3)
        truths.assert_sound(store)


@pytest.mark.parametrize("step", range(1, db.NEWEST_STEP + 1))
def test_a_migrated_database_is_made_as_a_new_one_is(home: Path, step: int) -> None:
    folder = home / "new"
    folder.mkdir()
    with closing(factories.opened(_old(home, step))) as old, closing(factories.store(folder)) as new:
        assert _schema(old.connection) == _schema(new.connection)


@pytest.mark.parametrize("step", [1, 2])
def test_the_diary_begins_empty_in_an_old_address_book_and_is_written_and_undone_at_once(home: Path, step: int) -> None:
    with closing(factories.opened(_old(home, step))) as store:
        before = factories.tables(store)
        assert [before[table] for table in ("activity", "participant", "followup")] == [[], [], []]
        with store.write("logged call with Budi") as tx:
            activities.add(tx, "call", [1], at="2026-11-24T08:00:00Z", summary="price ok, wife decides")
            followups.add(tx, "call both", "2026-11-27T10:00", contact_id=1)
        assert contacts.get(store.connection, 1).last_touch_at == "2026-11-24T08:00:00Z"
        truths.assert_sound(store)
        operations.undo(store)
        assert factories.tables(store) == before


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """The steps there are, to which a test may add one of its own."""
    ledger = Migrations("crm")
    ledger._migrations = list(migrations.LEDGER._migrations)
    monkeypatch.setattr(migrations, "LEDGER", ledger)
    return ledger


def _next_step(ledger: Migrations, monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    @ledger(name=f"step_{len(ledger._migrations) + 1}")
    def step(database: Database) -> None:
        for statement in statements:
            database.conn.execute(statement)

    monkeypatch.setattr(db, "NEWEST_STEP", len(ledger._migrations))


@pytest.fixture
def past(home: Path) -> Path:
    """A database of the present schema, in which something was done and something undone."""
    with closing(factories.store(home)) as store:
        factories.person(store, "Budi", phone="0812-3456-7890", groups=["VIP"])
        factories.person(store, "Sari")
        operations.undo(store)
    return home / "crm.db"


def _of_a_schema(path: Path) -> list[str]:
    return [backup for backup in backups.existing(str(path)) if backups.reason_of(backup) == backups.SCHEMA]


def test_a_step_to_come_is_taken_after_a_backup_and_said(
    past: Path, ledger: Migrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    _next_step(ledger, monkeypatch, "ALTER TABLE contact ADD COLUMN shoe_size INTEGER")
    with closing(factories.opened(past)) as store:
        (copy,) = _of_a_schema(past)
        assert isinstance(store.notify, factories.Voice)
        assert [copy in text for text in store.notify] == [True]
        assert factories.row(store, "PRAGMA user_version") == (db.NEWEST_STEP,)
        with store.write("measured") as tx:
            tx.connection.execute("UPDATE contact SET shoe_size = 42 WHERE id = 1")
        operations.undo(store)
        assert factories.row(store, "SELECT shoe_size FROM contact WHERE id = 1") == (None,)
        truths.assert_sound(store)
    with closing(sqlite3.connect(copy)) as backup:
        assert backup.execute("PRAGMA user_version").fetchone() == (db.NEWEST_STEP - 1,)
        assert backup.execute("SELECT name FROM contact").fetchall() == [("Budi",)]
        assert backup.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_what_was_done_before_a_step_that_adds_is_undone_and_redone_after_it(
    past: Path, ledger: Migrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    _next_step(ledger, monkeypatch, "ALTER TABLE contact ADD COLUMN shoe_size INTEGER NOT NULL DEFAULT 40")
    with closing(factories.opened(past)) as store:
        assert [operation.what for operation in operations.redo(store)] == ["added Sari"]
        assert factories.row(store, "SELECT name, shoe_size FROM contact WHERE id = 2") == ("Sari", 40)
        operations.undo(store, steps=2)
        assert factories.names(store) == []
        truths.assert_sound(store)


def test_what_was_done_before_a_step_that_does_more_is_not_undone_across_it(
    past: Path, ledger: Migrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    _next_step(ledger, monkeypatch, "UPDATE contact SET notes = 'moved'")
    monkeypatch.setattr(operations, "NOT_ADDITIVE", frozenset({db.NEWEST_STEP}))
    with closing(factories.opened(past)) as store:
        with pytest.raises(Invalid, match="o1 is from before the database changed its shape"):
            operations.undo(store)
        with pytest.raises(Invalid, match="o2 is from before the database changed its shape"):
            operations.redo(store)
        factories.person(store, "Agus")
        operations.undo(store)


def test_a_step_itself_is_no_change_to_be_undone(
    past: Path, ledger: Migrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    _next_step(ledger, monkeypatch, "UPDATE contact SET notes = 'moved'")
    with closing(factories.opened(past)) as store:
        assert factories.row(store, "SELECT count(*) FROM journal WHERE operation_id IS NULL") == (0,)
        assert [operation.origin for operation in operations.newest(store.connection)] == ["line", "line"]


@pytest.mark.parametrize(
    "failing",
    [
        "INSERT INTO nowhere VALUES (1)",
        "UPDATE contact SET employer_id = 999",  # found by the check of foreign keys, when all steps are done
    ],
)
def test_a_failing_step_leaves_the_file_as_it_was_and_says_nothing_of_success(
    past: Path, ledger: Migrations, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    with closing(sqlite3.connect(past)) as connection:
        before = list(connection.iterdump())
    _next_step(ledger, monkeypatch, "ALTER TABLE contact ADD COLUMN shoe_size INTEGER")
    _next_step(ledger, monkeypatch, failing)
    voice = factories.Voice()
    with pytest.raises(sqlite3.Error):
        db.open_writing(str(past), now=factories.NOW, notify=voice)
    assert voice == []
    with closing(sqlite3.connect(past)) as connection:
        assert list(connection.iterdump()) == before
        assert connection.execute("PRAGMA user_version").fetchone() == (db.NEWEST_STEP - 2,)


def test_a_look_up_migrates_an_old_database_too(
    past: Path, ledger: Migrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    _next_step(ledger, monkeypatch, "ALTER TABLE contact ADD COLUMN shoe_size INTEGER")
    store = db.open_reading(str(past), now=factories.NOW, notify=factories.Voice())
    assert store is not None
    with closing(store):
        assert factories.row(store, "SELECT name, shoe_size FROM contact") == ("Budi", None)
    assert len(_of_a_schema(past)) == 1
