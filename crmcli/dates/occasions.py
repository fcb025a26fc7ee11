"""Days of the year as other programs write them: birthdays and anniversaries, with or without a year.

Pure: text in, numbers out, nothing guessed. A day that could be read two ways is not read at all unless the
order of day and month is given.
"""

from __future__ import annotations

import re

_NUMBERS = re.compile(r"(\d{1,4})\s?([-/.年년])\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,4})\s?[日일.]?(?:[ T,].*)?", re.DOTALL)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?", re.DOTALL)
_WITHOUT_YEAR = re.compile(r"--(\d{2})-?(\d{2})(?:T.*)?|(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?", re.DOTALL)
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:de\s+)?([^\W\d_]+)\.?(?:[\s,-]+(?:de\s+)?(\d{2,4}))?"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?:,?[\s-]+(\d{4}))?")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LONGEST = 40
# How the names of months begin, in en, de, fr, es, pt, it, nl, pl, id and ru; the longest wins.
_MONTHS = {
    beginning: month
    for month, beginnings in enumerate(
        (
            "jan jän ene gen sty янв",
            "feb fév fev lut фев peb",
            "mar mär mrt maa mrz мар",
            "apr avr abr kwi апр",
            "may mai mei maj mag май мая",
            "jun juin giu cze июн",
            "jul juil lug lip июл",
            "aug aoû aou ago sie agu авг agt",
            "sep set wrz сен",
            "oct okt ott out paź paz окт",
            "nov lis ноя",
            "dec déc dez dic des gru дек",
        ),
        1,
    )
    for beginning in beginnings.split()
}


def parse_occasion(text: str, date_order: str = "") -> tuple[int | None, int, int] | None:
    """Return (year or None, month, day) of a day as an address book writes it, or None where it is no day.

    `date_order` (`dmy`, `mdy`, `ymd` or empty) decides what numbers alone leave open; without it,
    `03/04/1980` is not read. Zeros (`0/0/00`) are no day. A year of two digits is of 1930 to 2029. The
    year 0, and 1604, which Apple writes for a day without a year, are no year.
    """
    plain = text.strip()
    if not plain or len(plain) > _LONGEST:
        return None
    if found := _RUN_TOGETHER.fullmatch(plain):
        return _checked(found[1], found[2], found[3])
    if found := _WITHOUT_YEAR.fullmatch(plain):
        return _checked("", found[1] or found[3], found[2] or found[4])
    if found := _NUMBERS.fullmatch(plain):
        return _from_numbers(found[1], found[2], found[3], found[4], date_order)
    return _from_words(plain.lower())


def in_numbers(year: str, month: int, day: int) -> tuple[int | None, int, int] | None:
    """Returns a day whose parts are known as `parse_occasion` does, the year read by its digits; None for no day."""
    return _checked(year, str(month), str(day))


def _from_numbers(
    first: str, separator: str, second: str, third: str, date_order: str
) -> tuple[int | None, int, int] | None:
    if len(first) >= 3 or separator in "年년":
        return _checked(first, second, third)
    if date_order == "ymd" and len(third) <= 2:
        return _checked(first, second, third)
    as_day_month = _checked(third, second, first)
    as_month_day = _checked(third, first, second)
    if separator == "." or not as_month_day or as_month_day == as_day_month:
        return as_day_month  # with dots the day comes first everywhere
    if not as_day_month or date_order == "mdy":
        return as_month_day
    return as_day_month if date_order == "dmy" else None


def _from_words(plain: str) -> tuple[int | None, int, int] | None:
    if found := _DAY_FIRST.fullmatch(plain):
        return _checked(found[3] or "", _month(found[2]), found[1])
    if found := _MONTH_FIRST.fullmatch(plain):
        return _checked(found[3] or "", _month(found[1]), found[2])
    return None


def _month(word: str) -> str:
    """The number of a month by its name, or 0."""
    for length in (4, 3):
        if word[:length] in _MONTHS:
            return str(_MONTHS[word[:length]])
    return "0"


def _checked(year: str, month: str, day: str) -> tuple[int | None, int, int] | None:
    month_number, day_number = int(month), int(day)
    if not (1 <= month_number <= 12 and 1 <= day_number <= _DAYS[month_number - 1]):
        return None
    number: int | None = int(year) if year else None
    if year and len(year) <= 2:
        number = int(year) + (2000 if int(year) < 30 else 1900)
    if year == "4501" or (year and len(year) == 3):
        return None  # Outlook's day for "none"; and no program writes years of three digits
    if number in (1604, 0):
        number = None
    is_common_year = number is not None and (number % 4 != 0 or (number % 100 == 0 and number % 400 != 0))
    return None if is_common_year and (month_number, day_number) == (2, 29) else (number, month_number, day_number)
