"""What a calendar says beside a rule: days that it leaves out, and the zones by which it counts. Pure.

`EXDATE=20261130,20261207` are days on the clocks of the rule, which comes at most once on each. `FROM=America/New_York`
are the clocks that a rule counts on, `TO=Asia/Jakarta` those of the user on which it is shown; of a system's zone that
has no name it is how far ahead they are, `TO=+0530`. A zone that this machine does not know counts as if none was said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache

LEFT_OUT, FROM, TO = "EXDATE", "FROM", "TO"
NAMES = (LEFT_OUT, FROM, TO)  # in the order in which they stand behind a rule
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST = 1_000  # days that are left out
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]{0,60}")
_AHEAD = re.compile(r"([+-])([0-9]{2})([0-9]{2})")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a rule; of whole days no zone counts."""

    left_out: frozenset[str] = frozenset()
    there: tzinfo | None = None
    here: tzinfo | None = None

    def shown(self, moment: datetime) -> datetime:
        """A time on the clocks of the rule as the user's show it."""
        return _turned(moment, self.there, self.here)

    def counted(self, moment: datetime) -> datetime:
        """A time on the user's clocks as those of the rule show it."""
        return _turned(moment, self.here, self.there)

    def before(self, moment: datetime) -> datetime:
        """A time on the clocks of the rule before which none comes later than a moment on the user's."""
        with suppress(OverflowError):
            return self.counted(moment) - _DAY if self.there else moment
        return moment

    def behind(self, moment: datetime) -> datetime:
        """A time on the clocks of the rule behind which none comes earlier than a moment on the user's."""
        with suppress(OverflowError):
            return self.counted(moment) + _DAY if self.there else moment
        return moment

    def leaves_out(self, moment: datetime) -> bool:
        """Whether a day of the rule, on its own clocks, does not come."""
        return bool(self.left_out) and f"{moment:%Y%m%d}" in self.left_out


_NOTHING = Beside()


def parts_of(rule: str) -> dict[str, str]:
    """The parts of a rule by name: {"FREQ": "WEEKLY", "INTERVAL": "2"}."""
    return dict(part.split("=", 1) for part in rule.split(";"))


def written(parts: Mapping[str, str]) -> str:
    """The rule of these parts."""
    return ";".join(f"{name}={value}" for name, value in parts.items())


def of(parts: Mapping[str, str], start: str) -> Beside:
    """What stands beside a rule that counts from a start."""
    if parts.keys().isdisjoint(NAMES):
        return _NOTHING
    left_out = frozenset(parts[LEFT_OUT].split(",")) if LEFT_OUT in parts else frozenset()
    there, here = (_zone(parts[FROM]), _zone(parts[TO])) if FROM in parts and TO in parts else (None, None)
    return Beside(left_out, there, here) if there and here and "T" in start else Beside(left_out)


def split(text: str) -> tuple[str, list[str]]:
    """A rule without what a calendar says beside it, and that."""
    parts = text.split(";")
    beside = [part for part in parts if part.partition("=")[0].upper() in NAMES]
    return ";".join(part for part in parts if part not in beside), beside


def checked(beside: Iterable[str]) -> dict[str, str] | None:
    """The parts beside a rule as they are kept, in their order; None where they are junk."""
    pairs = [part.partition("=")[::2] for part in beside]
    said = {name.upper(): value for name, value in pairs}
    days = said.get(LEFT_OUT, "20261130").split(",")
    if len(said) < len(pairs) or (FROM in said) != (TO in said) or not _are_days(days):
        return None
    if FROM in said and (said[FROM] == said[TO] or not (_zone(said[FROM]) and _zone(said[TO]))):
        return None
    return with_left_out({name: said[name] for name in NAMES if name in said}, days if LEFT_OUT in said else ())


def with_left_out(parts: Mapping[str, str], days: Collection[str]) -> dict[str, str]:
    """The parts of a rule that leaves out these days, `20261130`, and no others; of very many the first."""
    behind = {name: parts[name] for name in (FROM, TO) if name in parts}
    kept = {name: value for name, value in parts.items() if name not in NAMES}
    left_out = {LEFT_OUT: ",".join(sorted(set(days))[:_MOST])} if days else {}
    return {**kept, **left_out, **behind}


