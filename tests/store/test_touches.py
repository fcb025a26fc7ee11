"""Touches: keeping in touch must not lie. What moves a last touch, what never does, and how tries are counted."""

from __future__ import annotations

import pytest

from crmcli.errors import Conflict
from crmcli.store import (
    activities,
    activity_kinds,
    contacts,
    history,
    merging,
    operations,
    participants,
    settings,
    touches,
)
from crmcli.store.db import Store
from crmcli.store.touches import Tries
from tests import factories
from tests.store.test_activities import log


def last(store: Store, contact_id: int) -> str | None:
    """The day and hour on which a contact was last reached."""
    found = contacts.get(store.connection, contact_id).last_touch_at
    return found[8:13] if found else None


def on(day: int, hour: int = 3) -> str:
    """An instant of November."""
    return f"2026-11-{day:02d}T{hour:02d}:00:00Z"


@pytest.mark.parametrize(
    ("kind", "more", "is_touch"),
    [
        ("call", {}, True),
        ("call", {"outcome": "missed"}, False),
        ("call", {"direction": "incoming"}, True),
        ("call", {"direction": "incoming", "outcome": "missed"}, False),
        ("meeting", {}, True),
        ("meeting", {"outcome": "missed"}, False),
        ("visit", {}, True),
        ("email", {}, False),
        ("email", {"direction": "incoming"}, True),
        ("message", {}, False),
        ("message", {"direction": "incoming"}, True),
        ("gift", {}, False),
        ("gift", {"direction": "incoming"}, True),
        ("note", {}, False),
    ],
)
def test_only_what_reached_somebody_touches(store: Store, kind: str, more: dict[str, str], is_touch: bool) -> None:
    budi = factories.person(store)
    activity = log(store, kind, budi, at=on(3), **more)
    assert last(store, budi) == ("03T03" if is_touch else None)
    assert touches.is_touch(store.connection, activity.id) is is_touch


def test_all_who_took_part_are_touched_and_their_company_is_not(store: Store) -> None:
    budi = factories.person(store, "Budi", company="PT Maju")
    sari = factories.person(store, "Sari")
    log(store, "meeting", budi, sari, at=on(3))
    assert (last(store, budi), last(store, sari)) == ("03T03", "03T03")
    company = contacts.company_named(store.connection, "PT Maju")
    assert company is not None
    assert last(store, company) is None


def test_an_older_touch_that_is_logged_later_does_not_turn_the_time_back(store: Store) -> None:
    budi = factories.person(store)
    log(store, "call", budi, at=on(9))
    log(store, "call", budi, at=on(3))
    assert last(store, budi) == "09T03"


def test_editing_and_removing_bring_the_touch_before_to_light(store: Store) -> None:
    budi, sari = factories.person(store, "Budi"), factories.person(store, "Sari")
    log(store, "call", budi, at=on(3))
    newer = log(store, "meeting", budi, sari, at=on(9)).id
    for changes, expected in (({"at": on(7)}, "07T03"), ({"outcome": "missed"}, "03T03"), ({"kind": "call"}, "03T03"),
                              ({"outcome": "reached"}, "07T03"), ({"kind": "note"}, "03T03")):  # fmt: skip
        with store.write("edited") as tx:
            activities.edit(tx, newer, **changes)
        assert last(store, budi) == expected, changes
    operations.undo(store)
    assert last(store, budi) == last(store, sari) == "07T03"
    with store.write("left") as tx:
        participants.take(tx, newer, [budi])
    assert (last(store, budi), last(store, sari)) == ("03T03", "07T03")
    with store.write("removed") as tx:
        activities.remove(tx, newer)
    assert (last(store, budi), last(store, sari)) == ("03T03", None)


def test_undoing_an_older_touch_alone_shows_the_one_that_lay_behind_it(store: Store) -> None:
    budi = factories.person(store)
    log(store, "call", budi, at=on(10))
    log(store, "call", budi, at=on(5))
    operations.undo(store, operation_id=2)
    assert last(store, budi) == "05T03"
    operations.redo(store)
    assert last(store, budi) == "10T03"


