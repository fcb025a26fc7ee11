"""`crm schedule`: lines of a crontab that come and go, and nothing else does."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from crmcli.schedules import cron
from tests.commands.conftest import refused
from tests.commands.scheduling import (
    MARK,
    PAST,
    SINCE,
    be_in,
    machine,
    put_into_group,
    set_zone,
    systemd,
    table,
    units,
)
from tests.conftest import Crm, Result

__all__ = ["machine", "systemd"]  # the fixtures of a machine on which something is scheduled


def test_a_digest_is_a_line_of_the_crontab(crm: Crm, home: Path) -> None:
    said = crm("schedule", "digest", "07:00", "--weekdays", "--mail", "me@x.example")
    assert said == Result(
        "Scheduled digest: 07:00 Mon–Fri, me@x.example, with cron.\n",
        "No time zone was set; it is Asia/Jakarta from now on.   o1, crm undo takes it back\n"
        + PAST
        + "To see whether mail works: crm digest --mail me@x.example --always\n",
        0,
    )
    assert table(home) == (
        f"0 7-23 * * 1-5 {home}/bin/crm digest --once-per day --after 07:00 --weekdays --mail me@x.example {SINCE}\n"
    )
    assert crm("settings", "get", "timezone").stdout == "Asia/Jakarta\n"


def test_alerts_are_a_line_of_the_crontab(crm: Crm, home: Path) -> None:
    set_zone(crm)
    said = crm("schedule", "alerts", "--before", "15m", "--every", "10m", "--command", "play 100%")
    assert said == Result("Scheduled alerts: every 10 minutes, 15m before, play 100%, with cron.\n", "", 0)
    assert table(home) == (
        f"*/10 * * * * {home}/bin/crm alerts --before 15m --command 'play 100\\%' "
        f"# crm alerts, since 2026-11-24 {MARK}\n"
    )


@pytest.mark.parametrize(
    ("every", "fields"), [("1m", "* * * * *"), ("5m", "*/5 * * * *"), ("1h", "0 * * * *"), ("60", "0 * * * *")]
)
def test_alerts_come_as_often_as_was_said(crm: Crm, home: Path, every: str, fields: str) -> None:
    assert crm("schedule", "alerts", "--every", every).code == 0
    assert table(home).startswith(f"{fields} {home}")
    minutes = crm("schedule", "list", "--json").json[0]["every_minutes"]
    assert minutes == {"1m": 1, "5m": 5}.get(every, 60)


def test_the_same_again_changes_nothing_and_says_so(crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crm("schedule", "digest", "7am", "--mail", "me@x.example")
    before = table(home)
    monkeypatch.setenv("CRM_NOW", "2026-12-24T09:00:00Z")
    said = crm("schedule", "digest", "07:00", "--mail", "me@x.example")
    assert said == Result("digest is there already: 07:00 every day, me@x.example.\n", "", 0)
    assert table(home) == before
    assert (home / ".crontab.log").read_text() == "written\n"


def test_one_schedule_mails_to_one_address(crm: Crm) -> None:
    said = crm("schedule", "digest", "07:00", "--mail", "a@x.example", "--mail", "b@x.example")
    assert said == Result(
        "",
        "crm: One schedule mails to one address.\n"
        "     Schedule the digest once more under another name: --mail b@x.example --name second.\n",
        2,
    )


def test_another_time_takes_the_place_of_the_line(crm: Crm, home: Path) -> None:
    set_zone(crm)
    (home / ".crontab").write_bytes(b"MAILTO=me\r\n\n0 5 * * * a\xff\n")
    crm("schedule", "digest", "07:00", "--notify")
    with (home / ".crontab").open("ab") as file:
        file.write(b"0 6 * * * later\n")
    said = crm("schedule", "digest", "half past eight pm", "--notify")
    assert said == Result("Changed digest: 20:30 every day, notification, with cron.\n", "", 0)
    assert (home / ".crontab").read_bytes() == (
        b"MAILTO=me\r\n\n0 5 * * * a\xff\n"
        + f"30 20-23 * * * {home}/bin/crm digest --once-per day --after 20:30 --notify {SINCE}\n".encode()
        + b"0 6 * * * later\n"
    )


def test_rm_leaves_the_crontab_as_it_was_before(crm: Crm, home: Path) -> None:
    before = b"# mine\r\n\n0 5 * * * a\xff"
    (home / ".crontab").write_bytes(before)
    crm("schedule", "digest", "07:00")
    crm("schedule", "alerts")
    dry = crm("schedule", "rm", "digest", "--dry-run")
    assert dry == Result("Would take digest from cron.\n", "", 0)
    assert crm("schedule", "rm", "digest") == Result("digest no longer comes; it was with cron.\n", "", 0)
    assert crm("schedule", "rm", "alerts", "--json").json == {"name": "alerts", "with": ["cron"], "removed": True}
    assert (home / ".crontab").read_bytes() == before
    assert refused(crm("schedule", "rm", "alerts"), 3, "Nothing is scheduled as alerts.")


def test_a_dry_run_prints_the_line_and_writes_nothing(crm: Crm, home: Path, database: Path) -> None:
    said = crm("schedule", "digest", "07:00", "--dry-run")
    assert said == Result(
        f"0 7-23 * * * {home}/bin/crm digest --once-per day --after 07:00 {SINCE}\n",
        "timezone would be Asia/Jakarta.\n",
        0,
    )
    assert (table(home), units(home), database.exists()) == ("", {}, False)
    crm("schedule", "digest", "07:00")
    said = crm("schedule", "digest", "08:00", "--dry-run")
    assert said.stderr == f"It would stand in the place of: {table(home)}"
    assert "0 8-23" not in table(home)
    said = crm("schedule", "digest", "07:00", "--dry-run")
    assert said == Result("digest is there already: 07:00 every day, printed.\n", "", 0)
    assert crm("schedule", "digest", "07:00", "--dry-run", "--json").json["changed"] is False


@pytest.mark.parametrize(
    ("machine_zone", "own", "at", "fields"),
    [
        ("UTC", "Asia/Jakarta", "07:30", "30 * * * *"),
        ("UTC", "Asia/Kolkata", "07:00", "30 * * * *"),
        ("Europe/London", "UTC", "07:00", "0 * * * *"),
        ("UTC", "Australia/Lord_Howe", "07:00", "0,30 * * * *"),
        ("Asia/Bangkok", "Asia/Jakarta", "07:15", "15 7-23 * * 1-5"),
        ("Asia/Jakarta", "Asia/Jakarta", "23:15", "15 23 * * 1-5"),
    ],
)
def test_where_the_machines_clock_is_another_every_hour_is_tried(
    crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch, machine_zone: str, own: str, at: str, fields: str
) -> None:
    set_zone(crm, own)
    be_in(monkeypatch, machine_zone)
    crm("schedule", "digest", at, "--weekdays", "--notify")
    assert table(home).startswith(f"{fields} {home}/bin/crm digest --once-per day --after {at} --weekdays")


def test_a_crontab_with_a_zone_of_its_own_is_heeded(crm: Crm, home: Path) -> None:
    set_zone(crm)
    (home / ".crontab").write_text("CRON_TZ=Asia/Kathmandu\n")
    crm("schedule", "digest", "07:00", "--notify")
    assert table(home).splitlines()[1].startswith("0,45 * * * * ")


def test_another_database_and_other_settings_are_named_in_the_line(
    crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "my config"))
    crm("schedule", "alerts", "--db", "other.db", "--name", "other")
    assert f"/usr/bin/env 'XDG_CONFIG_HOME={home}/my config' {home}/bin/crm --db {home}/other.db alerts #" in table(
        home
    )
    found = crm("schedule", "list", "--json").json[0]
    assert (found["database"], found["program"]) == (f"{home}/other.db", f"{home}/bin/crm")


def test_one_name_is_for_one_database_and_one_kind(crm: Crm, home: Path) -> None:
    crm("schedule", "digest", "07:00")
    before = table(home)
    taken = f"digest is scheduled already, for the database {home}/.local/share/crm/crm.db."
    assert refused(crm("schedule", "digest", "07:00", "--db", "b.db"), 4, taken)
    assert refused(
        crm("schedule", "alerts", "--name", "digest"), 4, "digest is scheduled already, and is not the same thing."
    )
    assert table(home) == before
    assert crm("schedule", "digest", "08:00", "--db", "b.db", "--name", "second").code == 0
    assert crm("schedule", "list", "--ids").stdout == "digest\nsecond\n"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["digest", "tomorrow"], 5, "'tomorrow' is not a time of the day."),
        (["digest", "fri@10"], 5, "'fri@10' is not a time of the day."),
        (["digest", "now"], 5, "'now' is not a time of the day."),
        (["digest", "in 2 hours"], 5, "'in 2 hours' is not a time of the day."),
        (["digest", "every day at 7am"], 5, "'every day at 7am' is not a time of the day."),
        (["digest", "24:00"], 5, "There is no such time of the day."),
        (["digest", ""], 5, "'' is not a time of the day."),
        (["digest", "3"], 5, "3 o'clock could be in the morning or in the afternoon."),
        (["digest", "07:00", "--mail", "nobody"], 5, "'nobody' is no mail address."),
        (["digest", "07:00", "--name", "../x"], 5, "'../x' cannot be the name of what is scheduled."),
        (["digest", "07:00", "--with", "anacron"], 5, "--with cannot be 'anacron'."),
        (["alerts", "--every", "7m"], 5, "7 minutes do not divide an hour evenly."),
        (["alerts", "--command", "a\nb"], 5, "'a b' cannot be scheduled: it holds a line break or a tab."),
        (["alerts", "--command", "a\\b", "--with", "cron"], 5, None),
        (["print", "x"], 3, "Nothing is scheduled as x."),
    ],
)
def test_what_cannot_be_scheduled_is_refused(
    crm: Crm, home: Path, arguments: list[str], code: int, sentence: str | None
) -> None:
    said = crm("schedule", *arguments)
    assert (said.code, said.stdout) == (code, "")
    if sentence:
        assert said.stderr.splitlines()[0] == f"crm: {sentence}"
    assert (table(home), units(home)) == ("", {})


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("7", "07:00"),
        ("7.30", "07:30"),
        ("7am", "07:00"),
        ("noon", "12:00"),
        ("jam 7 pagi", "07:00"),
        ("早上七点", "07:00"),
        ("0", "00:00"),
        ("midnight", "00:00"),
        ("23:59", "23:59"),
    ],
)
def test_a_time_is_read_as_everywhere(crm: Crm, written: str, wanted: str) -> None:
    assert crm("schedule", "digest", written).code == 0
    assert crm("schedule", "list", "--json").json[0]["at"] == wanted


def test_a_crontab_that_refuses_is_a_sentence_and_leaves_no_setting_behind(crm: Crm, home: Path) -> None:
    (home / ".crontab.refuses").write_text("You (me) are not allowed to use this program.\nSee crontab(1).\n")
    sentence = "crontab refused: You (me) are not allowed to use this program."
    assert refused(crm("schedule", "digest", "07:00"), 1, sentence)
    assert crm("settings", "list", "--json").json[2]["source"] == "guess"
    assert refused(crm("schedule", "list"), 1, sentence)


def test_a_change_by_another_program_in_between_is_kept(crm: Crm, home: Path) -> None:
    set_zone(crm)
    # After the first look at the crontab that is followed by a write, another line has come.
    (home / ".crontab").write_text("0 1 * * * one\n")
    (home / ".crontab.hook").write_text(
        'n=$(cat "$HOME/.n" 2>/dev/null || echo 0); echo $((n+1)) >"$HOME/.n"\n'
        'if [ "$n" -lt 6 ]; then echo "0 2 * * * number $n" >>"$table"; fi\n'
    )
    assert crm("schedule", "digest", "07:00", "--notify").code == 0
    lines = table(home).splitlines()
    assert lines[:7] == ["0 1 * * * one", *(f"0 2 * * * number {n}" for n in range(6))]
    assert (len(lines), MARK in lines[7]) == (8, True)


def test_a_crontab_that_changes_all_the_time_is_left_alone(crm: Crm, home: Path) -> None:
    set_zone(crm)
    (home / ".crontab").write_text("0 1 * * * one\n")
    (home / ".crontab.hook").write_text('echo "0 2 * * * more" >>"$table"\n')
    said = crm("schedule", "digest", "07:00", "--notify")
    assert refused(said, 4, "Another program is changing your crontab.")
    assert MARK not in table(home)


def test_a_digest_that_is_printed_goes_where_cron_sends_it(crm: Crm, home: Path) -> None:
    set_zone(crm)
    put_into_group(crm)
    said = crm("schedule", "digest", "07:00", "group:vip")
    assert said == Result(
        "Scheduled digest: 07:00 every day, printed · group:vip, with cron.\n",
        PAST + "cron mails what is printed to you on this machine; --mail ADDRESS sends it elsewhere.\n",
        0,
    )
    (home / ".crontab").write_text('MAILTO=""\n')
    assert crm("schedule", "digest", "20:00").stderr == (
        "MAILTO is empty in your crontab, so cron throws the digest away: add --mail or --notify.\n"
    )


def test_a_program_that_only_this_shell_can_start_is_not_scheduled(crm: Crm, home: Path, machine: Path) -> None:
    machine.write_text('#!/bin/sh\nexec "$MY_PYTHON" -m crmcli "$@"\n')
    said = crm("schedule", "digest", "07:00")
    assert refused(said, 1, f"{machine} does not run without your shell's environment.")
    assert table(home) == ""


def test_where_neither_cron_nor_systemd_is_it_says_what_to_do(
    crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home))
    monkeypatch.setattr(cron, "program", lambda: "")
    monkeypatch.setattr("crmcli.schedules.systemd.is_there", lambda: False)
    said = crm("schedule", "digest", "07:00", "--mail", "me@x.example")
    assert refused(said, 1, "Neither cron nor systemd runs on this machine for you.")
    said = crm("schedule", "digest", "07:00", "--mail", "me@x.example", "--dry-run")
    assert (said.code, said.stdout.count(SINCE)) == (0, 3)


def test_under_a_bare_environment_it_works(home: Path, machine: Path) -> None:
    import subprocess

    bare = {"HOME": str(home), "PATH": f"{os.environ['PATH'].split(os.pathsep)[0]}:/usr/bin:/bin", "LC_ALL": "C"}
    words = [str(machine), "schedule", "digest", "07:00", "陳", "--notify"]
    done = subprocess.run(words, env=bare, capture_output=True, check=False)
    assert (done.returncode, "陳" in done.stdout.decode()) == (0, True)
    assert "--notify 陳 # crm digest" in table(home).replace("'", "")
    assert shutil.which("crontab") == str(Path(bare["PATH"].split(":")[0]) / "crontab")
