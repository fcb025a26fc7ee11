"""Calendars that are broken, or made to harm: every event is one entry, nothing raises, nothing grows out of hand."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.formats.cleaning import clean_line
from crmcli.formats.drafts import Rejected
from crmcli.formats.ics.appointments import AppointmentDraft
from tests.formats.ics.reading import FOLDER, calendar, drafts, entries, event, one

FILES = sorted(FOLDER.glob("*.ics"))
ROUNDS = 150  # mutants of each file


def calls(work: Callable[[], Any]) -> int:
    """How many calls a piece of work makes: what grows with the input, on any machine."""
    count = 0

    def note(_frame: Any, kind: str, _argument: Any) -> None:
        nonlocal count
        count += kind == "call"

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def check(data: bytes) -> None:
    for entry in entries(data):
        assert isinstance(entry, AppointmentDraft | Rejected)
        if isinstance(entry, AppointmentDraft):
            assert entry.what
            assert clean_line(entry.what) == entry.what
            assert entry.uid


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_bytes_that_flip_raise_nothing(path: Path) -> None:
    data, chance = path.read_bytes(), random.Random(path.stem)
    for _round in range(ROUNDS):
        mutant = bytearray(data)
        for _flip in range(chance.randint(1, 40)):
            mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        check(bytes(mutant))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_lines_that_are_shuffled_doubled_and_lost_raise_nothing(path: Path) -> None:
    lines, chance = path.read_bytes().splitlines(keepends=True), random.Random(path.stem)
    for _round in range(ROUNDS):
        mutant = [line for line in lines for _time in range(chance.choice((0, 1, 1, 1, 1, 2)))]
        for _swap in range(chance.randint(0, 20)):
            first, second = chance.randrange(len(mutant)), chance.randrange(len(mutant))
            mutant[first], mutant[second] = mutant[second], mutant[first]
        check(b"".join(mutant))


@given(st.binary(max_size=400))
def test_any_bytes_in_an_event_raise_nothing(noise: bytes) -> None:
    check(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261201\r\n" + noise + b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")


MARKERS = [
    *(f"{mark}:{name}" for mark in ("BEGIN", "END") for name in ("VEVENT", "VALARM", "VCALENDAR", "VTIMEZONE", "X")),
    "DTSTART:20261201",
    " folded",
]


@given(st.lists(st.sampled_from(MARKERS)))
def test_every_event_is_one_entry_however_it_is_nested(lines: list[str]) -> None:
    found = entries("\r\n".join(lines))
    assert len(found) == lines.count("BEGIN:VEVENT")


def test_thousands_of_components_in_one_another_are_one_event() -> None:
    nest = "BEGIN:VALARM\r\n" * 20_000 + "END:VALARM\r\n" * 20_000
    (draft,) = drafts(calendar(event(nest.strip())))
    assert draft.what == "Lunch"


def test_a_line_that_is_too_long_costs_only_its_event() -> None:
    long = "DESCRIPTION:" + "x" * (16 * 1024 * 1024)
    first, second = entries(calendar(event(long), event(uid="u2")))
    assert isinstance(first, Rejected)
    assert first.reason == "A line is longer than 16 MB."
    assert isinstance(second, AppointmentDraft)


HOSTILE = {
    "people": "".join(f"ATTENDEE:mailto:a{number}@x.example\r\n" for number in range(3_000)),
    "excluded": "".join(f"EXDATE:2026{1 + n % 12:02d}{1 + n % 28:02d}T150000\r\n" for n in range(3_000)),
    "quotes": 'X-A;A="b' * 3_000 + ":x\r\n",
    "semicolons": "DTEND" + ";" * 30_000 + ":20261201T160000\r\n",
    "tags": "DESCRIPTION:" + "<a <b " * 5_000 + "\r\n",
    "comments": "DESCRIPTION:<br>" + "<!--" * 5_000 + "\r\n",
    "folds": "DESCRIPTION:x\r\n" + " y\r\n" * 20_000,
    "blanks": "DESCRIPTION:" + "\\n " * 20_000 + "x\r\n",
    "escapes": "SUMMARY:" + "\\" * 30_000 + "\r\n",
    "entities": "DESCRIPTION:<p>" + "&amp;" * 10_000 + "\r\n",
    "underscores": "DESCRIPTION:" + "_" * 30_000 + "x\\n" + "- " * 20_000 + "x\r\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_with_an_event_and_not_faster(name: str) -> None:
    small, large = calendar(event(HOSTILE[name])), calendar(event(HOSTILE[name] * 4))
    assert calls(lambda: entries(large)) < 6 * calls(lambda: entries(small)) + 1_000


def test_what_one_event_may_hold_has_a_limit() -> None:
    draft = one(
        *(f"ATTENDEE:mailto:a{number}@x.example" for number in range(2_000)),
        *(f"RDATE:{2026 + n // 300}{1 + n % 12:02d}{1 + n % 28:02d}" for n in range(9_000)),
        *(f"URL:https://x.example/{number}" for number in range(100)),
    )
    assert (len(draft.people), len(draft.further), len(draft.links)) == (500, 5_000, 5)


def test_many_zones_are_not_all_compared_with_the_world() -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:Z{0}\r\nBEGIN:STANDARD\r\nDTSTART:20000101T000000\r\nTZOFFSETFROM:+0437\r\n"
    zone += "TZOFFSETTO:+0437\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    parts = [zone.format(number) + event(start=f"DTSTART;TZID=Z{number}:20261201T150000") for number in range(400)]
    few, many = calendar(*parts[:100]), calendar(*parts)
    assert calls(lambda: entries(many)) < 5 * calls(lambda: entries(few))
