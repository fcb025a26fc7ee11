"""What only crm knows of a contact, as its own exports say it: texts by the names of the store's columns.

A file may say anything, so each value is checked before it is believed.
"""

from __future__ import annotations

import re

NAMES = ("status", "status_reason", "source", "cadence_days", "last_touch_at", "triage")
_STATUSES = frozenset({"lead", "active", "past", "private", "blocked"})
_INSTANT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\dZ")
_LONGEST = 1000
_LONGEST_CADENCE = 3660  # days


def checked(name: str, text: str) -> str:
    """The text of one fact, or an empty text where no crm can have written it."""
    if name == "status":
        return text if text in _STATUSES else ""
    if name == "cadence_days":
        is_number = text.isascii() and text.isdecimal() and len(text) <= 4
        return text if is_number and 1 <= int(text) <= _LONGEST_CADENCE else ""
    if name == "last_touch_at":
        return text if _INSTANT.fullmatch(text) else ""
    if name == "triage":
        return text if text in ("done", "later") else ""
    return text[:_LONGEST]
