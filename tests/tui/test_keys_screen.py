"""`?`, the keys in force, and keys of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli.tui import keymaps, keys
from crmcli.tui.views import Begin
from tests.tui.screens import WIDE, Stage, play

TODAY = Begin(view="today")


def config(home: Path, text: str) -> None:
    """Writes the machine's settings."""
    path = home / ".config" / "crm" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_the_keys_of_where_one_is_come_first_and_any_key_closes_them(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("question_mark")
        text = stage.text()
        assert text.index("Everywhere") < text.index("Board: Moving about")
        await stage.press("x")
        assert "Everywhere" not in stage.text()

    play(sample, played, begin=Begin(view="reports"), size=WIDE)


def test_the_keys_scroll_in_a_small_window(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("question_mark")
        first = stage.lines()
        await stage.press("pagedown")
        assert stage.lines() != first
        await stage.press("escape")
        assert len(stage.app.screen_stack) == 1

    play(sample, played, begin=TODAY)


def test_a_key_of_ones_own_does_it_and_stands_in_the_help_and_the_shipped_one_does_not(
    sample: Path, home: Path
) -> None:
    config(home, '[keys]\n"view.last" = ["f9", ";"]\n')

    async def played(stage: Stage) -> None:
        await stage.press("R", "minus")
        assert stage.app.current_mode == "reports"
        await stage.press("semicolon")
        assert stage.app.current_mode == "today"
        await stage.press("f9", "question_mark")
        line = next(each for each in stage.lines() if "Last view" in each)
        assert "f9 ;  " in line

    play(sample, played, begin=TODAY, size=WIDE)


def test_keys_may_be_written_with_dots_as_a_table_of_tables(home: Path, sample: Path) -> None:
    config(home, '[keys]\nview.last = "f9"\n')

    async def played(stage: Stage) -> None:
        await stage.press("R", "f9")
        assert stage.app.current_mode == "today"

    play(sample, played, begin=TODAY)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ('"board.nope" = "W"', "There is no key board.nope in crm tui."),
        ('"view.last" = "hyperspace"', "view.last: there is no key hyperspace."),
        ('"view.last" = "u"', "view.last: u is taken by view.undo (Undo)."),
        ('"view.last" = "?"', "view.last: ? is taken by view.keys (Keys)."),
    ],
)
def test_a_key_that_cannot_be_is_a_sentence_and_the_shipped_one_holds(
    sample: Path, home: Path, written: str, sentence: str
) -> None:
    config(home, f"[keys]\n{written}\n")

    async def played(stage: Stage) -> None:
        assert sentence in stage.toasts()
        await stage.press("R", "minus")
        assert stage.app.current_mode == "today"

    play(sample, played, begin=TODAY)


@pytest.mark.parametrize("written", ["keys = 7", '[keys]\n"view.last" = 7', 'keys = "W"', "keys = ["])
def test_settings_of_keys_that_cannot_be_read_stop_nothing(sample: Path, home: Path, written: str) -> None:
    config(home, written + "\n")

    async def played(stage: Stage) -> None:
        assert len(stage.toasts()) == 1
        await stage.press("R", "minus")
        assert stage.app.current_mode == "today"

    play(sample, played, begin=TODAY)


def test_with_arrows_letters_steer_nothing() -> None:
    changed, wrong = keymaps.in_force({"keymap": "arrows"})
    assert (changed["board.left"], changed["board.half_down"], wrong) == ("left", "pagedown", [])
    assert "view.board" not in changed


def test_two_keys_that_change_places_are_no_clash() -> None:
    changed, wrong = keymaps.in_force({"keys": "view.undo=ctrl+r view.redo=u"})
    assert (changed, wrong) == ({"view.undo": "ctrl+r", "view.redo": "u"}, [])


def test_no_key_is_shipped_twice_in_one_place_and_every_name_is_one() -> None:
    names = [each.name for each in keys.all_keys()]
    assert len(names) == len(set(names))
    pressed = [(each.place, key) for each in keys.all_keys() for key in each.keys.split(",")]
    assert [each for each in pressed if pressed.count(each) > 1] == []
    assert [key for _place, key in pressed if not keymaps.is_key(key)] == []
