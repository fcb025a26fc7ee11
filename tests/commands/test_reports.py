"""`crm report referrals`: who referred whom, in every form."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm, Result


@pytest.fixture
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
