"""`crm undo`, `crm redo`, `crm history`: what was done, said in the user's words, taken back and done again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Golden, refused
from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result


@pytest.fixture
@made_once
def changed(crm: Crm, book: Path) -> None:
    """A book with four more operations: o2 edits Budi, o3 puts two into a group, o4 adds Zoe, o5 removes Łukasz."""
    crm("contact", "edit", "c2", "--title", "CEO", "--company", "Acme", "--occasion", "wedding=2010-06-01",
        "--relation", "boss=c7", "--rm-phone", "021-5790-6776", "--rm-group", "fleet")  # fmt: skip
    crm("group", "put", "Golf", "c2", "c4")
    crm("add", "Zoe")
    crm("contact", "rm", "c5")


def test_the_newest_operation_is_undone_and_done_again(crm: Crm, changed: None) -> None:
    assert crm("undo") == Result("Undone o5  removed c5 Łukasz Ørsted (1 change)   crm redo does it again\n", "", 0)
    assert crm("find", "lukasz", "--ids").stdout == "c5\n"
    assert crm("redo") == Result("Redone o5  removed c5 Łukasz Ørsted (1 change)\n", "", 0)
    assert crm("find", "lukasz", "--ids").stdout == ""


def test_several_steps_are_undone_newest_first_and_redone_oldest_first(crm: Crm, changed: None) -> None:
    assert crm("undo", "--steps", "3").stdout == (
        "Undone o5  removed c5 Łukasz Ørsted (1 change)\n"
        "Undone o4  added Zoe (1 change)\n"
        "Undone o3  put 2 contacts into Golf (3 changes)   crm redo does it again\n"
    )
    assert [line.split()[1] for line in crm("redo", "--steps", "9").stdout.splitlines()] == ["o3", "o4", "o5"]


def test_more_steps_than_there_are_undo_all_of_them(crm: Crm, changed: None) -> None:
    assert crm("undo", "--steps", "9" * 30).stdout.count("Undone") == 5
    assert crm("contact", "list", "--json").stdout == "[]\n"
    assert crm("redo", "--steps", "10000").stdout.count("Redone") == 5


def test_an_older_operation_is_undone_alone(crm: Crm, changed: None) -> None:
    assert crm("undo", "o4").stdout == "Undone o4  added Zoe (1 change)   crm redo does it again\n"
    assert crm("find", "zoe", "--ids").stdout == ""
    assert crm("history", "--json").json[1]["state"] == "undone"


def test_an_operation_that_later_ones_build_upon_is_refused_with_their_names(crm: Crm, changed: None) -> None:
    said = crm("undo", "o1")
    assert (said.stdout, said.code) == ("", 4)
    assert said.stderr == (
        "crm: o1 (imported book.vcf: 5 new, 0 updated) cannot be undone alone: later changes build upon it: "
        "o2 edited Pak Budi Santoso, o3 put 2 contacts into Golf, o5 removed c5 Łukasz Ørsted.\n"
        "     Undo those first, newest first: crm undo o5.\n"
    )
    assert crm("undo", "o1", "--json").error["kind"] == "conflict"


def test_a_dry_run_undoes_nothing(crm: Crm, changed: None) -> None:
    before = crm("history", "--json")
    assert crm("undo", "--dry-run") == Result("Would undo o5  removed c5 Łukasz Ørsted (1 change)\n", "", 0)
    assert crm("undo", "o4", "-n").stdout == "Would undo o4  added Zoe (1 change)\n"
    assert crm("history", "--json") == before
    crm("undo")
    assert crm("redo", "--dry-run").stdout == "Would redo o5  removed c5 Łukasz Ørsted (1 change)\n"
    assert crm("history", "--json").json[0]["state"] == "undone"


def test_undo_and_redo_answer_in_json_with_the_state_that_holds_now(crm: Crm, changed: None, golden: Golden) -> None:
    golden("undo.json", crm("undo", "--json", "--steps", "2"))
    golden("redo.json", crm("redo", "--json"))
    assert [each["state"] for each in crm("undo", "--json", "--dry-run").json] == ["done"]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["undo", "o99"], 3, "There is no operation o99."),
        (["undo", "c2"], 5, "'c2' is no operation."),
        (["undo", "all"], 5, "'all' is no operation."),
        (["undo", "--steps", "0"], 2, "--steps cannot be 0."),
        (["redo", "--steps", "-1"], 2, "--steps cannot be -1."),
        (["undo", "--steps", "many"], 2, "--steps takes a whole number."),
        (["undo", "o4", "--steps", "2"], 2, "--steps and an operation cannot be had together."),
        (["redo"], 3, "There is nothing to redo."),
        (["redo", "o4"], 2, "There are more words than crm redo takes."),
        (["history", "c99"], 3, "There is no contact c99."),
        (["history", "o99"], 3, "There is no operation o99."),
        (["history", "nobody known"], 3, "Nobody is found for 'nobody known'."),
    ],
)
def test_what_cannot_be_turned_is_refused(crm: Crm, changed: None, words: list[str], code: int, sentence: str) -> None:
    before = crm("history", "--json")
    assert refused(crm(*words), code, sentence)
    assert crm("history", "--json") == before


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_without_a_database_there_is_nothing_to_turn_and_none_is_made(crm: Crm, database: Path, verb: str) -> None:
    assert crm(verb) == Result("", f"crm: There is nothing to {verb}.\n", 3)
    assert refused(crm(verb, "--dry-run"), 3, f"There is nothing to {verb}.")
    assert not database.parent.exists()


def test_nothing_is_left_to_undo_after_everything_was_undone(crm: Crm, book: Path) -> None:
    crm("undo")
    assert crm("undo") == Result("", "crm: There is nothing to undo.\n", 3)


def test_a_new_change_ends_what_could_be_redone(crm: Crm, changed: None) -> None:
    crm("undo")
    crm("add", "Yan")
    assert crm("redo") == Result(
        "",
        "crm: There is nothing to redo.\n     Only what was undone last, with nothing changed since, can be.\n",
        3,
    )
    assert [row.split("\t")[3] for row in crm("history").stdout.splitlines()] == ["", "undone", "", "", "", ""]


@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_the_history_is_answered_in_every_form(crm: Crm, changed: None, golden: Golden, mode: str) -> None:
    crm("undo")
    golden(f"history.{mode}", crm("history", f"--{mode}"))


@pytest.mark.parametrize("columns", ["80", "140"])
def test_the_history_is_a_table_that_fits_the_terminal(
    crm: Crm, changed: None, golden: Golden, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    golden(f"history.{columns}.table", crm("history", "--no-color", tty=True))


@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_what_an_operation_changed_is_answered_in_every_form(
    crm: Crm, changed: None, golden: Golden, mode: str
) -> None:
    golden(f"history.operation.{mode}", crm("history", "o2", f"--{mode}"))


def test_what_an_operation_changed_is_a_table_on_a_terminal(crm: Crm, changed: None, golden: Golden) -> None:
    golden("history.operation.table", crm("history", "o2", "--no-color", tty=True))


def test_contacts_that_an_operation_touched_are_each_named_once_and_groups_not_at_all(crm: Crm, changed: None) -> None:
    assert crm("history", "o3", "--ids").stdout == "c2\nc4\n"
    crm("group", "edit", "VIP", "--cadence", "14")
    assert crm("history", "o6", "--ids") == Result("", "", 0)
    assert crm("history", "o6").stdout == (
        "\tVIP\tgroup\tchanged\tcadence_days\t\t14\n\tVIP\tgroup\tchanged\tcadence_since\t\t2026-11-24\n"
    )
    crm("settings", "set", "region", "BR")
    assert crm("history", "o7").stdout == "\tregion\tsetting\tadded\t\t\tBR\n"


def test_the_history_of_a_contact_is_what_touched_it(crm: Crm, changed: None) -> None:
    assert crm("history", "pak", "budi", "--ids").stdout == "o3\no2\no1\n"
    assert crm("history", "c5", "--ids").stdout == "o5\no1\n"
    assert crm("history", "golf", "--ids").code == 4


def test_a_long_history_is_cut_where_it_is_asked_to_be(crm: Crm, changed: None) -> None:
    assert crm("history", "--limit", "2", "--ids").stdout == "o5\no4\n"
    said = crm("history", "o1", "--limit", "2")
    assert said.stdout.count("\n") == 2
    assert said.stderr == "Only the first 2 are shown; --limit 0 shows all.\n"
    assert crm("history", "o1", "--limit", "20").stdout.count("\n") == 20


def test_a_history_of_nothing_is_no_error(crm: Crm) -> None:
    assert crm("history") == Result("", "Nothing has been changed yet.\n", 0)
    assert crm("history", "--json") == Result("[]\n", "Nothing has been changed yet.\n", 0)


def test_the_history_says_the_time_where_the_user_is(crm: Crm, book: Path) -> None:
    assert crm("history").stdout.split("\t")[1] == "2026-11-24 16:00"
    crm("settings", "set", "timezone", "Europe/Berlin")
    assert crm("history", "--limit", "1").stdout.split("\t")[1] == "2026-11-24 10:00"
    assert crm("history", "--limit", "1", "--json").json[0]["at"] == "2026-11-24T09:00:00Z"
