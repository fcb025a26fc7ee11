"""A seeded year of deals up to the clock of the tests: two pipelines, five currencies, and all that happens to deals.

`year(store, seed, deals=2000)` makes it in one operation. Its rows are reckoned here and written as they are, so that
they are no answer of the verbs that they try; `test_pipelines.py` holds them to what the verbs promise.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from crmcli.folding import fold
from crmcli.store import contacts, groups, pipelines, rates, settings, stages
from crmcli.store.db import Store, Transaction, instant
from crmcli.store.stages import Stage
from tests import factories
from tests.factories import NOW
from tests.raw_deals import Book

DAYS = 365
HOME = "IDR"
ZONE = "Asia/Jakarta"
# What a deal of a currency is worth at least and at most, in its minor units; JPY has no smaller unit.
CURRENCIES = {
    "IDR": (500_000_000, 90_000_000_000),
    "USD": (50_000, 4_000_000),
    "EUR": (50_000, 3_500_000),
    "SGD": (80_000, 5_000_000),
    "JPY": (80_000, 9_000_000),
}
RATES = {
    "USD": ("16250.5", "15800"),
    "EUR": ("17500", "18020.25"),
    "SGD": ("12100", "11950.75"),
    "JPY": ("104.2", "109"),
}
SOURCES = ("referral", "fair", "website", "cold call", None)
REASONS = ("price", "timing", "competitor", "no budget", "no need", "no answer", None)
RIVALS = ("Acme", "Beta Corp", "Sinar Abadi")
TAGS = ("q4", "renewal", "big fish", "Übersee")
GROUPS = ("VIP", "Fleet", "Cold")
KINDS = ("call", "email", "meeting", "visit", "note", "message")

Row = dict[str, Any]


@dataclass
class _Life:
    """One deal while its way is made up."""

    row: Row
    moves: list[Row] = field(default_factory=list)
    closes: list[Row] = field(default_factory=list)
    rivals: list[Row] = field(default_factory=list)


def year(store: Store, seed: int = 1, deals: int = 2000, contacts: int = 500, *, is_closed: float = 0.0) -> None:
    """Makes a year of deals, their contacts, activities and follow-ups, in one operation; the same for the same seed.

    `is_closed` is which part of those still open at the end is closed all the same, for a book with a long past.
    """
    chance = random.Random(seed)
    with store.write("made a year of deals") as tx:
        people = _people(tx, chance, contacts)
        _settings(tx)
        ways = _ways(tx)
        lives = [_life(chance, number, people, chance.choice(ways), is_closed) for number in range(1, deals + 1)]
        _store(tx, lives)
        _surroundings(tx, chance, lives)
        stages.remove(tx, stages.named(tx.connection, "pilot").id, to=stages.named(tx.connection, "proposal").id)


_kept: dict[int, tuple[bytes, Book]] = {}


def kept_year(folder: Path, database: Path, seed: int) -> Book:
    """Puts a year of 2,000 deals where the database of a home is, and returns its rows; made once in a run."""
    if seed not in _kept:
        store = factories.store(folder)
        year(store, seed=seed, deals=2000, contacts=300)
        path = Path(store.path)
        store.close()
        _kept[seed] = path.read_bytes(), Book(path, NOW)
    content, book = _kept[seed]
    database.parent.mkdir(mode=0o700, parents=True)
    database.write_bytes(content)
    database.chmod(0o600)
    return book


def _people(tx: Transaction, chance: random.Random, count: int) -> list[int]:
    found = []
    held = [groups.add(tx, name) for name in GROUPS]
    for number in range(count):
        kind = "company" if number % 5 == 0 else "person"
        found.append(contacts.add(tx, f"Contact {number}", kind=kind, source=chance.choice(SOURCES)))
        for group_id in held:
            if chance.random() < 0.3:
                groups.put(tx, group_id, found[-1])
    return found


def _settings(tx: Transaction) -> None:
    settings.put(tx, "currency", HOME)
    settings.put(tx, "timezone", ZONE)
    for currency, (first, second) in RATES.items():
        rates.put(tx, currency, first, NOW.date() - timedelta(days=DAYS))
        rates.put(tx, currency, second, NOW.date() - timedelta(days=DAYS // 2))


def _ways(tx: Transaction) -> list[list[Stage]]:
    """The stages of both pipelines; the first has one that goes away at the end, the second a stage fewer."""
    sales = pipelines.first(tx.connection).id
    rentals = pipelines.add(tx, "Rentals")
    stages.add(tx, sales, "pilot", before=stages.named(tx.connection, "proposal", sales).id)
    stages.remove(tx, stages.named(tx.connection, "contacted", rentals).id)
    return [stages.of_pipeline(tx.connection, each) for each in (sales, sales, rentals)]


def _life(chance: random.Random, number: int, people: list[int], way: list[Stage], is_closed: float) -> _Life:
    born = NOW - timedelta(seconds=chance.randrange(3600, DAYS * 86_400))
    currency = chance.choice(list(CURRENCIES))
    value = chance.randrange(*CURRENCIES[currency]) if chance.random() < 0.93 else None
    fixed = chance.randrange(1_000, 100_000) if chance.random() < 0.1 else None
    title = f"Deal {number} of {chance.choice(('trucks', 'Straße', '保險', 'policies'))}"
    life = _Life({
        "id": number, "title": title, "folded": fold(title), "contact_id": chance.choice([*people, None]),
        "position": number, "value": value, "currency": currency if value or fixed else None, "commission": fixed,
        "commission_rate": chance.choice((250, 300, 1000)) if fixed is None and chance.random() < 0.5 else None,
        "chance": chance.randrange(0, 101) * 100 if chance.random() < 0.2 else None, "expected_close": None,
        "lost_reason": None, "source": chance.choice(SOURCES), "closed_at": None, "created_at": instant(born),
    })  # fmt: skip
    end = _walk(chance, life, way, born)
    if life.row["closed_at"] is None and chance.random() < is_closed:
        _close(chance, life, way, min(end + timedelta(days=2), NOW))
    _expect(chance, life, born)
    life.row |= {"stage_id": life.moves[-1]["to_stage_id"], "stage_since": life.moves[-1]["at"]}
    life.row["updated_at"] = life.row["stage_since"]
    return life


def _walk(chance: random.Random, life: _Life, way: list[Stage], born: datetime) -> datetime:
    """Takes a deal from stage to stage, over some, back, to an end, and sometimes up again; returns when it stopped."""
    opened = [each for each in way if each.is_open]
    at, place = born, 1 if chance.random() < 0.1 else 0
    _go(life, opened[place], at)
    while True:
        following = at + timedelta(seconds=int(chance.expovariate(1 / (12 * 86_400))) + 60)
        if following > NOW or chance.random() < 0.04:
            return at
        at, what = following, chance.random()
        if what < 0.76 and place + 1 < len(opened):
            place += 2 if chance.random() < 0.15 and place + 2 < len(opened) else 1
        elif 0.76 <= what < 0.82 and place:
            place -= 1
        elif 0.82 <= what < 0.84:
            continue
        else:
            _close(chance, life, way, at, is_won=chance.random() < (0.7 if place + 1 == len(opened) else 0.1))
            if chance.random() > 0.06 or at + timedelta(days=3) > NOW:
                return at
            at += timedelta(days=3)
            _reopen(life)
        _go(life, opened[place], at)


def _go(life: _Life, stage: Stage, at: datetime) -> None:
    before = life.moves[-1]["to_stage_id"] if life.moves else None
    life.moves.append({"deal_id": life.row["id"], "from_stage_id": before, "to_stage_id": stage.id, "at": instant(at)})


def _close(chance: random.Random, life: _Life, way: list[Stage], at: datetime, *, is_won: bool | None = None) -> None:
    if is_won is None:
        is_won = chance.random() < 0.4
    outcome = stages.WON if is_won else stages.VOID if chance.random() < 0.06 else stages.LOST
    _go(life, next(each for each in way if each.outcome == outcome), at)
    life.row["closed_at"] = instant(at)
    if outcome != stages.LOST:
        return
    life.row["lost_reason"] = chance.choice(REASONS)
    for name in chance.sample(RIVALS, chance.choice((0, 0, 1, 2))):
        winner = int(not any(each["is_winner"] for each in life.rivals) and chance.random() < 0.6)
        if all(each["name"] != name for each in life.rivals):
            life.rivals.append({"deal_id": life.row["id"], "name": name, "folded": fold(name), "is_winner": winner})


def _reopen(life: _Life) -> None:
    life.row |= {"closed_at": None, "lost_reason": None}
    for each in life.rivals:
        each["is_winner"] = 0


def _expect(chance: random.Random, life: _Life, born: datetime) -> None:
    """Says when a deal should close, and puts that off now and then."""
    if chance.random() < 0.12:
        return
    day = born.date() + timedelta(days=chance.randrange(20, 130))
    at = born
    end = datetime.fromisoformat(life.row["closed_at"]) if life.row["closed_at"] else NOW
    if chance.random() < 0.2:
        at += timedelta(hours=chance.randrange(1, 200))
        if at < end:
            life.closes.append(_change(life, None, day, at))
    for _time in range(chance.choice((0, 0, 0, 1, 1, 2, 3))):
        at += timedelta(hours=chance.randrange(24, 900))
        if at >= end:
            break
        other: date | None = day + timedelta(days=chance.randrange(-15, 60))
        if other == day:
            continue
        life.closes.append(_change(life, day, other, at))
        day = other or day
    life.row["expected_close"] = day.isoformat()


def _change(life: _Life, before: date | None, after: date | None, at: datetime) -> Row:
    return {
        "deal_id": life.row["id"],
        "from_day": before.isoformat() if before else None,
        "to_day": after.isoformat() if after else None,
        "at": instant(at),
    }


def _store(tx: Transaction, lives: list[_Life]) -> None:
    _insert(tx, "deal", (each.row for each in lives))
    _insert(tx, "stage_move", (move for each in lives for move in each.moves))
    _insert(tx, "close_change", (change for each in lives for change in each.closes))
    _insert(tx, "competitor", (rival for each in lives for rival in each.rivals))


def _surroundings(tx: Transaction, chance: random.Random, lives: list[_Life]) -> None:
    """People on the deals, their tags, what was logged and what is to be done."""
    with_someone = [each.row for each in lives if each.row["contact_id"]]
    _insert(tx, "deal_contact", ({"deal_id": row["id"], "contact_id": row["contact_id"]} for row in with_someone))
    tagged = ((row, chance.sample(TAGS, chance.choice((0, 0, 1, 1, 2)))) for row in (each.row for each in lives))
    _insert(
        tx,
        "deal_tag",
        ({"deal_id": row["id"], "tag": tag, "folded": fold(tag)} for row, names in tagged for tag in names),
    )
    logged = [_activity(chance, row) for row in with_someone for _time in range(chance.choice((0, 1, 2, 3)))]
    first = tx.connection.execute("SELECT coalesce(max(id), 0) + 1 FROM activity").fetchone()[0]
    _insert(tx, "activity", ({"id": first + number, **row} for number, (row, _who) in enumerate(logged)))
    _insert(
        tx,
        "participant",
        ({"activity_id": first + number, "contact_id": who} for number, (_row, who) in enumerate(logged)),
    )
    _insert(tx, "followup", (_followup(chance, tx, row) for row in with_someone if chance.random() < 0.5))


def _activity(chance: random.Random, row: Row) -> tuple[Row, int]:
    begins, ends = datetime.fromisoformat(row["created_at"]), datetime.fromisoformat(row["closed_at"] or instant(NOW))
    at = instant(begins + (ends - begins) * chance.random())
    kind = chance.choice(KINDS)
    outcome = "none" if kind == "note" else chance.choice(("reached", "reached", "missed"))
    minutes = chance.choice((None, 5, 15, 60))
    return {
        "kind": kind, "direction": chance.choice(("incoming", "outgoing")) if kind != "note" else None,
        "outcome": outcome, "at": at, "timed": 1, "minutes": minutes, "summary": "of the deal", "created_at": at,
        "updated_at": at, "deal_id": row["id"] if chance.random() < 0.9 else None,
    }, row["contact_id"]  # fmt: skip


def _followup(chance: random.Random, tx: Transaction, row: Row) -> Row:
    day = (NOW.date() + timedelta(days=chance.randrange(-10, 40))).isoformat()
    is_done = row["closed_at"] is not None or chance.random() < 0.3
    return {
        "contact_id": row["contact_id"], "deal_id": row["id"], "what": "next step", "due": day, "planned": day,
        "done_at": tx.at if is_done else None, "created_at": tx.at, "updated_at": tx.at,
    }  # fmt: skip


def _insert(tx: Transaction, table: str, rows: Iterable[Row]) -> None:
    """Stores rows that all have the same columns."""
    found = list(rows)
    if found:
        names = list(found[0])
        marks = ", ".join(f":{name}" for name in names)
        tx.connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", found)
