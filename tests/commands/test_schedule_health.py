"""`crm doctor` on the schedule: whether what is to come by itself can come, and has come."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.commands.scheduling import be_in, machine, set_zone, systemd, table
from tests.conftest import Crm

__all__ = ["machine", "systemd"]  # the fixtures of a machine on which something is scheduled


def findings(crm: Crm) -> list[tuple[str, str, str | None]]:
    """What doctor finds of the schedule: state, sentence and hint."""
    rows: list[dict[str, Any]] = crm("doctor", "--json").json
    return [(row["state"], row["message"], row["hint"]) for row in rows if row["check"] == "schedule"]


def at(monkeypatch: pytest.MonkeyPatch, instant: str) -> None:
    monkeypatch.setenv("CRM_NOW", instant)


def note(database: Path, key: str, sent_at: str | None, failed_at: str | None = None, problem: str = "") -> None:
    """Puts a delivery of a digest into the ledger."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO delivery (kind, key, sent_at, failed_at, problem) VALUES ('digest', ?, ?, ?, ?)",
            (key, sent_at, failed_at, problem),
        )


def test_nothing_scheduled_is_well(crm: Crm, database: Path) -> None:
    assert findings(crm) == [("ok", "Nothing is scheduled.", None)]
    assert not database.exists()


def test_what_can_come_is_well(crm: Crm) -> None:
    crm("schedule", "digest", "07:00")
    assert findings(crm) == [("ok", "What is scheduled can come.", None)]
    crm("schedule", "alerts")
    assert findings(crm) == [("ok", "All 2 that are scheduled can come.", None)]


def test_a_program_that_has_gone_is_a_problem(crm: Crm, machine: Path) -> None:
    crm("schedule", "digest", "07:00")
    machine.rename(machine.with_name("moved"))
    again = "Schedule it again: crm schedule digest 07:00"
    assert findings(crm) == [("problem", f"digest calls {machine}, which is no longer there.", again)]
    assert crm("doctor").code == 1


def test_a_database_that_has_gone_is_a_problem(crm: Crm, home: Path) -> None:
    crm("schedule", "alerts", "--db", "other.db", "--name", "other")
    (home / "other.db").unlink()
    said = f"other is about the database {home}/other.db, which is not there."
    assert findings(crm) == [("problem", said, "Take it away: crm schedule rm other")]


def test_without_a_time_zone_it_goes_by_the_clock_of_the_machine(crm: Crm) -> None:
    crm("schedule", "alerts")
    crm("undo")
    said = "No time zone is set, so alerts goes by the clock of this machine."
    assert findings(crm) == [("warning", said, "crm settings set timezone Asia/Jakarta sets it.")]


@pytest.mark.parametrize("runner", ["cron", "systemd"])
def test_a_digest_that_was_scheduled_for_another_zone_is_told_of(
    crm: Crm, home: Path, runner: str, request: pytest.FixtureRequest
) -> None:
    if runner == "systemd":
        request.getfixturevalue("systemd")
    crm("schedule", "digest", "07:00", "--notify", "--with", runner)
    set_zone(crm, "Asia/Tokyo")
    again = "Schedule it again: crm schedule digest 07:00 --notify"
    assert findings(crm) == [("warning", "digest was scheduled for another clock than Asia/Tokyo.", again)]


def test_a_clock_that_agrees_again_is_well(crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crm("schedule", "digest", "07:00", "--notify")
    be_in(monkeypatch, "UTC")
    assert findings(crm)[0][0] == "warning"
    be_in(monkeypatch, "Asia/Bangkok")
    assert findings(crm)[0][0] == "ok"


def test_the_list_tells_of_a_failure_until_one_gets_through(crm: Crm, database: Path) -> None:
    crm("schedule", "digest", "07:00", "group:vip", "--mail", "Me@x.example")
    note(database, "2026-11-23 group:vip mail:me@x.example", "2026-11-23T00:00:10Z")
    note(database, "2026-11-24 mail:me@x.example", None, "2026-11-24T00:00:09Z", "Of another digest.")
    assert crm("schedule", "list", "--json").json[0]["failed_at"] is None
    note(database, "2026-11-24 group:vip mail:me@x.example", None, "2026-11-24T00:00:09Z", "The server is away.")
    assert findings(crm)[0][0] == "ok"  # the check of deliveries tells of it
    listed = crm("schedule", "list", "--json").json[0]
    assert (listed["delivered_at"], listed["failed_at"], listed["problem"]) == (
        "2026-11-23T00:00:10Z", "2026-11-24T00:00:09Z", "The server is away.",
    )  # fmt: skip
    assert "failed today 07:00: The server is away." in crm("schedule", "list").stdout
    note(database, "2026-11-25 group:vip mail:me@x.example", "2026-11-25T00:00:10Z")
    assert crm("schedule", "list", "--json").json[0]["failed_at"] is None


def test_a_digest_that_does_not_come_though_there_is_something_to_tell(
    crm: Crm, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("add", "Budi")
    crm("remind", "c1", "send quote", "--on", "2026-11-24")
    crm("schedule", "digest", "07:00", "--weekdays", "--notify")
    at(monkeypatch, "2026-11-27T09:00:00Z")  # Friday; it was to come on Wednesday, Thursday and today
    missing = "digest has not come for 3 days, though there is something to tell."
    assert findings(crm) == [("warning", missing, "Look whether cron runs on this machine.")]
    note(database, "2026-11-25 notify", "2026-11-25T00:00:10Z")
    assert findings(crm)[0][0] == "ok"
    at(monkeypatch, "2026-11-30T09:00:00Z")  # Monday: since then only Thursday, Friday and today were its days
    assert findings(crm)[0][1] == missing
    crm("done", "f1")
    assert findings(crm)[0][0] == "ok"


def test_a_digest_that_was_scheduled_yesterday_is_not_missed(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    crm("add", "Budi")
    crm("remind", "c1", "send quote", "--on", "2026-11-24")
    at(monkeypatch, "2026-12-04T09:00:00Z")
    crm("schedule", "digest", "07:00", "--notify")
    at(monkeypatch, "2026-12-05T09:00:00Z")
    assert findings(crm)[0][0] == "ok"


def test_one_name_with_both_runners_is_told_of(crm: Crm, home: Path, systemd: Path) -> None:
    crm("schedule", "alerts", "--with", "cron")
    kept = table(home)
    crm("schedule", "alerts", "--with", "systemd")
    (home / ".crontab").write_text(kept)
    again = "Take it away and schedule it again: crm schedule rm alerts"
    assert findings(crm) == [("warning", "alerts is scheduled twice.", again)]
    assert crm("schedule", "rm", "alerts").stdout == "alerts no longer comes; it was with cron and systemd.\n"
    assert table(home) == ""


def test_a_crontab_that_cannot_be_read_is_told_of(crm: Crm, home: Path) -> None:
    (home / ".crontab.refuses").write_text("You are not allowed.\n")
    assert findings(crm)[0][:2] == ("warning", "crontab refused: You are not allowed.")
