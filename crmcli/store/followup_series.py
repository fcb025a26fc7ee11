"""Follow-ups that repeat: the next one is made when one is done, once, and counts from the plan, not a snooze."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.store import followups

if TYPE_CHECKING:
    from datetime import date

    from crmcli.store.db import Transaction
    from crmcli.store.followups import Followup


@dataclass(frozen=True, slots=True)
class Completion:
    """A follow-up that was done, and the next of its series; none where it does not repeat or has come to its end."""

    followup: Followup
    next: Followup | None
    is_ended: bool


def go_on(tx: Transaction, followup: Followup, today: date, done_on: date) -> Completion:
    """Makes the next one of a series, on its first day after both the plan and today; one that is there is kept.

    Where it counts from when it is done, that was on `done_on`.
    """
    if not followup.repeat or followup.series_id is None:
        return Completion(followup, None, False)
    if _has_gone_on(tx.connection, followup):
        return Completion(followup, after(tx.connection, followup), False)
    values = _next(followup, today, done_on)
    if values is None:
        return Completion(followup, None, True)
    return Completion(followup, followups.get(tx.connection, followups.insert(tx, values)), False)


def after(connection: sqlite3.Connection, followup: Followup) -> Followup | None:
    """Returns the first one behind it in its series that is open; None where none was made, or all are done."""
    row = connection.execute(
        "SELECT id FROM followup WHERE series_id = ? AND occurrence > ? AND done_at IS NULL ORDER BY occurrence",
        (followup.series_id, followup.occurrence),
    ).fetchone()
    return followups.get(connection, row[0]) if row else None


def is_ended(connection: sqlite3.Connection, gone: Followup) -> bool:
    """Whether a series comes to its end because one of it, as it was, is no more: none of it is open now."""
    query = "SELECT 1 FROM followup WHERE series_id = ? AND done_at IS NULL"
    return bool(gone.repeat) and gone.is_open and connection.execute(query, (gone.series_id,)).fetchone() is None


def _has_gone_on(connection: sqlite3.Connection, followup: Followup) -> bool:
    """Whether one behind it was made: it was opened again, and those that came of it are there, even if skipped."""
    row = connection.execute(
        "SELECT 1 FROM followup WHERE series_id = ? AND occurrence > ?", (followup.series_id, followup.occurrence)
    ).fetchone()
    return row is not None


def skip(tx: Transaction, followup_id: int, today: date) -> Completion:
    """Moves on to the next one without doing this one, which goes. Raises NotFound, and Invalid where none repeats."""
    from crmcli.errors import Invalid
    from crmcli.i18n import _

    followup = followups.get(tx.connection, followup_id)
    followups.refuse_done(tx.connection, followup)
    if not followup.repeat:
        raise Invalid(
            _("{ref} does not repeat.").format(ref=followup.ref),
            _("crm followup rm {ref} removes it; crm snooze {ref} --to DAY puts it off.").format(ref=followup.ref),
        )
    done = go_on(tx, followup, today, today)
    followups.remove(tx, followup_id)
    return done


def begun(followup: Followup, repeat: str | None, *, from_done: bool, due: str) -> dict[str, str | int | None]:
    """The columns that give a follow-up another rhythm: a series that begins with it; None ends the one it is in."""
    if repeat is None:
        return {"repeat": None, "repeat_start": None, "repeat_from_done": 0}
    return {
        "planned": due,  # a rhythm of its own counts from the day that it shows, even if it was put off to that
        "repeat": repeat,
        "repeat_start": due,
        "repeat_from_done": int(from_done),
        "series_id": followup.id,
        "occurrence": 1,
    }


def moved(followup: Followup, *, from_done: bool, due: str) -> dict[str, str | int | None]:
    """The columns that let a series count from another due of this one on; what it has of a COUNT stays."""
    from crmcli import repeats
    from crmcli.repeats import calendars

    start = followup.repeat_start or followup.planned
    rule = followup.repeat or ""
    if due != followup.planned:
        left = rule if followup.repeat_from_done else repeats.remaining(rule, start, followup.planned)
        begin = calendars.beginning(rule, due)
        rule, start = repeats.anchored(left, start, begin), begin
    return {"repeat": rule, "repeat_start": start, "repeat_from_done": int(from_done)}


def _next(followup: Followup, today: date, done_on: date) -> dict[str, str | int | None] | None:
    """The columns of the next one; None where the series ends."""
    from crmcli import repeats
    from crmcli.repeats import calendars

    rule, start, planned = followup.repeat or "", followup.repeat_start or followup.planned, followup.planned
    due: str | None
    if followup.repeat_from_done:
        planned = done_on.isoformat() + planned[10:]
        begin = calendars.beginning(rule, planned)
        rule, start = repeats.anchored(rule, start, begin), begin
        # Since each one is a beginning of its own, a COUNT means that many in all.
        is_last = (followup.occurrence or 0) >= repeats.count_of(rule)
        due = None if is_last else repeats.following(repeats.endless(rule), start, after=planned, today=today)
    else:
        due = repeats.following(rule, start, after=planned, today=today)
    if due is None:
        return None
    return {
        "contact_id": followup.contact_id,
        "what": followup.what,
        "due": due,
        "planned": due,
        "warn_days": followup.warn_days,
        "priority": followup.priority,
        "minutes": followup.minutes,
        "place": followup.place,
        "note": followup.note,
        "repeat": calendars.since(rule, due),
        "repeat_start": start,
        "repeat_from_done": followup.repeat_from_done,
        "series_id": followup.series_id,
        "occurrence": (followup.occurrence or 0) + 1,
        "deal_id": followup.deal_id,
    }
