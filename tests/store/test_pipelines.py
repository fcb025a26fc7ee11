"""Pipelines: there is always one, and none goes while deals are or were in it."""

from __future__ import annotations

import pytest

from crmcli.errors import Ambiguous, Conflict, Invalid, NotFound
from crmcli.store import deal_moves, deals, operations, pipelines, stages
from crmcli.store.db import Store
from tests import factories
from tests.store import truths


def names(store: Store) -> list[str]:
    return [each.name for each in pipelines.all_of(store.connection)]


def added(store: Store, name: str, like: int | None = None) -> int:
    with store.write(f"added {name}") as tx:
        return pipelines.add(tx, name, like=like)


def test_a_new_pipeline_has_the_stages_of_the_one_it_is_like_without_the_removed_ones(store: Store) -> None:
    with store.write("changed") as tx:
        deals.add(tx, "Fleet policy", 3)
        stages.remove(tx, 3, to=2)
        stages.edit(tx, 4, needs=["value"])
    like_sales = added(store, "Lettings")
    with store.write("added") as tx:
        stages.add(tx, like_sales, "Viewing")
    like_lettings = added(store, "Resale", like=like_sales)
    found = [each.name for each in stages.of_pipeline(store.connection, like_lettings)]
    assert found == ["new", "contacted", "proposal", "negotiation", "Viewing", "won", "lost", "void"]
    assert stages.named(store.connection, "Resale/proposal").needed == ("value",)
    assert names(store) == ["Sales", "Lettings", "Resale"]
    truths.assert_sound(store)


def test_the_open_and_the_closed_deals_of_a_pipeline_are_counted(store: Store) -> None:
    with store.write("sold") as tx:
        deal_moves.win(tx, deals.add(tx, "One", 1))
        deals.add(tx, "Two", 2)
        deals.add(tx, "Three", 2)
    found = pipelines.first(store.connection)
    assert (found.deals, found.closed) == (2, 1)


def test_a_pipeline_is_named_in_any_spelling_and_by_its_beginning(store: Store) -> None:
    added(store, "Łódź")
    added(store, "Lettings")
    assert pipelines.named(store.connection, "LODZ").name == "Łódź"
    assert pipelines.named(store.connection, "let").name == "Lettings"
    with pytest.raises(Ambiguous):
        pipelines.named(store.connection, "l")
    for unknown in ("", "Resale"):
        with pytest.raises(NotFound):
            pipelines.named(store.connection, unknown)


@pytest.mark.parametrize(("name", "error"), [("", Invalid), ("a/b", Invalid), ("SALES", Conflict), ("sáles", Conflict)])
def test_a_name_that_cannot_be_is_refused(store: Store, name: str, error: type[Exception]) -> None:
    before = factories.tables(store)
    with pytest.raises(error):
        added(store, name)
    assert factories.tables(store) == before


def test_renaming_and_moving_are_changes_like_any_other(store: Store) -> None:
    other = added(store, "Lettings")
    with store.write("renamed") as tx:
        pipelines.rename(tx, 1, "sales")
        pipelines.move(tx, other, 1)
    assert names(store) == ["Lettings", "sales"]
    assert pipelines.first(store.connection).id == other
    operations.undo(store)
    assert names(store) == ["Sales", "Lettings"]


def test_the_only_pipeline_and_one_with_deals_or_their_history_stay(store: Store) -> None:
    with pytest.raises(Invalid, match="Sales is the only pipeline"), store.write("removed") as tx:
        pipelines.remove(tx, 1)
    other = added(store, "Lettings")
    with store.write("sold") as tx:
        deal_id = deals.add(tx, "Fleet policy", 1)
    with pytest.raises(Conflict, match="There are deals in Sales"), store.write("removed") as tx:
        pipelines.remove(tx, 1)
    with store.write("over") as tx:
        deal_moves.move(tx, deal_id, stages.of_pipeline(tx.connection, other)[0].id)
    with pytest.raises(Conflict, match="or they went through it"), store.write("removed") as tx:
        pipelines.remove(tx, 1)
    with store.write("gone") as tx:
        deals.remove(tx, deal_id)
        pipelines.remove(tx, 1)
    assert names(store) == ["Lettings"]
    truths.assert_sound(store)


def test_undoing_alone_never_leaves_no_pipeline(store: Store) -> None:
    added(store, "Lettings")
    with store.write("removed") as tx:
        pipelines.remove(tx, 1)
    with pytest.raises(Conflict, match="something done since stands in its way"):
        operations.undo(store, operation_id=1)
    assert names(store) == ["Lettings"]
    operations.undo(store, steps=2)
    assert factories.tables(store) == factories.nothing()
