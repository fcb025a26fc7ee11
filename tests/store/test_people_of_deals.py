"""People on deals merged, removed and purged: the deals go on, and undo brings back who was on them."""

from __future__ import annotations

import pytest

from crmcli.store import competitors, contacts, deal_contacts, deals, history, merging, operations, purging
from crmcli.store.db import Store
from tests import factories
from tests.store import truths

BUDI, BOEDI, ANI = 1, 2, 3


@pytest.fixture
def pipeline(store: Store) -> None:
    """Budi (c1) and Boedi (c2) are both on d1, each is the customer of a deal of his own; Ani is on the one of Budi."""
    for name in ("Budi Quax", "Boedi Quax", "Ani"):
        factories.person(store, name)
    with store.write("sold") as tx:
        deals.add(tx, "Fleet of Budi Quax", 1, contact_ids=[BUDI, BOEDI], notes="no gluten for him")
        deals.add(tx, "Vans", 1, contact_ids=[BOEDI], notes="gluten")
        deals.add(tx, "Solo", 1, contact_ids=[BUDI, ANI])
        deal_contacts.put(tx, 1, BUDI, roles=["decides"], stance="for")
        deal_contacts.put(tx, 1, BOEDI, roles=["pays", "decides"], stance="against", warmth="hot")
        competitors.put(tx, 1, "Bersih Jaya", note="cheaper")
        competitors.put(tx, 2, "Other")


def _people(store: Store) -> dict[int, list[tuple[int, tuple[str, ...], str | None, str | None, bool]]]:
    return {
        number: [
            (each.contact_id, each.roles, each.stance, each.warmth, each.is_customer)
            for each in deal_contacts.of(store.connection, number)
        ]
        for number in (1, 2, 3)
    }


@pytest.mark.usefixtures("pipeline")
def test_merging_two_with_deals_leaves_one_on_each_with_what_was_said_of_both_and_undo_and_redo_are_exact(
    store: Store,
) -> None:
    before = _people(store)
    with store.write("merged") as tx:
        merging.merge(tx, BUDI, [BOEDI])
    after = _people(store)
    assert after == {
        1: [(BUDI, ("decides", "pays"), "for", "hot", True)],
        2: [(BUDI, (), None, None, True)],
        3: [(BUDI, (), None, None, True), (ANI, (), None, None, False)],
    }
    assert [each.name for each in competitors.of(store.connection, 1)] == ["Bersih Jaya"]
    assert [each.name for each in competitors.of(store.connection, 2)] == ["Other"]
    truths.assert_sound(store)
    operations.undo(store)
    assert _people(store) == before
    truths.assert_sound(store)
    operations.redo(store)
    assert _people(store) == after
    truths.assert_sound(store)


@pytest.mark.usefixtures("pipeline")
def test_a_purged_customer_leaves_the_deal_to_the_next_one_on_it_and_no_word_of_them(store: Store) -> None:
    purging.purge(store, BUDI)
    assert [(each.title, each.contact_id) for each in deals.listed(store.connection, sort="title")] == [
        ("Fleet of (purged)", BOEDI), ("Solo", ANI), ("Vans", BOEDI),
    ]  # fmt: skip
    purging.purge(store, BOEDI)
    found = deals.listed(store.connection, sort="title")
    assert [(each.contact_id, each.notes) for each in found if each.title == "Vans"] == [(None, None)]
    assert deal_contacts.of(store.connection, 1) == []
    truths.assert_sound(store)


@pytest.mark.usefixtures("pipeline")
def test_removing_a_customer_leaves_their_open_deals_and_says_which(store: Store) -> None:
    assert deal_contacts.open_of_customers(store.connection, [BUDI, ANI]) == [(1, "Fleet of Budi Quax"), (3, "Solo")]
    with store.write("removed") as tx:
        contacts.remove(tx, BUDI)
        deals.edit(tx, 3, contact_id=ANI)
    assert deal_contacts.open_of_customers(store.connection, [BUDI]) == [(1, "Fleet of Budi Quax")]
    truths.assert_sound(store)


@pytest.mark.usefixtures("pipeline")
def test_the_history_of_a_deal_holds_all_that_hung_on_it_also_once_it_is_gone(store: Store) -> None:
    with store.write("tagged") as tx:
        deals.tag(tx, 2, add=["q4"])
    with store.write("something else") as tx:
        deals.edit(tx, 1, source="fair")
    with store.write("gone") as tx:
        deals.remove(tx, 2)
    assert [each.what for each in history.of_deal(store.connection, 2)] == ["gone", "tagged", "sold"]
    assert [each.what for each in history.of_deal(store.connection, 2, limit=1)] == ["gone"]
    assert history.of_deal(store.connection, 99) == []
