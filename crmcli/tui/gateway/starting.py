"""What the screen asks to know where to begin: whether there is anything at all, and what a word may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store import records as found
from crmcli.store import refs, search

if TYPE_CHECKING:
    from crmcli.store.records import Record
    from crmcli.tui.gateway.connection import Reading


def is_empty(reading: Reading) -> bool:
    """Returns whether there is nobody, and no deal."""
    return search.is_empty(reading.connection) and not found.has_deals(reading.connection)


def is_there(reading: Reading) -> bool:
    """Returns True: the database can be read."""
    search.is_empty(reading.connection)
    return True


def record(reading: Reading, text: str) -> str:
    """Returns the reference of the deal or the contact that a text names. Raises what the rules of naming raise."""
    if refs.numbered(text, "d") is not None:
        return f"d{refs.deal(reading.connection, text)}"
    return f"c{refs.contact(reading.connection, text)}"


def records(reading: Reading, text: str) -> list[Record]:
    """Returns the records that a text points at, the best first; without a text those changed last."""
    return found.matching(reading.connection, text) if text.strip() else found.recent(reading.connection)


def segments(reading: Reading) -> list[tuple[str, str]]:
    """Returns the names of the segments, each with its query."""
    from crmcli.store import segments as every

    return [(each.name, each.query) for each in every.all_of(reading.connection)]
