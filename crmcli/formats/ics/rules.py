"""Rules of repeating as calendars can be trusted to read them.

The last day of a month that is too short is said by a position among several days (`BYMONTHDAY=28,29,30;BYSETPOS=-1`),
which is right, and which some programs take for all of those days. Pure; nothing depends on today.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from crmcli import repeats

_YEARS = 20  # in which the days that a simpler rule cannot name are named one by one
_LEAST = ["28", "29"]
_MONTHLY, _LEAP_DAY = {"FREQ", "BYMONTHDAY", "BYSETPOS"}, {"FREQ", "BYMONTH", "BYMONTHDAY", "BYSETPOS"}
_FREE = {"INTERVAL", "COUNT", "UNTIL", "WKST"}


class Written(NamedTuple):
    """A rule, empty where nothing is left for it, and the starts that it does not name."""

    rule: str
    further: tuple[str, ...] = ()


def portable(rule: str, start: str) -> Written:
    """The rule that counts from a start, in words that every program takes to mean the same days."""
    parts = repeats.parts_of(rule)
    days = parts.get("BYMONTHDAY", "").split(",")
    names = parts.keys() - _FREE
    if parts.get("BYSETPOS") != "-1" or days[:2] != _LEAST:
        return Written(rule)
    is_leap_day = names == _LEAP_DAY and parts["FREQ"] == "YEARLY" and parts["BYMONTH"] == "2" and len(days) == 2
    is_month = names == _MONTHLY and parts["FREQ"] == "MONTHLY" and days == list(map(str, range(28, 28 + len(days))))
    if is_leap_day or (is_month and days[-1] == "31"):
        return Written(_with(parts, "-1"))
    return _with_short_months(rule, parts, int(days[-1]), start) if is_month else Written(rule)


def _with_short_months(rule: str, parts: dict[str, str], day: int, start: str) -> Written:
    """The rule of the day that most months have, and one by one those on the last day of a shorter one."""
    first = date.fromisoformat(start[:10])
    last = date(min(first.year + _YEARS, 9999), 12, 31)
    named = repeats.occurrences(rule, start, after=first - timedelta(days=1), last=last)
    short = tuple(each for each in named if int(each[8:10]) != day)
    if "COUNT" in parts:
        is_whole = len(named) == int(parts["COUNT"])
        parts = {**parts, "COUNT": str(len(named) - len(short))} if is_whole else _without(parts, "COUNT")
    return Written("" if parts.get("COUNT") == "0" else _with(parts, str(day)), short)


def _with(parts: dict[str, str], day: str) -> str:
    kept = {**_without(parts, "BYSETPOS"), "BYMONTHDAY": day}
    return ";".join(f"{name}={value}" for name, value in kept.items())


def _without(parts: dict[str, str], name: str) -> dict[str, str]:
    return {each: value for each, value in parts.items() if each != name}
