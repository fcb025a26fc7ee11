"""Deals in `crm today`, the digest, the agenda, the brief and on a card."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from crmcli import wrapping
from crmcli.commands import digest_contents
from crmcli.store import deals, stages
from tests import factories
from tests.commands.conftest import Golden
from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result


@pytest.fixture
@made_once
def pipeline(book: Path, crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    """A deal of each state at 16:00 in Jakarta on Tuesday, 24 November 2026, and one that a follow-up tells of."""
    for day, *words in (
        ("2026-11-01", "add", "Trucks", "--contact", "c6", "--value", "USD3k", "--close", "2026-11-20"),
        ("2026-11-01", "add", "Daan 3F", "--contact", "c4", "--close", "2026-11-22"),
        ("2026-11-08", "add", "Lease", "--contact", "c5", "--value", "12jt", "--next", "news", "--on", "2026-12-20"),
        ("2026-11-12", "add", "Fleet policy", "--contact", "c2", "--value", "85jt", "--stage", "proposal"),
        ("2026-11-20", "add", "Villa", "--close", "2026-11-27", "--next", "signing", "--on", "2026-11-26"),
        ("2026-11-20", "add", "Far", "--contact", "c7", "--close", "2026-12-04", "--next", "z", "--on", "2026-12-30"),
    ):
        monkeypatch.setenv("CRM_NOW", f"{day}T09:00:00Z")
        assert crm("deal", *words).code == 0
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:00:00Z")
    assert crm("remind", "d2", "viewing", "--on", "2026-11-24T17:00").code == 0


@pytest.mark.usefixtures("pipeline")
def test_a_pipe_gets_a_line_for_each_deal_with_why_and_what_it_is_worth(crm: Crm) -> None:
    assert crm("today") == Result(
        "today\tf4\t陳美玲\tviewing\ttoday 17:00, d2 Daan 3F, slipped 2 days\t2026-11-24T17:00\t+886 912-345-678"
        "\t17:00\n"
        "slipped\td1\tIbu Sari\tTrucks\tslipped 4 days, stalled, no next step, 23 days in new, USD 3,000\t2026-11-20"
        "\t+62811222333\t\n"
        "stalled\td3\tŁukasz Ørsted\tLease\tstalled 16 days, in new, IDR 12,000,000\t2026-11-24\t+48 601 232 454"
        "\t10:00\n"
        "unplanned\td4\tPak Budi Santoso\tFleet policy\tno next step, 12 days in proposal, IDR 85,000,000\t2026-11-24"
        "\t+62 812-3456-7890\t\n"
        "closing\td5\t\tVilla\tcloses Fri 27 Nov, 4 days in new\t2026-11-27\t\t\n",
        "",
        0,
    )
    assert crm("today", "--ids").stdout.split() == ["f4", "d1", "d3", "d4", "d5"]
    assert crm("today", "c2", "--ids").stdout.split() == ["d4"]


@pytest.mark.usefixtures("pipeline")
@pytest.mark.parametrize(("columns", "lines"), [("80", "24"), ("140", "40")])
def test_a_terminal_gets_deals_by_their_title(
    crm: Crm, golden: Golden, monkeypatch: pytest.MonkeyPatch, columns: str, lines: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", lines)
    golden(f"today.deals.{columns}x{lines}", crm("today", tty=True))


@pytest.mark.usefixtures("pipeline")
def test_json_says_how_each_deal_stands(crm: Crm) -> None:
    said = crm("today", "--json").json
    assert said["counts"] == {
        "late": 0, "today": 1, "silent": 0, "slipped": 1, "stalled": 1, "unplanned": 1, "closing": 1, "occasions": 0,
        "announced": 0,
    }  # fmt: skip
    (row,) = said["unplanned"]
    assert (row["ref"], row["contact"], row["what"], row["due"]) == (
        "d4", {"id": 2, "name": "Pak Budi Santoso"}, "Fleet policy", "2026-11-24",
    )  # fmt: skip
    assert row["deal"] == {
        "id": 4,
        "title": "Fleet policy",
        "stage": "proposal",
        "value": {"amount": "85000000.00", "currency": "IDR"},
        "expected_close": None,
        "days_in_stage": 12,
        "quiet_days": 12,
        "is_slipped": False,
        "is_stalled": False,
        "is_unplanned": True,
    }
    assert said["today"][0]["deal"]["title"] == "Daan 3F"


@pytest.mark.usefixtures("pipeline")
def test_where_only_deals_are_told_of_it_says_what_settles_the_first(crm: Crm) -> None:
    crm("done", "f4")
    crm("deal", "edit", "d2", "--close", "2026-12-24", "--next", "x", "--on", "2026-12-24")
    assert crm("today", tty=True).stderr == "crm deal edit d1 --close +2w\n"


@pytest.mark.usefixtures("pipeline")
@pytest.mark.parametrize("which", ["text", "markdown", "html"])
def test_a_digest_tells_of_deals_in_each_format(crm: Crm, golden: Golden, which: str) -> None:
    golden(f"digest.deals.{which}", crm("digest", "--days", "14", "--format", which))


@pytest.mark.usefixtures("pipeline")
def test_every_command_that_settles_a_deal_can_be_typed_and_settles_it(crm: Crm) -> None:
    found = crm("digest", "--json").json
    rows = [row for state in ("slipped", "stalled", "unplanned", "closing") for row in found[state]]
    assert [row["close"] for row in rows] == [
        "crm deal edit d1 --close +2w", "crm log d3 call", "crm remind d4 --on tomorrow", "crm win d5",
    ]  # fmt: skip
    for row in rows:
        assert crm(*shlex.split(row["close"])[1:]).code == 0
    after = crm("digest", "--json").json
    assert [[row["ref"] for row in after[state]] for state in ("slipped", "stalled", "unplanned", "closing")] == [
        [], ["d1"], [], [],
    ]  # fmt: skip


def test_a_stalled_deal_is_settled_by_a_call_and_one_with_nobody_by_a_step(
    crm: Crm, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_NOW", "2026-11-01T09:00:00Z")
    for contact in (("--contact", "c2"), ()):
        crm("deal", "add", "Old", *contact, "--stage", "negotiation", "--next", "x", "--on", "2027-01-01")
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:00:00Z")
    closing = [row["close"] for row in crm("digest", "--json").json["stalled"]]
    assert closing == ["crm log d1 call", "crm remind d2 --on tomorrow"]


def test_a_next_step_is_proposed_for_the_next_day_that_is_none_of_the_weekend(
    crm: Crm, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("deal", "add", "Fleet", "--contact", "c2")
    for day, proposed in (("25", "tomorrow"), ("26", "tomorrow"), ("27", "mon"), ("28", "mon"), ("29", "tomorrow")):
        monkeypatch.setenv("CRM_NOW", f"2026-11-{day}T05:00:00Z")
        (row,) = crm("digest", "--json").json["unplanned"]
        assert row["close"] == f"crm remind d1 --on {proposed}"
    assert crm(*shlex.split(row["close"])[1:]).stdout.startswith("f1 call Pak Budi Santoso, Mon 30 Nov 2026 · d1 Fleet")


@pytest.mark.usefixtures("pipeline")
def test_what_is_to_be_done_after_a_win_names_its_deal(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    crm("win", "d4")
    monkeypatch.setenv("CRM_NOW", "2026-11-25T09:00:00Z")
    (row,) = [row for row in crm("today", "--json").json["today"] if row["what"] == "thank them"]
    assert (row["why"], row["deal"]["title"], row["deal"]["stage"]) == ("today, d4 Fleet policy, won",
                                                                       "Fleet policy", "won")  # fmt: skip
    assert "d4 Fleet policy · won" in crm("digest").stdout
    assert "Open\tf5 thank them, today, d4 Fleet policy\n" in crm("brief", "c2").stdout


@pytest.mark.usefixtures("pipeline")
def test_what_is_told_today_is_not_told_again_among_what_comes(crm: Crm) -> None:
    found = crm("digest", "--days", "14", "--json").json
    assert [(row["ref"], row["state"], row["due"]) for row in found["coming"]] == [
        ("f2", "announced", "2026-11-26"),
        ("d6", "closing", "2026-12-04"),
    ]


def test_hundreds_of_stalled_deals_do_not_drown_the_calls_of_the_day(
    crm: Crm, book: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = factories.opened(database)
    try:
        with store.write("many") as tx:
            stage = stages.named(tx.connection, "new").id
            for number in range(500):
                deals.add(tx, f"Deal {number}", stage, at=f"2026-{number % 9 + 1:02d}-01T09:00:00Z")
    finally:
        store.close()
    monkeypatch.setenv("CRM_NOW", "2026-11-19T09:00:00Z")
    for number in range(12):
        crm("remind", "c2", f"call {number}", "--on", "2026-11-20")
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:00:00Z")
    said = crm("today", tty=True)
    assert said.stdout.count("! f") == 12
    assert "+486 more deals   crm today --all" in said.stdout.replace("\n", " ")
    told = crm("digest").stdout
    assert told.count("crm done f") == 12
    assert told.count("crm remind d") == digest_contents.MOST_DEALS
    assert len(crm("digest", "--json").json["stalled"]) == 500


@pytest.mark.usefixtures("pipeline")
def test_an_agenda_holds_the_expected_closes(crm: Crm, golden: Golden) -> None:
    assert crm("agenda", "--days", "14").stdout == (
        "2026-11-24\t17:00\tdue\tf4\t陳美玲\tviewing\td2 Daan 3F\n"
        "2026-11-26\t\tdue\tf2\t\tsigning\td5 Villa\n"
        "2026-11-27\t\tclosing\td5\t\tVilla\texpected to close, new\n"
        "2026-12-04\t\tclosing\td6\tSari Dewi\tFar\texpected to close, new\n"
    )
    (entry,) = crm("agenda", "--days", "4", "--json").json[-1]["entries"]
    assert (entry["state"], entry["ref"], entry["deal"]) == ("closing", "d5", {"id": 5, "title": "Villa"})
    golden("agenda.deals.table", crm("agenda", "--days", "14", tty=True))


@pytest.mark.usefixtures("pipeline")
def test_a_brief_tells_of_open_deals_and_a_card_of_those_won_too(crm: Crm) -> None:
    crm("deal", "add", "Second truck", "--contact", "c2", "--next", "call", "--on", "fri")
    crm("win", "d4", "--no-care")
    card = crm("show", "c2").stdout
    assert "d7\tSecond truck · new · f5 call, Fri 27 Nov\n" in card
    assert "d4\tFleet policy · won 24 Nov 2026 · IDR 85,000,000\n" in card
    assert "Deals\td7 Second truck · new · f5 call, Fri 27 Nov\n" in crm("brief", "c2").stdout
    assert "Fleet policy" not in crm("brief", "c2").stdout
    assert [each["id"] for each in crm("show", "c2", "--json").json["deals"]] == [7, 4]
    assert [each["id"] for each in crm("brief", "c2", "--json").json["deals"]] == [7]
    crm("lose", "d7", "--reason", "price")
    assert [each["id"] for each in crm("show", "c2", "--json").json["deals"]] == [4]


@pytest.mark.usefixtures("pipeline")
def test_a_company_s_card_tells_with_whom_of_it_a_deal_is(crm: Crm) -> None:
    company = crm("show", "c2", "--json").json["company"]["id"]
    assert (
        "d4\tFleet policy · Pak Budi Santoso · proposal · IDR 85,000,000 · no next step\n"
        in crm("show", f"c{company}").stdout
    )


def test_hostile_titles_do_no_harm_in_any_view(crm: Crm, book: Path) -> None:
    crm("deal", "add", "\x1b[31m<b>red</b>\u202e **x**", "--contact", "c2", "--close", "fri")
    for words in (("today",), ("digest",), ("agenda",), ("brief", "c2"), ("show", "c2")):
        for tty in (False, True):
            said = crm(*words, tty=tty).stdout
            assert "red" in said
            assert "\x1b[31m" not in said
            assert "\u202e" not in said
    assert "<b>red" not in crm("digest", "--format", "html").stdout
    assert "\\*\\*x" in crm("digest", "--format", "markdown").stdout


@pytest.mark.usefixtures("pipeline")
def test_the_day_of_deals_alone_is_deals_and_what_is_to_be_done_for_them(crm: Crm, golden: Golden) -> None:
    crm("remind", "c6", "lunch", "--on", "2026-11-24")
    crm("contact", "edit", "c7", "--birthday", "1986-11-25")
    crm("settings", "goal", "20", "calls", "--per", "day")
    assert "lunch" in crm("today").stdout
    assert crm("today", "--deals", "--ids").stdout.split() == ["f4", "d1", "d3", "d4", "d5"]
    assert crm("today", "--deals", "c4", "--ids").stdout.split() == ["f4"]
    assert crm("today", "--deals", "--json").json["goals"] == []
    golden("digest.deals.alone", crm("digest", "--deals", "--days", "14"))
    said = crm("today", "--deals", "--limit", "2", tty=True).stdout
    assert said.endswith("   crm today --deals --all\n")
    assert crm("today", "--deals", "c6", "--limit", "9").stdout.count("\n") == 1


def test_where_nothing_is_to_be_done_for_deals_it_says_so_and_a_digest_of_them_is_silent(crm: Crm, book: Path) -> None:
    crm("remind", "c6", "lunch", "--on", "2026-11-24")
    assert crm("today", "--deals") == Result("", "Nothing to do for deals today.\n", 0)
    assert crm("digest", "--deals") == Result("", "", 0)
    assert crm("digest", "--deals", "--exit-code").code == 0
    assert crm("digest", "--exit-code").code == 10


@pytest.mark.usefixtures("pipeline")
def test_a_digest_of_deals_is_told_once_by_itself(crm: Crm) -> None:
    assert crm("digest", "--once-per", "week").stdout != ""
    assert "Slipped deals (1)" in crm("digest", "--deals", "--once-per", "week").stdout
    assert crm("digest", "--deals", "--once-per", "week") == Result("", "", 0)


@pytest.mark.usefixtures("pipeline")
def test_goals_in_money_stand_at_the_head_with_pace_and_gap(crm: Crm) -> None:
    crm("settings", "set", "currency", "IDR")
    crm("settings", "goal", "100jt", "--per", "month")
    crm("settings", "goal", "20", "calls", "--per", "day")
    crm("win", "d4", "--no-care")
    head = crm("today", "--no-color", tty=True).stdout.partition("\n! ")[0].partition("\n\u2022 ")[0].replace("\n", " ")
    assert head.endswith(
        " \u00b7 calls 0 of 20 \u00b7 won IDR 85,000,000 of 100,000,000 this month (pace 80,952,381, gap 15,000,000)"
    )
    crm("settings", "goal", "80jt", "--per", "month")
    assert "won IDR 85,000,000 of 80,000,000 this month (reached)" in crm("digest", "--deals").stdout
    crm("settings", "goal", "USD10k", "--per", "month")
    said = crm("digest", "--json").json["money_goals"]
    assert [(each["aim"]["currency"], each["actual"], each["lacking"]) for each in said] == [("USD", None, ["USD"])]
    assert "won ? of USD 10,000 this month (no rate of USD is known)" in crm("digest").stdout.replace("\n", " ")


@pytest.mark.usefixtures("pipeline")
def test_on_a_narrow_terminal_the_deal_of_a_promise_stands_below_it_and_never_more_than_a_screen(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "14")
    crm("deal", "edit", "d2", "--title", "\u53f0\u5317\u5927\u5b89\u5340" * 9)
    for number in range(12):
        crm("remind", "d2", f"send the offer with all of the drawings {number}", "--on", "2026-11-24")
    said = crm("today", "--no-color", tty=True)
    lines = said.stdout.splitlines()
    assert len(lines) + len(said.stderr.splitlines()) == 13
    below = [line for line in lines if line.startswith("      d2 ")]
    assert below
    assert all(line.endswith("\u2026 \u00b7 slipped 2 days") and wrapping.cells(line) <= 80 for line in below)
