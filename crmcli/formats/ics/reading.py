"""One event or task of a calendar: its properties, understood.

Promises a draft or a reason for any lines. Nothing in it raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from crmcli.formats.cleaning import clean_line
from crmcli.formats.drafts import Rejected
from crmcli.formats.ics import people, properties, texts, times
from crmcli.formats.ics.appointments import AppointmentDraft, day_of, is_day, key
from crmcli.formats.ics.components import RawComponent
from crmcli.formats.ics.properties import Properties
from crmcli.formats.ics.writer import PRODUCT
from crmcli.formats.ics.zones import Zones
from crmcli.formats.vcard.physical import LONGEST_LINE
from crmcli.i18n import _

LONGEST_UID = 1_000
_LONGEST_WHAT = 1_000
_LONGEST_NOTE = 900_000
_MOST_MINUTES = 7 * 24 * 60
_MOST_DAYS = 5_000  # that one event names by themselves
_MOST_LINKS = 5
# What an invited one sends back bears the name of the appointment, and says else what it likes.
_ANSWERS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})
_WEB = re.compile(r"https?://[^\s<>\"]{1,2000}")
_LINKS = (
    "URL",
    "CONFERENCE",
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGCONFLINK",
)
_NAMES = frozenset(
    {
        "UID", "SUMMARY", "DTSTART", "DTEND", "DUE", "DURATION", "LOCATION", "DESCRIPTION", "RRULE", "EXDATE", "RDATE",
        "RECURRENCE-ID", "STATUS", "COMPLETED", "ATTENDEE", "ORGANIZER", "PRIORITY", "LAST-MODIFIED", "DTSTAMP",
        "SEQUENCE", "TRIGGER", "EXRULE", *_LINKS,
    }
)  # fmt: skip


class Reader:
    """Reads the events of one file, with the zones it writes down."""

    def __init__(self, zones: Zones, owners: tuple[str, ...], codec: str) -> None:
        self._zones = zones
        self._owners = owners
        self._codec = codec

    def read(self, raw: RawComponent) -> AppointmentDraft | Rejected:
        """What became of one event or task."""
        source = "\n".join(raw.lines)
        source = (
            source if source.isprintable() else source.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        )
        reason = _broken(raw)
        if reason:
            return Rejected(raw.line, reason, source[: LONGEST_LINE // 16])
        if raw.calendar.get("METHOD", "").strip(": ").upper() in _ANSWERS:
            return Rejected(raw.line, _("It answers an invitation and is none."), "")  # nothing of it can be mended
        read = properties.read(raw.lines[1:-1] if raw.is_closed else raw.lines[1:], _NAMES, self._codec)
        began = self._start(read, raw.kind)
        if isinstance(began, str):
            return Rejected(raw.line, began, source)
        return self._draft(raw, source, read, began)

    def _draft(self, raw: RawComponent, source: str, read: Properties, began: tuple[str, str, str]) -> AppointmentDraft:
        start, zone, problem = began
        minutes, last = self._takes(read, start, zone)
        note = texts.plain(read.own["DESCRIPTION"][0].text if read.own.get("DESCRIPTION") else "")
        place = read.line("LOCATION")
        recurrence = read.first("RECURRENCE-ID")
        at = times.of(recurrence, self._zones, zone) if recurrence else None
        return AppointmentDraft(
            line=raw.line,
            source=source,
            uid=_uid(read),
            what=read.line("SUMMARY")[:_LONGEST_WHAT].strip() or place[:_LONGEST_WHAT].strip() or _("Appointment"),
            start=start,
            zone=zone,
            minutes=minutes,
            last=last,
            place=place[:_LONGEST_WHAT].strip(),
            note=note[:_LONGEST_NOTE],
            links=_links(read, f"{note}\n{place}"),
            rule=read.own["RRULE"][0].value.strip() if read.own.get("RRULE") else "",
            excluded=tuple(key(*each) for each in self._listed(read, "EXDATE", zone)),
            further=tuple(_on(zone, *each) for each in self._listed(read, "RDATE", zone)),
            recurrence=key(*at) if at else "",
            people=people.of(read),
            owners=self._owners,
            is_cancelled="CANCEL" in read.word("STATUS") or "CANCEL" in raw.calendar.get("METHOD", "").upper(),
            is_done=raw.kind == "VTODO" and (read.word("STATUS") == "COMPLETED" or bool(read.first("COMPLETED"))),
            warn_days=_warnings(read, start),
            priority=_priority(read) if raw.kind == "VTODO" else "normal",
            changed=times.instant(read.word("LAST-MODIFIED")) or times.instant(read.word("DTSTAMP")),
            version=_version(read),
            is_of_crm=PRODUCT in raw.calendar.get("PRODID", ""),
            problems=tuple(each for each in (problem, *_not_understood(read)) if each),
        )

    def _start(self, read: Properties, kind: str) -> tuple[str, str, str] | str:
        """When it begins, its zone, and a problem with that; or in one text why it is none."""
        found = (read.first("DUE") if kind == "VTODO" else None) or read.first("DTSTART")
        if found is None:
            return _("The task has no day.") if kind == "VTODO" else _("The event has no beginning.")
        at = times.of(found, self._zones)
        if at is None:
            return _("'{value}' is no day or time that can be read.").format(value=clean_line(found.value[:80]))
        problem = ""
        if found.zone and not at[1] and not is_day(at[0]):
            problem = _("Nobody knows the time zone {zone}; the time was taken as it stands.").format(
                zone=found.zone[:80]
            )
        return (*at, problem)

    def _takes(self, read: Properties, start: str, zone: str) -> tuple[int | None, str]:
        """How many minutes it takes, or up to which day."""
        said = read.first("DURATION")
        length = times.length(said.value) if said else None
        end = read.first("DTEND")
        until = times.of(end, self._zones, zone) if end else None
        if until and is_day(until[0]) == is_day(start):
            length = _instant(*until) - _instant(start, zone)
        if length is None or length <= timedelta():
            return None, ""
        if is_day(start):
            days = length.days
            last = day_of(start) + timedelta(days=days - 1) if 1 < days < 3_660 else None
            return None, last.isoformat() if last else ""
        minutes = int(length.total_seconds()) // 60
        return (minutes, "") if 1 <= minutes <= _MOST_MINUTES else (None, "")

    def _listed(self, read: Properties, name: str, zone: str) -> list[tuple[str, str]]:
        """The days of a property that names many."""
        found: list[tuple[str, str]] = []
        for line, value in properties.listed(read.own.get(name, [])):
            named = self._zones.named(line.zone)
            at = times.moment(value.partition("/")[0], named or zone)
            if at and len(found) < _MOST_DAYS:
                found.append(at)
        return found


def _broken(raw: RawComponent) -> str:
    if raw.has_overlong_line:
        return _("A line is longer than {most} MB.").format(most=LONGEST_LINE // 1_048_576)
    if raw.is_too_large:
        return _("The event is too large.")
    return ""


def _not_understood(read: Properties) -> Iterator[str]:
    """What few programs write, and what would be taken otherwise than it is meant."""
    recurrence = read.first("RECURRENCE-ID")
    if recurrence and recurrence.parameters.get("RANGE"):
        yield _("It is meant for all days from this one on; only this one was changed.")
    if read.first("EXRULE"):
        yield _("It leaves days out by a rule; those come all the same.")


def _uid(read: Properties) -> str:
    uid = read.line("UID")
    if uid and len(uid) <= LONGEST_UID:
        return uid
    said = [uid, *(each.value for name in ("SUMMARY", "DTSTART", "DUE", "LOCATION") for each in read.own.get(name, ()))]
    return "crm-" + sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()[:32]


def _version(read: Properties) -> str:
    """By which one tells the newer of two that are called the same: how often it was changed, then when."""
    sequence = read.word("SEQUENCE")
    number = int(sequence) if sequence.isascii() and sequence.isdecimal() and len(sequence) <= 10 else 0
    return f"{number:010d}/{times.instant(read.word('LAST-MODIFIED')) or times.instant(read.word('DTSTAMP'))}"


def _instant(start: str, zone: str) -> datetime:
    return datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone or "UTC"))


def _on(zone: str, start: str, other: str) -> str:
    """A time on the clocks of another zone, as the event's own times are."""
    if is_day(start) or not other or not zone or other == zone:
        return start
    return f"{_instant(start, other).astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"


def _links(read: Properties, said: str) -> tuple[str, ...]:
    """Where it takes place on the web, where its other texts do not say so."""
    found = [match[0] for name in _LINKS for each in read.own.get(name, ()) if (match := _WEB.match(each.line))]
    return tuple(dict.fromkeys(link for link in found if link not in said))[:_MOST_LINKS]


def _priority(read: Properties) -> str:
    said = read.word("PRIORITY")
    number = int(said) if said.isdecimal() and len(said) == 1 else 0
    return "high" if 1 <= number <= 4 else "low" if number >= 6 else "normal"


def _warnings(read: Properties, start: str) -> tuple[int, ...]:
    """How many days before alarms ring: those a day before and earlier. Of a whole day, any hour before it counts."""
    days = set()
    for kind, inside in read.inside[:100]:
        for trigger in inside.get("TRIGGER", ()) if kind == "VALARM" else ():
            before = times.length(trigger.value)
            if before is None or before >= timedelta() or trigger.parameters.get("RELATED", "").upper() == "END":
                continue
            days.add(-(before // timedelta(days=1)) if is_day(start) else -before // timedelta(days=1))
    return tuple(sorted((each for each in days if 1 <= each <= 366), reverse=True))[:9]
