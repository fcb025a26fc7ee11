"""The search index: which rows make which contacts findable, and keeping that true after every operation.

Two FTS5 tables, keyed by contact: `search` finds words and their beginnings, one column a kind of text, ideographs
one by one; `search_trigram` finds the inside of words and gives the candidates for near misses. It knows only which
contacts have a trigram, not where (half the work); whoever asks looks the words through. Removed contacts are in
neither. What was logged is in a table of its own (`activity_index.py`). No trigger calls Python: the journal says what
an operation touched.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from crmcli.folding import fold
from crmcli.phones import digits_of
from crmcli.store import activity_index, journal
from crmcli.store.searchable import forms

_NOTES_INSIDE = 2_000  # characters of the notes that are found by the inside of words; all of them by words
_BATCH = 500
# The documents that are put into one of the two tables before the other has its turn: each has its words at hand for
# longer then. Memory sets the bounds.
_MOST_AT_ONCE = 5_000
_MOST_CHARACTERS_AT_ONCE = 5_000_000
_LARGE = 1_000  # contacts
_ROOM = 8_000_000  # bytes of new words gathered before they are written: fewer, larger pieces need less merging

# Of one contact its id, the five columns of `search`, and the words for trigrams.
Document = tuple[int, str, str, str, str, str, str]

_TABLES = """
DROP TABLE IF EXISTS search;
DROP TABLE IF EXISTS search_trigram;
CREATE VIRTUAL TABLE search USING fts5 (
  name, company, groups, channels, notes,
  tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3', columnsize = 0
);
CREATE VIRTUAL TABLE search_trigram USING fts5 (words, tokenize = 'trigram', columnsize = 0, detail = none);
INSERT INTO search (search, rank) VALUES ('hashsize', {room});
INSERT INTO search_trigram (search_trigram, rank) VALUES ('hashsize', {room});
"""

# For each table: the contacts that rows of it, as the journal of one operation names them, make findable.
_ROWS = "SELECT row_id FROM journal WHERE operation_id = :operation AND table_name = '{table}'"
_IMAGES = (
    "SELECT json_extract(image, '$.{column}') FROM journal "
    "WHERE operation_id = :operation AND table_name = '{table}' AND image IS NOT NULL"
)
# What of a contact's row is in the index. Whoever was only touched, or changed in other ways, is found as before.
_INDEXED = (
    *("name", "folded", "nickname", "given", "middle", "family", "phonetic_given", "phonetic_middle"),
    *("phonetic_family", "title", "department", "employer_id", "notes", "fields", "deleted_at"),
)
_CHANGED = (
    "SELECT j.row_id FROM journal j LEFT JOIN contact c ON c.id = j.row_id WHERE j.operation_id = :operation "
    f"AND j.table_name = '{{table}}' AND NOT {journal.HAS_ONLY_DERIVED} AND (j.action <> 'update' OR c.id IS NULL "
    "OR json_extract(j.image, "
    + ", ".join(f"'$.{column}'" for column in _INDEXED)
    + f") IS NOT json_array({', '.join(f'c.{column}' for column in _INDEXED)}))"
)
_OWNED = (f"SELECT contact_id FROM {{table}} WHERE id IN ({_ROWS})", _IMAGES)
MAKES_FINDABLE: dict[str, tuple[str, ...]] = {
    "contact": (
        _CHANGED,
        # A company that is renamed touches its people. Other changes to it do not: it may have thousands.
        "SELECT person.id FROM journal j JOIN contact company ON company.id = j.row_id "
        "JOIN contact person ON person.employer_id = company.id WHERE j.operation_id = :operation "
        "AND j.table_name = '{table}' AND j.action = 'update' AND json_extract(j.image, '$.name') <> company.name",
    ),
    "channel": _OWNED,
    "address": _OWNED,
    "membership": _OWNED,
    "contact_group": (f"SELECT contact_id FROM membership WHERE group_id IN ({_ROWS})",),
}
# What has its folded form beside it, for sorting and for being named: the column by its table.
FOLDED = {
    **dict.fromkeys(("contact", "contact_group", "segment", "pipeline", "stage", "competitor"), "name"),
    "deal": "title",
    "deal_tag": "tag",
}


def rebuild(connection: sqlite3.Connection) -> None:
    """Makes the index anew from the data: after a migration, or where it was found wrong."""
    _rebuild_contacts(connection)
    activity_index.rebuild(connection)


def _rebuild_contacts(connection: sqlite3.Connection) -> None:
    _make_tables(connection)
    _touch(connection, "SELECT id FROM contact", {})
    _index_touched(connection)


def documents(connection: sqlite3.Connection) -> Iterator[Document]:
    """What the index should hold, made anew of the data, in the order of the contacts and a few at a time."""
    _touch(connection, "SELECT id FROM contact", {})
    after = 0
    while rows := connection.execute(_CONTENTS, {"after": after, "batch": _BATCH}).fetchall():
        yield from map(_document, rows)
        after = rows[-1][0]


def index_operation(connection: sqlite3.Connection, operation_id: int) -> None:
    """Brings the index up to date with all that one operation touched."""
    parameters = {"operation": operation_id}
    touched = " UNION ALL ".join(
        query.format(table=table, column="contact_id") for table, queries in MAKES_FINDABLE.items() for query in queries
    )
    _touch(connection, touched, parameters)
    if _is_most_stale(connection):
        _rebuild_contacts(connection)
    else:
        _drop_touched(connection)
        _index_touched(connection)
    activity_index.index_operation(connection, operation_id)


def index_contacts(connection: sqlite3.Connection, contact_ids: Sequence[int]) -> None:
    """Brings the index up to date with a few contacts, whatever made them change."""
    numbers = ", ".join(str(int(contact_id)) for contact_id in contact_ids)
    _touch(connection, f"SELECT id FROM contact WHERE id IN ({numbers})", {})
    _drop_touched(connection)
    _index_touched(connection)


def refold(connection: sqlite3.Connection, operation_id: int) -> None:
    """Sets the folded names right where another program changed names and could not know of them."""
    for table, column in FOLDED.items():
        rows = connection.execute(
            f"SELECT id, {column}, folded FROM {table} WHERE id IN ({_ROWS.format(table=table)})",
            {"operation": operation_id},
        )
        for row_id, name, folded in rows.fetchall():
            if folded != fold(name):
                # What was given the name of another one keeps its old form, and the doctor says so.
                connection.execute(f"UPDATE OR IGNORE {table} SET folded = ? WHERE id = ?", (fold(name), row_id))


_CONTENTS = """
SELECT c.id, c.name, c.folded,
  coalesce(c.nickname, '') || ' ' || coalesce(c.given, '') || ' ' || coalesce(c.middle, '') || ' '
    || coalesce(c.family, '') || ' ' || coalesce(c.phonetic_given, '') || ' ' || coalesce(c.phonetic_middle, '')
    || ' ' || coalesce(c.phonetic_family, ''),
  coalesce(employer.name, '') || ' ' || coalesce(c.title, '') || ' ' || coalesce(c.department, ''),
  (SELECT group_concat(g.name, ' ') FROM membership m JOIN contact_group g ON g.id = m.group_id
    WHERE m.contact_id = c.id),
  (SELECT group_concat(ch.value || char(9) || ch.normal, char(10)) FROM channel ch
    WHERE ch.contact_id = c.id AND ch.kind = 'phone'),
  (SELECT group_concat(ch.value, ' ') FROM channel ch WHERE ch.contact_id = c.id AND ch.kind <> 'phone'),
  c.notes, c.fields,
  (SELECT group_concat(a.street || ' ' || a.postal_code || ' ' || a.city || ' ' || a.region || ' ' || a.country, ' ')
    FROM address a WHERE a.contact_id = c.id)
