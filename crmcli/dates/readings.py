"""From the pieces of a text to what each may mean: all rows of tokens that a language's table gives for the whole.

Pure. Nothing is skipped: a piece without a meaning means that the text has no reading. Rows made of fewer, longer
phrases come first, since a longer phrase says more exactly what was meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.dates.words import COLLIDING, Token, table
from crmcli.dates.writing import NUMERALS, Piece, numeral

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_PIECES = 24
_LONGEST_PHRASE = 8  # pieces
_MOST_READINGS = 600
_FILLERS = "fo,"
_NAMED = "DWMNYJ#c"  # what the name of a unit may stand before: "bulan desember", but not the "bulan" of "bulan depan"
_DAYS = "DWMUXLTKNYEBZ#JGc"  # what a word like "on" may stand before

Meaning = tuple[Token, ...]


def readings(pieces: Sequence[Piece], language: str, date_order: str) -> Iterator[tuple[int, Meaning]]:
    """Yields the rows of tokens that the pieces may stand for, with how many phrases each is made of, fewest first."""
    edges = [list(_edges(pieces, place, language, date_order)) for place in range(len(pieces))]
    if not all(_reachable(edges)):
        return
    rows: list[tuple[int, Meaning]] = []
    _collect(edges, 0, 0, (), rows)
    for count, row in sorted(rows, key=lambda each: each[0]):
        bare = _without_fillers(row)
        if bare is not None:
            yield count, bare


def unread(pieces: Sequence[Piece], date_order: str) -> str:
    """Returns the first piece that no language knows, or nothing where each is known to one."""
    for place, piece in enumerate(pieces):
        if piece.text not in COLLIDING and not any(
            start <= place < start + length
            for start in range(max(0, place - _LONGEST_PHRASE), place + 1)
            for length, _meaning in _edges(pieces, start, "all", date_order)
        ):
            return piece.text
    return ""


def _reachable(edges: list[list[tuple[int, Meaning]]]) -> list[bool]:
    """Whether the end can be reached from the first place at all; a list of one for `all`."""
    ends = {len(edges)}
    for place in range(len(edges) - 1, -1, -1):
        edges[place] = [edge for edge in edges[place] if place + edge[0] in ends]
        if edges[place]:
            ends.add(place)
    return [0 in ends and bool(edges)]


def _collect(
    edges: list[list[tuple[int, Meaning]]], place: int, count: int, row: Meaning, rows: list[tuple[int, Meaning]]
) -> None:
    if len(rows) >= _MOST_READINGS:
        return
    if place == len(edges):
        rows.append((count, row))
        return
    for length, meaning in edges[place]:
        _collect(edges, place + length, count + 1, row + meaning, rows)


def _edges(pieces: Sequence[Piece], place: int, language: str, date_order: str) -> Iterator[tuple[int, Meaning]]:
    """The phrases that begin at a place, the longest first: how many pieces each takes, and what it means."""
    words = table(language)
    for length in range(min(_LONGEST_PHRASE, len(pieces) - place), 0, -1):
        for meaning in words.get(" ".join([piece.text for piece in pieces[place : place + length]]), ()):
            yield length, meaning
        run = [piece.text for piece in pieces[place : place + length]]
        if length <= 4 and NUMERALS.issuperset(run):
            value = numeral("".join(run))
            if value is not None:
                yield length, (_number(value, length, run[0] == "零"),)
    if [piece.text for piece in pieces[place + 1 : place + 3]] == [",", "5"] and pieces[place].kind == "number":
        yield 3, (Token("h", int(pieces[place].text[:5])),)
    for token in _in_digits(pieces[place], date_order):
        yield 1, token


def _number(value: int, length: int, has_zero: bool) -> Token:
    if length == 4 and value >= 1000:
        return Token("Y", value)
    return Token("N", value, (2,) if has_zero or value > 9 else (1,))


def _in_digits(piece: Piece, date_order: str) -> Iterator[Meaning]:
    """What stands there in digits; what could be a date and a time is both."""
    text = piece.text
    parts = "".join([sign if sign.isdigit() else " " for sign in text]).split()
    numbers = tuple(map(int, parts))
    if piece.kind == "number":
        if len(text) <= 5:
            yield (Token("N", int(text), (len(text),)),)
        if len(text) == 4:
            yield (Token("Y", int(text)),)
    elif piece.kind == "time":
        hour, minute, *second = map(int, text.split(":"))
        if not any(second):
            yield (Token("t", hour * 60 + minute if minute < 60 else -1, (len(text.split(":")[0]),)),)
    elif piece.kind == "point":
        if len(text.split(".")[1]) == 2:
            yield (Token("t", numbers[0] * 60 + numbers[1] if numbers[1] < 60 else -1, (len(text.split(".")[0]),)),)
        if text.endswith(".5"):
            yield (Token("h", numbers[0]),)
        if 1 <= numbers[1] <= 12:
            yield (Token("J", 0, (0, numbers[1], numbers[0])),)
    elif piece.kind == "iso":
        yield (Token("J", 0, numbers),)
    elif piece.kind in ("dots", "dotted"):
        yield (Token("J", 0, (_year(text, numbers), numbers[1], numbers[0])),)
    elif piece.kind in ("numeric", "slashed"):
        yield from _ordered(text, numbers, date_order)
    elif piece.kind in ("month", "year"):
        year, month = numbers if piece.kind == "month" else numbers[::-1]
        yield (Token("M", month), Token("Y", year))


def _ordered(text: str, numbers: tuple[int, ...], date_order: str) -> Iterator[Meaning]:
    """A date whose order of day and month is the user's; both where no order is known."""
    year = _year(text, numbers) if len(numbers) == 3 else 0
    if not date_order:
        yield (Token("J", 0, (year, numbers[1], numbers[0])),)
        yield (Token("J", 0, (year, numbers[0], numbers[1])),)
    elif date_order == "ymd" and len(numbers) == 3 and year == 2000 + numbers[2] and len(text.split(text[-3])[-1]) == 2:
        yield (Token("J", 0, (2000 + numbers[0], numbers[1], numbers[2])),)
    elif date_order == "dmy":
        yield (Token("J", 0, (year, numbers[1], numbers[0])),)
    else:
        yield (Token("J", 0, (year, numbers[0], numbers[1])),)


