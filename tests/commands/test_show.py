"""`crm show`: the whole card, and which contact a REF means."""

from __future__ import annotations

import json

import pytest

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_a_card_is_answered_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"show.{mode}", crm("show", "budi", "santoso", f"--{mode}"))


def test_a_card_on_a_terminal_says_everything_once(crm: Crm, golden: Golden) -> None:
    golden("show.table", crm("show", "budi", "--no-color", tty=True))


def test_a_card_is_narrow_where_the_terminal_is(crm: Crm, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    golden("show.narrow.table", crm("show", "budi", "--no-color", tty=True))


@pytest.mark.parametrize("ref", ["c2", "C2", "2", "budi", "pak budi santoso", "7890", "budi@maju.example", "bud sant"])
def test_a_reference_is_a_number_or_whatever_a_look_up_finds(crm: Crm, ref: str) -> None:
    assert crm("show", ref, "--ids") == Result("c2\n", "", 0)


def test_a_dot_is_the_contact_last_changed(crm: Crm) -> None:
    crm("contact", "edit", "c6", "--title", "Owner")
    crm("contact", "edit", "c5", "--title", "Owner")
    assert crm("show", ".", "--ids").stdout == "c5\n"
    crm("undo")
    assert crm("show", ".", "--ids").stdout == "c6\n"


def test_an_exact_name_beats_the_rest(crm: Crm) -> None:
    crm("add", "Sari")
    assert crm("show", "sari", "--ids").stdout == "c8\n"


def test_several_that_may_be_meant_are_named_with_code_4(crm: Crm) -> None:
    assert crm("show", "sari") == Result(
        "",
        "crm: 'sari' may be 2 contacts.\n"
        "     c6  Ibu Sari  +62811222333\n"
        "     c7  Sari Dewi  PT Maju Jaya\n"
        "     Name one by its number, or say more of the name.\n",
        4,
    )


def test_several_that_may_be_meant_are_candidates_in_json(crm: Crm) -> None:
    said = crm("show", "sari", "--json")
    assert (said.stdout, said.code, said.error["kind"]) == ("", 4, "ambiguous")
    assert said.error["candidates"] == [
        {"id": 6, "ref": "c6", "name": "Ibu Sari", "company": None, "phone": "+62811222333", "is_removed": False},
        {"id": 7, "ref": "c7", "name": "Sari Dewi", "company": "PT Maju Jaya", "phone": None, "is_removed": False},
    ]


def test_several_that_may_be_meant_are_a_numbered_choice_on_a_terminal(crm: Crm) -> None:
    said = crm("show", "sari", "--ids", input="2\n", tty=True)
    assert said == Result(
        "c7\n", "  1  c6 · Ibu Sari · +62811222333\n  2  c7 · Sari Dewi · PT Maju Jaya\nWhich one? ", 0
    )


@pytest.mark.parametrize("answer", ["\n", "3\n\n", "0\n0\n", "sari\nsari\n", "-1\n\n", "²\n3\n"])
def test_no_choice_is_made_for_the_user(crm: Crm, answer: str) -> None:
    said = crm("show", "sari", input=answer, tty=True)
    assert (said.stdout, said.code) == ("", 4)
    question = "Which one? " if answer == "\n" else "A number from 1 to 2, or enter for none: "
    assert said.stderr.endswith(
        f"{question}crm: 'sari' may be 2 contacts.\n     Name one by its number, or say more of the name.\n"
    )


def test_the_end_of_the_input_at_a_choice_is_an_interruption(crm: Crm) -> None:
    assert crm("show", "sari", input="", tty=True).code == 130


@pytest.mark.parametrize(
    ("ref", "code", "sentence"),
    [
        ("c99", 3, "There is no contact c99."),
        ("zzzz", 3, "Nobody is found for 'zzzz'."),
        ("c0", 3, "Nobody is found for 'c0'."),
        ("c99999999999999999999", 3, "Nobody is found for 'c99999999999999999999'."),
        ("", 5, "No contact is named."),
        ("  ", 5, "No contact is named."),
        ("\x1b[2J", 3, "Nobody is found for '\N{REPLACEMENT CHARACTER}[2J'."),
    ],
)
def test_a_reference_to_nobody_is_refused(crm: Crm, ref: str, code: int, sentence: str) -> None:
    assert refused(crm("show", ref), code, sentence)


def test_a_removed_contact_is_shown_as_removed(crm: Crm) -> None:
    crm("contact", "rm", "c5")
    assert crm("show", "c5").stdout.splitlines()[1] == "Name\tŁukasz Ørsted (removed)"
    assert crm("show", "c5", "--no-color", tty=True).stdout.splitlines()[0] == "c5  Łukasz Ørsted (removed)"
    assert crm("show", "c5", "--json").json["deleted_at"] == "2026-11-24T09:00:00Z"


def test_an_extension_is_shown_with_the_number(crm: Crm) -> None:
    crm("add", "Reception", "--phone", "work:021-5790-6776 ext 12")
    assert "phone work\t+62 21 57906776 (021-5790-6776 ext 12)\n" in crm("show", ".").stdout


def test_a_number_that_is_not_full_is_flagged(crm: Crm) -> None:
    crm("add", "Taxi", "--phone", "1234")
    assert "phone\t1234 (not a full number)\n" in crm("show", ".").stdout


def test_relations_are_shown_from_both_sides(crm: Crm) -> None:
    crm("contact", "edit", "c2", "--relation", "assistant=c7")
    assert "assistant\tSari Dewi (c7)\n" in crm("show", "c2").stdout
    assert "manager\tPak Budi Santoso (c2)\n" in crm("show", "c7").stdout
    crm("contact", "edit", "c2", "--relation", "lawyer=c5")
    assert "lawyer of\tPak Budi Santoso (c2)\n" in crm("show", "c5").stdout


def test_every_key_is_there_whatever_is_known(crm: Crm) -> None:
    crm("add", "Nobody Else")
    full, bare = crm("show", "c2", "--json").json, crm("show", ".", "--json").json
    assert list(full) == list(bare)
    assert json.loads(crm("contact", "list", "--json").stdout)[0].keys() == bare.keys() - {
        "activities", "followups", "deals"
    }  # fmt: skip


def test_without_a_database_nobody_is_there_and_none_is_made(crm: Crm, database: object, home: object) -> None:
    said = crm("show", "budi", "--db", "elsewhere.db")
    assert said == Result(
        "",
        "crm: There are no contacts yet.\n     crm import FILE brings in your phone's; crm add NAME adds one.\n",
        3,
    )
