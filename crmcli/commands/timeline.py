"""The timeline of a contact as its card shows it: the newest activities, and how many more there are."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from crmcli import context
from crmcli.commands import activity_shapes
from crmcli.i18n import _
from crmcli.output import TABLE
from crmcli.store import activities, participants

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.activities import Activity

_SHOWN = 5
_LONGEST = 200  # characters of one text on a terminal


def newest(connection: sqlite3.Connection, contact_id: int) -> list[dict[str, Any]]:
    """The newest activities of a contact as their documented JSON, newest first."""
    found = activities.of_contact(connection, contact_id, _SHOWN)
    who = participants.of_all(connection, [activity.id for activity in found])
    return [activity_shapes.as_row(activity, who.get(activity.id, [])) for activity in found]


def lines(connection: sqlite3.Connection, contact_id: int) -> list[tuple[str, str]]:
    """The newest activities of a contact, a line each with its day, newest first; then how to see the others."""
    found = activities.of_contact(connection, contact_id, _SHOWN + 1)
    who = participants.of_all(connection, [activity.id for activity in found[:_SHOWN]])
    shown = [_line(activity, who.get(activity.id, []), contact_id) for activity in found[:_SHOWN]]
    if len(found) > _SHOWN:
        more = activities.count_of(connection, contact_id) - _SHOWN
        said = _("+{count} more: crm activity list c{id}").format(count=more, id=contact_id)
        shown.append(("", said))
    return shown


def _line(activity: Activity, who: Sequence[tuple[int, str]], contact_id: int) -> tuple[str, str]:
    """The day of an activity; what it was, what was said, and who else took part."""
    here = context.current()
    day = activity_shapes.moment(activity.at, bool(activity.timed))
    if here.mode == TABLE:
        day = activity_shapes.when(activity.at, bool(activity.timed), here.zone).short(here.today)
    what = activity_shapes.kind_of(activity.kind, activity.direction, activity.outcome)
    others = [name for other_id, name in who if other_id != contact_id]
    also = _("with {names}").format(names=activity_shapes.listed(others)) if others else ""
    text = _in_short(activity.summary, _LONGEST if here.mode == TABLE else 0, has_more=bool(activity.body))
    deal = f"d{activity.deal_id} {activity.deal}" if activity.deal_id else ""
    said = [f"{what}: {text}" if text else what, also, *activity_shapes.facts(activity), deal]
    return day, " · ".join(filter(None, said))


def _in_short(text: str, most: int, *, has_more: bool) -> str:
    """A text that is not too long (`most` 0: however long), with dots behind it where there is more."""
    if most and len(text) > most:
        return text[: most - 1].rsplit(" ", 1)[0] + "…"
    return f"{text} …".strip() if has_more and not text.endswith("…") else text
