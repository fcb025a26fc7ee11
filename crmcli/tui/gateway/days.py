"""What today's list and the planner ask: a day's work in words, how to reach whom it is about, and the days ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import day_heads, day_words, deal_day_words, reach_words
from crmcli.i18n import _
from crmcli.store import criteria, days, delivery_failures, goals, money_goals, reaching
from crmcli.store import settings as business
from crmcli.tui import amounts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from crmcli.store.days import Day, Entry
    from crmcli.store.goals import Progress
    from crmcli.store.money_goals import MoneyGoal
    from crmcli.store.reaching import Reach
    from crmcli.tui.gateway.connection import Reading

AT_ONCE = 200  # lines that come with the day; further ones are asked for when they are in sight
LEAVING = (days.LATE, days.TODAY, days.SILENT, *days.DEALS)  # states that end when something is done about it


class Line(NamedTuple):
    """One thing to do, in words. `pressing` is why it is told of now, `beside` what else there is to be said of it.

    `reach` is the number to call, or what a deal is worth; `there` the clock on their wall where it shows another time.
    """

    entry: Entry
    pressing: str
    what: str
    beside: str
    reach: str
    there: str

    @property
    def who(self) -> str:
        """Whom it is about; a deal by its title."""
        return self.entry.what if self.entry.is_deal else self.entry.name or ""


class Goal(NamedTuple):
    """A goal in words, at length and in brief, and how far along it is, in what it is counted in."""

    text: str
    brief: str
    done: int
    of: int


class Seen(NamedTuple):
    """A day's work. `entries` are all there are, by a name of their own, in the order of the list; `lines` the first.

    `nothing` is what to say where there is nothing to do, `warning` what was to leave by itself and did not.
    """

    now: datetime
    entries: Mapping[str, Entry]
    lines: Mapping[str, Line]
    holidays: Sequence[str]
    goals: Sequence[Goal]
    nothing: str
    warning: str

    def left(self) -> list[str]:
        """The names of what is still to be done: what is only told of, as occasions are, is not among it."""
        return [name for name, entry in self.entries.items() if entry.state in LEAVING]


def day(reading: Reading, words: Sequence[str], near: Collection[str]) -> Seen:
    """Returns the day, of those only whom a query means; with the lines of `near` besides the first ones.

    Raises Invalid for a query that cannot be read.
    """
    connection, moment = reading
    found = days.of(connection, moment.local, among(reading, words))
    entries = {_name(each): each for state in days.STATES for each in found.entries[state]}
    first = dict.fromkeys([*list(entries)[:AT_ONCE], *(name for name in near if name in entries)])
    return Seen(
        moment.local,
        entries,
        lines(reading, {name: entries[name] for name in first}),
        _holidays(found, moment.today),
        goals_of(reading),
        _nothing(reading, is_narrowed=bool(words)) if not entries else "",
        delivery_failures.newest(connection, moment.now),
    )


def about(entry: Entry) -> str | None:
    """Returns whose card tells most about an entry: a deal's, else a contact's; None where it is about neither."""
    if entry.deal_id is not None:
        return f"d{entry.deal_id}"
    return f"c{entry.contact_id}" if entry.contact_id is not None else None


def lines(reading: Reading, entries: Mapping[str, Entry]) -> dict[str, Line]:
    """Returns entries in words, each with how to reach whom it is about."""
    connection, moment = reading
    ids = list(dict.fromkeys(each.contact_id for each in entries.values() if each.contact_id is not None))
    reach = reaching.of(connection, ids, moment.today)
    zone = business.get(connection, "timezone") or ""
    return {name: _line(entry, reach.get(entry.contact_id or 0), moment.local, zone) for name, entry in entries.items()}


def among(reading: Reading, words: Sequence[str]) -> frozenset[int] | None:
    """Returns the ids of those whom a query means; None without a query. Raises Invalid."""
    if not words:
        return None
    connection, moment = reading
    return frozenset(criteria.contact_ids(connection, words, today=moment.today, now_local=moment.local))


def goals_of(reading: Reading) -> list[Goal]:
    """Returns the goals: of activities, and of money where there are such."""
    connection, moment = reading
    found = [
        Goal(day_heads.goal_in_words(each), _brief(each), each.done, each.goal.target)
        for each in goals.progress(connection, moment.today)
    ]
    if not money_goals.all_of(connection):
        return found
    from crmcli.store.reports import cases

    over = cases.span(connection, moment.today, moment.today)
    for each in money_goals.standings(connection, cases.Scope(), moment.today, over):
        if each.actual is not None:
            found.append(_of_money(each.goal, each.actual))
    return found


def _line(entry: Entry, reach: Reach | None, now: datetime, zone: str) -> Line:
    pressing, *beside = day_words.pressing(entry, now)
    beside += day_words.besides(entry, now.date())
    what = "" if entry.is_deal else day_words.what(entry)
    if entry.is_deal and entry.name:
        beside = [*beside, entry.name]
    if reach is None:
        return Line(entry, pressing, what, ", ".join(beside), _worth(entry), "")
    beside = [
        *beside,
        *reach_words.beside(reach.tries, reach.tried_since, reach.holiday, reach.is_resting, zone, now.date()),
    ]
    number = _worth(entry) if entry.is_deal else reach_words.number_of(reach.phone or "")
    there = reach_words.time_there(reach.zone, now) if reach.zone and not entry.is_deal else None
    return Line(entry, pressing, what, ", ".join(beside), number, there or "")


def _worth(entry: Entry) -> str:
    return deal_day_words.value(entry.deal) if entry.deal is not None and entry.is_deal else ""


def _name(entry: Entry) -> str:
    """What an entry is called among those of a day; one contact may have several occasions."""
    return entry.ref if entry.state != days.OCCASION else f"{entry.ref} {entry.due} {entry.what}"


def _holidays(found: Day, today: date) -> list[str]:
    near = day_words.holidays(found.holidays)
    return [told if each == today else f"{day_words.in_days(each, today)} {told}" for each, told in near]


def _nothing(reading: Reading, *, is_narrowed: bool) -> str:
    if is_narrowed:
        return _("Nothing to do today for those.")
    coming = days.next_after(reading.connection, reading.moment.today)
    return _("Nothing to do today.") if coming is None else day_heads.nothing(coming, reading.moment.today)


def _brief(progress: Progress) -> str:
    """`calls 4/20`."""
    goal, done = progress
    return f"{day_heads.plural(goal.kind, goal.target)} {done:,}/{goal.target:,}"


def _of_money(goal: MoneyGoal, actual: int) -> Goal:
    """`value 12M of IDR 50M this month`."""
    periods = {
        "week": _("this week"),
        "month": _("this month"),
        "quarter": _("this quarter"),
        "year": _("this year"),
    }
    done, aim = amounts.short(actual, goal.currency), amounts.short(goal.amount, goal.currency)
    text = _("{what} {done} of {goal} {period}").format(
        what=goal.of, done=done, goal=f"{goal.currency} {aim}", period=periods[goal.period]
    )
    return Goal(text, f"{goal.of} {done}/{aim}", actual, goal.amount)
