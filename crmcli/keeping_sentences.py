"""Keeping in touch, in words: a contact's rhythm and how often they may be approached, as a card says it."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from crmcli import dates
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from crmcli.store.approaches import Standing
    from crmcli.store.cadences import Silent
    from crmcli.store.contacts import Contact


def lines(connection: sqlite3.Connection, contact: Contact, today: date) -> list[tuple[str, str]]:
    """What a card says of keeping in touch with somebody: pairs of a title and a text; empty where there is nothing."""
    from crmcli.store import approaches, cadences

    found = []
    rhythm = cadences.of(connection, contact.id, today=today)
    if rhythm:
        found.append((_("keep in touch"), _rhythm(rhythm, contact, today)))
    standing = approaches.standing(connection, contact.id, today)
    if standing:
        found.append((_("at most"), limit(standing, today)))
    return found


def every(days: int, group: str = "") -> str:
    """A rhythm in words: `every 14 days (VIP)`, with the group whose rule it is."""
    said = ngettext("every day", "every {count} days", days).format(count=f"{days:,}")
    return f"{said} ({group})" if group else said


def limit(standing: Standing, today: date) -> str:
    """How somebody stands to their limit: `2/month (VIP), 2 so far, again from Fri 4 Dec`."""
    rate, group = standing.limit
    said = f"{rate.text} ({group})" if group else rate.text
    if standing.used:
        said += ", " + _("{count} so far").format(count=standing.used)
    if standing.free:
        said += ", " + _("again from {day}").format(day=dates.short(standing.free.isoformat(), today))
    return said


def _rhythm(rhythm: Silent, contact: Contact, today: date) -> str:
    day = dates.short(rhythm.due.isoformat(), today)
    said = [every(rhythm.every, rhythm.reason)]
    if contact.status in ("private", "blocked"):
        return _("{rhythm}, but not while {status}").format(rhythm=said[0], status=contact.status)
    sentence = (
        _("due since {day}") if rhythm.due < today else _("next by {day}") if rhythm.due > today else _("due {day}")
    )
    said.append(sentence.format(day=day))
    if contact.quiet_until and contact.quiet_until > today.isoformat():
        said.append(_("quiet until {day}").format(day=dates.short(contact.quiet_until, today)))
    return ", ".join(said)
