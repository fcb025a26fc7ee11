"""Greetings: groups that are greeted on a festival, and the days on which that is to be done.

A member is greeted on the day of their own country's festival, where that has one of the name, else on the user's; a
greeting for one country is on that country's day for all. Private and blocked contacts are not greeted.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from crmcli import public_holidays, texts
from crmcli.errors import Ambiguous, Invalid, NotFound
from crmcli.i18n import _
from crmcli.store import local_days

# Calendars and countries are imported where they are used: who greets nobody does not wait for them each morning.
if TYPE_CHECKING:
    from crmcli.public_holidays import Holiday
    from crmcli.store.db import Transaction
    from crmcli.store.festival_days import FestivalDays

_NAMED = 9  # festivals that are named where one is not found
_NEAR = 75  # of 100, how like a name is


class Greeting(NamedTuple):
    """A group and a festival on which it is greeted; `country` is empty where each member's own counts."""

    id: int
    group_id: int
    group: str
    festival: str
    country: str

    @property
    def name(self) -> str:
        """The festival as it is typed: `Idul Fitri`, or `TW:春節` for the day of one country."""
        return f"{self.country}:{self.festival}" if self.country else self.festival


class Coming(NamedTuple):
    """A festival that comes, and the group that is greeted on it; `contacts` is how many of its members are meant."""

    group_id: int
    group: str
    festival: str
    day: date
    contacts: int


_SELECT = (
    "SELECT g.id, g.group_id, cg.name, g.festival, g.country "
    "FROM greeting g JOIN contact_group cg ON cg.id = g.group_id "
)
_MEMBERS = (
    "SELECT c.id FROM membership m JOIN contact c ON c.id = m.contact_id "
    "WHERE m.group_id = ? AND c.deleted_at IS NULL AND c.status NOT IN ('private', 'blocked')"
)


def all_of(connection: sqlite3.Connection) -> list[Greeting]:
    """Returns all greetings, by group and festival."""
    return [Greeting(*row) for row in connection.execute(_SELECT + "ORDER BY cg.folded, g.id")]


def of_group(connection: sqlite3.Connection, group_id: int) -> list[Greeting]:
    """Returns the festivals that a group is greeted on, in the order they were said."""
    return [Greeting(*row) for row in connection.execute(_SELECT + "WHERE g.group_id = ? ORDER BY g.id", (group_id,))]


def within(
    connection: sqlite3.Connection, first: date, last: date, contact_ids: Collection[int] | None = None
) -> list[Coming]:
    """Returns what there is to greet from one day to another, both with, soonest first: one for a group and festival.

    Of some contacts only where they are named. Where members of different countries have different days, there is one
    for each day.
    """
    greeted = all_of(connection)
    if not greeted:
        return []
    from crmcli.store import contact_countries
    from crmcli.store.festival_days import FestivalDays

    days = FestivalDays(connection, first, last)
    # To look at every member of a large group takes as long as the rest of a day: seldom is there a reason to.
    possible = contact_countries.possible(connection) if any(not each.country for each in greeted) else frozenset()
    members: dict[int, dict[int, str]] = {}
    found = []
    for each in greeted:
        if not (_days(days, each, "") or any(_days(days, each, country) for country in possible)):
            continue
        if each.group_id not in members:
            members[each.group_id] = _countries(connection, each.group_id, contact_ids)
        counted = Counter(day for country in members[each.group_id].values() for day in _days(days, each, country))
        found += [Coming(each.group_id, each.group, each.festival, day, count) for day, count in counted.items()]
    return sorted(found, key=lambda each: (each.day, each.group.casefold(), each.festival))


def add(tx: Transaction, group_id: int, typed: str) -> str:
    """Greets a group on a festival, unless it was already; returns the name under which it is kept.

    Raises NotFound, with near names, for a festival that no country of the user or the group's members has, and
    Ambiguous where the name fits several.
    """
    country, festival = _parts(typed)
    there = of_group(tx.connection, group_id)
    if not any(_is_same(each, country, festival) for each in there):
        festival = _known(tx, group_id, country, festival)
    kept = next((each.festival for each in there if _is_same(each, country, festival)), None)
    if kept is None:
        tx.connection.execute(
            "INSERT INTO greeting (group_id, festival, country) VALUES (?, ?, ?)", (group_id, festival, country)
        )
    return kept or festival


