"""Deals for the generated address book: 2,000 open ones and 20,000 closed ones of four years, always the same.

    python pipelines.py DATABASE OPEN CLOSED

writes them into a database that `diary.py` has filled, in one operation through crm's own store, in a process of its
own, so that the measures stay small. The day they were written on is `diary.TODAY`; nothing is asked of a clock.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from diary import TODAY, stamp

from crmcli.store import db, journal, rates, settings, stages
from crmcli.store.db import Transaction

SEED = 20261125
YEARS = 4
WAY = ("new", "contacted", "qualified", "proposal", "negotiation")
SOURCES = ("referral", "fair", "website", "cold call", None)
REASONS = ("price", "timing", "competitor", "no budget", "no answer")
THINGS = ("Trucks", "Spare parts", "Frame contract", "保險", "Seguro da frota", "Bürostühle", "Renewal", "Warehouse")
CURRENCIES = {"IDR": 90_000_000_000, "USD": 4_000_000, "EUR": 3_500_000, "SGD": 5_000_000, "JPY": 9_000_000}
RATES = {"USD": "16250", "EUR": "17500", "SGD": "12100", "JPY": "104.2"}
COLUMNS = {
    "deal": "id, title, folded, contact_id, stage_id, position, value, currency, commission_rate, expected_close, "
    "lost_reason, source, stage_since, closed_at, created_at, updated_at",
    "stage_move": "deal_id, from_stage_id, to_stage_id, at",
    "close_change": "deal_id, from_day, to_day, at",
    "deal_contact": "deal_id, contact_id",
    "deal_tag": "deal_id, tag, folded",
    "competitor": "deal_id, name, folded, is_winner",
    "followup": "contact_id, deal_id, what, due, planned, created_at, updated_at",
}
Rows = dict[str, list[tuple[object, ...]]]


def deal(number: int, chance: random.Random, people: list[int], known: dict[str, int], *, is_open: bool) -> Rows:
    """One deal's rows, by their tables: its way through the stages, its customer, its tags and its next step."""
    age = chance.randrange(1, 120) if is_open else chance.randrange(30, YEARS * 365)
    born = TODAY - timedelta(days=age, seconds=chance.randrange(86_400))
    names = list(WAY[: chance.randrange(1, len(WAY) + 1)])
    if not is_open:
        names.append("won" if len(names) == len(WAY) or chance.random() < 0.2 else "lost")
    lasted = timedelta(days=min(age, 90)) / (len(names) + 1)
    moments = [stamp(born + lasted * place) for place in range(len(names))]
    ids = [None, *(known[name] for name in names)]
    who, currency = chance.choice(people), chance.choice(list(CURRENCIES))
    title = f"{chance.choice(THINGS)} {number}"
    close = born.date() + timedelta(days=chance.randrange(20, 160)) if chance.random() < 0.9 else None
    closed = None if is_open else moments[-1]
    return {
        "deal": [(number, title, title.casefold(), who, ids[-1], number, chance.randrange(CURRENCIES[currency]) + 1,
                  currency, chance.choice((None, 300)), close.isoformat() if close else None,
                  chance.choice(REASONS) if names[-1] == "lost" else None, chance.choice(SOURCES), moments[-1], closed,
                  moments[0], moments[-1])],
        "stage_move": [(number, ids[place], ids[place + 1], at) for place, at in enumerate(moments)],
        "close_change": _put_off(number, chance, close, born),
        "deal_contact": [(number, who)],
        "deal_tag": [(number, tag, tag) for tag in ("q4", "big") if chance.random() < 0.3],
        "competitor": [(number, "Acme", "acme", 1)] if names[-1] == "lost" and chance.random() < 0.3 else [],
        "followup": _next_step(number, chance, who, moments[0]) if is_open else [],
    }  # fmt: skip


def _put_off(number: int, chance: random.Random, close: date | None, born: datetime) -> list[tuple[object, ...]]:
    """Every third deal was expected earlier once."""
    if close is None or chance.random() > 0.3:
        return []
    before = close - timedelta(days=chance.randrange(10, 40))
    return [(number, before.isoformat(), close.isoformat(), stamp(born + timedelta(hours=1)))]


def _next_step(number: int, chance: random.Random, who: int, at: str) -> list[tuple[object, ...]]:
    """Most open deals have one, a few of them late."""
    if chance.random() < 0.2:
        return []
    day = f"{TODAY + timedelta(days=chance.randrange(-3, 60)):%Y-%m-%d}"
    return [(who, number, "next step", day, day, at, at)]


def write(path: str, opened: int, closed: int) -> None:
    """Writes so many deals of all contacts, in one operation, and the rates of their currencies."""
    chance = random.Random(SEED)
    store = db.open_writing(path, now=TODAY, notify=lambda _text: None)
    with store.write("wrote the deals") as tx:
        settings.put(tx, "currency", "IDR")
        for currency, rate in RATES.items():
            rates.put(tx, currency, rate, TODAY.date() - timedelta(days=YEARS * 365))
        known = {each.name: each.id for each in stages.all_of(tx.connection)}
        people = [row[0] for row in tx.connection.execute("SELECT id FROM contact WHERE kind = 'person' ORDER BY id")]
        with journal.noting_inserts_at_once(tx.connection, tx.operation_id):
            _insert(tx, (deal(each, chance, people, known, is_open=each <= opened)
                         for each in range(1, opened + closed + 1)))  # fmt: skip
    store.close()


def _insert(tx: Transaction, deals: Iterable[Rows]) -> None:
    for rows in deals:
        for table, found in rows.items():
            names = COLUMNS[table]
            marks = ", ".join("?" * len(names.split(", ")))
            tx.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", found)


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
