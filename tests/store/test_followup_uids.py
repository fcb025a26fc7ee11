"""What calendars call follow-ups: the same through edits, snoozes, undo and the days of a series, and no two alike."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crmcli.store import dumping, followup_series, followup_uids, followups, loading, operations
from crmcli.store.db import Store
from tests import factories

TODAY = date(2026, 11, 24)
WEEKLY = "FREQ=WEEKLY"


def made(store: Store, what: str = "call", due: str = "2026-11-24", **values: str) -> int:
    with store.write(f"added {what}") as tx:
        return followups.add(tx, what, due, **values)  # type: ignore[arg-type]


def called(store: Store) -> dict[int, str]:
    """What every follow-up of the store is called, open and done."""
    found = followups.listed(store.connection, with_done=True)
    names = {number: each.uid for number, each in followup_uids.of(store.connection, found).items()}
    assert len(set(names.values())) == len(names)
    return names


def test_a_name_stays_through_edits_snoozes_and_undo(store: Store) -> None:
    number = made(store)
    name = {number: "crm-f1-20261124T090000Z"}
    assert called(store) == name
    with store.write("snoozed") as tx:
        followups.snooze(tx, number, "2026-12-01")
        followups.update(tx, followups.get(tx.connection, number), {"what": "visit", "place": "Hotel Mulia"})
    assert called(store) == name
    operations.undo(store)
    operations.redo(store)
    assert called(store) == name


def test_the_open_one_of_a_series_bears_its_name_and_the_others_their_own(store: Store) -> None:
    first = made(store, repeat=WEEKLY)
    with store.write("done") as tx:
        second = followups.complete(tx, first, today=TODAY).next
    assert second is not None
    assert called(store) == {1: "crm-f1-20261124T090000Z@alone", second.id: "crm-f1-20261124T090000Z"}
    with store.write("reopened") as tx:
        followups.reopen(tx, first)
    assert called(store) == {1: "crm-f1-20261124T090000Z@alone", second.id: "crm-f1-20261124T090000Z"}


def test_the_name_of_a_series_outlives_its_first_one(store: Store) -> None:
    first = made(store, repeat=WEEKLY)
    with store.write("skipped") as tx:
        following = followup_series.skip(tx, first, TODAY).next
    assert following is not None
    assert called(store) == {following.id: "crm-f1-20261124T090000Z"}
    assert followup_uids.holder(store.connection, "crm-f1-20261124T090000Z") == following.id


def test_the_name_of_a_series_goes_along_to_another_machine(store: Store) -> None:
    for brought in ({}, {"external_id": "abc@google.example", "external_mark": "due 1"}):
        first = made(store, repeat=WEEKLY, **brought)
        with store.write("skipped") as tx:
            followup_series.skip(tx, first, TODAY)
    before = names(store)
    assert [each.uid for each in before] == ["crm-f1-20261124T090000Z", "abc@google.example"]
    with factories.temporary_store() as other:
        with other.write("took in") as tx:
            loading.load(tx, "".join(dumping.pieces(store.connection, store.at)).encode().splitlines(keepends=True))
        assert names(other) == before
        assert followup_uids.holder(other.connection, "crm-f1-20261124T090000Z") == 2
        assert followup_uids.holder(other.connection, "crm-f1-20251124T090000Z") is None
        assert followups.listed(other.connection)[1].external_mark == "due 1"


def test_undo_of_a_skip_gives_the_name_back(store: Store) -> None:
    first = made(store, repeat=WEEKLY, external_id="abc@google.example")
    before = followups.get(store.connection, first)
    with store.write("skipped") as tx:
        followup_series.skip(tx, first, TODAY)
    after = followups.listed(store.connection)
    operations.undo(store)
    assert followups.listed(store.connection) == [before]
    operations.redo(store)
    assert followups.listed(store.connection) == after


def names(store: Store) -> list[followup_uids.Called]:
    """What the open follow-ups are called, by their numbers."""
    found = followup_uids.of(store.connection, followups.listed(store.connection))
    return [found[number] for number in sorted(found)]


def test_one_that_a_calendar_brought_keeps_its_name_and_so_does_its_series(store: Store) -> None:
    first = made(store, repeat=WEEKLY, external_id="abc@google.example")
    with store.write("done") as tx:
        second = followups.complete(tx, first, today=TODAY).next
    assert second is not None
    assert called(store) == {1: "crm-f1-20261124T090000Z@alone", second.id: "abc@google.example"}
    third = made(store, external_id="def@google.example")
    assert called(store)[third] == "def@google.example"


def test_a_name_leads_back_to_its_follow_up(store: Store) -> None:
    first = made(store, repeat=WEEKLY)
    with store.write("done") as tx:
        followups.complete(tx, first, today=TODAY)
    for uid, number in (
        ("crm-f1-20261124T090000Z", 2),
        ("crm-f1-20261124T090000Z#2026-12-01", 2),
        ("crm-f1-20261124T090000Z@alone", 1),
        ("crm-f1-20261124T090000Z@first", 2),
        ("crm-f2-20261124T090000Z", 2),
        ("crm-f1", 2),
        ("crm-f1-20201124T090000Z", None),
        ("crm-f9-20261124T090000Z", None),
        ("crm-f1x", None),
        ("abc", None),
    ):
        assert followup_uids.holder(store.connection, uid) == number, uid


def test_occasions_and_activities_are_known_for_no_follow_ups() -> None:
    for uid in ("crm-41-20261124T090000Z-birthday", "crm-a7-20261124T090000Z", "crm-4-20261124T090000Z-0a1b2c3d4e5f"):
        assert followup_uids.is_of_another_noun(uid)
    for uid in ("crm-f1-20261124T090000Z", "crm-41-20261124T090000Z", "abc", "crm-a7"):
        assert not followup_uids.is_of_another_noun(uid)


@given(st.lists(st.sampled_from(["done", "skip", "snooze", "reopen", "move", "undo"]), max_size=8))
def test_whatever_is_done_to_a_series_its_open_one_has_one_name(steps: list[str]) -> None:
    with factories.temporary_store() as store:
        made(store, repeat=WEEKLY)
        for step in steps:
            take(store, step)
        found = followups.listed(store.connection)
        if found:
            newest = max(found, key=lambda each: each.occurrence or 0)
            assert called(store)[newest.id] == "crm-f1-20261124T090000Z"


def take(store: Store, step: str) -> None:
    """One step of what a user does to the newest open one; nothing where none is open."""
    found = followups.listed(store.connection)
    done = followups.listed(store.connection, only_done=True)
    if step == "undo":
        if sum(each.state == "done" for each in operations.newest(store.connection)) > 1:
            operations.undo(store)
        return
    if step == "reopen":
        if done:
            with store.write(step) as tx:
                followups.reopen(tx, done[-1].id)
        return
    if not found:
        return
    newest = max(found, key=lambda each: each.occurrence or 0)
    later = (date.fromisoformat(newest.due) + timedelta(days=2)).isoformat()
    with store.write(step) as tx:
        if step == "done":
            followups.complete(tx, newest.id, today=TODAY)
        elif step == "skip":
            followup_series.skip(tx, newest.id, TODAY)
        elif step == "snooze":
            followups.snooze(tx, newest.id, later)
        else:
            followups.update(
                tx,
                newest,
                {"due": later, "planned": later, **followup_series.moved(newest, from_done=False, due=later)},
            )
