"""What the planner asks: the days of some weeks with what stands on them, and how much there is on each day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store import agenda
from crmcli.tui.gateway import days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from crmcli.store.agenda import Item, Planned
    from crmcli.tui.gateway.connection import Reading

_MONTH = 42  # days that a month with the ends of its weeks has at most


class Ahead(NamedTuple):
    """The days from `first` to `last` on which there is something, and how much there is on the days around them.

    `now` is the local clock on the wall. Occasions are not counted: they take no time.
    """

    now: datetime
    first: date
    last: date
    days: Sequence[Planned]
    counts: Mapping[date, int]


def weeks(reading: Reading, first: date | None, count: int, words: Sequence[str]) -> Ahead:
    """Returns so many weeks, the first from a day on, or from today, and not from before; each to its Sunday.

    Raises Invalid for a query that cannot be read.
    """
    connection, moment = reading
    begin = max(first or moment.today, moment.today)
    last = begin + timedelta(days=7 * count - 1 - begin.weekday())
    until = max(last, _monday(begin.replace(day=1)) + timedelta(days=_MONTH - 1))
    found = agenda.between(connection, begin, until, moment.local, days.among(reading, words))
    counts = {each.day: amount(each.items) for each in found}
    return Ahead(moment.local, begin, last, [each for each in found if each.day <= last], counts)


def amount(items: Sequence[Item]) -> int:
    """Returns how many of the items are something to do."""
    return sum(each.followup is not None for each in items)


def week_on(first: date, by: int, today: date) -> date:
    """Returns the Monday so many weeks on, or today where that is later."""
    return max(_monday(first) + timedelta(days=7 * by), today)


def about(item: Item) -> str | None:
    """Returns whose card tells most about an item: a deal's, else a contact's; None where it is about neither."""
    if item.deal is not None:
        return item.deal.ref
    if item.followup is not None and item.followup.deal_id is not None:
        return f"d{item.followup.deal_id}"
    contact_id = item.followup.contact_id if item.followup else item.occasion.contact_id if item.occasion else None
    return f"c{contact_id}" if contact_id is not None else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
