"""`crm schedule`: lines of a crontab and units of systemd that come and go, and nothing else does."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from crmcli.schedules import cron
from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

MARK = "(managed by crm schedule)"
SINCE = f"# crm digest, since 2026-11-24 {MARK}"
PAST = "It is past 07:00: if there is something to tell today, it comes at 17:00.\n"


@pytest.fixture(autouse=True)
def machine(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine in Jakarta on which crm and sendmail are in ~/bin; its crontab and its systemd are stand-ins."""
    program = home / "bin" / "crm"
    program.parent.mkdir()
    for path in (program, program.with_name("sendmail")):
        path.write_text(f'#!/bin/sh\nexec {sys.executable} -m crmcli "$@"\n')
        path.chmod(0o755)
    monkeypatch.setattr(cron, "MAILERS", str(program.parent))
    monkeypatch.setattr(sys, "argv", [str(program)])
    be_in(monkeypatch, "Asia/Jakarta")
    monkeypatch.setattr("crmcli.schedules.systemd.ZONES", zone_file(""))
    return program


@pytest.fixture
def systemd(home: Path) -> Path:
    """A systemd that runs; returns the file in which it notes what it was told."""
    (home / ".systemd").mkdir()
    return home / ".systemd" / "told"


def zone_file(name: str) -> str:
    return str(files("tzdata").joinpath("zoneinfo", *name.split("/")))


def be_in(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """Lets the clock of this machine go by a zone."""
    monkeypatch.setattr(cron, "LOCAL_TIME", zone_file(zone))


def table(home: Path) -> str:
    """What stands in the crontab; nothing where there is none."""
    path = home / ".crontab"
    return path.read_text() if path.exists() else ""


def units(home: Path) -> dict[str, str]:
    """The unit files by name."""
    folder = home / ".config" / "systemd" / "user"
    return {path.name: path.read_text() for path in sorted(folder.glob("*"))} if folder.is_dir() else {}


def at_home(said: Result, home: Path) -> Result:
    """An answer in which the home is ~, wherever it is this time."""
    return Result(said.stdout.replace(str(home), "~"), said.stderr.replace(str(home), "~"), said.code)


def set_zone(crm: Crm, zone: str = "Asia/Jakarta") -> None:
    assert crm("settings", "set", "timezone", zone).code == 0


def put_into_group(crm: Crm) -> None:
    """Makes the group VIP with somebody in it."""
    crm("add", "Budi")
    crm("group", "add", "VIP")
    assert crm("group", "put", "VIP", "c1").code == 0


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


def test_systemd_is_taken_where_it_runs(crm: Crm, home: Path, systemd: Path, golden: Golden) -> None:
    (systemd.parent / "linger").write_text("no\n")
    set_zone(crm)
    put_into_group(crm)
    said = crm("schedule", "digest", "07:00", "group:vip", "--weekdays", "--mail", "me@x.example")
    assert said == Result(
        "Scheduled digest: 07:00 Mon–Fri, me@x.example · group:vip, with systemd.\n",
        PAST + "To see whether mail works: crm digest --mail me@x.example --always\n"
        "It comes while you are logged in; loginctl enable-linger lets it come at any time.\n",
        0,
    )
    assert crm("schedule", "alerts").stdout == "Scheduled alerts: every 5 minutes, notification, with systemd.\n"
    assert systemd.read_text() == "".join(
        f"--user daemon-reload\n--user enable --now crm-{name}.timer\n--user restart crm-{name}.timer\n"
        for name in ("digest", "alerts")
    )
    assert list(units(home)) == [f"crm-{name}.{kind}" for name in ("alerts", "digest") for kind in ("service", "timer")]
    golden("schedule.print.systemd", at_home(crm("schedule", "print"), home))
    assert crm("schedule", "digest", "07:00", "group:vip", "--weekdays", "--mail", "me@x.example").stdout.startswith(
        "digest is there already: "
    )
    assert systemd.read_text().count("\n") == 6
    assert table(home) == ""


def test_a_dry_run_prints_the_units(crm: Crm, home: Path, systemd: Path, golden: Golden) -> None:
    set_zone(crm)
    golden("schedule.dry-run.systemd", at_home(crm("schedule", "digest", "18:45", "--notify", "-n"), home))
    golden("schedule.dry-run.json", at_home(crm("schedule", "digest", "18:45", "--notify", "-n", "--json"), home))
    assert (units(home), systemd.exists()) == ({}, False)


def test_units_of_somebody_else_are_refused(crm: Crm, home: Path, systemd: Path) -> None:
    set_zone(crm)
    foreign = home / ".config" / "systemd" / "user" / "crm-digest.timer"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("[Timer]\n")
    said = crm("schedule", "digest", "07:00", "--notify")
    assert refused(said, 4, f"{foreign} is not a file of crm's.")
    assert units(home) == {"crm-digest.timer": "[Timer]\n"}


def test_units_go_when_they_are_removed(crm: Crm, home: Path, systemd: Path) -> None:
    crm("schedule", "digest", "07:00", "--notify")
    other = home / ".config" / "systemd" / "user" / "backup.timer"
    other.write_text("[Timer]\n")
    assert crm("schedule", "rm", "digest") == Result("digest no longer comes; it was with systemd.\n", "", 0)
    assert systemd.read_text().splitlines()[-2:] == ["--user disable --now crm-digest.timer", "--user daemon-reload"]
    assert units(home) == {"backup.timer": "[Timer]\n"}


def test_a_systemd_that_refuses_is_a_sentence(crm: Crm, systemd: Path) -> None:
    (systemd.parent / "refuses").write_text("Unit crm-digest.timer is masked.\n")
    said = crm("schedule", "digest", "07:00", "--notify")
    assert refused(said, 1, "systemctl refused: Unit crm-digest.timer is masked.")


def test_a_timer_that_was_stopped_by_hand_is_started_again(crm: Crm, systemd: Path) -> None:
    crm("schedule", "digest", "07:00", "--notify")
    (systemd.parent / "crm-digest.timer").unlink()
    assert crm("schedule", "digest", "07:00", "--notify").stdout.startswith("Changed digest: ")
    assert (systemd.parent / "crm-digest.timer").exists()


def test_with_systemd_a_digest_has_to_go_somewhere(crm: Crm, home: Path, systemd: Path) -> None:
    said = crm("schedule", "digest", "07:00", "--with", "systemd")
    assert refused(said, 5, "With systemd a digest needs somewhere to go.")
    assert crm("schedule", "digest", "07:00").stdout.endswith("with cron.\n")


def test_what_moves_from_cron_to_systemd_is_no_longer_with_cron(crm: Crm, home: Path, systemd: Path) -> None:
    crm("schedule", "alerts", "--with", "cron")
    crm("schedule", "alerts", "--every", "10m")
    assert table(home).startswith("*/10 ")  # whoever runs it goes on
    crm("schedule", "alerts", "--with", "systemd")
    assert (table(home), list(units(home))) == ("", ["crm-alerts.service", "crm-alerts.timer"])
    crm("schedule", "alerts", "--with", "cron")
    assert (table(home).count("\n"), units(home)) == (1, {})


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
