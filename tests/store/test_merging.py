"""Merging: nothing of either contact is lost, whatever pointed at them still does, and one undo takes it back."""

from __future__ import annotations

from typing import Any

import pytest

from crmcli.errors import Invalid, NotFound
from crmcli.store import blobs, cards, contacts, distinct, editing, merging, operations, refs, relations, search
from crmcli.store.conflicts import foreign_keys
from crmcli.store.db import Store
from crmcli.store.editing import Edit
from crmcli.store.merging import Merged
from tests import factories
from tests.store import truths


def merge(store: Store, keep: int, *others: int, prefer: int | None = None) -> Merged:
    with store.write("merged") as tx:
        return merging.merge(tx, keep, others, prefer_id=prefer)


def edited(store: Store, contact_id: int, **changes: Any) -> int:
    with store.write("edited") as tx:
        editing.apply(tx, contact_id, Edit(**changes), "ID")
    return contact_id


def card(store: Store, contact_id: int) -> cards.Card:
    return cards.of(store.connection, contacts.get(store.connection, contact_id))


def two(store: Store, first: dict[str, Any], second: dict[str, Any]) -> tuple[int, int]:
    """Two people who are one, each with some values of their own."""
    one = factories.person(store, **{"name": "Budi Santoso", **first})
    return one, factories.person(store, **{"name": "Pak Boedi", **second})


def test_everything_of_both_is_kept(store: Store) -> None:
    one, other = two(
        store,
        {"phone": ["0812-3456-7890", "021-555-0101"], "groups": ["VIP"], "notes": "likes tea", "title": "Boss"},
        {"phone": "+62 812 3456 7890", "email": "b@x.example", "groups": ["VIP", "Golf"], "notes": "likes rice",
         "title": "Director", "department": "Sales", "company": "PT Maju", "language": "id", "cadence_days": 14},
    )  # fmt: skip
    edited(store, one, fields=[("size", "L")], occasions=[("birthday", "--05-12")], add_addresses=["Jl. Asia 1"])
    edited(store, other, fields=[("size", "XL"), ("hat", "6")], occasions=[("birthday", "1974-05-12")])
    edited(store, other, occasions=[("wedding", "2001-01-01")], add_addresses=["Jl. Asia 1", "home:Jl. Maju 2"])
    merge(store, one, other)
    kept = card(store, one)
    assert kept.contact.name == "Budi Santoso"
    assert kept.contact.nickname == "Pak Boedi"
    assert (kept.contact.title, kept.contact.department, kept.employer) == ("Boss", "Sales", "PT Maju")
    assert (kept.contact.language, kept.contact.cadence_days) == ("id", 14)
    assert kept.contact.notes == f"likes tea\n\nlikes rice\n\nMerged from c{other} Pak Boedi:\ntitle: Director"
    assert [c.value for c in kept.channels] == ["0812-3456-7890", "021-555-0101", "b@x.example"]
    assert [c.position for c in kept.channels] == [1, 2, 3]
    assert [(a.label, a.one_line) for a in kept.addresses] == [("", "Jl. Asia 1"), ("home", "Jl. Maju 2")]
    assert [(o.kind, o.date) for o in kept.occasions] == [("birthday", "1974-05-12"), ("wedding", "2001-01-01")]
    assert kept.contact.own_fields == {"size": "L", "size (2)": "XL", "hat": "6"}
    assert kept.groups == ["Golf", "VIP"]
    truths.assert_sound(store)


def test_an_own_field_in_other_letters_is_the_same_field(store: Store) -> None:
    one, other = two(store, {}, {})
    edited(store, one, fields=[("Größe", "L")])
    edited(store, other, fields=[("grösse", "XL"), ("Hat", "6")])
    merge(store, one, other)
    assert card(store, one).contact.own_fields == {"Größe": "L", "Größe (2)": "XL", "Hat": "6"}


