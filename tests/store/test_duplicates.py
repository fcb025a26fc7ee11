"""Duplicates: pairs that are one contact are found with their reasons, and no two people are ever said to be one."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.store import contacts, distinct, duplicate_names, duplicates, occasions
from crmcli.store.db import Store
from crmcli.store.duplicates import Pair
from tests import factories
from tests.factories import person

PHONE = "+6281234567890"
LANDLINE = "+622157906776"


def found(store: Store, least: int = duplicates.LIKELY) -> list[Pair]:
    return duplicates.pairs(store.connection, least=least)


def only(store: Store) -> Pair:
    """The one pair there is."""
    (pair,) = found(store)
    return pair


def born(store: Store, contact_id: int, year: int | None, month: int, day: int) -> None:
    with store.write("birthday") as tx:
        occasions.put(tx, contact_id, "birthday", year, month, day)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Budi Santoso", "Budi Santoso", "same name"),
        ("Budi Santoso", "BUDI SANTOSO", "same name"),
        ("Budi Santoso", "Santoso, Budi", "same name"),
        ("Budi Santoso", "Budi Santoso, S.E., M.M.", "same name"),
        ("José Peña", "Jose Pena", "same name"),
        ("Pak Budi Santoso", "Dr. Budi Santoso", "same name"),
        ("Budi Santoso", "Santoso Budi", "same name in another order"),
        ("王小明", "Wang Xiaoming", "same name in another script"),
        ("王小明", "Xiao-Ming Wang", "same name spelt in another way"),
        ("陳美玲小姐", "陈美玲", "same name"),
        ("김민수", "Min-soo Kim", "same name spelt in another way"),
        ("Юрий Иванов", "Iurii Ivanov", "same name spelt in another way"),
        ("Наталья Соловьёва", "Natalia Solovyeva", "same name spelt in another way"),
        ("محمد أحمد", "Muhammad Ahmad", "same name spelt in another way"),
        ("田中太郎", "Taro Tanaka", "same name in another order"),
        ("Soeharto Widjaja", "Suharto Wijaya", "same name spelt in another way"),
        ("Robert Smith", "Bob Smith", "nickname"),
        ("José García", "Pepe García", "nickname"),
        ("Muhammad Rizki", "Moh. Rizki", "nickname"),
        ("Aleksandr Popov", "Sasha Popov", "nickname"),
        ("Budi Santoso", "Pak Budi", "part of the name"),
        ("عمر المنصوري", "عمر المنصوري", "same name"),
        ("Budi Santoso (Toyota)", "Budi Santoso", "same name"),
        ("Siti Rahayu", "Siti Rahayu Wijaya", "part of the name"),
    ],
)
def test_the_same_mobile_phone_and_a_name_that_goes_together_are_certain(
    store: Store, one: str, other: str, reason: str
) -> None:
    person(store, one, phone=PHONE)
    person(store, other, phone="0812 3456 7890")
    pair = only(store)
    assert pair.is_certain
    assert set(pair.reasons) == {reason, "same phone"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith", "John Smith Jr."),
        ("John Smith Sr.", "John Smith Jr."),
        ("John Smith", "John Smith (Jr)"),
        ("Budi Santoso (ayah)", "Budi Santoso (anak)"),
        ("Budi (Toyota)", "Budi (Honda)"),
        ("Pak Sri Hartono", "Ibu Sri Hartono"),
        ("李伟", "李薇"),
        ("Rina Wijaya", "Rini Wijaya"),
        ("Yanto Lim", "Yanti Lim"),
        ("Daniel Silva", "Daniela Silva"),
        ("Ahmad bin Yusuf", "Yusuf bin Ahmad"),
        ("Pak Santoso", "Budi Santoso"),
        ("Budi Santoso", "Siti Santoso"),
        ("Deni Saputra", "Dedi Saputra"),
    ],
)
def test_a_household_with_one_phone_is_never_certain(store: Store, one: str, other: str) -> None:
    person(store, one, phone=LANDLINE, email="home@santoso.example")
    person(store, other, phone=LANDLINE, email="home@santoso.example")
    assert not any(pair.is_certain for pair in found(store, 0))


def test_different_birthdays_are_two_people_of_one_name(store: Store) -> None:
    father, son = (person(store, "Budi Santoso", phone=LANDLINE) for _ in range(2))
    assert only(store).is_certain
    born(store, father, 1951, 3, 4)
    born(store, son, 1982, 8, 19)
    assert found(store) == []
    born(store, son, None, 3, 4)
    assert only(store).is_certain


def test_what_stands_behind_a_bracket_is_set_aside_over_the_ends_of_lines() -> None:
    name = duplicate_names.parsed("Budi Santoso [\nAlfamart")
    assert (name.words, name.aside) == (("budi", "santoso"), "alfamart")


def test_a_switchboard_proves_nothing_for_anybody(store: Store) -> None:
    for name in ("Budi Santoso", "Budi Santoso", "Sari Dewi", "Joko Susilo"):
        person(store, name, phone=LANDLINE, company="PT Maju Jaya")
    pair = only(store)
    assert not pair.is_certain
    assert "a phone or e-mail that others have too" in pair.reasons


def test_a_name_that_one_has_at_a_company_is_certain_where_nothing_tells_two_apart(store: Store) -> None:
    person(store, "Budi Santoso", phone="0812-3456-7890", company="PT Maju Jaya")
    person(store, "Budi Santoso", email="budi@example.com", company="PT. Maju Jaya")
    assert [pair.is_certain for pair in found(store) if "same company" in pair.reasons] == [True]
    person(store, "Budi Santoso", phone="0812-1111-2222", company="PT Maju Jaya")
    assert not any(pair.is_certain for pair in found(store, 0))


def test_an_office_mailbox_proves_nothing(store: Store) -> None:
    for name in ("Budi", "Budi"):
        person(store, name, email="info@maju.example")
    assert not any(pair.is_certain for pair in found(store, 0))


def test_the_same_name_elsewhere_is_not_offered(store: Store) -> None:
    for place, company in enumerate(("PT Maju", "CV Sinar")):
        person(store, "Budi Santoso", phone=f"+628123456789{place}", company=company)
    person(store, "Budi Wijaya")
    person(store, "Joko Santoso")
    assert found(store) == []


def test_extensions_of_a_switchboard_are_different_phones(store: Store) -> None:
    person(store, "Budi Santoso", phone="021-5790-6776 ext 12", company="PT Maju")
    person(store, "Budi", phone="021-5790-6776 ext 34", company="PT Maju")
    assert not any("same phone" in pair.reasons for pair in found(store, 0))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("budi.santoso@gmail.com", "budisantoso@googlemail.com"),
        ("budi@maju.example", "BUDI@Maju.example"),
        ("budi@maju.example", "budi+crm@maju.example"),
    ],
)
def test_one_mailbox_has_many_addresses(store: Store, one: str, other: str) -> None:
    person(store, "Budi Santoso", email=one)
    person(store, "Budi Santoso", email=other)
    assert only(store).is_certain


def test_a_number_without_a_name_is_whoever_has_it(store: Store) -> None:
    person(store, "Budi Santoso", phone=PHONE, email="budi@maju.example")
    person(store, "0812-3456-7890", phone=PHONE)
    assert only(store).reasons == ("no name", "same phone")
    assert only(store).is_certain
    person(store, "Sari Dewi", phone=PHONE)
    assert not any(pair.is_certain for pair in found(store, 0))


def test_companies_are_compared_without_their_legal_form(store: Store) -> None:
    for name in ("PT Maju Jaya", "Maju Jaya PT", "Maju Jaya Abadi", "Maju Jaya GmbH"):
        factories.company(store, name)
    assert [(pair.id, pair.other_id, pair.is_certain) for pair in found(store)] == [(1, 2, False)]


def test_a_typo_alone_is_offered_unless_both_are_names_that_people_have(store: Store) -> None:
    person(store, "Hendra Kusuma")
    person(store, "Hendar Kusuma")
    assert only(store).reasons == ("names a typo apart",)
    for number in range(2):
        person(store, f"Hendra Nomor{number * 'x'}")
        person(store, f"Hendar Empat{number * 'y'}")
    assert not any("names a typo apart" in pair.reasons and pair.id < 3 for pair in found(store))


def test_pairs_declared_different_never_show_again(store: Store) -> None:
    one, other = (person(store, "Budi Santoso", phone=PHONE) for _ in range(2))
    with store.write("different") as tx:
        distinct.declare(tx, [one, other])
    assert found(store, 0) == []
    assert duplicates.twin_of(store.connection, one) is None


def test_removed_contacts_take_no_part(store: Store) -> None:
    one, _other = (person(store, "Budi Santoso", phone=PHONE) for _ in range(2))
    with store.write("removed") as tx:
        contacts.remove(tx, one)
    assert found(store, 0) == []


@pytest.mark.parametrize("status", ["private", "blocked"])
def test_contradicting_statuses_are_not_certain(store: Store, status: str) -> None:
    person(store, "Budi Santoso", phone=PHONE)
    other = person(store, "Budi Santoso", phone=PHONE)
    with store.write("status") as tx:
        contacts.edit(tx, other, status=status)
    assert not only(store).is_certain
    assert "different status" in only(store).against


def test_a_third_that_contradicts_makes_all_of_them_uncertain(store: Store) -> None:
    one = person(store, "Budi Santoso", phone=PHONE, email="a@one.example")
    person(store, "Budi Santoso", phone=[PHONE, "+6281234567891"], email="a@one.example")
    other = person(store, "Budi Santoso", phone="+6281234567891")
    assert len([pair for pair in found(store) if pair.is_certain]) == 2
    with store.write("different") as tx:
        distinct.declare(tx, [one, other])
    pairs = found(store)
    assert pairs
    assert not any(pair.is_certain for pair in pairs)


def test_clusters_keep_the_fullest(store: Store) -> None:
    person(store, "Budi Santoso", phone=PHONE)
    person(store, "Budi Santoso", phone=PHONE, email="a@one.example", company="PT Maju")
    person(store, "Pak Budi Santoso", phone=PHONE)
    fullest = factories.row(store, "SELECT contact_id FROM channel WHERE kind = 'email'")[0]
    (cluster,) = duplicates.clusters(found(store))
    assert cluster[0] == fullest
    assert len(cluster) == 3


def test_a_twin_is_the_likeliest_pair_of_one_contact(store: Store) -> None:
    one = person(store, "Budi Santoso", phone=PHONE)
    other = person(store, "Boedi Santoso", phone=PHONE)
    stranger = person(store, "Sari Dewi")
    pair = duplicates.twin_of(store.connection, one)
    assert pair is not None
    assert {pair.id, pair.other_id} == {one, other}
    assert duplicates.twin_of(store.connection, stranger) is None
    assert duplicates.twin_of(store.connection, 999) is None


def test_ids_narrow_to_pairs_that_have_one_of_them(store: Store) -> None:
    one = person(store, "Budi Santoso", phone=PHONE)
    person(store, "Budi Santoso", phone=PHONE)
    person(store, "Sari Dewi", email="sari@x.example")
    person(store, "Sari Dewi", email="sari@x.example")
    pairs = duplicates.pairs(store.connection, ids=[one])
    assert [one in (pair.id, pair.other_id) for pair in pairs] == [True]


@given(st.lists(st.text(min_size=1, max_size=30).filter(lambda text: text.strip()), min_size=2, max_size=8))
def test_no_name_whatever_breaks_it(names: list[str]) -> None:
    with factories.temporary_store() as store:
        with store.write("names") as tx:
            for name in names:
                tx.connection.execute(
                    "INSERT INTO contact (name, folded, nickname, created_at, updated_at) VALUES (?, ?, ?, '', '')",
                    (name.replace("\0", "0").encode("utf-8", "ignore").decode() or "x", "x", names[0][:5]),
                )
        for pair in duplicates.pairs(store.connection, least=0):
            assert 0 < pair.score <= 100
            assert not pair.is_certain or pair.reasons == ("no name", "same e-mail")


@pytest.fixture
def benchmark_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The judge and its planter, which stand beside each other and import each other by name."""
    folder = Path(__file__).parents[2] / "benchmarks"
    names = {path.stem for path in folder.glob("*.py")}
    others = {name: sys.modules.pop(name) for name in names & sys.modules.keys()}
    monkeypatch.syspath_prepend(str(folder))
    yield importlib.import_module("duplicates")
    for name in names & sys.modules.keys():
        del sys.modules[name]
    sys.modules.update(others)


