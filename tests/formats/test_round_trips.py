"""Whatever is in a contact: written as a file and read again, it is the same contact."""

from __future__ import annotations

import csv
import io
import json

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from crmcli.formats import recognition, records
from crmcli.formats.delimited import writer as tables
from crmcli.formats.drafts import ContactDraft
from crmcli.formats.vcard import writer as cards
from tests.formats.made_drafts import comparable, drafts


def _read(text: str) -> list[ContactDraft]:
    entries = list(recognition.open_book(io.BytesIO(text.encode())).entries)
    assert all(isinstance(entry, ContactDraft) for entry in entries), entries
    return [entry for entry in entries if isinstance(entry, ContactDraft)]


@pytest.mark.parametrize("version", cards.VERSIONS)
@given(draft=drafts())
def test_a_card_is_read_as_it_was_written(version: str, draft: ContactDraft) -> None:
    (read,) = _read(cards.card(draft, version))
    assert comparable(read) == comparable(draft)


@pytest.mark.parametrize("version", cards.VERSIONS)
@given(draft=drafts())
def test_a_card_has_no_line_of_more_than_75_octets_and_another_reader_takes_all_of_them(
    version: str, draft: ContactDraft
) -> None:
    text = cards.card(draft, version)
    assert text.startswith(f"BEGIN:VCARD\r\nVERSION:{version}\r\n")
    assert text.endswith("\r\nEND:VCARD\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (card,) = vobject.readComponents(text)
    assert " ".join(card.fn.value.split()) == " ".join(draft.name.split())


@given(found=st.lists(drafts(photos=False), min_size=1, max_size=4))
def test_a_table_is_read_as_it_was_written(found: list[ContactDraft]) -> None:
    text = "".join(tables.rows(found))
    assert [comparable(draft) for draft in _read(text)] == [comparable(draft) for draft in found]


@given(found=st.lists(drafts(photos=False), min_size=1, max_size=4))
def test_no_cell_of_a_table_is_run_by_a_spreadsheet(found: list[ContactDraft]) -> None:
    header, *rows = csv.reader(io.StringIO("".join(tables.rows(found)), newline=""), strict=True)
    for row in rows:
        assert len(row) == len(header)
        for cell in row:
            is_number = cell[1:].strip("0123456789 .,()-/").startswith((";ext=", "")) and any(map(str.isdigit, cell))
            assert not cell.startswith(("=", "@", "\t", "\r"))
            assert not cell.startswith(("+", "-")) or (is_number and not any(map(str.isalpha, cell.replace("ext", ""))))


@given(draft=drafts())
def test_lines_that_nobody_understands_survive_whatever_they_are(draft: ContactDraft) -> None:
    draft.unparsed = ["END:VCARD", "X-FOO;A=b:c\\,d", "no line at all", 'X-"Q:1', "BEGIN:VCARD", "LOGO;ENCODING=b:%%"]
    (read,) = _read(cards.card(draft))
    assert sorted(read.unparsed) == sorted(draft.unparsed)


@given(draft=drafts())
def test_what_json_says_of_a_contact_is_read_as_it_was(draft: ContactDraft) -> None:
    (read,) = _read("[\n" + json.dumps(records.completed(_record(draft), draft)) + "\n]\n")
    assert comparable(read) == comparable(draft)


def _record(draft: ContactDraft) -> dict[str, object]:
    """The documented record of a contact; what the store makes of one is another test's."""
    named = {"phone": "phones", "email": "emails", "url": "urls"}
    reach: dict[str, list[dict[str, str]]] = {"phones": [], "emails": [], "urls": [], "services": []}
    for each in draft.channels:
        key = named.get(each.kind, "services")
        kind = {} if each.kind in named else {"service": each.kind}
        reach[key].append({**kind, "value": each.value, "label": each.label})
    days = [{"kind": each.kind, "date": _date(each.year, each.month, each.day)} for each in draft.occasions]
    return {
        "id": 1,
        "kind": draft.kind,
        "name": draft.name,
        **{name: getattr(draft, name) or None for name in records.TEXTS},
        "company": {"id": 2, "name": draft.company} if draft.company else None,
        "status": "active",
        **reach,
        **draft.facts,
        "notes": draft.notes or None,
        "groups": draft.groups,
        "addresses": [vars_of(each) for each in draft.addresses],
        "birthday": next((day["date"] for day in days if day["kind"] == "birthday"), None),
        "occasions": [day for day in days if day["kind"] != "birthday"],
        "relations": [{"kind": each.kind, "id": None, "name": each.name} for each in draft.relations],
        "fields": draft.fields,
    }


def vars_of(address: object) -> dict[str, str]:
    return {name: getattr(address, name) for name in ("label", *records.ADDRESS)}


def _date(year: int | None, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"
