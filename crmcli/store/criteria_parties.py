"""Conditions on who is on the deal `d`: anybody by name, a company, what they decide, and who else wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.i18n import _
from crmcli.store import contact_criteria, deal_contacts
from crmcli.store.criteria_values import text, together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.query import Field, Value
    from crmcli.store.criteria import Compiler

# Asked of a contact, these are met by the company they work for as well.
OF_EMPLOYERS = frozenset(("group", "city", "region", "country", "address"))
_EMPLOYED = (
    "d.id IN (SELECT dc.deal_id FROM contact c JOIN contact p ON p.employer_id = c.id JOIN deal_contact dc "
    "ON dc.contact_id = p.id WHERE c.deleted_at IS NULL AND p.deleted_at IS NULL AND {met})"
)


def with_somebody(compiler: Compiler, values: Sequence[Value]) -> str:
    """Somebody on the deal has a name with one of the texts in it."""
    return compiler.noun.of_contact.format(text(compiler, ["c.name", "c.nickname"], values))


def with_company(compiler: Compiler, values: Sequence[Value]) -> str:
    """The deal is with a company, or somebody who works for one, whose name has one of the texts in it."""
    met = f"(c.kind = 'company' AND {text(compiler, ['c.name'], values)})"
    return f"({compiler.noun.of_contact.format(met)} OR {_EMPLOYED.format(met=met)})"


def of_employer(compiler: Compiler, node: Field) -> str:
    """Somebody on the deal works for a company that meets a field of contacts. Raises Invalid."""
    return _EMPLOYED.format(met=f"({contact_criteria.compile_field(compiler, node)})")


def with_role(compiler: Compiler, values: Sequence[Value]) -> str:
    """Somebody on the deal has one of the roles. Raises Invalid for one that there is not."""
    wanted = [deal_contacts.one_of(each.text, deal_contacts.ROLES, _("role")) for each in values]
    return _standing(compiler, "roles", wanted)


def with_stance(compiler: Compiler, values: Sequence[Value]) -> str:
    """Somebody on the deal takes one of the stances. Raises Invalid for one that there is not."""
    wanted = [deal_contacts.one_of(each.text, deal_contacts.STANCES, _("stance")) for each in values]
    return _standing(compiler, "stance", wanted)


def with_warmth(compiler: Compiler, values: Sequence[Value]) -> str:
    """Somebody on the deal is so warm. Raises Invalid for a warmth that there is not."""
    wanted = [deal_contacts.one_of(each.text, deal_contacts.WARMTHS, _("warmth")) for each in values]
    return _standing(compiler, "warmth", wanted)


def contested(compiler: Compiler, values: Sequence[Value]) -> str:
    """Somebody else with one of the texts in the name wants the deal."""
    return f"d.id IN (SELECT k.deal_id FROM competitor k WHERE {text(compiler, ['k.name'], values)})"


def _standing(compiler: Compiler, column: str, wanted: Sequence[str]) -> str:
    conditions = [f"instr(',' || dc.{column} || ',', {compiler.bind(f',{each},')})" for each in wanted]
    return (
        "d.id IN (SELECT dc.deal_id FROM deal_contact dc JOIN contact c ON c.id = dc.contact_id "
        f"WHERE c.deleted_at IS NULL AND {together('OR', conditions)})"
    )
