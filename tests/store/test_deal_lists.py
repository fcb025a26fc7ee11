"""Deals as a list shows them, against the whole deals."""

from __future__ import annotations

import pytest

from crmcli.store import deal_lists, deal_orders, deals
from crmcli.store.db import Store
from tests.pipelines import year


@pytest.mark.parametrize("sort", [*deal_orders.SORTS, *(f"-{each}" for each in deal_orders.SORTS)])
def test_a_list_says_of_each_deal_what_the_whole_deal_says(store: Store, sort: str) -> None:
    year(store, 7, deals=120, contacts=30)
    whole = deals.listed(store.connection, with_closed=True, sort=sort)
    found = deal_lists.listed(store.connection, with_closed=True, sort=sort)
    shared = [name for name in (*deal_lists.Listed._fields, "tags", "chance", "is_open") if name != "all_tags"]
    assert [[getattr(each, name) for name in shared] for each in found] == [
        [getattr(each, name) for name in shared] for each in whole
    ]
    assert deal_lists.listed_ids(store.connection, with_closed=True, sort=sort) == [each.id for each in whole]


def test_a_list_is_narrowed_and_cut_as_whole_deals_are(store: Store) -> None:
    year(store, 7, deals=60, contacts=30)
    every = [each.id for each in deals.listed(store.connection, with_closed=True)]
    some = every[::3]
    assert [each.id for each in deal_lists.listed(store.connection)] == [
        each.id for each in deals.listed(store.connection)
    ]
    assert [each.id for each in deal_lists.listed(store.connection, ids=some, limit=5)] == [
        each for each in every if each in some
    ][:5]


def test_tags_are_read_only_where_they_are_asked_for(store: Store) -> None:
    year(store, 7, deals=60, contacts=30)
    tagged = [each.tags for each in deal_lists.listed(store.connection)]
    assert any(tagged)
    assert not any(each.tags for each in deal_lists.listed(store.connection, with_tags=False))
