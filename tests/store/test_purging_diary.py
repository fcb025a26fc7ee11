"""Purging takes what a person said and was promised along, and leaves what others took part in."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.store import activities, activity_index, contacts, followups, merging, operations, participants, purging
from crmcli.store.db import Store
from tests import factories
from tests.store import truths
from tests.store.sequences import Step, steps, take

NAME = "Zebulon Quaxworthy"
AT = "2026-11-20T09:00:00Z"
TRACES = (b"zebulon", b"quaxworthy", b"gluten", b"rhubarb", b"marzipan", b"kumquat", b"tamarind", b"persimmon")


def _traces(store: Store) -> list[tuple[str, bytes]]:
    """Which of the person's words stand in which of the database's files, in any case."""
    files = [path for path in Path(store.path).parent.iterdir() if path.is_file() and "crm.db" in path.name]
    return [(path.name, trace) for path in files for trace in TRACES if trace in path.read_bytes().lower()]


def _with_a_diary(store: Store) -> int:
    """Somebody with talks and promises, among them removed, changed, undone and done ones; returns the number."""
    contact_id = factories.person(store, NAME)
    command = f"crm log c{contact_id} call no gluten --next 'send rhubarb' --on fri"
    with store.write(f"logged call with {NAME}", command=command) as tx:
        first = activities.add(tx, "call", [contact_id], at=AT, summary="no gluten", body="likes\nrhubarb")
        promised = followups.add(tx, "send rhubarb", "2026-11-27", contact_id=contact_id, repeat="FREQ=WEEKLY")
    with store.write("removed a talk") as tx:
        activities.remove(tx, activities.add(tx, "visit", [contact_id], at=AT, summary="brought marzipan"))
    with store.write("edited a talk", command="crm activity edit a1 --text 'no kumquat'") as tx:
        activities.edit(tx, first, summary="no kumquat")
    with store.write("done f1 send rhubarb") as tx:
        followups.complete(tx, promised, today=factories.NOW.date(), activity_id=first)
    with store.write("noted tamarind", command=f"crm log c{contact_id} note tamarind") as tx:
        activities.add(tx, "note", [contact_id], at=AT, summary="tamarind")
    with store.write("promised persimmon") as tx:
        followups.add(tx, "persimmon", "2026-12-01", contact_id=contact_id)
    operations.undo(store, steps=2)
    factories.person(store, "Budi")
    return contact_id


def test_purging_leaves_no_trace_of_talks_and_promises(store: Store) -> None:
    contact_id = _with_a_diary(store)
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert {trace for _name, trace in _traces(store)} == set(TRACES)
    purging.purge(store, contact_id)
    assert _traces(store) == []
    assert [factories.tables(store)[table] for table in ("activity", "participant", "followup")] == [[], [], []]
    assert store.connection.execute(f"SELECT count(*) FROM {activity_index.TABLE}").fetchone()[0] == 0
    truths.assert_sound(store)
    store.close()
    assert _traces(store) == []


def test_purging_takes_along_the_talks_of_those_who_were_merged_into_the_person(store: Store) -> None:
    kept, other = factories.person(store, "Zeb"), factories.person(store, NAME)
    with store.write("talked") as tx:
        activities.add(tx, "call", [other, kept], at=AT, summary="no gluten")
        activities.add(tx, "call", [other], at=AT, summary="no rhubarb")
    with store.write("merged") as tx:
        merging.merge(tx, kept, [other])
    purging.purge(store, kept)
    assert _traces(store) == []
    assert factories.tables(store)["activity"] == []
    truths.assert_sound(store)


def test_what_happened_together_with_somebody_else_stays_with_them(store: Store) -> None:
    gone, budi = factories.person(store, NAME), factories.person(store, "Budi")
    with store.write("met") as tx:
        together = activities.add(tx, "meeting", [gone, budi], at=AT, summary="signed the contract")
        activities.add(tx, "call", [gone], at=AT, summary="no gluten")
    purging.purge(store, gone)
    assert [row[0] for row in factories.tables(store)["activity"]] == [together]
    assert participants.of(store.connection, together) == [(budi, "Budi")]
    assert contacts.get(store.connection, budi).last_touch_at == AT
    assert _traces(store) == []
    truths.assert_sound(store)


def test_what_somebody_took_part_in_before_stays_with_them(store: Store) -> None:
    """Whoever was taken out of an activity is put back by undo, and then it has to be there."""
    gone, budi = factories.person(store, NAME), factories.person(store, "Budi")
    with store.write("met") as tx:
        together = activities.add(tx, "meeting", [gone, budi], at=AT, summary="signed the contract")
    with store.write("Budi was not there") as tx:
        participants.take(tx, together, [budi])
    purging.purge(store, gone)
    operations.undo(store)
    assert participants.of(store.connection, together) == [(budi, "Budi")]
    truths.assert_sound(store)


def test_a_promise_to_somebody_else_outlives_the_talk_it_left_behind(store: Store) -> None:
    gone, budi = factories.person(store, NAME), factories.person(store, "Budi")
    with store.write("promised") as tx:
        promised = followups.add(tx, "send offer", "2026-11-20", contact_id=budi)
        told = activities.add(tx, "call", [gone], at=AT, summary="no gluten")
        followups.complete(tx, promised, today=factories.NOW.date(), activity_id=told)
    with store.write("noted") as tx:
        followups.update(tx, followups.get(tx.connection, promised), {"priority": "high"})
    purging.purge(store, gone)
    assert followups.get(store.connection, promised).activity_id is None
    operations.undo(store)
    assert followups.get(store.connection, promised).priority == "normal"
    truths.assert_sound(store)
    assert _traces(store) == []


def test_purging_leaves_the_history_of_others_alone_where_a_talk_had_only_a_few_letters(store: Store) -> None:
    gone, budi = factories.person(store, NAME), factories.person(store, "Budi")
    with store.write("logged call with Budi, ok") as tx:
        activities.add(tx, "call", [budi], at=AT, summary="ok")
    operations.undo(store)
    with store.write("logged") as tx:
        activities.add(tx, "call", [gone], at=AT, summary="ok")
        activities.add(tx, "call", [gone], at=AT, summary="call")
    purging.purge(store, gone)
    said = [operation.what for operation in operations.newest(store.connection)]
    assert "added Budi" in said
    assert "logged" in said


@settings(max_examples=40)
@given(steps, st.integers(0, 7), st.integers(0, 9))
def test_after_any_life_a_purge_leaves_a_sound_database_that_is_undone_as_far_as_it_goes(
    taken: list[Step], chosen: int, back: int
) -> None:
    with factories.temporary_store() as store:
        for step in taken:
            take(store, step)
        ids = [row[0] for row in store.connection.execute("SELECT id FROM contact ORDER BY id")]
        if ids:
            purging.purge(store, ids[chosen % len(ids)])
        truths.assert_sound(store)
        for _step in range(back):
            try:
                operations.undo(store)
            except (Conflict, Invalid, NotFound):
                break
        truths.assert_sound(store)
