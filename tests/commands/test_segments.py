"""`crm segment`: queries with a name, saved, shown, changed and taken back, an operation each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")

BACK = "   o{}, crm undo takes it back\n"


@pytest.fixture
def fish(crm: Crm, book: Path) -> None:
    """The segment @Fish of those in VIP with a phone, and @Big of those among them without an e-mail: o2, o3."""
    assert crm("segment", "add", "Fish", "group:vip", "has:phone", "--notes", "to call").code == 0
    assert crm("segment", "add", "Big", "@fish not:has:email").code == 0


def queries(crm: Crm) -> dict[str, str]:
    return {row["name"]: row["query"] for row in crm("segment", "list", "--json").json}


def test_a_segment_is_made_with_its_query_as_it_is_understood(crm: Crm) -> None:
    said = crm("segment", "add", "Fish", "company:PT Maju Jaya", "or", "not", "(group:vip)")
    assert said == Result('Made the segment Fish: company:"PT Maju Jaya" or not group:vip' + BACK.format(2), "", 0)
    assert crm("segment", "show", "fish", "--ids").stdout == "c3\nc5\nc2\nc1\nc7\n"


@pytest.mark.usefixtures("fish")
@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_segments_are_listed_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"segment.list.{mode}", crm("segment", "list", f"--{mode}"))


@pytest.mark.usefixtures("fish")
@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_a_segment_is_shown_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"segment.show.{mode}", crm("segment", "show", "fish", f"--{mode}"))


@pytest.mark.usefixtures("fish")
def test_segments_and_members_are_tables_on_a_terminal(crm: Crm, golden: Golden) -> None:
    golden("segment.list.table", crm("segment", "list", "--no-color", tty=True))
    golden("segment.show.table", crm("segment", "show", "fish", "--no-color", tty=True))


@pytest.mark.usefixtures("fish")
def test_the_members_are_narrowed_sorted_and_limited_like_any_list(crm: Crm) -> None:
    assert crm("segment", "show", "fish", "--ids").stdout == "c4\nc6\nc2\n"
    assert crm("segment", "show", "fish", "--ids", "--sort", "-id", "--limit", "2").stdout == "c6\nc4\n"
    assert crm("segment", "show", "fish", "--ids", "--group", "fleet").stdout == "c2\n"
    assert crm("segment", "show", "fish", "--ids", "--kind", "company") == Result("", "Nobody fits that.\n", 0)
    crm("contact", "rm", "c4")
    assert crm("segment", "show", "fish", "--ids", "--removed").stdout == "c4\n"


@pytest.mark.usefixtures("fish")
def test_a_segment_stands_for_its_query_in_lists_look_ups_and_pipes(crm: Crm) -> None:
    assert crm("contact", "list", "@big", "--ids").stdout == "c4\nc6\n"
    assert crm("contact", "list", "not:@big", "--kind", "person", "--ids").stdout == "c5\nc2\nc7\n"
    assert crm("find", "@fi", "budi").stdout.startswith("c2\t")
    ids = crm("find", "@big", "--ids").stdout
    assert crm("group", "put", "Roadshow", "-", input=ids).stdout == "Put 2 contacts into Roadshow" + BACK.format(4)


@pytest.mark.usefixtures("fish")
@pytest.mark.parametrize(
    ("words", "would", "done"),
    [
        (["add", "New", "budi"], "Would make the segment New: budi", "Made the segment New: budi"),
        (["edit", "fish", "budi"], "Would change the segment Fish: budi", "Changed the segment Fish: budi"),
        (
            ["edit", "fish", "--notes", "x"],
            "Would change the segment Fish: group:vip has:phone",
            "Changed the segment Fish: group:vip has:phone",
        ),
        (["edit", "fish", "@big", "--clear", "notes"], None, None),
        (
            ["rename", "fish", "{Fisch}"],
            "The segment would be {Fisch} (also in @Big)",
            "The segment is now {Fisch} (also in @Big)",
        ),
        (["rename", "big", "Large"], "The segment would be Large", "The segment is now Large"),
        (["rm", "big"], "Would remove the segment Big", "Removed the segment Big"),
    ],
)
def test_a_dry_run_says_what_would_be_and_an_undo_brings_it_back(
    crm: Crm, words: list[str], would: str | None, done: str | None
) -> None:
    before = crm("segment", "list", "--json")
    if would is None or done is None:
        assert refused(crm("segment", *words), 5, "These segments would be used in themselves: @Big, @Fish.")
    else:
        assert crm("segment", *words, "--dry-run") == Result(f"{would}\n", "", 0)
        assert crm("segment", "list", "--json") == before
        assert crm("segment", *words) == Result(done + BACK.format(4), "", 0)
        assert crm("segment", "list", "--json") != before
        crm("undo")
    assert crm("segment", "list", "--json") == before


@pytest.mark.usefixtures("fish")
def test_a_renamed_group_says_which_segments_follow_it(crm: Crm) -> None:
    said = crm("group", "rename", "VIP", "{Gold}", "--dry-run")
    assert said == Result("The group would be {Gold} (also in @Fish)\n", "", 0)
    said = crm("group", "rename", "VIP", "{Gold}")
    assert said == Result("The group is now {Gold} (also in @Fish)" + BACK.format(4), "", 0)
    assert crm("contact", "list", "@big", "--ids").stdout == "c4\nc6\n"


@pytest.mark.usefixtures("fish")
def test_a_change_answers_with_the_segment_in_json(crm: Crm) -> None:
    said = crm("segment", "edit", "fish", "budi", "--clear", "notes", "--json").json
    assert said == {"id": 1, "name": "Fish", "query": "budi", "notes": None, "members": 1, "operation": 4}
    assert crm("segment", "edit", "fish", "budi", "--json").json == {**said, "operation": None}
    assert crm("segment", "edit", "fish", "budi").stdout == "Nothing to change in the segment Fish\n"
    assert crm("segment", "rm", "big", "--json", "--dry-run").json["operation"] is None


@pytest.mark.usefixtures("fish")
@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["show", "zz"], 3, "There is no segment 'zz'."),
        (["add", "fish", "x"], 4, "There is a segment 'Fish' already."),
        (["add", "", "x"], 5, "The name of the segment is empty."),
        (["add", "New"], 2, "QUERY… is missing."),
        (["add", "New", ""], 5, "A word of the query is empty."),
        (["add", "New", "ctiy:x"], 5, "In ctiy:x: There is no field 'ctiy'."),
        (["add", "New", "@nobody"], 3, "There is no segment 'nobody'."),
        (["edit", "fish"], 2, "Nothing is said to be changed in the segment Fish."),
        (["edit", "fish", "--clear", "query"], 5, "There is no field 'query' to clear."),
        (["edit", "fish", "@big"], 5, "These segments would be used in themselves: @Big, @Fish."),
        (["rename", "big", "FISH"], 4, "There is a segment 'Fish' already."),
        (["rm", "fish"], 4, "The segment Fish is used by @Big."),
        (["show", "fish", "--sort", "size"], 5, "--sort cannot be 'size'."),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_changes(crm: Crm, words: list[str], code: int, sentence: str) -> None:
    before = crm("segment", "list", "--json")
    assert refused(crm("segment", *words), code, sentence)
    assert crm("segment", "list", "--json") == before


def test_before_there_is_anything_a_list_says_how_to_begin(crm: Crm) -> None:
    hint = "There are no segments yet. crm segment add NAME QUERY makes one.\n"
    assert crm("segment", "list") == Result("", hint, 0)
    assert crm("segment", "list", "--json") == Result("[]\n", hint, 0)
    assert refused(crm("segment", "show", "x", "--db", "none.db"), 3, "There are no segments yet.")
    assert crm("segment", "list", "--db", "none.db") == Result("", hint, 0)


@pytest.mark.usefixtures("fish")
def test_a_segment_whose_group_is_gone_is_still_listed(crm: Crm) -> None:
    crm("group", "rm", "vip")
    assert [row["members"] for row in crm("segment", "list", "--json").json] == [None, None]
    assert refused(crm("segment", "show", "fish"), 5, "In @Fish: In group:vip: There is no group 'vip'.")


def test_the_fields_of_queries_are_listed_with_examples_and_the_users_own(crm: Crm) -> None:
    crm("contact", "edit", "c2", "--field", "shoe size=44")
    rows = crm("segment", "fields", "--json").json
    assert rows[0] == {"field": "name", "meaning": "a part of the name", "example": "name:santoso"}
    assert rows[-1]["field"] == "field.shoe size"
    assert rows[-1]["example"] == 'field."shoe size":…'
    assert crm("segment", "fields", "--limit", "1", "--tsv").stdout == "name\ta part of the name\tname:santoso\n"
    assert json.loads(crm("segment", "fields", "--db", "none.db", "--json").stdout)[0] == rows[0]


def test_the_removal_of_a_group_says_which_segments_ask_for_it(crm: Crm) -> None:
    crm("segment", "add", "Best", "group:vip", "has:phone")
    said = crm("group", "rm", "VIP")
    assert said.stderr == "The segment Best asks for the group VIP: crm segment edit Best QUERY…\n"
    assert crm("segment", "list", "--ids").stdout == "@Best\n"
