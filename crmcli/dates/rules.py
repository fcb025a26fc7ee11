"""From the tokens of a day to the day: a function for each way to name one. Pure.

Each is handed tokens of the kinds that `grammar` lists for it, today, and 1 where the next such day is meant or -1
where the last is. What no calendar has raises Invalid; NotOne says that the tokens name no day after all.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli.dates import reckoning
from crmcli.dates.words import DAY, MONTH, QUARTER, WEEK, WORKDAY, YEAR
from crmcli.dates.workdays import Known, monday_to_friday
from crmcli.errors import Invalid
from crmcli.i18n import _

if TYPE_CHECKING:
    from crmcli.dates.words import Token

Tokens = tuple["Token", ...]
OFFSETS = "XLT"


class NotOne(Exception):
    """The tokens look like a day by their kinds, and are none by their values."""


def _one(tokens: Tokens, kind: str) -> int:
    found = next((token.value for token in tokens if token.kind == kind), None)
    if found is None:
        raise NotOne
    return found


def _offset(tokens: Tokens) -> int:
    """How many periods from this one: 0, 1, 2 or -1."""
    return next((token.value for token in tokens if token.kind in OFFSETS), 0)


def period(tokens: Tokens, today: date, wanted: tuple[int, ...]) -> tuple[date, int]:
    """The first day of the period that is named ("next month"), and its unit, which is one of those wanted."""
    unit = _one(tokens, "U")
    if unit not in wanted:
        raise NotOne
    return reckoning.beginning(today, unit, _offset(tokens)), unit


def relative(tokens: Tokens, today: date, leaning: int) -> date:
    return _checked(tokens, reckoning.moved(today, _one(tokens, "D"), DAY))


def weekday(tokens: Tokens, today: date, leaning: int) -> date:
    offset = next((token for token in tokens if token.kind in OFFSETS), None)
    number = _one(tokens, "W")
    if offset is None:
        return reckoning.weekday(today, number, leaning)
    if offset.kind == "T":
        return reckoning.moved(reckoning.beginning(today, WEEK, 0), number, DAY)
    sign = 1 if offset.value > 0 else -1
    return reckoning.moved(reckoning.weekday(today, number, sign), offset.value - sign, WEEK)


def weekday_of_week(tokens: Tokens, today: date, leaning: int) -> date:
    first, _unit = period(tokens, today, (WEEK,))
    return reckoning.moved(first, _one(tokens, "W"), DAY)


def weekday_later(tokens: Tokens, today: date, leaning: int) -> date:
    """`monday in 2 weeks`, `today in a week`: so many weeks after the next such day."""
    is_plain = tokens[0].kind == "D" or tokens[-2].kind == "R"
    is_in_days = _one(tokens, "U") == DAY and (is_plain or _one(tokens, "N") % 7 == 0)  # Donnerstag in 14 Tagen
    if _one(tokens, "U") != WEEK and not is_in_days:
        raise NotOne
    start = [token for token in tokens if token.kind in "DW"]
    first = relative(tokens, today, 1) if start[0].kind == "D" else weekday(tuple(start), today, 1)
    return reckoning.moved(first, _one(tokens, "N"), _one(tokens, "U"))


def next_workday(tokens: Tokens, today: date, leaning: int, workdays: Known = monday_to_friday) -> date:
    if _one(tokens, "U") != WORKDAY or not _offset(tokens):
        raise NotOne
    return reckoning.moved(today, _offset(tokens), WORKDAY, workdays)


def counted(tokens: Tokens, today: date, leaning: int, workdays: Known = monday_to_friday) -> date:
    """`first monday of december`, `last working day of the month`: the next such day, today included, or the last."""
    which = next(token.value for token in tokens if token.kind in "cb")
    rest = tuple([token for token in tokens if token.kind not in "cbW"])
    number = next((token.value for token in tokens if token.kind == "W"), None)
    if number is None:
        if ("U", WORKDAY, ()) not in rest:
            raise NotOne  # "first week of december"
        rest = tuple([token for token in rest if token != ("U", WORKDAY, ())])
    is_named = any(token.kind in "Mm" for token in rest)
    if not (is_named or any(token == ("U", MONTH, ()) for token in rest)):
        raise NotOne
    if len(rest) == 1 or (is_named and not any(token.kind in f"Y{OFFSETS}" for token in rest)):
        unit = YEAR if is_named else MONTH
        first = month(rest, today.replace(day=1), leaning) if is_named else reckoning.beginning(today, MONTH, 0)
        found = reckoning.counted(first, which, number, workdays)
        if (found - today).days * leaning < 0:
            found = reckoning.counted(reckoning.moved(first, leaning, unit), which, number, workdays)
        return found
    first = month(rest, today, leaning) if is_named else period(rest, today, (MONTH,))[0]
    return reckoning.counted(first, which, number, workdays)


def beginning_of(tokens: Tokens, today: date, leaning: int) -> date:
    first, _unit = period(tokens, today, (WEEK, MONTH, QUARTER, YEAR))
    if not _offset(tokens):
        raise Invalid(
            _("This week, month or year has many days."), _("Write one of them, such as this friday, eow or eom.")
        )
    return first


def weekend(tokens: Tokens, today: date, leaning: int) -> date:
    if not any(token.kind in OFFSETS for token in tokens):
        return reckoning.weekday(today, 5, leaning)
    return reckoning.moved(reckoning.beginning(today, WEEK, _offset(tokens)), 5, DAY)


def dated(tokens: Tokens, today: date, leaning: int) -> date:
    """A day of a month that is named, with or without its year."""
    month = next((token.value for token in tokens if token.kind == "M"), None)
    numbers = [token for token in tokens if token.kind == "N"]
    year = next((token.value for token in tokens if token.kind == "Y"), None)
    if any(token.kind in OFFSETS for token in tokens):
        year = period(tokens, today, (YEAR,))[0].year
    elif year is not None and any(token.kind == "U" and token.value != YEAR for token in tokens):
        raise NotOne
    if month is None:
        month, numbers = numbers[0].value, numbers[1:]
    if len(numbers) == 2 and year is None:
        if numbers[1].other != (2,):
            raise NotOne
        year = 2000 + numbers[1].value
    number = numbers[0].value if numbers else 1
    if year is None:
        return _checked(tokens, reckoning.of_year(today, month, number, leaning))
    return _checked(tokens, reckoning.written(year, month, number))


def day_first(tokens: Tokens, today: date, leaning: int) -> date:
    """`1. 12. 2026`, written with blanks."""
    if any(token.kind == "n" and token.value != 2 for token in tokens):
        raise NotOne
    numbers = [token.value for token in tokens if token.kind == "N"]
    years = [token.value for token in tokens if token.kind == "Y"]
    if not years:
        return _checked(tokens, reckoning.of_year(today, numbers[1], numbers[0], leaning))
    return _checked(tokens, reckoning.written(years[0], numbers[1], numbers[0]))


def in_digits(tokens: Tokens, today: date, leaning: int) -> date:
    year, month, number = next(token.other for token in tokens if token.kind == "J")
    if not 1 <= month <= 12:
        raise reckoning.no_such_day(number)
    found = reckoning.written(year, month, number) if year else reckoning.of_year(today, month, number, leaning)
    return _checked(tokens, found)


def of_month(tokens: Tokens, today: date, leaning: int) -> date:
    number = _one(tokens, "N")
    if tokens[-1].kind == "U" and tokens[-1] != ("U", MONTH, ()) and not any(token.kind in OFFSETS for token in tokens):
        raise NotOne
    if [token.kind for token in tokens] == ["N", "n"] and not tokens[0].other:
        raise NotOne  # "second" alone, as a word
    if any(token.kind in OFFSETS for token in tokens):
        first, _unit = period(tokens, today, (MONTH,))
        return _checked(tokens, reckoning.written(first.year, first.month, number))
    return _checked(tokens, reckoning.of_month(today, number, leaning))


def weekday_numbered(tokens: Tokens, today: date, leaning: int) -> date:
    """`fri 27`: what is no hour of the day can only be the day of the month."""
    number = _one(tokens, "N")
    if number < 25:
        raise unclear_number(number)
    return of_month(tokens, today, leaning)


def unclear_number(number: int) -> Invalid:
    """The error for a number that could be an hour as well as a day."""
    return Invalid(
        _("{number} could be an hour or a day of the month.").format(number=number),
        _("Write an hour as fri@10 or fri 10:00, and a day as 10 dec."),
    )


def month(tokens: Tokens, today: date, leaning: int) -> date:
    has_unit = any(token.kind == "U" for token in tokens)
    kept = [token for token in tokens if token.kind in "MmYNU" or (has_unit and token.kind in OFFSETS)]
    return dated(tuple(kept), today, leaning)


def next_month_named(tokens: Tokens, today: date, leaning: int) -> date:
    if not _offset(tokens):
        return reckoning.written(today.year, _one(tokens, "M"), 1)
    sign = 1 if _offset(tokens) > 0 else -1
    first = reckoning.beginning(today, MONTH, 0)
    start = reckoning.moved(first, 1, MONTH) if sign > 0 else first - timedelta(days=1)
    found = reckoning.of_year(start, _one(tokens, "M"), 1, sign)
    return reckoning.moved(found, _offset(tokens) - sign, YEAR)


def edge(tokens: Tokens, today: date, leaning: int) -> date:
    """The end, the beginning or the middle of a period."""
    part = next(token.kind for token in tokens if token.kind in "EBZ")
    if any(token.kind in "MG" or token.kind == "m" for token in tokens):
        return _edge_of_named(tokens, part, today, leaning)
    units = {token.value for token in tokens if token.kind == "U"}
    if len(units) != 1:
        raise NotOne
    unit = units.pop()
    if unit == DAY:
        if part != "E" or _offset(tokens):
            raise NotOne
        if any(token.kind == "W" for token in tokens):
            return weekday(tokens, today, leaning)
        return relative(tokens, today, leaning) if any(token.kind == "D" for token in tokens) else today
    if unit not in (WEEK, MONTH, QUARTER, YEAR) or any(token.kind in "DW" for token in tokens):
        raise NotOne
    if any(token.kind in OFFSETS for token in tokens):
        return reckoning.part_of(reckoning.beginning(today, unit, _offset(tokens)), unit, part)
    return reckoning.nearest_part(today, unit, part, leaning)


def _edge_of_named(tokens: Tokens, part: str, today: date, leaning: int) -> date:
    """The end of a month or a quarter with its name: the next that has not gone by."""
    rest = tuple([token for token in tokens if token.kind not in "EBZ"])
    unit = QUARTER if any(token.kind == "G" for token in rest) else MONTH
    first = (quarter if unit == QUARTER else month)(rest, reckoning.beginning(today, unit, 0), 1)
    found = reckoning.part_of(first, unit, part)
    if any(token.kind == "Y" or token.kind in OFFSETS for token in rest):
        return found
    while (found - today).days * leaning < 0:
        first = reckoning.moved(first, leaning, YEAR)
        found = reckoning.part_of(first, unit, part)
    if leaning < 0:
        while found > today:
            first = reckoning.moved(first, -1, YEAR)
            found = reckoning.part_of(first, unit, part)
    return found


def edge_of_year(tokens: Tokens, today: date, leaning: int) -> date:
    """The end of 2027."""
    part = next(token.kind for token in tokens if token.kind in "EBZ")
    _refuse_other_units(tokens)
    return reckoning.part_of(reckoning.written(_one(tokens, "Y"), 1, 1), YEAR, part)


def quarter(tokens: Tokens, today: date, leaning: int) -> date:
    month = _one(tokens, "G") * 3 - 2
    year = next((token.value for token in tokens if token.kind == "Y"), None)
    _refuse_other_units(tokens)
    if any(token.kind in OFFSETS for token in tokens):
        year = period(tokens, today, (YEAR,))[0].year
    if year is None:
        return reckoning.of_year(today, month, 1, leaning)
    return reckoning.written(year, month, 1)


def _refuse_other_units(tokens: Tokens) -> None:
    """Beside a year in numbers, only the word for a year may stand: "end of the month 2026" names no day."""
    if any(token.kind == "U" and token.value != YEAR for token in tokens):
        raise NotOne


def _checked(tokens: Tokens, found: date) -> date:
    """The day, where a weekday beside it agrees. Raises Invalid where it does not."""
    wanted = next((token.value for token in tokens if token.kind == "W"), found.weekday())
    if wanted != found.weekday():
        raise Invalid(
            _("{day} is not the weekday that stands beside it.").format(day=found.isoformat()),
            _("Leave one of the two out."),
        )
    return found
