"""Moving follow-ups to another day in the planner: a day on or back, all that are chosen in one operation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli import followup_sentences
from crmcli.i18n import _, ngettext
from crmcli.store import agenda
from crmcli.tui import command_lines
from crmcli.tui.gateway import recording as gateway

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from crmcli.store.agenda import Item
    from crmcli.tui.app import CrmApp


def movable(app: CrmApp, items: Sequence[Item]) -> list[str]:
    """Returns the numbers of follow-ups that may be moved; none, with a sentence, where one of them may not be."""
    refs = [each.followup.ref for each in items if each.followup is not None and each.state != agenda.REPEAT]
    if len(refs) == len(items):
        return refs
    if any(each.state == agenda.REPEAT for each in items):
        app.say(_("It comes again by itself once the one before is done; that one can be moved."))
    else:
        app.say(_("Only a follow-up can be moved; an occasion comes on its day, the card of a deal has its close."))
    return []


async def shift(app: CrmApp, items: Sequence[Item], by: int, now: datetime) -> bool:
    """Moves follow-ups by days; those that are late count as of today. Returns whether anything was moved."""
    refs = movable(app, items)
    days = {max(date.fromisoformat(each.due[:10]), now.date()) + timedelta(days=by) for each in items}
    if not refs:
        return False
    if len(days) > 1:
        app.say(_("The marked ones are on different days; s moves them to one day."))
        return False
    day = days.pop()
    if day < now.date():
        app.say(_("That day is past."))
        return False
    line = command_lines.crm("snooze", *refs, to=day.isoformat())
    numbers = [int(ref[1:]) for ref in refs]
    changed = await app.perform(_("put off"), line, gateway.snooze, numbers, [], day.isoformat())
    if changed is None:
        return False
    moved = changed.answer.followups
    said = followup_sentences.put_off(*moved[0])
    if len(moved) > 1:
        said = ngettext("Put off {count}", "Put off {count}", len(moved)).format(count=len(moved))
    app.say(said, is_undoable=changed.operation_id is not None)
    return changed.operation_id is not None