def remove(tx: Transaction, group_id: int, typed: str) -> None:
    """Greets a group on a festival no longer. Raises NotFound where it was not."""
    country, festival = _parts(typed)
    there = of_group(tx.connection, group_id)
    found = [each for each in there if _is_same(each, country or each.country, festival)]
    found = found or [each for each in there if country in ("", each.country) and _begins(each, festival)]
    if len({each.festival for each in found}) != 1:
        names = ", ".join(each.name for each in there)
        raise NotFound(
            _("The group is not greeted on '{festival}'.").format(festival=typed.strip()),
            _("It is greeted on: {names}.").format(names=names) if names else "",
        )
    for each in found:
        tx.connection.execute("DELETE FROM greeting WHERE id = ?", (each.id,))


def _days(days: FestivalDays, greeting: Greeting, country: str) -> tuple[date, ...]:
    """The days on which a member of a country is greeted."""
    if greeting.country:
        return days.in_country(greeting.festival, greeting.country)
    return days.for_contact(greeting.festival, country)


def _countries(connection: sqlite3.Connection, group_id: int, wanted: Collection[int] | None = None) -> dict[int, str]:
    """The country of each member who is greeted, empty where it is not known; of some contacts only where named."""
    from crmcli.store import contact_countries

    members = [row[0] for row in connection.execute(_MEMBERS, (group_id,))]
    return contact_countries.of(connection, members if wanted is None else [one for one in members if one in wanted])


def _parts(typed: str) -> tuple[str, str]:
    """The country, where one is named before a colon, and the name of a festival. Raises Invalid."""
    festival = texts.line(typed, _("name of the festival"))
    country, colon, name = festival.partition(":")
    if not colon:
        return "", festival
    country = country.strip().upper()
    if not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise Invalid(
            _("There is no country '{country}'.").format(country=country),
            _("Write a festival such as 'Idul Fitri', or TW:春節 for the day of one country."),
        )
    return country, texts.line(name, _("name of the festival"))


def _is_same(each: Greeting, country: str, festival: str) -> bool:
    return each.country == country and texts.plain(each.festival) == texts.plain(festival)


def _begins(each: Greeting, festival: str) -> bool:
    return texts.plain(each.festival).startswith(texts.plain(festival))


def _known(tx: Transaction, group_id: int, country: str, festival: str) -> str:
    """The festival by a name that a calendar has. Raises NotFound and Ambiguous, and CrmError without the package."""
    from crmcli import festivals

    today = date.fromisoformat(local_days.today(tx))
    calendars = _calendars(tx.connection, group_id, country, today)
    several: list[str] = []
    first, *theirs = calendars
    for calendar, by_beginning in ((first, False), *((each, True) for each in theirs), *((e, False) for e in theirs)):
        days = festivals.days_of(festival, calendar, by_beginning=by_beginning)
        names = festivals.names_of(days)
        if len(names) == 1:
            return festival if calendar is first else festivals.name_that_fits(festival, days[0])
        several = several or names
    if several:
        raise Ambiguous(
            _("'{festival}' may be {count} festivals.").format(festival=festival, count=len(several)),
            _("Say one of: {names}.").format(names=", ".join(several[:_NAMED])),
        )
    every = list(
        dict.fromkeys(name for calendar in calendars for each in calendar for name in (each.name, *each.others))
    )
    by_sound = _by_sound(festival, every)
    if by_sound:
        return by_sound
    public_holidays.require()
    raise NotFound(_("No festival is called '{festival}'.").format(festival=festival), _hint(festival, every))


def _calendars(connection: sqlite3.Connection, group_id: int, country: str, today: date) -> list[Sequence[Holiday]]:
    """The calendars in which a festival of a group is looked for: the user's, then those of its members."""
    from crmcli.store.festival_days import FestivalDays

    days = FestivalDays(connection, today, today)
    if country:
        return [days.calendar(country)]
    theirs = sorted(set(_countries(connection, group_id).values()) - {""})
    return [days.calendar(each) for each in ("", *theirs)]


def _by_sound(festival: str, names: Sequence[str]) -> str:
    """The name that is the same in ASCII (`chun jie` is 春節); empty for none."""
    from crmcli.folding import fold, joined

    wanted = fold(festival)
    return next((name for name in names if wanted in (fold(name), joined(name))), "")


def _hint(festival: str, names: Sequence[str]) -> str:
    from rapidfuzz import fuzz, process

    near = process.extract(festival, names, scorer=fuzz.WRatio, limit=_NAMED, score_cutoff=_NEAR)
    if not near:
        return _("crm occasions --festivals lists them.")
    return _("Near is: {names}; crm occasions --festivals lists all.").format(names=", ".join(row[0] for row in near))