@pytest.mark.parametrize("seed", [20261124, 5])
def test_planted_duplicates_are_found_and_none_is_certain_wrongly(
    benchmark_folder: ModuleType, home: Path, seed: int
) -> None:
    planting = importlib.import_module("duplicate_planting")
    book = planting.plant(2_000, 300, 300, seed)
    store, ids = benchmark_folder.stored(home, book)
    judgement = benchmark_folder.judged(store, ids, book)
    store.close()
    assert judgement.wrong == []
    assert judgement.recall >= 0.95, judgement.missed
    assert judgement.certainty >= 0.6
    assert judgement.lookalikes_listed.total() <= judgement.lookalikes // 10


def test_a_crowd_at_one_phone_makes_no_crowd_of_pairs(store: Store) -> None:
    from crmcli.store import duplicate_blocks, duplicate_facts

    with store.write("a switchboard") as tx:
        for number in range(1_000):
            contact_id = contacts.add(tx, f"Person{number % 7} Nomor{number % 13}")
            tx.connection.execute(
                "INSERT INTO channel (contact_id, kind, value, normal, position) VALUES (?, 'phone', ?, ?, 1)",
                (contact_id, LANDLINE, LANDLINE),
            )
    pairs = duplicate_blocks.candidates(duplicate_facts.read(store.connection))
    assert len(pairs) < 60 * 1_000
