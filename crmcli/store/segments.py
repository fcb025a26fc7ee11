"""Segments: queries with a name, so that the same contacts are picked out again, as they are then."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli import query, texts
from crmcli.errors import Ambiguous, Conflict, Invalid, NotFound
from crmcli.folding import fold, meant
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from crmcli.store.db import Transaction

_CANDIDATES = 9  # segments that an ambiguous name is answered with
_NAMED = 12  # segments that are named where one is not found


@dataclass(frozen=True, slots=True)
class Segment:
    """A saved query about contacts."""

    id: int
    name: str
    query: str
    notes: str | None


_SELECT = "SELECT id, name, query, notes FROM segment WHERE noun = 'contact' "


def all_of(connection: sqlite3.Connection) -> list[Segment]:
    """Returns all segments, by name."""
    return [Segment(*row) for row in connection.execute(_SELECT + "ORDER BY folded")]


def get(connection: sqlite3.Connection, segment_id: int) -> Segment:
    """Returns one segment. Raises NotFound."""
    row = connection.execute(_SELECT + "AND id = ?", (segment_id,)).fetchone()
    if row is None:
        raise NotFound(_("There is no segment {id}.").format(id=segment_id))
    return Segment(*row)


def named(connection: sqlite3.Connection, name: str) -> Segment:
    """Returns the segment of this name, in any case and without its accents; or the only one that begins so.

    Raises NotFound, with the names there are, and Ambiguous where several begin so, with at most nine of them.
    """
    every = all_of(connection)
    found = meant(every, name.removeprefix("@"), lambda each: each.name)
    if len(found) == 1:
        return found[0]
    if found:
        raise Ambiguous(
            _("'{name}' may be {count} segments.").format(name=name, count=len(found)),
            _("Say more of the name."),
            candidates=[{"id": segment.id, "ref": f"@{segment.name}"} for segment in found[:_CANDIDATES]],
        )
    raise NotFound(_("There is no segment '{name}'.").format(name=name), _there_is(every))


def is_known(connection: sqlite3.Connection, name: str) -> bool:
    """Whether a name, or how one begins, is a segment's."""
    folded = fold(name)
    return bool(folded) and any(fold(segment.name).startswith(folded) for segment in all_of(connection))


def users(connection: sqlite3.Connection, segment_id: int) -> list[Segment]:
    """Returns the segments whose queries name this one."""
    return [segment for segment in all_of(connection) if segment_id in _used(connection, segment.query)]


def add(tx: Transaction, name: str, words: Sequence[str], *, today: date, notes: str | None = None) -> int:
    """Saves a query under a name and returns the segment's id.

    Raises Conflict where there is one of this name, and Invalid for a name or a query that will not do.
    """
    name = _free(tx.connection, name, None)
    checked = _checked(tx.connection, words, today)
    cursor = tx.connection.execute(
        "INSERT INTO segment (name, folded, query, notes) VALUES (?, ?, ?, ?)", (name, fold(name), checked, notes)
    )
    _check_circles(tx.connection)
    return int(cursor.lastrowid or 0)


def set_query(tx: Transaction, segment_id: int, words: Sequence[str], *, today: date) -> None:
    """Gives a segment another query. Raises Invalid for one that will not do, or that names the segment itself."""
    checked = _checked(tx.connection, words, today)
    tx.connection.execute("UPDATE segment SET query = ? WHERE id = ?", (checked, segment_id))
    _check_circles(tx.connection)


def set_notes(tx: Transaction, segment_id: int, notes: str | None) -> None:
    """Says what a segment is for."""
    tx.connection.execute("UPDATE segment SET notes = ? WHERE id = ?", (notes, segment_id))


def rename(tx: Transaction, segment_id: int, name: str) -> list[Segment]:
    """Gives a segment another name, also in the queries that name it, and returns those. Raises Conflict, Invalid."""
    name = _free(tx.connection, name, segment_id)
    named_by = users(tx.connection, segment_id)
    trees = [(user, _with_whole_names(tx.connection, user.query)) for user in all_of(tx.connection)]
    before = get(tx.connection, segment_id).name
    tx.connection.execute("UPDATE segment SET name = ?, folded = ? WHERE id = ?", (name, fold(name), segment_id))
    for user, tree in trees:
        if tree is None:
            continue
        written = query.text(query.with_saved_renamed(tree, lambda each: name if each == before else each))
        if written != user.query:
            tx.connection.execute("UPDATE segment SET query = ? WHERE id = ?", (written, user.id))
    _check_circles(tx.connection)
    return [get(tx.connection, user.id) for user in named_by]


def asking_for_group(connection: sqlite3.Connection, name: str) -> list[Segment]:
    """Returns the segments whose own queries name this group as a whole."""

    def without(node: query.Node) -> query.Node:
        return query.EVERYTHING if _names_group(node, name) else node

    return [segment for segment in all_of(connection) if _changed(segment, without) is not None]


def follow_group(tx: Transaction, before: str, after: str) -> list[Segment]:
    """Writes a group's new name into the queries that have the whole of the old one, and returns their segments."""

    def renamed(node: query.Node) -> query.Node:
        if not isinstance(node, query.Field) or not _names_group(node, before):
            return node
        values = (replace(each, text=after) if fold(each.text) == fold(before) else each for each in node.values)
        return query.Field(node.name, tuple(values))

    return _rewrite(tx, renamed)


