"""Whom imported deals are with: contacts that are known, or that are made for them.

A match is made as for any address book. Of a bare name, without a company, a phone or an e-mail, whoever alone is
called so is meant. Everybody is looked for once an import.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.store.imports import CREATED, Importer, Incoming, Outcome

if TYPE_CHECKING:
    from crmcli.store.db import Transaction
    from crmcli.store.incoming_deals import IncomingParty

_REMEMBERED = 50_000  # parties kept at hand; past that they are looked for again


class DealParties:
    """Finds or makes the contacts of deals. `made` is how many were, `similar` are those who may be there twice."""

    def __init__(self, tx: Transaction, *, fills: bool, groups: Sequence[str], source: str) -> None:
        self.made = 0
        self.similar: list[Outcome] = []
        self.removed: list[Outcome] = []
        self._importer = Importer(tx, "update" if fills else "skip", groups, source)
        self._known: dict[str, int | None] = {}
        self._named: dict[str, list[int]] = {}
        for contact_id, folded in tx.connection.execute("SELECT id, folded FROM contact WHERE deleted_at IS NULL"):
            self._named.setdefault(folded, []).append(contact_id)

    @property
    def companies_made(self) -> int:
        """How many companies were made because somebody works for them."""
        return self._importer.companies_made

    def of(self, parties: Sequence[IncomingParty]) -> list[tuple[int, IncomingParty]]:
        """Returns the contacts of a deal, the customer first, each once; without those whom the user removed."""
        found: dict[int, IncomingParty] = {}
        for party in parties:
            contact_id = self._contact(party.who)
            if contact_id is not None:
                found.setdefault(contact_id, party)
        return list(found.items())

    def finish(self) -> None:
        """Stores whoever still waits."""
        self._importer.finish()

    def _contact(self, who: Incoming) -> int | None:
        if who.content not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[who.content] = self._found(who)
        return self._known[who.content]

    def _found(self, who: Incoming) -> int | None:
        is_bare = not (who.company or who.channels or who.uids)
        namesakes = self._named.get(who.folded, ()) if is_bare else ()
        if len(namesakes) == 1:
            return namesakes[0]
        outcome = self._importer.take(who)
        if outcome.is_removed:
            self.removed.append(outcome)
            return None
        if outcome.kind == CREATED:
            self.made += 1
            self._named.setdefault(who.folded, []).append(outcome.contact_id)
            if outcome.similar is not None:
                self.similar.append(outcome)
        return outcome.contact_id
