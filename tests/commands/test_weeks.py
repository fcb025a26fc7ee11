"""`crm report week`: the week's work as a text to send."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
def worked(book: object, crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    """A week of work, on Friday, 27 November 2026 at 16:00 in Jakarta."""
    for now, *line in (
        ("2026-11-20T03:00:00Z", "remind", "c2", "send quote", "--on", "2026-11-24"),
        ("2026-11-20T03:00:00Z", "remind", "c6", "send brochure", "--on", "2026-11-26"),
        ("2026-11-23T03:00:00Z", "log", "c2", "call", "price ok", "--for", "15m"),
        ("2026-11-24T03:00:00Z", "log", "c6", "call", "--missed"),
        ("2026-11-24T03:00:00Z", "done", "f1"),
        ("2026-11-24T04:00:00Z", "log", "c4", "visit", "saw the <flat> & *liked* it", "--with", "c5", "--for", "1h"),
        ("2026-11-25T03:00:00Z", "log", "c5", "email", "sent [prices](x)"),
        ("2026-11-25T03:00:00Z", "remind", "c4", "contract", "--on", "2026-12-01T10:00"),
        ("2026-11-25T03:00:00Z", "settings", "goal", "1", "call", "--per", "day"),
        ("2026-11-25T03:00:00Z", "settings", "goal", "5", "visits", "--per", "week"),
        ("2026-11-26T03:00:00Z", "contact", "edit", "c7", "--status", "private"),
        ("2026-11-26T03:00:00Z", "log", "c7", "call", "secret"),
        ("2026-11-26T03:00:00Z", "remind", "c7", "secret", "--on", "2026-11-30"),
        ("2026-11-27T03:00:00Z", "log", "c2", "meeting", "both were there", "--with", "c7"),
    ):
        monkeypatch.setenv("CRM_NOW", now)
        assert crm(*line).code == 0, line
    monkeypatch.setenv("CRM_NOW", "2026-11-27T09:00:00Z")


@pytest.mark.usefixtures("worked")
def test_the_week_is_a_text_to_send(crm: Crm, golden: Golden) -> None:
    golden("week.text", crm("report", "week"))
    golden("week.markdown", crm("report", "week", "--format", "markdown"))


@pytest.mark.usefixtures("worked")
def test_private_contacts_are_not_in_it(crm: Crm) -> None:
    for said in (crm("report", "week"), crm("report", "week", "--json")):
        assert "secret" not in said.stdout
        assert "Sari Dewi" not in said.stdout
        assert "both were there" in said.stdout


@pytest.mark.usefixtures("worked")
def test_json_holds_the_records(crm: Crm) -> None:
    said = crm("report", "week", "--json").json
    assert (said["first"], said["last"]) == ("2026-11-23", "2026-11-27")
    assert {each["kind"]: (each["count"], each["reached"], each["missed"]) for each in said["activities"]}["call"] == (
        2,
        1,
        1,
    )
    assert [(each["date"], each["contacts"][0]["id"]) for each in said["met"]] == [
        ("2026-11-23", 2), ("2026-11-24", 4), ("2026-11-27", 2),
    ]  # fmt: skip
    assert [each["what"] for each in said["kept"]] == ["send quote"]
    assert [each["what"] for each in said["made"]] == ["contract"]
    assert [each["what"] for each in said["late"]] == ["send brochure"]
    assert [each["what"] for each in said["coming"]] == ["contract"]
    assert said["goals"] == [
        {"kind": "call", "period": "day", "count": 1, "done": 2, "of": 5},
        {"kind": "visit", "period": "week", "count": 5, "done": 1, "of": 5},
    ]


@pytest.mark.usefixtures("worked")
def test_days_off_are_no_working_days_but_where_the_goal_was_worked_for(crm: Crm) -> None:
    for day in ("2026-11-23", "2026-11-26", "2026-11-28"):
        crm("settings", "holiday", "add", f"Closed {day}", "--on", day)
    assert crm("report", "week", "--json").json["goals"][0]["of"] == 4
    assert crm("report", "week", "--from", "1999-01-01", "--to", "1999-01-31", "--json").json["goals"][0]["of"] > 15


@pytest.mark.usefixtures("worked")
def test_the_days_may_be_named(crm: Crm) -> None:
    def days(*options: str) -> tuple[str, str]:
        said = crm("report", "week", *options, "--json").json
        return said["first"], said["last"]

    assert days("--last") == ("2026-11-16", "2026-11-22")
    assert days("--week", "2026-W47") == days("--week", "47") == days("--week", "w47") == ("2026-11-16", "2026-11-22")
    assert days("--week", "2026-W48") == ("2026-11-23", "2026-11-27")
    assert days("--from", "2026-11-02", "--to", "2026-11-15") == ("2026-11-02", "2026-11-15")
    assert days("--to", "2026-11-18") == ("2026-11-16", "2026-11-18")


def test_a_number_alone_is_the_latest_such_week_that_has_begun(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_NOW", "2027-01-05T03:00:00Z")
    said = crm("report", "week", "--week", "53")
    assert said.stdout.splitlines()[0] == "Week 53: Mon 28 Dec to Sun 3 Jan 2027"
    assert crm("report", "week", "--week", "52", "--json").json["first"] == "2026-12-21"
    assert crm("report", "week", "--last").stdout == said.stdout
    assert crm("report", "week", "--week", "1", "--json").json["first"] == "2027-01-04"
    assert refused(crm("report", "week", "--week", "2027-W02"), 5, "The week 2027-W02 has not begun.")


def test_a_terminal_breaks_the_text_between_words_and_a_pipe_gets_it_as_it_is(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    crm("remind", "c2", "bring the signed papers of the new trucks and ask for the old ones", "--on", "fri")
    long = "  Fri 27 Nov  Pak Budi Santoso: bring the signed papers of the new trucks and ask for the old ones\n"
    assert long in crm("report", "week").stdout
    assert (
        "  Fri 27 Nov  Pak Budi Santoso: bring the signed papers of the new trucks and\n    ask for the old ones\n"
    ) in crm("report", "week", tty=True).stdout


def test_wrong_days_and_formats_are_refused(crm: Crm) -> None:
    week = ("report", "week")
    assert refused(crm(*week, "--week", "2026-W49"), 5, "The week 2026-W49 has not begun.")
    for text in ("2026-W54", "W0", "next", "2026-11-20"):
        assert refused(crm(*week, "--week", text), 5, f"'{text}' is no week."), text
    assert refused(
        crm(*week, "--from", "2026-11-20", "--to", "2026-11-10"),
        5,
        "A report is of 1 to 366 days, the first before the last.",
    )
    assert refused(crm(*week, "--last", "--week", "47"), 2, "--week, --last and --from or --to cannot be had together.")
    assert refused(crm(*week, "--format", "html"), 5, "There is no format 'html'.")


def test_a_week_without_work_says_so(crm: Crm) -> None:
    assert crm("report", "week").stdout == "Week 48: Mon 23 Nov to Tue 24 Nov 2026\n\nDone\n  Nothing was logged.\n"


def test_no_name_is_read_as_markup(crm: Crm) -> None:
    crm("add", "# <script>*x*</script> [a](b) `c` ~d~ | e & f _g_")
    crm("log", "c8", "meeting", "1. *bold*\x1b[31m")
    (line,) = [each for each in crm("report", "week", "--format", "markdown").stdout.splitlines() if "meeting," in each]
    assert not re.search(r"(?<!\\)[*_`\[\]<>#|~&]", line.removeprefix("- **Tue 24 Nov**"))
    assert "\x1b" not in line


@pytest.mark.parametrize(
    "zone",
    ["Asia/Jakarta", "America/Sao_Paulo", "Asia/Taipei", "Europe/Berlin", "America/New_York", "Pacific/Apia"],
)
@pytest.mark.parametrize("sunday", ["2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01", "2028-12-31"])
def test_a_week_begins_on_monday_at_midnight_in_any_zone(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, zone: str, sunday: str
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    crm("settings", "set", "timezone", zone)
    evening = datetime.fromisoformat(f"{sunday}T23:59:59").replace(tzinfo=ZoneInfo(zone)).timestamp()
    for second, summary in ((0, "in the evening"), (1, "in the morning")):
        monkeypatch.setenv("CRM_NOW", datetime.fromtimestamp(evening + second, UTC).isoformat())
        assert crm("log", "c2", "call", summary).code == 0
    said = crm("report", "week", "--json").json
    assert [(each["summary"], each["date"]) for each in said["met"]] == [("in the morning", said["first"])]
    said = crm("report", "week", "--last", "--json").json
    assert [(each["summary"], each["date"]) for each in said["met"]] == [("in the evening", sunday)]


def test_what_is_due_today_and_still_open_is_told_first_of_what_comes(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("remind", "--self", "tax papers", "--on", "2026-12-02")
    monkeypatch.setenv("CRM_NOW", "2026-12-02T02:00:00Z")
    assert [each["what"] for each in crm("report", "week", "--json").json["coming"]] == ["tax papers"]
