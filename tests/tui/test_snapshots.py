"""What each screen looks like: its lines in a golden file, at three sizes, without colours, in ASCII, in wide scripts.

`CRM_REGENERATE=1 pytest tests/tui/test_snapshots.py` writes the golden files anew; look at what git says has changed.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.widget import Widget

from crmcli.tui import views
from crmcli.tui.board_cursor import Board
from crmcli.tui.views import Begin
from tests.conftest import Crm
from tests.tui.screens import MEDIUM, NARROW, WIDE, Stage, play

IS_REGENERATING = bool(os.environ.get("CRM_REGENERATE"))
GOLDEN = Path(__file__).parents[1] / "golden" / "screens"
# A screen by its name: the view to begin in, the keys that lead there, and the texts that are typed there.
SCREENS: dict[str, tuple[str, tuple[str, ...]]] = {
    **{view: (view, ("j",)) for view in views.ALL},
    "deal": ("board", ("j", "enter")),
    "contact": ("contacts", ("j", "enter")),
    "planner": ("today", ("p",)),
    "keys": ("board", ("question_mark",)),
    "palette": ("board", ("ctrl+p",)),
}
STATES = {"Late": "!", "Today": "•", "Unplanned": "?", "Stalled": "~", "Well": " ", "Won": "✓", "Lost": "✗"}
IN_ASCII = {"•": "o", "✓": "+", "✗": "x"}


def compared(name: str, lines: list[str]) -> None:
    """Compares lines with the golden file of a name, or writes it."""
    golden, text = GOLDEN / f"{name}.txt", "\n".join(lines) + "\n"
    if IS_REGENERATING:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


async def at_rest(stage: Stage) -> list[str]:
    """The lines of the screen once nothing more comes: what waits a moment before it reads has read."""
    await stage.settle()
    while _waits(stage.app):
        await asyncio.sleep(0)
        await stage.settle()
    return stage.lines()


def _waits(app: Any) -> bool:
    """Whether anything will happen by itself in less than a second; what happens again and again is not meant."""
    widgets: list[Widget] = [app, app.screen, *app.screen.walk_children()]
    timers = [timer for widget in widgets for timer in widget._timers]
    return any(
        timer._repeat == 0 and timer._interval < 1 and timer._task and not timer._task.done() for timer in timers
    )


def shown(database: Path, screen: str, size: tuple[int, int]) -> list[str]:
    """The lines of a screen in a window of some size."""
    view, keys = SCREENS[screen]

    async def played(stage: Stage) -> list[str]:
        for key in keys:
            await stage.press(key)
            await at_rest(stage)
        return await at_rest(stage)

    return list(play(database, played, size=size, begin=Begin(view=view)))


@pytest.mark.parametrize("size", [NARROW, MEDIUM, WIDE], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_looks_as_it_did(sample: Path, screen: str, size: tuple[int, int]) -> None:
    lines = shown(sample, screen, size)
    assert len(lines) == size[1]
    compared(f"{screen}-{size[0]}x{size[1]}", lines)


@pytest.mark.parametrize("screen", views.ALL)
def test_without_colours_a_screen_says_the_same(sample: Path, screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    lines = shown(sample, screen, MEDIUM)
    assert "\n".join(lines) + "\n" == (GOLDEN / f"{screen}-{MEDIUM[0]}x{MEDIUM[1]}.txt").read_text("utf-8")


def test_without_colours_the_cursor_is_turned_round(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def played(stage: Stage) -> str:
        rows = stage.app.screen._compositor.render_strips(stage.app.size)
        under = [segment for row in rows for segment in row if segment.style and segment.style.reverse]
        return " ".join(segment.text.strip() for segment in under)

    for view in ("board", "contacts", "today"):
        assert play(sample, played, begin=Begin(view=view)), view


@pytest.mark.parametrize("screen", [*views.ALL, "deal"])
def test_in_ascii_all_that_is_ours_is_ascii(sample: Path, screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    lines = shown(sample, screen, NARROW)
    compared(f"{screen}-{NARROW[0]}x{NARROW[1]}-ascii", lines)
    unicode_of_ours = set("•…·─✓✗█░↑↓‹›≈▌▲▼│┃━→←×⚠●○")
    assert not unicode_of_ours & set("".join(lines))


@pytest.mark.parametrize("size", [NARROW, MEDIUM], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", ["board", "contacts", "today", "deal"])
def test_wide_scripts_keep_their_columns(database: Path, crm: Crm, screen: str, size: tuple[int, int]) -> None:
    people = (
        "王小明",
        "陳美玲 (晨嶺物流)",
        "やまだ たろう",
        "김철수",
        "محمد علي",
        "ยุพิน",
        "Zoë e\u0301te\u0301 🙂👨‍👩‍👧",
        "Ｆｕｌｌ Ｗｉｄｔｈ",
    )
    for number, name in enumerate(people):
        assert crm("add", name, "--company", "三一重工股份有限公司" if number % 2 else "PT Maju").code == 0
        ref = crm("find", name, "--ids").stdout.split()[0]
        answer = crm(
            "deal", "add", f"大安區的房子 {name}", "--contact", ref, "--value", f"TWD{number + 1}萬",
            "--next", "回電 " * 5, "--on", "today" if number % 3 else "fri",
        )  # fmt: skip
        assert answer.code == 0, answer.stderr
    lines = shown(database, screen, size)
    assert all(cell_len(line) <= size[0] for line in lines)
    compared(f"{screen}-{size[0]}x{size[1]}-wide-scripts", lines)


@pytest.fixture
def states(crm: Crm, database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A board with a deal in each state, called by its state."""
    assert crm("add", "Rina").code == 0
    steps = {
        "Late": ("call", "2026-11-20"),
        "Today": ("call", "2026-11-24"),
        "Stalled": ("call", "2026-12-24"),
        "Well": ("call", "2026-12-24"),
    }
    for title in STATES:
        monkeypatch.setenv("CRM_NOW", "2026-09-01T09:00:00Z" if title == "Stalled" else "2026-11-19T09:00:00Z")
        what, day = steps.get(title, ("", ""))
        promised = ["--next", what, "--on", day] if what else []
        assert crm("deal", "add", title, "--contact", "Rina", "--value", "USD5k", *promised).code == 0
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:00:00Z")
    assert crm("win", "Won", "--quiet").code == 0
    assert crm("lose", "Lost", "--reason", "price", "--quiet").code == 0
    return database


@pytest.mark.parametrize("keys", [(), ("z",)], ids=["tall", "compact"])
@pytest.mark.parametrize("surroundings", [{}, {"NO_COLOR": "1"}, {"LC_ALL": "C"}], ids=["colours", "none", "ascii"])
def test_each_state_of_a_deal_has_its_sign_beside_its_colour(
    states: Path, keys: tuple[str, ...], surroundings: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)

    async def played(stage: Stage) -> dict[str, str]:
        await stage.press(*keys)
        await at_rest(stage)
        return {title: _before(stage.app.screen.query_one(Board), title) for title in STATES}

    expected = {title: IN_ASCII.get(sign, sign) if "LC_ALL" in surroundings else sign for title, sign in STATES.items()}
    assert play(states, played, size=(260, 40)) == expected
    assert len(set(expected.values())) == len(expected)


def _before(board: Board, title: str) -> str:
    """The sign in front of the card with a title."""
    lines = ("".join(segment.text for segment in board.render_line(y)) for y in range(board.size.height))
    line = next(each for each in lines if f" {title} " in each)
    return line[line.index(f" {title} ") - 1]
