"""Opening the database: what reading must not do, what writing makes, and what is no database of ours."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from crmcli.errors import Unavailable
from crmcli.store import connecting, contacts, db, search
from crmcli.store.db import Store
from tests import factories

NOBODY = 65534


def _reading(path: Path) -> Store | None:
    return db.open_reading(str(path), now=factories.NOW, notify=factories.Voice())


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def closed(home: Path) -> Path:
    """A database with one contact, which nobody has open."""
    with closing(factories.store(home)) as store:
        factories.person(store, "Budi")
    return home / "crm.db"


def test_reading_where_there_is_no_database_makes_none(home: Path) -> None:
    assert _reading(home / "crm.db") is None
    assert _reading(home / "no" / "folder" / "crm.db") is None
    assert _files(home) == set()


def test_an_empty_file_is_no_database_yet(home: Path) -> None:
    (home / "crm.db").touch()
    assert _reading(home / "crm.db") is None
    with closing(factories.opened(home / "crm.db")) as store:
        factories.person(store, "Budi")
        assert factories.names(store) == ["Budi"]


def test_reading_leaves_no_files_behind_and_the_file_as_it_was(closed: Path) -> None:
    before = _files(closed.parent), closed.read_bytes(), closed.stat().st_mtime_ns
    store = _reading(closed)
    assert store is not None
    assert [hit[1] for hit in search.find(store.connection, ["budi"])] == ["Budi"]
    store.close()
    assert (_files(closed.parent), closed.read_bytes(), closed.stat().st_mtime_ns) == before


def test_a_reader_cannot_write(closed: Path) -> None:
    store = _reading(closed)
    assert store is not None
    with closing(store), pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.connection.execute("DELETE FROM contact")


def test_closing_the_last_writer_leaves_one_file_and_the_lock(home: Path) -> None:
    with closing(factories.opened(home / "crm.db")) as store:
        factories.person(store, "Budi")
    assert _files(home) == {"crm.db", "crm.db.lock"}


def test_what_crm_makes_is_its_owners_alone(home: Path) -> None:
    path = home / "data" / "crm" / "crm.db"
    previous = os.umask(0)
    try:
        with closing(factories.opened(path)) as store:
            factories.person(store, "Budi")
            assert {_mode(file) for file in path.parent.iterdir()} == {0o600}
    finally:
        os.umask(previous)
    assert _mode(path.parent) == 0o700


def test_a_folder_that_was_there_keeps_its_mode(home: Path) -> None:
    folder = home / "shared"
    folder.mkdir()
    folder.chmod(0o755)
    factories.opened(folder / "crm.db").close()
    assert _mode(folder) == 0o755
    assert _mode(folder / "crm.db") == 0o600


def test_a_relative_path_is_a_database_like_any_other(home: Path) -> None:
    factories.opened(Path("crm.db")).close()
    store = _reading(Path("crm.db"))
    assert store is not None
    store.close()


@pytest.mark.parametrize(
    "name", ["a b.db", "100%.db", "what?.db", "#1.db", "%41.db", "名.db", "a&mode=memory.db", "ü\u0308.db"]
)
def test_a_database_may_be_called_anything(home: Path, name: str) -> None:
    with closing(factories.opened(home / name)) as store:
        factories.person(store, "Budi")
    assert _files(home) == {name, name + ".lock"}
    found = _reading(home / name)
    assert found is not None
    with closing(found):
        assert factories.names(found) == ["Budi"]


def _refused(path: Path, sentence: str) -> None:
    """Neither reading nor writing takes the file for a database, and it stays as it was."""
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(Unavailable, match=sentence):
        _reading(path)
    with pytest.raises(Unavailable):
        factories.opened(path)
    assert not path.is_file() or path.read_bytes() == before
    assert not Path(f"{path}-wal").exists()


def test_a_text_file_is_refused(home: Path) -> None:
    for text in ("no database", "BEGIN:VCARD\r\n" * 1000):
        (home / "crm.db").write_text(text)
        _refused(home / "crm.db", "is not a crm database")


def test_another_programs_database_is_refused(home: Path) -> None:
    for version in (0, 1, 99):
        path = home / f"{version}.db"
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE note (text)")
            other.execute(f"PRAGMA user_version = {version}")
        _refused(path, "another program's database")


def test_a_newer_database_is_refused(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as newer:
        newer.execute("PRAGMA journal_mode = DELETE")
        newer.execute(f"PRAGMA user_version = {db.NEWEST_STEP + 1}")
    _refused(closed, "newer crm")


def test_a_folder_is_refused(home: Path) -> None:
    (home / "crm.db").mkdir()
    _refused(home / "crm.db", "folder|Cannot")


def test_an_unreachable_path_is_refused(home: Path) -> None:
    (home / "file").touch()
    _refused(home / "file" / "crm.db", "Cannot")


def _look_as_nobody(path: str, answer: Connection) -> None:
    if os.getuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        store = db.open_reading(path, now=factories.NOW, notify=factories.Voice())
        assert store is not None
        answer.send([hit[1] for hit in search.find(store.connection, ["budi"])])
        store.close()
    except BaseException as error:
        answer.send(repr(error))
        raise


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can read, which the test's own home is not."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@pytest.mark.parametrize("is_read_meanwhile", [False, True])
def test_a_look_up_works_in_a_folder_that_cannot_be_written(open_folder: Path, is_read_meanwhile: bool) -> None:
    with closing(factories.store(open_folder)) as store:
        factories.person(store, "Budi")
        if not is_read_meanwhile:
            store.close()
        for path in open_folder.iterdir():
            path.chmod(0o444)
        open_folder.chmod(0o555)
        before = _files(open_folder)
        here, there = multiprocessing.Pipe()
        child = multiprocessing.get_context("fork").Process(
            target=_look_as_nobody, args=(str(open_folder / "crm.db"), there)
        )
        child.start()
        child.join()
        assert here.poll()
        assert here.recv() == ["Budi"]
        assert child.exitcode == 0
        assert _files(open_folder) == before


def test_what_is_committed_is_read_at_once_by_a_reader_that_is_open(home: Path) -> None:
    with closing(factories.store(home)) as writer:
        reader = _reading(home / "crm.db")
        assert reader is not None
        with closing(reader):
            factories.person(writer, "Budi")
            assert factories.names(reader) == ["Budi"]
            with writer.write("half done") as tx:
                contacts.add(tx, "Sari")
                assert factories.names(reader) == ["Budi"]
            assert factories.names(reader) == ["Budi", "Sari"]


def test_an_instant_is_written_in_utc_to_the_second() -> None:
    from datetime import datetime, timedelta, timezone

    moment = datetime(2026, 11, 24, 23, 30, 15, 999_999, tzinfo=timezone(timedelta(hours=7)))
    assert db.instant(moment) == "2026-11-24T16:30:15Z"


def test_on_a_disk_too_full_for_shared_memory_look_ups_go_on(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(factories.store(home)) as store:
        factories.person(store, "Budi")
    monkeypatch.setattr(connecting, "_lacks_room", lambda connection: True)
    with closing(factories.opened(Path(store.path))):
        pass
    looking = db.connect_reading(store.path)
    assert looking is not None
    with closing(looking):
        assert looking.execute("SELECT name FROM contact").fetchone()[0] == "Budi"
    assert not Path(store.path + "-shm").exists()


def test_who_comes_and_goes_takes_no_log_away_while_one_call_looks_and_then_writes(closed: Path) -> None:
    with closing(factories.opened(closed)) as kept:
        kept.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    come_and_go = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM contact').fetchone()"
    reader = _reading(closed)
    assert reader is not None
    with closing(reader):
        reader.connection.execute("SELECT count(*) FROM contact").fetchone()
        with closing(factories.opened(closed)) as writer:
            subprocess.run([sys.executable, "-c", come_and_go, str(closed)], check=True)
            factories.person(writer, "Sari")
            with closing(sqlite3.connect(f"{closed.as_uri()}?mode=ro", uri=True)) as other:
                assert other.execute("SELECT count(*) FROM contact").fetchone() == (2,)
