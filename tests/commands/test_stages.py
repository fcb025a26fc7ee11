"""`crm stage`: the steps of a pipeline, each change one operation that undo takes back exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli.store import deal_moves, deals, stages
from tests import factories
from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

BACK = "   o{}, crm undo takes it back\n"


def names(crm: Crm, *more: str) -> str:
    """The names of all stages in their order."""
    return " ".join(row["name"] for row in crm("stage", "list", "--json", *more).json)


def in_stages(path: Path, *where: str) -> list[int]:
    """Adds a deal in each of these stages, in one operation; returns their ids."""
    store = factories.opened(path)
    try:
        with store.write("added deals") as tx:
            return [deals.add(tx, f"Deal in {name}", stages.named(tx.connection, name).id) for name in where]
    finally:
        store.close()


def stage_of(path: Path, deal_id: int) -> tuple[str, list[str]]:
    """Where a deal is, and the stages of its history."""
    store = factories.opened(path)
    try:
        passed = [move.to_stage for move in deal_moves.history(store.connection, deal_id)]
        return deals.get(store.connection, deal_id).stage, passed
    finally:
        store.close()


@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_stages_are_listed_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    crm(
        "stage", "add", "demo", "--chance", "52.5", "--needs", "close,value", "--stale", "never", "--before", "proposal"
    )
    golden(f"stage.list.{mode}", crm("stage", "list", f"--{mode}"))


def test_stages_are_a_table_on_a_terminal(crm: Crm, golden: Golden) -> None:
    crm(
        "stage", "add", "demo", "--chance", "52.5", "--needs", "close,value", "--stale", "never", "--before", "proposal"
    )
    golden("stage.list.table", crm("stage", "--no-color", tty=True))
    crm("pipeline", "add", "Rentals")
    golden("stage.list.two-pipelines.table", crm("stage", "list", "--no-color", tty=True))


def test_without_a_database_the_stages_that_everybody_begins_with_are_listed_and_none_is_made(
    crm: Crm, database: Path
) -> None:
    assert names(crm) == "new contacted qualified proposal negotiation won lost void"
    assert crm("stage", "add", "demo", "--dry-run").stdout == "Would make the stage demo in Sales, before won, 90%\n"
    assert not database.exists()


def test_a_stage_is_made_where_and_as_it_is_said(crm: Crm) -> None:
    made = crm("stage", "add", "demo", "--chance", "50%", "--stale", "3w", "--needs", "value", "--before", "prop")
    assert made == Result("Made the stage demo in Sales, before proposal, 50%" + BACK.format(1), "", 0)
    assert names(crm) == "new contacted qualified demo proposal negotiation won lost void"
    row = crm("stage", "list", "--json").json[3]
    assert row == {
        "id": 9,
        "pipeline": "Sales",
        "name": "demo",
        "position": 4,
        "outcome": "open",
        "chance": "50",
        "stale_after_days": 21,
        "needs": ["value"],
        "deals": 0,
    }
    last = crm("stage", "add", "signing", "--json").json
    assert (last["position"], last["chance"], last["stale_after_days"], last["operation"]) == (7, "90", 14, 2)
    crm("undo", "--steps", "2")
    assert names(crm) == "new contacted qualified proposal negotiation won lost void"


def test_a_stage_of_another_pipeline_is_named_with_it_or_by_an_option(crm: Crm) -> None:
    crm("pipeline", "add", "Rentals")
    assert crm("stage", "add", "Rentals/viewing", "--before", "proposal").stdout.startswith(
        "Made the stage viewing in Rentals, before proposal, 50%"
    )
    assert crm("stage", "rename", "rentals/new", "Enquiry").code == 0
    assert crm("stage", "edit", "contacted", "--pipeline", "rent", "--chance", "15").code == 0
    assert names(crm, "--pipeline", "Rentals") == (
        "Enquiry contacted qualified viewing proposal negotiation won lost void"
    )
    assert names(crm, "--pipeline", "Sales") == "new contacted qualified proposal negotiation won lost void"
    assert crm("stage", "list", "--pipeline", "Rentals", "--json").json[1]["chance"] == "15"
    assert refused(crm("stage", "add", "Rentals/keys", "--pipeline", "Sales"), 2, "The pipeline is named twice.")
    assert refused(
        crm("stage", "edit", "viewing", "--pipeline", "Sales", "--chance", "5"),
        5,
        "viewing is a stage of Rentals, not of Sales.",
    )
    assert refused(
        crm("stage", "move", "viewing", "--before", "Sales/new"),
        5,
        "A stage stands only among those of its own pipeline.",
    )


def test_a_stage_is_changed_and_what_is_so_already_is_said(crm: Crm) -> None:
    crm("settings", "set", "currency", "IDR")
    changed = crm("stage", "edit", "proposal", "--chance", "55", "--stale", "10d", "--needs", "close,value")
    assert changed == Result("Changed the stage proposal" + BACK.format(2), "", 0)
    row = crm("stage", "list", "--json").json[3]
    assert (row["chance"], row["stale_after_days"], row["needs"]) == ("55", 10, ["value", "close"])
    assert crm("stage", "edit", "proposal", "--chance", "55") == Result(
        "Nothing to change in the stage proposal\n", "", 0
    )
    assert crm("stage", "edit", "proposal", "--stale", "never", "--needs", "none", "--json").json == {
        **row,
        "stale_after_days": None,
        "needs": [],
        "operation": 3,
    }
    assert crm("stage", "edit", "proposal", "--chance", "60", "--dry-run").stdout == "Would change the stage proposal\n"
    crm("undo", "--steps", "2")
    assert crm("stage", "list", "--json").json[3]["stale_after_days"] == 14


def test_what_is_no_value_of_a_stage_is_refused(crm: Crm) -> None:
    edit = ("stage", "edit", "proposal")
    assert refused(crm(*edit, "--chance", "101"), 5, "A chance is at most 100 percent.")
    assert refused(crm(*edit, "--chance", "high"), 5, "'high' is no chance.")
    assert refused(crm(*edit, "--stale", "soon"), 5, "'soon' is not a number of days.")
    assert refused(crm(*edit, "--needs", "love"), 5, "A deal cannot be asked for 'love'.")
    assert refused(crm("stage", "edit", "zzz"), 3, "There is no stage 'zzz' in Sales.")
    assert refused(crm("stage", "edit", "n", "--chance", "5"), 4, "'n' may be 2 stages.")
    for option in (("--chance", "5"), ("--stale", "5d"), ("--needs", "value")):
        assert refused(
            crm("stage", "edit", "won", *option), 5, "Deals in won are closed: only its name can be changed."
        )
    assert refused(crm("stage", "add", "Won"), 4, "There is a stage 'won' already.")
    assert refused(crm("stage", "add", "next"), 5, "A stage cannot be called 'next'.")
    assert refused(crm("stage", "rename", "new", "a/b"), 5, "A stage cannot be called 'a/b'.")
    assert refused(crm("stage", "rename", "new", "contacted"), 4, "There is a stage 'contacted' already.")
    assert refused(crm("stage", "rename", "new", " "), 5, "The name of the stage is empty.")


def test_a_stage_is_renamed_also_one_where_deals_end(crm: Crm) -> None:
    assert crm("stage", "rename", "won", "Signed {now}") == Result(
        "The stage is now Signed {now}" + BACK.format(1), "", 0
    )
    assert crm("stage", "rename", "proposal", "Offer", "--dry-run").stdout == "The stage would be Offer\n"
    assert crm("undo").stdout.startswith("Undone o1  renamed the stage won to Signed {now}")


def test_a_stage_is_moved_within_the_open_ones(crm: Crm) -> None:
    move = ("stage", "move")
    assert crm(*move, "proposal", "--before", "qualified") == Result(
        "proposal is now before qualified in Sales" + BACK.format(1), "", 0
    )
    assert crm(*move, "new", "--last").stdout == "new is now before won in Sales" + BACK.format(2)
    assert crm(*move, "new", "--first").stdout == "new is now before contacted in Sales" + BACK.format(3)
    assert crm(*move, "new", "--before", "won", "--dry-run").stdout == "new would be before won in Sales\n"
    assert names(crm) == "new contacted proposal qualified negotiation won lost void"
    assert crm(*move, "new", "--first").stdout == "Nothing to change in the stage new\n"
    assert crm(*move, "proposal", "--before", "proposal").stdout == "Nothing to change in the stage proposal\n"
    assert refused(crm(*move, "won", "--first"), 5, "Won, lost and void stay behind the open stages.")
    assert refused(crm(*move, "new", "--before", "lost"), 5, "Won, lost and void stay behind the open stages.")
    assert refused(crm("stage", "add", "x", "--before", "void"), 5, "Won, lost and void stay behind the open stages.")
    assert refused(crm(*move, "new"), 2, "It is not clear where the stage goes.")
    assert refused(crm(*move, "new", "--first", "--last"), 2, "It is not clear where the stage goes.")
    crm("undo", "--steps", "3")
    assert names(crm) == "new contacted qualified proposal negotiation won lost void"


def test_an_empty_stage_goes_at_once(crm: Crm) -> None:
    assert crm("stage", "rm", "qual").stdout == "Removed the stage qualified" + BACK.format(1)
    assert names(crm) == "new contacted proposal negotiation won lost void"
    crm("undo")
    assert names(crm) == "new contacted qualified proposal negotiation won lost void"


def test_the_deals_of_a_stage_that_goes_are_told_where_to_go(crm: Crm, database: Path) -> None:
    crm("settings", "set", "currency", "IDR")
    one, _other, third = in_stages(database, "qualified", "qualified", "new")
    said = crm("stage", "rm", "qualified")
    assert refused(said, 4, "There are 2 deals in qualified.")
    assert said.stderr.splitlines()[1].strip() == "Say where they go: crm stage rm qualified --to STAGE."
    assert refused(crm("stage", "rm", "qualified", "--to", "won"), 5, "won is where a deal ends.")
    assert refused(crm("stage", "rm", "qualified", "--to", "qualified"), 4, "There are 2 deals in qualified.")
    assert crm("stage", "rm", "qualified", "--to", "proposal", "--dry-run").stdout == (
        "Would remove the stage qualified, 2 deals would go to proposal\n"
    )
    assert crm("stage", "rm", "qualified", "--to", "proposal").stdout == (
        "Removed the stage qualified, 2 deals are now in proposal" + BACK.format(3)
    )
    assert stage_of(database, one) == ("proposal", ["qualified", "proposal"])
    assert stage_of(database, third) == ("new", ["new"])
    assert crm("stage", "list", "--json").json[2]["deals"] == 2
    crm("undo")
    assert stage_of(database, one) == ("qualified", ["qualified"])
    crm("redo")
    assert stage_of(database, one) == ("proposal", ["qualified", "proposal"])


def test_on_a_terminal_the_user_picks_where_the_deals_go(crm: Crm, database: Path) -> None:
    crm("settings", "set", "currency", "IDR")
    (one,) = in_stages(database, "qualified")
    nothing = crm("stage", "rm", "qualified", tty=True, input="\n")
    assert (nothing.stdout, nothing.code) == ("", 0)
    assert "There is 1 deal in qualified. Where do they go?" in nothing.stderr
    assert nothing.stderr.endswith("Nothing was changed.\n")
    assert "3  proposal" in nothing.stderr
    assert "won" not in nothing.stderr
    picked = crm("stage", "rm", "qualified", "--no-color", tty=True, input="3\n")
    assert picked.stdout == "Removed the stage qualified, 1 deal is now in proposal" + BACK.format(3)
    assert stage_of(database, one) == ("proposal", ["qualified", "proposal"])


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        ("proposal\n", 0, ""),
        ("PROP\n", 0, ""),
        ("n\nprop\n", 0, "'n' may be 2 stages."),
        ("9\n3\n", 0, "There is no stage '9' in Sales."),
        ("won\nprop\n", 0, "won is none of the choices."),
        ("xyz\nqualified\n", 0, "qualified is none of the choices."),
        ("xyz\n", 130, ""),
    ],
)
def test_where_the_deals_go_may_be_said_by_name(crm: Crm, database: Path, typed: str, code: int, sentence: str) -> None:
    crm("settings", "set", "currency", "IDR")
    (one,) = in_stages(database, "qualified")
    said = crm("stage", "rm", "qualified", tty=True, input=typed)
    assert (said.code, sentence in said.stderr) == (code, True)
    is_gone = bool(said.stdout)
    assert stage_of(database, one)[0] == ("proposal" if is_gone else "qualified")
    assert is_gone == typed.lower().endswith(("prop\n", "proposal\n", "3\n"))


def test_a_stage_where_deals_end_takes_none_of_one_that_goes(crm: Crm, database: Path) -> None:
    in_stages(database, "qualified")
    said = crm("stage", "rm", "qualified", "--to", "won")
    assert said.stderr == "crm: won is where a deal ends.\n     Name an open stage.\n"


def test_a_stage_that_deals_went_through_may_be_made_anew(crm: Crm, database: Path) -> None:
    crm("settings", "set", "currency", "IDR")
    (one,) = in_stages(database, "qualified")
    crm("stage", "rm", "qualified", "--to", "new")
    assert crm("stage", "add", "qualified", "--before", "proposal").code == 0
    assert names(crm) == "new contacted qualified proposal negotiation won lost void"
    assert stage_of(database, one) == ("new", ["qualified", "new"])


def test_what_every_pipeline_must_have_stays(crm: Crm) -> None:
    assert refused(crm("stage", "rm", "won"), 5, "Every pipeline has a stage for what is won.")
    for name in ("new", "contacted", "qualified", "proposal"):
        assert crm("stage", "rm", name).code == 0
    assert refused(crm("stage", "rm", "negotiation"), 5, "negotiation is the only open stage of Sales.")
