"""Reads calendars for tests: files of this folder as programs write them, and lines put together."""

from __future__ import annotations

import io
from pathlib import Path

from crmcli.formats.drafts import Entry, Rejected
from crmcli.formats.ics import reader
from crmcli.formats.ics.appointments import AppointmentDraft

FOLDER = Path(__file__).parent / "calendars"


def entries(data: bytes | str) -> list[Entry]:
    """Everything that is read in a calendar."""
    return list(reader.read(io.BytesIO(data.encode() if isinstance(data, str) else data)).entries)


def drafts(data: bytes | str) -> list[AppointmentDraft]:
    """The appointments in a calendar, none of which may be rejected."""
    found = entries(data)
    assert not [each for each in found if isinstance(each, Rejected)]
    return [each for each in found if isinstance(each, AppointmentDraft)]


def of_program(name: str) -> list[Entry]:
    """What is read in the calendar of a program."""
    return entries((FOLDER / f"{name}.ics").read_bytes())


def calendar(*components: str, head: str = "") -> str:
    """A calendar of components."""
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n" + head + "".join(components) + "END:VCALENDAR\r\n"


def event(*lines: str, uid: str = "u1", start: str = "DTSTART:20261201T150000", summary: str = "Lunch") -> str:
    """An event; `lines` are further lines of it as they stand."""
    said = ["BEGIN:VEVENT", f"UID:{uid}", start, f"SUMMARY:{summary}", *lines, "END:VEVENT"]
    return "".join(f"{line}\r\n" for line in said if line)


def one(
    *lines: str, start: str = "DTSTART:20261201T150000", summary: str = "Lunch", head: str = ""
) -> AppointmentDraft:
    """The draft of a single event."""
    (found,) = drafts(calendar(event(*lines, start=start, summary=summary), head=head))
    return found
