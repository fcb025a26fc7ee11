"""`--weekdays` in countries whose weekend is another: what is written, what is told of, and when a digest comes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.commands.scheduling import machine, set_zone, systemd, table, units
from tests.commands.test_schedule_health import at, findings
from tests.conftest import Crm

__all__ = ["machine", "systemd"]  # the fixtures of a machine on which something is scheduled


def work_in(crm: Crm, country: str) -> None:
    assert crm("settings", "set", "region", country).code == 0


def test_where_friday_and_saturday_are_off_it_comes_from_sunday_to_thursday(crm: Crm, home: Path) -> None:
    set_zone(crm)
    work_in(crm, "IL")
    said = crm("schedule", "digest", "07:00", "--weekdays", "--notify")
    assert said.stdout == "Scheduled digest: 07:00 Sun–Thu, notification, with cron.\n"
    assert table(home).startswith("0 7-23 * * 0-4 ")
    assert crm("schedule", "digest", "07:00", "--weekdays", "--notify").stdout.startswith("digest is there already")
    assert findings(crm) == [("ok", "What is scheduled can come.", None)]


def test_a_timer_has_the_same_days(crm: Crm, home: Path, systemd: Path) -> None:
    set_zone(crm)
    work_in(crm, "SA")
    crm("schedule", "digest", "07:00", "--weekdays", "--notify")
    assert "OnCalendar=Mon..Thu,Sun *-*-* 07..23:00:00 Asia/Jakarta\n" in units(home)["crm-digest.timer"]


@pytest.mark.parametrize("country", ["ID", "AE"])
def test_where_saturday_and_sunday_are_off_it_comes_from_monday_to_friday(crm: Crm, home: Path, country: str) -> None:
    set_zone(crm)
    work_in(crm, country)
    crm("schedule", "digest", "07:00", "--weekdays", "--notify")
    assert table(home).startswith("0 7-23 * * 1-5 ")


def test_without_holidays_nothing_is_known_of_a_weekend(crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_zone(crm)
    work_in(crm, "IL")
    monkeypatch.setitem(sys.modules, "holidays", None)
    crm("schedule", "digest", "07:00", "--weekdays", "--notify")
    assert table(home).startswith("0 7-23 * * 1-5 ")


def test_the_list_says_when_it_comes_after_the_weekend(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    set_zone(crm)
    work_in(crm, "IL")
    crm("schedule", "digest", "07:00", "--weekdays", "--notify")
    at(monkeypatch, "2026-11-27T09:00:00Z")  # a Friday
    assert crm("schedule", "list", "--json").json[0]["next"] == "2026-11-29T00:00:00Z"


def test_who_works_in_another_country_by_now_is_told_to_schedule_it_again(crm: Crm) -> None:
    set_zone(crm)
    work_in(crm, "ID")
    crm("schedule", "digest", "07:00", "--weekdays", "--notify")
    work_in(crm, "IL")
    said = "digest was scheduled for another clock than Asia/Jakarta, or for other days than Sun–Thu."
    again = "Schedule it again: crm schedule digest 07:00 --weekdays --notify"
    assert findings(crm) == [("warning", said, again)]
    assert crm("schedule", "digest", "07:00", "--weekdays", "--notify").stdout.startswith("Changed digest: ")
    assert findings(crm)[0][0] == "ok"


@pytest.mark.parametrize(
    ("country", "day", "comes"),
    [("IL", 26, True), ("IL", 27, False), ("IL", 29, True), ("US", 27, True), ("US", 29, False)],
)
def test_the_digest_itself_keeps_the_weekend_of_the_country(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, country: str, day: int, comes: bool
) -> None:
    set_zone(crm)
    work_in(crm, country)
    crm("add", "Budi")
    crm("remind", "c1", "send quote", "--on", "2026-11-24")
    at(monkeypatch, f"2026-11-{day}T03:00:00Z")
    assert bool(crm("digest", "--weekdays").stdout) is comes
