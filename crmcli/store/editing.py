"""Editing: many changes to one contact at once, as a line or a form asks for them, in one operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from crmcli import texts
from crmcli.errors import Invalid, NotFound
from crmcli.i18n import _
from crmcli.store import channels, contacts

if TYPE_CHECKING:
    from crmcli.store.db import Transaction

CLEARABLE = (
    "given", "family", "middle", "prefix", "suffix", "nickname", "phonetic_given", "phonetic_middle",
    "phonetic_family", "title", "department", "company", "status_reason", "source", "notes", "language", "timezone",
    "cadence_days", "birthday", "photo",
)  # fmt: skip


class Edit(NamedTuple):
    """What is to be set, added, removed and cleared. Texts are as typed; pairs are (kind or name, value)."""

    values: Mapping[str, str | int | None] = MappingProxyType({})
    company: str = ""
    add_channels: Sequence[tuple[str, str]] = ()
    remove_channels: Sequence[tuple[str, str]] = ()
    add_addresses: Sequence[str] = ()
    remove_addresses: Sequence[str] = ()
    add_groups: Sequence[str] = ()
    remove_groups: Sequence[str] = ()
    birthday: str = ""
    occasions: Sequence[tuple[str, str]] = ()
    remove_occasions: Sequence[str] = ()
    relations: Sequence[tuple[str, int | None, str]] = ()
    remove_relations: Sequence[tuple[str, str]] = ()
    fields: Sequence[tuple[str, str]] = ()
    remove_fields: Sequence[str] = ()
    clear: Sequence[str] = ()

    @property
    def needs_region(self) -> bool:
        """Whether there is a phone without a country code: to guess the region takes as long as all the rest."""
        return any(kind == "phone" and "+" not in text for kind, text in (*self.add_channels, *self.remove_channels))


def apply(tx: Transaction, contact_id: int, edit: Edit, region: str) -> None:
    """Makes all the changes of an edit. Raises Invalid and NotFound; the caller's operation is then taken back."""
    values = dict(edit.values)
    for name in edit.clear:
        values |= _cleared(tx, contact_id, name)
    if edit.company:
        values["employer_id"] = _employer(tx, contact_id, edit.company)
    if values:
        contacts.edit(tx, contact_id, **values)
    for kind, text in edit.remove_channels:
        channels.remove(tx, contact_id, kind, text, region)
    for kind, text in edit.add_channels:
        channels.add(tx, contact_id, channels.typed(_channel_kind(kind), text, region))
    # Each room is entered only where there is something to do in it: to load them all takes longer than the rest.
    if edit.remove_addresses or edit.add_addresses:
        _apply_addresses(tx, contact_id, edit)
    if edit.remove_groups or edit.add_groups:
        _apply_groups(tx, contact_id, edit)
    if edit.remove_occasions or edit.birthday or edit.occasions:
        _apply_days(tx, contact_id, edit)
    if edit.remove_relations or edit.relations:
        _apply_relations(tx, contact_id, edit)
    _apply_fields(tx, contact_id, edit)


def _apply_addresses(tx: Transaction, contact_id: int, edit: Edit) -> None:
    from crmcli.store import addresses

    for text in edit.remove_addresses:
        addresses.remove(tx, contact_id, text)
    for text in edit.add_addresses:
        label, parts = addresses.typed(text)
        addresses.add(tx, contact_id, label, parts)


def _apply_relations(tx: Transaction, contact_id: int, edit: Edit) -> None:
    from crmcli.store import relations

    for kind, name in edit.remove_relations:
        relations.remove(tx, contact_id, kind, name)
    for kind, other_id, name in edit.relations:
        relations.add(tx, contact_id, kind, other_id, texts.line(name, _("name")))


def _apply_groups(tx: Transaction, contact_id: int, edit: Edit) -> None:
    from crmcli.store import groups

    for name in edit.remove_groups:
        groups.take(tx, groups.named(tx.connection, name).id, contact_id)
    for name in edit.add_groups:
        groups.put(tx, groups.find_or_add(tx, name), contact_id)


def _apply_days(tx: Transaction, contact_id: int, edit: Edit) -> None:
    from crmcli.store import occasions

    for kind in edit.remove_occasions:
        kind = texts.line(kind, _("kind of day")).lower()
        _require(kind, [day.kind for day in occasions.of(tx.connection, contact_id)])
        occasions.remove(tx, contact_id, kind)
    if edit.birthday:
        occasions.put(tx, contact_id, "birthday", *occasions.typed(edit.birthday))
    for kind, text in edit.occasions:
        occasions.put(tx, contact_id, texts.line(kind, _("kind of day")).lower(), *occasions.typed(text))


def _apply_fields(tx: Transaction, contact_id: int, edit: Edit) -> None:
    for name, value in edit.fields:
        if not value.strip():
            raise Invalid(
                _("The {what} is empty.").format(what=name),
                _("--rm-field {name} takes it away.").format(name=name),
            )
        contacts.set_field(tx, contact_id, name, value)
    for name in edit.remove_fields:
        name = texts.line(name, _("name of the field"))
        _require(name, list(contacts.get(tx.connection, contact_id).own_fields))
        contacts.set_field(tx, contact_id, name, "")


def _require(name: str, held: Sequence[str]) -> None:
    """Raises NotFound where what is to be removed is not there."""
    if name not in held:
        raise NotFound(
            _("There is no '{name}' to remove.").format(name=name),
            _("There is: {held}.").format(held=", ".join(held)) if held else "",
        )


def _cleared(tx: Transaction, contact_id: int, name: str) -> dict[str, str | int | None]:
    column = name.replace("-", "_")
    if column == "cadence":
        column = "cadence_days"
    if column not in CLEARABLE:
        raise Invalid(
            _("There is no field '{name}' to clear.").format(name=name),
            _("There is: {all}.").format(all=", ".join(_option(name) for name in CLEARABLE)),
        )
    if column == "birthday":
        from crmcli.store import occasions

        occasions.remove(tx, contact_id, "birthday")
        return {}
    return {"employer_id" if column == "company" else column: None}


def _option(column: str) -> str:
    """A field as the user names it."""
    return column.removesuffix("_days").replace("_", "-")


def _employer(tx: Transaction, contact_id: int, name: str) -> int:
    employer_id = contacts.find_or_add_company(tx, name)
    if employer_id == contact_id:
        raise Invalid(_("A company cannot be its own employer."))
    return employer_id


def _channel_kind(kind: str) -> str:
    found = texts.line(kind, _("kind of channel")).lower()
    if not found.replace("-", "").replace("_", "").isalnum() or len(found) > 40:
        raise Invalid(
            _("'{kind}' is not a kind of channel.").format(kind=kind),
            _("Name a service such as whatsapp or linkedin."),
        )
    return found
