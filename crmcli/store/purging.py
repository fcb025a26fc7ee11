"""Purging: the one thing that cannot be undone. A person's rows, images, search entries and photo go for good."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.i18n import _
from crmcli.store import (
    activity_index,
    backups,
    blobs,
    contacts,
    indexing,
    merging,
    operations,
    purging_deals,
    purging_diary,
)
from crmcli.store.conflicts import foreign_keys
from crmcli.store.lock import WriteLock

if TYPE_CHECKING:
    from crmcli.store.db import Store


def purge(store: Store, contact_id: int) -> list[str]:
    """Removes a contact and every trace of it, and returns the backups that still hold it.

    What it was before others were merged into it goes, too, and so does whatever those others were.
    The people of a purged company stay, without an employer; a relation of somebody else to the contact goes. What
    happened together with somebody who stays is theirs as well, and stays. Deals go on without the contact. The
    operations that touched it are marked as partly purged: what else they did can still be undone. Raises NotFound.
    """
    connection = store.connection
    contacts.get(connection, contact_id)
    numbers = [contact_id, *merging.formers(connection, contact_id)]
    connection.execute("PRAGMA secure_delete = ON")
    with store.exclusive():
        operations.adopt_outside_changes(connection, store.at, store.step)
        for number in numbers:
            _forget_undone_merges(connection, number)
        names = {word for number in numbers for word in _words(connection, number)}
        deals = purging_deals.concerned(connection, numbers)
        words = names | purging_deals.words(connection, deals, names)
        owned = [_owned(connection, number) for number in numbers]
        owned[0]["activity"] = purging_diary.owned(connection, numbers)
        for tables in owned:
            for table in tables.keys() & {"activity", "followup"}:
                words |= purging_diary.words(connection, table, tables[table])
        purging_diary.forget_links(connection, owned[0]["activity"])
        purging_deals.forget(connection, deals, numbers, names)
        for number, tables in zip(numbers, owned, strict=True):
            for table, row_ids in tables.items():
                _forget(connection, table, row_ids)
            _forget_mentions(connection, number)
        for table in ("search", "search_trigram"):
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (contact_id,))
            # A deleted row's words stay in the index's segments until they are merged.
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        activity_index.renew(connection, activity_index.DEAL, deals)
        activity_index.forget(connection)
        for word in sorted(words):
            _forget_word(connection, word)
        connection.execute("UPDATE operation SET command = '' WHERE purged = 1")
        blobs.collect(connection)
    _wipe(store)
    return [path for path in backups.existing(store.path) if _holds(path, numbers, words)]


def _forget_undone_merges(connection: sqlite3.Connection, contact_id: int) -> None:
    """Empties the undone operations that had merged the contact: to do one again would bring back what it was.

    Until then its images give rows of the one contact to the other.
    """
    undone = (
        "SELECT o.id FROM operation o JOIN journal j ON j.operation_id = o.id AND j.table_name = 'merged_contact' "
        "WHERE o.state IN ('undone', 'dropped') "
        "AND ? IN (json_extract(j.image, '$.contact_id'), json_extract(j.image, '$.former_id'))"
    )
    for (operation_id,) in connection.execute(undone, (contact_id,)).fetchall():
        connection.execute("DELETE FROM journal WHERE operation_id = ?", (operation_id,))
        connection.execute(
            "UPDATE operation SET state = 'dropped', turn = NULL, purged = 1, pruned = 1 WHERE id = ?", (operation_id,)
        )


def _words(connection: sqlite3.Connection, contact_id: int) -> list[str]:
    """The names, phones and addresses that the contact has or had, and those of its files: what the history may say."""
    rows = connection.execute(
        "SELECT name FROM contact WHERE id = :contact UNION SELECT value FROM channel WHERE contact_id = :contact "
        "UNION SELECT json_extract(image, '$.name') FROM journal WHERE table_name = 'contact' AND row_id = :contact "
        "UNION SELECT json_extract(image, '$.value') FROM journal WHERE table_name = 'channel' "
        "AND json_extract(image, '$.contact_id') = :contact "
        "UNION SELECT name FROM attachment WHERE contact_id = :contact "
        "UNION SELECT json_extract(image, '$.name') FROM journal WHERE table_name = 'attachment' "
        "AND json_extract(image, '$.contact_id') = :contact",
        {"contact": contact_id},
    )
    return [row[0] for row in rows if row[0]]


def _owned(connection: sqlite3.Connection, contact_id: int) -> dict[str, set[int]]:
    """All rows that are the contact's, by table, those that only the journal still knows included. Deals are not."""
    owned = {"contact": {contact_id}}
    for key in foreign_keys(connection):
        if key.parent != "contact" or key.table in ("contact", "deal", "deal_contact"):
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


def _forget_word(connection: sqlite3.Connection, word: str) -> None:
    """Takes out of the history what the user typed about the contact, also where nothing else tells whom it was about.

    What was undone and dropped comes back no more: an operation of that kind which has the word is emptied as a whole.
    """
    parameters = {"word": word, "image": json.dumps(word, ensure_ascii=False)[1:-1], "purged": _("(purged)")}
    connection.execute(
        "UPDATE operation SET purged = 1, pruned = 1 WHERE state = 'dropped' AND EXISTS "
        "(SELECT 1 FROM journal j WHERE j.operation_id = operation.id AND instr(j.image, :image))",
        parameters,
    )
    connection.execute(
        "DELETE FROM journal WHERE operation_id IN "
        "(SELECT id FROM operation WHERE state = 'dropped' AND purged = 1 AND pruned = 1)"
    )
    connection.execute(
        "UPDATE operation SET purged = 1 WHERE (pruned = 1 OR state = 'dropped') "
        "AND (instr(what, :word) OR instr(command, :word))",
        parameters,
    )
    connection.execute("UPDATE operation SET what = :purged WHERE purged = 1 AND instr(what, :word)", parameters)


def _wipe(store: Store) -> None:
    """Writes the file anew: what was deleted or changed earlier may still stand in parts of it that are not in use."""
    lock = WriteLock(store.path, store.notify)
    lock.acquire()
    try:
        for leftover in backups.unfinished(store.path):
            os.unlink(leftover)  # a copy of the database that a kill left behind
        store.connection.execute("VACUUM")
        if store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            store.notify(_("Another program is reading the database; what was purged leaves the disk when it ends."))
    except sqlite3.OperationalError as error:
        store.notify(
            _("Parts of the file that are not in use may still hold what was purged: {reason}.").format(reason=error)
        )
    finally:
        lock.release()


def _holds(path: str, numbers: list[int], words: set[str]) -> bool:
    """Whether a backup holds the person: under one of the numbers, or, where another database gave another, by name."""
    if backups.reason_of(path) == backups.DAMAGED:
        return True  # what cannot be looked into may hold it
    try:
        connection = sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True)
        try:
            found = connection.execute(
                "WITH number (id) AS (SELECT value FROM json_each(:numbers)) "
                "SELECT 1 FROM contact WHERE id IN (SELECT id FROM number) "
                "OR name IN (SELECT value FROM json_each(:words)) UNION ALL SELECT 1 FROM journal "
                "WHERE table_name = 'contact' AND row_id IN (SELECT id FROM number) LIMIT 1",
                {"numbers": json.dumps(numbers), "words": json.dumps(sorted(words))},
            )
            return found.fetchone() is not None
        finally:
            connection.close()
    except sqlite3.Error:
        return True
