"""Contacts as lines of a long list, and how many are in each group."""

from __future__ import annotations

from crmcli.store import contact_rows, contacts, groups
from crmcli.store.db import Store
from tests import factories


def test_groups_count_those_below_them_and_none_who_are_removed(store: Store) -> None:
    one = factories.person(store, "Budi", groups=["Top", "Below"])
    factories.person(store, "Ani", groups=["Below"])
    gone = factories.person(store, "Cici", groups=["Below"])
    with store.write("arranged") as tx:
        groups.edit(tx, groups.named(tx.connection, "Below").id, parent_id=groups.named(tx.connection, "Top").id)
        contacts.remove(tx, gone)
    found = contact_rows.groups(store.connection)
    assert [(each.name, each.members, each.depth) for each in found] == [("Top", 2, 0), ("Below", 2, 1)]
    assert contact_rows.everybody(store.connection) == [2, one]
    assert set(contact_rows.rows(store.connection, {one: None, gone: None})) == {one}
