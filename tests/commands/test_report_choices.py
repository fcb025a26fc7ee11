"""Reports of deals as they are asked for: parted by customer, of a row without a name, and as a text into a pipe."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm

REPORTS = ("funnel", "velocity", "forecast", "won", "lost", "stalled", "activity", "sources", "goal")


@pytest.fixture(autouse=True)
def sold(crm: Crm, book: object) -> None:
    """Three deals won, of which two are of one company; one lost, one open without a day; in three currencies."""
    crm("settings", "set", "currency", "IDR")
    for title, contact, value in (
        ("A", "c2", "450jt"),
        ("B", "c7", "90jt"),
        ("C", "c4", "USD4k"),
        ("D", "c4", "EUR1k"),
    ):
        crm("deal", "add", title, "--contact", contact, "--value", value, "--at", "2026-09-01", "--source", "fair")
    crm("deal", "add", "E", "--value", "5jt", "--at", "2026-09-01")
    for ref in ("d1", "d2", "d3"):
        crm("win", ref, "--no-care", "--at", "2026-10-01")
    crm("lose", "d4", "--reason", "price", "--retry", "none", "--at", "2026-10-02")


def test_deals_are_parted_by_customer_and_by_company(crm: Crm) -> None:
    assert crm("report", "won", "--by", "contact", "--csv").stdout.replace("\r", "") == (
        "name,currency,deals,value,commission\n"
        "Pak Budi Santoso,IDR,1,450000000.00,0.00\n"
        "Sari Dewi,IDR,1,90000000.00,0.00\n"
        "陳美玲,USD,1,4000.00,0.00\n"
    )
    rows = crm("report", "won", "--by", "company", "--json").json["rows"]
    assert [(row["company"], row["deals"]) for row in rows] == [("PT Maju Jaya", 2), ("晨嶺物流", 1)]
    assert crm("report", "won", "--by", "company", "--ids", "--row", "pt maju").stdout == "d1\nd2\n"
    assert [row["contact"] for row in crm("report", "lost", "--by", "contact", "--json").json["rows"]] == ["陳美玲"]
    for name in ("funnel", "forecast", "sources", "stalled"):
        assert crm("report", name, "--by", "company", "--json").json["by"] == "company"


def test_two_customers_of_one_name_are_two_rows(crm: Crm) -> None:
    crm("add", "Sari Dewi")
    crm("deal", "add", "F", "--contact", "c8", "--value", "10jt")
    crm("win", "d6", "--no-care")
    names = [row["contact"] for row in crm("report", "won", "--by", "contact", "--json").json["rows"]]
    assert sorted(names) == ["Pak Budi Santoso", "Sari Dewi (c7)", "Sari Dewi (c8)", "陳美玲"]


def test_who_was_removed_is_no_customer_any_more(crm: Crm) -> None:
    assert crm("contact", "rm", "c4").code == 0
    rows = crm("report", "won", "--by", "contact", "--json").json["rows"]
    assert rows[-1]["contact"] is None


def test_what_has_no_day_is_called_so_on_the_line_too(crm: Crm) -> None:
    table = crm("report", "forecast", "--no-color", tty=True).stdout
    assert "\nno day " in table
    assert "none" not in table
    for row in ("no day", "No", "none"):
        assert crm("report", "forecast", "--ids", "--row", row).stdout == "d5\n"
    said = crm("report", "forecast", "--ids", "--row", "moon")
    assert said.stderr.splitlines()[1].endswith(", no day.")
    assert crm("report", "forecast", "--json").json["rows"][-1]["month"] is None
    assert crm("report", "forecast", "--by", "source", "--row", "no day", "--ids").code == 3


@pytest.mark.parametrize("name", REPORTS)
def test_a_text_for_people_goes_into_a_pipe_as_it_stands_on_a_terminal(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    crm("settings", "goal", "1miliar", "--per", "quarter")
    text = crm("report", name, "--format", "text")
    assert text.stdout == crm("report", name, "--no-color", tty=True).stdout
    assert "\x1b" not in text.stdout
    assert "\t" not in text.stdout
    assert crm("report", name, "--format", "csv").stdout == crm("report", name, "--csv").stdout
    assert crm("report", name, "--format", "json").json == crm("report", name, "--json").json


def test_the_pipeline_goes_as_a_text_into_a_pipe_too(crm: Crm) -> None:
    assert crm("pipeline", "--format", "text").stdout == crm("pipeline", "--no-color", tty=True).stdout


def test_a_form_that_there_is_not_and_two_at_once_are_refused(crm: Crm) -> None:
    assert refused(crm("report", "won", "--format", "pdf"), 5, "--format cannot be 'pdf'.")
    said = crm("report", "won", "--format", "text", "--csv")
    assert refused(said, 2, "--format text and --csv cannot be had together.")


def test_another_span_of_quiet_is_a_query_and_the_hint_says_so(crm: Crm) -> None:
    said = crm("report", "stalled", "--days", "3")
    assert said.stderr == (
        "crm: crm report stalled takes no option --days.\n     Did you mean crm deal list stalled:3d..?\n"
    )


def test_currencies_are_never_added_up_where_none_is_ones_own(crm: Crm) -> None:
    crm("settings", "unset", "currency")
    for name in REPORTS:
        for form in ("json", "csv", "text"):
            said = crm("report", name, "--format", form)
            assert (said.code, "Traceback" in said.stderr) == (0, False)
    total = crm("report", "won", "--json").json["total"]
    assert {one["currency"]: one["value"]["amount"] for one in total["sums"]} == {
        "IDR": "540000000.00",
        "USD": "4000.00",
    }
    assert (total["home"]["value"], total["home"]["lacking"]) == (None, ["USD"])
