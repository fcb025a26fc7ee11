"""Own fields: kept as settings, true for all contacts at once, undone by one step."""

from __future__ import annotations

import pytest

from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.store import contacts, editing, operations, own_fields, settings
from crmcli.store.db import Store
from crmcli.store.editing import Edit
from crmcli.store.own_fields import OwnField
from tests import factories
from tests.store import truths


def _holding(store: Store, **values: str) -> int:
    """Somebody with these own fields, as they come in from an address book."""
    contact_id = factories.person(store, f"Budi {len(values)}")
    with store.write("fields") as tx:
        for name, value in values.items():
            contacts.set_field(tx, contact_id, name, value)
    return contact_id


def _own(store: Store, contact_id: int) -> dict[str, str]:
    return contacts.get(store.connection, contact_id).own_fields


def _add(store: Store, name: str, kind: str = "text", *choices: str) -> own_fields.Conformed:
    with store.write("field") as tx:
        return own_fields.add(tx, name, kind, choices)[1]


def test_a_field_is_found_in_any_spelling_and_moves_with_the_settings(store: Store) -> None:
    _add(store, "Größe", "choice", "S", "M")
    assert own_fields.find(store.connection, "GROSSE") == OwnField("Größe", "choice", ("S", "M"))
    assert own_fields.all_of(store.connection) == [OwnField("Größe", "choice", ("S", "M"))]
    assert list(settings.all_of(store.connection)) == ["field.grosse"]
    operations.undo(store)
    assert own_fields.all_of(store.connection) == []


def test_values_that_fit_take_the_form_of_the_type_and_others_are_told_and_kept(store: Store) -> None:
    first, second, third = (
        _holding(store, budget="1.500.000"),
        _holding(store, Budget="lots"),
        _holding(store, size="M"),
    )
    before = factories.tables(store)
    conformed = _add(store, "Budget", "number")
    assert conformed.rewritten == 1
    assert [(each.contact_id, each.value) for each in conformed.unfitting] == [(second, "lots")]
    assert [_own(store, each) for each in (first, second, third)] == [
        {"Budget": "1500000"},
        {"Budget": "lots"},
        {"size": "M"},
    ]
    truths.assert_sound(store)
    operations.undo(store)
    assert factories.tables(store) == before


def test_a_value_is_checked_when_it_is_set_and_goes_under_the_name_of_the_field(store: Store) -> None:
    contact_id = factories.person(store)
    _add(store, "Size", "choice", "S", "M")
    with store.write("edit") as tx:
        editing.apply(tx, contact_id, Edit(fields=[("SIZE", "m")]), "ID")
    assert _own(store, contact_id) == {"Size": "M"}
    with pytest.raises(Invalid, match="Size cannot be 'XL'"), store.write("edit") as tx:
        editing.apply(tx, contact_id, Edit(fields=[("size", "XL")]), "ID")
    with store.write("edit") as tx:
        editing.apply(tx, contact_id, Edit(remove_fields=["sIzE"]), "ID")
    assert _own(store, contact_id) == {}


def test_a_field_that_nobody_described_is_free_text(store: Store) -> None:
    contact_id = _holding(store, anything="at\nall")
    assert _own(store, contact_id) == {"anything": "at\nall"}
    assert own_fields.named(store.connection, "Anything") == OwnField("anything", "text")
    with pytest.raises(NotFound, match="There is no field 'other'"):
        own_fields.named(store.connection, "other")


def test_a_renamed_field_is_renamed_on_all_contacts_the_removed_among_them(store: Store) -> None:
    first, second = _holding(store, note="x", Size="M", z="y"), _holding(store, size="s")
    _add(store, "Size", "choice", "S", "M")
    with store.write("remove") as tx:
        contacts.remove(tx, second)
    before = factories.tables(store)
    with store.write("rename") as tx:
        renamed, count, _segments = own_fields.rename(tx, own_fields.named(tx.connection, "size"), "Shirt")
    assert (renamed, count) == (OwnField("Shirt", "choice", ("S", "M")), 2)
    assert list(_own(store, first).items()) == [("note", "x"), ("Shirt", "M"), ("z", "y")]
    assert _own(store, second) == {"Shirt": "S"}
    assert own_fields.find(store.connection, "size") is None
    operations.undo(store)
    assert factories.tables(store) == before


def test_a_field_takes_no_name_that_another_has(store: Store) -> None:
    _holding(store, size="M", shoe="42")
    _add(store, "Size")
    with pytest.raises(Conflict), store.write("add") as tx:
        own_fields.add(tx, "SIZE", "text", ())
    with pytest.raises(Conflict), store.write("rename") as tx:
        own_fields.rename(tx, own_fields.named(tx.connection, "size"), "Shoe")
    with store.write("rename") as tx:
        own_fields.rename(tx, own_fields.named(tx.connection, "size"), "SIZE")
    assert _own(store, 1) == {"SIZE": "M", "shoe": "42"}


@pytest.mark.parametrize(("with_values", "left"), [(True, {}), (False, {"Size": "M"})])
def test_a_field_goes_with_its_values_or_leaves_them(store: Store, with_values: bool, left: dict[str, str]) -> None:
    contact_id = _holding(store, Size="M")
    _add(store, "Size", "choice", "S", "M")
    with store.write("remove") as tx:
        count = own_fields.remove(tx, own_fields.named(tx.connection, "size"), with_values=with_values)
    assert (count, _own(store, contact_id)) == (int(with_values), left)
    assert own_fields.all_of(store.connection) == []


def test_another_type_looks_at_the_values_again(store: Store) -> None:
    contact_id = _holding(store, since="24/11/2026")
    field = own_fields.named(store.connection, "since")
    with store.write("edit") as tx:
        field, conformed = own_fields.edit(tx, field, "number", ())
    assert [each.value for each in conformed.unfitting] == ["24/11/2026"]
    with store.write("edit") as tx:
        field, conformed = own_fields.edit(tx, field, "date", ())
    assert (conformed.rewritten, list(conformed.unfitting), _own(store, contact_id)) == (1, [], {"since": "2026-11-24"})
    with store.write("edit") as tx:
        assert own_fields.edit(tx, field, "date", ())[1].rewritten == 0
    assert not tx.is_changed


@pytest.mark.parametrize(
    ("kind", "choices"), [("choice", ()), ("text", ("A",)), ("choice", ("A", "a")), ("choice", (" ",)), ("money", ())]
)
def test_a_field_that_cannot_be_is_refused(store: Store, kind: str, choices: tuple[str, ...]) -> None:
    with pytest.raises(Invalid), store.write("add") as tx:
        own_fields.add(tx, "F", kind, choices)


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"name": "X"}', '{"name": "X", "type": "odd", "choices": []}'])
def test_a_description_that_another_program_spoilt_is_as_none(store: Store, damaged: str) -> None:
    factories.outsider(store).execute("INSERT INTO setting (key, value) VALUES ('field.x', ?)", (damaged,))
    assert own_fields.all_of(store.connection) == []
    assert own_fields.checked(store.connection, "x", "anything") == ("x", "anything")


def test_names_and_choices_that_merely_sound_alike_are_different(store: Store) -> None:
    _add(store, "地址")
    _add(store, "地質", "choice", "男", "難")
    contact_id = _holding(store, 地址="台北", 地質="難")
    assert _own(store, contact_id) == {"地址": "台北", "地質": "難"}
    with pytest.raises(Invalid), store.write("edit") as tx:
        contacts.set_field(tx, contact_id, "地質", "nan")
