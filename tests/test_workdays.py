"""Working days, against counting them one by one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import dates
from crmcli.dates.workdays import Workdays
from crmcli.errors import Invalid

_DAYS = st.dates(date(2026, 10, 1), date(2027, 3, 1))
_WEEKENDS = st.sampled_from([{5, 6}, {4, 5}, {6}, {4}, {4, 6}, set()]).map(frozenset)
NOW = datetime(2026, 12, 23, 9)  # a Wednesday
CHRISTMAS = Workdays(frozenset((date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1))))


def counted(workdays: Workdays, day: date, count: int) -> date:
    """The same by looking at every day."""
    step = 1 if count > 0 else -1
    for _one in range(abs(count)):
        day += timedelta(days=step)
        while day in workdays.off or (day.weekday() in workdays.weekend and day not in workdays.worked):
            day += timedelta(days=step)
    return day


@given(st.frozensets(_DAYS), _WEEKENDS, st.frozensets(_DAYS), _DAYS, st.integers(-150, 150).filter(bool))
def test_so_many_working_days_on_are_as_many_as_are_counted(
    off: frozenset[date], weekend: frozenset[int], worked: frozenset[date], day: date, count: int
) -> None:
    workdays = Workdays(off, weekend, worked)
    assert workdays.after(day, count) == counted(workdays, day, count)


@given(st.frozensets(_DAYS), _DAYS)
def test_none_at_all_is_the_day_itself_or_the_next_that_is_worked(off: frozenset[date], day: date) -> None:
    found = Workdays(off).after(day, 0)
    assert found >= day
    assert Workdays(off).has(found)
    assert not any(Workdays(off).has(day + timedelta(days=one)) for one in range((found - day).days))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("next business day", date(2026, 12, 28)),
        ("in 1 business day", date(2026, 12, 28)),
        ("3 business days", date(2026, 12, 30)),
        ("7 hari kerja", date(2027, 1, 6)),
        ("3個工作天後", date(2026, 12, 30)),
        ("last business day of the month", date(2026, 12, 31)),
        ("first business day of january", date(2027, 1, 4)),
    ],
)
def test_words_for_working_days_pass_over_days_off(text: str, day: date) -> None:
    assert dates.upcoming(text, NOW, workdays=lambda: CHRISTMAS).day == day


def test_a_text_without_working_days_does_not_ask_for_them() -> None:
    def never() -> Workdays:
        raise AssertionError

    for text in ("fri", "tomorrow 10:00", "in 2 weeks", "eom", "24 dec"):
        dates.upcoming(text, NOW, workdays=never)


def test_a_promise_named_by_its_weekday_stays_on_a_day_off() -> None:
    assert dates.upcoming("fri", NOW, workdays=lambda: CHRISTMAS).day == date(2026, 12, 25)


def test_more_working_days_than_any_calendar_has_are_refused() -> None:
    with pytest.raises(Invalid):
        dates.upcoming("in 99999999 business days", NOW, workdays=lambda: CHRISTMAS)
