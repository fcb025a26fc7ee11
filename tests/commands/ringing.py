"""A desktop that rings, a clock, and an appointment: what the tests of `crm alerts` stand on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Crm, Result

NOTE = 'printf \'%s|%s|%s\\n\' "$CRM_REF" "$CRM_TITLE" "$CRM_BODY" >> rung'


@pytest.fixture
def rung(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop whose notifications are noted in this file, a line a word; it shows none while `broken` is there."""
    folder = home / "bin"
    folder.mkdir()
    script = f"#!/bin/sh\n[ -e {home}/broken ] && echo 'no desktop here' >&2 && exit 1\n"
    (folder / "notify-send").write_text(f"{script}shift 3\nprintf '%s\\n' \"$@\" >> {home}/rung\n", "utf-8")
    (folder / "notify-send").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return home / "rung"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Sets the clock of the machine to a time of 24 November in UTC."""
    return At(monkeypatch)


class At:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, clock: str, day: str = "2026-11-24") -> None:
        self._monkeypatch.setenv("CRM_NOW", f"{day}T{clock}:00Z")


@pytest.fixture
def viewing(crm: Crm, at: At) -> None:
    """A viewing at 15:00 in Jakarta, 08:00 in UTC, promised in the morning while alerts were looked for already."""
    at("02:00")
    assert crm("add", "陳美玲", "--phone", "+886912345678").code == 0
    assert crm("alerts") == Result("", "", 0)
    assert crm("remind", "陳美玲", "viewing", "--on", "today 15:00").code == 0


def texts(rung: Path) -> list[str]:
    return rung.read_text("utf-8").splitlines() if rung.exists() else []
