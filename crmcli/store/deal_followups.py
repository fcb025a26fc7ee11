"""What is to be done for a deal: its open steps, the care that follows a win, and another try after a loss.

It promises that a lost deal asks for nothing any more but to be tried again, and that a deal that is opened again asks
for nothing that was only due because it was closed. All of it is part of the operation that closes or opens the deal.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from crmcli.i18n import _
from crmcli.store import deal_settings, followups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.store.db import Transaction
    from crmcli.store.deals import Deal
    from crmcli.store.followup_series import Completion
    from crmcli.store.followups import Followup


class Planned(NamedTuple):
    """Something to be done for a deal on a local day, or at a minute of it, before it is a follow-up."""

    what: str
    due: str


def open_of(connection: sqlite3.Connection, deal_id: int) -> list[Followup]:
    """Returns what is still to be done for a deal, soonest first, without what is for removed contacts."""
    rows = connection.execute("SELECT id FROM followup WHERE deal_id = ? AND done_at IS NULL", (deal_id,))
    ids = [row[0] for row in rows]
    return followups.listed(connection, ids=ids) if ids else []


def add(tx: Transaction, deal: Deal, planned: Iterable[Planned], *, priority: str = "normal") -> list[Followup]:
    """Makes follow-ups of a deal, with its customer, and returns them. Raises Invalid for an absurd text."""
    ids = [
        followups.add(tx, each.what, each.due, contact_id=deal.contact_id, deal_id=deal.id, priority=priority)
        for each in planned
    ]
    return [followups.get(tx.connection, each) for each in ids]


def care(connection: sqlite3.Connection, closed: date, today: date) -> list[Planned]:
    """Returns what the settings want to be done after a win on a day, without what would be past by now."""
    found = [Planned(each.what, each.day(closed).isoformat()) for each in deal_settings.care(connection)]
    return [each for each in found if each.due >= today.isoformat()]


def retry(connection: sqlite3.Connection, closed: date) -> date | None:
    """Returns the day on which the settings want a deal that was lost on a day to be tried again; None for never."""
    step = deal_settings.retry(connection)
    return step.day(closed) if step else None


def another_try(deal: Deal, day: str) -> Planned:
    """Another try of a lost deal, in the words that the diary has for it."""
    return Planned(_("try again: {title}").format(title=deal.title), day)


def remove_open(tx: Transaction, deal_id: int) -> list[Followup]:
    """Takes out what is still to be done for a deal that nothing comes of; returns them as they were."""
    return remove(tx, open_of(tx.connection, deal_id))


def remove(tx: Transaction, found: Iterable[Followup]) -> list[Followup]:
    """Takes follow-ups out, and returns them as they were."""
    return [followups.remove(tx, each.id) for each in found]


def complete(tx: Transaction, found: Iterable[Followup], today: date) -> list[Completion]:
    """Marks open follow-ups done, and returns each with the next one where it repeats."""
    return [followups.complete(tx, each.id, today=today) for each in found]


def of_closing(connection: sqlite3.Connection, deal: Deal) -> list[Followup]:
    """Returns what is only to be done because a deal was closed."""
    said = {each.what for each in deal_settings.care(connection)} | {another_try(deal, "").what}
    return [each for each in open_of(connection, deal.id) if each.what in said]


def remove_of_closing(tx: Transaction, deal: Deal) -> list[Followup]:
    """Takes out what is only to be done because a deal was closed; returns them as they were."""
    return remove(tx, of_closing(tx.connection, deal))
