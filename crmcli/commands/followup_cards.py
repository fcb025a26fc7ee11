"""What the card of a contact shows of follow-ups: those that are open, soonest first."""

from __future__ import annotations

import sqlite3
from typing import Any

from crmcli.i18n import _
from crmcli.store import followups

_MOST = 9  # that the card shows


def rows(connection: sqlite3.Connection, contact_id: int) -> list[dict[str, Any]]:
    """All that are open, as their documented JSON."""
    from crmcli.commands import followup_shapes

    return [followup_shapes.as_row(each) for each in followups.open_of(connection, contact_id)]


def lines(connection: sqlite3.Connection, contact_id: int) -> list[tuple[str, str]]:
    """The first few that are open, each with its number, and how many more there are."""
    found = followups.open_of(connection, contact_id)
    if not found:
        return []
    from crmcli.commands import followup_shapes

    shown = [(each.ref, followup_shapes.on_card(each, with_deal=True)) for each in found[:_MOST]]
    if len(found) > _MOST:
        more = _("and {count} more: crm followup list").format(count=len(found) - _MOST)
        shown.append(("", more))
    return shown
