"""What `crm activity list` and `show` answer, and which activities a line names."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.commands import activity_shapes
from crmcli.errors import NotFound
from crmcli.i18n import _, ngettext
from crmcli.output import CSV, IDS, TABLE, Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.output import Section
    from crmcli.store.activities import Activity

_REF = re.compile(r"[cC][1-9][0-9]{0,8}")
_HANDY = 20  # rows of a table, where nobody says how many
_JOINTS = {"and", "or", "not"}


def listing(words: Sequence[str], sort: str, limit: int | None) -> None:
    """Writes the activities that meet a query, newest first unless sorted. Raises Invalid for a wrong word."""
    from crmcli.commands.listing import Counted

    here = context.current()
    most = (_HANDY if here.mode == TABLE else 0) if limit is None else limit
    # One more than is shown tells whether there are more.
    counted = Counted(_rows(words, sort, most + 1 if most else 0), most)
    here.output.listing(counted, activity_shapes.columns(), ids="a")
    if counted.count == 0:
        diagnostics.narrate(
            _("No activity fits that.")
            if words
            else _("Nothing was logged yet. crm log REF call TEXT notes what happened.")
        )
    else:
        counted.say(ngettext("{count} activity", "{count} activities", counted.count))


def _rows(words: Sequence[str], sort: str, limit: int) -> Iterable[dict[str, Any]]:
    """The activities as their documented JSON; their ids alone with --ids."""
    from crmcli.store import activities

    here = context.current()
    activities.check_sort(sort)
    store = here.reading()
    if store is None:
        return ()
    found = _meeting(store.connection, words, limit if sort == "at" else 0) if words else None
    if here.mode == IDS:
        ids = activities.listed_ids(store.connection, ids=found, sort=sort, limit=limit)
        return ({"id": activity_id} for activity_id in ids)
    entries = activities.listed(store.connection, ids=found, sort=sort, limit=limit)
    return (activity_shapes.as_row(entry.activity, entry.who) for entry in entries)


def _meeting(connection: sqlite3.Connection, words: Sequence[str], limit: int) -> list[int]:
    """The ids of the activities that meet a query, newest first; a `c41` among the words narrows it to that contact.

    Where nothing narrows it afterwards, no more than `limit` (0: all) are asked for.
    """
    from crmcli.commands import choosing, timing
    from crmcli.store import activities, criteria

    # Joined by words of the query, contacts are a part of it, not what narrows it.
    is_joined = not _JOINTS.isdisjoint(word.casefold() for word in words)
    named = [] if is_joined else [word for word in words if word == "." or _REF.fullmatch(word)]
    rest = [word for word in words if word not in named]
    if is_joined:
        rest = [f"c{choosing.contact(word)}" if word == "." else word for word in rest]
    found: list[int] | None = None
    if rest or not named:
        today = context.current().today
        most = 0 if named else limit
        found = criteria.activity_ids(connection, rest, today=today, now_local=timing.local_now(), limit=most)
    for word in named:
        contact_id = choosing.contact(word, with_removed=True)
        theirs = [activity.id for activity in activities.of_contact(connection, contact_id)]
        kept = set(theirs)
        found = theirs if found is None else [each for each in found if each in kept]
    return found or []


def show(ref: str) -> None:
    """Writes one activity with all that was noted."""
    from crmcli.store import activities, participants, refs

    here = context.current()
    found = connection()
    activity = activities.get(found, refs.activity(found, ref))
    who = participants.of(found, activity.id)
    row = activity_shapes.as_row(activity, who)
    title = f"{activity.ref}  {activity_shapes.in_words(activity, who)}"
    facts = activity_shapes.columns() if here.mode == CSV else _facts(activity, has_title=here.mode == TABLE)
    here.output.record(row, facts, ids="a", title=title, sections=_sections(row))


def _facts(activity: Activity, *, has_title: bool) -> list[Column]:
    """The head of an activity; a title says what it is already."""
    first, at, kind, who, summary, _minutes, deal = activity_shapes.columns()
    return [
        *([] if has_title else [first, kind, who]),
        at,
        Column("minutes", _("Took"), lambda row: _("{n} min").format(n=row["minutes"]) if row["minutes"] else ""),
        Column("cost", _("Cost"), lambda _row: activity_shapes.cost_of(activity)),
        Column("source", _("From")),
        deal,
        *([] if has_title else [summary]),
    ]


def _sections(row: dict[str, Any]) -> list[Section]:
    """What was said; the lines of a pipe have its first line already."""
    first = [row["summary"] or ""] if context.current().mode == TABLE else []
    text = [("", line) for line in [*first, *(row["body"] or "").splitlines()] if line]
    return [(_("Text"), text)] if text else []


def named(refs: Sequence[str]) -> list[int]:
    """The ids of several activities, each once, in the order named; a lone `-` reads them from standard input."""
    from crmcli.commands import choosing
    from crmcli.store import refs as references

    words = choosing.standard_input() if list(refs) == ["-"] else list(refs)
    if not words:
        return []
    found = connection()
    return list(dict.fromkeys(references.activity(found, word) for word in words))


def connection() -> sqlite3.Connection:
    """The database for reading. Raises NotFound where there is none yet."""
    store = context.current().reading()
    if store is None:
        raise NotFound(_("Nothing was logged yet."), _("crm log REF call TEXT notes what happened."))
    return store.connection
