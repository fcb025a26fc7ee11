"""Taking back and doing again: which operation, how many, and what is refused."""

from __future__ import annotations

import pytest

from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.store import contacts, db, groups, journal, operations
from crmcli.store.db import Store
from tests import factories
from tests.store import truths


def _states(store: Store) -> list[str]:
    return [operation.state for operation in reversed(operations.newest(store.connection))]


def test_undo_takes_back_the_newest_operation_still_in_effect(store: Store) -> None:
    factories.person(store, "Budi")
    factories.person(store, "Sari")
    assert [operation.what for operation in operations.undo(store)] == ["added Sari"]
    assert [operation.what for operation in operations.undo(store)] == ["added Budi"]
    assert factories.names(store) == []


def test_undo_of_several_steps_takes_back_the_newest_ones_in_their_order(store: Store) -> None:
    for name in ("Budi", "Sari", "Agus"):
        factories.person(store, name)
    assert [operation.ref for operation in operations.undo(store, steps=2)] == ["o3", "o2"]
    assert factories.names(store) == ["Budi"]
    assert [operation.ref for operation in operations.redo(store, steps=2)] == ["o2", "o3"]
    assert factories.names(store) == ["Budi", "Sari", "Agus"]


def test_undo_of_more_steps_than_there_are_takes_back_all(store: Store) -> None:
    factories.person(store, "Budi")
    assert len(operations.undo(store, steps=9)) == 1


def test_nothing_to_undo_and_nothing_to_redo_are_said(store: Store) -> None:
    with pytest.raises(NotFound, match="nothing to undo"):
        operations.undo(store)
    with pytest.raises(NotFound, match="nothing to redo"):
        operations.redo(store)


def test_an_operation_that_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="o7"):
        operations.undo(store, operation_id=7)


def test_an_operation_is_not_undone_twice(store: Store) -> None:
    factories.person(store, "Budi")
    operations.undo(store, operation_id=1)
    with pytest.raises(Invalid, match="o1 is already undone"):
        operations.undo(store, operation_id=1)


def test_an_older_operation_that_nothing_builds_upon_is_undone_alone(store: Store) -> None:
    factories.person(store, "Budi", groups=["VIP"])
    factories.person(store, "Sari", groups=["cold"])
    operations.undo(store, operation_id=1)
    assert factories.names(store) == ["Sari"]
    assert _states(store) == ["undone", "done"]
    truths.assert_sound(store)


def test_redo_goes_backwards_through_what_was_undone(store: Store) -> None:
    for name in ("Budi", "Sari", "Agus"):
        factories.person(store, name)
    operations.undo(store, operation_id=1)
    operations.undo(store, operation_id=3)
    assert [operation.ref for operation in operations.redo(store)] == ["o3"]
    assert [operation.ref for operation in operations.redo(store)] == ["o1"]


def test_a_new_change_empties_the_redo_stack(store: Store) -> None:
    factories.person(store, "Budi")
    operations.undo(store)
    factories.person(store, "Sari")
    assert _states(store) == ["dropped", "done"]
    with pytest.raises(NotFound, match="nothing to redo"):
        operations.redo(store)


def test_a_change_that_is_none_leaves_the_redo_stack_and_no_operation_behind(store: Store) -> None:
    contact_id = factories.person(store, "Budi")
    factories.person(store, "Sari")
    operations.undo(store)
    with store.write("edited Budi") as tx:
        contacts.edit(tx, contact_id, name="Budi")
    assert not tx.is_changed
    assert _states(store) == ["done", "undone"]
    assert [operation.ref for operation in operations.redo(store)] == ["o2"]


def test_an_error_takes_the_whole_operation_back(store: Store) -> None:
    before = factories.tables(store)

    def fail() -> None:
        with store.write("added two") as tx:
            contacts.add(tx, "Budi")
            contacts.add(tx, "  ")

    with pytest.raises(Invalid):
        fail()
    assert factories.tables(store) == before
    assert _states(store) == []
    factories.person(store, "Sari")


def test_a_dry_run_of_undo_says_what_it_would_do_and_does_nothing(store: Store) -> None:
    factories.person(store, "Budi")
    before = factories.tables(store)
    assert [operation.ref for operation in operations.undo(store, dry_run=True)] == ["o1"]
    assert factories.tables(store) == before
    assert _states(store) == ["done"]


def test_a_dry_run_of_redo_does_nothing(store: Store) -> None:
    factories.person(store, "Budi")
    operations.undo(store)
    assert [operation.ref for operation in operations.redo(store, dry_run=True)] == ["o1"]
    assert factories.names(store) == []


def test_a_dry_run_of_a_change_keeps_nothing_but_gives_an_answer(store: Store) -> None:
    with store.write("added Budi", dry_run=True) as tx:
        contacts.add(tx, "Budi")
    assert tx.is_changed
    assert factories.names(store) == []
    assert _states(store) == []


def test_an_undone_id_is_never_given_again(store: Store) -> None:
    first = factories.person(store, "Budi")
    operations.undo(store)
    assert factories.person(store, "Sari") == first + 1


def test_undone_work_is_found_again_only_after_redo(store: Store) -> None:
    from crmcli.store import search

    factories.person(store, "Budi")
    operations.undo(store)
    assert search.find(store.connection, ["budi"]) == []
    operations.redo(store)
    assert [hit[1] for hit in search.find(store.connection, ["budi"])] == ["Budi"]


def test_taking_a_name_that_is_taken_again_by_undo_is_refused(store: Store) -> None:
    with store.write("made VIP") as tx:
        group_id = groups.add(tx, "VIP")
    with store.write("renamed VIP") as tx:
        groups.rename(tx, group_id, "Old VIP")
    with store.write("made VIP anew") as tx:
        groups.add(tx, "VIP")
    before = factories.tables(store)
    with pytest.raises(Conflict, match="o2"):
        operations.undo(store, operation_id=2)
    assert factories.tables(store) == before


def test_pruned_operations_stay_in_the_history_and_are_not_undone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "JOURNAL_LIMIT", 1)
    monkeypatch.setattr(db, "JOURNAL_KEEP", 2)
    for name in ("Budi", "Sari", "Agus", "Dewi"):
        factories.person(store, name)
    assert [operation.pruned for operation in reversed(operations.newest(store.connection))] == [1, 1, 0, 0]
    with pytest.raises(Invalid, match="too old"):
        operations.undo(store, operation_id=1)
    assert [operation.what for operation in operations.undo(store, steps=2)] == ["added Dewi", "added Agus"]
    with pytest.raises(Invalid, match="too old"):
        operations.undo(store)
    assert factories.names(store) == ["Budi", "Sari"]


def test_the_journal_is_pruned_no_further_than_needed(store: Store) -> None:
    for name in ("Budi", "Sari", "Agus"):
        factories.person(store, name)
    sizes = [row[0] for row in store.connection.execute("SELECT bytes FROM operation ORDER BY id")]
    with store.exclusive():
        journal.prune(store.connection, sum(sizes[1:]), 1)
    assert [operation.pruned for operation in reversed(operations.newest(store.connection))] == [1, 0, 0]
