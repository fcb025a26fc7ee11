"""A validator of RFC 5545 for what crm writes: stricter than the libraries, which mend what they can.

`check(data)` raises AssertionError, with the line, for anything the standard forbids.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

_LINE = re.compile(r"([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=(?:\"[^\"]*\"|[^\";:,]+))*):(.*)", re.DOTALL)
_DATE, _TIME = r"[0-9]{8}", r"[0-9]{8}T[0-9]{6}"
_DURATION = re.compile(
    r"-?P(?:[0-9]+D(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?)?|T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:0S)?)"
)
_TEXTS = {"SUMMARY", "LOCATION", "DESCRIPTION", "UID", "X-WR-CALNAME", "TZNAME", "PRODID"}
_REQUIRED = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}
_INSIDE = {
    "VCALENDAR": {"VEVENT", "VTIMEZONE"},
    "VEVENT": {"VALARM"},
    "VTIMEZONE": {"STANDARD", "DAYLIGHT"},
}
_SEVERAL = {"RDATE", "EXDATE"}


class Property(NamedTuple):
    """One line of a calendar, unfolded."""

    name: str
    parameters: str
    value: str


class Component:
    """A component with its properties and those inside it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.properties: list[Property] = []
        self.inside: list[Component] = []

    def of(self, name: str) -> list[Property]:
        """The properties of a name."""
        return [each for each in self.properties if each.name == name]


def check(data: bytes) -> Component:
    """The calendar itself, where it is one by the letter of the standard."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in physical)
    for line in physical:
        line.decode("utf-8")  # no fold cuts a character
    lines = data[:-2].decode().replace("\r\n ", "").split("\r\n")
    assert not any(ord(letter) < 32 and letter != "\t" for line in lines for letter in line)
    calendar = _components(lines)
    zones = {each.of("TZID")[0].value for each in calendar.inside if each.name == "VTIMEZONE"}
    assert calendar.inside, "a calendar holds something"
    _check(calendar, zones)
    events = [each for each in calendar.inside if each.name == "VEVENT"]
    called = Counter((e.of("UID")[0].value, *(p.value for p in e.of("RECURRENCE-ID"))) for e in events)
    assert not [each for each, times in called.items() if times > 1]
    return calendar


def _components(lines: list[str]) -> Component:
    stack: list[Component] = []
    root = None
    for line in lines:
        match = _LINE.fullmatch(line)
        assert match, line
        assert root is None, line
        name, parameters, value = match.groups()
        if name == "BEGIN":
            stack.append(Component(value))
        elif name == "END":
            done = stack.pop()
            assert done.name == value, line
            if stack:
                assert done.name in _INSIDE.get(stack[-1].name, ()), line
                stack[-1].inside.append(done)
            else:
                root = done
        else:
            stack[-1].properties.append(Property(name, parameters, value))
    assert root is not None
    assert root.name == "VCALENDAR"
    return root


def _check(component: Component, zones: set[str]) -> None:
    names = Counter(each.name for each in component.properties)
    assert not _REQUIRED[component.name] - names.keys(), component.name
    assert not [name for name, times in names.items() if times > 1 and name not in _SEVERAL], names
    for each in component.properties:
        _check_property(each, zones)
    if component.name == "VEVENT":
        _check_event(component)
    for each in component.inside:
        _check(each, zones)


def _check_property(each: Property, zones: set[str]) -> None:
    if each.name in _TEXTS:
        assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", each.value), each
        assert not re.search(r"(?<!\\)(?:\\\\)*\\[^\\;,nN]", each.value), each
        assert not re.search(r"(?<!\\)(?:\\\\)*\\$", each.value), each
    if each.name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        assert re.fullmatch(_TIME + "Z", each.value), each
    if each.name in ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE"):
        for value in each.value.split(","):
            assert re.fullmatch(_DATE if each.parameters == ";VALUE=DATE" else _TIME, value), each
    if each.parameters.startswith(";TZID="):
        assert each.parameters.removeprefix(";TZID=") in zones, each
    if each.name in ("DURATION", "TRIGGER"):
        assert _DURATION.fullmatch(each.value), each
    if each.name in ("TZOFFSETFROM", "TZOFFSETTO"):
        assert re.fullmatch(r"[+-][0-9]{4}(?:[0-9]{2})?", each.value), each
        assert each.value != "-0000", each
    if each.name == "SEQUENCE":
        assert 0 <= int(each.value) < 2**31, each


def _check_event(event: Component) -> None:
    start = event.of("DTSTART")[0]
    ends = event.of("DTEND") + event.of("DURATION")
    assert len(ends) <= 1
    for each in event.of("DTEND") + event.of("RDATE") + event.of("EXDATE"):
        assert each.parameters == start.parameters
    for each in event.of("DTEND"):
        assert each.value > start.value
    assert not (event.of("RRULE") and event.of("RECURRENCE-ID"))
    for rule in event.of("RRULE"):
        parts = dict(part.split("=") for part in rule.value.split(";"))
        assert not {"COUNT", "UNTIL"} <= parts.keys()
        form = _DATE if "VALUE=DATE" in start.parameters else _TIME + ("Z" if "TZID" in start.parameters else "")
        assert re.fullmatch(form, parts.get("UNTIL", start.value + ("Z" if form.endswith("Z") else ""))), rule
