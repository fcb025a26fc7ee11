"""Days and instants as tables of deals write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import deal_moments


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2026-10-12", "", "2026-10-12"),
        ("2026-10-12 07:43:21", "", "2026-10-12T07:43"),
        ("2026-10-12T07:43", "", "2026-10-12T07:43"),
        ("12.10.2026", "", "2026-10-12"),
        ("12.10.2026 14:05", "", "2026-10-12T14:05"),
        ("12/10/2026", "dmy", "2026-10-12"),
        ("12/10/2026", "mdy", "2026-12-10"),
        ("10/12/2026 3:15 PM", "mdy", "2026-10-12T15:15"),
        ("10/12/2026, 12:15 a.m.", "mdy", "2026-10-12T00:15"),
        ("Oct 12, 2026", "", "2026-10-12"),
        ("Oct 12, 2026 3:15 PM", "", "2026-10-12T15:15"),
        ("12 Okt 2026", "", "2026-10-12"),
        ("12 de outubro de 2026", "", "2026-10-12"),
        ("2026年10月12日", "", "2026-10-12"),
    ],
)
def test_what_programs_write_is_read(text: str, order: str, expected: str) -> None:
    found = deal_moments.read(text, order)
    assert found is not None
    assert (found.due, found.instant) == (expected, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-12T07:43:21Z", "2026-10-12T07:43:21+00:00"),
        ("2026-10-12T07:43:21.123+07:00", "2026-10-12T00:43:21+00:00"),
        ("2026-10-12 07:43:21 UTC", "2026-10-12T07:43:21+00:00"),
    ],
)
def test_where_the_zone_is_said_it_is_an_instant(text: str, expected: str) -> None:
    found = deal_moments.read(text, "")
    assert found is not None
    assert found.instant is not None
    assert found.instant.isoformat() == expected


@pytest.mark.parametrize(
    "text", ["", "soon", "03/04/2026", "2026-13-01", "2026-10-12 25:00", "12 Oct", "0000-00-00", "x" * 99]
)
def test_what_is_unclear_or_no_day_is_not_read(text: str) -> None:
    assert deal_moments.read(text, "") is None


@given(st.text(max_size=40), st.sampled_from(("", "dmy", "mdy", "ymd")))
def test_no_text_raises(text: str, order: str) -> None:
    found = deal_moments.read(text, order)
    assert found is None or found.day.year > 0
