"""`crm report funnel` and its kin on a handful of deals: what they say word for word, and of nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.commands.conftest import Golden, refused
from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result

REPORTS = ("funnel", "velocity", "forecast", "won", "lost", "stalled", "activity", "sources", "goal")
LIVES = (
    ("deal", "add", "Trucks", "--contact", "c2", "--value", "450jt", "--commission", "3%", "--at", "2026-06-01"),
    ("move", "d1", "qualified", "--at", "2026-06-20"),
    ("win", "d1", "--at", "2026-08-05", "--no-care"),
    ("deal", "add", "Cold store", "--contact", "c4", "--value", "300jt", "--source", "fair", "--at", "2026-07-06"),
    ("move", "d2", "proposal", "--at", "2026-08-12"),
    ("lose", "d2", "--reason", "price", "--to", "Acme", "--at", "2026-09-15", "--retry", "none"),
    ("deal", "add", "Parts", "--contact", "c5", "--value", "USD4k", "--source", "fair", "--at", "2026-09-01"),
    ("win", "d3", "--at", "2026-10-19", "--no-care"),
    ("deal", "add", "Fleet", "--contact", "c2", "--value", "850jt", "--at", "2026-09-14", "--close", "2026-11-20"),
    ("move", "d4", "negotiation", "--at", "2026-10-12"),
    ("deal", "edit", "d4", "--close", "2026-12-11"),
    (
        "deal",
        "add",
        "Machines",
        "--value",
        "600jt",
        "--stage",
        "proposal",
        "--close",
        "2026-11-18",
        "--at",
        "2026-11-10",
    ),
    ("deal", "add", "A test", "--at", "2026-11-02"),
    ("void", "d6"),
)


@pytest.fixture
@made_once
def handful(book: Path, crm: Crm) -> None:
    """Six deals: two won, one lost, two open of which one slipped and one is late, one void."""
    assert crm("settings", "set", "currency", "IDR").code == 0
    assert crm("settings", "set", "holidays", "none").code == 0
    for words in LIVES:
        said = crm(*words)
        assert said.code == 0, said.stderr


@pytest.mark.usefixtures("handful")
@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize("name", REPORTS[:-1])
def test_each_report_says_the_same_every_time(crm: Crm, golden: Golden, name: str, form: str) -> None:
    options = ("--no-color",) if form == "table" else (f"--{form}",)
    golden(f"report.{name}.{form}", crm("report", name, *options, tty=form == "table"))


@pytest.mark.usefixtures("handful")
def test_a_rate_puts_all_into_the_home_currency_and_without_one_each_has_its_line(crm: Crm) -> None:
    without = crm("report", "won", "--no-color", "--from", "2026-08", tty=True).stdout
    assert "2026-10  IDR" not in without
    assert "2026-10  USD" in without
    assert "In IDR: no rate of USD is known; crm settings rate USD N sets it." in without
    assert crm("settings", "rate", "USD", "16000", "--on", "2026-01-01").code == 0
    said = crm("report", "won", "--no-color", "--from", "2026-08", tty=True).stdout
    assert said == (
        "Won, Sat 1 Aug 2026 to Tue 24 Nov 2026\n"
        "Month    Deals  Value in IDR  Commission in IDR\n"
        "2026-08      1   450,000,000         13,500,000  ██████████████████\n"
        "2026-09      0\n"
        "2026-10      1    64,000,000                     ███\n"
        "2026-11      0\n"
        "Won: 2 deals · IDR 450,000,000 · USD 4,000\n"
        "  = IDR 514,000,000, each at the rate of its day\n"
    )
    assert crm("deal", "add", "Abroad", "--value", "USD10k", "--close", "2026-12-11").code == 0
    assert crm("report", "forecast", "--no-color", "--row", "2026-12", tty=True).stdout == (
        "Forecast in IDR, Sun 1 Nov 2026 to Fri 30 Apr 2027\n"
        "Month    Open    Committed     Weighted           Best\n"
        "2026-12     2  850,000,000  696,000,000  1,010,000,000  █████████████░░░░░\n"
        "Open: 2 deals · IDR 850,000,000 · USD 10,000\n"
        "  = IDR 1,010,000,000 at today's rates\n"
    )


@pytest.mark.usefixtures("handful")
def test_what_was_closed_counts_at_the_rate_of_its_day(crm: Crm) -> None:
    crm("settings", "rate", "USD", "16000", "--on", "2026-01-01")
    before = crm("report", "won", "--json").json["total"]["home"]
    crm("settings", "rate", "USD", "20000", "--on", "2026-11-01")
    assert crm("report", "won", "--json").json["total"]["home"] == before


@pytest.mark.usefixtures("handful")
def test_the_deals_behind_a_number_are_listed(crm: Crm) -> None:
    assert crm("report", "lost", "--ids").stdout == "d2\n"
    assert crm("report", "forecast", "--ids", "--row", "2026-11", "--column", "slipped").stdout == "d5\nd4\n"
    assert crm("report", "forecast", "--ids", "--row", "2026-12", "--column", "committed").stdout == "d4\n"
    assert crm("report", "funnel", "--ids", "--row", "proposal", "--column", "lost").stdout == "d2\n"
    assert crm("report", "funnel", "--ids", "--row", "void").stdout == "d6\n"
    assert crm("report", "velocity", "--ids", "--row", "closed", "--column", "won").stdout == "d1\nd3\n"
    assert crm("report", "sources", "--deals", "--row", "fair", "--json").json[0]["title"] in ("Cold store", "Parts")
    said = crm("report", "won", "--row", "2026-09", "--deals")
    assert said == Result("", "No deal stands behind that.\n", 0)


@pytest.mark.usefixtures("handful")
@pytest.mark.parametrize(
    ("report", "said", "counted"),
    [
        ("forecast", "weighted", "open"),
        ("forecast", "best", "open"),
        ("forecast", "Committed", "committed"),
        ("sources", "deals", "created"),
        ("goal", "weighted", "open"),
    ],
)
def test_a_number_is_named_as_its_table_does(crm: Crm, report: str, said: str, counted: str) -> None:
    crm("settings", "goal", "1miliar", "--per", "quarter")
    behind = crm("report", report, "--ids", "--column", counted)
    assert behind.stdout
    assert crm("report", report, "--ids", "--column", said) == behind


@pytest.mark.usefixtures("handful")
def test_a_query_and_a_pipeline_narrow_a_report(crm: Crm) -> None:
    assert crm("report", "won", "--ids", "value:USD1..").stdout == "d3\n"
    assert crm("report", "won", "with:budi", "--ids").stdout == "d1\n"
    assert crm("report", "won", "--ids", "--pipeline", "sales").stdout == "d1\nd3\n"
    crm("pipeline", "add", "Rentals")
    assert crm("report", "won", "--pipeline", "rentals") == Result("", "Nothing was won in these days.\n", 0)
    assert refused(crm("report", "won", "--pipeline", "none"), 3, "There is no pipeline 'none'.")


@pytest.mark.usefixtures("handful")
def test_what_cannot_be_asked_is_refused_in_a_sentence(crm: Crm) -> None:
    assert refused(crm("report", "won", "--by", "moon"), 5, "This report has no rows by 'moon'.")
    assert refused(crm("report", "won", "--row", "2020-01"), 3, "There is no row '2020-01' in this report.")
    assert refused(crm("report", "sources", "--deals", "--column", "x"), 3, "There is no number 'x' in this report.")
    assert refused(crm("report", "sources", "--column", "won"), 2, "--column goes with --deals.")
    assert refused(
        crm("report", "won", "--from", "2026-11", "--to", "2026-10"), 5, "Sun 1 Nov 2026 is after Sat 31 Oct 2026."
    )
    assert refused(crm("report", "won", "--from", "0001-01-01"), 5, "A report begins in 1970 at the earliest.")
    assert refused(
        crm("report", "won", "--from", "1900", "--to", "1900"), 5, "A report begins in 1970 at the earliest."
    )
    assert refused(crm("report", "forecast", "--to", "9999"), 5, "A report ends in 9000 at the latest.")
    assert refused(crm("report", "forecast", "--to", "2200"), 5, "A report is of at most a hundred years.")
    assert crm("report", "goal", "--from", "2027").stderr == (
        "crm: Fri 1 Jan 2027 is after Tue 24 Nov 2026.\n     That is the last day where --to names none.\n"
    )
    assert refused(crm("report", "won", "--from", ".."), 5, "'..' is not understood as one day or time.")
    assert refused(crm("report", "won", ""), 2, "There is nothing to look for.")


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("form", ["--json", "--csv", "--tsv", "--ids", "--no-color"])
def test_no_database_and_no_deals_are_no_error(crm: Crm, database: Path, name: str, form: str) -> None:
    nothing = {
        "activity": "Nothing was logged in these days. crm log REF call --for 15m logs something.\n",
        "goal": "There are no goals yet. crm settings goal 50jt --per month sets one.\n",
    }.get(name, "There are no deals yet. crm deal add TITLE makes one.\n")
    said = crm("report", name, form)
    assert (said.code, database.exists()) == (0, False)
    assert said.stderr == ("No deal stands behind that.\n" if form == "--ids" else nothing)
    assert bool(said.stdout) == (form in ("--json", "--csv"))
    crm("contact", "add", "Budi")
    again = crm("report", name, form)
    assert (again.stderr, again.code) == (said.stderr, 0)


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("name", REPORTS)
def test_nothing_to_tell_has_no_table(crm: Crm, name: str) -> None:
    assert crm("report", name, tty=True).stdout == ""


@pytest.mark.usefixtures("handful")
def test_names_of_others_reach_no_terminal_raw_and_no_hint_grows_with_them(crm: Crm) -> None:
    for number, name in enumerate(("\x1b[31mred\x1b]0;own\x07", "x" * 500, "見込み客紹介"), start=7):
        assert crm("deal", "add", "Odd", "--value", "1jt", "--source", name).code == 0
        assert crm("lose", f"d{number}", "--reason", name, "--to", name, "--retry", "none").code == 0
    for words in (("sources",), ("lost",), ("lost", "--by", "source"), ("funnel", "--by", "source")):
        said = crm("report", *words, "--no-color", tty=True).stdout
        assert "\x1b" not in said
        assert "\x07" not in said
        assert max(map(cell_len, said.splitlines())) <= 120
    said = crm("report", "sources", "--row", "nowhere")
    assert "x" * 41 not in said.stderr
    assert "\x1b" not in said.stderr


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("name", REPORTS)
def test_one_deal_without_a_value_divides_by_nothing(crm: Crm, name: str) -> None:
    crm("deal", "add", "Alone")
    assert crm("report", name, tty=True).code == 0
    assert crm("report", name, "--json").code == 0
    crm("win", "d1", "--no-care")
    assert crm("report", name, tty=True).code == 0
    assert crm("report", name, "--json").code == 0


@pytest.mark.usefixtures("handful")
def test_under_five_closed_deals_there_is_no_velocity(crm: Crm) -> None:
    said = crm("report", "velocity", tty=True)
    assert "a day:" not in said.stdout
    assert said.stderr.endswith("What comes in a day in IDR, USD shows from 5 closed deals on, one of them won.\n")
    for number in range(7, 10):
        crm("deal", "add", f"Deal {number}", "--value", "100jt", "--at", "2026-10-01")
        crm("win", f"d{number}", "--at", "2026-10-21", "--no-care")
    (row, _dollars) = crm("report", "velocity", "--json").json["currencies"]
    # Open d4 and d5; 450 and 3 x 100 million won in 65 and 3 x 20 days; 4 of 5.
    assert (row["open"], row["won"], row["lost"], row["win_rate"], row["cycle"]) == (2, 4, 1, "80", "31.3")
    assert row["average"] == {"amount": "187500000.00", "currency": "IDR"}
    assert row["per_day"] == {"amount": "9600000.00", "currency": "IDR"}


@pytest.mark.usefixtures("handful")
def test_a_goal_in_money_is_set_told_listed_and_taken_away(crm: Crm) -> None:
    assert crm("settings", "goal", "1miliar", "--per", "quarter").stdout == (
        "The goal is IDR 1,000,000,000 of value a quarter; crm report goal says how it stands"
        "   o18, crm undo takes it back\n"
    )
    crm("settings", "goal", "5", "calls", "--per", "week")
    crm("settings", "rate", "USD", "16000")
    assert crm("report", "goal", "--no-color", tty=True).stdout == (
        "IDR 1,000,000,000 of value a quarter, Thu 1 Oct 2026 to Thu 31 Dec 2026\n"
        "  ██░░░░░░░░░░░░░░░░░░░░░░░░░░░░ IDR 64,000,000 won, 6%\n"
        "  pace IDR 590,909,091 after 39 of 66 working days: IDR 526,909,091 behind\n"
        "  gap IDR 936,000,000; deals expected by then are worth IDR 1,040,000,000 weighted, 111% of it\n"
        "\n"
        "calls 0 of 5 a week\n"
    )
    assert crm("settings", "goal").stdout == "call\tweek\t5\t0\nvalue\tquarter\tIDR 1,000,000,000\tIDR 64,000,000\n"
    assert crm("report", "goal", "--ids", "--column", "won").stdout == "d3\n"
    assert crm("settings", "goal", "rm", "value").stdout == (
        "Took away the goal: IDR 1,000,000,000 of value a quarter   o21, crm undo takes it back\n"
    )
    crm("undo")
    assert crm("settings", "goal", "--json").json[1]["actual"] == {"amount": "64000000.00", "currency": "IDR"}


@pytest.mark.usefixtures("handful")
def test_a_goal_may_be_of_commission_and_in_another_currency(crm: Crm) -> None:
    assert crm("settings", "goal", "20jt", "--of", "commission", "--per", "year", "--dry-run").stdout == (
        "Would set a goal of IDR 20,000,000 of commission a year\n"
    )
    crm("settings", "goal", "20jt a year", "--of", "commission")
    crm("settings", "goal", "USD", "10k", "per", "month")
    # The deal in dollars earns nothing, so its rate is not asked for.
    assert crm("settings", "goal", "--tsv").stdout == (
        "value\tmonth\tUSD 10,000\tUSD 0\ncommission\tyear\tIDR 20,000,000\tIDR 13,500,000\n"
    )
    assert crm("deal", "edit", "d3", "--commission", "10%").code == 0
    assert crm("settings", "goal", "--tsv").stdout.splitlines()[1] == "commission\tyear\tIDR 20,000,000\t"
    assert "No rate of USD is known; crm settings rate USD N sets it." in crm("report", "goal", tty=True).stdout
    crm("settings", "rate", "USD", "16000")
    assert crm("settings", "goal", "--tsv").stdout.splitlines()[1] == "commission\tyear\tIDR 20,000,000\tIDR 19,900,000"


@pytest.mark.usefixtures("handful")
def test_what_is_no_goal_in_money_is_refused(crm: Crm) -> None:
    goal = ("settings", "goal")
    assert refused(crm(*goal, "5jt", "--per", "day"), 5, "A goal in money has no period 'day'.")
    assert refused(crm(*goal, "5jt", "--of", "profit"), 5, "There is no goal of 'profit'.")
    assert refused(crm(*goal, "0k", "--per", "month"), 5, "'0k' is no money at all.")
    assert refused(crm(*goal, "much", "--of", "value"), 5, "'much' is not money.")
    assert refused(crm(*goal, "rm", "value"), 3, "There is no such goal of value.")


def test_a_kind_of_ones_own_that_is_called_like_money_is_a_kind(book: Path, crm: Crm) -> None:
    crm("settings", "kind", "add", "won")
    assert crm("settings", "goal", "3", "won", "--per", "week").stdout.startswith("3 won a week, 0 so far")


@pytest.mark.usefixtures("handful")
def test_a_goal_that_another_program_spoilt_is_none(database: Path, crm: Crm) -> None:
    import sqlite3

    spoilt = (("value.month", "many IDR"), ("value.day", "3 IDR"), ("x.month", "3 IDR"), ("value.year", "3 ABC"))
    with sqlite3.connect(database) as connection:
        for key, value in spoilt:
            connection.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (f"money_goal.{key}", value))
    assert crm("report", "goal").stdout == ""
    assert crm("settings", "goal").stdout == ""


@pytest.mark.usefixtures("handful")
def test_a_deal_that_was_opened_again_counts_where_it_stands_now(crm: Crm) -> None:
    assert crm("reopen", "d1", "proposal").code == 0
    (sales,) = crm("report", "funnel", "--json").json["pipelines"]
    last = sales["stages"][-1]
    assert (last["stage"], last["reached"]["deals"], last["won"], last["open"]) == ("won", 2, 1, 1)
    assert crm("report", "won", "--ids").stdout == "d3\n"
