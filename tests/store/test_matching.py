"""When a card is somebody we know, and when it is somebody else: one rule at a time, seen through an import."""

from __future__ import annotations

import pytest

from crmcli.store import contacts, matching
from crmcli.store.db import Store
from tests import factories
from tests.factories import card, counts, imported, names


def test_a_uid_is_the_same_contact_whatever_its_name_is_now(store: Store) -> None:
    imported(store, card("Budi", uid="u1"))
    assert counts(imported(store, card("Budi Santoso", phone="0812-3456-7890", uid="u1"))) == (0, 1, 0, 0)
    assert names(store) == ["Budi"]


def test_the_same_email_and_a_compatible_name_is_the_same_contact(store: Store) -> None:
    factories.person(store, "Budi", email="Budi@Example.com")
    report = imported(store, card("Budi Santoso", "TITLE:Director", email="budi@example.com", uid="u9"))
    assert counts(report) == (0, 1, 0, 0)
    assert names(store) == ["Budi"]


def test_the_same_phone_in_another_format_and_a_compatible_name_is_the_same_contact(store: Store) -> None:
    factories.person(store, "Budi", phone="0812-3456-7890")
    assert counts(imported(store, card("Pak Budi", "TITLE:Director", phone="+62 812 3456 7890"))) == (0, 1, 0, 0)


def test_a_shared_address_never_folds_people_together(store: Store) -> None:
    book = [card(name, email="info@maju.example", company="PT Maju") for name in ("Budi", "Sari", "Agus")]
    report = imported(store, book)
    assert counts(report) == (3, 0, 0, 0)
    assert [(pair.name, pair.reason) for pair in report.possible_duplicates] == [
        ("Sari", "same e-mail"),
        ("Agus", "same e-mail"),
    ]


def test_a_shared_switchboard_never_folds_people_together(store: Store) -> None:
    factories.person(store, "Budi Santoso", phone="021 555 0101")
    report = imported(store, card("Sari Dewi", phone="+62 21 555 0101"))
    assert counts(report) == (1, 0, 0, 0)
    assert report.possible_duplicates[0].reason == "same phone"


def test_a_number_without_a_name_is_whoever_has_it(store: Store) -> None:
    factories.person(store, "Budi", phone="0812-3456-7890")
    assert counts(imported(store, card(phone="+6281234567890"))) == (0, 0, 1, 0)
    assert names(store) == ["Budi"]


def test_a_number_without_a_name_that_two_people_have_is_neither(store: Store) -> None:
    factories.person(store, "Budi", phone="0812-3456-7890")
    factories.person(store, "Sari", phone="0812-3456-7890")
    report = imported(store, card(phone="+6281234567890"))
    assert counts(report) == (1, 0, 0, 0)
    assert len(report.possible_duplicates) == 1


def test_a_contact_that_was_only_a_number_takes_the_name_that_comes_for_it(store: Store) -> None:
    imported(store, card(phone="0812-3456-7890"))
    assert names(store) == ["0812-3456-7890"]
    assert counts(imported(store, card("Budi", phone="+62 812 3456 7890"))) == (0, 1, 0, 0)
    assert names(store) == ["Budi"]


def test_the_same_name_and_company_is_the_same_contact(store: Store) -> None:
    factories.person(store, "Budi Santoso", company="PT Maju", phone="0812-3456-7890")
    report = imported(store, card("budi santoso", phone="0811-222-333", company="pt maju"))
    assert counts(report) == (0, 1, 0, 0)


def test_the_same_name_at_another_company_is_somebody_else(store: Store) -> None:
    factories.person(store, "Budi Santoso", company="PT Maju")
    report = imported(store, card("Budi Santoso", company="PT Mundur"))
    assert counts(report) == (1, 0, 0, 0)
    assert report.possible_duplicates[0].reason == "same name"


def test_namesakes_with_different_phones_stay_two(store: Store) -> None:
    factories.person(store, "Budi", phone="0812-3456-7890")
    assert counts(imported(store, card("Budi", phone="0811-222-333"))) == (1, 0, 0, 0)


def test_a_bare_name_that_is_known_is_no_new_contact(store: Store) -> None:
    factories.person(store, "Budi", phone="0812-3456-7890")
    assert counts(imported(store, card("BUDI"))) == (0, 0, 1, 0)


def test_colleagues_whose_names_only_sound_alike_stay_two(store: Store) -> None:
    book = [card("李伟", phone="0812-1111-1111", company="三一"), card("李薇", phone="0812-2222-2222", company="三一")]
    report = imported(store, book)
    assert counts(report) == (2, 0, 0, 0)
    assert [pair.reason for pair in report.possible_duplicates] == ["same name"]
    assert counts(imported(store, book)) == (0, 0, 2, 0)


