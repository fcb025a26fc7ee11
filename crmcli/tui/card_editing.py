"""How a field of a card is edited: asked for with its present value, read while one types, changed, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from crmcli import deal_sentences, texts
from crmcli.i18n import _
from crmcli.tui import card_fields_of_contact, card_fields_of_deal, card_rows, command_lines, editing_outside
from crmcli.tui.asking import Asking
from crmcli.tui.card_fields import OWN
from crmcli.tui.finding import Finding
from crmcli.tui.gateway import card_changes, deals
from crmcli.tui.gateway import recording as gateway
from crmcli.tui.picking import Choice, Picking

if TYPE_CHECKING:
    from crmcli.store.contacts import Contact
    from crmcli.store.deals import Deal
    from crmcli.tui.app import CrmApp
    from crmcli.tui.card_fields import Field
    from crmcli.tui.card_fields_of_contact import ContactChange
    from crmcli.tui.card_fields_of_deal import DealChange
    from crmcli.tui.card_rows import Act
    from crmcli.tui.gateway.cards import ContactSeen, Seen
    from crmcli.tui.gateway.connection import Changed

T = TypeVar("T", "DealChange", "ContactChange")
_OF_DEAL = ("title", "stage", "contact", "value", "chance", "commission", "close", "source", "tags")
_OF_CONTACT = (
    "name", "company", "title", "status", "groups", "+phone", "+email", "+address", "+channel", "+url", "birthday",
    "cadence", "at_most", "nickname", "department", "source", "language", "timezone", "status_reason", "+occasion",
    "+field",
)  # fmt: skip


async def edit(app: CrmApp, seen: Seen, act: Act | None, owner: str) -> None:
    """Edits what the cursor is on; where that is nothing to edit, asks which field of the record it is in."""
    if act is not None and act.kind == card_rows.NOTES:
        await notes(app, seen, act.ref)
    elif act is not None and act.kind == card_rows.FIELD:
        await _field(app, seen, act.ref, act.key)
    elif act is not None and act.kind == card_rows.PERSON:
        from crmcli.tui import card_people

        await card_people.stand(app, seen, act)
    elif act is not None and act.kind in (card_rows.CHANNEL, card_rows.ADDRESS) and seen.contact is not None:
        await _way_to_reach(app, seen, seen.contact, act)
    else:
        key = await app.push_screen_wait(Picking(_("Edit which field?"), _offered(seen, owner)))
        if key is not None:
            await _field(app, seen, owner, key)


async def notes(app: CrmApp, seen: Seen, ref: str) -> None:
    """Lets the notes be written in the user's editor; nothing is changed where they come back empty, or the same."""
    before = _notes_of(seen, ref)
    answer = await editing_outside.edited(app, before + "\n" if before else "", file_name="notes.md")
    if answer is None:
        return
    with app.telling():
        text = texts.paragraph(answer, _("notes"))
        if text in ("", before):
            app.say(_("Nothing was changed."))
        elif seen.deal is not None and ref == seen.deal.deal.ref:
            line = command_lines.crm("deal edit", ref, note=text)
            changed = await app.perform(_("edited"), line, deals.edit, seen.deal.deal.id, {"notes": text})
            _tell_deal(app, changed)
        elif seen.contact is not None:
            await change_contact(app, seen.contact, card_fields_of_contact.notes(seen.contact, text))


def _notes_of(seen: Seen, ref: str) -> str:
    if seen.deal is not None and ref == seen.deal.deal.ref:
        return seen.deal.deal.notes or ""
    return (seen.contact.contact.notes or "") if seen.contact else ""


def _offered(seen: Seen, ref: str) -> list[Choice[str]]:
    """The fields of a record, each with what stands there now."""
    if seen.deal is not None and ref == seen.deal.deal.ref:
        deal = seen.deal.deal
        values = {"title": deal.title, "stage": deal.stage, "contact": deal.contact or "", "source": deal.source or ""}
        values |= {
            "value": deal_sentences.sum_of(deal.value, deal.currency),
            "close": deal.expected_close or "",
            "tags": ", ".join(deal.tags),
        }
        own = [Choice(name, value, OWN + name) for name, value in deal.own_fields.items()]
        return [*(Choice(_called(key), values.get(key, ""), key) for key in _OF_DEAL), *own]
    if seen.contact is None:
        return []
    found = seen.contact
    fields = [(key, card_fields_of_contact.of_contact(found, key, seen.region)) for key in _OF_CONTACT]
    own = [Choice(name, value, OWN + name) for name, value in found.contact.own_fields.items()]
    return [*(Choice(each.called, each.value, key) for key, each in fields), *own]


def _called(key: str) -> str:
    names = {"stage": _("Stage"), "contact": _("With"), "title": _("Title"), "value": _("Value"), "tags": _("Tags")}
    names |= {"chance": _("Chance"), "commission": _("Commission"), "close": _("Close"), "source": _("Source")}
    return names[key]