def _year(text: str, numbers: tuple[int, ...]) -> int:
    """The year of a date in digits; two digits are of this century, and 0 stands for none."""
    if len(numbers) < 3:
        return 0
    return numbers[2] + 2000 if not text.rstrip(".")[-4:].isdigit() else numbers[2]


def _is_date(row: Meaning) -> bool:
    """Whether what begins with a number goes on as a day of a month does."""
    kinds = [token.kind for token in row if token.kind not in _FILLERS]
    return len(kinds) > 1 and kinds[1] in "nmMXLT"


def _is_complete(token: Token, rest: Meaning) -> bool:
    """Whether what has to come behind "a" (a unit) or behind the "of" of "15 of" does so."""
    following = next((each.kind for each in rest if each.kind not in _FILLERS), "")
    if token.kind == "N" and token.other == (-1,):
        return following == "U"
    return token != ("n", 1, ()) or (bool(following) and following in "MNXLTU")


def _is_count(row: Meaning) -> bool:
    """Whether what follows is a number with its unit."""
    return "".join([token.kind for token in row if token.kind not in _FILLERS])[:2] == "NU"


def _without_fillers(row: Meaning) -> Meaning | None:
    """The tokens without words like "on" and "of"; None where one of these stands where it has nothing to say."""
    last = len(row) - 1
    for place, token in enumerate(row):
        if token.kind not in _FILLERS:
            if not _is_complete(token, row[place + 1 :]):
                return None
            continue
        following = next((each.kind for each in row[place + 1 :] if each.kind not in _FILLERS), "")
        if token.kind == "f" and (not following or following not in _DAYS):
            return None
        if token.kind == "f" and following == "N" and not _is_date(row[place + 1 :]):
            return None  # "on 3 hours", "on 3 in the afternoon"
        if token.kind == "o" and (place in (0, last) or not following or row[place - 1].kind in "I@+-"):
            return None
        if token.value and following not in _NAMED:
            return None  # "monday of the year next" has lost the year
        if token.kind in "fo" and place and row[place - 1].kind == "N" and following in "Up":
            return None  # "5 of the month" is not "5 months"
        if token.kind == "o" and row[place - 1].kind == "U" and _is_count(row[place + 1 :]):
            return None  # "3 days in 2 weeks"
        if token.kind == "," and place == 0:
            return None
    return tuple([token for token in row if token.kind not in _FILLERS])
