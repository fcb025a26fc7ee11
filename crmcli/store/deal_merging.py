"""What an imported deal adds to one that is there: what is blank, or with overwriting all that it says.

Whatever changes goes through the verbs of deals, so that its history stays true. A move is at the instant that the file
says, where that lies behind the last one, else now.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.errors import CrmError
from crmcli.store import (
    competitors,
    deal_contacts,
    deal_followups,
    deal_merge_words,
    deal_moves,
    deal_uids,
    deals,
    foreign_reasons,
    own_fields,
    stages,
)
from crmcli.store.deal_followups import Planned

if TYPE_CHECKING:
    from crmcli.store.db import Transaction
    from crmcli.store.deals import Deal
    from crmcli.store.incoming_deals import IncomingDeal, IncomingParty
    from crmcli.store.stage_matching import StageMatcher

_PLAIN = ("source", "notes")


class DealMerger:
    """Adds what imported deals say to deals that are there."""

    def __init__(self, tx: Transaction, matcher: StageMatcher, *, overwrites: bool) -> None:
        self._tx = tx
        self._stages = matcher
        self._overwrites = overwrites

    def merge(
        self, deal_id: int, one: IncomingDeal, parties: Sequence[tuple[int, IncomingParty]], source: str
    ) -> tuple[str, list[str]]:
        """Adds what one deal says; returns its title as it was, and what changed, in a few words each."""
        deal = deals.get(self._tx.connection, deal_id)
        title, said = deal.title, self._go(deal, one) if self._overwrites else []
        if said:
            deal = deals.get(self._tx.connection, deal_id)
        changes = self._changes(deal, one, parties, source)
        if changes and deals.edit(self._tx, deal_id, **changes):
            said += deal_merge_words.of(changes, deal, parties[0][1].who.name if parties else "")
            if one.last_words and "lost_reason" in changes:
                foreign_reasons.keep_words(self._tx.connection, deal_id, one.last_words)
        if deals.tag(self._tx, deal_id, one.tags.values()):
            said.append(f"+ {', '.join(one.tags.values())}")
        said += self._people(deal, parties)
        for name, _folded, note, is_winner in one.competitors:
            if name and competitors.put(self._tx, deal_id, name, note=note or None, is_winner=is_winner or None):
                said.append(f"+ {name}")
        return title, said + self._step(deal, one)

    def _changes(
        self, deal: Deal, one: IncomingDeal, parties: Sequence[tuple[int, IncomingParty]], source: str
    ) -> dict[str, str | int | None]:
        is_over, values = self._overwrites, one.values
        changes: dict[str, str | int | None] = {}
        if is_over:
            changes["title"] = one.title
        for name in _PLAIN:
            given = values.get(name) or (source if name == "source" else None)
            if given and (is_over or not getattr(deal, name)):
                changes[name] = given
        if "chance" in values and (is_over or deal.own_chance is None) and self._is_own_chance(one):
            changes["chance"] = values["chance"]
        if "expected_close" in values and (is_over or (deal.is_open and not deal.expected_close)):
            changes["expected_close"] = values["expected_close"]
        if "lost_reason" in values and deal.outcome == stages.LOST and (is_over or not deal.lost_reason):
            changes["lost_reason"] = values["lost_reason"]
        if parties and (is_over or deal.contact_id is None):
            changes["contact_id"] = parties[0][0]
        changes |= self._sums(deal, one)
        own = deal.own_fields
        named = {own_fields.spelt(list(own), name): value for name, value in one.fields.items()}
        if fresh := {name: value for name, value in named.items() if is_over or name not in own}:
            changes["fields"] = json.dumps(own | fresh, ensure_ascii=False)
        before = {**{name: getattr(deal, name, None) for name in changes}, "chance": deal.own_chance}
        before["commission"] = deal.fixed_commission
        return {name: value for name, value in changes.items() if value != before[name]}

    def _is_own_chance(self, one: IncomingDeal) -> bool:
        """Whether the chance is not just that of the stage that the file names."""
        is_of_stage = one.values["chance"] == self._stages.chance_of(one.pipeline, one.stage)
        return not is_of_stage or deal_uids.is_ours(one.uids)

    def _sums(self, deal: Deal, one: IncomingDeal) -> dict[str, str | int | None]:
        """Value and commission as they shall be: both in one currency, and never the one without the other's."""
        values, found = one.values, dict[str, str | int | None]()
        currency = values.get("currency")
        has_commission = deal.fixed_commission is not None or deal.commission_rate is not None
        if "value" in values and (self._overwrites or deal.value is None):
            if deal.fixed_commission is not None and deal.currency != currency and "commission" not in values:
                if not self._overwrites:
                    return {}
                found["commission"] = None
            found |= {"value": values["value"], "currency": currency}
        if not (self._overwrites or not has_commission):
            return found
        if "commission_rate" in values:
            found |= {"commission_rate": values["commission_rate"], "commission": None}
        elif "commission" in values and currency == found.get("currency", deal.currency or currency):
            found |= {"commission": values["commission"], "commission_rate": None, "currency": currency}
        return found

    def _people(self, deal: Deal, parties: Sequence[tuple[int, IncomingParty]]) -> list[str]:
        """Puts on the deal whom it is with, with what is said of them and not known yet."""
        held = {each.contact_id: each for each in deal_contacts.of(self._tx.connection, deal.id)}
        said = []
        for contact_id, party in parties:
            known = held.get(contact_id)
            is_blank = known is None or self._overwrites
            is_changed = deal_contacts.put(
                self._tx,
                deal.id,
                contact_id,
                roles=[party.roles] if party.roles and (known is None or is_blank or not known.roles) else None,
                stance=party.stance if known is None or is_blank or not known.stance else None,
                warmth=party.warmth if known is None or is_blank or not known.warmth else None,
            )
            if is_changed:
                said.append(f"+ {party.who.name}")
        return said

    def _step(self, deal: Deal, one: IncomingDeal) -> list[str]:
        """Makes the next step that the file names, where the deal is open and never had it."""
        if one.next is None or not deal.is_open or deal.next_id is not None:
            return []
        had = self._tx.connection.execute(
            "SELECT 1 FROM followup WHERE deal_id = ? AND what = ?", (deal.id, one.next[0])
        ).fetchone()
        if had:
            return []
        deal_followups.add(self._tx, deals.get(self._tx.connection, deal.id), [Planned(*one.next)])
        return [f"+ {one.next[0]}"]

    def _go(self, deal: Deal, one: IncomingDeal) -> list[str]:
        """Takes the deal to where the file has it."""
        if not (one.stage or one.outcome):
            return []
        target = self._stages.stage(one.pipeline or deal.pipeline, one.stage, one.outcome, one.line)
        if target.id == deal.stage_id:
            return []
        tx, at = self._tx, self._instant(deal, one.stage_since)
        try:
            if not deal.is_open:
                deal = deal_moves.reopen(tx, deal.id, target.id if target.is_open else None).deal
            elif target.is_open:
                deal_moves.move(tx, deal.id, target.id, at=at, is_forced=True)
            if not target.is_open:
                self._close(deal, target.outcome, one)
        except CrmError as error:  # the stage asks for what the file has not
            self._stages.problems.append((one.line, str(error)))
            return []
        return [f"stage: {target.name}"]

    def _close(self, deal: Deal, outcome: str, one: IncomingDeal) -> None:
        at = self._instant(deal, one.closed_at)
        if outcome == stages.WON:
            deal_moves.win(self._tx, deal.id, at=at)
        elif outcome == stages.LOST:
            reason = str(one.values.get("lost_reason", ""))
            deal_moves.lose(self._tx, deal.id, reason, note=one.last_words, at=at)
        else:
            deal_moves.void(self._tx, deal.id, at=at)

    def _instant(self, deal: Deal, at: str) -> str:
        """The instant of a move, where that may be; else empty, for now."""
        return at if deal.stage_since <= at <= self._tx.at else ""
