"""What kind of address book a file is, told from what is in it, never from what it is called.

Promises the right reader for every file that is an address book, and for any other file one sentence that
says what it is instead. It reads the beginning of a file only; the rest is the reader's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import BinaryIO

from crmcli.errors import Invalid
from crmcli.formats.drafts import AddressBook
from crmcli.formats.encodings import detect, wide_unicode
from crmcli.i18n import _

_BEGINNING = 1 << 16
_BEGIN_CARD = re.compile(
    r'^[^\S\n]*"?(?:[\w-]+\.)?BEGIN[^\S\n]*:[^\S\n]*VCARD\b(?!.*[,;\t])', re.IGNORECASE | re.MULTILINE
)
_BEGIN_CALENDAR = re.compile(
    r"^[^\S\n]*BEGIN[^\S\n]*:[^\S\n]*V(?:CALENDAR|EVENT|TODO)[^\S\n]*$", re.IGNORECASE | re.MULTILINE
)
_MAIL = re.compile(r"From \S+.*\n(?:[\w-]+:|>From )|(?:Return-Path|Received|Delivered-To|Message-ID):\s", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!][^<>]{0,500}>")
CONTACTS, DEALS = "contacts", "deals"  # what a table may be said to hold
_WEB_TAGS = ("<!doctype html", "<html", "<head", "<body", "<script", "<meta")


def open_book(
    stream: BinaryIO,
    *,
    name: str = "",
    region: str = "",
    mapping: Mapping[str, str] | None = None,
    photos: bool = True,
    date_order: str = "",
    holds: str = "",
) -> AddressBook:
    """Open a seekable binary file as an address book: vCard of any version, a calendar, JSON of ours, else delimited.

    `name` is for messages only. `region` (ISO 3166, may be empty) settles encodings and days that the file
    leaves open. `mapping` says what columns of a delimited file hold, `date_order` (dmy, mdy, ymd) how its days in
    numbers are read. `photos` says whether pictures are decoded, `holds` (CONTACTS or DEALS) what is in a table; where
    it is empty, its header tells it. Raises Invalid, with a hint, for a file that is no address book.
    """
    stream.seek(0)
    beginning = stream.read(_BEGINNING)
    _refuse_binary(beginning)
    encoding = wide_unicode(beginning)
    if not encoding and _is_binary(beginning):
        raise Invalid(_("This is not a text file."), _hint())
    text = beginning.decode(encoding or "latin-1", "replace").replace("\r\n", "\n").replace("\r", "\n")
    marked = _marked(stream, text, region, encoding or "", photos)
    if marked is not None:
        return marked
    _refuse_other_text(text)
    try:
        return _table(stream, detect(stream, region), mapping, region, date_order, holds)
    except Invalid:
        if name.lower().endswith((".vcf", ".vcard")) and not mapping:
            raise Invalid(_("There is no card in this file."), _hint()) from None
        if name.lower().endswith(".ics"):
            raise Invalid(_("There is no calendar in this file.")) from None
        raise


def _marked(stream: BinaryIO, text: str, region: str, encoding: str, photos: bool) -> AddressBook | None:
    """The book of a file that says what it is: cards, a calendar, or JSON that crm wrote; None for any other file."""
    if _has_card(text):
        from crmcli.formats import vcard

        stream.seek(0)
        return vcard.read(stream, region=region, photos=photos)
    if _has_calendar(text):
        from crmcli.formats.ics import reader

        return reader.read(stream, region=region)
    from crmcli.formats import records
    from crmcli.formats.deals import records as deals

    if not (records.is_ours(text) or deals.is_ours(text)):
        return None
    stream.seek(0)
    if deals.is_ours(text):
        return deals.read(stream, encoding=encoding)
    return records.read(stream, encoding=encoding, photos=photos)


def _table(
    stream: BinaryIO, encoding: str, mapping: Mapping[str, str] | None, region: str, date_order: str, holds: str
) -> AddressBook:
    """A table of deals where its header says so, or the user does, else one of contacts."""
    from crmcli.formats import delimited
    from crmcli.formats.deals import reader as deals

    if holds != CONTACTS:
        found = deals.read(
            stream,
            encoding=encoding,
            mapping=mapping,
            region=region,
            date_order=date_order,
            is_sure=holds == DEALS,
        )
        if found is not None:
            return found
    return delimited.read(stream, encoding=encoding, mapping=mapping, region=region, date_order=date_order)


def _hint() -> str:
    return _("Export the contacts as vCard (.vcf) or CSV, and import that.")


def _has_card(text: str) -> bool:
    """Whether a card begins on a line that is not inside a quoted cell of a table."""
    for found in _BEGIN_CARD.finditer(text):
        before = text[: found.start()]
        is_quoted = before.count('"') % 2 == 1 or '"' in found[0]
        if not is_quoted or not before.strip(" \n\ufeff\0"):
            return True
    return False


def _has_calendar(text: str) -> bool:
    """Whether a calendar begins, and not merely in a cell of a table."""
    found = _BEGIN_CALENDAR.search(text.lstrip("\ufeff\0"))
    return found is not None and text[: found.start()].count('"') % 2 == 0


def _refuse_binary(beginning: bytes) -> None:
    if not beginning.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise Invalid(_("The file is empty."))
    kind = _binary_kind(beginning)
    if kind:
        raise Invalid(kind, _hint())


def _binary_kind(beginning: bytes) -> str:
    """What a file of a well-known binary format is, or empty."""
    if beginning.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if b"xl/" in beginning or b"[Content_Types].xml" in beginning[:200]:
            return _("This is an Office document such as an Excel workbook, not an address book.")
        return _("This is a zip archive; unpack it, and import what is in it.")
    if beginning.startswith(b"SQLite format 3\0"):
        return _("This is a SQLite database, not an address book.")
    if beginning.startswith(b"%PDF-"):
        return _("This is a PDF document, not an address book.")
    if beginning.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _("This is an old Excel or Outlook document, not an address book.")
    if beginning.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")):
        return _("This is a picture, not an address book.")
    if beginning[:4] == b"RIFF" or beginning[4:8] == b"ftyp":
        return _("This is a picture, a sound or a video, not an address book.")
    if beginning.startswith((b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")):
        return _("This is a packed file, not an address book.")
    return ""


_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x0b\x1a\x1b\0")


def _is_binary(beginning: bytes) -> bool:
    """Whether there are more control characters or NULs than text ever has; UTF-16 is not asked about."""
    controls = len(beginning) - len(beginning.translate(None, _CONTROLS))
    return controls * 20 > len(beginning) or beginning.count(0) * 10 > len(beginning)


def _refuse_other_text(text: str) -> None:
    start = text.lstrip("\ufeff\0 \t\n")[:4096]
    lower = start.lower()
    if any(tag in lower[:1024] for tag in _WEB_TAGS) and start.startswith("<"):
        raise Invalid(_("This is a web page, not an address book."), _("The download may have needed a sign-in."))
    if lower.startswith("<?xml") or _TAG.match(start):
        raise Invalid(_("This is an XML document, not an address book."), _hint())
    if re.match(r'\{\s*"crm"\s*:\s*"database"', start):
        raise Invalid(_("This is a whole crm database, which is imported alone and from a file."), _("crm import FILE"))
    if start[:1] in ("{", "[") and re.match(r'\{\s*["}]|\[\s*[\[{"\]]', start):
        raise Invalid(_("This is JSON, not an address book."), _hint())
    if _MAIL.match(start):
        raise Invalid(_("This is mail, not an address book."), _hint())
    if re.match(r"(?:version:\s*1\s*\n\s*)?dn::?\s", lower):
        raise Invalid(_("This is an LDIF file, which crm does not read."), _hint())
