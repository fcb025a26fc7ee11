"""Deals as the JSON that crm itself writes: an array, a record a line, or one record; laid out in any way.

Promises that every record becomes exactly one entry, that memory does not grow with the file, and that nothing in a
file raises. What a record says is believed as little as any other file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from crmcli.formats.cleaning import clean_line, clean_text
from crmcli.formats.deals import cells
from crmcli.formats.deals.drafts import DealDraft, MoveDraft, PartyDraft
from crmcli.formats.drafts import AddressBook, Entry, Rejected
from crmcli.formats.json_values import Found, values
from crmcli.i18n import _

_TEXTS = {
    "title": "title", "pipeline": "pipeline", "stage": "stage", "outcome": "status", "expected_close": "close",
    "created_at": "created", "stage_since": "since", "closed_at": "closed", "lost_reason": "reason",
    "source": "source", "commission_rate": "commission_rate",
}  # fmt: skip
_OURS = re.compile(r'[\[\s]*\{\s*"id":\s*(?:\d+|null),\s*"title":\s*"')


def is_ours(text: str) -> bool:
    """Whether the beginning of a file is that of deals as crm writes them."""
    return _OURS.match(text.lstrip("\ufeff \t\r\n")) is not None


def read(stream: BinaryIO, *, encoding: str = "") -> AddressBook:
    """The deals in a binary stream, read as they are asked for. `encoding` is UTF-8 where it is empty."""
    decoder = codecs.getreader(encoding or "utf-8-sig")
    return AddressBook("deals.json", encoding or "utf-8", _entries(values(decoder(stream, "replace"))))


def _entries(found: Iterator[Found]) -> Iterator[Entry]:
    for each in found:
        if each.fault or not isinstance(each.value, dict):
            yield Rejected(each.line, each.fault or _("This is no record of a deal."), each.source)
        elif not _text(each.value, "title"):
            yield Rejected(each.line, _("The record has no title."), each.source)
        else:
            yield _draft(each.value, each.line, each.source)


def _draft(record: Mapping[str, Any], line: int, source: str) -> DealDraft:
    draft = DealDraft(line, source, "crm", date_order="ymd")
    found = {name: _text(record, key) for key, name in _TEXTS.items()}
    if record.get("is_own_chance") is True:
        found["chance"] = _text(record, "chance")
    _add_sums(found, record)
    if isinstance(record.get("next"), dict):
        found |= {"next": _text(record["next"], "what"), "due": _text(record["next"], "due")}
    if isinstance(record.get("notes"), str):
        found["notes"] = clean_text(record["notes"])
    draft.values = {name: text for name, text in found.items() if text}
    draft.tags = _lines(record, "tags")
    own = record.get("fields")
    for name, value in own.items() if isinstance(own, dict) else ():
        if isinstance(value, str) and clean_line(name) and clean_text(value):
            draft.fields[clean_line(name)] = clean_text(value)
    draft.parties = _parties(record)
    _add_past(draft, record)
    return draft


def _add_sums(found: dict[str, str], record: Mapping[str, Any]) -> None:
    for name in ("value", "commission"):
        money = record.get(name)
        if isinstance(money, dict) and _text(money, "amount"):
            found[name] = _text(money, "amount")
            found["currency"] = _text(money, "currency")


def _parties(record: Mapping[str, Any]) -> list[PartyDraft]:
    """Everybody a deal is with; of a record of a list only the customer is known."""
    people = _objects(record, "contacts")
    if not isinstance(record.get("contacts"), list):
        contact = record.get("contact")
        name = _text(contact, "name") if isinstance(contact, dict) else ""
        found = [PartyDraft(name=name, company=_text(record, "company"))]
    else:
        people.sort(key=lambda each: each.get("is_customer") is not True)
        found = [_party(each) for each in people]
    return [each for each in found if not each.is_nobody]


def _party(record: Mapping[str, Any]) -> PartyDraft:
    name, company = _text(record, "name"), _text(record, "company")
    if record.get("kind") == "company":
        name, company = "", name
    return PartyDraft(
        name=name,
        company=company,
        emails=[text] if (text := _text(record, "email")) else [],
        phones=[(text, "")] if (text := _text(record, "phone")) else [],
        uid=_text(record, "uid"),
        roles=_lines(record, "roles"),
        stance=_text(record, "stance"),
        warmth=_text(record, "warmth"),
    )


def _add_past(draft: DealDraft, record: Mapping[str, Any]) -> None:
    for each in _list(record, "uids"):
        draft.uids += cells.uids(clean_line(each)) if isinstance(each, str) else []
    for each in _objects(record, "history"):
        draft.moves.append(
            MoveDraft(
                _text(each, "pipeline"),
                _text(each, "to"),
                _text(each, "outcome"),
                _text(each, "at"),
                clean_text(each["note"]) if isinstance(each.get("note"), str) else "",
            )
        )
    for each in _objects(record, "close_changes"):
        draft.close_changes.append((_text(each, "from"), _text(each, "to"), _text(each, "at")))
    for each in _objects(record, "competitors"):
        if name := _text(each, "name"):
            draft.competitors.append((name, _text(each, "note"), each.get("is_winner") is True))


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return clean_line(value) if isinstance(value, str) else ""


def _list(record: Mapping[str, Any], key: str) -> list[Any]:
    found = record.get(key)
    return found if isinstance(found, list) else []


def _lines(record: Mapping[str, Any], key: str) -> list[str]:
    return [line for each in _list(record, key) if isinstance(each, str) and (line := clean_line(each))]


def _objects(record: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    return [each for each in _list(record, key) if isinstance(each, dict)]
