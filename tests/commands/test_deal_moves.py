"""`crm move` and `crm reopen`: from stage to stage, by names and beginnings, one deal or many, and never a lie."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.commands.conftest import refused
from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result


@pytest.fixture(autouse=True)
@made_once
def fleet(crm: Crm, book: object) -> None:
    """d1 Fleet policy with Budi, IDR 12,000,000, in the first stage; operation o2."""
    crm("deal", "add", "Fleet policy", "--contact", "c2", "--value", "12jt")


def way(crm: Crm, ref: str = "d1") -> list[str]:
    """The stages that a deal went through, the first one first."""
    return [each["to"] for each in crm("deal", "show", ref, "--json").json["history"]]


def without_next(ref: str, title: str) -> str:
    return f"{ref} {title} has no next step: crm deal edit {ref} --next WHAT --on WHEN\n"


def test_a_move_says_from_where_to_where_and_what_is_next(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_NOW", "2026-12-06T10:00:00Z")
    assert crm("move", "fleet", "next", "--next", "send offer", "--on", "wed@10") == Result(
        "d1 Fleet policy: new → contacted, after 12 days   o3, crm undo takes it back\n"
        "Next   f1 send offer, Wed 9 Dec 2026 10:00\n",
        "",
        0,
    )
    assert crm("move", "d1", "prop") == Result(
        "d1 Fleet policy: contacted → proposal   o4, crm undo takes it back\nStill open: f1 send offer (crm done f1)\n",
        "",
        0,
    )
    assert way(crm) == ["new", "contacted", "proposal"]


def test_a_deal_that_is_left_without_a_next_step_is_said(crm: Crm) -> None:
    assert crm("move", "d1", "next") == Result(
        "d1 Fleet policy: new → contacted   o3, crm undo takes it back\n", without_next("d1", "Fleet policy"), 0
    )


def test_of_many_that_are_left_without_a_next_step_only_the_number_is_said(crm: Crm) -> None:
    for title in ("Vans", "Trucks", "Boats"):
        crm("deal", "add", title)
    few = crm("move", "d1", "d2", "d3", "contacted")
    assert few.stderr == "".join(map(without_next, ("d1", "d2", "d3"), ("Fleet policy", "Vans", "Trucks")))
    many = crm("move", "d1", "d2", "d3", "d4", "qualified")
    assert many.stderr == "4 deals have no next step: crm deal list next:none lists such deals\n"


def test_the_signs_are_plain_where_the_locale_knows_no_others(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    assert crm("move", "d1", "next").stdout.startswith("d1 Fleet policy: new -> contacted")


def test_where_it_is_already_nothing_moves(crm: Crm) -> None:
    assert crm("move", "d1", "new") == Result(
        "d1 Fleet policy is in new already.\n", without_next("d1", "Fleet policy"), 0
    )
    assert crm("history", "--ids").stdout == "o2\no1\n"
    said = crm("move", "d1", "new", "--json").json
    assert (said["operation"], said["moves"][0]["is_moved"], said["moves"][0]["days"]) == (None, False, None)


def test_backwards_is_a_move_like_any_other_and_is_said(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    crm("move", "d1", "negotiation")
    monkeypatch.setenv("CRM_NOW", "2026-11-26T10:00:00Z")
    assert crm("move", "d1", "qualified").stdout == (
        "d1 Fleet policy: negotiation → qualified, back after 2 days   o4, crm undo takes it back\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "sentence", "hint"),
    [
        (["d1", "won"], 5, "won is where a deal ends.", "crm win d1 ends it."),
        (["d1", "lost"], 5, "lost is where a deal ends.", "crm lose d1 --reason WHY ends it."),
        (["d1", "x"], 3, "There is no stage 'x' in Sales.", None),
        (["d9", "next"], 3, "There is no deal d9.", None),
        (["nobody", "next"], 3, "No deal is found for 'nobody'.", None),
        (["ibu sari", "next"], 3, "There is no deal with Ibu Sari (c6).", None),
        (["d1"], 2, "It is not said to which stage.", None),
        (["d1", "next", "--next", "call"], 2, "It is not said when the next step is due.", None),
        (["d1", "next", "--at", "tomorrow"], 5, "Wed 25 Nov 2026 is yet to come.", None),
        (["d1", "next", "--at", "yesterday"], 5, "A move of d1 lies between its last one and now.", None),
        (["-", "d1", "next"], 2, "- reads from standard input, and stands alone.", None),
    ],
)
def test_what_cannot_be_is_refused_and_moves_nothing(
    crm: Crm, words: list[str], code: int, sentence: str, hint: str | None
) -> None:
    said = crm("move", *words)
    assert refused(said, code, sentence)
    assert hint is None or said.stderr.splitlines()[1].strip() == hint
    assert way(crm) == ["new"]


def test_after_the_last_stage_comes_no_next_one(crm: Crm) -> None:
    crm("move", "d1", "negotiation")
    assert refused(crm("move", "d1", "next"), 5, "negotiation is the last stage before the end.")


def test_a_closed_deal_moves_only_once_it_is_open_again(crm: Crm) -> None:
    crm("win", "d1", "--no-care")
    said = crm("move", "d1", "proposal")
    assert said == Result("", "crm: d1 Fleet policy is won.\n     crm reopen d1 opens it again.\n", 5)
    assert crm("reopen", "fleet", "proposal", "--next", "call", "--on", "fri") == Result(
        "Open again: d1 Fleet policy, proposal   o4, crm undo takes it back\nNext   f1 call, Fri 27 Nov 2026\n", "", 0
    )
    assert refused(crm("reopen", "d1"), 4, "d1 Fleet policy is open.")
    assert way(crm) == ["new", "won", "proposal"]


def test_opened_again_it_stands_where_it_stood_and_asks_for_no_thanks(crm: Crm) -> None:
    crm("move", "d1", "proposal", "--next", "send offer", "--on", "fri")
    crm("win", "d1")
    assert crm("reopen", "d1") == Result(
        "Open again: d1 Fleet policy, proposal   o5, crm undo takes it back\n"
        "Removed with it: f2 thank them, f3 ask how it is going, f4 ask who else might need it\n"
        "Still open: f1 send offer (crm done f1)\n",
        "",
        0,
    )
    crm("lose", "d1", "--reason", "price")
    crm("deal", "add", "Fleet policy two")
    assert crm("reopen", "fleet").stdout.splitlines() == [
        "Open again: d1 Fleet policy, proposal   o8, crm undo takes it back",
        "Removed with it: f5 try again: Fleet policy",
    ]


def test_another_pipeline_is_entered_by_its_name_only(crm: Crm) -> None:
    crm("pipeline", "add", "Rentals")
    crm("stage", "add", "viewing", "--pipeline", "Rentals")
    said = crm("move", "d1", "viewing")
    assert refused(said, 5, "viewing is a stage of Rentals, not of Sales.")
    assert "Write 'Rentals/viewing' to go over to that pipeline." in said.stderr
    assert crm("move", "d1", "rentals/viewing").stdout == (
        "d1 Fleet policy: Sales/new → Rentals/viewing   o5, crm undo takes it back\n"
    )
    assert "Rentals / viewing" in crm("deal", "show", "d1").stdout
    crm("deal", "add", "Second")
    crm("deal", "add", "Third")
    assert crm("move", "d2", "d3", "rent/new", "--ids").stdout == "d2\nd3\n"
    crm("pipeline", "rename", "Rentals", "Holiday homes")
    assert crm("move", "d2", "d3", "holiday", "homes/viewing").code == 0
    assert (way(crm, "d2"), way(crm, "d3")) == (["new", "new", "viewing"], ["new", "new", "viewing"])


def test_a_stage_of_several_words_needs_no_quotes(crm: Crm) -> None:
    crm("stage", "add", "site visit", "--before", "proposal")
    assert crm("move", "d1", "site", "visit").code == 0
    crm("move", "d1", "new")
    assert crm("move", "fleet", "policy", "site", "visit").code == 0
    assert way(crm) == ["new", "site visit", "new", "site visit"]


def test_what_a_stage_asks_for_is_warned_of_or_refused(crm: Crm) -> None:
    crm("stage", "edit", "proposal", "--needs", "value,close,next")
    said = crm("move", "d1", "proposal")
    asks = "proposal asks for a day on which it is expected to close, a next step, and d1 Fleet policy has none."
    assert (said.code, said.stderr.splitlines()[0]) == (0, f"crm: {asks}")
    crm("undo")
    crm("settings", "set", "deal.needs", "refuse")
    assert crm("move", "d1", "proposal", "--json").error["message"] == asks
    assert way(crm) == ["new"]
    crm("deal", "edit", "d1", "--close", "eom")
    assert crm("move", "d1", "proposal", "--next", "send offer", "--on", "fri").code == 0
    said = crm("deal", "add", "Second", "--stage", "proposal", "--value", "1jt")
    assert refused(said, 5, asks.replace("d1 Fleet policy", "d2 Second"))
    assert crm("deal", "list", "--all", "--ids").stdout == "d1\n"


def test_a_move_of_an_earlier_day_stands_in_the_history_on_that_day(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_NOW", "2026-12-06T10:00:00Z")
    crm("move", "d1", "next", "--at", "1 dec", "--note", "on the phone")
    assert crm("move", "d1", "next", "--at", "1 dec").code == 0
    newest = crm("deal", "show", "d1", "--json").json["history"]
    assert [(each["to"], each["at"], each["note"]) for each in newest[1:]] == [
        ("contacted", "2026-12-01T05:00:00Z", "on the phone"),
        ("qualified", "2026-12-01T05:00:00Z", None),
    ]
    assert refused(crm("move", "d1", "next", "--at", "30 nov"), 5, "A move of d1 lies between its last one and now.")


def test_many_move_in_one_operation_or_none_of_them(crm: Crm) -> None:
    crm("deal", "add", "Second")
    crm("deal", "add", "Third", "--stage", "proposal")
    assert crm("move", "-", "proposal", input=crm("deal", "list").stdout, ) == Result(
        "d1 Fleet policy: new → proposal\n"
        "d2 Second: new → proposal\n"
        "d3 Third is in proposal already.   o5, crm undo takes it back\n",
        without_next("d1", "Fleet policy") + without_next("d2", "Second") + without_next("d3", "Third"),
        0,
    )  # fmt: skip
    crm("undo")
    assert (way(crm), way(crm, "d2"), way(crm, "d3")) == (["new"], ["new"], ["proposal"])
    crm("move", "d3", "negotiation")
    assert refused(crm("move", "d1", "d3", "d2", "next"), 5, "negotiation is the last stage before the end.")
    assert (way(crm), way(crm, "d2")) == (["new"], ["new"])
    assert crm("move", "d1", "d2", "next", "--next", "call", "--on", "mon").stdout.splitlines()[2] == (
        "Made 2 follow-ups"
    )
    assert crm("move", "d1", "d2", "next", "--ids").stdout == "d1\nd2\n"
    assert crm("move", "-", "next", input="") == Result("", "No deal was named, so nothing was changed.\n", 0)


def test_a_dry_run_moves_nothing(crm: Crm) -> None:
    assert crm("move", "d1", "next", "--next", "call", "--on", "mon", "--dry-run") == Result(
        "Would move d1 Fleet policy: new → contacted\nNext   call, Mon 30 Nov 2026\n", "", 0
    )
    assert (way(crm), crm("followup", "list", "--ids").stdout) == (["new"], "")


def test_scripts_get_the_moves_what_was_made_and_what_is_open(crm: Crm) -> None:
    crm("move", "d1", "next", "--next", "call", "--on", "mon")
    said = crm("move", "d1", "next", "--next", "send offer", "--on", "fri", "--json").json
    (move,) = said["moves"]
    assert (move["from"], move["from_pipeline"], move["deal"]["stage"]) == ("contacted", "Sales", "qualified")
    assert (move["days"], move["is_moved"], move["is_back"], move["lacking"]) == (0, True, False, [])
    assert [each["what"] for each in said["followups"]] == ["send offer"]
    assert [each["what"] for each in said["open"]] == ["call"]
    assert (said["removed"], said["operation"]) == ([], 4)


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("send offer fri@10\n", "Next   f1 send offer, Fri 27 Nov 2026 10:00"),
        ("fri\n", "Next   f1 follow up, Fri 27 Nov 2026"),
        ("send offer\nfri\n", "Next   f1 send offer, Fri 27 Nov 2026"),
        ("send offer\nsomeday\nfri\n", "Next   f1 send offer, Fri 27 Nov 2026"),
        ("\n", None),
    ],
)
def test_at_a_terminal_the_next_step_is_asked_for_once(crm: Crm, typed: str, step: str | None) -> None:
    said = crm("move", "d1", "next", tty=True, input=typed)
    assert said.code == 0
    assert said.stderr.startswith("Next step for Fleet policy, such as call fri@10 (enter for none): ")
    assert said.stdout.splitlines()[1:] == ([step] if step else [])
    assert way(crm) == ["new", "contacted"]


def test_at_a_terminal_nothing_is_asked_where_there_is_a_step_or_no_move(crm: Crm) -> None:
    crm("deal", "edit", "d1", "--next", "call", "--on", "fri")
    assert crm("move", "d1", "next", tty=True).stderr == ""
    assert crm("move", "d1", "contacted", tty=True).stderr == ""
    assert crm("move", "d1", tty=True, input="4\n").stdout.startswith("d1 Fleet policy: contacted → proposal")
    assert crm("move", "d1", tty=True, input="\n").code == 2


def test_an_interrupted_question_changes_nothing(crm: Crm) -> None:
    assert crm("move", "d1", "next", tty=True, input="").code == 130
    assert way(crm) == ["new"]


def test_two_terminals_at_once_leave_a_true_history(crm: Crm) -> None:
    calls = [
        subprocess.Popen(
            [sys.executable, "-m", "crmcli", "move", "d1", stage], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for stage in ("next", "next", "proposal", "qualified", "next")
    ]
    codes = [each.wait() for each in calls]
    assert set(codes) <= {0, 5}
    history = crm("deal", "show", "d1", "--json").json["history"]
    assert [each["from"] for each in history[1:]] == [each["to"] for each in history[:-1]]
    assert [each["at"] for each in history] == sorted(each["at"] for each in history)
    assert crm("deal", "show", "d1", "--json").json["stage"] == history[-1]["to"]


_VERBS = st.sampled_from(
    [
        ("move", "d1", "next"),
        ("move", "d1", "qualified"),
        ("move", "d1", "new"),
        ("win", "d1"),
        ("lose", "d1", "--reason", "price", "--to", "Jaya"),
        ("void", "d1"),
        ("reopen", "d1"),
        ("deal", "edit", "d1", "--close", "eom", "--next", "call", "--on", "fri"),
        ("undo",),
        ("undo", "--steps", "2"),
        ("redo",),
    ]
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(verbs=st.lists(_VERBS, min_size=3, max_size=8))
def test_whatever_is_done_undone_and_done_again_the_history_never_lies(crm: Crm, verbs: list[tuple[str, ...]]) -> None:
    for words in [("deal", "list"), *verbs]:
        crm(*words)
        while crm("deal", "show", "d1").code:
            assert crm("redo").code == 0  # its adding was undone, or the import before it
        found = crm("deal", "show", "d1", "--json").json
        history = found["history"]
        assert [each["from"] for each in history[1:]] == [each["to"] for each in history[:-1]]
        assert (history[0]["from"], history[-1]["to"], history[-1]["at"]) == (
            None,
            found["stage"],
            found["stage_since"],
        )
        assert (found["closed_at"] is None) == (history[-1]["outcome"] == "open")
        assert (found["lost_reason"] is None) or found["outcome"] == "lost"
