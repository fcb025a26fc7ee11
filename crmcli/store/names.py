"""Names by their beginnings, for completing what is being typed: contacts, groups, segments, operations, deals ….

Answers come of an index, a few at most, so that they are there before the next key. Nothing is imported but sqlite3.
"""

from __future__ import annotations

import sqlite3

from crmcli.store.search import quoted, tokens

MOST = 30  # names that are worth being offered
_RECENT = 500  # entries of the journal that are looked through for who was changed last
_LAST = "\U0010ffff"

# contact id, name, company, whether another contact has the same name
Name = tuple[int, str, str, bool]

_SELECT = (
    "SELECT c.id, c.name, coalesce(e.name, ''), EXISTS (SELECT 1 FROM contact o WHERE o.folded = c.folded "
    "AND o.id <> c.id AND o.deleted_at IS NULL) FROM contact c LEFT JOIN contact e ON e.id = c.employer_id "
)
_STAGES = "SELECT s.name, p.name FROM stage s JOIN pipeline p ON p.id = s.pipeline_id WHERE s.retired_at IS NULL "


def contacts(connection: sqlite3.Connection, text: str, kind: str | None = None) -> list[Name]:
    """Returns the contacts one of whose names begins so, those whose whole name does first; without a text those
    changed last."""
    text = " ".join(text.split())
    if not text:
        return _recent(connection, kind)
    found: dict[int, Name] = {}
    if text.isascii():
        _take(connection, "c.folded >= :low AND c.folded < :high", _range(text.lower()), kind, found)
    if len(found) < MOST and tokens(text):
        query = "name : (" + " AND ".join(quoted(word) + "*" for word in tokens(text)) + ")"
        among = "c.id IN (SELECT rowid FROM search WHERE search MATCH :query LIMIT 500)"
        _take(connection, among, {"query": query}, kind, found)
    return list(found.values())[:MOST]


def numbered(connection: sqlite3.Connection, digits: str, kind: str | None = None) -> list[Name]:
    """Returns the contacts whose number begins with these digits, as far as they have one digit more."""
    number = int(digits)
    wanted = [number, *range(number * 10, number * 10 + 10)]
    found: dict[int, Name] = {}
    _take(connection, f"c.id IN ({', '.join(map(str, wanted))})", {}, kind, found, "c.id")
    return list(found.values())


def removed(connection: sqlite3.Connection) -> list[Name]:
    """Returns the contacts that were removed, the last one first."""
    rows = connection.execute(
        _SELECT + "WHERE c.deleted_at IS NOT NULL ORDER BY c.deleted_at DESC, c.id LIMIT ?", [MOST]
    )
    return [(row[0], row[1], row[2], bool(row[3])) for row in rows]


