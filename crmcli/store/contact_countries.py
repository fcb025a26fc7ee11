"""The country of a contact, as far as what is kept of them tells it. Nothing is written here.

It is that of their first phone, else of their first address with a country that is known, else of their time zone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from crmcli import calling_countries, country_names, phones

_PHONES = """
SELECT those.value,
  (SELECT ch.normal FROM channel ch WHERE ch.contact_id = those.value AND ch.kind = 'phone'
   ORDER BY ch.position, ch.id LIMIT 1)
FROM json_each(?) AS those
"""
_ELSE = """
SELECT c.id, c.timezone,
  (SELECT a.country FROM address a WHERE a.contact_id = c.id AND a.country <> '' ORDER BY a.position, a.id LIMIT 1)
FROM contact c WHERE c.id IN (SELECT value FROM json_each(?))
"""
_DIGITS = 5  # of numbers that are told apart, with the plus: enough for nearly all countries, and there are few such
# From one beginning of a number to the next: the index is entered once for each, never read through.
_BEGINNINGS = f"""
WITH RECURSIVE found(start) AS (
  SELECT substr((SELECT min(normal) FROM channel WHERE normal >= '+' AND normal < ','), 1, {_DIGITS})
  UNION ALL
  SELECT substr((SELECT min(normal) FROM channel WHERE normal > start || '~' AND normal < ','), 1, {_DIGITS})
  FROM found WHERE start IS NOT NULL
)
SELECT start FROM found WHERE start IS NOT NULL
"""


def of(connection: sqlite3.Connection, contact_ids: Iterable[int]) -> dict[int, str]:
    """Returns the two letters of each contact's country; empty where nothing tells it."""
    rows = connection.execute(_PHONES, (json.dumps(list(contact_ids)),))
    found = {contact_id: calling_countries.of_number(phone or "") for contact_id, phone in rows}
    untold = [contact_id for contact_id, country in found.items() if not country]
    zones: dict[str, str] = {"": ""}
    for contact_id, zone, address in connection.execute(_ELSE, (json.dumps(untold),)) if untold else ():
        found[contact_id] = country_names.code_of(address or "") or _of_zone(zone or "", zones)
    return found


def possible(connection: sqlite3.Connection) -> frozenset[str]:
    """Returns the countries that contacts may have: all that any has, and maybe some more. It is quick."""
    found = calling_countries.possible(row[0] for row in connection.execute(_BEGINNINGS))
    for (address,) in connection.execute("SELECT DISTINCT country FROM address WHERE country <> ''"):
        found.add(country_names.code_of(address))
    for (zone,) in connection.execute("SELECT DISTINCT timezone FROM contact WHERE timezone IS NOT NULL"):
        found.add(phones.region_of_timezone(zone))
    return frozenset(found - {""})


def _of_zone(zone: str, known: dict[str, str]) -> str:
    if zone not in known:
        known[zone] = phones.region_of_timezone(zone)
    return known[zone]
