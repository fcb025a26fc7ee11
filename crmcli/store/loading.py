"""A whole database out of the file that `dumping` writes, into an empty one: every row with its id, or none of them.

A file may be damaged, cut off, or made up by somebody. Nothing in it is believed that the schema does not allow, and
what the schema cannot say is checked afterwards (`soundness`).
"""

from __future__ import annotations

import json
import re
import sqlite3
from binascii import Error as NotBase64
from binascii import a2b_base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from itertools import islice
from typing import TYPE_CHECKING, Any

from crmcli.errors import Conflict, Invalid, Unavailable
from crmcli.i18n import _
from crmcli.store import blobs, db, dumping, indexing, journal, soundness

if TYPE_CHECKING:
    from crmcli.store.db import Transaction

LONGEST_LINE = 64 << 20  # bytes: a file on a contact stands on one
_LONGEST_HEAD = 20  # lines
_BATCH = 500
_GIVEN = ("setting", "rate", "stage", "pipeline")  # what a database may have before anybody is in it
_LARGEST_ID = 10**15  # no database gives so many; past it, new rows would find no number
_DATABASE = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"crm"\s*:\s*"database"')


def is_database(beginning: bytes) -> bool:
    """Whether a file that begins so is a whole database."""
    return _DATABASE.match(beginning) is not None


def load(tx: Transaction, lines: Iterable[bytes]) -> dict[str, int]:
    """Takes in all rows of a file inside the caller's operation, and returns how many there were of each table.

    Raises Conflict where the database is not empty, Unavailable for a file of a newer crm, Invalid for one that is
    damaged or not whole.
    """
    _refuse_filled(tx.connection)
    numbered = enumerate(lines, 1)
    head = _head(numbered)
    columns = _known_columns(tx.connection, head)
    for table in _GIVEN:
        if table in columns or table == "setting":  # a file of an older crm leaves the pipeline that all begin with
            tx.connection.execute(f"DELETE FROM {table}")
    is_fresh = not any(newest for table, newest in dumping.sequences(tx.connection).items() if table not in _GIVEN)
    try:
        # Where ids were given before, rows are noted one by one: they are not all newer than what was there.
        noting = journal.noting_inserts_at_once(tx.connection, tx.operation_id, _GIVEN) if is_fresh else nullcontext()
        with noting:
            counts = _take_rows(tx.connection, columns, numbered)
        _continue_sequences(tx.connection, head.get("sequences"), columns)
    except (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.ProgrammingError, OverflowError, UnicodeError) as error:
        raise Invalid(_("The file holds what no crm database can: {reason}.").format(reason=error), _hint()) from error
    soundness.check(tx.connection)
    indexing.refold(tx.connection, tx.operation_id)
    return counts


def _refuse_filled(connection: sqlite3.Connection) -> None:
    for table in journal.tables(connection):
        if table not in _GIVEN and connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            raise Conflict(
                _("A whole database can be imported into an empty one only, and there is something in yours."),
                _("Name a new one with --db, or export the contacts alone: crm export contacts --format json."),
            )


def _head(numbered: Iterator[tuple[int, bytes]]) -> dict[str, Any]:
    text = ""
    for number, line in numbered:
        stripped = line.decode("utf-8-sig", "replace").strip()
        if stripped == dumping.ROWS:
            break
        text += stripped
        if number > _LONGEST_HEAD:
            raise _laid_out_anew()
    else:
        raise _laid_out_anew()
    head = _parsed(text.removesuffix(",") + "}", 1)
    if not isinstance(head, dict) or head.get("crm") != dumping.KIND:
        raise _damaged(1)
    for key, newest in (("format", dumping.FORMAT), ("step", db.NEWEST_STEP)):
        if not isinstance(head.get(key), int) or isinstance(head[key], bool) or head[key] < 1:
            raise _damaged(1)
        if head[key] > newest:
            raise Unavailable(_("The file was written by a newer crm."), _("Install the newest crm to import it."))
    return head


def _known_columns(connection: sqlite3.Connection, head: Mapping[str, Any]) -> dict[str, list[str]]:
    """The columns of each table in the file. Raises Invalid where the schema does not have them."""
    given = head.get("columns")
    if not isinstance(given, dict):
        raise _damaged(2)
    known = {table: journal.columns(connection, table) for table in journal.tables(connection)}
    known[dumping.BLOB] = list(dumping.BLOB_COLUMNS)
    for table, names in given.items():
        if table not in known:
            raise Invalid(_("The file has a table '{name}' that no crm has.").format(name=table[:40]), _hint())
        if not isinstance(names, list) or not names or len({str(name) for name in names}) != len(names):
            raise _damaged(2)
        for name in names:
            if name not in known[table]:
                raise Invalid(
                    _("The file has a column '{name}' that no crm has.").format(name=f"{table}.{name}"[:80]), _hint()
                )
        if table == dumping.BLOB and names != list(dumping.BLOB_COLUMNS):
            raise _damaged(2)
    return dict(given)


