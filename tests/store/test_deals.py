"""Deals: what may be said of one, and that no sum of it is ever anything but whole minor units."""

from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import Invalid, NotFound
from crmcli.store import (
    activities,
    close_changes,
    competitors,
    contacts,
    deal_contacts,
    deal_moves,
    deal_values,
    deals,
    followups,
    merging,
    operations,
    purging,
    search,
    stages,
    timeline_search,
)
from crmcli.store.db import Store
from crmcli.store.deals import Deal, Value
from tests import factories
from tests.store import truths

NOW = "2026-11-24T09:00:00Z"


def sold(store: Store, title: str = "Fleet policy", *contact_ids: int, stage: int = 1, **values: Value) -> int:
    """Adds a deal in an operation of its own and returns its id."""
    with store.write(f"added {title}") as tx:
        return deals.add(tx, title, stage, contact_ids=contact_ids, at="", **values)


def edited(store: Store, deal_id: int, **changes: Value) -> bool:
    with store.write("edited") as tx:
        return deals.edit(tx, deal_id, **changes)


def deal(store: Store, deal_id: int) -> Deal:
    return deals.get(store.connection, deal_id)


def test_a_new_deal_is_open_in_its_stage_with_its_first_contact_as_customer(store: Store) -> None:
    budi, sari = factories.person(store, "Budi", company="PT Maju"), factories.person(store, "Sari")
    found = deal(store, sold(store, "Fleet policy", budi, sari, budi, value=12_000_000, currency="IDR"))
    assert (found.title, found.contact, found.company, found.stage, found.pipeline) == (
        "Fleet policy", "Budi", "PT Maju", "new", "Sales",
    )  # fmt: skip
    assert (found.is_open, found.chance, found.weighted, found.quiet_since) == (True, 1_000, 1_200_000, NOW)
    assert [each.name for each in deal_contacts.of(store.connection, found.id)] == ["Budi", "Sari"]
    truths.assert_sound(store)


@given(st.integers(1, 10**15 - 1), st.integers(0, 10_000))
def test_a_share_of_a_sum_is_the_nearest_minor_unit_and_half_a_unit_goes_up(amount: int, part: int) -> None:
    exact = Fraction(amount * part, 10_000)
    found = deal_values.share(amount, part)
    assert abs(found - exact) <= Fraction(1, 2)
    assert found - exact != Fraction(-1, 2)


@pytest.mark.parametrize(
    "values",
    [
        {"value": 0, "currency": "IDR"},
        {"value": -5, "currency": "IDR"},
        {"value": 10**15, "currency": "IDR"},
        {"value": 5},
        {"value": 5, "currency": "rupiah"},
        {"commission": 5},
        {"commission": 5, "commission_rate": 100, "currency": "IDR"},
        {"commission_rate": 0},
        {"commission_rate": 10_001},
        {"chance": -1},
        {"chance": 10_001},
        {"expected_close": "soon"},
        {"expected_close": "2026-02-30"},
    ],
)
def test_what_a_deal_cannot_be_is_refused_in_words_whether_new_or_old(store: Store, values: dict[str, Value]) -> None:
    before = factories.tables(store)
    with pytest.raises(Invalid):
        sold(store, **values)
    assert factories.tables(store) == before
    deal_id = sold(store)
    before = factories.tables(store)
    with pytest.raises(Invalid):
        edited(store, deal_id, **values)
    assert factories.tables(store) == before


@pytest.mark.parametrize("title", ["", "  ", "\x07"])
def test_a_deal_has_a_title(store: Store, title: str) -> None:
    with pytest.raises(Invalid):
        sold(store, title)