def test_undoing_an_older_touch_does_not_bring_back_one_that_was_removed_since(store: Store) -> None:
    budi = factories.person(store)
    first = log(store, "call", budi, at=on(3)).id
    log(store, "call", budi, at=on(10))
    with store.write("removed") as tx:
        activities.remove(tx, first)
    operations.undo(store, operation_id=3)
    assert last(store, budi) is None


def test_any_touch_and_any_change_is_undone_alone_though_others_moved_the_last_touch_since(store: Store) -> None:
    budi = factories.person(store)
    for day in (3, 7):
        log(store, "call", budi, at=on(day))
    with store.write("edited") as tx:
        contacts.edit(tx, budi, title="Boss")
    log(store, "call", budi, at=on(10))
    states = [factories.tables(store)]
    for number, expected in ((2, "10T03"), (4, "10T03"), (5, "07T03"), (3, None)):
        operations.undo(store, operation_id=number)
        assert last(store, budi) == expected
        assert contacts.get(store.connection, budi).title == ("Boss" if number == 2 else None)
        states.append(factories.tables(store))
    for state in reversed(states[:-1]):
        operations.redo(store)
        assert factories.tables(store) == state


def test_a_last_touch_that_was_brought_in_is_not_lost_by_undoing_out_of_order(store: Store) -> None:
    budi = factories.person(store)
    with store.write("imported") as tx:
        tx.connection.execute("UPDATE contact SET last_touch_at = ?", (on(1),))
    log(store, "call", budi, at=on(3))
    log(store, "call", budi, at=on(7))
    for number in (2, 3):
        with pytest.raises(Conflict):
            operations.undo(store, operation_id=number)
    operations.undo(store, steps=2)
    assert last(store, budi) == "01T03"


def test_the_history_of_a_touch_shows_that_and_nothing_else(store: Store) -> None:
    budi = factories.person(store)
    for day in (3, 7):
        log(store, "call", budi, at=on(day))
    with store.write("edited") as tx:
        contacts.edit(tx, budi, title="Boss")
    for state in ("done", "undone"):
        for number, expected in ((2, (None, on(3))), (3, (on(3), on(7)))):
            found = history.changes(store.connection, operations.get(store.connection, number))
            (change,) = (each for each in found if each.table == "contact")
            assert change.differences == {"last_touch_at": expected}, (state, number)
            assert {each["name"] for each in (change.before, change.after) if each} == {"Budi"}
        if state == "done":
            operations.undo(store, steps=2)


def test_what_was_sent_touches_where_the_settings_say_so(store: Store) -> None:
    budi = factories.person(store)
    log(store, "email", budi, at=on(3))
    with store.write("set") as tx:
        settings.put(tx, "touch.sent", "Yes")
    assert last(store, budi) == "03T03"
    log(store, "message", budi, at=on(4))
    assert last(store, budi) == "04T03"
    with store.write("unset") as tx:
        settings.unset(tx, "touch.sent")
    assert last(store, budi) is None
    operations.undo(store, steps=2)
    assert last(store, budi) == "03T03"
    operations.undo(store)
    assert last(store, budi) is None


def test_undoing_the_setting_alone_takes_later_letters_with_it(store: Store) -> None:
    budi = factories.person(store)
    with store.write("set") as tx:
        settings.put(tx, "touch.sent", "yes")
    log(store, "email", budi, at=on(3))
    operations.undo(store, operation_id=2)
    assert last(store, budi) is None


def test_a_kind_of_ones_own_touches_as_it_says_also_what_was_before(store: Store) -> None:
    budi = factories.person(store)
    with store.write("kind") as tx:
        kind = activity_kinds.add(tx, "webinar", is_touch=False)
    log(store, "webinar", budi, at=on(3))
    log(store, "webinar", budi, at=on(4), outcome="missed")
    assert last(store, budi) is None
    with store.write("kind") as tx:
        activity_kinds.edit(tx, kind, is_touch=True)
    assert last(store, budi) == "03T03"
    with store.write("kind") as tx:
        activity_kinds.rename(tx, activity_kinds.named(tx.connection, "webinar"), "seminar")
    assert last(store, budi) == "03T03"
    with store.write("kind") as tx:
        found = activity_kinds.named(tx.connection, "seminar")
        activity_kinds.remove(tx, found, activity_kinds.named(tx.connection, "note"))
    assert last(store, budi) is None


