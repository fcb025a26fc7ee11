"""Criteria: from a query to the contacts that meet it, in SQL that holds nothing of the query but its shape.

Every value is a parameter. What the fields are is told in `contact_criteria`; here stand the ways to put conditions
together, the words that are searched, and the saved queries that a query names.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli import query
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import contact_criteria, criteria_values, search, sqlfunctions

if TYPE_CHECKING:
    from datetime import date

_MOST_CONDITIONS = 300  # of a query with all the saved ones in it
_LONGEST_PART = 80  # characters of a condition in an error
_DEEPEST = 20  # saved queries inside one another
_DEEPEST_SQL = 4  # conditions inside one another in one statement: the stack of SQLite's parser is small


@dataclass(frozen=True, slots=True)
class Compiled:
    """A condition on the contact `c` in SQL, and its parameters by name. It says nothing of removed contacts.

    `is_about_removed` is set where the query asks when somebody was removed, so that those are meant.
    """

    sql: str
    parameters: dict[str, str | int | float | None]
    is_about_removed: bool


def contact_ids(connection: sqlite3.Connection, words: Sequence[str], *, today: date, strict: bool = True) -> list[int]:
    """Returns the ids of all contacts that meet a query, by name; removed ones are not among them. No words: all.

    `words` are those of a command line. With `strict` a wrong word raises Invalid (Ambiguous or NotFound for a saved
    query); without it what names no field is searched as text.
    """
    met = compiled(connection, words, today=today, strict=strict)
    rows = connection.execute(
        f"SELECT c.id FROM contact c WHERE c.deleted_at IS NULL AND {met.sql} ORDER BY c.folded, c.id", met.parameters
    )
    return [row[0] for row in rows]


def compiled(connection: sqlite3.Connection, words: Sequence[str], *, today: date, strict: bool = True) -> Compiled:
    """Returns the condition that a query is. Raises what `contact_ids` does."""
    return of_tree(connection, read(connection, words, strict=strict), today=today)


def read(connection: sqlite3.Connection, words: Sequence[str], *, strict: bool = True) -> query.Node:
    """Returns the tree of a query about contacts. Without `strict`, what names no field or saved query is text."""
    if strict:
        return query.parsed(words)
    from crmcli.store import segments

    return query.parsed(
        words,
        is_field=lambda name: contact_criteria.is_field(connection, name),
        is_saved=lambda name: segments.is_known(connection, name),
    )


def of_tree(connection: sqlite3.Connection, tree: query.Node, *, today: date) -> Compiled:
    """Returns the condition that a tree is. Raises Invalid; NotFound or Ambiguous for a saved query."""
    sqlfunctions.register(connection)
    compiler = Compiler(connection, today)
    sql = compiler.condition(tree)
    return Compiled(sql, compiler.parameters, compiler.is_about_removed)


def best_first(connection: sqlite3.Connection, tree: query.Node, *, today: date) -> dict[int, int | None]:
    """Returns the contacts that meet a query, in the order in which a look-up of its words finds them, else by name.

    Each has the channel that a phone among the words met, if one did.
    """
    met = of_tree(connection, tree, today=today)
    rows = connection.execute(
        f"SELECT c.id FROM contact c WHERE c.deleted_at IS NULL AND {met.sql} ORDER BY c.folded, c.id", met.parameters
    )
    ids = dict.fromkeys(row[0] for row in rows)
    parts = tree.parts if isinstance(tree, query.And) else (tree,)
    words = next((part.words for part in parts if isinstance(part, query.Words)), None)
    if words is None or not ids:
        return ids
    return {found: channel for found, channel in search.find_ids(connection, words, 0).items() if found in ids}


class Compiler:
    """Puts the conditions of one query together; the fields' compilers bind their values through it."""

    def __init__(self, connection: sqlite3.Connection, today: date) -> None:
        self.connection = connection
        self.today = today
        self.parameters: dict[str, str | int | float | None] = {}
        self.is_about_removed = False
        self._conditions = 0
        self._depth = 0
        self._open: list[str] = []  # names of the saved queries that are being read

    def bind(self, value: str | int | float | None) -> str:
        """A parameter that stands for the value."""
        name = f"q{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"

    def condition(self, node: query.Node) -> str:
        """The condition that a node is, in parentheses where it needs them. Raises Invalid."""
        if isinstance(node, query.And | query.Or | query.Not):
            self._depth += 1
            sql = self._combined(node)
            self._depth -= 1
            return self._aside(sql) if self._depth and self._depth % _DEEPEST_SQL == 0 else sql
        self._count(len(node.values) if isinstance(node, query.Field) else 1)
        if isinstance(node, query.Words):
            return self._found(node.words)
        if isinstance(node, query.Saved):
            return self._saved(node.name)
        with _named(query.text(node)):
            return f"({contact_criteria.compile_field(self, node)})"

    def _combined(self, node: query.And | query.Or | query.Not) -> str:
        if isinstance(node, query.Not):
            # What is not known is not met, so its opposite is.
            return f"NOT coalesce({self.condition(node.part)}, 0)"
        joint = "AND" if isinstance(node, query.And) else "OR"
        return criteria_values.together(joint, [self.condition(part) for part in node.parts])

    def _aside(self, sql: str) -> str:
        """Whoever meets a condition, looked up at once."""
        rows = self.connection.execute(f"SELECT c.id FROM contact c WHERE {sql}", self.parameters)
        return self._among([row[0] for row in rows])

    def _among(self, ids: Sequence[int]) -> str:
        return f"c.id IN (SELECT value FROM json_each({self.bind(str(list(ids)))}))"

    def _count(self, conditions: int) -> None:
        self._conditions += conditions
        if self._conditions > _MOST_CONDITIONS:
            raise Invalid(_("The query has too many conditions."))

    def _found(self, words: Sequence[str]) -> str:
        return self._among(list(search.find_ids(self.connection, words, 0)))

    def _saved(self, name: str) -> str:
        from crmcli.store import segments

        segment = segments.named(self.connection, name)
        if segment.name in self._open:
            chain = " → ".join(f"@{each}" for each in [*self._open, segment.name])
            raise Invalid(_("A segment cannot be used in itself: {chain}.").format(chain=chain))
        if len(self._open) == _DEEPEST:
            raise Invalid(_("The query has too many segments inside one another."))
        self._open.append(segment.name)
        with _named(f"@{segment.name}"):
            sql = self.condition(query.parsed([segment.query]))
        self._open.pop()
        return sql


@contextmanager
def _named(part: str) -> Iterator[None]:
    """Says of what is wrong in which part of the query it stands."""
    try:
        yield
    except Invalid as error:
        shown = part if len(part) <= _LONGEST_PART else part[:_LONGEST_PART] + "…"
        raise Invalid(_("In {part}: {problem}").format(part=shown, problem=error.message), error.hint) from None
