"""Of which days a report is: months, quarters and years around a day, and what a text names. Pure.

Both ends belong to it. A report looks back, but the forecast, which looks ahead.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli import dates, spans
from crmcli.errors import Invalid
from crmcli.i18n import _

if TYPE_CHECKING:
    from crmcli.dates.reader import Reader

MONTHS, AHEAD, WEEKS = 12, 5, 12  # that a report looks back, the forecast ahead, what was done looks back
_MOST_DAYS = 36_600
_FIRST_YEAR, _LAST_YEAR = 1970, 9000


class Days(NamedTuple):
    """From the first day to the last."""

    first: date
    last: date


def month(day: date, away: int = 0) -> Days:
    """Returns the month so many after that of a day, before it below zero."""
    first = _first_of_month(day, away)
    return Days(first, _first_of_month(first, 1) - timedelta(days=1))


def quarter(day: date) -> Days:
    """Returns the quarter of a day."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Days(first, month(first, 2).last)


def year(day: date) -> Days:
    """Returns the year of a day."""
    return Days(date(day.year, 1, 1), date(day.year, 12, 31))


def months_back(day: date, count: int = MONTHS) -> Days:
    """Returns so many months, the one of a day as far as it has gone among them."""
    return Days(_first_of_month(day, 1 - count), day)


def months_ahead(day: date, count: int = AHEAD) -> Days:
    """Returns the month of a day and so many after it, whole."""
    return Days(day.replace(day=1), month(day, count).last)


def weeks_back(day: date, count: int = WEEKS) -> Days:
    """Returns so many weeks from Monday on, the one of a day as far as it has gone among them."""
    return Days(day - timedelta(days=day.weekday(), weeks=count - 1), day)


def days_back(day: date, count: int) -> Days:
    """Returns so many days up to a day."""
    return Days(day - timedelta(days=count - 1), day)


def named(text: str, reader: Reader, today: date) -> Days:
    """Returns the days that a text names: `2026-01..2026-03`, `3m..` for so long ago, `2026`, `last-month`.

    What has no end is up to today. Raises Invalid for what cannot be read, or is no span of days for a report.
    """
    low, dots, high = text.strip().partition("..")
    if ".." in high or not (low.strip() or high.strip()):
        raise Invalid(_("'{text}' is no span of days.").format(text=text[:40]), _("2026-01..2026-03, 2026-03 or 3m."))
    if low.strip():
        first, end = _point(low, reader, today)
        is_length = spans.duration(low.strip()) is not None
        last = _point(high, reader, today)[1] if high.strip() else today if dots or is_length else end
    else:
        last = _point(high, reader, today)[1]
        first = last.replace(day=1)
    return checked(first, last)


def checked(first: date, last: date) -> Days:
    """Returns the days between two. Raises Invalid for days so many, so early or so late that nobody means them."""
    if first > last:
        raise Invalid(
            _("{first} is after {last}.").format(
                first=dates.shown(first.isoformat()), last=dates.shown(last.isoformat())
            )
        )
    if first.year < _FIRST_YEAR:
        raise Invalid(_("A report begins in {year} at the earliest.").format(year=_FIRST_YEAR), _("Name a later day."))
    if last.year > _LAST_YEAR:
        raise Invalid(_("A report ends in {year} at the latest.").format(year=_LAST_YEAR), _("Name an earlier day."))
    if (last - first).days > _MOST_DAYS:
        raise Invalid(_("A report is of at most a hundred years."), _("Name a later first day."))
    return Days(first, last)


def said(days: Days) -> str:
    """Returns days in words: `Sun 1 Nov 2026 to Mon 30 Nov 2026`."""
    first, last = dates.shown(days.first.isoformat()), dates.shown(days.last.isoformat())
    return first if days.first == days.last else _("{first} to {last}").format(first=first, last=last)


def _first_of_month(day: date, away: int) -> date:
    months = day.year * 12 + day.month - 1 + away
    return date(months // 12, months % 12 + 1, 1)


def _point(text: str, reader: Reader, today: date) -> tuple[date, date]:
    """The first and the last day of what is named, in the past where that can be."""
    text = text.strip()
    length = spans.duration(text)
    if length is not None:
        day = length.from_day(today, spans.PAST)
        return day, day
    try:
        found = spans.days(text, "", today, spans.PAST)
    except Invalid:
        day = reader.happened(text).day
        return day, day
    if found.first is None or found.last is None:
        raise Invalid(_("'{text}' is more than a day.").format(text=text[:40]))
    return found.first, found.last
