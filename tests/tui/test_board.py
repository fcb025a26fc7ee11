"""The board as it is looked at: heads that say how much, the cursor, what is out of sight, order, pipelines, sizes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crmcli.store import deals, rates
from crmcli.tui.board_cursor import Board
from tests import factories
from tests.tui.boards import stage_of
from tests.tui.screens import NARROW, WIDE, Stage, play


def board(stage: Stage) -> Board:
    """The board that is played on."""
    return stage.app.screen.query_one(Board)


def under_cursor(stage: Stage) -> str:
    """The title of the deal under the cursor; empty where none is."""
    card = board(stage).model.card
    return card.title if card else ""


def test_a_head_says_how_many_how_much_and_what_is_likely_of_it(small: Path) -> None:
    async def played(stage: Stage) -> None:
        lines = stage.lines()
        assert lines[1].startswith("new                      3 contacted")
        assert lines[2].startswith("total         15M + USD 2k")
        assert lines[3].startswith("weighted ")

    play(small, played)


def test_sums_of_several_currencies_are_one_where_the_rates_are_known_and_say_so(small: Path) -> None:
    store = factories.opened(small)
    with store.write("a rate") as tx:
        rates.put(tx, "USD", "16000", date(2026, 11, 1))
    store.close()

    async def played(stage: Stage) -> None:
        assert stage.lines()[2].startswith("total                ≈ 47M")

    play(small, played)


def test_sums_that_have_no_room_end_in_a_mark(small: Path) -> None:
    store = factories.opened(small)
    with store.write("more currencies") as tx:
        for code in ("EUR", "SGD"):
            deals.add(tx, code, 1, value=3_456_00, currency=code)
    store.close()

    async def played(stage: Stage) -> None:
        assert stage.lines()[2][:26].strip().endswith("+ …")

    play(small, played)


def test_columns_out_of_sight_are_told_at_the_edge_they_are_behind(small: Path) -> None:
    async def played(stage: Stage) -> None:
        assert stage.lines()[4].endswith(" 4›")
        await stage.press("l", "l", "l")
        assert stage.lines()[4].startswith("‹1 ─")
        assert stage.lines()[4].endswith(" 3›")

    play(small, played)


def test_the_cursor_keeps_its_height_across_columns_and_is_never_out_of_sight(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        shown = board(stage)
        for key in ["l", "G", "l", "l", "l", "g", "h", "ctrl+d", "l", "G", "h", "h", "h", "ctrl+u", "k"]:
            await stage.press(key)
            model = shown.model
            assert model.left <= model.at < model.left + model.span
            column = model.columns[model.at]
            assert not column.cards or column.top <= column.row < column.top + model.page
            assert under_cursor(stage)[:14] in stage.text()

    play(sample, played)


def test_the_cursor_stays_on_its_deal_when_the_order_is_another(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("j")
        assert under_cursor(stage) == "Copiers"
        for order in ("urgency", "value", "closing day", "days in stage", "hand"):
            await stage.press("S")
            assert under_cursor(stage) == "Copiers"
            assert (f"by {order}" in stage.lines()[0]) == (order != "hand")

    play(small, played)


def test_what_another_crm_moves_is_shown_where_it_is_with_the_cursor_still_on_it(small: Path) -> None:
    from crmcli.store import deal_moves

    async def played(stage: Stage) -> None:
        assert under_cursor(stage) == "Fleet"
        store = factories.opened(small)
        with store.write("elsewhere") as tx:
            deal_moves.move(tx, 1, 3)
        store.close()
        stage.app.show_changes()
        await stage.settle()
        assert under_cursor(stage) == "Fleet"
        assert board(stage).model.at == 2

    play(small, played)


def test_a_stage_that_goes_away_takes_nothing_with_it_but_its_column(small: Path) -> None:
    from crmcli.store import stages

    async def played(stage: Stage) -> None:
        await stage.press("l")
        assert under_cursor(stage) == "Seats"
        store = factories.opened(small)
        with store.write("elsewhere") as tx:
            stages.remove(tx, 2, to=1)
        store.close()
        stage.app.show_changes()
        await stage.settle()
        assert "contacted" not in stage.lines()[1]
        assert under_cursor(stage) == "Seats"

    play(small, played)


def test_an_empty_column_says_what_to_press(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("l", "l")
        assert "n new deal" in stage.lines()[5]

    play(small, played)


def test_the_next_pipeline_has_its_own_cursor_and_the_way_back_finds_the_old_one(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("j", "right_square_bracket")
        assert "Rentals 2/2" in stage.lines()[0]
        await stage.press("left_square_bracket")
        assert "Sales 1/2" in stage.lines()[0]
        assert under_cursor(stage) == "Copiers"
        await stage.press("P")
        await stage.type("rent")
        await stage.press("enter")
        assert "Rentals 2/2" in stage.lines()[0]

    play(small, played)


def test_a_wide_window_has_the_card_beside_the_board_and_a_narrow_one_opens_it(small: Path) -> None:
    async def wide(stage: Stage) -> None:
        assert "Rina Hartono" in stage.lines()[2] + stage.lines()[3]
        await stage.press("tab")
        assert not board(stage).has_focus
        await stage.press("escape", "p")
        assert board(stage).has_focus
        assert board(stage).size.width == WIDE[0]

    async def narrow(stage: Stage) -> None:
        assert board(stage).size.width == NARROW[0]
        await stage.press("tab")
        assert type(stage.app.screen).__name__ == "CardScreen"

    play(small, wide, size=WIDE)
    play(small, narrow)


def test_a_window_that_grows_gets_the_card_and_one_that_shrinks_loses_it(small: Path) -> None:
    async def played(stage: Stage) -> None:
        for width, height in ((80, 24), (160, 45), (120, 36), (120, 24), (60, 20), (140, 40), (40, 10), (80, 24)):
            await stage.pilot.resize_terminal(width, height)
            await stage.settle()
            has_card = width >= 140 or (width >= 100 and height >= 30)
            assert ("Rina Hartono (c1)" in stage.text()) == has_card
            assert under_cursor(stage) == "Fleet"
            assert all(len(line) <= width for line in stage.lines())

    play(small, played)


@pytest.mark.parametrize("size", [(40, 10), (60, 20), (79, 24)])
def test_a_tiny_window_has_one_column_and_its_stages_as_tabs(small: Path, size: tuple[int, int]) -> None:
    async def played(stage: Stage) -> None:
        assert stage.lines()[1].startswith("  new 3  contacted 1 ")
        assert board(stage).model.span == 1
        for _turn in range(8):
            await stage.press("l")
            name = board(stage).model.columns[board(stage).model.at].stage.name
            assert f" {name} " in stage.lines()[1] + " "
        await stage.pilot.click(Board, offset=(3, 0))

    play(small, played, size=size)


def test_compact_cards_take_a_line_each(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("z")
        assert [line[:8].strip() for line in stage.lines()[5:8]] == ["? Fleet", "? Copier", "? Vans"]

    play(small, played)


def test_the_board_is_as_it_was_left(small: Path) -> None:
    async def left(stage: Stage) -> None:
        await stage.press("j", "S", "z", "q")

    async def again(stage: Stage) -> None:
        assert under_cursor(stage) == "Copiers"
        assert board(stage).is_compact
        assert "by urgency" in stage.lines()[0]

    play(small, left)
    play(small, again)


def test_signs_are_ascii_where_the_locale_has_nothing_else(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")

    async def played(stage: Stage) -> None:
        await stage.press("space", "l")
        assert all(line.isascii() for line in stage.lines()[:-1])

    play(small, played)
    assert stage_of(small, "Fleet") == "new"
