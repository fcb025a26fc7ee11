"""What `crm occasions` answers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crmcli import context, dates, day_words, diagnostics
from crmcli.commands import listing as lists
from crmcli.errors import Invalid
from crmcli.i18n import _, ngettext
from crmcli.output import IDS, TABLE, Column

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.public_holidays import Holiday
    from crmcli.store.greetings import Coming
    from crmcli.store.occasions import Upcoming

Row = dict[str, Any]
HOLIDAY, GREETING = "holiday", "greeting"
_MOST_DAYS = 3660


def listing(
    words: Sequence[str], within: str, kind: str, limit: int, *, with_private: bool, countries: Sequence[str] | None
) -> None:
    """Writes the occasions so far ahead. Raises Invalid for a length that is none, and what a query raises.

    `countries` are those whose holidays are among them, the user's where none is named; None for no holidays.
    """
    from crmcli.commands import festival_answers

    here = context.current()
    store, today = here.reading(), here.today
    last = _last(within, today)
    wanted = set(lists.matching_ids(words)) if words and store else None
    found: list[Row] = []
    if store is not None:
        found = _occasions(store.connection, today, last, wanted, with_private)
        found += _greetings(store.connection, today, last, wanted)
    if countries is not None and wanted is None:
        found += [holiday_row(each, today) for each in festival_answers.holidays(countries, today, last)]
    found = [row for row in found if not kind or row["kind"].casefold() == kind.strip().casefold()]
    found.sort(key=lambda row: row["date"])
    if here.mode == IDS:
        found = [row for row in found if row["id"] is not None]
    counted = lists.Counted(found, limit)
    here.output.listing(counted, _columns(today), ids="c")
    if not found:
        nothing = _("There is nothing for those until {day}.") if words else _("There is nothing until {day}.")
        diagnostics.narrate(nothing.format(day=dates.shown(last.isoformat())))
    counted.say(ngettext("{count} occasion", "{count} occasions", counted.count))


def _occasions(
    connection: sqlite3.Connection, today: date, last: date, wanted: set[int] | None, with_private: bool
) -> list[Row]:
    from crmcli.store import occasions

    found = occasions.within(connection, today, last, with_private=with_private)
    return [as_row(each, today) for each in found if wanted is None or each.contact_id in wanted]


def _greetings(connection: sqlite3.Connection, today: date, last: date, wanted: set[int] | None) -> list[Row]:
    from crmcli.store import greetings

    return [_greeting_row(each, today) for each in greetings.within(connection, today, last, wanted)]


def holiday_row(each: Holiday, today: date) -> Row:
    """A holiday as a row of occasions: nobody's, `name` is what the day is called."""
    name = each.shown if context.current().mode == TABLE else each.name
    row = {"id": None, "name": name, "kind": HOLIDAY, **_when(each.day, today), "turns": None}
    return {**row, "country": each.country or None, "is_off": each.is_off, "group": None, "people": None}


def _greeting_row(each: Coming, today: date) -> Row:
    row = {"id": None, "name": each.festival, "kind": GREETING, **_when(each.day, today), "turns": None}
    return {**row, "country": None, "is_off": None, "group": each.group, "people": each.contacts}


def _when(day: date, today: date) -> Row:
    return {"date": day.isoformat(), "days": (day - today).days}


def as_row(each: Upcoming, today: date) -> dict[str, Any]:
    """An occasion that comes round as its documented JSON."""
    return {
        "id": each.contact_id,
        "name": each.name,
        "kind": each.kind,
        **_when(each.day, today),
        "turns": each.turns,
        "country": None,
        "is_off": None,
        "group": None,
        "people": None,
    }


def _columns(today: date) -> list[Column]:
    def when(row: Any) -> str:
        return dates.shown(row["date"]) if context.current().mode == TABLE else str(row["date"])

    def ahead(row: Any) -> str:
        return day_words.in_days(date.fromisoformat(row["date"]), today)

    return [
        Column("date", _("Day"), when),
        Column("days", _("When"), ahead if context.current().mode == TABLE else None),
        Column("id", _("Id"), lambda row: "" if row["id"] is None else f"c{row['id']}"),
        Column("name", _("Who"), _who, is_wide=True),
        Column("kind", _("What")),
        Column("turns", _("Turns"), is_number=True),
    ]


def _who(row: Any) -> str:
    """The contact, the holiday, or the group and what it is greeted on."""
    if row["kind"] != GREETING or row["group"] is None:
        return str(row["name"])
    people = day_words.people(row["people"])
    return f"{row['group']}: {row['name']} ({people})"


def _last(within: str, today: date) -> date:
    from crmcli import lengths

    days = lengths.days(within)
    if not 0 <= days <= _MOST_DAYS:
        raise Invalid(_("--within is at most {most} days.").format(most=_MOST_DAYS), _("Write it like 30d, 6w or 1y."))
    return today + timedelta(days=min(days, (date.max - today).days))
