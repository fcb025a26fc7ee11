"""The fields of follow-ups that a query knows. Every field of contacts asks about whom the follow-up is for.

Where both have a field of one name, it is the follow-up's. The page on queries is held to this table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.i18n import _
from crmcli.store import (
    contact_criteria,
    criteria_diary,
    criteria_presence,
    criteria_values,
    criteria_words,
    followup_values,
)
from crmcli.store.contact_criteria import Entry
from crmcli.store.criteria_values import choice, instants, minutes, numbers, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.query import Field, Value
    from crmcli.store.criteria import Compiler

_LATE = "late"
_SELF = "self"
_HAS = {
    "repeat": "f.repeat IS NOT NULL",
    "warn": "f.warn_days <> ''",
    "time": "length(f.due) > 10",
    "contact": "f.contact_id IS NOT NULL",
    "minutes": "f.minutes IS NOT NULL",
    "place": "f.place IS NOT NULL",
    "note": "f.note IS NOT NULL",
}


def entries() -> dict[str, Entry]:
    """The fields of follow-ups themselves, by name, in the order of the documentation."""
    return {
        "due": Entry(_("when it is due, or late"), "due:..7d", criteria_diary.due_or_late, True),
        "what": Entry(_("a part of what is to be done"), "what:quote", lambda c, v: text(c, ["f.what"], v)),
        "place": Entry(_("a part of where it is"), "place:hotel", lambda c, v: text(c, ["f.place"], v)),
        "note": Entry(_("a part of what else was noted for it"), "note:parking", lambda c, v: text(c, ["f.note"], v)),
        "minutes": Entry(
            _("how long it takes: 45m, 1h30, or a number of minutes"),
            "minutes:1h30..",
            lambda c, v: minutes(c, "f.minutes", v),
            True,
        ),
        "with": Entry(_("a part of the name of whom it is for; self for what is your own"), "with:budi", _with),
        "deal": Entry(
            _("the deal it is a step of: d7, a part of its title, or none"),
            "deal:d7",
            lambda c, v: criteria_diary.of_deal(c, "f.deal_id", v),
        ),
        "done": Entry(_("when it was done, or never"), "done:7d..", lambda c, v: instants(c, "f.done_at", v), True),
        "priority": Entry(
            _("high, normal or low"),
            "priority:high",
            lambda c, v: choice(c, "f.priority", followup_values.PRIORITIES, v),
        ),
        "snoozes": Entry(_("how often it was put off"), "snoozes:2..", lambda c, v: numbers(c, "f.snoozes", v), True),
        "created": Entry(
            _("when it was written down"), "created:today", lambda c, v: instants(c, "f.created_at", v), True
        ),
        "has": Entry(
            _("something is known: repeat, warn, time, minutes, place, note, contact, or of a contact"),
            "has:repeat",
            _has,
        ),
        "id": Entry(_("the number that lists show"), "id:f12,20..30", _numbered, True),
    }


def compile_field(compiler: Compiler, node: Field) -> str:
    """The condition of one field. Raises Invalid for an unknown field, with the nearest, and for a wrong value."""
    return contact_criteria.compile_of_record(compiler, node, entries())


def compile_words(compiler: Compiler, words: Sequence[str]) -> str:
    """The condition that all words are met, each in what is to be done or by whom it is for; or that it is late."""
    return criteria_words.compile_words(
        compiler,
        words,
        ["f.what", "f.place", "f.note"],
        lambda word: criteria_diary.late(compiler) if word == _LATE else None,
    )


def _with(compiler: Compiler, values: Sequence[Value]) -> str:
    named = [value for value in values if value.text.strip().lower() != _SELF]
    conditions = ["f.contact_id IS NULL"] if len(named) < len(values) else []
    if named:
        conditions.append(compiler.noun.of_contact.format(text(compiler, ["c.name", "c.nickname"], named)))
    return criteria_values.together("OR", conditions)


def _has(compiler: Compiler, values: Sequence[Value]) -> str:
    return criteria_presence.of_record(compiler, values, _HAS)


def _numbered(compiler: Compiler, values: Sequence[Value]) -> str:
    return criteria_values.references(compiler, "f", values)
