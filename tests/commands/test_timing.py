"""A command reads a day by the clock, the order of dates and the language that the settings name."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Crm


def due(crm: Crm, phrase: str) -> str:
    answer = crm("remind", "--self", "call", "--on", phrase)
    assert answer.code == 0, answer.stderr
    return str(json.loads(crm("followup", "list", "--json").stdout)[-1]["due"])


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("Asia/Jakarta", "2026-11-24T16:59:00Z", "2026-11-25"),
        ("Asia/Jakarta", "2026-11-24T17:00:00Z", "2026-11-26"),
        ("America/Sao_Paulo", "2026-11-24T02:59:00Z", "2026-11-24"),
        ("Pacific/Apia", "2026-11-24T12:00:00Z", "2026-11-26"),
    ],
)
def test_tomorrow_is_reckoned_in_the_zone_of_the_settings(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, zone: str, now: str, expected: str
) -> None:
    monkeypatch.setenv("CRM_NOW", now)
    crm("settings", "set", "timezone", zone)
    assert due(crm, "tomorrow") == expected


@pytest.mark.parametrize(("order", "expected"), [("dmy", "2027-04-03"), ("mdy", "2027-03-04")])
def test_numbers_follow_the_order_of_the_settings(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, order: str, expected: str
) -> None:
    monkeypatch.setenv("CRM_NOW", "2026-11-24T02:00:00Z")
    crm("settings", "set", "date_order", order)
    assert due(crm, "3/4/2027") == expected


@pytest.mark.parametrize(("language", "expected"), [("es", "2026-12-01"), ("en", "2027-03-01")])
def test_a_word_of_two_languages_follows_the_language_of_the_settings(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, language: str, expected: str
) -> None:
    monkeypatch.setenv("CRM_NOW", "2026-11-24T02:00:00Z")
    assert crm("remind", "--self", "call", "--on", "mar").code == 5
    crm("settings", "set", "language", language)
    assert due(crm, "mar") == expected
