"""Calls from today's list: what is dialled, what came of it, and how far the goals of the day are then."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from crmcli import reaching
from tests.conftest import Crm
from tests.tui.screens import Stage
from tests.tui.today import DIARY, go_to, listed, play, same_by_the_line


def test_who_is_reached_by_a_call_has_been_called_and_the_call_is_done(
    sample: Path, crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))
    started: list[list[str]] = []

    class Process:
        def wait(self, _seconds: float) -> int:
            return 0

    def popen(words: list[str], **_more: object) -> Process:
        started.append(words)
        return Process()

    monkeypatch.setattr(subprocess, "Popen", popen)
    monkeypatch.setattr(reaching, "opener", lambda: ["caller"])

    async def played(stage: Stage) -> None:
        await go_to(stage, "f3")
        await stage.press("c")
        assert "Which one?" in stage.text()
        await stage.press("1")
        assert "陳美玲 +886 912 345 678: what came of the call?" in stage.text()
        assert started == [["caller", "tel:+886912345678"]]
        await stage.press("1")
        await stage.type("takes two > send offer thu")
        await stage.press("enter")
        assert stage.app.commands == ["crm done f3 --as call --note 'takes two' --next 'send offer' --on thu"]
        same_by_the_line(sample, before, stage.app.commands, crm, DIARY[0])
        same_by_the_line(sample, before, [], crm, DIARY[1])

    play(sample, played)


def test_a_call_that_was_not_made_is_noted_nowhere(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await go_to(stage, "c145")
        await stage.press("c", "1", "3")
        await stage.press("c", "escape")
        await stage.press("c", "1", "escape")
        await stage.press("c", "1", "1", "escape")
        assert stage.app.commands == []

    play(sample, played)


def test_who_was_silent_and_is_reached_leaves(sample: Path, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> None:
        await go_to(stage, "c145")
        await stage.press("c", "1", "1")
        await stage.type("all is well")
        await stage.press("enter")
        assert stage.app.commands == ["crm log c145 call 'all is well'"]
        assert "c145" not in listed(stage).entries
        same_by_the_line(sample, before, stage.app.commands, crm, DIARY[1])

    play(sample, played)


def test_goals_of_the_day_are_told_above_it(sample: Path, crm: Crm) -> None:
    crm("--db", str(sample), "settings", "goal", "5", "calls")

    async def played(stage: Stage) -> None:
        assert "calls 0/5" in stage.lines()[1]
        await go_to(stage, "c145")
        await stage.press("c", "1", "1", "enter")
        assert "calls 1/5" in stage.lines()[1]

    play(sample, played)
