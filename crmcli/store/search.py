"""Looking people up: any script, any order of words, beginnings and insides of words, phones in any form.

On the way to an answer nothing is imported but sqlite3. Hits are plain tuples; the best come first: a phone that
ends so, whole words of a name, beginnings in a name, beginnings anywhere, insides; then whom the user dealt with last.
"""

from __future__ import annotations

import sqlite3

from crmcli.folding import composed, spaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# contact id, name, kind, company, phone to show, e-mail, the entry of the timeline that was met
Hit = tuple[int, str, str, str, str, str, str]
# Contacts, best first, each with what met where that was not their words: the channel of a phone, or an entry (`a90`).
Found = dict[int, "int | str | None"]

CANDIDATES = 2_000  # of one rank that are put in order; past that only the newest are, unless all were asked for
_PHONE_PUNCTUATION = frozenset(" \u00a0-\u2010\u2011\u2013().+/\u00b7_")
_SHORTEST_PHONE = 3  # digits
_SHORTEST_WITHOUT_TRUNK = 6  # digits that must be left when a leading 0 or 8 is taken off
_SHORTEST_KEPT = 7  # digits of a number without its country code that are taken for the end of one that has it
_TRIGRAM = 3
_MOST_TRIGRAMS = 10  # of one word
_MOST_WORDS = 20  # looked for inside others


def find(connection: sqlite3.Connection, words: Sequence[str], limit: int = 20) -> list[Hit]:
    """Returns the contacts that all of the words point at, best first, at most `limit` (0: all)."""
    return hits(connection, find_ids(connection, words, limit))


def find_all_ids(connection: sqlite3.Connection, words: Sequence[str], limit: int = 20) -> Found:
    """Returns contact ids as `find_ids` does, and after them those whom the words point at through the timeline."""
    found = find_ids(connection, words, limit)
    if not _is_enough(found, limit):
        from crmcli.store import timeline_search

        timeline_search.add_to(connection, _readable(words), limit, found)
    return found


def find_ids(connection: sqlite3.Connection, words: Sequence[str], limit: int = 20) -> Found:
    """Returns contact ids, best first, each with the channel that a phone query met, if one did."""
    text = _readable(words)
    found: Found = _find_reference(connection, text)
    digits = phone_digits(text)
    if digits:
        _find_phones(connection, text, digits, limit, found)
    readings = [tokens(text)]
    if digits:
        readings = [[digits], *([] if not digits.startswith("0") else [[digits[1:]]]), *readings]
    for matcher in (_whole_name, _name_beginnings, beginnings):
        for reading in readings:
            if _is_enough(found, limit):
                return found
            _match(connection, matcher(reading), limit, found)
    for reading in readings:
        if not _is_enough(found, limit):
            _find_inside(connection, reading, limit, found)
    if not found:
        _find_as_written(connection, text, limit, found)
    if not found and not text.isascii():
        # Whoever is written otherwise but read the same: 陈 and 陳, Łukasz written Lukasz. Slower, and only now.
        from crmcli.folding import fold

        folded = fold(text)
        return find_ids(connection, folded.split(), limit) if folded.isascii() else found
    return found