def test_the_values_of_the_preferred_one_hold_and_the_number_stays(store: Store) -> None:
    one, other = two(
        store, {"title": "Boss", "phone": "0812-3456-7890"}, {"title": "Director", "phone": "0812-9999-1111"}
    )
    merged = merge(store, one, other, prefer=other)
    kept = card(store, one)
    assert (merged.contact_id, merged.name, merged.former) == (one, "Pak Boedi", ((other, "Pak Boedi"),))
    assert (kept.contact.name, kept.contact.nickname, kept.contact.title) == ("Pak Boedi", "Budi Santoso", "Director")
    assert [c.value for c in kept.channels] == ["0812-9999-1111", "0812-3456-7890"]
    assert kept.contact.notes == f"Merged from c{one} Budi Santoso:\ntitle: Boss"


def test_what_a_merge_took_over_is_said_field_by_field(store: Store) -> None:
    one, other = two(store, {"title": "Boss"}, {"title": "Director", "phone": "0812-3456-7890"})
    fields = {kept.field: kept for kept in merge(store, one, other).fields}
    assert (fields["title"].value, fields["title"].contact_id) == ("Boss", one)
    assert [(drop.contact_id, drop.value, drop.into) for drop in fields["title"].dropped] == [
        (other, "Director", "notes")
    ]
    assert (fields["phone"].value, fields["phone"].contact_id) == ("0812-3456-7890", other)
    assert [drop.into for drop in fields["name"].dropped] == ["nickname"]


def test_many_are_merged_at_once_the_first_value_that_there_is_holding(store: Store) -> None:
    ids = [factories.person(store, "Budi", title=title) for title in (None, "Boss", "Director", "Boss")]
    merge(store, ids[0], *ids[1:])
    kept = contacts.get(store.connection, ids[0])
    assert (kept.title, kept.notes) == ("Boss", f"Merged from c{ids[2]} Budi:\ntitle: Director")
    assert [merging.formers(store.connection, ids[0]), factories.names(store)] == [ids[1:], ["Budi"]]


@pytest.mark.parametrize(
    ("names", "name", "nickname"),
    [
        (("Budi Santoso", "Budi"), "Budi Santoso", None),
        (("Budi", "Budi Santoso"), "Budi", "Budi Santoso"),
        (("Santoso Budi", "Budi Santoso"), "Santoso Budi", None),
        (("Łukasz", "Lukasz"), "Łukasz", None),
        (("Lukasz", "Łukasz"), "Lukasz", "Łukasz"),
        (("Li Wei", "李伟"), "Li Wei", "李伟"),
        (("Budi", "Santoso, Boedi"), "Budi", "Santoso Boedi"),
    ],
)
def test_a_name_that_differs_stays_among_the_nicknames(
    store: Store, names: tuple[str, str], name: str, nickname: str | None
) -> None:
    one, other = two(store, {"name": names[0]}, {"name": names[1]})
    merge(store, one, other)
    kept = contacts.get(store.connection, one)
    assert (kept.name, kept.nickname) == (name, nickname)
    assert list(search.find_ids(store.connection, names[1].replace(",", "").split(), 0)) == [one]


def test_all_nicknames_stay(store: Store) -> None:
    one, other = two(store, {"nickname": "Bud"}, {"nickname": "bud, Ed"})
    merge(store, one, other)
    assert contacts.get(store.connection, one).nickname == "Bud, Ed, Pak Boedi"


def test_a_number_that_stood_for_a_name_gives_way_to_a_name(store: Store) -> None:
    one, other = two(store, {"name": "0812-3456-7890", "phone": "0812-3456-7890"}, {"name": "Budi"})
    merge(store, one, other)
    kept = contacts.get(store.connection, one)
    assert (kept.name, kept.nickname) == ("Budi", None)


@pytest.mark.parametrize(
    ("statuses", "kept"),
    [
        (("active", "blocked"), "blocked"),
        (("blocked", "private"), "blocked"),
        (("private", "past"), "private"),
        (("past", "lead"), "past"),
        (("active", "lead"), "lead"),
    ],
)
def test_the_more_telling_status_holds_whoever_is_preferred(store: Store, statuses: tuple[str, str], kept: str) -> None:
    for one, other in (statuses, statuses[::-1]):
        first, second = two(store, {"status": one}, {"status": other})
        merge(store, first, second, prefer=first)
        assert contacts.get(store.connection, first).status == kept


