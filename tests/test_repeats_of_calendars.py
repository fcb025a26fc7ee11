"""What calendars say beside a rule: days left out and other clocks, held to zoneinfo and dateutil by themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from crmcli import repeats
from crmcli.errors import Invalid
from crmcli.repeats import calendars
from crmcli.repeats import words as repeat_words

ZONES = ["America/New_York", "Europe/Berlin", "Australia/Sydney", "Asia/Jakarta", "+0530"]
RULES = ["FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=WEEKLY;COUNT=30"]
STARTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(lambda each: each.replace(second=0))
WEEKLY = "FREQ=WEEKLY;BYDAY=MO"
ZONED = f"{WEEKLY};EXDATE=20261207,20261214;FROM=America/New_York;TO=Asia/Jakarta"


@given(
    start=STARTS, rule=st.sampled_from(RULES), zone=st.sampled_from(ZONES[:-1]), here=st.sampled_from(ZONES),
    left_out=st.sets(st.integers(0, 30), max_size=6), ahead=st.integers(0, 300),
)  # fmt: skip
def test_days_are_those_that_the_clocks_of_the_rule_name(
    start: datetime, rule: str, zone: str, here: str, left_out: set[int], ahead: int
) -> None:
    every = list(islice(rrulestr(rule, dtstart=start), 60))
    excluded = {f"{every[each]:%Y%m%d}" for each in left_out if each < len(every)}
    kept = [each for each in every if f"{each:%Y%m%d}" not in excluded]
    clocks = datetime.fromisoformat("2026-01-01T00:00+05:30").tzinfo if here == "+0530" else ZoneInfo(here)
    expected = [f"{each.replace(tzinfo=ZoneInfo(zone)).astimezone(clocks):%Y-%m-%dT%H:%M}" for each in kept]
    whole = calendars.counting(rule, zone if zone != here else "", here, excluded)
    assert repeats.checked(whole) == whole
    begin, after = f"{start:%Y-%m-%dT%H:%M}", start.date() + timedelta(days=ahead)
    last = date.fromisoformat(expected[-1][:10]) - timedelta(days=2) if expected else after
    named = [each for each in expected if after.isoformat() < each[:10] <= last.isoformat()]
    assert repeats.occurrences(whole, begin, after=after, last=last) == named
    following = next((each for each in expected if each[:10] > after.isoformat()), None)
    if following:
        assert repeats.following(whole, begin, after=begin, today=after) == following
        assert repeats.names(whole, begin, following)
        left = repeats.count_of(repeats.remaining(whole, begin, following))
        passed = sum(day < kept[expected.index(following)] for day in every)
        assert left == repeats.count_of(rule) - passed


@pytest.mark.parametrize(
    "beside",
    [
        "EXDATE=", "EXDATE=20261131", "EXDATE=20261130T090000", "EXDATE=2026113", "EXDATE=２０２６１１３０",
        "EXDATE=20261130;EXDATE=20261207", "FROM=Asia/Jakarta", "TO=Asia/Jakarta", "FROM=Nowhere/Town;TO=Asia/Jakarta",
        "FROM=../../etc/passwd;TO=Asia/Jakarta", "FROM=Asia/Jakarta;TO=Asia/Jakarta", "FROM=Asia/Jakarta;TO=+9900",
        "FROM=;TO=", "EXDATE=" + ",".join(["20261130"] * 1_001),
    ],
)  # fmt: skip
def test_junk_beside_a_rule_is_refused(beside: str) -> None:
    with pytest.raises(Invalid):
        repeats.checked(f"{WEEKLY};{beside}")


def test_what_stands_beside_a_rule_has_one_form() -> None:
    given = f"TO=Asia/Jakarta;exdate=20261214,20261207,20261214;{WEEKLY.lower()};FROM=America/New_York"
    assert repeats.checked(given) == ZONED


@pytest.mark.parametrize("beside", ["EXDATE=20261130", "FROM=America/New_York;TO=Asia/Jakarta", " to=Asia/Jakarta"])
def test_users_cannot_say_it(beside: str) -> None:
    with pytest.raises(Invalid):
        repeat_words.rule(f"{WEEKLY};{beside}", "2026-11-24T09:00")


def test_a_zone_that_this_machine_does_not_know_counts_as_none() -> None:
    rule = f"{WEEKLY};FROM=Mars/Base;TO=Asia/Jakarta"
    found = repeats.following(rule, "2026-11-02T09:00", after="2026-11-24T09:00", today=date(2026, 11, 24))
    assert found == "2026-11-30T09:00"


def test_of_whole_days_no_clocks_count() -> None:
    assert repeats.occurrences(ZONED, "2026-11-02", after=date(2026, 11, 24), last=date(2026, 12, 22)) == [
        "2026-11-30", "2026-12-21"
    ]  # fmt: skip


@pytest.mark.parametrize("day", ["0001-01-01T00:00", "9998-12-31T23:59"])
def test_the_edges_of_the_calendar_are_no_trouble(day: str) -> None:
    for zones in (("America/New_York", "Asia/Jakarta"), ("Asia/Jakarta", "America/New_York")):
        rule = calendars.counting("FREQ=DAILY", *zones, [])
        repeats.following(rule, "2026-11-24T09:00", after=day, today=date(2026, 11, 24))
        repeats.occurrences(rule, day, after=date.fromisoformat(day[:10]), last=date.fromisoformat(day[:10]))
        repeats.in_words(rule, day)


def test_a_day_is_left_out_on_the_clocks_of_the_rule() -> None:
    rule = calendars.leaving_out(ZONED, "2026-11-02T20:00", "2026-12-22T08:00")
    assert calendars.left_out(rule) == ["2026-12-07", "2026-12-14", "2026-12-21"]
    assert calendars.left_out(calendars.since(rule, "2026-12-15T08:00")) == ["2026-12-21"]
    assert calendars.since(WEEKLY, "2026-12-15") == WEEKLY


def test_the_end_and_another_start_keep_what_stands_beside() -> None:
    beside = ";EXDATE=20261207,20261214;FROM=America/New_York;TO=Asia/Jakarta"
    assert repeats.ended(f"{WEEKLY};COUNT=9{beside}", "2026-12-28") == f"{WEEKLY};UNTIL=20261228{beside}"
    assert repeats.endless(f"{WEEKLY};COUNT=9{beside}") == ZONED
    assert repeats.anchored(f"FREQ=MONTHLY;COUNT=9{beside}", "2026-11-02T09:00", "2026-11-30T09:00") == (
        f"FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;COUNT=9{beside}"
    )
    assert calendars.beginning(ZONED, "2026-12-22T08:00") == "2026-12-21T20:00"


@pytest.mark.parametrize(
    ("rule", "planned", "words"),
    [
        (ZONED, "2026-11-30T21:00", "every Mon"),
        (ZONED, "2026-12-01T08:00", "every Tue"),
        (ZONED, "", "every Mon"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;FROM=America/New_York;TO=Asia/Jakarta", "2026-12-01T08:00",
         "every month on the last day in New York"),
        (f"{WEEKLY};COUNT=5;EXDATE=20261207", "2026-11-30T09:00", "every Mon, 5 times"),
        ("FREQ=MONTHLY;BYYEARDAY=7;EXDATE=20261207", "2026-11-30", "by the rule FREQ=MONTHLY;BYYEARDAY=7"),
    ],
)  # fmt: skip
def test_a_rule_is_said_by_the_users_days(rule: str, planned: str, words: str) -> None:
    assert repeats.in_words(rule, planned) == words
