"""The lines of today's list and of the planner: exactly as wide as they should be, whatever stands in them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from crmcli.store import agenda, days
from crmcli.store.agenda import Item, Planned
from crmcli.store.days import Entry
from crmcli.store.occasions import Upcoming
from crmcli.tui import planner_lines, today_lines
from crmcli.tui.gateway.days import Line

NOW = datetime(2026, 11, 24, 16, 0)
TEXTS = st.text(st.sampled_from("ab 王ü😀\x1b[\tم"), max_size=30)
LINES = st.builds(
    Line,
    st.builds(Entry, st.sampled_from(days.STATES), st.just(7), TEXTS, st.just("2026-11-24"), st.integers(1, 99_999)),
    TEXTS, TEXTS, TEXTS, TEXTS, TEXTS,
)  # fmt: skip


def wide(parts: list[tuple[str, str]]) -> int:
    """How many cells parts take."""
    return cell_len("".join(text for text, _role in parts))


@given(st.lists(LINES, min_size=1, max_size=4), st.integers(38, 200))
def test_a_line_is_as_wide_as_the_list_whatever_stands_in_it(lines: list[Line], width: int) -> None:
    columns = today_lines.columns(lines, width)
    for each in lines:
        assert wide(today_lines.line(each, width, columns)) == width
        assert [wide(parts) for parts in today_lines.in_full(each, width)] == [width, width]
        assert all(text.isprintable() for text, _role in today_lines.line(each, width, columns))


@given(TEXTS, st.integers(38, 200))
def test_a_line_of_the_planner_is_as_wide_as_the_list(text: str, width: int) -> None:
    item = Item(agenda.OCCASION, "2026-11-24", occasion=Upcoming(7, text, text, date(2026, 11, 24), 40))
    columns = planner_lines.widths([item], width)
    assert wide(planner_lines.item(item, NOW, width, columns)) == width
    head = planner_lines.DayHead(Planned(NOW.date(), [item]), NOW.date(), 5, True)
    assert wide(planner_lines.day(head, width)) == width


@pytest.mark.parametrize(("width", "shown"), [(78, False), (118, True)])
def test_where_it_is_wide_the_reason_has_a_column_and_the_clock_there_too(width: int, shown: bool) -> None:
    entry = Entry(days.LATE, 7, "Ibu Sari", "2026-11-23", 12, "send offer")
    line = Line(entry, "1 day late", "send offer", "high", "+62 811-222-333", "10:00")
    text = "".join(part for part, _role in today_lines.line(line, width, today_lines.columns([line], width)))
    assert ("10:00" in text) is shown
    assert text.split()[:7] == ["!", "f12", "Ibu", "Sari", "1", "day", "late"]
    assert text.endswith("+62 811-222-333")
