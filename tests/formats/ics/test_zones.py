"""Zones that a calendar writes down, held to the arithmetic of zoneinfo."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crmcli.formats.ics import zones
from tests.formats.ics.reading import calendar, drafts, event

RULES = {
    "America/New_York": ("-0500", "-0400", "3;BYDAY=2SU", "20000312T020000", "11;BYDAY=1SU", "20001105T020000"),
    "Europe/Berlin": ("+0100", "+0200", "3;BYDAY=-1SU", "20000326T020000", "10;BYDAY=-1SU", "20001029T030000"),
    "Australia/Sydney": ("+1000", "+1100", "10;BYDAY=1SU", "20001001T020000", "4;BYDAY=1SU", "20000402T030000"),
    "America/Santiago": ("-0400", "-0300", "9;BYDAY=SU;BYMONTHDAY=2,3,4,5,6,7,8", "20000903T000000",
                         "4;BYDAY=SU;BYMONTHDAY=2,3,4,5,6,7,8", "20000402T000000"),
}  # fmt: skip


def written(name: str, zone: str) -> str:
    """A zone as a calendar writes it down under a name that says nothing."""
    standard, daylight, spring, spring_start, autumn, autumn_start = RULES[zone]
    lines = [
        "BEGIN:VTIMEZONE", f"TZID:{name}",
        "BEGIN:DAYLIGHT", f"DTSTART:{spring_start}", f"TZOFFSETFROM:{standard}", f"TZOFFSETTO:{daylight}",
        f"RRULE:FREQ=YEARLY;BYMONTH={spring}", "END:DAYLIGHT",
        "BEGIN:STANDARD", f"DTSTART:{autumn_start}", f"TZOFFSETFROM:{daylight}", f"TZOFFSETTO:{standard}",
        f"RRULE:FREQ=YEARLY;BYMONTH={autumn}", "END:STANDARD", "END:VTIMEZONE",
    ]  # fmt: skip
    return "".join(f"{line}\r\n" for line in lines)


@pytest.mark.parametrize("zone", RULES)
@pytest.mark.parametrize("is_behind", [False, True])
def test_a_zone_of_the_files_own_is_one_whose_clocks_go_alike(zone: str, is_behind: bool) -> None:
    one = event(start="DTSTART;TZID=My own:20261201T150000")
    parts = [one, written("My own", zone)] if is_behind else [written("My own", zone), one]
    found = drafts(calendar(*parts))[0].zone
    assert found
    for hour in range(365 * 24):
        moment = datetime(2026, 1, 1) + timedelta(hours=hour)
        expected = moment.replace(tzinfo=ZoneInfo(zone)).utcoffset()
        assert moment.replace(tzinfo=ZoneInfo(found)).utcoffset() == expected


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Asia/Jakarta", "Asia/Jakarta"),
        ("/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/America/Argentina/Salta", "America/Argentina/Salta"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("SE Asia Standard Time", "Asia/Bangkok"),
        ("utc", "UTC"),
        ("UTC-3", "Etc/GMT+3"),
        ("CET", "CET"),
        ("Nowhere/At/All", None),
        ("../../etc/passwd", None),
        ("\x00", None),
    ],
)
def test_zones_are_known_by_name(name: str, zone: str | None) -> None:
    assert zones.by_name(name) == zone


def test_clocks_of_no_place_in_the_world_float_and_are_said() -> None:
    text = written("Strange", "Europe/Berlin").replace("+0200", "+0437")
    (draft,) = drafts(calendar(text, event(start="DTSTART;TZID=Strange:20261201T150000")))
    assert (draft.start, draft.zone, len(draft.problems)) == ("2026-12-01T15:00", "", 1)
