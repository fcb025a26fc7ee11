"""Settings of the business: checked, kept in the database, undone like anything else."""

from __future__ import annotations

import pytest

from crmcli.errors import Invalid, NotFound
from crmcli.store import operations, settings
from crmcli.store.db import Store


def _put(store: Store, key: str, value: str) -> str:
    with store.write("set") as tx:
        return settings.put(tx, key, value)


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("region", " br ", "BR"),
        ("currency", "idr", "IDR"),
        ("timezone", "Asia/Jakarta", "Asia/Jakarta"),
        ("date_order", "DMY", "dmy"),
        ("language", "zh_TW", "zh-tw"),
    ],
)
def test_a_value_is_kept_in_its_usual_form_and_undone(store: Store, key: str, value: str, kept: str) -> None:
    assert _put(store, key, value) == kept
    assert settings.get(store.connection, key) == settings.effective(store.connection, key) == kept
    operations.undo(store)
    assert settings.get(store.connection, key) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("region", "XX"),
        ("currency", "rupiah"),
        ("currency", "12A"),
        ("timezone", "Mars"),
        ("date_order", "dym"),
        ("language", "?"),
    ],
)
def test_a_bad_value_is_refused(store: Store, key: str, value: str) -> None:
    with pytest.raises(Invalid):
        _put(store, key, value)
    assert settings.all_of(store.connection) == {}


def test_an_unknown_setting_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="no setting 'shoes'") as refused:
        _put(store, "shoes", "42")
    assert "region" in refused.value.hint


def test_what_is_unset_is_guessed_again_from_this_machine(store: Store) -> None:
    _put(store, "region", "BR")
    with store.write("unset") as tx:
        assert settings.unset(tx, "region")
        assert not settings.unset(tx, "region")
    assert settings.effective(store.connection, "region") == "ID"
    assert settings.effective(None, "timezone") == "Asia/Jakarta"
    assert settings.effective(None, "currency") == "IDR"