def test_a_customer_who_was_sorted_out_is_no_lead_again(store: Store) -> None:
    one, other = two(store, {"status": "lead"}, {"triage": "done"})
    merge(store, one, other)
    kept = contacts.get(store.connection, one)
    assert (kept.status, kept.triage) == ("active", "done")


def test_a_reason_goes_with_its_status(store: Store) -> None:
    one, other = two(store, {"status": "lead", "status_reason": "fair"}, {"status": "blocked", "status_reason": "rude"})
    merge(store, one, other)
    kept = contacts.get(store.connection, one)
    assert (kept.status, kept.status_reason) == ("blocked", "rude")
    assert kept.notes == f"Merged from c{one} Budi Santoso:\nstatus reason: lead: fair"


def test_another_day_of_the_same_kind_is_kept_beside_it(store: Store) -> None:
    one, other, third = (factories.person(store, "Budi") for _ in range(3))
    for contact_id, day in ((one, "1974-05-12"), (other, "1974-05-13"), (third, "1974-05-14")):
        edited(store, contact_id, birthday=day)
    merge(store, one, other)
    merge(store, one, third)
    assert [(day.kind, day.date) for day in card(store, one).occasions] == [
        ("birthday", "1974-05-12"),
        ("birthday (2)", "1974-05-13"),
        ("birthday (3)", "1974-05-14"),
    ]


def test_another_extension_is_another_phone_and_a_label_is_taken_over(store: Store) -> None:
    one, other = two(store, {"phone": "021-5790-6776 ext 12"}, {"phone": ["021-5790-6776 ext 34"]})
    edited(store, one, add_channels=[("email", "b@x.example")])
    edited(store, other, add_channels=[("email", "work:B@X.example")])
    merge(store, one, other)
    assert [(c.value, c.label) for c in card(store, one).channels] == [
        ("021-5790-6776 ext 12", ""),
        ("b@x.example", "work"),
        ("021-5790-6776 ext 34", ""),
    ]


def test_the_other_photo_becomes_an_attachment(store: Store) -> None:
    one, other = two(store, {}, {})
    with store.write("photos") as tx:
        keys = [blobs.put(tx.connection, data, "image/jpeg") for data in (b"one", b"other")]
        for contact_id, key in zip((one, other), keys, strict=True):
            contacts.edit(tx, contact_id, photo=key)
    merge(store, one, other)
    assert contacts.get(store.connection, one).photo == keys[0]
    found = factories.row(store, "SELECT contact_id, blob, name, media_type, size FROM attachment")
    assert found == (one, keys[1], "Pak Boedi.jpg", "image/jpeg", 5)
    with store.exclusive():
        assert blobs.collect(store.connection) == 0


def test_the_people_of_a_merged_company_work_for_the_one_that_is_kept(store: Store) -> None:
    person = factories.person(store, "Budi", company="Maju PT")
    one, other = factories.company(store, "PT Maju"), contacts.company_named(store.connection, "Maju PT")
    assert other is not None
    merge(store, one, other)
    assert card(store, person).employer == "PT Maju"
    assert person in search.find_ids(store.connection, ["pt", "maju"], 0)
    truths.assert_sound(store)


def test_relations_both_ways_point_at_the_one_that_is_kept(store: Store) -> None:
    one, other = two(store, {}, {})
    ani = factories.person(store, "Ani")
    with store.write("related") as tx:
        relations.add(tx, ani, "boss", one, "Budi Santoso")
        relations.add(tx, ani, "boss", other, "Pak Boedi")
        relations.add(tx, one, "spouse", None, "Ani")
        relations.add(tx, other, "spouse", ani, "Ani")
        relations.add(tx, other, "brother", one, "Budi Santoso")
    merge(store, one, other)
    rows = store.connection.execute("SELECT contact_id, kind, other_id, other_name FROM relation ORDER BY id")
    assert [tuple(row) for row in rows] == [
        (ani, "boss", one, "Budi Santoso"),
        (ani, "boss", one, "Pak Boedi"),
        (one, "spouse", ani, "Ani"),
        (one, "brother", None, "Budi Santoso"),
    ]


