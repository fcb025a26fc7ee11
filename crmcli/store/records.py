"""Any record by a few letters: contacts by the rules of finding, deals by title or whom they are with."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmcli.folding import fold
from crmcli.store import search

_MOST = 12  # of contacts and of deals, each
_RECENT = 20
_LOOKED_THROUGH = 2_000  # entries of the journal
_MOST_WORDS = 20


class Record(NamedTuple):
    """A record to go to: its reference, what it is called, and what tells it apart."""

    ref: str
    called: str
    beside: str


_CONTACT = (
    "SELECT 'c' || c.id, c.name, coalesce(e.name, (SELECT value FROM channel WHERE contact_id = c.id "
    "ORDER BY kind <> 'phone', position LIMIT 1), '') FROM contact c LEFT JOIN contact e ON e.id = c.employer_id "
)
_DEAL = (
    "SELECT 'd' || d.id, d.title, coalesce(c.name || ', ', '') || s.name FROM deal d JOIN stage s ON s.id = d.stage_id "
    "LEFT JOIN contact c ON c.id = d.contact_id "
)
_PEOPLE = (
    "coalesce((SELECT group_concat(p.folded || ' ' || coalesce(e.folded, ''), ' ') FROM deal_contact dc "
    "JOIN contact p ON p.id = dc.contact_id LEFT JOIN contact e ON e.id = p.employer_id WHERE dc.deal_id = d.id), '')"
)


def has_deals(connection: sqlite3.Connection) -> bool:
    """Returns whether there is a deal at all."""
    return connection.execute("SELECT 1 FROM deal LIMIT 1").fetchone() is not None


def matching(connection: sqlite3.Connection, text: str) -> list[Record]:
    """Returns what a text points at, the best first: a reference, then deals whose words begin so, then contacts."""
    contacts = [
        Record(f"c{hit[0]}", hit[1], hit[3] or hit[4] or hit[5])
        for hit in search.hits(connection, search.find_ids(connection, text.split(), _MOST))
    ]
    deals = _deals(connection, text)
    wanted = fold(text)
    # Whoever is called as what was typed begins comes before deals that merely have somebody of that name.
    first = [each for each in contacts if fold(each.called).startswith(wanted)]
    return [*first, *deals, *(each for each in contacts if each not in first)]


def _deals(connection: sqlite3.Connection, text: str) -> list[Record]:
    number = text.strip().lower().removeprefix("d")
    if number.isascii() and number.isdigit() and len(number) < 10:
        rows = connection.execute(_DEAL + "WHERE d.id = ?", (int(number),))
        return [Record(*row) for row in rows]
    words = fold(text).split()[:_MOST_WORDS]
    if not words:
        return []
    has_words = " AND ".join("instr(' ' || d.folded || ' ' || {people}, ' ' || ?)" for _word in words)
    rows = connection.execute(
        _DEAL + "WHERE " + has_words.format(people=_PEOPLE) + " ORDER BY d.closed_at IS NOT NULL, "
        f"instr(' ' || d.folded, ' ' || ?) = 0, d.id DESC LIMIT {_MOST}",
        (*words, words[0]),
    )
    return [Record(*row) for row in rows]


def recent(connection: sqlite3.Connection) -> list[Record]:
    """Returns the contacts and deals that were changed last, the newest first; else those that came last."""
    rows = connection.execute(
        "SELECT table_name, row_id, max(id) AS newest FROM (SELECT id, table_name, row_id FROM journal "
        f"ORDER BY id DESC LIMIT {_LOOKED_THROUGH}) WHERE table_name IN ('contact', 'deal') "
        f"GROUP BY table_name, row_id ORDER BY newest DESC LIMIT {_RECENT}"
    ).fetchall()
    if not rows:
        rows = connection.execute(
            f"SELECT 'contact', id, 0 FROM contact WHERE deleted_at IS NULL ORDER BY id DESC LIMIT {_RECENT}"
        ).fetchall()
    found = []
    for table, row_id, _newest in rows:
        query = _DEAL + "WHERE d.id = ?" if table == "deal" else _CONTACT + "WHERE c.id = ? AND c.deleted_at IS NULL"
        row = connection.execute(query, (row_id,)).fetchone()
        if row is not None:
            found.append(Record(*row))
    return found
