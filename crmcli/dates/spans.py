"""Days without a time, as queries and birthdays name them: all days of a period, and days of the calendar. Pure.

`next-week` is seven days here, where a promise for it means the first.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.dates import grammar, readings
from crmcli.dates.phrases import languages, ordered, written
from crmcli.dates.words import LANGUAGES
from crmcli.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.dates.words import Token
    from crmcli.dates.writing import Piece


def days(text: str, today: date, leaning: int, language: str = "") -> tuple[date, date] | None:
    """Returns the first and the last day that words name, the same twice for one day; None where they are not clear.

    `leaning` is 1 for the next such days and -1 for the last; where two languages disagree, words are those of
    `language`. Raises Invalid for a text that nobody writes.
    """
    given = written(text)
    for among in (ordered(language)[:1], LANGUAGES):
        rows = _rows(given, among)
        found = {answer: None for tokens in rows if (answer := _named(tokens, today, leaning)) is not None}
        if len(found) == 1:
            return next(iter(found))
    return None


def calendar_day(text: str) -> tuple[str, int, int] | None:
    """Returns year, month and day of a date with its month in words, the year as it was written or empty; else None."""
    try:
        pieces = written(text)
    except Invalid:
        return None
    found = {parts: None for tokens in _rows(pieces) if (parts := grammar.calendar_parts(tokens))}
    return next(iter(found)) if len(found) == 1 else None


def _rows(pieces: Sequence[Piece], among: Sequence[str] = LANGUAGES) -> Iterator[tuple[Token, ...]]:
    """The rows of tokens of each language; only those of as few phrases as the first."""
    for language in languages(pieces, among):
        fewest = 0
        for count, tokens in readings.readings(pieces, language, ""):
            fewest = fewest or count
            if count > fewest:
                break
            yield tokens


def _named(tokens: tuple[Token, ...], today: date, leaning: int) -> tuple[date, date] | None:
    try:
        answer = grammar.period(tokens, today, leaning)
        if answer is not None:
            return answer
        span = grammar.length(tokens, leaning)
        if span is not None:
            return None  # how far a length leads is the query's own matter
        day = grammar.day(tokens, today, leaning)
    except Invalid:
        return None
    return (day, day) if day is not None else None
