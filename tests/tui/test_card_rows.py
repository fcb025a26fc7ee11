"""A card laid out: every row fills the width, and nothing of a text is lost however narrow it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crmcli.output import clean
from crmcli.tui import card_rows
from crmcli.tui.card_rows import Line
from crmcli.tui.painting import width_of

TEXTS = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    ["12 trucks · proposal · IDR 540,000,000", "機車隊保險 王小明", "a\nb\tc", "https://example.com/" + "x" * 60]
)


@given(TEXTS, st.integers(2, 40))
def test_a_text_is_broken_into_lines_that_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = card_rows.broken(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


@given(st.lists(st.tuples(TEXTS, TEXTS, st.booleans()), max_size=6), st.integers(6, 60))
def test_every_row_fills_the_width_of_the_card(given_lines: list[tuple[str, str, bool]], width: int) -> None:
    lines = [Line("" if is_heading else label, text, is_heading=is_heading) for label, text, is_heading in given_lines]
    for row in card_rows.laid(lines, width):
        assert sum(width_of(text) for text, _role in row.parts) == width


def test_signs_labels_and_texts_stand_in_columns() -> None:
    lines = [
        card_rows.heading("Next"),
        Line("f1", "call both", sign=("!", "late")),
        Line("c12", "Ana · decides"),
        Line("", "no label"),
    ]
    drawn = ["".join(text for text, _role in row.parts).rstrip() for row in card_rows.laid(lines, 30)]
    assert drawn == ["  Next", "! f1  call both", "  c12 Ana · decides", "  no label"]


def test_what_parts_two_texts_does_not_begin_a_line() -> None:
    assert card_rows.broken("aaa · bbb · ccc", 6) == ["aaa ·", "bbb ·", "ccc"]
