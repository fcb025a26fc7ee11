"""What is true of every diary beyond what its schema says, asked of rows that came from outside in one piece."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, time
from typing import Any

from crmcli.errors import CrmError, Invalid
from crmcli.i18n import _

# The first and the last years are left out, since no zone may carry a time over the edge of the calendar.
_IS_NO_INSTANT = "strftime('%Y-%m-%dT%H:%M:%SZ', {0}, '+0 days') IS NOT {0} OR {0} NOT BETWEEN '0002' AND '9999'"
_INSTANTS = (("activity", "at"), ("deal", "stage_since"), ("stage_move", "at"), ("close_change", "at"))
_DAYS = (
    ("contact", "cadence_since"), ("contact", "quiet_until"), ("contact_group", "cadence_since"),
    ("membership", "since"),
)  # fmt: skip
_DUES = (("followup", "due"), ("followup", "planned"), ("followup", "repeat_start"))
_RATES = (("contact", "at_most"), ("contact_group", "at_most"))


def check_instants(connection: sqlite3.Connection, table: str, column: str) -> None:
    """Raises Invalid, in words, for the first that is no instant, or is too far away to be shown in every zone."""
    row = connection.execute(
        f"SELECT id FROM {table} WHERE {column} IS NOT NULL AND ({_IS_NO_INSTANT.format(column)}) LIMIT 1"
    ).fetchone()
    if row is not None:
        raise Invalid(_("A time in {table} {id} is no time.").format(table=table, id=row[0]))


def check(connection: sqlite3.Connection) -> None:
    """Raises Invalid, in words, for the first thing in the diary that is not as crm would have written it."""
    for table, column in _INSTANTS:
        check_instants(connection, table, column)
    for table, column in _DAYS:
        check_column(connection, table, column, is_day)
    for table, column in _DUES:
        check_column(connection, table, column, _due)
    for table, column in _RATES:
        check_column(connection, table, column, _rate)
    check_column(connection, "followup", "warn_days", _warnings)
    check_column(connection, "followup", "repeat", _rule)
    check_column(connection, "followup", "minutes", _minutes)
    check_column(connection, "followup", "place", _place)
    check_column(connection, "followup", "note", _note)
    check_column(connection, "activity", "currency", is_currency)


def check_column(connection: sqlite3.Connection, table: str, column: str, is_good: Callable[[Any], bool]) -> None:
    """Raises Invalid, in words, where a column holds what cannot stand there: `is_good` denies it, or fails."""
    query = f"SELECT {column}, min(id) FROM {table} WHERE {column} IS NOT NULL GROUP BY {column}"
    for value, row_id in connection.execute(query):
        try:
            is_sound = is_good(value)
        except (ValueError, RecursionError, CrmError):
            is_sound = False
        if not is_sound:
            raise Invalid(
                _("What stands in {column} of {table} {id} cannot be there.").format(
                    column=column, table=table, id=row_id
                )
            )


def is_day(value: str) -> bool:
    """Whether a text is a local day as it is stored; a ValueError says no as well."""
    return len(value) == 10 and date.fromisoformat(value).isoformat() == value


def _due(value: str) -> bool:
    day, is_timed, minute = value.partition("T")
    return is_day(day) and (not is_timed or (len(minute) == 5 and f"{time.fromisoformat(minute):%H:%M}" == minute))


def _rate(value: str) -> bool:
    from crmcli import lengths

    return lengths.rate(value).text == value


def _warnings(value: str) -> bool:
    from crmcli.store import followup_values

    return not value or followup_values.warnings(int(days) for days in value.split(",")) == value


def _rule(value: str) -> bool:
    from crmcli import repeats

    return repeats.checked(value) == value


def _minutes(value: int) -> bool:
    from crmcli.store import followup_values

    return followup_values.appointment(value, "", "")["minutes"] == value


def _place(value: str) -> bool:
    from crmcli.store import followup_values

    return followup_values.appointment(None, value, "")["place"] == value


def _note(value: str) -> bool:
    from crmcli.store import followup_values

    return followup_values.appointment(None, "", value)["note"] == value


def is_currency(value: str) -> bool:
    """Whether a text has the form of a currency: `IDR`."""
    return len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()
