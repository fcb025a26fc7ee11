"""A machine on which something is scheduled: stand-ins for its crontab and its systemd, and what stands in them."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

import pytest

from crmcli.schedules import cron
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
