"""What is answered of holidays and festivals: those of some countries, and what a group can be greeted on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics, public_holidays
from crmcli.commands import listing as lists
from crmcli.errors import Invalid
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE, Column

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.public_holidays import Holiday

_A_YEAR = 365


def holidays(countries: Sequence[str], first: date, last: date) -> list[Holiday]:
    """The holidays of some countries from one day to another; the user's, and their own days, where none is named.

    Raises Invalid for a country that there are none of, and CrmError where they are asked for and not installed.
    """
    from crmcli.store import holidays as kept

    connection = _connection()
    if countries:
        named = _checked(countries)
        language = _language(connection)
        found = (each for country in named for each in public_holidays.between(country, first, last, language))
        return sorted(each._replace(where=each.country) if len(named) > 1 else each for each in found)
    if connection is not None:
        return kept.of_user(connection, first, last)
    language = _language(None)
    return [each for code in kept.countries(None) for each in public_holidays.between(code, first, last, language)]


def listing(countries: Sequence[str], limit: int) -> None:
    """Writes the festivals of a year, each once, with the next day of it and its other names."""
    from crmcli import festivals

    public_holidays.require()
    here = context.current()
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for each in holidays(countries, here.today, here.today + timedelta(days=_A_YEAR)):
        (name,) = festivals.names_of([each])
        row = {
            "name": name,
            "country": each.country or None,
            "date": each.day.isoformat(),
            "is_off": each.is_off,
            "others": [other for other in each.others if other != name],
        }
        found.setdefault((name, each.country), row)
    counted = lists.Counted(found.values(), limit)
    here.output.listing(counted, _columns(), ids=lambda row: str(row["name"]))
    if not found:
        diagnostics.narrate(_("No country's holidays count: crm settings set holidays region"))
    counted.say(ngettext("{count} festival", "{count} festivals", counted.count))


def _columns() -> list[Column]:
    from crmcli import dates

    is_table = context.current().mode == TABLE
    return [
        Column("date", _("Next"), lambda row: dates.shown(row["date"]) if is_table else row["date"]),
        Column("name", _("Festival"), is_wide=True),
        Column("others", _("Also called"), lambda row: ", ".join(row["others"]), is_wide=True),
        Column("country", _("Country")),
        Column("is_off", _("Day off")),
    ]


def _checked(countries: Sequence[str]) -> list[str]:
    public_holidays.require()
    named = list(dict.fromkeys(code.strip().upper() for given in countries for code in given.split(",")))
    for code in named:
        if not public_holidays.is_country(code):
            raise Invalid(
                _("There are no holidays of '{value}'.").format(value=code),
                _("Write two letters such as ID, TW or US, or a part of a country such as DE-BY."),
            )
    return named


def _connection() -> sqlite3.Connection | None:
    store = context.current().reading()
    return store.connection if store else None


def _language(connection: sqlite3.Connection | None) -> str:
    from crmcli.store import settings

    return settings.effective(connection, "language")
