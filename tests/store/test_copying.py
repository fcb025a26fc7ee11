"""A new contact like another: what is shared, what is not, and that it can be undone."""

from __future__ import annotations

import pytest

from crmcli.errors import Invalid, NotFound
from crmcli.store import cards, contacts, copying, editing, operations
from crmcli.store.db import Store
from crmcli.store.editing import Edit
from tests import factories
from tests.store import truths


def test_a_copy_is_found_with_its_company_and_groups_and_undone_exactly(store: Store) -> None:
    budi = factories.person(store, "Budi", phone="0812-3456-7890", company="PT Maju", groups=["VIP"], status="lead",
                            title="Boss", notes="secret", source="fair", nickname="Bud", language="id",
                            timezone="Asia/Jakarta", cadence_days=30, status_reason="new",
                            department="Fleet")  # fmt: skip
    with store.write("more") as tx:
        addresses = ["work fax:Jl. Sudirman 1; Jakarta", "home:Jl. Rumah 2; Bogor", "Jl. Braga 3"]
        editing.apply(tx, budi, Edit(add_addresses=addresses, fields=[("size", "XL")], birthday="1980-04-15"), "ID")
    before = factories.tables(store)
    with store.write("copied") as tx:
        made = copying.copy(tx, budi, " Ani  Baru ")
    card, like = (cards.of(store.connection, contacts.get(store.connection, each)) for each in (made, budi))
    assert card.contact.name == "Ani Baru"
    for column in (*copying.COPIED, "fields"):
        assert getattr(card.contact, column) == getattr(like.contact, column)
    for column in ("nickname", "notes", "status_reason", "photo", "last_touch_at"):
        assert getattr(card.contact, column) is None
    assert (card.groups, [each.street for each in card.addresses]) == (["VIP"], ["Jl. Sudirman 1"])
    assert (card.channels, card.occasions, card.relations, card.uids) == ([], [], [], [])
    truths.assert_sound(store)
    operations.undo(store)
    assert factories.tables(store) == before


def test_a_copy_needs_a_name_and_somebody_to_be_like(store: Store) -> None:
    budi = factories.person(store, "Budi")
    before = factories.tables(store)
    for contact_id, name, error in ((budi, " ", Invalid), (99, "Ani", NotFound)):
        with pytest.raises(error), store.write("copied") as tx:
            copying.copy(tx, contact_id, name)
    assert factories.tables(store) == before
