"""`crm schedule list` on a terminal: nothing that matters is cut, however narrow it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Golden
from tests.commands.test_schedule import machine, put_into_group, set_zone, systemd
from tests.commands.test_schedule_health import note
from tests.conftest import Crm

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