def test_merging_keeps_the_latest_touch_of_all_and_one_part_in_what_they_did_together(store: Store) -> None:
    one, other = factories.person(store, "Budi"), factories.person(store, "Budi S.")
    together = log(store, "meeting", one, other, at=on(3)).id
    log(store, "call", other, at=on(9))
    with store.write("merged") as tx:
        merging.merge(tx, one, [other])
    assert last(store, one) == "09T03"
    assert [contact_id for contact_id, _name in participants.of(store.connection, together)] == [one]
    operations.undo(store)
    assert (last(store, one), last(store, other)) == ("03T03", "09T03")


def test_a_last_touch_that_was_brought_in_stays_until_there_is_a_later(store: Store) -> None:
    budi = factories.person(store, last_touch_at=on(5))
    older = log(store, "call", budi, at=on(3)).id
    log(store, "note", budi, at=on(8))
    assert last(store, budi) == "05T03"
    with store.write("removed") as tx:
        activities.remove(tx, older)
    assert last(store, budi) == "05T03"
    log(store, "call", budi, at=on(9))
    assert last(store, budi) == "09T03"


def test_tries_are_counted_since_the_last_touch(store: Store) -> None:
    budi = factories.person(store)

    def tried() -> Tries:
        return touches.tries(store.connection, budi)

    assert tried() == Tries(0, None)
    log(store, "call", budi, at=on(2), outcome="missed")
    log(store, "email", budi, at=on(4))
    log(store, "visit", budi, at=on(5), outcome="missed")
    assert tried() == Tries(3, on(2))
    log(store, "call", budi, at=on(5), outcome="missed", direction="incoming")
    log(store, "note", budi, at=on(5))
    log(store, "gift", budi, at=on(5))
    assert tried() == Tries(3, on(2))
    reached = log(store, "call", budi, at=on(6))
    assert tried() == Tries(0, None)
    assert touches.tries(store.connection, budi, before=reached.id) == Tries(3, on(2))
    log(store, "message", budi, at=on(6))
    assert tried() == Tries(1, on(6))


def test_at_one_instant_what_was_logged_later_was_later(store: Store) -> None:
    budi = factories.person(store)
    log(store, "call", budi, outcome="missed")
    reached = log(store, "call", budi)
    assert touches.tries(store.connection, budi) == Tries(0, None)
    assert touches.tries(store.connection, budi, before=reached.id).times == 1
    log(store, "call", budi, outcome="missed")
    assert touches.tries(store.connection, budi).times == 1


def test_a_clock_that_was_ahead_leaves_the_touch_where_the_activity_says(store: Store) -> None:
    budi = factories.person(store)
    ahead = log(store, "call", budi, at="2031-01-01T00:00:00Z").id
    log(store, "call", budi, at=on(3))
    assert contacts.get(store.connection, budi).last_touch_at == "2031-01-01T00:00:00Z"
    with store.write("mended") as tx:
        activities.edit(tx, ahead, at=on(2))
    assert last(store, budi) == "03T03"


def test_what_another_program_logged_or_took_away_is_followed_by_the_next_command(store: Store) -> None:
    budi = factories.person(store)
    log(store, "call", budi, at=on(3))
    other = factories.outsider(store)
    other.execute(
        "INSERT INTO activity (kind, outcome, at, created_at, updated_at) VALUES ('visit', 'reached', ?, 'x', 'x')",
        (on(9),),
    )
    other.execute("INSERT INTO participant (activity_id, contact_id) VALUES (2, ?)", (budi,))
    factories.person(store, "Sari")
    assert last(store, budi) == "09T03"
    other.execute("DELETE FROM participant WHERE activity_id = 2")
    other.execute("DELETE FROM activity WHERE id = 2")
    other.close()
    factories.person(store, "Ani")
    assert last(store, budi) == "03T03"
