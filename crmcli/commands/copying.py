"""Copying: one contact as the template of another, by its name on the line or as a form in the editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli import asking, capturing, context, forms, forms_read, forms_written, texts
from crmcli.commands import choosing, fields, forming, rounds, saving
from crmcli.errors import Usage
from crmcli.i18n import _

if TYPE_CHECKING:
    from crmcli.forms import Form
    from crmcli.store.db import Transaction
    from crmcli.store.editing import Edit


def copy(contact_id: int, words: Sequence[str], edit: Edit, dry_run: bool) -> None:
    """Adds a contact like another; without a name its form is opened, where there is a terminal. Raises Usage."""
    from crmcli.store import contacts

    kind = contacts.get(choosing.connection(), contact_id).kind
    if words:
        name, channels = capturing.split(words)
        saving.new_contact(name, edit, kind, dry_run, channels, like=contact_id)
        return
    if not asking.is_possible():
        raise Usage(_("The new contact needs a name."), _("For example: crm contact copy c41 Ani Lestari"))
    one = _Copying(contact_id, kind, edit, dry_run)
    if not rounds.open_until_saved("new", forms_written.written(one.form, fields.helps()), one.save):
        context.current().output.sentence(_("Nobody was added."))


class _Copying:
    """A contact that is not there yet, in the editor."""

    def __init__(self, like: int, kind: str, edit: Edit, dry_run: bool) -> None:
        self._like = like
        self._kind = kind
        self._edit = edit
        self._dry_run = dry_run
        self.form = self._prepared()

    def save(self, text: str) -> None:
        """Adds what the form says. Raises CrmError for what cannot be."""
        given = forms_read.values(text)
        with forms_read.placing(text, "name"):
            name = texts.line(given.get("name", ""), _("name"))
        changes = forms_read.changes(self.form, given, text, forming.ways())
        del changes["name"]

        def further(tx: Transaction, contact_id: int) -> Edit:
            now = _nameless(forming.of(tx.connection, contact_id))
            elsewhere = [each for each in forms.changed_meanwhile(self.form, now) if each in changes]
            if elsewhere:
                self.form = now
                raise forming.disputing(now, given, elsewhere)
            return forming.difference(now, given, changes)

        saving.new_contact(name, self._edit, self._kind, self._dry_run, like=self._like, further=further)

    def _prepared(self) -> Form:
        """The form of the copy, made in passing and taken back."""
        from crmcli.store import copying, editing

        store = context.current().writing()
        region = saving.region(store) if self._edit.needs_region else ""
        with store.write("", dry_run=True) as tx:
            contact_id = copying.copy(tx, self._like, "?")
            editing.apply(tx, contact_id, self._edit, region)
            return _nameless(forming.of(tx.connection, contact_id))


def _nameless(form: Form) -> Form:
    return replace(form, title=_("A new contact"), values={**form.values, "name": ""})
