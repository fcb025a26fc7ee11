"""Acting: which of the things known of somebody is meant to be opened or copied, and the words that name it."""

from __future__ import annotations

from collections.abc import Sequence

from crmcli import asking, reaching, uris
from crmcli.commands import choosing
from crmcli.errors import Ambiguous, Invalid, NotFound
from crmcli.i18n import _
from crmcli.reaching import Thing
from crmcli.store.cards import Card

# What the user may call it -> what it is.
_OPENED = {
    "phone": "phone", "call": "phone", "tel": "phone", "sms": "sms", "mail": "email", "email": "email",
    "map": "map", "url": "url", "web": "url", "wa": "whatsapp", **{name: name for name in uris.SERVICES},
}  # fmt: skip
_COPIED = {
    "phone": "phone", "mail": "email", "email": "email", "name": "name", "address": "address", "card": "card",
    "url": "url", "company": "company", "wa": "whatsapp", **{name: name for name in uris.SERVICES},
}  # fmt: skip
OPENED = ("phone", "wa", "mail", "map", "url", "sms", *uris.SERVICES)
COPIED = ("phone", "mail", "name", "address", "card", "url", "company", *uris.SERVICES)


def meant(words: Sequence[str], *, for_copy: bool) -> tuple[Card, str]:
    """The contact that the words name and what is wanted of them: the last word where it names that, else a phone.

    Raises NotFound, and Ambiguous where nobody can be asked.
    """
    known = _COPIED if for_copy else _OPENED
    what = known.get(words[-1].lower(), "") if len(words) > 1 else ""
    from crmcli.store import cards, contacts

    connection = choosing.connection()
    contact_id = choosing.contact(" ".join(words[:-1] if what else words))
    return cards.of(connection, contacts.get(connection, contact_id)), what or "phone"


def chosen(card: Card, what: str, label: str) -> Thing:
    """The one that is meant: of the label, else the one that the user picks, else the first.

    Raises NotFound where there is none, and Ambiguous where a terminal's user picks none.
    """
    every = reaching.things(choosing.connection(), card, what)
    name = f"{card.contact.ref} {card.contact.name}"
    fitting = [each for each in every if label.strip().lower() in each.label.lower()] if label else every
    if not every:
        raise NotFound(
            _("{name} has no {what}.").format(name=name, what=_called(what)),
            _("crm show {ref} shows what is known.").format(ref=card.contact.ref),
        )
    if not fitting:
        labels = ", ".join(dict.fromkeys(each.label for each in every if each.label))
        raise NotFound(
            _("{name} has no {what} labelled '{label}'.").format(name=name, what=_called(what), label=label),
            _("There is: {labels}.").format(labels=labels) if labels else _("None of them has a label."),
        )
    if len(fitting) == 1 or not asking.is_possible():
        return fitting[0]
    picked = asking.choose(_("Which one?"), [" ".join((each.value, each.label)).strip() for each in fitting])
    if picked is None:
        raise Ambiguous(_("{name} has several.").format(name=name), _("--label takes one of them: --label work"))
    return fitting[picked]


def agree(card: Card, *, is_agreed: bool) -> None:
    """Make sure that somebody who is blocked is meant to be approached. Raises Invalid where the user does not."""
    if card.contact.status != "blocked" or is_agreed:
        return
    name = f"{card.contact.ref} {card.contact.name}"
    question = _("{name} is blocked. Go on?").format(name=name)
    if not (asking.is_possible() and asking.confirm(question)):
        raise Invalid(_("{name} is blocked.").format(name=name), _("--yes goes on, --print only shows it."))


def _called(what: str) -> str:
    names = {"phone": _("phone"), "sms": _("phone"), "email": _("e-mail"), "url": _("web address")}
    return names.get(what) or (_("address") if what in ("map", "address") else what)


def record(card: Card, what: str, thing: Thing) -> dict[str, object]:
    """What was acted on, as JSON."""
    return {
        "id": card.contact.id,
        "name": card.contact.name,
        "what": what,
        "value": thing.value,
        "label": thing.label or None,
    }
