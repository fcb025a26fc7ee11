"""The index of the diary follows it: every verb, undo and redo, another program, a purge."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crmcli.store import activities, activity_index, deals, followups, indexing, operations, purging
from crmcli.store.db import Store, Transaction
from tests import factories
from tests.store import truths

Change = Callable[[Transaction], object]

CHANGES: dict[str, tuple[Change, str, list[int]]] = {
    "an activity": (
        lambda tx: activities.add(tx, "note", [1], at="2026-11-20T03:00:00Z", summary="zzyx"),
        "zzyx",
        [6],
    ),
    "another text": (lambda tx: activities.edit(tx, 1, summary="zzyx"), "zzyx", [3]),
    "the old text": (lambda tx: activities.edit(tx, 1, summary="zzyx"), "price", []),
    "a body": (lambda tx: activities.edit(tx, 1, body="price\nzzyx"), "zzyx", [3]),
    "a removed activity": (lambda tx: activities.remove(tx, 1), "price", []),
    "a follow-up": (lambda tx: followups.add(tx, "zzyx", "2026-11-28", contact_id=1), "zzyx", [7]),
    "a removed follow-up": (lambda tx: followups.remove(tx, 1), "quote", []),
    "a deal": (lambda tx: deals.add(tx, "zzyx", 1), "zzyx", [8]),
    "another title": (lambda tx: deals.edit(tx, 1, title="zzyx"), "zzyx", [5]),
    "notes of a deal": (lambda tx: deals.edit(tx, 1, notes="a\nzzyx"), "zzyx", [5]),
    "a removed deal": (lambda tx: deals.remove(tx, 1), "fleet", []),
}


HELD = [(3, "price ok"), (4, "send quote"), (5, "fleet")]


@pytest.fixture
def diary(store: Store) -> Store:
    """Somebody with an activity, a follow-up and a deal."""
    factories.person(store, "Budi")
    with store.write("logged") as tx:
        activities.add(tx, "call", [1], at="2026-11-20T03:00:00Z", summary="price ok")
        followups.add(tx, "send quote", "2026-11-27", contact_id=1)
        deals.add(tx, "fleet", 1, contact_ids=[1])
    return store


def keys(store: Store, word: str) -> list[int]:
    """The keys of the entries with a word."""
    rows = store.connection.execute("SELECT rowid FROM search_diary WHERE search_diary MATCH ? ORDER BY rowid", (word,))
    return [row[0] for row in rows]


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_the_diary_is_found_at_once_and_so_is_its_undoing(diary: Store, what: str) -> None:
    change, word, expected = CHANGES[what]
    before = keys(diary, word)
    assert before != expected
    with diary.write(f"changed {what}") as tx:
        change(tx)
    assert keys(diary, word) == expected
    truths.assert_index_is_true(diary)
    operations.undo(diary)
    assert keys(diary, word) == before
    truths.assert_index_is_true(diary)


def test_what_another_program_writes_is_indexed_by_the_next_change(diary: Store) -> None:
    with factories.outsider(diary) as other:
        other.execute("UPDATE activity SET summary = 'zzyx' WHERE id = 1")
    factories.person(diary, "Sari")
    assert keys(diary, "zzyx") == [activity_index.key(activity_index.ACTIVITY, 1)]
    truths.assert_index_is_true(diary)


def test_a_change_of_very_much_leaves_a_true_index(diary: Store) -> None:
    with diary.write("logged a lot") as tx:
        for number in range(1_200):
            activities.add(tx, "note", [1], at="2026-11-20T03:00:00Z", summary=f"word{number}")
    with diary.write("changed all") as tx:
        tx.connection.execute("UPDATE activity SET summary = 'zzyx ' || id")
    assert len(keys(diary, "zzyx")) == 1_201
    truths.assert_index_is_true(diary)


def test_a_renamed_or_removed_contact_leaves_the_entries_as_they_are(diary: Store) -> None:
    before = truths.index(diary.connection)[activity_index.TABLE]
    factories.person(diary, "Sari")
    with diary.write("removed") as tx:
        from crmcli.store import contacts

        contacts.edit(tx, 1, name="Zzyx")
        contacts.remove(tx, 1)
    assert truths.index(diary.connection)[activity_index.TABLE] == before


def test_a_purge_leaves_no_word_in_the_index(diary: Store) -> None:
    with diary.write("noted") as tx:
        deals.edit(tx, 1, title="fleet of Budi", notes="wants a discount")
    purging.purge(diary, 1)
    assert truths.index(diary.connection)[activity_index.TABLE] == [(5, "fleet of (purged)")]
    pages = b"".join(row[0] for row in diary.connection.execute("SELECT block FROM search_diary_data"))
    assert b"price" not in pages
    assert b"quote" not in pages
    assert b"discount" not in pages


def test_what_the_index_should_hold_comes_in_the_order_of_its_keys(diary: Store) -> None:
    assert list(activity_index.documents(diary.connection)) == HELD
    with diary.exclusive():
        diary.connection.execute("DELETE FROM search_diary")
        indexing.rebuild(diary.connection)
    assert truths.index(diary.connection)[activity_index.TABLE] == HELD
