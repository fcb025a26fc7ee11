"""Duplicates, as `crm contact dupes` has them: likely pairs listed, and those merged that cannot be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import context, diagnostics
from crmcli.commands import duplicate_answers, saving
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import duplicates

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.store.db import Transaction
    from crmcli.store.duplicates import Pair
    from crmcli.store.merging import Merged

_APPLIED = "certain"


def listing(words: Sequence[str], least: int | None, limit: int) -> None:
    """Writes the likely pairs of which at least one meets the query, most certain first. Raises Invalid."""
    wanted = duplicates.LIKELY if least is None else least
    if not 0 <= wanted <= 100:
        raise Invalid(_("--min cannot be {value}.").format(value=wanted), _("It is a score from 0 to 100."))
    store = context.current().reading()
    found = _found(store.connection, words, wanted) if store else []
    duplicate_answers.listing(found, limit, is_narrowed=bool(words))


def apply(which: str, words: Sequence[str], dry_run: bool) -> None:
    """Merges all pairs that cannot be wrong, in one operation; a dry run lists them. Raises Invalid."""
    if which != _APPLIED:
        raise Invalid(_("--apply cannot be '{value}'.").format(value=which), _("There is: {all}.").format(all=_APPLIED))
    here = context.current()
    if here.reading() is None:
        _say_none()
        return
    with here.writing().write(_("merged duplicates"), command=here.command_line, dry_run=dry_run) as tx:
        # Looked for under the lock: another call may merge the same ones while this one waits.
        found = [pair for pair in _found(tx.connection, words, duplicates.CERTAIN) if pair.is_certain]
        merged = _merged(tx, found)
        tx.describe(_("merged {count}").format(count=duplicate_answers.count(merged)))
    if not found:
        _say_none()
        return
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        duplicate_answers.applied(merged, operation)
    elif dry_run:
        duplicate_answers.listing(found, 0, is_narrowed=bool(words), has_hint=False)
        diagnostics.narrate(_("Would merge {count}.").format(count=duplicate_answers.count(merged)))
    else:
        done = _("Merged {count}").format(count=duplicate_answers.count(merged))
        here.output.sentence(done + saving.taken_back(operation))


def _merged(tx: Transaction, found: Sequence[Pair]) -> list[Merged]:
    """What became of each contact that others are merged into. What cannot be merged is left alone, and said."""
    from crmcli.store import merging

    merged = []
    for keep_id, *others in duplicates.clusters(found):
        try:
            merged.append(merging.merge(tx, keep_id, others))
        except Invalid as error:
            refs = ", ".join(f"c{contact_id}" for contact_id in (keep_id, *others))
            diagnostics.narrate(_("{refs} were left alone: {reason}").format(refs=refs, reason=error.message))
    return merged


def _say_none() -> None:
    here = context.current()
    if here.is_json:
        here.output.document({"merged": [], "operation": None})
    diagnostics.narrate(_("No pair is certain, so nothing was changed."))


def _found(connection: sqlite3.Connection, words: Sequence[str], least: int) -> list[Pair]:
    from crmcli.commands import timing
    from crmcli.store import criteria

    ids = None
    if words:
        ids = criteria.contact_ids(connection, words, today=context.current().today, now_local=timing.local_now())
    return [] if ids == [] else duplicates.pairs(connection, least=least, ids=ids)
