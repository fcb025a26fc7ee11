"""The zones of calling codes, against the tables that they come from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from crmcli import calling_zones, phones

_MOMENTS = [datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=7 * number) for number in range(104)]
_BY_LAW = {"86": "Asia/Shanghai"}


def _clock(zone: str) -> tuple[object, ...]:
    return tuple(moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in _MOMENTS)


def test_a_code_has_a_zone_where_all_clocks_of_its_countries_show_the_same() -> None:
    zones: dict[str, list[str]] = {}
    for line in phones._zone_table():
        if not line.startswith("#"):
            country, _place, zone = line.split("\t")[:3]
            zones.setdefault(country, []).append(zone)
    table = calling_zones.all_of()
    for code, regions in COUNTRY_CODE_TO_REGION_CODE.items():
        there = [zone for region in regions for zone in zones.get(region, [])]
        clocks = {_clock(zone) for zone in there}
        if str(code) in _BY_LAW:
            assert table[str(code)] == _BY_LAW[str(code)]
        elif len(clocks) == 1:
            assert _clock(table[str(code)]) in clocks, code
        else:
            assert str(code) not in table, code


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+886912345678", "Asia/Taipei"),
        ("+491701234567", "Europe/Berlin"),
        ("+6281234567890", ""),  # Indonesia has three clocks
        ("+5511987654321", ""),
        ("+12125550100", ""),
        ("0812", ""),
        ("", ""),
        ("+", ""),
    ],
)
def test_a_number_has_the_zone_of_its_country_or_none(number: str, zone: str) -> None:
    assert calling_zones.of_number(number) == zone
