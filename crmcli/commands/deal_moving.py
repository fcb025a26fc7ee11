"""What `crm move` and `crm reopen` do and answer: deals in another stage, with the next step in the same breath."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import asking, context, deal_sentences
from crmcli.commands import (
    deal_move_answers,
    deal_refs,
    deal_sayings,
    deal_shapes,
    next_steps,
    stage_choosing,
)
from crmcli.commands.deal_move_answers import Words
from crmcli.errors import Usage
from crmcli.i18n import _
from crmcli.store import deal_courses, deal_followups, deal_moves, deals, pipelines, stages

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.commands.log_requests import Moment
    from crmcli.commands.next_steps import Step
    from crmcli.store.db import Transaction
    from crmcli.store.deal_courses import Went
    from crmcli.store.deal_followups import Planned
    from crmcli.store.deals import Deal
    from crmcli.store.stages import Stage

_NEXT = "next"


class Way(NamedTuple):
    """What is said of any move, as typed: a note for the history, and when it was."""

    note: str
    at: str

    def moment(self) -> Moment | None:
        """When it was; None for now. Raises Invalid for what is to come, or not understood."""
        from crmcli.commands import log_requests

        return log_requests.happened(self.at) if self.at else None


def instant_of(moment: Moment | None, deal: Deal) -> str:
    """The instant of a move of a deal; empty for now. On the very day of the move before, it comes right after that."""
    if moment is None:
        return ""
    from crmcli.commands import activity_shapes

    last = activity_shapes.when(deal.stage_since, False, context.current().zone).day
    return max(moment.at, deal.stage_since) if not moment.is_timed and last == moment.when.day else moment.at


def move(words: Sequence[str], step: Step, way: Way, dry_run: bool) -> None:
    """Moves deals in one operation, and says from where to where, after how long, and what comes next."""
    here = context.current()
    ids, text = deal_refs.with_stage(words, is_required=True)
    if not ids:
        deal_move_answers.none_named()
        return
    text = text or _asked_stage(ids)
    moment, planned = way.moment(), next_steps.read(step)
    if planned is None and len(ids) == 1:
        planned = _asked_step(ids[0], text)
    with here.writing().write(_("moved deals"), command=here.command_line, dry_run=dry_run) as tx:
        went = [_moved(tx, deal_id, text, planned, way.note, moment) for deal_id in ids]
        gone = [each.deal for each in went if each.moved.is_moved] or [each.deal for each in went]
        where = {pipelines.stage_label(tx.connection, each.pipeline, each.stage) for each in gone}
        what = deal_sayings.listed(gone)
        tx.describe(
            _("moved {what} to {stage}").format(what=what, stage=where.pop())
            if len(where) == 1
            else _("moved {what}").format(what=what)
        )
    deal_move_answers.answer(tx, went, Words(lambda each: _said(each, dry_run), _("Next")), dry_run)


def reopen(words: Sequence[str], step: Step, way: Way, dry_run: bool) -> None:
    """Opens closed deals again in one operation; what was only to be done because they were closed is removed."""
    here = context.current()
    ids, text = deal_refs.with_stage(words, is_required=False)
    if not ids:
        deal_move_answers.none_named()
        return
    moment, planned = way.moment(), next_steps.read(step)
    if planned is None and len(ids) == 1:
        planned = _asked_again(ids[0], text)
    with here.writing().write(_("opened deals again"), command=here.command_line, dry_run=dry_run) as tx:
        went = [_reopened(tx, deal_id, text, planned, way.note, moment) for deal_id in ids]
        tx.describe(_("opened {what} again").format(what=deal_sayings.listed([each.deal for each in went])))
    sentence = _("Would open again {deal}, {stage}") if dry_run else _("Open again: {deal}, {stage}")
    words_ = Words(lambda each: _in_stage(each.deal, sentence), _("Next"))
    deal_move_answers.answer(tx, went, words_, dry_run)


def _moved(tx: Transaction, deal_id: int, text: str, planned: Planned | None, note: str, moment: Moment | None) -> Went:
    before = deals.get(tx.connection, deal_id)
    stage = _meant(tx.connection, before, text)
    steps = [planned] if planned else []
    return deal_courses.move(tx, before, stage.id, steps, note=note, at=instant_of(moment, before))


def _reopened(
    tx: Transaction, deal_id: int, text: str, planned: Planned | None, note: str, moment: Moment | None
) -> Went:
    before = deals.get(tx.connection, deal_id)
    stage_id = stages.named(tx.connection, text, before.pipeline_id).id if text else None
    steps = [planned] if planned else []
    return deal_courses.reopen(tx, before, stage_id, steps, note=note, at=instant_of(moment, before))


def _meant(connection: sqlite3.Connection, deal: Deal, text: str) -> Stage:
    """The stage that a text names for a deal: of its own pipeline, unless it names another one."""
    if text.strip().lower() == _NEXT:
        return deal_moves.next_stage(connection, deal.id)
    return stages.named(connection, text, deal.pipeline_id)


def _asked_stage(ids: Sequence[int]) -> str:
    """The stage, picked at a terminal. Raises Usage where nobody can be asked, or nothing is picked."""
    connection = deal_refs.connection()
    deal = deals.get(connection, ids[0])
    deal_moves.refuse_closed(deal)
    there = [each for each in stages.of_pipeline(connection, deal.pipeline_id) if each.is_open]
    picked = None
    if len(ids) == 1 and asking.is_possible():
        picked = stage_choosing.choose(connection, _("To which stage?"), there)
    if picked is None:
        names = ", ".join(each.name for each in there)
        raise Usage(_("It is not said to which stage."), _("Say it at the end: next, {names}.").format(names=names))
    return picked.name


def _asked_step(deal_id: int, text: str) -> Planned | None:
    """The next step, asked for at a terminal where the deal is about to move and has none."""
    connection = deal_refs.connection()
    deal = deals.get(connection, deal_id)
    deal_moves.refuse_closed(deal)
    stage = _meant(connection, deal, text)
    return None if stage.id == deal.stage_id or not stage.is_open else next_steps.asked(deal)


def _asked_again(deal_id: int, text: str) -> Planned | None:
    """The next step of a closed deal that is opened again, asked for at a terminal where nothing is left to do."""
    connection = deal_refs.connection()
    deal = deals.get(connection, deal_id)
    if text:
        stages.named(connection, text, deal.pipeline_id)  # a wrong one is refused before anything is asked
    stays = len(deal_followups.open_of(connection, deal_id)) > len(deal_followups.of_closing(connection, deal))
    return None if deal.is_open or stays else next_steps.asked_for(deal.title)


def _said(went: Went, dry_run: bool) -> str:
    """`d7 Fleet policy: proposal → negotiation, after 12 days`."""
    deal = went.deal
    if not went.moved.is_moved:
        return _in_stage(deal, _("{deal} is in {stage} already."))
    sentence = _("Would move {deal}: {way}") if dry_run else "{deal}: {way}"
    return sentence.format(deal=deal_shapes.in_brief(deal), way=deal_sentences.moved(went))


def _in_stage(deal: Deal, sentence: str) -> str:
    stage = pipelines.stage_label(deal_refs.connection(), deal.pipeline, deal.stage)
    return sentence.format(deal=deal_shapes.in_brief(deal), stage=stage)
