"""What is asked before deals end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.store import day_reading, deal_endings, deal_moves, deals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.dates.reader import Reader
    from crmcli.store.deal_endings import Ending
    from crmcli.tui.gateway.connection import Reading


class Asked(NamedTuple):
    """What there is to ask, and what reads the days of the answers."""

    ending: Ending
    reader: Reader


def asked(reading: Reading, deal_ids: Sequence[int]) -> Asked:
    """Returns what there is to ask before deals end. Raises Invalid where one has ended, NotFound where one is gone."""
    connection, moment = reading
    for each in deal_ids:
        deal_moves.refuse_closed(deals.get(connection, each))
    ending = deal_endings.of(connection, deal_ids, moment.today)
    return Asked(ending, day_reading.whole(connection, moment.local))
