"""The index of what was logged, what is to be done and what is to be sold: which words stand in which record.

One FTS5 table, keyed by all three: three times the number of the record, plus one for a follow-up, two for a deal. The
newest entries have the highest keys, so they are found first. Words and their beginnings are found, not the inside of
words: that would take twice the room of all the rest. Whom an entry is about is not in it, so neither a renamed nor a
removed contact changes it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from crmcli.store.searchable import forms

TABLE = "search_diary"
ACTIVITY, FOLLOWUP, DEAL = "activity", "followup", "deal"
KINDS = 3  # of records: a record's number is its key divided by this

_BATCH = 2_000
_LARGE = 1_000  # entries
_OFFSETS = {ACTIVITY: 0, FOLLOWUP: 1, DEAL: 2}
_MAKE = (
    "DROP TABLE IF EXISTS search_diary",
    'CREATE VIRTUAL TABLE search_diary USING fts5 (words, tokenize = "unicode61 remove_diacritics 2", columnsize = 0)',
)
_TEXTS = {
    ACTIVITY: "SELECT r.id, r.summary || char(10) || coalesce(r.body, '') FROM activity r",
    FOLLOWUP: "SELECT r.id, r.what || coalesce(char(10) || r.place, '') || coalesce(char(10) || r.note, '') "
    "FROM followup r",
    DEAL: "SELECT r.id, r.title || coalesce(char(10) || r.notes, '') FROM deal r",
}
_TOUCHED = "SELECT row_id FROM journal WHERE operation_id = :operation AND table_name = '{table}'"


def key(table: str, row_id: int) -> int:
    """The number that a record has in the index."""
    return row_id * KINDS + _OFFSETS[table]


def rebuild(connection: sqlite3.Connection) -> None:
    """Makes the index anew from the data."""
    for statement in _MAKE:
        connection.execute(statement)
    for table in _TEXTS:
        _add(connection, _documents(connection, table))


def documents(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """What the index should hold, made anew of the data, in the order of its keys; a few entries are read at a time."""
    from heapq import merge

    yield from merge(*(_documents(connection, table) for table in _TEXTS))


def index_operation(connection: sqlite3.Connection, operation_id: int) -> None:
    """Brings the index up to date with all that one operation touched."""
    parameters = {"operation": operation_id}
    for table, offset in _OFFSETS.items():
        touched = _TOUCHED.format(table=table)
        if connection.execute(f"{touched} LIMIT 1", parameters).fetchone() is None:
            continue
        keys = f"SELECT row_id * {KINDS} + {offset} FROM ({touched})"
        stale = f"SELECT s.id FROM {TABLE}_content s WHERE s.id IN ({keys})"
        if _is_most(connection, stale, parameters):
            rebuild(connection)
            return
        connection.execute(f"DELETE FROM {TABLE} WHERE rowid IN ({stale})", parameters)
        rows = connection.execute(f"{_TEXTS[table]} WHERE r.id IN ({touched})", parameters).fetchall()
        _add(connection, (_document(table, row) for row in rows))


def renew(connection: sqlite3.Connection, table: str, row_ids: Iterable[int]) -> None:
    """Brings the index up to date with a few records, whatever made them change."""
    wanted = json.dumps(list(row_ids))
    offset = _OFFSETS[table]
    connection.execute(
        f"DELETE FROM {TABLE} WHERE rowid IN (SELECT s.id FROM {TABLE}_content s JOIN json_each(?) e "
        f"ON s.id = e.value * {KINDS} + {offset})",
        (wanted,),
    )
    rows = connection.execute(f"{_TEXTS[table]} WHERE r.id IN (SELECT value FROM json_each(?))", (wanted,)).fetchall()
    _add(connection, (_document(table, row) for row in rows))


def forget(connection: sqlite3.Connection) -> None:
    """Takes out what there is no record of any more, and leaves nothing of its words in the file's pages of the index.

    For a purge, which leaves nothing in the journal to be read.
    """
    for table, offset in _OFFSETS.items():
        connection.execute(
            f"DELETE FROM {TABLE} WHERE rowid IN (SELECT s.id FROM {TABLE}_content s WHERE s.id % {KINDS} = {offset} "
            f"AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.id = s.id / {KINDS}))"
        )
    connection.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")


def _is_most(connection: sqlite3.Connection, stale: str, parameters: dict[str, int]) -> bool:
    """Whether so much of a large index would be dropped entry by entry that making it anew is quicker."""
    count = connection.execute(f"SELECT count(*) FROM ({stale})", parameters).fetchone()[0]
    if count < _LARGE:
        return False
    return bool(count * 2 > connection.execute(f"SELECT count(*) FROM {TABLE}_content").fetchone()[0])


def _documents(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, str]]:
    after = 0
    query = f"{_TEXTS[table]} WHERE r.id > ? ORDER BY r.id LIMIT ?"
    while rows := connection.execute(query, (after, _BATCH)).fetchall():
        for row in rows:
            yield _document(table, row)
        after = rows[-1][0]


def _document(table: str, row: Sequence[int | str]) -> tuple[int, str]:
    """The key and the words of one record."""
    return key(table, int(row[0])), forms(str(row[1]).rstrip())[0]


def _add(connection: sqlite3.Connection, entries: Iterator[tuple[int, str]]) -> None:
    connection.executemany(f"INSERT INTO {TABLE} (rowid, words) VALUES (?, ?)", entries)
