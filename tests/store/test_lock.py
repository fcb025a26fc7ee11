"""Writers at the same time: each arrives, one after the other, and one that is killed leaves nothing of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from crmcli.errors import Unavailable
from crmcli.store import contacts, lock, operations
from tests import factories
from tests.store import truths


def _started(task: Callable[[str, Connection], None], path: Path) -> tuple[BaseProcess, Connection]:
    here, there = multiprocessing.Pipe()
    child = multiprocessing.get_context("spawn").Process(target=task, args=(str(path), there))
    child.start()
    there.close()
    return child, here


def _add_many(path: str, line: Connection) -> None:
    with closing(factories.opened(Path(path))) as store:
        line.send("ready")
        line.recv()
        for number in range(10):
            factories.person(store, f"{os.getpid()} {number}")


def _stop_half_way(path: str, line: Connection) -> None:
    with closing(factories.opened(Path(path))) as store, store.write("never done") as tx:
        for number in range(2_000):
            contacts.add(tx, f"Sari {number}", notes="x" * 500)
        line.send("half way")
        line.recv()


def _end(child: BaseProcess) -> int | None:
    child.join()
    return child.exitcode


def test_the_changes_of_two_writers_at_once_all_arrive(home: Path) -> None:
    path = home / "crm.db"
    factories.store(home).close()
    children = [_started(_add_many, path) for _ in range(2)]
    for _child, line in children:
        assert line.recv() == "ready"
    for _child, line in children:
        line.send("go")
    assert [_end(child) for child, _line in children] == [0, 0]
    with closing(factories.opened(path)) as store:
        assert contacts.count(store.connection) == 20
        assert len(operations.newest(store.connection)) == 20
        truths.assert_sound(store)


def test_a_writer_killed_in_its_transaction_leaves_nothing_of_it(home: Path) -> None:
    path = home / "crm.db"
    with closing(factories.store(home)) as store:
        factories.person(store, "Budi")
        before = factories.tables(store)
    child, line = _started(_stop_half_way, path)
    assert line.recv() == "half way"
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    assert _end(child) == -signal.SIGKILL
    with closing(factories.opened(path)) as store:
        assert factories.tables(store) == before
        assert [operation.what for operation in operations.newest(store.connection)] == ["added Budi"]
        truths.assert_sound(store)
        factories.person(store, "Agus")
        operations.undo(store, steps=2)


def test_a_writer_waits_for_another_says_so_and_then_writes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = home / "crm.db"
    factories.store(home).close()
    child, line = _started(_stop_half_way, path)
    assert line.recv() == "half way"
    monkeypatch.setattr(lock, "PATIENCE", 0)
    told: list[str] = []

    def tell(text: str) -> None:
        told.append(text)
        line.send("go on")

    with closing(factories.opened(path)) as store:
        store.notify = tell
        factories.person(store, "Budi")
        assert told == ["Waiting for another crm to finish writing…"]
        assert _end(child) == 0
        assert contacts.count(store.connection) == 2_001


def test_a_writer_gives_up_when_another_does_not_end(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = home / "crm.db"
    monkeypatch.setattr(lock, "LIMIT", 0)
    with closing(factories.store(home)) as one, closing(factories.opened(path)) as other:
        with one.exclusive(), pytest.raises(Unavailable, match="Another crm has been writing"):
            factories.person(other, "Budi")
        factories.person(other, "Sari")
        assert factories.names(one) == ["Sari"]


def test_a_lock_that_cannot_be_made_is_said(home: Path) -> None:
    with closing(factories.store(home)) as store:
        (home / "crm.db.lock").unlink(missing_ok=True)
        (home / "crm.db.lock").mkdir()
        with pytest.raises(Unavailable, match="Cannot write beside the database"):
            factories.person(store, "Budi")


@pytest.mark.parametrize("is_there", [True, False])
def test_who_waited_while_the_database_was_replaced_is_told_so_and_writes_nothing(home: Path, is_there: bool) -> None:
    with closing(factories.store(home)) as store:
        factories.person(store, "Budi")
        path = Path(store.path)
        restored = path.read_bytes()
        path.unlink()
        if is_there:
            path.write_bytes(restored)
        with pytest.raises(Unavailable, match="replaced or removed"):
            factories.person(store, "Sari")
        assert factories.names(store) == ["Budi"]
        with pytest.raises(Unavailable, match="replaced or removed"):
            operations.undo(store)
