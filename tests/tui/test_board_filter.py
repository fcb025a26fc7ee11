"""The filter of the board: while it is typed, where it cannot be read, as a chip in the head, and saved segments."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from crmcli.store import segments
from crmcli.tui.filter_bar import FilterBar
from tests import factories
from tests.tui.screens import Stage, play
from tests.tui.test_board import board, under_cursor


def titles(stage: Stage) -> list[str]:
    """The deals on the board."""
    return [card.title for column in board(stage).model.columns for card in column.cards]


async def filtered(stage: Stage, text: str) -> None:
    """Types a filter, without leaving its line."""
    await stage.press("slash")
    await stage.type(text)
    stage.app.screen.query_one(FilterBar)._ask()
    await stage.settle()


def test_the_board_narrows_while_one_types_and_says_how_many_are_left(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await filtered(stage, "value:5jt..")
        assert titles(stage) == ["Fleet", "Desks"]
        assert "2 deals" in stage.text()
        await stage.press("enter")
        assert "/value:5jt.." in stage.lines()[0]
        await stage.press("escape")
        assert len(titles(stage)) == 5
        assert "/value" not in stage.lines()[0]

    play(small, played)


def test_what_cannot_be_read_is_said_beside_and_the_board_stays(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await filtered(stage, "stage:nowhere")
        assert len(titles(stage)) == 5
        assert stage.toasts() == []
        assert "nowhere" in str(stage.app.screen.query_one(".filter--said").render())

    play(small, played)


def test_where_nothing_fits_that_is_said(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await filtered(stage, "tag:none-such")
        assert titles(stage) == []
        assert "nothing fits" in stage.text()

    play(small, played)


def test_the_cursor_is_on_its_deal_again_when_the_filter_shows_it_again(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("l")
        assert under_cursor(stage) == "Seats"
        await filtered(stage, "value:5jt..")
        assert under_cursor(stage) != "Seats"
        await stage.press("escape")
        assert under_cursor(stage) == "Seats"

    play(small, played)


def test_letters_are_letters_in_the_line_and_esc_gives_the_keys_back(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await filtered(stage, "Ln")
        assert stage.app.screen.query_one(FilterBar).text == "Ln"
        await stage.press("escape")
        assert board(stage).has_focus
        assert len(titles(stage)) == 5

    play(small, played)


def test_a_number_filters_by_a_saved_segment_and_once_more_by_none(small: Path) -> None:
    store = factories.opened(small)
    with store.write("segments") as tx:
        segments.add(tx, "Nobody I know", ["name:zzz"], today=date(2026, 11, 24))
        segments.add(tx, "Rinas", ["rina"], today=date(2026, 11, 24))
    store.close()

    async def played(stage: Stage) -> None:
        await stage.press("1")
        assert titles(stage) == []
        await stage.press("2")
        assert len(titles(stage)) == 5
        assert "/@Rinas" in stage.lines()[0]
        await stage.press("2")
        assert "/@" not in stage.lines()[0]
        await stage.press("7")
        assert "There is no segment 7." in stage.toasts()[-1]

    play(small, played)
