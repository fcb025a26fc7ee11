"""Whom an appointment names: those invited and who invited, by their addresses."""

from __future__ import annotations

import re
from urllib.parse import unquote

from crmcli.formats.ics.appointments import Person
from crmcli.formats.ics.properties import Properties, Property

_MOST = 500  # of one appointment
_LONGEST = 320  # characters of an address
_LONGEST_NAME = 200
_ADDRESS = re.compile(r"[^\s@<>\"(),;:]{1,200}@[^\s@<>\"(),;:]{1,200}")
_NO_PEOPLE = frozenset({"RESOURCE", "ROOM"})
_OWN_CALENDAR = ("X-WR-CALNAME", "X-WR-RELCALID", "X-OWNER")


def of(read: Properties) -> tuple[Person, ...]:
    """Those invited, in their order, and then who invited; each address once, without rooms and things."""
    found: dict[str, Person] = {}
    for name in ("ATTENDEE", "ORGANIZER"):
        for each in read.own.get(name, ()):
            person = _person(each)
            if person is None or len(found) >= _MOST:
                continue
            known = found.get(person.email)
            found[person.email] = Person(person.email, known.name or person.name, known.answer) if known else person
    return tuple(found.values())


def owners(calendar: dict[str, str]) -> tuple[str, ...]:
    """Whose calendar it is, where it is named by an address, as Google names one's own."""
    found = []
    for name in _OWN_CALENDAR:
        match = _ADDRESS.search(calendar.get(name, "").replace(":", " "))
        if match:
            found.append(match[0].lower())
    return tuple(dict.fromkeys(found))


def _person(said: Property) -> Person | None:
    if said.parameters.get("CUTYPE", "").upper() in _NO_PEOPLE:
        return None
    value = said.line[:_LONGEST]
    if value[:7].lower() == "mailto:":
        value = unquote(value[7:])
    texts = (value, said.parameters.get("EMAIL", ""), said.parameters.get("X-EMAIL", ""))
    email = next((match[0].lower() for text in texts if (match := _ADDRESS.fullmatch(text.strip()))), "")
    if not email:
        return None
    name = said.parameters.get("CN", "").strip(" '\"")[:_LONGEST_NAME]
    return Person(email, "" if name.lower() == email else name, said.parameters.get("PARTSTAT", "").lower()[:20])
