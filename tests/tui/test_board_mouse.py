"""The board by the mouse: a click, two clicks, the wheel, and cards that are dragged to other columns."""

from __future__ import annotations

from pathlib import Path

from textual.events import MouseMove, MouseScrollDown

from crmcli.tui.board_cursor import Board
from tests.tui.boards import stage_of
from tests.tui.screens import Stage, play
from tests.tui.test_board import board, under_cursor

FLEET, COPIERS, IN_CONTACTED = (3, 4), (3, 9), (30, 8)


async def dragged(stage: Stage, start: tuple[int, int], *path: tuple[int, int]) -> None:
    """Presses the button at a place, and moves the pointer over others without letting go."""
    await stage.pilot.mouse_down(Board, offset=start)
    for place in path:
        await stage.pilot._post_mouse_events([MouseMove], board(stage), offset=place, button=1)
    await stage.settle()


def test_a_click_puts_the_cursor_there_and_two_open_the_card(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.pilot.click(Board, offset=COPIERS)
        await stage.settle()
        assert under_cursor(stage) == "Copiers"
        await stage.pilot.click(Board, offset=COPIERS, times=2)
        await stage.settle()
        assert type(stage.app.screen).__name__ == "CardScreen"

    play(small, played)


def test_the_wheel_scrolls_the_column_under_the_pointer(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        column = board(stage).model.columns[1]
        assert len(column.cards) > board(stage).model.page
        await stage.pilot._post_mouse_events([MouseScrollDown], board(stage), offset=(30, 8))
        assert column.top == 1

    play(sample, played, size=(80, 20))


def test_a_card_is_dragged_to_another_stage(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await dragged(stage, FLEET, (10, 5), IN_CONTACTED)
        assert board(stage).target == 1
        await stage.pilot.mouse_up(Board, offset=IN_CONTACTED)
        await stage.settle()
        await stage.press("escape")
        assert board(stage).target is None
        assert under_cursor(stage) == "Fleet"

    play(small, played)
    assert stage_of(small, "Fleet") == "contacted"


def test_esc_puts_a_dragged_card_back(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await dragged(stage, FLEET, IN_CONTACTED)
        await stage.press("escape")
        assert board(stage).target is None
        await stage.pilot.mouse_up(Board, offset=IN_CONTACTED)
        await stage.settle()

    play(small, played)
    assert stage_of(small, "Fleet") == "new"


def test_a_card_that_is_let_go_where_it_was_stays(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await dragged(stage, COPIERS, IN_CONTACTED, COPIERS)
        await stage.pilot.mouse_up(Board, offset=COPIERS)
        await stage.settle()

    play(small, played)
    assert stage_of(small, "Copiers") == "new"
