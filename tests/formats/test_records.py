"""Contacts as crm's own JSON, in any layout, and what is in a file that only looks like it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import Invalid
from crmcli.formats import json_values, recognition
from crmcli.formats.drafts import AddressBook, ContactDraft, Entry, Rejected
from tests.rows import each_row

BUDI: dict[str, Any] = {"id": 1, "kind": "person", "name": "Budi"}
SARI: dict[str, Any] = {"id": 2, "kind": "company", "name": "PT Sari"}


def _book(text: str | bytes) -> AddressBook:
    return recognition.open_book(io.BytesIO(text.encode() if isinstance(text, str) else text))


def _entries(text: str | bytes) -> list[Entry]:
    return list(_book(text).entries)


def _contact(**values: object) -> ContactDraft:
    (entry,) = _entries(json.dumps({**BUDI, **values}))
    assert isinstance(entry, ContactDraft)
    return entry


@each_row(
    "text",
    [
        json.dumps([BUDI, SARI]),
        json.dumps([BUDI, SARI], indent=2),
        f"{json.dumps(BUDI)}\n{json.dumps(SARI)}\n",
        f"\ufeff[\n{json.dumps(BUDI)},\n{json.dumps(SARI)}\n]\n",
        f"{json.dumps(BUDI, indent=4)}\r\n{json.dumps(SARI)}",
    ],
)
def test_records_are_read_in_any_layout(text: str) -> None:
    found = [entry for entry in _entries(text) if isinstance(entry, ContactDraft)]
    assert [(each.name, each.kind) for each in found] == [("Budi", "person"), ("PT Sari", "company")]
    assert _book(text).format == "json"


def test_utf_16_that_a_shell_made_of_it_is_read() -> None:
    (entry,) = _entries(json.dumps([{**BUDI, "name": "王小明"}], ensure_ascii=False).encode("utf-16"))
    assert isinstance(entry, ContactDraft)
    assert entry.name == "王小明"


def test_nobody_is_an_address_book_of_nobody() -> None:
    assert _entries("[]\n") == []


def test_other_json_is_refused() -> None:
    for text in ('{"name": "package", "version": 1}', "[1, 2]", '{"crm": "database", "format": 1}', '[{"kind": "x"}]'):
        with pytest.raises(Invalid):
            _book(text)


def test_a_record_that_is_broken_costs_itself_only() -> None:
    text = f'{json.dumps(BUDI)}\n{{"id": 2, "kind": \n{json.dumps(SARI)}\n{{"kind": "person", "name": ""}}\n'
    first, broken, last, nameless = _entries(text)
    assert isinstance(first, ContactDraft)
    assert isinstance(last, ContactDraft)
    assert isinstance(broken, Rejected)
    assert (broken.line, broken.source) == (2, '{"id": 2, "kind": ')
    assert isinstance(nameless, Rejected)
    assert (nameless.line, nameless.reason) == (4, "The record has no name.")


def test_a_file_that_was_cut_off_says_so() -> None:
    text = json.dumps([BUDI, SARI])
    first, rest = _entries(text[:-10])
    assert isinstance(first, ContactDraft)
    assert isinstance(rest, Rejected)
    assert "ends too early" in rest.reason


def test_deep_nesting_and_endless_numbers_are_rejected() -> None:
    for hostile in ("[" * 100_000, "9" * 10_000, "NaN", '"' + "x" * 100):
        (entry,) = _entries(f'{{"id": 1, "kind": "person", "name": {hostile}')
        assert isinstance(entry, Rejected)


@each_row("value", [None, 1, True, [], {}, [1], ["x", None], {"a": 1}, [[]], [{}], [{"value": 1}], "x"])
@each_row(
    "key",
    ["given", "company", "groups", "phones", "services", "addresses", "birthday", "occasions", "relations", "notes",
     "fields", "uids", "photo", "unparsed_vcard", "status", "last_touch_at", "triage"],
)  # fmt: skip
def test_a_value_of_the_wrong_type_is_left_out(key: str, value: object) -> None:
    draft = _contact(**{key: value})
    assert draft.name == "Budi"
    assert draft.facts == {}
    assert draft.photo is None


def test_what_no_crm_can_have_written_is_left_out() -> None:
    draft = _contact(
        name="Bu\x1b[31mdi\n",
        status="king",
        cadence_days=-3,
        last_touch_at="yesterday",
        birthday="1999-02-31",
        occasions=[{"kind": "x", "date": "2000-13-01"}, {"kind": "y", "date": "soon"}],
        photo={"media_type": "image/png", "data": "%%%"},
        notes="a\x00b\r\nc",
    )
    assert (draft.name, draft.notes) == ("Bu[31mdi", "ab\nc")
    assert (draft.facts, draft.occasions, draft.photo) == ({}, [], None)
    assert draft.problems == ["soon is not a day that can be read.", "The picture is broken and was left out."]


_keys = st.sampled_from([*BUDI, "phones", "value", "photo", "data", "fields"])
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(_keys, each),
)
_pieces = st.sampled_from(
    [
        json.dumps(BUDI),
        json.dumps(SARI, indent=2),
        '{"a": [1, {"b": "}"}]}',
        '{"a": ',
        "\n",
        ",",
        "[",
        "]",
        "x",
        "{",
        '"é"',
    ]
)


@given(_json)
def test_any_json_behind_a_first_record_gives_entries_and_no_error(value: object) -> None:
    first, *_rest = _entries(f"{json.dumps(BUDI)}\n{json.dumps(value)}\n")
    assert isinstance(first, ContactDraft)


@given(st.lists(_pieces).map("".join), st.integers(1, 9))
def test_objects_are_found_whatever_pieces_the_text_comes_in(text: str, size: int) -> None:
    class Drip:
        def __init__(self) -> None:
            self.stream = io.StringIO(text)

        def read(self, _size: int = -1) -> str:
            return self.stream.read(size)

    whole, dripped = list(json_values.values(io.StringIO(text))), list(json_values.values(Drip()))
    assert [(each.line, each.value) for each in dripped] == [(each.line, each.value) for each in whole]
