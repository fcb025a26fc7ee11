"""Several pipelines on the line: named after a noun without a verb, and beside each stage that they share a name of."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm, Result

BACK = "   o{}, crm undo takes it back\n"


@pytest.fixture(autouse=True)
def rentals(crm: Crm) -> None:
    """A second pipeline with the stages of the first; operation o1."""
    crm("pipeline", "add", "Rentals")


def test_a_pipeline_may_stand_behind_the_noun(crm: Crm) -> None:
    of_rentals = crm("stage", "list", "--pipeline", "Rentals").stdout
    assert of_rentals.count("Rentals") == 8
    for words in (("stage", "list", "rent"), ("stage", "rentals"), ("stage", "list", "RENTALS")):
        assert crm(*words) == Result(of_rentals, "", 0)
    glance = crm("pipeline", "show", "rentals", "--csv")
    assert glance.stdout.count("\nRentals,") == 5
    assert crm("pipeline", "rentals", "--csv") == crm("pipeline", "--csv", "rent") == glance


def test_a_query_may_stand_behind_the_noun(crm: Crm) -> None:
    crm("deal", "add", "Villa", "--value", "USD5k")
    crm("deal", "add", "Hut", "--value", "USD2k")
    assert crm("pipeline", "value:USD3k..", "--json").json["deals"] == 1


@pytest.mark.parametrize(
    ("words", "code", "sentence", "hint"),
    [
        (("pipeline", "lst"), 2, "There is no command crm pipeline lst.", "Did you mean crm pipeline list?"),
        (("stage", "lists"), 2, "There is no command crm stage lists.", "Did you mean crm stage list?"),
        (("pipeline", "delete", "x"), 2, "There is no command crm pipeline delete.", "Did you mean crm pipeline rm?"),
        (("pipeline", "moon"), 3, "There is no pipeline 'moon'.", "There is: Sales, Rentals."),
        (("stage", "moon"), 3, "There is no pipeline 'moon'.", "There is: Sales, Rentals."),
        (("stage", "list", "Sales", "--pipeline", "Sales"), 2, "The pipeline is named twice.", "Leave --pipeline out."),
    ],
)
def test_a_slip_is_still_a_slip(crm: Crm, words: tuple[str, ...], code: int, sentence: str, hint: str) -> None:
    said = crm(*words)
    assert refused(said, code, sentence)
    assert said.stderr.splitlines()[1].strip() == hint


def test_a_deal_says_in_which_pipeline_it_begins(crm: Crm) -> None:
    step = ("--next", "call", "--on", "fri")
    assert crm("deal", "add", "Villa", *step).stdout.splitlines()[
        0
    ] + "\n" == "Added d1 Villa, Sales/new" + BACK.format(2)
    added = crm("deal", "add", "Hut", "--pipeline", "rent", *step)
    assert added.stdout.splitlines()[0] + "\n" == "Added d2 Hut, Rentals/new" + BACK.format(3)
    crm("lose", "d2", "--reason", "price", "--retry", "none")
    assert crm("reopen", "d2").stdout == "Open again: d2 Hut, Rentals/new" + BACK.format(5)
    crm("undo", "--steps", "5")
    assert crm("deal", "add", "Villa", *step).stdout.startswith("Added d3 Villa, new ")


def test_a_stage_that_was_changed_is_named_with_its_pipeline(crm: Crm) -> None:
    assert crm("stage", "edit", "rent/new", "--chance", "15").stdout == "Changed the stage Rentals/new" + BACK.format(2)
    assert crm("stage", "edit", "rent/new", "--chance", "15").stdout == "Nothing to change in the stage Rentals/new\n"
    assert crm("stage", "rename", "new", "Lead").stdout == "The stage is now Sales/Lead" + BACK.format(3)
    crm("deal", "add", "Hut", "--stage", "rent/proposal")
    removed = crm("stage", "rm", "rent/proposal", "--to", "rent/new")
    assert removed.stdout == "Removed the stage Rentals/proposal, 1 deal is now in Rentals/new" + BACK.format(5)
    said = [row["what"] for row in crm("history", "--json").json]
    assert said[:4] == [
        "removed the stage Rentals/proposal",
        "added the deal Hut",
        "renamed the stage Sales/new to Lead",
        "edited the stage Rentals/new",
    ]