def _readable(words: Sequence[str]) -> str:
    """The words as one text. What a terminal in another encoding sent is no text, and nobody's name."""
    return composed(" ".join(words)).encode("utf-8", "ignore").decode("utf-8")


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether there is nobody to be found at all."""
    return connection.execute("SELECT 1 FROM contact LIMIT 1").fetchone() is None


def hits(connection: sqlite3.Connection, found: Found) -> list[Hit]:
    """Returns what a look-up shows of each contact, in the order given."""
    rows = []
    for contact_id, met in found.items():
        row = connection.execute(
            "SELECT c.id, c.name, c.kind, coalesce(e.name, ''), coalesce(p.value, ''), coalesce(p.normal, ''), "
            "coalesce((SELECT value FROM channel WHERE contact_id = c.id AND kind = 'email' "
            "ORDER BY position LIMIT 1), '') "
            "FROM contact c LEFT JOIN contact e ON e.id = c.employer_id LEFT JOIN channel p ON p.id = coalesce("
            ":channel, (SELECT id FROM channel WHERE contact_id = c.id AND kind = 'phone' ORDER BY position LIMIT 1)) "
            "WHERE c.id = :contact",
            {"contact": contact_id, "channel": None if isinstance(met, str) else met},
        ).fetchone()
        rows.append((*row[:4], shown_phone(row[4], row[5]), row[6], met if isinstance(met, str) else ""))
    return rows


def shown_phone(value: str, normal: str) -> str:
    """A phone as a list shows it: as given where it has its country code, else in E.164, else as given."""
    return value if value.startswith("+") or not normal else normal


def phone_digits(text: str) -> str:
    """Returns the digits of a text that reads as a phone number, and nothing for any other text."""
    digits = ""
    for character in text[4:] if text[:4].lower() == "tel:" else text:
        if character.isdecimal():
            digits += character if character.isascii() else str(int(character))
        elif character not in _PHONE_PUNCTUATION:
            return ""
    return digits if len(digits) >= _SHORTEST_PHONE else ""


def tokens(text: str) -> list[str]:
    """The words of a query that a tokenizer would keep: those with a letter or a digit."""
    return [word for word in text.split() if any(character.isalnum() for character in word)]


def quoted(word: str) -> str:
    """A word as an FTS5 phrase; whatever stands in it is text, never an operator."""
    return '"' + spaced(word).replace('"', '""').replace("\0", " ") + '"'


def _is_enough(found: Found, limit: int) -> bool:
    return 0 < limit <= len(found)


def _find_reference(connection: sqlite3.Connection, text: str) -> Found:
    """The contact whose number is typed as lists show it: `c41`."""
    number = text[1:]
    if text[:1] not in ("c", "C") or not (number.isascii() and number.isdigit() and len(number) < 10):
        return {}
    row = connection.execute("SELECT id FROM contact WHERE id = ? AND deleted_at IS NULL", (int(number),)).fetchone()
    return {row[0]: None} if row else {}


def _find_phones(connection: sqlite3.Connection, text: str, digits: str, limit: int, found: Found) -> None:
    for ending in endings(text, digits):
        backwards = ending[::-1]
        rows = connection.execute(
            "SELECT c.id, min(ch.id) FROM channel ch JOIN contact c ON c.id = ch.contact_id "
            "WHERE ch.reversed >= ? AND ch.reversed < ? AND c.deleted_at IS NULL GROUP BY c.id "
            "ORDER BY min(length(ch.reversed)), c.last_touch_at IS NULL, c.last_touch_at DESC, c.folded, c.id LIMIT ?",
            (backwards, backwards + ":", limit or -1),
        )
        take(((row[0], row[1]) for row in rows), limit, found)
    if text.lstrip().startswith(("+", "00")) and not found:
        # Kept as given, without its country code: then what was kept is the end of what is asked for.
        kept = [digits[::-1][:length] for length in range(_SHORTEST_KEPT, len(digits))]
        rows = connection.execute(
            "SELECT c.id, ch.id FROM channel ch JOIN contact c ON c.id = ch.contact_id WHERE ch.normal = '' "
            "AND c.deleted_at IS NULL AND ch.reversed IN (SELECT value FROM json_each(?)) ORDER BY c.folded, c.id",
            ('["' + '","'.join(kept) + '"]',),
        )
        take(((row[0], row[1]) for row in rows), limit, found)


def endings(text: str, digits: str) -> list[str]:
    """What a stored number may end in: the digits, and those without a trunk or exchange prefix."""
    endings = [digits]
    if "(0)" in text:
        endings.append(phone_digits(text.replace("(0)", "")))
    for prefix in ("00", "0", "8"):
        rest = digits.removeprefix(prefix)
        if rest != digits and len(rest) >= _SHORTEST_WITHOUT_TRUNK and (prefix != "8" or len(digits) == 11):
            endings.append(rest)
    return endings


def _whole_name(words: list[str]) -> str:
    return f"name : ({' AND '.join(quoted(word) for word in words)})" if words else ""


def _name_beginnings(words: list[str]) -> str:
    return f"name : ({beginnings(words)})" if words else ""


def beginnings(words: Sequence[str]) -> str:
    """The FTS5 query for all of the words, each as a word or how one begins."""
    return " AND ".join(quoted(word) + "*" for word in words)


def _match(connection: sqlite3.Connection, query: str, limit: int, found: Found) -> None:
    if query:
        _order(connection, "SELECT rowid FROM search WHERE search MATCH :query", {"query": query}, limit, found)


def _find_inside(connection: sqlite3.Connection, words: Sequence[str], limit: int, found: Found) -> None:
    """Insides of words, for words that have the three characters a trigram needs; shorter ones as beginnings."""
    long = [word.lower() for word in words if len(word) >= _TRIGRAM]
    short = beginnings([word for word in words if len(word) < _TRIGRAM])
    if not long:
        return
    # The index knows which contacts have all the trigrams; that they stand one after the other is seen in the words.
    wanted = " AND ".join(piece for word in long[:_MOST_WORDS] for piece in _trigrams(word))
    candidates = "SELECT rowid FROM search_trigram WHERE search_trigram MATCH :query"
    candidates += "".join(f" AND instr(words, :w{number})" for number in range(len(long[:_MOST_WORDS])))
    if short:
        # The sign keeps SQLite from asking the trigrams anew for each of the contacts that have the short words.
        candidates += " AND +rowid IN (SELECT rowid FROM search WHERE search MATCH :short)"
    parameters = {"query": wanted, "short": short}
    parameters |= {f"w{number}": word for number, word in enumerate(long[:_MOST_WORDS])}
    _order(connection, candidates, parameters, limit, found)


def _trigrams(word: str) -> list[str]:
    """Some of a word's trigrams, as FTS5 strings: enough to leave few candidates, few enough to ask quickly."""
    pieces = [word[place : place + _TRIGRAM] for place in range(len(word) - _TRIGRAM + 1)]
    return ['"' + piece.replace('"', '""').replace("\0", " ") + '"' for piece in pieces[:_MOST_TRIGRAMS]]


