"""From what is typed to one deal: its number, its title, or whom it is with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import Ambiguous, CrmError, Invalid, NotFound
from crmcli.store import contacts, deal_moves, deals, refs, stages
from crmcli.store.db import Store
from tests import factories


@pytest.fixture
def desk(store: Store) -> Store:
    """d1, d2 with Budi of PT Maju (c2, c1), d3 with 王小明 (c3), d4 of nobody, d5 lost with Sari (c4); none of c5."""
    factories.person(store, "Budi Santoso", company="PT Maju", phone="0812-3456-7890")
    for name in ("王小明", "Ibu Sari", "Łukasz"):
        factories.person(store, name, phone="0811-222-333" if name == "Ibu Sari" else ())
    with store.write("filled") as tx:
        new = stages.named(tx.connection, "new").id
        deals.add(tx, "Fleet", new, contact_ids=[2])
        deals.add(tx, "Fleet policy", new, contact_ids=[2])
        deals.add(tx, "报价 depot", new, contact_ids=[3])
        deals.add(tx, "Sea-view villa", new)
        deal_moves.lose(tx, deals.add(tx, "Old depot", new, contact_ids=[4]), "price")
    return store


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("d2", 2), ("D2", 2), ("2", 2), (" d2 ", 2),
        ("fleet", 1), ("FLEET POLICY", 2), ("policy", 2), ("pol fle", 2), ("budi policy", 2), ("olic", 2),
        ("depot", 3), ("bao jia", 3), ("王小明", 3), ("xiaoming", 3), ("c3", 3),
        ("view", 4), ("sea-view villa", 4), ("villa", 4),
        ("old depot", 5), ("sari", 5), ("0811222333", 5),
    ],
)  # fmt: skip
def test_a_deal_is_named_by_number_title_or_whom_it_is_with(desk: Store, text: str, number: int) -> None:
    assert refs.deal(desk.connection, text) == number


@pytest.mark.parametrize("text", ["budi", "maju", "c1", "c2", "santoso", "0812-3456-7890"])
def test_somebody_with_several_open_deals_leaves_it_open_which_is_meant(desk: Store, text: str) -> None:
    with pytest.raises(Ambiguous) as error:
        refs.deal(desk.connection, text)
    assert error.value.message == f"'{text}' may be 2 deals."
    assert error.value.candidates == [
        {"id": 2, "ref": "d2", "title": "Fleet policy", "contact": "Budi Santoso", "stage": "new"},
        {"id": 1, "ref": "d1", "title": "Fleet", "contact": "Budi Santoso", "stage": "new"},
    ]


def test_at_most_nine_are_offered_and_the_hint_says_that_there_are_more(desk: Store) -> None:
    with desk.write("many") as tx:
        for number in range(12):
            deals.add(tx, f"Truck {number}", stages.named(tx.connection, "new").id)
    with pytest.raises(Ambiguous) as error:
        refs.deal(desk.connection, "truck")
    assert len(error.value.candidates) == 9
    assert error.value.hint.startswith("These are the newest")


def test_an_open_deal_is_meant_before_a_closed_one(desk: Store) -> None:
    with desk.write("won") as tx:
        deal_moves.win(tx, 2)
    assert refs.deal(desk.connection, "budi") == 1
    assert refs.deal(desk.connection, "policy") == 2


@pytest.mark.parametrize(
    ("text", "sentence", "hint"),
    [
        ("d77", "There is no deal d77.", "crm deal list"),
        ("77", "There is no deal d77.", "crm deal list"),
        ("34567890", "There is no deal d34567890.", "crm deal list"),
        ("lukasz", "There is no deal with Łukasz (c5).", "crm deal add TITLE --contact c5"),
        ("nothing", "No deal is found for 'nothing'.", "crm deal list --all"),
        ("a " * 2000 + "b", "No deal is found for 'a", "crm deal list --all"),
        ("%", "No deal is found for '%'.", "crm deal list --all"),
    ],
)
def test_what_no_deal_is_found_for_says_what_to_do(desk: Store, text: str, sentence: str, hint: str) -> None:
    with pytest.raises(NotFound) as error:
        refs.deal(desk.connection, text)
    assert error.value.message.startswith(sentence)
    assert hint in error.value.hint


def test_an_empty_text_names_no_deal(desk: Store) -> None:
    with pytest.raises(Invalid):
        refs.deal(desk.connection, " ")


def test_the_name_of_somebody_who_was_removed_leads_to_no_deal(desk: Store) -> None:
    with desk.write("removed") as tx:
        contacts.remove(tx, 3)
    with pytest.raises(NotFound):
        refs.deal(desk.connection, "xiaoming")
    assert refs.deal(desk.connection, "depot") == 3


@given(st.text(max_size=30))
def test_any_text_is_a_deal_or_an_error_in_words(text: str) -> None:
    with factories.temporary_store() as store, pytest.raises(CrmError, match=r"\w"):
        refs.deal(store.connection, text)
