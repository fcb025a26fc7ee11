"""Who is on a deal, what they decide, how they stand to it; and who else wants it."""

from __future__ import annotations

import pytest

from crmcli.errors import Invalid, NotFound
from crmcli.store import competitors, deal_contacts, deals
from crmcli.store.db import Store
from tests import factories
from tests.store import truths


@pytest.fixture
def deal_id(store: Store) -> int:
    """A deal with nobody; Budi is c1 and Sari is c2."""
    factories.person(store, "Budi")
    factories.person(store, "Sari")
    with store.write("added") as tx:
        return deals.add(tx, "Fleet policy", 1)


def test_the_first_one_on_a_deal_is_its_customer_and_the_next_one_when_they_leave(store: Store, deal_id: int) -> None:
    with store.write("said") as tx:
        assert deal_contacts.put(tx, deal_id, 2)
        assert deal_contacts.put(tx, deal_id, 1, roles=["pays,decides"], stance="for", warmth="hot")
        assert not deal_contacts.put(tx, deal_id, 1, roles=["decides", "pays"], stance="for")
    sari, budi = deal_contacts.of(store.connection, deal_id)
    assert (sari.name, sari.is_customer, sari.roles, sari.stance) == ("Sari", True, (), None)
    assert (budi.is_customer, budi.roles, budi.stance, budi.warmth) == (False, ("decides", "pays"), "for", "hot")
    with store.write("left") as tx:
        deal_contacts.take(tx, deal_id, 2)
    (budi,) = deal_contacts.of(store.connection, deal_id)
    assert (budi.name, budi.is_customer) == ("Budi", True)
    with store.write("left") as tx:
        deal_contacts.take(tx, deal_id, 1)
    assert deals.get(store.connection, deal_id).contact_id is None
    with pytest.raises(NotFound), store.write("left") as tx:
        deal_contacts.take(tx, deal_id, 1)
    truths.assert_sound(store)


def test_words_are_known_by_their_beginning_an_empty_one_empties_and_others_are_refused(
    store: Store, deal_id: int
) -> None:
    with store.write("said") as tx:
        deal_contacts.put(tx, deal_id, 1, roles=["dec", "inf"], stance="ag", warmth="C")
    (budi,) = deal_contacts.of(store.connection, deal_id)
    assert (budi.roles, budi.stance, budi.warmth) == (("decides", "influences"), "against", "cold")
    with store.write("emptied") as tx:
        deal_contacts.put(tx, deal_id, 1, roles=[], stance="", warmth="")
    (budi,) = deal_contacts.of(store.connection, deal_id)
    assert (budi.roles, budi.stance, budi.warmth) == ((), None, None)
    before = factories.tables(store)
    for wrong in ({"roles": ["king"]}, {"stance": "sideways"}, {"warmth": "boiling"}):
        with pytest.raises(Invalid), store.write("said") as tx:
            deal_contacts.put(tx, deal_id, 1, **wrong)  # type: ignore[arg-type]
    assert factories.tables(store) == before


def test_a_competitor_is_named_once_in_any_spelling(store: Store, deal_id: int) -> None:
    with store.write("said") as tx:
        assert competitors.put(tx, deal_id, "Ørsted", note="cheaper")
        assert not competitors.put(tx, deal_id, "ORSTED", note="cheaper")
        assert competitors.put(tx, deal_id, "orsted", note="")
    assert [(each.name, each.note) for each in competitors.of(store.connection, deal_id)] == [("Ørsted", None)]
    with store.write("left") as tx:
        competitors.take(tx, deal_id, "orsted")
    with pytest.raises(NotFound), store.write("left") as tx:
        competitors.take(tx, deal_id, "orsted")
    with pytest.raises(Invalid), store.write("said") as tx:
        competitors.put(tx, deal_id, " ")
