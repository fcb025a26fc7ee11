"""The writer of calendars: by the letter of the standard, the same bytes every time, and no text more than a text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from crmcli import repeats
from crmcli.formats.ics import rules, writer, writing
from crmcli.formats.ics.drafts import EventDraft
from tests.formats.ics import reading, strict

PLAIN = EventDraft(
    uid="crm-f1-20261124T090000Z", summary="viewing", start="2026-11-27T15:00", stamp="2026-11-24T09:00:00Z"
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=120)
LINES = TEXTS.map(lambda text: " ".join(text.split()))


def written(*events: EventDraft, name: str = "crm") -> bytes:
    """The calendar of some events, which is one by the letter of the standard."""
    data = writer.calendar(events, name=name).encode()
    strict.check(data)
    return data


def lines(event: EventDraft) -> list[str]:
    """The unfolded lines of the one event."""
    text = written(event).decode().replace("\r\n ", "")
    return text[text.index("BEGIN:VEVENT") : text.index("\r\nEND:VEVENT\r\n")].split("\r\n")[1:]


def read(data: bytes) -> list[Any]:
    """The events as the icalendar package reads them, without any error."""
    found = icalendar.Calendar.from_ical(data)
    assert not [error for each in found.walk() for error in each.errors]
    return list(found.walk("VEVENT"))


def test_an_event_is_written_in_full() -> None:
    event = replace(
        PLAIN, created="2026-11-20T09:00:00Z", zone="Asia/Jakarta", minutes=90, place="Jl. Sudirman 5, lantai 2",
        note="bring the plans\nand a pen", categories=("follow-up",), rule="FREQ=WEEKLY;UNTIL=20270101",
        alarms=(10080, 15, 0), priority=1, sequence=345600,
    )  # fmt: skip
    assert lines(event) == [
        "UID:crm-f1-20261124T090000Z",
        "DTSTAMP:20261124T090000Z",
        "CREATED:20261120T090000Z",
        "SEQUENCE:345600",
        "DTSTART;TZID=Asia/Jakarta:20261127T150000",
        "DURATION:PT1H30M",
        "RRULE:FREQ=WEEKLY;UNTIL=20270101T165959Z",
        "SUMMARY:viewing",
        "LOCATION:Jl. Sudirman 5\\, lantai 2",
        "DESCRIPTION:bring the plans\\nand a pen",
        "CATEGORIES:follow-up",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "PRIORITY:1",
        *("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:viewing", "TRIGGER:-P7D", "END:VALARM"),
        *("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:viewing", "TRIGGER:-PT15M", "END:VALARM"),
        *("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:viewing", "TRIGGER:PT0S", "END:VALARM"),
    ]


def test_a_calendar_of_nothing_is_one_all_the_same() -> None:
    data = written()
    assert read(data) == []
    assert b"TZID:UTC\r\n" in data


def test_a_whole_day_ends_with_the_next_and_takes_no_zone() -> None:
    said = lines(replace(PLAIN, start="2026-12-31", zone="Asia/Jakarta", rule="FREQ=YEARLY;UNTIL=20300101T100000"))
    assert "DTSTART;VALUE=DATE:20261231" in said
    assert "DTEND;VALUE=DATE:20270101" in said
    assert "RRULE:FREQ=YEARLY;UNTIL=20300101" in said
    assert lines(replace(PLAIN, start="9999-12-31"))[3:5] == ["DTSTART;VALUE=DATE:99991231", "SUMMARY:viewing"]


@pytest.mark.parametrize(
    ("until", "zone", "written_as"),
    [
        ("20270101", "", "20270101T235959"),
        ("20270101T100000Z", "", "20270101T100000"),
        ("20270101", "Europe/Berlin", "20270101T225959Z"),
        ("20270701T100000", "Europe/Berlin", "20270701T080000Z"),
        ("99991231", "America/New_York", "99991231T235959Z"),
    ],
)
def test_the_end_of_a_rule_is_written_as_its_start_wants_it(until: str, zone: str, written_as: str) -> None:
    assert f"RRULE:FREQ=DAILY;UNTIL={written_as}" in lines(replace(PLAIN, zone=zone, rule=f"FREQ=DAILY;UNTIL={until}"))


@pytest.mark.parametrize("rule", ["FREQ=HOURLY", "X\r\nATTENDEE:mailto:eve@x.example", "FREQ=WEEKLY;UNTIL=20279999"])
def test_what_is_no_rule_is_left_out(rule: str) -> None:
    assert not [line for line in lines(replace(PLAIN, rule=rule)) if line.startswith(("RRULE", "ATTENDEE"))]


def test_no_text_begins_a_line_of_its_own() -> None:
    evil = "x\r\nATTENDEE:mailto:eve@x.example\nBEGIN:VALARM\rEND:VEVENT\u2028A:b\x85C:d\x0bE:f\x00\ud800"
    event = replace(PLAIN, uid=evil, summary=evil, place=evil, note=evil, categories=(evil, "a,b;c"))
    said = lines(event)
    assert len(said) == 11
    assert not [line for line in said if line.startswith(("ATTENDEE", "BEGIN", "END", "A:", "C:", "E:"))]
    assert len(list(read(written(event, name=evil)))) == 1


def test_a_backslash_before_a_letter_stays_one() -> None:
    """The icalendar package itself writes `C:\\New` as two lines."""
    assert "LOCATION:C:\\\\New\\\\nothing" in lines(replace(PLAIN, place="C:\\New\\nothing"))


@given(LINES, LINES, TEXTS)
def test_texts_come_back_as_they_were(summary: str, place: str, note: str) -> None:
    data = written(replace(PLAIN, summary=summary, place=place, note=note))
    (event,) = read(data)
    (draft,) = reading.drafts(data)
    clean = [each for each in (summary, place, note) if each.isprintable()]
    if len(clean) == 3:
        assert str(event["SUMMARY"]) == summary.strip()
        assert str(event.get("LOCATION", "")) == place.strip()
        assert draft.place == place.strip()
        assert draft.note == note.strip()
    vobject.readOne(data.decode()).validate(raiseException=True)


@given(st.text(max_size=400))
def test_lines_are_folded_by_octets_and_unfold_to_what_they_were(text: str) -> None:
    value = text.encode("utf-8", "ignore").decode().replace("\r", "").replace("\n", "")
    folded = writing.line("SUMMARY", value).encode()
    assert all(len(part) <= 75 for part in folded.split(b"\r\n"))
    assert [part.decode() for part in folded.split(b"\r\n")]
    assert folded.decode().replace("\r\n ", "") == f"SUMMARY:{value}\r\n"


@given(
    st.dates(date(1970, 1, 1), date(2200, 12, 31)),
    st.one_of(st.none(), st.integers(0, 1439)),
    st.sampled_from(["", "Asia/Jakarta", "Europe/Berlin", "America/St_Johns"]),
    st.integers(1, 10_080),
)
def test_times_come_back_as_they_were(day: date, minute: int | None, zone: str, minutes: int) -> None:
    start = day.isoformat() if minute is None else f"{day}T{minute // 60:02d}:{minute % 60:02d}"
    data = written(replace(PLAIN, start=start, zone=zone, minutes=minutes))
    (draft,) = reading.drafts(data)
    assert (draft.start, draft.zone) == (start, zone if minute is not None else "")
    (event,) = read(data)
    if minute is not None:
        assert draft.minutes == minutes
        assert event.decoded("DTSTART").replace(tzinfo=None) == datetime.fromisoformat(start)
        assert event.decoded("DURATION") == timedelta(minutes=minutes)
    else:
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (day, day + timedelta(days=1))


@given(
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.integers(29, 31),
    st.integers(1, 5),
    st.one_of(st.just(""), st.integers(1, 40).map(";COUNT={}".format), st.just(";UNTIL=20330301")),
)
def test_the_last_day_of_a_month_means_the_same_days_without_a_position(
    first: date, day: int, interval: int, end: str
) -> None:
    rule = f"FREQ=MONTHLY;INTERVAL={interval};BYMONTHDAY={','.join(map(str, range(28, day + 1)))};BYSETPOS=-1{end}"
    start = repeats.following(rule, first.isoformat(), after=first.isoformat(), today=first)
    if start is None:
        return
    simple, further = rules.portable(rule, start)
    begin, last = date.fromisoformat(start), date(date.fromisoformat(start).year + 15, 1, 1)
    wanted = repeats.occurrences(rule, start, after=begin - timedelta(days=1), last=last)
    assert "BYSETPOS" not in simple
    named = {f"{each:%Y-%m-%d}" for each in _named(simple, start, last)} | {
        each for each in further if each <= f"{last}"
    }
    assert sorted(named) == wanted


def _named(rule: str, start: str, last: date) -> list[datetime]:
    if not rule:
        return []
    return rrulestr(rule, dtstart=datetime.fromisoformat(start)).between(
        datetime.fromisoformat(start), datetime(last.year, last.month, last.day), inc=True
    )


def test_other_rules_with_a_position_stay() -> None:
    for rule in ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYMONTHDAY=28,30;BYSETPOS=-1"):
        assert rules.portable(rule, "2026-11-30") == (rule, ())
    assert rules.portable("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "2028-02-29") == (
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
        (),
    )
