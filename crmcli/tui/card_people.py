"""Who is on a deal and how they stand to it, and in which groups a contact is: asked for, changed, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import deal_sentences, glyphs
from crmcli.i18n import _
from crmcli.store import deal_contacts
from crmcli.tui import card_editing, card_fields_of_contact, card_rows, command_lines
from crmcli.tui.finding import Finding
from crmcli.tui.gateway import card_changes
from crmcli.tui.picking import Choice, Picking
from crmcli.tui.ticking import Item, Ticking

if TYPE_CHECKING:
    from crmcli.store.deal_contacts import DealContact
    from crmcli.store.deals import Deal
    from crmcli.tui.app import CrmApp
    from crmcli.tui.card_rows import Act
    from crmcli.tui.gateway.cards import DealSeen, Seen

_CUSTOMER, _OFF = ("customer", ""), ("off", "")


async def add(app: CrmApp, seen: Seen) -> None:
    """Puts somebody on the deal: a contact that is known, or somebody new."""
    if seen.deal is None:
        app.say(_("Only a deal has people: open one of theirs."))
        return
    deal = seen.deal.deal
    found = await app.push_screen_wait(
        Finding(_("Who else is on it?"), placeholder=_("a name, a phone, or somebody new"), may_be_new=True)
    )
    if found is None or not (found.ref or found.name):
        return
    if found.ref:
        line = command_lines.crm("deal with", deal.ref, found.ref)
        number = int(found.ref[1:])
        changed = await app.perform(_("put somebody on"), line, card_changes.put, deal.id, number, None, None, None)
    else:
        added, with_ = command_lines.crm("add", found.name), command_lines.crm("deal with", deal.ref, ".")
        line = f"{added} && {with_}"
        changed = await app.perform(_("put somebody on"), line, card_changes.put_new, deal.id, found.name)
    if changed is not None:
        _tell(app, deal, changed.answer, is_changed=changed.operation_id is not None)


async def stand(app: CrmApp, seen: Seen, act: Act | None) -> None:
    """Says what somebody does about the deal, how they stand to it, or that they are not on it any more."""
    if seen.deal is None or not seen.deal.people:
        app.say(_("Nobody is on a deal here: n puts somebody on it."))
        return
    who = await _person(app, seen.deal, act)
    if who is None:
        return
    picked = await app.push_screen_wait(Picking(_("What of {name}?").format(name=who.name), _standings(who)))
    if picked is not None:
        await _set(app, seen.deal.deal, who, *picked)


async def _person(app: CrmApp, deal: DealSeen, act: Act | None) -> DealContact | None:
    """Who is meant: under the cursor, the only one, else asked for."""
    if act is not None and act.kind == card_rows.PERSON:
        return next((each for each in deal.people if f"c{each.contact_id}" == act.key), None)
    if len(deal.people) == 1:
        return deal.people[0]
    choices = [Choice(each.name, " · ".join(each.standing), each) for each in deal.people]
    return await app.push_screen_wait(Picking(_("Of whom?"), choices))


def _standings(who: DealContact) -> list[Choice[tuple[str, str]]]:
    """All that can be said of somebody, with a mark beside what is said already."""
    mark = glyphs.plain("✓")
    found = [Choice(each, mark if each in who.roles else "", ("role", each)) for each in deal_contacts.ROLES]
    found += [Choice(each, mark if each == who.stance else "", ("stance", each)) for each in deal_contacts.STANCES]
    found += [Choice(each, mark if each == who.warmth else "", ("warmth", each)) for each in deal_contacts.WARMTHS]
    customer = Choice(_("customer"), mark if who.is_customer else _("whom the deal is with"), _CUSTOMER)
    return [*found, customer, Choice(_("off the deal"), "", _OFF)]


async def _set(app: CrmApp, deal: Deal, who: DealContact, what: str, value: str) -> None:
    """Says one thing of somebody; what is said already is taken back."""
    ref = f"c{who.contact_id}"
    if (what, value) == _OFF:
        line = command_lines.crm("deal without", deal.ref, ref)
        gone = await app.perform(_("took somebody off"), line, card_changes.take, deal.id, who.contact_id)
        if gone is not None:
            said = _("Off {deal}: {who}").format(deal=deal_sentences.in_brief(deal), who=f"{gone.answer} ({ref})")
            app.say(said, is_undoable=True)
        return
    if (what, value) == _CUSTOMER:
        line = command_lines.crm("deal with", deal.ref, ref, customer=True)
        moved = await app.perform(_("edited"), line, card_changes.customer, deal.id, who.contact_id)
        if moved is not None:
            _tell(app, deal, who, is_changed=moved.operation_id is not None)
        return
    roles, stance, warmth = None, None, None
    options: dict[str, str] = {}
    if what == "role":
        roles = [each for each in deal_contacts.ROLES if (each in who.roles) != (each == value)]
        options = {"role": ",".join(roles)} if roles else {"clear": "role"}
    elif what == "stance":
        stance = "" if who.stance == value else value
        options = {"stance": stance} if stance else {"clear": "stance"}
    else:
        warmth = "" if who.warmth == value else value
        options = {"warmth": warmth} if warmth else {"clear": "warmth"}
    line = command_lines.crm("deal with", deal.ref, ref, **options)
    changed = await app.perform(
        _("put somebody on"), line, card_changes.put, deal.id, who.contact_id, roles, stance, warmth
    )
    if changed is not None:
        _tell(app, deal, changed.answer, is_changed=changed.operation_id is not None)


def _tell(app: CrmApp, deal: Deal, who: DealContact, *, is_changed: bool) -> None:
    said = _("On {deal}: {who}") if is_changed else _("Nothing to change in {deal}")
    named = " · ".join([f"{who.name} (c{who.contact_id})", *who.standing])
    app.say(said.format(deal=deal_sentences.in_brief(deal), who=named), is_undoable=is_changed)


async def groups(app: CrmApp, seen: Seen) -> None:
    """Puts the contact into groups and takes it out: those there are to tick, and a line for others."""
    found = seen.contact
    if found is None:
        app.say(_("Nobody is on the deal yet: n puts somebody on it."))
        return
    with app.telling():
        known = await app.gateway.ask(card_changes.choices, "groups")
        names = list(dict.fromkeys([*found.card.groups, *known]))
        items = [Item(name, "", name, name in found.card.groups) for name in names]
        title = _("Groups of {name}").format(name=found.contact.name)
        ticked = await app.push_screen_wait(Ticking(title, items, placeholder=_("another group")))
        if ticked is None:
            return
        wanted = [*ticked.values, *(part.strip() for part in ticked.text.split(",") if part.strip())]
        change = card_fields_of_contact.groups(found, wanted)
        if not change.edit.is_empty:
            await card_editing.change_contact(app, found, change)
