"""Whether an imported deal is one that is known, or was before the user removed it.

The same row decides; else what its program calls it; else the same title, the same customer, and nothing that speaks
against it. Two rows of one import are never one deal, unless they are the same row, or their program says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store import deal_uids, removed_deals

if TYPE_CHECKING:
    from crmcli.store.incoming_deals import IncomingDeal
    from crmcli.store.removed_deals import RemovedDeal


class _Known(NamedTuple):
    id: int
    contact_id: int | None
    outcome: str
    created_at: str
    closed_at: str | None
    value: int | None
    customer: str | None  # the folded name


class DealMatcher:
    """Compares deals of an import with those that were there before, and by their marks with those just made."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._marks = deal_uids.every(connection)
        self._met: set[int] = set()
        self._known: dict[int, tuple[str, str | None]] = {}  # folded title and customer
        self._by_title: dict[str, list[_Known]] = {}
        query = (
            "SELECT d.folded, d.id, d.contact_id, s.outcome, d.created_at, d.closed_at, d.value, c.folded "
            "FROM deal d JOIN stage s ON s.id = d.stage_id LEFT JOIN contact c ON c.id = d.contact_id ORDER BY d.id"
        )
        for folded, *rest in connection.execute(query):
            known = _Known(*rest)
            self._by_title.setdefault(folded, []).append(known)
            self._known[known.id] = (folded, known.customer)

    def is_free(self, mark: tuple[str, str]) -> bool:
        """Whether no deal is called so."""
        return mark not in self._marks

    def made(self, deal_id: int, one: IncomingDeal, marks: Iterable[tuple[str, str]]) -> None:
        """Notes by what a deal is known from now on."""
        self._known.setdefault(deal_id, (one.folded, _customer(one)))
        for mark in marks:
            self._marks.setdefault(mark, deal_id)

    def met(self, deal_id: int) -> None:
        """Notes that a row of this import is this deal, so that no other row is taken for it by its title."""
        self._met.add(deal_id)

    def by_content(self, one: IncomingDeal) -> int | None:
        """The deal that the same row made, or was taken for, before."""
        found = self._marks.get((deal_uids.CONTENT, one.content))
        if found is not None:
            self.met(found)
        return found

    def by_uid(self, one: IncomingDeal) -> int | None:
        """The deal that its program calls so; where the program is not known, only one of the same title."""
        for kind, uid in one.uids:
            found = self._marks.get((kind, uid))
            if found is None and kind == deal_uids.OURS:
                found = deal_uids.holder(self._connection, uid)
                # Two databases that were begun at once call different deals the same.
                title, customer = self._known.get(found or 0, ("", None))
                if title != one.folded and (customer is None or customer != _customer(one)):
                    found = None
            is_vague = kind == deal_uids.WITHOUT_A_NAME
            if found is not None and not (is_vague and self._known[found][0] != one.folded):
                self.met(found)
                return found
        return None

    def by_title(self, one: IncomingDeal, customer: int | None) -> int | None:
        """The deal of the same title and customer that no other row of this import is, and that it may be."""
        found = [
            each
            for each in self._by_title.get(one.folded, ())
            if each.contact_id == customer and each.id not in self._met and _may_be(each, one)
        ]
        best = min(found, key=lambda each: (each.value != one.values.get("value"), each.id), default=None)
        return best.id if best else None


class RemovedMatcher:
    """Compares deals of an import with those that the user removed. Whoever asks has found no deal that is there."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._deals = removed_deals.every(connection)
        self._marks = removed_deals.marks(connection, self._deals)
        self._met: set[int] = set()
        self._by_title: dict[str, list[RemovedDeal]] = {}
        for each in self._deals.values():
            self._by_title.setdefault(each.folded, []).append(each)

    def by_mark(self, one: IncomingDeal) -> RemovedDeal | None:
        """The one that was the same row, or that its program called so; by a mere number only one of the same title."""
        for kind, uid in ((deal_uids.CONTENT, one.content), *one.uids):
            found = self._deals.get(self._marks.get((kind, uid), 0))
            if found is None:
                continue
            is_same = found.folded == one.folded
            if kind == deal_uids.OURS:
                is_same = is_same or (found.customer is not None and found.customer == _customer(one))
            if is_same or kind not in (deal_uids.OURS, deal_uids.WITHOUT_A_NAME):
                self._met.add(found.id)
                return found
        return None

    def by_title(self, one: IncomingDeal, customer: int | None) -> RemovedDeal | None:
        """The one of the same title and customer that it may have been; one with a number of its own is another."""
        if one.uids:
            return None
        for each in self._by_title.get(one.folded, ()):
            if each.contact_id == customer and each.id not in self._met and _may_be(each, one):
                self._met.add(each.id)
                return each
        return None


def _customer(one: IncomingDeal) -> str | None:
    return one.parties[0].who.folded if one.parties else None


def _may_be(known: _Known | RemovedDeal, one: IncomingDeal) -> bool:
    """Whether nothing speaks against it: another beginning, or an end of which the file knows nothing."""
    if one.created_at:
        return known.created_at[:10] == one.created_at[:10]
    if known.closed_at is None:
        return True
    return known.outcome == one.outcome and (not one.closed_at or known.closed_at[:10] == one.closed_at[:10])