def _find_as_written(connection: sqlite3.Connection, text: str, limit: int, found: Found) -> None:
    """What no index holds: one or two letters inside a word, or signs alone, such as an emoji in a name."""
    words = text.split()
    # More than a few short words would only make a slow nothing.
    if not words or len(words) > 4 or (max(map(len, words)) >= _TRIGRAM and tokens(text)):
        return
    parts = " AND ".join(
        f"(instr(folded, lower(:w{n})) OR instr(lower(name), lower(:w{n})))" for n in range(len(words))
    )
    _order(
        connection,
        f"SELECT id AS rowid FROM contact WHERE {parts}",
        {f"w{n}": word for n, word in enumerate(words)},
        limit,
        found,
    )


def _order(
    connection: sqlite3.Connection,
    candidates: str,
    parameters: dict[str, str],
    limit: int,
    found: Found,
) -> None:
    rows = connection.execute(
        f"SELECT c.id FROM ({candidates} ORDER BY rowid DESC LIMIT :candidates) h JOIN contact c ON c.id = h.rowid "
        "WHERE c.deleted_at IS NULL "
        "ORDER BY c.last_touch_at IS NULL, c.last_touch_at DESC, c.folded, c.id LIMIT :limit",
        {
            **parameters,
            "candidates": CANDIDATES if limit else -1,
            "limit": limit + len(found) if limit else -1,
        },
    )
    take(((row[0], None) for row in rows), limit, found)


def take(rows: Iterable[tuple[int, int | str | None]], limit: int, found: Found) -> None:
    """Adds contacts that are not found yet, each with what met, until there are enough."""
    for contact_id, met in rows:
        if _is_enough(found, limit):
            return
        found.setdefault(contact_id, met)
