"""How deals go their way: what may move where, in which words it is refused, and that the history never lies."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.errors import Conflict, CrmError, Invalid
from crmcli.store import competitors, deal_contacts, deal_moves, deals, followups, operations, pipelines, stages
from crmcli.store import settings as business
from crmcli.store.db import Store, Transaction
from crmcli.store.deal_moves import Moved
from tests import factories
from tests.store import sequences, truths
from tests.store.sequences import Step

NEW, CONTACTED, QUALIFIED, PROPOSAL, NEGOTIATION, WON, LOST, VOID = range(1, 9)
Verb = Callable[[Transaction], Moved]


def sold(store: Store, stage: int = NEW, *contact_ids: int) -> int:
    with store.write("added") as tx:
        return deals.add(tx, "Fleet policy", stage, contact_ids=contact_ids)


def did(store: Store, verb: Verb, minutes: int = 0) -> Moved:
    """Does something in an operation of its own, so many minutes later; answers what became of the deal."""
    with (
        closing(factories.opened(Path(store.path), now=factories.NOW + timedelta(minutes=minutes))) as later,
        later.write("moved") as tx,
    ):
        return verb(tx)


def way(store: Store, deal_id: int) -> list[tuple[str | None, str, str | None]]:
    """From which stage to which, and when it left that one again."""
    return [(each.from_stage, each.to_stage, each.left_at) for each in deal_moves.history(store.connection, deal_id)]


def test_every_move_is_kept_with_its_note_and_when_the_stage_was_left(store: Store) -> None:
    deal_id = sold(store)
    moved = did(store, lambda tx: deal_moves.move(tx, deal_id, PROPOSAL, note="they asked"), 60)
    assert (moved.deal.stage, moved.before.name, moved.is_moved, moved.is_back) == ("proposal", "new", True, False)
    assert moved.deal.stage_since == "2026-11-24T10:00:00Z"
    did(store, lambda tx: deal_moves.win(tx, deal_id), 120)
    assert way(store, deal_id) == [
        (None, "new", "2026-11-24T10:00:00Z"),
        ("new", "proposal", "2026-11-24T11:00:00Z"),
        ("proposal", "won", None),
    ]
    assert [each.note for each in deal_moves.history(store.connection, deal_id)] == [None, "they asked", None]
    truths.assert_sound(store)


def test_moving_a_deal_to_where_it_is_changes_nothing(store: Store) -> None:
    deal_id = sold(store)
    before = factories.tables(store)
    assert not did(store, lambda tx: deal_moves.move(tx, deal_id, NEW, note="again")).is_moved
    assert factories.tables(store) == before


def test_a_deal_goes_back_and_over_to_another_pipeline(store: Store) -> None:
    deal_id = sold(store, PROPOSAL)
    assert did(store, lambda tx: deal_moves.move(tx, deal_id, NEW)).is_back
    with store.write("added") as tx:
        house = pipelines.add(tx, "Lettings")
    (first, *_rest) = stages.of_pipeline(store.connection, house)
    moved = did(store, lambda tx: deal_moves.move(tx, deal_id, first.id))
    assert (moved.deal.pipeline, moved.is_back) == ("Lettings", False)
    won = did(store, lambda tx: deal_moves.win(tx, deal_id)).deal
    assert (won.pipeline, won.outcome) == ("Lettings", "won")
    truths.assert_sound(store)


@pytest.mark.parametrize(("close", "word"), [("win", "won"), ("lose", "lost"), ("void", "void")])
def test_a_closed_deal_goes_nowhere_until_it_is_opened_again(store: Store, close: str, word: str) -> None:
    verbs: dict[str, Verb] = {
        "win": lambda tx: deal_moves.win(tx, deal_id),
        "lose": lambda tx: deal_moves.lose(tx, deal_id, "price"),
        "void": lambda tx: deal_moves.void(tx, deal_id),
        "move": lambda tx: deal_moves.move(tx, deal_id, NEW),
        "next": lambda tx: deal_moves.move(tx, deal_id, deal_moves.next_stage(tx.connection, deal_id).id),
    }
    deal_id = sold(store, PROPOSAL)
    closed = did(store, verbs[close], 5).deal
    assert (closed.outcome, closed.closed_at, closed.stage_since) == (word, "2026-11-24T09:05:00Z", closed.closed_at)
    before = factories.tables(store)
    for verb in verbs.values():
        with pytest.raises(Invalid) as refusal:
            did(store, verb)
        assert str(refusal.value) == f"d1 Fleet policy is {word}."
        assert refusal.value.hint == "crm reopen d1 opens it again."
    assert factories.tables(store) == before
    opened = did(store, lambda tx: deal_moves.reopen(tx, deal_id), 9).deal
    assert (opened.stage, opened.closed_at, opened.lost_reason) == ("proposal", None, None)
    with pytest.raises(Conflict, match="d1 Fleet policy is open"):
        did(store, lambda tx: deal_moves.reopen(tx, deal_id))
    truths.assert_sound(store)


@pytest.mark.parametrize(
    ("stage", "hint"),
    [(WON, "crm win d1 ends it."), (LOST, "crm lose d1 --reason WHY ends it."), (VOID, "crm void d1 ends it.")],
)
def test_a_deal_is_not_moved_into_a_stage_where_deals_end(store: Store, stage: int, hint: str) -> None:
    deal_id = sold(store)
    with pytest.raises(Invalid, match="is where a deal ends") as refusal:
        did(store, lambda tx: deal_moves.move(tx, deal_id, stage))
    assert refusal.value.hint == hint
    did(store, lambda tx: deal_moves.win(tx, deal_id))
    with pytest.raises(Invalid, match="is where a deal ends"):
        did(store, lambda tx: deal_moves.reopen(tx, deal_id, stage))


def test_after_the_last_open_stage_there_is_no_next_one(store: Store) -> None:
    deal_id = sold(store, NEGOTIATION)
    with pytest.raises(Invalid, match="negotiation is the last stage before the end"):
        deal_moves.next_stage(store.connection, deal_id)
    assert deal_moves.next_stage(store.connection, sold(store, NEW)).id == CONTACTED


def test_a_lost_deal_has_its_reason_and_who_won_it_until_it_is_opened_again(store: Store) -> None:
    deal_id = sold(store)
    lost = did(store, lambda tx: deal_moves.lose(tx, deal_id, " price ", competitor="AXA")).deal
    assert lost.lost_reason == "price"
    assert [(each.name, each.is_winner) for each in competitors.of(store.connection, deal_id)] == [("AXA", True)]
    opened = did(store, lambda tx: deal_moves.reopen(tx, deal_id, QUALIFIED)).deal
    assert (opened.stage, opened.lost_reason) == ("qualified", None)
    assert [(each.name, each.is_winner) for each in competitors.of(store.connection, deal_id)] == [("AXA", False)]


def test_a_deal_is_opened_where_it_was_last_and_where_that_is_gone_in_the_stage_before(store: Store) -> None:
    deal_id = sold(store)
    did(store, lambda tx: deal_moves.move(tx, deal_id, QUALIFIED))
    did(store, lambda tx: deal_moves.move(tx, deal_id, PROPOSAL))
    did(store, lambda tx: deal_moves.void(tx, deal_id))
    with store.write("removed") as tx:
        stages.remove(tx, PROPOSAL)
    with pytest.raises(Invalid, match="The stage proposal was removed"):
        did(store, lambda tx: deal_moves.reopen(tx, deal_id, PROPOSAL))
    assert did(store, lambda tx: deal_moves.reopen(tx, deal_id)).deal.stage == "qualified"
    with pytest.raises(Invalid, match="The stage proposal was removed"):
        did(store, lambda tx: deal_moves.move(tx, deal_id, PROPOSAL))
    assert [stage for _before, stage, _left in way(store, deal_id)] == [
        "new", "qualified", "proposal", "void", "qualified",
    ]  # fmt: skip
    truths.assert_sound(store)


def test_what_a_stage_asks_for_is_said_or_refused_as_the_settings_say(store: Store) -> None:
    budi = factories.person(store)
    deal_id = sold(store)
    with store.write("asked") as tx:
        stages.edit(tx, PROPOSAL, needs=["next", "value", "close", "contact"])
    moved = did(store, lambda tx: deal_moves.move(tx, deal_id, PROPOSAL))
    assert moved.lacking == ("value", "close", "contact", "next")
    with store.write("refused") as tx:
        business.put(tx, "deal.needs", "refuse")
        deal_moves.move(tx, deal_id, NEW)
    with pytest.raises(Invalid) as refusal:
        did(store, lambda tx: deal_moves.move(tx, deal_id, PROPOSAL))
    assert str(refusal.value) == (
        "proposal asks for a value, a day on which it is expected to close, a contact, a next step, "
        "and d1 Fleet policy has none."
    )
    with store.write("said") as tx:
        deals.edit(tx, deal_id, value=5, currency="IDR", expected_close="2026-12-01", contact_id=budi)
        followups.add(tx, "call", "2026-12-01", contact_id=budi, deal_id=deal_id)
    assert did(store, lambda tx: deal_moves.move(tx, deal_id, PROPOSAL)).lacking == ()


def test_a_move_lies_between_the_last_one_and_now(store: Store) -> None:
    deal_id = sold(store)
    did(store, lambda tx: deal_moves.move(tx, deal_id, CONTACTED), 60)
    for at in ("2026-11-24T09:59:59Z", "2026-11-24T11:00:01Z"):
        with pytest.raises(Invalid, match="A move of d1 lies between its last one and now"):
            did(store, lambda tx, at=at: deal_moves.move(tx, deal_id, PROPOSAL, at=at), 120)  # type: ignore[misc]
    moved = did(store, lambda tx: deal_moves.win(tx, deal_id, at="2026-11-24T10:30:00Z"), 120)
    assert moved.deal.closed_at == "2026-11-24T10:30:00Z"
    truths.assert_sound(store)


def test_a_clock_that_went_back_moves_no_deal_before_its_last_move(store: Store) -> None:
    deal_id = sold(store)
    did(store, lambda tx: deal_moves.move(tx, deal_id, CONTACTED), 60)
    moved = did(store, lambda tx: deal_moves.move(tx, deal_id, PROPOSAL), -600)
    assert moved.deal.stage_since == "2026-11-24T10:00:00Z"
    assert [stage for _before, stage, _left in way(store, deal_id)] == ["new", "contacted", "proposal"]
    truths.assert_sound(store)


def test_moves_of_one_second_stay_in_their_order(store: Store) -> None:
    deal_id = sold(store)
    for stage in (PROPOSAL, NEW, PROPOSAL, NEW, NEGOTIATION):
        did(store, lambda tx, stage=stage: deal_moves.move(tx, deal_id, stage))  # type: ignore[misc]
    assert [stage for _before, stage, _left in way(store, deal_id)] == [
        "new", "proposal", "new", "proposal", "new", "negotiation",
    ]  # fmt: skip
    truths.assert_sound(store)


def test_an_older_move_is_undone_alone_only_while_nothing_builds_upon_it(store: Store) -> None:
    deal_id, other = sold(store), sold(store)
    did(store, lambda tx: deal_moves.move(tx, deal_id, CONTACTED))  # o3
    did(store, lambda tx: deal_moves.move(tx, other, CONTACTED))  # o4
    operations.undo(store, operation_id=3)
    assert way(store, deal_id) == [(None, "new", None)]
    did(store, lambda tx: deal_moves.move(tx, other, PROPOSAL))
    before = factories.tables(store)
    with pytest.raises(Conflict, match="later changes build upon it"):
        operations.undo(store, operation_id=4)
    assert factories.tables(store) == before
    truths.assert_sound(store)


def test_an_undone_move_puts_no_deal_into_a_stage_that_was_removed_since(store: Store) -> None:
    deal_id = sold(store, QUALIFIED)
    did(store, lambda tx: deal_moves.move(tx, deal_id, PROPOSAL))
    with store.write("removed") as tx:
        stages.remove(tx, QUALIFIED)
    before = factories.tables(store)
    with pytest.raises(Conflict, match=r"o2 \(moved\) cannot be undone alone: something done since stands in its way"):
        operations.undo(store, operation_id=2)
    assert factories.tables(store) == before
    operations.undo(store, steps=2)
    assert way(store, deal_id) == [(None, "qualified", None)]


def test_undoing_alone_takes_no_customer_off_their_deal(store: Store) -> None:
    budi, sari = factories.person(store, "Budi"), factories.person(store, "Sari")
    deal_id = sold(store, NEW, budi)
    with store.write("brought") as tx:
        deal_contacts.put(tx, deal_id, sari)
    with store.write("edited") as tx:
        deals.edit(tx, deal_id, contact_id=sari)
    with pytest.raises(Conflict, match="something done since stands in its way"):
        operations.undo(store, operation_id=4)
    truths.assert_sound(store)


def _move_many(path: str, line: Connection) -> None:
    with closing(factories.opened(Path(path))) as store:
        line.send("ready")
        line.recv()
        for number in range(12):
            with store.write("moved") as tx:
                deal_moves.move(tx, 1, (CONTACTED, QUALIFIED, PROPOSAL)[number % 3])


def test_moves_from_two_terminals_at_once_are_all_in_a_true_history(home: Path) -> None:
    with closing(factories.store(home)) as store:
        sold(store)
    children: list[tuple[BaseProcess, Connection]] = []
    for _each in range(2):
        here, there = multiprocessing.Pipe()
        child = multiprocessing.get_context("spawn").Process(target=_move_many, args=(str(home / "crm.db"), there))
        child.start()
        there.close()
        children.append((child, here))
    assert [line.recv() for _child, line in children] == ["ready", "ready"]
    for _child, line in children:
        line.send("go")
    for child, _line in children:
        child.join()
    assert [child.exitcode for child, _line in children] == [0, 0]
    with closing(factories.opened(home / "crm.db")) as store:
        assert len(way(store, 1)) == len(operations.newest(store.connection))
        assert way(store, 1)[-1][1] == "proposal"
        truths.assert_sound(store)


@settings(max_examples=40)
@given(sequences.deals)
def test_after_every_step_of_any_life_each_deal_is_where_its_moves_lead(taken: list[Step]) -> None:
    with factories.temporary_store() as store:
        for step in taken:
            sequences.take(store, step)
            truths.assert_ways_are_true(store.connection)
        while True:
            try:
                operations.undo(store)
            except CrmError:
                break
            truths.assert_ways_are_true(store.connection)
        assert factories.tables(store) == factories.nothing()


@settings(max_examples=40)
@given(sequences.deals, st.lists(st.integers(1, 19), min_size=1, max_size=6))
def test_undoing_older_operations_never_makes_the_history_lie(taken: list[Step], chosen: list[int]) -> None:
    with factories.temporary_store() as store:
        for step in taken:
            sequences.take(store, step)
        for number in chosen:
            before = factories.tables(store)
            try:
                operations.undo(store, operation_id=number)
            except CrmError:
                assert factories.tables(store) == before
            truths.assert_ways_are_true(store.connection)
        truths.assert_sound(store)
