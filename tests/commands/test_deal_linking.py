"""What is logged and promised for a deal: named in place of somebody, `d7`, or beside them with --deal."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm, Result

NO_NEXT = "d{n} {title} has no next step: crm deal edit d{n} --next WHAT --on WHEN\n"


@pytest.fixture(autouse=True)
def pipeline(book: object, crm: Crm) -> None:
    """d1 Fleet policy with Pak Budi Santoso (c2), d2 Villa with nobody; o3 is the newest operation."""
    assert crm("deal", "add", "Fleet policy", "--contact", "c2").code == 0
    assert crm("deal", "add", "Villa").code == 0


def deal_of(crm: Crm, noun: str, ref: str) -> object:
    """The number of the deal that an activity or a follow-up hangs on."""
    found = crm(noun, "show", ref, "--json").json["deal"]
    return found and found["id"]


def test_a_deal_stands_in_place_of_somebody_and_its_customer_is_meant(crm: Crm) -> None:
    assert crm("remind", "d1", "send", "offer", "--on", "fri@10") == Result(
        "f1 send offer, Fri 27 Nov 2026 10:00 · d1 Fleet policy · Pak Budi Santoso (c2)   o4, crm undo takes it back\n",
        "",
        0,
    )
    assert crm("log", "d1", "call", "price ok", "--next", "call both", "--on", "fri") == Result(
        "Logged a1, call with Pak Budi Santoso (c2), d1 Fleet policy. Still open: f1 send offer (crm done f1)"
        "   o5, crm undo takes it back\nNext   f2 call both, Fri 27 Nov 2026\n",
        "",
        0,
    )
    assert [deal_of(crm, *each) for each in (("followup", "f1"), ("activity", "a1"), ("followup", "f2"))] == [1, 1, 1]
    assert crm("deal", "show", "d1", "--json").json["next"]["id"] == 2


def test_without_words_it_is_to_call_the_customer_and_where_nobody_is_to_follow_up(crm: Crm) -> None:
    assert "call Pak Budi Santoso, Fri 27 Nov" in crm("remind", "D1", "--on", "fri").stdout
    assert crm("remind", "d2", "--on", "fri").stdout == (
        "f2 follow up, Fri 27 Nov 2026 · d2 Villa   o5, crm undo takes it back\n"
    )


def test_beside_somebody_a_deal_is_named_by_its_title_and_they_are_not_put_on_it(crm: Crm) -> None:
    said = crm("log", "c6", "call", "knows the buyer", "--deal", "villa")
    assert said == Result(
        "Logged a1, call with Ibu Sari (c6), d2 Villa.   o4, crm undo takes it back\n",
        NO_NEXT.format(n=2, title="Villa"),
        0,
    )
    crm("remind", "c6", "ask again", "--on", "fri", "--deal", "d2")
    assert (deal_of(crm, "activity", "a1"), deal_of(crm, "followup", "f1")) == (2, 2)
    assert crm("deal", "show", "d2", "--json").json["contact"] is None
    crm("remind", "--self", "plan it", "--on", "fri", "--deal", "d2")
    assert deal_of(crm, "followup", "f2") == 2


def test_where_nobody_is_on_a_deal_nothing_is_logged_unless_it_is_said_with_whom(crm: Crm) -> None:
    assert crm("log", "d2", "call", "hello") == Result(
        "", "crm: d2 Villa is with nobody.\n     crm deal edit d2 --contact REF says with whom it is.\n", 3
    )
    assert "call with Ibu Sari (c6), d2 Villa" in crm("log", "d2", "call", "hello", "--with", "c6").stdout


def test_nothing_hangs_on_a_deal_that_was_not_named_and_it_is_said_how_it_would(crm: Crm) -> None:
    said = crm("log", "c2", "call", "hello", "--next", "call", "--on", "fri")
    assert said.stderr == (
        "If it is about d1 Fleet policy, say so: crm activity edit a1 --deal d1 and crm followup edit f1 --deal d1\n"
    )
    assert (deal_of(crm, "activity", "a1"), deal_of(crm, "followup", "f1")) == (None, None)
    assert crm("remind", "c2", "x", "--on", "fri").stderr == (
        "If it is about d1 Fleet policy, say so: crm followup edit f2 --deal d1\n"
    )
    assert crm("activity", "edit", "a1", "--deal", "d1") == Result(
        "Changed a1, call with Pak Budi Santoso (c2), d1 Fleet policy.   o6, crm undo takes it back\n", "", 0
    )
    assert crm("followup", "edit", "f1", "--deal", "fleet").stdout == (
        "Changed f1 call, Fri 27 Nov 2026 · d1 Fleet policy · Pak Budi Santoso (c2)   o7, crm undo takes it back\n"
    )
    crm("deal", "add", "Another", "--contact", "c2")
    assert crm("remind", "c2", "x", "--on", "fri").stderr == (
        "If it is about one of d1 Fleet policy, d3 Another, say so: crm followup edit f3 --deal d1\n"
    )
    for number in range(3):
        crm("deal", "add", f"{number} trucks", "--contact", "c2")
    assert crm("log", "c2", "call").stderr == (
        "If it is about one of d1 Fleet policy, d3 Another, d4 0 trucks, d5 1 trucks and 1 more, say so: "
        "crm activity edit a2 --deal d1\n"
    )


def test_it_is_taken_off_a_deal_again(crm: Crm) -> None:
    crm("log", "d1", "call", "hello", "--next", "call", "--on", "fri")
    crm("followup", "edit", "f1", "--clear", "deal")
    crm("activity", "edit", "a1", "--clear", "deal")
    assert (deal_of(crm, "activity", "a1"), deal_of(crm, "followup", "f1")) == (None, None)
    crm("undo", "--steps", "2")
    assert (deal_of(crm, "activity", "a1"), deal_of(crm, "followup", "f1")) == (1, 1)


def test_what_is_done_stands_on_the_timeline_of_the_deal_and_so_do_its_next_ones(crm: Crm) -> None:
    crm("remind", "d1", "send news", "--on", "mon", "--every", "1w")
    said = crm("done", "f1", "--next", "ask", "--on", "+3d")
    assert said.stderr == ""
    assert [deal_of(crm, *each) for each in (("activity", "a1"), ("followup", "f2"), ("followup", "f3"))] == [1, 1, 1]
    crm("snooze", "f2", "--to", "2026-12-24")
    assert deal_of(crm, "followup", "f2") == 1
    crm("followup", "rm", "f2")
    assert crm("done", "f3").stderr == NO_NEXT.format(n=1, title="Fleet policy")


def test_lists_pick_out_what_hangs_on_a_deal_and_name_it(crm: Crm) -> None:
    crm("log", "d1", "call", "hello", "--next", "send offer", "--on", "fri")
    crm("log", "c6", "call", "hello")
    crm("remind", "--self", "rest", "--on", "fri")
    assert crm("activity", "list", "deal:d1", "--ids").stdout == "a1\n"
    assert crm("activity", "list", "deal:none", "--ids").stdout == "a2\n"
    assert crm("followup", "list", "deal:fleet", "--ids").stdout == "f1\n"
    assert crm("followup", "list", "not:deal:1", "--ids").stdout == "f2\n"
    assert crm("followup", "list", "deal:d1").stdout.rstrip("\n").endswith("\td1 Fleet policy")
    assert crm("activity", "list", "deal:d1").stdout.rstrip("\n").endswith("\td1 Fleet policy")
    assert "send offer, Fri 27 Nov · d1 Fleet policy" in crm("show", "c2").stdout
    assert "call: hello · d1 Fleet policy" in crm("show", "c2").stdout


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("remind", "d9", "x", "--on", "fri"), 3, "There is no deal d9."),
        (("log", "d9", "call"), 3, "There is no deal d9."),
        (
            ("remind", "c2", "x", "--on", "fri", "--deal", "nothing like it"),
            3,
            "No deal is found for 'nothing like it'.",
        ),
        (("remind", "d1", "x", "--on", "fri", "--deal", "d2"), 2, "Two deals are named."),
        (("log", "d1", "call", "--deal", "villa"), 2, "Two deals are named."),
        (("log", "c2", "call", "--deal", ""), 5, "--deal is empty."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(crm: Crm, words: tuple[str, ...], code: int, sentence: str) -> None:
    assert refused(crm(*words), code, sentence)
    assert crm("activity", "list", "--json").json == []


def test_a_deal_of_a_removed_customer_says_how_they_come_back(crm: Crm) -> None:
    crm("contact", "rm", "c2")
    assert refused(crm("remind", "d1", "x", "--on", "fri"), 3, "c2 Pak Budi Santoso is removed.")


def test_a_dry_run_and_json_advise_nothing(crm: Crm) -> None:
    assert crm("remind", "c2", "x", "--on", "fri", "--dry-run").stderr == ""
    assert crm("log", "c2", "call", "--json").stderr == ""
    assert crm("remind", "c2", "x", "--on", "fri", "--json").stderr == ""
