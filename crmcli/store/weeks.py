"""A week's work, or that of any days: what was done with whom, what was promised and kept, what comes next.

It is meant to be sent: private and removed contacts do not appear in it. Nothing is written here, and no clock is read.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store import activities, followups, goals, holidays, touches
from crmcli.store.local_days import LocalDays, local_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.activities import Activity
    from crmcli.store.followups import Followup
    from crmcli.store.goals import Goal

_NEXT = 7  # days after the last that are looked ahead


class KindCount(NamedTuple):
    """How many activities of a kind there were, and of how many somebody was reached or missed."""

    kind: str
    total: int
    reached: int
    missed: int
    minutes: int


class Met(NamedTuple):
    """An activity in which somebody was reached, on its local day, with the names of those who took part."""

    day: date
    activity: Activity
    who: list[tuple[int, str]]


class GoalKept(NamedTuple):
    """A goal of a day: on how many working days of how many it was met. Others: how many there are, and the aim."""

    goal: Goal
    done: int
    of: int


class Week(NamedTuple):
    """The work of some days. `late` and `coming` are as things stand at the moment of the asking."""

    first: date
    last: date
    kinds: list[KindCount]
    met: list[Met]
    kept: list[Followup]
    made: list[Followup]
    late: list[Followup]
    coming: list[Followup]
    goals: list[GoalKept]


def of(connection: sqlite3.Connection, first: date, last: date, now: datetime) -> Week:
    """Returns the work from one day to another, both with, as it stands at `now`, the local clock on the wall."""
    days = local_days(connection)
    begin, end = days.start(first), days.end(last)
    hidden = _hidden(connection)
    done = followups.listed(connection, only_done=True, sort="done")
    still = followups.listed(connection)
    both = sorted([*done, *still], key=lambda each: (each.due, each.id))
    # What is due today and still open is neither late nor done: it comes first of what comes.
    begins = now.date() if first <= now.date() <= last else last + timedelta(days=1)
    ahead = begins.isoformat(), (last + timedelta(days=_NEXT + 1)).isoformat()
    return Week(
        first,
        last,
        _kinds(connection, begin, end),
        _met(connection, days, begin, end, hidden),
        [each for each in done if begin <= (each.done_at or "") < end and _is_in(each, hidden)],
        [each for each in both if begin <= each.created_at < end and _is_in(each, hidden)],
        [each for each in still if each.is_late(now) and _is_in(each, hidden)],
        [each for each in still if ahead[0] <= each.due < ahead[1] and not each.is_late(now) and _is_in(each, hidden)],
        _goals(connection, days, first, last),
    )


def _hidden(connection: sqlite3.Connection) -> frozenset[int]:
    """Those who are not to be told of."""
    rows = connection.execute("SELECT id FROM contact WHERE status = 'private' OR deleted_at IS NOT NULL")
    return frozenset(row[0] for row in rows)


def _is_in(followup: Followup, hidden: frozenset[int]) -> bool:
    return followup.contact_id not in hidden


def _kinds(connection: sqlite3.Connection, begin: str, end: str) -> list[KindCount]:
    rows = connection.execute(
        "SELECT a.kind, count(*), sum(a.outcome = 'reached'), sum(a.outcome = 'missed'), coalesce(sum(a.minutes), 0) "
        f"FROM activity a WHERE a.at >= ? AND a.at < ? AND {goals.OF_SOMEBODY} GROUP BY a.kind "
        "ORDER BY count(*) DESC, a.kind",
        (begin, end),
    )
    return [KindCount(*row) for row in rows]


def _met(connection: sqlite3.Connection, days: LocalDays, begin: str, end: str, hidden: frozenset[int]) -> list[Met]:
    rows = connection.execute(
        f"SELECT a.id FROM activity a WHERE a.at >= ? AND a.at < ? AND {touches.IS_TOUCH} AND {goals.OF_SOMEBODY} "
        "ORDER BY a.at, a.id",
        (begin, end),
    )
    return [
        Met(days.of(each.activity.at), each.activity, [one for one in each.who if one[0] not in hidden])
        for each in activities.entries(connection, [row[0] for row in rows])
    ]


def _goals(connection: sqlite3.Connection, days: LocalDays, first: date, last: date) -> list[GoalKept]:
    found = []
    workdays = holidays.workdays(connection, first, last)
    for goal in goals.all_of(connection):
        if goal.period == "day":
            counted = _by_day(connection, days, goal.kind, first, last)
            span = [first + timedelta(days=count) for count in range((last - first).days + 1)]
            worked = [day for day in span if workdays.has(day) or counted[day]]
            found.append(GoalKept(goal, sum(counted[day] >= goal.target for day in worked), len(worked)))
        else:
            begin = goals.begins(goal.period, last)
            found.append(GoalKept(goal, sum(_by_day(connection, days, goal.kind, begin, last).values()), goal.target))
    return found


def _by_day(connection: sqlite3.Connection, days: LocalDays, kind: str, first: date, last: date) -> Counter[date]:
    instants: Sequence[str] = goals.instants(connection, kind, days.start(first), days.end(last))
    return Counter(days.of(at) for at in instants)
