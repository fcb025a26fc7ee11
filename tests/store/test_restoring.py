"""Restoring: whatever has become of the database, a backup takes its place whole, and what was there is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from crmcli.errors import Ambiguous, NotFound, Unavailable
from crmcli.store import backup_choice, backup_contents, backups, contacts, db, operations, restoring, search
from crmcli.store.db import Store
from tests import factories
from tests.store import truths

Harm = Callable[[Path], None]


@pytest.fixture
def morning(store: Store) -> factories.Rows:
    """The rows of a morning, of which there is a backup; the day went on since, and the database is closed."""
    for name in ("Budi", "Sari"):
        factories.person(store, name, phone="0812-3456-7890", groups=["VIP"])
    rows = factories.tables(store)
    _next_day(store, "Wati")
    store.close()
    for backup in backups.existing(store.path)[:-1]:
        Path(backup).unlink()
    return rows


def _next_day(store: Store, name: str) -> None:
    with store.write(f"added {name}", now=factories.NOW + timedelta(days=1)) as tx:
        contacts.add(tx, name)


def _restore(path: str, text: str = "latest") -> restoring.Restored:
    backup = backup_choice.chosen(path, text)
    restoring.check(backup, path)
    return restoring.restore(backup, path, factories.NOW + timedelta(days=2), factories.Voice())


def _is_as(path: str, rows: factories.Rows) -> None:
    with closing(factories.opened(Path(path))) as store:
        truths.assert_sound(store)
        assert factories.tables(store) == rows
        assert [hit[1] for hit in search.find(store.connection, ["sari"])] == ["Sari"]


def _missing(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _overwritten(path: Path) -> None:
    path.write_text("a letter to my mother\n" * 500)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 + 7])


def _headless(path: Path) -> None:
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])


def _schemaless(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:108] = b"\xff" * 8
    path.write_bytes(content)


def _with_a_strange_log(path: Path) -> None:
    path.write_bytes(b"\xff" * 9000)
    path.with_name("crm.db-wal").write_bytes(b"\x37\x7f\x06\x82" + b"\xee" * 9000)
    path.with_name("crm.db-shm").write_bytes(b"\xdd" * 32768)


def _renumbered(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[68:72] = b"\0\1\2\3"  # where the application's number stands
    path.write_bytes(content)


HARMS = (_missing, _empty, _overwritten, _cut, _headless, _schemaless, _with_a_strange_log, _renumbered)


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_whatever_has_become_of_the_file_the_morning_comes_back(
    store: Store, morning: factories.Rows, harm: Harm
) -> None:
    path = Path(store.path)
    harm(path)
    harmed = {part: path.with_name(f"crm.db{part}").read_bytes() for part in ("", "-wal") if _is_there(path, part)}
    done = _restore(store.path)
    _is_as(store.path, morning)
    if harm in (_missing, _empty):
        assert done.kept is None
        return
    assert done.kept is not None
    assert backups.reason_of(done.kept) == backups.DAMAGED
    assert {part: Path(done.kept + part).read_bytes() for part in harmed} == harmed
    assert path.stat().st_mode & 0o777 == Path(done.kept).stat().st_mode & 0o777 == 0o600


def _is_there(path: Path, part: str) -> bool:
    return path.with_name(f"crm.db{part}").exists()


def test_what_was_sound_is_kept_and_can_be_brought_back(store: Store, morning: factories.Rows) -> None:
    with closing(factories.opened(Path(store.path))) as opened:
        evening = factories.tables(opened)
    done = _restore(store.path)
    assert (done.before, done.after) == (
        backup_contents.Contents(3, 1, 3, "2026-11-25T09:00:00Z", db.NEWEST_STEP),
        backup_contents.Contents(2, 1, 2, "2026-11-24T09:00:00Z", db.NEWEST_STEP),
    )
    _is_as(store.path, morning)
    assert done.kept is not None
    _restore(store.path, Path(done.kept).name)
    _is_as(store.path, evening)


def test_restoring_the_latest_twice_is_restoring_it_once(store: Store, morning: factories.Rows) -> None:
    _restore(store.path)
    _restore(store.path)
    _is_as(store.path, morning)


def test_a_connection_that_others_hold_sees_what_was_restored(store: Store, morning: factories.Rows) -> None:
    with closing(factories.outsider(store)) as reader, closing(factories.outsider(store)) as other:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM contact").fetchone() == (3,)
        assert other.execute("SELECT count(*) FROM contact").fetchone() == (3,)
        _restore(store.path)
        assert reader.execute("SELECT count(*) FROM contact").fetchone() == (3,)  # its own snapshot, to the end
        reader.execute("COMMIT")
        for connection in (reader, other):
            assert connection.execute("SELECT count(*) FROM contact").fetchone() == (2,)
        other.execute("UPDATE contact SET notes = 'still here' WHERE id = 1")
    with closing(factories.opened(Path(store.path))) as opened:
        assert contacts.get(opened.connection, 1).notes == "still here"
        truths.assert_sound(opened)


def test_who_keeps_writing_is_waited_for_and_then_named(
    store: Store, morning: factories.Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "_TRIES", 2)
    monkeypatch.setattr(restoring, "_PAUSE", 0.0)
    with closing(factories.outsider(store)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="Another program is writing"):
            _restore(store.path)
    with closing(factories.opened(Path(store.path))) as opened:
        assert len(factories.names(opened)) == 3
        truths.assert_sound(opened)


def test_undo_goes_on_from_the_history_of_the_backup(store: Store, morning: factories.Rows) -> None:
    _restore(store.path)
    with closing(factories.opened(Path(store.path))) as opened:
        assert [operation.what for operation in operations.undo(opened)] == ["added Sari"]


def test_a_backup_of_an_older_schema_is_brought_to_the_present_one(store: Store) -> None:
    old = Path(__file__).parents[1] / "databases" / "schema-1.db"
    if not old.exists():
        pytest.skip("there is no database of an older schema")
    factories.person(store, "Budi")
    store.close()
    place = Path(backups.folder(store.path))
    place.mkdir(mode=0o700)
    (place / "2026-11-20T160000+0700-schema-1.db").write_bytes(old.read_bytes())
    _restore(store.path, "2026-11-20")
    with closing(factories.opened(Path(store.path))) as opened:
        assert factories.row(opened, "PRAGMA user_version") == (db.NEWEST_STEP,)
        truths.assert_sound(opened)
        assert opened.notify == []


def test_a_backup_of_a_newer_crm_is_refused_and_nothing_changes(store: Store, morning: factories.Rows) -> None:
    newest = backups.existing(store.path)[-1]
    with closing(sqlite3.connect(newest)) as connection:
        connection.execute(f"PRAGMA user_version = {db.NEWEST_STEP + 1}")
    before = Path(store.path).read_bytes()
    with pytest.raises(Unavailable, match="cannot be restored") as refusal:
        _restore(store.path, "2026-11-25")
    assert "newer crm" in refusal.value.hint
    assert Path(store.path).read_bytes() == before


def test_another_programs_database_is_left_alone(store: Store, morning: factories.Rows) -> None:
    Path(store.path).unlink()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("CREATE TABLE bookmark (address TEXT)")
    before = Path(store.path).read_bytes()
    with pytest.raises(Unavailable, match="another program"):
        _restore(store.path)
    assert Path(store.path).read_bytes() == before


def test_latest_passes_over_what_is_damaged(store: Store, morning: factories.Rows) -> None:
    whole = backup_choice.chosen(store.path, "latest")
    (Path(whole.path).parent / "2026-11-26T080000+0700-daily.db").write_bytes(b"nothing of ours" * 1000)
    assert backup_choice.chosen(store.path, "latest") == whole
    Path(whole.path).unlink()
    with pytest.raises(NotFound, match="None of the backups is whole"):
        backup_choice.chosen(store.path, "latest")


def test_a_backup_is_named_by_day_by_beginning_or_by_path(store: Store, home: Path) -> None:
    factories.person(store, "Budi")
    made = {
        (day, reason): backups.create(
            store.connection, store.path, factories.NOW + timedelta(days=day, hours=hour), reason=reason
        )
        for day, hour, reason in ((0, 0, "daily"), (0, 1, "before-restore"), (1, 0, "daily"), (1, 1, "manual"))
    }
    own = home / "copy.db"
    backups.copy(store.connection, str(own))
    chosen = {
        "2026-11-24": made[0, "daily"],  # not what a restore has put away
        "2026-11-25": made[1, "manual"],
        "2026-11-25T16": made[1, "daily"],
        "2026-11-24T170000+0700-before-restore": made[0, "before-restore"],
        "2026-11-24T170000+0700-before-restore.db": made[0, "before-restore"],
        "latest": made[1, "manual"],
        str(own): str(own),
        "copy.db": "copy.db",
    }
    assert {text: backup_choice.chosen(store.path, text).path for text in chosen} == chosen
    with pytest.raises(Ambiguous) as several:
        backup_choice.chosen(store.path, "2026-11")
    assert len(several.value.candidates) == 4
    with pytest.raises(NotFound) as missing:
        backup_choice.chosen(store.path, "2026-11-30")
    assert missing.value.hint == "The one before is 2026-11-25T170000+0700-manual."
    for text in ("nobody", "./no.db", "2026-01-01", ""):
        with pytest.raises((NotFound, Ambiguous)):
            backup_choice.chosen(store.path, text)


def test_a_database_with_pages_of_another_size_is_restored_too(store: Store, morning: factories.Rows) -> None:
    source = backup_choice.chosen(store.path, "latest").path
    other = Path(store.path).with_name("other.db")
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("VACUUM INTO ?", (str(other),))
    _restore(store.path, str(other))
    _is_as(store.path, morning)


def test_a_restore_that_fails_leaves_the_database_as_it_was(
    store: Store, morning: factories.Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    before = Path(store.path).read_bytes()
    for step in ("_prepared", "_kept", "_poured"):
        with monkeypatch.context() as patch:
            patch.setattr(restoring, step, refuse)
            with pytest.raises(sqlite3.OperationalError):
                _restore(store.path)
        assert Path(store.path).read_bytes() == before
        assert not [path.name for path in Path(store.path).parent.iterdir() if "unfinished" in path.name]


def test_latest_is_not_what_was_made_while_the_clock_was_ahead(store: Store, morning: factories.Rows) -> None:
    right = backup_choice.chosen(store.path, "latest")
    backups.copy(db.connect(right.path), right.path.replace("2026", "2031"))
    assert backup_choice.chosen(store.path, "latest", factories.NOW + timedelta(days=2)) == right
    assert backup_choice.chosen(store.path, "latest", factories.NOW - timedelta(days=9999)).at.year == 2031
