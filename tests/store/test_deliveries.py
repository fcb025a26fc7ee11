"""The ledger of what is told by itself: told at least once, and twice only after a kill between telling and marking."""

from __future__ import annotations

import multiprocessing
import multiprocessing.synchronize
import sqlite3
from datetime import timedelta
from pathlib import Path
from threading import Timer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import Unavailable
from crmcli.store import backup_choice, backups, connecting, db, deliveries, dumping, lock, restoring
from crmcli.store.db import Store
from crmcli.store.deliveries import ALERT, DIGEST
from tests import factories
from tests.factories import NOW

KEY = "2026-11-24 mail:me@example.com"
MINUTE = timedelta(minutes=1)


def test_what_was_claimed_is_nobody_elses_until_a_quarter_of_an_hour_has_passed(store: Store) -> None:
    assert deliveries.claim(store, DIGEST, KEY, NOW)
    assert not deliveries.claim(store, DIGEST, KEY, NOW)
    assert not deliveries.claim(store, DIGEST, KEY, NOW + 14 * MINUTE)
    assert deliveries.claim(store, DIGEST, KEY, NOW + 15 * MINUTE)
    assert not deliveries.claim(store, DIGEST, KEY, NOW + 16 * MINUTE)


def test_a_claim_of_the_future_is_taken_again_since_the_clock_was_set_back(store: Store) -> None:
    assert deliveries.claim(store, DIGEST, KEY, NOW)
    assert not deliveries.claim(store, DIGEST, KEY, NOW - 5 * MINUTE)
    assert deliveries.claim(store, DIGEST, KEY, NOW - 6 * MINUTE)


def test_who_waited_for_the_database_longer_than_another_does_not_take_its_claim(store: Store) -> None:
    began, overtaking = NOW, NOW + timedelta(seconds=lock.LIMIT)
    assert deliveries.claim(store, DIGEST, KEY, overtaking)
    assert not deliveries.claim(store, DIGEST, KEY, began)


def test_what_was_told_is_marked_as_soon_as_another_program_lets_go_of_the_file(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "PATIENCE", 0)
    store, other = factories.opened(database), sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    assert deliveries.claim(store, DIGEST, KEY, NOW)
    other.execute("BEGIN IMMEDIATE")
    letting_go = Timer(0.05, other.rollback)
    store.connection.set_trace_callback(lambda sql: letting_go.start() if sql.startswith("BEGIN") else None)
    deliveries.mark_sent(store, DIGEST, KEY, NOW)
    store.connection.set_trace_callback(None)
    letting_go.join()
    assert deliveries.is_sent(store.connection, DIGEST, KEY)
    assert store.connection.execute("PRAGMA busy_timeout").fetchone()[0] == 0
    store.close()
    other.close()


def test_what_was_sent_is_never_claimed_again(store: Store) -> None:
    assert deliveries.claim(store, DIGEST, KEY, NOW)
    assert not deliveries.is_sent(store.connection, DIGEST, KEY)
    deliveries.mark_sent(store, DIGEST, KEY, NOW)
    assert deliveries.is_sent(store.connection, DIGEST, KEY)
    for later in (timedelta(), timedelta(days=1), timedelta(days=-9)):
        assert not deliveries.claim(store, DIGEST, KEY, NOW + later)
    assert deliveries.claim(store, ALERT, KEY, NOW)
    assert deliveries.claim(store, DIGEST, "2026-11-25 mail:me@example.com", NOW)


def test_what_was_released_is_free_at_once_and_says_why(store: Store) -> None:
    assert deliveries.claim(store, DIGEST, KEY, NOW)
    deliveries.release(store, DIGEST, KEY, NOW, "Nobody answers.")
    failed = deliveries.last_failure(store.connection)
    assert failed is not None
    assert (failed.key, failed.problem, failed.failed_at, failed.tries) == (
        KEY,
        "Nobody answers.",
        "2026-11-24T09:00:00Z",
        1,
    )
    assert deliveries.claim(store, DIGEST, KEY, NOW)


def test_who_was_taken_for_dead_neither_frees_nor_forgets_what_another_did(store: Store) -> None:
    assert deliveries.claim(store, DIGEST, KEY, NOW)
    assert deliveries.claim(store, DIGEST, KEY, NOW + 20 * MINUTE)
    deliveries.release(store, DIGEST, KEY, NOW, "too late")
    assert not deliveries.claim(store, DIGEST, KEY, NOW + 21 * MINUTE)
    deliveries.mark_sent(store, DIGEST, KEY, NOW + 21 * MINUTE)
    deliveries.release(store, DIGEST, KEY, NOW + 22 * MINUTE, "too late")
    assert deliveries.is_sent(store.connection, DIGEST, KEY)
    assert deliveries.last_failure(store.connection) is None


def test_a_failure_is_told_until_something_gets_through_in_the_same_way(store: Store) -> None:
    deliveries.release(store, DIGEST, KEY, NOW, "Nobody answers.")
    deliveries.mark_sent(store, DIGEST, "2026-11-24 notify", NOW + MINUTE)
    deliveries.mark_sent(store, ALERT, "f1 2026-11-24T15:00 mail:me@example.com", NOW + MINUTE)
    assert deliveries.last_failure(store.connection) is not None
    assert deliveries.last_failure(store.connection, ALERT) is None
    deliveries.release(store, ALERT, "f1 2026-11-24T16:00 notify", NOW + 2 * MINUTE, "No desktop.")
    newest = deliveries.last_failure(store.connection)
    assert newest is not None
    assert (newest.kind, newest.method) == (ALERT, "notify")
    deliveries.mark_sent(store, ALERT, "f1 2026-11-24T16:00 notify", NOW + 3 * MINUTE)
    deliveries.mark_sent(store, DIGEST, "2026-11-25 mail:other@example.com", NOW + timedelta(days=1))
    assert deliveries.last_failure(store.connection) is None


