"""Reaching somebody from their card: copied, opened by a program of this machine, or shown for a phone to take."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from crmcli import clipboard, reaching
from crmcli.i18n import _
from crmcli.output import clean
from crmcli.reaching import Thing
from crmcli.tui import card_rows
from crmcli.tui.confirming import Confirming
from crmcli.tui.gateway import cards as gateway
from crmcli.tui.picking import Choice, Picking

if TYPE_CHECKING:
    from crmcli.store.channels import Channel
    from crmcli.tui.app import CrmApp
    from crmcli.tui.card_rows import Act, Line
    from crmcli.tui.gateway.cards import ContactSeen, Seen


async def copy(app: CrmApp, seen: Seen, line: Line) -> None:
    """Copies what a line says: a phone in the form in which it can be dialled from anywhere, else its text."""
    text = line.text
    if line.act is not None and line.act.kind == card_rows.CHANNEL and seen.contact is not None:
        each = _channel(seen.contact, line.act.key)
        text = each.normal if each.kind == "phone" and each.normal else each.value
    elif line.act is not None and line.act.kind in (card_rows.FOLLOWUP, card_rows.PERSON, card_rows.RECORD):
        text = line.text.partition(" · ")[0]
    text = "\n".join(clean(each) for each in (text, *line.further))
    if len(text.encode("utf-8", "replace")) > clipboard.LONGEST:
        app.say(_("That is too long for a clipboard."))
        return
    app.copy_to_clipboard(text)
    app.say(_("Copied {value}").format(value=text.split("\n")[0]))


async def reach(app: CrmApp, seen: Seen, act: Act | None) -> None:
    """Opens what the cursor is on, else what is chosen of all ways to reach the contact; who is blocked is asked of."""
    found = seen.contact
    if found is None:
        app.say(_("Nobody is on the deal yet: n puts somebody on it."))
        return
    ways: list[Choice[tuple[str, Thing]]] = []
    with app.telling():
        ways = await app.gateway.ask(lambda reading: [_offered(*each) for each in gateway.ways(reading, found, act)])
    if not ways:
        app.say(_("{name} has no phone, address or web site.").format(name=found.contact.name))
        return
    picked = ways[0].value if len(ways) == 1 else None
    if picked is None:
        title = _("How to reach {name}?").format(name=found.contact.name)
        picked = await app.push_screen_wait(Picking(title, ways))
    if picked is None or not await _is_agreed(app, found):
        return
    with app.telling():
        await _open(app, found, reaching.uri(*picked))


def _offered(what: str, thing: Thing) -> Choice[tuple[str, Thing]]:
    """A way to reach somebody as a choice."""
    names = {
        "phone": _("call"), "sms": _("message"), "email": _("e-mail"), "url": _("web"), "map": _("map"),
        "whatsapp": "WhatsApp",
    }  # fmt: skip
    return Choice(f"{names.get(what, what)}  {thing.value}", thing.label, (what, thing))


async def _is_agreed(app: CrmApp, found: ContactSeen) -> bool:
    if found.contact.status != "blocked":
        return True
    name = f"{found.contact.ref} {found.contact.name}"
    return await app.push_screen_wait(Confirming(_("{name} is blocked. Go on?").format(name=name)))


async def _open(app: CrmApp, found: ContactSeen, uri: str) -> None:
    words = reaching.opener()
    if not words:
        app.copy_to_clipboard(uri)
        said = _("No program opens addresses here; crm settings set opener PROGRAM names one.")
        app.say(said + " " + _("Copied {value}").format(value=uri))
        return
    await asyncio.to_thread(reaching.start, words, uri)
    named = _("Opened {uri} of {name} (c{id})")
    app.say(named.format(uri=uri, name=found.contact.name, id=found.contact.id))


async def code(app: CrmApp, seen: Seen) -> None:
    """Shows the contact as a QR code that a phone takes into its address book."""
    from crmcli.tui.card_code import CodeScreen

    if seen.contact is None:
        app.say(_("Nobody is on the deal yet: n puts somebody on it."))
        return
    await app.push_screen_wait(CodeScreen(seen.contact))


def _channel(found: ContactSeen, key: str) -> Channel:
    return next(each for each in found.card.channels if each.id == int(key))
