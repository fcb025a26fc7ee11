"""Days and instants as tables of deals write them: `2026-10-12 07:43:21`, `12.10.2026`, `Oct 12, 2026 3:15 PM`.

Pure: a text goes in, a local day with or without a time comes out, or an instant where the text says its zone. What can
be read two ways is not read.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from crmcli.dates.occasions import parse_occasion

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(.*?)[,\s]+(?:um\s|às\s|à\s)?(\d{1,2})[:.h](\d\d)(?:[:.](\d\d))?\s*(?:([ap])\.?\s?m\.?)?", re.IGNORECASE
)
_LONGEST = 60  # characters
_NOON = 12


class Read(NamedTuple):
    """A day, and the time where one is said. Where the zone is said too, it is the instant, in UTC."""

    day: date
    time: time | None = None
    instant: datetime | None = None

    @property
    def due(self) -> str:
        """How a diary stores it: `2026-11-24`, or `2026-11-24T15:00`."""
        return self.day.isoformat() if self.time is None else f"{self.day.isoformat()}T{self.time:%H:%M}"


def read(text: str, date_order: str) -> Read | None:
    """Returns what a text says; None where it says no day. `date_order` reads days in numbers (dmy, mdy, ymd)."""
    if len(text) > _LONGEST:
        return None
    try:
        found = _ISO.fullmatch(text.strip())
        return _of_iso(found) if found else _of_words(text.strip(), date_order)
    except (ValueError, OverflowError):
        return None


def _of_iso(found: re.Match[str]) -> Read:
    day = date(int(found[1]), int(found[2]), int(found[3]))
    if found[4] is None:
        return Read(day)
    clock = time(int(found[4]), int(found[5]), int(found[6] or 0))
    zone = found[7]
    if zone is None:
        return Read(day, clock)
    offset = "+00:00" if zone.upper() in ("Z", "UTC", "GMT") else zone
    instant = datetime.fromisoformat(f"{day.isoformat()}T{clock.isoformat()}{offset}").astimezone(UTC)
    return Read(day, clock, instant)


def _of_words(text: str, date_order: str) -> Read | None:
    found = _CLOCK.fullmatch(text)
    day = _day(found[1] if found else text, date_order)
    if day is None or found is None:
        return Read(day) if day else None
    hour = int(found[2])
    if found[5]:
        hour = hour % _NOON + (_NOON if found[5].lower() == "p" else 0)
    return Read(day, time(hour, int(found[3]), int(found[4] or 0)))


def _day(text: str, date_order: str) -> date | None:
    parts = parse_occasion(text, date_order)
    return date(parts[0], parts[1], parts[2]) if parts and parts[0] else None
