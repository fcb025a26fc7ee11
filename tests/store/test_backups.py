"""Backups: whole, for the owner alone, and listed in their order."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from crmcli.store import backups
from crmcli.store.db import Store
from tests import factories


def test_a_backup_is_whole_and_one_file_for_its_owner_alone(store: Store) -> None:
    factories.person(store, "Budi")
    path = Path(backups.create(store.connection, store.path, factories.NOW, reason="daily"))
    assert path.name == "20261124T090000-daily.db"
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


def test_a_backup_that_fails_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def backup(self, _target: sqlite3.Connection) -> None:
            raise sqlite3.OperationalError("disk full")

    with pytest.raises(sqlite3.OperationalError, match="disk full"):
        backups.create(Broken(), store.path, factories.NOW, reason="daily")  # type: ignore[arg-type]
    assert backups.existing(store.path) == []
    assert list(Path(backups.folder(store.path)).iterdir()) == []


def test_without_backups_there_are_none(store: Store) -> None:
    assert backups.existing(store.path) == []
