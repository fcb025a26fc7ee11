"""Pictures of numbers: exactly as wide as asked for, honest about what is little, readable in ASCII."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.tui import charts
from crmcli.tui.charts import BAR, GAUGE, HEAT, MAIN, REST, SECOND, Figure

NUMBERS = st.lists(st.integers(0, 10**15), min_size=1, max_size=3).map(tuple)


def text(figure: Figure, width: int, most: int | None = None) -> str:
    return "".join(part for part, _role in charts.drawn(figure, figure.most(width) if most is None else most, width))


@given(NUMBERS, st.integers(1, 200), st.sampled_from((BAR, HEAT)), st.integers(0, 10**15))
def test_every_figure_is_exactly_as_wide_as_asked_for(
    numbers: tuple[int, ...], width: int, kind: str, others: int
) -> None:
    figure = Figure(kind, numbers)
    assert len(text(figure, width, max(figure.most(width), others))) == width


@given(st.integers(0, 10**15), st.integers(1, 10**15), st.integers(0, 10**15), st.integers(1, 200))
def test_a_gauge_is_full_when_the_goal_is_reached_and_not_before(
    actual: int, whole: int, pace: int, width: int
) -> None:
    drawn = text(Figure(GAUGE, (actual,), (MAIN,), whole, 0), width)
    assert len(drawn) == width
    assert (drawn == "█" * width) is (actual >= whole)
    assert len(text(Figure(GAUGE, (actual,), (MAIN,), whole, pace), width)) == width


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=5), st.integers(5, 100), st.integers(0, 10**13))
def test_what_is_more_than_nothing_has_a_cell_where_there_is_room(numbers: list[int], width: int, others: int) -> None:
    most = sum(numbers) + others
    cells = charts.cells(numbers, most, width)
    assert sum(cells) <= width
    if sum(cells) >= sum(number > 0 for number in numbers):
        assert all((count > 0) is (number > 0) for count, number in zip(cells, numbers, strict=True))


def test_bars_end_in_eighths_of_a_cell() -> None:
    assert text(Figure(BAR, (9,)), 10, 16) == "█████▋    "
    assert text(Figure(BAR, (1,)), 10, 10_000) == "▏         "


def test_the_parts_of_a_bar_are_told_apart_without_colours() -> None:
    assert text(Figure(BAR, (5, 3, 2), (MAIN, SECOND, REST)), 10, 10) == "█████▒▒▒░░"


def test_the_pace_is_marked_where_the_goal_should_be() -> None:
    assert text(Figure(GAUGE, (4,), (MAIN,), 10, 7), 10) == "████░░░┃░░"
    roles = [role for _text, role in charts.drawn(Figure(GAUGE, (4,), (MAIN,), 10, 7), 0, 10)]
    assert "late" in roles
    assert "late" not in [role for _text, role in charts.drawn(Figure(GAUGE, (8,), (MAIN,), 10, 7), 0, 10)]


def test_a_heat_line_adds_up_what_has_no_room() -> None:
    assert text(Figure(HEAT, (0, 1, 2, 4)), 4) == "·░▒█"
    assert text(Figure(HEAT, (0, 1, 2, 2)), 2) == "░█"
    assert text(Figure(HEAT, (0, 4)), 20) == "···███" + " " * 14


def test_a_sparkline_has_a_sign_for_nothing() -> None:
    assert charts.sparkline([0, 1, 4, 8]) == "·▁▄█"
    assert charts.sparkline([]) == ""
    assert len(charts.sparkline(list(range(60)))) == 12


def test_pictures_are_ascii_where_the_locale_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    drawn = [
        text(Figure(BAR, (5, 3, 2)), 10, 10),
        text(Figure(GAUGE, (4,), (MAIN,), 10, 7), 10),
        text(Figure(HEAT, (0, 1, 2, 4)), 4),
        charts.sparkline([0, 1, 4, 8]),
    ]
    assert drawn == ["#####===..", "####...|..", ".-+#", ".:+@"]
