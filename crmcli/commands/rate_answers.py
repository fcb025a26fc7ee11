"""What `crm settings rate` answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, dates, diagnostics
from crmcli.commands import saving, timing
from crmcli.errors import Usage
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE, Column
from crmcli.store import rate_figures, rates

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import date

    from crmcli.store.db import Transaction
    from crmcli.store.rates import Rate

Said = tuple[rates.Rate, rates.Book]  # a rate, and those beside which it stands

_REMOVING, _SETTING = ("rm", "remove"), ("add", "set")


def rate(words: Sequence[str], on: str, dry_run: bool) -> None:
    """Lists the rates, sets one, or takes some away, as the words say. Raises Usage for any others."""
    given = " ".join(words).split()
    if given in ([], ["list"]):
        _list()
    elif given[0] in _REMOVING and len(given) == 2:
        _remove(given[1], on, dry_run)
    elif len(given) > 1 and given[0] not in _REMOVING:
        given = given[1:] if given[0] in _SETTING and len(given) > 2 else given
        _set(given[0], " ".join(given[1:]), on, dry_run)
    else:
        raise Usage(_("That is no rate."), _("crm settings rate USD 16250 sets one; rm USD takes it away."))


def as_row(one: Rate, holds: bool) -> dict[str, Any]:
    """A rate as its documented JSON, with whether it is the one that holds today."""
    return {"currency": one.currency, "home": one.home, "day": one.day, "rate": one.rate, "holds": holds}


def _list() -> None:
    here = context.current()
    store = here.reading()
    found = rates.all_of(store.connection) if store else []
    book = rates.book(store.connection) if store else rates.Book("", [])
    here.output.listing(
        [as_row(each, book.holding(each.currency, here.today) == each) for each in found],
        _columns(),
        ids=lambda row: str(row["currency"]),
    )
    if not found:
        diagnostics.narrate(_("There are no rates yet. crm settings rate USD 16250 sets one."))


def _columns() -> list[Column]:
    if context.current().mode != TABLE:
        names = {"currency": _("Currency"), "rate": _("Rate"), "home": _("In"), "day": _("From"), "holds": _("Holds")}
        return [Column(key, title) for key, title in names.items()]
    return [
        Column("currency", _("Currency")),
        Column("rate", _("Rate"), lambda row: rate_figures.shown(row["rate"]), is_number=True),
        Column("home", _("In")),
        Column("day", _("From"), lambda row: dates.shown(row["day"])),
        Column("holds", _("Holds today"), lambda row: _("yes") if row["holds"] else ""),
    ]


def _set(currency: str, figures: str, on: str, dry_run: bool) -> None:
    day = _day(on)
    with _writing(_("set a rate"), dry_run) as (tx, answer):
        before = rates.book(tx.connection).holding(rates.named(currency), day)
        one = rates.put(tx, currency, figures, day)
        _warn_where_far(one, before)
        tx.describe(_("set the rate of {currency}").format(currency=one.currency))
        done = (
            _("1 {currency} would be {home} {rate} from {day} on")
            if dry_run
            else _("1 {currency} is {home} {rate} from {day} on")
        )
        answer((one, rates.book(tx.connection)), done)


def _warn_where_far(one: Rate, before: Rate | None) -> None:
    """Warns of a rate that is many times the one before it, or a small part of it."""
    if before is not None and rates.is_far(one, before):
        diagnostics.warn(
            _("That is far from the {home} {rate} of {day}: look whether it is right.").format(
                home=before.home, rate=rate_figures.shown(before.rate), day=dates.shown(before.day)
            )
        )


def _remove(currency: str, on: str, dry_run: bool) -> None:
    here = context.current()
    day = _day(on) if on else None
    with here.writing(dry_run).write(_("forgot a rate"), command=here.command_line, dry_run=dry_run) as tx:
        book = rates.book(tx.connection)
        gone = rates.remove(tx, currency, day)
        tx.describe(_("forgot the rate of {currency}").format(currency=gone[0].currency))
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        here.output.document({"removed": [_row((each, book)) for each in gone], "operation": operation})
        return
    done = _("Would forget that 1 {currency} is {home} {rate} from {day} on")
    if not dry_run:
        done = _("Forgot that 1 {currency} is {home} {rate} from {day} on")
    said = done.format(**_in_words((gone[0], book)))
    if len(gone) > 1:
        more = ngettext(", and {count} more of {currency}", ", and {count} more of {currency}", len(gone) - 1)
        said += more.format(count=len(gone) - 1, currency=gone[0].currency)
    here.output.sentence(said + saving.taken_back(operation))


def _day(on: str) -> date:
    """The day that is meant, today where none is said; a day to come in figures only. Raises Invalid."""
    from datetime import date

    if not on:
        return context.current().today
    try:
        return date.fromisoformat(on)
    except ValueError:
        return timing.happened(on).day


def _writing(what: str, dry_run: bool) -> AbstractContextManager[tuple[Transaction, Callable[[Said, str], None]]]:
    """One operation on rates; what is handed to `answer` inside is said once it is committed."""
    return saving.one_operation(
        what, dry_run, row=_row, in_words=_in_words, unchanged=_("1 {currency} is {home} {rate} from {day} on already")
    )


def _row(said: Said) -> dict[str, Any]:
    one, book = said
    return as_row(one, book.holding(one.currency, context.current().today) == one)


def _in_words(said: Said) -> dict[str, str]:
    one = said[0]
    return {
        "currency": one.currency,
        "home": one.home,
        "rate": rate_figures.shown(one.rate),
        "day": dates.shown(one.day),
    }
