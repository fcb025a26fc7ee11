"""Who is meant by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store import records

if TYPE_CHECKING:
    from crmcli.store.records import Record
    from crmcli.tui.gateway.connection import Reading


def contacts(reading: Reading, text: str) -> list[Record]:
    """Returns the contacts that a text points at, the best first."""
    return [each for each in records.matching(reading.connection, text) if each.ref.startswith("c")]
