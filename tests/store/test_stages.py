"""Stages: their order, their names, and that a pipeline always has an open one and one for each end."""

from __future__ import annotations

import pytest

from crmcli.errors import Ambiguous, Conflict, Invalid, NotFound
from crmcli.store import deal_moves, deals, operations, pipelines, stage_values, stages
from crmcli.store.db import Store
from tests import factories
from tests.store import truths

DEFAULT = ["new", "contacted", "qualified", "proposal", "negotiation", "won", "lost", "void"]
NEW, CONTACTED, QUALIFIED, PROPOSAL, NEGOTIATION, WON = range(1, 7)


def names(store: Store, pipeline_id: int = 1) -> list[str]:
    return [each.name for each in stages.of_pipeline(store.connection, pipeline_id)]


def test_everybody_begins_with_a_good_pipeline_that_no_operation_made(store: Store) -> None:
    assert names(store) == DEFAULT
    assert [each.chance for each in stages.all_of(store.connection)] == [
        1_000, 2_000, 4_000, 6_000, 8_000, 10_000, 0, 0,
    ]  # fmt: skip
    assert operations.newest(store.connection) == []
    truths.assert_sound(store)


def test_a_new_stage_stands_behind_the_last_open_one_or_before_another(store: Store) -> None:
    with store.write("added") as tx:
        stages.add(tx, 1, "Contract")
        stages.add(tx, 1, "Demo", before=PROPOSAL, chance=5_500, stale_after_days=7, needs=["value", "close"])
        stages.add(tx, 1, "Signing", before=WON)
    assert names(store) == [*DEFAULT[:3], "Demo", *DEFAULT[3:5], "Contract", "Signing", *DEFAULT[5:]]
    demo = stages.named(store.connection, "demo")
    assert (demo.chance, demo.stale_after_days, demo.needed) == (5_500, 7, ("value", "close"))
    assert stages.named(store.connection, "Contract").chance == 9_000
    truths.assert_sound(store)


def test_a_stage_does_not_stand_behind_the_end_or_in_another_pipeline(store: Store) -> None:
    with store.write("added") as tx:
        other = pipelines.add(tx, "Lettings")
    strange = stages.of_pipeline(store.connection, other)[0].id
    before = factories.tables(store)
    for place, words in ((WON + 1, "stay behind"), (strange, "its own pipeline"), (99, "its own pipeline")):
        with pytest.raises(Invalid, match=words), store.write("added") as tx:
            stages.add(tx, 1, "Demo", before=place)
        with pytest.raises(Invalid, match=words), store.write("moved") as tx:
            stages.move(tx, NEW, place)
    with pytest.raises(Invalid, match="stay behind"), store.write("moved") as tx:
        stages.move(tx, WON, NEW)
    assert factories.tables(store) == before


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (NEW, ["qualified", "new", "contacted", "proposal", "negotiation"]),
        (PROPOSAL, DEFAULT[:5]),
        (QUALIFIED, DEFAULT[:5]),
        (None, ["new", "contacted", "proposal", "negotiation", "qualified"]),
        (WON, ["new", "contacted", "proposal", "negotiation", "qualified"]),
    ],
)
def test_a_stage_is_moved_among_the_open_ones(store: Store, before: int | None, expected: list[str]) -> None:
    with store.write("moved") as tx:
        stages.move(tx, QUALIFIED, before)
    assert names(store) == [*expected, *DEFAULT[5:]]
    truths.assert_sound(store)


@pytest.mark.parametrize("name", ["", "next", "Next", "a/b", "  "])
def test_a_name_that_means_something_else_is_refused(store: Store, name: str) -> None:
    with pytest.raises(Invalid), store.write("added") as tx:
        stages.add(tx, 1, name)
    with pytest.raises(Conflict, match="There is a stage 'won' already"), store.write("added") as tx:
        stages.add(tx, 1, "WÖN")


def test_a_stage_is_named_by_its_beginning_and_that_of_another_pipeline_with_it(store: Store) -> None:
    with store.write("added") as tx:
        other = pipelines.add(tx, "Lettings")
        viewing = stages.add(tx, other, "Viewing")
        stages.add(tx, 1, "Negotiation of terms")
    assert stages.named(store.connection, "PROP").id == PROPOSAL
    assert stages.named(store.connection, "negotiation").id == NEGOTIATION
    assert stages.named(store.connection, "lett/view").id == stages.named(store.connection, "viewing").id == viewing
    with pytest.raises(Ambiguous) as refusal:
        stages.named(store.connection, "n")
    assert [each["ref"] for each in refusal.value.candidates] == ["new", "negotiation", "Negotiation of terms"]
    with pytest.raises(Invalid, match="Viewing is a stage of Lettings, not of Sales"):
        stages.named(store.connection, "viewing", 1)
    for unknown in ("nothing", "", "Sales/", "sales/viewing"):
        with pytest.raises(NotFound):
            stages.named(store.connection, unknown, 1)
    with pytest.raises(NotFound, match="no pipeline"):
        stages.named(store.connection, "elsewhere/new")


