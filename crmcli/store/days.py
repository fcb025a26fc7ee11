"""A day's work: whom to turn to, and why, and which deals, each in one of its states.

A contact stands once, with the most pressing reason; what else there is of them is noted beside it. So does a deal,
and one that a follow-up of the day is for is noted beside that. Private and blocked contacts are never among them, and
their deals neither, nor removed ones. Nothing is changed here, and no clock is read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.store import cadences, deal_days, followup_values, greetings, holidays, occasions, shares

if TYPE_CHECKING:
    from crmcli.public_holidays import Holiday
    from crmcli.store.cadences import Silent
    from crmcli.store.deal_days import Standing
    from crmcli.store.greetings import Coming
    from crmcli.store.occasions import Upcoming

LATE, TODAY, ANNOUNCED, SILENT, OCCASION = "late", "today", "announced", "silent", "occasion"
DEALS = deal_days.STATES
STATES = (LATE, TODAY, SILENT, *DEALS, OCCASION, ANNOUNCED)  # the most pressing first
OCCASIONS_AHEAD = 3  # days before an occasion from which it is told of
_SHARES = {LATE: 2, TODAY: 2}  # lines that a state gets while others get one
_DEALS = "deals"  # all states of deals together
_PRIORITIES = {"high": 0, "normal": 1, "low": 2}


class Entry(NamedTuple):
    """One thing to do: a follow-up, somebody to keep in touch with, a deal, an occasion, or a group to greet.

    `due` is a follow-up's own (a day, or a moment of the clock on the wall), else the day on which it is time.
    `silent`, `deal` and `occasion` are what is behind an entry, or stands beside it. A group to greet has the state of
    an occasion, and no contact; the contact of a deal is its customer.
    """

    state: str
    contact_id: int | None
    name: str | None
    due: str
    followup_id: int | None = None
    what: str = ""
    priority: str = "normal"
    silent: Silent | None = None
    occasion: Upcoming | None = None
    greeting: Coming | None = None
    minutes: int | None = None
    place: str | None = None
    deal_id: int | None = None
    deal: Standing | None = None

    @property
    def is_deal(self) -> bool:
        """Whether it is about a deal by itself."""
        return self.deal is not None and self.followup_id is None

    @property
    def ref(self) -> str:
        """How the user names it: `f12`, `c41` or `d7`; a group to greet as a word of a query, `group:VIP`."""
        if self.deal is not None and self.followup_id is None:
            return self.deal.ref
        if self.greeting is not None:
            return f"group:{self.greeting.group}"
        return f"f{self.followup_id}" if self.followup_id is not None else f"c{self.contact_id}"

    @property
    def day(self) -> date:
        """The day of the due."""
        return date.fromisoformat(self.due[:10])


class Day(NamedTuple):
    """The entries of a day by state, the most pressing first, and all occasions near it, also those noted beside.

    `greetings` are the groups to greet, which stand among the entries too; `holidays` the user's today and tomorrow.
    """

    entries: dict[str, list[Entry]]
    occasions: list[Upcoming]
    greetings: Sequence[Coming] = ()
    holidays: Sequence[Holiday] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not any(self.entries.values())

    @property
    def of_deals(self) -> Day:
        """The deals of it, and what is to be done for deals, alone."""
        entries = {state: only_of_deals(found) for state, found in self.entries.items()}
        return Day(entries, [], holidays=self.holidays)


_DUE = """
SELECT f.id, f.contact_id, c.name, f.what, f.due, f.priority, f.warn_days, f.minutes, f.place, f.deal_id
FROM followup f LEFT JOIN contact c ON c.id = f.contact_id
WHERE f.done_at IS NULL AND {which}
  AND (f.contact_id IS NULL OR (c.deleted_at IS NULL AND c.status NOT IN ('private', 'blocked')))
