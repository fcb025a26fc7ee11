"""Imports of deals: each counted once as created, updated or unchanged. Whom they are with is `deal_parties`.

A match fills blanks and adds; where the user asks for it, what the file says replaces what is there, and the deal goes
where the file has it. The history of a new deal is what the file knows of it, and never more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli import money
from crmcli.i18n import _
from crmcli.store import deal_followups, deal_uids, deals, stages
from crmcli.store.deal_followups import Planned
from crmcli.store.deal_matching import DealMatcher, RemovedMatcher
from crmcli.store.deal_merging import DealMerger
from crmcli.store.deal_newcomers import DealNewcomers
from crmcli.store.deal_parties import DealParties
from crmcli.store.foreign_reasons import ForeignReasons
from crmcli.store.imports import CREATED, UNCHANGED, UPDATED, Outcome
from crmcli.store.stage_matching import StageMatcher

if TYPE_CHECKING:
    from crmcli.store.db import Transaction
    from crmcli.store.deal_newcomers import Way
    from crmcli.store.foreign_stages import ForeignStages
    from crmcli.store.incoming_deals import IncomingDeal, IncomingParty
    from crmcli.store.removed_deals import RemovedDeal
    from crmcli.store.stages import Stage


class DealOptions(NamedTuple):
    """How deals come in: what becomes of one that is there, groups and source of whom they are with, and whether stages
    that are not there are made."""

    on_match: str = "update"
    groups: Sequence[str] = ()
    source: str = ""
    makes_stages: bool = False


class DealImporter:
    """Takes deals one by one. `problems` are lines, and sentences about what was taken for something else.

    `foreign` are the stages that all deals of the import name.
    """

    def __init__(self, tx: Transaction, options: DealOptions, foreign: ForeignStages) -> None:
        self.tx = tx
        self.parties = DealParties(tx, fills=options.on_match != "skip", groups=options.groups, source=options.source)
        self._options = options
        self._stages = StageMatcher(tx, foreign, makes=options.makes_stages)
        self._matcher = DealMatcher(tx.connection)
        self._removed = RemovedMatcher(tx.connection)
        self._reasons = ForeignReasons(tx.connection)
        self._newcomers = DealNewcomers(tx.connection, tx.at)
        self._merger = DealMerger(tx, self._stages, overwrites=options.on_match == "overwrite")

    @property
    def problems(self) -> list[tuple[int, str]]:
        """Lines, and sentences about stages and pipelines that were taken for others."""
        return self._stages.problems

    @property
    def stages_made(self) -> list[str]:
        """The names of the stages that were made."""
        return self._stages.made

    def take(self, one: IncomingDeal) -> Outcome:
        """Brings one deal in and returns what became of it."""
        options = self._options
        if options.on_match == "add":
            return self._create(one, self.parties.of(one.parties))
        known = self._matcher.by_content(one)
        if known is not None and (options.on_match == "skip" or self._says_nothing_new(known)):
            return Outcome(UNCHANGED, 0, one.title, one.line, deal_id=known)
        known = known or self._matcher.by_uid(one)
        if known is not None and options.on_match == "skip":
            return Outcome(UNCHANGED, 0, one.title, one.line, deal_id=known)
        if known is None and (gone := self._removed.by_mark(one)) is not None:
            return _stays_removed(gone, one.line)
        parties = self.parties.of(one.parties)
        customer = parties[0][0] if parties else None
        known = known or self._matcher.by_title(one, customer)
        if known is None:
            gone = self._removed.by_title(one, customer)
            return self._create(one, parties) if gone is None else _stays_removed(gone, one.line)
        self._matcher.met(known)
        if options.on_match == "skip":
            return Outcome(UNCHANGED, 0, one.title, one.line, deal_id=known)
        return self._merge(self._reasons.counted(one), known, parties)

    def finish(self) -> None:
        """Stores all that still wait. Without it, the newest deals of an import would be lost."""
        self._newcomers.store()
        self.parties.finish()
        self._stages.finish()

    def _says_nothing_new(self, known: int) -> bool:
        """Whether the same row came before and nothing is asked of it but what was done then."""
        return self._options.on_match == "update" and not (self._options.groups or self._options.source)

    def _create(self, one: IncomingDeal, parties: Sequence[tuple[int, IncomingParty]]) -> Outcome:
        stage = self._stages.stage(one.pipeline, one.stage, one.outcome, one.line)
        one = self._reasons.counted(_without_chance_of(stage, one))
        way = self._known_way(one, stage) or self._way(one, stage)
        uids = [each for each in (*one.uids, (deal_uids.CONTENT, one.content)) if self._matcher.is_free(each)]
        began = min(one.created_at or way[0][1], way[0][1])
        deal_id = self._newcomers.add(
            one, way, parties, uids, created_at=began, is_closed=not stage.is_open, source=self._options.source
        )
        self._matcher.made(deal_id, one, uids)
        if one.next is not None and stage.is_open:
            self._newcomers.store()
            self.parties.finish()
            self._plan(deal_id, one.next)
        return Outcome(CREATED, 0, one.title, one.line, _details(one, stage), deal_id=deal_id)

    def _plan(self, deal_id: int, step: tuple[str, str]) -> None:
        deal_followups.add(self.tx, deals.get(self.tx.connection, deal_id), [Planned(*step)])

    def _known_way(self, one: IncomingDeal, stage: Stage) -> Way:
        """The history that the file has, where it leads to where the deal is; else nothing."""
        way: list[tuple[int, str, str | None]] = []
        for move in one.moves:
            each = self._stages.stage(move.pipeline, move.stage, move.outcome, one.line)
            if way and way[-1][0] == each.id:
                continue
            way.append((each.id, move.at, move.note))
        return way if way and way[-1][0] == stage.id else []

    def _way(self, one: IncomingDeal, stage: Stage) -> Way:
        """From when the deal began to where it is; nothing that may have been between."""
        now = self.tx.at
        if not stage.is_open:
            ended = one.closed_at or one.stage_since or now
            began = min(one.created_at or ended, ended)
            first = self._stages.begins_in(one.pipeline, one.stage, stage, one.line)
            return [(first.id, began, None), (stage.id, ended, one.last_words or None)]
        began = one.created_at or one.stage_since or now
        since = one.stage_since
        first = self._stages.stage(one.pipeline, "", stages.OPEN, one.line)
        if since > began and first.id != stage.id and first.pipeline_id == stage.pipeline_id:
            return [(first.id, began, None), (stage.id, since, None)]
        return [(stage.id, began, None)]

    def _merge(self, one: IncomingDeal, known: int, parties: Sequence[tuple[int, IncomingParty]]) -> Outcome:
        self._newcomers.store()
        self.parties.finish()
        title, details = self._merger.merge(known, one, parties, self._options.source)
        kind = UPDATED if details else UNCHANGED
        # By an identifier of its own it is known again anyway; an export of ours that is read again leaves nothing.
        marks = [each for each in one.uids if self._matcher.is_free(each) and each[0] != deal_uids.OURS]
        if details or not one.uids:
            marks += [each for each in [(deal_uids.CONTENT, one.content)] if self._matcher.is_free(each)]
        for mark in marks:
            deal_uids.add(self.tx.connection, known, *mark)
        self._matcher.made(known, one, marks)
        return Outcome(kind, 0, title, one.line, tuple(details), deal_id=known)


def _stays_removed(gone: RemovedDeal, line: int) -> Outcome:
    """What becomes of a deal that the user removed: nothing, and that is said."""
    details = (_("you removed it"),)
    return Outcome(
        UNCHANGED, 0, gone.title, line, details, is_removed=True, deal_id=gone.id, removed_by=gone.operation_id
    )


def _without_chance_of(stage: Stage, one: IncomingDeal) -> IncomingDeal:
    """The deal without a chance that is but that of its stage there and here, so that it changes with its stage.

    In crm's own files a chance was said of the deal.
    """
    if one.values.get("chance") != stage.chance or deal_uids.is_ours(one.uids):
        return one
    return one._replace(values={name: value for name, value in one.values.items() if name != "chance"})


def _details(one: IncomingDeal, stage: Stage) -> tuple[str, ...]:
    """What a dry run says of a new deal: where it would be, what it is worth, and with whom."""
    value = one.values.get("value")
    worth = money.Money(int(value), str(one.values["currency"])).shown() if value is not None else ""
    return tuple(each for each in (stage.name, worth, *(party.who.name for party in one.parties)) if each)
