"""What stands against undoing an older operation, and that it is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crmcli.errors import Conflict
from crmcli.store import channels, contacts, groups, occasions, operations, relations
from crmcli.store.conflicts import built_upon, foreign_keys
from crmcli.store.db import Store, Transaction
from tests import factories

Hang = Callable[[Transaction, int], object]


def _relate(tx: Transaction, contact_id: int) -> None:
    other = contacts.add(tx, "Ani")
    relations.add(tx, other, "spouse", contact_id, "Budi")


HANGS: dict[str, Hang] = {
    "a group": lambda tx, contact_id: groups.put(tx, groups.find_or_add(tx, "VIP"), contact_id),
    "a company": lambda tx, contact_id: contacts.edit(
        tx, contact_id, employer_id=contacts.find_or_add_company(tx, "PT Maju")
    ),
    "a relation": _relate,
    "a phone": lambda tx, contact_id: channels.add(tx, contact_id, channels.prepare("phone", "0812", "", "ID")),
    "a birthday": lambda tx, contact_id: occasions.put(tx, contact_id, "birthday", None, 2, 29),
    "a new name": lambda tx, contact_id: contacts.edit(tx, contact_id, name="Budi Santoso"),
    "an employee": lambda tx, contact_id: contacts.add(tx, "Ani", employer_id=contact_id),
}


@pytest.mark.parametrize("what", HANGS)
def test_adding_a_contact_that_has_got_something_since_is_not_undone_alone(store: Store, what: str) -> None:
    contact_id = factories.person(store, "Budi")
    factories.person(store, "Sari")
    with store.write(f"gave Budi {what}") as tx:
        HANGS[what](tx, contact_id)
    before = factories.tables(store)
    with pytest.raises(Conflict) as refused:
        operations.undo(store, operation_id=1)
    assert f"o3 gave Budi {what}" in str(refused.value)
    assert "o2" not in str(refused.value)
    assert factories.tables(store) == before
    operations.undo(store, operation_id=3)
    operations.undo(store, operation_id=1)
    assert factories.names(store) == ["Sari"]


def test_all_operations_that_build_upon_it_are_named(store: Store) -> None:
    contact_id = factories.person(store, "Budi")
    for what in ("a group", "a company", "a relation"):
        with store.write(f"gave Budi {what}") as tx:
            HANGS[what](tx, contact_id)
    with pytest.raises(Conflict) as refused:
        operations.undo(store, operation_id=1)
    for named in ("o2 gave Budi a group", "o3 gave Budi a company", "o4 gave Budi a relation"):
        assert named in str(refused.value)
    assert "crm undo o4" in refused.value.hint


def test_of_many_the_first_five_are_named_and_the_others_counted(store: Store) -> None:
    contact_id = factories.person(store, "Budi")
    for number in range(7):
        with store.write(f"edit {number}") as tx:
            contacts.edit(tx, contact_id, title=f"title {number}")
    with pytest.raises(Conflict, match="edit 4 and 2 more"):
        operations.undo(store, operation_id=1)


def test_what_hung_on_it_and_is_gone_again_still_stands_in_the_way(store: Store) -> None:
    contact_id = factories.person(store, "Budi")
    with store.write("put") as tx:
        group_id = groups.add(tx, "VIP")
        groups.put(tx, group_id, contact_id)
    with store.write("took") as tx:
        groups.take(tx, group_id, contact_id)
    with pytest.raises(Conflict, match="o3 took"):
        operations.undo(store, operation_id=1)
    operations.undo(store)
    with pytest.raises(Conflict, match="o2 put"):
        operations.undo(store, operation_id=1)
    operations.undo(store, steps=2)
    assert factories.names(store) == []


def test_undone_operations_stand_in_nobodys_way(store: Store) -> None:
    contact_id = factories.person(store, "Budi")
    with store.write("renamed") as tx:
        contacts.edit(tx, contact_id, name="Budi Santoso")
    operations.undo(store)
    assert built_upon(store.connection, 1) == []
    operations.undo(store, operation_id=1)
    assert factories.names(store) == []


def test_putting_back_a_membership_of_a_group_removed_since_is_refused(store: Store) -> None:
    contact_id = factories.person(store, "Budi", groups=["VIP"])
    group_id = groups.named(store.connection, "VIP").id
    with store.write("took") as tx:
        groups.take(tx, group_id, contact_id)
    with store.write("removed VIP") as tx:
        groups.remove(tx, group_id)
    with pytest.raises(Conflict, match="o3 removed VIP"):
        operations.undo(store, operation_id=2)


def test_putting_a_contact_back_into_a_group_it_has_joined_again_is_refused(store: Store) -> None:
    contact_id = factories.person(store, "Budi", groups=["VIP"])
    group_id = groups.named(store.connection, "VIP").id
    for verb in (groups.take, groups.put):
        with store.write(verb.__name__) as tx:
            verb(tx, group_id, contact_id)
    with pytest.raises(Conflict, match="o2"):
        operations.undo(store, operation_id=2)
    assert groups.of(store.connection, contact_id) == ["VIP"]


def test_a_group_that_undo_would_put_under_itself_is_refused(store: Store) -> None:
    with store.write("made groups") as tx:
        one, other = groups.add(tx, "One"), groups.add(tx, "Other")
    for group_id, parent_id in ((one, other), (one, None), (other, one)):
        with store.write("nested") as tx:
            groups.edit(tx, group_id, parent_id=parent_id)
    before = factories.tables(store)
    for is_dry in (True, False):
        with pytest.raises(Conflict, match="o3"):
            operations.undo(store, operation_id=3, dry_run=is_dry)
        assert factories.tables(store) == before


def test_every_reference_between_journalled_tables_is_looked_at(store: Store) -> None:
    declared = set()
    for (table,) in store.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        for row in store.connection.execute("SELECT * FROM pragma_foreign_key_list(?)", (table,)):
            declared.add((table, row["from"], row["table"]))
    assert {tuple(key) for key in foreign_keys(store.connection)} == declared
    assert ("contact", "employer_id", "contact") in declared
