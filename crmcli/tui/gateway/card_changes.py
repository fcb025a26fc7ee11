"""What a card changes: the fields of a contact and of a deal, and who is on it; and what those are chosen from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crmcli import deal_sentences
from crmcli.i18n import _
from crmcli.store import contacts, deal_contacts, deals, editing, names, own_fields, settings, stages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.contacts import Contact
    from crmcli.store.deal_contacts import DealContact
    from crmcli.store.deals import Deal
    from crmcli.store.editing import Edit
    from crmcli.store.stages import Stage
    from crmcli.tui.card_fields_of_deal import DealChange
    from crmcli.tui.gateway.connection import Reading, Writing


def edit_contact(writing: Writing, contact_id: int, edit: Edit) -> Contact:
    """Changes a contact and returns it. Raises NotFound and Invalid."""
    tx = writing.tx
    before = contacts.get(tx.connection, contact_id)
    region = settings.effective(tx.connection, "region") if edit.needs_region else ""
    editing.apply(tx, contact_id, edit, region)
    found = contacts.get(tx.connection, contact_id)
    what = _("edited {name}").format(name=found.name)
    if found.name != before.name:
        what = _("renamed {name} to {new}").format(name=before.name, new=found.name)
    tx.describe(what)
    return found


def edit_deal(writing: Writing, deal_id: int, change: DealChange) -> tuple[Deal, Deal]:
    """Changes a deal, and returns it as it was and as it is. Raises NotFound and Invalid."""
    tx = writing.tx
    before = deals.get(tx.connection, deal_id)
    values = dict(change.values)
    if change.own is not None:
        own = dict(before.own_fields)
        name, kept = change.own[0], ""
        if change.own[1]:
            name, kept = own_fields.checked(tx.connection, *change.own)
        name = own_fields.spelt(list(own), name)
        own.pop(name, None)
        own |= {name: kept} if kept else {}
        values["fields"] = json.dumps(own, ensure_ascii=False)
    if values:
        deals.edit(tx, deal_id, **values)
    deals.tag(tx, deal_id, change.add_tags, change.take_tags)
    tx.describe(_("edited {what}").format(what=deal_sentences.in_brief(before)))
    return before, deals.get(tx.connection, deal_id)


def put(
    writing: Writing, deal_id: int, contact_id: int, roles: Sequence[str] | None, stance: str | None, warmth: str | None
) -> DealContact:
    """Puts somebody on a deal, or says how they stand to it. Raises NotFound and Invalid."""
    tx = writing.tx
    deal_contacts.put(tx, deal_id, contact_id, roles=roles, stance=stance, warmth=warmth)
    tx.describe(_("put somebody on {title}").format(title=deals.get(tx.connection, deal_id).title))
    return next(each for each in deal_contacts.of(tx.connection, deal_id) if each.contact_id == contact_id)


def put_new(writing: Writing, deal_id: int, name: str) -> DealContact:
    """Adds a contact and puts them on a deal. Raises Invalid for an absurd name."""
    return put(writing, deal_id, contacts.add(writing.tx, name), None, None, None)


def take(writing: Writing, deal_id: int, contact_id: int) -> str:
    """Takes somebody off a deal, and returns their name. Raises NotFound where they are not on it."""
    tx = writing.tx
    deal_contacts.take(tx, deal_id, contact_id)
    tx.describe(_("took somebody off {title}").format(title=deals.get(tx.connection, deal_id).title))
    return contacts.get(tx.connection, contact_id).name


def customer(writing: Writing, deal_id: int, contact_id: int) -> tuple[Deal, Deal]:
    """Says with whom a deal is, and returns it as it was and as it is. Raises NotFound."""
    tx = writing.tx
    before = deals.get(tx.connection, deal_id)
    deals.edit(tx, deal_id, contact_id=contact_id)
    tx.describe(_("edited {what}").format(what=deal_sentences.in_brief(before)))
    return before, deals.get(tx.connection, deal_id)


def choices(reading: Reading, of: str) -> list[str]:
    """Returns what a field is completed from: companies, groups, tags or sources; nothing for anything else."""
    connection = reading.connection
    known = {
        "companies": lambda: names.companies(connection),
        "groups": lambda: [each[0] for each in names.groups(connection)],
        "tags": lambda: names.tags(connection),
        "sources": lambda: names.all_sources(connection),
    }
    return known[of]() if of in known else []


def ways(reading: Reading, deal_id: int) -> list[Stage]:
    """Returns the open stages of a deal's pipeline, in their order. Raises NotFound."""
    deal = deals.get(reading.connection, deal_id)
    return [each for each in stages.of_pipeline(reading.connection, deal.pipeline_id) if each.is_open]
