"""Spans of days, durations and numbers as a query writes them: `2026-01`, `..fri`, `30d..`, `..30d`, `10..20`. Pure.

A duration (`30d`, `2w`, `3m`, `1y`) is counted from a day that is handed in, into the past or into the future. Both
ends of a span belong to it; an end that is open is None. What cannot be read raises Invalid.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from crmcli.errors import Invalid
from crmcli.i18n import _

PAST, FUTURE = -1, 1  # where a duration leads

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_DURATION = re.compile(r"([0-9]{1,5})([dwmy])", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_NAMED = {"yesterday": -1, "today": 0, "tomorrow": 1}


class Days(NamedTuple):
    """From the first day to the last; None where there is no end."""

    first: date | None
    last: date | None


class Duration(NamedTuple):
    """So many days (`d`), weeks (`w`), months (`m`) or years (`y`)."""

    size: int
    unit: str

    def from_day(self, day: date, direction: int) -> date:
        """The day so much before or after another; at most the first or last that a calendar has."""
        count = self.size * direction
        if self.unit in "dw":
            try:
                return day + timedelta(days=count * (7 if self.unit == "w" else 1))
            except OverflowError:
                return date.min if direction < 0 else date.max
        months = day.year * 12 + day.month - 1 + count * (12 if self.unit == "y" else 1)
        year, month = months // 12, months % 12 + 1
        if not 1 <= year <= 9999:
            return date.min if direction < 0 else date.max
        return date(year, month, min(day.day, _last_day(year, month)))

    @property
    def days(self) -> int:
        """How many days it has, a month taken as 30 and a year as 365."""
        return self.size * {"d": 1, "w": 7, "m": 30, "y": 365}[self.unit]


def duration(text: str) -> Duration | None:
    """Reads `30d`, `2w`, `3m`, `1y`; None for anything else."""
    found = _DURATION.fullmatch(text.strip())
    return Duration(int(found[1]), found[2].lower()) if found else None


def number(text: str) -> float | None:
    """Reads a number such as `12`, `1,500`, `3.5`; None for anything else."""
    plain = text.strip()
    return float(plain.replace(",", "")) if _NUMBER.fullmatch(plain) and len(plain) < 40 else None


def day(text: str) -> date | None:
    """Reads one whole day, `2026-01-31`; None for anything else."""
    try:
        found = _written(text.strip())
    except Invalid:
        return None
    return found[0] if found and found[0] == found[1] else None


def period(text: str) -> tuple[date, date] | None:
    """Reads a whole year or month, `2026` or `2026-01`: its first and its last day; None for anything else."""
    found = _DAY.fullmatch(text.strip())
    try:
        return _written(text.strip()) if found and not found[3] else None
    except Invalid:
        return None


def is_open(text: str) -> bool:
    """Whether a text is a range, with or without its ends: `a..b`, `a..`, `..b`."""
    return ".." in text


def ends(text: str) -> tuple[str, str]:
    """The two ends of a range, empty where it is open. Raises Invalid where it has none or more than two."""
    low, dots, high = text.partition("..")
    if not dots or ".." in high or not (low.strip() or high.strip()):
        raise Invalid(
            _("'{text}' is no range.").format(text=text), _("Write a range as 10..20, 10.. or ..20, without blanks.")
        )
    return low.strip(), high.strip()


def days(text: str, operator: str, today: date, direction: int) -> Days:
    """Reads days or a range of them. A duration alone reaches from today so far into the past or the future."""
    if is_open(text) and not operator:
        low, high = ends(text)
        found = Days(
            _point(low, today, direction)[0] if low else None, _point(high, today, direction)[1] if high else None
        )
        if found.first and found.last and found.first > found.last:
            if duration(low) and duration(high):
                return Days(found.last, found.first)  # 30d..60d ago: which comes first is plain all the same
            raise Invalid(_("The range '{text}' ends before it begins.").format(text=text))
        return found
    point = _point(text, today, direction)
    if operator in ("<", "<=", ">", ">="):
        return _compared(point, operator)
    if duration(text) and not operator:
        return Days(point[0], today) if direction == PAST else Days(today, point[0])
    return Days(*point)


def numbers(text: str, operator: str) -> tuple[float | None, float | None]:
    """Reads a number or a range of them: the least and the most, both included, None where it is open."""
    if is_open(text) and not operator:
        low, high = ends(text)
        found = (_number(low) if low else None, _number(high) if high else None)
        if found[0] is not None and found[1] is not None and found[0] > found[1]:
            raise Invalid(_("The range '{text}' ends before it begins.").format(text=text))
        return found
    value = _number(text)
    return limits(value, operator)


def limits(value: float, operator: str) -> tuple[float | None, float | None]:
    """The least and the most, both included, that `< 5` or `>= 5` allows."""
    import math

    if operator == "<":
        return None, math.nextafter(value, -math.inf)
    if operator == ">":
        return math.nextafter(value, math.inf), None
    return (None if operator == "<=" else value), (None if operator == ">=" else value)


def _compared(point: tuple[date, date], operator: str) -> Days:
    if operator == "<":
        return Days(None, Duration(1, "d").from_day(point[0], PAST))
    if operator == ">":
        return Days(Duration(1, "d").from_day(point[1], FUTURE), None)
    return Days(None, point[1]) if operator == "<=" else Days(point[0], None)


def _number(text: str) -> float:
    value = number(text)
    if value is None:
        raise Invalid(_("'{text}' is not a number.").format(text=text), _("Write 12, or a range such as 10..20."))
    return value


def _point(text: str, today: date, direction: int) -> tuple[date, date]:
    """The first and the last day of what is named. Raises Invalid."""
    plain = text.strip().lower()
    if plain in _NAMED:
        found = today + timedelta(days=_NAMED[plain])
        return found, found
    span = duration(plain)
    if span:
        found = span.from_day(today, direction)
        return found, found
    written = _written(plain) or _in_words(plain, today, direction)
    if written is None:
        raise Invalid(
            _("'{text}' is not a day.").format(text=text),
            _("Write 2026-01-31, 2026-01, 2026, today, fri, next-week, eom, or so far from today: 30d, 2w, 3m, 1y."),
        )
    return written


def _in_words(text: str, today: date, direction: int) -> tuple[date, date] | None:
    """The first and the last day that a word or words of any of the languages name, such as `fri` or `next-week`."""
    from crmcli.dates import spans as datespans

    try:
        return datespans.days(text, today, direction)
    except Invalid:
        return None


def _written(text: str) -> tuple[date, date] | None:
    """The first and the last day of `2026`, `2026-01` or `2026-01-31`. Raises Invalid for what no calendar has."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, one = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        first = date(year, month if found[2] else 1, one if found[3] else 1)
    except ValueError:
        raise Invalid(_("There is no day '{text}'.").format(text=text)) from None
    if found[3]:
        return first, first
    if found[2]:
        return first, date(year, month, _last_day(year, month))
    return first, date(year, 12, 31)


def _last_day(year: int, month: int) -> int:
    from calendar import monthrange

    return monthrange(year, month)[1]
