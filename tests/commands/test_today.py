"""`crm today`: one screen of whom to turn to and why, in every form and zone."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.commands.conftest import Golden
from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
@made_once
def diary(book: Path, crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something of each state at 16:00 in Jakarta on Tuesday, 24 November 2026."""
    monkeypatch.setenv("CRM_NOW", "2026-10-21T03:00:00Z")
    for line in (
        ("group", "edit", "VIP", "--cadence", "14d"),
        ("log", "c6", "call", "price list"),
        ("remind", "c2", "send quote", "--on", "2026-11-22"),
        ("remind", "c4", "viewing", "--on", "2026-11-24T17:00"),
        ("remind", "c4", "call back", "--on", "2026-11-24T15:20"),
        ("remind", "--self", "tax papers", "--on", "2026-11-24", "--priority", "high"),
        ("remind", "c5", "renewal", "--on", "2026-12-10", "--warn", "30d,7d"),
        ("contact", "edit", "c7", "--birthday", "1986-11-25"),
        ("settings", "goal", "20", "calls", "--per", "day"),
    ):
        assert crm(*line).code == 0
    monkeypatch.setenv("CRM_NOW", "2026-11-21T03:00:00Z")
    assert crm("log", "c6", "call", "--missed").code == 0
    monkeypatch.setenv("CRM_NOW", "2026-11-24T03:00:00Z")
    assert crm("log", "c6", "call", "--missed").code == 0
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:00:00Z")


