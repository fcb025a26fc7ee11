"""Groups: their names, their members, and one under another."""

from __future__ import annotations

import pytest

from crmcli.errors import Ambiguous, Conflict, Invalid, NotFound
from crmcli.store import contacts, groups
from crmcli.store.db import Store
from tests import factories


def _made(store: Store, *names: str) -> list[int]:
    with store.write("made groups") as tx:
        return [groups.add(tx, name) for name in names]


def test_a_group_is_named_in_any_spelling_and_by_its_beginning(store: Store) -> None:
    (vip, _cold) = _made(store, "Très Important", "Cold")
    for text in ("Très Important", "tres important", "TRES IMPORTANT", "tr"):
        assert groups.named(store.connection, text).id == vip


def test_a_beginning_that_two_groups_share_names_neither(store: Store) -> None:
    _made(store, "Kunden Nord", "Kunden Süd")
    with pytest.raises(Ambiguous, match="'kun' may be 2 groups") as refused:
        groups.named(store.connection, "kun")
    assert [candidate["ref"] for candidate in refused.value.candidates] == ["Kunden Nord", "Kunden Süd"]


@pytest.mark.parametrize("name", ["", "%", "'", "\ud800", "nothing"])
def test_an_unknown_group_is_not_found(store: Store, name: str) -> None:
    with pytest.raises(NotFound):
        groups.named(store.connection, name)


def test_there_is_one_group_of_a_name(store: Store) -> None:
    _made(store, "VIP", "Cold")
    with pytest.raises(Conflict, match="'VIP' already"), store.write("again") as tx:
        groups.add(tx, " vip ")
    with pytest.raises(Conflict), store.write("renamed") as tx:
        groups.rename(tx, groups.named(tx.connection, "cold").id, "Víp")
    with store.write("found") as tx:
        assert groups.find_or_add(tx, "vip") == 1


def test_a_group_may_change_the_spelling_of_its_own_name(store: Store) -> None:
    (vip,) = _made(store, "vip")
    with store.write("renamed") as tx:
        groups.rename(tx, vip, "VIP")
    assert groups.get(store.connection, vip).name == "VIP"


@pytest.mark.parametrize("name", ["", " ", "\n", "x" * 1001])
def test_absurd_names_are_refused(store: Store, name: str) -> None:
    with pytest.raises(Invalid):
        _made(store, name)


def test_members_are_put_and_taken_once(store: Store) -> None:
    contact_id = factories.person(store, "Budi")
    (vip,) = _made(store, "VIP")
    with store.write("put") as tx:
        assert groups.put(tx, vip, contact_id)
        assert not groups.put(tx, vip, contact_id)
    assert groups.of(store.connection, contact_id) == ["VIP"]
    with store.write("took") as tx:
        assert groups.take(tx, vip, contact_id)
        assert not groups.take(tx, vip, contact_id)
    assert groups.of(store.connection, contact_id) == []


def test_removed_contacts_are_no_members_until_they_are_restored(store: Store) -> None:
    first, second = (factories.person(store, name, groups=["VIP"]) for name in ("Sari", "Budi"))
    with store.write("removed") as tx:
        contacts.remove(tx, second)
    vip = groups.named(store.connection, "VIP")
    assert (vip.members, groups.members(store.connection, vip.id)) == (1, [first])
    with store.write("restored") as tx:
        contacts.restore(tx, second)
    assert groups.members(store.connection, vip.id) == [second, first]


def test_removing_a_group_keeps_its_contacts_and_moves_up_what_stood_under_it(store: Store) -> None:
    top, middle, bottom = _made(store, "Top", "Middle", "Bottom")
    contact_id = factories.person(store, "Budi", groups=["Middle"])
    with store.write("nested") as tx:
        groups.edit(tx, middle, parent_id=top)
        groups.edit(tx, bottom, parent_id=middle)
    with store.write("removed") as tx:
        groups.remove(tx, middle)
    assert groups.get(store.connection, bottom).parent == "Top"
    assert groups.of(store.connection, contact_id) == []
    assert factories.names(store) == ["Budi"]


def test_a_group_never_stands_under_itself(store: Store) -> None:
    top, middle, bottom = _made(store, "Top", "Middle", "Bottom")
    with store.write("nested") as tx:
        groups.edit(tx, middle, parent_id=top)
        groups.edit(tx, bottom, parent_id=middle)
    for group_id, parent_id in ((top, top), (top, middle), (top, bottom)):
        with pytest.raises(Invalid, match="under itself"), store.write("nested") as tx:
            groups.edit(tx, group_id, parent_id=parent_id)


@pytest.mark.parametrize(
    "changes", [{"cadence_days": 0}, {"cadence_days": 3661}, {"time_share": -1}, {"time_share": 101}]
)
def test_values_out_of_range_are_refused(store: Store, changes: dict[str, int]) -> None:
    (vip,) = _made(store, "VIP")
    with pytest.raises(Invalid), store.write("edited") as tx:
        groups.edit(tx, vip, **changes)


def test_values_are_set_and_cleared(store: Store) -> None:
    (vip,) = _made(store, "VIP")
    with store.write("edited") as tx:
        groups.edit(tx, vip, cadence_days=14, time_share=0, notes="best")
    group = groups.get(store.connection, vip)
    assert (group.cadence_days, group.time_share, group.notes) == (14, 0, "best")
    with store.write("cleared") as tx:
        groups.edit(tx, vip, cadence_days=None, time_share=None, notes=None)
    group = groups.get(store.connection, vip)
    assert (group.cadence_days, group.time_share, group.notes) == (None, None, None)


def test_groups_are_listed_by_name(store: Store) -> None:
    _made(store, "zebra", "Äpfel", "beta")
    assert [group.name for group in groups.all_of(store.connection)] == ["Äpfel", "beta", "zebra"]
