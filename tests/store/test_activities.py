"""Activities: what happened with whom, what a kind implies, and what is no activity."""

from __future__ import annotations

import pytest

from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.store import activities, activity_kinds, contacts, followups, goals, history, operations, participants
from crmcli.store.activities import Activity
from crmcli.store.activity_kinds import Kind
from crmcli.store.db import Store
from tests import factories
from tests.store import truths

AT = "2026-11-24T03:00:00Z"


def log(store: Store, kind: str, *who: int, at: str = AT, **more: object) -> Activity:
    """Logs an activity in an operation of its own."""
    with store.write("logged") as tx:
        number = activities.add(tx, kind, who, at=at, **more)  # type: ignore[arg-type]
    return activities.get(store.connection, number)


def implied(store: Store, kind: str, **more: object) -> tuple[str | None, str]:
    """The direction and the outcome of an activity of this kind."""
    found = log(store, kind, factories.person(store), **more)
    return found.direction, found.outcome


@pytest.mark.parametrize(
    ("kind", "direction", "outcome"),
    [
        ("note", None, "none"),
        ("call", "outgoing", "reached"),
        ("CALL", "outgoing", "reached"),
        ("meeting", None, "reached"),
        ("visit", None, "reached"),
        ("email", "outgoing", "none"),
        ("message", "outgoing", "none"),
        ("gift", "outgoing", "none"),
    ],
)
def test_a_kind_implies_direction_and_outcome(store: Store, kind: str, direction: str | None, outcome: str) -> None:
    assert implied(store, kind) == (direction, outcome)


@pytest.mark.parametrize("kind", ["call", "email", "message", "gift", "visit"])
def test_what_comes_in_has_reached(store: Store, kind: str) -> None:
    assert implied(store, kind, direction="incoming") == ("incoming", "reached")


@pytest.mark.parametrize("kind", ["call", "meeting", "visit"])
def test_who_was_missed_was_not_reached(store: Store, kind: str) -> None:
    assert implied(store, kind, outcome="missed")[1] == "missed"
    assert implied(store, kind, outcome="missed", direction="incoming") == ("incoming", "missed")


@pytest.mark.parametrize("kind", ["note", "email", "message", "gift"])
def test_what_cannot_be_missed_is_refused(store: Store, kind: str) -> None:
    with pytest.raises(Invalid, match=f"The kind '{kind}' cannot be missed"):
        log(store, kind, factories.person(store), outcome="missed")
    with pytest.raises(Invalid, match="A note neither comes in nor goes out"):
        log(store, "note", factories.person(store), direction="incoming")


def test_an_unknown_kind_and_nobody_are_refused_and_leave_nothing(store: Store) -> None:
    before = factories.tables(store)
    with pytest.raises(NotFound, match="There is no kind 'webinar' of activity"):
        log(store, "webinar", 1)
    with pytest.raises(Invalid, match="An activity needs somebody who took part"):
        log(store, "call")
    with pytest.raises(Invalid, match="between 1 and 100,000 minutes"):
        log(store, "call", factories.person(store), minutes=0)
    assert factories.tables(store)["activity"] == before["activity"] == []


def test_who_took_part_is_listed_once_in_the_order_named(store: Store) -> None:
    budi, sari = factories.person(store, "Budi"), factories.person(store, "Sari")
    found = log(store, "meeting", sari, budi, sari)
    assert participants.of(store.connection, found.id) == [(sari, "Sari"), (budi, "Budi")]
    with store.write("more") as tx:
        assert participants.put(tx, found.id, [budi]) == 0
        assert participants.take(tx, found.id, [sari, sari]) == 1
        with pytest.raises(Invalid, match="Somebody has to be left in a1"):
            participants.take(tx, found.id, [budi])
    assert participants.of(store.connection, found.id) == [(budi, "Budi")]
    operations.undo(store)
    assert participants.of(store.connection, found.id) == [(sari, "Sari"), (budi, "Budi")]


def test_the_timeline_is_newest_first_and_the_later_logged_first_at_one_instant(store: Store) -> None:
    budi, sari = factories.person(store, "Budi"), factories.person(store, "Sari")
    for at in ("2026-11-02", "2026-11-01", "2026-11-02"):
        log(store, "call", budi, at=f"{at}T00:00:00Z")
    log(store, "call", sari)
    assert [each.ref for each in activities.of_contact(store.connection, budi)] == ["a3", "a1", "a2"]
    assert [each.ref for each in activities.of_contact(store.connection, budi, 2)] == ["a3", "a1"]
    assert activities.listed_ids(store.connection) == [4, 3, 1, 2]
    assert activities.listed_ids(store.connection, sort="-at", limit=2) == [2, 1]
    assert activities.listed_ids(store.connection, ids=[1, 2, 3], sort="id") == [1, 2, 3]
    assert [entry.who for entry in activities.listed(store.connection, limit=1)] == [[(sari, "Sari")]]


def test_sorting_by_minutes_leaves_those_without_at_the_end_both_ways(store: Store) -> None:
    budi = factories.person(store)
    for minutes in (None, 10, 30):
        log(store, "call", budi, minutes=minutes)
    assert activities.listed_ids(store.connection, sort="minutes") == [3, 2, 1]
    assert activities.listed_ids(store.connection, sort="-minutes") == [2, 3, 1]
    with pytest.raises(Invalid, match="cannot be sorted by 'who'"):
        activities.listed_ids(store.connection, sort="who")


def test_removing_somebody_hides_what_only_they_took_part_in(store: Store) -> None:
    budi, sari = factories.person(store, "Budi"), factories.person(store, "Sari")
    log(store, "call", budi)
    log(store, "meeting", budi, sari)
    with store.write("removed") as tx:
        contacts.remove(tx, budi)
    assert activities.listed_ids(store.connection) == [2]
    with store.write("restored") as tx:
        contacts.restore(tx, budi)
    assert activities.listed_ids(store.connection) == [2, 1]


