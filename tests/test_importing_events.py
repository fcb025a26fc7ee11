"""Imports of calendars that are broken, large, or written by our own writer: counts add up, nothing raises."""

from __future__ import annotations

import random
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.formats.cleaning import clean_line
from crmcli.formats.ics import writer
from crmcli.formats.ics.drafts import EventDraft
from crmcli.store.db import Store
from tests import factories
from tests.formats.ics.reading import FOLDER, calendar, drafts, event

FILES = sorted(FOLDER.glob("*.ics"))
MUTANTS = 60


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A new store with somebody whom appointments are with."""
    made = factories.store(tmp_path)
    factories.person(made, "Budi Santoso", email="budi.santoso@nusantara.example")
    return made


def test_broken_calendars_are_counted_and_come_back_unchanged(store: Store) -> None:
    chance, contents = random.Random(7), [path.read_bytes() for path in FILES]
    for _mutant in range(MUTANTS):
        lines = chance.choice(contents).decode().splitlines(keepends=True)
        for _change in range(chance.randint(1, 12)):
            place = chance.randrange(len(lines))
            line = lines[place]
            cut = chance.randrange(len(line) + 1)
            other = chance.choice(lines)
            lines[place] = chance.choice(
                (other, line + other, line[:cut] + other[cut:], line[:cut] + chance.choice("09;:=\\\0T"))
            )
        text = "BEGIN:VCALENDAR\r\n" + "".join(lines)
        factories.counts(factories.imported(store, text, past=bool(chance.randrange(2))))
        created, updated, _unchanged, _rejected = factories.counts(factories.imported(store, text))
        assert (created, updated) == (0, 0)


def test_an_import_is_undone_exactly_over_what_was_there(store: Store) -> None:
    from crmcli.store import operations

    texts = [path.read_bytes().decode() for path in FILES]
    factories.imported(store, *texts[:5])
    before = factories.tables(store)
    changed = [text.replace("SUMMARY", "SUMMARY;X=1").replace("T090000", "T100000") for text in texts]
    factories.imported(store, *changed)
    assert factories.tables(store) != before
    operations.undo(store)
    assert factories.tables(store) == before


def test_events_that_come_in_thousands_are_all_counted(store: Store) -> None:
    many = [event(uid=f"u{number}", start=f"DTSTART:20{26 + number % 3}1201T150000") for number in range(3_000)]
    assert factories.counts(factories.imported(store, calendar(*many))) == (3_000, 0, 0, 0)
    assert factories.counts(factories.imported(store, calendar(*many))) == (0, 0, 3_000, 0)


def test_rules_made_to_be_costly_are_read_only_so_many_times(store: Store) -> None:
    rule = "RRULE:FREQ=DAILY;COUNT=9999"
    many = [event(rule, uid=f"u{number}", start="DTSTART:20000101T150000") for number in range(300)]
    report = factories.imported(store, calendar(*many))
    assert factories.counts(report) == (30, 0, 270, 0)  # the others' first day is past


TEXTS = st.text(st.characters(exclude_characters="<&"), max_size=60).map(lambda text: clean_line(f"x{text}y"))
STARTS = st.one_of(
    st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)).map(lambda each: f"{each:%Y-%m-%dT%H:%M}"),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)).map(date.isoformat),
)


@given(
    uid=TEXTS,
    summary=TEXTS,
    place=TEXTS,
    start=STARTS,
    zone=st.sampled_from(["Asia/Jakarta", "Europe/Berlin", "UTC", ""]),
    minutes=st.integers(1, 10_000),
    rule=st.sampled_from(["", "FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=7"]),
    warn=st.sets(st.integers(1, 300), max_size=3),
)
def test_what_our_writer_writes_our_reader_reads(
    uid: str, summary: str, place: str, start: str, zone: str, minutes: int, rule: str, warn: set[int]
) -> None:
    is_timed = "T" in start
    one = EventDraft(
        uid=uid, summary=summary, start=start, stamp="2026-11-24T09:00:00Z", zone=zone, place=place, rule=rule,
        minutes=minutes if is_timed else None,
        alarms=tuple(writer.days_before(days, start) for days in sorted(warn, reverse=True)),
    )  # fmt: skip
    (draft,) = drafts(writer.calendar([one], name="crm"))
    assert (draft.uid, draft.what, draft.place, draft.start) == (uid, summary, place, start)
    assert (draft.zone, draft.minutes) == ((zone, minutes) if is_timed else ("", None))
    assert draft.rule == rule
    assert draft.warn_days == tuple(sorted(warn, reverse=True))
    assert draft.is_of_crm
    assert draft.changed == "2026-11-24T09:00:00Z"
