"""What a card does to the contact that it is: it fills and adds, and never takes away what the user typed."""

from __future__ import annotations

import pytest

from crmcli.store import addresses, blobs, cards, channels, contacts, groups, occasions, operations, search
from crmcli.store.cards import Card
from crmcli.store.db import Store
from tests import factories
from tests.factories import card, counts, imported
from tests.store import truths


def _card(store: Store, contact_id: int = 1) -> Card:
    return cards.of(store.connection, contacts.get(store.connection, contact_id))


FULL = card(
    "Budi Santoso",
    "N:Santoso;Budi;;Pak;",
    "TITLE:Director",
    "NOTE:from the phone",
    "NICKNAME:Bud",
    "CATEGORIES:VIP,Golf",
    "BDAY:1980-04-15",
    "ADR;TYPE=home:;;Jl. Merdeka 1;Bandung;;40111;Indonesia",
    "RELATED;TYPE=spouse;VALUE=text:Ani",
    "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=",
    "X-OWN-THING:kept",
    "TEL;TYPE=WORK:021 555 0101",
    phone="0812-3456-7890",
    email="budi@example.com",
    company="PT Maju",
    uid="u1",
)


def test_all_that_a_card_says_is_kept(store: Store) -> None:
    assert counts(imported(store, FULL, source="phone", groups=["imported"])) == (1, 0, 0, 0)
    (contact_id,) = factories.row(store, "SELECT id FROM contact WHERE kind = 'person'")
    found = _card(store, contact_id)
    contact = found.contact
    assert (contact.given, contact.family, contact.title, contact.notes, contact.source) == (
        "Budi", "Santoso", "Director", "from the phone", "phone",
    )  # fmt: skip
    assert found.employer == "PT Maju"
    assert sorted(found.groups) == ["Golf", "VIP", "imported"]
    assert [(c.kind, c.value, c.normal) for c in found.channels] == [
        ("phone", "0812-3456-7890", "+6281234567890"),
        ("email", "budi@example.com", "budi@example.com"),
        ("phone", "021 555 0101", "+62215550101"),
    ]
    assert [day.date for day in found.occasions] == ["1980-04-15"]
    assert [(each.city, each.label) for each in found.addresses] == [("Bandung", "home")]
    assert [(each.kind, each.other_name) for each in found.relations] == [("spouse", "Ani")]
    assert contact.photo is not None
    assert blobs.get(store.connection, contact.photo) == (b"\x89PNG\r\n\x1a\n", "image/png")
    assert "X-OWN-THING:kept" in (contact.unparsed_vcard or "")
    assert found.uids == ["u1"]


def test_a_match_fills_what_is_blank_and_keeps_what_was_typed(store: Store) -> None:
    contact_id = factories.person(store, "Budi", email="budi@example.com", title="Boss", notes="typed by hand")
    with store.write("birthday") as tx:
        occasions.put(tx, contact_id, "birthday", 1979, 1, 1)
    assert counts(imported(store, FULL)) == (0, 1, 0, 0)
    found = _card(store)
    assert (found.contact.name, found.contact.title, found.contact.notes) == ("Budi", "Boss", "typed by hand")
    assert (found.contact.given, found.employer) == ("Budi", "PT Maju")
    assert [day.date for day in found.occasions] == ["1979-01-01"]
    assert [channel.value for channel in found.values("email")] == ["budi@example.com"]
    assert len(found.values("phone")) == 2


def test_overwriting_takes_what_the_card_says_and_keeps_the_rest(store: Store) -> None:
    contact_id = factories.person(store, "Budi", email="budi@example.com", title="Boss", department="Sales")
    with store.write("birthday") as tx:
        occasions.put(tx, contact_id, "birthday", 1979, 1, 1)
    assert counts(imported(store, FULL, on_match="overwrite")) == (0, 1, 0, 0)
    found = _card(store)
    assert (found.contact.name, found.contact.title, found.contact.department) == ("Budi Santoso", "Director", "Sales")
    assert [day.date for day in found.occasions] == ["1980-04-15"]
    before = factories.tables(store)
    assert counts(imported(store, FULL, on_match="overwrite")) == (0, 0, 1, 0)
    assert factories.tables(store) == before


