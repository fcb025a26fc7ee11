"""Text of other people's files is fit to show: no controls, no escape sequences, no lone surrogates."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.formats.cleaning import clean_line, clean_text

_ANY_TEXT = st.text(st.characters())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Budi  ", "Budi"),
        ("a\r\nb\tc", "a b c"),
        ("\x1b[31mred\x07", "[31mred"),
        ("a\x00b\x9bc", "abc"),
        ("\u200eשלום\u200f", "\u200eשלום\u200f"),
        ("a\ud800b", "a\ufffdb"),
        ("\ufeffa\u2028b", "a b"),
        ("café 王", "café 王"),
    ],
)
def test_a_line_is_one_clean_line(text: str, line: str) -> None:
    assert clean_line(text) == line


def test_a_text_keeps_its_lines_and_tabs() -> None:
    assert clean_text(" a\r\nb\rc\u2029\td\x1b\x00e ") == "a\nb\nc\n\tde"


@given(_ANY_TEXT)
def test_nothing_unfit_gets_past_and_cleaning_twice_changes_nothing(text: str) -> None:
    for clean, kept in ((clean_line, ""), (clean_text, "\n\t")):
        cleaned = clean(text)
        assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs") and c not in kept]
        assert clean(cleaned) == cleaned