def beginning(rule: str, due: str) -> str:
    """The start of a rule that begins with a due: the same, or what the clocks show by which the rule counts."""
    return as_start(of(parts_of(rule), due).counted(datetime.fromisoformat(due)), due)


def counting(rule: str, zone: str, here: str, left_out: Collection[str]) -> str:
    """The rule that leaves out days, `20261130` on its own clocks, and counts by a zone; by the user's where empty."""
    parts = {**parts_of(standard(rule)), **({FROM: zone, TO: here} if zone else {})}
    return written(with_left_out(parts, left_out))


def leaving_out(rule: str, start: str, due: str) -> str:
    """The rule without one of its days."""
    parts = parts_of(rule)
    beside = of(parts, start)
    day = f"{beside.counted(datetime.fromisoformat(due)):%Y%m%d}"
    return written(with_left_out(parts, {*beside.left_out, day}))


def since(rule: str, due: str) -> str:
    """The rule without the days left out that are over when it comes on a due."""
    parts = parts_of(rule)
    if LEFT_OUT not in parts:
        return rule
    beside = of(parts, due)
    first = f"{beside.counted(datetime.fromisoformat(due)):%Y%m%d}"
    return written(with_left_out(parts, {day for day in beside.left_out if day > first}))


def left_out(rule: str) -> list[str]:
    """The days that a rule leaves out, on its own clocks: `2026-11-30`."""
    days = parts_of(rule).get(LEFT_OUT, "")
    return [f"{day[:4]}-{day[4:6]}-{day[6:]}" for day in days.split(",") if day]


def zone_of(rule: str) -> str:
    """The zone by whose clocks a rule counts; empty where it is the user's."""
    return parts_of(rule).get(FROM, "")


def standard(rule: str) -> str:
    """The rule as the standard knows it, without what stands beside it."""
    return written({name: value for name, value in parts_of(rule).items() if name not in NAMES})


def days_ahead(rule: str, planned: str) -> int:
    """How many days later the user's clocks are than those of a rule, when it comes."""
    if FROM not in parts_of(rule):
        return 0
    return (datetime.fromisoformat(planned).date() - datetime.fromisoformat(beginning(rule, planned)).date()).days


def as_start(moment: datetime, start: str) -> str:
    """A moment as a start is written: a day, or a day and a time."""
    return moment.isoformat(timespec="minutes") if "T" in start else moment.date().isoformat()


def later(parts: Mapping[str, str], days: int) -> dict[str, str] | None:
    """The parts of a rule that comes so many days later, but for its end; None where a rule cannot say that."""
    others = set(parts) - {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", *NAMES}
    if others or parts["FREQ"] not in ("DAILY", "WEEKLY") or (parts["FREQ"] == "DAILY" and "BYDAY" in parts):
        return None
    moved = dict(parts)
    for name in ("BYDAY", "WKST"):
        if name in moved:
            moved[name] = ",".join(_weekday_later(day, days) for day in moved[name].split(","))
    if moved.get("INTERVAL", "1") != "1" and "WKST" not in moved:
        moved["WKST"] = _weekday_later("MO", days)
    return moved


def city(zone: str) -> str:
    """A zone as it is said: `New York`."""
    return zone.rpartition("/")[2].replace("_", " ")


def _weekday_later(day: str, days: int) -> str:
    return WEEKDAYS[(WEEKDAYS.index(day) + days) % 7]


def _turned(moment: datetime, zone: tzinfo | None, other: tzinfo | None) -> datetime:
    if zone is None or other is None:
        return moment
    try:
        return moment.replace(tzinfo=zone).astimezone(other).replace(tzinfo=None, fold=0)
    except (OverflowError, ValueError):  # at the edge of the calendar
        return moment


def _are_days(days: Collection[str]) -> bool:
    if not 0 < len(days) <= _MOST or not all(len(day) == 8 and day.isascii() and day.isdecimal() for day in days):
        return False
    try:
        return all(datetime.strptime(day, "%Y%m%d") for day in days)
    except ValueError:
        return False


@lru_cache
def _zone(name: str) -> tzinfo | None:
    ahead = _AHEAD.fullmatch(name)
    if ahead:
        length = timedelta(hours=int(ahead[2]), minutes=int(ahead[3]))
        return timezone(-length if ahead[1] == "-" else length) if length < _DAY else None
    if not _ZONE.fullmatch(name):
        return None
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
