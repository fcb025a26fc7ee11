"""What the doctor finds: each thing that can go wrong is planted, found by its check, and mended where that is safe."""

from __future__ import annotations

import sqlite3
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from crmcli.store import activities, backups, blobs, checking, connecting, contacts, db, operations
from crmcli.store.checking import OK, PROBLEM, WARNING, Finding
from crmcli.store.db import Store
from tests import factories
from tests.store import truths

NAME = "Zebulon Quaxworthy"
Harm = Callable[[Store], object]


def _examined(path: str, is_mending: bool = False) -> dict[str, Finding]:
    opened: list[Store] = []

    def writing() -> Store:
        opened.append(factories.opened(Path(path)))
        return opened[-1]

    with checking.readable(path) as connection:
        patient = checking.Patient(path, connection, factories.NOW, writing)
        found = {finding.check: finding for finding in checking.examine(patient, is_mending=is_mending)}
    for store in opened:
        store.close()
    return found


def _not_ok(found: dict[str, Finding]) -> dict[str, str]:
    return {name: finding.state for name, finding in found.items() if finding.state != OK}


@pytest.fixture
def lived(store: Store) -> Store:
    """A database with a past, in which all is well."""
    contact_id = factories.person(store, NAME, phone="0812-7777-4321", groups=["VIP"], company="PT Maju")
    factories.person(store, "Łukasz Ørsted", email="lukasz@lodz.example")
    with store.write("took a picture") as tx:
        contacts.edit(tx, contact_id, photo=blobs.put(tx.connection, b"picture", "image/x"), notes="no gluten")
    with store.write("logged") as tx:
        activities.add(tx, "call", [contact_id], at="2026-11-20T03:00:00Z", summary="price ok")
    factories.person(store, "Gone")
    operations.undo(store)
    return store


def _schema(store: Store, *statements: str) -> None:
    for statement in statements:
        store.connection.execute(statement)


