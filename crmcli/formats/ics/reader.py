"""A calendar file read event by event.

Promises that every event and task of the file becomes exactly one entry, that memory does not grow with the file, that
time grows with it in proportion, and that no file, however broken, raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from crmcli.formats import encodings
from crmcli.formats.drafts import AddressBook, Entry
from crmcli.formats.ics import components, people
from crmcli.formats.ics.reading import Reader
from crmcli.formats.ics.zones import Zones
from crmcli.formats.vcard.physical import PhysicalLines


def read(stream: BinaryIO, *, region: str = "") -> AddressBook:
    """The events in a seekable binary `stream`, read as they are asked for.

    `region` (ISO 3166) decides between encodings that the bytes leave open. The stream must stay open, and nobody else
    may rely on its place, until the entries are read.
    """
    encoding = encodings.detect(stream, region)
    return AddressBook("ics", encoding, _entries(stream, encoding))


def _entries(stream: BinaryIO, encoding: str) -> Iterator[Entry]:
    file = PhysicalLines(stream, encoding)
    codec = encoding if file.holds_bytes else "utf-8"
    zones = Zones(codec)
    for each in components.split(file):  # a zone may be written down behind the events that are in it
        if each.kind == "VTIMEZONE":
            zones.add(each)
    for each in components.split(file):
        if each.kind != "VTIMEZONE":
            yield Reader(zones, people.owners(each.calendar), codec).read(each)
