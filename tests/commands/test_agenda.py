"""`crm agenda` and `crm occasions`: the days ahead."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Golden, refused
from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
@made_once
def planned(book: object, crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something late, something of today, something that repeats, and birthdays; Tuesday, 24 November 2026."""
    monkeypatch.setenv("CRM_NOW", "2026-11-20T03:00:00Z")
    for line in (
        ("remind", "c2", "send quote", "--on", "2026-11-22"),
        ("remind", "c4", "viewing", "--on", "2026-11-24T17:00"),
        ("remind", "--self", "tax papers", "--on", "2026-11-24"),
        ("remind", "c5", "weekly report", "--on", "2026-11-27T10:00", "--every", "week"),
        ("remind", "c6", "contract", "--on", "2026-12-14", "--priority", "high"),
        ("contact", "edit", "c7", "--birthday", "1986-11-25"),
        ("contact", "edit", "c6", "--birthday", "--12-01"),
    ):
        assert crm(*line).code == 0
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:00:00Z")


@pytest.mark.usefixtures("planned")
def test_three_weeks_end_on_a_sunday_and_empty_days_are_left_out(crm: Crm) -> None:
    assert crm("agenda") == Result(
        "2026-11-24\t\tlate\tf1\tPak Budi Santoso\tsend quote\t2 days late\n"
        "2026-11-24\t17:00\tdue\tf2\t陳美玲\tviewing\t\n"
        "2026-11-24\t\tdue\tf3\t\ttax papers\t\n"
        "2026-11-25\t\toccasion\tc7\tSari Dewi\tbirthday\tturns 40\n"
        "2026-11-27\t10:00\tdue\tf4\tŁukasz Ørsted\tweekly report\tevery week\n"
        "2026-12-01\t\toccasion\tc6\tIbu Sari\tbirthday\t\n"
        "2026-12-04\t10:00\trepeat\tf4\tŁukasz Ørsted\tweekly report\tagain, every week\n"
        "2026-12-11\t10:00\trepeat\tf4\tŁukasz Ørsted\tweekly report\tagain, every week\n",
        "",
        0,
    )


@pytest.mark.usefixtures("planned")
def test_a_terminal_gets_a_planner_with_weeks(crm: Crm, golden: Golden) -> None:
    golden("agenda.table", crm("agenda", "--weeks", "4", "--no-color", tty=True))


@pytest.mark.usefixtures("planned")
def test_json_is_an_array_of_days_with_today_among_them(crm: Crm) -> None:
    crm("done", "f1", "f2", "f3")
    said = crm("agenda", "--days", "2", "--json").json
    assert [(day["date"], day["week"], day["is_today"], len(day["entries"])) for day in said] == [
        ("2026-11-24", "2026-W48", True, 0),
        ("2026-11-25", "2026-W48", False, 1),
    ]
    assert said[1]["entries"][0] == {
        "date": "2026-11-25",
        "time": None,
        "state": "occasion",
        "ref": "c7",
        "followup_id": None,
        "contact": {"id": 7, "name": "Sari Dewi"},
        "what": "birthday",
        "due": "2026-11-25",
        "priority": "normal",
        "repeat": None,
        "turns": 40,
        "note": "turns 40",
        "group": None,
        "festival": None,
        "minutes": None,
        "place": None,
        "deal": None,
    }
    assert said[1]["holidays"] == []


@pytest.mark.usefixtures("planned")
def test_another_beginning_and_a_query_narrow_it(crm: Crm) -> None:
    assert crm("agenda", "--from", "2026-12-01", "--days", "1").stdout.split("\t")[3] == "c6"
    assert crm("agenda", "group:vip", "--ids").stdout.split() == ["f1", "f2", "c6"]
    assert crm("agenda", "c6", "--weeks", "1").code == 0


def test_a_command_after_a_pipe_gets_what_repeats_once(crm: Crm) -> None:
    crm("remind", "c5", "weekly report", "--on", "2026-11-27", "--every", "week")
    crm("remind", "c4", "viewing", "--on", "2026-12-01")
    assert crm("agenda", "--ids").stdout == "f1\nf2\n"


