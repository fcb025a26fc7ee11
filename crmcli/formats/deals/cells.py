"""What is written in single cells of a table of deals: people, identifiers, the history of a deal; and back.

Pure: texts in, drafts out. What cannot be read is left out, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crmcli.formats.deals.drafts import MoveDraft, PartyDraft

SEPARATOR = " ::: "  # between several values of one cell, in crm's own CSV
_PARTY = re.compile(r"(.*?)\s*[(<]([^()<>@\s]+@[^()<>\s]+)[)>]\s*")
_DOMAIN = re.compile(r"(.+?)\s*\([\w-]+(?:\.[\w-]+)+\)")
_NOTHING = re.compile(r"\s*(?:[-–—]+|#?n\.?\s?/\s?[ad]\.?|null|none|nil|\(blank\)|\(none\))\s*", re.IGNORECASE)
_LONGEST_NOTHING = 12  # characters
_BEGIN_NOTHING = frozenset("-–—nN#( ")  # most cells do not, and there are many
_COLOUR = re.compile(
    r"\s*\((?:green|yellow|orange|red|purple|blue|sky|lime|pink|black)(?:_dark|_light)?\)$", re.IGNORECASE
)
_MOVE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (\w+) ([^/]*)/(.*)")


def is_nothing(cell: str) -> bool:
    """Whether a cell says that there is nothing: `-`, `N/A`, `null`."""
    return len(cell) <= _LONGEST_NOTHING and cell[:1] in _BEGIN_NOTHING and _NOTHING.fullmatch(cell) is not None


def without_colour(label: str) -> str:
    """Returns a label of Trello's, `hot (red)`, without its colour; one that is a colour alone stays."""
    return _COLOUR.sub("", label) or label


def parties(text: str) -> list[PartyDraft]:
    """Returns the people that a cell names: `Budi Santoso (budi@maju.example);Ana`, as HubSpot writes them."""
    separator = ":::" if ":::" in text else ";"
    return [_party(part.strip()) for part in text.split(separator) if part.strip()]


def _party(text: str) -> PartyDraft:
    found = _PARTY.fullmatch(text)
    if found:
        return PartyDraft(name=found[1].strip(), emails=[found[2]])
    if "@" in text and " " not in text:
        return PartyDraft(emails=[text])
    return PartyDraft(name=text)


def company(text: str) -> str:
    """Returns the company that a cell names, the first of several, without the domain that HubSpot puts behind it."""
    name = text.partition(";")[0].strip()
    found = _DOMAIN.fullmatch(name)
    return found[1] if found else name


def values(text: str) -> list[str]:
    """Returns the values of a cell of crm's own, also those that are empty: each has its place."""
    return [part.strip() for part in text.split(SEPARATOR.strip())]


def uids(text: str) -> list[tuple[str, str]]:
    """Returns the identifiers of a cell of crm's own: `pipedrive:17 ::: crm:7-20261124T090000Z`."""
    found = (part.partition(":") for part in values(text))
    return [(kind.strip(), uid.strip()) for kind, colon, uid in found if colon and kind.strip() and uid.strip()]


def moves(text: str) -> list[MoveDraft]:
    """Returns the history of a deal; nothing where any part of it cannot be read."""
    found = [_MOVE.fullmatch(part) for part in values(text)]
    if not all(found):
        return []
    return [MoveDraft(each[3], each[4], each[2], each[1]) for each in found if each]


def moves_cell(found: Iterable[MoveDraft]) -> str:
    """Returns the cell of a history: `2026-10-12T05:00:00Z open Sales/new ::: …`."""
    return SEPARATOR.join(f"{each.at} {each.outcome} {each.pipeline}/{each.stage}" for each in found)
