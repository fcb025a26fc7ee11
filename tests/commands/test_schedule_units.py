"""`crm schedule` with systemd: units that come and go, and nobody else's do."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Golden, refused
from tests.commands.scheduling import PAST, at_home, machine, put_into_group, set_zone, systemd, table, units
from tests.conftest import Crm, Result

__all__ = ["machine", "systemd"]  # the fixtures of a machine on which something is scheduled


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
