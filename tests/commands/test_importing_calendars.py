"""`crm import` of calendars: appointments become follow-ups, once, and what the user did with them stays."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.commands.conftest import BOOK, Golden
from tests.conftest import Crm, Result
from tests.formats.ics.reading import FOLDER, calendar, event

ZONED = "DTSTART;TZID=Asia/Jakarta:{}"
WITH_BUDI = "ATTENDEE;CN=Budi:mailto:BUDI@maju.example"
NOTHING = "1 read: 0 new, 0 updated, 1 unchanged, 0 rejected   nothing changed\n"


@pytest.fixture
def book(crm: Crm, home: Path) -> Path:
    """The home with a few contacts in the database; returns its path."""
    (home / "book.vcf").write_text(BOOK, "utf-8")
    crm("import", "book.vcf", "--region", "ID", "--quiet")
    return home


def brought(crm: Crm, home: Path, *events: str, options: tuple[str, ...] = (), head: str = "") -> Result:
    """Imports a calendar of events."""
    (home / "own.ics").write_bytes(calendar(*events, head=head).encode())
    return crm("import", "own.ics", *options)


def followups(crm: Crm) -> list[tuple[object, ...]]:
    """What is to be done: what, when, with whom, and how it repeats."""
    found = crm("followup", "list", "--json").json
    return [(each["what"], each["due"], (each["contact"] or {}).get("name"), each["repeat"]) for each in found]


def column(database: Path, name: str) -> list[object]:
    """A column of all follow-ups."""
    with sqlite3.connect(database) as connection:
        return [row[0] for row in connection.execute(f"SELECT {name} FROM followup ORDER BY id")]


def test_an_appointment_is_with_the_contact_whom_it_invites(crm: Crm, book: Path) -> None:
    said = brought(crm, book, event("ATTENDEE:mailto:unknown@x.example", WITH_BUDI, start="DTSTART:20261201T080000Z"))
    assert said == Result(
        "1 read: 1 new, 0 updated, 0 unchanged, 0 rejected   o2, crm undo takes it back\n",
        "New appointments: 1 with contacts, 0 without.\n",
        0,
    )
    assert followups(crm) == [("Lunch", "2026-12-01T15:00", "Pak Budi Santoso", None)]


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.ics")))
def test_the_same_calendar_twice_changes_nothing_and_one_undo_takes_it_back(
    crm: Crm, book: Path, database: Path, name: str
) -> None:
    (book / "program.ics").write_bytes((FOLDER / f"{name}.ics").read_bytes())
    first = crm("import", "program.ics", "--json").json
    assert first["read"] == first["created"] + first["updated"] + first["unchanged"] + first["rejected"]
    before, history = followups(crm), crm("history", "--json")
    again = crm("import", "program.ics", "--json").json
    assert (again["created"], again["updated"], again["operation"]) == (0, 0, None)
    assert (followups(crm), crm("history", "--json")) == (before, history)
    if first["operation"]:
        crm("undo")
        assert followups(crm) == []
        crm("redo")
        assert followups(crm) == before


def test_the_calendars_of_programs_are_reported(crm: Crm, book: Path, golden: Golden) -> None:
    for path in FOLDER.glob("*.ics"):
        (book / path.name).write_bytes(path.read_bytes())
    names = sorted(path.name for path in FOLDER.glob("*.ics"))
    golden("import.calendars.dry-run", crm("import", *names, "--dry-run"))
    golden("import.calendars.json", crm("import", *names, "--json"))
    golden("import.calendars.followups", Result("".join(f"{each}\n" for each in followups(crm)), "", 0))


def test_contacts_and_appointments_of_one_call_are_one_operation_and_meet(crm: Crm, home: Path) -> None:
    (home / "a.ics").write_bytes(calendar(event(WITH_BUDI)).encode())
    (home / "b.vcf").write_text(BOOK, "utf-8")
    said = crm("import", "a.ics", "b.vcf", "--region", "ID")
    assert said.stdout.splitlines()[-1] == (
        "6 read: 6 new, 0 updated, 0 unchanged, 0 rejected   o1, crm undo takes it back"
    )
    assert followups(crm)[0][2] == "Pak Budi Santoso"


def test_a_folder_and_standard_input_bring_calendars(crm: Crm, book: Path) -> None:
    (book / "folder").mkdir()
    (book / "folder" / "Work.ICS").write_bytes(calendar(event()).encode())
    assert crm("import", "folder").stdout.startswith("1 read: 1 new")
    assert crm("import", "-", input=calendar(event(uid="u2"))).stdout.startswith("1 read: 1 new")


def test_the_users_own_address_is_nobody(crm: Crm, book: Path) -> None:
    me = "ATTENDEE:mailto:dewi@maju.example"
    assert crm("settings", "set", "own_emails", "Dewi@maju.example, other@x.example").code == 0
    brought(crm, book, event(me, WITH_BUDI))
    assert followups(crm)[0][2] == "Pak Budi Santoso"
    crm("undo", "--steps", "2")
    brought(crm, book, event(me, WITH_BUDI), head="X-WR-CALNAME:dewi@maju.example\r\n")
    assert followups(crm)[0][2] == "Pak Budi Santoso"
    crm("undo")
    brought(crm, book, event(me, WITH_BUDI))
    assert followups(crm)[0][2] == "Sari Dewi"


def test_what_the_user_declined_is_left_out(crm: Crm, book: Path) -> None:
    me = "ATTENDEE;PARTSTAT=DECLINED:mailto:me@x.example"
    said = brought(crm, book, event(me), head="X-WR-CALNAME:me@x.example\r\n")
    assert said == Result(NOTHING, "1 was declined and left out.\n", 0)


def test_somebody_who_is_added_later_is_found_the_next_time(crm: Crm, book: Path) -> None:
    one = event("ATTENDEE:mailto:rina@toko.example")
    brought(crm, book, one)
    crm("add", "Rina Wijaya", "--email", "rina@toko.example")
    assert brought(crm, book, one).stdout.startswith("1 read: 0 new, 1 updated")
    assert followups(crm)[0][2] == "Rina Wijaya"
    assert brought(crm, book, one).stdout == NOTHING


def test_what_the_user_changed_stays_and_what_the_calendar_changed_comes(crm: Crm, book: Path, database: Path) -> None:
    brought(crm, book, event("LOCATION:Room 4", WITH_BUDI))
    crm("followup", "edit", "f1", "--what", "Lunch, pay this time")
    crm("snooze", "f1", "--to", "2026-12-05")
    assert brought(crm, book, event("LOCATION:Room 4", WITH_BUDI)).stdout == NOTHING
    assert brought(crm, book, event("LOCATION:Room 5", WITH_BUDI)).stdout.startswith("1 read: 0 new, 1 updated")
    assert followups(crm) == [("Lunch, pay this time", "2026-12-05T15:00", "Pak Budi Santoso", None)]
    assert column(database, "place") == ["Room 5"]
    moved = event("LOCATION:Room 5", WITH_BUDI, start="DTSTART:20261208T100000")
    assert brought(crm, book, moved).stdout.startswith("1 read: 0 new, 1 updated")
    assert followups(crm)[0][:2] == ("Lunch, pay this time", "2026-12-08T10:00")


def test_one_that_was_done_stays_done_unless_it_is_put_into_the_future(crm: Crm, book: Path) -> None:
    brought(crm, book, event(WITH_BUDI))
    crm("done", "f1")
    assert brought(crm, book, event(WITH_BUDI, summary="Dinner")).stdout == NOTHING
    assert followups(crm) == []
    moved = event(WITH_BUDI, start="DTSTART:20261208T100000")
    assert brought(crm, book, moved).stdout.startswith("1 read: 1 new")
    assert brought(crm, book, moved).stdout == NOTHING
    assert followups(crm) == [("Lunch", "2026-12-08T10:00", "Pak Budi Santoso", None)]
    assert crm("followup", "show", "f1", "--json").json["done_at"]


def test_one_that_is_called_off_is_taken_out(crm: Crm, book: Path) -> None:
    brought(crm, book, event())
    off = event("STATUS:CANCELLED")
    assert brought(crm, book, off) == Result(
        "1 read: 0 new, 1 updated, 0 unchanged, 0 rejected   o3, crm undo takes it back\n",
        "1 was called off in the calendar and taken out.\n",
        0,
    )
    assert followups(crm) == []
    assert brought(crm, book, off) == Result(NOTHING, "1 was called off and left out.\n", 0)
    crm("undo")
    assert len(followups(crm)) == 1


def test_a_cancellation_that_comes_by_mail_counts(crm: Crm, book: Path) -> None:
    brought(crm, book, event())
    assert brought(crm, book, event(), head="METHOD:CANCEL\r\n").stdout.startswith("1 read: 0 new, 1 updated")
    assert followups(crm) == []


def test_one_that_the_user_removed_stays_away_until_the_calendar_changes_it(crm: Crm, book: Path) -> None:
    brought(crm, book, event())
    crm("followup", "rm", "f1")
    assert brought(crm, book, event()) == Result(NOTHING, "1 was removed by you and stays away.\n", 0)
    assert brought(crm, book, event(start="DTSTART:20261208T100000")).stdout.startswith("1 read: 1 new")


def test_an_import_that_was_undone_can_be_done_again(crm: Crm, book: Path) -> None:
    brought(crm, book, event())
    crm("undo")
    assert brought(crm, book, event()).stdout.startswith("1 read: 1 new")


def test_what_is_past_is_left_out_and_comes_as_done_where_that_is_wanted(crm: Crm, book: Path) -> None:
    old = event(WITH_BUDI, start="DTSTART:20260105T150000")
    assert brought(crm, book, old) == Result(NOTHING, "1 is past and was left out; --past brings it as done.\n", 0)
    assert brought(crm, book, old, options=("--past",)).stdout.startswith("1 read: 1 new")
    assert followups(crm) == []
    (done,) = crm("followup", "list", "--done", "--json").json
    assert (done["what"], done["due"], done["done_at"]) == ("Lunch", "2026-01-05T15:00", "2026-01-05T08:00:00Z")
    assert brought(crm, book, old, options=("--past",)).stdout == NOTHING


def test_one_that_has_become_late_here_is_not_past(crm: Crm, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brought(crm, book, event())
    monkeypatch.setenv("CRM_NOW", "2026-12-10T09:00:00Z")
    assert brought(crm, book, event()).stdout == NOTHING
    assert followups(crm)[0][1] == "2026-12-01T15:00"


def test_a_series_goes_on_here_and_is_still_known(crm: Crm, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weekly = event("RRULE:FREQ=WEEKLY", start=ZONED.format("20261102T090000"))
    brought(crm, book, weekly)
    assert followups(crm) == [("Lunch", "2026-11-30T09:00", None, "FREQ=WEEKLY")]
    crm("done", "f1")
    assert brought(crm, book, weekly).stdout == NOTHING
    crm("followup", "skip", "f2")
    assert brought(crm, book, weekly).stdout == NOTHING
    assert followups(crm) == [("Lunch", "2026-12-14T09:00", None, "FREQ=WEEKLY")]
    moved = event("RRULE:FREQ=WEEKLY", start=ZONED.format("20261103T100000"))
    assert brought(crm, book, moved).stdout.startswith("1 read: 0 new, 1 updated")
    assert followups(crm) == [("Lunch", "2026-12-08T10:00", None, "FREQ=WEEKLY")]


def test_a_series_of_which_the_first_was_skipped_is_still_known(crm: Crm, book: Path) -> None:
    weekly = event("RRULE:FREQ=WEEKLY", start=ZONED.format("20261102T090000"))
    brought(crm, book, weekly)
    crm("followup", "skip", "f1")
    assert brought(crm, book, weekly).stdout == NOTHING
    renamed = event("RRULE:FREQ=WEEKLY", start=ZONED.format("20261102T090000"), summary="Dinner")
    assert brought(crm, book, renamed).stdout.startswith("1 read: 0 new, 1 updated")
    assert brought(crm, book, renamed).stdout == NOTHING
    assert followups(crm) == [("Dinner", "2026-12-07T09:00", None, "FREQ=WEEKLY")]


def test_a_day_of_a_series_that_is_moved_later_moves_here(crm: Crm, book: Path) -> None:
    weekly = event("RRULE:FREQ=WEEKLY", start=ZONED.format("20261102T090000"))
    brought(crm, book, weekly)
    other = event("RECURRENCE-ID;TZID=Asia/Jakarta:20261130T090000", start=ZONED.format("20261202T110000"))
    brought(crm, book, other, weekly)
    assert followups(crm) == [
        ("Lunch", "2026-12-02T11:00", None, None),
        ("Lunch", "2026-12-07T09:00", None, "FREQ=WEEKLY"),
    ]
    assert brought(crm, book, other, weekly).stdout.endswith("nothing changed\n")


def test_single_days_that_a_series_loses_are_taken_out(crm: Crm, book: Path) -> None:
    lines = ("RRULE:FREQ=WEEKLY;BYDAY=MO",)
    start = "DTSTART;TZID=America/New_York:20261005T090000"
    days = "RDATE;TZID=America/New_York:20261203T090000,20261204T090000"
    brought(crm, book, event(*lines, days, start=start))
    assert [due for _what, due, _who, _repeat in followups(crm)] == [
        "2026-11-30T21:00", "2026-12-03T21:00", "2026-12-04T21:00"
    ]  # fmt: skip
    brought(crm, book, event(*lines, days[:-16], start=start))
    assert [due for _what, due, _who, _repeat in followups(crm)] == ["2026-11-30T21:00", "2026-12-03T21:00"]
    brought(crm, book, event(*lines, "STATUS:CANCELLED", start=start))
    assert followups(crm) == []


def test_of_two_versions_in_one_file_the_newer_counts(crm: Crm, book: Path) -> None:
    events = [event("SEQUENCE:2", summary="New"), event("SEQUENCE:1", summary="Old")]
    assert brought(crm, book, *events).stdout.startswith("2 read: 1 new, 0 updated, 1 unchanged")
    assert followups(crm)[0][0] == "New"
    assert brought(crm, book, *events).stdout.endswith("nothing changed\n")


def test_a_task_that_was_ticked_off_elsewhere_is_done(crm: Crm, book: Path) -> None:
    task = "BEGIN:VTODO\r\nUID:t1\r\nSUMMARY:Send the offer\r\nDUE;VALUE=DATE:20261127\r\nEND:VTODO\r\n"
    brought(crm, book, task)
    assert followups(crm) == [("Send the offer", "2026-11-27", None, None)]
    brought(crm, book, task.replace("END:VTODO", "STATUS:COMPLETED\r\nEND:VTODO"))
    assert followups(crm) == []
    assert len(crm("followup", "list", "--done", "--json").json) == 1


def test_what_was_rejected_can_be_mended_and_read_again(crm: Crm, book: Path) -> None:
    said = brought(crm, book, event(start=""), event(uid="u2"), options=("--rejects", "bad.ics"))
    assert said.stderr.splitlines() == [
        "crm: own.ics:4: The event has no beginning.",
        "New appointments: 0 with contacts, 1 without (--known leaves those out).",
        "What was rejected is in bad.ics.",
    ]
    assert (book / "bad.ics").read_text().startswith("BEGIN:VCALENDAR\nVERSION:2.0\n")
    mended = (book / "bad.ics").read_text().replace("UID:u1", "UID:u1\nDTSTART:20261205")
    (book / "bad.ics").write_text(mended)
    assert crm("import", "bad.ics").stdout.startswith("1 read: 1 new")


def test_an_own_follow_up_that_comes_back_changes_only_where_it_was_moved_since(crm: Crm, book: Path) -> None:
    crm("remind", "Pak Budi Santoso", "send quote", "--on", "2026-12-01@10:00")
    uid = "crm-f1-20261124T090000Z"
    same = event(
        "LAST-MODIFIED:20261124T090000Z", uid=uid, start="DTSTART:20261203T100000", summary="send quote · Budi"
    )
    assert brought(crm, book, same).stdout == NOTHING
    moved = same.replace("LAST-MODIFIED:20261124", "LAST-MODIFIED:20261125")
    assert brought(crm, book, moved).stdout.startswith("1 read: 0 new, 1 updated")
    assert brought(crm, book, moved).stdout == NOTHING
    assert followups(crm) == [("send quote", "2026-12-03T10:00", "Pak Budi Santoso", None)]


def test_an_export_that_comes_back_changes_nothing(crm: Crm, book: Path) -> None:
    brought(crm, book, event(WITH_BUDI), event("RRULE:FREQ=WEEKLY", uid="w", start=ZONED.format("20261102T090000")))
    brought(crm, book, event("RRULE:FREQ=WEEKLY", uid="n", start="DTSTART;TZID=America/New_York:20261005T090000"))
    crm("remind", "Pak Budi Santoso", "send quote", "--on", "2026-12-01@10:00")
    crm("remind", "Pak Budi Santoso", "look in", "--on", "2026-12-02@10:00", "--every", "2w")
    for ref in ("f3", "f5"):
        crm("snooze", ref, "--to", "2026-12-04")
    crm("followup", "skip", "f2")
    before = followups(crm)
    assert len(before) == 5
    assert crm("export", "followups", "--format", "ics", "-o", "out.ics").code == 0
    said = crm("import", "out.ics", "--json").json
    assert (said["created"], said["updated"], said["rejected"], said["operation"]) == (0, 0, 0, None)
    assert followups(crm) == before


def test_an_export_that_was_moved_in_a_calendar_moves_here(crm: Crm, book: Path) -> None:
    crm("remind", "Pak Budi Santoso", "look in", "--on", "2026-12-02@10:00", "--every", "2w")
    crm("export", "followups", "--format", "ics", "-o", "out.ics")
    text = (book / "out.ics").read_bytes().decode()
    assert text.count("20261202T100000") == 1
    text = text.replace("20261202T100000", "20261203T113000").replace("DTSTAMP:20261124T09", "DTSTAMP:20261124T10")
    (book / "out.ics").write_bytes(text.encode())
    assert crm("import", "out.ics").stdout.startswith("1 read: 0 new, 1 updated")
    assert followups(crm) == [("look in", "2026-12-03T11:30", "Pak Budi Santoso", "FREQ=WEEKLY;INTERVAL=2")]
    assert crm("import", "out.ics").stdout == NOTHING


def test_an_identifier_of_another_database_is_a_new_appointment(crm: Crm, book: Path) -> None:
    crm("remind", "Pak Budi Santoso", "send quote", "--on", "2026-12-01@10:00")
    assert brought(crm, book, event(uid="crm-f1-20200101T000000Z")).stdout.startswith("1 read: 1 new")


def test_a_dry_run_says_every_event_and_keeps_nothing(crm: Crm, book: Path) -> None:
    said = brought(crm, book, event(WITH_BUDI), event(uid="u2", start=""), options=("--dry-run", "--quiet"))
    assert said.stdout == (
        "new\town.ics:4\t\tLunch\tTue 1 Dec 2026 15:00, Pak Budi Santoso (c2)\n"
        "rejected\town.ics:10\t\t\tThe event has no beginning.\n"
        "2 read: 1 new, 0 updated, 0 unchanged, 1 rejected (--rejects FILE keeps them)   dry run: nothing was kept\n"
    )
    assert followups(crm) == []


def test_the_zone_of_the_settings_decides(crm: Crm, book: Path) -> None:
    crm("settings", "set", "timezone", "America/New_York")
    brought(crm, book, event(start="DTSTART:20261201T080000Z"))
    assert followups(crm)[0][1] == "2026-12-01T03:00"


def test_what_the_calendar_says_besides_is_kept(crm: Crm, book: Path, database: Path) -> None:
    lines = (
        "DESCRIPTION:Bring samples", "URL:https://zoom.example/j/1", WITH_BUDI, "DTEND:20261201T163000",
        "ATTENDEE;CN=Ana Silva:mailto:ana@x.example",
    )  # fmt: skip
    brought(crm, book, event(*lines))
    assert column(database, "note") == [
        "Bring samples\nhttps://zoom.example/j/1\nWith Budi <budi@maju.example>, Ana Silva <ana@x.example>"
    ]
    assert column(database, "minutes") == [90]
    assert column(database, "external_id") == ["u1"]
