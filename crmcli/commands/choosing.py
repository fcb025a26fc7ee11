"""Choosing: from a REF on the line to one record; on a terminal the user picks when several may be meant."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crmcli import asking, context
from crmcli.errors import Ambiguous, NotFound
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence


def connection() -> sqlite3.Connection:
    """The open database, for reading. Raises NotFound where there is none yet."""
    store = context.current().reading()
    if store is None:
        raise NotFound(
            _("There are no contacts yet."),
            _("crm import FILE brings in your phone's; crm add NAME adds one."),
        )
    return store.connection


def contact(text: str, *, kind: str | None = None, with_removed: bool = False) -> int:
    """The id of the contact that REF names. Raises NotFound, and Ambiguous where nobody can be asked."""
    from crmcli.store import refs

    database = connection()
    try:
        return refs.contact(database, text, kind=kind, with_removed=with_removed)
    except Ambiguous as error:
        if not asking.is_possible():
            raise
        choices = [" · ".join(str(c[k]) for k in ("ref", "name", "company", "phone") if c[k]) for c in error.candidates]
        picked = asking.choose(_("Which one?"), choices)
        if picked is None:
            raise Ambiguous(error.message, error.hint) from None  # the candidates were shown
        return int(str(error.candidates[picked]["id"]))


def contacts(texts: Sequence[str], *, with_removed: bool = False) -> list[int]:
    """The ids of several contacts, each once, in the order named; a lone `-` reads one REF a line from stdin."""
    import sys

    words = list(texts)
    if words == ["-"]:
        words = [line.strip() for line in sys.stdin.read().splitlines() if line.strip()]
    return list(dict.fromkeys(contact(word, with_removed=with_removed) for word in words))
