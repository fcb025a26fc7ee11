"""Editing many contacts alike: one operation over those that stdin names."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


def statuses(crm: Crm) -> dict[int, str]:
    """The status of every contact."""
    return {each["id"]: each["status"] for each in crm("contact", "list", "--json").json}


def test_many_are_changed_alike_in_one_operation(crm: Crm) -> None:
    before = statuses(crm)
    said = crm("contact", "edit", "-", "--status", "past", "--group", "Roadshow", input="c2\tPak Budi\nc5\nsari dewi\n")
    assert said == Result("Changed 3 of 3 contacts   o2, crm undo takes it back\n", "Made the group Roadshow.\n", 0)
    assert statuses(crm) == {**before, 2: "past", 5: "past", 7: "past"}
    assert crm("group", "show", "Roadshow", "--ids").stdout.split() == ["c5", "c2", "c7"]
    assert crm("history", "--tsv", "--limit", "1").stdout.split("\t")[2] == "edited 3 contacts"
    crm("undo")
    assert statuses(crm) == before


def test_only_those_that_differ_are_counted(crm: Crm) -> None:
    crm("contact", "edit", "c2", "--status", "past")
    said = crm("contact", "edit", "-", "--status", "past", input="c2\nc5\nc5\n")
    assert said.stdout == "Changed 1 of 2 contacts   o3, crm undo takes it back\n"
    assert crm("contact", "edit", "-", "--status", "past", input="c2\nc5\n") == Result(
        "Nothing to change in 2 contacts.\n", "", 0
    )
    assert crm("history", "--ids").stdout == "o3\no2\no1\n"


def test_a_dry_run_says_how_many_and_changes_nothing(crm: Crm) -> None:
    before = statuses(crm)
    said = crm("contact", "edit", "-", "--status", "lead", "--group", "New", "--dry-run", input="c2\nc5\n")
    assert said == Result("Would change 2 of 2 contacts\n", "Would make the group New.\n", 0)
    assert statuses(crm) == before


def test_many_answer_in_json_with_those_that_were_changed(crm: Crm) -> None:
    crm("contact", "edit", "c2", "--status", "past")
    said = crm("contact", "edit", "-", "--status", "past", "--json", input="c2\nc5\n")
    assert said.json == {"ids": [5], "operation": 3}
    assert crm("contact", "edit", "-", "--status", "past", "--json", input="c2\n").json == {
        "ids": [],
        "operation": None,
    }
    assert crm("contact", "edit", "-", "--status", "past", "--json", input="").json == {"ids": [], "operation": None}


def test_what_is_taken_away_need_not_be_on_all(crm: Crm) -> None:
    crm("contact", "edit", "c2", "--field", "size=XL")
    ids = crm("contact", "list", "--ids").stdout
    for words in (["--rm-field", "size"], ["--rm-group", "vip"], ["--rm-email", "dewi@maju.example"]):
        said = crm("contact", "edit", "-", *words, input=ids)
        changed = {"--rm-group": 3}.get(words[0], 1)
        assert said.stdout.startswith(f"Changed {changed} of 7 contacts   o"), words
    assert crm("group", "show", "vip", "--ids").stdout == ""


def test_one_that_cannot_be_changed_and_none_is(crm: Crm) -> None:
    before = statuses(crm)
    for words, code, sentence in (
        (["--status", "hot"], 5, "There is no status 'hot'."),
        (["--status", "past", "--name", "Ana"], 5, "2 contacts cannot all be called the same."),
        (["--status", "past", "--rm-group", "none"], 3, "There is no group 'none'."),
        (["--status", "past", "--relation", "friend=c5"], 5, "Nobody is a relation of their own."),
    ):
        assert refused(crm("contact", "edit", "-", *words, input="c2\nc5\n"), code, sentence)
    assert refused(crm("contact", "edit", "-", "--status", "past", input="c2\nc99\n"), 3, "There is no contact c99.")
    assert (statuses(crm), crm("history", "--ids").stdout) == (before, "o1\n")


def test_nobody_or_nothing_to_change_is_said(crm: Crm) -> None:
    nobody = Result("", "Nobody was named, so nothing was changed.\n", 0)
    assert crm("contact", "edit", "-", "--status", "past", input="\n") == nobody
    assert refused(crm("contact", "edit", "-", input="c2\n"), 2, "Nothing is said that is to change.")
    assert refused(crm("contact", "edit", "-", "-e", input="c2\n"), 2, "Nothing is said that is to change.")


def test_companies_are_changed_alike_and_people_are_not_taken_for_them(crm: Crm) -> None:
    ids = crm("company", "list", "--ids").stdout
    assert crm("company", "edit", "-", "--status", "past", input=ids).stdout.startswith("Changed 2 of 2 contacts")
    assert crm("company", "edit", "-", "--status", "past", input="c2\n").code == 3


@pytest.mark.parametrize(
    ("words", "done"),
    [
        (["contact", "rm", "-"], "Removed c5 Łukasz Ørsted, c6 Ibu Sari"),
        (["group", "put", "Golf", "-"], "Put 2 contacts into Golf"),
        (["group", "take", "VIP", "-"], "Took 1 contact out of VIP"),
    ],
)
def test_other_verbs_read_them_too(crm: Crm, words: list[str], done: str) -> None:
    assert crm(*words, input="c5\nc6\n").stdout == f"{done}   o2, crm undo takes it back\n"


def test_those_removed_are_restored_from_a_list_of_them(crm: Crm) -> None:
    crm("contact", "rm", "c5", "c6")
    ids = crm("contact", "list", "--removed", "--ids").stdout
    assert crm("contact", "restore", "-", input=ids).stdout == (
        "Restored c6 Ibu Sari, c5 Łukasz Ørsted   o3, crm undo takes it back\n"
    )
