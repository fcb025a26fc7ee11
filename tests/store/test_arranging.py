"""A list of a contact's made as it is wanted: what stays, in which order, and what is new."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.store import addresses, arranging, channels, occasions, operations
from crmcli.store.arranging import Arrangement
from crmcli.store.db import Store
from tests import factories
from tests.store import truths

HELD = [f"+62 812 3456 {number}" for number in range(1000, 1005)]
NEW = [f"+62 811 222 {number}" for number in range(100, 103)]


def phone(value: str, label: str = "") -> dict[str, Any]:
    return channels.checked("phone", label, value, "ID")._asdict()


def arranged(store: Store, contact_id: int, noun: str, held: list[int], wanted: list[Any]) -> None:
    with store.write("arranged") as tx:
        arranging.arrange(tx, contact_id, Arrangement(noun, held, wanted))


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(HELD), unique=True, min_size=1),
    st.lists(st.one_of(st.integers(0, 4), st.sampled_from(NEW)), unique=True),
    st.booleans(),
)
def test_a_list_becomes_what_is_wanted_in_its_order_and_undo_takes_it_back(
    held: list[str], wanted: list[int | str], has_email: bool
) -> None:
    with factories.temporary_store() as store:
        contact_id = factories.person(store, "Budi", phone=held, email="a@b.example" if has_email else ())
        ids = {each.value: each.id for each in channels.of(store.connection, contact_id) if each.kind == "phone"}
        values = list(dict.fromkeys(held[each % len(held)] if isinstance(each, int) else each for each in wanted))
        before = factories.tables(store)
        arranged(store, contact_id, "channel", list(ids.values()), [ids.get(each) or phone(each) for each in values])
        found = channels.of(store.connection, contact_id)
        assert [each.value for each in found if each.kind == "phone"] == values
        assert [each.value for each in found if each.kind == "email"] == ["a@b.example"] * has_email
        truths.assert_sound(store)
        if values != held:
            operations.undo(store)
        assert factories.tables(store) == before


def test_a_new_one_takes_the_row_of_the_same_that_goes_else_of_the_first_that_goes(store: Store) -> None:
    contact_id = factories.person(store, "Budi", phone=HELD[:3])
    ids = [each.id for each in channels.of(store.connection, contact_id)]
    arranged(store, contact_id, "channel", ids, [phone(HELD[2], "work"), phone(NEW[0])])
    found = {each.value: (each.id, each.label) for each in channels.of(store.connection, contact_id)}
    assert found == {HELD[2]: (ids[2], "work"), NEW[0]: (ids[0], "")}


def test_one_that_stays_is_not_added_again(store: Store) -> None:
    contact_id = factories.person(store, "Budi", phone=HELD[:2])
    ids = [each.id for each in channels.of(store.connection, contact_id)]
    arranged(store, contact_id, "channel", ids, [*ids, phone(HELD[0].replace(" ", "-")), phone(NEW[0]), phone(NEW[0])])
    assert [each.value for each in channels.of(store.connection, contact_id)] == [*HELD[:2], NEW[0]]


def test_phones_that_could_not_be_read_are_told_apart_by_what_they_say(store: Store) -> None:
    contact_id = factories.person(store, "Budi", phone=["12", "13"])
    ids = [each.id for each in channels.of(store.connection, contact_id)]
    arranged(store, contact_id, "channel", ids, [*ids, phone("13"), phone("14")])
    assert [each.value for each in channels.of(store.connection, contact_id)] == ["12", "13", "14"]


def test_addresses_and_days_are_arranged_too(store: Store) -> None:
    contact_id = factories.person(store, "Budi")
    parts = dict.fromkeys(addresses.PARTS, "")
    arranged(store, contact_id, "address", [], [{"label": "", **parts, "city": city} for city in ("Bandung", "Medan")])
    first, second = (each.id for each in addresses.of(store.connection, contact_id))
    arranged(store, contact_id, "address", [first, second], [second, first])
    assert [each.city for each in addresses.of(store.connection, contact_id)] == ["Medan", "Bandung"]
    arranged(store, contact_id, "occasion", [], [{"kind": "opening", "year": None, "month": 5, "day": 1}])
    (day,) = occasions.of(store.connection, contact_id)
    arranged(store, contact_id, "occasion", [day.id], [])
    assert occasions.of(store.connection, contact_id) == []
