"""On which days of the user's clocks appointments come, held to zoneinfo and dateutil by themselves."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli import appointment_days, repeats
from crmcli.appointment_clocks import Clocks
from crmcli.appointment_days import Days
from crmcli.formats.ics.appointments import AppointmentDraft, key
from crmcli.repeats import calendars

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)  # 16:00 in Jakarta
ZONES = [
    "Asia/Jakarta", "Asia/Singapore", "Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata",
    "America/Sao_Paulo", "Europe/Moscow", "",
]  # fmt: skip


def days(
    start: str, rule: str = "", zone: str = "", here: str = "Asia/Jakarta", now: datetime = NOW, **values: Any
) -> Days:
    draft = AppointmentDraft(1, "", "u1", "Lunch", start, zone, rule=rule, **values)
    return appointment_days.of(draft, Clocks(ZoneInfo(here), now))


def rules(found: Days) -> list[tuple[str, str, str | None]]:
    return [(each.recurrence, each.due, each.rule) for each in found.coming]


def dues(found: Days) -> list[str]:
    return [each.due for each in found.coming if not each.is_over] or [found.coming[0].due]


@pytest.mark.parametrize(
    ("start", "zone", "due"),
    [
        ("2026-12-01", "", "2026-12-01"),
        ("2026-12-01T15:00", "", "2026-12-01T15:00"),
        ("2026-12-01T08:00", "UTC", "2026-12-01T15:00"),
        ("2026-12-01T20:00", "America/New_York", "2026-12-02T08:00"),
        ("2026-12-01T08:00", "Asia/Taipei", "2026-12-01T07:00"),
    ],
)
def test_a_time_is_turned_to_the_users_clocks_and_a_day_is_not(start: str, zone: str, due: str) -> None:
    assert dues(days(start, zone=zone)) == [due]


@pytest.mark.parametrize(
    ("start", "minutes", "is_past"),
    [
        ("2026-11-24T15:30", None, True),
        ("2026-11-24T15:30", 60, False),  # it goes on
        ("2026-11-24T16:30", None, False),
        ("2026-11-24", None, False),  # the day lasts
        ("2026-11-23", None, True),
    ],
)
def test_what_is_over_is_past(start: str, minutes: int | None, is_past: bool) -> None:
    assert days(start, minutes=minutes).is_past is is_past


def test_several_whole_days_are_past_when_the_last_one_is() -> None:
    assert not days("2026-11-22", last="2026-11-24").is_past
    assert days("2026-11-22", last="2026-11-23").is_past


def test_several_whole_days_that_go_on_are_of_today() -> None:
    assert dues(days("2026-11-22", last="2026-11-26")) == ["2026-11-24"]
    assert dues(days("2026-11-25", last="2026-11-26")) == ["2026-11-25"]
    assert dues(days("2026-11-22", last="2026-11-23")) == ["2026-11-23"]


def test_what_comes_again_is_due_when_it_next_comes_and_counts_from_its_beginning() -> None:
    (coming,) = days("2026-10-05T09:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=20", "Asia/Jakarta").coming
    assert coming == ("", "2026-11-30T09:00", False, "FREQ=WEEKLY;BYDAY=MO;COUNT=20", "2026-10-05T09:00")


def test_the_one_of_today_that_has_not_ended_still_comes() -> None:
    assert dues(days("2026-11-17T15:30", "FREQ=WEEKLY", minutes=60)) == ["2026-11-24T15:30"]
    assert dues(days("2026-11-17T15:30", "FREQ=WEEKLY", minutes=15)) == ["2026-12-01T15:30"]
    assert dues(days("2026-11-17", "FREQ=WEEKLY")) == ["2026-11-24"]


def test_a_series_that_has_ended_is_past() -> None:
    assert days("2026-10-05T09:00", "FREQ=WEEKLY;COUNT=3").is_past
    assert days("2026-10-05T09:00", "FREQ=WEEKLY;UNTIL=20261101T000000Z", "Asia/Jakarta").is_past


def test_an_end_in_universal_time_is_the_right_one() -> None:
    # 30 Nov 02:00 in Jakarta is 29 Nov 19:00 UTC: an end a minute before leaves it out.
    start, rule = "2026-11-16T02:00", "FREQ=WEEKLY;UNTIL=20261129T{}00Z"
    assert dues(days(start, rule.format("1900"), "Asia/Jakarta")) == ["2026-11-30T02:00"]
    assert days(start, rule.format("1859"), "Asia/Jakarta").is_past


def test_a_weekday_moves_with_the_clocks() -> None:
    (coming,) = days("2026-10-05T18:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "America/Bogota").coming
    assert coming.rule == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SA;WKST=TU"
    assert coming.due == "2026-12-01T06:00"


def test_where_clocks_change_otherwise_a_series_counts_by_those_of_the_event() -> None:
    found = days("2026-10-05T09:00", "FREQ=WEEKLY;BYDAY=MO", "America/New_York")
    rule = "FREQ=WEEKLY;BYDAY=MO;FROM=America/New_York;TO=Asia/Jakarta"
    assert found.coming == [("", "2026-11-30T21:00", False, rule, "2026-10-05T09:00")]
    assert not found.is_for_now


def test_clocks_that_change_together_but_for_an_hour_of_the_night_matter_in_that_hour_only() -> None:
    by_day, by_night = (days(f"2026-10-04T{hour}:30", "FREQ=DAILY", "America/New_York", "America/Denver")
                        for hour in ("12", "03"))  # fmt: skip
    assert rules(by_day) == [("", "2026-11-24T10:30", "FREQ=DAILY")]
    assert rules(by_night) == [("", "2026-11-25T01:30", "FREQ=DAILY;FROM=America/New_York;TO=America/Denver")]


def test_the_zone_of_the_system_has_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def rule(zone: str) -> str:
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        draft = AppointmentDraft(1, "", "u1", "Lunch", "2026-10-05T09:00", "America/New_York", rule="FREQ=DAILY")
        return appointment_days.of(draft, Clocks(None, NOW)).coming[0].rule or ""

    assert rule("Asia/Tokyo") == "FREQ=DAILY;FROM=America/New_York;TO=Asia/Tokyo"
    assert rule("XXX-5:45") == "FREQ=DAILY;FROM=America/New_York;TO=+0545"
    monkeypatch.undo()
    time.tzset()


def test_clocks_that_changed_long_ago_do_not_matter() -> None:
    # In January 2018 it was summer time in São Paulo, which has none any more.
    (coming,) = days("2018-01-08T06:00", "FREQ=WEEKLY", "America/Sao_Paulo").coming
    assert (coming.due, coming.start) == ("2026-11-30T16:00", "2018-01-08T16:00")


def test_what_the_users_clocks_cannot_say_counts_by_those_of_the_event() -> None:
    found = days("2026-11-30T20:00", "FREQ=MONTHLY;BYMONTHDAY=-1", "America/Bogota")
    rule = "FREQ=MONTHLY;BYMONTHDAY=-1;FROM=America/Bogota;TO=Asia/Jakarta"
    assert found.coming == [("", "2026-12-01T08:00", False, rule, "2026-11-30T20:00")]


def test_days_left_out_before_the_next_one_do_not_matter() -> None:
    found = days("2026-11-02T09:00", "FREQ=WEEKLY", excluded=("2026-11-09T09:00", "2026-11-30T09:00"))
    assert rules(found) == [("", "2026-12-07T09:00", "FREQ=WEEKLY")]


def test_days_left_out_that_are_to_come_are_kept_where_they_are_of_its_time() -> None:
    excluded = ("2026-12-14", "2026-12-21T09:00", "2027-01-04T10:00", "2038-01-04T09:00")
    assert rules(days("2026-11-02T09:00", "FREQ=WEEKLY", excluded=excluded)) == [
        ("", "2026-11-30T09:00", "FREQ=WEEKLY;EXDATE=20261214,20261221,20380104")
    ]


def test_days_left_out_are_those_of_the_users_clocks_where_the_rule_is() -> None:
    excluded = ("2026-12-09T01:00Z",)
    (coming,) = days("2026-11-03T20:00", "FREQ=WEEKLY", "America/Bogota", excluded=excluded).coming
    assert (coming.due, coming.rule) == ("2026-11-25T08:00", "FREQ=WEEKLY;EXDATE=20261209")
    (coming,) = days("2026-11-03T20:00", "FREQ=WEEKLY", "America/New_York", excluded=excluded).coming
    beside = "EXDATE=20261208;FROM=America/New_York;TO=Asia/Jakarta"
    assert (coming.due, coming.rule) == ("2026-11-25T08:00", f"FREQ=WEEKLY;{beside}")


def test_a_series_with_hundreds_of_days_left_out_ends_for_now_where_no_more_are_known() -> None:
    day = datetime(2026, 12, 1)
    all_of_a_year = tuple(f"{day + timedelta(days=number):%Y-%m-%d}" for number in range(365))
    found = days("2026-11-02", "FREQ=DAILY", excluded=all_of_a_year)
    (coming,) = found.coming
    assert (found.is_for_now, coming.due) == (True, "2026-11-24")
    assert len(calendars.left_out(coming.rule or "")) == 300
    assert _after(coming, "2026-11-29") == "2026-11-30"
    assert _after(coming, "2026-11-30") == ""
    found = days("2026-11-02", "FREQ=DAILY;COUNT=40", excluded=all_of_a_year)
    assert not found.is_for_now
    found = days("2026-11-02T09:00", "FREQ=DAILY", excluded=tuple(f"{each}T10:00" for each in all_of_a_year))
    assert (found.is_for_now, rules(found)) == (False, [("", "2026-11-25T09:00", "FREQ=DAILY")])


def test_days_besides_the_rule_come_too() -> None:
    found = days("2026-11-02T09:00", "FREQ=WEEKLY;COUNT=2", further=("2026-11-03T09:00", "2026-12-03T09:00"))
    assert dues(found) == ["2026-12-03T09:00"]
    named = days("2026-11-02T09:00", "FREQ=WEEKLY", further=("2026-12-07T09:00",))
    assert rules(named) == [("", "2026-11-30T09:00", "FREQ=WEEKLY")]


def test_an_end_in_a_year_that_nobody_sees_is_none() -> None:
    for until in ("99991231T235959Z", "45000101", "22000101T000000"):
        (coming,) = days("2026-12-01T09:00", f"FREQ=WEEKLY;UNTIL={until}").coming
        assert coming.rule == "FREQ=WEEKLY"


@pytest.mark.parametrize(
    "rule", ["W1 SU #0", "FREQ=HOURLY", "FREQ=SECONDLY;COUNT=1000000000", "FREQ=DAILY;COUNT=999999999", "FREQ=WEEKLY;"
             "COUNT=3;UNTIL=20300101", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "FREQ=DAILY;UNTIL=soon", "X" * 600]
)  # fmt: skip
def test_of_a_rule_that_is_not_understood_the_first_day_counts(rule: str) -> None:
    found = days("2026-12-01T09:00", rule)
    assert (found.is_unread, dues(found), found.coming[0].rule) == (True, ["2026-12-01T09:00"], None)
    assert days("2026-11-01T09:00", rule).is_past


def test_an_hour_that_the_rule_says_again_is_no_matter() -> None:
    found = days("2026-12-01T09:00", "FREQ=DAILY;BYHOUR=9;BYMINUTE=0")
    assert (found.is_unread, found.coming[0].rule) == (False, "FREQ=DAILY")


def test_a_birthday_of_long_ago_comes_this_year_and_is_reckoned_from_near_by() -> None:
    (coming,) = days("1604-12-03", "FREQ=YEARLY").coming
    assert (coming.due, coming.start) == ("2026-12-03", "2018-12-03")
    (leap,) = days("1604-02-29", "FREQ=YEARLY;INTERVAL=4").coming
    assert (leap.due, leap.start) == ("2028-02-29", "2016-02-29")


RULES = st.builds(
    lambda frequency, interval, end, by: f"FREQ={frequency};INTERVAL={interval}{by}{end}",
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 5),
    st.sampled_from(["", ";COUNT=40", ";UNTIL=20270301T120000Z", ";UNTIL=20261130", ";UNTIL=20280101"]),
    st.sampled_from(["", ";BYDAY=MO,WE", ";BYDAY=SU;WKST=SU"]),
)
STARTS = st.datetimes(datetime(1999, 1, 1), datetime(2026, 12, 31)).map(lambda each: f"{each:%Y-%m-%dT%H:%M}")
LEFT_OUT = st.sets(st.integers(0, 30), max_size=5)


@settings(max_examples=200)
@given(start=STARTS, rule=RULES, zone=st.sampled_from(ZONES), here=st.sampled_from(ZONES[:-1]), left_out=LEFT_OUT)
def test_the_days_are_those_that_dateutil_and_zoneinfo_name(
    start: str, rule: str, zone: str, here: str, left_out: set[int]
) -> None:
    expected = _expected(start, rule, zone, here)
    excluded = tuple(key(expected[each][0], zone) for each in left_out if each < len(expected))
    kept = [due for at, due in expected if key(at, zone) not in excluded and due < "2140"]
    found = days(start, rule, zone, here, excluded=excluded)
    assert not found.is_unread
    assert found.is_past is (not kept)
    if found.is_past:
        return
    reckoned = [due for due in _named(found, 30) if due < "2140"]
    assert reckoned == kept[: len(reckoned)]
    assert found.is_for_now or len(reckoned) >= min(len(kept), 30)


@settings(max_examples=100)
@given(
    start=STARTS, rule=RULES, zone=st.sampled_from(ZONES), here=st.sampled_from(ZONES[:-1]), left_out=LEFT_OUT,
    passed=st.integers(0, 500),
)  # fmt: skip
def test_the_same_days_come_when_it_is_read_later(
    start: str, rule: str, zone: str, here: str, left_out: set[int], passed: int
) -> None:
    expected = _expected(start, rule, zone, here)
    excluded = tuple(key(expected[each][0], zone) for each in left_out if each < len(expected))
    now = _named(days(start, rule, zone, here, excluded=excluded), 30)
    later = days(start, rule, zone, here, now=NOW + timedelta(days=passed), excluded=excluded)
    if later.is_past or not now:
        return
    reckoned = _named(later, 30)
    end = min(now[-1], reckoned[-1])
    assert [due for due in now if reckoned[0] <= due <= end] == [due for due in reckoned if due <= end]


def _named(found: Days, most: int) -> list[str]:
    """The first dues, in their order."""
    named = []
    for each in found.coming:
        count, due = 0, each.due
        while due and count < most:
            named.append(due)
            due, count = _after(each, due) if each.rule else "", count + 1
    return sorted(named)[:most]


def _after(coming: appointment_days.Coming, due: str) -> str:
    today = date.fromisoformat(due[:10]) - timedelta(days=1)
    return repeats.following(coming.rule or "", coming.start, after=due, today=today) or ""


def _expected(start: str, rule: str, zone: str, here: str) -> list[tuple[str, str]]:
    """The starts to come on the event's clocks, and as the user's clocks show them, by the libraries alone."""
    clocks = ZoneInfo(zone or here)
    until = rule.partition(";UNTIL=")[2]
    plain = rule.partition(";UNTIL=")[0]
    last = None
    if until.endswith("Z"):
        last = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        last = last.astimezone(clocks).replace(tzinfo=None) if zone else last.replace(tzinfo=None)
    elif until:
        last = datetime.strptime(until, "%Y%m%d") + timedelta(days=1, microseconds=-1)
    found = []
    for moment in rrulestr(plain, dtstart=datetime.fromisoformat(start)):
        if moment.year > 2140 or (last and moment > last) or len(found) > 70:
            break
        aware = moment.replace(tzinfo=clocks)
        if aware >= NOW:
            found.append((f"{moment:%Y-%m-%dT%H:%M}", f"{aware.astimezone(ZoneInfo(here)):%Y-%m-%dT%H:%M}"))
    return found