@pytest.mark.usefixtures("diary")
def test_a_pipe_gets_a_line_for_each_with_why_and_the_number_to_call(crm: Crm) -> None:
    assert crm("today") == Result(
        "late\tf1\tPak Budi Santoso\tsend quote\t2 days late\t2026-11-22\t+62 812-3456-7890\t\n"
        "late\tf3\t陳美玲\tcall back\t40 minutes late\t2026-11-24T15:20\t+886 912-345-678\t17:00\n"
        "today\tf2\t陳美玲\tviewing\ttoday 17:00\t2026-11-24T17:00\t+886 912-345-678\t17:00\n"
        "today\tf4\t\ttax papers\ttoday, high\t2026-11-24\t\t\n"
        "silent\tc6\tIbu Sari\tkeep in touch\t34 days, VIP is 14, 2 tries since 21 Nov\t2026-11-04\t+62811222333\t\n"
        "occasion\tc7\tSari Dewi\tbirthday\ttomorrow, turns 40\t2026-11-25\t\t\n"
        "announced\tf5\tŁukasz Ørsted\trenewal\tdue Thu 10 Dec\t2026-12-10\t+48 601 232 454\t10:00\n",
        "",
        0,
    )
    assert crm("today", "--ids").stdout.split() == ["f1", "f3", "f2", "f4", "c6", "c7", "f5"]


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize(("columns", "lines"), [("80", "24"), ("100", "30"), ("140", "40"), ("80", "10")])
def test_a_terminal_gets_one_screen(
    crm: Crm, golden: Golden, monkeypatch: pytest.MonkeyPatch, columns: str, lines: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", lines)
    said = crm("today", "--no-color", tty=True)
    assert len((said.stdout + said.stderr).splitlines()) < int(lines)
    golden(f"today.{columns}x{lines}", said)


def test_at_eighty_columns_names_and_texts_give_way_to_the_reason_and_the_number(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("CRM_NOW", "2026-10-21T03:00:00Z")
    crm("group", "edit", "VIP", "--cadence", "14d")
    crm("contact", "edit", "c4", "--name", "陳美玲 of a company with a very long name indeed")
    for ref in ("c2", "c4", "c6"):
        crm("log", ref, "call", "price list")
    crm("remind", "c4", "send the long quote for the trucks once more", "--on", "2026-11-22", "--priority", "high")
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:00:00Z")
    assert crm("today", "--no-color", tty=True).stdout == (
        "Tue 24 Nov · 1 late, 2 silent\n"
        "! f1  陳美玲 of a…  send the lo…  2 days late, high,…   +886 912 345 678 (17:00)\n"
        "~ c2  Pak Budi Sa…  34 days, VIP is 14                  +62 812-3456-7890\n"
        "~ c6  Ibu Sari      34 days, VIP is 14                  +62 811-222-333\n"
    )


@pytest.mark.usefixtures("diary")
def test_states_are_painted_orange_and_blue_and_said_in_words_as_well(crm: Crm) -> None:
    said = crm("today", tty=True).stdout
    assert "\x1b[1;33m! f1\x1b[0m" in said
    assert "\x1b[1;34m• f2\x1b[0m" in said


@pytest.mark.usefixtures("diary")
def test_a_locale_without_unicode_gets_signs_in_ascii(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    lines = crm("today", "--no-color", tty=True).stdout.splitlines()
    assert lines[0] == "Tue 24 Nov - 2 late, 2 today, 1 silent, 1 birthday, 1 ahead - calls 1 of 20"
    assert [line[0] for line in lines[1:]] == ["!", "!", "o", "o", "~", "*", ">"]


@pytest.mark.usefixtures("diary")
def test_json_says_all_that_the_screen_does(crm: Crm) -> None:
    said = crm("today", "--json").json
    assert list(said) == ["date", "late", "today", "silent", "slipped", "stalled", "unplanned", "closing", "occasions",
                          "announced", "goals", "money_goals", "counts", "holidays"]  # fmt: skip
    assert said["date"] == "2026-11-24"
    assert said["counts"] == {
        "late": 2, "today": 2, "announced": 1, "silent": 1, "occasions": 1,
        **dict.fromkeys(("slipped", "stalled", "unplanned", "closing"), 0),
    }  # fmt: skip
    assert said["goals"] == [{"kind": "call", "period": "day", "count": 20, "done": 1}]
    assert said["silent"] == [
        {
            "state": "silent",
            "ref": "c6",
            "followup_id": None,
            "contact": {"id": 6, "name": "Ibu Sari"},
            "what": "keep in touch",
            "why": "34 days, VIP is 14",
            "due": "2026-11-04",
            "days_late": 20,
            "priority": "normal",
            "silent_days": 34,
            "cadence_days": 14,
            "cadence_group": "VIP",
            "occasion": None,
            "turns": None,
            "group": None,
            "festival": None,
            "people": None,
            "minutes": None,
            "place": None,
            "deal": None,
            "phone": "+62811222333",
            "timezone": None,
            "time_there": None,
            "tries": 2,
            "tried_since": "2026-11-21T03:00:00Z",
            "is_resting": False,
            "holiday_there": None,
        }
    ]


@pytest.mark.usefixtures("diary")
def test_a_query_narrows_it_and_a_wrong_one_is_refused(crm: Crm) -> None:
    assert [line.split("\t")[1] for line in crm("today", "group:vip").stdout.splitlines()] == ["f1", "f3", "f2", "c6"]
    assert crm("today", "group:fleet", "city:bandung") == Result("", "Nothing to do today for those.\n", 0)
    assert crm("today", "nonsense:1").code == 5


@pytest.mark.usefixtures("diary")
def test_a_limit_is_shared_among_the_states_and_says_what_is_left_out(crm: Crm) -> None:
    said = crm("today", "--limit", "4")
    assert [line.split("\t")[1] for line in said.stdout.splitlines()] == ["f1", "f3", "f2", "f4"]
    assert said.stderr == "There are 3 more; --all shows all.\n"
    assert len(crm("today", "--limit", "0").stdout.splitlines()) == 7
    assert len(crm("today", "--all", tty=True).stdout.splitlines()) == 8


def test_nothing_to_do_says_what_comes_next(crm: Crm) -> None:
    assert crm("today") == Result("", "Nothing to do today. crm remind REF WHAT --on DAY notes what you promise.\n", 0)
    crm("remind", "c4", "viewing", "--on", "2026-11-26T15:00")
    assert crm("today") == Result("", "Nothing to do today. Next: f1 陳美玲 viewing, Thu 26 Nov 15:00\n", 0)
    assert crm("today", "--json").json["counts"] == dict.fromkeys(
        ("late", "today", "announced", "silent", "occasions", "slipped", "stalled", "unplanned", "closing"), 0
    )
    assert crm("today", "--json").stderr == ""


def test_without_a_database_nothing_is_made(crm: Crm, database: Path) -> None:
    database.unlink()
    assert crm("today") == Result("", "There are no contacts yet. crm import FILE brings in your phone's.\n", 0)
    assert crm("today", "--json").json["late"] == []
    assert not database.exists()


def test_crm_alone_on_a_terminal_is_today_and_in_a_pipe_the_help(crm: Crm, database: Path) -> None:
    crm("remind", "c4", "viewing", "--on", "2026-11-24")
    assert crm(tty=True) == crm("today", tty=True)
    assert crm("--no-color", tty=True) == crm("today", "--no-color", tty=True)
    assert crm().stdout.startswith("Usage: crm ")
    database.unlink()
    assert crm(tty=True).stdout.startswith("Usage: crm ")
    assert not database.exists()


def test_who_was_approached_as_often_as_may_be_is_not_suggested_but_their_promise_is_marked(crm: Crm) -> None:
    crm("contact", "edit", "c2", "--at-most", "1/month", "--cadence", "1d")
    crm("log", "c2", "call", "--missed", "--at", "2026-11-20")
    assert crm("today").stdout == ""
    crm("remind", "c2", "send quote", "--on", "2026-11-24")
    assert crm("today").stdout == (
        "today\tf1\tPak Budi Santoso\tsend quote\ttoday, 1 try since 20 Nov, approached as often as may be"
        "\t2026-11-24\t+62 812-3456-7890\t\n"
    )


def test_their_own_zone_goes_before_that_of_their_phone(crm: Crm) -> None:
    crm("remind", "c4", "viewing", "--on", "2026-11-24")
    for zone, there in (("America/New_York", "04:00"), ("Pacific/Auckland", "22:00"), ("Pacific/Kiritimati", "23:00"),
                        ("Pacific/Pago_Pago", "Mon 22:00"), ("Asia/Jakarta", "")):  # fmt: skip
        crm("contact", "edit", "c4", "--timezone", zone)
        assert crm("today").stdout.split("\t")[-1] == f"{there}\n"


def test_hostile_names_do_not_reach_the_terminal(crm: Crm) -> None:
    crm("remind", "--self", "pay \x1b[31mred\x07 [bold]x[/bold]", "--on", "2026-11-24")
    said = crm("today", "--no-color", tty=True).stdout
    assert "\x1b" not in said
    assert "[bold]x[/bold]" in said


def test_more_than_a_screen_is_counted(crm: Crm, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_NOW", "2026-11-20T03:00:00Z")
    for number in range(30):
        crm("remind", f"c{number % 5 + 2}", f"thing {number}", "--on", "2026-11-21" if number % 2 else "2026-11-24")
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:00:00Z")
    monkeypatch.setenv("LINES", "12")
    said = crm("today", "--no-color", tty=True)
    assert len((said.stdout + said.stderr).splitlines()) == 11
    golden("today.more", said)


ZONES = ["Asia/Jakarta", "America/Sao_Paulo", "Asia/Taipei", "Europe/Berlin", "America/New_York", "Pacific/Apia"]
# Days on which the clocks change in Berlin and New York, the ends of months, and a leap day.
DAYS = ["2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01", "2026-12-31", "2028-02-29"]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", DAYS)
def test_nothing_slips_a_day_at_midnight_in_any_zone(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, zone: str, day: str
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.setenv("CRM_NOW", "2026-01-05T12:00:00Z")
    crm("settings", "set", "timezone", zone)
    crm("remind", "c2", "whole day", "--on", day)
    crm("remind", "c4", "timed", "--on", f"{day}T23:59")
    midnight = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone))
    crm("contact", "edit", "c7", "--birthday", f"1980-{day[5:]}")
    expected = {
        "00:01": ("today", "today", "today"),
        "23:59": ("today", "today", "today"),
        "next": ("late", "late", None),
    }
    for clock, (whole, timed, birthday) in expected.items():
        hour, minute = map(int, (clock if clock != "next" else "00:01").split(":"))
        later = timedelta(days=clock == "next")
        now = (midnight + later).replace(hour=hour, minute=minute)
        monkeypatch.setenv("CRM_NOW", now.astimezone(ZoneInfo("UTC")).isoformat())
        found = {row["ref"]: row for rows in _lists(crm) for row in rows}
        assert (found["f1"]["state"], found["f2"]["state"]) == (whole, timed), (zone, day, clock)
        why = found.get("c7", {}).get("why")
        assert (why or "").split(",")[0] == (birthday or ""), (zone, day, clock)


def _lists(crm: Crm) -> list[list[dict[str, str]]]:
    said = crm("today", "--json").json
    return [said[state] for state in ("late", "today", "announced", "silent", "occasions")]


def test_two_answers_at_once_are_refused(crm: Crm) -> None:
    assert crm("today", "--ids", "--csv").code == 2
