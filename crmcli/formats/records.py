"""Contacts as the JSON that crm itself writes: an array, a record a line, or one record; laid out in any way.

Promises that every record becomes exactly one entry, that memory does not grow with the file, and that nothing in a
file raises. What a record says is believed as little as any other file: each value is checked and made clean.
"""

from __future__ import annotations

import codecs
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from crmcli.formats import facts
from crmcli.formats.cleaning import clean_line, clean_text
from crmcli.formats.drafts import (
    AddressBook,
    AddressDraft,
    ChannelDraft,
    ContactDraft,
    Entry,
    OccasionDraft,
    PhotoDraft,
    Rejected,
    RelationDraft,
)
from crmcli.formats.json_values import Found, values
from crmcli.i18n import _

TEXTS = (
    "given", "family", "middle", "prefix", "suffix", "nickname", "phonetic_given", "phonetic_middle",
    "phonetic_family", "title", "department", "language", "timezone",
)  # fmt: skip
ADDRESS = ("po_box", "extended", "street", "city", "region", "postal_code", "country")
_CHANNELS = {"phones": "phone", "emails": "email", "urls": "url"}
_DAY = re.compile(r"(\d{4}|-)-(\d\d)-(\d\d)")
_LEAP_YEAR = 2000
_LONGEST_NAME = 1000
_OURS = re.compile(r'\[\s*\]\s*\Z|[\[\s]*\{[^{]*"kind":\s*"(?:person|company)"')


def is_ours(text: str) -> bool:
    """Whether the beginning of a file is that of contacts as crm writes them."""
    return _OURS.match(text.lstrip("\ufeff \t\r\n")) is not None


def read(stream: BinaryIO, *, encoding: str = "", photos: bool = True) -> AddressBook:
    """The contacts in a binary stream, read as they are asked for. `encoding` is UTF-8 where it is empty."""
    decoder = codecs.getreader(encoding or "utf-8-sig")
    return AddressBook("json", encoding or "utf-8", _entries(values(decoder(stream, "replace")), photos))


def completed(record: dict[str, Any], draft: ContactDraft) -> dict[str, Any]:
    """The documented record of a contact with what only an export has, so that an import loses nothing."""
    from binascii import b2a_base64

    photo = draft.photo
    data = b2a_base64(photo.data, newline=False).decode() if photo else ""
    return {
        **record,
        "uids": draft.uids,
        "triage": draft.facts.get("triage"),
        "unparsed_vcard": draft.unparsed,
        "photo": {"media_type": photo.media_type, "data": data} if photo else None,
    }


def _entries(found: Iterator[Found], photos: bool) -> Iterator[Entry]:
    for each in found:
        if each.fault or not isinstance(each.value, dict):
            yield Rejected(each.line, each.fault or _("This is no record of a contact."), each.source)
            continue
        draft = _draft(each.value, each.line, each.source, photos)
        if draft.name:
            yield draft
        else:
            yield Rejected(each.line, _("The record has no name."), each.source)


def _draft(record: Mapping[str, Any], line: int, source: str, photos: bool) -> ContactDraft:
    draft = ContactDraft(line, source, name=_text(record, "name")[:_LONGEST_NAME].rstrip())
    if record.get("kind") == "company":
        draft.kind = "company"
    for name in TEXTS:
        setattr(draft, name, _text(record, name))
    company = record.get("company")
    if isinstance(company, dict) and draft.kind == "person":
        draft.company = _text(company, "name")
    draft.notes = clean_text(str(record["notes"])) if isinstance(record.get("notes"), str) else ""
    draft.groups = _lines(record, "groups")
    draft.uids = _lines(record, "uids")
    draft.unparsed = _lines(record, "unparsed_vcard")
    _add_channels(draft, record)
    for each in _objects(record, "addresses"):
        address = AddressDraft(_text(each, "label"), **{part: _text(each, part) for part in ADDRESS})
        if address != AddressDraft(address.label):
            draft.addresses.append(address)
    _add_days(draft, record)
    draft.relations = [
        RelationDraft(_text(each, "kind"), _text(each, "name"))
        for each in _objects(record, "relations")
        if _text(each, "kind") and _text(each, "name")
    ]
    _add_own(draft, record)
    if photos and isinstance(record.get("photo"), dict):
        _add_photo(draft, record["photo"])
    return draft


def _add_channels(draft: ContactDraft, record: Mapping[str, Any]) -> None:
    for key, kind in _CHANNELS.items():
        for each in _objects(record, key):
            if value := _text(each, "value"):
                draft.channels.append(ChannelDraft(kind, value, _text(each, "label")))
    for each in _objects(record, "services"):
        value, service = _text(each, "value"), _text(each, "service")
        if value and service:
            draft.channels.append(ChannelDraft(service, value, _text(each, "label")))


def _add_days(draft: ContactDraft, record: Mapping[str, Any]) -> None:
    days = [{"kind": "birthday", "date": record.get("birthday")}, *_objects(record, "occasions")]
    for each in days:
        kind, text = _text(each, "kind"), _text(each, "date")
        match = _DAY.fullmatch(text)
        if match is None:
            if text:
                draft.problems.append(_("{text} is not a day that can be read.").format(text=text[:100]))
            continue
        year, month, day = (int(part) if part != "-" else 0 for part in match.groups())
        if kind and 1 <= month <= 12 and 1 <= day <= monthrange(year or _LEAP_YEAR, month)[1]:
            draft.occasions.append(OccasionDraft(kind, month, day, year or None))


def _add_own(draft: ContactDraft, record: Mapping[str, Any]) -> None:
    own = record.get("fields")
    for name, value in own.items() if isinstance(own, dict) else ():
        if isinstance(value, str) and clean_line(name) and clean_text(value):
            draft.fields[clean_line(name)] = clean_text(value)
    for name in facts.NAMES:
        value = record.get(name)
        is_plain = isinstance(value, str | int) and not isinstance(value, bool)
        if is_plain and (checked := facts.checked(name, clean_line(str(value)[:2000]))):
            draft.facts[name] = checked
    if draft.facts.get("status") == "active":
        del draft.facts["status"]  # it goes without saying


def _add_photo(draft: ContactDraft, photo: Mapping[str, Any]) -> None:
    from binascii import Error, a2b_base64

    data, media_type = photo.get("data"), _text(photo, "media_type")
    try:
        decoded = a2b_base64(data, strict_mode=True) if isinstance(data, str) else b""
    except (Error, ValueError):
        decoded = b""
    if decoded:
        draft.photo = PhotoDraft(decoded, media_type or "application/octet-stream")
    else:
        draft.problems.append(_("The picture is broken and was left out."))


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return clean_line(value) if isinstance(value, str) else ""


def _lines(record: Mapping[str, Any], key: str) -> list[str]:
    found = record.get(key)
    found = found if isinstance(found, list) else []
    return [line for each in found if isinstance(each, str) and (line := clean_line(each))]


def _objects(record: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = record.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
