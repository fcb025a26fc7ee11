"""What else is done with deals on the board: made, edited, tagged, copied from, logged, put off and done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.boards import asked, in_stage, next_steps, operations
from tests.tui.screens import Stage, play
from tests.tui.test_board import under_cursor


def test_a_new_deal_stands_in_the_column_of_the_cursor_with_the_cursor_on_it(small: Path) -> None:
    before = len(operations(small))

    async def played(stage: Stage) -> None:
        await stage.press("l", "n")
        await stage.type("Tower crane")
        await stage.press("enter")
        await stage.type("hartono")
        await stage.press("enter")
        await stage.type("12jt")
        assert "IDR 12,000,000" in stage.text()
        await stage.press("enter")
        assert "Next step for Tower crane?" in stage.text()
        await stage.press("escape")
        assert under_cursor(stage) == "Tower crane"
        assert stage.app.commands == ["crm deal add 'Tower crane' --contact c1 --value 12jt --stage Sales/contacted"]

    play(small, played)
    assert in_stage(small, "contacted") == ["Seats", "Tower crane"]
    assert operations(small)[before:] == ["added the deal Tower crane"]
    query = "SELECT d.value, d.currency, c.name FROM deal d JOIN contact c ON c.id = d.contact_id WHERE d.title = ?"
    assert asked(small, query, "Tower crane") == [(12_000_000_00, "IDR", "Rina Hartono")]


def test_a_new_deal_may_be_with_somebody_new_and_undo_takes_both_back(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("n")
        await stage.type("Crane")
        await stage.press("enter")
        await stage.type("Zeno")
        assert "somebody new" in stage.text()
        await stage.press("enter", "enter", "escape")
        assert asked(small, "SELECT name FROM contact WHERE name = 'Zeno'") == [("Zeno",)]
        await stage.press("u")

    play(small, played)
    assert asked(small, "SELECT count(*) FROM contact WHERE name = 'Zeno'") == [(0,)]
    assert "Crane" not in in_stage(small, "new")


@pytest.mark.parametrize("given_up_after", range(3))
def test_a_new_deal_that_is_given_up_is_none(small: Path, given_up_after: int) -> None:
    before = operations(small)

    async def played(stage: Stage) -> None:
        await stage.press("n")
        await stage.type("Crane")
        await stage.press(*["enter"] * given_up_after, "escape")

    play(small, played)
    assert operations(small) == before


def test_what_cannot_be_a_value_is_said_while_it_is_typed(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("n")
        await stage.type("Crane")
        await stage.press("enter", "enter")
        await stage.type("much")
        await stage.press("enter")
        assert "'much' is not money." in stage.text()

    play(small, played)


def test_tags_go_on_and_off_the_marked_deals_in_one_operation(small: Path) -> None:
    before = len(operations(small))

    async def played(stage: Stage) -> None:
        await stage.press("V", "t")
        await stage.type("q4 vip")
        await stage.press("enter", "t")
        await stage.type("-vip")
        await stage.press("enter")
        assert stage.app.commands[0] == "crm deal edit d1 d2 d3 --tag q4 --tag vip"

    play(small, played)
    query = "SELECT d.title, t.tag FROM deal_tag t JOIN deal d ON d.id = t.deal_id ORDER BY d.id, t.tag"
    assert asked(small, query) == [
        ("Fleet", "q4"),
        ("Copiers", "q4"),
        ("Copiers", "vip"),
        ("Vans", "q4"),
        ("Vans", "vip"),
    ]
    assert len(operations(small)) == before + 2


def test_a_field_is_edited_from_the_board(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("e")
        await stage.type("value")
        await stage.press("enter")
        await stage.press("ctrl+u")
        await stage.type("15jt")
        await stage.press("enter")

    play(small, played)
    assert asked(small, "SELECT value FROM deal WHERE title = 'Fleet'") == [(15_000_000_00,)]


def test_a_phone_is_copied(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("y")
        await stage.type("phone")
        await stage.press("enter")
        assert stage.app.clipboard == "+62 812 1111 2222"

    play(small, played)


def test_what_happened_is_logged_on_the_deal(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("a")
        await stage.type("call price ok")
        await stage.press("enter")

    play(small, played)
    query = "SELECT a.kind, a.summary, d.title FROM activity a JOIN deal d ON d.id = a.deal_id"
    assert asked(small, query) == [("call", "price ok", "Fleet")]


def test_what_is_to_be_done_is_promised_put_off_and_done(small: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("d")
        assert "There is no next step yet." in stage.toasts()[-1]
        await stage.press("f")
        await stage.type("send offer fri")
        await stage.press("enter")
        assert next_steps(small, "Fleet") == [("send offer", "2026-11-27")]
        await stage.press("s", "3")
        assert next_steps(small, "Fleet") == [("send offer", "2026-12-01")]
        await stage.press("d", "enter")
        assert next_steps(small, "Fleet") == []

    play(small, played)
