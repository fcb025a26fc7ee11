"""Whom words point at through what was logged with them, is to be done for them, or sold to them: the newest first.

Asked only where their own words leave room. Nothing is imported but sqlite3.
"""

from __future__ import annotations

import sqlite3

from crmcli.store import search

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_APART = 4  # words of which some may be the contact's and the others an entry's
_MOST_ENTRIES = 20_000  # with those others
_MOST_CONTACTS = 2_000  # with some of the words; more would be too vague
_KEYS = "SELECT rowid AS key FROM search_diary WHERE search_diary MATCH :query ORDER BY rowid DESC LIMIT :most"
_ENTRY_OF_ACTIVITY = "SELECT t.contact_id, 'a' || a.id AS entry, a.at AS at"
_ENTRY_OF_FOLLOWUP = "SELECT f.contact_id, 'f' || f.id, coalesce(f.done_at, f.created_at)"
_ENTRY_OF_DEAL = "SELECT dc.contact_id, 'd' || d.id, coalesce(d.closed_at, d.stage_since)"
_WHOLE = f"""
WITH found AS MATERIALIZED ({_KEYS})
{_ENTRY_OF_ACTIVITY} FROM found JOIN activity a ON a.id = found.key / 3 JOIN participant t ON t.activity_id = a.id
  JOIN contact c ON c.id = t.contact_id WHERE found.key % 3 = 0 AND c.deleted_at IS NULL
UNION ALL
{_ENTRY_OF_FOLLOWUP} FROM found JOIN followup f ON f.id = found.key / 3
  JOIN contact c ON c.id = f.contact_id WHERE found.key % 3 = 1 AND c.deleted_at IS NULL
UNION ALL
{_ENTRY_OF_DEAL} FROM found JOIN deal d ON d.id = found.key / 3 JOIN deal_contact dc ON dc.deal_id = d.id
  JOIN contact c ON c.id = dc.contact_id WHERE found.key % 3 = 2 AND c.deleted_at IS NULL
ORDER BY at DESC, entry DESC
"""
_APART = f"""
WITH found AS MATERIALIZED ({_KEYS})
{_ENTRY_OF_ACTIVITY} FROM json_each(:people) p CROSS JOIN participant t ON t.contact_id = p.value
  CROSS JOIN activity a ON a.id = t.activity_id WHERE a.id * 3 IN (SELECT key FROM found)
UNION ALL
{_ENTRY_OF_FOLLOWUP} FROM json_each(:people) p CROSS JOIN followup f ON f.contact_id = p.value
  WHERE f.id * 3 + 1 IN (SELECT key FROM found)
UNION ALL
{_ENTRY_OF_DEAL} FROM json_each(:people) p CROSS JOIN deal_contact dc ON dc.contact_id = p.value
  CROSS JOIN deal d ON d.id = dc.deal_id WHERE d.id * 3 + 2 IN (SELECT key FROM found)
ORDER BY at DESC, entry DESC
"""

_LINES = {"a": ("activity", "summary"), "f": ("followup", "what"), "d": ("deal", "title")}


def add_to(connection: sqlite3.Connection, text: str, limit: int, found: search.Found) -> None:
    """Adds those whom an entry with all of the words is about, each with that entry; `limit` as in a look-up.

    Where nobody is found so nor was before, those who have some of the words, with an entry that has the others.
    """
    words = search.tokens(text)
    if words:
        asked = {"query": search.beginnings(words), "most": search.CANDIDATES if limit else -1}
        search.take(((row[0], row[1]) for row in connection.execute(_WHOLE, asked)), limit, found)
    if not found and 1 < len(words) <= _MOST_APART:
        _add_apart(connection, words, limit, found)
    if not found and not text.isascii():
        from crmcli.folding import fold

        folded = fold(text)
        if folded.isascii():  # written otherwise, but read the same
            add_to(connection, folded, limit, found)


def texts(connection: sqlite3.Connection, entries: Sequence[str]) -> dict[str, str]:
    """Returns what stands in entries of the timeline, each by its reference (`a90`) and with it."""
    found = {}
    for entry in entries:
        table, column = _LINES[entry[0]]
        row = connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (int(entry[1:]),)).fetchone()
        found[entry] = f"{entry} {row[0]}".rstrip()
    return found


def _add_apart(connection: sqlite3.Connection, words: Sequence[str], limit: int, found: search.Found) -> None:
    """Those who have some of the words, and whom an entry with the others is about: `budi wife`."""
    owners = [_having(connection, word) for word in words]
    entries: list[tuple[str, str, int]] = []
    for taken in range(1, 2 ** len(words) - 1):
        own = [people for place, people in enumerate(owners) if taken >> place & 1]
        people = set.intersection(*own)
        if not 0 < len(people) <= _MOST_CONTACTS:
            continue
        rest = [word for place, word in enumerate(words) if not taken >> place & 1]
        asked = {"query": search.beginnings(rest), "most": _MOST_ENTRIES, "people": str(sorted(people))}
        entries += [(row[2], row[1], row[0]) for row in connection.execute(_APART, asked)]
    search.take(((contact_id, entry) for _at, entry, contact_id in sorted(entries, reverse=True)), limit, found)


def _having(connection: sqlite3.Connection, word: str) -> set[int]:
    """The contacts who have a word of their own that begins so; none are removed, since the index has none of those."""
    rows = connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (search.beginnings([word]),))
    return {row[0] for row in rows}
