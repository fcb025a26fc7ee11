"""The pictures of the screen in the documentation show what the program shows."""

from __future__ import annotations

import pytest

from docs import screens


def test_the_picture_of_the_board_is_what_the_board_looks_like() -> None:
    shown = screens.path("board").read_text("utf-8")
    assert shown == screens.svg("board"), "run python docs/screens.py, and look at what it drew"


@pytest.mark.parametrize("name", screens.SCREENS)
def test_a_picture_loads_nothing_and_has_the_views_in_its_head(name: str) -> None:
    picture = screens.path(name).read_text("utf-8")
    assert "url(http" not in picture
    assert "@font-face" not in picture
    assert ">Board<" in picture.replace("&#160;", "") or name == "keys"


def test_there_is_no_picture_that_nobody_draws() -> None:
    drawn = {screens.path(name) for name in screens.SCREENS}
    assert set(screens.PICTURES.glob("screen-*.svg")) == drawn
