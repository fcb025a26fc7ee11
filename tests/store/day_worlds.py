"""Small worlds for the oracle of a day: people, groups, talks, follow-ups, occasions and deals, made of a seed."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from crmcli.store.db import Store

ZONES = (
    "Asia/Jakarta", "America/Sao_Paulo", "Asia/Taipei", "Europe/Berlin", "America/New_York", "Pacific/Apia",
)  # fmt: skip
LIMITS = ("1/day", "2/day", "1/week", "2/month", "1/month", "3/quarter", "1/year")
TALKS = ("call", "meeting", "visit", "email", "message", "gift")


def fill(store: Store, chance: random.Random, now: datetime) -> None:
    """A small world in which everything that matters to a day happens now and then."""
    zone = chance.choice(ZONES)

    def maybe(value: object, odds: float = 0.5) -> Any:
        return value if chance.random() < odds else None

    def instant(back: int) -> str:
        return (now.replace(tzinfo=UTC) - timedelta(minutes=chance.randint(0, back * 1440))).strftime(
            "%Y-%m-%dT%H:%M:%SZ"
        )

    def day(least: int, most: int) -> str:
        return (now.date() + timedelta(days=chance.randint(least, most))).isoformat()

    with store.write("world") as tx:
        put = tx.connection.execute
        put("INSERT INTO setting (key, value) VALUES ('timezone', ?)", (zone,))
        if chance.random() < 0.3:
            put("INSERT INTO setting (key, value) VALUES ('touch.sent', 'yes')")
        for number in range(1, 6):
            every = maybe(chance.choice((1, 2, 7, 14, 14, 30)), 0.6)
            put(
                "INSERT INTO contact_group (id, name, folded, parent_id, cadence_days, cadence_warn_days, "
                "cadence_since, time_share, at_most) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(number, f"G{number}", f"g{number}", maybe(chance.randint(1, number - 1)) if number > 1 else None),
                    *(every, maybe(chance.randint(1, every - 1)) if every and every > 1 else None),
                    *(maybe(day(-60, 0)) if every else None, maybe(chance.choice((10, 30, 60)), 0.4)),
                    maybe(chance.choice(LIMITS), 0.2),
                ),
            )
        for number in range(1, 13):
            every = maybe(chance.choice((1, 2, 7, 14, 30)), 0.3)
            put(
                "INSERT INTO contact (id, name, folded, status, cadence_days, cadence_warn_days, cadence_since, "
                "quiet_until, at_most, created_at, updated_at, deleted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(number, f"N{number}", f"n{number}"),
                    chance.choice(("lead", "active", "active", "active", "past", "private", "blocked")),
                    *(every, maybe(chance.randint(1, every - 1)) if every and every > 1 else None),
                    *(maybe(day(-60, 0)) if every else None, maybe(day(-2, 2), 0.2), maybe(chance.choice(LIMITS), 0.2)),
                    *(instant(90), instant(0), maybe(instant(3), 0.1)),
                ),
            )
            for group in chance.sample(range(1, 6), chance.randint(0, 3)):
                put(
                    "INSERT INTO membership (contact_id, group_id, since) VALUES (?, ?, ?)",
                    (number, group, maybe(day(-40, 0))),
                )
            if chance.random() < 0.4:
                month = chance.randint(1, 12)
                put(
                    "INSERT INTO occasion (contact_id, kind, month, day, year) VALUES (?, ?, ?, ?, ?)",
                    (number, *chance.choice((
                        ("birthday", month, chance.randint(1, 28), None),
                        ("birthday", 2, 29, 1984),
                        ("anniversary", (now + timedelta(days=1)).month, (now + timedelta(days=1)).day, 2027),
                        ("birthday", now.month, now.day, now.year),
                    ))),
                )  # fmt: skip
        for number in range(1, 31):
            kind = chance.choice((*TALKS, "note"))
            put(
                "INSERT INTO activity (id, kind, direction, outcome, at, minutes, created_at, updated_at) "
                "VALUES (?, ?, ?, ?, ?, ?, '', '')",
                (
                    *(number, kind, maybe(chance.choice(("incoming", "outgoing")), 0.7)),
                    *(chance.choice(("reached", "missed", "none")), instant(70), maybe(chance.randint(1, 90), 0.3)),
                ),
            )
            for contact in chance.sample(range(1, 13), chance.randint(1, 3)):
                put("INSERT INTO participant (activity_id, contact_id) VALUES (?, ?)", (number, contact))
        for number in range(1, 16):
            due = day(-5, 12) + (f"T{chance.randint(0, 23):02d}:{chance.choice((0, 1, 30, 59)):02d}"
                                 if chance.random() < 0.5 else "")  # fmt: skip
            put(
                "INSERT INTO followup (id, contact_id, what, due, planned, warn_days, priority, done_at, created_at, "
                "updated_at) VALUES (?, ?, 'w', ?, ?, ?, ?, ?, '', '')",
                (
                    *(number, maybe(chance.randint(1, 12), 0.8), due, due, chance.choice(("", "3", "30,7"))),
                    *(chance.choice(("high", "normal", "low")), maybe(instant(3), 0.2)),
                ),
            )
        for number in range(1, 13):
            closed = maybe(instant(30), 0.2)
            customer = maybe(chance.randint(1, 12), 0.8)
            put(
                "INSERT INTO deal (id, title, folded, contact_id, stage_id, chance, expected_close, stage_since, "
                "closed_at, created_at, updated_at) VALUES (?, 't', 't', ?, ?, ?, ?, ?, ?, '', '')",
                (
                    *(number, customer, 6 if closed else chance.randint(1, 5), maybe(chance.randint(0, 100) * 100)),
                    *(maybe(day(-4, 10), 0.6), instant(40), closed),
                ),
            )
            if customer:
                put("INSERT INTO deal_contact (deal_id, contact_id) VALUES (?, ?)", (number, customer))
            put(
                "UPDATE activity SET deal_id = ? WHERE id IN (?, ?)",
                (number, chance.randint(1, 60), chance.randint(1, 60)),
            )
            put("UPDATE followup SET deal_id = ? WHERE id = ?", (number, chance.randint(1, 30)))
        put("UPDATE stage SET stale_after_days = NULL WHERE id = ?", (chance.randint(1, 10),))
        from crmcli.store import touches

        touches.refresh_all(tx)
