"""Conditions on what is known of the contact `c`: its columns, its addresses and days, its company, its relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store import criteria_values
from crmcli.store.criteria_values import instants, text, yearly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.query import Value
    from crmcli.store.contact_criteria import Condition
    from crmcli.store.criteria import Compiler


def columns(*names: str) -> Condition:
    """The condition that one of these columns has the text."""
    return lambda compiler, values: text(compiler, [f"c.{name}" for name in names], values)


def moment(column: str) -> Condition:
    """The condition on a column that holds an instant."""
    return lambda compiler, values: instants(compiler, f"c.{column}", values)


def addresses(*parts: str) -> Condition:
    """The condition that one of these parts of an address has the text."""

    def compile_them(compiler: Compiler, values: Sequence[Value]) -> str:
        met = text(compiler, [f"a.{part}" for part in parts], values)
        return f"c.id IN (SELECT a.contact_id FROM address a WHERE {met})"

    return compile_them


def occasions(kind: str) -> Condition:
    """The condition on the days of a kind, or of any for an empty one, by when they come round."""

    def compile_them(compiler: Compiler, values: Sequence[Value]) -> str:
        met = yearly(compiler, values)
        wanted = compiler.bind(kind)
        return f"c.id IN (SELECT o.contact_id FROM occasion o WHERE ({wanted} = '' OR o.kind = {wanted}) AND ({met}))"

    return compile_them


def removed(compiler: Compiler, values: Sequence[Value]) -> str:
    """When they were removed; whoever asks asks about those who were."""
    compiler.is_about_removed = True
    return instants(compiler, "c.deleted_at", values)


def employed(compiler: Compiler, values: Sequence[Value]) -> str:
    """The name of the company they work for."""
    met = text(compiler, ["e.name"], values)
    return (
        "c.employer_id IN (SELECT e.id FROM contact e WHERE e.id IN "
        f"(SELECT employer_id FROM contact WHERE employer_id IS NOT NULL) AND ({met}))"
    )


def related(compiler: Compiler, values: Sequence[Value]) -> str:
    """Relations as a card shows them, wherever they stand: its own, and what others' cards say of it."""
    met = text(compiler, ["r.kind", "r.other_name", "o.name"], values)
    seen = text(compiler, ["crm_seen(r.kind)", "o.name"], values)
    return (
        "c.id IN (SELECT r.contact_id FROM relation r LEFT JOIN contact o ON o.id = r.other_id AND "
        f"o.deleted_at IS NULL WHERE {met}) OR c.id IN (SELECT r.other_id FROM relation r JOIN contact o ON "
        f"o.id = r.contact_id AND o.deleted_at IS NULL WHERE r.other_id IS NOT NULL AND ({seen}))"
    )


def numbered(compiler: Compiler, values: Sequence[Value]) -> str:
    """Their numbers, as lists show them."""
    return criteria_values.references(compiler, "c", values)


def identified(compiler: Compiler, values: Sequence[Value]) -> str:
    """What address books call them."""
    met = text(compiler, ["u.uid"], values)
    return f"c.id IN (SELECT u.contact_id FROM contact_uid u WHERE u.kind = 'vcard' AND ({met}))"
