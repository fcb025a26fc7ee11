"""Pairs that are two people: noted once, whichever is named first, and forgotten again."""

from __future__ import annotations

import pytest

from crmcli.errors import Invalid, NotFound
from crmcli.store import distinct
from crmcli.store.db import Store
from tests import factories


def test_all_pairs_of_those_named_are_noted_once(store: Store) -> None:
    one, two, three = (factories.person(store, name) for name in "ABC")
    with store.write("different") as tx:
        assert distinct.declare(tx, [three, one]) == 1
        assert distinct.declare(tx, [one, two, three]) == 2
    assert distinct.pairs(store.connection) == {(one, two), (one, three), (two, three)}
    assert distinct.others(store.connection, two) == {one, three}


def test_that_two_are_different_can_be_forgotten(store: Store) -> None:
    one, two, three = (factories.person(store, name) for name in "ABC")
    with store.write("different") as tx:
        distinct.declare(tx, [one, two, three])
    with store.write("forgot") as tx:
        assert distinct.forget(tx, [two, one]) == 1
        assert distinct.forget(tx, [two, one]) == 0
    assert distinct.pairs(store.connection) == {(one, three), (two, three)}


def test_it_takes_two_who_are_there(store: Store) -> None:
    one = factories.person(store)
    with store.write("different") as tx:
        with pytest.raises(Invalid):
            distinct.declare(tx, [one, one])
        with pytest.raises(NotFound):
            distinct.declare(tx, [one, 99])
        with pytest.raises(Invalid):
            distinct.forget(tx, range(1, 1000))
    assert not tx.is_changed
