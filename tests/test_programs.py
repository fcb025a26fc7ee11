"""What mail programs and telephone systems are told, through both doors."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from crmcli import fastlane
from tests.conftest import Crm, Result

BOOK = """\
BEGIN:VCARD
VERSION:3.0
FN:Pak Budi Santoso
ORG:PT Maju Jaya
TEL;TYPE=CELL:+62 812-3456-7890
EMAIL:budi@maju.example
EMAIL:budi@home.example
CATEGORIES:VIP
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Łukasz Ørsted
TEL:+48 601 232 454
EMAIL:lukasz@lodz.example
CATEGORIES:VIP
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Nobody's Mail
EMAIL:not an address
TEL:021-5790-6776
END:VCARD
"""
BUDI = "Pak Budi Santoso · PT Maju Jaya · c2\n"

Doors = Callable[..., Result]


@pytest.fixture(params=["fast lane", "command line"])
def ask(request: pytest.FixtureRequest, crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch) -> Doors:
    """Run crm with the address book above, through one of the doors."""
    (home / "book.vcf").write_text(BOOK, "utf-8")
    assert crm("import", "book.vcf", "--region", "ID").code == 0
    if request.param == "command line":
        monkeypatch.setattr(fastlane, "answer", lambda given: None)
    return crm


def test_mutt_gets_a_message_and_a_line_for_each_address(ask: Doors) -> None:
    assert ask("find", "--mutt", "budi") == Result(
        "2 addresses\n"
        "budi@maju.example\tPak Budi Santoso\tPT Maju Jaya\n"
        "budi@home.example\tPak Budi Santoso\tPT Maju Jaya\n",
        "",
        0,
    )


@pytest.mark.parametrize("words", [["lodz.example"], ["ukasz"], ["orsted"], ["601"]])
def test_addresses_are_found_by_any_part(ask: Doors, words: list[str]) -> None:
    assert ask("find", "--mutt", *words).stdout == "1 address\nlukasz@lodz.example\tŁukasz Ørsted\t\n"


def test_a_group_and_a_query_find_the_addresses_of_many(ask: Doors) -> None:
    for words in (["vip"], ["group:vip"]):
        assert ask("find", "--aerc", *words).stdout.count("\n") == 3


def test_mutt_is_told_that_nobody_is_found_and_gets_exit_code_1(ask: Doors) -> None:
    assert ask("find", "--mutt", "zzzz") == Result("Nobody with an e-mail address is found for 'zzzz'.\n", "", 1)
    assert ask("find", "--mutt", "nobody's") == Result(
        "Nobody with an e-mail address is found for 'nobody's'.\n", "", 1
    )


def test_aerc_gets_addresses_only(ask: Doors) -> None:
    assert ask("find", "--aerc", "budi", "--limit", "1").stdout == "budi@maju.example\tPak Budi Santoso\tPT Maju Jaya\n"
    assert ask("find", "--aerc", "zzzz") == Result("", "", 0)


@pytest.mark.parametrize(
    "number",
    ["0812-3456-7890", "+6281234567890", "006281234567890", "6281234567890", "81234567890", "011 62 812 3456 7890",
     "tel:+62-812-3456-7890", "sip:+6281234567890@pbx;user=phone", '"Budi" <sip:081234567890@pbx>'],
)  # fmt: skip
def test_a_caller_is_named_in_one_line_whatever_the_form_of_the_number(ask: Doors, number: str) -> None:
    assert ask("find", "--caller", number) == Result(BUDI, "", 0)


def test_a_number_may_be_several_words(ask: Doors) -> None:
    assert ask("find", "--caller", "0812", "3456", "7890") == Result(BUDI, "", 0)


@pytest.mark.parametrize("number", ["7890", "567890", "0812-3456-789", "90812-3456-7890123", "c2"])
def test_a_number_that_only_ends_alike_is_nobodys(ask: Doors, number: str) -> None:
    assert ask("find", "--caller", number) == Result("", f"crm: Nobody has the number {number}.\n", 3)


@pytest.mark.parametrize(
    "number",
    ["", " ", "anonymous", "Private", "UNKNOWN", "sip:anonymous@anonymous.invalid",
     '"Anonymous" <sip:Anonymous@pbx>;tag=1', "No Caller ID"],
)  # fmt: skip
def test_who_hides_the_number_is_nobody_in_silence(ask: Doors, number: str) -> None:
    assert ask("find", "--caller", number) == Result("", "", 3)


def test_a_hook_without_a_number_gets_the_same(crm: Crm) -> None:
    assert crm("find", "--caller") == Result("", "", 3)


def test_a_blocked_caller_is_told_first(ask: Doors, crm: Crm) -> None:
    crm("contact", "edit", "c2", "--status", "blocked")
    assert ask("find", "--caller", "081234567890").stdout == "blocked · " + BUDI


def test_of_several_holders_one_is_named_and_the_others_are_counted(ask: Doors, crm: Crm) -> None:
    for name in ("Ani", "Beni"):
        crm("add", name, "--phone", "+62 812-3456-7890")
    said = ask("find", "--caller", "081234567890")
    assert said.stdout == "Ani · c5 · and 2 more\n"


def test_a_caller_is_json_too(ask: Doors) -> None:
    assert ask("find", "--caller", "081234567890", "--json").json == {
        "id": 2,
        "kind": "person",
        "name": "Pak Budi Santoso",
        "company": "PT Maju Jaya",
        "status": "active",
        "others": 0,
    }
    assert ask("find", "--caller", "12345678", "--json").error["kind"] == "not_found"
    assert ask("find", "--caller", "081234567890", "--ids").stdout == "c2\n"


@pytest.mark.parametrize("words", [["--mutt", "x", "--json"], ["--mutt", "--caller", "x"], ["--aerc", "x", "--ids"]])
def test_two_forms_of_answer_at_once_are_refused(ask: Doors, words: list[str]) -> None:
    said = ask("find", *words)
    assert (said.stdout, said.code) == ("", 2)


def test_an_older_schema_answers_nothing_and_is_not_touched(crm: Crm, home: Path, database: Path) -> None:
    crm("add", "Ana", "--phone", "+62 812-3456-7890", "--email", "ana@x.example")
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    before = database.read_bytes()
    assert crm("find", "--caller", "+6281234567890").code == 3
    assert crm("find", "--mutt", "ana").code == 1
    assert database.read_bytes() == before


def test_mutt_is_told_what_is_wrong_with_the_database_in_its_own_way(crm: Crm, home: Path) -> None:
    (home / "x.db").write_text("Dear Sir, " * 200)
    said = crm("find", "--mutt", "ana", "--db", home / "x.db")
    assert (said.stderr, said.code) == ("", 1)
    assert said.stdout.endswith("x.db is not a crm database.\n")
    assert crm("find", "--caller", "0812", "--db", home / "x.db").code == 6


def test_mutt_is_told_what_is_wrong_with_a_query_in_its_own_way(ask: Doors) -> None:
    said = ask("find", "--mutt", "group:nobodys")
    assert said == Result("In group:nobodys: There is no group 'nobodys'.\n", "", 1)
    assert ask("find", "--aerc", "group:nobodys").code == 5


@pytest.mark.parametrize("form", ["--mutt", "--aerc"])
def test_no_hostile_name_makes_a_line_of_its_own(crm: Crm, database: Path, form: str) -> None:
    crm("add", "Ana", "--email", "ana@x.example")
    connection = sqlite3.connect(database)
    connection.execute("UPDATE contact SET name = 'Ana' || char(10) || 'evil@x.example' || char(9, 27) || 'x'")
    connection.commit()
    connection.close()
    lines = crm("find", form, "ana").stdout.splitlines()
    assert lines[-1].count("\t") == 2
    assert len(lines) == (2 if form == "--mutt" else 1)
