"""`crm alerts --list` and `--dry-run`: what would ring, and when."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.ringing import At, at, rung, texts, viewing
from tests.conftest import Crm, Result

__all__ = ["at", "rung", "viewing"]


@pytest.mark.usefixtures("viewing")
def test_a_dry_run_says_it_and_rings_nothing(crm: Crm, rung: Path, at: At) -> None:
    at("07:00")
    assert crm("alerts", "--dry-run", tty=True) == Result("", "Nothing rings now.\n", 0)
    at("08:00")
    for _each in range(2):
        assert crm("alerts", "--dry-run", tty=True) == Result("Would ring f1: 15:00 viewing · 陳美玲\n", "", 0)
        said = crm("alerts", "--dry-run")
        assert said == Result("f1\t2026-11-24T15:00\tnow\tviewing\t陳美玲\t\n", "", 0)
    assert texts(rung) == []


def test_a_dry_run_does_not_begin_to_look(crm: Crm, rung: Path, at: At) -> None:
    at("02:00")
    assert crm("remind", "--self", "dentist", "--on", "today 15:00").code == 0
    assert crm("alerts", "--dry-run").code == 0
    at("08:30")
    assert crm("alerts") == Result("", "", 0)
    assert texts(rung) == []  # the first look was after it was due


def test_the_list_shows_what_is_ahead_and_when_it_rings(crm: Crm, rung: Path, viewing: None, at: At) -> None:
    assert crm("remind", "--self", "dentist", "--on", "2026-11-26 09:00").code == 0
    at("07:50")
    assert crm("alerts").code == 0
    assert crm("alerts", "--list", "--before", "1h") == Result(
        "f1\t2026-11-24T15:00\trang\tviewing\t陳美玲\t\nf2\t2026-11-26T09:00\tThu 26 Nov 08:00\tdentist\t\t\n", "", 0
    )
    assert crm("alerts", "--list", "--ids", "--limit", "1").stdout == "f1\n"
    assert [row["is_told"] for row in crm("alerts", "--list", "--json").json] == [True, False]


@pytest.mark.usefixtures("viewing", "rung")
def test_the_list_rings_as_it_is_scheduled(crm: Crm, at: At) -> None:
    assert crm("remind", "--self", "dentist", "--on", "2026-11-26 09:00").code == 0
    words = ("--before", "1h", "--command", "true", "--with", "cron")
    assert crm("schedule", "alerts", *words).code == 0
    first, second = "f1\t2026-11-24T15:00\t{}\tviewing\t陳美玲\t\n", "f2\t2026-11-26T09:00\t{}\tdentist\t\t\n"
    listed = first.format("today 14:00") + second.format("Thu 26 Nov 08:00")
    assert crm("alerts", "--list") == Result(listed, "", 0)
    listed = first.format("today 14:55") + second.format("Thu 26 Nov 08:55")
    assert crm("alerts", "--list", "--before", "5m") == Result(listed, "", 0)
    at("07:05")
    assert crm("alerts", "--list").stdout.startswith(first.format("now"))
    assert crm("alerts", "--before", "1h", "--command", "true").code == 0
    assert crm("alerts", "--list").stdout.startswith(first.format("rang"))
    assert crm("alerts", "--list", "--notify").stdout.startswith(first.format("now"))


@pytest.mark.usefixtures("viewing")
def test_the_schedule_of_another_database_or_one_that_cannot_be_read_says_nothing(crm: Crm, home: Path) -> None:
    assert crm("--db", str(home / "other.db"), "add", "Budi").code == 0
    assert crm("--db", str(home / "other.db"), "schedule", "alerts", "--before", "1h", "--with", "cron").code == 0
    assert "\ttoday 14:45\t" in crm("alerts", "--list").stdout
    (home / ".crontab.refuses").write_text("no\n", "utf-8")
    assert "\ttoday 14:45\t" in crm("alerts", "--list").stdout


def test_the_list_says_where_nobody_has_looked_yet(crm: Crm) -> None:
    assert crm("remind", "--self", "dentist", "--on", "tomorrow 9:00").code == 0
    said = "Nobody has looked for them yet: crm schedule alerts has them ring.\n"
    assert crm("alerts", "--list").stderr == said
    assert crm("alerts") == Result("", "", 0)
    assert crm("alerts", "--list").stderr == ""


def test_an_empty_list_says_so(crm: Crm) -> None:
    assert crm("alerts", "--list") == Result("", "No follow-up with a time is ahead.\n", 0)
    assert crm("alerts", "--list", "--json").stdout == "[]\n"
