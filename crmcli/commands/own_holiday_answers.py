"""What `crm settings holiday` answers: the user's own days, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, dates, diagnostics
from crmcli.commands import listing as lists
from crmcli.commands import saving
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE, Column
from crmcli.store import occasions, own_holidays

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import date

    from crmcli.store.db import Transaction
    from crmcli.store.own_holidays import OwnHoliday

_YEARS = 5  # in which the next one is looked for: 29 February comes within them


def listing(limit: int) -> None:
    """Writes all days of the user's own."""
    here = context.current()
    store = here.reading()
    found = own_holidays.all_of(store.connection) if store else []
    counted = lists.Counted(map(as_row, found), limit)
    columns = [
        Column("day", _("Day")),
        Column("name", _("Name"), is_wide=True),
        Column("is_off", _("Day off")),
        Column("next", _("Next"), _next_in_words),
    ]
    here.output.listing(counted, columns, ids=lambda row: str(row["name"]))
    if not found:
        diagnostics.narrate(_("There are no days of your own yet. crm settings holiday add NAME --on 12-24 keeps one."))
    counted.say(ngettext("{count} day", "{count} days", counted.count))


def as_row(own: OwnHoliday) -> dict[str, Any]:
    """A day of the user's own as its documented JSON."""
    coming = _next(own, context.current().today)
    return {
        "name": own.name,
        "day": own.day,
        "is_off": own.is_off,
        "next": coming.isoformat() if coming else None,
    }


def add(name: str, on: str, *, is_off: bool, dry_run: bool) -> None:
    """Keeps a day and says when it comes next."""
    with _writing(_("kept the day {name}").format(name=name), dry_run) as (tx, answer):
        year, month, number = occasions.of_user(tx.connection, on)
        own = own_holidays.add(tx, name, year, month, number, is_off=is_off)
        answer(own, _("Would keep {name}, {next}") if dry_run else _("{name} is kept, {next}"))


def remove(name: str, on: str, *, dry_run: bool) -> None:
    """Forgets a day, or all of its name, and says so."""
    with _writing(_("forgot the day {name}").format(name=name), dry_run) as (tx, answer):
        day = _stored(*occasions.of_user(tx.connection, on)) if on else ""
        for own in own_holidays.remove(tx, name, day):
            answer(own, _("Would forget {name}, {day}") if dry_run else _("{name}, {day}, is kept no longer"))


def _stored(year: int | None, month: int, number: int) -> str:
    return f"{month:02d}-{number:02d}" if year is None else f"{year:04d}-{month:02d}-{number:02d}"


def _next(own: OwnHoliday, today: date) -> date | None:
    days = (own.falls_on(year) for year in range(today.year, min(today.year + _YEARS, 9999)))
    return next((day for day in days if day is not None and day >= today), None)


def _next_in_words(row: Any) -> str:
    if context.current().mode != TABLE:
        return row["next"] or ""
    return dates.shown(row["next"]) if row["next"] else _("gone by")


def _in_words(own: OwnHoliday) -> dict[str, str]:
    coming = _next(own, context.current().today)
    said = _("next on {day}").format(day=dates.shown(coming.isoformat())) if coming else _("which is gone by")
    return {"name": own.name, "day": own.day, "next": said}


def _writing(what: str, dry_run: bool) -> AbstractContextManager[tuple[Transaction, Callable[[OwnHoliday, str], None]]]:
    """One operation on days of the user's own; what is handed to `answer` inside is said once it is committed."""
    return saving.one_operation(
        what, dry_run, row=as_row, in_words=_in_words, unchanged=_("Nothing to change in {name}")
    )
