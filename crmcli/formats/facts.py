"""What only crm knows of a contact, as its own exports say it: texts by the names of the store's columns.

A file may say anything, so each value is checked before it is believed.
"""

from __future__ import annotations

import re

from crmcli.errors import Invalid

NAMES = (
    "status", "status_reason", "source", "cadence_days", "last_touch_at", "triage", "cadence_warn_days", "at_most",
    "quiet_until",
)  # fmt: skip
LENGTHS = ("cadence_days", "cadence_warn_days")  # in days; kept as numbers
_STATUSES = frozenset({"lead", "active", "past", "private", "blocked"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 9998  # what every zone can be reckoned in
_INSTANT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\dZ")
_LONGEST = 1000
_LONGEST_CADENCE = 3660  # days


def checked(name: str, text: str) -> str:
    """The text of one fact, or an empty text where no crm can have written it."""
    if name == "status":
        return text if text in _STATUSES else ""
    if name in LENGTHS:
        is_number = text.isascii() and text.isdecimal() and len(text) <= 4
        return text if is_number and 1 <= int(text) <= _LONGEST_CADENCE else ""
    if name == "last_touch_at":
        return text if _INSTANT.fullmatch(text) and _is_instant(text) else ""
    if name == "at_most":
        return _rate(text)
    if name == "quiet_until":
        return text if _DAY.fullmatch(text) and _is_instant(f"{text}T00:00:00Z") else ""
    if name == "triage":
        return text if text in ("done", "later") else ""
    return text[:_LONGEST]


def _rate(text: str) -> str:
    from crmcli import lengths

    try:
        return lengths.rate(text).text
    except Invalid:
        return ""


def _is_instant(text: str) -> bool:
    """Whether there is such a moment, and every zone can tell its day."""
    from datetime import datetime

    try:
        return _FIRST_YEAR <= datetime.fromisoformat(text).year <= _LAST_YEAR
    except ValueError:
        return False
