"""`crm group`: groups, and contacts put in and taken out one by one or from a pipe, an operation each."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


def members(crm: Crm, name: str) -> str:
    """The references of a group's contacts."""
    return " ".join(crm("group", "show", name, "--ids").stdout.split())


def operations(crm: Crm) -> int:
    """How many operations there are."""
    return crm("history", "--ids", "--limit", "0").stdout.count("\n")


@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_groups_are_listed_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    crm("group", "add", "Golf", "--cadence", "30", "--time-share", "20", "--parent", "VIP", "--notes", "Sundays")
    golden(f"group.list.{mode}", crm("group", "list", f"--{mode}"))


def test_groups_are_a_table_on_a_terminal(crm: Crm, golden: Golden) -> None:
    crm("group", "add", "Golf", "--cadence", "30", "--time-share", "20", "--parent", "VIP", "--notes", "Sundays")
    golden("group.list.table", crm("group", "list", "--no-color", tty=True))


@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_a_group_is_shown_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"group.show.{mode}", crm("group", "show", "vip", f"--{mode}"))


def test_a_group_is_shown_on_a_terminal(crm: Crm, golden: Golden) -> None:
    golden("group.show.table", crm("group", "show", "VIP", "--no-color", tty=True))


def test_without_groups_the_list_says_how_to_begin(crm: Crm) -> None:
    narration = "There are no groups yet. crm group put NAME REF makes one.\n"
    assert crm("group", "list", "--db", "none.db") == Result("", narration, 0)
    assert crm("group", "list", "--json", "--db", "none.db") == Result("[]\n", narration, 0)


def test_a_group_is_made_by_putting_somebody_into_it(crm: Crm) -> None:
    assert crm("group", "put", "Golf", "budi", "c4") == Result(
        "Put 2 contacts into Golf   o2, crm undo takes it back\n", "Made the group Golf.\n", 0
    )
    assert members(crm, "golf") == "c4 c2"
    assert crm("group", "put", "GOLF", "c4", "c5").stdout == "Put 1 contact into Golf   o3, crm undo takes it back\n"
    assert crm("group", "put", "Golf", "c4") == Result("Nothing to change in the group Golf\n", "", 0)
    assert operations(crm) == 3
    crm("undo", "--steps", "2")
    assert refused(crm("group", "show", "Golf"), 3, "There is no group 'Golf'.")


def test_contacts_are_put_and_taken_from_a_pipe(crm: Crm) -> None:
    ids = crm("contact", "list", "maju", "--kind", "person", "--ids").stdout
    assert crm("group", "put", "Golf", "-", input=ids).stdout == (
        "Put 2 contacts into Golf   o2, crm undo takes it back\n"
    )
    assert members(crm, "Golf") == "c2 c7"
    assert crm("group", "take", "Golf", "-", input="c2\n\n  \nsari dewi\n").stdout == (
        "Took 2 contacts out of Golf   o3, crm undo takes it back\n"
    )
    assert crm("group", "take", "Golf", "c2").stdout == "Nothing to change in the group Golf\n"
    assert crm("undo").stdout.startswith("Undone o3  took 2 contacts out of Golf (2 changes)")
    assert members(crm, "Golf") == "c2 c7"


@pytest.mark.parametrize("verb", ["put", "take"])
def test_an_empty_pipe_changes_nothing_and_makes_no_group(crm: Crm, verb: str) -> None:
    name = "Golf" if verb == "put" else "VIP"
    before = crm("group", "list", "--json")
    narration = "Nobody was named, so nothing was changed.\n"
    assert crm("group", verb, name, "-", input="") == Result("", narration, 0)
    assert crm("group", verb, name, "-", "--json", input="\n") == Result("null\n", narration, 0)
    assert crm("group", "list", "--json") == before


def test_one_wrong_reference_and_nobody_is_put(crm: Crm) -> None:
    assert refused(crm("group", "put", "Golf", "c2", "c99"), 3, "There is no contact c99.")
    assert refused(crm("group", "put", "Golf", "sari"), 4, "'sari' may be 2 contacts.")
    assert operations(crm) == 1


def test_putting_answers_with_the_group_in_json(crm: Crm) -> None:
    said = crm("group", "put", "VIP", "c5", "--json").json
    assert said == {**crm("group", "list", "--json").json[1], "operation": 2}
    assert said["members"] == 4


@pytest.mark.parametrize(
    ("words", "would", "done"),
    [
        (["add", "Golf"], "Would make the group Golf", "Made the group Golf"),
        (["edit", "vip", "--cadence", "14"], "Would change the group VIP", "Changed the group VIP"),
        (["rename", "vip", "Important"], "The group would be Important", "The group is now Important"),
        (["rm", "vip"], "Would remove the group VIP", "Removed the group VIP"),
        (["put", "Fleet", "c4"], "Would put 1 contact into Fleet", "Put 1 contact into Fleet"),
        (["take", "vip", "c2", "c4"], "Would take 2 contacts out of VIP", "Took 2 contacts out of VIP"),
    ],
)
def test_a_dry_run_says_what_would_be_and_keeps_nothing(crm: Crm, words: list[str], would: str, done: str) -> None:
    before = crm("group", "list", "--json")
    assert crm("group", *words, "--dry-run") == Result(f"{would}\n", "", 0)
    assert crm("group", "list", "--json") == before
    assert crm("group", *words) == Result(f"{done}   o2, crm undo takes it back\n", "", 0)
    crm("undo")
    assert crm("group", "list", "--json") == before


def test_a_change_that_changes_nothing_says_so(crm: Crm) -> None:
    crm("group", "edit", "VIP", "--cadence", "14", "--notes", "x")
    for words in ([], ["--cadence", "14"], ["--notes", "x"], ["--clear", "parent"]):
        assert crm("group", "edit", "VIP", *words) == Result("Nothing to change in the group VIP\n", "", 0)
    assert crm("group", "rename", "VIP", "VIP").stdout == "Nothing to change in the group VIP\n"
    assert operations(crm) == 2


