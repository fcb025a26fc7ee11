"""Whether somebody is there already: asked before they are added, so that nobody comes twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store import channels, contacts
from crmcli.store import settings as business

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.tui.gateway.connection import Reading

_MOST = 3  # who has the same phone or e-mail


def region(reading: Reading) -> str:
    """Returns the country whose rules read phone numbers without a country code."""
    return business.effective(reading.connection, "region")


def like(reading: Reading, name: str, given: Sequence[tuple[str, str]], region: str) -> list[str]:
    """Returns who has this name, or one of these phones and e-mails, as `c41 Budi Santoso`."""
    found: dict[int, str] = {}
    namesake = contacts.namesake(reading.connection, name, "person")
    if namesake is not None:
        found[namesake.id] = namesake.name
    for kind, text in given:
        read = channels.typed(kind, text, region)
        if read.normal:
            found |= dict(channels.holders(reading.connection, read.kind, read.normal, _MOST))
    return [f"c{number} {called}" for number, called in found.items()]
