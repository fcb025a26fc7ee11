"""The user's own fields: which there are, of what type, and their values on all contacts at once.

A field is kept as a setting of its own, so that it is undone and moved with the data. A field that nobody described
is free text under any name. Values that do not fit a type that came later are told, and kept.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from crmcli import texts
from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.i18n import _
from crmcli.store import contacts, field_types
from crmcli.texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.store.contacts import Contact
    from crmcli.store.db import Transaction
    from crmcli.store.segments import Segment

_PREFIX = "field."  # of the settings that describe a field


@dataclass(frozen=True, slots=True)
class OwnField:
    """One field: `type` is one of field_types.TYPES, `choices` are the values of a choice, else none."""

    name: str
    type: str
    choices: tuple[str, ...] = ()


class Value(NamedTuple):
    """What a contact has in a field; `problem` says why it does not fit the field's type, or is empty."""

    contact_id: int
    contact: str
    value: str
    problem: str


class Conformed(NamedTuple):
    """What a new type meant for the values there were: how many were written anew, and those that do not fit."""

    rewritten: int
    unfitting: Sequence[Value]


def all_of(connection: sqlite3.Connection) -> list[OwnField]:
    """Returns the fields that were described, in the order in which they were."""
    rows = connection.execute("SELECT value FROM setting WHERE key LIKE 'field.%' ORDER BY id")
    return [field for field in (_read(row[0]) for row in rows) if field]


def find(connection: sqlite3.Connection, name: str) -> OwnField | None:
    """Returns the field of this name, in any case and without its accents; None where nobody described it."""
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (_key(name),)).fetchone()
    return _read(row[0]) if row else None


def in_use(connection: sqlite3.Connection) -> dict[str, int]:
    """Returns on how many contacts each name has a value, removed ones not counted, the most used first."""
    rows = connection.execute(
        "SELECT e.key, count(*) AS contacts FROM contact c, json_each(c.fields) e "
        "WHERE c.fields <> '{}' AND c.deleted_at IS NULL GROUP BY e.key ORDER BY contacts DESC, e.key"
    )
    return {row[0]: row[1] for row in rows}


def named(connection: sqlite3.Connection, name: str) -> OwnField:
    """Returns a field that was described, or one that contacts merely have, as free text. Raises NotFound."""
    found = find(connection, name)
    if found is not None:
        return found
    used = list(in_use(connection))
    spelt = next((key for key in used if plain(key) == plain(name)), None)
    if spelt is not None:
        return OwnField(spelt, field_types.TEXT)
    every = [field.name for field in all_of(connection)]
    every += [key for key in used if find(connection, key) is None]
    raise NotFound(
        _("There is no field '{name}'.").format(name=name),
        _("There is: {names}.").format(names=", ".join(every[:12]))
        if every
        else _("crm settings field add NAME makes one."),
    )


def checked(connection: sqlite3.Connection, name: str, value: str) -> tuple[str, str]:
    """Returns the field's name as spelt and the value as kept; an empty one always fits. Raises Invalid."""
    name = texts.line(name, _("name of the field"))
    field = find(connection, name)
    if field is None or not value.strip():
        return field.name if field else name, texts.paragraph(value, name)
    return field.name, _fitted(connection, field, value)


def spelt(held: Sequence[str], name: str) -> str:
    """Returns the one of the names held that is meant by this one; the name itself where none is."""
    if name in held:
        return name
    return next((each for each in held if plain(each) == plain(name)), name)


def values(connection: sqlite3.Connection, field: OwnField) -> Iterator[Value]:
    """Yields the values of a field on all contacts that are not removed, by the contact's name."""
    for contact in _holders(connection, field.name):
        if not contact.is_removed:
            value = contact.own_fields[spelt(list(contact.own_fields), field.name)]
            yield Value(contact.id, contact.name, value, _tried(connection, field, value)[1])


def add(tx: Transaction, name: str, kind: str, choices: Sequence[str]) -> tuple[OwnField, Conformed]:
    """Describes a field, and returns it and what that meant for the values there are. Raises Invalid and Conflict."""
    name = texts.line(name, _("name of the field"))
    known = find(tx.connection, name)
    if known is not None:
        raise Conflict(
            _("There is a field '{name}' already.").format(name=known.name),
            _("crm settings field edit changes it."),
        )
    field = _described(name, kind, choices)
    tx.connection.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (_key(name), _written(field)))
    return field, _conform(tx, field)


def edit(tx: Transaction, field: OwnField, kind: str, choices: Sequence[str]) -> tuple[OwnField, Conformed]:
    """Changes the type and choices of a field; one that contacts merely have is then described. Raises Invalid."""
    if find(tx.connection, field.name) is None:
        return add(tx, field.name, kind, choices)
    changed = _described(field.name, kind, choices)
    if changed == field:
        return field, Conformed(0, ())
    _replace(tx, field.name, changed)
    return changed, _conform(tx, changed)


def rename(tx: Transaction, field: OwnField, name: str) -> tuple[OwnField, int, list[Segment]]:
    """Gives a field another name on all contacts and in the queries of segments; returns it, on how many, and those.

    Raises Conflict where the name is taken.
    """
    from crmcli.store import segments

    name = texts.line(name, _("name of the field"))
    is_other = plain(name) != plain(field.name)
    if is_other and (find(tx.connection, name) or _holders(tx.connection, name)):
        raise Conflict(_("There is a field '{name}' already.").format(name=name))
    renamed = OwnField(name, field.type, field.choices)
    if find(tx.connection, field.name):
        _replace(tx, field.name, renamed)
    count = sum(_rename_value(tx, contact, field.name, name) for contact in _holders(tx.connection, field.name))
    return renamed, count, segments.follow_field(tx, field.name, name)