def test_a_deal_begins_in_an_open_stage_that_is_there_and_not_in_the_future(store: Store) -> None:
    with pytest.raises(Invalid, match="won is where a deal ends"):
        sold(store, stage=6)
    with pytest.raises(NotFound):
        sold(store, stage=99)
    with pytest.raises(Invalid, match="in the future"), store.write("added") as tx:
        deals.add(tx, "Fleet policy", 1, at="2026-11-24T09:00:01Z")
    first = sold(store)
    with store.write("removed") as tx:
        stages.remove(tx, 1, to=2)
    with pytest.raises(Invalid, match="The stage new was removed"):
        sold(store)
    assert [each.id for each in deals.listed(store.connection)] == [first]


def test_a_commission_is_a_sum_or_a_share_and_the_new_one_takes_the_place_of_the_old(store: Store) -> None:
    deal_id = sold(store, value=1_000_001, currency="IDR", commission_rate=250)
    assert deal(store, deal_id).commission == 25_000
    edited(store, deal_id, commission=7)
    assert (deal(store, deal_id).commission, deal(store, deal_id).commission_rate) == (7, None)
    edited(store, deal_id, commission_rate=10_000)
    assert deal(store, deal_id).commission == 1_000_001
    edited(store, deal_id, value=None)
    assert deal(store, deal_id).commission is None
    truths.assert_sound(store)


def test_its_own_chance_counts_while_it_is_open_and_all_or_nothing_afterwards(store: Store) -> None:
    deal_id = sold(store, value=101, currency="USD", chance=5_000)
    assert (deal(store, deal_id).chance, deal(store, deal_id).weighted) == (5_000, 51)
    with store.write("won") as tx:
        assert deal_moves.win(tx, deal_id).deal.weighted == 101
        assert deal_moves.reopen(tx, deal_id).deal.weighted == 51
        assert deal_moves.lose(tx, deal_id, "price").deal.weighted == 0


def test_saying_what_is_so_already_changes_nothing(store: Store) -> None:
    budi = factories.person(store)
    deal_id = sold(store, "Fleet policy", budi, value=5, currency="IDR", expected_close="2026-12-01")
    before = factories.tables(store)
    assert not edited(store, deal_id, title="Fleet policy", contact_id=budi, value=5, expected_close="2026-12-01")
    assert factories.tables(store) == before


def test_every_change_of_the_expected_close_is_kept_in_its_order_though_the_clock_went_back(store: Store) -> None:
    deal_id = sold(store, expected_close="2026-12-01")
    edited(store, deal_id, expected_close="2026-12-31")
    with (
        closing(factories.opened(Path(store.path), now=factories.NOW.replace(hour=1))) as earlier,
        earlier.write("edited") as tx,
    ):
        deals.edit(tx, deal_id, expected_close=None)
    found = close_changes.of(store.connection, deal_id)
    assert [(each.from_day, each.to_day) for each in found] == [("2026-12-01", "2026-12-31"), ("2026-12-31", None)]
    assert [each.at for each in found] == [NOW, NOW]
    truths.assert_sound(store)


def test_a_new_customer_is_on_the_deal_and_the_old_one_stays(store: Store) -> None:
    budi, sari = factories.person(store, "Budi"), factories.person(store, "Sari")
    deal_id = sold(store, "Fleet policy", budi)
    edited(store, deal_id, contact_id=sari)
    assert [(each.name, each.is_customer) for each in deal_contacts.of(store.connection, deal_id)] == [
        ("Sari", True),
        ("Budi", False),
    ]


def test_removing_a_deal_takes_its_history_and_leaves_what_was_said_and_is_to_be_done(store: Store) -> None:
    budi = factories.person(store)
    deal_id = sold(store, "Fleet policy", budi, expected_close="2026-12-01")
    with store.write("went on") as tx:
        deal_moves.lose(tx, deal_id, "price", competitor="AXA")
        deals.tag(tx, deal_id, add=["Q4"])
        deals.edit(tx, deal_id, expected_close="2026-12-02")
        activities.add(tx, "call", [budi], at=NOW, summary="price ok", deal_id=deal_id)
        followups.add(tx, "call", "2026-12-01", contact_id=budi, deal_id=deal_id)
    before = factories.tables(store)
    with store.write("removed") as tx:
        assert deals.remove(tx, deal_id).title == "Fleet policy"
    held = factories.tables(store)
    assert {table for table, rows in held.items() if rows} == {
        "activity", "contact", "followup", "participant", "pipeline", "stage",
    }  # fmt: skip
    truths.assert_sound(store)
    operations.undo(store)
    assert factories.tables(store) == before


