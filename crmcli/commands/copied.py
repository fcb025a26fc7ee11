"""Copied: what of a contact goes to the clipboard, and what is said of it."""

from __future__ import annotations

import sys

from crmcli import clipboard, context, output
from crmcli.commands import acting
from crmcli.errors import CrmError, Invalid, NotFound
from crmcli.i18n import _
from crmcli.reaching import Thing
from crmcli.store.cards import Card


def answer(card: Card, what: str, label: str, *, is_printed: bool) -> None:
    """Put it into the clipboard, or write it where that is wanted or nobody looks on.

    Raises NotFound where there is none of it, Invalid where it is too long, CrmError where there is no terminal.
    """
    here = context.current()
    thing = _text(card, what, label)
    is_copied = not is_printed and output.is_terminal(sys.stdout)
    if is_copied:
        _put(thing.value)
    if here.is_json:
        here.output.document({**acting.record(card, what, thing), "is_copied": is_copied})
    elif is_copied:
        first = thing.value.split("\n")[0]
        here.output.sentence(
            _("Copied {value} of {name} ({ref})").format(value=first, name=card.contact.name, ref=card.contact.ref)
        )
    else:
        here.output.text(thing.value)


def _put(text: str) -> None:
    if len(text.encode("utf-8", "replace")) > clipboard.LONGEST:
        raise Invalid(_("That is too long for a clipboard."), _("--print shows it."))
    if not clipboard.put(text):
        raise CrmError(_("There is no terminal whose clipboard could take it."), _("--print shows it."))


def _text(card: Card, what: str, label: str) -> Thing:
    """The text itself, each line of it clean: it will be pasted somewhere, perhaps into a shell."""
    if what == "name":
        return Thing(output.clean(card.contact.name))
    if what == "company":
        if not card.employer:
            raise NotFound(_("{name} works for no company.").format(name=card.contact.name))
        return Thing(output.clean(card.employer))
    if what == "card":
        return Thing("\n".join(_card(card)))
    thing = acting.chosen(card, what, label)
    value = thing.normal if what == "phone" and thing.normal else thing.value
    return Thing(output.clean(value), thing.normal, thing.label)


def _card(card: Card) -> list[str]:
    """The card as one would write it below a letter: name, title, company, how to reach them, addresses."""
    contact = card.contact
    lines = [contact.name, contact.title or "", card.employer or ""]
    for channel in sorted(card.channels, key=lambda each: {"phone": 0, "email": 1, "url": 2}.get(each.kind, 3)):
        is_named = channel.kind not in ("phone", "email", "url")
        lines.append(f"{channel.kind}: {channel.value}" if is_named else channel.value)
    lines += [address.one_line for address in card.addresses]
    return [output.clean(line) for line in lines if line]
