"""What is said of the way a deal went: its moves with the days in each stage, and its expected close put off. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import dates, deal_sentences
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.store.close_changes import CloseChange
    from crmcli.store.deal_moves import Move
    from crmcli.store.deals import Deal


def moved(move: Move, deal: Deal, now: datetime, has_several: bool) -> str:
    """`proposal, 12 days · they liked it`, with the pipeline where there are several."""
    stage = f"{move.pipeline} / {move.to_stage}" if has_several else move.to_stage
    days = move.days(now, is_open=deal.is_open)
    stayed = ngettext("{count} day", "{count} days", days).format(count=days) if days else ""
    said = f"{stage}, {stayed}" if stayed else stage
    if move.outcome == "lost" and deal.outcome == "lost" and move.left_at is None and deal.lost_reason:
        said += f": {deal.lost_reason}"
    return f"{said} · {move.note}" if move.note else said


def put_off(change: CloseChange) -> str:
    """`close put off: Mon 30 Nov 2026 → Fri 18 Dec 2026`."""
    if change.to_day is None:
        return _("no day any more on which it is expected to close")
    if change.from_day is None:
        return _("expected to close on {day}").format(day=dates.shown(change.to_day))
    days = deal_sentences.arrow(dates.shown(change.from_day), dates.shown(change.to_day))
    if change.to_day > change.from_day:
        return _("close put off: {days}").format(days=days)
    return _("close brought forward: {days}").format(days=days)
