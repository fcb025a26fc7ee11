"""Operations: what the user did, one after the other, each of which can be taken back and done again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli import texts
from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.i18n import _
from crmcli.store import indexing, journal

if TYPE_CHECKING:
    from crmcli.store.db import Store

# Migration steps that do more than add: what was done before one of them cannot be undone across it.
NOT_ADDITIVE: frozenset[int] = frozenset()
_COLUMNS = "id, at, what, command, origin, state, rows, step, purged, pruned"


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing the user did. `state` is done, undone, or dropped (undone, and no longer to be done again)."""

    id: int
    at: str
    what: str
    command: str
    origin: str
    state: str
    rows: int
    step: int
    purged: int
    pruned: int

    @property
    def ref(self) -> str:
        """How the user names it: `o41`."""
        return f"o{self.id}"


def begin(connection: sqlite3.Connection, at: str, what: str, command: str, origin: str, step: int) -> int:
    """Opens an operation and returns its id; from here the triggers note every change under it."""
    cursor = connection.execute(
        "INSERT INTO operation (at, what, command, origin, state, step) VALUES (?, ?, ?, ?, 'open', ?)",
        (at, texts.storable(what), texts.storable(command), origin, step),
    )
    return int(cursor.lastrowid or 0)


def finish(connection: sqlite3.Connection, operation_id: int, what: str, rows: int, size: int) -> None:
    """Closes an operation as done. What had been undone before it can then no longer be redone."""
    connection.execute("UPDATE operation SET state = 'dropped', turn = NULL WHERE state = 'undone'")
    connection.execute(
        "UPDATE operation SET state = 'done', what = ?, rows = ?, bytes = ? WHERE id = ?",
        (texts.storable(what), rows, size, operation_id),
    )


def adopt_outside_changes(connection: sqlite3.Connection, at: str, step: int) -> None:
    """Gives what another program changed an operation of its own, and indexes it."""
    if not journal.has_outside_changes(connection):
        return
    from crmcli.store import touches

    operation_id = begin(connection, at, _("changed by another program"), "", "outside", step)
    connection.execute("UPDATE journal SET operation_id = ? WHERE operation_id IS NULL", (operation_id,))
    indexing.refold(connection, operation_id)
    touches.refresh_turned(connection, operation_id)
    rows, size = journal.measure(connection, operation_id)
    indexing.index_operation(connection, operation_id)
    finish(connection, operation_id, _("changed by another program"), rows, size)


def get(connection: sqlite3.Connection, operation_id: int) -> Operation:
    """Returns one operation. Raises NotFound."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM operation WHERE id = ?", (operation_id,)).fetchone()
    if row is None:
        raise NotFound(_("There is no operation o{id}.").format(id=operation_id), _("crm history lists them."))
    return Operation(*row)


def newest(connection: sqlite3.Connection, limit: int = 0) -> list[Operation]:
    """Returns the operations, newest first; all of them where `limit` is 0."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM operation WHERE state <> 'open' ORDER BY id DESC LIMIT ?", (limit or -1,)
    )
    return [Operation(*row) for row in rows]


def next_to_undo(connection: sqlite3.Connection) -> Operation | None:
    """The newest operation still in effect, or None."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM operation WHERE state = 'done' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return Operation(*row) if row else None


def next_to_redo(connection: sqlite3.Connection) -> Operation | None:
    """The operation undone last, unless something was changed since; else None."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM operation WHERE state = 'undone' ORDER BY turn DESC LIMIT 1"
    ).fetchone()
    return Operation(*row) if row else None


def undo(store: Store, *, operation_id: int | None = None, steps: int = 1, dry_run: bool = False) -> list[Operation]:
    """Takes back the newest `steps` operations still in effect, or just the one named; returns them.

    Raises NotFound where there is none, and Conflict where a later operation built upon the one named.
    """
    undone: list[Operation] = []
    connection = store.connection
    with _turning(store, undone, dry_run):
        for _turn in range(1 if operation_id else steps):
            operation = get(connection, operation_id) if operation_id else next_to_undo(connection)
            if operation is None:
                break
            _check_can_undo(connection, operation)
            was_sound = operation_id is None or _deals_go_together(connection, operation)
            _turn_back(connection, operation, "undone")
            if operation_id is not None and was_sound and not _deals_go_together(connection, operation):
                raise _in_the_way(operation)
            undone.append(operation)
    if not undone:
        raise NotFound(_("There is nothing to undo."))
    return undone


