"""Keeping in touch: whose rhythm holds, from when on somebody is silent, and who is never suggested."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmcli.store import activities, cadences, contacts, groups
from crmcli.store import settings as business
from crmcli.store.db import Store
from tests import factories

TODAY = date(2026, 11, 24)


def rhythm(store: Store, group: str, days: int | None, warn: int | None = None, under: str = "") -> None:
    """Gives a group, made where it is not there, a rhythm, and what it stands under."""
    with store.write("rhythm") as tx:
        parent = {"parent_id": groups.find_or_add(tx, under)} if under else {}
        groups.edit(tx, groups.find_or_add(tx, group), cadence_days=days, cadence_warn_days=warn, **parent)


def touched(days_ago: int) -> str:
    """The instant so many days ago, at noon in Jakarta."""
    return f"{TODAY - timedelta(days=days_ago)}T05:00:00Z"


def silent(store: Store, today: date = TODAY, *, within_warning: bool = True) -> list[str]:
    """Who is to be in touch with again, by name, those who are only told of in parentheses."""
    found = cadences.silent(store.connection, today=today, within_warning=within_warning)
    return [one.name if one.is_due else f"({one.name})" for one in found]


def test_somebody_is_silent_when_the_last_touch_and_the_rhythm_have_passed(store: Store) -> None:
    factories.person(store, "Ani", cadence_days=14, last_touch_at=touched(14))
    factories.person(store, "Budi", cadence_days=14, last_touch_at=touched(13))
    factories.person(store, "Cici", last_touch_at=touched(900))
    (found,) = cadences.silent(store.connection, today=TODAY)
    assert found == cadences.Silent(1, "Ani", date(2026, 11, 10), 14, 14, "", TODAY, True)
    assert silent(store, date(2026, 11, 25)) == ["Ani", "Budi"]


def test_the_warning_tells_of_it_before(store: Store) -> None:
    rhythm(store, "Key", 15, 3)
    factories.person(store, "Ani", groups=["Key"], last_touch_at=touched(12))
    factories.person(store, "Budi", groups=["Key"], last_touch_at=touched(11))
    assert silent(store) == ["(Ani)"]
    assert silent(store, within_warning=False) == []
    assert silent(store, date(2026, 11, 27), within_warning=False) == ["Ani"]


def test_the_tightest_rhythm_holds_and_with_it_its_warning(store: Store) -> None:
    rhythm(store, "VIP", 14, 3)
    rhythm(store, "Gold", 30, 20, under="VIP")
    rhythm(store, "Regular", 60)
    rhythm(store, "Silver", None, under="Regular")
    of = {
        "Gold": factories.person(store, "Ani", groups=["Gold"]),
        "Silver": factories.person(store, "Budi", groups=["Silver"]),
        "both": factories.person(store, "Cici", groups=["Silver", "Gold"]),
        "own": factories.person(store, "Dedi", groups=["Gold"], cadence_days=7),
        "equal": factories.person(store, "Eko", groups=["Gold"], cadence_days=14, cadence_warn_days=1),
        "longer": factories.person(store, "Fani", groups=["Gold"], cadence_days=90),
        "none": factories.person(store, "Gita"),
    }
    assert {name: cadences.tightest(store.connection, contact_id) for name, contact_id in of.items()} == {
        "Gold": (14, "VIP", 3),
        "Silver": (60, "Regular", 0),
        "both": (14, "VIP", 3),
        "own": (7, "", 0),
        "equal": (14, "", 1),
        "longer": (14, "VIP", 3),
        "none": None,
    }


def test_who_is_removed_private_blocked_or_kept_quiet_is_never_suggested(store: Store) -> None:
    rhythm(store, "All", 7)
    for status in contacts.STATUSES:
        factories.person(store, status, groups=["All"], status=status, last_touch_at=touched(30))
    removed = factories.person(store, "removed", groups=["All"], last_touch_at=touched(30))
    factories.person(store, "quiet", groups=["All"], last_touch_at=touched(29), quiet_until="2026-11-25")
    factories.person(store, "loud", groups=["All"], last_touch_at=touched(28), quiet_until="2026-11-24")
    with store.write("removed") as tx:
        contacts.remove(tx, removed)
    assert silent(store) == ["lead", "active", "past", "loud"]
    assert silent(store, date(2026, 11, 25)) == ["lead", "active", "past", "quiet", "loud"]


def test_who_was_approached_as_often_as_may_be_is_not_suggested(store: Store) -> None:
    rhythm(store, "VIP", 7)
    contact_id = factories.person(store, "Ani", groups=["VIP"], at_most="2/month")
    with store.write("tried twice") as tx:
        for day in ("2026-11-03", "2026-11-05"):
            activities.add(tx, "call", [contact_id], at=f"{day}T05:00:00Z", outcome="missed")
    assert silent(store, date(2026, 12, 2)) == []
    assert silent(store, date(2026, 12, 3)) == ["Ani"]


def test_a_fresh_import_is_spread_over_the_length_of_the_rhythm(store: Store) -> None:
    factories.imported(store, [factories.card(f"P{number}", "CATEGORIES:All") for number in range(2_000)])
    rhythm(store, "All", 30)
    assert silent(store) == []
    due = Counter(one.due for one in cadences.silent(store.connection, today=date(2027, 12, 1)))
    assert sum(due.values()) == 2_000
    assert (min(due), max(due)) == (date(2026, 11, 25), date(2026, 12, 24))
    assert max(due.values()) <= 70


@pytest.mark.parametrize(
    ("created", "since", "joined", "due"),
    [
        ("2026-11-01", None, None, "2026-11-03"),
        ("2026-11-01", "2026-11-10", None, "2026-11-12"),
        ("2026-11-01", "2026-11-10", "2026-11-20", "2026-11-22"),
        ("2026-11-23", "2026-11-10", "2026-11-20", "2026-11-25"),
    ],
)
def test_who_was_never_touched_is_due_counted_from_what_came_last(
    store: Store, created: str, since: str | None, joined: str | None, due: str
) -> None:
    rhythm(store, "VIP", 14)
    factories.person(store, "Ani", groups=["VIP"])  # c1: two days later
    with store.write("as if") as tx:
        tx.connection.execute("UPDATE contact SET created_at = ? || 'T05:00:00Z'", (created,))
        tx.connection.execute("UPDATE contact_group SET cadence_since = ?", (since,))
        tx.connection.execute("UPDATE membership SET since = ?", (joined,))
    found = cadences.of(store.connection, 1, today=TODAY)
    assert found is not None
    assert (found.last_touch, found.days, found.due.isoformat()) == (None, None, due)


@pytest.mark.parametrize(
    ("zone", "due"),
    [("Asia/Jakarta", "2026-11-26"), ("America/Sao_Paulo", "2026-11-25"), ("Pacific/Apia", "2026-11-26"),
     ("America/New_York", "2026-11-25"), ("Europe/Berlin", "2026-11-25"), ("Asia/Taipei", "2026-11-26")],
)  # fmt: skip
def test_the_day_of_a_touch_is_the_day_where_the_user_works(store: Store, zone: str, due: str) -> None:
    contact_id = factories.person(store, "Ani", cadence_days=14, last_touch_at="2026-11-11T18:30:00Z")
    with store.write("zone") as tx:
        business.put(tx, "timezone", zone)
    found = cadences.of(store.connection, contact_id, today=TODAY)
    assert found is not None
    assert found.due.isoformat() == due
    assert silent(store, found.due - timedelta(days=1)) == []
    assert silent(store, found.due) == ["Ani"]


def test_a_talk_moves_the_day_and_a_missed_call_or_a_note_does_not(store: Store) -> None:
    contact_id = factories.person(store, "Ani", cadence_days=14, last_touch_at=touched(20))
    for kind, outcome in (("note", None), ("call", "missed"), ("call", "reached")):
        assert silent(store) == ["Ani"]
        with store.write(kind) as tx:
            activities.add(tx, kind, [contact_id], at="2026-11-24T05:00:00Z", outcome=outcome)
    assert silent(store) == []


def test_groups_that_stand_under_each_other_in_a_ring_end(store: Store) -> None:
    rhythm(store, "A", 14)
    rhythm(store, "B", 7, under="A")
    contact_id = factories.person(store, "Ani", groups=["A"])
    with store.write("tangled") as tx:
        tx.connection.execute("UPDATE contact_group SET parent_id = 2 WHERE id = 1")
    assert cadences.tightest(store.connection, contact_id) == (7, "B", 0)


def test_only_those_with_a_rhythm_are_read(store: Store) -> None:
    rhythm(store, "VIP", 14)
    plans: list[str] = []
    store.connection.set_trace_callback(plans.append)
    factories.person(store, "Ani", groups=["VIP"], last_touch_at=touched(30))
    plans.clear()
    assert silent(store) == ["Ani"]
    store.connection.set_trace_callback(None)
    (query,) = [each for each in plans if "RECURSIVE under" in each and "cadence_days" in each]
    steps = [row[3] for row in store.connection.execute("EXPLAIN QUERY PLAN " + query)]
    assert [step for step in steps if step.startswith(("SCAN contact ", "SCAN c ", "SCAN o", "SCAN m"))] == []
    assert "SEARCH m USING INDEX membership_group (group_id=?)" in steps
    assert "SEARCH o USING INDEX contact_cadence (cadence_days>?)" in steps


def test_a_touch_of_the_last_days_of_the_calendar_is_no_traceback(store: Store) -> None:
    factories.person(store, "Ani", cadence_days=3_660, last_touch_at="9998-12-31T05:00:00Z")
    assert silent(store) == []


@pytest.mark.parametrize("touch", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-02-31T25:61:61Z", "long ago"])
def test_a_touch_that_no_calendar_has_counts_as_none(store: Store, touch: str) -> None:
    factories.person(store, "Ani", cadence_days=14)
    with store.write("by another program") as tx:
        tx.connection.execute("UPDATE contact SET last_touch_at = ?", (touch,))
    found = cadences.of(store.connection, 1, today=TODAY)
    assert found is not None
    assert (found.last_touch, found.due) == (None, date(2026, 11, 26))
    assert silent(store) == []


@pytest.mark.parametrize(
    "touch", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-02-31T05:00:00Z", "2026-11-24T25:00:00Z"]
)
def test_an_import_takes_no_touch_that_no_calendar_has(store: Store, touch: str) -> None:
    factories.imported(store, factories.card("Ani", f"X-CRM-LAST-TOUCH-AT:{touch}", "X-CRM-QUIET-UNTIL:9999-12-31"))
    assert factories.row(store, "SELECT last_touch_at, quiet_until FROM contact") == (None, None)


_DAYS = st.one_of(st.none(), st.integers(1, 12))
_PERSON = st.tuples(_DAYS, _DAYS, st.one_of(st.none(), st.integers(0, 20)), st.sets(st.integers(0, 3)))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(_PERSON, max_size=6),
    rhythms=st.lists(st.tuples(_DAYS, _DAYS), min_size=4, max_size=4),
    parents=st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=4, max_size=4),
    zone=st.sampled_from(("Asia/Jakarta", "America/Sao_Paulo", "Pacific/Apia")),
)
def test_who_is_silent_is_what_plain_counting_says(
    home: object,
    people: list[tuple[int | None, int | None, int | None, set[int]]],
    rhythms: list[tuple[int | None, int | None]],
    parents: list[int | None],
    zone: str,
) -> None:
    above = {number: parent for number, parent in enumerate(parents) if parent is not None and parent < number}
    held = [(days, _fits(days, warn)) for days, warn in rhythms]
    with factories.temporary_store() as store:
        with store.write("all of them") as tx:
            business.put(tx, "timezone", zone)
            ids = [groups.add(tx, f"G{number}") for number in range(4)]
            for number, (days, warn) in enumerate(held):
                parent = ids[above[number]] if number in above else None
                groups.edit(tx, ids[number], cadence_days=days, cadence_warn_days=warn, parent_id=parent)
            for own, warn, ago, among in people:
                last = datetime(2026, 11, 24, 12, tzinfo=UTC) - timedelta(days=ago or 0)
                given = {"cadence_days": own, "cadence_warn_days": _fits(own, warn)}
                number = contacts.add(
                    tx, "P", **given, last_touch_at=None if ago is None else f"{last:%Y-%m-%dT%H:%M:%SZ}"
                )
                for group in among:
                    groups.put(tx, ids[group], number)
        found = {one.contact_id: one.is_due for one in cadences.silent(store.connection, today=TODAY)}
    # In Apia the 24th at noon in UTC is the 25th.
    shift = 1 if zone == "Pacific/Apia" else 0
    expected = {}
    for number, (own, warn, ago, among) in enumerate(people, start=1):
        every = [(days, order, -(warns or 0)) for days, order, warns in _rhythms(own, warn, among, held, above) if days]
        if not every or ago is None:
            continue  # who was never touched is due after today: all were made today
        days, _order, warns = min(every)
        if ago - shift >= days + warns:
            expected[number] = ago - shift >= days
    assert {number: is_due for number, is_due in found.items() if people[number - 1][2] is not None} == expected


_MADE = st.tuples(st.integers(0, 15), st.integers(0, 23), st.one_of(st.none(), st.integers(0, 15)))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(_MADE, min_size=1, max_size=6),
    days=st.integers(1, 12),
    warn=st.one_of(st.none(), st.integers(1, 11)),
    zone=st.sampled_from(("Pacific/Kiritimati", "Europe/Berlin", "Pacific/Pago_Pago")),
)
def test_who_was_never_touched_is_silent_once_their_own_day_or_its_warning_has_come(
    home: object, people: list[tuple[int, int, int | None]], days: int, warn: int | None, zone: str
) -> None:
    with factories.temporary_store() as store:
        with store.write("all of them") as tx:
            business.put(tx, "timezone", zone)
            group = groups.add(tx, "G")
            groups.edit(tx, group, cadence_days=days, cadence_warn_days=_fits(days, warn))
            tx.connection.execute("UPDATE contact_group SET cadence_since = '2026-11-01'")
            for ago, hour, joined in people:
                number = contacts.add(tx, "P")
                groups.put(tx, group, number)
                made = datetime(2026, 11, 24, hour, tzinfo=UTC) - timedelta(days=ago)
                tx.connection.execute(
                    "UPDATE contact SET created_at = ? WHERE id = ?", (f"{made:%Y-%m-%dT%H:%M:%SZ}", number)
                )
                since = None if joined is None else (TODAY - timedelta(days=joined)).isoformat()
                tx.connection.execute("UPDATE membership SET since = ? WHERE contact_id = ?", (since, number))
        found = {one.contact_id for one in cadences.silent(store.connection, today=TODAY)}
        ahead = timedelta(days=_fits(days, warn) or 0)
        told = [cadences.of(store.connection, number, today=TODAY) for number in range(1, len(people) + 1)]
    assert found == {one.contact_id for one in told if one is not None and one.due - ahead <= TODAY}


def _fits(days: int | None, warn: int | None) -> int | None:
    return warn if days is not None and warn is not None and warn < days else None


def _rhythms(
    own: int | None,
    warn: int | None,
    among: set[int],
    held: list[tuple[int | None, int | None]],
    above: dict[int, int],
) -> list[tuple[int | None, int, int | None]]:
    """Every rhythm of somebody: days, 0 for their own and 1 for a group's, and the warning."""
    found: list[tuple[int | None, int, int | None]] = [(own, 0, _fits(own, warn))]
    for group in among:
        step: int | None = group
        while step is not None:
            found.append((held[step][0], 1, held[step][1]))
            step = above.get(step)
    return found
