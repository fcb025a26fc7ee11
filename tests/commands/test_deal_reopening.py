"""`crm reopen` at a terminal: what is next is asked for where nothing is left to do."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm


@pytest.fixture(autouse=True)
def fleet(crm: Crm, book: object) -> None:
    """d1 Fleet policy with Budi, in the first stage; operation o2."""
    crm("deal", "add", "Fleet policy", "--contact", "c2", "--value", "12jt")


def test_at_a_terminal_a_deal_that_is_opened_again_asks_for_a_next_step_where_nothing_is_left(crm: Crm) -> None:
    crm("lose", "d1", "--reason", "price")
    said = crm("reopen", "d1", tty=True, input="call fri@10\n")
    assert said.stderr == "Next step for Fleet policy, such as call fri@10 (enter for none): "
    assert said.stdout == (
        "Open again: d1 Fleet policy, new   o4, crm undo takes it back\n"
        "Next   f2 call, Fri 27 Nov 2026 10:00\n"
        "Removed with it: f1 try again: Fleet policy\n"
    )
    crm("win", "d1", "--no-care")
    assert "Next step for" not in crm("reopen", "d1", tty=True).stderr
    crm("lose", "d1", "--reason", "price", "--keep")
    assert refused(crm("reopen", "d1", "moon", tty=True), 3, "There is no stage 'moon' in Sales.")


def test_a_stage_that_is_not_known_is_named_whichever_way_the_deal_is(crm: Crm) -> None:
    crm("deal", "add", "Office")
    for deal in ("d1", "d2"):
        crm("win", deal, "--no-care")
    for words in (("d2", "nosuch"), ("2", "nosuch"), ("d1", "d2", "nosuch")):
        assert refused(crm("reopen", *words), 3, "There is no stage 'nosuch' in Sales.")
    for words in (("d2", "no such"), ("d2", "no", "such"), ("d1", "d2", "no", "such")):
        assert refused(crm("reopen", *words), 3, "There is no stage 'no such' in Sales.")
    for words in (("office", "nosuch"), ("fleet policy", "office", "nosuch"), ("fleet", "policy", "nosuch")):
        assert refused(crm("reopen", *words), 3, "'nosuch' is neither a deal nor a stage.")
    assert refused(crm("reopen", "nowhere", "office"), 3, "No deal is found for 'nowhere'.")
    assert crm("reopen", "fleet policy", "office").stdout.startswith("Open again: d1 Fleet policy, new\n")
