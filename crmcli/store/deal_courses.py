"""How deals go their way with all that comes with it: the next step, the care after a win, the end of what was to do.

What is still to be done for a deal stays with a move and with a win, unless it is said to be done or dropped, and goes
with one that is lost or void: nothing comes of it. Each course is part of one operation, so that one undo brings all
of it back.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store import deal_followups, deal_moves, deals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from crmcli.store.db import Transaction
    from crmcli.store.deal_followups import Planned
    from crmcli.store.deal_moves import Moved
    from crmcli.store.deals import Deal, Value
    from crmcli.store.followups import Followup

KEEP, DONE, DROP = "keep", "done", "drop"  # what becomes of that which was still to be done for a deal that is won


class Went(NamedTuple):
    """A deal that went somewhere: as it was before, what became of it, and of the follow-ups that hang on it."""

    before: Deal
    moved: Moved
    made: Sequence[Followup] = ()
    removed: Sequence[Followup] = ()
    open: Sequence[Followup] = ()
    done: Sequence[Followup] = ()

    @property
    def deal(self) -> Deal:
        """The deal as it is now."""
        return self.moved.deal

    @property
    def days(self) -> int:
        """For how many whole days it was in the stage that it left."""
        return whole_days(self.before.stage_since, self.deal.stage_since)


def whole_days(first: str, last: str) -> int:
    """Returns how many whole days lie between two instants."""
    return (datetime.fromisoformat(last) - datetime.fromisoformat(first)).days


def move(
    tx: Transaction, before: Deal, stage_id: int, planned: Sequence[Planned] = (), *, note: str = "", at: str = ""
) -> Went:
    """Moves an open deal to another open stage, with what is to be done next. Raises what `deal_moves.move` raises."""
    still = deal_followups.open_of(tx.connection, before.id)
    # The step comes first: the stage may ask for one.
    made = deal_followups.add(tx, before, planned)
    moved = deal_moves.move(tx, before.id, stage_id, note=note, at=at)
    moved = moved._replace(deal=deals.get(tx.connection, before.id))
    return Went(before, moved, made, open=still if moved.is_moved else [])


def reopen(
    tx: Transaction,
    before: Deal,
    stage_id: int | None,
    planned: Sequence[Planned] = (),
    *,
    note: str = "",
    at: str = "",
) -> Went:
    """Opens a closed deal again; what was only to be done because it was closed is removed.

    Raises what `deal_moves.reopen` raises.
    """
    removed = [] if before.is_open else deal_followups.remove_of_closing(tx, before)
    still = deal_followups.open_of(tx.connection, before.id)
    made = deal_followups.add(tx, before, planned)
    moved = deal_moves.reopen(tx, before.id, stage_id, note=note, at=at)
    return Went(before, moved, made, removed, still)


def win(
    tx: Transaction,
    before: Deal,
    planned: Sequence[Planned] = (),
    *,
    values: Mapping[str, Value] | None = None,
    still_open: str = KEEP,
    today: date,
    note: str = "",
    at: str = "",
) -> Went:
    """Marks an open deal won, perhaps for other sums, and makes what is planned after it.

    `still_open` says what becomes of what was to be done for it. Raises what `deal_moves.win` raises.
    """
    still = deal_followups.open_of(tx.connection, before.id)
    if values:
        deals.edit(tx, before.id, **values)
    moved = deal_moves.win(tx, before.id, note=note, at=at)
    went = Went(before, moved, deal_followups.add(tx, moved.deal, planned))
    if still_open == DROP:
        return went._replace(removed=deal_followups.remove(tx, still))
    if still_open == DONE:
        done = deal_followups.complete(tx, still, today)
        return went._replace(
            done=[each.followup for each in done], open=[each.next for each in done if each.next is not None]
        )
    return went._replace(open=still)


def lose(
    tx: Transaction,
    before: Deal,
    reason: str,
    *,
    competitor: str = "",
    retry: str | None = None,
    keeps: bool = False,
    note: str = "",
    at: str = "",
) -> Went:
    """Marks an open deal lost; `retry` is the local day of another try. Raises what `deal_moves.lose` raises."""
    went = _end(
        tx,
        before,
        keeps,
        lambda: deal_moves.lose(tx, before.id, reason, note=note, at=at, competitor=competitor),
    )
    again = [deal_followups.another_try(went.deal, retry)] if retry else []
    return went._replace(made=deal_followups.add(tx, went.deal, again))


def void(tx: Transaction, before: Deal, *, keeps: bool = False, note: str = "", at: str = "") -> Went:
    """Marks an open deal as none that ever was. Raises what `deal_moves.void` raises."""
    return _end(tx, before, keeps, lambda: deal_moves.void(tx, before.id, note=note, at=at))


def _end(tx: Transaction, deal: Deal, keeps: bool, close: Callable[[], Moved]) -> Went:
    """Ends a deal of which nothing comes; what was to be done for it goes, unless it is kept."""
    moved = close()
    if keeps:
        return Went(deal, moved, open=deal_followups.open_of(tx.connection, deal.id))
    removed = deal_followups.remove_open(tx, deal.id)
    return Went(deal, moved._replace(deal=deals.get(tx.connection, deal.id)), removed=removed)
