"""Deals on their way over the board: by keys, to won, lost and void and back, many at once, and what is asked then."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli.store import deal_moves, deals, settings, stages
from tests import factories
from tests.tui.boards import asked, in_stage, next_steps, operations, stage_of
from tests.tui.screens import Stage, play
from tests.tui.test_board import board, under_cursor


def test_a_deal_goes_a_stage_on_is_asked_for_its_next_step_and_undo_brings_both_back(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("L")
        assert stage_of(small, "Fleet") == "contacted"
        assert "d1 Fleet: new → contacted" in stage.toasts()[-1]
        assert "Next step for Fleet?" in stage.text()
        await stage.type("call Rina fri@10")
        assert "call Rina, Fri 27 Nov 2026 10:00" in stage.text()
        await stage.press("enter")
        assert next_steps(small, "Fleet") == [("call Rina", "2026-11-27T10:00")]
        assert stage.app.commands == [
            "crm move d1 contacted",
            "crm deal edit d1 --next 'call Rina' --on fri@10",
        ]
        assert under_cursor(stage) == "Fleet"
        await stage.press("u", "u")
        assert stage_of(small, "Fleet") == "new"
        assert next_steps(small, "Fleet") == []

    play(small, played)


def test_enter_alone_is_no_next_step_and_a_deal_that_has_one_is_not_asked(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("L", "enter", "l", "l", "l")
        assert under_cursor(stage) == "Desks"
        await stage.press("H")
        assert "Next step" not in stage.text()

    play(small, played)
    assert next_steps(small, "Fleet") == []
    assert stage_of(small, "Desks") == "proposal"


def test_before_the_first_stage_there_is_none(small: Path) -> None:
    play(small, lambda stage: stage.press("H"))
    assert stage_of(small, "Fleet") == "new"


def test_a_picker_moves_by_number_by_letters_and_to_another_pipeline(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("m", "4", "escape")
        assert stage_of(small, "Fleet") == "proposal"
        await stage.press("m")
        await stage.type("qual")
        await stage.press("enter", "escape")
        assert stage_of(small, "Fleet") == "qualified"
        await stage.press("m")
        await stage.type("rentals/neg")
        await stage.press("enter", "escape")
        assert stage.app.commands[-1] == "crm move d1 Rentals/negotiation"
        assert "Fleet" not in [card.title for each in board(stage).model.columns for card in each.cards]

    play(small, played)
    assert asked(small, "SELECT p.name FROM deal d JOIN stage s ON s.id = d.stage_id JOIN pipeline p "
                 "ON p.id = s.pipeline_id WHERE d.title = 'Fleet'") == [("Rentals",)]  # fmt: skip


def test_a_win_takes_a_note_and_what_is_ticked_of_the_care_in_one_operation(small: Path) -> None:
    before = len(operations(small))

    async def played(stage: Stage) -> None:
        await stage.press("w")
        assert "Won: d1 Fleet · IDR 12,000,000" in stage.text()
        await stage.type("signed")
        await stage.press("down", "down", "space", "enter")
        assert stage_of(small, "Fleet") == "won"
        assert [what for what, _due in next_steps(small, "Fleet")] == ["thank them", "ask who else might need it"]
        assert operations(small)[before:] == ["won d1 Fleet"]
        assert stage.app.commands[-1].startswith(
            "crm win d1 --note signed --no-care --next 'thank them' --on 2026-11-25;"
        )
        assert under_cursor(stage) == "Copiers"
        await stage.press("u")
        assert (stage_of(small, "Fleet"), next_steps(small, "Fleet")) == ("new", [])

    play(small, played)
    assert asked(small, "SELECT count(*) FROM stage_move WHERE note = 'signed'") == [(0,)]


def test_enter_alone_wins_with_all_the_care_and_esc_wins_nothing(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("w", "escape")
        assert stage_of(small, "Fleet") == "new"
        await stage.press("w", "enter")
        assert stage.app.commands[-1] == "crm win d1"

    play(small, played)
    assert len(next_steps(small, "Fleet")) == 3


def test_what_was_still_to_be_done_stays_unless_it_is_ticked(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("l", "l", "l", "l", "w", "up", "down", "down", "down", "down", "space", "enter")

    play(small, played)
    assert stage_of(small, "Desks") == "won"
    assert "send offer" not in [what for what, _due in next_steps(small, "Desks")]
    assert asked(small, "SELECT count(*) FROM followup WHERE what = 'send offer' AND done_at IS NOT NULL") == [(1,)]


def test_a_loss_takes_a_reason_by_number_and_the_day_of_another_try(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("x", "1")
        assert "When is it worth another try?" in stage.text()
        await stage.type("6m")
        await stage.press("enter")

    play(small, played)
    assert stage_of(small, "Fleet") == "lost"
    assert asked(small, "SELECT lost_reason FROM deal WHERE title = 'Fleet'") == [("price",)]
    assert next_steps(small, "Fleet") == [("try again: Fleet", "2027-05-24")]


def test_a_reason_in_ones_own_words_is_said_to_be_new_and_none_is_no_other_try(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("x")
        await stage.type("moved abroad")
        assert "a new reason" in stage.text()
        await stage.press("enter")
        await stage.type("none")
        await stage.press("enter")
        assert stage.app.commands[-1] == "crm lose d1 --reason 'moved abroad' --retry none"

    play(small, played)
    assert asked(small, "SELECT lost_reason FROM deal WHERE title = 'Fleet'") == [("moved abroad",)]
    assert next_steps(small, "Fleet") == []


def test_a_loss_to_a_competitor_asks_to_whom(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("x")
        await stage.type("competitor")
        await stage.press("enter")
        await stage.type("Asuransi Jaya")
        await stage.press("enter", "enter")

    play(small, played)
    assert asked(small, "SELECT name, is_winner FROM competitor") == [("Asuransi Jaya", 1)]


def test_void_needs_no_words(small: Path) -> None:
    play(small, lambda stage: stage.press("X"))
    assert stage_of(small, "Fleet") == "void"


def test_the_way_on_from_the_last_open_stage_asks_as_a_win_does(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("l", "l", "l", "l", "L")
        assert "Won: d5 Desks" in stage.text()
        await stage.press("enter")

    play(small, played)
    assert stage_of(small, "Desks") == "won"


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_the_way_back_from_an_end_opens_a_deal_in_the_last_open_stage(small: Path, outcome: str) -> None:
    store = factories.opened(small)
    with store.write("ended") as tx:
        deal_moves.win(tx, 1) if outcome == "won" else deal_moves.lose(tx, 1, "price")
    store.close()

    async def played(stage: Stage) -> None:
        while board(stage).model.columns[board(stage).model.at].stage.outcome != outcome:
            await stage.press("l")
        await stage.press("H", "escape")
        assert stage.app.commands == ["crm reopen d1 negotiation"]

    play(small, played)
    assert stage_of(small, "Fleet") == "negotiation"


def test_an_end_is_no_stage_to_end_in_once_more(small: Path) -> None:
    store = factories.opened(small)
    with store.write("ended") as tx:
        deal_moves.win(tx, 1)
    store.close()

    async def played(stage: Stage) -> None:
        await stage.press(*"lllll", "L")
        assert "d1 Fleet is won." in stage.toasts()[-1]

    play(small, played)


def test_marked_deals_move_in_one_operation_after_one_question(small: Path) -> None:
    before = len(operations(small))

    async def played(stage: Stage) -> None:
        await stage.press("space", "space", "L")
        assert "Move 2 deals to contacted?" in stage.text()
        assert stage_of(small, "Fleet") == "new"
        await stage.press("y")
        assert in_stage(small, "contacted") == ["Seats", "Fleet", "Copiers"]
        assert len(operations(small)) == before + 1
        assert not board(stage).model.marked
        await stage.press("u")
        assert in_stage(small, "new") == ["Fleet", "Copiers", "Vans"]

    play(small, played)


def test_a_range_marks_all_between_and_no_moves_none(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("v", "j", "j")
        assert len(board(stage).model.marked) == 3
        await stage.press("k")
        assert len(board(stage).model.marked) == 2
        await stage.press("v", "L", "n")
        assert stage_of(small, "Fleet") == "new"
        await stage.press("escape")
        assert not board(stage).model.marked
        await stage.press("V")
        assert len(board(stage).model.marked) == 3
        await stage.press("V")
        assert not board(stage).model.marked

    play(small, played)


def test_marked_deals_are_won_lost_and_void_together(small: Path) -> None:
    before = len(operations(small))

    async def played(stage: Stage) -> None:
        await stage.press("space", "space", "w", "enter", "u")
        await stage.press("V", "x", "2", "enter", "u")
        await stage.press("V", "X", "enter")

    play(small, played)
    assert in_stage(small, "void") == ["Fleet", "Copiers", "Vans"]
    assert operations(small)[before:] == ["made d1 Fleet, d2 Copiers, d3 Vans void"]


def test_what_a_stage_asks_for_is_said_and_where_it_refuses_nothing_moves(small: Path) -> None:
    store = factories.opened(small)
    with store.write("needs") as tx:
        stages.edit(tx, 2, needs=["close"])
    store.close()

    async def warned(stage: Stage) -> None:
        await stage.press("L", "escape", "u")
        assert "contacted asks for a day on which it is expected to close" in stage.toasts()[0]

    async def refused(stage: Stage) -> None:
        await stage.press("L")
        assert "contacted asks for a day on which it is expected to close" in stage.toasts()[-1]
        assert board(stage).model.at == 0
        assert under_cursor(stage) == "Fleet"

    play(small, warned)
    store = factories.opened(small)
    with store.write("refuses") as tx:
        settings.put(tx, "deal.needs", "refuse")
    store.close()
    play(small, refused)
    assert stage_of(small, "Fleet") == "new"


def test_a_deal_that_another_crm_removed_is_a_sentence_and_then_gone(small: Path) -> None:
    async def played(stage: Stage) -> None:
        store = factories.opened(small)
        with store.write("elsewhere") as tx:
            deals.remove(tx, 1)
        store.close()
        await stage.press("L")
        assert "There is no deal d1." in stage.toasts()[-1]
        assert "Fleet" not in "\n".join(stage.lines()[1:12])

    play(small, played)


def test_a_stage_that_another_crm_removed_is_a_sentence_and_the_truth(small: Path) -> None:
    async def played(stage: Stage) -> None:
        store = factories.opened(small)
        with store.write("elsewhere") as tx:
            stages.remove(tx, 2, to=1)
        store.close()
        await stage.press("L")
        assert "contacted" in stage.toasts()[-1]
        assert "contacted" not in stage.lines()[1]

    play(small, played)
    assert stage_of(small, "Fleet") == "new"


def test_a_card_takes_another_place_by_hand_and_undo_puts_it_back(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("J", "J")
        assert in_stage(small, "new") == ["Copiers", "Vans", "Fleet"]
        assert under_cursor(stage) == "Fleet"
        await stage.press("K")
        assert in_stage(small, "new") == ["Copiers", "Fleet", "Vans"]
        await stage.press("u", "u", "u")
        assert in_stage(small, "new") == ["Fleet", "Copiers", "Vans"]
        assert stage.app.commands == []

    play(small, played)


def test_another_order_is_not_changed_by_hand(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("S", "J")
        assert "not by hand" in stage.toasts()[-1]

    play(small, played)
    assert in_stage(small, "new") == ["Fleet", "Copiers", "Vans"]
