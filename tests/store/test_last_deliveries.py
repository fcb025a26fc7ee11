"""What came of what is scheduled, by the ledger."""

from __future__ import annotations

from datetime import date, timedelta

from crmcli.store import deliveries, last_deliveries
from crmcli.store.db import Store, instant
from crmcli.store.deliveries import DIGEST
from crmcli.store.last_deliveries import Last
from tests.factories import NOW

HOUR = timedelta(hours=1)


def test_a_failure_counts_until_one_gets_through_to_the_same_place(store: Store) -> None:
    deliveries.mark_sent(store, DIGEST, "2026-11-23 mail:me@x", NOW - 24 * HOUR)
    deliveries.release(store, DIGEST, "2026-11-24 mail:me@x", NOW, "Nobody answers.")
    deliveries.mark_sent(store, DIGEST, "2026-11-24 group:vip mail:me@x", NOW + HOUR)
    yesterday = instant(NOW - 24 * HOUR)
    assert last_deliveries.of_digest(store.connection, ["mail:me@x"]) == Last(
        yesterday, instant(NOW), "Nobody answers."
    )
    assert last_deliveries.of_digest(store.connection, ["group:vip mail:me@x"]) == Last(instant(NOW + HOUR))
    deliveries.mark_sent(store, DIGEST, "2026-11-24 mail:me@x", NOW + HOUR)
    assert last_deliveries.of_digest(store.connection, ["mail:me@x"]) == Last(instant(NOW + HOUR))


def test_a_weekly_digest_to_the_same_place_is_not_the_one_of_the_day(store: Store) -> None:
    for key in ("2026-W48 mail:me@x", "2026-W48 a stdout"):
        deliveries.mark_sent(store, DIGEST, key, NOW)
    assert last_deliveries.of_digest(store.connection, ["mail:me@x", "stdout", "il:me@x"]) == Last()
    assert not last_deliveries.has_come_on(store.connection, [date(2026, 11, 24)], ["mail:me@x", "stdout"])
