"""Goals: so many activities of a kind in a day, a week or a month, and how far along they are.

A goal is kept as a setting `goal.KIND.PERIOD`, so that it is undone and moved with the data. What counts is what the
user did: tries too, but not what came in by itself, nor what was private.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import Invalid, NotFound
from crmcli.i18n import _
from crmcli.store import settings
from crmcli.store.local_days import local_days

if TYPE_CHECKING:
    from crmcli.store.db import Transaction

PERIODS = ("day", "week", "month")
_PREFIX = "goal."  # of the settings that hold a goal
_MOST = 10_000
# A condition on an activity `a`: what was done with private or removed contacts alone is no work.
OF_SOMEBODY = (
    "EXISTS (SELECT 1 FROM participant p JOIN contact c ON c.id = p.contact_id "
    "WHERE p.activity_id = a.id AND c.deleted_at IS NULL AND c.status <> 'private')"
)


class Goal(NamedTuple):
    """So many activities of a kind in a period, which is one of PERIODS."""

    kind: str
    period: str
    target: int


class Progress(NamedTuple):
    """A goal, and how many activities there are of it so far in the period in which a day lies."""

    goal: Goal
    done: int


def all_of(connection: sqlite3.Connection) -> list[Goal]:
    """Returns the goals, those of a day first, else in the order in which they were set."""
    rows = connection.execute("SELECT key, value FROM setting WHERE key GLOB 'goal.?*.?*' ORDER BY id")
    found = [goal for goal in (_read(row[0], row[1]) for row in rows) if goal]
    return sorted(found, key=lambda goal: PERIODS.index(goal.period))


def are_in_money(connection: sqlite3.Connection) -> bool:
    """Whether there are goals in money as well, which `money_goals` keeps."""
    return connection.execute("SELECT 1 FROM setting WHERE key GLOB 'money_goal.?*.?*' LIMIT 1").fetchone() is not None


def put(tx: Transaction, kind: str, period: str, target: int) -> Goal:
    """Sets a goal, in place of the one of that kind and period. Raises NotFound for a kind, Invalid for the others."""
    if period not in PERIODS:
        raise Invalid(
            _("There is no period '{period}'.").format(period=period),
            _("There is: {all}.").format(all=", ".join(PERIODS)),
        )
    if not 1 <= target <= _MOST:
        raise Invalid(_("A goal is a number between 1 and {most}.").format(most=f"{_MOST:,}"))
    goal = Goal(kind_of(tx.connection, kind), period, target)
    settings.keep(tx, _key(goal), str(target))
    return goal


def remove(tx: Transaction, kind: str, period: str = "") -> list[Goal]:
    """Takes away the goals of a kind, of one period where it is named, and returns them. Raises NotFound."""
    name = kind_of(tx.connection, kind)
    held = all_of(tx.connection)
    meant = [goal for goal in held if goal.kind == name and period in ("", goal.period)]
    if not meant:
        every = ", ".join(f"{goal.kind} per {goal.period}" for goal in held)
        raise NotFound(
            _("There is no such goal of the kind '{kind}'.").format(kind=name),
            _("There is: {all}.").format(all=every) if every else _("crm settings goal 20 calls --per day sets one."),
        )
    for goal in meant:
        tx.connection.execute("DELETE FROM setting WHERE key = ?", (_key(goal),))
    return meant


def kind_of(connection: sqlite3.Connection, word: str) -> str:
    """Returns the name of the kind that a word means, in the singular or plural. Raises NotFound."""
    from crmcli.store import activity_kinds

    for ending in ("", "s", "es"):
        found = activity_kinds.find(connection, word.removesuffix(ending)) if word.lower().endswith(ending) else None
        if found is not None:
            return found.name
    return activity_kinds.named(connection, word).name


def progress(connection: sqlite3.Connection, today: date, periods: Sequence[str] = PERIODS) -> list[Progress]:
    """Returns how far along each goal of some periods is, in those in which a day lies and up to that day's end."""
    days = local_days(connection)
    found = []
    for goal in all_of(connection):
        if goal.period in periods:
            first = days.start(begins(goal.period, today))
            found.append(Progress(goal, len(instants(connection, goal.kind, first, days.end(today)))))
    return found


def follow_kind(tx: Transaction, old: str, new: str) -> None:
    """Lets the goals of a kind that is renamed go on under its new name."""
    for goal in all_of(tx.connection):
        if goal.kind == old:
            tx.connection.execute(
                "UPDATE setting SET key = ? WHERE key = ?", (_key(goal._replace(kind=new)), _key(goal))
            )


def forget_kind(tx: Transaction, kind: str) -> None:
    """Takes away the goals of a kind that is removed: nothing could be done towards them any more."""
    for goal in all_of(tx.connection):
        if goal.kind == kind:
            tx.connection.execute("DELETE FROM setting WHERE key = ?", (_key(goal),))


def begins(period: str, day: date) -> date:
    """Returns the first day of the period in which a day lies; weeks begin on Monday."""
    if period == "day":
        return day
    return day - timedelta(days=day.weekday()) if period == "week" else day.replace(day=1)


def instants(connection: sqlite3.Connection, kind: str, first: str, end: str) -> list[str]:
    """Returns when the activities that count for a kind were, from one instant on and before another."""
    rows = connection.execute(
        "SELECT a.at FROM activity a WHERE a.at >= ? AND a.at < ? AND a.kind = ? AND a.direction IS NOT 'incoming' "
        f"AND {OF_SOMEBODY} ORDER BY a.at",
        (first, end, kind),
    )
    return [row[0] for row in rows]


def _key(goal: Goal) -> str:
    return f"{_PREFIX}{goal.kind}.{goal.period}"


def _read(key: str, value: str) -> Goal | None:
    """The goal that a setting holds; None where another program has written what cannot be one."""
    kind, _dot, period = key.removeprefix(_PREFIX).rpartition(".")
    is_goal = period in PERIODS and value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= _MOST
    return Goal(kind, period, int(value[:9])) if is_goal else None
