"""Touches: what counts as having reached somebody, when that was last, and how often it was tried since.

`contact.last_touch_at` follows the activities and is never set by hand. A note, a missed call and a gift never move
it; a mail or a message that was sent does where the setting touch.sent says so. Only those who took part are
touched: a talk with somebody of a company is none with the company.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store import journal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.store.db import Transaction

# Conditions on a row `a` of activity.
IS_TOUCH = (
    "((a.outcome = 'reached' AND a.kind IN ('call', 'meeting', 'visit', 'email', 'message', 'gift')) "
    "OR (a.outcome = 'none' AND a.direction IS 'outgoing' AND a.kind IN ('email', 'message') "
    "AND EXISTS (SELECT 1 FROM setting WHERE key = 'touch.sent' AND value = 'yes')) "
    "OR (a.outcome <> 'missed' AND 'kind.' || a.kind IN "
    "(SELECT key FROM setting WHERE key GLOB 'kind.?*' AND value = 'touch')))"
)
IS_APPROACH = "(a.kind <> 'note' AND coalesce(a.direction, 'outgoing') <> 'incoming')"
IS_TRY = f"({IS_APPROACH} AND NOT {IS_TOUCH} AND (a.outcome = 'missed' OR a.kind IN ('email', 'message')))"

_LAST = (
    "SELECT max(a.at) FROM participant p CROSS JOIN activity a ON a.id = p.activity_id "
    f"WHERE p.contact_id = c.id AND {IS_TOUCH}"
)

_MOVED = "journal WHERE operation_id = :operation AND table_name"
_HAS_MOVED_A_RULE = (
    "SELECT 1 FROM journal j LEFT JOIN setting s ON s.id = j.row_id WHERE j.operation_id = ? "
    "AND j.table_name = 'setting' AND (coalesce(s.key, json_extract(j.image, '$.key')) = 'touch.sent' "
    "OR coalesce(s.key, json_extract(j.image, '$.key')) GLOB 'kind.?*') LIMIT 1"
)
# Where the reason is to be found as a rule; to look the whole journal through takes long in a large one.
_IN_THIS_OPERATION = "j.operation_id = (SELECT id FROM operation WHERE state = 'open')"


class Tries(NamedTuple):
    """How often somebody was tried in vain, and the instant of the first time; None where that is never."""

    times: int
    since: str | None


def refresh(tx: Transaction, contact_ids: Iterable[int]) -> None:
    """Sets the last touch of these contacts anew from the activities."""
    ids = list(dict.fromkeys(contact_ids))
    for contact_id in ids:
        rows = tx.connection.execute(
            f"SELECT c.id, c.last_touch_at, ({_LAST}) FROM contact c WHERE c.id = ?", (contact_id,)
        )
        _settle(tx.connection, rows.fetchall())


def refresh_all(tx: Transaction) -> None:
    """Sets the last touch of all contacts anew, after what counts as a touch was changed."""
    _refresh_differing(tx.connection)


def refresh_turned(connection: sqlite3.Connection, operation_id: int) -> None:
    """Sets the last touches anew that an operation has moved by being undone or done again.

    A later operation may have logged or removed touches that lay behind one of its own, or moved the last touch of
    a contact that this one changed in other ways.
    """
    rows = connection.execute(
        "WITH who (id) AS (SELECT contact_id FROM participant WHERE activity_id IN "
        f"(SELECT row_id FROM {_MOVED} = 'activity') UNION SELECT contact_id FROM participant WHERE id IN "
        f"(SELECT row_id FROM {_MOVED} = 'participant') UNION SELECT json_extract(image, '$.contact_id') "
        f"FROM {_MOVED} = 'participant' AND image IS NOT NULL UNION SELECT row_id FROM journal own "
        "WHERE operation_id = :operation AND table_name = 'contact' AND EXISTS (SELECT 1 FROM journal j WHERE "
        "j.row_id = own.row_id AND j.operation_id <> :operation AND " + journal.HAS_ONLY_DERIVED + ")) "
        f"SELECT c.id, c.last_touch_at, ({_LAST}) FROM contact c WHERE c.id IN (SELECT id FROM who)",
        {"operation": operation_id},
    )
    _settle(connection, rows.fetchall())
    if connection.execute(_HAS_MOVED_A_RULE, (operation_id,)).fetchone():
        _refresh_differing(connection)


def tries(connection: sqlite3.Connection, contact_id: int, before: int | None = None) -> Tries:
    """Returns how often a contact was tried in vain since they were last reached, and since when.

    With `before`, the number of an activity: what had been tried when that happened.
    """
    earlier = "(a.at, a.id) < (SELECT at, id FROM activity WHERE id = :before)" if before else "1"
    taken = "FROM participant p CROSS JOIN activity a ON a.id = p.activity_id WHERE p.contact_id = :contact"
    row = connection.execute(
        f"WITH touch (at, id) AS (SELECT a.at, a.id {taken} AND {earlier} AND {IS_TOUCH} "
        "ORDER BY a.at DESC, a.id DESC LIMIT 1) "
        f"SELECT count(*), min(a.at) {taken} AND {earlier} AND {IS_TRY} "
        "AND (a.at, a.id) > (coalesce((SELECT at FROM touch), ''), coalesce((SELECT id FROM touch), 0))",
        {"contact": contact_id, "before": before},
    ).fetchone()
    return Tries(row[0], row[1])


def tries_of(connection: sqlite3.Connection, contact_ids: Iterable[int]) -> dict[int, Tries]:
    """Returns the same as `tries` for many contacts at once, without those who were not tried."""
    rows = connection.execute(
        f"SELECT p.contact_id, a.at, {IS_TOUCH}, {IS_TRY} FROM json_each(?) e "
        "CROSS JOIN participant p ON p.contact_id = e.value CROSS JOIN activity a ON a.id = p.activity_id "
        "ORDER BY a.at, a.id",
        (json.dumps(list(contact_ids)),),
    )
    found: dict[int, Tries] = {}
    for contact_id, at, is_reached, is_try in rows:
        if is_reached:
            found.pop(contact_id, None)
        elif is_try:
            held = found.get(contact_id)
            found[contact_id] = Tries(held.times + 1, held.since) if held else Tries(1, at)
    return found


def is_touch(connection: sqlite3.Connection, activity_id: int) -> bool:
    """Whether an activity counts as having reached those who took part."""
    row = connection.execute(f"SELECT {IS_TOUCH} FROM activity a WHERE a.id = ?", (activity_id,)).fetchone()
    return bool(row and row[0])


def may_be_limited(connection: sqlite3.Connection, contact_id: int) -> bool:
    """Whether it was said how often this contact, or some group, may be approached: asked before it is reckoned."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM contact_group WHERE at_most IS NOT NULL) "
        "OR (SELECT at_most FROM contact WHERE id = ?) IS NOT NULL",
        (contact_id,),
    ).fetchone()
    return bool(row[0])


