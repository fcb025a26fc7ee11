"""From a text to the day and the time it means: every language is asked, and all that it says has to be understood.

Pure. A text with two meanings, or with a rest that means nothing, raises Invalid. `leaning` is 1 for the next such
moment and -1 for the last.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from crmcli.dates import clocktimes, grammar, readings
from crmcli.dates.reckoning import moved
from crmcli.dates.rules import unclear_number
from crmcli.dates.words import COLLIDING, DAY, HOUR, LANGUAGES, MINUTE
from crmcli.dates.workdays import Known, monday_to_friday
from crmcli.dates.writing import HINT, pieces
from crmcli.errors import Invalid
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.dates.words import Token
    from crmcli.dates.writing import Piece

Found = tuple[date, time | None]
_LONGEST = 200  # characters
_BARE_HOURS_AS_LENGTH = 6


def read(
    text: str, now: datetime, leaning: int, date_order: str, language: str, workdays: Known = monday_to_friday
) -> Found:
    """Returns the day, and the time where one is said. Raises Invalid for what is not understood whole."""
    given = written(text)
    order = ordered(language)
    found: dict[str, Found] = {}
    problem: Invalid | None = None
    for each in languages(given, order):
        try:
            answer = _in_language(given, each, now, leaning, date_order, workdays)
        except Invalid as error:
            if each == order[0]:
                raise
            problem = problem or error
            continue
        if answer is not None:
            found[each] = answer
            if not _collides(given):
                break
    if not found and problem is None:
        answer = _in_language(given, "all", now, leaning, date_order, workdays)
        if answer is not None:
            found["all"] = answer
    if not found:
        raise problem or _not_understood(text, given, date_order)
    if len(set(found.values())) > 1 and order[0] not in found:
        raise _unclear(text)
    return found.get(order[0]) or next(iter(found.values()))


def written(text: str) -> list[Piece]:
    """Returns the pieces of a text. Raises Invalid where it is empty, too long or no text that people write."""
    if not text.strip():
        raise Invalid(_("There is no day in an empty text."), HINT)
    if len(text) > _LONGEST:
        raise Invalid(_("That is too long for a day or a time."), HINT)
    if not text.replace("\u3000", " ").replace("\u00a0", " ").replace("\u202f", " ").isprintable():
        raise Invalid(_("A day or a time has no control characters."), HINT)
    found = pieces(text)
    if not found:
        raise Invalid(_("There is no day in an empty text."), HINT)
    if len(found) > readings.MOST_PIECES:
        raise Invalid(_("That is too long for a day or a time."), HINT)
    return found


def ordered(language: str) -> tuple[str, ...]:
    """Returns the languages, the one of the settings first; an empty first where none is known."""
    code = language.lower().replace("_", "-").split("-")[0]
    first = code if code in LANGUAGES else ""
    return (first, *[each for each in LANGUAGES if each != first])


def languages(given: Sequence[Piece], order: Sequence[str] = LANGUAGES) -> Iterator[str]:
    """The languages whose table may know the pieces: Chinese where there are ideographs, the others where letters."""
    has_ideographs = any(piece.kind == "ideograph" for piece in given)
    for each in order:
        if each and (each == "zh") == has_ideographs:
            yield each


def _collides(written: Sequence[Piece]) -> bool:
    return any(piece.text in COLLIDING for piece in written)


def _in_language(
    written: Sequence[Piece], language: str, now: datetime, leaning: int, date_order: str, workdays: Known
) -> Found | None:
    """What the pieces mean in one language; None where they mean nothing. Raises Invalid for what cannot be."""
    best, problem, found = 0, None, dict[Found, None]()
    for count, tokens in readings.readings(written, language, date_order):
        if (found or problem) and count > best:
            break
        try:
            for answer in _answers(tokens, now, leaning, workdays):
                found[answer] = None
        except Invalid as error:
            problem = problem or error
        best = count
    if len(found) > 1:
        raise _unclear("".join(piece.text + " " for piece in written).strip())
    if not found and problem:
        raise problem
    return next(iter(found), None)


def _answers(tokens: tuple[Token, ...], now: datetime, leaning: int, workdays: Known) -> Iterator[Found]:
    """All that a row of tokens may mean: one at most, but for what its author left unclear."""
    wall = now.replace(tzinfo=None, second=0, microsecond=0)
    if len(tokens) == 1 and tokens[0].kind == "!":
        yield wall.date(), wall.time()
        return
    span = grammar.length(tokens, leaning)
    if span is not None:
        yield from _after(span, now, workdays)
        return
    day = grammar.day(tokens, wall.date(), leaning, workdays)
    if day is not None:
        yield day, None
    if clocktimes.is_time(tokens):
        yield _next_at(clocktimes.minutes(tokens), wall, leaning)
    for row in _rotated(tokens):
        for place in range(1, len(row)):
            for dated, timed in ((row[:place], row[place:]), (row[place:], row[:place])):
                if clocktimes.is_time(timed):
                    day = _day(dated, wall.date(), leaning, workdays)
                    if day is not None:
                        yield _at(day, clocktimes.minutes(timed), wall.date())


def _day(tokens: tuple[Token, ...], today: date, leaning: int, workdays: Known) -> date | None:
    """The day that tokens name beside a time, which may be `in 3 days`."""
    span = grammar.length(tokens, leaning)
    if span is None:
        return grammar.day(tokens, today, leaning, workdays, with_time=True)
    sign, counts, _is_bare = span
    if any(unit in (MINUTE, HOUR) for _count, unit in counts):
        return None
    return _moved(today, sign, counts, workdays)


def _after(span: tuple[int, list[tuple[int, int]], bool], now: datetime, workdays: Known) -> Iterator[Found]:
    """The moment, or the day, so far from now."""
    sign, counts, is_bare = span
    small = [count for count, unit in counts if unit in (MINUTE, HOUR)]
    if not small:
        yield _moved(now.date(), sign, counts, workdays), None
    elif len(small) == len(counts) and not (is_bare and counts[0][1] == HOUR and counts[0][0] > _BARE_HOURS_AS_LENGTH):
        seconds = sum(count * (3600 if unit == HOUR else 60) for count, unit in counts)
        then = _later(now, timedelta(seconds=sign * seconds))
        yield then.date(), then.time().replace(second=0, microsecond=0)


def _moved(today: date, sign: int, counts: list[tuple[int, int]], workdays: Known) -> date:
    for count, unit in counts:
        today = moved(today, sign * count, unit, workdays)
    return today


def _later(now: datetime, step: timedelta) -> datetime:
    """The clock on the wall so much later, also where it is moved for summer time in between."""
    if now.tzinfo is None:
        return now + step
    if hasattr(now.tzinfo, "key"):
        return (now.astimezone(UTC) + step).astimezone(now.tzinfo).replace(tzinfo=None)
    is_of_system = now.astimezone().utcoffset() == now.utcoffset()
    return ((now + step).astimezone() if is_of_system else now + step).replace(tzinfo=None)


def _rotated(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """The tokens, and with a part of the day that stands at one end beside a time that stands at the other."""
    yield tokens
    if len(tokens) > 2 and tokens[0].kind == "P":
        yield (*tokens[1:], tokens[0])
    if len(tokens) > 2 and tokens[-1].kind == "P":
        yield (tokens[-1], *tokens[:-1])


def _at(day: date, minutes: int, today: date) -> Found:
    if minutes < clocktimes.MIDNIGHT:
        return day, clocktimes.clock(minutes)
    if day != today:
        raise Invalid(
            _("Midnight could begin or end that day."), _("Write the day that begins then, and 00:00: sat 00:00.")
        )
    return moved(day, 1, DAY), clocktimes.clock(minutes)


def _next_at(minutes: int, wall: datetime, leaning: int) -> Found:
    """The next such time of a day, or the last."""
    when = clocktimes.clock(minutes)
    found = datetime.combine(wall.date(), when)
    if (found - wall).total_seconds() * leaning < 0:
        return moved(wall.date(), leaning, DAY), when
    return wall.date(), when


def _unclear(text: str) -> Invalid:
    return Invalid(
        _("'{text}' has more than one meaning.").format(text=text),
        _("Write it out, such as tue, 1 mar 2027 or 15:10."),
    )


def _not_understood(text: str, written: Sequence[Piece], date_order: str) -> Invalid:
    word = readings.unread(written, date_order)
    if word and word.strip(".,-+@!"):
        return Invalid(_("'{text}' is not a day or a time: '{word}' says nothing of one.").format(
            text=text, word=word), HINT)  # fmt: skip
    last = written[-1]
    if last.kind == "number" and len(written) > 1 and int(last.text) < 25 and written[-2].kind in ("word", "ideograph"):
        return unclear_number(int(last.text))
    return Invalid(_("'{text}' is not understood as one day or time.").format(text=text), HINT)