@pytest.mark.usefixtures("planned")
def test_done_makes_the_forecast_true(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [
        line.split("\t")[0] for line in crm("agenda", "--from", "2026-12-01").stdout.splitlines() if "\tf4\t" in line
    ]
    monkeypatch.setenv("CRM_NOW", "2026-11-27T04:00:00Z")
    crm("done", "f4")
    after = [
        line.split("\t")[0] for line in crm("agenda", "--from", "2026-12-01").stdout.splitlines() if "weekly" in line
    ]
    assert after == before == ["2026-12-04", "2026-12-11", "2026-12-18"]


def test_an_empty_agenda_says_how_something_comes_into_it(crm: Crm) -> None:
    assert crm("agenda", "--days", "3") == Result(
        "",
        "Nothing is planned until Thu 26 Nov 2026. crm remind REF WHAT --on DAY notes what you promise.\n",
        0,
    )


def test_an_empty_agenda_of_some_people_says_that_it_is_theirs(crm: Crm) -> None:
    assert crm("agenda", "3d", "--days", "3") == Result("", "Nothing is planned for those until Thu 26 Nov 2026.\n", 0)
    assert crm("occasions", "7d") == Result("", "There is nothing for those until Thu 24 Dec 2026.\n", 0)


def test_absurd_lengths_are_refused(crm: Crm) -> None:
    for line in (("--days", "0"), ("--days", "-3"), ("--days", "400"), ("--weeks", "0"), ("--weeks", "99999999")):
        assert refused(crm("agenda", *line), 2, "An agenda is of 1 to 366 days."), line
    assert refused(crm("agenda", "--days", "3", "--weeks", "1"), 2, "--weeks and --days cannot be had together.")


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("month", "2026-12-31", ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]),
        ("year", "2028-02-29", []),
        ("day", "2027-03-29", ["2027-03-29", "2027-03-30", "2027-03-31"]),
    ],
)
def test_what_repeats_is_shown_on_each_of_its_days(crm: Crm, rule: str, start: str, expected: list[str]) -> None:
    crm("remind", "c2", "pay", "--on", start, "--every", rule)
    lines = crm("agenda", "--from", "2026-12-01", "--days", "121").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines if "\tpay\t" in line] == expected


@pytest.mark.usefixtures("planned")
def test_occasions_are_told_of_thirty_days_ahead(crm: Crm, golden: Golden) -> None:
    assert crm("occasions") == Result(
        "2026-11-25\t1\tc7\tSari Dewi\tbirthday\t40\n2026-12-01\t7\tc6\tIbu Sari\tbirthday\t\n"
        "2026-12-24\t30\t\tChristmas Joint Holiday\tholiday\t\n",
        "",
        0,
    )
    assert crm("occasions", "--within", "3d", "--ids").stdout == "c7\n"
    assert crm("occasions", "--kind", "Anniversary") == Result("", "There is nothing until Thu 24 Dec 2026.\n", 0)
    assert crm("occasions", "group:vip", "--within", "1y", "--ids").stdout == "c6\nc2\n"
    assert crm("occasions", "--limit", "1", "--json").json == [
        {"id": 7, "name": "Sari Dewi", "kind": "birthday", "date": "2026-11-25", "days": 1, "turns": 40,
         "country": None, "is_off": None, "group": None, "people": None}
    ]  # fmt: skip
    golden("occasions.table", crm("occasions", "--no-color", tty=True))


@pytest.mark.usefixtures("planned")
def test_private_contacts_have_occasions_only_where_all_are_asked_for(crm: Crm) -> None:
    crm("contact", "edit", "c7", "--status", "private")
    assert crm("occasions", "--ids").stdout == "c6\n"
    assert crm("occasions", "--all", "--ids").stdout == "c7\nc6\n"


def test_a_length_that_is_none_is_refused(crm: Crm) -> None:
    for length in ("soon", "-3d", "99999999999d", ""):
        assert crm("occasions", "--within", length).code == 5, length