def follow_field(tx: Transaction, before: str, after: str) -> list[Segment]:
    """Writes the new name of a field of the user's own into the queries that ask for it, and returns their segments."""
    from crmcli.store import contact_criteria, criteria_presence

    own = contact_criteria.OWN

    def is_it(name: str, others: Collection[str]) -> bool:
        return fold(name.removeprefix(own)) == fold(before) and name.lower() not in others

    def renamed(node: query.Node) -> query.Node:
        if not isinstance(node, query.Field):
            return node
        if is_it(node.name, contact_criteria.entries()):
            return query.Field(own + after, node.values)
        if node.name.lower() != "has":
            return node
        things = criteria_presence.names()
        values = (replace(each, text=own + after) if is_it(each.text, things) else each for each in node.values)
        return query.Field(node.name, tuple(values))

    return _rewrite(tx, renamed)


def follow_kind(tx: Transaction, before: str, after: str) -> list[Segment]:
    """Writes another kind of activities into the queries that ask for the one before, and returns their segments."""

    def renamed(node: query.Node) -> query.Node:
        if not isinstance(node, query.Field) or node.name.lower() != "had":
            return node
        values = (replace(each, text=after) if fold(each.text) == fold(before) else each for each in node.values)
        return query.Field(node.name, tuple(values))

    return _rewrite(tx, renamed)


def remove(tx: Transaction, segment_id: int) -> None:
    """Removes a segment; its contacts stay. Raises Conflict where other segments name it."""
    named_by = users(tx.connection, segment_id)
    if named_by:
        names = ", ".join(f"@{user.name}" for user in named_by)
        raise Conflict(
            _("The segment {name} is used by {names}.").format(name=get(tx.connection, segment_id).name, names=names),
            _("Change or remove those first."),
        )
    tx.connection.execute("DELETE FROM segment WHERE id = ?", (segment_id,))


def _rewrite(tx: Transaction, changed: Callable[[query.Node], query.Node]) -> list[Segment]:
    """Changes conditions in all queries that can be read, and returns the segments that are others now."""
    found = []
    for segment in all_of(tx.connection):
        written = _changed(segment, changed)
        if written is not None:
            again = query.parsed([query.text(written)])  # with the quotes that a new name may need
            tx.connection.execute("UPDATE segment SET query = ? WHERE id = ?", (query.text(again), segment.id))
            found.append(get(tx.connection, segment.id))
    return found


def _changed(segment: Segment, changed: Callable[[query.Node], query.Node]) -> query.Node | None:
    """The query of a segment with its conditions changed; None where that is the same, or it cannot be read."""
    try:
        tree = query.parsed([segment.query])
    except Invalid:
        return None
    written = query.with_leaves(tree, changed)
    return written if written != tree else None


def _names_group(node: query.Node, name: str) -> bool:
    if not isinstance(node, query.Field) or node.name.lower() != "group":
        return False
    return any(fold(each.text) == fold(name) for each in node.values)


def _checked(connection: sqlite3.Connection, words: Sequence[str], today: date) -> str:
    """The query in its written form, with the names of other segments whole. Raises Invalid, NotFound or Ambiguous."""
    from crmcli.store import criteria

    tree = query.parsed(words)
    if tree == query.EVERYTHING:
        raise Invalid(_("The query of the segment is empty."), _("Write what its contacts meet, such as city:bandung."))
    tree = query.with_saved_renamed(tree, lambda name: named(connection, name).name)
    criteria.of_tree(connection, tree, today=today)
    return query.text(tree)


def _check_circles(connection: sqlite3.Connection) -> None:
    """Raises Invalid where a segment now names itself, straight or by way of others."""
    names = {segment.id: segment.name for segment in all_of(connection)}
    uses = {segment.id: _used(connection, segment.query) for segment in all_of(connection)}
    while uses:
        ends = {each for each, used in uses.items() if not used & uses.keys()}
        if not ends:
            circle = ", ".join(f"@{names[each]}" for each in uses)
            raise Invalid(_("These segments would be used in themselves: {circle}.").format(circle=circle))
        for each in ends:
            del uses[each]


def _used(connection: sqlite3.Connection, text: str) -> set[int]:
    """The segments that a saved query names; none where it cannot be read any more."""
    try:
        names = list(query.saved_names(query.parsed([text])))
    except Invalid:
        return set()
    found = set()
    for name in names:
        try:
            found.add(named(connection, name).id)
        except (NotFound, Ambiguous):
            continue
    return found


def _with_whole_names(connection: sqlite3.Connection, text: str) -> query.Node | None:
    """A saved query, each segment in it by its whole name; None where it cannot be read any more."""

    def whole(name: str) -> str:
        try:
            return named(connection, name).name
        except (NotFound, Ambiguous):
            return name

    try:
        return query.with_saved_renamed(query.parsed([text]), whole)
    except Invalid:
        return None


def _free(connection: sqlite3.Connection, name: str, segment_id: int | None) -> str:
    """The name made clean. Raises Conflict where another segment has it."""
    name = texts.line(name.removeprefix("@"), _("name of the segment"))
    row = connection.execute("SELECT id, name FROM segment WHERE folded = ?", (fold(name),)).fetchone()
    if row is not None and row[0] != segment_id:
        raise Conflict(_("There is a segment '{name}' already.").format(name=row[1]))
    return name


def _there_is(every: list[Segment]) -> str:
    names = ", ".join(f"@{segment.name}" for segment in every[:_NAMED])
    if len(every) > _NAMED:
        return _("There is: {names}, …; crm segment list has them all.").format(names=names)
    return _("There is: {names}.").format(names=names) if names else _("crm segment add NAME QUERY makes one.")