def test_a_stage_with_deals_goes_only_when_it_is_said_where_they_go(store: Store) -> None:
    with store.write("added") as tx:
        deal_id = deals.add(tx, "Fleet policy", QUALIFIED)
    for to in (None, QUALIFIED):
        with pytest.raises(Conflict, match="There is 1 deal in qualified"), store.write("removed") as tx:
            stages.remove(tx, QUALIFIED, to=to)
    with pytest.raises(Invalid, match="won is where a deal ends"), store.write("removed") as tx:
        stages.remove(tx, QUALIFIED, to=WON)
    before = factories.tables(store)
    with store.write("removed") as tx:
        assert stages.remove(tx, QUALIFIED, to=PROPOSAL) == 1
    assert "qualified" not in names(store)
    assert stages.get(store.connection, QUALIFIED).retired_at == store.at
    assert [each.to_stage for each in deal_moves.history(store.connection, deal_id)] == ["qualified", "proposal"]
    truths.assert_sound(store)
    operations.undo(store)
    assert factories.tables(store) == before


def test_a_stage_that_no_deal_was_ever_in_goes_without_a_trace_and_its_name_is_free(store: Store) -> None:
    with store.write("removed") as tx:
        assert stages.remove(tx, QUALIFIED) == 0
        again = stages.add(tx, 1, "qualified", before=PROPOSAL)
    assert names(store) == DEFAULT
    assert again != QUALIFIED
    with pytest.raises(NotFound):
        stages.get(store.connection, QUALIFIED)


def test_a_removed_stage_is_not_removed_again_and_takes_no_deal(store: Store) -> None:
    with store.write("added") as tx:
        deals.add(tx, "Fleet policy", QUALIFIED)
        stages.remove(tx, QUALIFIED, to=PROPOSAL)
        stages.add(tx, 1, "qualified", before=PROPOSAL)
    with pytest.raises(Invalid, match="The stage qualified was removed"), store.write("removed") as tx:
        stages.remove(tx, QUALIFIED)
    with pytest.raises(Invalid, match="The stage qualified was removed"), store.write("removed") as tx:
        stages.remove(tx, PROPOSAL, to=QUALIFIED)
    truths.assert_sound(store)


def test_undoing_a_removal_alone_does_not_give_two_stages_one_name(store: Store) -> None:
    with store.write("added") as tx:
        deals.add(tx, "Fleet policy", QUALIFIED)
    with store.write("removed") as tx:
        stages.remove(tx, QUALIFIED, to=PROPOSAL)
    with store.write("added again") as tx:
        stages.add(tx, 1, "qualified")
    with pytest.raises(Conflict):
        operations.undo(store, operation_id=2)
    truths.assert_sound(store)


def test_the_last_open_stage_and_the_ends_stay_whatever_is_undone(store: Store) -> None:
    for end in (WON, WON + 1, WON + 2):
        with pytest.raises(Invalid, match="Every pipeline has a stage for what is"), store.write("removed") as tx:
            stages.remove(tx, end)
    with store.write("added") as tx:
        only = stages.add(tx, 1, "Only")
    with store.write("removed the others") as tx:
        for stage_id in range(NEW, WON):
            stages.remove(tx, stage_id)
    with pytest.raises(Invalid, match="Only is the only open stage of Sales"), store.write("removed") as tx:
        stages.remove(tx, only)
    with pytest.raises(Conflict, match="something done since stands in its way"):
        operations.undo(store, operation_id=1)
    assert names(store) == ["Only", *DEFAULT[5:]]
    truths.assert_sound(store)


def test_what_is_said_of_a_stage_is_checked_and_of_an_end_only_its_name(store: Store) -> None:
    with store.write("edited") as tx:
        assert stages.edit(tx, NEW, name="Lead", chance=500, stale_after_days=3, needs=["contact", "value"])
        assert not stages.edit(tx, NEW, name="Lead", chance=500, stale_after_days=3, needs=["value", "contact"])
        assert stages.edit(tx, NEW, stale_after_days=0, needs=[])
        assert stages.edit(tx, WON, name="Closed")
    lead = stages.get(store.connection, NEW)
    assert (lead.name, lead.chance, lead.stale_after_days, lead.needed) == ("Lead", 500, None, ())
    with pytest.raises(Invalid), store.write("edited") as tx:
        stages.edit(tx, WON, chance=5_000)
    for absurd in (-1, 10_001):
        with pytest.raises(Invalid):
            stage_values.chance(absurd)
    for days in (-1, 0, 10**6):
        with pytest.raises(Invalid):
            stage_values.days(days)
    with pytest.raises(Invalid, match="cannot be asked for 'love'"):
        stage_values.needs(["value", "love"])


def test_after_a_removed_stage_comes_the_first_behind_its_place(store: Store) -> None:
    with store.write("added") as tx:
        deals.add(tx, "Fleet policy", QUALIFIED)
        stages.remove(tx, QUALIFIED, to=NEW)
    following = stages.after(store.connection, stages.get(store.connection, QUALIFIED))
    assert following is not None
    assert following.name == "proposal"
    assert stages.after(store.connection, stages.get(store.connection, NEGOTIATION)) is None
