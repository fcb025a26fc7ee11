"""Contact points: the first phone, messenger and e-mail address of each of a few contacts, for links to tap, and where
they work."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple


class Points(NamedTuple):
    """How a contact can be reached: each empty where it is not known.

    `number` is the first phone in E.164; `chat` the number of a messenger: one that is named as such, else a mobile
    phone. `email` is as given.
    """

    number: str = ""
    chat: str = ""
    email: str = ""


_CHANNELS = """
SELECT h.contact_id, h.kind, h.value, h.normal, lower(h.label)
FROM json_each(?) e CROSS JOIN channel h ON h.contact_id = e.value
WHERE h.kind IN ('phone', 'email', 'whatsapp')
ORDER BY h.contact_id, h.position, h.id
"""
_EMPLOYERS = """
SELECT c.id, e.name FROM contact c JOIN contact e ON e.id = c.employer_id AND e.deleted_at IS NULL
WHERE c.id IN (SELECT value FROM json_each(?))
"""
_NO_MOBILE = ("fax", "home", "work", "office", "landline", "pager")


def of(connection: sqlite3.Connection, contact_ids: Sequence[int]) -> dict[int, Points]:
    """Returns the contact points of those contacts that have any."""
    channels: dict[int, list[tuple[str, str, str, str]]] = {}
    for contact_id, *channel in connection.execute(_CHANNELS, (json.dumps(list(contact_ids)),)):
        kind, value, normal, label = channel
        channels.setdefault(contact_id, []).append((kind, value, normal, label))
    return {contact_id: _points(found) for contact_id, found in channels.items()}


def employers(connection: sqlite3.Connection, contact_ids: Sequence[int]) -> dict[int, str]:
    """Returns the company of those contacts that have one, by name."""
    return dict(connection.execute(_EMPLOYERS, (json.dumps(list(contact_ids)),)).fetchall())


def _points(channels: Sequence[tuple[str, str, str, str]]) -> Points:
    phones = [(normal, label) for kind, _value, normal, label in channels if kind == "phone"]
    named = [normal or value for kind, value, normal, _label in channels if kind == "whatsapp"]
    emails = [value for kind, value, _normal, _label in channels if kind == "email"]
    mobile = [number for number, label in phones if number and ("mobile" in label or "cell" in label)]
    others = [number for number, label in phones if number and not any(word in label for word in _NO_MOBILE)]
    chat = next((each for each in [*named, *mobile, *others] if each.startswith("+")), "")
    return Points(phones[0][0] if phones else "", chat, emails[0] if emails else "")
