"""What tests of forms stand on: a contact with a value of every kind, its form, and how a form is read."""

from __future__ import annotations

from crmcli import forms, forms_read
from crmcli.forms import Form
from crmcli.store import cards, contacts, editing, own_fields
from crmcli.store.db import Store
from crmcli.store.settings import KEYS
from tests import factories


def form_of(store: Store, contact_id: int) -> Form:
    connection = store.connection
    return forms.of(cards.of(connection, contacts.get(connection, contact_id)), own_fields.all_of(connection))


def ways(store: Store | None = None) -> forms_read.Ways:
    def own(name: str, value: str) -> tuple[str, str]:
        return own_fields.checked(store.connection, name, value) if store else (name, value)

    return forms_read.Ways(
        region=lambda: "ID",
        date_order=lambda: "dmy",
        language=KEYS["language"].check,
        relation=lambda kind, text: (kind, None, text),
        own=own,
    )


def read(store: Store, form: Form, text: str) -> editing.Edit:
    changes = forms_read.changes(form, forms_read.values(text), text, ways(store))
    return forms.edit(form, changes)


def budi(store: Store) -> int:
    contact_id = factories.person(store, "Budi", phone=["mobile:0812-3456-7890", "021-5790-6776"], email="a@b.example")
    with store.write("more") as tx:
        editing.apply(tx, contact_id, editing.Edit(
            values={"title": "Boss", "notes": "Golf."}, company="PT Maju", add_groups=["VIP"], birthday="1980-04-15",
            add_channels=[("telegram", "@budi")], add_addresses=["work:Jl. Sudirman 1; Jakarta"],
            occasions=[("opening", "--05-01")], relations=[("spouse", None, "Ani")], fields=[("size", "XL")],
        ), "ID")  # fmt: skip
    return contact_id
