"""`crm alerts` where something is in the way: a desktop that is away, a full disk, another run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import refused
from tests.commands.ringing import NOTE, At, at, rung, texts, viewing
from tests.conftest import Crm, Result

__all__ = ["at", "rung", "viewing"]


@pytest.mark.usefixtures("viewing")
def test_what_fails_is_told_of_and_tried_again(crm: Crm, home: Path, rung: Path, at: At) -> None:
    (home / "broken").touch()
    at("07:45")
    for _each in range(2):
        said = crm("alerts", tty=True)
        assert refused(said, 7, "The alert of f1 could not be told. notify-send failed: no desktop here.")
    (home / "broken").unlink()
    at("07:50")
    assert crm("alerts") == Result("", "", 0)
    assert texts(rung)[1] == "in 10 min"


@pytest.mark.usefixtures("viewing", "rung")
def test_to_cron_a_failure_is_told_once_and_again_where_it_is_another(crm: Crm, home: Path, at: At) -> None:
    assert crm("remind", "--self", "dentist", "--on", "today 15:05").code == 0
    (home / "broken").touch()
    at("07:45")
    assert refused(crm("alerts"), 7, "The alert of f1 could not be told. notify-send failed: no desktop here.")
    at("07:48")
    assert crm("alerts") == Result("", "", 7)
    assert crm("alerts", "--json").error["message"].startswith("The alert of f1 could not be told.")
    at("07:50")
    assert refused(crm("alerts"), 7, "2 of 2 alerts could not be told. notify-send failed: no desktop here.")
    at("07:55")
    assert crm("alerts") == Result("", "", 7)
    for pid in (1234, 2345):
        script = f"#!/bin/sh\necho 'bus {pid} is away' >&2; exit 1\n"
        (home / "bin" / "notify-send").write_text(script, "utf-8")
        said = crm("alerts")
        assert said.code == 7
        assert ("bus 1234 is away." in said.stderr) == (pid == 1234)  # numbers differ each time


@pytest.mark.usefixtures("viewing", "rung")
def test_what_cron_is_not_told_again_stands_in_the_day(crm: Crm, home: Path, at: At) -> None:
    (home / "broken").touch()
    at("07:45")
    assert [crm("alerts").code for _each in range(2)] == [7, 7]
    said = "The alert of f1 could not be delivered: notify-send failed: no desktop here."
    assert said in crm("today", tty=True).stderr


@pytest.mark.usefixtures("viewing")
def test_who_breaks_it_off_has_it_rung_the_next_time(
    crm: Crm, rung: Path, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crmcli.delivery import notifying

    def break_off(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    at("07:45")
    with monkeypatch.context() as patch:
        patch.setattr(notifying, "notify", break_off)
        assert crm("alerts").code == 130
    assert crm("alerts") == Result("", "", 0)
    assert texts(rung)[0] == "15:00 viewing · 陳美玲"


@pytest.mark.usefixtures("viewing")
def test_a_full_disk_keeps_no_alert_from_being_tried(crm: Crm, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno
    import tempfile

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert crm("remind", "--self", "dentist", "--on", "today 15:05").code == 0
    at("08:00")
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    said = crm("alerts", "--command", "true")
    assert refused(
        said, 7, "2 of 2 alerts could not be told. The command true does not start: No space left on device."
    )


def test_one_that_fails_does_not_keep_the_others_from_ringing(crm: Crm, home: Path, viewing: None, at: At) -> None:
    assert crm("remind", "--self", "dentist", "--on", "today 15:05").code == 0
    at("08:00")
    said = crm("alerts", "--command", f'[ "$CRM_REF" = f1 ] && exit 9; {NOTE}', "--json")
    assert json.loads(said.stdout)[0]["ref"] == "f2"
    assert said.code == 7
    assert said.error["kind"] == "undelivered"
    assert said.error["message"].startswith("1 of 2 alerts could not be told. The command")
    assert texts(home / "rung") == ["f2|15:05 dentist|in 5 min"]


def test_a_summary_that_fails_leaves_them_all_to_the_next_time(crm: Crm, home: Path, rung: Path, at: At) -> None:
    at("00:00")
    assert crm("add", "Budi").code == 0
    assert crm("alerts") == Result("", "", 0)
    for minute in range(7):
        assert crm("remind", "--self", f"call {minute}", "--on", f"today 08:{minute:02}").code == 0
    at("03:00")
    said = crm("alerts", "--command", '[ -z "$CRM_REF" ] && exit 1; ' + NOTE)
    assert said.stderr.startswith("crm: 2 of 7 alerts could not be told. The command")
    assert crm("alerts", "--command", NOTE) == Result("", "", 0)
    assert [line.partition("|")[0] for line in texts(rung)] == ["f7", "f6", "f5", "f4", "f3", "f2", "f1"]


def test_what_is_done_while_others_ring_is_let_go(
    crm: Crm, home: Path, viewing: None, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    assert crm("remind", "--self", "dentist", "--on", "today 15:05").code == 0
    at("08:00")
    done = f'{NOTE}; if [ "$CRM_REF" = f1 ]; then {sys.executable} -m crmcli done f2; fi'
    assert crm("alerts", "--command", done) == Result("", "", 0)
    assert crm("undo").code == 0
    assert [line for line in texts(home / "rung") if line.startswith("f2")] == []
    assert crm("alerts", "--command", NOTE) == Result("", "", 0)
    assert texts(home / "rung")[-1] == "f2|15:05 dentist|in 5 min"


def test_a_database_that_cannot_be_written_is_said(crm: Crm, database: Path, viewing: None, at: At) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everything")
    at("08:00")
    database.chmod(0o400)
    assert crm("alerts").code == 6


def test_of_many_that_look_at_once_one_rings(crm: Crm, home: Path, viewing: None, at: At) -> None:
    at("08:00")
    words = [sys.executable, "-m", "crmcli", "alerts", "--command", f"sleep 0.2; {NOTE}"]
    root = Path(__file__).parents[2]
    calls = [subprocess.Popen(words, cwd=home, env={**os.environ, "PYTHONPATH": str(root)}) for _each in range(4)]
    assert [call.wait() for call in calls] == [0, 0, 0, 0]
    assert [line for line in texts(home / "rung") if line.startswith("f1|")] == ["f1|15:00 viewing · 陳美玲|now"]
