"""Many changes to one contact at once: all of them or none."""

from __future__ import annotations

import pytest

from crmcli.errors import CrmError, Invalid, NotFound
from crmcli.store import addresses, blobs, cards, contacts, editing, operations, relations
from crmcli.store.cards import Card
from crmcli.store.db import Store
from crmcli.store.editing import Edit
from tests import factories
from tests.store import truths


def _apply(store: Store, contact_id: int, edit: Edit) -> Card:
    with store.write("edited") as tx:
        editing.apply(tx, contact_id, edit, "ID")
    return cards.of(store.connection, contacts.get(store.connection, contact_id))


def _entitle_and_apply(store: Store, edit: Edit) -> None:
    with store.write("edited") as tx:
        contacts.edit(tx, 1, title="Boss")
        editing.apply(tx, 1, edit, "ID")


EVERYTHING = Edit(
    values={"name": "Budi Santoso", "title": "Boss"},
    company="PT Maju",
    add_channels=[("phone", "work:0812-3456-7890"), ("Telegram", "@budi")],
    add_addresses=["work:Jl. Sudirman 1; Jakarta; 10220; Indonesia"],
    add_groups=["VIP", "Cold"],
    birthday="1980-04-15",
    occasions=[("Opening", "05-01")],
    relations=[("Spouse", None, "Ani")],
    fields=[("Hobby", "golf")],
)


def test_everything_is_changed_in_one_operation_and_undone_by_one(store: Store) -> None:
    contact_id = factories.person(store, "Budi")
    before = factories.tables(store)
    card = _apply(store, contact_id, EVERYTHING)
    assert (card.contact.name, card.contact.title, card.employer) == ("Budi Santoso", "Boss", "PT Maju")
    assert [(channel.kind, channel.label) for channel in card.channels] == [("phone", "work"), ("telegram", "")]
    assert [(each.label, each.street, each.city, each.postal_code, each.country) for each in card.addresses] == [
        ("work", "Jl. Sudirman 1", "Jakarta", "10220", "Indonesia")
    ]
    assert card.groups == ["Cold", "VIP"]
    assert [(day.kind, day.date) for day in card.occasions] == [("birthday", "1980-04-15"), ("opening", "--05-01")]
    assert [(relation.kind, relation.other_name) for relation in card.relations] == [("spouse", "Ani")]
    assert card.contact.own_fields == {"Hobby": "golf"}
    truths.assert_sound(store)
    operations.undo(store)
    assert factories.tables(store) == before


def test_everything_is_taken_away_again(store: Store) -> None:
    contact_id = factories.person(store, "Budi")
    _apply(store, contact_id, EVERYTHING)
    with store.write("photo") as tx:
        contacts.edit(tx, contact_id, photo=blobs.put(tx.connection, b"picture", "image/png"))
    nothing = Edit(
        remove_channels=[("phone", "+6281234567890"), ("telegram", "budi")],
        remove_addresses=["sudirman"],
        remove_groups=["vip", "cold"],
        remove_occasions=["opening"],
        remove_relations=[("spouse", "ani")],
        remove_fields=["Hobby"],
        clear=["company", "birthday", "title", "photo"],
    )
    card = _apply(store, contact_id, nothing)
    assert (card.employer, card.groups, card.channels, card.addresses, card.occasions, card.relations) == (
        None, [], [], [], [], [],
    )  # fmt: skip
    assert (card.contact.title, card.contact.photo, card.contact.own_fields) == (None, None, {})


@pytest.mark.parametrize(
    "wrong",
    [
        Edit(add_channels=[("email", "nobody")]),
        Edit(add_channels=[("what is this?", "x")]),
        Edit(remove_channels=[("phone", "0899")]),
        Edit(add_addresses=["a;b;c;d;e"]),
        Edit(add_addresses=[" ; "]),
        Edit(remove_addresses=["nowhere"]),
        Edit(remove_groups=["nothing"]),
        Edit(add_groups=[" "]),
        Edit(birthday="tomorrow"),
        Edit(birthday="1981-02-29"),
        Edit(occasions=[("", "05-01")]),
        Edit(relations=[("spouse", None, " ")]),
        Edit(relations=[("spouse", 1, "Budi")]),
        Edit(remove_relations=[("spouse", "nobody")]),
        Edit(fields=[("Hobby", " ")]),
        Edit(fields=[("", "golf")]),
        Edit(clear=["name"]),
        Edit(clear=["shoes"]),
        Edit(company=" "),
        Edit(values={"status": "asleep"}),
    ],
)
def test_one_wrong_part_takes_the_whole_edit_back(store: Store, wrong: Edit) -> None:
    factories.person(store, "Budi")
    before = factories.tables(store)
    with pytest.raises(CrmError):
        _entitle_and_apply(store, wrong)
    assert factories.tables(store) == before
    assert len(operations.newest(store.connection)) == 1


def test_a_company_is_not_its_own_employer(store: Store) -> None:
    factories.company(store, "PT Maju")
    with pytest.raises(Invalid, match="own employer"):
        _apply(store, 1, Edit(company="pt maju"))


def test_a_birthday_takes_the_place_of_the_one_before(store: Store) -> None:
    factories.person(store, "Budi")
    _apply(store, 1, Edit(birthday="1980-04-15"))
    assert [day.date for day in _apply(store, 1, Edit(birthday="--02-29")).occasions] == ["--02-29"]


def test_an_address_is_added_once_and_removed_only_when_it_is_meant(store: Store) -> None:
    factories.person(store, "Budi")
    for text in ("Jl. Merdeka 1; Bandung", "Jl. Merdeka 2; Bandung", "Jl. Merdeka 1; Bandung"):
        _apply(store, 1, Edit(add_addresses=[text]))
    assert len(addresses.of(store.connection, 1)) == 2
    with pytest.raises(NotFound):
        _apply(store, 1, Edit(remove_addresses=["merdeka"]))
    (left,) = _apply(store, 1, Edit(remove_addresses=["merdeka 2"])).addresses
    assert left.street == "Jl. Merdeka 1"


def test_a_relation_shows_the_present_name_of_a_record(store: Store) -> None:
    factories.person(store, "Budi")
    factories.person(store, "Ani")
    _apply(store, 1, Edit(relations=[("spouse", 2, "Ani"), ("spouse", 2, "Ani")]))
    _apply(store, 2, Edit(values={"name": "Ani Santoso"}))
    assert [relation.other_name for relation in relations.of(store.connection, 1)] == ["Ani Santoso"]
    assert relations.pointing_at(store.connection, 2) == [(1, "Budi", "spouse")]
    _apply(store, 1, Edit(remove_relations=[("Spouse", "ani santoso")]))
    assert relations.of(store.connection, 1) == []
