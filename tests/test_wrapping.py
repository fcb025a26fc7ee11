"""Sentences on a terminal: broken at blanks, hanging, no word broken; in a pipe left as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import diagnostics, wrapping
from tests.conftest import Crm, Result


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("short", ["short"]),
        ("a line as wide as it is", ["a line as wide as it is"]),
        ("a line that is wider than it", ["a line that is wider", "  than it"]),
        ("     a hint that is wider than it", ["     a hint that is", "       wider than it"]),
        ("/a/path/that/is/longer/than/the/line x", ["/a/path/that/is/longer/than/the/line", "  x"]),
        ("Removed c2 Budi   o1, crm undo", ["Removed c2 Budi", "  o1, crm undo"]),
        ("Removed c2 Budi Santoso and all   o1", ["Removed c2 Budi Santoso", "  and all   o1"]),
        ("王小明 王小明 王小明 王小明", ["王小明 王小明 王小明", "  王小明"]),
    ],
)
def test_a_line_is_broken_at_blanks_and_hangs(line: str, lines: list[str]) -> None:
    assert wrapping.wrapped(line, 23).split("\n") == lines


@given(st.text(st.sampled_from("ab 王é  "), max_size=200).map(str.strip), st.integers(20, 90))
def test_no_word_is_lost_or_broken_whatever_the_width(line: str, width: int) -> None:
    assert wrapping.wrapped(line, width).split() == line.split()


def test_narration_warnings_and_errors_fit_the_terminal(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    said = crm("contact", "list", tty=True)
    assert said.stderr == (
        "There are no contacts yet. crm import\n  FILE brings in your phone's; crm add\n  NAME adds one.\n"
    )
    assert crm("show", "budi", tty=True).stderr == (
        "crm: There are no contacts yet.\n     crm import FILE brings in your\n       phone's; crm add NAME adds one.\n"
    )
    assert max(map(len, crm("show", "budi").stderr.splitlines())) > 40


def test_an_answer_breaks_before_the_way_back(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert crm("add", "Ana Lestari Wijaya", tty=True) == Result(
        "Added c1 Ana Lestari Wijaya\n  o1, crm undo takes it back\n", "", 0
    )
    assert crm("add", "Ben Lestari Wijaya").stdout == "Added c2 Ben Lestari Wijaya   o2, crm undo takes it back\n"


def test_a_label_is_not_left_alone_where_what_it_names_is_broken_anyway() -> None:
    assert wrapping.wrapped("Next   f7 call both of them about the price", 30) == (
        "Next   f7 call both of them\n  about the price"
    )
    assert wrapping.wrapped("  Added c1 Ana   o1, crm undo takes it back", 30) == (
        "  Added c1 Ana\n    o1, crm undo takes it back"
    )


def test_a_stream_that_is_no_terminal_is_never_measured(capsys: pytest.CaptureFixture[str]) -> None:
    diagnostics.configure()
    diagnostics.narrate("x " * 200)
    assert capsys.readouterr().err == "x " * 200 + "\n"
