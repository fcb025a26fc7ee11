"""From what a user says of repeating to a rule: `2w`, `weekday`, `mon,thu`, `month on the last fri`. Pure.

It promises to read a text whole or not at all. Seven languages are understood at once (`setiap 2 minggu`); their words
are in `lexicon`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from crmcli import repeats, texts
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.repeats import calendars

_LONGEST = 300
_UNITS = {"d": ("DAILY", 1), "w": ("WEEKLY", 1), "m": ("MONTHLY", 1), "q": ("MONTHLY", 3), "y": ("YEARLY", 1)}
_WORKING_DAYS = "MO,TU,WE,TH,FR"
_TOKEN = re.compile(r"[0-9]{1,6}(?:st|nd|rd|th|er|e|a|o|\.)(?!\w)|[0-9]{1,6}(?![0-9])|[^\W\d_]+|[,+/&、~]")
_NUMBER = re.compile(r"([0-9]+)(.*)")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def rule(text: str, due: str) -> str | None:
    """The RRULE that a text means for something first due then; None for `none`.

    Raises Invalid for what is not understood whole, never comes after it, or comes several times a day.
    """
    if len(text) > _LONGEST:
        raise _not_understood(text)
    if re.match(r"\s*(?:rrule:|freq=|[a-z]+=)", text, re.IGNORECASE):
        if any(part.partition("=")[0].strip().upper() in calendars.NAMES for part in text.split(";")):
            raise _not_understood(text)
        return _coming(repeats.checked(text), due)
    words = _words(text)
    if words in (["none"], ["never"]):
        return None
    found = _read(words, due)
    if found is None:
        raise _not_understood(text)
    return repeats.checked(found)


def _coming(rule: str, due: str) -> str:
    """The rule, where anything comes after the first. Raises Invalid where its UNTIL is over, or it meets no day."""
    day = date.fromisoformat(due[:10])
    if repeats.count_of(rule) > 1 and repeats.following(rule, due, after=due, today=day) is None:
        raise Invalid(
            _("By the rule {rule} nothing comes after {due}.").format(rule=rule, due=due[:10]),
            _("Leave its UNTIL out or set it later, or start on another day."),
        )
    return rule


def _read(words: list[str], due: str) -> str | None:
    """The rule of words in their canonical form; None where they are no rule."""
    words = [word for word in words if word not in ("every", "the", "and")]
    interval, words = _interval(words)
    if words[-1:] == ["of"]:
        return None
    words = [word for word in words if word != "of"]
    if not words or words[-1] == "on" or interval == 0:
        return None
    if words[0] in _UNITS:
        return _with_unit(words[0], interval or 1, [word for word in words[1:] if word != "on"], due)
    if interval is not None:
        return None
    if words == ["workday"]:
        return repeats.every("WEEKLY", 1, BYDAY=_WORKING_DAYS)
    days = _weekdays([word for word in words if word != "on"])
    return repeats.every("WEEKLY", 1, BYDAY=days) if days else _turned(words, due)


def _turned(words: list[str], due: str) -> str | None:
    """`last fri month`, `on 15 month`, `on 15`: the day said before the month, or without one."""
    if len(words) >= 2 and words[-1] in ("m", "q"):
        return _with_unit(words[-1], 1, [word for word in words[:-1] if word != "on"], due)
    if words == ["last", "d"]:
        return _in_month(words, 1)
    return _in_month(words[1:], 1) if words[0] == "on" and len(words) == 2 else None


def _interval(words: list[str]) -> tuple[int | None, list[str]]:
    """How many at a time, where the words begin with that, and the words after it."""
    if words[:1] == ["other"]:
        return 2, words[1:]
    if len(words) > 1 and words[0].isdecimal() and words[1] in _UNITS:
        return int(words[0]), words[1:]
    return None, words


def _with_unit(unit: str, interval: int, days: list[str], due: str) -> str | None:
    frequency, size = _UNITS[unit]
    interval *= size
    if not days:
        return repeats.plain(frequency, interval, due)
    if unit == "w":
        found = _weekdays(days)
        return repeats.every("WEEKLY", interval, BYDAY=found) if found else None
    if unit in ("m", "q"):
        return _in_month(days, interval)
    if unit == "d" and interval == 1 and days[1:] in ([], ["m"]):
        return _in_month(days[:1], 1)  # todo dia 15 do mês
    return _in_year(days, interval) if unit == "y" else None


def _in_month(days: list[str], interval: int) -> str | None:
    if days in (["last"], ["last", "d"]):
        return repeats.every("MONTHLY", interval, BYMONTHDAY="-1")
    if days in (["last", "workday"], ["1", "workday"]):
        return repeats.every("MONTHLY", interval, BYDAY=_WORKING_DAYS, BYSETPOS="1" if days[0] == "1" else "-1")
    if len(days) == 2 and days[1] == "last":
        days = days[::-1]  # jumat terakhir
    if len(days) == 2 and days[1] in repeats.WEEKDAYS:
        which = "-1" if days[0] == "last" else days[0]
        return repeats.every("MONTHLY", interval, BYDAY=which + days[1]) if which in ("-1", *"12345") else None
    numbers = [word for word in days if word not in (",", "d")]
    if not numbers or not all(word.isdecimal() and 1 <= int(word) <= 31 for word in numbers):
        return None
    if len(numbers) == 1 and int(numbers[0]) > 28:
        return repeats.plain("MONTHLY", interval, f"2000-01-{numbers[0]}")
    return repeats.every("MONTHLY", interval, BYMONTHDAY=",".join(sorted(set(numbers), key=int)))


def _in_year(days: list[str], interval: int) -> str | None:
    numbers = [word for word in days if word.isdecimal()]
    months = [word for word in days if word.startswith("month")]
    if len(numbers) != 1 or len(months) != 1 or len(days) != 2:
        return None
    day, month = int(numbers[0]), int(months[0].removeprefix("month"))
    if not 1 <= day <= _MONTH_LENGTHS[month - 1]:
        return None
    if (month, day) == (2, 29):
        return repeats.plain("YEARLY", interval, "2000-02-29")
    return repeats.every("YEARLY", interval, BYMONTH=str(month), BYMONTHDAY=str(day))


def _weekdays(words: list[str]) -> str:
    """`MO,TH` for weekdays one after another, commas between them or not; empty where there is anything else."""
    found = _spread([word for word in words if word != ","])
    if not found or len(set(found)) > 7 or not all(word in repeats.WEEKDAYS for word in found):
        return ""
    return ",".join(day for day in repeats.WEEKDAYS if day in found)


def _spread(words: list[str]) -> list[str]:
    """The words with `MO ~ FR` as all the days from one to the other; a `~` between anything else stays."""
    if "~" not in words:
        return words
    place = words.index("~")
    ends = [repeats.WEEKDAYS.index(word) for word in words[max(0, place - 1) : place + 2] if word in repeats.WEEKDAYS]
    if len(ends) != 2:
        return words
    days = [repeats.WEEKDAYS[(ends[0] + number) % 7] for number in range((ends[1] - ends[0]) % 7 + 1)]
    return words[: place - 1] + days + _spread(words[place + 2 :])


def _words(text: str) -> list[str]:
    """The words of a text, each in its canonical form; one that is not known stays as it is."""
    from crmcli.repeats import lexicon

    plain = texts.plain(unicodedata.normalize("NFKC", text)).replace("-feira", " ").replace("'", " ")
    plain = _HYPHEN.sub(" ", lexicon.spaced(" ".join(plain.split())))
    found: list[str] = []
    rest = _TOKEN.sub("", plain)
    if rest.strip(" ."):
        return []
    for each in _TOKEN.findall(plain):
        number = _NUMBER.fullmatch(each)
        if number:
            found += ["on", str(int(number[1]))] if number[2] else [str(int(number[1]))]
        else:
            found += lexicon.canonical(each).split()
    return found


def _not_understood(text: str) -> Invalid:
    return Invalid(
        _("'{text}' does not say how often.").format(text=text[:80]),
        _("For example 2w, 3m, weekday, mon,thu, month on the 31st, month on the last fri, year."),
    )
