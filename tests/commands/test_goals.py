"""`crm settings goal`: so many activities of a kind in a period, and how far along they are."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


def test_a_goal_is_set_changed_listed_and_taken_away_each_undone_exactly(crm: Crm) -> None:
    assert crm("settings", "goal", "20", "calls", "--per", "day") == Result(
        "20 calls a day, 0 so far   o2, crm undo takes it back\n", "", 0
    )
    assert crm("settings", "goal", "2", "visits", "--per", "week").code == 0
    assert crm("settings", "goal", "25", "call").stdout.startswith("25 calls a day, 0 so far   o4")
    assert crm("settings", "goal").stdout == "call\tday\t25\t0\nvisit\tweek\t2\t0\n"
    crm("undo")
    assert (
        crm("settings", "goal", "list", "--csv").stdout
        == "kind,period,count,done\r\ncall,day,20,0\r\nvisit,week,2,0\r\n"
    )
    assert (
        crm("settings", "goal", "rm", "calls").stdout
        == "Took away the goal: 20 calls a day   o5, crm undo takes it back\n"
    )
    assert crm("settings", "goal", "--json").json == [{"kind": "visit", "period": "week", "count": 2, "done": 0}]


def test_the_period_may_be_said_as_goals_are_told_of(crm: Crm) -> None:
    assert crm("settings", "goal", "5 visits a week").stdout.startswith("5 visits a week, 0 so far")
    assert crm("settings", "goal", "3", "visits", "per", "month").stdout.startswith("3 visits a month, 0 so far")
    assert crm("settings", "goal", "rm", "visits", "a", "week").stdout.startswith("Took away the goal: 5 visits a week")
    assert crm("settings", "goal").stdout == "visit\tmonth\t3\t0\n"


def test_what_was_done_counts_tries_too_and_what_came_in_does_not(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    for period in ("day", "week", "month"):
        crm("settings", "goal", "20", "calls", "--per", period)
    for more in (
        (),
        ("--missed",),
        ("--incoming",),
        ("--at", "2026-11-23"),
        ("--at", "2026-11-22"),
        ("--at", "2026-10-31"),
    ):
        assert crm("log", "c2", "call", *more).code == 0
    crm("log", "c2", "visit")
    assert crm("settings", "goal").stdout == "call\tday\t20\t2\ncall\tweek\t20\t3\ncall\tmonth\t20\t4\n"
    assert crm("today", tty=True).stdout.endswith(
        "calls 2 of 20 · calls 3 of 20 this week · calls 4 of 20 this month\x1b[0m\n"
    ) or ("calls 2 of 20 · calls 3 of 20 this week" in " ".join(crm("today", tty=True).stdout.split()))
    monkeypatch.setenv("CRM_NOW", "2026-11-24T17:01:00Z")  # a minute past midnight in Jakarta
    assert crm("settings", "goal").stdout.startswith("call\tday\t20\t0\n")


def test_a_kind_of_ones_own_may_have_a_goal_that_follows_its_name(crm: Crm) -> None:
    crm("settings", "kind", "add", "webinar")
    crm("log", "c2", "webinar", "the new trucks")
    assert crm("settings", "goal", "3", "webinars", "--per", "month").stdout.startswith("3 webinar a month, 1 so far")
    crm("settings", "kind", "rename", "webinar", "seminar")
    assert crm("settings", "goal").stdout == "seminar\tmonth\t3\t1\n"


def test_a_dry_run_changes_nothing(crm: Crm) -> None:
    assert crm("settings", "goal", "20", "calls", "--dry-run").stdout == "Would set 20 calls a day\n"
    assert crm("settings", "goal") == Result(
        "", "There are no goals yet. crm settings goal 20 calls --per day sets one.\n", 0
    )


def test_what_is_no_goal_is_refused(crm: Crm) -> None:
    goal = ("settings", "goal")
    assert refused(crm(*goal, "20"), 2, "That is no goal.")
    assert refused(crm(*goal, "many", "calls"), 2, "That is no goal.")
    assert refused(crm(*goal, "9999999", "calls"), 2, "That is no goal.")
    assert refused(crm(*goal, "0", "calls"), 5, "A goal is a number between 1 and 10,000.")
    assert refused(crm(*goal, "3", "dances"), 3, "There is no kind 'dances' of activity.")
    assert refused(crm(*goal, "3", "calls", "--per", "hour"), 5, "There is no period 'hour'.")
    assert refused(crm(*goal, "rm", "calls"), 3, "There is no such goal of the kind 'call'.")


def test_a_goal_that_another_program_spoilt_is_none(crm: Crm, book: object) -> None:
    import sqlite3

    with sqlite3.connect(str(book)) as connection:
        for key, value in (("goal.call.day", "many"), ("goal.call.hour", "3"), ("goal.x.day", "²")):
            connection.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (key, value))
    assert crm("settings", "goal").stdout == ""
    assert crm("today").code == 0
