"""`crm import` of appointments that come again and change: nothing is told twice, forgotten, or asked for again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.test_importing_calendars import NOTHING, ZONED, brought, followups
from tests.conftest import Crm, Result
from tests.formats.ics.reading import event

START = ZONED.format("20261102T090000")
UPDATED = "1 read: 0 new, 1 updated, 0 unchanged, 0 rejected"


def weekly(*lines: str, rule: str = "", start: str = START, summary: str = "Lunch") -> str:
    """An appointment of every Monday at nine, of which the next is on 30 November."""
    return event(f"RRULE:FREQ=WEEKLY{rule}", *lines, start=start, summary=summary)


def left_out(*days: str) -> str:
    """The line that leaves days of it out."""
    return "EXDATE;TZID=Asia/Jakarta:" + ",".join(f"{day}T090000" for day in days)


def instead(day: str, start: str) -> str:
    """An event that takes the place of one of its days."""
    return event(f"RECURRENCE-ID;TZID=Asia/Jakarta:{day}T090000", start=ZONED.format(start))


def dues(crm: Crm) -> list[tuple[object, object]]:
    """When something is to be done, and how it repeats."""
    return [(due, repeat) for _what, due, _who, repeat in followups(crm)]


def test_a_day_left_out_is_passed_over(crm: Crm, home: Path) -> None:
    brought(crm, home, weekly(left_out("20261207", "20261221")))
    assert dues(crm) == [("2026-11-30T09:00", "FREQ=WEEKLY;EXDATE=20261207,20261221")]
    assert "Repeats\tevery week, 2 days left out\n" in crm("followup", "show", "f1").stdout
    days = crm("agenda", "--days", "30", "--json").json
    assert [each["due"][:10] for day in days for each in day["entries"]] == ["2026-11-30", "2026-12-14"]
    crm("done", "f1")
    assert dues(crm) == [("2026-12-14T09:00", "FREQ=WEEKLY;EXDATE=20261221")]
    crm("followup", "skip", "f2")
    assert dues(crm) == [("2026-12-28T09:00", "FREQ=WEEKLY")]


def test_where_its_clocks_change_the_hour_here_changes(crm: Crm, home: Path) -> None:
    brought(crm, home, weekly(start="DTSTART;TZID=America/New_York:20261102T200000"))
    assert dues(crm) == [("2026-12-01T08:00", "FREQ=WEEKLY;FROM=America/New_York;TO=Asia/Jakarta")]
    days = crm("agenda", "--from", "2027-03-02", "--days", "20", "--json").json
    named = [each["due"] for day in days for each in day["entries"] if each["state"] == "repeat"]
    assert named == ["2027-03-02T08:00", "2027-03-09T08:00", "2027-03-16T07:00"]
    crm("followup", "edit", "f1", "--on", "2027-03-10@8")
    assert dues(crm)[0][0] == "2027-03-10T08:00"
    crm("done", "f1")
    assert dues(crm)[0][0] == "2027-03-17T07:00"


def test_the_hour_of_a_series_is_that_of_now_and_not_of_when_it_began(crm: Crm, home: Path) -> None:
    # In January 2018 it was summer time in São Paulo, which has none any more.
    brought(crm, home, weekly(start="DTSTART;TZID=America/Sao_Paulo:20180108T060000"))
    assert dues(crm)[0][0] == "2026-11-30T16:00"
    crm("done", "f1")
    assert dues(crm)[0][0] == "2026-12-07T16:00"


def test_an_invitation_that_moves_one_day_moves_it_out_of_the_series(crm: Crm, home: Path) -> None:
    brought(crm, home, weekly())
    moved = instead("20261207", "20261208T110000")
    said = brought(crm, home, moved, head="METHOD:REQUEST\r\n")
    assert said == Result(f"{UPDATED}   o2, crm undo takes it back\n", "", 0)
    expected = [("2026-11-30T09:00", "FREQ=WEEKLY;EXDATE=20261207"), ("2026-12-08T11:00", None)]
    assert dues(crm) == expected
    assert brought(crm, home, moved).stdout == NOTHING
    assert brought(crm, home, weekly(), moved).stdout.startswith("2 read: 0 new, 1 updated")
    assert dues(crm) == expected
    assert brought(crm, home, weekly(), moved).stdout.endswith("nothing changed\n")


def test_a_cancellation_of_one_day_takes_it_out_of_the_series(crm: Crm, home: Path) -> None:
    brought(crm, home, weekly(rule=";COUNT=7"))
    for day, _left in (("20261207", 2), ("20261130", 1)):
        said = brought(crm, home, instead(day, f"{day}T090000"), head="METHOD:CANCEL\r\n")
        assert said.stdout.startswith(UPDATED)
        assert said.stderr == "1 was called off in the calendar and taken out.\n"
    assert dues(crm) == [("2026-12-14T09:00", "FREQ=WEEKLY;COUNT=7")]
    brought(crm, home, instead("20261214", "20261214T090000"), head="METHOD:CANCEL\r\n")
    assert dues(crm) == []
    crm("undo", "--steps", "3")
    assert dues(crm) == [("2026-11-30T09:00", "FREQ=WEEKLY;COUNT=7")]


def test_the_whole_calendar_from_before_a_cancellation_changes_nothing(crm: Crm, home: Path) -> None:
    brought(crm, home, weekly())
    brought(crm, home, instead("20261214", "20261214T090000"), head="METHOD:CANCEL\r\n")
    before = dues(crm)
    assert brought(crm, home, weekly()).stdout == NOTHING
    assert dues(crm) == before
    assert brought(crm, home, weekly(left_out("20261214"))).stdout.startswith(UPDATED)
    assert dues(crm) == before


def test_one_that_was_done_ahead_is_not_asked_for_again_when_a_later_day_is_left_out(crm: Crm, home: Path) -> None:
    brought(crm, home, weekly())
    crm("done", "f1")
    assert brought(crm, home, weekly(left_out("20261221"))).stdout.startswith(UPDATED)
    assert dues(crm) == [("2026-12-07T09:00", "FREQ=WEEKLY;EXDATE=20261221")]
    assert brought(crm, home, weekly()).stdout.startswith(UPDATED)
    assert dues(crm) == [("2026-12-07T09:00", "FREQ=WEEKLY")]


def test_one_that_was_put_off_or_reworded_stays_so_when_a_later_day_is_left_out(crm: Crm, home: Path) -> None:
    brought(crm, home, weekly())
    crm("snooze", "f1", "--to", "2026-12-02")
    crm("followup", "edit", "f1", "--what", "Lunch, pay this time")
    brought(crm, home, weekly(left_out("20261214")))
    assert [each[:2] for each in followups(crm)] == [("Lunch, pay this time", "2026-12-02T09:00")]
    assert dues(crm)[0][1] == "FREQ=WEEKLY;EXDATE=20261214"


def test_one_that_is_late_stays_so_when_a_later_day_is_left_out(
    crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(crm, home, weekly())
    monkeypatch.setenv("CRM_NOW", "2026-12-01T09:00:00Z")
    brought(crm, home, weekly(left_out("20261207", "20261221")))
    assert dues(crm) == [
        ("2026-11-30T09:00", None), ("2026-12-14T09:00", "FREQ=WEEKLY;EXDATE=20261221")
    ]  # fmt: skip
    crm("done", "f1")
    assert len(dues(crm)) == 1


def test_one_that_is_late_goes_where_its_calendar_puts_that_day(
    crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(crm, home, weekly())
    crm("followup", "edit", "f1", "--what", "Lunch, pay this time")
    monkeypatch.setenv("CRM_NOW", "2026-12-01T09:00:00Z")
    for events in ((weekly(), instead("20261130", "20261203T090000")), (weekly(left_out("20261130")),)):
        brought(crm, home, *events)
        assert dues(crm)[-1] == ("2026-12-07T09:00", "FREQ=WEEKLY")
        assert [each[:2] for each in followups(crm)][:-1] == [
            ("Lunch, pay this time", "2026-12-03T09:00")
        ][: len(events) - 1]  # fmt: skip
    crm("undo", "--steps", "2")
    brought(crm, home, weekly(left_out("20261130")))
    assert dues(crm) == [("2026-12-07T09:00", "FREQ=WEEKLY")]


def test_a_day_that_was_done_by_itself_is_not_asked_for_again_by_its_series(crm: Crm, home: Path) -> None:
    brought(crm, home, weekly(), instead("20261214", "20261214T090000"))
    assert dues(crm) == [("2026-11-30T09:00", "FREQ=WEEKLY;EXDATE=20261214"), ("2026-12-14T09:00", None)]
    crm("done", "f2")
    brought(crm, home, weekly())
    assert dues(crm) == [("2026-11-30T09:00", "FREQ=WEEKLY;EXDATE=20261214")]


def test_a_day_that_was_done_in_its_series_is_not_asked_for_again_by_itself(crm: Crm, home: Path) -> None:
    brought(crm, home, weekly())
    crm("done", "f1")
    same = instead("20261130", "20261130T090000")
    brought(crm, home, weekly(), same)
    assert dues(crm) == [("2026-12-07T09:00", "FREQ=WEEKLY")]
    assert brought(crm, home, weekly(), same).stdout.endswith("nothing changed\n")


@pytest.mark.parametrize("act", [("done", "f1"), ("followup", "skip", "f1")])
def test_a_series_that_is_called_off_and_comes_again_does_so_behind_what_was_done(
    crm: Crm, home: Path, act: tuple[str, ...]
) -> None:
    brought(crm, home, weekly())
    crm(*act)
    brought(crm, home, weekly("STATUS:CANCELLED"))
    assert dues(crm) == []
    assert brought(crm, home, weekly("STATUS:CANCELLED")).stdout.endswith("nothing changed\n")
    brought(crm, home, weekly())
    assert dues(crm) == [("2026-12-07T09:00", "FREQ=WEEKLY")]


def test_a_day_besides_the_rule_that_was_moved_is_one(crm: Crm, home: Path) -> None:
    days = event("RDATE;TZID=Asia/Jakarta:20261203T090000", start=START), instead("20261203", "20261204T090000")
    brought(crm, home, *days)
    assert dues(crm) == [("2026-12-04T09:00", None)]
    assert brought(crm, home, *days).stdout.endswith("nothing changed\n")


def test_what_was_skipped_is_known_when_a_series_that_was_called_off_comes_again(crm: Crm, home: Path) -> None:
    brought(crm, home, weekly())
    crm("followup", "skip", "f1")
    for rule in (";COUNT=2", ""):
        brought(crm, home, weekly(rule=rule))
    assert dues(crm) == [("2026-12-07T09:00", "FREQ=WEEKLY")]
    brought(crm, home, weekly("STATUS:CANCELLED"))
    assert dues(crm) == []
    brought(crm, home, weekly())
    assert dues(crm) == [("2026-12-07T09:00", "FREQ=WEEKLY")]


def test_a_day_left_out_years_ahead_is_known_from_the_beginning(
    crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = weekly(left_out("20280103"))
    brought(crm, home, far)
    monkeypatch.setenv("CRM_NOW", "2027-03-01T09:00:00Z")
    assert brought(crm, home, far).stdout == NOTHING


def test_a_series_whose_last_day_is_left_out_ends_before(crm: Crm, home: Path) -> None:
    brought(crm, home, weekly(rule=";COUNT=8"))
    brought(crm, home, weekly(left_out("20261221"), rule=";COUNT=8"))
    assert dues(crm) == [("2026-11-30T09:00", "FREQ=WEEKLY;COUNT=8;EXDATE=20261221")]
    days = crm("agenda", "--days", "60", "--json").json
    assert [each["due"][:10] for day in days for each in day["entries"]] == ["2026-11-30", "2026-12-07", "2026-12-14"]


def test_another_zone_of_the_user_turns_a_series_to_its_clocks(crm: Crm, home: Path) -> None:
    there = weekly(start="DTSTART;TZID=America/New_York:20261102T090000")
    brought(crm, home, there)
    here = dues(crm)
    assert here == [("2026-11-30T21:00", "FREQ=WEEKLY;FROM=America/New_York;TO=Asia/Jakarta")]
    crm("settings", "set", "timezone", "America/New_York")
    brought(crm, home, there)
    assert dues(crm) == [("2026-11-30T09:00", "FREQ=WEEKLY")]
    crm("settings", "set", "timezone", "Asia/Jakarta")
    brought(crm, home, there)
    assert dues(crm) == here


def test_what_the_calendar_calls_off_and_then_has_again_comes_again(crm: Crm, home: Path) -> None:
    for each in (event(), weekly()):
        brought(crm, home, each)
        brought(crm, home, each.replace("END:VEVENT", "STATUS:CANCELLED\r\nEND:VEVENT"))
        assert followups(crm) == []
        assert brought(crm, home, each).stdout.startswith("1 read: 1 new")
        crm("followup", "rm", *(f"f{row['id']}" for row in crm("followup", "list", "--json").json))
    brought(crm, home, weekly())
    assert followups(crm) == []  # the user took it out


def test_an_older_calendar_changes_nothing(crm: Crm, home: Path) -> None:
    newer = event("SEQUENCE:3", "DTSTAMP:20261120T090000Z", start="DTSTART:20261202T150000")
    brought(crm, home, newer)
    for older in (("SEQUENCE:1", "DTSTAMP:20261110T090000Z"), ("SEQUENCE:3", "DTSTAMP:20261110T090000Z")):
        assert brought(crm, home, event(*older)).stdout == NOTHING
        assert brought(crm, home, event(*older, "STATUS:CANCELLED")).stdout == NOTHING
    exported_now = event("SEQUENCE:0", "DTSTAMP:20261124T090000Z")
    assert brought(crm, home, exported_now).stdout.startswith(UPDATED)


def test_an_answer_to_an_invitation_is_none(crm: Crm, home: Path) -> None:
    brought(crm, home, event("LOCATION:Room 4"))
    for method in ("REPLY", "COUNTER"):
        said = brought(crm, home, event(summary="Accepted: Lunch"), head=f"METHOD:{method}\r\n")
        assert said == Result(
            "1 read: 0 new, 0 updated, 0 unchanged, 1 rejected (--rejects FILE keeps them)   nothing changed\n",
            "crm: own.ics:5: It answers an invitation and is none.\n",
            5,
        )
    assert followups(crm)[0][0] == "Lunch"
    brought(crm, home, event(), head="METHOD:REPLY\r\n", options=("--rejects", "bad.ics"))
    assert not (home / "bad.ics").exists()


def test_whom_the_user_chose_or_took_away_stays(crm: Crm, home: Path) -> None:
    crm("add", "Ana Silva")
    crm("add", "Rina Wijaya", "--email", "rina@toko.example")
    ours = event("ATTENDEE:mailto:unknown@toko.example", uid="a")
    brought(crm, home, ours)
    crm("followup", "edit", "f1", "--contact", "c1")
    assert brought(crm, home, ours).stdout == NOTHING
    crm("contact", "edit", "c2", "--add-email", "unknown@toko.example")
    assert brought(crm, home, ours).stdout == NOTHING
    assert followups(crm)[0][2] == "Ana Silva"
    theirs = event("ATTENDEE:mailto:rina@toko.example", uid="b")
    brought(crm, home, theirs)
    assert crm("followup", "edit", "f2", "--self").code == 0
    assert brought(crm, home, theirs).stdout == NOTHING


def test_one_that_the_user_removed_does_not_come_because_somebody_is_added(crm: Crm, home: Path) -> None:
    brought(crm, home, event("ATTENDEE:mailto:rina@toko.example"))
    crm("followup", "rm", "f1")
    crm("add", "Rina Wijaya", "--email", "rina@toko.example")
    said = brought(crm, home, event("ATTENDEE:mailto:rina@toko.example"))
    assert said == Result(NOTHING, "1 was removed by you and stays away.\n", 0)


def test_only_appointments_with_contacts_come_where_that_is_wanted(crm: Crm, home: Path) -> None:
    crm("add", "Rina Wijaya", "--email", "rina@toko.example")
    events = (event("ATTENDEE:mailto:rina@toko.example"), event(uid="gym", summary="Gym"))
    assert brought(crm, home, *events, options=("--known",)) == Result(
        "2 read: 1 new, 0 updated, 1 unchanged, 0 rejected   o2, crm undo takes it back\n",
        "New appointments: 1 with contacts, 0 without.\n1 is with no contact and was left out, as --known asks.\n",
        0,
    )
    assert [each[0] for each in followups(crm)] == ["Lunch"]
    assert brought(crm, home, *events).stderr == (
        "New appointments: 0 with contacts, 1 without (--known leaves those out).\n"
    )


def test_a_dry_run_lists_no_appointments_of_years_ago_and_says_why_others_are_left_out(crm: Crm, home: Path) -> None:
    events = (
        event(uid="old", start="DTSTART:20220105T150000"), event("STATUS:CANCELLED", uid="off"),
        event("ATTENDEE;PARTSTAT=DECLINED:mailto:me@x.example", uid="no"), event(uid="new"),
    )  # fmt: skip
    head = "X-WR-CALNAME:me@x.example\r\n"
    said = brought(crm, home, *events, options=("--dry-run", "--quiet"), head=head)
    assert said.stdout.splitlines() == [
        "unchanged\town.ics:10\t\tLunch\tcalled off",
        "unchanged\town.ics:16\t\tLunch\tdeclined",
        "new\town.ics:22\t\tLunch\tTue 1 Dec 2026 15:00",
        "4 read: 1 new, 0 updated, 3 unchanged, 0 rejected   dry run: nothing was kept",
    ]