def test_a_copy_has_the_people_as_they_stand_and_a_history_of_its_own(store: Store) -> None:
    budi, sari = factories.person(store, "Budi"), factories.person(store, "Sari")
    deal_id = sold(store, "Fleet policy", budi, sari, value=5, currency="IDR", fields='{"Plate": "B 1"}')
    with store.write("went on") as tx:
        deal_contacts.put(tx, deal_id, budi, roles=["pays"], stance="for", warmth="hot")
        deals.tag(tx, deal_id, add=["Q4"])
        deal_moves.win(tx, deal_id)
        copied = deals.copy(tx, deal_id, 2, "Fleet policy 2027")
    assert deal_contacts.of(store.connection, copied) == deal_contacts.of(store.connection, deal_id)
    found = deal(store, copied)
    assert (found.title, found.value, found.tags, found.stage, found.own_fields) == (
        "Fleet policy 2027", 5, ("Q4",), "contacted", {"Plate": "B 1"},
    )  # fmt: skip
    assert [each.to_stage for each in deal_moves.history(store.connection, copied)] == ["contacted"]
    truths.assert_sound(store)


def test_tags_are_put_once_and_taken_off_in_any_spelling(store: Store) -> None:
    deal_id = sold(store)
    with store.write("tagged") as tx:
        assert deals.tag(tx, deal_id, add=["#Café", "cafe", "Q4"])
        assert not deals.tag(tx, deal_id, add=["q4"])
        assert deals.tag(tx, deal_id, take=["CAFE"])
    assert deal(store, deal_id).tags == ("Q4",)
    for absurd in ("", "a,b", "x" * 5_000):
        with pytest.raises(Invalid), store.write("tagged") as tx:
            deals.tag(tx, deal_id, add=[absurd])


def test_the_deals_of_a_company_are_those_of_its_people_too(store: Store) -> None:
    budi = factories.person(store, "Budi", company="PT Maju")
    company = contacts.company_named(store.connection, "PT Maju")
    assert company is not None
    of_budi, of_company = sold(store, "A", budi), sold(store, "B", company)
    assert [each.id for each in deals.of_contact(store.connection, company)] == [of_budi, of_company]
    assert [each.id for each in deals.of_contact(store.connection, budi)] == [of_budi]
    with store.write("left") as tx:
        contacts.edit(tx, budi, employer_id=None)
    assert [each.id for each in deals.of_contact(store.connection, company)] == [of_company]


def test_the_deal_of_a_removed_contact_stays_and_has_them_again_with_their_return(store: Store) -> None:
    budi = factories.person(store)
    deal_id = sold(store, "Fleet policy", budi, value=5, currency="IDR")
    with store.write("removed") as tx:
        contacts.remove(tx, budi)
    assert [each.id for each in deals.listed(store.connection)] == [deal_id]
    assert deal_contacts.of(store.connection, deal_id) == []
    truths.assert_sound(store)
    with store.write("restored") as tx:
        contacts.restore(tx, budi)
    assert [each.is_customer for each in deal_contacts.of(store.connection, deal_id)] == [True]


