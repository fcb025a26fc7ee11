"""Conditions on how contacts are reached: digits of phones in any form, e-mail addresses, services."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import search
from crmcli.store.criteria_values import text, together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.query import Value
    from crmcli.store.criteria import Compiler


def phones(compiler: Compiler, values: Sequence[Value]) -> str:
    """A contact has a phone with these digits. Raises Invalid for what has none."""
    conditions = []
    for value in values:
        digits = "".join(str(int(character)) for character in value.text if character.isdecimal())
        if not digits or any(character.isalpha() for character in value.text):
            raise Invalid(
                _("'{value}' has no digits of a phone.").format(value=value.text),
                _("Write some of its digits, as in phone:0812; has:phone finds those with any."),
            )
        endings = compiler.bind(json.dumps(search.endings(value.text, digits)))
        if value.operator == "=":
            ends = "substr({}, -length(e.value)) = e.value"
            met = f"{ends.format('p.normal')} OR {ends.format('crm_digits(p.value)')}"
        elif value.text.lstrip().startswith("+"):
            met = "instr(p.normal, '+' || e.value) = 1"
        else:
            met = "instr(p.normal, e.value) OR instr(crm_digits(p.value), e.value)"
        conditions.append(f"EXISTS (SELECT 1 FROM json_each({endings}) e WHERE {met})")
    met = together("OR", conditions)
    return f"c.id IN (SELECT p.contact_id FROM channel p WHERE p.kind = 'phone' AND ({met}))"


def reached_by(compiler: Compiler, values: Sequence[Value], kind: str) -> str:
    """A contact has a channel of a kind with one of the texts in it."""
    met = text(compiler, ["p.value"], values)
    return f"c.id IN (SELECT p.contact_id FROM channel p WHERE p.kind = {compiler.bind(kind)} AND ({met}))"


def channels(compiler: Compiler, values: Sequence[Value]) -> str:
    """A contact has a channel of one of the kinds, or with one of the texts in it."""
    met = text(compiler, ["p.kind", "p.value"], values)
    return f"c.id IN (SELECT p.contact_id FROM channel p WHERE {met})"
