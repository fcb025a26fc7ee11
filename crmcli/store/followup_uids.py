"""The identifiers that an export of crm gives to follow-ups no calendar gave one: `crm-f12-20261124T090000Z`.

They are made of what never changes: the number of the follow-up, or of the first of its series, and the moment that one
was made. So a calendar's changes find their way back. Of a series the open one stands for all; any other of it is
`alone` and called by its own number.
"""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.store.db import Transaction
    from crmcli.store.followups import Followup

_ALONE, _FIRST = "@alone", "@first"
_UID = re.compile(r"crm-f([0-9]{1,15})(?:-([0-9]{8}T[0-9]{6}Z))?(@[^\s@#]{1,200})?(?:#\S{1,40})?")
_OF_OTHERS = re.compile(
    r"crm-(?:a[0-9]{1,15}-[0-9]{8}T[0-9]{6}Z|[0-9]{1,15}-[0-9]{8}T[0-9]{6}Z-\w{1,40})(?:#\S{1,40})?"
)
_SERIES = """
SELECT series_id, id, occurrence, done_at IS NULL, external_id FROM followup
WHERE series_id IN (SELECT value FROM json_each(?)) ORDER BY series_id, occurrence
"""
_MADE = """
SELECT id, created_at FROM followup WHERE id IN (SELECT value FROM json_each(:ids))
UNION ALL
SELECT row_id, json_extract(image, '$.created_at') FROM journal
WHERE table_name = 'followup' AND action = 'delete' AND row_id IN (SELECT value FROM json_each(:ids))
"""


_HAND_ON = """
UPDATE followup SET external_id = :uid, external_mark = :mark
WHERE id = (SELECT id FROM followup WHERE series_id = :series ORDER BY done_at IS NULL DESC, occurrence DESC LIMIT 1)
AND NOT EXISTS (SELECT 1 FROM followup WHERE series_id = :series AND external_id IS NOT NULL)
"""


class Called(NamedTuple):
    """What a calendar calls a follow-up, since when there is what it is called after, and whether it is its series."""

    uid: str
    begun: str
    is_series: bool


def of(connection: sqlite3.Connection, followups: Sequence[Followup]) -> dict[int, Called]:
    """Returns what each of the follow-ups is called, by its number. No two are called the same."""
    series = {each.series_id for each in followups if each.series_id is not None}
    standing: dict[int, int] = {}
    given: dict[int, str] = {}
    for series_id, followup_id, _occurrence, is_open, external_id in connection.execute(_SERIES, (_listed(series),)):
        if is_open:
            standing[series_id] = followup_id
        if external_id:
            given[series_id] = external_id
    made = _made(connection, series)
    return {each.id: _called(each, standing, given, made) for each in followups}


def of_first(followup: Followup) -> str:
    """What the first of a series is called where its rule does not name its day, so that it stands beside the rule."""
    return _of(followup.id, followup.created_at) + _FIRST


def _called(followup: Followup, standing: dict[int, int], given: dict[int, str], made: dict[int, str]) -> Called:
    series_id = followup.series_id
    if series_id is None:
        return Called(followup.external_id or _of(followup.id, followup.created_at), followup.created_at, False)
    if standing.get(series_id) != followup.id:
        return Called(_of(followup.id, followup.created_at) + _ALONE, followup.created_at, False)
    uid = given.get(series_id, "")
    begun = made.get(series_id) or _made_of(uid)
    return Called(uid or _of(series_id, begun), begun or followup.created_at, True)


def hand_on(tx: Transaction, gone: Followup) -> None:
    """Lets a series keep what it is called after one that was taken out: by a calendar, or since it was the first.

    It is stored, so that a whole database that goes to another machine without its history knows it.
    """
    if gone.series_id is None or not (gone.external_id or gone.id == gone.series_id):
        return
    uid = gone.external_id or _of(gone.id, gone.created_at)
    tx.connection.execute(_HAND_ON, {"uid": uid, "mark": gone.external_mark, "series": gone.series_id})


def holder(connection: sqlite3.Connection, uid: str) -> int | None:
    """Returns the follow-up of this database that was given the identifier: the open one where it is a series.

    A key of one day behind a `#` is passed over. None for any other text, and for another database's.
    """
    match = _UID.fullmatch(uid)
    if match is None:
        return None
    number = int(match[1])
    rows = connection.execute(
        "SELECT id, created_at, done_at, external_id FROM followup WHERE id = :number OR series_id = :number "
        "ORDER BY id",
        {"number": number},
    ).fetchall()
    made = {_stamp(row[1]) for row in rows} | {_stamp(at) for at in _made(connection, [number]).values()}
    is_handed_on = f"crm-f{match[1]}-{match[2]}" in [row[3] for row in rows]
    if not rows or (match[2] and match[2] not in made and not is_handed_on):
        return None
    if is_alone(uid):
        return next((int(row[0]) for row in rows if row[0] == number), None)
    return next((int(row[0]) for row in rows if row[2] is None), int(rows[0][0]))


def is_of_another_noun(uid: str) -> bool:
    """Whether an export of crm gives such an identifier to an occasion or an activity, which are no follow-ups."""
    return _OF_OTHERS.fullmatch(uid) is not None


def is_alone(uid: str) -> bool:
    """Whether an identifier of ours is that of one alone, and not of its series."""
    match = _UID.fullmatch(uid)
    return match is not None and match[3] == _ALONE


def _made(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    """When follow-ups were made, also those that were taken out, as long as the journal knows of them."""
    return dict(connection.execute(_MADE, {"ids": _listed(ids)}).fetchall())


def _made_of(uid: str) -> str:
    """The instant in an identifier of ours; empty where it has none."""
    match = _UID.fullmatch(uid)
    if match is None or not match[2]:
        return ""
    year, month, day, hour, minute, second = (match[2][at : at + 2] for at in (2, 4, 6, 9, 11, 13))
    return f"{match[2][:2]}{year}-{month}-{day}T{hour}:{minute}:{second}Z"


def _of(number: int, made: str) -> str:
    return f"crm-f{number}-{_stamp(made)}" if made else f"crm-f{number}"


def _stamp(instant: str) -> str:
    return instant.replace("-", "").replace(":", "")


def _listed(ids: Iterable[int]) -> str:
    return str(sorted(ids))