def groups(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Returns the names of all groups, each with its folded name and its notes."""
    rows = connection.execute("SELECT name, folded, coalesce(notes, '') FROM contact_group ORDER BY folded")
    return [(row[0], row[1], row[2]) for row in rows]


def segments(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Returns the names of all segments, each with its folded name and its query."""
    rows = connection.execute("SELECT name, folded, query FROM segment ORDER BY folded")
    return [(row[0], row[1], row[2]) for row in rows]


def operations(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """Returns the newest operations in effect, each with what was done."""
    rows = connection.execute("SELECT id, what FROM operation WHERE state = 'done' ORDER BY id DESC LIMIT ?", [MOST])
    return [(row[0], row[1]) for row in rows]


def followups(
    connection: sqlite3.Connection, digits: str, words: str, *, is_done: bool
) -> list[tuple[int, str, str, str]]:
    """Returns follow-ups whose number begins with the digits: id, what, for whom or nothing, and when due.

    With `words` one of what is to be done begins so, or of the name of whom it is for. The open ones, soonest first;
    where `is_done` those that are done, the last one first.
    """
    state, order = ("NOT NULL", "f.done_at DESC") if is_done else ("NULL", "f.due")
    people = ", ".join(str(each[0]) for each in contacts(connection, words)) if words else ""
    rows = connection.execute(
        "SELECT f.id, f.what, coalesce(c.name, ''), f.due FROM followup f LEFT JOIN contact c ON c.id = f.contact_id "
        f"WHERE f.done_at IS {state} AND c.deleted_at IS NULL AND substr(f.id, 1, length(:digits)) = :digits AND "
        f"(:words = '' OR f.contact_id IN ({people}) OR instr(' ' || lower(f.what), ' ' || lower(:words)) > 0) "
        f"ORDER BY {order}, f.id LIMIT :most",
        {"digits": digits, "words": words, "most": MOST},
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def deals(
    connection: sqlite3.Connection, digits: str, words: str, *, is_closed: bool
) -> list[tuple[int, str, str, str]]:
    """Returns deals whose number begins with the digits: id, title, with whom or nothing, and the stage.

    With `words` one of the title begins so, or of the name of somebody on it. The open ones, or where `is_closed` those
    that are closed; the newest first.
    """
    people = ", ".join(str(each[0]) for each in contacts(connection, words)) if words else ""
    rows = connection.execute(
        "SELECT d.id, d.title, coalesce(c.name, ''), s.name FROM deal d JOIN stage s ON s.id = d.stage_id "
        f"LEFT JOIN contact c ON c.id = d.contact_id WHERE d.closed_at IS {'NOT NULL' if is_closed else 'NULL'} "
        "AND substr(d.id, 1, length(:digits)) = :digits "
        "AND (:words = '' OR instr(' ' || d.folded, ' ' || lower(:words)) "
        f"OR d.id IN (SELECT dc.deal_id FROM deal_contact dc WHERE dc.contact_id IN ({people}))) "
        "ORDER BY d.id DESC LIMIT :most",
        {"digits": digits, "words": words, "most": MOST},
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def stages(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Returns the names of all stages, each with its pipeline; behind the first pipeline with that before the name."""
    rows = connection.execute(_STAGES + "ORDER BY p.position, s.position").fetchall()
    return [_named_within(row[0], row[1], rows[0][1]) for row in rows]


def open_stages(connection: sqlite3.Connection, deal_id: int) -> list[tuple[str, str]]:
    """Returns the open stages where a deal is not, as `stages` does, those of its own pipeline first and bare."""
    own = connection.execute(
        "SELECT p.name, s.name FROM deal d JOIN stage s ON s.id = d.stage_id JOIN pipeline p ON p.id = s.pipeline_id "
        "WHERE d.id = ?",
        (deal_id,),
    ).fetchone()
    rows = connection.execute(_STAGES + "AND s.outcome = 'open' ORDER BY p.position, s.position").fetchall()
    home = own[0] if own else rows[0][1]
    rows.sort(key=lambda row: row[1] != home)
    return [_named_within(row[0], row[1], home) for row in rows if own is None or (row[1], row[0]) != tuple(own)]


def _named_within(name: str, pipeline: str, home: str) -> tuple[str, str]:
    return (name, pipeline) if pipeline == home else (f"{pipeline}/{name}", pipeline)


def pipelines(connection: sqlite3.Connection) -> list[str]:
    """Returns the names of all pipelines in the user's order."""
    return [row[0] for row in connection.execute("SELECT name FROM pipeline ORDER BY position, id")]


def sources(connection: sqlite3.Connection) -> list[str]:
    """Returns where deals come from, the most frequent first."""
    rows = connection.execute(
        "SELECT source FROM deal WHERE source IS NOT NULL GROUP BY source ORDER BY count(*) DESC, source LIMIT ?",
        [MOST],
    )
    return [row[0] for row in rows]


def competitors(connection: sqlite3.Connection) -> list[str]:
    """Returns who else wanted deals, each once, the most frequent first."""
    rows = connection.execute(
        "SELECT min(name) FROM competitor GROUP BY folded ORDER BY count(*) DESC, folded LIMIT ?", [MOST]
    )
    return [row[0] for row in rows]


def tags(connection: sqlite3.Connection) -> list[str]:
    """Returns the tags of deals, each once."""
    return [row[0] for row in connection.execute("SELECT min(tag) FROM deal_tag GROUP BY folded ORDER BY folded")]


def all_sources(connection: sqlite3.Connection) -> list[str]:
    """Returns where contacts and deals come from, each once."""
    rows = connection.execute(
        "SELECT source FROM contact WHERE source IS NOT NULL UNION SELECT source FROM deal WHERE source IS NOT NULL "
        "ORDER BY 1"
    )
    return [row[0] for row in rows]


def companies(connection: sqlite3.Connection) -> list[str]:
    """Returns the names of all companies."""
    rows = connection.execute("SELECT name FROM contact WHERE kind = 'company' AND deleted_at IS NULL ORDER BY folded")
    return [row[0] for row in rows]


def attachments(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """Returns the newest attachments, each with its name."""
    rows = connection.execute("SELECT id, name FROM attachment ORDER BY id DESC LIMIT ?", [MOST])
    return [(row[0], row[1]) for row in rows]


def fields(connection: sqlite3.Connection) -> list[str]:
    """Returns the names of the user's own fields that were described."""
    rows = connection.execute(
        "SELECT json_extract(value, '$.name') FROM setting WHERE key LIKE 'field.%' AND json_valid(value) ORDER BY id"
    )
    return [str(row[0]) for row in rows if row[0]]


def _range(text: str) -> dict[str, str]:
    return {"low": text, "high": text + _LAST}


def _take(
    connection: sqlite3.Connection,
    condition: str,
    parameters: dict[str, str],
    kind: str | None,
    found: dict[int, Name],
    order: str = "c.folded, c.id",
) -> None:
    rows = connection.execute(
        f"{_SELECT} WHERE {condition} AND c.deleted_at IS NULL AND coalesce(:kind, c.kind) = c.kind "
        f"ORDER BY {order} LIMIT :most",
        {**parameters, "kind": kind, "most": MOST},
    )
    for row in rows:
        found.setdefault(row[0], (row[0], row[1], row[2], bool(row[3])))


def _recent(connection: sqlite3.Connection, kind: str | None) -> list[Name]:
    found: dict[int, Name] = {}
    _take(
        connection,
        f"c.id IN (SELECT row_id FROM (SELECT table_name, row_id FROM journal ORDER BY id DESC LIMIT {_RECENT}) "
        "WHERE table_name = 'contact')",
        {},
        kind,
        found,
    )
    return list(found.values())
