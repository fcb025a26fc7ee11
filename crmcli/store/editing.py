"""Editing: many changes to one contact at once, as a line or a form asks for them, in one operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli import texts
from crmcli.errors import Invalid, NotFound
from crmcli.i18n import _
from crmcli.store import channels, contacts

if TYPE_CHECKING:
    from crmcli.store.arranging import Arrangement
    from crmcli.store.db import Transaction

CLEARABLE = (
    "given", "family", "middle", "prefix", "suffix", "nickname", "phonetic_given", "phonetic_middle",
    "phonetic_family", "title", "department", "company", "status_reason", "source", "notes", "language", "timezone",
    "cadence_days", "birthday", "photo", "cadence_warn_days", "at_most",
)  # fmt: skip
# What the user calls otherwise than the store.
_SAID = {"cadence": "cadence_days", "warn": "cadence_warn_days"}

_REACH = ("phone", "email")


class Edit(NamedTuple):
    """What is to be set, added, removed and cleared. Texts are as typed; pairs are (kind or name, value).

    `arrangements` are whole lists as they are wanted, of values that are known to be good.
    """

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
    arrangements: Sequence[Arrangement] = ()
    photo: tuple[bytes, str] | None = None  # its media type

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be changed at all."""
        return not any(self)

    @property
    def reach(self) -> list[str]:
        """The phones and e-mails that are added, as typed, perhaps with a label before them."""
        new = [each for one in self.arrangements if one.noun == "channel" for each in one.wanted]
        arranged = [str(each["value"]) for each in new if not isinstance(each, int) and each["kind"] in _REACH]
        return [text for kind, text in self.add_channels if kind in _REACH] + arranged

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
    if edit.photo:
        from crmcli.store import blobs

        values["photo"] = blobs.put(tx.connection, *edit.photo)
    if values:
        contacts.edit(tx, contact_id, **values)
    for kind, text in edit.remove_channels:
        channels.remove(tx, contact_id, kind, text, region)
    for kind, text in edit.add_channels:
        channels.add(tx, contact_id, channels.typed(channels.kind_of(kind), text, region))
    # Each room is entered only where there is something to do in it: to load them all takes longer than the rest.
    if edit.remove_addresses or edit.add_addresses:
        _apply_addresses(tx, contact_id, edit)
    if edit.remove_groups or edit.add_groups:
        _apply_groups(tx, contact_id, edit)
    if edit.remove_occasions or edit.birthday or edit.occasions:
        _apply_days(tx, contact_id, edit)
    if edit.arrangements:
        _arrange(tx, contact_id, edit)
    # What an arrangement lets go may come again in other words.
    if edit.remove_relations or edit.relations:
        _apply_relations(tx, contact_id, edit)
    if edit.remove_fields or edit.fields:
        _apply_fields(tx, contact_id, edit)


def apply_to_many(tx: Transaction, contact_ids: Sequence[int], edit: Edit, region: str) -> list[int]:
    """Makes the same changes to each contact; returns those that it changed.

    What is to be removed need not be on all of them. Raises Invalid, also for a name that all would have, and NotFound
    for a group that is not there.
    """
    from crmcli.store import groups

    if "name" in edit.values and len(contact_ids) > 1:
        raise Invalid(
            _("{count} contacts cannot all be called the same.").format(count=len(contact_ids)),
            _("crm contact rename gives one contact another name."),
        )
    for name in edit.remove_groups:
        groups.named(tx.connection, name)
    removals, rest = _removals(edit)
    changed = []
    for contact_id in contact_ids:
        before = tx.connection.total_changes
        for removal in removals:
            with suppress(NotFound):
                apply(tx, contact_id, removal, region)
        apply(tx, contact_id, rest, region)
        if tx.connection.total_changes > before:
            changed.append(contact_id)
    return changed


def _removals(edit: Edit) -> tuple[list[Edit], Edit]:
    """An edit that removes one thing for each that the edit removes, and the edit without them."""
    removals: list[Edit] = []
    rest: dict[str, Any] = edit._asdict()
    for name in (name for name in Edit._fields if name.startswith("remove_")):
        for one in rest.pop(name):
            alone: dict[str, Any] = {name: [one]}
            removals.append(Edit(**alone))
    return removals, Edit(**rest)


def _arrange(tx: Transaction, contact_id: int, edit: Edit) -> None:
    from crmcli.store import arranging

    for arrangement in edit.arrangements:
        arranging.arrange(tx, contact_id, arrangement)


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
        occasions.put(tx, contact_id, "birthday", *occasions.of_user(tx.connection, edit.birthday))
    for kind, text in edit.occasions:
        day = occasions.of_user(tx.connection, text)
        occasions.put(tx, contact_id, texts.line(kind, _("kind of day")).lower(), *day)


def _apply_fields(tx: Transaction, contact_id: int, edit: Edit) -> None:
    from crmcli.store import own_fields

    for name, value in edit.fields:
        if not value.strip():
            raise Invalid(
                _("The {what} is empty.").format(what=name),
                _("--rm-field {name} takes it away.").format(name=name),
            )
        contacts.set_field(tx, contact_id, name, value)
    for name in edit.remove_fields:
        held = list(contacts.get(tx.connection, contact_id).own_fields)
        name = own_fields.spelt(held, texts.line(name, _("name of the field")))
        _require(name, held)
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
    column = _SAID.get(column, column)
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
    said = {each: name for name, each in _SAID.items()}
    return said.get(column, column).replace("_", "-")


def _employer(tx: Transaction, contact_id: int, name: str) -> int:
    employer_id = contacts.find_or_add_company(tx, name)
    if employer_id == contact_id:
        raise Invalid(_("A company cannot be its own employer."))
    return employer_id
