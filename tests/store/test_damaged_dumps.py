"""Dumps that were damaged or made up: refused in words, and nothing of them is taken in."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import CrmError, Invalid
from crmcli.store import db
from crmcli.store.db import Store
from tests import factories
from tests.rows import each_row
from tests.store.dumps import dumped, fill, load, take_out, with_change, with_value
from tests.store.truths import assert_sound

_DAMAGE: dict[str, Callable[[str], str]] = {
    "cut in the middle of a row": lambda text: text[: len(text) // 2],
    "cut after a row": lambda text: "".join(text.splitlines(keepends=True)[:-4]),
    "without its last line": lambda text: "".join(text.splitlines(keepends=True)[:-1]),
    "without a row": lambda text: "".join(line for line in text.splitlines(keepends=True) if '"VIP"' not in line),
    "with a row twice": lambda text: text.replace(
        '["occasion"', '["occasion", 9, 2, "x", 1, 1, null],\n["occasion"', 1
    ),
    "a line that is no JSON": lambda text: text.replace('["channel", 1', '["channel", x1', 1),
    "nested deeply": lambda text: text.replace('["channel", 1', "[" * 100_000 + '"channel", 1', 1),
    "a number of many digits": lambda text: text.replace('["channel", 1', '["channel", ' + "9" * 5000, 1),
    "laid out anew": lambda text: json.dumps(json.loads(text), indent=2),
    "on one line": lambda text: json.dumps(json.loads(text)),
    "bytes that are no text": lambda text: text.replace("Budi", "Bu\udcffdi", 1),
    "a head that is no head": lambda text: text.replace(f'"step": {db.NEWEST_STEP}', '"step": true', 1),
    "an unknown table": with_change(lambda d: d["columns"].update(nonsense=["id"])),
    "a table of crm's own": with_change(lambda d: d["columns"].update(journal=["id", "action"])),
    "an unknown column": with_change(lambda d: d["columns"]["contact"].__setitem__(3, "x; DROP TABLE contact")),
    "a column twice": with_change(lambda d: d["columns"]["contact"].__setitem__(3, "id")),
    "columns that are no list": with_change(lambda d: d["columns"].update(contact="id")),
    "no sequences": with_change(lambda d: d.pop("sequences")),
    "a sequence at its end": with_change(lambda d: d["sequences"].update(contact=2**63 - 1)),
    "a sequence that is no number": with_change(lambda d: d["sequences"].update(contact="1")),
    "counts that are none": with_change(lambda d: d.update(counts=[])),
    "an id past all numbers": with_value("contact", "id", 2**64),
    "an id near the end of numbers": with_value("segment", "id", 2**62),
    "an id below zero": with_value("segment", "id", -1),
    "an id that is there twice": with_value("contact", "id", 2),
    "a text for a number": with_value("channel", "position", "first"),
    "a fraction": with_value("channel", "position", 1.5),
    "true": with_value("channel", "position", True),
    "an object": with_value("channel", "value", {"a": 1}),
    "half a character": with_value("contact", "name", "\ud800"),
    "no name": with_value("contact", "name", ""),
    "nothing for a name": with_value("contact", "name", None),
    "an unknown status": with_value("contact", "status", "king"),
    "an employer who is not there": with_value("contact", "employer_id", 99),
    "a channel of nobody": with_value("channel", "contact_id", 99),
    "fields that are no JSON": with_value("contact", "fields", "{"),
    "fields that are no object": with_value("contact", "fields", "[]"),
    "fields that are no texts": with_value("contact", "fields", '{"a": {}}'),
    "a time that is none": with_value("contact", "created_at", "yesterday"),
    "a day that is none": with_value("occasion", "day", 31),
    "a group under itself": with_value("contact_group", "parent_id", 1),
    "a setting that cannot be": with_value("setting", "value", "Atlantis"),
    "a rhythm that is none": with_value("contact_group", "cadence_days", 0),
    "how often that says nothing": with_value("contact", "at_most", "often"),
    "how often in other words": with_value("contact", "at_most", "2 a month"),
    "a day of quiet that is none": with_value("contact", "quiet_until", "2026-02-30"),
    "a day of joining with a time": with_value("membership", "since", "2026-11-24T09:00:00Z"),
    "an activity at no time": with_value("activity", "at", "2026-11-24"),
    "an activity of no kind": with_value("activity", "kind", ""),
    "a cost of nothing": with_value("activity", "cost", 0),
    "a cost of no currency": with_value("activity", "currency", None),
    "a cost of an unknown currency": with_value("activity", "currency", "coins"),
    "an outcome that is none": with_value("activity", "outcome", "perhaps"),
    "an activity with a stranger": with_value("participant", "contact_id", 99),
    "a promise of nothing": with_value("followup", "what", ""),
    "a due that is no day": with_value("followup", "due", "soon"),
    "a due that no calendar has": with_value("followup", "due", "2026-02-30"),
    "a due with seconds": with_value("followup", "due", "2026-11-24T15:00:00"),
    "a due in short": with_value("followup", "due", "20261124"),
    "a due at no hour": with_value("followup", "due", "2026-11-24T25:00"),
    "a plan that is no day": with_value("followup", "planned", "2026-11-24T"),
    "warnings that are no days": with_value("followup", "warn_days", "7,x"),
    "warnings out of order": with_value("followup", "warn_days", "1,7"),
    "a rule that is none": with_value("followup", "repeat", "often"),
    "a rule that comes each second": with_value("followup", "repeat", "FREQ=SECONDLY"),
    "no pipeline": with_change(
        lambda d: take_out(
            d,
            "pipeline",
            "stage",
            "stage_move",
            "deal",
            "deal_contact",
            "competitor",
            "close_change",
            "deal_tag",
            "deal_uid",
            "followup",
            "activity",
            "participant",
        )
    ),
    "a pipeline without stages": with_change(
        lambda d: (
            d["rows"].insert(0, ["pipeline", 9, "Empty", "empty", 9]),
            d["counts"].update(pipeline=d["counts"]["pipeline"] + 1),
        )
    ),
    "a second stage of what was won": with_value("stage", "outcome", "won"),
    "a stage that asks for what no deal has": with_value("stage", "needs", "value,love"),
    "a chance past all certainty": with_value("stage", "chance", 10_001),
    "a stage of no pipeline": with_value("stage", "pipeline_id", 99),
    "a deal in a stage that is not there": with_value("deal", "stage_id", 99),
    "a deal in another stage than its moves say": with_value("deal", "stage_id", 2),
    "a lost deal that is open": with_value("deal", "closed_at", None),
    "a deal since another time than its moves say": with_value("deal", "stage_since", "2026-11-01T09:00:00Z"),
    "a deal of nothing": with_value("deal", "value", 0),
    "a deal of more than all money": with_value("deal", "value", 10**16),
    "a value of no currency": with_value("deal", "currency", None),
    "a value of an unknown currency": with_value("deal", "currency", "coins"),
    "a close that is no day": with_value("deal", "expected_close", "soon"),
    "a close that no change led to": with_value("deal", "expected_close", "2026-12-31"),
    "a deal's fields that are no texts": with_value("deal", "fields", '{"a": 1}'),
    "a customer who is not on the deal": with_value("deal_contact", "contact_id", 1),
    "a role that is none": with_value("deal_contact", "roles", "decides,prays"),
    "roles out of order": with_value("deal_contact", "roles", "pays,decides"),
    "a stance that is none": with_value("deal_contact", "stance", "sideways"),
    "a move at no time": with_value("stage_move", "at", "2026-11-24"),
    "a move from where the deal was not": with_value("stage_move", "from_stage_id", 2),
    "a change to no day": with_value("close_change", "to_day", "later"),
    "a rate of nothing": with_value("rate", "rate", "0"),
    "a rate that is no number": with_value("rate", "rate", "16.250,5"),
    "a rate on no day": with_value("rate", "day", "today"),
    "a picture that is not the one named": with_value("blob", "bytes", "AAAA"),
    "a picture that is no base64": with_value("blob", "bytes", "%%%"),
    "a picture that is a number": with_value("blob", "bytes", 7),
}


@cache
def _sound() -> str:
    """A dump in which nothing is wrong."""
    with factories.temporary_store() as filled:
        fill(filled)
        return dumped(filled)


@each_row("what", _DAMAGE)
def test_a_damaged_or_made_up_file_is_refused_in_words_and_nothing_is_taken_in(store: Store, what: str) -> None:
    text = _sound()
    damaged = _DAMAGE[what](text)
    assert damaged != text
    with pytest.raises(Invalid) as refusal:
        load(store, damaged)
    assert str(refusal.value)
    assert factories.tables(store) == factories.nothing()
    assert_sound(store)


_text = "".join(
    f"{line}\n"
    for line in (
        '{"crm": "database", "format": 1, "step": 3, "at": "2026-11-24T09:00:00Z",',
        '"columns": {"setting": ["id", "key", "value"], "blob": ["key", "media_type", "bytes"]},',
        '"sequences": {"setting": 1},',
        '"rows": [',
        '["setting", 1, "region", "ID"],',
        "[]],",
        '"counts": {"setting": 1, "blob": 0}}',
    )
)


@given(st.data())
def test_bytes_that_were_changed_on_the_way_never_do_worse_than_a_sentence(data: st.DataObject) -> None:
    content = bytearray(_text.encode())
    for _each in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with factories.temporary_store() as other:
        try:
            load(other, bytes(content))
        except CrmError:
            assert factories.tables(other) == factories.nothing()
        assert_sound(other)
