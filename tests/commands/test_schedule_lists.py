"""`crm schedule list` and `print`: what is scheduled, in every form; however narrow a terminal is, nothing is cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Golden
from tests.commands.scheduling import at_home, machine, put_into_group, set_zone, systemd, table
from tests.commands.test_schedule_health import note
from tests.conftest import Crm, Result

__all__ = ["machine", "systemd"]  # the fixtures of a machine on which something is scheduled

REASON = "smtp.example.com says no: 550 5.7.1 the sender me@x.example may not send for this domain."


@pytest.fixture
def failed(crm: Crm, database: Path) -> None:
    """A digest that failed today, and alerts that ring half an hour before."""
    set_zone(crm)
    put_into_group(crm)
    crm("schedule", "digest", "07:00", "group:vip", "--weekdays", "--mail", "me@x.example")
    crm("schedule", "alerts", "--before", "30m")
    note(database, "2026-11-24 group:vip mail:me@x.example", None, "2026-11-24T00:00:09Z", REASON)


@pytest.mark.usefixtures("failed")
@pytest.mark.parametrize("columns", [120, 80, 40])
def test_a_failure_and_what_was_said_stand_there_whole(
    crm: Crm, golden: Golden, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    said = crm("schedule", "list", "--no-color", tty=True)
    golden(f"schedule.list.{columns}", said)
    assert REASON in " ".join(said.stdout.split())
    assert "30m before" in " ".join(said.stdout.split())
    assert "…" not in said.stdout


def test_a_long_name_and_the_last_delivery_stand_there_whole(
    crm: Crm, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_zone(crm)
    name = "the-digest-of-the-evening-for-all-of-us"
    crm("schedule", "digest", "18:00", "--notify", "--name", name)
    note(database, f"2026-11-20 --name={name} notify", "2026-11-20T11:00:10Z")
    monkeypatch.setenv("COLUMNS", "80")
    assert crm("schedule", "list", "--no-color", tty=True).stdout == (
        "Name                                     Next\n"
        f"{name}  today 18:00\n"
        f"{name}: 18:00 every day, notification, with\n"
        "  cron, last Fri 20 Nov 18:00\n"
    )


@pytest.mark.usefixtures("failed")
def test_in_a_pipe_each_is_one_line_with_the_reason(crm: Crm) -> None:
    lines = crm("schedule", "list").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["alerts", "digest"]
    assert lines[1].split("\t")[5] == f"failed today 07:00: {REASON}"


@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_what_is_scheduled_is_listed_in_every_form(crm: Crm, home: Path, golden: Golden, mode: str) -> None:
    crm("schedule", "digest", "07:00", "group:vip", "--weekdays", "--mail", "me@x.example", "--days", "3")
    crm("schedule", "alerts", "--before", "15m")
    golden(f"schedule.list.{mode}", at_home(crm("schedule", "list", f"--{mode}"), home))


def test_what_is_scheduled_is_a_table_on_a_terminal(crm: Crm, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    crm("schedule", "digest", "07:00", "group:vip", "--weekdays", "--mail", "me@x.example")
    crm("schedule", "alerts", "--before", "15m")
    monkeypatch.setenv("COLUMNS", "90")
    golden("schedule.list.table", crm("schedule", "--no-color", tty=True))


def test_where_nothing_is_scheduled_the_list_says_how_to_begin(crm: Crm) -> None:
    said = "Nothing is scheduled. crm schedule digest 07:00 --mail ADDRESS begins.\n"
    assert crm("schedule", "list") == Result("", said, 0)
    assert crm("schedule", "--json") == Result("[]\n", said, 0)


def test_before_anything_is_scheduled_print_shows_what_could_be(crm: Crm, home: Path, golden: Golden) -> None:
    golden("schedule.print.samples", at_home(crm("schedule", "print"), home))
    shown = crm("schedule", "print", "--json").json
    assert [(each["with"], (each["path"] or "").rpartition("/")[2]) for each in shown] == [
        ("cron", ""), ("cron", ""), ("systemd", "crm-digest.service"), ("systemd", "crm-digest.timer"),
        ("systemd", "crm-alerts.service"), ("systemd", "crm-alerts.timer"),
    ]  # fmt: skip


def test_print_shows_what_stands_there(crm: Crm, home: Path) -> None:
    crm("schedule", "digest", "07:00")
    crm("schedule", "alerts")
    assert crm("schedule", "print", "digest") == Result(table(home).splitlines()[0] + "\n", "", 0)
    assert sorted(crm("schedule", "print").stdout.splitlines()) == sorted(table(home).splitlines())
    assert crm("schedule", "print", "alerts", "--json").json[0]["texts"] == [
        {"with": "cron", "path": None, "text": table(home).splitlines()[1]}
    ]
