"""Repeating: what words mean, how a rule is said, and on which days it comes, against plain reckoning."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from crmcli import repeats
from crmcli.errors import Invalid
from crmcli.repeats import words as repeat_words
from tests.rows import each_row

TABLE = Path(__file__).parent / "dates" / "repeats.tsv"
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def phrases() -> list[tuple[str, str, str]]:
    """Every phrase of the table, with its rule (`!` for a refusal) and the rule in words."""
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows]


def in_month(start: date, months: int) -> date:
    """So many months after a day; the last day of a month that is too short."""
    total = start.year * 12 + start.month - 1 + months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def every(start: date, unit: str, interval: int) -> Iterator[date]:
    """The days of a rhythm, reckoned without any rule."""
    for number in count():
        if unit in "dw":
            yield start + timedelta(days=number * interval * (7 if unit == "w" else 1))
        else:
            yield in_month(start, number * interval * {"m": 1, "q": 3, "y": 12}[unit])


def series(text: str, start: str, times: int) -> list[str]:
    """The days of a follow-up that is always done on its day."""
    rule = repeat_words.rule(text, start)
    assert rule is not None
    found = [start]
    for _number in range(times):
        following = repeats.following(rule, start, after=found[-1], today=date.fromisoformat(found[-1][:10]))
        assert following is not None
        found.append(following)
    return found[1:]


@each_row(("text", "rule", "words"), phrases())
def test_a_phrase_is_understood_whole_or_refused(text: str, rule: str, words: str) -> None:
    if rule == "!":
        with pytest.raises(Invalid):
            repeat_words.rule(text, "2026-11-27T10:00")
        return
    found = repeat_words.rule(text, "2026-11-27T10:00")
    assert (found, repeats.in_words(found or "")) == (rule, words)


@each_row("text", ["none", "NONE", " never "])
def test_none_ends_a_rhythm(text: str) -> None:
    assert repeat_words.rule(text, "2026-11-27") is None


@given(st.text(max_size=40))
def test_any_text_is_a_rule_or_invalid_and_nothing_else(text: str) -> None:
    try:
        found = repeat_words.rule(text, "2026-11-27")
    except Invalid:
        return
    assert found is None or repeats.checked(found) == found


PARTS = st.sampled_from(
    [
        "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=HOURLY", "INTERVAL=2", "INTERVAL=0",
        "INTERVAL=99999999999", "COUNT=3", "COUNT=0", "UNTIL=20280101", "UNTIL=20280230", "BYDAY=MO", "BYDAY=-1FR",
        "BYDAY=99MO", "BYMONTHDAY=31", "BYMONTHDAY=0", "BYMONTH=2", "BYMONTH=13", "BYSETPOS=-1", "BYSETPOS=400",
        "BYWEEKNO=53", "BYYEARDAY=366", "BYYEARDAY=-366", "WKST=SU", "BYEASTER=0", "BYHOUR=9", "X=1", "", "=",
        "DTSTART=1",
    ]
)  # fmt: skip


@given(st.lists(PARTS, max_size=5), DAYS)
def test_any_raw_rule_is_refused_or_comes_again_without_end(parts: list[str], start: date) -> None:
    try:
        rule = repeats.checked(";".join(parts))
    except Invalid:
        return
    repeats.in_words(rule)
    found = repeats.following(rule, start.isoformat(), after=start.isoformat(), today=start)
    assert found is None or date.fromisoformat(found) > start


@given(DAYS, st.sampled_from("dwmqy"), st.integers(1, 20), st.integers(0, 30), st.integers(0, 4000))
def test_however_late_it_is_done_the_next_one_is_in_step_with_the_first(
    start: date, unit: str, interval: int, turn: int, late: int
) -> None:
    words = {"d": "days", "w": "weeks", "m": "months", "q": "quarter", "y": "years"}
    interval = 1 if unit == "q" else interval
    rule = repeat_words.rule(f"{interval} {words[unit]}", start.isoformat())
    days = every(start, unit, interval)
    planned = next(day for number, day in enumerate(days) if number == turn)
    today = planned + timedelta(days=late - 200)
    expected = next(day for day in every(start, unit, interval) if day > planned and day > today)
    found = repeats.following(rule or "", start.isoformat(), after=planned.isoformat(), today=today)
    assert found == expected.isoformat()


@given(DAYS, st.sets(st.integers(0, 6), min_size=1), st.integers(1, 4), st.integers(0, 1000))
def test_weekdays_come_in_the_weeks_that_the_interval_counts_from_the_first(
    start: date, weekdays: set[int], interval: int, late: int
) -> None:
    rule = repeat_words.rule(f"{interval}w on {','.join(NAMES[day] for day in weekdays)}", start.isoformat())
    monday = start - timedelta(days=start.weekday())
    today = start + timedelta(days=late)
    expected = next(
        day
        for day in (today + timedelta(days=number) for number in count(1))
        if day.weekday() in weekdays and (day - monday).days // 7 % interval == 0
    )
    found = repeats.following(rule or "", start.isoformat(), after=start.isoformat(), today=today)
    assert found == expected.isoformat()


@each_row("day", [28, 29, 30, 31])
def test_the_end_of_a_month_comes_in_every_month_of_forty_years(day: int) -> None:
    start = date(2026, 1, day)
    expected = [in_month(start, number).isoformat() for number in range(1, 481)]
    assert series("month", start.isoformat(), 480) == expected
    assert series(f"month on the {day}th", start.isoformat(), 48) == expected[:48]


def test_the_29th_of_february_comes_in_every_year_of_forty_years() -> None:
    expected = [date(year, 2, 29 if monthrange(year, 2)[1] == 29 else 28).isoformat() for year in range(2025, 2065)]
    assert series("year", "2024-02-29", 40) == expected
    assert series("year on 29 feb", "2024-02-29", 40) == expected
    assert series("year on 29 feb", "2026-11-24", 2) == ["2027-02-28", "2028-02-29"]


def test_a_raw_rule_is_taken_literally_and_passes_over_months_that_are_too_short() -> None:
    assert series("FREQ=MONTHLY", "2026-01-31", 3) == ["2026-03-31", "2026-05-31", "2026-07-31"]


def test_the_time_of_the_day_is_kept() -> None:
    assert series("2w", "2026-11-27T10:00", 2) == ["2026-12-11T10:00", "2026-12-25T10:00"]


def test_one_of_today_that_is_done_early_is_not_made_again_for_today() -> None:
    assert repeats.following(
        "FREQ=DAILY", "2026-11-20T15:00", after="2026-11-22T15:00", today=date(2026, 11, 24)
    ) == "2026-11-25T15:00"  # fmt: skip
    assert repeats.following(
        "FREQ=DAILY", "2026-11-20T15:00", after="2026-11-26T15:00", today=date(2026, 11, 24)
    ) == "2026-11-27T15:00"  # fmt: skip


@each_row(
    ("rule", "after", "expected"),
    [
        ("FREQ=WEEKLY;COUNT=3", "2026-11-24", "2026-12-01"),
        ("FREQ=WEEKLY;COUNT=3", "2026-12-01", "2026-12-08"),
        ("FREQ=WEEKLY;COUNT=3", "2026-12-08", None),
        ("FREQ=WEEKLY;UNTIL=20261208", "2026-12-01", "2026-12-08"),
        ("FREQ=WEEKLY;UNTIL=20261207", "2026-12-01", None),
        ("FREQ=WEEKLY;UNTIL=20261208T235959Z", "2026-12-08", None),
        ("FREQ=DAILY", "9998-12-31", None),
        ("FREQ=YEARLY;INTERVAL=100", "9950-11-24", None),
    ],
)
def test_a_rule_ends_where_it_says_so_and_with_the_calendar(rule: str, after: str, expected: str | None) -> None:
    today = date.fromisoformat(after)
    assert repeats.following(rule, "2026-11-24", after=after, today=today) == expected


def test_a_rule_that_ends_while_nothing_was_done_has_no_next_one() -> None:
    assert repeats.following("FREQ=WEEKLY;COUNT=3", "2026-11-24", after="2026-11-24", today=date(2027, 3, 1)) is None


@given(DAYS, DAYS, st.sampled_from(["month", "year", "2w", "quarter"]))
def test_a_rhythm_that_keeps_the_day_of_its_start_keeps_that_of_another_start(
    before: date, start: date, text: str
) -> None:
    old, new = before.isoformat(), start.isoformat()
    rule = repeat_words.rule(text, old) or ""
    assert repeats.anchored(rule, old, new) == repeat_words.rule(text, new)
    assert repeats.anchored(f"{rule};COUNT=5", old, new) == f"{repeat_words.rule(text, new)};COUNT=5"
    assume(before.day != 31)
    named = repeat_words.rule("month on the 31st", old) or ""
    assert repeats.anchored(named, old, new) == named


@settings(max_examples=20)  # the months of seven thousand years are gone through one by one
@given(DAYS, st.sampled_from(["1d", "7d", "5000w", "mon,thu", "month on the last fri"]))
def test_a_start_long_ago_is_reckoned_from_all_the_same(start: date, text: str) -> None:
    rule = repeat_words.rule(text, start.isoformat()) or ""
    today = date(9000, 6, 15)
    found = repeats.following(rule, start.isoformat(), after=start.isoformat(), today=today)
    assert found is not None
    day = date.fromisoformat(found)
    assert day > today
    if text[-1] in "dw":
        step = int(text[:-1]) * (7 if text.endswith("w") else 1)
        assert (day - start).days % step == 0
        assert (day - today).days <= step
    else:
        assert day.weekday() in ((0, 3) if text == "mon,thu" else (4,))


def test_a_due_in_words_of_a_rule_is_a_time_that_a_calendar_has() -> None:
    assert datetime.fromisoformat(series("month on the 1st mon", "2026-11-24T08:30", 1)[0]) == datetime(
        2026, 12, 7, 8, 30
    )
