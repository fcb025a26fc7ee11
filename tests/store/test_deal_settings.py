"""The settings of deals: reasons, what stages ask for, and what follows a win or a loss."""

from __future__ import annotations

from datetime import date

import pytest

from crmcli.errors import Invalid
from crmcli.store import deal_settings, deal_values, settings
from crmcli.store.db import Store

CLOSED = date(2026, 1, 31)


def put(store: Store, key: str, value: str) -> str:
    """Sets a setting and answers it as it is kept."""
    with store.write("set") as tx:
        settings.put(tx, key, value)
    return settings.effective(store.connection, key)


def test_without_settings_a_win_is_cared_for_and_a_loss_is_tried_again(store: Store) -> None:
    assert [(each.day(CLOSED), each.what) for each in deal_settings.care(store.connection)] == [
        (date(2026, 2, 1), "thank them"),
        (date(2026, 2, 14), "ask how it is going"),
        (date(2026, 2, 28), "ask who else might need it"),
    ]
    retry = deal_settings.retry(store.connection)
    assert retry is not None
    assert retry.day(CLOSED) == date(2026, 4, 30)
    assert deal_settings.is_reason_required(store.connection)


def test_what_follows_is_kept_as_it_is_meant_or_not_at_all(store: Store) -> None:
    assert put(store, "deal.care", " 2w  call ;1d thanks; ") == "2w call; 1d thanks"
    assert put(store, "deal.care", "None") == "none"
    assert deal_settings.care(store.connection) == []
    put(store, "deal.retry", "none")
    assert deal_settings.retry(store.connection) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("deal.care", "soon thank them"),
        ("deal.care", "1d"),
        ("deal.care", "0d thanks"),
        ("deal.care", "90y thanks"),
        ("deal.care", "; ".join(["1d thanks"] * 13)),
        ("deal.retry", "3m call"),
        ("deal.retry", "3m; 6m"),
        ("deal.retry", "later"),
        ("deal.needs", "perhaps"),
        ("deal.reason", "never"),
        ("deal.reasons", " , "),
    ],
)
def test_what_cannot_be_meant_is_refused(store: Store, key: str, value: str) -> None:
    with pytest.raises(Invalid):
        put(store, key, value)


def test_a_reason_is_known_by_its_beginning_and_any_other_is_taken_as_it_is(store: Store) -> None:
    assert put(store, "deal.reasons", "Price, Price,Timing , No budget, No need") == "Price, Timing, No budget, No need"
    found = [deal_settings.reason_meant(store.connection, text) for text in ("pri", "TIMING", "no", "no b", "moved")]
    assert found == ["Price", "Timing", "no", "No budget", "moved"]
    assert put(store, "deal.reason", "Optional") == "optional"
    assert not deal_settings.is_reason_required(store.connection)


@pytest.mark.parametrize(
    ("text", "expected"), [("40", 4_000), ("2.5%", 250), (" 2,55 % ", 255), ("0", 0), ("100", 10_000)]
)
def test_a_percentage_is_read_to_the_hundredth_and_written_back(text: str, expected: int) -> None:
    assert deal_values.percent(text, "chance") == expected
    assert deal_values.percent(deal_values.percentage(expected), "chance") == expected


@pytest.mark.parametrize("text", ["", "%", "-1", "101", "1.234", "1e1", "٤٠", "1.²", "40 40", "100.01"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        deal_values.percent(text, "chance")
