"""What is true of every database beyond what its schema says, asked of rows that came from outside in one piece."""

from __future__ import annotations

import sqlite3

from crmcli.errors import CrmError, Invalid
from crmcli.i18n import _
from crmcli.store import deal_soundness, diary_soundness, journal, occasions

_BAD_FIELDS = (
    "SELECT id FROM contact WHERE NOT json_valid(fields) OR json_type(fields) <> 'object' "
    "OR EXISTS (SELECT 1 FROM json_each(fields) WHERE type <> 'text') LIMIT 1"
)


def check(connection: sqlite3.Connection) -> None:
    """Raises Invalid, in words, for the first thing that is not as crm would have written it."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise Invalid(_("A row of {table} belongs to a row that is not there.").format(table=broken[0]))
    for table in journal.tables(connection):
        for column in journal.columns(connection, table):
            if column.endswith("_at"):
                diary_soundness.check_instants(connection, table, column)
    if _has_bad_fields(connection):
        raise Invalid(_("The own fields of a contact cannot be read."))
    _check_days(connection)
    _check_groups(connection)
    _check_settings(connection)
    diary_soundness.check(connection)
    deal_soundness.check(connection)


def _has_bad_fields(connection: sqlite3.Connection) -> bool:
    try:
        return connection.execute(_BAD_FIELDS).fetchone() is not None
    except sqlite3.OperationalError:  # a text that is no JSON, or is nested too deeply to be looked into
        return True


def _check_days(connection: sqlite3.Connection) -> None:
    for year, month, day in connection.execute("SELECT DISTINCT year, month, day FROM occasion"):
        occasions.check(year, month, day)


def _check_groups(connection: sqlite3.Connection) -> None:
    """A group that stands under itself would be looked through for ever."""
    parents = dict(connection.execute("SELECT id, parent_id FROM contact_group").fetchall())
    settled: set[int] = set()
    for group_id in parents:
        path: list[int] = []
        place: int | None = group_id
        while place is not None and place not in settled:
            if place in path:
                raise Invalid(_("A group stands under itself."))
            path.append(place)
            place = parents.get(place)
        settled.update(path)


def _check_settings(connection: sqlite3.Connection) -> None:
    from crmcli.store import settings

    for key, value in connection.execute("SELECT key, value FROM setting").fetchall():
        known = settings.KEYS.get(key)
        if known is not None:
            try:
                known.check(value)
            except CrmError as error:
                raise Invalid(_("The setting {key} cannot be '{value}'.").format(key=key, value=value)) from error