FROM temp.touched t JOIN contact c ON c.id = t.id
LEFT JOIN contact employer ON employer.id = c.employer_id
WHERE c.deleted_at IS NULL AND t.id > :after ORDER BY t.id LIMIT :batch
"""


def _make_tables(connection: sqlite3.Connection) -> None:
    for statement in _TABLES.format(room=_ROOM).split(";\n"):
        if statement.strip():
            connection.execute(statement)


def _touch(connection: sqlite3.Connection, query: str, parameters: dict[str, int]) -> None:
    """Notes which contacts are to be indexed: those that the query names."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS touched (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM temp.touched")
    connection.execute(
        f"WITH found (id) AS ({query}) INSERT OR IGNORE INTO temp.touched SELECT id FROM found WHERE id IS NOT NULL",
        parameters,
    )


def _is_most_stale(connection: sqlite3.Connection) -> bool:
    """Whether so much of a large index would be dropped row by row that making it anew is quicker."""
    stale = connection.execute("SELECT count(*) FROM temp.touched t JOIN search_content s ON s.id = t.id").fetchone()[0]
    if stale < _LARGE:
        return False
    return bool(stale * 2 > connection.execute("SELECT count(*) FROM search_content").fetchone()[0])


def _drop_touched(connection: sqlite3.Connection) -> None:
    """Takes the touched contacts out of the index; the shadow table says which of them are in it."""
    for table in ("search", "search_trigram"):
        connection.execute(
            f"DELETE FROM {table} WHERE rowid IN "
            f"(SELECT t.id FROM temp.touched t JOIN {table}_content s ON s.id = t.id)"
        )


