"""Birthdays and other days as they are typed: by the order of the user, in words of any language, never relative."""

from __future__ import annotations

import json

import pytest

from crmcli.store import occasions
from tests.conftest import Crm, Result


def birthday(crm: Crm) -> str:
    return str(json.loads(crm("show", "c1", "--json").stdout)["birthday"])


@pytest.mark.parametrize(("order", "expected"), [("dmy", "1974-05-12"), ("mdy", "1974-12-05")])
def test_numbers_alone_are_read_in_the_order_that_was_set(crm: Crm, order: str, expected: str) -> None:
    crm("settings", "set", "date_order", order)
    assert crm("add", "Budi", "--birthday", "12/05/1974").code == 0
    assert birthday(crm) == expected
    assert crm("contact", "edit", "budi", "--occasion", "wedding=12/05/2001").code == 0
    days = json.loads(crm("show", "c1", "--json").stdout)["occasions"]
    assert [day["date"][4:] for day in days if day["kind"] == "wedding"] == [expected[4:]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 mei 1974", (1974, 5, 12)),
        ("12 de maio de 1974", (1974, 5, 12)),
        ("1º de maio", (None, 5, 1)),
        ("el 5 de mayo de 1980", (1980, 5, 5)),
        ("le 5 mars 1980", (1980, 3, 5)),
        ("den 12. Mai 1974", (1974, 5, 12)),
        ("十二月一日", (None, 12, 1)),
        ("1974年5月12日", (1974, 5, 12)),
        ("May 12th, 1974", (1974, 5, 12)),
        ("the 12th of May 74", (1974, 5, 12)),
        ("29 feb", (None, 2, 29)),
    ],
)
def test_a_day_may_be_written_in_words_of_any_language(text: str, expected: tuple[int | None, int, int]) -> None:
    assert occasions.typed(text) == expected


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("25-11", "The month comes first: 11-25"),
        ("--30-12", "The month comes first: 12-30"),
        ("1980-25-11", "The month comes first: 1980-11-25"),
        ("2025-29-02", "Write a day as 1980-04-15, or --04-15 without the year."),
        ("32-11", "Write a day as 1980-04-15, or --04-15 without the year."),
    ],
)
def test_a_day_before_its_month_is_refused_with_the_right_spelling(crm: Crm, text: str, hint: str) -> None:
    refused = Result("", f"crm: There is no such day.\n     {hint}\n", 5)
    assert crm("add", "Budi", f"--birthday={text}") == refused
    assert crm("settings", "holiday", "add", "Closed", f"--on={text}") == refused


@pytest.mark.parametrize(
    "text", ["today", "tomorrow", "fri", "in 3 days", "12 may 15:00", "the 15th", "may", "31 juni"]
)
def test_what_is_no_day_of_the_calendar_is_refused(crm: Crm, text: str) -> None:
    refused = crm("add", "Budi", "--birthday", text)
    assert refused.code == 5
    assert refused.stderr == (
        f"crm: '{text}' is not a day.\n     Write a day as 1980-04-15, or --04-15 without the year.\n"
    )