async def _field(app: CrmApp, seen: Seen, ref: str, key: str) -> None:
    if seen.deal is not None and ref == seen.deal.deal.ref:
        deal = seen.deal.deal
        if key == "stage":
            await _stage(app, deal)
        elif key == "contact":
            await _customer(app, deal)
        else:
            await _deal_field(app, seen, deal, key)
    elif seen.contact is not None:
        if key == "status":
            await _status(app, seen.contact)
            return
        field = card_fields_of_contact.of_contact(seen.contact, key, seen.region)
        change = await _asked(app, field)
        if change is not None:
            await change_contact(app, seen.contact, change)


async def _deal_field(app: CrmApp, seen: Seen, deal: Deal, key: str) -> None:
    with app.telling():
        lines = await app.gateway.ask(gateway.lines)
        change = await _asked(app, card_fields_of_deal.of_deal(seen, deal, key, lines.reader))
        if change is not None:
            changed = await app.perform(_("edited"), change.command, card_changes.edit_deal, deal.id, change)
            _tell_deal(app, changed)


async def _way_to_reach(app: CrmApp, seen: Seen, found: ContactSeen, act: Act) -> None:
    number = int(act.key)
    if act.kind == card_rows.ADDRESS:
        field = card_fields_of_contact.address(found, next(each for each in found.card.addresses if each.id == number))
    else:
        each = next(each for each in found.card.channels if each.id == number)
        field = card_fields_of_contact.channel(found, each, seen.region)
    change = await _asked(app, field)
    if change is not None:
        await change_contact(app, found, change)


async def _asked(app: CrmApp, field: Field[T]) -> T | None:
    """What a field is to be; None where it was given up."""
    known: list[str] = []
    with app.telling():
        known = await app.gateway.ask(card_changes.choices, field.choices)
    return await app.push_screen_wait(
        Asking(
            field.called,
            field.read,
            value=field.value,
            placeholder=field.placeholder,
            meaning=lambda change: change.said,
            choices=known,
            has_several=field.has_several,
        )
    )


async def _status(app: CrmApp, found: ContactSeen) -> None:
    from crmcli.store import contacts

    field = card_fields_of_contact.of_contact(found, "status", "")
    choices = [Choice(each, _("now") if each == field.value else "", each) for each in contacts.STATUSES]
    status = await app.push_screen_wait(Picking(field.called, choices))
    if status is not None and status != field.value:
        await change_contact(app, found, field.read(status))


async def _stage(app: CrmApp, deal: Deal) -> None:
    with app.telling():
        ways = await app.gateway.ask(card_changes.ways, deal.id)
        choices = [Choice(each.name, _("here") if each.id == deal.stage_id else "", each) for each in ways]
        stage = await app.push_screen_wait(Picking(_("To which stage?"), choices))
        if stage is None or stage.id == deal.stage_id:
            return
        line = command_lines.crm("move" if deal.is_open else "reopen", deal.ref, stage.name)
        changed = await app.perform(_("moved"), line, deals.move, [deal.id], stage.id)
        if changed is not None:
            went = changed.answer[0]
            said = f"{deal_sentences.in_brief(went.deal)}: {deal_sentences.moved(went)}"
            app.say(said, is_undoable=changed.operation_id is not None)


async def _customer(app: CrmApp, deal: Deal) -> None:
    found = await app.push_screen_wait(Finding(_("With whom is it?"), placeholder=_("a name, a phone, a company")))
    if found is None or not found.ref:
        return
    line = command_lines.crm("deal edit", deal.ref, contact=found.ref)
    changed = await app.perform(_("edited"), line, card_changes.customer, deal.id, int(found.ref[1:]))
    _tell_deal(app, changed)


async def change_contact(app: CrmApp, found: ContactSeen, change: ContactChange) -> None:
    """Makes a change in a contact, and tells it."""
    contact_id = found.contact.id
    changed = await app.perform(_("edited"), change.command, card_changes.edit_contact, contact_id, change.edit)
    if changed is not None:
        _tell_contact(app, changed)


def _tell_contact(app: CrmApp, changed: Changed[Contact]) -> None:
    contact, is_changed = changed.answer, changed.operation_id is not None
    said = _("Changed {ref} {name}") if is_changed else _("Nothing to change in {ref} {name}")
    app.say(said.format(ref=contact.ref, name=contact.name), is_undoable=is_changed)


def _tell_deal(app: CrmApp, changed: Changed[tuple[Deal, Deal]] | None) -> None:
    if changed is None:
        return
    before, after = changed.answer
    said = _("Nothing to change in {deal}").format(deal=deal_sentences.in_brief(after))
    if changed.operation_id is not None:
        said = _("Changed {deal}: {what}").format(
            deal=deal_sentences.in_brief(after), what=deal_sentences.differing(before, after)
        )
    app.say(said, is_undoable=changed.operation_id is not None)
