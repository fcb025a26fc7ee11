"""A vCard file, version 2.1, 3.0 or 4.0 or a mixture, read card by card.

Promises that every top-level BEGIN:VCARD of the file becomes exactly one entry, that memory does not grow
with the file, that time grows with it in proportion, and that no file, however broken, raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from crmcli.formats import encodings
from crmcli.formats.drafts import AddressBook, Entry
from crmcli.formats.vcard.cards import split
from crmcli.formats.vcard.contacts import CardReader
from crmcli.formats.vcard.physical import PhysicalLines
from crmcli.formats.vcard.survey import QuotedPrintableSurvey


def read(stream: BinaryIO, *, region: str = "", photos: bool = True) -> AddressBook:
    """The address book in a seekable binary `stream`, whose entries are read as they are asked for.

    `region` (ISO 3166) decides between encodings that the bytes leave open. Without `photos` pictures are
    passed over. The stream must stay open, and nobody else may rely on its place, until the entries are read.
    """
    encoding = encodings.detect(stream, region)
    return AddressBook("vcard", encoding, _entries(stream, encoding, region, photos))


def _entries(stream: BinaryIO, encoding: str, region: str, photos: bool) -> Iterator[Entry]:
    file = PhysicalLines(stream, encoding)
    is_legacy = file.holds_bytes and not encoding.startswith("utf")
    survey = QuotedPrintableSurvey(file, region)
    reader = CardReader(encoding if is_legacy else "", survey.codec, photos=photos)
    for card in split(file):
        yield reader.read(card)
