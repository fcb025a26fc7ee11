"""Time zones as calendars write them: each instant has the offset that the zone's own data gives it."""

from __future__ import annotations

import random
from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from crmcli.formats.ics import observances
from tests.formats.ics import strict

FIRST, LAST = 1990, 2040
ZONES = [
    "Africa/Cairo", "Africa/Casablanca", "America/Caracas", "America/New_York", "America/Nuuk", "America/Santiago",
    "America/Sao_Paulo", "Antarctica/Troll", "Asia/Gaza", "Asia/Jakarta", "Asia/Jerusalem", "Asia/Pyongyang",
    "Asia/Tehran", "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin", "Europe/Istanbul", "Pacific/Apia",
    "Pacific/Chatham", "UTC",
]  # fmt: skip


def _length(offset: str) -> timedelta:
    sign = -1 if offset[0] == "-" else 1
    return sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[3:5]), seconds=int(offset[5:7] or 0))


def _onsets(observance: strict.Component) -> list[tuple[datetime, timedelta]]:
    """From which instants an observance holds, and how far clocks are ahead then."""
    before, after = (_length(observance.of(name)[0].value) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
    start = datetime.strptime(observance.of("DTSTART")[0].value, "%Y%m%dT%H%M%S")
    starts = [start]
    for each in observance.of("RDATE"):
        starts += [datetime.strptime(value, "%Y%m%dT%H%M%S") for value in each.value.split(",")]
    for each in observance.of("RRULE"):
        starts = rrulestr(each.value, dtstart=start).between(start, datetime(LAST + 1, 1, 1), inc=True)
        assert starts[0] == start
    return [(each - before, after) for each in starts]


@pytest.mark.parametrize("zone", ZONES)
def test_clocks_are_ahead_as_the_zone_says_at_every_change_and_between(zone: str) -> None:
    text = observances.component(zone, FIRST, LAST)
    data = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{text}END:VCALENDAR\r\n".encode()
    (component,) = strict.check(data).inside
    onsets = sorted((each for inside in component.inside for each in _onsets(inside)), key=lambda each: each[0])
    begins = [each[0] for each in onsets]
    source = random.Random(zone)
    asked = [datetime(FIRST, 1, 3) + timedelta(minutes=source.randrange((LAST - FIRST) * 525_000)) for _ in range(200)]
    asked += [begin + timedelta(seconds=by) for begin in begins if FIRST < begin.year <= LAST for by in (-1, 0, 1)]
    for moment in asked:
        held = onsets[bisect_right(begins, moment) - 1][1]
        assert held == moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset(), moment


def test_what_comes_by_a_rule_is_written_as_one_and_for_good() -> None:
    lines = observances.component("Europe/Berlin", 2025, 2026).split("\r\n")
    assert [line for line in lines if line.startswith(("RRULE", "RDATE", "TZOFFSET"))] == [
        *("TZOFFSETFROM:+0100", "TZOFFSETTO:+0100"),
        *("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"),
        *("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100"),
    ]


def test_changes_without_a_rule_have_a_line_each_with_the_first_among_them() -> None:
    """Thunderbird and Nextcloud take one day of a line, and not the start where there are others."""
    lines = observances.component("Africa/Casablanca", 2026, 2027).split("\r\n")
    assert [line for line in lines if line.startswith(("DTSTART", "RDATE"))] == [
        "DTSTART:20260101T000000",
        *("DTSTART:20260215T030000", "RDATE:20260215T030000", "RDATE:20270207T030000"),
        *("DTSTART:20260322T020000", "RDATE:20260322T020000", "RDATE:20270314T020000"),
    ]
