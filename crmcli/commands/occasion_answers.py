"""What `crm occasions` answers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crmcli import context, dates, diagnostics
from crmcli.commands import day_words
from crmcli.commands import listing as lists
from crmcli.errors import Invalid
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.occasions import Upcoming

_MOST_DAYS = 3660


def listing(words: Sequence[str], within: str, kind: str, limit: int, *, with_private: bool) -> None:
    """Writes the occasions so far ahead. Raises Invalid for a length that is none, and what a query raises."""
    from crmcli.store import occasions

    here = context.current()
    store, today = here.reading(), here.today
    last = _last(within, today)
    found: list[Upcoming] = []
    if store is not None:
        found = occasions.within(store.connection, today, last, with_private=with_private)
        if words:
            wanted = set(lists.matching_ids(words))
            found = [each for each in found if each.contact_id in wanted]
        if kind:
            found = [each for each in found if each.kind.casefold() == kind.strip().casefold()]
    counted = lists.Counted((as_row(each, today) for each in found), limit)
    here.output.listing(counted, _columns(today), ids="c")
    if not found:
        nothing = _("There is nothing for those until {day}.") if words else _("There is nothing until {day}.")
        diagnostics.narrate(nothing.format(day=dates.shown(last.isoformat())))
    counted.say(ngettext("{count} occasion", "{count} occasions", counted.count))


def as_row(each: Upcoming, today: date) -> dict[str, Any]:
    """An occasion that comes round as its documented JSON."""
    return {
        "id": each.contact_id,
        "name": each.name,
        "kind": each.kind,
        "date": each.day.isoformat(),
        "days": (each.day - today).days,
        "turns": each.turns,
    }


def _columns(today: date) -> list[Column]:
    def when(row: Any) -> str:
        return dates.shown(row["date"]) if context.current().mode == TABLE else str(row["date"])

    def ahead(row: Any) -> str:
        return day_words.in_days(date.fromisoformat(row["date"]), today)

    return [
        Column("date", _("Day"), when),
        Column("days", _("When"), ahead if context.current().mode == TABLE else None),
        Column("id", _("Id"), lambda row: f"c{row['id']}"),
        Column("name", _("Who"), is_wide=True),
        Column("kind", _("What")),
        Column("turns", _("Turns"), is_number=True),
    ]


def _last(within: str, today: date) -> date:
    from crmcli import lengths

    days = lengths.days(within)
    if not 0 <= days <= _MOST_DAYS:
        raise Invalid(_("--within is at most {most} days.").format(most=_MOST_DAYS), _("Write it like 30d, 6w or 1y."))
    return today + timedelta(days=min(days, (date.max - today).days))
