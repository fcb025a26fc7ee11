"""The order in which the user put the deals of a stage by hand, as the board shows it.

It promises that deals change places among each other and nothing else, and that no more rows are written than have to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import Conflict
from crmcli.i18n import _
from crmcli.store import deals

if TYPE_CHECKING:
    from crmcli.store.db import Transaction


def put(tx: Transaction, deal_id: int, beside: int, *, is_behind: bool) -> bool:
    """Puts a deal right before another one of its stage, or right behind it; returns whether anything differs.

    Raises NotFound for one that is gone, and Conflict where they are not in one stage any more.
    """
    deal, other = deals.get(tx.connection, deal_id), deals.get(tx.connection, beside)
    if deal.stage_id != other.stage_id:
        raise Conflict(
            _("{one} is in {stage} and {other} is in {where}.").format(
                one=deal.ref, stage=deal.stage, other=other.ref, where=other.stage
            )
        )
    rows = tx.connection.execute(
        "SELECT id, position FROM deal WHERE stage_id = ? ORDER BY position, id", (deal.stage_id,)
    ).fetchall()
    before = [row[0] for row in rows]
    order = [each for each in before if each != deal_id]
    if deal_id == beside:
        return False
    order.insert(order.index(beside) + (1 if is_behind else 0), deal_id)
    positions = [row[1] for row in rows]
    if len(set(positions)) < len(positions):
        positions = list(range(1, len(rows) + 1))
    held = dict(rows)
    changed = [(place, each) for place, each in zip(positions, order, strict=True) if held[each] != place]
    tx.connection.executemany("UPDATE deal SET position = ? WHERE id = ?", changed)
    return bool(changed)