def test_a_name_written_with_and_without_a_blank_is_one(store: Store) -> None:
    factories.person(store, "王小明", company="三一")
    assert counts(imported(store, card("王 小明", company="三一"))) == (0, 0, 1, 0)


def test_a_person_and_a_company_of_one_name_stay_two(store: Store) -> None:
    factories.company(store, "Maju")
    assert counts(imported(store, card("Maju", email="a@maju.example"))) == (1, 0, 0, 0)


def test_a_company_card_is_the_company_that_its_people_named(store: Store) -> None:
    imported(store, card("Budi", company="PT Maju"))
    report = imported(store, card("PT Maju", "X-ABShowAs:COMPANY", phone="021 555 0101", company="PT Maju"))
    assert counts(report) == (0, 1, 0, 0)
    assert sorted(names(store)) == ["Budi", "PT Maju"]


def test_a_removed_contact_stays_removed_and_counts_unchanged(store: Store) -> None:
    contact_id = factories.person(store, "Budi", phone="0812-3456-7890")
    with store.write("removed") as tx:
        contacts.remove(tx, contact_id)
    before = factories.tables(store)["contact"]
    report = imported(store, card("Budi", "NOTE:new", phone="0812-3456-7890"))
    assert counts(report) == (0, 0, 1, 0)
    assert [outcome.contact_id for outcome in report.removed] == [contact_id]
    assert factories.tables(store)["contact"] == before


def test_somebody_living_is_preferred_to_somebody_removed(store: Store) -> None:
    first = factories.person(store, "Budi", phone="0812-3456-7890")
    second = factories.person(store, "Budi", phone="0812-3456-7890")
    with store.write("removed") as tx:
        contacts.remove(tx, first)
    imported(store, card("Budi", "TITLE:Director", phone="0812-3456-7890"))
    assert contacts.get(store.connection, second).title == "Director"


def test_one_uid_on_two_people_of_one_file_makes_two(store: Store) -> None:
    book = [card("Budi", uid="1"), card("Sari", uid="1"), card("Budi Santoso", "TITLE:Boss", uid="1")]
    assert counts(imported(store, book)) == (2, 1, 0, 0)
    assert names(store) == ["Budi", "Sari"]
    assert counts(imported(store, book)) == (0, 0, 3, 0)


def test_a_card_without_a_name_keeps_its_contact_when_others_take_its_uid_and_its_number(store: Store) -> None:
    book = [
        card("Budi", email="info@maju.example"),
        card(email="info@maju.example", uid="1"),
        card("Sari", uid="1"),
        card("Agus", email="info@maju.example"),
    ]
    imported(store, book)
    before = factories.tables(store)
    assert counts(imported(store, book)) == (0, 0, 4, 0)
    assert factories.tables(store) == before


def test_two_cards_of_one_person_in_one_file_count_once_as_created(store: Store) -> None:
    twice = card("Budi", phone="0812-3456-7890")
    assert counts(imported(store, [twice, twice, card("Budi", email="b@example.com", phone="081234567890")])) == (
        1,
        1,
        1,
        0,
    )


def test_what_one_card_of_a_file_adds_makes_the_next_one_known(store: Store) -> None:
    book = [
        card("Budi", phone="0812-3456-7890"),
        card("Pak Budi", phone="0812-3456-7890", email="budi@example.com"),
        card("Budi S.", email="budi@example.com", uid="1"),
        card("Director Budi", uid="1"),
    ]
    assert counts(imported(store, book)) == (1, 1, 2, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("budi", "budi santoso"),
        ("budi santoso", "santoso budi"),
        ("pak budi", "budi santoso"),
        ("dr. budi santoso", "budi santoso"),
        ("j. smith", "john smith"),
        ("j smith", "smith, john"),
        ("john f. kennedy", "john kennedy"),
        ("maria", "maria"),
        ("ibu", "ibu"),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str) -> None:
    assert matching.are_compatible(one, other)
    assert matching.are_compatible(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("budi", "sari"),
        ("budi santoso", "sari santoso"),
        ("john smith", "jane smith"),
        ("j. smith", "mary smith"),
        ("pak budi", "pak agus"),
        ("budi", "budiman"),
        ("", "budi"),
        ("...", "budi"),
        ("wang xiao ming", "wang xiao li"),
    ],
)
def test_names_that_are_two_peoples(one: str, other: str) -> None:
    assert not matching.are_compatible(one, other)
    assert not matching.are_compatible(other, one)