def _raw(store: Store, *statements: str) -> None:
    """Changes rows behind the journal's back."""
    names = [row[0] for row in store.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
    made = [row[0] for row in store.connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")]
    store.connection.execute("PRAGMA foreign_keys = OFF")
    _schema(store, *(f"DROP TRIGGER {name}" for name in names), *statements, *made)


def _backed_up_long_ago(store: Store) -> None:
    for backup in backups.existing(store.path):
        Path(backup).unlink()
    backups.create(store.connection, store.path, factories.NOW - timedelta(days=30), reason="daily")


def _backup_spoilt(store: Store) -> None:
    Path(backups.existing(store.path)[-1]).write_bytes(b"no longer a database" * 999)


def _folder_taken(store: Store) -> None:
    place = Path(backups.folder(store.path))
    for backup in place.iterdir():
        backup.unlink()
    place.rmdir()
    place.touch(mode=0o600)


MENDED: dict[str, tuple[str, str, Harm]] = {
    "an entry of the index is lost": ("search", PROBLEM, lambda s: _schema(s, "DELETE FROM search WHERE rowid = 1")),
    "an entry for nobody": (
        "search",
        PROBLEM,
        lambda s: _schema(s, "INSERT INTO search (rowid, name) VALUES (99, 'x')"),
    ),
    "an entry says something else": (
        "search",
        PROBLEM,
        lambda s: _schema(s, "UPDATE search_trigram SET words = 'nothing' WHERE rowid = 3"),
    ),
    "an entry of the diary is lost": ("search", PROBLEM, lambda s: _schema(s, "DELETE FROM search_diary")),
    "an entry of the diary says something else": (
        "search",
        PROBLEM,
        lambda s: _schema(s, "UPDATE search_diary SET words = 'nothing'"),
    ),
    "the words of the index are gone": (
        "search",
        PROBLEM,
        lambda s: _schema(s, "DELETE FROM search_data WHERE id > 10"),
    ),
    "a name is folded otherwise": ("names", PROBLEM, lambda s: _raw(s, "UPDATE contact SET folded = 'x' WHERE id = 2")),
    "a group is folded otherwise": ("names", PROBLEM, lambda s: _raw(s, "UPDATE contact_group SET folded = 'x'")),
    "a trigger is missing": ("triggers", PROBLEM, lambda s: _schema(s, "DROP TRIGGER journal_contact_update")),
    "a trigger does something else": (
        "triggers",
        PROBLEM,
        lambda s: _schema(
            s,
            "DROP TRIGGER journal_contact_update",
            "CREATE TRIGGER journal_contact_update AFTER UPDATE ON contact BEGIN SELECT 1; END",
        ),
    ),
    "an index is missing": ("schema", PROBLEM, lambda s: _schema(s, "DROP INDEX channel_normal")),
    "a photo is nobody's": (
        "blobs",
        WARNING,
        lambda s: blobs.put(s.connection, b"of nobody", "image/x"),
    ),
    "others can read it": ("permissions", PROBLEM, lambda s: Path(s.path).chmod(0o644)),
    "its shared memory cannot be written": (
        "permissions",
        PROBLEM,
        lambda s: Path(s.path + "-shm").chmod(0o400),
    ),
    "the backups cannot be listed": ("permissions", PROBLEM, lambda s: Path(backups.folder(s.path)).chmod(0o500)),
    "others can read a backup": (
        "permissions",
        PROBLEM,
        lambda s: Path(backups.existing(s.path)[0]).chmod(0o640),
    ),
    "others can list the backups": ("permissions", PROBLEM, lambda s: Path(backups.folder(s.path)).chmod(0o755)),
    "a backup is unfinished": (
        "leftovers",
        WARNING,
        lambda s: (Path(backups.folder(s.path)) / "x.db.unfinished").touch(mode=0o600),
    ),
    "a restore is unfinished": ("leftovers", WARNING, lambda s: Path(s.path + ".unfinished").touch(mode=0o600)),
}
NOT_MENDED: dict[str, tuple[str, str, Harm]] = {
    "a row points nowhere": (
        "references",
        PROBLEM,
        lambda s: _raw(s, "UPDATE channel SET contact_id = 99 WHERE id = 1"),
    ),
    "a table is otherwise": (
        "schema",
        PROBLEM,
        lambda s: _schema(s, "ALTER TABLE contact ADD COLUMN shoe_size INTEGER"),
    ),
    "a table is another's": ("schema", WARNING, lambda s: _schema(s, "CREATE VIEW mine AS SELECT 1 AS one")),
    "a trigger is another's": (
        "triggers",
        WARNING,
        lambda s: _schema(s, "CREATE TRIGGER mine AFTER DELETE ON blob BEGIN SELECT 1; END"),
    ),
    "an operation was left open": (
        "journal",
        PROBLEM,
        lambda s: _schema(s, "UPDATE operation SET state = 'open' WHERE id = 2"),
    ),
    "an image is no JSON": (
        "journal",
        PROBLEM,
        lambda s: _schema(s, "UPDATE journal SET image = '{' WHERE action = 'update'"),
    ),
    "notes of no operation": (
        "journal",
        PROBLEM,
        lambda s: _schema(s, "UPDATE journal SET operation_id = 77 WHERE operation_id = 1"),
    ),
    "a photo is spoilt": ("blobs", PROBLEM, lambda s: _schema(s, "UPDATE blob SET bytes = x'00'")),
    "a photo is gone": ("blobs", PROBLEM, lambda s: _schema(s, "DELETE FROM blob")),
    "a zone is none": (
        "settings",
        PROBLEM,
        lambda s: _raw(s, "INSERT INTO setting (key, value) VALUES ('timezone', 'Mars/North')"),
    ),
    "the clock was ahead": (
        "clock",
        WARNING,
        lambda s: _schema(
            s, "UPDATE operation SET at = '2027-11-24T09:00:00Z' WHERE id = (SELECT max(id) FROM operation)"
        ),
    ),
    "the folder of backups is a file": ("backups", PROBLEM, _folder_taken),
    "the newest backup is old": ("backups", WARNING, _backed_up_long_ago),
    "the newest backup is spoilt": ("backups", PROBLEM, _backup_spoilt),
}


def test_where_all_is_well_nothing_is_found_and_nothing_is_changed(lived: Store) -> None:
    before = factories.tables(lived), operations.newest(lived.connection)
    found = _examined(lived.path, is_mending=True)
    assert _not_ok(found) == {}
    assert not any(finding.fixed or finding.hint for finding in found.values())
    assert (factories.tables(lived), operations.newest(lived.connection)) == before


@pytest.mark.parametrize("what", MENDED)
def test_what_can_be_mended_is_found_and_mended(lived: Store, what: str) -> None:
    check, state, harm = MENDED[what]
    rows = factories.tables(lived)
    harm(lived)
    found = _examined(lived.path)
    assert _not_ok(found) == {check: state}
    assert found[check].hint == "crm doctor --fix mends it."
    mended = _examined(lived.path, is_mending=True)[check]
    assert (mended.state, mended.fixed, mended.message) == (OK, True, found[check].message)
    assert _not_ok(_examined(lived.path)) == {}
    assert factories.tables(lived) == rows
    truths.assert_sound(lived)


@pytest.mark.parametrize("what", NOT_MENDED)
def test_what_is_data_is_found_and_left_alone(lived: Store, what: str) -> None:
    check, state, harm = NOT_MENDED[what]
    harm(lived)
    rows = factories.tables(lived)
    found = _examined(lived.path, is_mending=True)
    assert found[check].state == state
    assert found[check].hint
    assert not found[check].fixed
    assert factories.tables(lived) == rows


def test_an_index_that_does_not_say_what_its_table_says_is_mended(lived: Store) -> None:
    connection = lived.connection
    connection.execute("PRAGMA writable_schema = ON")
    page = factories.row(lived, "SELECT rootpage FROM sqlite_schema WHERE name = 'contact_folded'")
    other = factories.row(lived, "SELECT rootpage FROM sqlite_schema WHERE name = 'occasion_contact'")
    connection.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = 'contact_folded'", other)
    connection.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = 'occasion_contact'", page)
    lived.close()
    found = _examined(lived.path)
    assert found["database"].state == PROBLEM
    assert found["database"].hint == "crm doctor --fix mends it."
    assert _examined(lived.path, is_mending=True)["database"].fixed
    assert _not_ok(_examined(lived.path)) == {}


def test_nothing_that_is_said_holds_a_persons_data(lived: Store) -> None:
    for _check, _state, harm in (*MENDED.values(), *NOT_MENDED.values()):
        try:
            harm(lived)
        except (sqlite3.Error, OSError, IndexError):
            continue  # two harms may not go together
    said = " ".join(f"{finding.message} {finding.hint}" for finding in _examined(lived.path).values()).lower()
    for word in ("zebulon", "quax", "7777", "gluten", "lukasz", "vip", "maju"):
        assert word not in said


def test_changes_by_another_program_wait_for_the_next_change(lived: Store) -> None:
    with closing(factories.outsider(lived)) as outsider:
        outsider.execute("UPDATE contact SET title = 'Director' WHERE id = 2")
    assert _examined(lived.path)["journal"].state == WARNING
    factories.opened(Path(lived.path)).close()
    assert _not_ok(_examined(lived.path)) == {}


def test_without_a_database_what_lies_around_is_looked_at(home: Path) -> None:
    found = _examined(str(home / "crm.db"))
    assert list(found) == ["permissions", "leftovers", "disk", "backups"]
    assert _not_ok(found) == {}
    assert list(home.iterdir()) == []


def test_a_database_that_is_gone_while_backups_are_there_is_a_problem(lived: Store) -> None:
    lived.close()
    Path(lived.path).unlink()
    found = _examined(lived.path)["backups"]
    assert (found.state, found.hint) == (PROBLEM, "crm backup restore brings it back.")


def test_looking_takes_no_more_memory_for_more_contacts(store: Store) -> None:
    def peak() -> int:
        tracemalloc.start()
        assert _examined(store.path)["search"].state == OK
        high = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return high

    factories.imported(store, [factories.card(f"Budi {number}", "NOTE:" + "x" * 300) for number in range(1_000)])
    small = peak()
    factories.imported(store, [factories.card(f"Sari {number}", "NOTE:" + "x" * 300) for number in range(4_000)])
    assert peak() < small * 1.5


def test_a_clock_that_was_ahead_once_is_no_matter_after_the_next_change(lived: Store) -> None:
    with closing(factories.opened(Path(lived.path), now=factories.NOW + timedelta(days=900))) as ahead:
        factories.person(ahead, "Ahead")
    assert "clock" in _not_ok(_examined(lived.path))
    factories.person(lived, "Back")
    assert set(_not_ok(_examined(lived.path))) == set()


def test_another_program_that_writes_is_no_damage(lived: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db.connect_reading, "__kwdefaults__", {"patience": 1})  # milliseconds
    monkeypatch.setattr(connecting, "PATIENCE", 1)
    with closing(factories.outsider(lived)) as outsider:
        outsider.execute("BEGIN IMMEDIATE")
        found = _examined(lived.path, is_mending=True)
    assert _not_ok(found) == {"search": WARNING}
    assert found["search"].message == "Another program is writing to the database."
    assert "restore" not in found["search"].hint


def test_a_value_of_another_kind_than_crm_wrote_is_a_problem_and_no_failure(lived: Store) -> None:
    other = factories.row(lived, "SELECT rootpage FROM sqlite_schema WHERE name = 'channel'")
    lived.connection.execute("PRAGMA writable_schema = ON")
    lived.connection.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = 'contact_group'", other)
    lived.close()
    found = _examined(lived.path)
    assert found["database"].state == PROBLEM
    assert found["names"].state == PROBLEM
