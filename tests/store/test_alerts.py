"""Which follow-ups ring now: each once for every due, whatever the clock, the zone and the machine do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crmcli.store import alerts, contacts, deliveries, followups
from crmcli.store.alerts import Alert
from crmcli.store.db import Store
from tests import factories

QUARTER = timedelta(minutes=15)
MADE = "2026-11-24T00:00:00Z"  # before anything in these tests


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class Machine:
    """A computer on which alerts are looked for: it has a clock and a zone, and rings."""

    def __init__(self, store: Store, zone: str = "Asia/Jakarta", *, has_looked: bool = True) -> None:
        self.store = store
        self.zone = zone
        self.channel = "notify"
        if has_looked:
            self.look(MADE[:-1])

    def found(self, at: str, before: timedelta = QUARTER) -> list[Alert]:
        """What is to ring at an instant of UTC."""
        now = moment(at).astimezone(ZoneInfo(self.zone))
        known = alerts.watch(self.store.connection)
        if not alerts.is_watched(known, now, self.zone):
            known = alerts.keep_watch(self.store, now, self.zone)
        return alerts.ringing(self.store.connection, known, now, before, self.zone, self.channel)

    def look(self, at: str, before: timedelta = QUARTER) -> list[str]:
        """Rings what is to ring, and says it: `f1 15:00 -15`, the minutes that it is late last."""
        said = []
        for alert in self.found(at, before):
            assert deliveries.claim(self.store, "alert", alert.key(self.channel), moment(at))
            deliveries.mark_sent(self.store, "alert", alert.key(self.channel), moment(at))
            said.append(f"{alert.ref} {alert.due[11:]} {alert.late_minutes(moment(at))}")
        return said


@pytest.fixture
def machine(store: Store) -> Machine:
    return Machine(store)


def promise(store: Store, due: str, *, made: str = MADE[:-1], contact_id: int | None = None) -> int:
    """A follow-up that was made at an instant of UTC."""
    with store.write("promised", now=moment(made)) as tx:
        return followups.add(tx, "viewing", due, contact_id=contact_id)


def bring(store: Store, due: str, *, at: str) -> None:
    """The calendar that the first follow-up came from has it at another time now."""
    with store.write("brought again", now=moment(at)) as tx:
        followups.update(tx, followups.get(store.connection, 1), {"due": due, "planned": due})


def test_it_rings_once_when_its_time_is_near(store: Store, machine: Machine) -> None:
    promise(store, "2026-11-24T15:00")
    assert machine.look("2026-11-24T07:44:59") == []
    assert machine.look("2026-11-24T07:45:00") == ["f1 15:00 -15"]
    assert machine.look("2026-11-24T07:50:00") == []
    assert machine.look("2026-11-24T08:00:00") == []


def test_a_day_alone_never_rings(store: Store, machine: Machine) -> None:
    promise(store, "2026-11-24")
    assert machine.look("2026-11-24T08:00:00", timedelta(days=7)) == []


def test_how_long_before_is_said_by_whoever_asks(store: Store, machine: Machine) -> None:
    promise(store, "2026-11-25T15:00")
    assert machine.look("2026-11-24T08:00:00", timedelta(days=1) - timedelta(minutes=1)) == []
    assert machine.look("2026-11-24T08:00:00", timedelta(days=1)) == ["f1 15:00 -1440"]


def test_what_is_put_off_rings_again_at_its_new_time(store: Store, machine: Machine) -> None:
    promise(store, "2026-11-24T15:00")
    assert machine.look("2026-11-24T07:50:00") == ["f1 15:00 -10"]
    with store.write("put off", now=moment("2026-11-24T07:55:00")) as tx:
        followups.snooze(tx, 1, "2026-11-24T16:00")
    assert machine.look("2026-11-24T08:00:00") == []
    assert machine.look("2026-11-24T08:45:00") == ["f1 16:00 -15"]
    with store.write("put back", now=moment("2026-11-24T08:46:00")) as tx:
        followups.snooze(tx, 1, "2026-11-24T15:00")
    assert machine.look("2026-11-24T08:50:00") == []


def test_what_is_done_is_silent_and_so_is_its_undoing(store: Store, machine: Machine) -> None:
    promise(store, "2026-11-24T15:00")
    promise(store, "2026-11-24T15:30")
    assert machine.look("2026-11-24T07:50:00") == ["f1 15:00 -10"]
    for followup_id in (1, 2):
        with store.write("done") as tx:
            followups.complete(tx, followup_id, today=moment(MADE[:-1]).date())
    assert machine.look("2026-11-24T08:20:00") == []
    for followup_id in (1, 2):
        with store.write("opened") as tx:
            followups.reopen(tx, followup_id)
    assert machine.look("2026-11-24T08:21:00") == ["f2 15:30 -9"]


@pytest.mark.parametrize(("status", "rings"), [("active", 1), ("private", 1), ("blocked", 0)])
def test_an_appointment_with_a_friend_rings_and_one_with_somebody_blocked_does_not(
    store: Store, machine: Machine, status: str, rings: int
) -> None:
    promise(store, "2026-11-24T15:00", contact_id=factories.person(store, "Budi", status=status))
    assert len(machine.look("2026-11-24T08:00:00")) == rings


def test_of_a_removed_contact_nothing_rings_until_they_are_back(store: Store, machine: Machine) -> None:
    contact_id = factories.person(store)
    promise(store, "2026-11-24T15:00", contact_id=contact_id)
    with store.write("removed") as tx:
        contacts.remove(tx, contact_id)
    assert machine.look("2026-11-24T08:00:00") == []
    with store.write("restored") as tx:
        contacts.restore(tx, contact_id)
    assert machine.look("2026-11-24T08:10:00") == ["f1 15:00 10"]


def test_what_was_due_before_anybody_looked_never_rings(store: Store) -> None:
    promise(store, "2026-11-24T14:59")
    promise(store, "2026-11-24T15:00")
    machine = Machine(store, has_looked=False)
    assert machine.look("2026-11-24T08:00:30") == ["f2 15:00 0"]
    assert machine.look("2026-11-24T08:05:00") == []


def test_what_was_past_when_it_was_made_never_rings(store: Store, machine: Machine) -> None:
    promise(store, "2026-11-24T14:59", made="2026-11-24T08:00:30")
    promise(store, "2026-11-24T15:00", made="2026-11-24T08:00:30")
    assert machine.look("2026-11-24T08:01:00") == ["f2 15:00 1"]


def test_what_its_calendar_moves_into_the_past_does_not_ring_again(store: Store, machine: Machine) -> None:
    with store.write("brought", now=moment(MADE[:-1])) as tx:
        followups.add(tx, "lunch", "2026-11-24T15:00", external_id="lunch-1")
    assert machine.look("2026-11-24T07:50:00") == ["f1 15:00 -10"]
    bring(store, "2026-11-24T14:30", at="2026-11-24T10:00:00")
    assert machine.look("2026-11-24T10:05:00") == []
    bring(store, "2026-11-24T17:30", at="2026-11-24T10:10:00")
    assert machine.look("2026-11-24T11:00:00") == ["f1 17:30 30"]


def test_a_machine_that_slept_rings_what_it_missed_the_newest_first_and_nothing_of_yesterday(
    store: Store, machine: Machine
) -> None:
    for due in ("24T15:00", "25T15:01", "26T14:00", "26T15:00", "26T15:10"):
        promise(store, f"2026-11-{due}")
    found = machine.look("2026-11-26T08:01:00")
    assert found == ["f5 15:10 -9", "f4 15:00 1", "f3 14:00 61", "f2 15:01 1440"]
    assert machine.look("2026-11-26T08:06:00") == []


def test_a_flight_to_the_east_over_the_due_makes_it_late_and_not_lost(store: Store, machine: Machine) -> None:
    promise(store, "2026-11-24T12:00", made="2026-11-24T03:00:00")  # 10:00 in Jakarta, in two hours
    assert machine.look("2026-11-24T03:05:00") == []
    machine.zone = "Pacific/Auckland"  # where it is 17:30
    assert machine.look("2026-11-24T04:30:00") == ["f1 12:00 330"]
    machine.zone = "Asia/Jakarta"
    assert machine.look("2026-11-24T04:50:00") == []


def test_a_flight_to_the_west_rings_at_the_new_hour_and_never_twice(store: Store, machine: Machine) -> None:
    promise(store, "2026-11-24T12:00")
    promise(store, "2026-11-24T13:00")
    assert machine.look("2026-11-24T04:50:00") == ["f1 12:00 -10"]
    machine.zone = "Europe/Lisbon"  # seven hours behind: both are ahead again
    assert machine.look("2026-11-24T05:00:00") == []
    assert machine.look("2026-11-24T12:00:00") == []
    assert machine.look("2026-11-24T12:50:00") == ["f2 13:00 -10"]


def test_a_clock_that_is_set_back_rings_nothing_twice(store: Store, machine: Machine) -> None:
    promise(store, "2026-11-24T15:00")
    assert machine.look("2026-11-24T07:50:00") == ["f1 15:00 -10"]
    assert machine.look("2026-11-24T06:50:00") == []
    assert machine.look("2026-11-24T07:50:00") == []


def test_a_clock_that_was_ahead_when_anybody_began_to_look_loses_nothing(store: Store) -> None:
    promise(store, "2026-11-24T15:00")
    machine = Machine(store, has_looked=False)
    assert machine.look("2027-03-01T00:00:00") == []
    assert machine.look("2026-11-24T07:00:00") == []
    assert machine.look("2026-11-24T08:00:00") == ["f1 15:00 0"]


def test_an_hour_that_summer_time_leaves_out_rings_when_the_clock_has_moved(store: Store) -> None:
    machine = Machine(store, "Europe/Berlin")
    promise(store, "2027-03-28T02:30")  # reads 03:30, at 01:30 UTC
    assert machine.look("2027-03-28T01:14:00") == []
    assert machine.look("2027-03-28T01:15:00") == ["f1 02:30 -15"]


def test_an_hour_that_comes_twice_rings_the_first_time_only(store: Store) -> None:
    machine = Machine(store, "Europe/Berlin")
    promise(store, "2027-10-31T02:30")  # at 00:30 and 01:30 UTC
    assert machine.look("2027-10-31T00:15:00") == ["f1 02:30 -15"]
    assert machine.look("2027-10-31T01:15:00") == []


def test_how_long_before_is_real_time_also_where_the_clock_is_put_back(store: Store) -> None:
    machine = Machine(store, "Europe/Berlin")
    promise(store, "2027-10-31T03:05")  # at 02:05 UTC, an hour and a quarter after the first 02:50
    assert machine.look("2027-10-31T00:50:00") == []
    assert machine.look("2027-10-31T01:49:00") == []
    assert machine.look("2027-10-31T01:50:00") == ["f1 03:05 -15"]


def test_a_day_late_is_real_time_also_where_the_day_had_an_hour_less(store: Store) -> None:
    machine = Machine(store, "Europe/Berlin")
    promise(store, "2027-03-27T12:00")  # at 11:00 UTC
    promise(store, "2027-03-27T11:00")
    assert machine.look("2027-03-28T10:30:00") == ["f1 12:00 1410"]


def test_the_next_one_of_a_series_rings_for_itself(store: Store, machine: Machine) -> None:
    with store.write("promised", now=moment(MADE[:-1])) as tx:
        followups.add(tx, "call", "2026-11-24T15:00", repeat="FREQ=DAILY")
    assert machine.look("2026-11-24T07:50:00") == ["f1 15:00 -10"]
    with store.write("done", now=moment("2026-11-24T08:10:00")) as tx:
        followups.complete(tx, 1, today=moment("2026-11-24T08:10:00").date())
    assert machine.look("2026-11-25T07:50:00") == ["f2 15:00 -10"]


def test_what_another_program_wrote_wrong_rings_not_and_hinders_nothing(store: Store, machine: Machine) -> None:
    for _each in range(3):
        promise(store, "2026-11-24T15:00")
    store.connection.execute("UPDATE followup SET due = '2026-11-24T99:99' WHERE id = 1")
    store.connection.execute("UPDATE followup SET created_at = 'long ago' WHERE id = 2")
    assert machine.look("2026-11-24T08:00:00") == ["f3 15:00 0"]


def test_the_ledger_keeps_what_may_come_again_and_drops_the_rest(store: Store, machine: Machine) -> None:
    for _each in range(3):
        promise(store, "2026-11-24T15:00")
    assert len(machine.look("2026-11-24T08:00:00")) == 3
    with store.write("done") as tx:
        followups.complete(tx, 1, today=moment(MADE[:-1]).date())
        followups.snooze(tx, 2, "2026-12-24T15:00")
    alerts.prune(store, moment("2026-11-25T08:00:00"))
    assert keys(store) == ["f1 2026-11-24T15:00 notify", "f2 2026-11-24T15:00 notify", "f3 2026-11-24T15:00 notify"]
    alerts.prune(store, moment("2026-11-28T08:00:00"))
    assert keys(store) == ["f3 2026-11-24T15:00 notify"]


def keys(store: Store) -> list[str]:
    return [key for (key,) in store.connection.execute("SELECT key FROM delivery WHERE kind = 'alert' ORDER BY key")]


def test_the_ways_of_telling_do_not_stand_in_each_others_way(store: Store, machine: Machine) -> None:
    promise(store, "2026-11-24T15:00")
    assert machine.look("2026-11-24T08:00:00") == ["f1 15:00 0"]
    machine.channel = "command"
    assert machine.look("2026-11-24T08:00:00") == ["f1 15:00 0"]


def test_another_way_of_telling_does_not_tell_again_what_is_long_over(store: Store, machine: Machine) -> None:
    for due in ("24T15:00", "24T17:10", "25T15:00"):
        promise(store, f"2026-11-{due}")
    assert machine.look("2026-11-24T07:50:00") == ["f1 15:00 -10"]
    machine.channel = "command"
    assert machine.look("2026-11-24T10:05:00") == ["f2 17:10 -5"]
    assert machine.look("2026-11-25T10:00:00") == ["f3 15:00 120"]


def test_two_ways_at_once_tell_both_what_a_sleeping_machine_missed(store: Store, machine: Machine) -> None:
    promise(store, "2026-11-24T15:00")
    assert machine.look("2026-11-24T12:00:00") == ["f1 15:00 240"]
    machine.channel = "command"
    assert machine.look("2026-11-24T12:00:05") == ["f1 15:00 240"]


def test_what_could_not_be_told_one_way_is_told_another(store: Store, machine: Machine) -> None:
    promise(store, "2026-11-24T15:00")
    deliveries.release(store, "alert", "f1 2026-11-24T15:00 notify", moment("2026-11-24T08:00:00"), "no desktop")
    machine.channel = "command"
    assert machine.look("2026-11-24T10:05:00") == ["f1 15:00 125"]


def test_looking_reads_only_what_is_due_around_now(store: Store) -> None:
    plan = " ".join(
        row[3]
        for row in store.connection.execute(
            f"EXPLAIN QUERY PLAN {alerts._DUE}",
            {**dict.fromkeys(("over", "long_ago"), "2026"), "first": "2026", "last": "2027", "channel": "notify"},
        )
    )
    assert "USING INDEX followup_due (due>? AND due<?)" in plan
    assert "SCAN" not in plan
