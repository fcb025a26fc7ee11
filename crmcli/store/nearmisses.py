"""Near misses: whom the user may have meant when nobody is found. Slower than a look-up, and only then."""

from __future__ import annotations

import sqlite3

from crmcli.folding import fold
from crmcli.store.search import Hit, hits

_CANDIDATES = 500
_LEAST = 70  # of 100: below that a name is no near miss but another name
_SUGGESTIONS = 5


def suggest(connection: sqlite3.Connection, text: str) -> list[Hit]:
    """Returns the contacts whose names are most like the text, best first, at most five."""
    from rapidfuzz import fuzz, process, utils

    wanted = fold(text)[:200]
    if len(wanted) < 2:
        return []
    candidates = _candidates(connection, wanted)
    found = process.extract(
        wanted,
        candidates,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=_SUGGESTIONS,
        score_cutoff=_LEAST,
    )
    return hits(connection, {contact_id: None for _name, _score, contact_id in found})


def _candidates(connection: sqlite3.Connection, wanted: str) -> dict[int, str]:
    """The folded names that share most three-letter pieces with what is wanted, by id."""
    pieces = sorted({word[i : i + 3] for word in wanted.split() for i in range(max(1, len(word) - 2))})
    pieces = [piece for piece in pieces if len(piece) == 3 and piece.isalnum()]
    shared: dict[int, int] = {}
    for piece in pieces[:24]:
        for (row_id,) in connection.execute(
            "SELECT rowid FROM search_trigram WHERE search_trigram MATCH ? LIMIT 4000", (f'"{piece}"',)
        ):
            shared[row_id] = shared.get(row_id, 0) + 1
    best = sorted(shared, key=lambda row_id: (-shared[row_id], row_id))[:_CANDIDATES]
    names: dict[int, str] = {}
    for row_id in best:
        row = connection.execute("SELECT folded FROM contact WHERE id = ? AND deleted_at IS NULL", (row_id,)).fetchone()
        if row is not None:
            names[row_id] = row[0]
    return names
