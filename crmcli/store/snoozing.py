"""Putting off: follow-ups to another day, and contacts of whom keeping in touch is not suggested until one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import dates
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import contacts, followup_values, followups

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.store.contacts import Contact
    from crmcli.store.db import Transaction
    from crmcli.store.followups import Followup


def put_off(tx: Transaction, followup: Followup, due: str, now_local: datetime) -> Followup:
    """Puts a follow-up off and returns it; a day without a time keeps the time it had.

    Raises Conflict where it is done, Invalid where its time of that day has passed.
    """
    kept = followup_values.keeping_time(followup.due, due)
    if "T" in kept and kept < followup_values.late_before(now_local):
        raise Invalid(
            _("{ref} would be due {when}, which is past.").format(ref=followup.ref, when=dates.shown(kept)),
            _("Say a time that is to come: --to today@18"),
        )
    return followups.snooze(tx, followup.id, kept)


def quiet(tx: Transaction, contact_id: int, due: str) -> Contact:
    """Lets keeping in touch with somebody not be suggested before a day, and returns the contact. Raises NotFound."""
    contacts.edit(tx, contact_id, quiet_until=due[:10])
    return contacts.get(tx.connection, contact_id)
