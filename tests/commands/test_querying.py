"""Queries in lists and look-ups, as they are typed."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


def ids(crm: Crm, *words: str) -> str:
    said = crm(*words, "--ids")
    assert (said.stderr, said.code) == ("", 0)
    return " ".join(said.stdout.split())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["city:jakarta"], "c2"),
        (["company:PT Maju Jaya"], "c2 c7"),
        (["group:vip", "not:has:email"], "c4 c6"),
        (["group:vip -budi (has:email or sari)"], "c6"),
        (["sari", "or", "lukasz"], "c6 c5 c7"),
        (["kind:company", "name:maju"], "c1"),
        (["idle:90d..", "birthday:1974"], "c2"),
        (["(021)", "5790-6776"], "c2"),
    ],
)
def test_a_list_is_of_those_who_meet_the_query(crm: Crm, words: list[str], found: str) -> None:
    assert ids(crm, "contact", "list", *words) == found


def test_a_query_and_the_options_of_a_list_go_together(crm: Crm) -> None:
    assert ids(crm, "contact", "list", "has:phone", "--group", "vip", "--sort", "-id", "--limit", "2") == "c6 c4"
    assert ids(crm, "company", "list", "name:maju") == "c1"
    crm("contact", "rm", "c2", "c6")
    assert ids(crm, "contact", "list", "group:vip") == "c4"
    assert ids(crm, "contact", "list", "group:vip", "--removed") == "c6 c2"
    assert ids(crm, "contact", "list", "removed:today", "city:jakarta") == "c2"


def test_nobody_who_meets_a_query_is_no_error(crm: Crm) -> None:
    assert crm("contact", "list", "city:bandung") == Result("", "Nobody fits that.\n", 0)
    assert crm("find", "city:bandung", "--json") == Result("[]\n", "Nobody fits that.\n", 0)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["ctiy:x"], 5, "crm: In ctiy:x: There is no field 'ctiy'.\n     Did you mean city?\n"),
        (["city:"], 5, None),
        (["group:vp"], 5, "crm: In group:vp: There is no group 'vp'.\n     Did you mean VIP?\n"),
        (["@fish"], 3, "crm: There is no segment 'fish'.\n     crm segment add NAME QUERY makes one.\n"),
        (["(budi"], 5, "crm: A ( is not closed.\n     Put a ) after it, or quotes around it.\n"),
    ],
)
def test_a_list_says_of_a_wrong_word_what_would_be_right(
    crm: Crm, words: list[str], code: int, said: str | None
) -> None:
    result = crm("contact", "list", *words)
    assert (result.stdout, result.code) == ("", code)
    assert said is None or result.stderr == said
    assert crm("contact", "list", *words, "--json").error["kind"] in ("invalid", "not_found")


def test_a_look_up_takes_conditions_among_its_words_and_ranks_by_the_words(crm: Crm) -> None:
    crm("add", "Asari", "--group", "VIP")
    assert ids(crm, "find", "sari", "group:vip") == "c6 c8"
    assert ids(crm, "find", "sari", "not:group:vip") == "c7"
    assert crm("find", "812", "3456", "7890", "group:vip").stdout.startswith("c2\t")
    said = crm("find", "sari", "or", "budi", "--limit", "1", tty=True)
    assert said.stdout.count("\n") == 2
    assert said.stderr == "There are more than 1; --limit 0 shows all.\n"


def test_a_look_up_shows_the_phone_that_was_met_also_with_conditions(crm: Crm) -> None:
    plain = crm("find", "57906776").stdout
    assert "6776" in plain
    assert crm("find", "57906776", "group:fleet").stdout == plain


def test_a_look_up_reads_what_names_no_field_as_text_and_refuses_a_wrong_value(crm: Crm) -> None:
    assert crm("find", "xx:y").stderr.startswith("Nobody is found for 'xx:y'.\n")
    assert ids(crm, "find", "@maju.example") == "c2 c7"
    assert refused(crm("find", "group:nobody"), 5, "In group:nobody: There is no group 'nobody'.")
    assert refused(crm("find", "city:"), 5, "After 'city:' a value is missing.")


def test_a_query_feeds_a_change_of_many_as_one_operation(crm: Crm) -> None:
    found = crm("contact", "list", "has:email", "kind:person", "--ids").stdout
    assert crm("group", "put", "Roadshow", "-", input=found).stdout == (
        "Put 3 contacts into Roadshow   o2, crm undo takes it back\n"
    )
    crm("undo")
    assert refused(crm("contact", "list", "group:roadshow"), 5, "In group:roadshow: There is no group 'roadshow'.")


def test_a_query_where_there_is_no_database_makes_none(crm: Crm) -> None:
    narration = "Nobody fits that.\n"
    assert crm("contact", "list", "city:x", "--db", "none.db") == Result("", narration, 0)
    assert crm("find", "city:x", "--db", "none.db").stderr == (
        "There are no contacts yet. crm import FILE brings in your phone's.\n"
    )
