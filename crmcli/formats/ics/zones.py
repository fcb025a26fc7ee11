"""Which zone a calendar means: by its IANA name, by what Windows calls it, or by the rules the file writes down.

Promises a zone that this machine knows for every name that can be told, and no rule whatever takes long. A zone that
nobody knows has no name here, so its times float.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from crmcli.formats.ics import properties
from crmcli.formats.ics.components import RawComponent

_NAMES = frozenset({"TZID", "X-LIC-LOCATION", "X-MICROSOFT-CDO-TZID", "DTSTART", "TZOFFSETTO", "RRULE", "RDATE"})
_OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})(?:[0-9]{2})?")
_GMT = re.compile(r"(?:GMT|UTC|Z)?\s*([+-])([0-9]{1,2}):?([0-9]{2})?")
_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})[0-9]{2})?")
_NTH = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNIVERSAL = frozenset({"Z", "UTC", "GMT", "ETC/UTC", "ETC/GMT", "UCT", "ZULU", "COORDINATED UNIVERSAL TIME"})
_MOST_OBSERVANCES = 200  # of one zone
_MOST_COMPARED = 40  # zones of a file whose rules are compared with the world's
_LONGEST_NAME = 200
_COMPARED_MONTHS = (1, 3, 4, 5, 7, 9, 10, 11, 12)


class Observance(NamedTuple):
    """One of the two halves of a year, or a change that came once: from when on, and how far from UTC."""

    start: datetime
    offset: timedelta
    months: tuple[int, ...]  # empty where it came once
    weekday: int  # 0 is Monday; -1 where the day of the month counts
    nth: int
    days: tuple[int, ...]
    until: int  # the last year

    def begins(self, year: int) -> list[datetime]:
        """The moments of a year, on the clock before, at which it begins."""
        if not self.months:
            return [self.start] if self.start.year == year else []
        if not self.start.year <= year <= self.until:
            return []
        return [datetime.combine(day, self.start.time()) for month in self.months if (day := self._day(year, month))]

    def _day(self, year: int, month: int) -> date | None:
        length = monthrange(year, month)[1]
        if self.weekday < 0:
            wanted = [day for day in self.days or (self.start.day,) if 1 <= day <= length]
            return date(year, month, wanted[0]) if wanted else None
        found = [day for day in range(1, length + 1) if date(year, month, day).weekday() == self.weekday]
        if self.days:
            found = [day for day in found if day in self.days]
        place = self.nth - 1 if self.nth > 0 else self.nth
        return date(year, month, found[place]) if -len(found) <= place < len(found) else None


@dataclass(slots=True)
class Zones:
    """The zones of one file. `add` takes what it writes down, `named` answers what a name means."""

    codec: str = "utf-8"
    _written: dict[str, RawComponent] = field(default_factory=dict)
    _known: dict[str, str | None] = field(default_factory=dict)
    _compared: int = 0

    def add(self, component: RawComponent) -> None:
        """Takes a zone that the file writes down, under its name."""
        name = properties.read(component.lines[1:], frozenset({"TZID"})).line("TZID")
        if name and len(self._written) < 1_000:
            self._written.setdefault(name[:_LONGEST_NAME], component)

    def named(self, name: str) -> str | None:
        """The IANA name of a zone, or None where nobody knows it; empty for a time that floats."""
        name = name.strip()[:_LONGEST_NAME]
        if not name:
            return ""
        if name not in self._known:
            if len(self._known) > 10_000:
                self._known.clear()
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> str | None:
        component = self._written.get(name)
        known = by_name(name)
        if known or component is None:
            return known
        read = properties.read(component.lines[1:], _NAMES, self.codec)
        for said in ("X-LIC-LOCATION", "X-MICROSOFT-CDO-TZID"):
            if known := by_name(read.line(said)):
                return known
        observances = [each for kind, found in read.inside for each in _observances(kind, found)][:_MOST_OBSERVANCES]
        if not observances or self._compared >= _MOST_COMPARED:
            return None
        self._compared += 1
        return _alike(observances)


def by_name(name: str) -> str | None:
    """The IANA name of what a calendar calls a zone, by the name alone; None where it says nothing."""
    name = name.strip().strip('"')[:_LONGEST_NAME]
    if not name:
        return None
    if name.upper() in _UNIVERSAL:
        return "UTC"
    parts = name.split("/")
    for count in (len(parts), 3, 2):  # /mozilla.org/20050126_1/Europe/Berlin, America/Argentina/Salta
        tail = "/".join(parts[-count:])
        if count <= len(parts) and _is_zone(tail):
            return tail
    if found := _windows().get(name.casefold()):
        return found
    return _fixed(name)


def _fixed(name: str) -> str | None:
    """A whole number of hours from UTC, as `GMT+0700` and `UTC-3` say it."""
    match = _GMT.fullmatch(name)
    if match is None or int(match[3] or 0) or int(match[2]) > 12:
        return None
    hours = int(match[2])
    return f"Etc/GMT{'-' if match[1] == '+' else '+'}{hours}" if hours else "UTC"


def zoned(moment: datetime, zone: str) -> datetime:
    """A time on the clock of a zone that is known."""
    return moment.replace(tzinfo=ZoneInfo(zone))


@cache
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return "/" in name or name.isupper()


@cache
def _windows() -> dict[str, str]:
    from tzlocal.windows_tz import win_tz

    return {name.casefold(): zone for name, zone in win_tz.items()}


def _observances(kind: str, found: dict[str, list[properties.Property]]) -> list[Observance]:
    if kind not in ("STANDARD", "DAYLIGHT") or not found.get("DTSTART") or not found.get("TZOFFSETTO"):
        return []
    sign = _OFFSET.match(found["TZOFFSETTO"][0].value.strip())
    start = _moment(found["DTSTART"][0].value)
    if sign is None or start is None or int(sign[2]) > 15 or int(sign[3]) > 59:
        return []
    offset = timedelta(hours=int(sign[2]), minutes=int(sign[3])) * (-1 if sign[1] == "-" else 1)
    once = [start, *filter(None, (_moment(value) for _line, value in properties.listed(found.get("RDATE", []))))]
    plain = [Observance(each, offset, (), -1, 0, (), 9999) for each in once[:_MOST_OBSERVANCES]]
    rule = found["RRULE"][0].value.strip().upper() if found.get("RRULE") else ""
    yearly = _yearly(rule, start, offset)
    return [yearly, *plain[1:]] if yearly else plain


def _yearly(rule: str, start: datetime, offset: timedelta) -> Observance | None:
    """A rule as zones are written with: once a year, in a month, on a day or the so-manieth of a weekday."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if parts.get("FREQ") != "YEARLY" or parts.get("INTERVAL", "1") != "1":
        return None
    day = _NTH.fullmatch(parts.get("BYDAY", ""))
    months = tuple(int(each) for each in parts.get("BYMONTH", str(start.month)).split(",") if each.isdecimal())
    days = tuple(int(each) for each in parts.get("BYMONTHDAY", "").split(",") if each.isdecimal())
    if not months or not all(1 <= month <= 12 for month in months[:12]):
        return None
    until = parts.get("UNTIL", "9999")[:4]
    return Observance(
        start,
        offset,
        months[:12],
        _WEEKDAYS.index(day[2]) if day else -1,
        int(day[1] or 1) or 1 if day else 0,
        days[:31],
        int(until) if until.isdecimal() else 9999,
    )


