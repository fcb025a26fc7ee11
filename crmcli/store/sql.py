"""The user's own SQL, for reading only: a statement in, rows out as they are asked for.

Whatever the statement says, nothing is changed, no other file is opened and nothing is loaded: the connection is for
queries only, and an authorizer lets nothing through but reading.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from crmcli.errors import CrmError, Invalid
from crmcli.folding import fold
from crmcli.i18n import _

_BEGINNINGS = ("select", "with", "values", "explain", "pragma")
_PRAGMAS = frozenset(
    ("table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
     "function_list", "compile_options", "data_version", "user_version", "collation_list")
)  # fmt: skip
# Their argument names what is shown; that of the others would change something.
_PRAGMAS_OF_SOMETHING = frozenset(
    ("table_info", "table_xinfo", "index_list", "index_info", "index_xinfo", "foreign_key_list", "table_list")
)
_FUNCTIONS_REFUSED = frozenset(("load_extension", "fts3_tokenizer", "writefile", "readfile", "edit"))
_LONGEST_VALUE = 64_000_000  # bytes
_BEAT = 20_000  # steps of SQLite's machine between two looks whether the user wants to stop
_COMMENTS = re.compile(r"\s+|--[^\n]*(?:\n|$)|/\*.*?(?:\*/|$)", re.DOTALL)
_NEAR = re.compile(r'near "(.+)": syntax error', re.DOTALL)
_UNKNOWN = re.compile(r"no such (table|column|function): (\S+)")
_MOST_PLACES = 50


class Answer:
    """What a statement answers: the names of its columns, each another, and its rows, read as they are asked for."""

    def __init__(self, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
        self.columns = columns
        self.rows = rows


def ask(connection: sqlite3.Connection, statement: str) -> Answer:
    """Runs one statement on a connection that is used for nothing else afterwards.

    Raises Invalid for what is no statement, is more than one, would change something, or is wrong, with the place;
    also while the rows are read.
    """
    statement = statement.removeprefix("\ufeff")  # some editors begin a file with it
    _check(statement)
    _restrict(connection)
    cursor = connection.cursor()
    cursor.row_factory = None
    try:
        cursor.execute(statement)
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        raise _told(error, connection, statement) from error
    if cursor.description is None:
        raise _nothing()
    return Answer(_distinct([str(each[0]) for each in cursor.description]), _rows(cursor, connection, statement))


def tables(connection: sqlite3.Connection) -> list[str]:
    """Returns the names of the tables that hold something of the user's."""
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%' "
        "AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name"
    )
    return [row[0] for row in rows]


def _rows(cursor: sqlite3.Cursor, connection: sqlite3.Connection, statement: str) -> Iterator[tuple[Any, ...]]:
    try:
        # The cursor itself would be closed where this ends early, perhaps after its connection, which is an error.
        yield from map(tuple, cursor)
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _told(error, connection, statement) from error


def _check(statement: str) -> None:
    if "\0" in statement:
        raise Invalid(_("There is a NUL character in the statement."))
    rest = statement
    while match := _COMMENTS.match(rest):
        rest = rest[match.end() :]
    if not rest.strip(" ;\n\t"):
        raise _nothing()
    word = re.match(r"\w*", rest.lstrip("(")).group().lower()  # type: ignore[union-attr]
    if word not in _BEGINNINGS:
        raise _refused()


def _restrict(connection: sqlite3.Connection) -> None:
    for table in ("search", "search_trigram", "search_diary"):
        connection.execute(f"SELECT rowid FROM {table} LIMIT 0")  # opened now, while it still may be
    connection.create_function("fold", 1, _folded, deterministic=True)
    connection.text_factory = lambda content: content.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    # Without it ctrl-C would wait for the next row, which may never come.
    connection.set_progress_handler(lambda: 0, _BEAT)
    connection.set_authorizer(_may)


