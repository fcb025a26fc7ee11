"""`crm find` as a person and as a script meet it; that both doors agree is shown in tests/test_fastlane.py."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")

BUDI = "c2\tPak Budi Santoso\tPT Maju Jaya\t+62 812-3456-7890\tbudi@maju.example\n"
LUKASZ = "c5\tŁukasz Ørsted\t\t+48 601 232 454\tlukasz@lodz.example\n"


@pytest.mark.parametrize("words", [["budi"], ["BUDI", "santoso"], ["santoso", "budi"], ["santo"], ["antos"]])
def test_any_part_of_a_name_in_any_order_finds_a_person(crm: Crm, words: list[str]) -> None:
    assert crm("find", *words) == Result(BUDI, "", 0)


@pytest.mark.parametrize("words", [["3456", "7890"], ["0812-3456-7890"], ["+6281234567890"], ["62 812 3456 7890"]])
def test_a_phone_in_any_format_finds_a_person(crm: Crm, words: list[str]) -> None:
    assert crm("find", *words) == Result(BUDI, "", 0)


@pytest.mark.parametrize("word", ["łukasz", "lukasz", "LUKASZ", "ukasz", "orsted", "Ørsted"])
def test_a_name_is_found_with_and_without_its_accents(crm: Crm, word: str) -> None:
    assert crm("find", word) == Result(LUKASZ, "", 0)


@pytest.mark.parametrize("word", ["陳", "美玲", "chen", "meiling", "晨嶺", "912345678"])
def test_a_name_in_another_script_is_found_as_written_and_as_read(crm: Crm, word: str) -> None:
    assert "c4\t陳美玲\t晨嶺物流\t+886 912-345-678\t\n" in crm("find", word).stdout


def test_a_company_a_group_and_a_note_find_their_people(crm: Crm) -> None:
    assert crm("find", "maju", "jaya", "--ids").stdout == "c1\nc2\nc7\n"
    assert crm("find", "fleet", "--ids").stdout == "c2\n"
    assert crm("find", "trucks", "--ids").stdout == "c2\n"


@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_what_is_found_is_answered_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"find.{mode}", crm("find", "sari", f"--{mode}"))


def test_what_is_found_is_a_table_on_a_terminal(crm: Crm, golden: Golden) -> None:
    golden("find.table", crm("find", "vip", "--no-color", tty=True))


def test_a_narrow_terminal_keeps_the_phone_whole(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert crm("find", "budi", "--no-color", tty=True).stdout == (
        "Id  Name              Phone\nc2  Pak Budi Santoso  +62 812-3456-7890\n"
    )


@pytest.mark.parametrize("columns", ["1", "0", "-5", "nonsense", "100000"])
def test_no_width_of_the_terminal_breaks_the_table(crm: Crm, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    said = crm("find", "vip", tty=True)
    assert (said.stdout.count("\n"), said.stderr, said.code) == (4, "", 0)


@pytest.mark.parametrize(("mode", "answer"), [("json", "[]\n"), ("tsv", ""), ("ids", ""), ("quiet", "")])
def test_nobody_found_is_no_error(crm: Crm, mode: str, answer: str) -> None:
    narration = "" if mode == "quiet" else "Nobody is found for 'zzzz'.\n"
    assert crm("find", "zzzz", f"--{mode}") == Result(answer, narration, 0)
    assert crm("find", "zzzz", f"--{mode}", tty=True) == Result(answer, narration, 0)


def test_nobody_found_leaves_the_header_in_csv(crm: Crm) -> None:
    assert crm("find", "zzzz", "--csv") == Result("id,name,company,phone,email\r\n", "Nobody is found for 'zzzz'.\n", 0)


@pytest.mark.parametrize("words", [[""], ["  "], ["", ""]])
def test_an_empty_look_up_is_refused(crm: Crm, words: list[str]) -> None:
    assert refused(crm("find", *words), 2, "There is nothing to look for.")


def test_a_removed_contact_is_not_found(crm: Crm) -> None:
    crm("contact", "rm", "c2")
    assert crm("find", "santoso") == Result("", "Nobody is found for 'santoso'.\n", 0)


def test_a_limit_that_is_no_number_is_refused_in_plain_words(crm: Crm) -> None:
    assert crm("find", "budi", "--limit", "many") == Result(
        "", "crm: --limit takes a whole number.\n     crm find --help says how it is used.\n", 2
    )
    assert crm("find", "budi", "--limit", "-1") == Result("", "crm: --limit cannot be -1.\n     0 means all.\n", 2)


def test_an_absurd_limit_is_all_of_them(crm: Crm) -> None:
    assert crm("find", "vip", "--ids", "--limit", "9" * 40) == crm("find", "vip", "--ids", "--limit", "0")


def test_references_for_another_command_are_all_there_unless_a_limit_is_given(crm: Crm) -> None:
    crm(
        "import", "-", input="".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:Zeno {n}\nUID:u{n}\nEND:VCARD\n" for n in range(30))
    )
    assert len(crm("find", "zeno", "--ids").stdout.splitlines()) == 30
    assert len(crm("find", "zeno", "--ids", "--limit", "4").stdout.splitlines()) == 4
    assert len(crm("find", "zeno").stdout.splitlines()) == 20
