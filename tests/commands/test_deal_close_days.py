"""`--close`: a deal that closes in a month or a quarter closes by its last day, in any of the languages."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm


def closing(crm: Crm, text: str, *more: str) -> str:
    """The day on which a new deal is expected to close."""
    said = crm("deal", "add", "Villa", "--close", text, "--json", *more)
    assert said.code == 0, said.stderr
    day: str = said.json["expected_close"]
    return day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("q4", "2026-12-31"),
        ("q1", "2027-03-31"),
        ("q1 2028", "2028-03-31"),
        ("this quarter", "2026-12-31"),
        ("next quarter", "2027-03-31"),
        ("nov", "2026-11-30"),
        ("december", "2026-12-31"),
        ("feb 2028", "2028-02-29"),
        ("2026-12", "2026-12-31"),
        ("2027", "2027-12-31"),
        ("this month", "2026-11-30"),
        ("bulan depan", "2026-12-31"),
        ("下个月", "2026-12-31"),
        ("next week", "2026-12-04"),
        ("this week", "2026-11-27"),
        ("this year", "2026-12-31"),
        ("eow", "2026-11-27"),
        ("eom", "2026-11-30"),
        ("eoq", "2026-12-31"),
        ("fri", "2026-11-27"),
        ("15 dec", "2026-12-15"),
        ("mid december", "2026-12-15"),
        ("+3w", "2026-12-15"),
        ("3m", "2027-02-24"),
        ("today", "2026-11-24"),
    ],
)
def test_a_period_closes_on_its_last_day_and_a_week_on_its_friday(crm: Crm, text: str, day: str) -> None:
    assert closing(crm, text) == day
    crm("deal", "edit", "d1", "--close", "2029-01-01")
    crm("deal", "edit", "d1", "--close", text)
    assert crm("deal", "show", "d1", "--json").json["expected_close"] == day


def test_a_week_whose_friday_is_past_closes_on_its_last_day(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_NOW", "2026-11-28T09:00:00Z")
    assert closing(crm, "this week") == "2026-11-29"


def test_a_word_of_two_languages_is_settled_by_the_setting(crm: Crm) -> None:
    assert refused(crm("deal", "add", "Villa", "--close", "mar"), 5, "'mar' has more than one meaning.")
    crm("settings", "set", "language", "en")
    assert closing(crm, "mar") == "2027-03-31"


def test_what_is_past_is_taken_only_for_a_deal_that_began_in_the_past(crm: Crm) -> None:
    assert refused(crm("deal", "add", "Villa", "--close", "2026-10"), 5, "Thu 1 Oct 2026 is past already.")
    assert closing(crm, "2026-10-20", "--at", "2026-09-01") == "2026-10-20"


def test_the_same_words_find_it_again(crm: Crm) -> None:
    for text in ("q4", "next-week", "december", "2027"):
        ref = crm("deal", "add", "Villa", "--close", text.replace("-", " "), "--ids").stdout.strip()
        assert ref in crm("deal", "list", f"close:{text}", "--ids").stdout.split()
        assert ref in crm("deal", "list", f"close:..{text}", "--ids").stdout.split()
