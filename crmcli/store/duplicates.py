"""Duplicates: pairs of contacts that are likely one, most certain first. Nothing is changed here.

The time it takes grows with the number of contacts, not with its square: only those that share a key are compared.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import combinations

from crmcli.store import distinct, duplicate_blocks, duplicate_facts, duplicate_sharing, nearmisses
from crmcli.store.duplicate_facts import Facts
from crmcli.store.duplicate_scores import CERTAIN, LIKELY, Pair, weigh
from crmcli.store.duplicate_sharing import Circumstances

__all__ = ["CERTAIN", "LIKELY", "Pair", "clusters", "pairs", "twin_of"]

_MOST_IN_A_CLUSTER = 24  # contacts: nobody has more cards, so more than that is a mistake of ours


def pairs(connection: sqlite3.Connection, *, least: int = LIKELY, ids: Iterable[int] | None = None) -> list[Pair]:
    """Returns the pairs with a score of at least `least` (of 100), most certain first; with `ids` those that have one.

    Whether a pair is certain is settled by all contacts, whatever `ids` leaves out.
    """
    found = _certain_together(*_compared(connection, None, max(1, min(least, LIKELY))))
    wanted = None if ids is None else frozenset(ids)
    kept = [
        pair
        for pair in found
        if pair.score >= least and (wanted is None or pair.id in wanted or pair.other_id in wanted)
    ]
    return sorted(kept, key=lambda pair: (-pair.score, min(pair.id, pair.other_id), max(pair.id, pair.other_id)))


def twin_of(connection: sqlite3.Connection, contact_id: int) -> Pair | None:
    """Returns the likeliest pair that a contact is in, or None; looks only at contacts near it, so it is quick."""
    near = _near(connection, contact_id)
    found = [pair for pair in _compared(connection, near, LIKELY)[2] if contact_id in (pair.id, pair.other_id)]
    return max(found, key=lambda pair: (pair.score, -pair.id - pair.other_id), default=None)


def clusters(found: Sequence[Pair]) -> list[list[int]]:
    """Returns the contacts that certain pairs hold together; the first of each list is the one to keep."""
    lesser = {pair.other_id for pair in found if pair.is_certain}
    groups = _groups(found)
    return sorted(sorted(group, key=lambda each: (each in lesser, each)) for group in groups)


def _compared(
    connection: sqlite3.Connection, ids: Sequence[int] | None, least: int
) -> tuple[dict[int, Facts], Circumstances, list[Pair]]:
    with _uncollected():
        book = duplicate_facts.read(connection, ids)
        known = duplicate_sharing.circumstances(book, distinct.pairs(connection))
        facts = book.facts
        weighed = (weigh(facts[one], facts[other], known, least) for one, other in duplicate_blocks.candidates(book))
        return {each.id: each for each in facts}, known, [pair for pair in weighed if pair is not None]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles, of which a book has none: looking through it again and again takes a third more.

    What is no longer needed is given back all the same, by counting its references.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _certain_together(facts: dict[int, Facts], known: Circumstances, found: list[Pair]) -> list[Pair]:
    """The pairs, of which those are certain no more that hold two people together by way of a third."""
    doubtful: set[int] = set()
    for group in _groups(found):
        members = [facts[contact_id] for contact_id in group]
        is_one = len(group) <= _MOST_IN_A_CLUSTER and not any(
            duplicate_sharing.are_two(one, other, known) for one, other in combinations(members, 2)
        )
        if not is_one:
            doubtful.update(group)
    return [_doubted(pair) if pair.is_certain and pair.id in doubtful else pair for pair in found]


def _doubted(pair: Pair) -> Pair:
    return Pair(pair.id, pair.other_id, CERTAIN - 1, pair.reasons, (*pair.against, "others are like them"))


def _groups(found: Sequence[Pair]) -> list[list[int]]:
    """The contacts that certain pairs connect, each once."""
    leader: dict[int, int] = {}

    def led(contact_id: int) -> int:
        leader.setdefault(contact_id, contact_id)
        while leader[contact_id] != contact_id:
            leader[contact_id] = leader[leader[contact_id]]
            contact_id = leader[contact_id]
        return contact_id

    for pair in found:
        if pair.is_certain:
            leader[led(pair.other_id)] = led(pair.id)
    groups: dict[int, list[int]] = {}
    for contact_id in list(leader):
        groups.setdefault(led(contact_id), []).append(contact_id)
    return list(groups.values())


# A phone is met by its last digits, as it may have been stored without its country.
_HOLDERS = (
    "SELECT other.contact_id FROM channel own "
    "JOIN channel other ON other.normal = own.normal AND other.kind = own.kind "
    "WHERE own.contact_id = :id AND own.normal <> '' UNION "
    "SELECT other.contact_id FROM channel own JOIN channel other "
    "ON other.reversed >= substr(own.reversed, 1, 9) AND other.reversed < substr(own.reversed, 1, 9) || ':' "
    "WHERE own.contact_id = :id AND length(own.reversed) >= 9 LIMIT 200"
)


def _near(connection: sqlite3.Connection, contact_id: int) -> list[int]:
    """The contact, those that have one of its phones or addresses, and those of its name or nearly so."""
    found = [contact_id, *(row[0] for row in connection.execute(_HOLDERS, {"id": contact_id}))]
    row = connection.execute("SELECT name, folded FROM contact WHERE id = ?", (contact_id,)).fetchone()
    if row is not None:
        same = connection.execute("SELECT id FROM contact WHERE folded = ? ORDER BY id LIMIT 50", (row[1],))
        found += [each[0] for each in same]
        found += [hit[0] for hit in nearmisses.suggest(connection, row[0])]
    return list(dict.fromkeys(found))
