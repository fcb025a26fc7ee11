"""Follow-ups: what is late and what is announced, what a list has, and how a series goes on."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.repeats import words as repeat_words
from crmcli.store import contacts, days, followup_series, followups, operations
from crmcli.store.db import Store
from crmcli.store.followups import Followup
from tests import factories

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12)


def made(store: Store, what: str = "send quote", due: str = "2026-11-27", every: str = "", **values: object) -> int:
    """Adds a follow-up in an operation of its own and returns its id."""
    rule = repeat_words.rule(every, due) if every else None
    with store.write("reminded") as tx:
        return followups.add(tx, what, due, repeat=rule, **values)  # type: ignore[arg-type]


def done(store: Store, followup_id: int, today: date = TODAY, **values: object) -> followup_series.Completion:
    """Marks a follow-up done in an operation of its own."""
    with store.write("done") as tx:
        return followups.complete(tx, followup_id, today=today, **values)  # type: ignore[arg-type]


def got(store: Store, followup_id: int) -> Followup:
    return followups.get(store.connection, followup_id)


def rows(store: Store) -> list[tuple[object, ...]]:
    """What the table holds, row by row."""
    return [tuple(row) for row in store.connection.execute("SELECT * FROM followup ORDER BY id")]


@pytest.mark.parametrize(
    ("due", "is_late"),
    [
        ("2026-11-23", True),
        ("2026-11-24", False),
        ("2026-11-25", False),
        ("2026-11-24T11:59", True),
        ("2026-11-24T12:00", False),
        ("2026-11-24T12:01", False),
        ("2026-11-23T23:00", True),
        ("2026-11-25T00:00", False),
    ],
)
def test_a_day_is_late_when_it_has_passed_and_a_time_when_its_minute_has(store: Store, due: str, is_late: bool) -> None:
    found = got(store, made(store, due=due))
    assert found.is_late(NOON) is is_late
    assert bool(followups.listed(store.connection, late=NOON)) is is_late
    done(store, found.id)
    assert not got(store, found.id).is_late(NOON)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.datetimes(datetime(2000, 1, 1)), st.booleans())
def test_the_list_of_the_late_ones_agrees_with_each_of_them(now: datetime, due: datetime, is_timed: bool) -> None:
    text = f"{due:%Y-%m-%dT%H:%M}" if is_timed else f"{due:%Y-%m-%d}"
    expected = due.replace(second=0, microsecond=0) < now.replace(second=0, microsecond=0)
    expected = expected if is_timed else due.date() < now.date()
    connection = sqlite3.connect(":memory:")
    query = f"SELECT {followups.LATE} FROM (SELECT :due AS due, NULL AS done_at) f"
    found = connection.execute(query, {"due": text, **followups.late_at(now)}).fetchone()[0]
    connection.close()
    assert bool(found) is expected


def test_a_list_has_the_open_ones_soonest_first_and_of_one_day_the_most_urgent(store: Store) -> None:
    ids = [
        made(store, due="2026-11-28"),
        made(store, due="2026-11-27T15:00"),
        made(store, due="2026-11-27", priority="low"),
        made(store, due="2026-11-27", priority="high"),
        made(store, due="2026-11-27"),
    ]
    finished = made(store, due="2026-11-20")
    done(store, finished)
    connection = store.connection
    expected = [ids[3], ids[4], ids[2], ids[1], ids[0]]
    assert [each.id for each in followups.listed(connection)] == expected
    assert [each.id for each in followups.listed(connection, until="2026-11-27")] == expected[:4]
    assert [each.id for each in followups.listed(connection, limit=2)] == expected[:2]
    assert [each.id for each in followups.listed(connection, ids=[ids[0], finished])] == [ids[0]]
    assert [each.id for each in followups.listed(connection, only_done=True)] == [finished]
    assert [each.id for each in followups.listed(connection, with_done=True)] == [finished, *expected]
    assert [each.id for each in followups.listed(connection, sort="-id")] == sorted(ids, reverse=True)
    for sort in followups.SORTS:
        assert len(followups.listed(connection, sort=f"-{sort}")) == 5


def test_those_of_a_removed_contact_are_in_no_list_until_it_is_restored(store: Store) -> None:
    budi = factories.person(store, "Budi")
    followup_id = made(store, contact_id=budi, due="2026-11-20", warn_days=[7])
    with store.write("removed") as tx:
        contacts.remove(tx, budi)
    assert followups.listed(store.connection, with_done=True) == []
    assert followups.listed(store.connection, late=NOON) == []
    assert days.of(store.connection, datetime(2026, 11, 14, 9)).is_empty
    with store.write("restored") as tx:
        contacts.restore(tx, budi)
    assert [each.id for each in followups.listed(store.connection)] == [followup_id]
    assert [each.id for each in followups.open_of(store.connection, budi)] == [followup_id]


def test_a_warning_is_given_from_its_day_until_the_day_itself(store: Store) -> None:
    followup_id = made(store, due="2026-12-24T10:00", warn_days=[7, 30, 7])
    assert got(store, followup_id).warnings == (30, 7)

    def announced(day: str) -> list[int]:
        now = datetime.combine(date.fromisoformat(day), time(9))
        return [each.followup_id or 0 for each in days.of(store.connection, now).entries[days.ANNOUNCED]]

    assert announced("2026-11-23") == []
    assert announced("2026-11-24") == [followup_id]
    assert announced("2026-12-23") == [followup_id]
    assert announced("2026-12-24") == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([0], "between 1 and 3660 days before"),
        ([3661], "between 1 and 3660 days before"),
        (range(1, 20), "at most 9 warnings"),
    ],
)
def test_absurd_warnings_are_refused(store: Store, days: list[int], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        made(store, warn_days=days)


def test_what_is_no_follow_up_is_refused(store: Store) -> None:
    with pytest.raises(Invalid, match="is empty"):
        made(store, "  \x1b ")
    with pytest.raises(Invalid, match="There is no priority 'urgent'"):
        made(store, priority="urgent")
    with pytest.raises(NotFound, match="There is no follow-up f7"):
        got(store, 7)
    assert rows(store) == []


def test_the_next_one_is_made_when_one_is_done_and_not_before(store: Store) -> None:
    first = made(store, due="2026-11-27T10:00", every="2w", priority="high", warn_days=[2])
    assert len(rows(store)) == 1
    following = done(store, first).next
    assert following is not None
    assert (following.due, following.planned, following.snoozes) == ("2026-12-11T10:00", "2026-12-11T10:00", 0)
    assert (following.priority, following.warn_days, following.what) == ("high", "2", "send quote")
    assert (following.series_id, following.occurrence) == (first, 2)
    assert following.is_open


def test_what_was_missed_is_passed_over(store: Store) -> None:
    following = done(store, made(store, due="2026-11-02", every="mon"), date(2026, 11, 25)).next
    assert following is not None
    assert following.due == "2026-11-30"


def test_a_snooze_moves_only_the_one(store: Store) -> None:
    first = made(store, due="2026-11-24T10:00", every="week")
    with store.write("snoozed") as tx:
        followups.snooze(tx, first, "2026-11-30T10:00")
        found = followups.snooze(tx, first, "2026-11-30T10:00")
    assert (found.due, found.planned, found.snoozes) == ("2026-11-30T10:00", "2026-11-24T10:00", 1)
    following = done(store, first, date(2026, 11, 30)).next
    assert following is not None
    assert following.due == "2026-12-01T10:00"


@pytest.mark.parametrize(
    ("every", "due", "day", "expected"),
    [
        ("2w", "2026-11-20T10:00", "2026-11-24", "2026-12-08T10:00"),
        ("month", "2026-11-15", "2027-01-31", "2027-02-28"),
        ("month", "2026-12-31", "2026-11-24", "2026-12-24"),
        ("year", "2026-03-01", "2028-02-29", "2029-02-28"),
        ("mon,thu", "2026-11-23", "2026-11-24", "2026-11-26"),
    ],
)
def test_from_done_counts_from_the_day_on_which_it_is_done(
    store: Store, every: str, due: str, day: str, expected: str
) -> None:
    first = made(store, due=due, every=every, repeat_from_done=True)
    following = done(store, first, date.fromisoformat(day)).next
    assert following is not None
    assert following.due == expected


def test_from_done_counts_from_the_day_that_was_said(store: Store) -> None:
    first = made(store, due="2026-11-20", every="10d", repeat_from_done=True)
    following = done(store, first, done_on=date(2026, 11, 21), done_at="2026-11-21T05:00:00Z").next
    assert following is not None
    assert following.due == "2026-12-01"
    assert got(store, first).done_at == "2026-11-21T05:00:00Z"


def test_undoing_brings_back_what_was_and_doing_it_again_the_same_next_one(store: Store) -> None:
    first = made(store, due="2026-11-27", every="month on the 31st")
    before = rows(store)
    again = []
    for _turn in range(2):
        following = done(store, first).next
        assert following is not None
        again.append((following.due, following.series_id, following.occurrence))
        operations.undo(store)
        assert rows(store) == before
    assert again[0] == again[1] == ("2026-11-30", first, 2)
    operations.redo(store)
    assert [each.due for each in followups.listed(store.connection)] == ["2026-11-30"]


def test_what_is_done_cannot_be_done_or_put_off_again(store: Store) -> None:
    first = made(store)
    done(store, first)
    for verb in (
        lambda tx: followups.complete(tx, first, today=TODAY),
        lambda tx: followups.snooze(tx, first, "2026-12-01"),
    ):
        with pytest.raises(Conflict, match="f1 was done on Tue 24 Nov 2026"), store.write("again") as tx:
            verb(tx)


def test_a_series_ends_with_its_rule_and_says_so(store: Store) -> None:
    first = made(store, due="2026-11-24", every="FREQ=WEEKLY;COUNT=2")
    second = done(store, first)
    assert second.next is not None
    assert not second.is_ended
    last = done(store, second.next.id, date(2026, 12, 1))
    assert (last.next, last.is_ended) == (None, True)


def test_one_that_was_opened_again_makes_no_second_next_one(store: Store) -> None:
    first = made(store, due="2026-11-27", every="week")
    following = done(store, first).next
    with store.write("opened") as tx:
        assert followups.reopen(tx, first).is_open
    assert done(store, first).next == following
    assert len(rows(store)) == 2


def test_skipping_goes_on_without_the_one_and_logs_nothing(store: Store) -> None:
    first = made(store, due="2026-11-27", every="month")
    with store.write("skipped") as tx:
        moved = followup_series.skip(tx, first, TODAY)
    assert moved.next is not None
    assert [each.due for each in followups.listed(store.connection, with_done=True)] == ["2026-12-27"]
    assert (moved.next.series_id, moved.next.occurrence) == (first, 2)
    operations.undo(store)
    assert [each.due for each in followups.listed(store.connection)] == ["2026-11-27"]
    alone = made(store)
    with pytest.raises(Invalid, match="does not repeat"), store.write("skipped") as tx:
        followup_series.skip(tx, alone, TODAY)


def test_the_same_occurrence_cannot_be_there_twice(store: Store) -> None:
    first = got(store, made(store, due="2026-11-27", every="week"))
    twin = {"what": "x", "due": "2026-12-04", "planned": "2026-12-04", "series_id": first.id, "occurrence": 1}
    with pytest.raises(sqlite3.IntegrityError), store.write("twice") as tx:
        followups.insert(tx, {**twin})


@settings(max_examples=40)
@given(
    st.sampled_from(["day", "3d", "week", "2w", "mon,thu", "month", "month on the last fri", "quarter", "year"]),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.lists(st.integers(0, 400), min_size=1, max_size=6),
    st.booleans(),
)
def test_a_series_never_comes_back_in_time_and_every_step_can_be_undone(
    every: str, due: date, delays: list[int], is_from_done: bool
) -> None:
    with factories.temporary_store() as store:
        followup_id = made(store, due=due.isoformat(), every=every, repeat_from_done=is_from_done)
        today = due
        states = [rows(store)]
        for delay in delays:
            today = date.fromordinal(today.toordinal() + delay)
            before = got(store, followup_id)
            following = done(store, followup_id, today).next
            assert following is not None
            assert date.fromisoformat(following.due) > today
            assert is_from_done or following.due > before.planned
            assert following.occurrence == (before.occurrence or 0) + 1
            followup_id = following.id
            states.append(rows(store))
        for state in states[-2::-1]:
            operations.undo(store)
            assert rows(store) == state


@pytest.mark.parametrize("every", ["FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;BYDAY=MO;COUNT=3", "FREQ=MONTHLY;COUNT=3"])
@settings(max_examples=15)
@given(delays=st.lists(st.integers(0, 100), min_size=3, max_size=3))
def test_counted_from_when_it_is_done_so_many_come_in_all(every: str, delays: list[int]) -> None:
    with factories.temporary_store() as store:
        followup_id, today = made(store, due="2026-11-23", every=every, repeat_from_done=True), date(2026, 11, 23)
        for number, delay in enumerate(delays, start=1):
            today = date.fromordinal(today.toordinal() + delay)
            completion = done(store, followup_id, today)
            assert completion.is_ended is (number == 3)
            followup_id = completion.next.id if completion.next else 0


def test_another_plan_leaves_what_is_left_of_a_count(store: Store) -> None:
    first = got(store, made(store, due="2026-11-23", every="FREQ=WEEKLY;COUNT=4"))
    second = done(store, first.id).next
    assert second is not None
    row = followup_series.moved(second, from_done=False, due="2026-12-02")
    assert (row["repeat"], row["repeat_start"]) == ("FREQ=WEEKLY;COUNT=3", "2026-12-02")
    assert followup_series.moved(second, from_done=True, due=second.planned)["repeat"] == "FREQ=WEEKLY;COUNT=4"
