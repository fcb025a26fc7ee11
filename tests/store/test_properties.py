"""What holds after any life of an address book: undo and redo are exact, and the index tells the truth."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.store import history, journal, operations
from crmcli.store.db import Store
from tests import factories
from tests.factories import Rows
from tests.store import truths
from tests.store.sequences import Step, steps, take

MODEST = settings(max_examples=60)


def _lived(store: Store, taken: Sequence[Step]) -> list[Rows]:
    """Takes the steps; returns the tables at the start and after each operation."""
    seen = [factories.tables(store)]
    for step in taken:
        if take(store, step):
            seen.append(factories.tables(store))
        else:
            assert factories.tables(store) == seen[-1]
    return seen


@MODEST
@given(steps)
def test_undoing_everything_passes_every_state_backwards_and_redoing_it_forwards(taken: list[Step]) -> None:
    with factories.temporary_store() as store:
        seen = _lived(store, taken)
        for before in reversed(seen[:-1]):
            operations.undo(store)
            assert factories.tables(store) == before
        truths.assert_sound(store)
        for after in seen[1:]:
            operations.redo(store)
            assert factories.tables(store) == after
        truths.assert_sound(store)


@MODEST
@given(steps)
def test_undoing_and_redoing_many_steps_at_once_is_the_same(taken: list[Step]) -> None:
    with factories.temporary_store() as store:
        seen = _lived(store, taken)
        count = len(seen) - 1
        if count:
            assert len(operations.undo(store, steps=99)) == count
        assert factories.tables(store) == seen[0]
        if count:
            assert len(operations.redo(store, steps=99)) == count
        assert factories.tables(store) == seen[-1]
        truths.assert_sound(store)


@MODEST
@given(steps, st.lists(st.integers(1, 14), min_size=1, max_size=5))
def test_undoing_any_older_operation_is_refused_or_leaves_a_sound_database(
    taken: list[Step], chosen: list[int]
) -> None:
    with factories.temporary_store() as store:
        _lived(store, taken)
        forward = []
        for number in chosen:
            before = factories.tables(store)
            if _undo_older(store, number):
                forward.append(before)
            else:
                assert factories.tables(store) == before
            truths.assert_sound(store)
        for after in reversed(forward):
            operations.redo(store)
            assert factories.tables(store) == after
        truths.assert_sound(store)


@MODEST
@given(steps, st.integers(1, 14))
def test_undoing_an_older_operation_leaves_all_that_it_did_not_do(taken: list[Step], number: int) -> None:
    with factories.temporary_store() as store:
        _lived(store, taken)
        before = _cells(store)
        try:
            changed = history.changes(store.connection, operations.get(store.connection, number))
        except NotFound:
            return
        if not _undo_older(store, number):
            return
        own = {(each.table, each.row_id): each for each in changed}
        after = _cells(store)
        for place in before.keys() | after.keys():
            table, row_id, column = place
            if before.get(place) != after.get(place) and column != "last_touch_at":
                change = own[table, row_id]
                held = (change.after or {}).get(column), (change.before or {}).get(column)
                assert (before.get(place), after.get(place)) == held


def _cells(store: Store) -> dict[tuple[str, int, str], object]:
    """Every value of the journalled tables by table, row and column."""
    found = {}
    for table in journal.tables(store.connection):
        columns = journal.columns(store.connection, table)
        for row in store.connection.execute(f"SELECT {', '.join(columns)} FROM {table}"):
            found |= {(table, row[0], column): value for column, value in zip(columns, row, strict=True)}
    return found


def _undo_older(store: Store, number: int) -> bool:
    """Undoes the operation of that number if it is there, in effect, and alone; returns whether it was undone."""
    try:
        operations.undo(store, operation_id=number)
    except (Conflict, Invalid, NotFound):
        return False
    return True


@MODEST
@given(steps)
def test_after_any_life_the_index_is_what_a_rebuild_would_make(taken: list[Step]) -> None:
    with factories.temporary_store() as store:
        _lived(store, taken)
        truths.assert_sound(store)
