"""A window of any size: every screen keeps its cursor in sight, and draws lines exactly as wide as the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli.tui import views
from crmcli.tui.views import Begin
from tests.tui.screens import NARROW, Stage, play
from tests.tui.soundness import faults

# From a corner of a screen to a wall; up and down, since what was cut has to come back.
SIZES = (
    (80, 24), (20, 5), (160, 45), (40, 10), (240, 70), (79, 24), (100, 30), (60, 12), (139, 40), (99, 24), (140, 40),
    (41, 50), (200, 11), (120, 30),
)  # fmt: skip
# What one can stand on: a view to begin in, and the keys that lead there and far down.
PLACES: dict[str, tuple[str, tuple[str, ...]]] = {
    **{view: (view, ("G",)) for view in views.ALL},
    "board across": ("board", ("l", "l", "l", "G")),
    "board compact": ("board", ("z", "G")),
    "board filtered": ("board", ("slash", "a")),
    "card of a deal": ("board", ("j", "enter")),
    "card of a contact": ("contacts", ("j", "enter")),
    "keys": ("board", ("question_mark",)),
    "palette": ("board", ("ctrl+p",)),
    "jump": ("today", ("ctrl+k", "a")),
    "line": ("contacts", ("colon", "d")),
    "planner": ("today", ("p",)),
    "a question": ("today", ("a",)),
    "a picker": ("board", ("m",)),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_window_of_any_size_keeps_the_cursor_in_sight_and_every_line_whole(sample: Path, place: str) -> None:
    view, keys = PLACES[place]

    async def played(stage: Stage) -> list[str]:
        await stage.press(*keys)
        found = [f"{NARROW}: {each}" for each in faults(stage.app)]
        for size in SIZES:
            await stage.pilot.resize_terminal(*size)
            await stage.settle()
            found += [f"{size}: {each}" for each in faults(stage.app)]
        return found

    assert play(sample, played, begin=Begin(view=view)) == []


@pytest.mark.parametrize("view", views.ALL)
def test_the_cursor_goes_on_after_the_window_was_too_small_for_it(sample: Path, view: str) -> None:
    async def played(stage: Stage) -> list[str]:
        await stage.press("j", "j", "j")
        for size in ((20, 5), (80, 24), (1, 1), (80, 24)):
            await stage.pilot.resize_terminal(*size)
            await stage.press("j", "k", "j")
        return faults(stage.app)

    assert play(sample, played, begin=Begin(view=view)) == []


@pytest.mark.parametrize("view", views.ALL)
def test_a_window_in_which_nothing_is_says_so_at_any_size(database: Path, view: str) -> None:
    async def played(stage: Stage) -> list[str]:
        found = []
        for size in SIZES:
            await stage.pilot.resize_terminal(*size)
            await stage.settle()
            found += [f"{size}: {each}" for each in faults(stage.app)]
        return found

    assert play(database, played, begin=Begin(view=view)) == []
