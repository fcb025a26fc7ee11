"""Who is probably there twice: looked for by a crm of its own, so that no key waits for it, and what is left of it."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli import merge_sentences
from crmcli.errors import CrmError, Invalid
from crmcli.i18n import _
from crmcli.store import contact_rows, contacts, distinct, duplicates, merging
from crmcli.store.duplicates import Pair
from crmcli.tui import running

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.store.merging import Merged
    from crmcli.tui.gateway.connection import Reading, Writing


class Left(NamedTuple):
    """The pairs of which both are still there and not known to be different, and what they are called."""

    pairs: Sequence[Pair]
    names: Mapping[int, str]


async def looked_for(database: str) -> list[Pair]:
    """Returns the likely pairs, the most certain first. It takes seconds; given up, it ends. Raises CrmError."""
    words = ["contact", "dupes", "--json"]
    process = await asyncio.create_subprocess_exec(
        *running.arguments(database, words),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=running.environment(80),
        start_new_session=True,
    )
    try:
        written, said = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    try:
        return [_pair(row) for row in json.loads(written)]
    except (ValueError, TypeError, KeyError, LookupError):
        raise _failure(said.decode("utf-8", "replace")) from None


def _pair(row: Mapping[str, Any]) -> Pair:
    one, other = (int(each["id"]) for each in row["contacts"])
    return Pair(one, other, int(row["score"]), tuple(row["reasons"]), tuple(row["against"]))


def _failure(said: str) -> CrmError:
    """What the other crm said of why it could not."""
    try:
        error = json.loads(said.splitlines()[-1])["error"]
        return CrmError(str(error["message"]), str(error["hint"] or ""))
    except (ValueError, TypeError, KeyError, LookupError):
        return CrmError(_("The duplicates could not be looked for."), said.strip()[-300:])


def left(reading: Reading, pairs: Sequence[Pair]) -> Left:
    """Returns which of some pairs are left to be decided."""
    connection = reading.connection
    names = contact_rows.names(connection, [number for pair in pairs for number in (pair.id, pair.other_id)])
    different = distinct.pairs(connection)
    kept = [
        pair
        for pair in pairs
        if pair.id in names
        and pair.other_id in names
        and (min(pair.id, pair.other_id), max(pair.id, pair.other_id)) not in different
    ]
    return Left(kept, names)


def merge_certain(writing: Writing, pairs: Sequence[Pair]) -> list[Merged]:
    """Merges all pairs that cannot be wrong, of those given; what cannot be merged is left alone."""
    tx = writing.tx
    ids = {number for pair in pairs for number in (pair.id, pair.other_id)}
    names = {number: contacts.get(tx.connection, number).name for number in ids}
    merged = []
    for keep_id, *others in duplicates.clusters([pair for pair in pairs if pair.is_certain]):
        try:
            merged.append(merging.merge(tx, keep_id, others))
        except Invalid:
            continue
    tx.describe(merge_sentences.sentence(merged, names, _("merged {others} into {kept}"), _("merged {count}")))
    return merged
