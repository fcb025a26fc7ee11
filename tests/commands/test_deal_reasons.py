"""The reason of a loss: one of the user's by name, beginning, or as the first word of more; a new one is said."""

from __future__ import annotations

import pytest

from tests.conftest import Crm


def lost(crm: Crm, reason: str, *more: str) -> tuple[str | None, str | None, str]:
    """Loses the newest deal; returns the reason it has, the note of the move, and what was narrated."""
    ref = crm("deal", "add", "Villa", "--next", "call", "--on", "fri", "--ids").stdout.strip()
    said = crm("lose", ref, "--reason", reason, "--retry", "none", *more)
    assert said.code == 0
    row = crm("deal", "show", ref, "--json").json
    return row["lost_reason"], row["history"][-1]["note"], said.stderr


@pytest.mark.parametrize("typed", ["price", "PRICE", "pri"])
def test_a_known_reason_is_taken_as_it_is_known(crm: Crm, typed: str) -> None:
    assert lost(crm, typed) == ("price", None, "")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Price too high", "price"),
        ("price, and timing", "price"),
        ("No budget until June", "no budget"),
    ],
)
def test_more_words_behind_a_known_reason_count_as_it_and_stay_in_the_history(
    crm: Crm, typed: str, reason: str
) -> None:
    assert lost(crm, typed) == (reason, typed, "")
    assert lost(crm, typed, "--note", "on the phone") == (reason, f"{typed} · on the phone", "")


def test_a_reason_that_is_like_a_known_one_is_said_to_be_new_and_taken_all_the_same(crm: Crm) -> None:
    assert lost(crm, "prcie") == ("prcie", None, "'prcie' is a new reason; did you mean price?\n")
    assert lost(crm, "moved abroad") == ("moved abroad", None, "'moved abroad' is a new reason.\n")
    assert lost(crm, "prices are high")[0] == "prices are high"


def test_a_reason_is_new_only_once_and_spelt_as_it_was_first(crm: Crm) -> None:
    lost(crm, "Moved abroad")
    assert lost(crm, "moved ABROAD") == ("Moved abroad", None, "")
    assert [row["reason"] for row in crm("report", "lost", "--json").json["rows"]] == ["Moved abroad"]


def test_a_new_reason_in_own_words_is_said_at_a_terminal_too(crm: Crm) -> None:
    crm("deal", "add", "Villa")
    said = crm("lose", "d1", "--retry", "none", tty=True, input="timming\n")
    assert said.stderr.endswith("'timming' is a new reason; did you mean timing?\n")
    assert crm("deal", "show", "d1", "--json").json["lost_reason"] == "timming"


def test_a_deal_that_is_opened_again_keeps_why_it_was_lost_and_says_it_once(crm: Crm) -> None:
    lost(crm, "Price too high")
    lost(crm, "price", "--note", "on the phone")
    crm("reopen", "d1")
    crm("reopen", "d2")
    notes = [crm("deal", "show", ref, "--json").json["history"][1]["note"] for ref in ("d1", "d2")]
    assert notes == ["Price too high", "price · on the phone"]
    crm("undo", "--steps", "2")
    assert crm("deal", "show", "d2", "--json").json["history"][1]["note"] == "on the phone"


def test_own_reasons_may_stand_between_semicolons_as_what_follows_a_win_does(crm: Crm) -> None:
    said = crm("settings", "set", "deal.reasons", "price; date taken; no answer")
    assert said.stdout.startswith("deal.reasons is price, date taken, no answer.")
    assert lost(crm, "date") == ("date taken", None, "")