def test_old_digests_are_dropped_in_passing_and_alerts_by_name(store: Store) -> None:
    deliveries.mark_sent(store, DIGEST, "2025-10-01 stdout", NOW - timedelta(days=401))
    deliveries.release(store, DIGEST, "2025-10-02 stdout", NOW - timedelta(days=401), "x")
    deliveries.mark_sent(store, DIGEST, "2025-12-01 stdout", NOW - timedelta(days=399))
    deliveries.mark_sent(store, ALERT, "f1 2025-10-01T09:00 notify", NOW - timedelta(days=401))
    assert deliveries.claim(store, DIGEST, KEY, NOW)
    assert [key for (key,) in store.connection.execute("SELECT key FROM delivery ORDER BY id")] == [
        "2025-12-01 stdout",
        "f1 2025-10-01T09:00 notify",
        KEY,
    ]
    deliveries.forget(store, ALERT, ["f1 2025-10-01T09:00 notify", "no such key"])
    assert not deliveries.is_sent(store.connection, ALERT, "f1 2025-10-01T09:00 notify")


def test_the_ledger_is_no_operation_makes_no_backup_and_is_in_no_export(store: Store) -> None:
    operations = store.connection.execute("SELECT count(*) FROM operation").fetchone()[0]
    deliveries.claim(store, DIGEST, KEY, NOW)
    deliveries.mark_sent(store, DIGEST, KEY, NOW)
    assert store.connection.execute("SELECT count(*) FROM operation").fetchone()[0] == operations
    assert store.connection.execute("SELECT count(*) FROM journal").fetchone()[0] == 0
    assert backups.existing(store.path) == []
    assert KEY not in "".join(dumping.pieces(store.connection, store.at))


def test_a_database_that_cannot_be_written_claims_nothing(store: Store) -> None:
    store.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(Exception, match="readonly"):
        deliveries.claim(store, DIGEST, KEY, NOW)
    store.connection.execute("PRAGMA query_only = OFF")
    assert deliveries.claim(store, DIGEST, KEY, NOW)


def test_a_database_that_was_replaced_meanwhile_claims_nothing(store: Store) -> None:
    path = Path(store.path)
    path.rename(path.with_suffix(".away"))
    path.write_bytes(path.with_suffix(".away").read_bytes())
    with pytest.raises(Unavailable):
        deliveries.claim(store, DIGEST, KEY, NOW)


def test_a_restored_backup_does_not_send_the_morning_digest_again(store: Store) -> None:
    factories.person(store, "Ana")
    backup = backups.create(store.connection, store.path, NOW, reason=backups.MANUAL)
    deliveries.mark_sent(store, DIGEST, KEY, NOW)
    deliveries.mark_sent(store, ALERT, "f9 2026-11-24T15:00 notify", NOW)
    restoring.restore(backup_choice.at(backup), store.path, NOW, factories.Voice())
    restored = factories.opened(Path(store.path))
    assert deliveries.is_sent(restored.connection, DIGEST, KEY)
    assert not deliveries.is_sent(restored.connection, ALERT, "f9 2026-11-24T15:00 notify")
    restored.close()


def _claims(path: str, go: multiprocessing.synchronize.Barrier, found: multiprocessing.Queue[bool]) -> None:
    mine = db.open_writing(path, now=NOW, notify=factories.Voice())
    go.wait(60)
    found.put(deliveries.claim(mine, DIGEST, KEY, NOW))
    mine.close()


def test_of_many_that_ask_at_once_exactly_one_gets_it(store: Store) -> None:
    context = multiprocessing.get_context("spawn")
    go, found = context.Barrier(4), context.Queue()
    asking = [context.Process(target=_claims, args=(store.path, go, found)) for _number in range(4)]
    for process in asking:
        process.start()
    answers = [found.get(timeout=120) for _process in asking]
    for process in asking:
        process.join(60)
    assert sorted(answers) == [False, False, False, True]


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["tell", "fail", "die before", "die after"]),
        st.integers(min_value=-3, max_value=40),
    ),
    min_size=1,
    max_size=12,
)


@given(_STEPS)
def test_nothing_is_forgotten_and_twice_is_only_what_a_kill_cut_off(steps: list[tuple[str, int]]) -> None:
    """Whoever dies leaves a claim; whoever comes a quarter of an hour later, or after a clock set back, takes it."""
    told, kills, now = 0, 0, NOW
    with factories.temporary_store() as store:
        for what, minutes in steps:
            now += minutes * MINUTE
            if not deliveries.claim(store, DIGEST, KEY, now):
                continue
            if what in ("tell", "die after"):
                told += 1
            kills += what == "die after"
            if what == "tell":
                deliveries.mark_sent(store, DIGEST, KEY, now)
            elif what == "fail":
                deliveries.release(store, DIGEST, KEY, now, "no")
        is_sent = deliveries.is_sent(store.connection, DIGEST, KEY)
        assert told <= kills + 1
        if not is_sent:
            assert deliveries.claim(store, DIGEST, KEY, now + 20 * MINUTE)