def _take_rows(
    connection: sqlite3.Connection, columns: Mapping[str, list[str]], numbered: Iterator[tuple[int, bytes]]
) -> dict[str, int]:
    counts = dict.fromkeys(columns, 0)
    waiting: list[Sequence[Any]] = []
    table = ""
    number = 0
    for number, line in numbered:
        row = _parsed_row(line, number, columns)
        if not row or row[0] != table or len(waiting) >= _BATCH:
            _insert(connection, table, columns, waiting)
            waiting = []
        if not row:
            break
        table, *values = row
        counts[table] += 1
        if table == dumping.BLOB:
            _put_blob(connection, values, number)
        else:
            waiting.append(values)
    else:
        raise _cut_off()
    _check_counts(counts, b"".join(line for _number, line in islice(numbered, _LONGEST_HEAD)), number)
    return counts


def _parsed_row(line: bytes, number: int, columns: Mapping[str, list[str]]) -> list[Any]:
    """The table and the values of a row; nothing for the line that ends them."""
    text = line.decode("utf-8", "surrogateescape").strip()
    if text == dumping.END_OF_ROWS:
        return []
    if not line.endswith(b"\n"):
        raise _cut_off()
    if not text.endswith(","):
        raise _damaged(number)
    row = _parsed(text[:-1], number)
    if not isinstance(row, list) or len(row) < 2 or not isinstance(row[0], str) or row[0] not in columns:
        raise _damaged(number)
    if len(row) != len(columns[row[0]]) + 1 or not all(map(_is_plain, row)):
        raise _damaged(number)
    return row


def _is_plain(value: object) -> bool:
    """Whether a value is what a column can hold: a text, a whole number, nothing."""
    return value is None or isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))


def _insert(
    connection: sqlite3.Connection, table: str, columns: Mapping[str, list[str]], rows: list[Sequence[Any]]
) -> None:
    if rows:
        names = columns[table]
        statement = f"INSERT OR FAIL INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        connection.executemany(statement, rows)


def _put_blob(connection: sqlite3.Connection, values: Sequence[Any], number: int) -> None:
    key, media_type, data = values
    try:
        content = a2b_base64(data, strict_mode=True)
    except (NotBase64, TypeError, ValueError):
        raise _damaged(number) from None
    if not isinstance(media_type, str) or blobs.put(connection, content, media_type) != key:
        raise _damaged(number)


def _check_counts(counts: Mapping[str, int], rest: bytes, number: int) -> None:
    """Raises Invalid where the file does not end by saying how many rows it has, or says another number."""
    text = rest.decode("utf-8", "replace").strip()
    if not text.endswith("}}"):
        raise _cut_off()
    said = _parsed("{" + text, number + 1)
    if not isinstance(said, dict) or not isinstance(said.get("counts"), dict):
        raise _damaged(number + 1)
    if {table: count for table, count in said["counts"].items() if count} != {t: c for t, c in counts.items() if c}:
        raise Invalid(_("Rows are missing from the file, or stand in it twice."), _hint())


def _continue_sequences(connection: sqlite3.Connection, given: object, columns: Mapping[str, list[str]]) -> None:
    """Sees to it that no id that the other database ever gave is given again."""
    if not isinstance(given, dict):
        raise _damaged(3)
    for table in columns:
        if table == dumping.BLOB:
            continue
        newest = given.get(table, 0)
        highest = connection.execute(f"SELECT coalesce(max(id), 0), coalesce(min(id), 1) FROM {table}").fetchone()
        if not isinstance(newest, int) or isinstance(newest, bool) or not 0 <= newest <= _LARGEST_ID:
            raise _damaged(3)
        if highest[0] > _LARGEST_ID or highest[1] < 1:
            raise Invalid(_("The file holds numbers of records that no crm gives."), _hint())
        connection.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (newest, table))
        connection.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT ?, ? WHERE ? > 0 "
            "AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)",
            (table, newest, newest, table),
        )


def _parsed(text: str, number: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise _damaged(number) from None


def _damaged(number: int) -> Invalid:
    return Invalid(_("The file is damaged at line {line}; nothing was taken in.").format(line=number), _hint())


def _cut_off() -> Invalid:
    return Invalid(_("The file ends too early; nothing was taken in."), _hint())


def _laid_out_anew() -> Invalid:
    return Invalid(
        _("This is a crm database that was cut off, or laid out anew by another program."),
        _("Import it just as crm export all wrote it."),
    )


def _hint() -> str:
    return _("Write it anew on the other machine: crm export all --output all.json")
