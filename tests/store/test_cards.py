"""Cards: a contact with all that hangs on it, and lists of them."""

from __future__ import annotations

import pytest

from crmcli.store import cards, contacts, groups
from crmcli.store.db import Store
from tests import factories


@pytest.fixture
def filled(store: Store) -> Store:
    """Three people at two companies, and one who is removed."""
    factories.person(store, "Łukasz", company="PT Maju", phone="0812-3456-7890", groups=["VIP"])
    factories.person(store, "Budi", company="Arta", groups=["VIP"], last_touch_at="2026-01-01T00:00:00Z")
    factories.person(store, "王小明", status="lead", last_touch_at="2025-01-01T00:00:00Z")
    factories.person(store, "Removed", groups=["VIP"])
    with store.write("removed") as tx:
        contacts.remove(tx, 6)
    return store


def _listed(store: Store, **options: object) -> list[str]:
    return [card.contact.name for card in cards.listed(store.connection, **options)]  # type: ignore[arg-type]


def test_a_card_has_all_that_hangs_on_a_contact(filled: Store) -> None:
    card = cards.of(filled.connection, contacts.get(filled.connection, 2))
    assert (card.contact.name, card.employer, card.groups) == ("Łukasz", "PT Maju", ["VIP"])
    assert [channel.value for channel in card.values("phone")] == ["0812-3456-7890"]
    assert (card.values("email"), card.addresses, card.occasions, card.relations, card.uids) == ([], [], [], [], [])


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Budi", "Łukasz", "王小明"]),
        ("-name", ["王小明", "Łukasz", "Budi"]),
        ("company", ["Budi", "Łukasz", "王小明"]),
        ("touch", ["王小明", "Budi", "Łukasz"]),
        ("id", ["Łukasz", "Budi", "王小明"]),
        ("-id", ["王小明", "Budi", "Łukasz"]),
    ],
)
def test_people_are_listed_in_the_order_asked_for(filled: Store, sort: str, names: list[str]) -> None:
    assert _listed(filled, kind="person", sort=sort) == names


def test_every_order_and_its_reverse_can_be_asked_for(filled: Store) -> None:
    for sort in cards.SORTS:
        assert sorted(_listed(filled, sort=sort)) == sorted(_listed(filled, sort=f"-{sort}"))


def test_lists_are_narrowed_by_kind_status_group_and_number(filled: Store) -> None:
    vip = groups.named(filled.connection, "VIP").id
    assert _listed(filled, kind="company") == ["Arta", "PT Maju"]
    assert _listed(filled, status="lead") == ["王小明"]
    assert _listed(filled, group_id=vip) == ["Budi", "Łukasz"]
    assert _listed(filled, kind="person", limit=1) == ["Budi"]
    assert _listed(filled, is_removed=True) == ["Removed"]


def test_contacts_asked_for_by_id_come_in_that_order(filled: Store) -> None:
    assert _listed(filled, ids=[5, 2, 6, 4], sort="") == ["王小明", "Łukasz", "Budi"]
    assert _listed(filled, ids=[], sort="") == []
