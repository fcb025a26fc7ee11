"""The fields of contacts that a query knows: the one table of their names, what they mean, and their conditions.

Beside these there are the user's own fields (`field.size`, or `size` where no other field has the name) and the
services that contacts have channels of (`whatsapp`). The page on queries is held to this table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import Invalid
from crmcli.folding import fold
from crmcli.i18n import _
from crmcli.store import (
    contacts,
    criteria_buying,
    criteria_channels,
    criteria_contacts,
    criteria_diary,
    criteria_groups,
    criteria_names,
    criteria_presence,
    criteria_values,
    search,
)
from crmcli.store.criteria_values import choice, idle, numbers

if TYPE_CHECKING:
    from crmcli.query import Field, Value
    from crmcli.store.criteria import Compiler

OWN = "field."

Condition = Callable[["Compiler", "Sequence[Value]"], str]


class Entry(NamedTuple):
    """A field of contacts: what it means, an example of it, its condition, and whether its values have an order."""

    help: str
    example: str
    condition: Condition
    is_ordered: bool = False


def entries() -> dict[str, Entry]:
    """The fields by name, in the user's language, in the order of the documentation."""
    return {**_who(), **_where(), **_sorting(), **_when(), **_rest()}


def is_field(connection: sqlite3.Connection, name: str) -> bool:
    """Whether a name before a colon is a field's."""
    lower = name.lower()
    if lower in entries() or lower.startswith(OWN) or lower in criteria_names.SERVICES:
        return True
    return lower in criteria_names.services(connection) or fold(name) in criteria_names.own_names(connection)


def compile_field(compiler: Compiler, node: Field) -> str:
    """The condition of one field. Raises Invalid for an unknown field, with the nearest, and for a wrong value."""
    name = node.name.lower()
    met = _in_table(compiler, node, entries())
    if met is not None:
        return met
    known = criteria_names.own_names(compiler.connection)
    if name.startswith(OWN):
        return _own(compiler, fold(node.name[len(OWN) :]), known, node.values)
    if fold(node.name) in known:
        return _own(compiler, fold(node.name), known, node.values)
    if name in criteria_names.SERVICES or name in criteria_names.services(compiler.connection):
        criteria_values.no_order(node.values, name)
        return criteria_channels.reached_by(compiler, node.values, name)
    raise _unknown(node.name, [*entries(), *known.values()])


def compile_of_record(compiler: Compiler, node: Field, own: Mapping[str, Entry]) -> str:
    """The condition of a field of another noun, or that somebody whom its record is about meets a field of contacts.

    `own` are the fields of that noun. Raises Invalid for an unknown field, with the nearest of both, and for a wrong
    value.
    """
    met = _in_table(compiler, node, own)
    if met is not None:
        return met
    if not is_field(compiler.connection, node.name):
        raise _unknown(node.name, [*own, *entries(), *criteria_names.own_names(compiler.connection)])
    return compiler.of_contact(node)


def _in_table(compiler: Compiler, node: Field, table: Mapping[str, Entry]) -> str | None:
    """The condition of a field of the table; None where it has none of the name."""
    name = node.name.lower()
    entry = table.get(name)
    if entry is None:
        return None
    if not entry.is_ordered:
        criteria_values.no_order(node.values, name)
    return entry.condition(compiler, node.values)


def compile_words(compiler: Compiler, words: Sequence[str]) -> str:
    """The condition that a look-up of the words finds the contact."""
    return compiler.among(list(search.find_all_ids(compiler.connection, words, 0)), "c.id")


def _who() -> dict[str, Entry]:
    return {
        "name": Entry(
            _("a part of the name"),
            "name:santoso",
            criteria_contacts.columns("name", "phonetic_given", "phonetic_family"),
        ),
        "nickname": Entry(_("what they are called"), "nickname:budi", criteria_contacts.columns("nickname")),
        "kind": Entry(_("person or company"), "kind:company", lambda c, v: choice(c, "c.kind", contacts.KINDS, v)),
        "company": Entry(_("the company they work for"), "company:maju", criteria_contacts.employed),
        "title": Entry(_("what they are"), "title:manager", criteria_contacts.columns("title")),
        "department": Entry(_("where in the company"), "department:sales", criteria_contacts.columns("department")),
        "phone": Entry(_("digits of a phone, in any form"), "phone:0812", criteria_channels.phones),
        "email": Entry(
            _("a part of an e-mail address"),
            "email:maju.example",
            lambda c, v: criteria_channels.reached_by(c, v, "email"),
        ),
        "channel": Entry(
            _("any channel: its service, or a part of it"), "channel:whatsapp", criteria_channels.channels
        ),
        "relation": Entry(_("whom they are related to, or how"), "relation:assistant", criteria_contacts.related),
        "language": Entry(_("what they speak"), "language:id", criteria_contacts.columns("language")),
        "timezone": Entry(_("where their clock stands"), "timezone:asia", criteria_contacts.columns("timezone")),
    }


