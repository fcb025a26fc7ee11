"""Looking people up: wrong nothing is worse than slow."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.errors import CrmError
from crmcli.folding import fold
from crmcli.store import addresses, contacts, groups, operations, search
from crmcli.store.db import Store
from tests import factories


def _found(store: Store, *words: str, limit: int = 20) -> list[str]:
    return [hit[1] for hit in search.find(store.connection, words, limit)]


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        (
            "Łukasz Ørsted",
            ["łukasz", "lukasz", "LUKASZ", "ŁUKASZ", "ukasz", "uka", "luk", "ørsted", "orsted", "l o", "z"],
        ),
        (
            "王小明",
            ["王", "小明", "王小明", "xiaoming", "xiao ming", "wang xiao", "wangxiaoming", "WANG", "王 明", "xiao"],
        ),
        ("Иванов Иван", ["иванов", "ИВАНОВ", "ivanov", "ivan", "вано", "vano"]),
        ("やまだ たろう", ["やまだ", "yamada", "たろう", "だ", "taro"]),
        ("ヤマダ", ["ヤマダ", "yamada"]),
        ("김철수", ["김철수", "철수", "gim", "cheolsu", "gimcheolsu", "gim cheol su"]),
        ("山田太郎", ["山田", "太郎", "郎"]),
        ("Nguyễn Văn Đức", ["nguyen", "đức", "duc", "Nguyễn", "van duc"]),
        ("Zélia O'Brien-Gonçalves", ["zelia", "o'brien", "brien", "goncalves", "brien-gonçalves", "brien goncalves"]),
        ("İbrahim Şahin", ["ibrahim", "İbrahim", "sahin", "şahin", "ŞAHİN"]),
        ("Straße & Söhne", ["strasse", "straße", "sohne", "STRASSE"]),
        ("Budi 👍", ["budi", "👍"]),
        ("Q", ["q", "Q"]),
        ("Pak Budi Santoso", ["budi santoso", "santoso budi", "san bud", "s b p", "pak"]),
    ],
)
def test_a_name_is_found_however_it_is_typed(store: Store, name: str, queries: list[str]) -> None:
    factories.person(store, name)
    factories.person(store, "Nobody Else")
    missed = [query for query in queries if _found(store, *query.split()) != [name]]
    assert missed == []


@pytest.mark.parametrize("name", ["Zélia", "김철수", "がんだむ", "Đặng"])
def test_a_name_is_found_in_composed_and_decomposed_form(store: Store, name: str) -> None:
    for stored in ("NFC", "NFD"):
        factories.person(store, unicodedata.normalize(stored, name))
    for typed in ("NFC", "NFD"):
        assert len(_found(store, unicodedata.normalize(typed, name))) == 2


@pytest.mark.parametrize(
    "query",
    [
        "0812-3456-7890", "081234567890", "+62 812 3456 7890", "+6281234567890", "6281234567890", "0062 812 3456 7890",
        "00 62 81234567890", "+62 (0)812-3456-7890", "7890", "67890", "3456 7890", "812 3456 7890",
        "٠٨١٢٣٤٥٦٧٨٩٠", "890",
    ],
)  # fmt: skip
@pytest.mark.parametrize("given", ["0812-3456-7890", "+62 812 3456 7890", "0062-812-3456-7890"])
def test_a_phone_is_found_in_any_format(store: Store, given: str, query: str) -> None:
    factories.person(store, "Budi", phone=given)
    factories.person(store, "Sari", phone="0811-222-333")
    assert _found(store, *query.split()) == ["Budi"]


def test_a_phone_that_could_not_be_read_is_found_by_its_digits(store: Store) -> None:
    factories.person(store, "Taxi", phone="*100#")
    factories.person(store, "Bank", phone="14 045")
    assert _found(store, "100") == ["Taxi"]
    assert _found(store, "14045") == _found(store, "14", "045") == ["Bank"]


def test_a_phone_that_ends_so_comes_before_one_that_only_has_the_digits(store: Store) -> None:
    factories.person(store, "Inside", phone="+62 812 5550 1001")
    factories.person(store, "Ending", phone="+62 811 2220 5550")
    assert _found(store, "5550") == ["Ending", "Inside"]


@pytest.mark.parametrize(
    "query", ["budi@maju.example", "BUDI@MAJU.EXAMPLE", "budi@", "@maju", "maju.example", "maju", "aju.ex"]
)
def test_an_email_is_found_by_its_parts(store: Store, query: str) -> None:
    factories.person(store, "Somebody", email="Budi@Maju.example")
    assert _found(store, query) == ["Somebody"]


def test_people_are_found_by_all_that_is_known_of_them(store: Store) -> None:
    contact_id = factories.person(
        store, "Sari", company="Café Maju", groups=["Kunden Köln"], notes="met in Straßburg", title="Direktorin",
        nickname="Ayu", department="Einkauf", phonetic_family="サリ",
    )  # fmt: skip
    with store.write("more") as tx:
        addresses.add(tx, contact_id, "home", {"street": "Jl. Asia Afrika 8", "city": "Bandung"})
        contacts.set_field(tx, contact_id, "Hobby", "高爾夫")
    words = [
        "kunden",
        "koln",
        "strassburg",
        "direktorin",
        "ayu",
        "einkauf",
        "bandung",
        "afrika",
        "高爾夫",
        "gao",
        "サリ",
    ]
    assert [word for word in words if _found(store, word) != ["Sari"]] == []
    assert _found(store, "cafe", "sari", "bandung") == ["Sari"]


def test_people_of_a_renamed_company_are_found_by_the_new_name_only(store: Store) -> None:
    factories.person(store, "Budi", company="PT Maju")
    company_id = contacts.company_named(store.connection, "pt maju")
    assert company_id is not None
    with store.write("renamed") as tx:
        contacts.edit(tx, company_id, name="CV Jaya")
    assert sorted(_found(store, "jaya")) == ["Budi", "CV Jaya"]
    assert _found(store, "maju") == []
    operations.undo(store)
    assert sorted(_found(store, "maju")) == ["Budi", "PT Maju"]
    assert _found(store, "jaya") == []


def test_members_of_a_renamed_or_removed_group_are_found_by_what_is_true(store: Store) -> None:
    factories.person(store, "Budi", groups=["Emas"])
    group_id = groups.named(store.connection, "emas").id
    with store.write("renamed") as tx:
        groups.rename(tx, group_id, "Perak")
    assert (_found(store, "perak"), _found(store, "emas")) == (["Budi"], [])
    with store.write("removed") as tx:
        groups.remove(tx, group_id)
    assert _found(store, "perak") == []


def test_a_removed_contact_is_not_found_until_it_is_restored(store: Store) -> None:
    contact_id = factories.person(store, "Łukasz", phone="0812-3456-7890")
    with store.write("removed") as tx:
        contacts.remove(tx, contact_id)
    assert [_found(store, word) for word in ("lukasz", "7890", "uk", "081234567890")] == [[], [], [], []]
    with store.write("restored") as tx:
        contacts.restore(tx, contact_id)
    assert _found(store, "lukasz") == ["Łukasz"]


def test_whole_names_come_before_beginnings_and_those_before_insides(store: Store) -> None:
    for name in ("Xabudix", "Budiman", "Budi", "Sari"):
        factories.person(store, name)
    with store.write("noted") as tx:
        contacts.edit(tx, 4, notes="knows Budi")
    assert _found(store, "budi") == ["Budi", "Budiman", "Sari", "Xabudix"]


def test_of_equals_whom_the_user_dealt_with_last_comes_first(store: Store) -> None:
    for name, touched in (("Budi A", None), ("Budi B", "2026-01-01T00:00:00Z"), ("Budi C", "2026-06-01T00:00:00Z")):
        factories.person(store, name, last_touch_at=touched)
    assert _found(store, "budi") == ["Budi C", "Budi B", "Budi A"]


def test_a_limit_keeps_the_best(store: Store) -> None:
    for number in range(9):
        factories.person(store, f"Budi {number}")
    factories.person(store, "Budi")
    assert len(_found(store, "budi", limit=3)) == 3
    assert len(_found(store, "budi", limit=0)) == 10


def test_a_hit_shows_company_phone_and_email(store: Store) -> None:
    factories.person(store, "Budi", company="PT Maju", phone=["0812-3456-7890", "0811-222-3333"], email="b@example.com")
    assert search.find(store.connection, ["budi"]) == [
        (2, "Budi", "person", "PT Maju", "+6281234567890", "b@example.com", "")
    ]
    assert search.find(store.connection, ["2223333"])[0][4] == "+628112223333"


OPERATORS = [
    '"', "'", "''", '""', '"budi', "budi*", "*", "bu*di", "^budi", "budi AND", "AND", "OR", "NOT", "NEAR(budi)", "(",
    ")",
    "name:budi", "name : budi", "-", "--", "+", "+budi", "budi + santoso", "{name}: x", ":", "\\", "%", "_", ";", "?",
    "\0",
    "budi\0", "a\0b", "\ud800", "…", "！", "  ", "",
]  # fmt: skip


@pytest.mark.parametrize("query", OPERATORS)
def test_operators_and_quotes_are_text(store: Store, query: str) -> None:
    factories.person(store, "Sari")
    search.find(store.connection, query.split())
    search.find(store.connection, [query])


def test_a_word_that_is_an_operator_is_found_as_a_word(store: Store) -> None:
    factories.person(store, "AND Sons")
    factories.person(store, "Near & Far")
    assert _found(store, "AND") == ["AND Sons"]
    assert _found(store, "NEAR", "far") == ["Near & Far"]


QUERIES = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(OPERATORS),
        st.text(alphabet="0123456789+-()/ .", max_size=16),
        st.text(alphabet="abAB\"*^:(){}-+'", max_size=8),
    ),
    max_size=4,
)


@pytest.fixture(scope="module")
def shelf() -> Iterator[Store]:
    """A store that many examples only read."""
    with factories.temporary_store() as made:
        for name in ("Budi Santoso", "Łukasz", "王小明", "AND", "👍"):
            factories.person(made, name, phone="0812-3456-7890")
        yield made


@settings(max_examples=300)
@given(words=QUERIES)
def test_no_query_whatever_is_an_error(shelf: Store, words: list[str]) -> None:
    search.find(shelf.connection, words)


# Letters that nobody's name has had since are left out: the tokenizer follows an older Unicode, and finds them inside.
LETTERS = st.characters(categories=("Lu", "Ll", "Lo", "Lt", "Nd"), max_codepoint=0xFFFF)
NAMES = st.lists(
    st.one_of(
        st.text(alphabet=LETTERS, min_size=1, max_size=9),
        st.sampled_from(["O'Brien", "Łukasz", "王小明", "김철수", "Мария-Анна", "(Budi)", "d'Arc", "J.", "–", "3M"]),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=150)
@given(NAMES)
def test_a_contact_is_found_by_every_whole_word_of_its_name_and_by_the_folded_name(words: list[str]) -> None:
    with factories.temporary_store() as store:
        try:
            contact_id = factories.person(store, " ".join(words))
        except CrmError:
            return
        name = contacts.get(store.connection, contact_id).name
        for query in (name, fold(name), *name.split(), *fold(name).split()):
            assert contact_id in search.find_ids(store.connection, query.split()), query


@settings(max_examples=60)
@given(st.integers(10**8, 10**11 - 1), st.integers(4, 12))
def test_a_contact_is_found_by_the_last_digits_of_its_phone(number: int, length: int) -> None:
    phone = f"+62{number}"
    with factories.temporary_store() as store:
        contact_id = factories.person(store, "Budi", phone=phone)
        assert contact_id in search.find_ids(store.connection, [phone[-length:].lstrip("+")])


@pytest.mark.parametrize(
    ("made", "asked"),
    [
        ({"name": "Budi"}, "c1"),
        ({"name": "陳美玲"}, "陈美玲"),
        ({"name": "Lukasz"}, "Łukasz"),
        ({"name": "Sean O'Connor"}, "oconnor"),
        ({"name": "Sean O’Connor"}, "oconnor"),
        ({"name": "Ann", "phone": "905-555-1234"}, "+1 905 555 1234"),
        ({"name": "Budi", "phone": "+6281234567890"}, "tel:+62-812-3456-7890"),
    ],
)
def test_what_is_written_otherwise_is_found_all_the_same(store: Store, made: dict[str, str], asked: str) -> None:
    factories.person(store, **made)
    assert [hit[1] for hit in search.find(store.connection, asked.split())] == [made["name"]]


def test_a_postal_code_finds_who_lives_there(store: Store) -> None:
    factories.imported(store, [factories.card("Ana", "ADR:;;Rua A 1;Porto;;4000-123;Portugal")])
    assert [hit[1] for hit in search.find(store.connection, ["4000-123"])] == ["Ana"]


def test_short_words_beside_a_long_one_are_asked_for_once_however_many_have_them(store: Store) -> None:
    for number in range(30):
        factories.person(store, f"Médica CV {number}")
    asked: list[str] = []
    store.connection.set_trace_callback(asked.append)
    search.find_ids(store.connection, ["édica", "cv"], 0)
    store.connection.set_trace_callback(None)
    inside = [statement for statement in asked if "FROM search_trigram" in statement and "+rowid" in statement]
    assert inside
    for statement in inside:
        plan = " ".join(row[3] for row in store.connection.execute(f"EXPLAIN QUERY PLAN {statement}"))
        trigrams = plan.partition("search_trigram VIRTUAL TABLE INDEX ")[2].partition(" ")[0]
        assert trigrams.endswith("M1")
        assert "=" not in trigrams, "asked anew for each of those that have the short words"
