"""`crm export followups`, `occasions` and `activities`: whole answers, for calendars and for programs."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest
import vobject

from tests.commands.conftest import Golden, refused
from tests.commands.kept_homes import made_once
from tests.conftest import Crm
from tests.formats.ics import strict
from tests.formats.ics.reading import calendar, event

ABROAD = event(
    "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE;TZID=America/New_York:20270308T090000", uid="abroad", summary="call New York",
    start="DTSTART;TZID=America/New_York:20270301T090000",
)  # fmt: skip
NEXT_YEAR = "2027-06-01T09:00:00Z"
KHAL = """\
[calendars]
[[crm]]
path = {folder}/calendar
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = Asia/Jakarta
default_timezone = Asia/Jakarta
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


@pytest.fixture
@made_once
def diary(crm: Crm, book: Path) -> None:
    """f1 an appointment, f2 a series put off, f3 at the end of months, f4 for oneself, f5 from when done, f6 done."""
    said = [
        crm("remind", "c2", "viewing", "--on", "fri@15", "--for", "1h30", "--place", "Jl. Sudirman 5; lantai 2",
            "--note", "bring the plans", "--warn", "7d", "--priority", "high"),
        crm("remind", "c4", "看房", "--on", "2026-11-25@10", "--every", "2w"),
        crm("remind", "c6", "--on", "2027-01-30", "--every", "month", "--warn", "3d"),
        crm("remind", "--self", "prepare the fair", "--on", "2026-12-01"),
        crm("remind", "c5", "call again", "--on", "2026-12-02", "--every", "month", "--from-done"),
        crm("remind", "c5", "ask for the address", "--on", "2026-11-26@10"),
        crm("done", "f6"),
        crm("snooze", "f2", "--to", "2026-11-26@11"),
    ]  # fmt: skip
    assert [each.code for each in said] == [0] * 8


