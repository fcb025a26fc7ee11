"""Editing: what is to be changed as the line says it, in one contact or many, or as a form in the editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli import context, diagnostics
from crmcli.commands import choosing, saving
from crmcli.errors import Usage
from crmcli.i18n import _

if TYPE_CHECKING:
    from crmcli.store.editing import Edit


def edit(ref: Sequence[str], wanted: Edit, is_form: bool, dry_run: bool, kind: str | None = None) -> None:
    """Changes the contact that REF names, or those on stdin; without anything to change as a form. Raises Usage."""
    if is_form and not wanted.is_empty:
        raise Usage(_("The form and other options cannot be had together."), _("Leave -e or the others out."))
    if list(ref) == ["-"]:
        _edit_many(choosing.contacts(ref, kind=kind), wanted, dry_run)
        return
    contact_id = choosing.contact(" ".join(ref), kind=kind)
    if not wanted.is_empty:
        saving.edited_contact(contact_id, wanted, dry_run)
        return
    from crmcli import asking
    from crmcli.commands import forming

    if not is_form and not asking.is_possible():
        raise Usage(
            _("Nothing is said that is to change."),
            _("Say what, for example --title Director; -e opens a form in your editor."),
        )
    forming.edit(contact_id, dry_run)


def _edit_many(contact_ids: Sequence[int], wanted: Edit, dry_run: bool) -> None:
    if wanted.is_empty:
        raise Usage(_("Nothing is said that is to change."), _("For example: crm contact edit - --status past"))
    if contact_ids:
        saving.edited_contacts(contact_ids, wanted, dry_run)
        return
    if context.current().is_json:
        context.current().output.document({"ids": [], "operation": None})
    diagnostics.narrate(_("Nobody was named, so nothing was changed."))
