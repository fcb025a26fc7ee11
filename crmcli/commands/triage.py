"""Sorting out: who waits, as a list, or one after the other on a terminal, one key each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crmcli import asking, context, diagnostics
from crmcli.errors import Usage
from crmcli.i18n import _, ngettext
from crmcli.output import is_terminal

if TYPE_CHECKING:
    from collections.abc import Sequence


def sort_out(words: Sequence[str]) -> None:
    """Goes through those who wait, picked out by a query. Raises Usage where nobody can press a key."""
    from crmcli import keys
    from crmcli.commands.triage_session import Session

    here = context.current()
    if here.mode != "table" or not (asking.is_possible() and is_terminal(sys.stdout)):
        raise Usage(
            _("Sorting out takes a terminal, and a key for each contact."),
            _("For many at once: crm contact triage --list --ids | crm contact edit - --status private"),
        )
    queue = _waiting(words)
    if not queue:
        diagnostics.narrate(_nobody(words))
        return
    with keys.keyboard() as keyboard:
        Session(here.writing(), queue, keyboard).run()


def listing(words: Sequence[str], limit: int) -> None:
    """Writes who is still to be sorted out, in the order in which they would come."""
    from crmcli.commands import cards as shapes
    from crmcli.commands.listing import Counted
    from crmcli.store import cards

    here = context.current()
    queue = _waiting(words)
    store = here.reading()
    found = cards.listed(store.connection, ids=queue, sort="") if store and queue else iter(())
    counted = Counted(map(shapes.as_row, found), limit)
    here.output.listing(counted, shapes.columns(), ids="c")
    if not queue:
        diagnostics.narrate(_nobody(words))
    else:
        counted.say(ngettext("{count} contact", "{count} contacts", counted.count))


def _waiting(words: Sequence[str]) -> list[int]:
    from crmcli.commands.listing import matching_ids
    from crmcli.store import triage

    store = context.current().reading()
    if store is None:
        return []
    return triage.waiting(store.connection, matching_ids(words) if words else None)


def _nobody(words: Sequence[str]) -> str:
    if words:
        return _("Nobody who fits that is still to be sorted out.")
    return _("Everybody is sorted out.")
