"""Names of files from outside: harmless, readable, and the same when cleaned again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import filenames


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("offer.pdf", "offer.pdf"),
        ("../../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\offer.pdf", "offer.pdf"),
        ("folder/", "folder"),
        (".bashrc", "bashrc"),
        ("..", "file"),
        ("-rf", "rf"),
        ("~root", "root"),
        ("a\x00b\x1b[31m\nc.txt", "a b [31m c.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ('a<b>:"c|d?*.txt', "a_b___c_d__.txt"),
        ("報價 單.pdf", "報價 單.pdf"),
        ("👩‍👩‍👧.png", "👩‍👩‍👧.png"),
        ("trailing. . ", "trailing"),
        ("CON.txt", "_CON.txt"),
        ("\ud800x", "x"),
        ("", "file"),
    ],
)
def test_a_name_lands_where_it_was_meant_to(name: str, clean: str) -> None:
    assert filenames.cleaned(name) == clean


def test_a_long_name_keeps_its_ending() -> None:
    name = filenames.cleaned("報" * 300 + ".pdf")
    assert name.endswith("報.pdf")
    assert len(name.encode()) <= filenames.LONGEST


@given(st.text(max_size=400))
def test_whatever_comes_is_one_visible_name_and_stays_it(name: str) -> None:
    clean = filenames.cleaned(name)
    assert filenames.cleaned(clean) == clean
    assert clean
    assert clean[0] not in ".-~ "
    assert not {"/", "\\", "\x00", "\n", "\x1b", "\u202e"}.intersection(clean)
    assert len(clean.encode("utf-8")) <= 255
