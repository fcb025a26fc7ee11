"""Removing contacts, bringing them back, and purging one for good: the answers and the question before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import asking, context, diagnostics, glyphs
from crmcli.errors import Usage
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.store.db import Transaction

_NAMED = 9  # activities that are named where a purge leaves them
_DEALS = 3  # open deals that are named where a removal leaves them


def remove(contact_ids: Sequence[int], dry_run: bool) -> None:
    """Takes contacts out of every list, in one operation, and says which open deals stay without their customer."""
    from crmcli.store import contacts

    done = _("Would remove {who}") if dry_run else _("Removed {who}")
    _each(contact_ids, contacts.remove, _("removed {who}"), done, dry_run)
    if not context.current().is_json:
        _say_open_deals(contact_ids)


def _say_open_deals(contact_ids: Sequence[int]) -> None:
    """No day tells of a deal whose customer was removed, so it would be forgotten."""
    from crmcli.store import deal_contacts

    found = deal_contacts.open_of_customers(context.current().writing().connection, contact_ids)
    if not found:
        return
    named = ", ".join(f"d{number} {title}" for number, title in found[:_DEALS])
    if len(found) > _DEALS:
        named += _(" and {count} more").format(count=len(found) - _DEALS)
    said = ngettext(
        "An open deal stays, and crm today does not tell of it: {deals}. Hand it over or end it: {commands}",
        "{count} open deals stay, and crm today does not tell of them: {deals}. Hand them over or end them: {commands}",
        len(found),
    )
    ref = f"d{found[0][0]}"
    commands = f"crm deal with {ref} REF --customer · crm lose {ref}"
    diagnostics.narrate(glyphs.plain(said.format(count=len(found), deals=named, commands=commands)))


def restore(contact_ids: Sequence[int], dry_run: bool) -> None:
    """Brings removed contacts back, in one operation."""
    from crmcli.store import contacts

    done = _("Would restore {who}") if dry_run else _("Restored {who}")
    _each(contact_ids, contacts.restore, _("restored {who}"), done, dry_run)


def purge(contact_id: int, is_sure: bool) -> None:
    """Asks, removes a contact for good, and names the backups that still hold it."""
    from crmcli.store import contacts, purging, purging_diary

    here = context.current()
    store = here.writing()
    contact = contacts.get(store.connection, contact_id)
    if not is_sure:
        if not asking.is_possible():
            raise Usage(_("Purging cannot be undone."), _("Say --yes if you are sure."))
        question = _("Remove {ref} {name} and every trace for good?").format(ref=contact.ref, name=contact.name)
        if not asking.confirm(question):
            diagnostics.narrate(_("Nothing was changed."))
            return
    shared = purging_diary.shared(store.connection, contact_id)
    backups = purging.purge(store, contact_id)
    if here.is_json:
        here.output.document({"id": contact_id, "backups": backups})
        return
    here.output.sentence(_("Purged {ref} {name} for good.").format(ref=contact.ref, name=contact.name))
    if shared:
        refs = ", ".join(f"a{number}" for number in shared[:_NAMED]) + (" …" if len(shared) > _NAMED else "")
        diagnostics.warn(
            _("What others took part in stays: {refs}; see whether the text says too much.").format(refs=refs)
        )
    for path in backups:
        diagnostics.warn(_("The backup {path} still holds it.").format(path=path))


def _each(
    contact_ids: Sequence[int],
    verb: Callable[[Transaction, int], Any],
    what: str,
    done: str,
    dry_run: bool,
) -> None:
    from crmcli.commands import saving
    from crmcli.store import contacts

    here = context.current()
    store = here.writing()
    found = [contacts.get(store.connection, contact_id) for contact_id in contact_ids]
    who = _who([f"{contact.ref} {contact.name}" for contact in found])
    with store.write(what.format(who=who), command=here.command_line, dry_run=dry_run) as tx:
        for contact in found:
            verb(tx, contact.id)
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        here.output.document({"ids": list(contact_ids), "operation": operation})
        return
    sentence = done.format(who=who) if tx.is_changed else _("Nothing to change.")
    here.output.sentence(sentence + saving.taken_back(operation))


def _who(names: Sequence[str]) -> str:
    if len(names) <= 3:
        return ", ".join(names)
    return ngettext("{count} contact", "{count} contacts", len(names)).format(count=len(names))
