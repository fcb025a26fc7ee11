"""Backups: whole, for the owner alone, named by when and why, made before the first change of each day."""

from __future__ import annotations

import multiprocessing
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crmcli.errors import Unavailable
from crmcli.store import backup_days, backups, contacts, operations, purging, settings
from crmcli.store.db import Store
from tests import factories

DAILY = "2026-11-24T160000+0700-daily.db"


def _names(store: Store) -> list[str]:
    return [Path(path).name for path in backups.existing(store.path)]


def _held(backup: str) -> list[str]:
    with closing(sqlite3.connect(backup)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM contact ORDER BY id")]


def _add(store: Store, name: str, now: datetime) -> None:
    with store.write(f"added {name}", now=now) as tx:
        contacts.add(tx, name)


def test_a_backup_is_whole_and_one_file_for_its_owner_alone(store: Store) -> None:
    factories.person(store, "Budi")
    path = Path(backups.create(store.connection, store.path, factories.NOW, reason="daily"))
    assert path.name == DAILY
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with closing(factories.opened(path)) as copy:
        assert factories.tables(copy) == factories.tables(store)


def test_backups_of_one_moment_do_not_take_each_others_place(store: Store) -> None:
    made = [backups.create(store.connection, store.path, factories.NOW, reason="daily") for _ in range(3)]
    assert len(set(made)) == 3
    assert set(backups.existing(store.path)) == set(made)


def test_backups_are_listed_oldest_first(store: Store) -> None:
    made = [
        backups.create(store.connection, store.path, factories.NOW + timedelta(days=days), reason="daily")
        for days in (2, 0, 1)
    ]
    assert backups.existing(store.path) == [made[1], made[2], made[0]]


def test_a_name_tells_moment_and_reason_and_one_of_an_earlier_form_is_understood() -> None:
    assert backups.moment_of("2026-11-24T160000+0700-daily.db") == factories.NOW
    assert backups.moment_of("20261124T090000-schema-1.db") == factories.NOW
    reasons = ["2026-11-24T160000+0700-schema-12.db", "20261124T090000-schema-1.db", "x/mine.db", "x/2026-11-24.db"]
    assert [backups.reason_of(name) for name in reasons] == ["schema", "schema", "", ""]


def test_a_backup_that_fails_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def execute(self, _statement: str) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        def backup(self, _target: sqlite3.Connection) -> None:
            raise sqlite3.OperationalError("disk full")

    with pytest.raises(sqlite3.OperationalError, match="disk full"):
        backups.create(Broken(), store.path, factories.NOW, reason="daily")  # type: ignore[arg-type]
    assert backups.existing(store.path) == []
    assert list(Path(backups.folder(store.path)).iterdir()) == []


def test_what_a_kill_left_unfinished_is_no_backup_and_is_swept_by_the_next(store: Store) -> None:
    place = Path(backups.folder(store.path))
    place.mkdir(mode=0o700)
    for name in ("2026-11-23T160000+0700-daily.db.unfinished", "2026-11-23T160000+0700-daily.db.unfinished-wal"):
        (place / name).write_bytes(b"half of a page")
    assert backups.existing(store.path) == []
    made = backups.create(store.connection, store.path, factories.NOW, reason="manual")
    assert [str(path) for path in place.iterdir()] == [made]


def test_without_backups_there_are_none(store: Store) -> None:
    assert backups.existing(store.path) == []


def test_the_first_change_of_a_day_is_preceded_by_a_backup_and_no_other(store: Store) -> None:
    factories.person(store, "Budi")  # into an empty database, of which nobody needs a copy
    assert _names(store) == []
    factories.person(store, "Sari")
    factories.person(store, "Wati")
    assert _names(store) == [DAILY]
    assert _held(backups.existing(store.path)[0]) == ["Budi"]
    _add(store, "Rudi", factories.NOW + timedelta(days=1))
    assert _names(store) == [DAILY, "2026-11-25T160000+0700-daily.db"]
    assert _held(backups.existing(store.path)[1]) == ["Budi", "Sari", "Wati"]


@pytest.mark.parametrize(
    ("zone", "first", "hours", "count"),
    [
        ("", datetime(2026, 11, 24, 16, 59, tzinfo=UTC), 1, 2),  # midnight in Jakarta, where the machine is
        ("", datetime(2026, 11, 24, 17, 1, tzinfo=UTC), 23, 1),
        ("America/Sao_Paulo", datetime(2026, 11, 24, 16, 59, tzinfo=UTC), 1, 1),
        ("America/Sao_Paulo", datetime(2026, 11, 24, 2, 59, tzinfo=UTC), 1, 2),
    ],
)
def test_a_day_is_one_where_the_user_works(store: Store, zone: str, first: datetime, hours: int, count: int) -> None:
    if zone:
        with store.write("moved", now=first) as tx:
            settings.put(tx, "timezone", zone)
    else:
        _add(store, "Budi", first)
    _add(store, "Sari", first)
    _add(store, "Wati", first + timedelta(hours=hours))
    assert len(_names(store)) == count


def test_a_clock_that_was_ahead_once_does_not_cost_a_backup_for_every_change(store: Store) -> None:
    factories.person(store, "Budi")
    _add(store, "Sari", datetime(2036, 1, 1, tzinfo=UTC))
    for name in ("Wati", "Rudi", "Ani"):
        factories.person(store, name)
    assert len(_names(store)) == 2


def test_a_dry_run_and_a_change_that_is_none_make_no_backup(store: Store) -> None:
    contact_id = factories.person(store, "Budi")
    with store.write("added Sari", dry_run=True) as tx:
        contacts.add(tx, "Sari")
    with store.write("edited Budi") as tx:
        contacts.edit(tx, contact_id, name="Budi")
    operations.undo(store, dry_run=True)
    assert _names(store) == []


def test_undoing_and_purging_are_changes_too(home: Path) -> None:
    with closing(factories.store(home)) as store:
        factories.person(store, "Budi")
        operations.undo(store)
        assert _held(backups.existing(store.path)[0]) == ["Budi"]
    folder = home / "other"
    folder.mkdir()
    with closing(factories.store(folder)) as store:
        contact_id = factories.person(store, "Budi")
        purging.purge(store, contact_id)
        assert _held(backups.existing(store.path)[0]) == ["Budi"]


def test_taking_in_what_another_program_did_is_a_change_too(store: Store) -> None:
    factories.person(store, "Budi")
    with closing(factories.outsider(store)) as outsider:
        outsider.execute("UPDATE contact SET name = 'Rudi'")
    factories.opened(Path(store.path)).close()
    assert _names(store) == [DAILY]


def test_a_backup_that_cannot_be_made_is_said_once_an_hour_and_keeps_no_change_back(store: Store) -> None:
    factories.person(store, "Budi")
    place = Path(backups.folder(store.path))
    place.write_text("a file where the folder should be")
    for minutes in (0, 1, 59, 61):
        _add(store, f"Sari {minutes}", factories.NOW + timedelta(minutes=minutes))
    assert store.notify == ["There is no backup of today, because it could not be made: File exists."] * 2
    assert len(factories.names(store)) == 5
    place.unlink()
    _add(store, "Wati", factories.NOW + timedelta(hours=3))
    assert len(_names(store)) == 1


def test_a_damaged_database_takes_no_change_while_there_is_a_backup_to_go_back_to(store: Store) -> None:
    for number in range(300):
        factories.person(store, f"Budi {number}", notes="x" * 400)
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = _names(store)
    store.close()
    _spoil_a_page_with(b"Budi 150budi 150", Path(store.path))
    with closing(factories.opened(Path(store.path))) as again:
        with pytest.raises(Unavailable, match="damaged") as refusal:
            _add(again, "Sari", factories.NOW + timedelta(days=1))
        assert "2026-11-24 16:00" in refusal.value.hint
        assert _names(again) == before
    for backup in backups.existing(store.path):
        Path(backup).unlink()
    with closing(factories.opened(Path(store.path))) as again:
        _add(again, "Sari", factories.NOW + timedelta(days=1))
        assert [text.startswith("The database is damaged.") for text in again.notify] == [True]  # type: ignore[attr-defined]


def _spoil_a_page_with(text: bytes, path: Path) -> None:
    """Overwrites the header of the page of a table in which the text stands first."""
    content = bytearray(path.read_bytes())
    page = next(
        start
        for start in range(4096, len(content), 4096)
        if content[start] == 0x0D and text in content[start : start + 4096]
    )
    content[page : page + 8] = b"\xff" * 8
    path.write_bytes(content)


def _change(path: str) -> None:
    with closing(factories.opened(Path(path))) as store:
        factories.person(store, "Sari")


def test_of_many_first_changes_at_once_one_makes_the_backup(store: Store) -> None:
    factories.person(store, "Budi")
    processes = [multiprocessing.Process(target=_change, args=(store.path,)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    assert _names(store) == [DAILY]
    assert _held(backups.existing(store.path)[0]) == ["Budi"]
    assert len(factories.names(store)) == 5


def test_a_day_that_has_its_backup_is_known_without_opening_anything(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.person(store, "Budi")
    factories.person(store, "Sari")
    monkeypatch.setattr(backup_days, "_make", lambda *_arguments: pytest.fail("it was looked at again"))
    factories.person(store, "Wati")


def test_backups_survive_the_database_and_a_new_one_says_so(store: Store) -> None:
    factories.person(store, "Budi")
    factories.person(store, "Sari")
    store.close()
    Path(store.path).unlink()
    with closing(factories.opened(Path(store.path))) as again:
        assert _names(again) == [DAILY]
        assert again.notify == ["Began a new database; crm backup restore brings back the one that was here before."]


def test_a_note_in_the_lock_that_is_not_ours_keeps_no_change_back(store: Store) -> None:
    factories.person(store, "Budi")
    Path(store.path + ".lock").write_text("2026-11-24T08:59:00")
    factories.person(store, "Sari")
    assert _names(store) == [DAILY]
