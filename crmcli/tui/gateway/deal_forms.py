"""What is asked of a deal before it is changed or made, and what of it there is to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import deal_sentences
from crmcli.i18n import _
from crmcli.store import cards, contacts, deals, rates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.tui.gateway.connection import Reading


class Copyable(NamedTuple):
    """Something of a deal that goes to the clipboard: what it is, and the text."""

    what: str
    text: str


def next_steps(reading: Reading, deal_ids: Sequence[int]) -> list[str]:
    """Returns the next step of each of the deals that have one: `f12`. Raises NotFound."""
    found = [deals.get(reading.connection, each).next_id for each in deal_ids]
    return [f"f{each}" for each in found if each is not None]


def home(reading: Reading) -> str:
    """Returns the home currency."""
    return rates.home(reading.connection)


def copyable(reading: Reading, deal_id: int) -> list[Copyable]:
    """Returns what there is to copy of a deal and of whom it is with. Raises NotFound."""
    found = deals.get(reading.connection, deal_id)
    things = [Copyable(_("title"), found.title), Copyable(_("reference"), found.ref)]
    worth = deal_sentences.sum_of(found.value, found.currency)
    if worth:
        things.append(Copyable(_("value"), worth))
    if found.contact_id is not None:
        person = contacts.get(reading.connection, found.contact_id)
        card = cards.of(reading.connection, person)
        things.append(Copyable(_("name"), person.name))
        for kind, called in (("phone", _("phone")), ("email", _("e-mail"))):
            things += [Copyable(called, each.value) for each in card.values(kind)]
    return things
