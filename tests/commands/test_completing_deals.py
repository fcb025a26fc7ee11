"""Completing on the lines of deals: stages behind the deal that they are for, reasons, competitors, kinds of rows."""

from __future__ import annotations

import pytest

from tests.conftest import Crm


@pytest.fixture(autouse=True)
def selling(crm: Crm, book: object) -> None:
    """Two pipelines; d1 in the first, d2 in the second, d3 lost to Acme."""
    crm("pipeline", "add", "Rentals")
    crm("stage", "rename", "Rentals/qualified", "viewing")
    crm("deal", "add", "Fleet policy", "--contact", "c2", "--stage", "proposal", "--source", "fair", "--tag", "q4")
    crm("deal", "add", "Villa", "--contact", "c4", "--pipeline", "Rentals", "--source", "fair")
    crm("deal", "add", "Hut", "--source", "web")
    crm("lose", "d3", "--reason", "timing", "--to", "Acme", "--retry", "none")


def offered(crm: Crm, *words: str, shell: str = "zsh") -> list[str]:
    """What a shell is offered for the last of the words."""
    said = crm("__complete", shell, *words)
    assert (said.stderr, said.code) == ("", 0)
    return [line.partition("\t")[0] for line in said.stdout.splitlines()[1:]]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_behind_a_deal_stand_the_stages_of_its_pipeline_first(crm: Crm, shell: str) -> None:
    own = ["next", "contacted", "viewing", "proposal", "negotiation"]
    assert offered(crm, "move", "d2", "", shell=shell)[:5] == own
    assert offered(crm, "deal", "move", "d2", "", shell=shell)[5] == "Sales/new"
    assert offered(crm, "move", "d1", "n", shell=shell) == ["next", "new", "negotiation"]
    assert offered(crm, "move", "d1", "rent", shell=shell)[:3] == [
        "Rentals/new",
        "Rentals/contacted",
        "Rentals/viewing",
    ]


def test_a_deal_may_be_named_by_its_title_before_the_stage(crm: Crm) -> None:
    assert offered(crm, "move", "villa", "v") == ["viewing"]
    assert offered(crm, "move", "fleet", "policy", "q") == ["qualified"]


def test_deals_are_offered_where_a_deal_is_wanted(crm: Crm) -> None:
    assert offered(crm, "move", "") == offered(crm, "deal", "show", "") == ["d2", "d1"]
    assert offered(crm, "reopen", "") == ["d3"]
    assert offered(crm, "reopen", "d3", "prop") == ["proposal"]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["lose", "d1", "--reason", ""], ["timing", "price", "competitor", "no budget", "no need", "no answer"]),
        (["lose", "d1", "--reason", "no"], ["no budget", "no need", "no answer"]),
        (["lose", "d1", "--to", ""], ["Acme"]),
        (["deal", "add", "X", "--source", ""], ["fair", "web"]),
        (["deal", "edit", "d1", "--untag", ""], ["q4"]),
        (["deal", "edit", "d1", "--clear", "c"], ["commission", "close", "chance"]),
        (["deal", "with", "d1", "c2", "--role", "p"], ["pays"]),
        (["stage", "edit", "q"], ["qualified"]),
        (["stage", "edit", "rentals/v"], ["Rentals/viewing", "Rentals/void"]),
        (["stage", "list", ""], ["Sales", "Rentals"]),
        (["pipeline", "show", "rent"], ["Rentals"]),
        (["report", "won", "--by", "co"], ["contact", "company"]),
        (["report", "lost", "--by", "r"], ["reason"]),
        (["report", "activity", "--by", ""], ["week", "month", "kind"]),
        (["report", "velocity", "--by", ""], ["pipeline", "source", "group", "tag", "contact", "company", "month"]),
        (["report", "goal", "--by", ""], ["week", "month", "quarter", "year"]),
        (["report", "won", "--format", ""], ["text", "csv", "tsv", "json"]),
    ],
)
def test_the_words_of_deals_are_completed(crm: Crm, words: list[str], wanted: list[str]) -> None:
    assert offered(crm, *words) == wanted
