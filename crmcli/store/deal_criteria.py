"""The fields of deals that a query knows. Every field of contacts asks about whom the deal is with.

Where both have a field of one name, it is the deal's. The page on queries is held to this table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import query
from crmcli.folding import fold
from crmcli.i18n import _
from crmcli.store import (
    contact_criteria,
    criteria_deals,
    criteria_names,
    criteria_parties,
    criteria_stages,
    criteria_sums,
    criteria_values,
    stages,
)
from crmcli.store.contact_criteria import OWN, Entry
from crmcli.store.criteria_values import idle, instants, text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.query import Field, Value
    from crmcli.store.criteria import Compiler

# What asks how or when a deal ended, or names deals: whoever writes it means closed ones too.
_ABOUT_CLOSED = {"closed", "won", "lost", "is", "reason", "id"}
_WORDS_ABOUT_CLOSED = {stages.WON, stages.LOST, stages.VOID, criteria_stages.CLOSED}


def entries() -> dict[str, Entry]:
    """The fields of deals themselves, by name, in the order of the documentation."""
    return {**_what(), **_when(), **_who(), **_rest()}


def compile_field(compiler: Compiler, node: Field) -> str:
    """The condition of one field. Raises Invalid for an unknown field, with the nearest, and for a wrong value."""
    name = node.name.lower()
    if name in entries():
        return contact_criteria.compile_of_record(compiler, node, entries())
    own = criteria_deals.own_names(compiler.connection)
    key = fold(node.name[len(OWN) :] if name.startswith(OWN) else node.name)
    is_of_contacts = name in contact_criteria.entries() or name in criteria_names.SERVICES
    if key in own and not is_of_contacts:
        return criteria_deals.own(compiler, key, node.values)
    met = contact_criteria.compile_of_record(compiler, node, entries())
    if name in criteria_parties.OF_EMPLOYERS:
        return f"({met} OR {criteria_parties.of_employer(compiler, node)})"
    return met


def compile_words(compiler: Compiler, words: Sequence[str]) -> str:
    """The condition that all words are met: in the title, the notes or a tag, by somebody on it, or by its state."""
    return criteria_deals.words(compiler, words)


def is_about_closed(connection: sqlite3.Connection, tree: query.Node) -> bool:
    """Whether a query asks for closed deals as well: how or when they ended, or for some by their numbers."""
    for leaf in _leaves(tree):
        if isinstance(leaf, query.Words) and any(
            word.lower() in _WORDS_ABOUT_CLOSED or criteria_deals.number(word) for word in leaf.words
        ):
            return True
        if isinstance(leaf, query.Field) and (
            leaf.name.lower() in _ABOUT_CLOSED
            or (leaf.name.lower() == "stage" and criteria_stages.names_closed(connection, leaf.values))
        ):
            return True
    return False


def _leaves(tree: query.Node) -> list[query.Node]:
    found: list[query.Node] = []

    def keep(node: query.Node) -> query.Node:
        found.append(node)
        return node

    query.with_leaves(tree, keep)
    return found


def _what() -> dict[str, Entry]:
    return {
        "title": Entry(_("a part of the title"), "title:fleet", lambda c, v: text(c, ["d.title"], v)),
        "stage": Entry(_("the stage it is in; the beginning will do"), "stage:proposal", criteria_stages.in_stage),
        "pipeline": Entry(
            _("the pipeline it is in; the beginning will do"), "pipeline:sales", criteria_stages.in_pipeline
        ),
        "is": Entry(
            _("open, closed, won, lost, void, stalled, slipped or unplanned"), "is:open", criteria_stages.in_state
        ),
        "value": Entry(
            _("what it is worth, or none"),
            "value:10k..50k",
            lambda c, v: criteria_sums.amounts(c, "d.value", "d.currency", v),
            True,
        ),
        "currency": Entry(
            _("the currency of its value, or none"),
            "currency:usd",
            lambda c, v: criteria_sums.in_currency(c, "d.currency", v),
        ),
        "commission": Entry(
            _("what you earn by it, or none"),
            "commission:1jt..",
            lambda c, v: criteria_sums.amounts(c, criteria_deals.COMMISSION, "d.currency", v),
            True,
        ),
        "chance": Entry(
            _("the chance of winning it, in percent"),
            "chance:50..",
            lambda c, v: criteria_sums.percentages(c, criteria_stages.CHANCE, v),
            True,
        ),
        "tag": Entry(_("a tag; the beginning will do"), "tag:q4", criteria_deals.tagged),
        "source": Entry(_("where it comes from"), "source:fair", lambda c, v: text(c, ["d.source"], v)),
        "notes": Entry(_("a part of the notes"), "notes:truck", lambda c, v: text(c, ["d.notes"], v)),
    }


def _when() -> dict[str, Entry]:
    return {
        "close": Entry(
            _("when it is expected to close; slipped, or none"), "close:..30d", criteria_stages.closing, True
        ),
        "next": Entry(_("when its next step is due; late, any, or none"), "next:..7d", criteria_stages.with_next, True),
        "stalled": Entry(
            _("how long nothing has happened with an open deal"), "stalled:14d..", criteria_stages.quiet, True
        ),
        "since": Entry(
            _("how long it has been in its stage"), "since:30d..", lambda c, v: idle(c, "d.stage_since", v), True
        ),
        "age": Entry(_("how long ago it began"), "age:90d..", lambda c, v: idle(c, "d.created_at", v), True),
        "created": Entry(_("when it began"), "created:30d..", lambda c, v: instants(c, "d.created_at", v), True),
        "updated": Entry(
            _("when it was last changed"), "updated:today", lambda c, v: instants(c, "d.updated_at", v), True
        ),
        "closed": Entry(
            _("when it was won, lost or void, or never"),
            "closed:30d..",
            lambda c, v: instants(c, "d.closed_at", v),
            True,
        ),
        "won": Entry(_("when it was won"), "won:2026-10..", lambda c, v: criteria_stages.ended(c, stages.WON, v), True),
        "lost": Entry(_("when it was lost"), "lost:30d..", lambda c, v: criteria_stages.ended(c, stages.LOST, v), True),
    }


def _who() -> dict[str, Entry]:
    return {
        "with": Entry(_("a part of the name of anybody on it"), "with:budi", criteria_parties.with_somebody),
        "company": Entry(
            _("the company it is with, or whose people it is with"), "company:maju", criteria_parties.with_company
        ),
        "role": Entry(
            _("somebody on it decides, uses, pays, influences or blocks"),
            "role:decides",
            criteria_parties.with_role,
        ),
        "stance": Entry(
            _("somebody on it is for, neutral or against"),
            "stance:against",
            criteria_parties.with_stance,
        ),
        "warmth": Entry(
            _("somebody on it is cold, warm or hot"),
            "warmth:hot",
            criteria_parties.with_warmth,
        ),
        "competitor": Entry(
            _("a part of the name of who else wants it"), "competitor:jaya", criteria_parties.contested
        ),
        "reason": Entry(_("a part of why it was lost"), "reason:price", lambda c, v: text(c, ["d.lost_reason"], v)),
    }


def _rest() -> dict[str, Entry]:
    return {
        "has": Entry(
            _("something is known: value, close, next, tag, competitor …, or of a contact"),
            "has:value",
            criteria_deals.has,
        ),
        "id": Entry(_("the number that lists show"), "id:d7,20..30", _numbered, True),
    }


def _numbered(compiler: Compiler, values: Sequence[Value]) -> str:
    return criteria_values.references(compiler, "d", values)
