"""Days, times and lengths as calendars write them: `20261124T150000Z`, `PT1H30M`, `-P1D`.

Pure: texts in, the forms of `appointments` out, None for what is none. Seconds do not count.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from crmcli.formats.ics.properties import Property
from crmcli.formats.ics.zones import Zones

FIRST_YEAR, LAST_YEAR = 1600, 9000  # phones write birthdays without a year as of 1604
_TIME = re.compile(
    r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T ]([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:\.[0-9]{1,9})?)?(Z)?)?"
)
_LENGTH = re.compile(
    r"([+-])?P(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,8})M)?(?:([0-9]{1,9})S)?)?",
    re.IGNORECASE,
)


def moment(text: str, zone: str) -> tuple[str, str] | None:
    """A day or a time and the zone in which it is; `zone` is what holds where the text itself says none."""
    match = _TIME.fullmatch(text.strip().upper())
    if match is None:
        return None
    try:
        year, month, day, hour, minute = (int(match[place] or 0) for place in range(1, 6))
        found = datetime(year, month, day, hour, minute)
    except ValueError:
        return None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    if match[4] is None:
        return f"{found:%Y-%m-%d}", ""
    return f"{found:%Y-%m-%dT%H:%M}", "UTC" if match[7] else zone


def of(found: Property, zones: Zones, floating: str = "") -> tuple[str, str] | None:
    """The day or time of a property and its zone; one that nobody knows is `floating`."""
    zone = zones.named(found.zone)
    return moment(found.value, floating if zone is None else zone)


def instant(text: str) -> str:
    """An instant as the store writes it, or empty where it is none: `2026-11-24T09:00:00Z`."""
    match = _TIME.fullmatch(text.strip().upper())
    if match is None or match[4] is None:
        return ""
    try:
        year, month, day, hour, minute, second = (int(match[place] or 0) for place in range(1, 7))
        found = datetime(year, month, day, hour, minute, min(second, 59))
    except ValueError:
        return ""
    return f"{found:%Y-%m-%dT%H:%M:%SZ}" if found.year >= 1000 else ""


def length(text: str) -> timedelta | None:
    """A length of time; less than nothing where it says minus."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None or not any(match[place] for place in range(2, 7)):
        return None
    weeks, days, hours, minutes, seconds = (int(match[place] or 0) for place in range(2, 7))
    found = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -found if match[1] == "-" else found
