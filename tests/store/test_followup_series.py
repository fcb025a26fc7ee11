"""A series through everything that is done to it, in any order: nothing is forgotten, nothing comes twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.errors import CrmError
from crmcli.repeats import words as repeat_words
from crmcli.store import followup_series, followups, operations
from crmcli.store.db import Store, Transaction
from crmcli.store.followups import Followup
from tests import factories
from tests.store.test_followups import TODAY, done, got, made, rows


def opened(store: Store, followup_id: int) -> Followup:
    with store.write("opened") as tx:
        return followups.reopen(tx, followup_id)


def skipped(store: Store, followup_id: int, today: date = TODAY) -> followup_series.Completion:
    with store.write("skipped") as tx:
        return followup_series.skip(tx, followup_id, today)


def test_one_that_is_opened_and_done_again_names_the_one_that_is_open(store: Store) -> None:
    first = made(store, every="week")
    second = done(store, first).next
    assert second is not None
    opened(store, first)
    third = done(store, second.id).next
    assert done(store, first) == followup_series.Completion(got(store, first), third, False)
    assert len(rows(store)) == 3


def test_one_that_is_opened_after_the_next_was_skipped_makes_no_other(store: Store) -> None:
    first = made(store, every="week")
    second = done(store, first).next
    assert second is not None
    third = skipped(store, second.id).next
    opened(store, first)
    assert done(store, first).next == third
    assert [each.due for each in followups.listed(store.connection)] == ["2026-12-11"]


def test_a_series_is_ended_by_removing_the_only_one_that_is_open(store: Store) -> None:
    first = made(store, every="week")
    second = done(store, first).next
    assert second is not None
    opened(store, first)
    ended = []
    for followup_id in (first, second.id):
        with store.write("removed") as tx:
            ended.append(followup_series.is_ended(tx.connection, followups.remove(tx, followup_id)))
    assert ended == [False, True]


def _done(tx: Transaction, followup: Followup, today: date) -> None:
    followups.complete(tx, followup.id, today=today)


def _skip(tx: Transaction, followup: Followup, today: date) -> None:
    followup_series.skip(tx, followup.id, today)


def _snooze(tx: Transaction, followup: Followup, today: date) -> None:
    followups.snooze(tx, followup.id, (today + timedelta(40)).isoformat())


def _reopen(tx: Transaction, followup: Followup, today: date) -> None:
    followups.reopen(tx, followup.id)


def _change_rhythm(tx: Transaction, followup: Followup, today: date) -> None:
    rule = repeat_words.rule("3w", followup.due)
    row = followup_series.begun(followup, rule, from_done=bool(today.day % 2), due=followup.due)
    followups.update(tx, followup, row)


def _change_plan(tx: Transaction, followup: Followup, today: date) -> None:
    if followup.repeat:
        due = (today + timedelta(9)).isoformat()
        moved = followup_series.moved(followup, from_done=bool(followup.repeat_from_done), due=due)
        followups.update(tx, followup, {"due": due, "planned": due, **moved})


def _remove(tx: Transaction, followup: Followup, today: date) -> None:
    followups.remove(tx, followup.id)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["day", "2w", "mon,thu", "month on the 31st", "year on 29 feb", "FREQ=WEEKLY;COUNT=3"]),
    st.booleans(),
    st.lists(
        st.tuples(
            st.sampled_from([_done, _done, _skip, _snooze, _reopen, _change_rhythm, _change_plan, _remove]),
            st.integers(0, 9),
            st.integers(-9, 60),
        ),
        max_size=12,
    ),
)
def test_whatever_is_done_to_a_series_nothing_comes_twice_and_undo_is_exact(
    every: str, from_done: bool, steps: list[tuple[Callable[[Transaction, Followup, date], None], int, int]]
) -> None:
    """A clock may jump back between two steps. Only opening one again adds to what is open."""
    with factories.temporary_store() as store:
        made(store, due="2026-11-30", every=every, repeat_from_done=from_done)
        today = TODAY
        for step, which, days in steps:
            today += timedelta(days)
            every_one = followups.listed(store.connection, with_done=True)
            before, were_open = rows(store), sum(each.is_open for each in every_one)
            if not every_one:
                break
            try:
                with store.write("step") as tx:
                    step(tx, every_one[which % len(every_one)], today)
            except CrmError:
                assert rows(store) == before
                continue
            after = rows(store)
            assert step is _reopen or len(followups.listed(store.connection)) <= were_open
            if after != before:
                operations.undo(store)
                assert rows(store) == before
                operations.redo(store)
                assert rows(store) == after


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(["day", "2w", "mon,thu", "month on the 31st", "year on 29 feb"]),
    st.lists(
        st.tuples(st.sampled_from([_done, _skip, _snooze, _change_rhythm, _change_plan]), st.integers(-9, 400)),
        max_size=12,
    ),
)
def test_of_a_series_that_never_ends_there_is_always_one_open(
    every: str, steps: list[tuple[Callable[[Transaction, Followup, date], None], int]]
) -> None:
    with factories.temporary_store() as store:
        made(store, due="2026-11-30", every=every)
        today = TODAY
        for step, days in steps:
            today += timedelta(days)
            (only,) = followups.listed(store.connection)
            with store.write("step") as tx:
                step(tx, only, today)
            (now,) = followups.listed(store.connection)
            assert step not in (_done, _skip) or now.due > min(only.due, today.isoformat())
