"""Turning operations back and forth: what `crm undo` and `crm redo` do and say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context
from crmcli.errors import NotFound, Usage
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.db import Store
    from crmcli.store.operations import Operation


def undo(named: str, steps: int, dry_run: bool) -> None:
    """Takes operations back and says which."""
    from crmcli.store import operations, refs

    if named and steps != 1:
        raise Usage(_("--steps and an operation cannot be had together."), _("Leave one of them out."))
    store = _store(_("There is nothing to undo."))
    turned = operations.undo(store, operation_id=refs.operation(named) if named else None, steps=steps, dry_run=dry_run)
    if dry_run:
        _say(turned, _("Would undo"))
    else:
        _say(turned, _("Undone"), "undone", _("crm redo does it again"))


def redo(steps: int, dry_run: bool) -> None:
    """Does operations again and says which."""
    from crmcli.store import operations

    turned = operations.redo(_store(_("There is nothing to redo.")), steps=steps, dry_run=dry_run)
    _say(turned, _("Would redo") if dry_run else _("Redone"), "" if dry_run else "done")


def _store(nothing: str) -> Store:
    """The store for changes. Where there is no database there is nothing to turn, and none is made."""
    here = context.current()
    if here.reading() is None:
        raise NotFound(nothing)
    return here.writing()


def _say(turned: Sequence[Operation], done: str, state: str = "", way_back: str = "") -> None:
    """Says what was turned, or would be; `state` is what each operation is in now, where that changed."""
    here = context.current()
    if here.is_json:
        here.output.document([as_row(each) | ({"state": state} if state else {}) for each in turned])
        return
    for operation in turned:
        changes = ngettext("{count} change", "{count} changes", operation.rows).format(count=f"{operation.rows:,}")
        line = f"{done} {operation.ref}  {operation.what} ({changes})"
        is_last = operation is turned[-1]
        here.output.sentence(f"{line}   {way_back}" if way_back and is_last else line)


def as_row(operation: Operation) -> dict[str, Any]:
    """An operation as its documented JSON."""
    return {
        "id": operation.id,
        "at": operation.at,
        "what": operation.what,
        "command": operation.command or None,
        "origin": operation.origin,
        "state": operation.state,
        "rows": operation.rows,
        "is_purged": bool(operation.purged),
        "is_pruned": bool(operation.pruned),
    }
