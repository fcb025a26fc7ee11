"""Spans of days, durations and numbers: what is read, from which day on it is counted, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import spans
from crmcli.errors import Invalid
from crmcli.spans import FUTURE, PAST, Days, Duration
from tests.rows import each_row

TODAY = date(2026, 11, 24)


@each_row(
    ("text", "operator", "direction", "first", "last"),
    [
        ("2026-11-20", "", PAST, "2026-11-20", "2026-11-20"),
        ("2026-2-1", "", PAST, "2026-02-01", "2026-02-01"),
        ("2026-02", "", PAST, "2026-02-01", "2026-02-28"),
        ("2024-02", "", PAST, "2024-02-01", "2024-02-29"),
        ("2026", "", PAST, "2026-01-01", "2026-12-31"),
        ("today", "", PAST, "2026-11-24", "2026-11-24"),
        ("Yesterday", "", PAST, "2026-11-23", "2026-11-23"),
        ("tomorrow", "", FUTURE, "2026-11-25", "2026-11-25"),
        ("30d", "", PAST, "2026-10-25", "2026-11-24"),
        ("30d", "", FUTURE, "2026-11-24", "2026-12-24"),
        ("30d..", "", PAST, "2026-10-25", None),
        ("..30d", "", PAST, None, "2026-10-25"),
        ("..30d", "", FUTURE, None, "2026-12-24"),
        ("2w..", "", PAST, "2026-11-10", None),
        ("3m..", "", PAST, "2026-08-24", None),
        ("1y..", "", PAST, "2025-11-24", None),
        ("60d..30d", "", PAST, "2026-09-25", "2026-10-25"),
        ("30d..60d", "", PAST, "2026-09-25", "2026-10-25"),
        ("7d..2w", "", FUTURE, "2026-12-01", "2026-12-08"),
        ("2026-01..2026-03", "", PAST, "2026-01-01", "2026-03-31"),
        ("2026-03-05..", "", PAST, "2026-03-05", None),
        ("..yesterday", "", PAST, None, "2026-11-23"),
        ("2026-03", ">", PAST, "2026-04-01", None),
        ("2026-03", ">=", PAST, "2026-03-01", None),
        ("2026-03", "<", PAST, None, "2026-02-28"),
        ("2026-03", "<=", PAST, None, "2026-03-31"),
        ("30d", ">", PAST, "2026-10-26", None),
        ("2026-03", "=", PAST, "2026-03-01", "2026-03-31"),
        ("..fri", "", FUTURE, None, "2026-11-27"),
        ("fri", "", PAST, "2026-11-20", "2026-11-20"),
        ("..eom", "", FUTURE, None, "2026-11-30"),
        ("fri..eom", "", FUTURE, "2026-11-27", "2026-11-30"),
        ("next-week", "", FUTURE, "2026-11-30", "2026-12-06"),
        ("this-week", "", PAST, "2026-11-23", "2026-11-29"),
        ("this-month..", "", PAST, "2026-11-01", None),
        ("next month", "", FUTURE, "2026-12-01", "2026-12-31"),
        ("nov", "", PAST, "2026-11-01", "2026-11-30"),
        ("Dezember", "", FUTURE, "2026-12-01", "2026-12-31"),
        ("q1", "", FUTURE, "2027-01-01", "2027-03-31"),
        ("q4", "", PAST, "2026-10-01", "2026-12-31"),
        ("besok", "", FUTURE, "2026-11-25", "2026-11-25"),
        ("amanhã", "", FUTURE, "2026-11-25", "2026-11-25"),
        ("下周", "", FUTURE, "2026-11-30", "2026-12-06"),
        ("übermorgen", "<=", FUTURE, None, "2026-11-26"),
        ("hier", "", PAST, "2026-11-23", "2026-11-23"),
        ("13/12", "", FUTURE, "2026-12-13", "2026-12-13"),
        ("99999y..", "", PAST, "0001-01-01", None),
        ("..99999y", "", FUTURE, None, "9999-12-31"),
        ("52178w..", "", PAST, (TODAY - timedelta(weeks=52178)).isoformat(), None),
    ],
)
def test_days_are_read(text: str, operator: str, direction: int, first: str | None, last: str | None) -> None:
    found = spans.days(text, operator, TODAY, direction)
    assert tuple(day.isoformat() if day else None for day in found) == (first, last)


@each_row(
    ("text", "message"),
    [
        ("soon", "'soon' is not a day."),
        ("30", "'30' is not a day."),
        ("999999d", "'999999d' is not a day."),
        ("2026-13", "There is no day '2026-13'."),
        ("2026-02-29", "There is no day '2026-02-29'."),
        ("0000-01-01", "There is no day '0000-01-01'."),
        ("..", "'..' is no range."),
        ("1d..2d..3d", "'1d..2d..3d' is no range."),
        ("2026-03..2026-01", "The range '2026-03..2026-01' ends before it begins."),
        ("today..soon", "'soon' is not a day."),
        ("٣d", "'٣d' is not a day."),
    ],
)
def test_what_is_no_day_is_said(text: str, message: str) -> None:
    with pytest.raises(Invalid) as error:
        spans.days(text, "", TODAY, PAST)
    assert error.value.message == message


@each_row(
    ("text", "operator", "found"),
    [
        ("12", "", (12, 12)),
        ("10..20", "", (10, 20)),
        ("10..", "", (10, None)),
        ("..1,500.5", "", (None, 1500.5)),
        ("10", ">=", (10, None)),
        ("10", "<=", (None, 10)),
        ("-3", "=", (-3, -3)),
    ],
)
def test_numbers_are_read(text: str, operator: str, found: tuple[float | None, float | None]) -> None:
    assert spans.numbers(text, operator) == found


@each_row("text", ["x", "1.2.3", "20..10", "..", "1e5", "1,23", "٣", "9" * 50])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        spans.numbers(text, "")


def test_more_and_less_leave_the_number_itself_out() -> None:
    least, _most = spans.numbers("10", ">")
    _least, most = spans.numbers("10", "<")
    assert least is not None
    assert most is not None
    assert most < 10 < least < 10.000001


def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month() -> None:
    assert Duration(1, "m").from_day(date(2026, 1, 31), FUTURE) == date(2026, 2, 28)
    assert Duration(1, "y").from_day(date(2024, 2, 29), PAST) == date(2023, 2, 28)
    assert Duration(13, "m").from_day(date(2026, 1, 15), PAST) == date(2024, 12, 15)


@given(st.dates(), st.dates())
def test_two_days_are_a_range_in_their_order_only(one: date, other: date) -> None:
    text = f"{one}..{other}"
    if one <= other:
        assert spans.days(text, "", TODAY, PAST) == Days(one, other)
    else:
        with pytest.raises(Invalid):
            spans.days(text, "", TODAY, PAST)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text: str) -> None:
    for operator in ("", ">", "<="):
        try:
            found = spans.days(text, operator, TODAY, PAST)
        except Invalid:
            continue
        assert all(day is None or isinstance(day, date) for day in found)


@given(st.dates(), st.integers(0, 5000))
def test_days_and_weeks_are_counted_as_they_are(day: date, count: int) -> None:
    for unit, length in (("d", 1), ("w", 7)):
        reached = Duration(count, unit).from_day(day, PAST)
        assert reached == (
            day - timedelta(days=count * length) if (day - date.min).days >= count * length else date.min
        )