def test_merging_unites_what_two_are_on_a_deal_and_one_undo_parts_them(store: Store) -> None:
    budi, boedi = factories.person(store, "Budi"), factories.person(store, "Boedi")
    both, one = sold(store, "Fleet policy", boedi, budi), sold(store, "Spare parts", boedi)
    with store.write("said") as tx:
        deal_contacts.put(tx, both, boedi, roles=["pays"], stance="against", warmth="hot")
        deal_contacts.put(tx, both, budi, roles=["decides", "pays"], stance="for")
    before = factories.tables(store)
    with store.write("merged") as tx:
        merging.merge(tx, budi, [boedi])
    for deal_id in (both, one):
        (held,) = deal_contacts.of(store.connection, deal_id)
        assert (held.contact_id, held.is_customer, deal(store, deal_id).contact_id) == (budi, True, budi)
    (held,) = deal_contacts.of(store.connection, both)
    assert (held.roles, held.stance, held.warmth) == (("decides", "pays"), "for", "hot")
    truths.assert_sound(store)
    operations.undo(store)
    assert factories.tables(store) == before


def test_a_deal_is_found_by_its_title_and_notes_through_those_it_is_with(store: Store) -> None:
    budi, sari = factories.person(store, "Budi"), factories.person(store, "Sari")
    deal_id = sold(store, "Fleet policy", budi, notes="twelve Ørsted trucks")
    sold(store, "Spare parts", sari)
    for words in ("fleet", "orsted trucks", "budi fleet"):
        found: search.Found = {}
        timeline_search.add_to(store.connection, words, 9, found)
        assert [*found] == [budi], words
    assert timeline_search.texts(store.connection, [f"d{deal_id}"]) == {f"d{deal_id}": f"d{deal_id} Fleet policy"}


def test_a_purge_leaves_the_sums_of_a_deal_and_nothing_that_names_the_person(store: Store) -> None:
    gone, sari = factories.person(store, "Zebulon Quaxworthy", phone="0812-3456-7890"), factories.person(store, "Sari")
    alone = sold(store, "Villa of zebulon quaxworthy", gone, value=5, currency="IDR", notes="wants rhubarb")
    shared = sold(store, "Fleet policy", gone, sari, value=7, currency="IDR", notes="ask Zebulon Quaxworthy for trucks")
    with store.write("went on", command="crm move d1 contacted --note 'likes gluten'") as tx:
        deal_moves.move(tx, alone, 2, note="likes gluten")
        deals.edit(tx, shared, fields='{"Call": "0812-3456-7890"}')
        deals.tag(tx, shared, add=["Zebulon Quaxworthy", "(purged)"])
        competitors.put(tx, shared, "Zebulon Quaxworthy Ltd")
        followups.add(tx, "send marzipan", "2026-12-01", contact_id=gone, deal_id=alone)
    with store.write("removed") as tx:
        deals.remove(tx, deals.copy(tx, alone, 1, "Zebulon Quaxworthy again"))
    purging.purge(store, gone)
    content = Path(store.path).read_bytes().lower()
    for trace in (b"zebulon", b"quaxworthy", b"rhubarb", b"gluten", b"marzipan", b"3456-7890"):
        assert trace not in content, trace
    assert [(each.title, each.value, each.contact_id) for each in deals.listed(store.connection, sort="id")] == [
        ("Villa of (purged)", 5, None),
        ("Fleet policy", 7, sari),
    ]
    assert deal(store, shared).notes == "ask (purged) for trucks"
    marks = ", ".join(f"'{table}'" for table in ("deal", "deal_contact", "stage_move", "deal_tag", "competitor"))
    assert factories.row(store, f"SELECT count(*) FROM journal WHERE table_name IN ({marks})") == (0,)
    assert deal(store, shared).own_fields == {"Call": "(purged)"}
    assert deal(store, shared).tags == ("(purged)",)
    assert [each.to_stage for each in deal_moves.history(store.connection, alone)] == ["new", "contacted"]
    truths.assert_sound(store)


def test_a_deal_that_is_not_there_is_said(store: Store) -> None:
    for ask in (lambda: deal(store, 9), lambda: edited(store, 9, title="x")):
        with pytest.raises(NotFound, match="no deal d9"):
            ask()
