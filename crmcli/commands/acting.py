"""Acting: which of the things known of somebody is meant to be opened or copied, and the words that name it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crmcli import asking, uris
from crmcli.commands import choosing
from crmcli.errors import Ambiguous, CrmError, Invalid, NotFound
from crmcli.i18n import _
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


@dataclass(frozen=True, slots=True)
class Thing:
    """One phone, address or other value. `normal` is the form it is compared by, where it has one."""

    value: str
    normal: str = ""
    label: str = ""


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


def things(card: Card, what: str) -> list[Thing]:
    """All there is of a kind: of the contact, and of a place or a web site of the company, where they have none."""
    if what == "map":
        what = "address"
    found = _own(card, "phone" if what == "sms" else what)
    if not found and what in ("address", "url") and card.contact.employer_id is not None:
        from crmcli.store import cards, contacts

        connection = choosing.connection()
        found = _own(cards.of(connection, contacts.get(connection, card.contact.employer_id)), what)
    if not found and what in ("whatsapp", "signal", "viber", "zalo"):
        # A messenger goes by the number; one that says so first.
        phones = [each for each in _own(card, "phone") if each.normal]
        found = sorted(phones, key=lambda each: "mobile" not in each.label and "cell" not in each.label)[:1]
    return found


def _own(card: Card, what: str) -> list[Thing]:
    if what == "address":
        return [Thing(each.one_line, "", each.label) for each in card.addresses if each.one_line]
    return [Thing(each.value, each.normal, each.label) for each in card.values(what)]


def chosen(card: Card, what: str, label: str) -> Thing:
    """The one that is meant: of the label, else the one that the user picks, else the first.

    Raises NotFound where there is none, and Ambiguous where a terminal's user picks none.
    """
    every = things(card, what)
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


def uri(what: str, thing: Thing) -> str:
    """The address that a program opens. Raises Invalid where the value is none that may be opened."""
    makers: dict[str, Callable[[], str]] = {
        "phone": lambda: uris.telephone(thing.value, thing.normal),
        "sms": lambda: uris.message(thing.value, thing.normal),
        "email": lambda: uris.mail(thing.value),
        "url": lambda: uris.web(thing.value),
        "map": lambda: uris.place(thing.value, _map_template()),
    }
    return makers[what]() if what in makers else uris.service(what, thing.value, thing.normal)


def _map_template() -> str:
    from crmcli import settings

    return settings.get("map_url") or uris.DEFAULT_MAP


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


def failure(program: str, reason: str) -> CrmError:
    """The error for a program that does not do its part."""
    return CrmError(
        _("{program} does not open it: {reason}.").format(program=program, reason=reason),
        _("--print shows the address; crm settings set opener PROGRAM names another program."),
    )
