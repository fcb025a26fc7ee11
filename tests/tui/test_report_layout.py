"""Pictures of reports in windows of any width: nothing beyond the edge, no number cut, sentences whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from crmcli.tui import charts, report_layout
from crmcli.tui.report_pictures import Block, Column, Entry, Picture, bar

WORDS = st.text("ab 陳é", min_size=1, max_size=30)
NUMBERS = st.integers(0, 10**9)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    columns = draw(st.lists(st.builds(Column, WORDS, st.integers(0, 5)), max_size=4).map(tuple))
    entries = draw(
        st.lists(
            st.builds(
                Entry,
                WORDS,
                st.one_of(st.none(), st.builds(bar, NUMBERS, NUMBERS, NUMBERS)),
                st.tuples(*(NUMBERS.map("{:,}".format) for _column in columns)),
            ),
            max_size=5,
        ).map(tuple)
    )
    legend = draw(st.sampled_from(((), ((charts.MAIN, "won"), (charts.REST, "lost")))))
    return Block(draw(WORDS), columns, entries, draw(st.one_of(st.just(""), WORDS)), legend, (), draw(_NOTES))


_NOTES = st.lists(WORDS, max_size=2).map(tuple)


def lines(picture: Picture, width: int) -> list[str]:
    laid = report_layout.laid(picture, width)
    return ["".join(text for text, _role in report_layout.drawn(line, width)) for line in laid.values()]


@given(st.lists(blocks(), max_size=3).map(tuple), st.integers(16, 200))
def test_every_line_is_exactly_as_wide_as_the_window(found: tuple[Block, ...], width: int) -> None:
    assert {cell_len(line) for line in lines(Picture("Won, this month", found), width)} == {width}


def test_columns_give_way_by_their_rank_and_numbers_are_never_cut() -> None:
    columns = (Column("Deals"), Column("Value", 1), Column("Commission", 2))
    entries = (Entry("2026-11", bar(3), ("3", "1,274,700,000", "39,300,000")),)
    picture = Picture("Won", (Block("Month", columns, entries),))
    assert [lines(picture, width)[3].rstrip() for width in (60, 50, 45, 30, 20)] == [
        "2026-11  █████████████████      3  1,274,700,000  39,300,000",
        "2026-11  ███████████████████      3  1,274,700,000",
        "2026-11  ██████████████      3  1,274,700,000",
        "2026-11  ██████████████      3",
        "2026-11  ████      3",
    ]


def test_blocks_of_one_scale_are_drawn_at_one_and_name_their_columns_once() -> None:
    columns = (Column("Days"),)
    found = (
        Block("Stage", columns, (Entry("a", bar(40), ("40",)),), title="new", scale="days"),
        Block("Stage", columns, (Entry("b", bar(10), ("10",)),), title="proposal", scale="days"),
    )
    drawn = lines(Picture("Stalled", found), 30)
    assert [line.rstrip() for line in drawn] == [
        "Stalled",
        "",
        "new                       Days",
        "a      █████████████████    40",
        "",
        "proposal",
        "b      ████▎                10",
    ]


def test_a_sentence_is_broken_between_words() -> None:
    assert list(report_layout.broken("Nothing was won in these days.", 12)) == ["Nothing was", "won in these", "days."]
    assert list(report_layout.broken("supercalifragilistic", 8)) == ["superca…"]


def test_where_there_is_nothing_the_sentence_stands_alone() -> None:
    assert [line.strip() for line in lines(Picture("Won", (), "Nothing was won."), 40)] == [
        "Won", "", "Nothing was won.",
    ]  # fmt: skip