def _index_touched(connection: sqlite3.Connection) -> None:
    """Writes the search rows of the touched contacts that are there and not removed."""
    documents: list[Document] = []
    after = size = 0
    while rows := connection.execute(_CONTENTS, {"after": after, "batch": _BATCH}).fetchall():
        found = [_document(row) for row in rows]
        size += sum([len(document[5]) + len(document[6]) for document in found])
        documents += found
        after = rows[-1][0]
        if len(documents) >= _MOST_AT_ONCE or size >= _MOST_CHARACTERS_AT_ONCE:
            _write(connection, documents)
            documents, size = [], 0
    _write(connection, documents)


def _write(connection: sqlite3.Connection, documents: Sequence[Document]) -> None:
    connection.executemany(
        "INSERT INTO search (rowid, name, company, groups, channels, notes) VALUES (?, ?, ?, ?, ?, ?)",
        [document[:6] for document in documents],
    )
    connection.executemany(
        "INSERT INTO search_trigram (rowid, words) VALUES (?, ?)",
        [(document[0], document[6]) for document in documents],
    )


def _document(row: Sequence[Any]) -> Document:
    contact_id, name, folded, other_names, company, groups, phones, addresses, notes, fields, places = row
    names = _names(name, folded, other_names)
    company_forms = _shared_forms(company)
    group_forms = _shared_forms(groups) if groups else ("", "")
    reach = f"{_digits(phones)} {addresses}" if phones and addresses else _digits(phones) if phones else addresses or ""
    note = " ".join([text for text in (notes, places, _values(fields)) if text])
    note_forms = forms(note)
    inside = note_forms if len(note) <= _NOTES_INSIDE else forms(note[:_NOTES_INSIDE])
    words = "\n".join((names[1], company_forms[1], group_forms[1], reach, inside[1])).lower()
    return contact_id, names[0], company_forms[0], group_forms[0], reach, note_forms[0], words


@lru_cache(maxsize=2048)
def _shared_forms(text: str) -> tuple[str, str]:
    """The forms of a text that many contacts have: their company and work, their groups."""
    return forms(text)


def _names(name: str, folded: str, other_names: str) -> tuple[str, str]:
    """The forms of the name, and of those of the other names that do not stand in it."""
    others = " ".join([word for word in other_names.split() if word not in name])
    if "'" in name or "\u2019" in name:
        others = f"{others} {name.replace(chr(39), '').replace(chr(0x2019), '')}"  # oconnor finds O'Connor
    if not others:
        return forms(name, folded)
    return forms(f"{name} {others}")


def _values(image: str | None) -> str:
    """The texts in a JSON object, as one."""
    if not image or image == "{}":
        return ""
    return " ".join(str(value) for value in json.loads(image).values() if value)


def _digits(phones: str) -> str:
    """Phones as their digits: with the country code where it is known, and as typed where that differs."""
    words: list[str] = []
    for phone in phones.split("\n"):
        value, _, normal = phone.rpartition("\t")
        if normal:
            words.append(normal[1:])
        if value != normal and (typed := digits_of(value)) and not normal.endswith(typed):
            words.append(typed)
    return " ".join(words)