def test_another_kind_takes_over_what_it_can_have(store: Store) -> None:
    budi = factories.person(store)
    number = log(store, "call", budi, direction="incoming", outcome="missed").id

    def become(**changes: str) -> tuple[str, str | None, str]:
        with store.write("edited") as tx:
            activities.edit(tx, number, **changes)
        found = activities.get(store.connection, number)
        return found.kind, found.direction, found.outcome

    assert become(kind="visit") == ("visit", "incoming", "missed")
    assert become(kind="email") == ("email", "incoming", "reached")
    assert become(direction="outgoing") == ("email", "outgoing", "none")
    assert become(kind="note") == ("note", None, "none")
    assert become(kind="call") == ("call", "outgoing", "reached")
    with pytest.raises(Invalid, match="A note reaches nobody"):
        become(kind="note", outcome="reached")


def test_editing_to_the_same_is_no_change(store: Store) -> None:
    number = log(store, "call", factories.person(store), summary="price ok").id
    with store.write("edited") as tx:
        assert not activities.edit(tx, number, kind="call", summary="  price   ok ", outcome="reached")
    assert not tx.is_changed


def test_removing_the_doing_of_a_follow_up_leaves_it_done(store: Store) -> None:
    budi = factories.person(store)
    number = log(store, "call", budi).id
    with store.write("done") as tx:
        step = followups.add(tx, "call", "2026-11-24", contact_id=budi)
        followups.complete(tx, step, today=store.now.date(), activity_id=number)
    with store.write("removed") as tx:
        activities.remove(tx, number)
    left = followups.get(store.connection, step)
    assert (left.activity_id, left.is_open) == (None, False)
    with pytest.raises(NotFound, match="There is no activity a1"):
        activities.get(store.connection, number)
    truths.assert_sound(store)


def test_what_was_logged_is_in_the_history_of_all_who_took_part(store: Store) -> None:
    budi, sari = factories.person(store, "Budi"), factories.person(store, "Sari")
    log(store, "note", budi, sari)
    assert [each.what for each in history.of_contact(store.connection, budi)] == ["logged", "added Budi"]
    assert [each.what for each in history.of_contact(store.connection, sari)] == ["logged", "added Sari"]


def test_own_kinds_are_made_renamed_and_removed_and_undone(store: Store) -> None:
    budi = factories.person(store)
    with store.write("kind") as tx:
        assert activity_kinds.add(tx, "Webinar", is_touch=True) == Kind("Webinar", True, True)
        with pytest.raises(Conflict, match="There is a kind 'Webinar' already"):
            activity_kinds.add(tx, "WEBINAR", is_touch=False)
        with pytest.raises(Conflict, match="There is a kind 'call' already"):
            activity_kinds.add(tx, "Call", is_touch=False)
    assert log(store, "webinar", budi).kind == "Webinar"
    with store.write("renamed") as tx:
        kind, count = activity_kinds.rename(tx, activity_kinds.named(tx.connection, "webinar"), "webinar")
    assert (kind.name, count) == ("webinar", 1)
    with store.write("removed") as tx:
        with pytest.raises(Conflict, match="There are activities of the kind 'webinar': 1"):
            activity_kinds.remove(tx, kind)
        assert activity_kinds.remove(tx, kind, activity_kinds.named(tx.connection, "meeting")) == 1
    assert activities.get(store.connection, 1).kind == "meeting"
    assert activity_kinds.own(store.connection) == []
    operations.undo(store)
    assert activities.get(store.connection, 1).kind == "webinar"
    assert activity_kinds.own(store.connection) == [Kind("webinar", True, True)]


def test_the_goals_of_a_kind_follow_its_name_and_go_with_it(store: Store) -> None:
    with store.write("a goal") as tx:
        kind = activity_kinds.add(tx, "webinar", is_touch=True)
        goals.put(tx, "webinar", "week", 3)
        goals.put(tx, "call", "day", 20)
    with store.write("renamed") as tx:
        kind, _count = activity_kinds.rename(tx, kind, "seminar")
    assert [goal.kind for goal in goals.all_of(store.connection)] == ["call", "seminar"]
    with store.write("removed") as tx:
        activity_kinds.remove(tx, kind)
    assert [goal.kind for goal in goals.all_of(store.connection)] == ["call"]
    operations.undo(store)
    assert [goal.kind for goal in goals.all_of(store.connection)] == ["call", "seminar"]


@pytest.mark.parametrize("name", ["two words", "7up", "-x", "kind:x", "a" * 41, "x\x1b[31m"])
def test_the_name_of_a_kind_is_one_word_that_a_line_can_hold(store: Store, name: str) -> None:
    with store.write("kind") as tx, pytest.raises(Invalid, match="cannot be the name of a kind"):
        activity_kinds.add(tx, name, is_touch=False)


def test_a_kind_of_crm_stays_as_it_is(store: Store) -> None:
    with store.write("kind") as tx:
        call = activity_kinds.named(tx.connection, "call")
        for change in (
            lambda: activity_kinds.edit(tx, call, is_touch=False),
            lambda: activity_kinds.rename(tx, call, "phone"),
            lambda: activity_kinds.remove(tx, call),
        ):
            with pytest.raises(Invalid, match="belongs to crm"):
                change()


def test_no_word_logs_a_kind_by_its_beginning(store: Store) -> None:
    assert activity_kinds.find(store.connection, "me") is None
    assert activity_kinds.find(store.connection, "Visit") == Kind("visit", True)
