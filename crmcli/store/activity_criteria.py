"""The fields of activities that a query knows. Every field of contacts asks about somebody who took part.

Where both have a field of one name, it is the activity's. The page on queries is held to this table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import (
    activity_kinds,
    contact_criteria,
    criteria_diary,
    criteria_presence,
    criteria_values,
    criteria_words,
)
from crmcli.store.contact_criteria import Entry
from crmcli.store.criteria_values import choice, instants, minutes, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.query import Field, Value
    from crmcli.store.criteria import Compiler

_DIRECTIONS = {"in": "incoming", "incoming": "incoming", "out": "outgoing", "outgoing": "outgoing", "none": "none"}
_OUTCOMES_SAID = ("reached", "missed")
_OUTCOMES = (*_OUTCOMES_SAID, "none")
_TEXTS = ("a.summary", "a.body")
_HAS = {
    "minutes": "a.minutes IS NOT NULL",
    "cost": "a.cost IS NOT NULL",
    "text": "(a.summary <> '' OR coalesce(a.body, '') <> '')",
    "followup": "a.id IN (SELECT activity_id FROM followup)",
}


def entries() -> dict[str, Entry]:
    """The fields of activities themselves, by name, in the order of the documentation."""
    return {
        "kind": Entry(
            _("call, meeting, visit, email, message, gift, note, or a kind of your own"),
            "kind:call",
            criteria_diary.kind,
        ),
        "at": Entry(_("when it was"), "at:2026-11..", lambda c, v: instants(c, "a.at", v), True),
        "direction": Entry(_("in, out or none"), "direction:in", _direction),
        "outcome": Entry(
            _("reached, missed or none"), "outcome:missed", lambda c, v: choice(c, "a.outcome", _OUTCOMES, v)
        ),
        "with": Entry(_("a part of the name of somebody who took part"), "with:budi", _with),
        "text": Entry(_("a part of what was logged"), "text:price", lambda c, v: text(c, _TEXTS, v)),
        "deal": Entry(
            _("the deal it was about: d7, a part of its title, or none"),
            "deal:d7",
            lambda c, v: criteria_diary.of_deal(c, "a.deal_id", v),
        ),
        "minutes": Entry(
            _("how long it took: 45m, 1h30, or a number of minutes"),
            "minutes:30..",
            lambda c, v: minutes(c, "a.minutes", v),
            True,
        ),
        "created": Entry(
            _("when it was written down"), "created:today", lambda c, v: instants(c, "a.created_at", v), True
        ),
        "has": Entry(_("something is known: minutes, cost, text, followup, or of a contact"), "has:minutes", _has),
        "id": Entry(_("the number that lists show"), "id:a90,100..200", _numbered, True),
    }


def compile_field(compiler: Compiler, node: Field) -> str:
    """The condition of one field. Raises Invalid for an unknown field, with the nearest, and for a wrong value."""
    return contact_criteria.compile_of_record(compiler, node, entries())


def compile_words(compiler: Compiler, words: Sequence[str]) -> str:
    """The condition that all words are met, each in what was logged, by its kind, or by somebody who took part."""

    def plain(word: str) -> str | None:
        if word in _OUTCOMES_SAID:
            return f"a.outcome = {compiler.bind(word)}"
        kind = activity_kinds.find(compiler.connection, word)
        return f"a.kind = {compiler.bind(kind.name)}" if kind else None

    return criteria_words.compile_words(compiler, words, _TEXTS, plain)


def _direction(compiler: Compiler, values: Sequence[Value]) -> str:
    conditions = []
    for value in values:
        wanted = _DIRECTIONS.get(value.text.strip().lower())
        if wanted is None:
            raise Invalid(
                _("'{value}' is not among them.").format(value=value.text),
                _("There is: {all}.").format(all=", ".join(_DIRECTIONS)),
            )
        conditions.append(f"coalesce(a.direction, 'none') = {compiler.bind(wanted)}")
    return criteria_values.together("OR", conditions)


def _with(compiler: Compiler, values: Sequence[Value]) -> str:
    return compiler.noun.of_contact.format(text(compiler, ["c.name", "c.nickname"], values))


def _has(compiler: Compiler, values: Sequence[Value]) -> str:
    return criteria_presence.of_record(compiler, values, _HAS)


def _numbered(compiler: Compiler, values: Sequence[Value]) -> str:
    return criteria_values.references(compiler, "a", values)
