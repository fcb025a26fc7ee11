"""Days of the year: with or without the year, and none that no calendar has."""

from __future__ import annotations

import pytest

from crmcli.errors import Invalid
from crmcli.store import occasions
from crmcli.store.db import Store
from tests import factories


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1980-04-15", (1980, 4, 15)),
        ("--04-15", (None, 4, 15)),
        ("04-15", (None, 4, 15)),
        (" 2000-02-29 ", (2000, 2, 29)),
        ("--02-29", (None, 2, 29)),
    ],
)
def test_a_day_is_read_as_typed(text: str, day: tuple[int | None, int, int]) -> None:
    assert occasions.typed(text) == day


@pytest.mark.parametrize(
    "text",
    ["", "tomorrow", "1980", "1980-13-01", "1980-00-10", "1980-04-31", "1981-02-29", "1900-02-29", "0000-01-01",
     "10000-01-01", "1-2-3-4", "٠٤-١٥", "1980-4-", "99999999999999999999-01-01"],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        occasions.typed(text)


def test_there_is_one_occasion_of_a_kind_when_it_is_put_and_birthday_comes_first(store: Store) -> None:
    contact_id = factories.person(store, "Budi")
    with store.write("days") as tx:
        occasions.put(tx, contact_id, "anniversary", 2001, 1, 2)
        occasions.put(tx, contact_id, "birthday", 1980, 4, 15)
        occasions.put(tx, contact_id, "birthday", None, 4, 16)
    assert [(day.kind, day.date) for day in occasions.of(store.connection, contact_id)] == [
        ("birthday", "--04-16"),
        ("anniversary", "2001-01-02"),
    ]
