"""The verbs of a contact's life, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from crmcli.errors import Invalid, NotFound
from crmcli.store import contacts, operations
from crmcli.store.contacts import Contact
from crmcli.store.db import Store
from tests import factories


def _edit(store: Store, contact_id: int, **changes: str | int | None) -> Contact:
    with store.write("edited") as tx:
        contacts.edit(tx, contact_id, **changes)
    return contacts.get(store.connection, contact_id)


def test_a_contact_keeps_what_it_was_given(store: Store) -> None:
    contact_id = factories.person(store, "Budi Santoso", title="Director", notes="two\nlines", cadence_days=14)
    contact = contacts.get(store.connection, contact_id)
    assert (contact.ref, contact.name, contact.title, contact.notes) == ("c1", "Budi Santoso", "Director", "two\nlines")
    assert (contact.kind, contact.status, contact.cadence_days) == ("person", "active", 14)
    assert contact.created_at == contact.updated_at == "2026-11-24T09:00:00Z"
    assert (contact.is_company, contact.is_removed, contact.own_fields) == (False, False, {})


def test_a_name_is_made_one_clean_line(store: Store) -> None:
    contact_id = factories.person(store, "  Budi\t\x1b[31mSantoso\n\ud800 ")
    assert contacts.get(store.connection, contact_id).name == "Budi [31mSantoso"
    assert "Budi" in operations.newest(store.connection)[0].what


@pytest.mark.parametrize(
    "values",
    [
        {"name": ""},
        {"name": " \n"},
        {"name": None},
        {"name": "x" * 1001},
        {"title": "x" * 1001},
        {"notes": "x" * 1_000_001},
        {"kind": "dog"},
        {"kind": None},
        {"status": "asleep"},
        {"status": None},
        {"cadence_days": 0},
        {"cadence_days": -7},
        {"cadence_days": 3661},
        {"timezone": "Mars/Olympus"},
        {"timezone": "../../etc/passwd"},
    ],
)
def test_absurd_values_are_refused_and_change_nothing(store: Store, values: dict[str, Any]) -> None:
    factories.person(store, "Budi")
    before = factories.tables(store)
    with pytest.raises(Invalid):
        _edit(store, 1, **values)
    assert factories.tables(store) == before


def test_an_empty_value_clears(store: Store) -> None:
    factories.person(store, "Budi", title="Boss", notes="n", cadence_days=7)
    contact = _edit(store, 1, title="", notes=None, cadence_days=None)
    assert (contact.title, contact.notes, contact.cadence_days) == (None, None, None)


def test_editing_to_the_same_differs_in_nothing(store: Store) -> None:
    factories.person(store, "Budi", title="Boss")
    with store.write("edited") as tx:
        assert not contacts.edit(tx, 1, name=" Budi ", title="Boss")
    assert not tx.is_changed


def test_a_new_name_is_matched_and_sorted_by_its_own_folded_form(store: Store) -> None:
    factories.person(store, "Budi")
    _edit(store, 1, name="Łukasz")
    assert factories.row(store, "SELECT folded FROM contact") == ("lukasz",)


def test_editing_nobody_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="c7"):
        _edit(store, 7, name="Budi")


def test_a_contact_is_removed_once_and_comes_back(store: Store) -> None:
    factories.person(store, "Budi")
    with store.write("removed") as tx:
        contacts.remove(tx, 1)
    assert contacts.get(store.connection, 1).is_removed
    assert contacts.count(store.connection) == 0
    with pytest.raises(NotFound, match="removed already"), store.write("removed") as tx:
        contacts.remove(tx, 1)
    with store.write("restored") as tx:
        assert contacts.restore(tx, 1)
        assert not contacts.restore(tx, 1)
    assert contacts.count(store.connection) == 1


def test_own_fields_are_set_changed_and_taken_away(store: Store) -> None:
    factories.person(store, "Budi")
    with store.write("fields") as tx:
        assert contacts.set_field(tx, 1, "Hobby", "golf")
        assert contacts.set_field(tx, 1, "Größe", "高")
        assert not contacts.set_field(tx, 1, "Hobby", "golf")
    assert contacts.get(store.connection, 1).own_fields == {"Hobby": "golf", "Größe": "高"}
    with store.write("fields") as tx:
        assert contacts.set_field(tx, 1, "Hobby", "")
        assert not contacts.set_field(tx, 1, "Shoe", "")
    assert contacts.get(store.connection, 1).own_fields == {"Größe": "高"}


def test_a_company_is_found_by_its_name_in_any_spelling_and_made_once(store: Store) -> None:
    with store.write("two") as tx:
        first = contacts.find_or_add_company(tx, "Café Maju")
        assert contacts.find_or_add_company(tx, "CAFE  maju") == first
    assert contacts.company_named(store.connection, "cafe maju") == first
    assert contacts.company_named(store.connection, "nobody") is None


def test_a_removed_company_is_not_taken_for_a_new_one(store: Store) -> None:
    first = factories.company(store, "PT Maju")
    with store.write("removed") as tx:
        contacts.remove(tx, first)
    with store.write("again") as tx:
        assert contacts.find_or_add_company(tx, "PT Maju") != first


def test_the_people_of_a_company_are_listed_by_name_without_the_removed(store: Store) -> None:
    for name in ("Sari", "Agus", "Budi"):
        factories.person(store, name, company="PT Maju")
    company_id = contacts.company_named(store.connection, "PT Maju")
    assert company_id is not None
    with store.write("removed") as tx:
        contacts.remove(tx, 4)
    assert [contact.name for contact in contacts.employees(store.connection, company_id)] == ["Agus", "Sari"]


def test_a_namesake_is_of_the_same_kind_and_living(store: Store) -> None:
    factories.company(store, "Łukasz")
    assert contacts.namesake(store.connection, "lukasz", "person") is None
    contact_id = factories.person(store, "LUKASZ")
    found = contacts.namesake(store.connection, "łukasz", "person")
    assert found is not None
    assert found.id == contact_id
    with store.write("removed") as tx:
        contacts.remove(tx, contact_id)
    assert contacts.namesake(store.connection, "lukasz", "person") is None
