"""The schema, as the numbered steps that made it. A released step is never edited; a change is a new step.

The steps stand in a `sqlite_utils.Migrations` ledger and are plain SQL: `transform()` would drop triggers and the
deferrability of foreign keys. `PRAGMA user_version` is the only gate; it equals the number of steps.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from crmcli.store import indexing, journal
from crmcli.store.steps import step_1, step_2, step_3, step_4, step_5

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION_ID = 0x63726D21  # "crm!", so that a file is known as ours
LEDGER = Migrations("crm")


@LEDGER()
def step_1_contacts(database: Database) -> None:
    """People, companies and groups, the user's settings, and the journal under all of it. Before it was nothing.

    Journalled tables hold INTEGER and TEXT only and never give an id twice, because an undo has to bring back a row
    exactly from its JSON image. Foreign keys wait for the commit and never cascade: the journal must see every row go.
    """
    for statement in _statements(step_1.SQL):
        database.conn.execute(statement)


@LEDGER()
def step_2_the_whole_address_book(database: Database) -> None:
    """Saved queries, files on contacts, pairs known to be two people, and how far the sorting out has come.

    A contact that was merged into another has no row any more; `merged_contact` keeps its number known, since notes
    and scripts go on naming it. An attachment may come to belong to other records than contacts, so its contact may be
    missing.
    """
    for statement in _statements(step_2.SQL):
        database.conn.execute(statement)


@LEDGER()
def step_3_the_diary(database: Database) -> None:
    """What was said (activities and who took part), what was promised (follow-ups), and how often to be in touch.

    Until here a contact had a rhythm and a last touch, and nothing that moved them. Who was put into a group before
    has no day on which that was.
    """
    for statement in _statements(step_3.SQL):
        database.conn.execute(statement)


@LEDGER()
def step_4_the_digest(database: Database) -> None:
    """What was sent by itself, so that it is sent once; appointments with a place and a length; festivals of groups.

    Until here nothing was sent, and a follow-up was a line and an hour.
    """
    for statement in _statements(step_4.SQL):
        database.conn.execute(statement)


@LEDGER()
def step_5_deals(database: Database) -> None:
    """Pipelines, stages and deals with the whole way that each went; activities and follow-ups may be of a deal.

    Until here nothing was sold. The pipeline that everybody begins with is there before any operation, so that undoing
    the first deal does not depend on it.
    """
    for statement in _statements(step_5.SQL + step_5.DEFAULTS):
        database.conn.execute(statement)


def newest() -> int:
    """The number of the newest step, which `user_version` of an up-to-date database equals."""
    return len(LEDGER._migrations)


def migrate(connection: sqlite3.Connection) -> None:
    """Brings a database, new or old, to the newest step, all in one transaction that the caller has begun.

    Raises sqlite3.IntegrityError where a foreign key is broken afterwards; the caller then rolls back.
    """
    journal.drop_triggers(connection)
    LEDGER.apply(Database(connection, execute_plugins=False))
    journal.create_triggers(connection)
    indexing.rebuild(connection)
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise sqlite3.IntegrityError(f"a row of {broken[0]} points at a missing row of {broken[2]}")
    connection.execute(f"PRAGMA user_version = {newest()}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit the surrounding transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
