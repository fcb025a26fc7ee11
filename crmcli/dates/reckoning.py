"""Reckoning with days: the next or the last weekday, the ends of periods, working days, days of a month. Pure.

`leaning` is 1 where the next such day is meant and -1 where the last is. Weeks begin on Monday. What no calendar has
raises Invalid.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from crmcli.dates.words import DAY, MONTH, QUARTER, WEEK, WORKDAY, YEAR
from crmcli.dates.workdays import Known, monday_to_friday
from crmcli.errors import Invalid
from crmcli.i18n import _

FIRST_YEAR, LAST_YEAR = 1900, 9998
END, BEGIN, MIDDLE = "E", "B", "Z"
_FRIDAY = 4
_MONTHS = {MONTH: 1, QUARTER: 3, YEAR: 12}


def moved(day: date, count: int, unit: int, workdays: Known = monday_to_friday) -> date:
    """Returns the day so many units later, or earlier where `count` is negative. Raises Invalid.

    A month or a year on is the same day of its month, or that month's last where it has no such day.
    """
    try:
        if unit == DAY:
            return _within(day + timedelta(days=count))
        if unit == WEEK:
            return _within(day + timedelta(weeks=count))
        if unit == WORKDAY:
            return _within(workdays().after(day, count))
    except OverflowError:
        raise _too_far() from None
    year, month = divmod(day.year * 12 + day.month - 1 + count * _MONTHS[unit], 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _too_far()
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def weekday(today: date, number: int, leaning: int) -> date:
    """Returns the first such weekday after today, or the last before it; never today."""
    if leaning > 0:
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)


def beginning(today: date, unit: int, offset: int) -> date:
    """Returns the first day of the week, month, quarter or year that is so many after the one of today."""
    if unit == WEEK:
        return moved(today - timedelta(days=today.weekday()), offset, WEEK)
    first = today.replace(day=1)
    if unit != MONTH:
        first = first.replace(month=1 if unit == YEAR else (first.month - 1) // 3 * 3 + 1)
    return moved(first, offset, unit)


def part_of(first: date, unit: int, part: str) -> date:
    """Returns the first, the middle or the last day of the period that begins on a day.

    A week ends on its Friday and has its middle on Wednesday, a month on the 15th, a year on 1 July.
    """
    if part == BEGIN:
        return first
    if unit == WEEK:
        return moved(first, _FRIDAY if part == END else 2, DAY)
    if part == END:
        return moved(first, 1, unit) - timedelta(days=1)
    return {MONTH: first.replace(day=15), QUARTER: moved(first, 1, MONTH).replace(day=15)}.get(
        unit, moved(first, 6, MONTH)
    )


def nearest_part(today: date, unit: int, part: str, leaning: int) -> date:
    """Returns the next end, beginning or middle of a period, today included, or the last."""
    found = [part_of(beginning(today, unit, offset), unit, part) for offset in (0, leaning)]
    return found[0] if (found[0] - today).days * leaning >= 0 else found[1]


def of_month(today: date, number: int, leaning: int) -> date:
    """Returns the next day with this number in its month, today included, or the last. Raises Invalid."""
    for offset in range(13):
        first = beginning(today, MONTH, offset * leaning)
        if 1 <= number <= monthrange(first.year, first.month)[1]:
            found = first.replace(day=number)
            if (found - today).days * leaning >= 0:
                return found
    raise no_such_day(number)


def of_year(today: date, month: int, number: int, leaning: int) -> date:
    """Returns the next such day of a year, today included, or the last; 29 February in a leap year. Raises Invalid."""
    for offset in range(9):
        year = today.year + offset * leaning
        if 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]:
            found = written(year, month, number)
            if (found - today).days * leaning >= 0:
                return found
    raise no_such_day(number)


def counted(first: date, which: int, weekday: int | None, workdays: Known = monday_to_friday) -> date:
    """Returns the first, second … or last (-1) such weekday of the month that begins on a day, or working day for None.

    Raises Invalid where the month has none.
    """
    days = [first + timedelta(days=number) for number in range(monthrange(first.year, first.month)[1])]
    fits = workdays().has if weekday is None else lambda day: day.weekday() == weekday
    fitting = [day for day in days if fits(day)]
    if which > len(fitting):
        raise no_such_day(which)
    return fitting[which - 1 if which > 0 else which]


def written(year: int, month: int, number: int) -> date:
    """Returns a day written in full. Raises Invalid for what no calendar has."""
    try:
        return _within(date(year, month, number))
    except (ValueError, OverflowError):
        raise no_such_day(number) from None


def no_such_day(number: int) -> Invalid:
    """The error for a day that no calendar has."""
    return Invalid(
        _("There is no such day {number} in the calendar.").format(number=number),
        _("Write a day of the calendar, such as 2026-12-01."),
    )


def _within(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _too_far()
    return day


def _too_far() -> Invalid:
    return Invalid(_("That day is too far away to be reckoned with."), _("Write a day of these years."))
