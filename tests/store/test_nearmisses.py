"""Near misses: whom the user may have meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.store import contacts, nearmisses
from crmcli.store.db import Store
from tests import factories


def _suggested(store: Store, text: str) -> list[str]:
    return [hit[1] for hit in nearmisses.suggest(store.connection, text)]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Budi Santoso", "budi santosso"),
        ("Budi Santoso", "santoso budy"),
        ("Łukasz Kowalski", "lukash kowalski"),
        ("Łukasz Kowalski", "kowalsky"),
        ("Иванов", "ivanoff"),
        ("王小明", "wang xiaoming"),
        ("Katherine Johnson", "catherine jonson"),
    ],
)
def test_a_name_typed_almost_right_is_suggested(store: Store, name: str, typed: str) -> None:
    for other in ("Dewi Lestari", "Maria da Silva", "PT Maju Jaya"):
        factories.person(store, other)
    factories.person(store, name)
    assert _suggested(store, typed)[:1] == [name]


def test_another_name_altogether_is_not_suggested(store: Store) -> None:
    factories.person(store, "Budi Santoso")
    assert _suggested(store, "xylophone quartz") == []


def test_a_removed_contact_is_not_suggested(store: Store) -> None:
    contact_id = factories.person(store, "Budi Santoso")
    with store.write("removed") as tx:
        contacts.remove(tx, contact_id)
    assert _suggested(store, "budi santosso") == []


def test_at_most_five_are_suggested_the_best_first(store: Store) -> None:
    for number in range(9):
        factories.person(store, f"Budi Santoso {number}")
    factories.person(store, "Budi Santosa")
    found = _suggested(store, "budi santosa")
    assert len(found) == 5
    assert found[0] == "Budi Santosa"


@pytest.mark.parametrize("text", ["", " ", "x", "\ud800", '"', "***", "x" * 10_000, "a " * 5_000, "👍👍👍"])
def test_what_is_no_name_suggests_nobody_and_is_no_error(store: Store, text: str) -> None:
    factories.person(store, "Budi Santoso")
    assert _suggested(store, text) == []


@pytest.fixture(scope="module")
def shelf() -> object:
    """A store that many examples only read."""
    with factories.temporary_store() as made:
        factories.person(made, "Budi Santoso")
        yield made


@settings(max_examples=100)
@given(text=st.text(max_size=30))
def test_no_text_whatever_is_an_error(shelf: Store, text: str) -> None:
    assert len(nearmisses.suggest(shelf.connection, text)) <= 1
