"""Purging: the one thing that cannot be undone. A person's rows, images, search entries and photo go for good."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crmcli.i18n import _
from crmcli.store import backups, blobs, contacts, indexing
from crmcli.store.conflicts import foreign_keys

if TYPE_CHECKING:
    from crmcli.store.db import Store


def purge(store: Store, contact_id: int) -> list[str]:
    """Removes a contact and every trace of it, and returns the backups that still hold it.

    The people of a purged company stay, without an employer; a relation of somebody else to the contact goes. The
    operations that touched it are marked as partly purged: what else they did can still be undone. Raises NotFound.
    """
    connection = store.connection
    name = contacts.get(connection, contact_id).name
    connection.execute("PRAGMA secure_delete = ON")
    with store.exclusive():
        owned = _owned(connection, contact_id)
        for table, row_ids in owned.items():
            _forget(connection, table, row_ids)
        _forget_mentions(connection, contact_id)
        for table in ("search", "search_trigram"):
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (contact_id,))
            # A deleted row's words stay in the index's segments until they are merged.
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        _forget_words(connection, name)
        blobs.collect(connection)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return [path for path in backups.existing(store.path) if _holds(path, contact_id)]


def _owned(connection: sqlite3.Connection, contact_id: int) -> dict[str, set[int]]:
    """All rows that are the contact's, by table, those that only the journal still knows included."""
    owned = {"contact": {contact_id}}
    for key in foreign_keys(connection):
        if key.parent != "contact" or key.table == "contact":
            continue
        rows = connection.execute(
            f"SELECT id FROM {key.table} WHERE {key.column} = :contact UNION SELECT row_id FROM journal "
            f"WHERE table_name = '{key.table}' AND json_extract(image, '$.{key.column}') = :contact",
            {"contact": contact_id},
        )
        owned.setdefault(key.table, set()).update(row[0] for row in rows)
    return owned


def _forget(connection: sqlite3.Connection, table: str, row_ids: set[int]) -> None:
    """Deletes rows and their images; the triggers' own notes of it go too."""
    for row_id in row_ids:
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        connection.execute(
            "UPDATE operation SET purged = 1 WHERE id IN "
            "(SELECT operation_id FROM journal WHERE table_name = ? AND row_id = ?)",
            (table, row_id),
        )
        connection.execute("DELETE FROM journal WHERE table_name = ? AND row_id = ?", (table, row_id))


def _forget_mentions(connection: sqlite3.Connection, contact_id: int) -> None:
    """Lets nobody, and no image, have the purged contact as an employer."""
    people = [row[0] for row in connection.execute("SELECT id FROM contact WHERE employer_id = ?", (contact_id,))]
    connection.execute("UPDATE contact SET employer_id = NULL WHERE employer_id = ?", (contact_id,))
    connection.executemany(
        "DELETE FROM journal WHERE operation_id IS NULL AND table_name = 'contact' AND row_id = ?",
        [(person_id,) for person_id in people],
    )
    indexing.index_contacts(connection, people)
    connection.execute(
        "UPDATE journal SET image = json_set(image, '$.employer_id', NULL) "
        "WHERE table_name = 'contact' AND json_extract(image, '$.employer_id') = ?",
        (contact_id,),
    )


def _forget_words(connection: sqlite3.Connection, name: str) -> None:
    """Takes out of the history what the user typed about the contact, and the name."""
    connection.execute("UPDATE operation SET command = '' WHERE purged = 1")
    connection.execute("UPDATE operation SET what = ? WHERE purged = 1 AND instr(what, ?)", (_("(purged)"), name))


def _holds(path: str, contact_id: int) -> bool:
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return connection.execute("SELECT 1 FROM contact WHERE id = ?", (contact_id,)).fetchone() is not None
        finally:
            connection.close()
    except sqlite3.Error:
        return True  # what cannot be looked into may hold it