@pytest.fixture
def at(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """A call at another moment."""

    def call(now: str, *arguments: str) -> str:
        with monkeypatch.context() as patch:
            patch.setenv("CRM_NOW", now)
            said = crm(*arguments)
        assert said.code == 0, said
        return said.stdout

    return call


def events(text: str) -> list[strict.Component]:
    """The events of a calendar that is one by the letter of the standard, and that two libraries read."""
    calendar = strict.check(text.encode())
    vobject.readOne(text).validate(raiseException=True)
    assert not [error for each in icalendar.Calendar.from_ical(text).walk() for error in each.errors]
    return [each for each in calendar.inside if each.name == "VEVENT"]


def value(event: strict.Component, name: str) -> str:
    return event.of(name)[0].value


def test_a_calendar_of_what_is_to_be_done(diary: None, crm: Crm, golden: Golden) -> None:
    said = crm("export", "followups")
    golden("export.followups.ics", said)
    assert [value(each, "UID").split("-")[1] for each in events(said.stdout)] == ["f2", "f2", "f1", "f4", "f5", "f3"]


def test_a_calendar_of_what_comes_round(book: Path, crm: Crm, golden: Golden) -> None:
    assert crm("contact", "edit", "c6", "--birthday", "--02-29", "--occasion", "Jubiläum=1850-03-01").code == 0
    said = crm("export", "occasions")
    golden("export.occasions.ics", said)
    assert value(events(said.stdout)[0], "RRULE") == "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"


def test_what_was_done_is_written_where_it_is_asked_for(diary: None, crm: Crm) -> None:
    (event,) = events(crm("export", "followups", "done:today").stdout)
    assert value(event, "SUMMARY") == "✓ ask for the address · Łukasz Ørsted"
    assert not event.inside
    assert len(events(crm("export", "followups", "done:today", "or", "done:never").stdout)) == 7


def test_times_have_the_zone_that_is_set_or_float(diary: None, crm: Crm) -> None:
    assert b"TZID" not in crm("export", "followups").stdout.encode()
    assert refused(crm("export", "followups", "--times", "zone"), 5, "No time zone is set.")
    crm("settings", "set", "timezone", "Europe/Berlin")
    said = crm("export", "followups").stdout
    assert "DTSTART;TZID=Europe/Berlin:20261127T150000\r\n" in said
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20261125T100000\r\nDTSTART;TZID=Europe/Berlin:20261126T110000\r\n" in said
    assert len(events(said)) == 6
    assert crm("export", "followups", "--times", "zone").stdout == said
    assert "TZID" not in crm("export", "followups", "--times", "floating").stdout


def test_alarms_ring_as_long_before_as_is_asked_for(diary: None, crm: Crm) -> None:
    def triggers(*options: str) -> list[str]:
        (event,) = events(crm("export", "followups", "viewing", *options).stdout)
        return [value(each, "TRIGGER") for each in event.inside]

    assert triggers() == ["-P7D", "-PT15M"]
    assert triggers("--alarm", "1h", "--alarm", "0m") == ["-P7D", "-PT1H", "PT0S"]
    assert triggers("--no-alarms") == []
    (event,) = events(crm("export", "occasions", "--alarm", "1d").stdout)
    assert [value(each, "TRIGGER") for each in event.inside] == ["-PT15H"]


def test_the_same_data_are_the_same_bytes_on_every_day(diary: None, crm: Crm, at: Callable[..., str]) -> None:
    crm("settings", "set", "timezone", "America/New_York")
    for noun in ("followups", "occasions", "activities"):
        before = crm("export", noun, "--format", "ics").stdout
        assert at(NEXT_YEAR, "export", noun, "--format", "ics") == before


def test_a_change_makes_the_sequence_grow_and_undo_brings_the_bytes_back(
    diary: None, crm: Crm, at: Callable[..., str]
) -> None:
    before = crm("export", "followups").stdout
    at(NEXT_YEAR, "followup", "edit", "f1", "--place", "Kantor")
    (event,) = events(crm("export", "followups", "viewing").stdout)
    assert (value(event, "UID"), value(event, "LOCATION")) == ("crm-f1-20261124T090000Z", "Kantor")
    assert (value(event, "DTSTAMP"), value(event, "SEQUENCE")) == ("20270601T090000Z", str(189 * 86_400))
    at(NEXT_YEAR, "undo")
    assert crm("export", "followups").stdout == before


def test_a_series_that_counts_by_other_clocks_is_written_in_their_zone(
    crm: Crm, home: Path, at: Callable[..., str]
) -> None:
    (home / "abroad.ics").write_bytes(calendar(ABROAD).encode())
    crm("import", "abroad.ics")
    for options in ((), ("--times", "floating")):
        (series,) = events(crm("export", "followups", *options).stdout)
        assert series.of("DTSTART")[0].parameters == ";TZID=America/New_York"
        assert (value(series, "DTSTART"), value(series, "EXDATE")) == ("20270301T090000", "20270308T090000")
        assert (value(series, "UID"), value(series, "RRULE")) == ("abroad", "FREQ=WEEKLY;COUNT=5")
    crm("snooze", "f1", "--to", "2027-03-16@8")
    crm("export", "followups", "-o", "crm.ics")
    series, moved = events((home / "crm.ics").read_bytes().decode())
    assert [each.value for each in series.of("EXDATE")] == ["20270308T090000", "20270315T090000"]
    assert (value(moved, "RECURRENCE-ID"), value(moved, "DTSTART")) == ("20270301T090000", "20270315T210000")
    before = crm("followup", "list", "--json").stdout
    assert at(NEXT_YEAR, "import", "crm.ics").endswith("nothing changed\n")
    assert crm("followup", "list", "--json").stdout == before
    crm("done", "f1")
    (series,) = events(crm("export", "followups").stdout)
    assert (value(series, "DTSTART"), value(series, "RRULE")) == ("20270315T090000", "FREQ=WEEKLY;COUNT=3")
    assert not series.of("EXDATE")


def test_a_series_goes_on_under_the_same_name(diary: None, crm: Crm) -> None:
    assert crm("done", "f2").code == 0
    (event,) = events(crm("export", "followups", "看房").stdout)
    assert value(event, "UID") == "crm-f2-20261124T090000Z"
    assert (value(event, "DTSTART"), value(event, "RRULE")) == ("20261209T100000", "FREQ=WEEKLY;INTERVAL=2")


def test_what_one_was_put_off_past_does_not_come_beside_it(crm: Crm, book: Path) -> None:
    crm("remind", "c2", "call", "--on", "2026-11-30@10", "--every", "week")
    crm("snooze", "f1", "--to", "2026-12-14@16")
    series, moved = events(crm("export", "followups").stdout)
    assert (value(series, "DTSTART"), value(moved, "DTSTART")) == ("20261130T100000", "20261214T160000")
    assert [each.value for each in series.of("EXDATE")] == ["20261207T100000", "20261214T100000"]
    days = crm("agenda", "--days", "40", "--json").json
    shown = [each["due"] for day in days for each in day["entries"] if each["followup_id"] == 1]
    assert shown[:3] == ["2026-12-14T16:00", "2026-12-21T10:00", "2026-12-28T10:00"]


def test_what_its_rule_does_not_name_stands_beside_it(crm: Crm, book: Path) -> None:
    crm("remind", "c2", "odd", "--on", "2026-12-02@10", "--every", "FREQ=WEEKLY;BYDAY=MO;COUNT=5")
    first, series = events(crm("export", "followups").stdout)
    assert (value(first, "UID"), value(first, "DTSTART")) == ("crm-f1-20261124T090000Z@first", "20261202T100000")
    assert (value(series, "UID"), value(series, "DTSTART")) == ("crm-f1-20261124T090000Z", "20261207T100000")
    assert not first.of("RRULE")
    crm("snooze", "f1", "--to", "2026-12-20")
    first, series = events(crm("export", "followups").stdout)
    assert (value(first, "DTSTART"), value(series, "DTSTART")) == ("20261220T100000", "20261221T100000")
    assert value(series, "RRULE") == "FREQ=WEEKLY;BYDAY=MO;COUNT=3"


def test_an_import_of_it_changes_nothing(diary: None, crm: Crm, home: Path, at: Callable[..., str]) -> None:
    for noun in ("followups", "occasions", "activities"):
        crm("export", noun, "--format", "ics", "-o", f"{noun}.ics")
    crm("done", "f4")
    before = [crm("followup", "list", "--all", "--json").stdout, crm("contact", "list", "--json").stdout]
    for noun in ("followups", "occasions", "activities"):
        report = json.loads(at(NEXT_YEAR, "import", f"{noun}.ics", "--json"))
        assert (report["created"], report["updated"], report["rejected"]) == (0, 0, 0), noun
    assert [crm("followup", "list", "--all", "--json").stdout, crm("contact", "list", "--json").stdout] == before


def test_a_hostile_name_stays_a_name(crm: Crm, book: Path) -> None:
    crm("contact", "edit", "c2", "--name", "Budi\r\nATTENDEE:mailto:eve@x.example;,\\n")
    crm("remind", "c2", "BEGIN:VALARM\nx", "--on", "fri@10", "--place", "a\rEND:VEVENT", "--note", "x\n\nEND:VCALENDAR")
    (event,) = events(crm("export", "followups").stdout)
    assert not event.of("ATTENDEE")
    assert len(event.inside) == 1


def test_records_for_programs(diary: None, crm: Crm) -> None:
    listed = crm("followup", "list", "--json").json
    assert crm("export", "followups", "--json").json == listed
    lines = crm("export", "followups", "--format", "ndjson").stdout.splitlines()
    assert [json.loads(line) for line in lines] == listed
    rows = list(csv.DictReader(io.StringIO(crm("export", "followups", "--format", "csv").stdout, newline="")))
    assert [(row["id"], row["contact_id"], row["minutes"], row["place"]) for row in rows] == [
        ("2", "4", "", ""), ("1", "2", "90", "Jl. Sudirman 5; lantai 2"), ("4", "", "", ""), ("5", "5", "", ""),
        ("3", "6", "", ""),
    ]  # fmt: skip
    assert crm("export", "occasions", "--json").json == [
        {
            "contact": {"id": 2, "name": "Pak Budi Santoso"},
            "kind": "birthday",
            "date": "1974-05-12",
            "year": 1974,
            "month": 5,
            "day": 12,
        }
    ]
    assert crm("export", "activities", "--json").json == crm("activity", "list", "--json").json
    (row,) = csv.DictReader(io.StringIO(crm("export", "activities").stdout, newline=""))
    assert (row["kind"], row["contacts"], row["summary"]) == ("note", "Łukasz Ørsted", "ask for the address")
    (event,) = events(crm("export", "activities", "--format", "ics").stdout)
    assert value(event, "SUMMARY") == "note: ask for the address · Łukasz Ørsted"


def test_some_are_picked_by_a_query_or_by_their_numbers(diary: None, crm: Crm) -> None:
    assert len(events(crm("export", "followups", "group:vip", "due:..2026-11-27").stdout)) == 3
    ids = crm("followup", "list", "has:repeat", "--ids").stdout
    assert len(crm("export", "followups", "-", "--json", input=ids).json) == 3
    assert crm("export", "occasions", "-", "--json", input="c2\n").json[0]["contact"]["id"] == 2
    assert refused(crm("export", "followups", "nofield:x"), 5, "In nofield:x: There is no field 'nofield'.")


def test_a_file_is_written_and_a_script_is_told_of_it(diary: None, crm: Crm, home: Path) -> None:
    said = crm("export", "followups", "-o", "crm.ics")
    assert (said.stdout, said.stderr, said.code) == ("Wrote 5 follow-ups to crm.ics.\n", "", 0)
    assert (home / "crm.ics").read_bytes() == crm("export", "followups").stdout.encode()
    said = crm("export", "activities", "-o", "a.csv", "--json")
    assert said.json == {"file": "a.csv", "format": "csv", "noun": "activities", "count": 1}
    assert crm("export", "occasions", "-o", "o.jsonl").stdout == "Wrote 1 occasion to o.jsonl.\n"


def test_nothing_is_a_calendar_all_the_same(crm: Crm, book: Path, database: Path) -> None:
    said = crm("export", "followups")
    assert events(said.stdout) == []
    assert (said.stderr, said.code) == ("There is nothing to export.\n", 0)
    assert crm("export", "followups", "zzzz").stderr == "Nothing fits that.\n"
    assert crm("export", "followups", "--json").stdout == "[]\n"


def test_without_a_database_nothing_is_exported_and_none_is_made(crm: Crm, database: Path) -> None:
    for noun in ("followups", "occasions", "activities"):
        said = crm("export", noun, "--format", "ics")
        assert (events(said.stdout), said.stderr, said.code) == ([], "There is nothing to export.\n", 0)
    assert not database.exists()


def test_what_cannot_be_is_refused(book: Path, crm: Crm, home: Path) -> None:
    for arguments, code, sentence in (
        (("followups", "--format", "vcf"), 5, "--format cannot be 'vcf'."),
        (("followups", "-o", "x.vcf"), 5, "The diary is not written as vCard."),
        (("followups", "--version", "4.0"), 5, "The diary is not written as vCard."),
        (("followups", ""), 2, "There is nothing to look for."),
        (("followups", "--times", "utc"), 5, "--times cannot be 'utc'."),
        (("followups", "--alarm", "soon"), 5, "'soon' is not a length of time."),
        (("followups", "--alarm", "1h", "--no-alarms"), 2, "--alarm and --no-alarms cannot be had together."),
        (("followups", "--alarm", "1h", "--format", "csv"), 2, "--times and alarms are of a calendar, not of csv."),
        (("followups", *["--alarm", "1h"] * 10), 5, "An event has at most 9 alarms."),
        (("budi", "--no-alarms"), 2, "--times and alarms are of a calendar."),
        (("budi", "-o", "x.ics"), 5, "Contacts are no calendar."),
        (("all", "-o", "x.ics"), 5, "Contacts are no calendar."),
        (("occasions", "due:fri"), 5, "In due:fri: There is no field 'due'."),
    ):
        said = crm("export", *arguments)
        assert refused(said, code, sentence), (arguments, said)
    assert [path.name for path in home.iterdir() if path.suffix] == []


def test_hints_lead_to_what_was_meant(book: Path, crm: Crm) -> None:
    for word, noun in (("followup", "followups"), ("activity", "activities"), ("birthdays", "occasions")):
        said = crm("export", word)
        assert (said.stdout, said.stderr) == ("", f"Nobody fits that.\nFor those: crm export {noun}\n")
    said = crm("export", "followups", "--alarm", "400d")
    assert said.stderr == (
        "crm: '400d' is not a length of time.\n     Write 15m, 1h30 or 2d; it is at most 366 days.\n"
    )


def test_a_file_that_would_be_the_same_is_left_alone(diary: None, crm: Crm, home: Path) -> None:
    crm("export", "followups", "-o", "crm.ics")
    before = (home / "crm.ics").stat().st_mtime_ns
    assert crm("export", "followups", "-o", "crm.ics").stdout == "Wrote 5 follow-ups to crm.ics.\n"
    assert (home / "crm.ics").stat().st_mtime_ns == before


def test_khal_takes_it_in_and_shows_the_days(diary: None, crm: Crm, home: Path) -> None:
    pytest.importorskip("khal", reason="khal is not installed")
    crm("settings", "set", "timezone", "Asia/Jakarta")
    (home / "abroad.ics").write_bytes(calendar(ABROAD).encode())
    crm("import", "abroad.ics")
    crm("export", "followups", "-o", "crm.ics")
    (home / "calendar").mkdir()
    (home / "khal.conf").write_text(KHAL.format(folder=home))

    def khal(*arguments: str) -> str:
        command = [sys.executable, "-m", "khal", "-c", str(home / "khal.conf"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
        assert "rror" not in done.stderr
        return done.stdout

    khal("import", "--batch", str(home / "crm.ics"))
    listed = khal("list", "--format", "{start-date} {start-time} {title}", "--day-format", "", "2026-11-24", "130d")
    assert [line.rstrip() for line in listed.splitlines() if line.strip()] == [
        "2026-11-26 11:00 看房 · 陳美玲",
        "2026-11-27 15:00 viewing · Pak Budi Santoso",
        "2026-12-01  prepare the fair",
        "2026-12-02  call again · Łukasz Ørsted",
        *(f"{day} 10:00 看房 · 陳美玲" for day in ("2026-12-09", "2026-12-23", "2027-01-06", "2027-01-20")),
        "2027-01-30  call Ibu Sari",
        *(f"{day} 10:00 看房 · 陳美玲" for day in ("2027-02-03", "2027-02-17")),
        "2027-02-28  call Ibu Sari",
        "2027-03-01 21:00 call New York",
        "2027-03-03 10:00 看房 · 陳美玲",
        "2027-03-15 20:00 call New York",
        "2027-03-17 10:00 看房 · 陳美玲",
        *(f"{day} 20:00 call New York" for day in ("2027-03-22", "2027-03-29")),
        "2027-03-30  call Ibu Sari",
        "2027-03-31 10:00 看房 · 陳美玲",
    ]


def test_what_another_program_wrote_costs_only_itself(diary: None, crm: Crm, book: Path) -> None:
    connection = sqlite3.connect(book)
    connection.execute("UPDATE followup SET due = '2026-13-99' WHERE id = 4")
    connection.execute("UPDATE followup SET repeat = 'FREQ=FOO' WHERE id = 2")
    connection.execute(
        "UPDATE followup SET created_at = 'x' || char(13, 10) || 'ATTENDEE:a', updated_at = 'y' WHERE id = 5"
    )
    connection.commit()
    connection.close()
    said = crm("export", "followups")
    assert [value(each, "UID")[:6] for each in events(said.stdout)] == ["crm-f2", "crm-f1", "crm-f5", "crm-f3"]
    assert said.stderr == "f4 is due on no day that there is, so it is left out.\n"
    assert "ATTENDEE:a" not in said.stdout.split("\r\n")


def test_a_leap_day_of_long_ago_falls_on_one_that_there_was(book: Path, crm: Crm) -> None:
    crm("contact", "edit", "c6", "--birthday", "1896-02-29")
    (event, _other) = events(crm("export", "occasions").stdout)
    assert value(event, "DTSTART") == "20000229"