def redo(store: Store, *, steps: int = 1, dry_run: bool = False) -> list[Operation]:
    """Does again the `steps` operations undone last; returns them. Raises NotFound where there is none."""
    redone: list[Operation] = []
    with _turning(store, redone, dry_run):
        for _turn in range(steps):
            operation = next_to_redo(store.connection)
            if operation is None:
                break
            _check_step(operation)
            _turn_back(store.connection, operation, "done")
            redone.append(operation)
    if not redone:
        raise NotFound(
            _("There is nothing to redo."),
            _("Only what was undone last, with nothing changed since, can be."),
        )
    return redone


@contextmanager
def _turning(store: Store, turned: list[Operation], dry_run: bool) -> Iterator[None]:
    """One transaction for a few operations to be turned back in, whose broken foreign keys read as a sentence.

    Foreign keys wait for the commit; a dry run has none and is asked to look them through.
    """
    try:
        with store.exclusive() as exclusive:
            exclusive.take_back = dry_run
            adopt_outside_changes(store.connection, store.at, store.step)
            yield
            if dry_run and store.connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise _in_the_way(turned[-1])
    except sqlite3.IntegrityError as error:
        if not turned:
            raise
        raise _in_the_way(turned[-1]) from error


def _turn_back(connection: sqlite3.Connection, operation: Operation, state: str) -> None:
    """Reverses an operation and marks it; undoing and redoing are the same but for the mark."""
    from crmcli.store import touches

    connection.execute("UPDATE operation SET state = 'open' WHERE id = ?", (operation.id,))
    try:
        journal.reverse(connection, operation.id)
    except sqlite3.IntegrityError as error:
        raise _in_the_way(operation) from error
    if _has_tangled_groups(connection, operation):
        raise _in_the_way(operation)
    touches.refresh_turned(connection, operation.id)
    indexing.index_operation(connection, operation.id)
    rows, size = journal.measure(connection, operation.id)
    turn = "(SELECT coalesce(max(turn), 0) + 1 FROM operation)" if state == "undone" else "NULL"
    connection.execute(
        f"UPDATE operation SET state = ?, turn = {turn}, rows = ?, bytes = ? WHERE id = ?",
        (state, rows, size, operation.id),
    )


def _has_tangled_groups(connection: sqlite3.Connection, operation: Operation) -> bool:
    """Whether turning the operation back has put a group under itself, which no foreign key tells."""
    has_moved = connection.execute(
        "SELECT 1 FROM journal WHERE operation_id = ? AND table_name = 'contact_group' LIMIT 1", (operation.id,)
    ).fetchone()
    if has_moved is None:
        return False
    from crmcli.store import groups

    return groups.is_tangled(connection)


def _deals_go_together(connection: sqlite3.Connection, operation: Operation) -> bool:
    """Whether all is well with the deals and their pipelines, as far as the operation has to do with them.

    An older one undone alone may put a deal into a stage that was removed since, or take the last open stage.
    """
    tables = {
        row[0]
        for row in connection.execute("SELECT DISTINCT table_name FROM journal WHERE operation_id = ?", (operation.id,))
    }
    from crmcli.store import deal_soundness

    return tables.isdisjoint(deal_soundness.TABLES) or deal_soundness.fault(connection) is None


def _check_step(operation: Operation) -> None:
    if any(operation.step < step for step in NOT_ADDITIVE):
        raise Invalid(
            _("{ref} is from before the database changed its shape: it is neither undone nor done again.").format(
                ref=operation.ref
            ),
            _("A backup from before lies beside the database."),
        )


def _check_can_undo(connection: sqlite3.Connection, operation: Operation) -> None:
    from crmcli.store.conflicts import built_upon

    if operation.state != "done":
        raise Invalid(_("{ref} is already undone.").format(ref=operation.ref))
    if operation.pruned:
        raise Invalid(_("{ref} is too old to undo: its details were cleared to save space.").format(ref=operation.ref))
    _check_step(operation)
    later = built_upon(connection, operation.id)
    if later:
        raise _refused(operation, [get(connection, number) for number in later])


def _refused(operation: Operation, later: Sequence[Operation]) -> Conflict:
    named = ", ".join(f"{other.ref} {other.what}" for other in later[:5])
    if len(later) > 5:
        named += _(" and {count} more").format(count=len(later) - 5)
    return Conflict(
        _("{ref} ({what}) cannot be undone alone: later changes build upon it: {later}.").format(
            ref=operation.ref, what=operation.what, later=named
        ),
        _("Undo those first, newest first: crm undo {ref}.").format(ref=later[-1].ref),
    )


def _in_the_way(operation: Operation) -> Conflict:
    return Conflict(
        _("{ref} ({what}) cannot be undone alone: something done since stands in its way.").format(
            ref=operation.ref, what=operation.what
        ),
        _("Undo what came after it first; crm history lists it."),
    )
