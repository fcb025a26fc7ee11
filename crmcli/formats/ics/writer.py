"""A calendar of events as RFC 5545 has it, that phones and other programs read.

Promises that the same events are the same bytes on every day, that every text of an event stands in it, and that no
text can be more than a text. Nobody is invited by it: it names no attendee.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crmcli import repeats
from crmcli.errors import CrmError
from crmcli.formats.ics import observances, rules, writing
from crmcli.formats.ics.drafts import EventDraft
from crmcli.formats.ics.rules import Written

PRODUCT = "-//crm//crm//EN"
MINUTES = 30  # that a timed event takes where nobody says how long
_MORNING = 9 * 60  # minutes: when a whole day's alarm rings
_DAY = 24 * 60  # minutes
_AHEAD = 20  # years that a rule is followed for
_LAST_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})Z?)?")


def calendar(events: Iterable[EventDraft], *, name: str) -> str:
    """The events as one calendar of this name. Its lines end in CR LF."""
    return "".join(pieces(events, name=name))


def pieces(events: Iterable[EventDraft], *, name: str) -> Iterator[str]:
    """Yields the text of a calendar piece by piece."""
    known = list(events)
    yield writing.line("BEGIN", "VCALENDAR") + writing.line("VERSION", "2.0") + writing.line("PRODID", PRODUCT)
    yield writing.line("CALSCALE", "GREGORIAN") + writing.line("X-WR-CALNAME", writing.text(name))
    yield writing.line("X-PUBLISHED-TTL", "PT1H")
    yield from _zones(known)
    for each in known:
        yield "".join(_event(each))
    yield writing.line("END", "VCALENDAR")


def _zones(events: list[EventDraft]) -> Iterator[str]:
    """The zones of the events, each good for its years; UTC where there are none, since a calendar holds something."""
    years: dict[str, tuple[int, int]] = {}
    for each in events:
        if each.zone and each.zone != "UTC" and "T" in each.start + each.recurrence:
            year = int(each.start[:4])
            first, last = years.get(each.zone, (year, year))
            years[each.zone] = min(first, year - 1), max(last, year + (_AHEAD if each.rule else 1))
    for zone, (first, last) in sorted(years.items()):
        yield observances.component(zone, first, last)
    if not events:
        yield observances.component("UTC", 1970, 1970)


def _event(event: EventDraft) -> Iterator[str]:
    # It has no LAST-MODIFIED: phones pass over an event that is no newer by it, also where the number to call, a name
    # or the zone of times changed, which makes no event newer.
    yield writing.line("BEGIN", "VEVENT")
    yield writing.line("UID", writing.text(event.uid))
    yield writing.line("DTSTAMP", writing.instant(event.stamp))
    if event.created:
        yield writing.line("CREATED", writing.instant(event.created))
    yield writing.line("SEQUENCE", str(max(event.sequence, 0)))
    if event.recurrence:
        yield _at("RECURRENCE-ID", event.recurrence, event.zone)
    yield _at("DTSTART", event.start, event.zone)
    yield from _end(event)
    rule, further = _rule(event)
    if rule:
        yield writing.line("RRULE", rule)
    for start in further:
        yield _at("RDATE", start, event.zone)
    for start in event.excluded:
        yield _at("EXDATE", start, event.zone)
    yield from _texts(event)
    yield writing.line("STATUS", "CONFIRMED")
    yield writing.line("TRANSP", "OPAQUE" if event.is_busy else "TRANSPARENT")
    if event.priority:
        yield writing.line("PRIORITY", str(event.priority))
    for minutes in event.alarms:
        yield from _alarm(event, minutes)
    yield writing.line("END", "VEVENT")


def _texts(event: EventDraft) -> Iterator[str]:
    yield writing.line("SUMMARY", writing.text(event.summary))
    if event.place:
        yield writing.line("LOCATION", writing.text(event.place))
    if event.note:
        yield writing.line("DESCRIPTION", writing.paragraph(event.note))
    if event.categories:
        yield writing.line("CATEGORIES", ",".join(map(writing.text, event.categories)))


def _at(name: str, start: str, zone: str) -> str:
    """A property whose value is a day, or a minute on the clocks of a zone."""
    if "T" not in start:
        return writing.line(f"{name};VALUE=DATE", writing.moment(start))
    if zone == "UTC":
        return writing.line(name, writing.moment(start) + "Z")
    return writing.line(f"{name};TZID={zone}" if zone else name, writing.moment(start))


def _end(event: EventDraft) -> Iterator[str]:
    if "T" in event.start:
        yield writing.line("DURATION", writing.length(event.minutes or MINUTES))
        return
    day = date.fromisoformat(event.start)
    if day < date.max:
        yield _at("DTEND", (day + timedelta(days=1)).isoformat(), "")


def _alarm(event: EventDraft, minutes: int) -> Iterator[str]:
    yield writing.line("BEGIN", "VALARM")
    yield writing.line("ACTION", "DISPLAY")
    yield writing.line("DESCRIPTION", writing.text(event.summary))
    yield writing.line("TRIGGER", writing.length(-minutes))
    yield writing.line("END", "VALARM")


def days_before(days: int, start: str) -> int:
    """How many minutes before a start an alarm rings so many days before; of a whole day, at nine in the morning."""
    return days * _DAY if "T" in start else days * _DAY - _MORNING


def _rule(event: EventDraft) -> Written:
    """The rule with its end written as the standard wants it beside such a start; empty where it is none."""
    if not event.rule:
        return Written("")
    try:
        rule, further = rules.portable(repeats.checked(event.rule), event.start)
    except (CrmError, ValueError):
        return Written("")  # another program's, which no calendar would take
    parts = repeats.parts_of(rule) if rule else {}
    if "UNTIL" in parts:
        parts["UNTIL"] = _until(parts["UNTIL"], event)
    return Written(";".join(f"{name}={value}" for name, value in parts.items()), further)


def _until(until: str, event: EventDraft) -> str:
    """The end of a rule: a day beside days, UTC beside a zone, else a time that floats; a day is meant whole."""
    found = _LAST_DAY.fullmatch(until)
    if found is None or "T" not in event.start:
        return until[:8]
    hour, minute, second = (int(found[4]), int(found[5]), int(found[6])) if found[4] else (23, 59, 59)
    last = datetime.combine(date(int(found[1]), int(found[2]), int(found[3])), time(hour, minute, second))
    if not event.zone:
        return f"{last:%Y%m%dT%H%M%S}".rjust(15, "0")
    try:
        return f"{last.replace(tzinfo=ZoneInfo(event.zone)).astimezone(UTC):%Y%m%dT%H%M%SZ}".rjust(16, "0")
    except OverflowError:
        return f"{last:%Y%m%dT%H%M%SZ}".rjust(16, "0")
