"""The order of the stages of a pipeline: where one may stand among the others, and the numbers that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.db import Transaction
    from crmcli.store.stages import Stage


def place(every: Sequence[Stage], before: int | None) -> int:
    """Returns the number, from 0, at which a stage stands before another one, or else behind the last open one.

    `every` are the other stages of its pipeline in their order. Raises Invalid where that is behind a closed one, and
    for a stage of another pipeline.
    """
    last = next((number for number, each in enumerate(every) if not each.is_open), len(every))
    at = last if before is None else next((number for number, each in enumerate(every) if each.id == before), None)
    if at is None:
        raise Invalid(_("A stage stands only among those of its own pipeline."))
    if at > last:
        raise Invalid(_("Won, lost and void stay behind the open stages."))
    return at


def number(tx: Transaction, ids: Sequence[int]) -> None:
    """Numbers stages from 1 in this order."""
    for at, stage_id in enumerate(ids, start=1):
        tx.connection.execute(
            "UPDATE stage SET position = :at WHERE id = :id AND position <> :at", {"at": at, "id": stage_id}
        )
