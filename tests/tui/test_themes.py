"""The themes, which of them holds, and what is left where there are no colours."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli import settings
from crmcli.tui import themes
from crmcli.tui.changing import Changing
from crmcli.tui.views import Begin
from tests.tui.screens import Stage, play

TODAY = Begin(view="today")


def test_every_theme_that_can_be_set_is_there_and_called_something() -> None:
    assert [themes.AUTO, *(each.name for each in themes.ours())] == list(settings.THEMES) == list(themes.called())


@pytest.mark.parametrize(
    ("setting", "variables", "theme"),
    [
        ("crm-safe", {}, "crm-safe"),
        ("auto", {}, "crm-dark"),
        ("auto", {"COLORFGBG": "0;15"}, "crm-light"),
        ("auto", {"COLORFGBG": "15;0"}, "crm-dark"),
        ("auto", {"COLORFGBG": "nonsense"}, "crm-dark"),
        ("auto", {"TERM": "linux"}, "ansi"),
        ("crm-light", {"TERM": "linux"}, "crm-light"),
    ],
)
def test_the_theme_is_the_one_that_is_set_else_what_suits_the_terminal(
    monkeypatch: pytest.MonkeyPatch, setting: str, variables: dict[str, str], theme: str
) -> None:
    for name in ("COLORFGBG", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert themes.chosen(setting) == theme


@pytest.mark.parametrize("theme", [each for each in settings.THEMES if each != "auto"])
def test_each_theme_draws_every_view_and_what_lies_over_it(sample: Path, home: Path, theme: str) -> None:
    settings.put("theme", theme)

    async def played(stage: Stage) -> None:
        assert stage.app.theme == theme
        for key in ("question_mark", "x", "ctrl+p", "escape", "colon", "escape", "R", "C", "T"):
            await stage.press(key)
        assert "Today" in stage.lines()[0]

    play(sample, played, begin=TODAY)


def colours(stage: Stage) -> set[tuple[int, int, int]]:
    """The colours on the screen, as far as they are more than a grey."""
    found = set()
    for row in stage.app.screen._compositor.render_strips(stage.app.size):
        for line in stage.app._filters:
            row = row.apply_filter(line, stage.app.screen.background_colors[0])
        for segment in row:
            for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                if colour is not None and colour.triplet is not None and len(set(colour.triplet)) > 1:
                    found.add(tuple(colour.triplet))
    return found


def test_without_colours_there_are_none_and_the_present_view_is_told_by_more(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def played(stage: Stage) -> None:
        assert not colours(stage)
        head = stage.app.screen._compositor.render_strips(stage.app.size)[0]
        told = [segment.text.strip() for segment in head if segment.style and segment.style.reverse]
        assert told == ["Today"]

    async def coloured(stage: Stage) -> None:
        assert colours(stage)

    play(sample, coloured, begin=TODAY)
    monkeypatch.setenv("NO_COLOR", "1")
    play(sample, played, begin=TODAY)


def test_nothing_moves_by_itself(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        assert stage.app.animation_level == "none"
        assert isinstance(stage.app, Changing)

    play(sample, played, begin=TODAY)
