"""Of which days a report is."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from crmcli import report_days
from crmcli.dates import workdays
from crmcli.dates.reader import Reader
from crmcli.errors import Invalid
from crmcli.report_days import Days

TODAY = date(2026, 11, 24)


def read(text: str) -> Days:
    known = workdays.Workdays()
    reader = Reader(datetime(2026, 11, 24, 16, 0), lambda: "dmy", lambda: "", lambda: known)
    return report_days.named(text, reader, TODAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-01..2026-03", "2026-01-01", "2026-03-31"),
        ("2026-03", "2026-03-01", "2026-03-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("3m", "2026-08-24", "2026-11-24"),
        ("3m..", "2026-08-24", "2026-11-24"),
        ("..2026-03-15", "2026-03-01", "2026-03-15"),
        ("yesterday", "2026-11-23", "2026-11-23"),
        ("1 nov..", "2026-11-01", "2026-11-24"),
    ],
)
def test_days_are_named_in_words(text: str, first: str, last: str) -> None:
    assert read(text) == Days(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["", "..", "1..2..3", "whenever", "2026-03..2026-01", "1066", "0001-01-01..9999-12-31"]
)
def test_what_is_no_span_of_days_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Invalid):
        read(text)


def test_months_and_quarters_are_whole() -> None:
    assert report_days.month(TODAY) == Days(date(2026, 11, 1), date(2026, 11, 30))
    assert report_days.month(TODAY, -1) == Days(date(2026, 10, 1), date(2026, 10, 31))
    assert report_days.quarter(TODAY) == Days(date(2026, 10, 1), date(2026, 12, 31))
    assert report_days.year(TODAY) == Days(date(2026, 1, 1), date(2026, 12, 31))
    assert report_days.months_back(TODAY) == Days(date(2025, 12, 1), TODAY)
    assert report_days.months_ahead(TODAY) == Days(date(2026, 11, 1), date(2027, 4, 30))
    assert report_days.weeks_back(TODAY) == Days(date(2026, 9, 7), TODAY)
