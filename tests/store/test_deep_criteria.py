"""Conditions inside conditions, deeper than the stack of SQLite's parser, mean what they say."""

from __future__ import annotations

from datetime import date

import pytest

from crmcli.store import criteria, segments
from crmcli.store.db import Store
from tests import factories

TODAY = date(2026, 11, 24)


@pytest.fixture
def people(store: Store) -> Store:
    """A person in the group that is asked for, with a phone, and two others."""
    factories.person(store, "Budi", phone="0812-3456-7890", groups=["VIP"])
    factories.person(store, "Ani", phone="0812-3456-7891")
    factories.person(store, "Beni", groups=["VIP"])
    return store


def ids(store: Store, *words: str) -> list[int]:
    return criteria.contact_ids(store.connection, words, today=TODAY)


@pytest.mark.parametrize(
    ("nested", "plain"),
    [
        ("not " * 38 + "group:vip", "group:vip"),
        ("not " * 37 + "group:vip", "not:group:vip"),
        ("(group:vip or " * 38 + "id:99" + ")" * 38, "group:vip"),
        ("(has:phone and (group:vip or " * 18 + "has:phone" + "))" * 18, "has:phone"),
        ("not (has:phone and " * 10 + "not group:vip" + ")" * 10, "not:has:phone or not:group:vip"),
    ],
)
def test_conditions_many_times_inside_one_another_are_met(people: Store, nested: str, plain: str) -> None:
    assert ids(people, nested) == ids(people, plain) != []


def test_so_are_segments_inside_one_another(people: Store) -> None:
    with people.write("made segments") as tx:
        segments.add(tx, "s0", ["group:vip"], today=TODAY)
        for number in range(1, 15):
            words = [f"not (not has:phone or not (@s{number - 1} or id:99))"]
            segments.add(tx, f"s{number}", words, today=TODAY)
    assert ids(people, "@s14") == ids(people, "group:vip has:phone") != []
