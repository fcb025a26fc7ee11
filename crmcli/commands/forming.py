"""Forming: a contact as a form in the user's editor, and what the form became as one operation.

Only what differs is changed. What somebody else has changed meanwhile stays, and is shown.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crmcli import diagnostics, forms, forms_read, forms_written
from crmcli.commands import choosing, fields, rounds, saving
from crmcli.errors import NotFound
from crmcli.i18n import _
from crmcli.store.editing import Edit

if TYPE_CHECKING:
    from crmcli.forms import Form
    from crmcli.store.db import Transaction


def edit(contact_id: int, dry_run: bool) -> None:
    """Opens a contact as a form, and changes what differs once it is closed."""
    one = _Editing(contact_id, dry_run)
    if not rounds.open_until_saved(f"c{contact_id}", forms_written.written(one.was, fields.helps()), one.save):
        saving.edited_contact(contact_id, Edit(), dry_run)


def of(connection: sqlite3.Connection, contact_id: int) -> Form:
    """The form of a contact as it is now. Raises NotFound for one that was removed."""
    from crmcli.store import cards, contacts, own_fields, refs

    contact = contacts.get(connection, contact_id)
    if contact.is_removed:
        raise NotFound(*refs.removed(contact.id, contact.name))
    return forms.of(cards.of(connection, contact), own_fields.all_of(connection))


def ways() -> forms_read.Ways:
    """How this database reads what can be read several ways."""
    from crmcli.store import own_fields, settings

    connection = choosing.connection()
    return forms_read.Ways(
        region=lambda: settings.effective(connection, "region"),
        date_order=lambda: settings.effective(connection, "date_order"),
        language=settings.KEYS["language"].check,
        relation=_relation,
        own=lambda name, value: own_fields.checked(connection, name, value),
    )


def difference(now: Form, given: Mapping[str, Any], changes: Mapping[str, forms.Change]) -> Edit:
    """The change that makes of the form `now` what was given, of the values that were changed."""
    return forms.edit(now, {name: change for name, change in changes.items() if given[name] != now.values.get(name)})


def disputing(now: Form, mine: Mapping[str, Any], names: list[str]) -> rounds.Again:
    """The error for values that others have changed, too; its form has those of the user, and the others above them."""
    remarks = {name: _("Elsewhere: {value}").format(value=_shown(now.values.get(name))) for name in names}
    return rounds.Again(
        _("Changed elsewhere meanwhile, so nothing was saved: {names}.").format(names=_names(names)),
        _("In the form, what it is elsewhere stands above yours."),
        forms_written.written(replace(now, values={**now.values, **mine}), fields.helps(), remarks),
    )


def _relation(kind: str, text: str) -> tuple[str, int | None, str]:
    from crmcli.store import refs

    first = text.split()[0]  # a form shows the name behind the number
    is_number = first[0] in "cC" and refs.numbered(first, "c") is not None
    return fields.relation(kind, first if is_number else text)


class _Editing:
    """One contact in the editor, however often it is opened."""

    def __init__(self, contact_id: int, dry_run: bool) -> None:
        self.was = of(choosing.connection(), contact_id)
        self._contact_id = contact_id
        self._dry_run = dry_run

    def save(self, text: str) -> None:
        """Changes what differs in the text. Raises CrmError for what cannot be, Again for what others have changed."""
        given = forms_read.values(text)
        changes = forms_read.changes(self.was, given, text, ways())
        elsewhere: list[str] = []

        def found(tx: Transaction) -> Edit:
            now = of(tx.connection, self._contact_id)
            elsewhere.extend(forms.changed_meanwhile(self.was, now))
            both = [n for n in changes if n in elsewhere and given[n] != now.values.get(n)]
            if both:
                self.was = now
                raise disputing(now, {name: given[name] for name in changes}, both)
            return difference(now, given, changes)

        saving.changed_contact(self._contact_id, found, self._dry_run)
        if elsewhere:
            diagnostics.narrate(_("Changed elsewhere meanwhile, and left so: {names}.").format(names=_names(elsewhere)))


def _names(values: list[str]) -> str:
    return ", ".join(name.removeprefix(forms.OWN) for name in values)


def _shown(value: object) -> str:
    every: list[Any] = value if isinstance(value, list) else [value or ""]
    return ", ".join(forms_written.entry(each) for each in every) or "[]"
