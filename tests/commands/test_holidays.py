"""Holidays as every view shows them, days of one's own, business days, and groups that are greeted."""

from __future__ import annotations

import sys

import pytest

from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The clock, to be set; it stands in the morning before Christmas in Jakarta."""
    monkeypatch.setenv("CRM_NOW", "2026-12-24T02:00:00Z")
    return monkeypatch


@pytest.fixture
@made_once
def clients(crm: Crm, at: pytest.MonkeyPatch) -> None:
    """Three clients in three countries, all of them VIP, with a call to each today."""
    for name, phone in (("Budi", "0812-3456-7890"), ("陳美玲", "+886912345678"), ("Hans", "+491701234567")):
        crm("add", name, "--phone", phone, "--group", "VIP")
    for name in ("Budi", "陳美玲", "Hans"):
        assert crm("remind", name, "call", "--on", "today").code == 0


@pytest.mark.usefixtures("clients")
def test_today_has_the_holidays_in_its_head_and_those_of_contacts_beside_them(crm: Crm, at: pytest.MonkeyPatch) -> None:
    said = crm("today", "--no-color", tty=True)
    assert said.stdout.splitlines()[0] == "Thu 24 Dec · Christmas Joint Holiday · tomorrow Christmas Day · 3 today"
    at.setenv("CRM_NOW", "2026-12-26T02:00:00Z")
    whys = [line.split("\t")[4] for line in crm("today").stdout.splitlines()]
    assert whys == ["2 days late", "2 days late", "2 days late, holiday there: Second Day of Christmas"]
    at.setenv("CRM_NOW", "2026-12-25T02:00:00Z")
    row = crm("today", "--json").json["late"][1]
    assert (row["contact"]["name"], row["holiday_there"]) == ("陳美玲", "Constitution Day")


def test_the_head_of_today_names_one_holiday_of_a_day_and_counts_the_others(crm: Crm, at: pytest.MonkeyPatch) -> None:
    at.setenv("CRM_NOW", "2026-03-19T02:00:00Z")
    at.setenv("COLUMNS", "80")
    crm("add", "Ravi")
    crm("remind", "ravi", "call", "--on", "today")

    def head(holidays: str) -> str:
        assert crm("settings", "set", "holidays", holidays).code == 0
        return str(crm("today", "--no-color", tty=True).stdout.splitlines()[0])

    assert head("IN") == "Thu 19 Mar · Chaitra Sukladi +3 · tomorrow Jamat-Ul-Vida · 1 today"
    assert head("SG,ID") == "Thu 19 Mar · Day of Silence (ID) · tomorrow Eid al-Fitr Joint Holiday (ID) · 1"


@pytest.mark.usefixtures("at")
def test_json_of_today_has_the_holidays(crm: Crm) -> None:
    crm("add", "Budi")
    assert crm("today", "--json").json["holidays"] == [
        {"date": "2026-12-24", "name": "Christmas Joint Holiday", "country": "ID", "is_off": False},
        {"date": "2026-12-25", "name": "Christmas Day", "country": "ID", "is_off": True},
    ]


@pytest.mark.usefixtures("clients")
def test_the_agenda_names_holidays_and_shows_days_off_with_nothing_on_them(crm: Crm) -> None:
    lines = [
        " ".join(line.split()) for line in crm("agenda", "--days", "9", "--no-color", tty=True).stdout.splitlines()
    ]
    assert lines == [
        "Week 52",
        "Thu 24 Dec Christmas Joint Holiday",
        "f1 Budi call",
        "f2 陳美玲 call",
        "f3 Hans call",
        "Fri 25 Dec Christmas Day",
        "Week 53",
        "Fri 1 Jan New Year's Day",
    ]
    days = crm("agenda", "--days", "9", "--json").json
    assert [(day["date"], [each["name"] for each in day["holidays"]]) for day in days] == [
        ("2026-12-24", ["Christmas Joint Holiday"]),
        ("2026-12-25", ["Christmas Day"]),
        ("2027-01-01", ["New Year's Day"]),
    ]
    assert crm("agenda", "--days", "9", "--ids").stdout == "f1\nf2\nf3\n"


@pytest.mark.usefixtures("clients")
def test_a_brief_tells_of_days_off_there_within_a_week(crm: Crm) -> None:
    assert [line for line in crm("brief", "hans").stdout.splitlines() if "holiday" in line] == [
        "There\tholiday tomorrow: Christmas Day",
        "There\tholiday Sat 26 Dec: Second Day of Christmas",
    ]
    said = crm("brief", "hans", "--json").json
    assert (said["country"], [each["date"] for each in said["holidays_there"]]) == ("DE", ["2026-12-25", "2026-12-26"])


@pytest.mark.usefixtures("at")
def test_occasions_have_holidays_among_them_or_not(crm: Crm) -> None:
    crm("add", "Budi", "--birthday", "1980-12-25")
    assert crm("occasions", "--within", "3d").stdout == (
        "2026-12-24\t0\t\tChristmas Joint Holiday\tholiday\t\n"
        "2026-12-25\t1\tc1\tBudi\tbirthday\t46\n"
        "2026-12-25\t1\t\tChristmas Day\tholiday\t\n"
    )
    assert crm("occasions", "--within", "3d", "--no-holidays").stdout == "2026-12-25\t1\tc1\tBudi\tbirthday\t46\n"
    assert crm("occasions", "--within", "3d", "--ids").stdout == "c1\n"
    assert crm("occasions", "budi", "--within", "3d").stdout == "2026-12-25\t1\tc1\tBudi\tbirthday\t46\n"
    assert crm("occasions", "--kind", "holiday", "--country", "de", "--within", "3d", "--json").json == [
        {"id": None, "name": name, "kind": "holiday", "date": day, "days": days, "turns": None,
         "country": "DE", "is_off": True, "group": None, "people": None}
        for name, day, days in (("Christmas Day", "2026-12-25", 1), ("Second Day of Christmas", "2026-12-26", 2))
    ]  # fmt: skip


@pytest.mark.usefixtures("at")
def test_festivals_of_a_country_are_listed_with_their_names_also_without_a_database(crm: Crm) -> None:
    said = crm("occasions", "--festivals", "--country", "TW")
    assert "2027-02-06\tChinese New Year\t春節\tTW\tyes\n" in said.stdout
    assert crm("occasions", "--festivals", "--ids").stdout.startswith("Christmas Joint Holiday\nChristmas Day\n")
    assert crm("occasions", "--festivals", "--country", "ZZ") == Result(
        "",
        "crm: There are no holidays of 'ZZ'.\n"
        "     Write two letters such as ID, TW or US, or a part of a country such as DE-BY.\n",
        5,
    )


def test_business_days_pass_over_holidays_and_own_days_off(crm: Crm, at: pytest.MonkeyPatch) -> None:
    crm("add", "Budi")
    crm("settings", "holiday", "add", "Closed", "--on", "12-28")
    crm("settings", "holiday", "add", "Stocktaking", "--on", "2026-12-29", "--working")

    def due(text: str) -> str:
        answer: str = crm("remind", "budi", "call", "--on", text, "--json").json["due"]
        return answer

    assert [due(text) for text in ("next business day", "2 business days", "fri")] == [
        "2026-12-29", "2026-12-30", "2026-12-25",
    ]  # fmt: skip
    crm("settings", "set", "holidays", "none")
    assert due("next business day") == "2026-12-25"


def test_a_repeat_on_weekdays_stays_monday_to_friday(crm: Crm, at: pytest.MonkeyPatch) -> None:
    crm("add", "Budi")
    crm("remind", "budi", "call", "--on", "today", "--every", "weekday")
    assert crm("done", "f1", "--json").json["next"][0]["due"] == "2026-12-25"


def test_own_days_are_kept_listed_and_forgotten(crm: Crm, at: pytest.MonkeyPatch) -> None:
    assert crm("settings", "holiday", "list") == Result(
        "", "There are no days of your own yet. crm settings holiday add NAME --on 12-24 keeps one.\n", 0
    )
    assert crm("settings", "holiday", "add", "Closed", "--on", "12-28", "--dry-run") == Result(
        "Would keep Closed, next on Mon 28 Dec 2026\n", "", 0
    )
    assert crm("settings", "holiday", "add", "Closed", "--on", "12-28") == Result(
        "Closed is kept, next on Mon 28 Dec 2026   o1, crm undo takes it back\n", "", 0
    )
    assert crm("settings", "holiday", "add", "closed", "--on", "28 dec").code == 4
    assert crm("settings", "holiday", "add", "Jubilee", "--on", "2025-02-03", "--working", "--json").json == {
        "name": "Jubilee", "day": "2025-02-03", "is_off": False, "next": None, "operation": 2,
    }  # fmt: skip
    assert crm("settings", "holiday", "list") == Result(
        "12-28\tClosed\tyes\t2026-12-28\n2025-02-03\tJubilee\tno\t\n", "", 0
    )
    assert crm("settings", "holiday", "rm", "closed") == Result(
        "Closed, 12-28, is kept no longer   o3, crm undo takes it back\n", "", 0
    )
    assert crm("settings", "holiday", "rm", "closed") == Result(
        "", "crm: No day of your own is called 'closed'.\n     There is: Jubilee.\n", 3
    )
    assert crm("undo").code == 0
    assert crm("settings", "holiday", "list", "--ids").stdout == "Closed\nJubilee\n"


@pytest.mark.parametrize("day", ["02-30", "13-01", "soon", ""])
def test_a_day_that_no_calendar_has_is_not_kept(crm: Crm, day: str) -> None:
    assert crm("settings", "holiday", "add", "Closed", "--on", day).code == 5


@pytest.mark.usefixtures("clients")
def test_a_group_is_greeted_on_a_festival_until_its_day_is_over(crm: Crm, at: pytest.MonkeyPatch) -> None:
    at.setenv("CRM_NOW", "2027-03-08T02:00:00Z")
    crm("done", "f1", "f2", "f3")
    assert crm("group", "edit", "VIP", "--greet", "Idul Fitri", "--greet", "TW:春節") == Result(
        "Changed the group VIP   o8, crm undo takes it back\n",
        "Idul Fitri is next on Wed 10 Mar 2027, for 3 people.\n春節 is next on Wed 26 Jan 2028, for 3 people.\n",
        0,
    )
    said = crm("today", "--no-color", tty=True)
    assert said.stdout.splitlines()[0].endswith(" · 1 group to greet")
    assert said.stdout.splitlines()[1].split("  ") == ["*", "greet VIP: Idul Fitri", "Wed 10 Mar, 3 people"]
    assert said.stderr == "crm contact list group:VIP\n"
    (row,) = crm("today", "--json").json["occasions"]
    assert (row["ref"], row["group"], row["festival"], row["people"], row["due"]) == (
        "group:VIP", "VIP", "Idul Fitri", 3, "2027-03-10",
    )  # fmt: skip
    assert crm("today", "--ids").stdout == ""
    assert len(crm("contact", "list", row["ref"]).stdout.splitlines()) == 3
    assert "2027-03-10\t\toccasion\tgroup:VIP\t\tgreet VIP: Idul Fitri\t3 people\n" in crm("agenda").stdout
    assert "2027-03-10\t2\t\tVIP: Idul Fitri (3 people)\tgreeting\t\n" in crm("occasions").stdout
    assert crm("digest").stdout.count("greet VIP: Idul Fitri") == 1
    at.setenv("CRM_NOW", "2027-03-11T02:00:00Z")
    assert "greet" not in crm("today").stdout


@pytest.mark.usefixtures("clients")
def test_a_festival_that_is_kept_under_another_name_than_typed_says_when_it_is_too(crm: Crm) -> None:
    said = crm("group", "edit", "VIP", "--greet", "zhong qiu jie")
    assert said.stderr == "中秋節 is next on Wed 15 Sep 2027, for 1 person.\n"


@pytest.mark.usefixtures("clients")
def test_a_festival_that_is_kept_on_two_days_says_both_and_not_the_next_year_s(crm: Crm) -> None:
    crm("add", "Farid", "--phone", "+905321234567", "--group", "VIP")
    assert crm("group", "edit", "VIP", "--greet", "idul fitri").stderr == (
        "idul fitri is next on Tue 9 Mar 2027, for 1 person.\nidul fitri is next on Wed 10 Mar 2027, for 3 people.\n"
    )


@pytest.mark.usefixtures("clients")
def test_the_list_of_a_group_with_blanks_in_its_name_can_be_typed_as_it_is_said(crm: Crm) -> None:
    import shlex

    crm("group", "put", "Klien besar", "c1")
    crm("group", "edit", "Klien besar", "--greet", "Natal")
    said = crm("today", "--no-color", tty=True).stderr.partition(" · crm contact")[2].strip()
    assert len(crm(*shlex.split(f"contact {said}")).stdout.splitlines()) == 1


@pytest.mark.usefixtures("clients")
def test_a_group_shows_what_it_is_greeted_on_and_forgets_it(crm: Crm) -> None:
    crm("group", "edit", "VIP", "--greet", "Natal")
    assert crm("group", "show", "VIP", "--json").json["greetings"] == ["Natal"]
    assert crm("group", "show", "VIP", "--no-color", tty=True).stdout.startswith("VIP · greeted on Natal\n")
    assert crm("group", "edit", "VIP", "--no-greet", "imlek") == Result(
        "", "crm: The group is not greeted on 'imlek'.\n     It is greeted on: Natal.\n", 3
    )
    assert crm("group", "edit", "VIP", "--no-greet", "natal").code == 0
    assert crm("group", "show", "VIP", "--json").json["greetings"] == []
    assert crm("undo").code == 0
    assert crm("group", "show", "VIP", "--json").json["greetings"] == ["Natal"]


@pytest.mark.usefixtures("clients")
def test_greetings_and_own_days_move_with_the_whole_database(crm: Crm) -> None:
    crm("group", "edit", "VIP", "--greet", "Natal")
    crm("settings", "holiday", "add", "Closed", "--on", "12-28")
    assert crm("export", "all", "--output", "all.json").code == 0
    assert crm("import", "all.json", "--db", "other.db").code == 0
    assert crm("group", "show", "VIP", "--json", "--db", "other.db").json["greetings"] == ["Natal"]
    assert crm("settings", "holiday", "list", "--ids", "--db", "other.db").stdout == "Closed\n"


@pytest.mark.usefixtures("clients")
def test_without_the_package_every_view_works_and_asking_for_holidays_says_how_to_install_it(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    missing = Result(
        "",
        "crm: The public holidays of countries are not installed.\n"
        "     Install them: pipx inject crmcli holidays, or without pipx: .venv/bin/pip install holidays\n",
        1,
    )
    assert crm("today", "--no-color", tty=True).stdout.splitlines()[0] == "Thu 24 Dec · 3 today"
    for words in (
        ["agenda"],
        ["occasions"],
        ["brief", "hans"],
        ["digest"],
        ["remind", "c1", "x", "--on", "next business day"],
    ):
        assert crm(*words).code == 0, words
    assert crm("occasions", "--festivals") == missing
    assert crm("occasions", "--country", "TW") == missing
    assert crm("group", "edit", "VIP", "--greet", "Natal") == missing
    assert crm("settings", "set", "holidays", "ID,SG").code == 0
    assert crm("settings", "set", "holidays", "XX").code == 5