def test_fields_of_a_group_are_cleared(crm: Crm) -> None:
    crm("group", "edit", "VIP", "--cadence", "14", "--time-share", "0", "--notes", "x", "--parent", "Fleet")
    crm("group", "edit", "VIP", "--clear", "cadence", "--clear", "time-share", "--clear", "notes", "--clear", "parent")
    assert crm("group", "list", "--tsv").stdout == "Fleet\t1\t\t\t\t\t\t\t\nVIP\t3\t\t\t\t\t\t\t\n"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["add", ""], 5, "The name of the group is empty."),
        (["add", "vip"], 4, "There is a group 'VIP' already."),
        (["add", "x" * 1_001], 5, "The name of the group is longer than 1000 characters."),
        (["add", "Golf", "--cadence", "0"], 5, "A rhythm is a number of days between 1 and 3660."),
        (["add", "Golf", "--time-share", "101"], 5, "A share of time is a percentage between 0 and 100."),
        (["add", "Golf", "--time-share", "-1"], 5, "A share of time is a percentage between 0 and 100."),
        (["add", "Golf", "--time-share", "half"], 5, "'half' is no share of your time."),
        (["add", "Golf", "--cadence", "often"], 5, "'often' is not a number of days."),
        (
            ["add", "Golf", "--cadence", "14d", "--warn", "14d"],
            5,
            "A warning 14 days before is too early for every 14 days.",
        ),
        (["edit", "vip", "--warn", "3d"], 5, "There is no rhythm to warn of."),
        (["add", "Golf", "--at-most", "often"], 5, "'often' does not say how often."),
        (["add", "Golf", "--cadence", ""], 5, "--cadence is empty."),
        (["add", "Golf", "--parent", ""], 5, "--parent is empty."),
        (["add", "Golf", "--notes", ""], 5, "--notes is empty."),
        (["add", "Golf", "--parent", "none"], 3, "There is no group 'none'."),
        (["edit", "vip", "--parent", "vip"], 5, "A group cannot stand under itself."),
        (["edit", "vip", "--clear", "name"], 5, "There is no field 'name' to clear."),
        (["edit", "none", "--cadence", "3"], 3, "There is no group 'none'."),
        (["rename", "vip", "fleet"], 4, "There is a group 'fleet' already."),
        (["rename", "vip", ""], 5, "The name of the group is empty."),
        (["rm", "none"], 3, "There is no group 'none'."),
        (["show", "none"], 3, "There is no group 'none'."),
        (["show", ""], 3, "There is no group ''."),
        (["put", "", "c2"], 5, "The name of the group is empty."),
        (["put", "vip"], 2, "REF… is missing."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(crm: Crm, words: list[str], code: int, sentence: str) -> None:
    before = crm("group", "list", "--json")
    assert refused(crm("group", *words), code, sentence)
    assert crm("group", "list", "--json") == before
    assert operations(crm) == 1


def test_removing_a_group_keeps_its_people(crm: Crm) -> None:
    crm("group", "rm", "VIP")
    assert crm("contact", "list", "--ids").stdout.count("\n") == 7
    assert crm("show", "c2", "--json").json["groups"] == ["Fleet"]
    assert crm("find", "vip", "--ids").stdout == ""


def test_the_beginning_of_several_names_is_ambiguous(crm: Crm) -> None:
    crm("group", "add", "Hotels")
    crm("group", "add", "Hospitals")
    said = Result("", "crm: 'ho' may be 2 groups.\n     Hospitals\n     Hotels\n     Say more of the name.\n", 4)
    assert crm("group", "show", "ho") == crm("group", "rm", "ho") == crm("contact", "list", "--group", "ho") == said
    assert crm("group", "show", "ho", "--json").error["candidates"][0]["ref"] == "Hospitals"
    assert crm("group", "show", "hot").code == 0


def test_a_hint_that_cannot_name_all_groups_says_so(crm: Crm) -> None:
    for number in range(10, 20):
        crm("group", "add", f"Town {number}")
    assert crm("group", "show", "none").stderr.endswith("Town 19, VIP.\n")
    crm("group", "add", "Zoo")
    assert crm("group", "show", "none").stderr.endswith("Town 19, VIP, …; crm group list has them all.\n")


def test_what_is_known_of_a_group_stands_above_its_members_on_a_terminal(crm: Crm) -> None:
    crm("group", "edit", "fleet", "--cadence", "14", "--time-share", "20", "--parent", "VIP", "--notes", "Lorries")
    said = crm("group", "show", "fleet", "--no-color", tty=True).stdout.splitlines()
    assert said[0] == "Fleet · every 14 days · 20% of your time · under VIP · Lorries"
    assert said[2].startswith("c2  Pak Budi Santoso  ")
    assert crm("group", "show", "fleet").stdout.startswith("c2\t")


def test_lines_of_a_list_are_taken_from_a_pipe(crm: Crm) -> None:
    lines = crm("contact", "list", "maju", "--kind", "person").stdout
    assert crm("group", "put", "Golf", "-", input=lines) == Result(
        "Put 2 contacts into Golf   o2, crm undo takes it back\n", "Made the group Golf.\n", 0
    )
    assert members(crm, "Golf") == "c2 c7"


def test_too_many_words_for_a_new_group_may_be_meant_for_putting(crm: Crm) -> None:
    assert crm("group", "add", "vip", "budi") == Result(
        "",
        "crm: There are more words than crm group add takes.\n"
        "     Put quotes around a name of several words; crm group put NAME REF… puts contacts into it.\n",
        2,
    )
