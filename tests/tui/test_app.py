"""What is around the views: where one begins, going about, leaving, what is remembered, and windows without room."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from crmcli.tui import remembering
from crmcli.tui.views import Begin
from tests.tui.screens import Stage, play

TODAY = Begin(view="today")


def test_the_views_are_gone_to_by_their_keys_and_minus_goes_back(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        seen = []
        for key in ("R", "f3", "C", "f5", "minus"):
            await stage.press(key)
            seen.append(stage.app.current_mode)
        assert seen == ["reports", "today", "contacts", "reports", "contacts"]

    play(sample, played, begin=TODAY)


def test_q_goes_back_from_a_card_and_then_leaves(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        stage.app.open_record("c1")
        await stage.settle()
        assert len(stage.app.screen_stack) == 2
        await stage.press("q")
        assert len(stage.app.screen_stack) == 1
        await stage.press("q")
        assert stage.app._exit

    play(sample, played, begin=TODAY)


def test_the_view_that_was_left_is_the_one_that_is_begun_with(sample: Path) -> None:
    async def leaves(stage: Stage) -> None:
        await stage.press("R", "q")

    async def returns(stage: Stage) -> str:
        return str(stage.app.current_mode)

    play(sample, leaves, begin=TODAY)
    assert play(sample, returns) == "reports"
    assert play(sample, returns, begin=Begin(view="today")) == "today"


def test_what_is_remembered_is_for_its_owner_alone_and_not_in_the_database(sample: Path) -> None:
    before = sample.read_bytes()

    async def leaves(stage: Stage) -> None:
        await stage.press("R", "ctrl+q")

    play(sample, leaves, begin=TODAY)
    kept = Path(remembering.file_of(str(sample)))
    assert json.loads(kept.read_text())["view"] == "reports"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert sample.read_bytes() == before


@pytest.mark.parametrize("content", ["{", "[]", "null", '{"view": 7, "views": 3}', '{"views": {"today": [1]}}', "\0"])
def test_a_broken_memory_is_as_good_as_none(sample: Path, content: str) -> None:
    path = Path(remembering.file_of(str(sample)))
    path.parent.mkdir(parents=True)
    path.write_text(content)

    async def played(stage: Stage) -> str:
        return str(stage.app.current_mode)

    assert play(sample, played, begin=TODAY) == "today"


def test_memory_that_cannot_be_kept_costs_nothing(sample: Path, home: Path) -> None:
    (home / ".local").mkdir(exist_ok=True)
    (home / ".local" / "state").write_text("in the way")

    async def leaves(stage: Stage) -> None:
        await stage.press("q")
        assert stage.app._exit

    play(sample, leaves, begin=TODAY)


def test_the_demo_remembers_nothing(sample: Path) -> None:
    async def leaves(stage: Stage) -> None:
        assert "demo, gone afterwards" in stage.lines()[0]
        await stage.press("R", "q")

    play(sample, leaves, begin=Begin(view="today", is_demo=True))
    assert not Path(remembering.file_of(str(sample))).exists()


def test_a_record_can_be_begun_with(sample: Path) -> None:
    async def played(stage: Stage) -> str:
        return str(getattr(stage.app.screen, "ref", ""))

    assert play(sample, played, begin=Begin(view="today", ref="c2")) == "c2"


@pytest.mark.parametrize("size", [(39, 24), (80, 9), (10, 3), (1, 1)])
def test_a_window_without_room_says_so_and_comes_back(sample: Path, size: tuple[int, int]) -> None:
    async def played(stage: Stage) -> None:
        before = stage.lines()
        await stage.pilot.resize_terminal(*size)
        await stage.settle()
        said = [line for line in stage.lines() if line]
        assert len(said) <= 1
        assert "".join(said) in ("Too small: 40×10 at least", "40×10", "")
        await stage.press("R")  # nobody sees what it would do
        assert stage.app.current_mode == "today"
        await stage.pilot.resize_terminal(80, 24)
        await stage.settle()
        assert (stage.lines()[0], stage.lines()[-1]) == (before[0], before[-1])
        assert "Too small" not in stage.text()

    play(sample, played, begin=TODAY)


def test_an_empty_no_color_is_no_wish(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def played(stage: Stage) -> tuple[bool, str]:
        return stage.app.no_color, os.environ.get("NO_COLOR", "unset")

    monkeypatch.setenv("NO_COLOR", "")
    assert play(sample, played, begin=TODAY) == (False, "unset")
    monkeypatch.setenv("NO_COLOR", "1")
    assert play(sample, played, begin=TODAY) == (True, "1")


def test_ctrl_c_says_how_to_leave(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("ctrl+c")
        assert stage.toasts()[-1] == "q goes back, ctrl+q leaves crm."

    play(sample, played, begin=TODAY)


def test_the_foot_tells_keys_and_the_mark_stands_where_there_is_no_room(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        assert "  u Undo  " in stage.lines()[-1]
        assert stage.lines()[-1].endswith("? Keys")
        await stage.pilot.resize_terminal(40, 24)
        await stage.settle()
        assert stage.lines()[-1].endswith(" … ? Keys")

    play(sample, played, begin=Begin(view="board"))


def test_a_key_of_the_foot_can_be_clicked(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        at = stage.lines()[-1].index("? Keys")
        await stage.pilot.click(offset=(at, 23))
        await stage.settle()
        assert "Any key closes this" in stage.text()

    play(sample, played, begin=Begin(view="reports"))
