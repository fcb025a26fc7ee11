"""The unexpected: a sentence in a toast, a line in the log, and the screen goes on."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from crmcli import tui
from crmcli.tui import failing
from crmcli.tui.app import CrmApp
from crmcli.tui.foot import Foot
from crmcli.tui.today_screen import TodayScreen
from crmcli.tui.views import Begin
from tests.tui.screens import Stage, play

TODAY = Begin(view="today")
TOLD = "Something went wrong in crm itself (ZeroDivisionError).\nReport what is noted in "


def fails(*_arguments: Any, **_named: Any) -> Any:
    """What nobody expected."""
    return 1 // 0


def test_a_key_that_fails_is_told_and_noted_for_the_owner_alone(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CrmApp, "action_keys", fails)

    async def played(stage: Stage) -> None:
        await stage.press("question_mark", "question_mark")
        assert stage.toasts() == [TOLD + failing.log_file() + "."]
        await stage.press("R")
        assert stage.app.current_mode == "reports"

    play(sample, played, begin=TODAY, is_debug=False)
    log = Path(failing.log_file())
    assert "ZeroDivisionError" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_view_that_cannot_be_read_is_told_and_the_others_go_on(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TodayScreen, "load", fails)

    async def played(stage: Stage) -> None:
        assert stage.toasts()[-1].startswith(TOLD)
        await stage.press("R")
        assert stage.app.current_mode == "reports"

    play(sample, played, begin=TODAY, is_debug=False)


def test_a_part_that_cannot_be_drawn_is_told_once_and_keys_are_answered(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def played(stage: Stage) -> None:
        monkeypatch.setattr(Foot, "render_line", fails)
        stage.app.screen.refresh(layout=True)
        await stage.settle()
        for each in stage.app.screen.query(Foot):
            each.refresh()
        await stage.settle()
        assert len(stage.toasts()) == 1
        assert stage.toasts()[0].startswith(TOLD)
        monkeypatch.undo()
        await stage.press("R")
        assert stage.app.current_mode == "reports"

    play(sample, played, begin=TODAY, is_debug=False)


def test_a_message_that_cannot_be_handled_ends_no_part(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def played(stage: Stage) -> None:
        foot = stage.app.screen.query_one(Foot)
        monkeypatch.setattr(Foot, "on_click", fails)
        await stage.pilot.click(Foot)
        await stage.settle()
        assert stage.toasts()[-1].startswith(TOLD)
        monkeypatch.undo()
        assert foot.is_running
        await stage.pilot.click(Foot, offset=(1, 0))
        await stage.settle()
        assert stage.app.is_running

    play(sample, played, begin=TODAY, is_debug=False)


def test_with_debug_it_ends_and_hands_out_what_happened(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CrmApp, "action_keys", fails)

    async def played(stage: Stage) -> None:
        await stage.pilot.press("question_mark")
        await stage.pilot.pause()

    with pytest.raises(ZeroDivisionError):
        play(sample, played, begin=TODAY)


def test_a_log_that_cannot_be_written_is_replaced_by_advice(
    sample: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / ".local").mkdir(exist_ok=True)
    (home / ".local" / "state").write_text("in the way")
    monkeypatch.setattr(CrmApp, "action_keys", fails)

    async def played(stage: Stage) -> None:
        await stage.press("question_mark")
        assert stage.toasts()[-1].endswith("Run it again with --debug, and report what that prints.")

    play(sample, played, begin=TODAY, is_debug=False)


def test_every_screen_survives_what_it_cannot_handle() -> None:
    for module in pkgutil.iter_modules(tui.__path__):
        if not module.ispkg:
            importlib.import_module(f"crmcli.tui.{module.name}")
    screens = [each for each in _below(Screen) if each.__module__.startswith("crmcli.tui")]
    assert len(screens) > 5
    assert [each.__name__ for each in screens if not issubclass(each, failing.Surviving)] == []


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)