def _where() -> dict[str, Entry]:
    return {
        "city": Entry(_("the city of an address"), "city:bandung,jakarta", criteria_contacts.addresses("city")),
        "region": Entry(_("the region of an address"), "region:jawa", criteria_contacts.addresses("region")),
        "country": Entry(_("the country of an address"), "country:indonesia", criteria_contacts.addresses("country")),
        "address": Entry(
            _("any part of an address"),
            "address:sudirman",
            criteria_contacts.addresses("street", "extended", "po_box", "postal_code", "city", "region", "country"),
        ),
    }


def _sorting() -> dict[str, Entry]:
    return {
        "group": Entry(_("a group, or those under it; the beginning will do"), "group:vip", criteria_groups.within),
        "status": Entry(
            _("lead, active, past, private or blocked"),
            "status:lead,active",
            lambda c, v: choice(c, "c.status", contacts.STATUSES, v),
        ),
        "source": Entry(_("where they come from"), "source:fair", criteria_contacts.columns("source")),
        "triage": Entry(
            _("how far sorting out has come: done, later or none"),
            "triage:none",
            lambda c, v: choice(c, "c.triage", ("done", "later", "none"), v),
        ),
        "notes": Entry(_("a part of the notes"), "notes:truck", criteria_contacts.columns("notes")),
        "has": Entry(_("something is known: phone, email, birthday …"), "has:email", criteria_presence.has),
    }


def _when() -> dict[str, Entry]:
    return {
        "birthday": Entry(
            _("when the birthday comes round, or the year of birth"),
            "birthday:..30d",
            criteria_contacts.occasions("birthday"),
            True,
        ),
        "occasion": Entry(
            _("when any day of theirs comes round"), "occasion:..2w", criteria_contacts.occasions(""), True
        ),
        "created": Entry(_("when they were added"), "created:30d..", criteria_contacts.moment("created_at"), True),
        "updated": Entry(
            _("when they were last changed"), "updated:today", criteria_contacts.moment("updated_at"), True
        ),
        "touched": Entry(
            _("when they were last reached, or never"),
            "touched:2026-01..",
            criteria_contacts.moment("last_touch_at"),
            True,
        ),
        "idle": Entry(
            _("how long they were not reached; never is longest"),
            "idle:90d..",
            lambda c, v: idle(c, "c.last_touch_at", v),
            True,
        ),
        "cadence": Entry(
            _("every how many days you keep in touch"),
            "cadence:..30d",
            lambda c, v: numbers(c, "c.cadence_days", v, with_durations=True),
            True,
        ),
        **_from_the_diary(),
        **_from_the_deals(),
        "removed": Entry(_("when they were removed"), "removed:7d..", criteria_contacts.removed, True),
    }


def _from_the_diary() -> dict[str, Entry]:
    return {
        "next": Entry(_("when their next follow-up is due; late, or none"), "next:..7d", criteria_diary.coming, True),
        "had": Entry(_("a kind of activity that they took part in"), "had:meeting", criteria_diary.had),
        "tries": Entry(
            _("how often you tried in vain since they were last reached"), "tries:3..", criteria_diary.tries, True
        ),
        "keep": Entry(_("whether to be in touch with them again is due, or soon"), "keep:due", criteria_diary.keeping),
    }


def _from_the_deals() -> dict[str, Entry]:
    return {
        "deals": Entry(_("how many deals with them are open"), "deals:1..", criteria_buying.open_deals, True),
        "won": Entry(_("how many deals with them were won"), "won:2..", criteria_buying.won, True),
        "bought": Entry(
            _("when a deal with them was won last, or never"), "bought:90d..", criteria_buying.bought, True
        ),
    }


def _rest() -> dict[str, Entry]:
    return {
        "id": Entry(_("the number that lists show"), "id:c41,100..200", criteria_contacts.numbered, True),
        "uid": Entry(_("the identifier of an address book"), "uid:a1b2", criteria_contacts.identified),
    }


def _own(compiler: Compiler, name: str, known: dict[str, str], values: Sequence[Value]) -> str:
    """One of the user's own fields, by its folded name. Raises Invalid where nobody has it."""
    if name not in known:
        raise Invalid(
            _("There is no field of your own '{name}'.").format(name=name),
            criteria_names.there_is(name, list(known.values())),
        )
    met = criteria_values.own(compiler, "f.value", values)
    return f"EXISTS (SELECT 1 FROM {criteria_names.FIELDS} f WHERE crm_fold(f.key) = {compiler.bind(name)} AND ({met}))"


def _unknown(name: str, known: Sequence[str]) -> Invalid:
    """The error for a name that is no field, with what it may have been meant for."""
    message = _("There is no field '{name}'.").format(name=name)
    meant = criteria_names.MEANT.get(name.lower(), name)
    # An activity's fields come before those of who took part, and some have the same name.
    return Invalid(message, criteria_names.there_is(meant, [*dict.fromkeys(known), *criteria_names.SERVICES]))
