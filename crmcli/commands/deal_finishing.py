"""What becomes of that which was still to be done for a deal that is won: kept, done as well, or removed.

It promises that nothing is done or removed that the line, or somebody at a terminal, did not say. Done with the win is
done without an entry in the timeline: that it was won says enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import asking, diagnostics
from crmcli.commands import followup_shapes as steps
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _, ngettext
from crmcli.store import deal_followups
from crmcli.store.deal_courses import DONE, DROP, KEEP

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.store.followups import Followup

_MOST_NAMED = 3


def wanted(connection: sqlite3.Connection, ids: Sequence[int], *, is_done: bool, is_dropped: bool) -> str:
    """KEEP, DONE or DROP: as the line says, else as it is answered at a terminal where anything is open.

    Raises Usage where the line says both, and Invalid for an answer that is none.
    """
    if is_done and is_dropped:
        raise Usage(_("Only one of --done and --drop can be had."), _("Leave the other out."))
    if is_done or is_dropped:
        return DONE if is_done else DROP
    found = [each for deal_id in ids for each in deal_followups.open_of(connection, deal_id)]
    return _asked(found) if found and asking.is_possible() else KEEP


def _asked(found: Sequence[Followup]) -> str:
    named = ", ".join(map(steps.in_brief, found[:_MOST_NAMED]))
    if len(found) > _MOST_NAMED:
        named += _(" and {count} more").format(count=len(found) - _MOST_NAMED)
    diagnostics.offer(_("Still open: {named}").format(named=named))
    question = ngettext("Is it done too?", "Are they done too?", len(found))
    answer = asking.ask(f"{question} {_('y, n, or drop; enter for n:')}")
    meant = {
        KEEP: {"", "n", "no", "keep", _("no")},
        DONE: {"y", "yes", "done", _("yes")},
        DROP: {"d", "drop", _("drop")},
    }
    for how, words in meant.items():
        if answer.strip().lower() in words:
            return how
    raise Invalid(
        _("'{answer}' is none of the choices.").format(answer=answer[:40]),
        _("Nothing was changed; write y, n or drop."),
    )
