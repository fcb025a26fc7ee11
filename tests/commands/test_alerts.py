"""`crm alerts`: what rings, by which way, and what is said of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import refused
from tests.commands.ringing import NOTE, At, at, rung, texts, viewing
from tests.conftest import Crm, Result

__all__ = ["at", "rung", "viewing"]


def test_without_a_database_nothing_rings_and_none_is_made(crm: Crm, home: Path) -> None:
    assert crm("alerts") == Result("", "", 0)
    assert crm("alerts", "--json", tty=True) == Result("", "", 0)
    assert list(home.iterdir()) == []


@pytest.mark.usefixtures("viewing")
def test_it_rings_once_and_says_nothing_to_cron(crm: Crm, rung: Path, at: At) -> None:
    at("07:44")
    assert crm("alerts") == Result("", "", 0)
    at("07:45")
    assert crm("alerts") == Result("", "", 0)
    assert texts(rung) == ["15:00 viewing · 陳美玲", "in 15 min", "+886 912 345 678 · 16:00 there"]
    at("07:50")
    assert crm("alerts") == Result("", "", 0)
    assert len(texts(rung)) == 3


@pytest.mark.usefixtures("viewing", "rung")
def test_on_a_terminal_it_says_what_rang(crm: Crm, at: At) -> None:
    at("08:00")
    assert crm("alerts", tty=True) == Result("Rang f1: 15:00 viewing · 陳美玲\n", "", 0)
    assert crm("alerts", tty=True) == Result("", "", 0)


@pytest.mark.usefixtures("rung")
def test_json_is_what_rang_and_nothing_where_nothing_did(crm: Crm, viewing: None, at: At) -> None:
    at("08:02")
    (row,) = crm("alerts", "--json").json
    assert row == {
        "ref": "f1",
        "refs": ["f1"],
        "followup_id": 1,
        "contact": {"id": 1, "name": "陳美玲"},
        "what": "viewing",
        "due": "2026-11-24T15:00",
        "at": "2026-11-24T08:00:00Z",
        "rings_at": "2026-11-24T07:45:00Z",
        "is_told": False,
        "late_minutes": 2,
        "minutes": None,
        "place": None,
        "note": None,
        "phone": "+886912345678",
        "timezone": "Asia/Taipei",
        "time_there": "16:00",
        "title": "15:00 viewing · 陳美玲",
        "body": "2 min late\n+886 912 345 678 · 16:00 there",
    }
    assert crm("alerts", "--json") == Result("", "", 0)


def test_a_command_is_run_for_each_and_a_setting_makes_it_the_rule(crm: Crm, home: Path, viewing: None, at: At) -> None:
    assert crm("remind", "--self", "dentist", "--on", "today 15:05").code == 0
    assert crm("settings", "set", "alert_command", NOTE).code == 0
    at("08:00")
    assert crm("alerts") == Result("", "", 0)
    assert texts(home / "rung") == [
        "f1|15:00 viewing · 陳美玲|now", "+886 912 345 678 · 16:00 there", "f2|15:05 dentist|in 5 min",
    ]  # fmt: skip


def test_many_missed_at_once_are_five_rings_and_a_summary(crm: Crm, rung: Path, at: At) -> None:
    at("00:00")
    assert crm("add", "Budi").code == 0
    assert crm("alerts") == Result("", "", 0)
    for minute in range(18):
        assert crm("remind", "Budi", f"call {minute}", "--on", f"today 08:{minute:02}").code == 0
    at("09:00")
    assert crm("alerts", tty=True).stdout.count("Rang f") == 18
    said = texts(rung)
    assert said[:4] == ["08:17 call 17 · Budi", "7 h late", "08:16 call 16 · Budi", "7 h late"]
    assert said[10:] == [
        "13 more follow-ups",
        *[f"08:{minute:02} call {minute} · Budi, 7 h late" for minute in range(12, 4, -1)],
        "… and 5 more: crm today",
    ]
    assert crm("alerts") == Result("", "", 0)


def test_a_summary_stays_on_the_screen_where_any_of_it_is_not_over(crm: Crm, home: Path, rung: Path, at: At) -> None:
    script = f"#!/bin/sh\nprintf '%s\\n' \"$2\" >> {home}/rung\n"
    (home / "bin" / "notify-send").write_text(script, "utf-8")
    at("00:00")
    assert crm("add", "Budi").code == 0
    assert crm("alerts") == Result("", "", 0)
    for minute in range(7):
        assert crm("remind", "--self", f"call {minute}", "--on", f"today 15:{minute:02}").code == 0
        assert crm("remind", "--self", f"call {minute}", "--on", f"today 11:{minute:02}").code == 0
    at("05:00")
    assert crm("alerts").code == 0
    assert texts(rung) == ["--urgency=normal"] * 6
    at("08:00")
    assert crm("alerts").code == 0
    assert texts(rung)[6:] == ["--urgency=critical"] * 6


@pytest.mark.parametrize("before", ["soon", "8d", "-5m", "0.5 min"])
def test_a_length_that_is_none_is_refused(crm: Crm, before: str) -> None:
    assert crm("alerts", f"--before={before}").code == 5


@pytest.mark.parametrize("before", ["0", "0m"])
def test_it_may_ring_at_the_very_minute(crm: Crm, rung: Path, viewing: None, at: At, before: str) -> None:
    at("07:59")
    assert crm("alerts", "--before", before) == Result("", "", 0)
    at("08:00")
    assert crm("alerts", "--before", before) == Result("", "", 0)
    assert texts(rung)[1] == "now"


def test_two_ways_at_once_are_refused(crm: Crm) -> None:
    assert refused(crm("alerts", "--notify", "--command", "true"), 2, "Only one of --command and --notify can be had.")
    assert crm("alerts", "--command", "").code == 5


@pytest.mark.usefixtures("viewing")
def test_place_and_note_stand_below_the_title(crm: Crm, rung: Path, at: At) -> None:
    from crmcli import context
    from crmcli.store import followups

    context.start([])
    with context.current().writing().write("promised") as tx:
        followups.add(tx, "lunch", "2026-11-24T15:10", place="Jl. Sudirman 1 <b>", note="\nbring the keys\nand more")
    context.current().close()
    at("08:00")
    assert crm("alerts") == Result("", "", 0)
    assert texts(rung)[3:] == ["15:10 lunch", "in 10 min", "Jl. Sudirman 1 &lt;b&gt;", "bring the keys"]


@pytest.mark.parametrize(
    ("clock", "said"),
    [("07:45", "in 15 min, until 15:45"), ("08:44", "44 min late, until 15:45"), ("08:45", "45 min late")],
)
def test_how_long_it_takes_is_told_until_it_is_over(
    crm: Crm, rung: Path, viewing: None, at: At, clock: str, said: str
) -> None:
    assert crm("followup", "edit", "f1", "--for", "45m").code == 0
    at(clock)
    assert crm("alerts") == Result("", "", 0)
    assert texts(rung)[1] == said


@pytest.mark.parametrize(
    ("before", "clock", "said"),
    [
        ("2h", "06:02", "in 2 h"),
        ("3h", "05:29", "in 3 h"),
        ("2h", "06:29", "in 2 h"),
        ("2h", "06:30", "in 90 min"),
        ("0", "10:59", "2 h late"),
    ],
)
def test_how_soon_it_is_comes_out_as_near_as_can_be_said(
    crm: Crm, rung: Path, at: At, before: str, clock: str, said: str
) -> None:
    at("02:00")
    assert crm("remind", "--self", "dentist", "--on", "today 15:00").code == 0
    assert crm("alerts").code == 0
    at(clock)
    assert crm("alerts", "--before", before) == Result("", "", 0)
    assert texts(rung)[1:] == [said]


@pytest.mark.parametrize(("day", "said"), [("24", "in 3 days"), ("25", "in 2 days"), ("26", "in 24 h")])
def test_what_is_days_ahead_is_told_in_days(crm: Crm, rung: Path, viewing: None, at: At, day: str, said: str) -> None:
    assert crm("remind", "--self", "dentist", "--on", "2026-11-27 09:00").code == 0
    at("02:20", day=f"2026-11-{day}")
    assert crm("alerts", "--before", "3d").code == 0
    assert said in texts(rung)


def test_what_ends_on_another_day_names_the_day(crm: Crm, rung: Path, viewing: None, at: At) -> None:
    assert crm("followup", "edit", "f1", "--for", "30h").code == 0
    at("08:00")
    assert crm("alerts") == Result("", "", 0)
    assert texts(rung)[1] == "now, until tomorrow 21:00"


@pytest.mark.usefixtures("viewing")
def test_ringing_is_no_operation_and_undo_takes_back_what_came_before(crm: Crm, rung: Path, at: At) -> None:
    before = crm("history").stdout
    at("08:00")
    assert crm("alerts").code == 0
    assert texts(rung)[1] == "now"
    assert crm("history").stdout == before
    assert "viewing" in crm("undo").stdout


def test_under_cron_it_rings_by_the_zone_of_the_settings(crm: Crm, home: Path, viewing: None) -> None:
    assert crm("settings", "set", "timezone", "Asia/Jakarta").code == 0
    environment = {
        "PATH": "/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C", "TZ": "UTC", "CRM_NOW": "2026-11-24T07:45:00Z",
    }  # fmt: skip
    words = [sys.executable, "-m", "crmcli", "alerts", "--command", NOTE]
    root = Path(__file__).parents[2]
    for _each in range(2):
        done = subprocess.run(
            words, env={**environment, "PYTHONPATH": str(root)}, cwd=home, capture_output=True, check=False
        )
        assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)
    assert texts(home / "rung")[0] == "f1|15:00 viewing · 陳美玲|in 15 min"
    assert len(texts(home / "rung")) == 2
