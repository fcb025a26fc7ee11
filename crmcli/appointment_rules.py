"""Rules of calendars made ours: checked, moved near to the present, and said for the user's clocks. Pure.

Promises that no rule, and no number of rules, takes long: shapes are checked once, and those that are costly to reckon
with are understood only so many times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from crmcli import repeats
from crmcli.errors import Invalid
from crmcli.repeats import calendars

_LONGEST = 500  # characters of a rule
_MOST_SHAPES = 500
_MOST_STEPS = 300_000  # days counted off for rules that say how many
_MOST_COSTLY = 3_000
_COSTLY = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYMONTH")
_ONCE_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_UNTIL = re.compile(r"([0-9]{8})(?:T([0-9]{4})[0-9]{2}(Z)?)?")
_NEAR = 8  # years
_FOR_EVER = 2200  # programs that know no endless rule end theirs in a year that nobody sees
_DAY_END = "T2359"


@dataclass(slots=True)
class Rules:
    """The rules of one import."""

    _shapes: dict[str, str | None] = field(default_factory=dict)
    _steps: int = 0
    _costly: int = 0

    def understood(self, text: str, zone: str) -> str | None:
        """A rule as ours are kept, its UNTIL on the clocks of the event's zone; None where it is not understood."""
        if len(text) > _LONGEST:
            return None
        given = [part for part in "".join(text.split()).upper().removeprefix("RRULE:").split(";") if part]
        parts = dict(part.partition("=")[::2] for part in given)
        if (
            len(parts) < len(given)
            or not parts.keys().isdisjoint(calendars.NAMES)
            or ("COUNT" in parts and "UNTIL" in parts)
        ):
            return None
        for name in _ONCE_A_DAY:  # an hour that is that of the beginning says nothing
            if parts.get(name, "").isdecimal():
                del parts[name]
        ends: dict[str, str] = {name: parts.pop(name) for name in ("COUNT", "UNTIL") if name in parts}
        shape = self._shape(";".join(f"{name}={value}" for name, value in parts.items()))
        if shape is None or self._is_too_much(ends, shape):
            return None
        if "UNTIL" in ends:
            if ends["UNTIL"][:4] >= str(_FOR_EVER) and _UNTIL.fullmatch(ends["UNTIL"]):
                return shape
            until = _until(ends["UNTIL"], zone)
            return f"{shape};UNTIL={until}" if until else None
        return f"{shape};COUNT={int(ends['COUNT'])}" if ends else shape

    def nearer(self, rule: str, start: str, year: int) -> str:
        """A beginning some years ago from which the same days are reckoned, for an event that began long ago."""
        parts = repeats.parts_of(rule)
        began = datetime.fromisoformat(start)
        interval = int(parts.get("INTERVAL", "1"))
        years = (year - _NEAR - began.year) // interval * interval
        if parts["FREQ"] not in ("MONTHLY", "YEARLY") or "COUNT" in parts or years <= 0:
            return start
        while years > 0:
            try:
                return began.replace(year=began.year + years).isoformat()[: len(start)]
            except ValueError:  # a 29 February
                years -= interval
        return start

    def turned(self, rule: str, start: str, ahead: timedelta) -> str | None:
        """A rule for clocks that are so far ahead; None where they cannot say it so."""
        if not ahead:
            return rule
        began = datetime.fromisoformat(start)
        shift = ((began + ahead).date() - began.date()).days
        parts = repeats.parts_of(rule)
        if "UNTIL" in parts:
            until = datetime.strptime((parts["UNTIL"] + _DAY_END)[:13], "%Y%m%dT%H%M") + ahead
            parts["UNTIL"] = f"{until:%Y%m%dT%H%M}00"
        moved = calendars.later(parts, shift) if shift else parts
        return calendars.written(moved) if moved else None

    def _shape(self, text: str) -> str | None:
        """A rule without its end, as ours are kept."""
        if text not in self._shapes:
            if len(self._shapes) >= _MOST_SHAPES:
                return None
            try:
                self._shapes[text] = repeats.checked(text)
            except (Invalid, ValueError, OverflowError):
                self._shapes[text] = None
        return self._shapes[text]

    def _is_too_much(self, ends: dict[str, str], shape: str) -> bool:
        if "COUNT" in ends:
            count = ends["COUNT"]
            if not (count.isascii() and count.isdecimal() and len(count) <= 5 and 1 <= int(count) <= 10_000):
                return True
            self._steps += int(count)
        self._costly += any(name in shape for name in _COSTLY)
        return self._steps > _MOST_STEPS or self._costly > _MOST_COSTLY


def _until(text: str, zone: str) -> str:
    """An UNTIL on the clocks of a zone; empty where it is none."""
    match = _UNTIL.fullmatch(text)
    if match is None:
        return ""
    try:
        if match[2] is None:
            return f"{datetime.strptime(match[1], '%Y%m%d'):%Y%m%d}" if int(match[1][:4]) >= 1000 else ""
        moment = datetime.strptime(match[1] + match[2], "%Y%m%d%H%M")
        if match[3] and zone:
            moment = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    except (ValueError, OverflowError):
        return ""
    return f"{moment:%Y%m%dT%H%M}00" if 1000 <= moment.year <= 9_998 else ""