def test_skipping_leaves_a_match_alone_and_counts_it_unchanged(store: Store) -> None:
    factories.person(store, "Budi", email="budi@example.com")
    before = factories.tables(store)
    report = imported(store, [FULL, card("Sari")], on_match="skip")
    assert counts(report) == (1, 0, 1, 0)
    assert factories.tables(store)["contact"][:1] == before["contact"]
    assert len(factories.tables(store)["channel"]) == 1


def test_adding_makes_a_new_contact_of_every_card(store: Store) -> None:
    factories.person(store, "Budi", email="budi@example.com")
    assert counts(imported(store, [FULL, FULL], on_match="add")) == (2, 0, 0, 0)
    assert factories.names(store).count("Budi Santoso") == 2


def test_a_phone_that_the_user_removed_comes_back_only_with_a_file_that_has_it(store: Store) -> None:
    imported(store, card("Budi", phone="0812-3456-7890", email="b@example.com"))
    with store.write("removed") as tx:
        channels.remove(tx, 1, "phone", "0812-3456-7890", "ID")
    assert counts(imported(store, card("Budi", email="b@example.com"))) == (0, 0, 1, 0)
    assert _card(store).values("phone") == []


def test_groups_and_source_of_an_import_go_onto_everybody_it_touches(store: Store) -> None:
    factories.person(store, "Budi", email="b@example.com")
    book = [card("Budi", email="b@example.com"), card("Sari")]
    assert counts(imported(store, book, groups=["Fair"], source="fair 2026")) == (1, 1, 0, 0)
    assert groups.named(store.connection, "Fair").members == 2
    assert [_card(store, number).contact.source for number in (1, 2)] == ["fair 2026", "fair 2026"]


def test_a_company_is_made_once_for_all_its_people_and_counted_apart(store: Store) -> None:
    book = [card(name, company=company) for name, company in (("A", "PT Maju"), ("B", "pt maju"), ("C", "Café Ørsted"))]
    report = imported(store, book)
    assert (counts(report), report.companies_made) == ((3, 0, 0, 0), 2)
    assert len(factories.names(store)) == 5


def test_a_card_that_is_a_group_puts_its_members_together_wherever_they_stand(store: Store) -> None:
    book = [
        card("Friends", "KIND:group", "MEMBER:urn:uuid:u1", "MEMBER:mailto:Sari@example.com", "MEMBER:urn:uuid:gone"),
        card("Budi", uid="u1"),
        card("Sari", email="sari@example.com"),
    ]
    assert counts(imported(store, [text.replace("VERSION:3.0", "VERSION:4.0") for text in book])) == (3, 0, 0, 0)
    friends = groups.named(store.connection, "Friends")
    assert groups.members(store.connection, friends.id) == [1, 2]
    again = imported(store, [text.replace("VERSION:3.0", "VERSION:4.0") for text in book])
    assert counts(again) == (0, 0, 3, 0)
    assert again.operation_id is None


ABSURD = [
    f"CATEGORIES:{'x' * 5_000}",
    f"RELATED;TYPE={'x' * 2_000};VALUE=text:Ani",
    "RELATED;VALUE=text:Ani",
    f"ORG:{'x' * 5_000}",
    f"TITLE:{'x' * 5_000}",
    f"TEL:{'1' * 5_000}",
    f"EMAIL:{'x' * 5_000}@example.com",
    f"X-ABLABEL:{'x' * 5_000}",
    f"ADR:;;{'x' * 5_000};;;;",
    "CATEGORIES:,,  ,\\,",
    "TZ:Mars/Olympus",
    "BDAY:9999-99-99",
]


@pytest.mark.parametrize("line", ABSURD)
def test_absurd_values_in_one_card_do_not_stop_an_import(store: Store, line: str) -> None:
    created, _updated, _unchanged, rejected = counts(imported(store, [card("Budi", line), card("Sari")]))
    assert created + rejected == 2
    assert "Sari" in factories.names(store)
    truths.assert_sound(store)


