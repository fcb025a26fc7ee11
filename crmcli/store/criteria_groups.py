"""Which groups a query means, and who is in them: `group:vip` is VIP and the groups under it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.folding import fold
from crmcli.i18n import _
from crmcli.store import criteria_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.query import Value
    from crmcli.store.criteria import Compiler


def within(compiler: Compiler, values: Sequence[Value]) -> str:
    """The condition that a contact is in one of the groups, or in one under it. Raises Invalid for no group."""
    wanted = [group_id for value in values for group_id in _meant(compiler.connection, value)]
    ids = compiler.bind(str(wanted))
    return (
        "c.id IN (WITH RECURSIVE under (id) AS (SELECT value FROM json_each(" + ids + ") UNION SELECT g.id FROM "
        "contact_group g JOIN under u ON g.parent_id = u.id) SELECT m.contact_id FROM membership m "
        "WHERE m.group_id IN (SELECT id FROM under))"
    )


def _meant(connection: sqlite3.Connection, value: Value) -> list[int]:
    """The group of this name, else all whose names begin so. Raises Invalid where there is none."""
    wanted = fold(value.text)
    every = [(row[0], row[1], row[2]) for row in connection.execute("SELECT id, name, folded FROM contact_group")]
    exact = [group_id for group_id, _name, folded in every if folded == wanted]
    begin = [group_id for group_id, _name, folded in every if folded.startswith(wanted) and value.operator != "="]
    if not wanted or not (exact or begin):
        hint = criteria_names.there_is(value.text, [name for _id, name, _folded in every])
        raise Invalid(_("There is no group '{name}'.").format(name=value.text), hint)
    return exact or begin
