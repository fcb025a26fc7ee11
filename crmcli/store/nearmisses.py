"""Near misses: whom the user may have meant when nobody is found. Slower than a look-up, and only then."""

from __future__ import annotations

import sqlite3

from crmcli.folding import fold
from crmcli.store.search import Hit, hits

_CANDIDATES = 300
_PIECES = 24  # three-letter pieces that are asked for
_ROWS = 16_000  # rows that are counted for all of them together: what a pause allows
_FEW = 50  # candidates; below that those are looked at, too, whose names begin with the same letters
_BEGINNINGS = 1_000
_LEAST = 72  # of 100, word by word: below that a name is no near miss but another name
_SUGGESTIONS = 5


def suggest(connection: sqlite3.Connection, text: str) -> list[Hit]:
    """Returns the contacts whose names are most like the text, best first, at most five."""
    wanted = fold(text)[:200]
    if len(wanted) < 2:
        return []
    names = _candidates(connection, wanted)
    scores = {contact_id: _likeness(wanted, name) for contact_id, name in names.items()}
    best = sorted((each for each in scores if scores[each] >= _LEAST), key=lambda each: (-scores[each], each))
    return hits(connection, dict.fromkeys(best[:_SUGGESTIONS]))


def _likeness(wanted: str, name: str) -> float:
    """How alike two folded names are, of 100: each word wanted counts as much as the word of the name most like it."""
    from rapidfuzz import fuzz

    words = name.split()
    if not words:
        return 0.0
    best = [max(fuzz.ratio(word, other) for other in words) for word in wanted.split()[:8]]
    together = fuzz.ratio(wanted.replace(" ", ""), name.replace(" ", ""))
    return max(sum(best) / len(best), together)


def _candidates(connection: sqlite3.Connection, wanted: str) -> dict[int, str]:
    """The folded names that share most three-letter pieces with what is wanted, by id."""
    pieces = sorted({word[i : i + 3] for word in wanted.split() for i in range(max(1, len(word) - 2))})
    pieces = [piece for piece in pieces if len(piece) == 3 and piece.isalnum()]
    shared: dict[int, int] = {}
    most = _ROWS // max(1, len(pieces[:_PIECES]))
    for piece in pieces[:_PIECES]:
        for (row_id,) in connection.execute(
            "SELECT rowid FROM search_trigram WHERE search_trigram MATCH ? LIMIT ?", (f'"{piece}"', most)
        ):
            shared[row_id] = shared.get(row_id, 0) + 1
    best = sorted(shared, key=lambda row_id: (-shared[row_id], row_id))[:_CANDIDATES]
    if len(best) < _FEW:
        best += _beginning_alike(connection, wanted)
    names: dict[int, str] = {}
    for row_id in best:
        row = connection.execute("SELECT folded FROM contact WHERE id = ? AND deleted_at IS NULL", (row_id,)).fetchone()
        if row is not None:
            names[row_id] = row[0]
    return names


def _beginning_alike(connection: sqlite3.Connection, wanted: str) -> list[int]:
    """Contacts whose names have words that begin with the letters of the words wanted: a typo is seldom the first."""
    letters = " AND ".join(f'"{word[0]}"*' for word in wanted.split()[:8] if word[0].isalnum())
    if not letters:
        return []
    rows = connection.execute(
        "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?", (f"name : ({letters})", _BEGINNINGS)
    )
    return [row[0] for row in rows]
