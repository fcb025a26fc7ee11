"""`crm schedule` on machines that are not as one would like them: changed by hand, half installed, or refusing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from crmcli.schedules import cron
from tests.commands.conftest import refused
from tests.commands.scheduling import MARK, PAST, be_in, machine, set_zone, systemd, table, units
from tests.commands.test_schedule_health import at, findings, note
from tests.conftest import Crm, Result

__all__ = ["machine", "systemd"]  # the fixtures of a machine on which something is scheduled

NICE = f"0 7 * * * nice /usr/bin/crm digest # crm digest, since 2026-11-24 {MARK}\n"
LOGGED = f"0 7 * * * /usr/bin/crm alerts >>/tmp/log 2>&1 # crm alerts, since 2026-11-24 {MARK}\n"


def processes(monkeypatch: pytest.MonkeyPatch, home: Path, *names: str) -> None:
    """Lets these programs run on this machine, the first of them as number 1, and no others."""
    for number, name in enumerate(names, 1):
        folder = home / "proc" / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "comm").write_text(f"{name}\n")
    monkeypatch.setattr(cron, "PROCESSES", str(home / "proc"))
    monkeypatch.setattr(cron, "_SYSTEM", (str(Path(cron.program()).parent),))


def test_two_digests_to_one_place_are_known_apart(crm: Crm, home: Path, database: Path) -> None:
    set_zone(crm)
    crm("schedule", "digest", "07:00", "--mail", "me@x.example")
    crm("schedule", "digest", "18:00", "--days", "1", "--mail", "me@x.example", "--name", "evening")
    assert "digest --once-per day --name evening --after 18:00 --mail me@x.example --days 1 # " in table(home)
    note(database, "2026-11-24 mail:me@x.example", "2026-11-24T00:00:10Z")
    first, second = crm("schedule", "list", "--json").json
    assert (first["name"], first["delivered_at"]) == ("digest", "2026-11-24T00:00:10Z")
    assert (second["name"], second["delivered_at"]) == ("evening", None)


def test_a_line_that_was_changed_by_hand_is_left_alone_and_told_of(crm: Crm, home: Path) -> None:
    set_zone(crm)
    (home / ".crontab").write_text(NICE + LOGGED)
    assert crm("schedule", "list") == Result(
        "",
        "alerts was changed by hand; crm leaves it to you and cron.\n"
        "digest was changed by hand; crm leaves it to you and cron.\n",
        0,
    )
    sentence = "What is scheduled as digest was changed by hand, and crm does not know it any more."
    assert refused(crm("schedule", "digest", "07:00"), 4, sentence)
    assert table(home) == NICE + LOGGED
    assert [state for state, _message, _hint in findings(crm)] == ["warning", "warning"]
    assert crm("schedule", "rm", "digest") == Result("digest no longer comes; it was with cron.\n", "", 0)
    assert table(home) == LOGGED


def test_a_unit_that_was_changed_by_hand_is_left_alone_and_told_of(crm: Crm, home: Path, systemd: Path) -> None:
    crm("schedule", "digest", "07:00", "--notify")
    service = home / ".config" / "systemd" / "user" / "crm-digest.service"
    service.write_text(service.read_text().replace("ExecStart=", "ExecStart=/usr/bin/nice "))
    before = units(home)
    assert crm("schedule", "list").stderr == "digest was changed by hand; crm leaves it to you and systemd.\n"
    assert crm("schedule", "digest", "08:00", "--notify").code == 4
    assert units(home) == before
    assert crm("schedule", "rm", "digest").stdout == "digest no longer comes; it was with systemd.\n"
    assert units(home) == {}


def test_a_crontab_that_wants_a_last_line_end_gets_one(crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_zone(crm)
    (home / ".crontab").write_bytes(b"0 5 * * * a")
    strict = home / "bin" / "crontab"
    strict.write_text(
        '#!/bin/sh\nif [ "$1" = - ]; then cat >"$HOME/wanted"\n'
        'if [ "$(tail -c 1 "$HOME/wanted" | wc -l)" = 0 ]; then echo "missing newline before EOF" >&2; exit 1; fi\n'
        f'exec {cron.program()} - <"$HOME/wanted"; fi\nexec {cron.program()} "$@"\n'
    )
    strict.chmod(0o755)
    monkeypatch.setattr(cron, "program", lambda: str(strict))
    assert crm("schedule", "digest", "07:00", "--notify").code == 0
    assert crm("schedule", "rm", "digest") == Result("digest no longer comes; it was with cron.\n", "", 0)
    assert table(home) == "0 5 * * * a\n"


def test_what_a_crontab_says_of_the_home_does_not_move_the_database(crm: Crm, home: Path) -> None:
    set_zone(crm)
    (home / ".crontab").write_text("HOME=/srv\nXDG_DATA_HOME = /srv/data\nPATH=/usr/bin\n")
    crm("schedule", "alerts")
    line = table(home).splitlines()[-1]
    assert line.startswith(f"*/5 * * * * /usr/bin/env HOME={home} XDG_DATA_HOME= {home}/bin/crm alerts # crm")
    assert crm("schedule", "alerts").stdout.startswith("alerts is there already")
    (home / ".crontab").write_text(f"HOME={home}\n")
    crm("schedule", "alerts")
    assert table(home).splitlines()[-1].startswith(f"*/5 * * * * {home}/bin/crm alerts")


def test_units_that_systemd_refuses_do_not_stay(crm: Crm, home: Path, systemd: Path) -> None:
    (systemd.parent / "refuses").write_text("Unit crm-digest.timer is masked.\n")
    assert crm("schedule", "digest", "07:00", "--notify").code == 1
    assert units(home) == {}
    (systemd.parent / "refuses").unlink()
    crm("schedule", "digest", "07:00", "--notify")
    before = units(home)
    (systemd.parent / "refuses").write_text("No.\n")
    assert crm("schedule", "digest", "08:00", "--notify").code == 1
    assert units(home) == before


def test_without_a_systemd_that_runs_nothing_is_left_behind(crm: Crm, home: Path) -> None:
    set_zone(crm)
    said = crm("schedule", "digest", "07:00", "--notify", "--with", "systemd")
    assert refused(said, 1, "systemctl refused: Failed to connect to bus: No such file or directory.")
    assert units(home) == {}


def test_a_digest_that_nobody_could_mail_is_told_of(crm: Crm, home: Path, machine: Path) -> None:
    set_zone(crm)
    machine.with_name("sendmail").unlink()
    lost = "No sendmail is on this machine, so cron throws the digest away: add --mail or --notify."
    assert crm("schedule", "digest", "20:00").stderr == f"{lost}\n"
    assert findings(crm) == [("warning", lost, "Schedule it again: crm schedule digest 20:00")]
    assert crm("schedule", "digest", "20:00", "--notify").stderr == ""
    assert findings(crm)[0][0] == "ok"


def test_a_machine_without_a_cron_that_runs_is_told_of(crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_zone(crm)
    processes(monkeypatch, home, "sh", "python")
    said = "No cron seems to run on this machine; nothing comes before it is started.\n"
    assert crm("schedule", "alerts").stderr == said
    assert findings(crm)[0][:2] == ("warning", "No cron seems to run on this machine, so nothing comes of: alerts.")
    processes(monkeypatch, home, "sh", "crond")
    assert findings(crm)[0][0] == "ok"
    (home / "proc" / "1" / "comm").unlink()  # as where the processes of others are hidden
    (home / "proc" / "2" / "comm").write_text("python\n")
    assert findings(crm)[0][0] == "ok"


def test_todays_digest_still_comes_where_its_time_is_past(
    crm: Crm, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_zone(crm)
    assert crm("schedule", "digest", "07:00", "--notify").stderr == PAST
    assert crm("schedule", "list", "--json").json[0]["next"] == "2026-11-24T10:00:00Z"
    note(database, "2026-11-24 notify", "2026-11-24T10:00:02Z")
    at(monkeypatch, "2026-11-24T10:01:00Z")
    assert crm("schedule", "list", "--json").json[0]["next"] == "2026-11-25T00:00:00Z"
    assert crm("schedule", "digest", "08:00", "--notify").stderr == ""
    at(monkeypatch, "2026-11-25T16:01:00Z")  # 23:01: the last hour of the day has begun
    assert crm("schedule", "list", "--json").json[0]["next"] == "2026-11-26T01:00:00Z"


def test_doctor_knows_the_whole_line_that_schedules_it_again(crm: Crm, home: Path, machine: Path) -> None:
    set_zone(crm)
    crm("group", "add", "VIP")
    words = ["--name", "vip", "--weekdays", "--mail", "me@x.example", "--notify", "--days", "2", "--", "-group:vip"]
    assert crm("schedule", "digest", "07:30", *words).code == 0
    crm("schedule", "alerts", "--every", "10m", "--before", "15m", "--command", "play 'it'", "--db", "other.db")
    machine.rename(machine.with_name("moved"))
    assert [hint for _state, _message, hint in findings(crm)] == [
        f"Schedule it again: crm --db {home}/other.db schedule alerts --every 10m --before 15m"
        " --command 'play '\"'\"'it'\"'\"''",
        f"Schedule it again: crm schedule digest 07:30 {' '.join(words)}",
    ]


def test_another_program_that_asks_finds_the_same_clock(
    crm: Crm, home: Path, systemd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("schedule", "digest", "07:00", "--notify")
    monkeypatch.setattr(sys, "argv", ["/elsewhere/crmcli/__main__.py"])
    assert findings(crm) == [("ok", "What is scheduled can come.", None)]


def test_a_timer_that_does_not_run_is_told_of(crm: Crm, systemd: Path) -> None:
    crm("schedule", "alerts")
    (systemd.parent / "crm-alerts.timer").unlink()
    again = "Schedule it again: crm schedule alerts --every 5m"
    assert findings(crm) == [("warning", "systemd does not run the timer of alerts.", again)]


def test_a_move_to_cron_says_in_a_dry_run_that_the_units_go(
    crm: Crm, systemd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    be_in(monkeypatch, "Asia/Jakarta")
    crm("schedule", "alerts")
    said = crm("schedule", "alerts", "--with", "cron", "--dry-run")
    assert said.stderr == "The units of alerts would be taken away.\n"


def test_a_crontab_of_which_nothing_is_left_is_taken_away(crm: Crm, home: Path) -> None:
    set_zone(crm)
    crm("schedule", "digest", "07:00", "--notify")
    crm("schedule", "alerts")
    crm("schedule", "rm", "digest")
    assert MARK in table(home)
    crm("schedule", "rm", "alerts")
    assert not (home / ".crontab").exists()


def test_a_crontab_with_a_line_of_the_users_stays(crm: Crm, home: Path) -> None:
    set_zone(crm)
    (home / ".crontab").write_text("\n")
    crm("schedule", "alerts")
    crm("schedule", "rm", "alerts")
    assert (home / ".crontab").read_text() == "\n"


def test_a_crontab_that_cannot_be_taken_away_is_left_empty(
    crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_zone(crm)
    strict = home / "bin" / "crontab"
    strict.write_text(f'#!/bin/sh\nif [ "$1" = -r ]; then exit 1; fi\nexec {cron.program()} "$@"\n')
    strict.chmod(0o755)
    monkeypatch.setattr(cron, "program", lambda: str(strict))
    crm("schedule", "alerts")
    assert crm("schedule", "rm", "alerts").code == 0
    assert (home / ".crontab").read_text() == ""