def _refresh_differing(connection: sqlite3.Connection) -> None:
    rows = connection.execute(
        f"SELECT c.id, c.last_touch_at, ({_LAST}) AS found FROM contact c WHERE c.last_touch_at IS NOT found"
    )
    _settle(connection, rows.fetchall())


def _settle(connection: sqlite3.Connection, rows: list[sqlite3.Row]) -> None:
    """Writes the last touch of each row (contact, the one that stands there, the one that was found)."""
    for contact_id, standing, found in rows:
        if standing == found or (standing and (found or "") < standing and not _is_from_activity(connection, standing)):
            continue
        connection.execute("UPDATE contact SET last_touch_at = ? WHERE id = ?", (found, contact_id))
        journal.note_only_derived(connection, contact_id)


def _is_from_activity(connection: sqlite3.Connection, at: str) -> bool:
    """Whether any activity, present or past, was at this instant.

    An import may bring a last touch without the activity that it came from; that one stays until there is a later.
    """
    if connection.execute("SELECT 1 FROM activity WHERE at = ? LIMIT 1", (at,)).fetchone():
        return True
    return any(_has_image(connection, condition, at) for condition in (_IN_THIS_OPERATION, "1"))


def _has_image(connection: sqlite3.Connection, condition: str, at: str) -> bool:
    """Whether the journal has an activity as it was at this instant, among the entries that meet a condition."""
    rows = connection.execute(
        "SELECT j.image FROM journal j WHERE j.table_name = 'activity' AND j.image IS NOT NULL AND instr(j.image, ?) "
        f"AND {condition}",
        (at,),
    )
    return any(json.loads(row[0]).get("at") == at for row in rows)
