"""Criteria: from a query to the records that meet it, in SQL that holds nothing of the query but its shape.

Every value is a parameter. What the fields are is told for each noun in a module of its own (`contact_criteria`,
`activity_criteria`, `followup_criteria`, `deal_criteria`); here stand the ways to put conditions together,
and the saved queries that a query names. Those are about contacts, whatever the query that names them is about.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from crmcli import query
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import contact_criteria, criteria_values, search, sqlfunctions
from crmcli.store.criteria_nouns import ACTIVITY, CONTACT, DEAL, FOLLOWUP, Noun

if TYPE_CHECKING:
    from datetime import date, datetime

_MOST_CONDITIONS = 300  # of a query with all the saved ones in it
_LONGEST_PART = 80  # characters of a condition in an error
_DEEPEST = 20  # saved queries inside one another
_DEEPEST_SQL = 4  # conditions inside one another in one statement: the stack of SQLite's parser is small


@dataclass(frozen=True, slots=True)
class Compiled:
    """A condition on the contact `c` (or the activity `a`, the follow-up `f`, the deal `d`) in SQL, and its parameters.

    It says nothing of removed contacts. `is_about_removed` is set where the query asks when somebody was removed, so
    that those are meant.
    """

    sql: str
    parameters: dict[str, str | int | float | None]
    is_about_removed: bool


def contact_ids(
    connection: sqlite3.Connection,
    words: Sequence[str],
    *,
    today: date,
    now_local: datetime | None = None,
    strict: bool = True,
) -> list[int]:
    """Returns the ids of all contacts that meet a query, by name; removed ones are not among them. No words: all.

    `words` are those of a command line. With `strict` a wrong word raises Invalid (Ambiguous or NotFound for a saved
    query); without it what names no field is searched as text. `now_local` is the wall clock, by which a follow-up is
    late; without it today has just begun.
    """
    return _ids(connection, read(connection, words, strict=strict), CONTACT, today, now_local)


def activity_ids(
    connection: sqlite3.Connection,
    words: Sequence[str],
    *,
    today: date,
    now_local: datetime | None = None,
    limit: int = 0,
) -> list[int]:
    """Returns the ids of all activities that meet a query, newest first; those of removed contacts alone are left out.

    No words: all; at most `limit` of them (0: all). A word is looked for in what was logged and in the names of who
    took part. Raises Invalid, and Ambiguous or NotFound for a saved query.
    """
    return _ids(connection, query.parsed(words), ACTIVITY, today, now_local, limit)


def followup_ids(
    connection: sqlite3.Connection, words: Sequence[str], *, today: date, now_local: datetime | None = None
) -> list[int]:
    """Returns the ids of all follow-ups that meet a query, open and done, soonest first; none of removed contacts.

    No words: all. `now_local` is the wall clock, by which one is late. Raises Invalid, and Ambiguous or NotFound for a
    saved query.
    """
    return _ids(connection, query.parsed(words), FOLLOWUP, today, now_local)


def deal_ids(
    connection: sqlite3.Connection,
    words: Sequence[str],
    *,
    today: date,
    now_local: datetime | None = None,
    now: datetime | None = None,
    only_open: bool | None = None,
) -> list[int]:
    """Returns the ids of all deals that meet a query, by number; with `only_open` open ones, or if false closed ones.

    No words: all. `now` is the instant by which one is stalled, `now_local` the wall clock, by which a next step is
    late; without them today has just begun. Raises Invalid, and Ambiguous or NotFound for a saved query.
    """
    among = "" if only_open is None else f"d.closed_at IS {'NULL' if only_open else 'NOT NULL'}"
    return _ids(connection, query.parsed(words), DEAL, today, now_local, now=now, among=among)


def _ids(
    connection: sqlite3.Connection,
    tree: query.Node,
    noun: Noun,
    today: date,
    now_local: datetime | None,
    limit: int = 0,
    *,
    now: datetime | None = None,
    among: str = "",
) -> list[int]:
    met = of_tree(connection, tree, today=today, now_local=now_local, now=now, noun=noun)
    rows = connection.execute(
        f"SELECT {noun.letter}.id FROM {noun.table} {noun.letter} WHERE {among or noun.visible} AND {met.sql} "
        f"ORDER BY {noun.order} LIMIT {limit or -1:d}",
        met.parameters,
    )
    return [row[0] for row in rows]


def compiled(
    connection: sqlite3.Connection,
    words: Sequence[str],
    *,
    today: date,
    now_local: datetime | None = None,
    strict: bool = True,
) -> Compiled:
    """Returns the condition that a query is. Raises what `contact_ids` does."""
    return of_tree(connection, read(connection, words, strict=strict), today=today, now_local=now_local)


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


def of_tree(
    connection: sqlite3.Connection,
    tree: query.Node,
    *,
    today: date,
    now_local: datetime | None = None,
    now: datetime | None = None,
    noun: Noun = CONTACT,
) -> Compiled:
    """Returns the condition that a tree is. Raises Invalid; NotFound or Ambiguous for a saved query."""
    sqlfunctions.register(connection)
    compiler = Compiler(connection, today, now_local, noun, now)
    sql = compiler.condition(tree)
    return Compiled(sql, compiler.parameters, compiler.is_about_removed)


def best_first(
    connection: sqlite3.Connection, tree: query.Node, *, today: date, now_local: datetime | None = None
) -> search.Found:
    """Returns the contacts that meet a query, in the order in which a look-up of its words finds them, else by name.

    Each has the channel that a phone among the words met, or the entry of the timeline where only that has the words.
    """
    parts = tree.parts if isinstance(tree, query.And) else (tree,)
    words = next((part for part in parts if isinstance(part, query.Words)), None)
    if words is None:
        return dict.fromkeys(_ids(connection, tree, CONTACT, today, now_local))
    rest = query.all_of(part for part in parts if part is not words)
    if rest == query.EVERYTHING:
        return search.find_all_ids(connection, words.words, 0)
    ids = set(_ids(connection, rest, CONTACT, today, now_local))
    if not ids:
        return {}
    return {found: how for found, how in search.find_all_ids(connection, words.words, 0).items() if found in ids}


class Compiler:
    """Puts the conditions of one query together; the fields' compilers bind their values through it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        today: date,
        now_local: datetime | None = None,
        noun: Noun = CONTACT,
        now: datetime | None = None,
    ) -> None:
        self.connection = connection
        self.today = today
        self.now_local = now_local
        self.now = now
        self.noun = noun
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
            return str(self._fields().compile_words(self, node.words))
        if isinstance(node, query.Saved):
            return self._saved(node.name)
        with _named(query.text(node)):
            return f"({self._fields().compile_field(self, node)})"

    def of_contact(self, node: query.Field) -> str:
        """The condition that a contact of the record meets that of the field. Raises Invalid."""
        return self.noun.of_contact.format(f"({contact_criteria.compile_field(self, node)})")

    def among(self, ids: Sequence[int], column: str = "") -> str:
        """The condition that the record, or what a column names, is one of these."""
        column = column or f"{self.noun.letter}.id"
        return f"{column} IN (SELECT value FROM json_each({self.bind(str(list(ids)))}))"

    def _fields(self) -> Any:
        return import_module(f"crmcli.store.{self.noun.fields}")

    def _combined(self, node: query.And | query.Or | query.Not) -> str:
        if isinstance(node, query.Not):
            # What is not known is not met, so its opposite is.
            return f"NOT coalesce({self.condition(node.part)}, 0)"
        joint = "AND" if isinstance(node, query.And) else "OR"
        return criteria_values.together(joint, [self.condition(part) for part in node.parts])

    def _aside(self, sql: str) -> str:
        """Whatever meets a condition, looked up at once."""
        table, letter = self.noun.table, self.noun.letter
        rows = self.connection.execute(f"SELECT {letter}.id FROM {table} {letter} WHERE {sql}", self.parameters)
        return self.among([row[0] for row in rows])

    def _count(self, conditions: int) -> None:
        self._conditions += conditions
        if self._conditions > _MOST_CONDITIONS:
            raise Invalid(_("The query has too many conditions."))

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
            sql = self._about_contacts(query.parsed([segment.query]))
        self._open.pop()
        return sql

    def _about_contacts(self, tree: query.Node) -> str:
        """The condition that a contact of the record meets a query."""
        noun, self.noun = self.noun, CONTACT
        sql = self.condition(tree)
        self.noun = noun
        return noun.of_contact.format(sql)


@contextmanager
def _named(part: str) -> Iterator[None]:
    """Says of what is wrong in which part of the query it stands."""
    try:
        yield
    except Invalid as error:
        shown = part if len(part) <= _LONGEST_PART else part[:_LONGEST_PART] + "…"
        raise Invalid(_("In {part}: {problem}").format(part=shown, problem=error.message), error.hint) from None