def _folded(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value


def _may(action: int, first: str | None, second: str | None, database: str | None, inner: str | None) -> int:
    is_allowed = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE)
    if action == sqlite3.SQLITE_FUNCTION:
        is_allowed = (second or "").lower() not in _FUNCTIONS_REFUSED
    if action == sqlite3.SQLITE_PRAGMA:
        name = (first or "").lower()
        is_allowed = name in _PRAGMAS and (second is None or name in _PRAGMAS_OF_SOMETHING)
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY


def _told(error: Exception, connection: sqlite3.Connection, statement: str) -> CrmError | KeyboardInterrupt | Exception:
    """What SQLite says of a statement, in a sentence; damage and the like stay what they are."""
    text = str(error)
    if "interrupted" in text:
        return KeyboardInterrupt()
    if "one statement at a time" in text:
        return Invalid(_("There is more than one statement."), _("Ask them one by one."))
    if "not authorized" in text or "prohibited" in text or "attempt to write a readonly" in text:
        return _refused()
    if isinstance(error, (sqlite3.DataError, ValueError)) or "too big" in text:
        return Invalid(_("The statement is wrong: {reason}.").format(reason=text.rstrip(".")))
    if isinstance(error, sqlite3.OperationalError | sqlite3.ProgrammingError) and not _is_of_the_file(error):
        return Invalid(
            _("The statement is wrong: {reason}{place}.").format(
                reason=text.rstrip("."), place=_place(connection, statement, text)
            ),
            _hint(connection, text),
        )
    return error


def _is_of_the_file(error: sqlite3.Error) -> bool:
    name = getattr(error, "sqlite_errorname", None) or ""
    return name not in ("", "SQLITE_ERROR", "SQLITE_RANGE", "SQLITE_MISMATCH")


def _place(connection: sqlite3.Connection, statement: str, text: str) -> str:
    """Where in the statement the error is, as far as that can be told: `, line 1, column 15`."""
    found = -1
    near, unknown = _NEAR.search(text), _UNKNOWN.search(text)
    if near:
        found = _first_wrong(connection, statement, near.group(1))
    elif unknown:
        match = re.search(rf"(?<!\w){re.escape(unknown.group(2))}(?!\w)", statement, re.IGNORECASE)
        found = match.start() if match else -1
    if found < 0:
        return ""
    line = statement.count("\n", 0, found) + 1
    column = found - (statement.rfind("\n", 0, found) + 1) + 1
    return _(", line {line}, column {column}").format(line=line, column=column)


def _first_wrong(connection: sqlite3.Connection, statement: str, word: str) -> int:
    """Where the word stands at which reading fails: what ends with it fails so already. -1 where that is not found."""
    start = -1
    for _number in range(_MOST_PLACES):
        start = statement.find(word, start + 1)
        if start < 0:
            break
        try:
            connection.execute("EXPLAIN " + statement[: start + len(word)]).close()
        except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
            if _NEAR.search(str(error)):
                return start
    return -1


def _hint(connection: sqlite3.Connection, text: str) -> str:
    unknown = _UNKNOWN.search(text)
    if unknown and unknown.group(1) == "table":
        return _("There is: {tables}.").format(tables=", ".join(tables(connection)))
    if unknown and unknown.group(1) == "column":
        return _("crm sql 'pragma table_info(contact)' shows the columns of a table; texts stand in single quotes.")
    return ""


def _nothing() -> Invalid:
    return Invalid(_("There is no statement."), _("For example: crm sql 'select name from contact limit 5'"))


def _refused() -> Invalid:
    return Invalid(
        _("crm sql only reads: SELECT, and PRAGMA where it changes nothing."),
        _("Every change has a command of its own, so that undo can take it back: crm --help"),
    )


def _distinct(names: list[str]) -> list[str]:
    """Each name another, since a record has each key once: id, id_2, …"""
    made: list[str] = []
    for name in names:
        number, candidate = 1, name
        while candidate in made:
            number += 1
            candidate = f"{name}_{number}"
        made.append(candidate)
    return made
