"""What a contact has, or has not: `has:email` in a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.folding import fold
from crmcli.i18n import _
from crmcli.store import criteria_names, criteria_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.query import Value
    from crmcli.store.criteria import Compiler

_OF_THE_ROW = {
    "notes": "notes", "photo": "photo", "title": "title", "nickname": "nickname", "department": "department",
    "source": "source", "language": "language", "timezone": "timezone", "cadence": "cadence_days",
    "touch": "last_touch_at",
}  # fmt: skip
_OF_A_TABLE = {
    "address": "address",
    "occasion": "occasion",
    "attachment": "attachment",
    "activity": "participant",
    "group": "membership",
    "channel": "channel",
}


_CHANNELS = ("phone", "email", "url")


def has(compiler: Compiler, values: Sequence[Value]) -> str:
    """The condition that one of the things is known. Raises Invalid for what no contact can have."""
    return criteria_values.together("OR", [_one(compiler, value.text) for value in values])


def of_record(compiler: Compiler, values: Sequence[Value], own: Mapping[str, str]) -> str:
    """The condition that one of the things is known of a record, or of somebody whom it is about.

    `own` are the conditions of what the record itself has. Raises Invalid for what neither can have.
    """
    conditions = []
    for value in values:
        condition = own.get(value.text.strip().lower())
        conditions.append(condition or compiler.noun.of_contact.format(_one(compiler, value.text)))
    return criteria_values.together("OR", conditions)


def names() -> list[str]:
    """What `has:` can be asked about, besides services and the user's own fields."""
    return sorted(
        [*_OF_THE_ROW, *_OF_A_TABLE, "birthday", "city", "company", "field", "followup", "relation", "uid", *_CHANNELS]
    )


def _one(compiler: Compiler, what: str) -> str:
    name = what.strip().lower()
    if name in _OF_THE_ROW:
        return f"coalesce(c.{_OF_THE_ROW[name]}, '') <> ''"
    if name == "relation":
        return "c.id IN (SELECT contact_id FROM relation UNION SELECT other_id FROM relation)"
    if name in _OF_A_TABLE:
        return f"c.id IN (SELECT contact_id FROM {_OF_A_TABLE[name]})"
    if name == "followup":
        return "c.id IN (SELECT contact_id FROM followup WHERE done_at IS NULL)"
    if name == "birthday":
        return "c.id IN (SELECT contact_id FROM occasion WHERE kind = 'birthday')"
    if name == "company":
        return "c.employer_id IS NOT NULL"
    if name == "city":
        return "c.id IN (SELECT contact_id FROM address WHERE city <> '')"
    if name == "uid":
        return "c.id IN (SELECT contact_id FROM contact_uid WHERE kind = 'vcard')"
    if name == "field":
        return "c.fields <> '{}'"
    return _service_or_own(compiler, what, name)


def _service_or_own(compiler: Compiler, what: str, name: str) -> str:
    own = criteria_names.own_names(compiler.connection)
    key = fold(what.strip().removeprefix("field."))
    if name not in _CHANNELS and key in own:
        wanted = compiler.bind(key)
        fields = criteria_names.FIELDS
        return f"EXISTS (SELECT 1 FROM {fields} f WHERE crm_fold(f.key) = {wanted} AND f.value <> '')"
    if name in (*_CHANNELS, *criteria_names.SERVICES) or name in criteria_names.services(compiler.connection):
        return f"c.id IN (SELECT contact_id FROM channel WHERE kind = {compiler.bind(name)})"
    raise Invalid(
        _("Nobody can have '{what}'.").format(what=what),
        criteria_names.there_is(criteria_names.MEANT.get(name, what), [*names(), *own.values()]),
    )
