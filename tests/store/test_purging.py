"""Purging: nothing of a person is left in the files, and what else was done can still be undone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crmcli.errors import NotFound
from crmcli.store import (
    attachments,
    backups,
    blobs,
    channels,
    contacts,
    db,
    distinct,
    groups,
    merging,
    occasions,
    operations,
    purging,
    relations,
    search,
)
from crmcli.store.db import Store
from tests import factories
from tests.store import truths

NAME = "Zebulon Quaxworthy"
PHONE = "0812-7777-4321"
EMAIL = "zebulon@quax.example"
TRACES = (b"zebulon", b"quaxworthy", b"quax", b"77774321", b"7777-4321", b"12347777", b"gluten")


def _traces(store: Store) -> list[tuple[str, bytes]]:
    """Which of the person's words stand in which of the database's files, in any case."""
    files = [path for path in Path(store.path).parent.iterdir() if path.is_file() and "crm.db" in path.name]
    return [(path.name, trace) for path in files for trace in TRACES if trace in path.read_bytes().lower()]


def _full_life(store: Store) -> int:
    """Somebody with a past among others: renamed, put into groups, related, imported, edited."""
    others = [factories.card(f"Budi {n}", phone=f"0811-{n:04}-0000", company="PT Maju") for n in range(150)]
    factories.imported(store, others)
    contact_id = factories.person(store, "Zeb Quax", phone=PHONE, email=EMAIL, company="PT Maju", groups=["VIP"])
    with store.write(f"edited {NAME}", command=f"crm contact edit c{contact_id} --name '{NAME}'") as tx:
        contacts.edit(
            tx, contact_id, name=NAME, notes="no gluten", photo=blobs.put(tx.connection, b"gluten", "image/x")
        )
        occasions.put(tx, contact_id, "birthday", 1980, 4, 15)
        relations.add(tx, 1, "spouse", contact_id, NAME)
    with store.write("took a phone") as tx:
        channels.remove(tx, contact_id, "phone", PHONE, "ID")
        contacts.edit(tx, contact_id, notes=None)
    return contact_id


def test_purging_leaves_no_trace_in_the_files(store: Store) -> None:
    contact_id = _full_life(store)
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert {trace for _name, trace in _traces(store)} == set(TRACES)
    assert purging.purge(store, contact_id) == []
    assert _traces(store) == []
    truths.assert_sound(store)
    store.close()
    assert _traces(store) == []


def test_purging_leaves_no_trace_where_sqlite_did_not_wipe_what_was_deleted_before(store: Store) -> None:
    store.connection.execute("PRAGMA secure_delete = OFF")
    contact_id = _full_life(store)
    purging.purge(store, contact_id)
    store.close()
    assert _traces(store) == []


def test_purging_forgets_what_was_typed_and_undone_for_good(store: Store) -> None:
    first = factories.person(store, NAME, phone=PHONE)
    operations.undo(store)
    second = factories.person(store, NAME, phone=PHONE)
    assert first != second
    purging.purge(store, second)
    assert _traces(store) == []


def test_purging_forgets_what_was_typed_in_operations_pruned_since(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.write(f"added {NAME}", command=f"crm add '{NAME}' --phone {PHONE}") as tx:
        contact_id = contacts.add(tx, NAME)
        channels.add(tx, contact_id, channels.prepare("phone", PHONE, "", "ID"))
    monkeypatch.setattr(db, "JOURNAL_LIMIT", 1)
    monkeypatch.setattr(db, "JOURNAL_KEEP", 1)
    factories.person(store, "Budi")
    purging.purge(store, contact_id)
    assert _traces(store) == []
    assert [operation.what for operation in operations.newest(store.connection)] == ["added Budi", "(purged)"]


def test_a_purged_person_is_found_no_more(store: Store) -> None:
    contact_id = factories.person(store, NAME, phone=PHONE)
    purging.purge(store, contact_id)
    assert search.find(store.connection, ["zebulon"]) == []
    assert search.find(store.connection, [PHONE]) == []
    with pytest.raises(NotFound):
        contacts.get(store.connection, contact_id)


def test_purging_nobody_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        purging.purge(store, 7)


def test_what_else_an_operation_did_can_still_be_undone(store: Store) -> None:
    factories.imported(store, [factories.card(NAME, phone=PHONE), factories.card("Budi"), factories.card("Sari")])
    factories.person(store, "Agus", groups=["VIP"])
    with store.write("all into VIP") as tx:
        for contact_id in (1, 2, 3):
            groups.put(tx, groups.find_or_add(tx, "VIP"), contact_id)
    purging.purge(store, 1)
    assert [operation.purged for operation in reversed(operations.newest(store.connection))] == [1, 0, 1]
    operations.undo(store)
    assert groups.named(store.connection, "VIP").members == 1
    operations.undo(store, steps=2)
    assert factories.names(store) == []
    operations.redo(store, steps=3)
    assert factories.names(store) == ["Budi", "Sari", "Agus"]
    assert groups.named(store.connection, "VIP").members == 3
    truths.assert_sound(store)
    assert _traces(store) == []


def test_the_people_of_a_purged_company_stay_without_an_employer(store: Store) -> None:
    budi = factories.person(store, "Budi", company="Quax")
    with store.write("moved") as tx:
        contacts.edit(tx, budi, employer_id=contacts.find_or_add_company(tx, "PT Maju"))
    sari = factories.person(store, "Sari", company="Quax")
    company_id = contacts.company_named(store.connection, "quax")
    assert company_id is not None
    purging.purge(store, company_id)
    assert contacts.get(store.connection, sari).employer_id is None
    assert search.find(store.connection, ["quax"]) == []
    operations.undo(store, operation_id=2)
    assert contacts.get(store.connection, budi).employer_id is None
    truths.assert_sound(store)
    assert _traces(store) == []


def test_what_another_program_changed_meanwhile_is_not_lost_by_purging(store: Store) -> None:
    factories.person(store, "Budi", company="Quax")
    company_id = contacts.company_named(store.connection, "quax")
    assert company_id is not None
    with closing(factories.outsider(store)) as outsider:
        outsider.execute("UPDATE contact SET title = 'Boss' WHERE name = 'Budi'")
    purging.purge(store, company_id)
    assert [operation.origin for operation in operations.newest(store.connection)] == ["outside", "line"]
    truths.assert_sound(store)


def test_backups_that_hold_the_person_are_named(store: Store) -> None:
    factories.person(store, "Budi")
    without = backups.create(store.connection, store.path, factories.NOW, reason="before")
    contact_id = factories.person(store, NAME)
    holding = backups.create(store.connection, store.path, factories.NOW, reason="after")
    operations.undo(store)
    undone = backups.create(store.connection, store.path, factories.NOW, reason="undone")
    operations.redo(store)
    assert purging.purge(store, contact_id) == sorted([holding, undone])
    assert Path(without).exists()


def test_a_backup_that_cannot_be_looked_into_is_named(store: Store) -> None:
    contact_id = factories.person(store, NAME)
    copy = Path(backups.create(store.connection, store.path, factories.NOW, reason="daily"))
    copy.write_bytes(b"not a database at all" * 100)
    assert purging.purge(store, contact_id) == [str(copy)]


def test_backups_are_looked_into_whatever_the_folder_is_called(home: Path) -> None:
    folder = home / "100% mine? #1"
    folder.mkdir()
    with closing(factories.store(folder)) as store:
        backups.create(store.connection, store.path, factories.NOW, reason="daily")
        assert purging.purge(store, factories.person(store, NAME)) == []


def test_a_backup_of_the_day_that_the_purge_itself_makes_is_named(store: Store) -> None:
    contact_id = factories.person(store, NAME)
    assert [backups.reason_of(path) for path in purging.purge(store, contact_id)] == [backups.DAILY]


def test_backups_of_a_database_that_numbered_the_person_otherwise_are_named(home: Path) -> None:
    with closing(factories.store(home)) as store:
        factories.person(store, "Budi")
        factories.person(store, NAME)
        held = backups.create(store.connection, store.path, factories.NOW, reason="daily")
        other = factories.person(store, "Sari")
        operations.undo(store, operation_id=2)
        backups.create(store.connection, store.path, factories.NOW, reason="manual")
    (home / "crm.db").unlink()
    with closing(factories.store(home)) as store:
        contact_id = factories.person(store, NAME)
        assert contact_id not in (2, other)
        assert held in purging.purge(store, contact_id)


def test_a_damaged_file_that_a_restore_put_away_is_named(store: Store) -> None:
    contact_id = factories.person(store, NAME)
    kept = Path(backups.create(store.connection, store.path, factories.NOW, reason="daily"))
    damaged = kept.with_name(kept.name.replace("daily", "damaged"))
    damaged.write_bytes(b"")
    assert purging.purge(store, contact_id) == [str(kept), str(damaged)]


def test_purging_says_where_another_reader_keeps_the_old_words_on_the_disk(store: Store) -> None:
    contact_id = factories.person(store, NAME)
    store.connection.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(store.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM contact").fetchone() == (1,)
        purging.purge(store, contact_id)
    assert isinstance(store.notify, factories.Voice)
    assert store.notify == ["Another program is reading the database; what was purged leaves the disk when it ends."]
    store.close()
    assert _traces(store) == []


def _merged_life(store: Store) -> tuple[int, int]:
    """Somebody who was two contacts, one with few traces and one with all, made one."""
    other = _full_life(store)
    keep = factories.person(store, "Zeb", phone="0811-222-333")
    with store.write("merged") as tx:
        distinct.declare(tx, [1, other])
        merging.merge(tx, keep, [other])
    return keep, other


def test_purging_leaves_no_trace_of_those_who_were_merged_into_the_contact(store: Store) -> None:
    keep, _other = _merged_life(store)
    purging.purge(store, keep)
    assert _traces(store) == []
    for table in ("merged_contact", "distinct_pair", "attachment"):
        assert factories.row(store, f"SELECT count(*) FROM {table}") == (0,)
    truths.assert_sound(store)


def test_purging_one_of_two_whose_merge_was_undone_leaves_the_other_whole(store: Store) -> None:
    keep, other = _merged_life(store)
    operations.undo(store)
    purging.purge(store, other)
    assert _traces(store) == []
    assert contacts.get(store.connection, keep).name == "Zeb"
    assert [channel.value for channel in channels.of(store.connection, keep)] == ["0811-222-333"]
    truths.assert_sound(store)


def test_purging_the_one_that_was_kept_leaves_the_other_whole_after_the_merge_was_undone(store: Store) -> None:
    keep, other = _merged_life(store)
    operations.undo(store)
    purging.purge(store, keep)
    assert contacts.get(store.connection, other).name == NAME
    assert [channel.value for channel in channels.of(store.connection, other)] == [EMAIL]
    truths.assert_sound(store)


def test_purging_sweeps_the_copies_that_a_kill_left_unfinished(store: Store) -> None:
    contact_id = _full_life(store)
    beside = Path(store.path + ".unfinished")
    backups.copy(store.connection, str(beside))
    within = Path(backups.new_name(store.path, factories.NOW, "daily") + ".unfinished")
    within.write_bytes(beside.read_bytes())
    purging.purge(store, contact_id)
    assert (beside.exists(), within.exists()) == (False, False)


def test_purging_forgets_what_files_were_called(store: Store) -> None:
    contact_id = factories.person(store, NAME)
    with store.write("attached") as tx:
        attached, _is_new = attachments.add(tx, contact_id, "quax-contract.txt", b"text")
    with store.write("renamed the file quax-contract.txt") as tx:
        attachments.rename(tx, attached, "contract.txt")
    purging.purge(store, contact_id)
    assert "quax" not in " ".join(operation.what for operation in operations.newest(store.connection))
