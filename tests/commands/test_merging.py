"""`crm contact merge` and `crm contact different`: what is said, how it is taken back, and what is refused."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
def twin(crm: Crm) -> str:
    """c8: Budi of the book once more, with some things of his own and some that differ."""
    said = crm(
        "add", "Boedi Santoso", "--phone", "+62 812 3456 7890", "--email", "boedi@home.example", "--title", "Director",
        "--birthday", "1974-05-13", "--group", "Golf",
    )  # fmt: skip
    assert said.code == 0
    return "c8"


def test_merging_says_what_it_did_and_what_went_to_the_notes(crm: Crm, twin: str) -> None:
    assert crm("contact", "merge", "c2", twin) == Result(
        "Merged c8 Boedi Santoso into c2 Pak Budi Santoso   o3, crm undo takes it back\n",
        "In the notes now: title Director.\n",
        0,
    )
    assert crm("undo").stdout.startswith("Undone o3  merged c8 Boedi Santoso into c2 Pak Budi Santoso (")
    assert crm("show", twin).code == 0


def test_a_merged_contact_has_what_both_had(crm: Crm, golden: Golden, twin: str) -> None:
    crm("contact", "merge", "c2", twin)
    golden("merge.show", crm("show", "c2"))


@pytest.mark.parametrize("mode", ["table", "tsv", "json"])
def test_a_dry_run_shows_it_field_by_field_and_changes_nothing(crm: Crm, golden: Golden, twin: str, mode: str) -> None:
    before = crm("show", "c2", "--json")
    words = ["contact", "merge", "c2", twin, "--dry-run", "--no-color", *(["--json"] if mode == "json" else [])]
    golden(f"merge.dry.{mode}", crm(*words, tty=mode == "table"))
    assert crm("show", "c2", "--json") == before
    assert crm("show", twin).code == 0


def test_the_values_of_the_preferred_one_hold(crm: Crm, twin: str) -> None:
    said = crm("contact", "merge", "c2", twin, "--prefer", twin)
    assert said.stdout == "Merged c8 Boedi Santoso into c2 Boedi Santoso   o3, crm undo takes it back\n"
    assert crm("show", "c2", "--json").json["title"] == "Director"


def test_a_number_that_was_merged_away_still_works_and_says_so(crm: Crm, twin: str) -> None:
    crm("contact", "merge", "c2", twin)
    said = crm("show", twin)
    assert said.stderr == "c8 is now c2.\n"
    assert said.stdout == crm("show", "c2").stdout
    assert crm("contact", "edit", "c8", "--title", "Owner").stderr == "c8 is now c2.\n"


def test_json_names_what_was_kept_and_what_was_not(crm: Crm, twin: str) -> None:
    said = crm("contact", "merge", "c2", twin, "--json").json
    (one,) = said["merged"]
    assert (said["operation"], one["id"], one["former"]) == (3, 2, [{"id": 8, "name": "Boedi Santoso"}])
    assert {"id": 8, "value": "Director", "into": "notes"} in next(
        field["dropped"] for field in one["fields"] if field["field"] == "title"
    )


def test_many_pairs_are_merged_from_a_pipe_in_one_operation(crm: Crm, twin: str) -> None:
    crm("add", "Lukas", "--phone", "+48601232454")
    assert crm("contact", "merge", "-", input="c2\tc8\n\nc5 c9\nc8 c2\n") == Result(
        "Merged 2 contacts into others   o4, crm undo takes it back\n", "", 0
    )
    assert crm("undo").code == 0
    assert crm("contact", "list", "--ids").stdout.split() == ["c8", "c3", "c4", "c6", "c9", "c5", "c2", "c1", "c7"]


def test_of_many_into_one_the_sentence_says_how_many(crm: Crm) -> None:
    refs = [crm("add", f"Budi {number}", "--title", f"Chief {number}", "--ids").stdout.strip() for number in range(6)]
    said = crm("contact", "merge", *refs)
    assert said.stdout == "Merged 5 contacts into c8 Budi 0   o8, crm undo takes it back\n"
    assert said.stderr == ("In the notes now: title Chief 1, title Chief 2, title Chief 3, title Chief 4 and 1 more.\n")
    assert "merged 5 contacts into c8 Budi 0" in crm("history", "--limit", "1").stdout


def test_chains_in_a_pipe_become_one(crm: Crm, twin: str) -> None:
    crm("add", "Budi S")
    assert crm("contact", "merge", "-", input="c8 c9\nc2 c9\n").code == 0
    assert crm("show", "c9").stderr == "c9 is now c2.\n"
    assert crm("show", "c8").stderr == "c8 is now c2.\n"


def test_nothing_from_a_pipe_is_no_error(crm: Crm) -> None:
    assert crm("contact", "merge", "-", input="") == Result("", "Nobody was named, so nothing was changed.\n", 0)
    assert crm("contact", "different", "-", "--json", input="").json is None


def test_what_cannot_be_merged_is_refused(crm: Crm) -> None:
    assert refused(crm("contact", "merge", "c2"), 5, "It takes two contacts to merge.")
    assert refused(
        crm("contact", "merge", "c5", "c1"), 5, "c5 Łukasz Ørsted is a person and c1 PT Maju Jaya is a company."
    )
    assert refused(crm("contact", "merge", "c5", "c6", "--prefer", "c7"), 5,
                   "Only one of those that are merged can be preferred.")  # fmt: skip
    assert refused(crm("contact", "merge", "c5", "c99"), 3, "There is no contact c99.")
    assert refused(crm("contact", "merge", "-", input="c5 c6\nc7\n"), 5, "Line 2 names one contact only: c7.")
    assert refused(crm("contact", "merge", "-", "--prefer", "c5"), 2, "--prefer and - cannot be had together.")
    assert len(crm("history").stdout.splitlines()) == 1


def test_different_ones_are_noted_and_forgotten(crm: Crm) -> None:
    assert crm("contact", "different", "c6", "c7") == Result(
        "Noted that c6 Ibu Sari and c7 Sari Dewi are different   o2, crm undo takes it back\n", "", 0
    )
    assert crm("contact", "different", "c7", "c6").stdout == "Nothing to change.\n"
    assert crm("contact", "different", "c7", "c6", "--forget").stdout == (
        "c7 Sari Dewi and c6 Ibu Sari may be the same again   o3, crm undo takes it back\n"
    )
    assert crm("contact", "different", "c7", "c6", "--dry-run").stdout == (
        "Would note that c7 Sari Dewi and c6 Ibu Sari are different\n"
    )
    said = crm("contact", "different", "c5", "c6", "c7", "--json")
    assert said.json == {"ids": [5, 6, 7], "pairs": 3, "operation": 4}


def test_pairs_from_a_pipe_are_different_line_by_line(crm: Crm) -> None:
    said = crm("contact", "different", "-", "--json", input="c5\tc6\nc6\tc7\n")
    assert said.json == {"ids": [5, 6, 7], "pairs": 2, "operation": 2}


def test_it_takes_two_to_be_different(crm: Crm) -> None:
    assert refused(crm("contact", "different", "c6"), 5, "It takes two contacts to be different from each other.")


def test_the_history_says_what_came_from_the_other(crm: Crm, twin: str) -> None:
    crm("contact", "merge", "c2", twin)
    lines = crm("history", "o3").stdout.splitlines()
    assert "c2\tPak Budi Santoso\tchannel\tadded\t\t\tboedi@home.example" in lines
    assert "c2\tPak Budi Santoso\tmerged contact\tadded\t\t\tc8" in lines
    crm("contact", "different", "c6", "c7")
    assert crm("history", "o4").stdout == "c6\tIbu Sari\tdistinct pair\tadded\t\t\tc7\n"
