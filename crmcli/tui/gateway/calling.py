"""What a call asks: whom one calls, by which numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import reach_words, reaching
from crmcli.store import cards, contacts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.reaching import Thing
    from crmcli.tui.gateway.connection import Reading


class Number(NamedTuple):
    """A number as people read it, and what it is dialled by."""

    shown: str
    label: str
    thing: Thing


class Called(NamedTuple):
    """Somebody who may be called. `is_blocked`: they are not to be."""

    name: str
    numbers: Sequence[Number]
    is_blocked: bool


def called(reading: Reading, contact_id: int) -> Called:
    """Returns somebody with their numbers, the first one first. Raises NotFound."""
    connection = reading.connection
    contact = contacts.get(connection, contact_id)
    found = reaching.things(connection, cards.of(connection, contact), "phone")
    numbers = [Number(reach_words.number_of(each.normal or each.value), each.label, each) for each in found]
    return Called(contact.name, numbers, contact.status == "blocked")
