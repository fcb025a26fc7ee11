"""A diary for the generated address book: two activities a contact and a follow-up for every fifth, always the same.

    python diary.py DATABASE

writes it into a database that `crm import` has filled. It is stored in one operation through crm's own store, in a
process of its own, so that the measures stay small. The day it was written on is `TODAY`; nothing is asked of a clock.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from crmcli.store import db, journal, touches

TODAY = datetime(2026, 11, 24, 2, tzinfo=UTC)
SEED = 20261124
RHYTHM = 30  # days, of the group that a tenth of the contacts are nearest to
KINDS = ("call", "call", "call", "call", "note", "note", "message", "message", "email", "meeting", "visit", "gift")
PLAIN = ("note", "gift")
HEADS = (
    "price ok", "asked for a discount", "wants delivery in", "will call back", "minta harga", "harga cocok, tunggu",
    "sudah kirim brosur", "pediu desconto", "quer visitar o showroom", "llamar otra vez", "看房", "要報價", "討論付款",
    "Angebot geschickt", "rappeler", "wife decides about", "partner decides about", "compares with", "needs papers for",
)  # fmt: skip
THINGS = (
    "the truck", "two vans", "spare parts", "the flat", "the house in the north", "insurance", "a lease", "the service",
    "mobil bekas", "rumah", "o apartamento", "el camión", "車", "大安區的房子", "die Wohnung", "la voiture",
)  # fmt: skip
TAILS = ("", "", "before the holidays", "after the fair", "next month", "minggu depan", "semana que vem", "下個月")
TASKS = (
    "call back",
    "send quote",
    "viewing",
    "renewal",
    "ask for papers",
    "kirim penawaran",
    "enviar proposta",
    "回電",
)
ACTIVITY = (
    "INSERT INTO activity (id, kind, direction, outcome, at, minutes, summary, created_at, updated_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
FOLLOWUP = (
    "INSERT INTO followup (contact_id, what, due, planned, priority, done_at, created_at, updated_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def stamp(moment: datetime) -> str:
    """A moment as the store writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def activities(people: list[int], chance: random.Random) -> Iterator[tuple[object, ...]]:
    """Rows of `ACTIVITY`, oldest first; more with some than with others."""
    count = len(people) * 2
    for number in range(count):
        kind = chance.choice(KINDS)
        at = stamp(TODAY - timedelta(minutes=(count - number) * 10 + chance.randrange(10)))
        missed = kind == "call" and chance.random() < 0.4
        outcome = "missed" if missed else "none" if kind in (*PLAIN, "email", "message") else "reached"
        words = " ".join(filter(None, (chance.choice(HEADS), chance.choice(THINGS), chance.choice(TAILS))))
        minutes = chance.choice((None, None, 5, 15, 30, 60))
        yield number + 1, kind, None if kind in PLAIN else "outgoing", outcome, at, minutes, words, at, at


def followups(people: list[int], chance: random.Random) -> Iterator[tuple[object, ...]]:
    """Rows of `FOLLOWUP`: half of them done, a few late, a few today, the rest ahead; every tenth urgent."""
    for number in range(len(people) // 5):
        days = chance.randrange(-400, -1) if number % 2 else min(chance.randrange(-2, 700), chance.randrange(-1, 700))
        moment = TODAY + timedelta(days=days)
        due = f"{moment:%Y-%m-%d}" + (f"T{chance.randrange(8, 18):02d}:30" if number % 3 == 0 else "")
        made = stamp(min(moment, TODAY) - timedelta(days=20))
        what = f"{chance.choice(TASKS)} {chance.choice(THINGS)}"
        done = stamp(moment) if number % 2 else None
        priority = "high" if number % 10 == 4 else "normal"
        yield chance.choice(people), what, due, due, priority, done, made, made


def write(path: str) -> None:
    """Writes the diary of all contacts, in one operation, with a rhythm for the group of about a tenth of them."""
    chance = random.Random(SEED)
    store = db.open_writing(path, now=TODAY, notify=lambda _text: None)
    with store.write("wrote the diary") as tx, journal.noting_inserts_at_once(tx.connection, tx.operation_id):
        people = [row[0] for row in tx.connection.execute("SELECT id FROM contact WHERE kind = 'person' ORDER BY id")]
        tx.connection.executemany(ACTIVITY, activities(people, chance))
        # The square makes some of them met often and many hardly ever, as in life.
        who = ((number + 1, people[int(chance.random() ** 2 * len(people))]) for number in range(len(people) * 2))
        tx.connection.executemany("INSERT INTO participant (activity_id, contact_id) VALUES (?, ?)", who)
        tx.connection.executemany(FOLLOWUP, followups(people, chance))
        tx.connection.execute(
            "UPDATE contact_group SET cadence_days = ?, cadence_since = '2026-01-01' WHERE id = (SELECT group_id "
            "FROM membership GROUP BY group_id ORDER BY abs(count(*) - ? / 10), group_id LIMIT 1)",
            (RHYTHM, len(people)),
        )
        touches.refresh_all(tx)
    store.close()


if __name__ == "__main__":
    write(sys.argv[1])
