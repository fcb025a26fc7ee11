"""The hours of a digest: on the clock of the machine, whatever the user's is."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from crmcli.schedules import hours

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("Asia/Jakarta", "Asia/Jakarta", True),
        ("Asia/Jakarta", "Asia/Bangkok", True),
        ("UTC", "Etc/UTC", True),
        ("Europe/London", "UTC", False),  # alike in winter alone
        ("Asia/Jakarta", "UTC", False),
        ("America/New_York", "America/Bogota", False),
    ],
)
def test_zones_agree_where_they_show_the_same_time_all_year(one: str, other: str, wanted: bool) -> None:
    assert hours.agree(zone(one), zone(other), NOW) is wanted


@pytest.mark.parametrize(
    ("at", "own", "machine", "minutes"),
    [
        (time(7), "Asia/Jakarta", "UTC", [0]),
        (time(7, 30), "Asia/Jakarta", "UTC", [30]),
        (time(7), "Asia/Kolkata", "UTC", [30]),
        (time(7, 30), "Asia/Kathmandu", "UTC", [45]),
        (time(7), "Australia/Lord_Howe", "UTC", [0, 30]),
        (time(7), "UTC", "Asia/Kathmandu", [45]),
    ],
)
def test_the_minute_is_reckoned_for_zones_with_parts_of_an_hour(
    at: time, own: str, machine: str, minutes: list[int]
) -> None:
    assert hours.minutes(at, zone(own), [zone(machine)], NOW) == minutes


@pytest.mark.parametrize("own", ["Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Europe/Berlin"])
@pytest.mark.parametrize("machine", ["UTC", "Asia/Kathmandu", "America/New_York"])
def test_on_every_day_of_a_year_the_machine_runs_at_the_users_time(own: str, machine: str) -> None:
    minutes = hours.minutes(time(7, 30), zone(own), [zone(machine)], NOW)
    for day in range(366):
        wanted = datetime(2026, 11, 25, 7, 30, tzinfo=zone(own)) + timedelta(days=day)
        assert wanted.astimezone(zone(machine)).minute in minutes
