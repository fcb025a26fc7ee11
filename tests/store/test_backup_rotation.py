"""Which backups stay, and which are dropped when a new one was made."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from crmcli.errors import Invalid
from crmcli.store import backup_contents, backup_rotation, backups, contacts, settings
from crmcli.store.db import Store
from tests import factories


def _made(store: Store, reason: str, days: int, size: int = 0) -> str:
    path = Path(backups.new_name(store.path, backups.local(None, factories.NOW + timedelta(days=days)), reason))
    path.write_bytes(b"x" * size)
    return str(path)


def _rotate(store: Store, made: str, **limits: int) -> set[str]:
    dropped = backup_rotation.rotate(store.path, backup_rotation.Limits(**limits), made)
    left = set(backups.existing(store.path))
    assert not left & set(dropped)
    return left


def test_the_last_fourteen_daily_ones_stay(store: Store) -> None:
    made = [_made(store, "daily", day) for day in range(20)]
    assert _rotate(store, made[-1]) == set(made[-14:])


def test_three_of_each_other_kind_stay_and_all_of_those_made_by_hand(store: Store) -> None:
    schemas = [_made(store, f"schema-{day}", day) for day in range(5)]
    before = [_made(store, "before-restore", day) for day in range(5)]
    damaged = [_made(store, "damaged", day) for day in range(5)]
    by_hand = [_made(store, "manual", day) for day in range(20)]
    own = Path(backups.folder(store.path)) / "before the fair.db"
    own.touch()
    newest = _made(store, "daily", 30)
    left = _rotate(store, newest)
    assert left == {newest, *schemas[-3:], *before[-3:], *damaged[-3:], *by_hand, str(own)}


def test_together_they_take_no_more_than_they_may_and_the_oldest_go_first(store: Store) -> None:
    old = _made(store, "schema-1", 0, 400)
    made = [_made(store, "daily", day, 100) for day in range(1, 6)]
    assert _rotate(store, made[-1], size=350) == set(made[-3:])
    assert not Path(old).exists()


def test_the_newest_daily_one_and_the_one_just_made_stay_however_large_they_are(store: Store) -> None:
    made = [_made(store, "daily", day, 100) for day in range(3)]
    kept = _made(store, "before-restore", 5, 100)
    by_hand = _made(store, "manual", 1, 500)
    assert _rotate(store, kept, size=1) == {made[-1], kept, by_hand}


def test_the_log_of_a_damaged_one_goes_with_it(store: Store) -> None:
    oldest = _made(store, "damaged", 0)
    Path(oldest + "-wal").write_bytes(b"x")
    for day in range(1, 4):
        _made(store, "damaged", day)
    _rotate(store, _made(store, "daily", 9))
    assert not Path(oldest).exists()
    assert not Path(oldest + "-wal").exists()


def test_the_settings_say_how_many_and_how_much(store: Store) -> None:
    assert backup_rotation.limits(store.connection) == (14, 1_000_000_000)
    with store.write("set") as tx:
        assert settings.put(tx, "backup.keep", "3") == "3"
        assert settings.put(tx, "backup.max_size", "1.5 gb") == "1.5GB"
    assert backup_rotation.limits(store.connection) == (3, 1_500_000_000)
    for day in range(6):
        with store.write("added", now=factories.NOW + timedelta(days=day)) as tx:
            contacts.add(tx, f"Budi {day}")
    made = backups.existing(store.path)
    assert len(made) == 3
    assert all(map(backup_contents.is_readable, made))


@pytest.mark.parametrize(
    ("key", "value"),
    [("backup.keep", "0"), ("backup.keep", "many"), ("backup.max_size", "1kb"), ("backup.max_size", "big")],
)
def test_a_setting_that_keeps_no_backups_is_refused(store: Store, key: str, value: str) -> None:
    with pytest.raises(Invalid), store.write("set") as tx:
        settings.put(tx, key, value)


def test_settings_that_cannot_be_read_are_the_usual_ones(store: Store) -> None:
    with closing(factories.outsider(store)) as outsider:
        outsider.execute("INSERT INTO setting (key, value) VALUES ('backup.keep', 'x')")
    assert backup_rotation.limits(store.connection) == backup_rotation.Limits()


def test_what_was_made_while_the_clock_was_ahead_goes_before_what_was_made_since(store: Store) -> None:
    ahead = [_made(store, "daily", 900 + day, size=10) for day in range(14)]
    since = [_made(store, "daily", day, size=10) for day in range(5)]
    assert _rotate(store, since[-1]) == {*since, *ahead[-9:]}
    assert _rotate(store, since[-1], size=0) == {since[-1]}
