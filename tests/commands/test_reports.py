"""`crm report referrals`: who referred whom, in every form."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result


@pytest.fixture
@made_once
def referred(book: object, crm: Crm) -> None:
    """Budi of PT Maju Jaya referred two, a name alone one."""
    crm("contact", "relate", "c5", "referred-by", "c2")
    crm("contact", "relate", "c2", "referred", "c6")
    crm("contact", "relate", "c4", "referred-by", "Pak =Joko")


@pytest.mark.usefixtures("referred")
def test_who_referred_the_most_comes_first(crm: Crm) -> None:
    assert crm("report", "referrals") == Result(
        "c2\tPak Budi Santoso\tPT Maju Jaya\t2\tŁukasz Ørsted, Ibu Sari\n\tPak =Joko\t\t1\t陳美玲\n", "", 0
    )
    assert crm("report", "referrals", "--ids").stdout == "c2\n"
    assert crm("report", "referrals", "--csv").stdout == (
        "id,name,company,count,referred\r\n"
        'c2,Pak Budi Santoso,PT Maju Jaya,2,"Łukasz Ørsted, Ibu Sari"\r\n'
        ",Pak =Joko,,1,陳美玲\r\n"
    )
    assert crm("report", "referrals", "--json", "--limit", "1").json == [
        {
            "id": 2,
            "name": "Pak Budi Santoso",
            "company": {"id": 1, "name": "PT Maju Jaya"},
            "count": 2,
            "referred": [
                {"id": 5, "name": "Łukasz Ørsted", "status": "active"},
                {"id": 6, "name": "Ibu Sari", "status": "active"},
            ],
        }
    ]


@pytest.mark.usefixtures("referred")
def test_details_are_a_tree_on_a_terminal_and_pairs_in_a_pipe(crm: Crm) -> None:
    assert crm("report", "referrals", "--details", "--no-color", tty=True).stdout == (
        "c2 Pak Budi Santoso · PT Maju Jaya  2\n"
        "├─ c5 Łukasz Ørsted · active\n"
        "└─ c6 Ibu Sari · active\n"
        "Pak =Joko  1\n"
        "└─ c4 陳美玲 · active\n"
    )
    assert crm("report", "referrals", "--details").stdout == (
        "c2\tPak Budi Santoso\tPT Maju Jaya\tc5\tŁukasz Ørsted\tactive\n"
        "c2\tPak Budi Santoso\tPT Maju Jaya\tc6\tIbu Sari\tactive\n"
        "\tPak =Joko\t\tc4\t陳美玲\tactive\n"
    )
    assert crm("report", "referrals", "--details", "--limit", "1", "--csv").stdout.count("\r\n") == 3


@pytest.mark.usefixtures("referred")
def test_referrals_are_counted_for_the_company(crm: Crm) -> None:
    assert crm("report", "referrals", "--by-company", "--no-color", tty=True).stdout == (
        "Id  Name          Referred  Whom\n"
        "c1  PT Maju Jaya         2  Łukasz Ørsted, Ibu Sari\n"
        "    Pak =Joko            1  陳美玲\n"
    )


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(("mode", "nothing"), [("--json", "[]\n"), ("--tsv", ""), ("--ids", "")])
def test_no_referrals_are_no_error(crm: Crm, mode: str, nothing: str) -> None:
    assert crm("report", "referrals", mode) == Result(
        nothing, "Nobody was referred yet. crm contact relate REF referred-by WHO notes it.\n", 0
    )


def test_without_a_database_nobody_was_referred_and_none_is_made(crm: Crm, database: object) -> None:
    assert crm("report", "referrals", "--db", "none.db").stdout == ""
    assert refused(crm("report", "sales"), 2, "There is no command crm report sales.")


@pytest.fixture
def shared(book: object, crm: Crm) -> None:
    """VIP is worth 60 %, Fleet 30 %; Budi is in both, 陳美玲 and Ibu Sari in VIP, Łukasz in neither."""
    crm("group", "edit", "VIP", "--share", "60")
    crm("group", "edit", "Fleet", "--share", "30%")


@pytest.mark.usefixtures("shared")
def test_the_time_of_each_group_stands_beside_its_share(crm: Crm) -> None:
    crm("log", "c2", "meeting", "trucks", "--for", "45m")
    crm("log", "c5", "call", "prices", "--for", "2h")
    crm("log", "c4", "call", "--missed", "--for", "15m")
    crm("log", "c6", "call", "all well", "--at", "2026-10-25", "--for", "9h")
    assert crm("report", "time") == Result(
        "VIP\t60\t60\t33\t1\t50\t-27\nFleet\t30\t0\t0\t0\t0\t-30\neverybody else\t10\t120\t67\t1\t50\t+57\n", "", 0
    )
    assert crm("report", "time", "--no-color", tty=True).stdout == (
        "Mon 26 Oct 2026 to Tue 24 Nov 2026, by the minutes logged\n"
        "Group           Worth %  Minutes   %  Touches   %  Points\n"
        "VIP                  60       60  33        1  50     -27  ██████░░░░░\n"
        "Fleet                30        0   0        0   0     -30  ░░░░░\n"
        "everybody else       10      120  67        1  50     +57  ██▓▓▓▓▓▓▓▓▓▓\n"
    )
    assert crm("report", "time", "--days", "31", "--ids").stdout == "VIP\nFleet\n"
    assert crm("report", "time", "--from", "2026-10-25", "--to", "2026-10-25", "--json").json == {
        "from": "2026-10-25",
        "to": "2026-10-25",
        "by": "minutes",
        "groups": [
            {"group": "VIP", "time_share": 60, "minutes": 540, "minutes_percent": 100, "touches": 1,
             "touches_percent": 100, "difference": 40},
            {"group": "Fleet", "time_share": 30, "minutes": 0, "minutes_percent": 0, "touches": 0,
             "touches_percent": 0, "difference": -30},
            {"group": None, "time_share": 10, "minutes": 0, "minutes_percent": 0, "touches": 0,
             "touches_percent": 0, "difference": -10},
        ],
    }  # fmt: skip


@pytest.mark.usefixtures("shared")
def test_the_bars_are_plain_where_the_terminal_knows_no_others(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    crm("log", "c5", "call", "prices")
    assert crm("report", "time", "--no-color", tty=True).stdout == (
        "Mon 26 Oct 2026 to Tue 24 Nov 2026, by touches, since no minutes were logged\n"
        "Group           Worth %  Minutes  Touches    %  Points\n"
        "VIP                  60        0        0    0     -60  ...........\n"
        "Fleet                30        0        0    0     -30  .....\n"
        "everybody else       10        0        1  100     +90  ##++++++++++++++++\n"
    )


@pytest.mark.usefixtures("shared")
def test_shares_of_more_than_there_is_are_said_and_hold(crm: Crm) -> None:
    said = crm("group", "add", "Golf", "--share", "20", "--dry-run")
    assert said.stderr == "The shares of all groups are 110% together; crm report time shows them.\n"
    assert crm("group", "add", "Golf", "--share", "20").stderr == said.stderr
    assert crm("report", "time", "--to", "today") == Result(
        "VIP\t60\t0\t\t0\t\t\nFleet\t30\t0\t\t0\t\t\nGolf\t20\t0\t\t0\t\t\neverybody else\t0\t0\t\t0\t\t\n",
        "The shares of all groups are 110% together.\n"
        "Nothing was logged in these days. crm log REF call --for 15m logs something.\n",
        0,
    )


@pytest.mark.parametrize(("mode", "nothing"), [("--tsv", ""), ("--ids", "")])
def test_without_shares_the_report_says_how_to_begin(crm: Crm, mode: str, nothing: str) -> None:
    narration = "No group has a share of your time yet. crm group edit NAME --share 60 gives it one.\n"
    assert crm("report", "time", mode) == Result(nothing, narration, 0)
    assert crm("report", "time", "--json") == Result(
        '{"from": "2026-10-26", "to": "2026-11-24", "by": "touches", "groups": []}\n', narration, 0
    )


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--from", "2026-11-20", "--days", "3"], 2, "--from and --days cannot be had together."),
        (["--days", "0"], 2, "--days cannot be 0."),
        (["--days", "99999999999999999999"], 2, "--days cannot be 99999999999999999999."),
        (["--from", "2026-11-20", "--to", "2026-11-19"], 5, "Fri 20 Nov 2026 is after Thu 19 Nov 2026."),
        (["--from", ""], 5, "--from is empty."),
    ],
)
def test_a_period_that_is_none_is_refused(crm: Crm, words: list[str], code: int, sentence: str) -> None:
    assert refused(crm("report", "time", *words), code, sentence)
