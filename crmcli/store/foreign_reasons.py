"""For which of the user's reasons the deals of an import were lost, by the rule of `crm lose`.

What a file says beyond the reason is kept in the note of the move, so nothing of it is lost.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crmcli.folding import fold
from crmcli.store import deal_settings, deal_uids

if TYPE_CHECKING:
    from crmcli.store.incoming_deals import IncomingDeal


class ForeignReasons:
    """Finds reasons by what files say. A text is asked about once, and its spelling is that of the first one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._meant: dict[str, str] = {}

    def counted(self, one: IncomingDeal) -> IncomingDeal:
        """Returns the deal with the reason under which it counts, and with what was said beyond it as its last words.

        In crm's own files a reason is the user's already.
        """
        said = str(one.values.get("lost_reason", ""))
        if not said or deal_uids.is_ours(one.uids):
            return one
        folded = fold(said)
        if folded not in self._meant:
            self._meant[folded] = deal_settings.reason_meant(self._connection, said)
        meant = self._meant[folded]
        return one._replace(
            values={**one.values, "lost_reason": meant}, last_words=said if len(folded) > len(fold(meant)) else ""
        )


def keep_words(connection: sqlite3.Connection, deal_id: int, words: str) -> None:
    """Puts what was said of a loss into the note of that move, unless it stands there."""
    connection.execute(
        "UPDATE stage_move SET note = coalesce(note || ' · ', '') || :words WHERE id = (SELECT id FROM stage_move "
        "WHERE deal_id = :deal ORDER BY at DESC, id DESC LIMIT 1) AND instr(coalesce(note, ''), :words) = 0",
        {"deal": deal_id, "words": words},
    )