ORDER BY f.due, f.id
"""


def of(connection: sqlite3.Connection, now: datetime, contact_ids: Collection[int] | None = None) -> Day:
    """Returns what there is to do at `now`, the local clock on the wall; of some contacts only where they are named."""
    today = now.date()
    wanted = None if contact_ids is None else frozenset(contact_ids)
    silent = {each.contact_id: each for each in cadences.silent(connection, today=today) if _is_in(each, wanted)}
    near = occasions.within(connection, today, today + timedelta(days=OCCASIONS_AHEAD))
    near = [each for each in near if _is_in(each, wanted)]
    by_contact: dict[int, Upcoming] = {}
    for each in near:
        by_contact.setdefault(each.contact_id, each)
    promised = [e for e in _followups(connection, now) if wanted is None or e.contact_id in wanted]
    entries = [_with_notes(entry, silent, by_contact) for entry in _with_deals(connection, promised, now)]
    deals = _deals(connection, promised, now, wanted)
    met = {entry.contact_id for entry in entries}
    waiting = [each for each in silent.values() if each.contact_id not in met]
    short = _short(connection, [*waiting, *deals], today)
    for kept in sorted(waiting, key=lambda each: (-short.get(each.contact_id, 0), each.due, each.contact_id)):
        state = SILENT if kept.is_due else ANNOUNCED
        beside = by_contact.get(kept.contact_id)
        entries.append(Entry(state, kept.contact_id, kept.name, kept.due.isoformat(), silent=kept, occasion=beside))
        met.add(kept.contact_id)
    greeted = greetings.within(connection, today, today + timedelta(days=OCCASIONS_AHEAD), wanted)
    entries += _greeted(greeted)
    entries += [
        Entry(OCCASION, each.contact_id, each.name, each.day.isoformat(), what=each.kind, occasion=each)
        for each in near
        if each.contact_id not in met
    ]
    day = Day({state: [] for state in STATES}, near, greeted, holidays.near(connection, today))
    entries += [_about(each, today) for each in deal_days.pressing(deals, short)]
    for entry in entries:
        day.entries[entry.state].append(entry)
    day.entries[LATE].sort(key=lambda e: (_PRIORITIES[e.priority], e.due, e.followup_id))
    day.entries[TODAY].sort(key=lambda e: (len(e.due) == 10, e.due, _PRIORITIES[e.priority], e.followup_id))
    day.entries[OCCASION].sort(key=lambda e: e.due)
    day.entries[ANNOUNCED].sort(key=lambda e: (e.due, _PRIORITIES[e.priority]))
    return day


def between(
    connection: sqlite3.Connection, first: date, last: date, now: datetime, contact_ids: Collection[int] | None = None
) -> list[Entry]:
    """Returns what is promised from one day to another, both with, by day and time, the occasions of these days, and
    the deals that are expected to close on them.

    What comes again later stands once, on the day it is due. `now` is the local clock on the wall.
    """
    span = {"first": first.isoformat(), "after": (last + timedelta(days=1)).isoformat()}
    rows = connection.execute(_DUE.format(which="f.due >= :first AND f.due < :after"), span)
    found = _with_deals(connection, [_entry(ANNOUNCED, row) for row in rows], now)
    for each in occasions.within(connection, first, last):
        found.append(Entry(OCCASION, each.contact_id, each.name, each.day.isoformat(), what=each.kind, occasion=each))
    wanted = None if contact_ids is None else frozenset(contact_ids)
    kept = [entry for entry in found if wanted is None or entry.contact_id in wanted]
    kept += _greeted(greetings.within(connection, first, last, wanted))
    closing = deal_days.closings(connection, first, last, now, wanted)
    kept += [_about(each, first)._replace(state=deal_days.CLOSING, due=each.expected_close or "") for each in closing]
    return sorted(kept, key=_place)


def only_of_deals(entries: Sequence[Entry]) -> list[Entry]:
    """Returns the deals, and what is to be done for deals."""
    return [entry for entry in entries if entry.deal_id is not None]


def next_after(connection: sqlite3.Connection, today: date) -> Entry | None:
    """Returns the follow-up that comes first after a day, as an entry announced; None where there is none."""
    query = _DUE.format(which="f.due >= :tomorrow") + " LIMIT 1"
    row = connection.execute(query, {"tomorrow": (today + timedelta(days=1)).isoformat()}).fetchone()
    return _entry(ANNOUNCED, row) if row else None


def _place(entry: Entry) -> tuple[object, ...]:
    """By day and time, then what has no time, deals before occasions."""
    due = entry.due
    return (due[:10], len(due) == 10, due, entry.state == OCCASION, entry.is_deal, entry.followup_id or 0)


def portions(sizes: Mapping[str, int], room: int) -> dict[str, int]:
    """Returns how many of so many lines each state gets: late and due ones two for each one of the others.

    Deals get as much as one other state, however many are in how many states, and share it alike.
    """
    whole: dict[str, int] = {}
    for state, size in sizes.items():
        name = _DEALS if state in DEALS else state
        whole[name] = whole.get(name, 0) + size
    lines = _shared(whole, room)
    lines |= _shared({state: sizes[state] for state in DEALS if state in sizes}, lines.pop(_DEALS, 0))
    return {state: lines[state] for state in sizes}


def _shared(sizes: Mapping[str, int], room: int) -> dict[str, int]:
    lines = dict.fromkeys(sizes, 0)
    while room > 0 and any(lines[state] < sizes[state] for state in sizes):
        for state in sizes:
            given = min(_SHARES.get(state, 1), sizes[state] - lines[state], room)
            lines[state] += given
            room -= given
    return lines


def _followups(connection: sqlite3.Connection, now: datetime) -> list[Entry]:
    """The open follow-ups that are late, due today or announced, soonest first."""
    tomorrow = {"tomorrow": (now.date() + timedelta(days=1)).isoformat()}
    found = []
    for row in connection.execute(_DUE.format(which="f.due < :tomorrow"), tomorrow):
        state = LATE if followup_values.is_late(row[4], now) else TODAY
        found.append(_entry(state, row))
    # The sign before the due keeps SQLite from its index: nearly all rows would be read through it, one by one.
    for row in connection.execute(_DUE.format(which="+f.due >= :tomorrow AND f.warn_days <> ''"), tomorrow):
        if followup_values.is_announced(row[4], row[6], now.date()):
            found.append(_entry(ANNOUNCED, row))
    return found


def _entry(state: str, row: Sequence[Any]) -> Entry:
    return Entry(state, row[1], row[2], row[4], row[0], row[3], row[5], minutes=row[7], place=row[8], deal_id=row[9])


def _with_deals(connection: sqlite3.Connection, entries: list[Entry], now: datetime) -> list[Entry]:
    """Follow-ups with the open deals that they are for."""
    ids = {entry.deal_id for entry in entries if entry.deal_id is not None}
    if not ids:
        return entries
    found = deal_days.of(connection, ids, now)
    return [entry._replace(deal=found.get(entry.deal_id or 0)) for entry in entries]


def _deals(
    connection: sqlite3.Connection, promised: Sequence[Entry], now: datetime, wanted: frozenset[int] | None
) -> list[Standing]:
    """The deals to be told of that no follow-up of the day is for."""
    noted = {entry.deal_id for entry in promised}
    return [each for each in deal_days.told(connection, now, wanted) if each.id not in noted]


def _about(deal: Standing, today: date) -> Entry:
    """A deal as an entry, due on the day of its close where that is why it is told of, else today."""
    is_of_close = deal.state in (deal_days.SLIPPED, deal_days.CLOSING)
    due = (deal.expected_close if is_of_close else None) or today.isoformat()
    return Entry(deal.state, deal.contact_id, deal.contact, due, what=deal.title, deal_id=deal.id, deal=deal)


def _greeted(coming: Sequence[Coming]) -> list[Entry]:
    """The groups to greet as entries."""
    return [Entry(OCCASION, None, None, each.day.isoformat(), what=each.festival, greeting=each) for each in coming]


def _with_notes(entry: Entry, silent: dict[int, Silent], by_contact: dict[int, Upcoming]) -> Entry:
    """An entry with what else there is of its contact."""
    if entry.contact_id is None:
        return entry
    kept = silent.get(entry.contact_id)
    beside = by_contact.get(entry.contact_id)
    if kept is not None and not kept.is_due:
        kept = None
    return entry._replace(silent=kept, occasion=beside) if kept or beside else entry


def _short(connection: sqlite3.Connection, found: Sequence[Silent | Standing], today: date) -> dict[int, int]:
    """How much the groups of those to keep in touch with, and of customers, are short of their share of time."""
    people = [each.contact_id for each in found if each.contact_id is not None]
    return shares.leaning(connection, people, today=today) if people else {}


def _is_in(each: Silent | Upcoming, wanted: frozenset[int] | None) -> bool:
    return wanted is None or each.contact_id in wanted
