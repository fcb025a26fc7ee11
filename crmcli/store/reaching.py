"""Reaching somebody: the number to call, their time zone, and how often it was tried, for a few contacts at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli import calling_zones
from crmcli.store import approaches, holidays, touches
from crmcli.store.search import shown_phone

if TYPE_CHECKING:
    from datetime import date


class Reach(NamedTuple):
    """How to reach a contact: `phone` as lists show it, `zone` empty where it cannot be told.

    `tries` counts how often it was tried since they were last reached; `tried_since` is the first time of these.
    `holiday` is what their country, where it is not the user's, has a day off for, else empty. `is_resting`: they have
    been approached as often as may be.
    """

    phone: str | None
    zone: str
    tries: int
    tried_since: str | None
    is_resting: bool
    holiday: str = ""


_PHONES = """
SELECT c.id, c.timezone, c.at_most, (
  SELECT ch.value || char(10) || ch.normal FROM channel ch WHERE ch.contact_id = c.id AND ch.kind = 'phone'
  ORDER BY ch.position, ch.id LIMIT 1
) AS phone
FROM contact c WHERE c.id IN (SELECT value FROM json_each(?))
"""


def of(connection: sqlite3.Connection, contact_ids: Sequence[int], today: date) -> dict[int, Reach]:
    """Returns how to reach each of the contacts. The zone is their own, else that of their phone's country."""
    if not contact_ids:
        return {}
    rows = connection.execute(_PHONES, (str(list(contact_ids)),)).fetchall()
    resting = approaches.resting(connection, today=today, own={row[0]: row[2] for row in rows})
    tried = touches.tries_of(connection, contact_ids)
    off = _off(connection, contact_ids, today) if holidays.are_told_of_contacts(connection) else {}
    found = {}
    for contact_id, zone, _at_most, phone in rows:
        value, _end, normal = (phone or "").rpartition("\n")
        tries, since = tried.get(contact_id, (0, None))
        shown = shown_phone(value, normal) if phone else None
        zone = zone or calling_zones.of_number(normal)
        found[contact_id] = Reach(shown, zone, tries, since, contact_id in resting, off.get(contact_id, ""))
    return found


def _off(connection: sqlite3.Connection, contact_ids: Sequence[int], today: date) -> dict[int, str]:
    """What contacts elsewhere have a day off for."""
    from crmcli.store import contact_countries

    countries = contact_countries.of(connection, contact_ids)
    return {key: days[0].name for key, days in holidays.abroad(connection, countries, today, today).items()}
