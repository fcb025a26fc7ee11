"""What a card asks: a deal with its people and its way, a contact with all that hangs on it, and what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import contact_sentences, keeping_sentences, reaching, uris
from crmcli.errors import NotFound
from crmcli.i18n import _
from crmcli.store import (
    activities,
    cards,
    close_changes,
    competitors,
    contacts,
    deal_contacts,
    deal_followups,
    deal_moves,
    deals,
    followups,
    participants,
    rates,
    refs,
    settings,
)
from crmcli.tui.card_rows import ADDRESS, CHANNEL

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.reaching import Thing
    from crmcli.store.activities import Activity
    from crmcli.store.cards import Card
    from crmcli.store.channels import Channel
    from crmcli.store.close_changes import CloseChange
    from crmcli.store.competitors import Competitor
    from crmcli.store.contacts import Contact
    from crmcli.store.deal_contacts import DealContact
    from crmcli.store.deal_moves import Move
    from crmcli.store.deals import Deal
    from crmcli.store.followups import Followup
    from crmcli.tui.card_rows import Act
    from crmcli.tui.gateway.connection import Moment, Reading

MOST = 100  # entries of a timeline that are read


class DealSeen(NamedTuple):
    """A deal with everybody on it, what is still to be done for it, and the way it went, the first move first."""

    deal: Deal
    people: Sequence[DealContact]
    rivals: Sequence[Competitor]
    followups: Sequence[Followup]
    moves: Sequence[Move]
    closes: Sequence[CloseChange]


class ContactSeen(NamedTuple):
    """A contact with its people where it is a company, its deals, what is to be done, and how often to be in touch."""

    card: Card
    people: Sequence[Contact]
    deals: Sequence[Deal]
    followups: Sequence[Followup]
    keeping: Sequence[tuple[str, str]]
    reach: Sequence[tuple[Channel, str]]  # each with its value as people read it
    own_fields: Sequence[tuple[str, str]]

    @property
    def contact(self) -> Contact:
        """The contact itself."""
        return self.card.contact


class Seen(NamedTuple):
    """A record as its card shows it. `happened` is what was logged of both, newest first, `has_more` whether more was.

    `asked` is the reference that was asked for; a contact that was merged away is shown as the one that it is now.
    """

    asked: str
    deal: DealSeen | None
    contact: ContactSeen | None
    happened: Sequence[tuple[Activity, Sequence[tuple[int, str]]]]
    has_more: bool
    moment: Moment
    zone: str
    home: str  # the home currency
    region: str

    @property
    def ref(self) -> str:
        """How the record that is shown is named now."""
        if self.deal is not None:
            return self.deal.deal.ref
        return self.contact.contact.ref if self.contact else self.asked


def seen(reading: Reading, ref: str) -> Seen:
    """Returns the card of `d7` or `c41`. Raises NotFound for a deal that is gone and a contact that never was."""
    connection, moment = reading
    deal, contact_id = None, None
    if ref.startswith("d"):
        deal = _deal(connection, int(ref[1:]))
        contact_id = deal.deal.contact_id or (deal.people[0].contact_id if deal.people else None)
    else:
        contact_id = _present(connection, ref)
    contact = _contact(connection, contact_id, moment) if contact_id is not None else None
    happened = _happened(connection, deal, contact_id)
    who = participants.of_all(connection, [each.id for each in happened])
    return Seen(
        ref,
        deal,
        contact,
        [(each, who.get(each.id, [])) for each in happened[:MOST]],
        len(happened) > MOST,
        moment,
        settings.get(connection, "timezone") or "",
        rates.home(connection),
        settings.effective(connection, "region"),
    )


def _present(connection: sqlite3.Connection, ref: str) -> int:
    """The id of the contact that a reference names now, removed or not. Raises NotFound."""
    contact_id = int(ref[1:])
    try:
        return contacts.get(connection, contact_id).id
    except NotFound:
        now = refs.present(connection, contact_id)
        if now is None:
            raise NotFound(_("There is no contact {ref}.").format(ref=ref), _("u may bring it back.")) from None
        return now


def _deal(connection: sqlite3.Connection, deal_id: int) -> DealSeen:
    try:
        deal = deals.get(connection, deal_id)
    except NotFound as error:
        error.hint = _("u may bring it back.")
        raise
    return DealSeen(
        deal,
        deal_contacts.of(connection, deal_id),
        competitors.of(connection, deal_id),
        deal_followups.open_of(connection, deal_id),
        deal_moves.history(connection, deal_id),
        close_changes.of(connection, deal_id),
    )


def _contact(connection: sqlite3.Connection, contact_id: int, moment: Moment) -> ContactSeen:
    contact = contacts.get(connection, contact_id)
    card = cards.of(connection, contact)
    ordered = contact_sentences.in_order(card.channels)
    return ContactSeen(
        card,
        contacts.employees(connection, contact_id) if contact.is_company else (),
        deals.of_contact(connection, contact_id),
        followups.open_of(connection, contact_id),
        keeping_sentences.lines(connection, contact, moment.today),
        [(each, contact_sentences.shown(each.kind, each.value, each.normal)) for each in ordered],
        contact_sentences.own_fields(connection, contact.own_fields),
    )


def _happened(connection: sqlite3.Connection, deal: DealSeen | None, contact_id: int | None) -> list[Activity]:
    """What was logged for the deal and with the contact, each once, newest first; one more than are shown."""
    of_deal = activities.of_deal(connection, deal.deal.id, MOST + 1) if deal is not None else []
    of_contact = activities.of_contact(connection, contact_id, MOST + 1) if contact_id is not None else []
    found = {each.id: each for each in [*of_deal, *of_contact]}
    return sorted(found.values(), key=lambda each: (each.at, each.id), reverse=True)[: MOST + 1]


def ways(reading: Reading, found: ContactSeen, act: Act | None) -> list[tuple[str, Thing]]:
    """Returns how a contact can be reached, each with what it is: the one that a line is about, else all of them.

    A phone is called, written to, or found at WhatsApp.
    """
    kinds = ["phone", "whatsapp", "sms", "email", "map", "url", *uris.SERVICES]
    everything = [
        (kind, each)
        for kind in dict.fromkeys(kinds)
        for each in reaching.things(reading.connection, found.card, kind)
        if kind != "whatsapp" or each.normal or found.card.values("whatsapp")
    ]
    if act is None or act.kind not in (CHANNEL, ADDRESS):
        return [
            each
            for each in everything
            if each[0] not in ("sms", "signal", "viber", "zalo") or found.card.values(each[0])
        ]
    value = _value(found, act)
    same = [each for each in everything if each[1].value == value]
    return [each for each in same if each[0] not in ("signal", "viber", "zalo") or found.card.values(each[0])]


def _value(found: ContactSeen, act: Act) -> str:
    """What the line says that is about a channel or an address."""
    if act.kind == ADDRESS:
        return next((each.one_line for each in found.card.addresses if each.id == int(act.key)), "")
    return next((each.value for each in found.card.channels if each.id == int(act.key)), "")