def remove(tx: Transaction, field: OwnField, *, with_values: bool) -> int:
    """Forgets a field; its values go with it, or stay as free text. Returns from how many contacts they went."""
    tx.connection.execute("DELETE FROM setting WHERE key = ?", (_key(field.name),))
    if not with_values:
        return 0
    return sum(_drop_value(tx, contact, field.name) for contact in _holders(tx.connection, field.name))


def _described(name: str, kind: str, choices: Sequence[str]) -> OwnField:
    kind = field_types.kind_of(kind)
    clean = [texts.line(choice, _("choice")) for choice in choices]
    if kind != field_types.CHOICE and clean:
        raise Invalid(
            _("A field of type {type} has no choices.").format(type=kind),
            _("--type choice makes it one that has."),
        )
    if kind == field_types.CHOICE and not clean:
        raise Invalid(
            _("A choice needs something to choose from."), _("Name each with --choice: --choice Gold --choice Silver.")
        )
    if len({plain(choice) for choice in clean}) < len(clean):
        raise Invalid(_("Two of the choices are the same."), _("Leave one of them out."))
    return OwnField(name, kind, tuple(clean))


def _conform(tx: Transaction, field: OwnField) -> Conformed:
    """Writes the values that fit as they are kept from now on, under the field's name; tells those that do not."""
    rewritten, unfitting = 0, []
    for contact in _holders(tx.connection, field.name):
        own = contact.own_fields
        key = spelt(list(own), field.name)
        value, problem = _tried(tx.connection, field, own[key])
        if problem and not contact.is_removed:
            unfitting.append(Value(contact.id, contact.name, value, problem))
        kept = {(field.name if name == key else name): (value if name == key else text) for name, text in own.items()}
        contacts.update(tx, contact, {"fields": json.dumps(kept, ensure_ascii=False)})
        rewritten += value != own[key]
    return Conformed(rewritten, unfitting)


def _rename_value(tx: Transaction, contact: Contact, name: str, new: str) -> bool:
    """Gives a contact's value another name, in its place; returns whether anything differs."""
    old = spelt(list(contact.own_fields), name)
    own = {(new if key == old else key): value for key, value in contact.own_fields.items()}
    return contacts.update(tx, contact, {"fields": json.dumps(own, ensure_ascii=False)})


def _drop_value(tx: Transaction, contact: Contact, name: str) -> bool:
    """Takes a contact's value away, under any spelling of the name; returns whether there was one."""
    own = {key: value for key, value in contact.own_fields.items() if plain(key) != plain(name)}
    return contacts.update(tx, contact, {"fields": json.dumps(own, ensure_ascii=False)})


def _fitted(connection: sqlite3.Connection, field: OwnField, value: str) -> str:
    from crmcli.store import settings

    ways = field_types.Ways(
        lambda: settings.effective(connection, "region"), lambda: settings.effective(connection, "date_order")
    )
    return field_types.checked(field.name, field.type, field.choices, value, ways)


def _tried(connection: sqlite3.Connection, field: OwnField, value: str) -> tuple[str, str]:
    """The value as it is kept and no problem; or as it stands, and why it does not fit."""
    try:
        return _fitted(connection, field, value), ""
    except Invalid as error:
        return value, str(error)


def _holders(connection: sqlite3.Connection, name: str) -> list[Contact]:
    """The contacts that have a value under this name, in any spelling of case and accents; removed ones too."""
    rows = connection.execute("SELECT DISTINCT e.key FROM contact c, json_each(c.fields) e WHERE c.fields <> '{}'")
    keys = [row[0] for row in rows if plain(row[0]) == plain(name)]
    if not keys:
        return []
    found = connection.execute(
        f"SELECT {contacts.COLUMNS} FROM contact c WHERE c.fields <> '{{}}' AND EXISTS (SELECT 1 FROM "
        "json_each(c.fields) e WHERE e.key IN (SELECT value FROM json_each(?))) ORDER BY c.folded, c.id",
        (json.dumps(keys),),
    )
    return [contacts.Contact(*row) for row in found.fetchall()]


def _key(name: str) -> str:
    return _PREFIX + (plain(name) or name)


def _replace(tx: Transaction, name: str, field: OwnField) -> None:
    tx.connection.execute(
        "UPDATE setting SET key = ?, value = ? WHERE key = ?", (_key(field.name), _written(field), _key(name))
    )


def _written(field: OwnField) -> str:
    described = {"name": field.name, "type": field.type, "choices": list(field.choices)}
    return json.dumps(described, ensure_ascii=False)


def _read(text: str) -> OwnField | None:
    """The field that a setting describes; None where another program has written what cannot be one."""
    try:
        found = json.loads(text)
        name, kind, choices = str(found["name"]), str(found["type"]), tuple(map(str, found["choices"]))
    except (ValueError, TypeError, KeyError):
        return None
    return OwnField(name, kind, choices) if kind in field_types.TYPES else None
