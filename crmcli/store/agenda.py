"""The days ahead: what is promised for each, what comes again on it, which deals are to close, and the occasions.

What repeats is shown as it will come if each is done on its day; only the open one of a series is a row. Nothing is
written here, and no clock is read.
"""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store import deal_days, followups, greetings, holidays, occasions

if TYPE_CHECKING:
    from crmcli.public_holidays import Holiday
    from crmcli.store.deal_days import Standing
    from crmcli.store.followups import Followup
    from crmcli.store.greetings import Coming
    from crmcli.store.occasions import Upcoming

LATE, DUE, REPEAT, OCCASION = "late", "due", "repeat", "occasion"
CLOSING = deal_days.CLOSING
_PRIORITIES = {"high": 0, "normal": 1, "low": 2}


class Item(NamedTuple):
    """One line of a day: a follow-up, one that comes again by then, a deal that is expected to close, an occasion, or
    a group to greet on a festival.

    `due` is the day, or the minute, on which it stands; a late follow-up stands on the day of the asking.
    """

    state: str
    due: str
    followup: Followup | None = None
    occasion: Upcoming | None = None
    greeting: Coming | None = None
    deal: Standing | None = None


class Planned(NamedTuple):
    """A day and what stands on it, that with a time first; `holidays` are the user's on that day."""

    day: date
    items: list[Item]
    holidays: tuple[Holiday, ...] = ()


def between(
    connection: sqlite3.Connection, first: date, last: date, now: datetime, contact_ids: frozenset[int] | None = None
) -> list[Planned]:
    """Returns the days from one to another on which there is something, days off with them, and today where it is
    among them.

    What is late at `now`, the local clock on the wall, stands today. Removed contacts are left out.
    """
    today = now.date()
    days: dict[date, list[Item]] = {today: []} if first <= today <= last else {}
    for followup in followups.listed(connection, until=last.isoformat()):
        if contact_ids is None or followup.contact_id in contact_ids:
            for item in _items(followup, first, last, now):
                day = today if item.state == LATE else date.fromisoformat(item.due[:10])
                if first <= day <= last:
                    days.setdefault(day, []).append(item)
    for deal in deal_days.closings(connection, max(first, today), last, now, contact_ids):
        close = deal.expected_close or ""
        days.setdefault(date.fromisoformat(close), []).append(Item(CLOSING, close, deal=deal))
    for each in occasions.within(connection, first, last):
        if contact_ids is None or each.contact_id in contact_ids:
            days.setdefault(each.day, []).append(Item(OCCASION, each.day.isoformat(), occasion=each))
    for greeted in greetings.within(connection, first, last, contact_ids):
        days.setdefault(greeted.day, []).append(Item(OCCASION, greeted.day.isoformat(), greeting=greeted))
    kept: dict[date, list[Holiday]] = {}
    for holiday in holidays.of_user(connection, first, last):
        kept.setdefault(holiday.day, []).append(holiday)
        if holiday.is_off and contact_ids is None:
            days.setdefault(holiday.day, [])
    return [Planned(day, sorted(days[day], key=_place), tuple(kept.get(day, ()))) for day in sorted(days)]


def _items(followup: Followup, first: date, last: date, now: datetime) -> list[Item]:
    """A follow-up as it stands, and as it comes again by the last day."""
    found = [Item(LATE if followup.is_late(now) else DUE, followup.due, followup)]
    if followup.repeat:
        from crmcli import repeats
        from crmcli.repeats import calendars

        rule, start = followup.repeat, followup.repeat_start or followup.planned
        if followup.repeat_from_done:
            done = max(followup.due[:10], now.date().isoformat()) + followup.due[10:]
            start = calendars.beginning(rule, done)
            rule = repeats.anchored(rule, followup.repeat_start or followup.planned, start)
        after = max(now.date(), first - timedelta(days=1), *(date.fromisoformat(d[:10]) for d in _dues(followup)))
        found += [Item(REPEAT, due, followup) for due in repeats.occurrences(rule, start, after=after, last=last)]
    return found


def _dues(followup: Followup) -> tuple[str, str]:
    return followup.due, followup.planned


def _place(item: Item) -> tuple[object, ...]:
    """Late ones first, then by time, then without one, the most important first; deals, and occasions at the end."""
    if item.deal is not None:
        return (3, "", 0, "", item.deal.id)
    if item.followup is None:
        name = item.occasion.name.casefold() if item.occasion else ""  # a group to greet stands before people
        return (4, "", 0, name, 0)
    is_timed = len(item.due) > len("2026-11-24")
    rank = 0 if item.state == LATE else 1 if is_timed else 2
    return (rank, item.due, _PRIORITIES[item.followup.priority], "", item.followup.id)
