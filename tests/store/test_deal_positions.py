"""The order of deals by hand: what stands where afterwards, and how few rows are written for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import Conflict
from crmcli.store import deal_positions, deals, operations
from crmcli.store.db import Store
from tests import factories


def order(store: Store) -> list[int]:
    """The deals of the first stage in their order."""
    rows = store.connection.execute("SELECT id FROM deal WHERE stage_id = 1 ORDER BY position, id")
    return [row[0] for row in rows]


@given(
    st.integers(2, 7),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.booleans()), max_size=6),
    st.lists(st.integers(1, 3), min_size=7, max_size=7),
)
def test_a_deal_stands_right_beside_the_other_and_the_rest_keep_their_order(
    count: int, puts: list[tuple[int, int, bool]], positions: list[int]
) -> None:
    with factories.temporary_store() as store:
        with store.write("deals") as tx:
            ids = [deals.add(tx, f"deal {number}", 1) for number in range(count)]
            for deal_id, position in zip(ids, positions, strict=False):
                deals.edit(tx, deal_id, position=position)
        for one, other, is_behind in puts:
            moved, beside = ids[one % count], ids[other % count]
            expected = [each for each in order(store) if each != moved]
            if moved == beside:
                expected = order(store)
            else:
                expected.insert(expected.index(beside) + is_behind, moved)
            before = order(store)
            with store.write("put") as tx:
                is_other = deal_positions.put(tx, moved, beside, is_behind=is_behind)
            assert order(store) == expected
            assert is_other or before == expected
            if tx.is_changed:
                operations.undo(store)
                assert order(store) == before
                operations.redo(store)
                assert order(store) == expected


def test_neighbours_change_places_by_two_rows(store: Store) -> None:
    with store.write("deals") as tx:
        ids = [deals.add(tx, f"deal {number}", 1) for number in range(50)]
    with store.write("put") as tx:
        deal_positions.put(tx, ids[10], ids[11], is_behind=True)
    query = "SELECT count(*) FROM journal WHERE operation_id = (SELECT max(operation_id) FROM journal)"
    assert tuple(store.connection.execute(query).fetchone()) == (2,)


def test_deals_of_two_stages_are_not_put_beside_each_other(store: Store) -> None:
    with store.write("deals") as tx:
        one, other = deals.add(tx, "one", 1), deals.add(tx, "other", 2)
    with pytest.raises(Conflict, match="is in"), store.write("put") as tx:
        deal_positions.put(tx, one, other, is_behind=True)
