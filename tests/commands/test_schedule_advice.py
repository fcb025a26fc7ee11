"""What `crm schedule` says besides: that nobody meets a query, that no mail would go, that alerts ring once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import refused
from tests.commands.scheduling import PAST, machine, set_zone, systemd, table, units
from tests.commands.test_schedule_health import findings
from tests.conftest import Crm, Result

__all__ = ["machine", "systemd"]  # the fixtures of a machine on which something is scheduled

NOBODY = "Nobody meets group:vip now, so nothing comes until somebody does.\n"
TRY = "To see whether mail works: crm digest --mail me@x.example --always\n"


def test_a_query_that_nobody_meets_is_scheduled_and_told_of(crm: Crm, home: Path) -> None:
    set_zone(crm)
    crm("group", "add", "VIP")
    assert crm("schedule", "digest", "07:00", "group:vip", "--notify", "--dry-run").stderr == NOBODY
    said = crm("schedule", "digest", "07:00", "group:vip", "--notify")
    assert said == Result("Scheduled digest: 07:00 every day, notification · group:vip, with cron.\n", PAST + NOBODY, 0)
    assert " group:vip #" in table(home)
    crm("add", "Budi")
    crm("group", "put", "VIP", "c1")
    assert crm("schedule", "digest", "08:00", "group:vip", "--notify").stderr == PAST.replace("07:00", "08:00")


def test_a_segment_that_nobody_meets_is_told_of(crm: Crm) -> None:
    set_zone(crm)
    crm("add", "Budi")
    crm("segment", "add", "far", "city:nowhere")
    said = crm("schedule", "digest", "20:00", "@far", "--notify")
    assert said.stderr == "Nobody meets @far now, so nothing comes until somebody does.\n"


def on_own_path(machine: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> Path:
    """Puts a program where only the user's own PATH finds it, and none where such programs usually are."""
    program = machine.with_name(name)
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(machine.parent), prepend=":")
    monkeypatch.setattr("crmcli.delivery.sendmail._FOLDERS", ())
    return program


def lost(runner: str, program: Path) -> list[str]:
    return [
        f"{runner} does not find {program} without your PATH, so no mail would go.",
        f"Name it by its whole path: crm settings set sendmail {program}; or take a server:"
        " crm settings set mail_server HOST",
    ]


@pytest.mark.parametrize("runner", ["cron", "systemd"])
def test_a_program_of_mail_that_only_this_shell_finds_is_told_of(
    crm: Crm, machine: Path, monkeypatch: pytest.MonkeyPatch, runner: str, request: pytest.FixtureRequest
) -> None:
    if runner == "systemd":
        request.getfixturevalue("systemd")
    set_zone(crm)
    program = on_own_path(machine, monkeypatch, "mymail")
    crm("settings", "set", "sendmail", "mymail")
    line = ["schedule", "digest", "20:00", "--mail", "me@x.example", "--with", runner]
    sentence, hint = lost(runner, program)
    assert crm(*line).stderr == f"{sentence}\n{hint}\n{TRY}"
    assert findings(crm) == [("warning", f"digest: {sentence}", hint)]
    crm("settings", "set", "sendmail", str(program))
    assert findings(crm)[0][0] == "ok"
    crm("settings", "set", "sendmail", "mymail")
    crm("settings", "set", "mail_server", "smtp.x.example")
    assert findings(crm)[0][0] == "ok"


def test_a_sendmail_that_was_not_named_is_told_of_too(crm: Crm, machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_zone(crm)
    program = on_own_path(machine, monkeypatch, "sendmail")
    monkeypatch.setattr(
        "crmcli.schedules.cron._SYSTEM", (str(machine.parent.parent),)
    )  # whatever this machine has in its own folders
    assert crm("schedule", "digest", "20:00", "--mail", "me@x.example").stderr.splitlines()[-3:-1] == lost(
        "cron", program
    )
    monkeypatch.setattr("crmcli.delivery.sendmail._FOLDERS", (str(machine.parent),))
    assert findings(crm)[0][0] == "ok"


def test_the_path_that_a_crontab_sets_counts(
    crm: Crm, home: Path, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_zone(crm)
    on_own_path(machine, monkeypatch, "mymail")
    crm("settings", "set", "sendmail", "mymail -a work")
    (home / ".crontab").write_text(f"PATH={machine.parent}:/usr/bin\n")
    assert crm("schedule", "digest", "20:00", "--mail", "me@x.example").stderr == TRY
    assert findings(crm)[0][0] == "ok"


def test_the_path_that_systemd_hands_on_counts(
    crm: Crm, systemd: Path, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_zone(crm)
    on_own_path(machine, monkeypatch, "mymail")
    crm("settings", "set", "sendmail", "mymail")
    (systemd.parent / "environment").write_text(f"LANG=C\nPATH={machine.parent}:/usr/bin\n")
    assert crm("schedule", "digest", "20:00", "--mail", "me@x.example").stderr == TRY


def test_alerts_that_ring_the_same_way_take_the_place_of_the_earlier_ones(crm: Crm, home: Path) -> None:
    set_zone(crm)
    crm("schedule", "alerts", "--name", "early", "--before", "1h")
    dry = crm("schedule", "alerts", "--before", "30m", "--dry-run")
    assert dry.stderr == f"It would stand in the place of: {table(home)}"
    said = crm("schedule", "alerts", "--before", "30m")
    assert said == Result(
        "Scheduled alerts: every 5 minutes, 30m before, notification, with cron.\n",
        "It takes the place of early: a follow-up rings once for each due, not once for each of them.\n",
        0,
    )
    assert crm("schedule", "list", "--ids").stdout == "alerts\n"


def test_alerts_with_systemd_take_the_place_of_others_too(crm: Crm, home: Path, systemd: Path) -> None:
    set_zone(crm)
    crm("schedule", "alerts", "--name", "early", "--before", "1h")
    dry = crm("schedule", "alerts", "--dry-run")
    assert dry.stderr == "The units of early would be taken away.\n"
    crm("schedule", "alerts")
    assert list(units(home)) == ["crm-alerts.service", "crm-alerts.timer"]


def test_alerts_that_ring_another_way_or_for_another_database_stay(crm: Crm) -> None:
    set_zone(crm)
    crm("schedule", "alerts")
    assert crm("schedule", "alerts", "--name", "loud", "--command", "play it").stderr == ""
    assert crm("schedule", "alerts", "--name", "other", "--db", "other.db").code == 0
    assert crm("schedule", "list", "--ids").stdout == "alerts\nloud\nother\n"
    assert findings(crm) == [("ok", "All 3 that are scheduled can come.", None)]
    crm("settings", "set", "alert_command", "play that")  # by which the first ring from now on
    said = "alerts and loud ring the same way, so each follow-up rings for one of them alone."
    assert findings(crm) == [("warning", said, "Take away what you do not need: crm schedule rm loud")]


def test_a_name_of_alerts_that_is_taken_by_a_digest_is_still_refused(crm: Crm, home: Path) -> None:
    set_zone(crm)
    crm("schedule", "alerts")
    crm("schedule", "digest", "20:00", "--notify", "--name", "early")
    before = table(home)
    said = crm("schedule", "alerts", "--name", "early")
    assert refused(said, 4, "early is scheduled already, and is not the same thing.")
    assert table(home) == before