def test_who_is_different_from_either_is_different_from_the_one_that_is_kept(store: Store) -> None:
    one, other = two(store, {}, {})
    third = factories.person(store, "Budi")
    with store.write("different") as tx:
        distinct.declare(tx, [one, other, third])
    merge(store, other, one)
    assert distinct.pairs(store.connection) == {(other, third)}


def test_a_table_that_comes_later_is_followed_too(store: Store) -> None:
    store.connection.execute(
        "CREATE TABLE visit (id INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT, host_id INTEGER "
        "REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED, UNIQUE (what, host_id))"
    )
    one, other = two(store, {}, {})
    for what, host in (("tea", one), ("tea", other), ("rice", other)):
        store.connection.execute("INSERT INTO visit (what, host_id) VALUES (?, ?)", (what, host))
    merge(store, one, other)
    rows = store.connection.execute("SELECT what, host_id FROM visit ORDER BY id")
    assert [tuple(row) for row in rows] == [("tea", one), ("rice", one)]


def test_no_row_of_any_table_points_at_one_that_is_gone(store: Store) -> None:
    one, other = two(store, {"phone": "0812-3456-7890"}, {"email": "b@x.example", "groups": ["VIP"]})
    edited(store, other, birthday="--05-12", add_addresses=["Jl. Asia 1"], relations=[("spouse", None, "Ani")])
    merge(store, one, other)
    for key in foreign_keys(store.connection):
        if key.parent == "contact":
            query = f"SELECT count(*) FROM {key.table} WHERE {key.column} = ?"
            assert factories.row(store, query, (other,)) == (0,), key


def test_a_number_that_was_merged_away_names_the_contact_it_is_now(store: Store) -> None:
    first, second, third = (factories.person(store, "Budi") for _ in range(3))
    merge(store, second, third)
    merge(store, first, second)
    assert [refs.contact(store.connection, f"c{number}") for number in (first, second, third)] == [first] * 3
    operations.undo(store, steps=2)
    assert refs.contact(store.connection, f"c{third}") == third


@pytest.mark.parametrize("prefers", [True, False])
def test_merging_and_undoing_leaves_all_tables_as_they_were(store: Store, prefers: bool) -> None:
    one, other = two(store, {"phone": "0812-3456-7890"}, {"phone": "0812 3456 7890", "company": "PT Maju"})
    before, index = factories.tables(store), truths.index(store.connection)
    merge(store, one, other, prefer=other if prefers else None)
    operations.undo(store)
    assert (factories.tables(store), truths.index(store.connection)) == (before, index)


def test_an_older_change_of_either_is_not_undone_under_a_merge(store: Store) -> None:
    one, other = two(store, {}, {})
    merge(store, one, other)
    for operation in operations.newest(store.connection)[1:]:
        with pytest.raises(Exception, match="cannot be undone alone"):
            operations.undo(store, operation_id=operation.id)


def test_what_cannot_be_one_is_refused(store: Store) -> None:
    person = factories.person(store, "Budi", company="PT Maju")
    company = contacts.get(store.connection, person).employer_id or 0
    branch = factories.person(store, "PT Maju Cabang", kind="company", employer_id=company)
    removed = factories.person(store, "Gone")
    with store.write("removed") as tx:
        contacts.remove(tx, removed)
    for pair in ([person, company], [branch, company], [person, removed], [person, person]):
        with pytest.raises(Invalid):
            merge(store, *pair)
    with pytest.raises(NotFound):
        merge(store, person, 999)
    with pytest.raises(Invalid):
        merge(store, person, factories.person(store, "Boedi"), prefer=company)
