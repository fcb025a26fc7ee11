"""Days of the year as address books write them."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from crmcli.dates.occasions import parse_occasion
from tests.rows import each_row


@each_row(
    "text",
    [
        "1980-04-15",
        "1980/4/15",
        "1980.04.15",
        "19800415",
        "1980-04-15T00:00:00Z",
        "1980/4/15 0:00",
        "15/04/1980",
        "04/15/1980",
        "15.4.1980",
        "15. 4. 1980",
        "1980年4月15日",
        "1980年04月15日",
        "1980년 4월 15일",
        "15 Apr 1980",
        "15-Apr-80",
        "Apr 15, 1980",
        "April 15, 1980",
        "15. April 1980",
        "15 avril 1980",
        "15 de abril de 1980",
        "15 апреля 1980",
    ],
)
def test_a_day_is_read_in_every_usual_form(text: str) -> None:
    assert parse_occasion(text) == (1980, 4, 15)


@each_row("text", ["--04-15", "--0415", "4月15日", "1604-04-15", "0000-04-15", "15 April", "Apr 15"])
def test_a_day_can_have_no_year(text: str) -> None:
    assert parse_occasion(text) == (None, 4, 15)


@each_row(
    "text",
    [
        "",
        "0/0/00",
        "00/0/0",
        "0000-00-00",
        "1980-13-01",
        "1980-02-30",
        "1981-02-29",
        "4501-01-01",
        "soon",
        "15",
        "1/2",
        "x" * 99,
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse_occasion(text) is None


def test_a_leap_day_is_a_day_where_there_is_one_or_no_year_is_said() -> None:
    assert parse_occasion("2000-02-29") == (2000, 2, 29)
    assert parse_occasion("--02-29") == (None, 2, 29)
    assert parse_occasion("1900-02-29") is None


@each_row(
    ("text", "order", "day"),
    [
        ("03/04/1980", "", None),
        ("03/04/1980", "dmy", (1980, 4, 3)),
        ("03/04/1980", "mdy", (1980, 3, 4)),
        ("03/04/1980", "ymd", None),
        ("80/3/4", "ymd", (1980, 3, 4)),
        ("13/04/1980", "mdy", (1980, 4, 13)),
        ("04/13/1980", "dmy", (1980, 4, 13)),
        ("5/5/80", "", (1980, 5, 5)),
        ("03.04.1980", "", (1980, 4, 3)),
        ("7-Feb-22", "", (2022, 2, 7)),
        ("7-Feb-30", "", (1930, 2, 7)),
    ],
)
def test_numbers_that_can_be_read_two_ways_are_read_by_the_order_or_not_at_all(
    text: str, order: str, day: tuple[int, int, int] | None
) -> None:
    assert parse_occasion(text, order) == day


@given(st.dates(min_value=datetime.date(1605, 1, 1), max_value=datetime.date(4000, 1, 1)))
def test_every_iso_day_reads_back(day: datetime.date) -> None:
    assert parse_occasion(day.isoformat()) == (day.year, day.month, day.day)
    assert parse_occasion(f"{day:%d/%m/%Y}", "dmy") == (day.year, day.month, day.day)
    assert parse_occasion(f"{day:%m/%d/%Y}", "mdy") == (day.year, day.month, day.day)


@given(st.text(max_size=50), st.sampled_from(["", "dmy", "mdy", "ymd"]))
def test_any_text_is_a_day_of_the_calendar_or_none(text: str, order: str) -> None:
    found = parse_occasion(text, order)
    if found is not None:
        year, month, day = found
        assert datetime.date(year or 2000, month, day)
