"""Lengths of time as people write them: minutes of a talk, days of a rhythm, how often in how long. Pure.

`90`, `45m`, `1h30`, `1:30`, `1,5h`, `2 jam` are minutes; `14`, `14d`, `6w`, `2m`, `1y` are days, a month taken as 30
and a year as 365; `2/month`, `1 per week`, `2 kali sebulan` say how often. Seven languages are understood at once.
What is not understood whole raises Invalid.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.lengthwords import ARTICLE, HALF, NUMBER, OTHER, PER, TIMES, UNIT, Word, words

UNITS = ("day", "week", "month", "quarter", "year")

_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
_DAY = 24 * 60  # minutes
_MOST_MINUTES = 7 * _DAY
_MOST_DAYS = 3_650
_MOST_TIMES = 999
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])")
_SHORT_MONTH = re.compile(r"(?<=[0-9 /])m$", re.IGNORECASE)  # 2m: minutes of a talk, months of a rhythm
_THE_MINUTE = ("0", "0m", "0min")
_SHOWN = 60  # characters of what was given that an error repeats


@dataclass(frozen=True, slots=True)
class Rate:
    """At most so many times in a day, week, month, quarter or year."""

    count: int
    unit: str

    @property
    def text(self) -> str:
        """As it is kept and typed: `2/month`."""
        return f"{self.count}/{self.unit}"


def minutes(text: str) -> int:
    """Returns the minutes that a length such as `45m`, `1h30` or `2 jam` has; a number alone is minutes.

    Raises Invalid for what is no length, for none at all, for parts of a minute, and for more than a week.
    """
    found = _clock(text) or _in_minutes(words(text) or [])
    if found is None or found.denominator != 1 or not 0 < found <= _MOST_MINUTES:
        raise Invalid(
            _("'{text}' is not a length of time.").format(text=text[:_SHOWN]),
            _("Write 45m, 1h30 or 90; it is at most a week."),
        )
    return int(found)


def minutes_before(text: str, most_days: int) -> int:
    """Returns how many minutes before something, from `15m`, `1h30` or `2d`; none at all, `0`, is the very minute.

    Raises Invalid for what is no length, and for more than so many days.
    """
    if text.strip().lower() in _THE_MINUTE:
        return 0
    for read, size in ((minutes, 1), (days, _DAY)):
        with suppress(Invalid):
            found = read(text) * size
            if found <= most_days * _DAY:
                return found
    raise Invalid(
        _("'{text}' is not a length of time.").format(text=text[:_SHOWN]),
        _("Write 15m, 1h30 or 2d; it is at most {count} days.").format(count=most_days),
    )


def days(text: str) -> int:
    """Returns the days that a length such as `14d`, `6w` or `2 months` has; a number alone is days.

    Raises Invalid for what is no length, for none at all, for parts of a day, and for more than ten years.
    """
    found = _in_days(text)
    if found is None or found.denominator != 1 or not 0 < found <= _MOST_DAYS:
        raise Invalid(
            _("'{text}' is not a number of days.").format(text=text[:_SHOWN]),
            _("Write 14d, 6w, 2m or 1y; it is at most ten years."),
        )
    return int(found)


def rate(text: str) -> Rate:
    """Returns how often a text such as `2/month`, `1 per week` or `twice a year` says. Raises Invalid."""
    found = _rate(words(_SHORT_MONTH.sub("month", text.strip())) or [])
    if found is None:
        raise Invalid(
            _("'{text}' does not say how often.").format(text=text[:_SHOWN]),
            _("Write 2/month, 1/week or 4/year; the units are day, week, month, quarter and year."),
        )
    return found


def _clock(text: str) -> Fraction | None:
    found = _CLOCK.fullmatch(text.strip())
    return Fraction(int(found[1]) * 60 + int(found[2])) if found else None


def _in_minutes(given: list[Word]) -> Fraction | None:
    """Hours, then minutes, each with its number; `1h30`, and a half behind an hour, are understood."""
    if given and given[-1].kind in (ARTICLE, OTHER):
        return None
    total, number, last, has_article = Fraction(0), None, "", False
    for word in given:
        if word.kind == ARTICLE:
            has_article = True
        elif word.kind == NUMBER and word.number is not None:
            if number is not None and (word.number != HALF or number.denominator != 1):
                return None
            number = (number or 0) + word.number
        elif word.kind == UNIT and word.unit in ("hour", "minute"):
            if last == "minute" or last == word.unit or (number is None and not (has_article and not last)):
                return None
            total += (1 if number is None else number) * (60 if word.unit == "hour" else 1)
            number, last = None, word.unit
        elif word.kind != OTHER:
            return None
    return _with_rest(total, number, last)


def _with_rest(total: Fraction, number: Fraction | None, last: str) -> Fraction | None:
    """The minutes together with a number behind which no unit stood."""
    if number is None:
        return total
    if number == HALF:
        return total + 30 if last == "hour" else None
    if last == "minute" or (last and number >= 60) or number.denominator != 1:
        return None
    return total + number


def _in_days(text: str) -> Fraction | None:
    given = _settled(words(_SHORT_MONTH.sub("month", text.strip())) or [], article=None)
    kinds = [word.kind for word in given]
    if kinds == [NUMBER]:
        return given[0].number
    unit = _DAYS.get(given[-1].unit) if given else None
    if unit is None or kinds[-1] != UNIT or any(kind not in (NUMBER, PER) for kind in kinds[:-1]):
        return None
    numbers = [word.number for word in given if word.number is not None]
    return (numbers[0] if numbers else Fraction(1)) * unit if len(numbers) < 2 else None


def _rate(given: list[Word]) -> Rate | None:
    """One number and one unit, with something between or beside them that says it is no length."""
    given = _settled(given, article=Word(PER))
    kinds = [word.kind for word in given]
    numbers = [word.number for word in given if word.number is not None]
    units = [word.unit for word in given if word.kind == UNIT]
    if len(numbers) == 2 and numbers[0] == 1 and kinds[:2] == [NUMBER, UNIT]:  # once in one month: 一个月两次
        numbers = numbers[1:]
    is_said = any(kind in (PER, TIMES) for kind in kinds)
    if len(numbers) != 1 or len(units) != 1 or not is_said or any(kind == OTHER for kind in kinds):
        return None
    count, unit = numbers[0], units[0]
    if unit not in UNITS or count.denominator != 1 or not 1 <= count <= _MOST_TIMES:
        return None
    return Rate(int(count), unit) if kinds[0] == NUMBER or TIMES in kinds else None


def _settled(given: list[Word], article: Word | None) -> list[Word]:
    """The words with `article` for each article; what may be a year is one at the end, behind something."""
    kept: list[Word] = []
    for position, word in enumerate(given):
        after = given[position + 1] if position + 1 < len(given) else None
        if word.unit and word.kind != UNIT and after is None and position:
            kept.append(Word(UNIT, unit=word.unit))
        elif word.kind == ARTICLE and after and after.kind == TIMES:
            kept.append(Word(NUMBER, Fraction(1)))  # una vez
        elif word.kind != ARTICLE:
            kept.append(word)
        elif article is not None and kept:
            kept.append(article)
    return kept