def _moment(text: str) -> datetime | None:
    match = _DAY.match(text.strip())
    if match is None:
        return None
    try:
        return datetime(int(match[1]), int(match[2]), int(match[3]), int(match[4] or 0), int(match[5] or 0))
    except ValueError:
        return None


def _offset_at(observances: list[Observance], moment: datetime) -> timedelta:
    """How far from UTC the clocks are, by the change that came last; by the first one where none has come yet."""
    years = (moment.year, moment.year - 1)
    begun = [(begin, each.offset) for each in observances for year in years for begin in each.begins(year)]
    begun = [pair for pair in begun if pair[0] <= moment]
    if begun:
        return max(begun)[1]
    earlier = [(each.start, each.offset) for each in observances if each.start <= moment]
    return max(earlier)[1] if earlier else min((each.start, each.offset) for each in observances)[1]


def _alike(observances: list[Observance]) -> str | None:
    """A zone of the world whose clocks go as those: the same hours from UTC in the middle and at the turns of years."""
    newest = max((each.start.year for each in observances if not each.months), default=2020)
    year = max(2024, min(newest, 2040))
    days = [(month, day) for month in _COMPARED_MONTHS for day in (1, 15, 28)]
    moments = [datetime(each, month, day, 12) for each in (year, year + 1) for month, day in days]
    offsets = [(moment, _offset_at(observances, moment)) for moment in moments]
    if len({offset for _moment_, offset in offsets}) == 1:
        hours, rest = divmod(offsets[0][1], timedelta(hours=1))
        if not rest and -12 <= hours <= 14:
            return f"Etc/GMT{'-' if hours > 0 else '+'}{abs(hours)}" if hours else "UTC"
    alike = [name for name in dict.fromkeys(_windows().values()) if _is_zone(name) and _agrees(name, offsets)]
    turns = [turn for each in observances for begin in (year, year + 1) for turn in each.begins(begin)]
    near = [turn + by for turn in turns for by in (timedelta(minutes=-30), timedelta(minutes=90))]
    exact = [(moment, _offset_at(observances, moment)) for moment in near]
    return next((name for name in alike if _agrees(name, exact)), alike[0] if alike else None)


def _agrees(name: str, offsets: list[tuple[datetime, timedelta]]) -> bool:
    return all(zoned(moment, name).utcoffset() == offset for moment, offset in offsets)