@pytest.mark.parametrize("line", ABSURD)
def test_absurd_values_in_a_card_of_somebody_known_do_not_stop_an_import(store: Store, line: str) -> None:
    factories.person(store, "Budi")
    counts(imported(store, [card("Budi", line), card("Sari")]))
    assert factories.names(store)[0] == "Budi"
    assert "Sari" in factories.names(store)
    before = factories.tables(store)
    counts(imported(store, [card("Budi", line), card("Sari")]))
    assert factories.tables(store) == before


def test_a_group_name_that_is_cut_is_said(store: Store) -> None:
    report = imported(store, card("Budi", f"CATEGORIES:{'x' * 5_000}"))
    assert [(problem.line, problem.reason) for problem in report.problems] == [
        (1, "A name of 5000 characters was cut to 1000.")
    ]


def test_a_name_of_absurd_length_does_not_stop_an_import(store: Store) -> None:
    book = [card("x" * 50_000), card("Friends " + "x" * 5_000, "KIND:group"), card("Sari")]
    created, _updated, _unchanged, rejected = counts(imported(store, book))
    assert created + rejected == 3
    assert "Sari" in factories.names(store)


def test_whoever_an_import_made_is_found_at_once(store: Store) -> None:
    imported(store, [FULL, *[card(f"Łukasz {n}", phone=f"0811-{n:04}-0000") for n in range(700)]])
    assert search.find(store.connection, ["0811", "0650", "0000"])[0][1] == "Łukasz 650"
    assert len(search.find(store.connection, ["lukasz"], 0)) == 700
    truths.assert_sound(store)
    operations.undo(store)
    assert search.find(store.connection, ["lukasz"]) == []
    truths.assert_sound(store)


def test_an_import_that_fails_half_way_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from crmcli.store import imports

    before = factories.tables(store), truths.index(store.connection)

    def fail(*_values: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(imports.Importer, "take_group", fail)
    with pytest.raises(KeyboardInterrupt):
        imported(store, [FULL, card("Friends", "KIND:group", "MEMBER:urn:uuid:u1")])
    assert (factories.tables(store), truths.index(store.connection)) == before
    monkeypatch.undo()
    assert counts(imported(store, FULL)) == (1, 0, 0, 0)
    operations.undo(store)
    assert factories.tables(store) == before[0]


def test_a_relation_is_told_from_another_without_regard_to_case(store: Store) -> None:
    book = card("Budi", "X-ABRELATEDNAMES;TYPE=SPOUSE:Ani", "RELATED;TYPE=Spouse;VALUE=text:Ani")
    imported(store, book)
    assert [(each.kind, each.other_name) for each in _card(store).relations] == [("spouse", "Ani")]
    assert counts(imported(store, book)) == (0, 0, 1, 0)


def test_an_address_and_a_group_are_not_added_twice(store: Store) -> None:
    imported(
        store, [FULL, card("Budi Santoso", "ADR:;;Jl. Merdeka 1;Bandung;;40111;Indonesia", "CATEGORIES:vip", uid="u1")]
    )
    contact_id = next(row[0] for row in store.connection.execute("SELECT id FROM contact WHERE kind = 'person'"))
    assert len(addresses.of(store.connection, contact_id)) == 1
    assert groups.of(store.connection, contact_id) == ["Golf", "VIP"]


def test_an_own_field_in_other_letters_is_the_same_field(store: Store) -> None:
    factories.person(store, "Budi Santoso", email="b@x.example")
    with store.write("edited") as tx:
        contacts.set_field(tx, 1, "Size", "S")
    book = "First Name,Last Name,E-mail 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value\n"
    book += "Budi,Santoso,b@x.example,size,XL\n"
    assert counts(imported(store, book)) == (0, 1, 0, 0)
    assert _card(store).contact.own_fields == {"Size": "S"}
    imported(store, book, on_match="overwrite")
    assert _card(store).contact.own_fields == {"Size": "XL"}
