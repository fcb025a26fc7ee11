"""Sizes of files, as they are written and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import sizes
from crmcli.errors import Invalid
from tests.rows import each_row


@each_row(
    ("text", "size"),
    [("500MB", 500_000_000), ("1.5 gb", 1_500_000_000), ("2G", 2 * 10**9), ("10 kB", 10_000), ("7", 7), ("3 b", 3)],
)
def test_a_size_is_read(text: str, size: int) -> None:
    assert sizes.parse(text) == size


@each_row("text", ["", "GB", "much", "-1MB", "1.2.3MB", "1 PB", "1e9", "٣MB", "1MBMB", "9" * 400 + "GB"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        sizes.parse(text)


@each_row(
    ("size", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (1_000, "1 kB"), (282_624, "283 kB"), (999_600, "1.0 MB"),
     (104_120_320, "104 MB"), (1_250_000_000, "1.2 GB"), (5 * 10**15, "5000 TB")],
)  # fmt: skip
def test_a_size_is_shown_in_its_largest_unit(size: int, text: str) -> None:
    assert sizes.shown(size) == text


@given(st.integers(1_000, 10**15))
def test_what_is_shown_reads_as_about_the_same(size: int) -> None:
    assert abs(sizes.parse(sizes.shown(size)) - size) <= size * 0.06 + 500
