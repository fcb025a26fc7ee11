"""`crm report goal --by`: which months and quarters reached their goal, reckoned again from a seeded year."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests import pipelines
from tests.commands.conftest import refused
from tests.conftest import Crm, Result
from tests.raw_deals import Book, half_up, money


@pytest.fixture
def year(tmp_path: Path, database: Path) -> Book:
    """A database with a seeded year of 2,000 deals, and its rows."""
    return pipelines.kept_year(tmp_path, database, 7)


def test_each_month_says_what_was_won_and_whether_that_was_enough(year: Book, crm: Crm) -> None:
    assert crm("settings", "goal", "18miliar", "--per", "month").code == 0
    assert crm("settings", "goal", "1miliar", "--per", "week").code == 0
    said = crm("report", "goal", "--by", "month", "--json").json
    assert (said["by"], len(said["goals"])) == ("month", 12)
    aim, reached = 18 * 10**11, []
    for row in said["goals"]:
        first = date.fromisoformat(row["from"])
        won = year.closed("won", first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
        actual = year.total(won, "value")
        assert (row["of"], row["period"], row["won"]) == ("value", "month", len(won))
        assert (row["aim"], row["actual"]) == (money(aim, "IDR"), money(half_up(actual), "IDR"))
        assert row["reached"] is (actual >= aim)
        reached.append(row["reached"])
        listed = crm("report", "goal", "--by", "month", "--row", row["from"][:7], "--ids", "--column", "won")
        assert len(listed.stdout.split()) == len(won)
    assert set(reached) == {True, False}


@pytest.mark.usefixtures("book")
def test_a_table_says_yes_no_and_not_yet(crm: Crm) -> None:
    crm("settings", "set", "currency", "IDR")
    crm("settings", "goal", "100jt", "--per", "quarter")
    for number, day in enumerate(("2026-05-01", "2026-08-01", "2026-11-02"), start=1):
        crm("deal", "add", f"D{number}", "--value", f"{number * 45}jt", "--at", "2026-01-01")
        if number != 3:
            crm("win", f"d{number}", "--no-care", "--at", day)
    crm("deal", "add", "Big", "--value", "200jt", "--at", "2026-01-01")
    crm("win", "d4", "--no-care", "--at", "2026-05-02")
    said = crm("report", "goal", "--by", "quarter", "--from", "2026-04", "--no-color", tty=True)
    assert said == Result(
        "Quarter from             Goal              Won     %  Reached\n"
        "2026-04       IDR 100,000,000  IDR 245,000,000  245%  yes      ██████████████████\n"
        "2026-07       IDR 100,000,000   IDR 90,000,000   90%  no       █████████████████░\n"
        "2026-10       IDR 100,000,000            IDR 0    0%  not yet  ░░░░░░░░░░░░░░░░░░\n",
        "",
        0,
    )
    lines = crm("report", "goal", "--by", "quarter", "--from", "2026-04", "--csv").stdout.splitlines()
    assert [line.rsplit(",", 1)[1] for line in lines] == ["reached", "yes", "no", "no"]


@pytest.mark.usefixtures("book")
def test_a_goal_without_a_rate_is_neither_reached_nor_missed(crm: Crm) -> None:
    crm("settings", "set", "currency", "IDR")
    crm("settings", "goal", "100jt", "--per", "month")
    crm("deal", "add", "Abroad", "--value", "USD10k")
    crm("win", "d1", "--no-care")
    words = ("report", "goal", "--by", "month", "--row", "2026-11")
    assert crm(*words, "--json").json["goals"][0]["reached"] is None
    assert "no rate of USD" in crm(*words, "--no-color", tty=True).stdout


@pytest.mark.usefixtures("book")
def test_where_there_is_no_goal_of_that_period_it_is_said(crm: Crm) -> None:
    crm("settings", "goal", "IDR", "100jt", "--per", "month")
    nothing = crm("report", "goal", "--by", "week")
    assert nothing == Result(
        "", "There is no goal in money for a week. crm settings goal 50jt --per week sets one.\n", 0
    )
    assert refused(crm("report", "goal", "--by", "day"), 5, "This report has no rows by 'day'.")
