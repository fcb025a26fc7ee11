"""What the reader of a calendar hands over: appointments as the file says them, in our words.

A draft knows nothing of the store, of today, or of the zone in which the user is. Its texts are clean, its times are
those of the clock on the wall in its own zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Person(NamedTuple):
    """Somebody an appointment names: the address in lower case, the name where it is said, and the answer given."""

    email: str
    name: str = ""
    answer: str = ""  # accepted, declined, tentative, needs-action …; empty where nothing is said


@dataclass(frozen=True, slots=True)
class AppointmentDraft:
    """One event or task of a calendar, or one day of those that an event comes again on."""

    line: int  # where it starts in its file, counted from 1
    source: str  # as it stood there
    uid: str
    what: str
    start: str  # 2026-11-24, or 2026-11-24T15:00 on the clocks of `zone`
    zone: str = ""  # the IANA name; empty where it floats
    minutes: int | None = None
    last: str = ""  # the last day, where it takes several whole ones
    place: str = ""
    note: str = ""
    links: tuple[str, ...] = ()
    rule: str = ""  # an RRULE as it stood
    excluded: tuple[str, ...] = ()  # the keys of days that the rule does not mean
    further: tuple[str, ...] = ()  # starts besides those of the rule, as `start` is written
    recurrence: str = ""  # the key of the day that this one takes the place of
    people: tuple[Person, ...] = ()
    owners: tuple[str, ...] = ()  # addresses of whose calendar it is, where the file tells
    is_cancelled: bool = False
    is_done: bool = False  # a task that was ticked off
    warn_days: tuple[int, ...] = ()
    priority: str = "normal"
    changed: str = ""  # the instant of its last change: 2026-11-24T09:00:00Z
    version: str = ""  # of several that are called the same the greatest counts
    is_of_crm: bool = False  # an export of ours
    problems: tuple[str, ...] = ()


def key(start: str, zone: str) -> str:
    """What tells the days of one event apart: the instant, or the day or time where it floats."""
    if not zone or "T" not in start:
        return start
    try:
        instant = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except (OverflowError, ValueError):
        return start
    return f"{instant:%Y-%m-%dT%H:%MZ}"


def is_day(text: str) -> bool:
    """Whether a start is a whole day."""
    return "T" not in text


def day_of(text: str) -> date:
    """The day of a start."""
    return date.fromisoformat(text[:10])
