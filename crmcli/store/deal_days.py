"""Deals in a day's work: those that slipped, stalled, have no next step, or are to close within days.

A deal has one state, the most pressing; what else is wrong with it is told beside. Deals whose customer is private,
blocked or removed are never among them. Nothing is changed here, and no clock is read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store import deal_states

if TYPE_CHECKING:
    from collections.abc import Mapping

SLIPPED, STALLED, UNPLANNED, CLOSING = "slipped", "stalled", "unplanned", "closing"
STATES = (SLIPPED, STALLED, UNPLANNED, CLOSING)  # the most pressing first
CLOSINGS_AHEAD = 7  # days before an expected close from which it is told of


class _Stage(NamedTuple):
    """An open stage."""

    name: str
    chance: int
    stale_after_days: int | None


class Standing(NamedTuple):
    """How a deal stands on a day. `chance` is in hundredths of a percent, `value` in minor units.

    `quiet_days` is for how long nothing has happened with it, `is_planned` whether it has a next step. `state` is the
    most pressing of what there is to be told of it, empty where there is nothing, as with a closed one.
    """

    id: int
    title: str
    contact_id: int | None
    contact: str | None
    stage: str
    chance: int
    value: int | None
    currency: str | None
    expected_close: str | None
    days_in_stage: int
    quiet_days: int
    is_stalled: bool
    is_slipped: bool
    is_closing: bool
    is_planned: bool
    state: str
    is_open: bool = True

    @property
    def ref(self) -> str:
        """How the user names it: `d7`."""
        return f"d{self.id}"

    @property
    def is_unplanned(self) -> bool:
        """Whether nothing is planned for it."""
        return not self.is_planned


VISIBLE = "(d.contact_id IS NULL OR (c.deleted_at IS NULL AND c.status NOT IN ('private', 'blocked')))"
# Days are reckoned in Python, which takes a fraction of the time that it takes SQLite.
_OPEN = f"""
SELECT d.id, d.title, d.contact_id, c.name, d.stage_id, d.chance, d.value, d.currency, d.expected_close, d.stage_since,
  {deal_states.LAST_ACTIVITY},
  EXISTS (SELECT 1 FROM followup f WHERE f.deal_id = d.id AND f.done_at IS NULL)
FROM deal d {{index}} LEFT JOIN contact c ON c.id = d.contact_id
WHERE {deal_states.OPEN} AND {VISIBLE} {{which}}
ORDER BY +d.id
"""
_STAGES = """
SELECT id, name, chance, stale_after_days FROM stage WHERE outcome = 'open' AND retired_at IS NULL
"""
_CLOSED = f"""
SELECT d.id, d.title, d.contact_id, c.name, s.name, s.chance, d.value, d.currency, d.expected_close, d.closed_at
FROM deal d JOIN stage s ON s.id = d.stage_id LEFT JOIN contact c ON c.id = d.contact_id
WHERE d.id IN (SELECT value FROM json_each(:ids)) AND d.closed_at IS NOT NULL AND {VISIBLE}
"""
_OF_SOMEBODY = (
    "AND d.id IN (SELECT dc.deal_id FROM deal_contact dc WHERE dc.contact_id IN (SELECT value FROM json_each(:wanted)))"
)


def told(connection: sqlite3.Connection, now: datetime, wanted: Collection[int] | None = None) -> list[Standing]:
    """Returns the open deals of which there is something to be told at `now`, the local clock on the wall, by number.

    Of those only that are with some contacts, where they are named.
    """
    query = _OPEN.format(index="INDEXED BY deal_open", which=_OF_SOMEBODY if wanted is not None else "")
    return [each for each in _read(connection, query, now, {"wanted": str(list(wanted or ()))}) if each.state]


def of(connection: sqlite3.Connection, deal_ids: Iterable[int], now: datetime) -> dict[int, Standing]:
    """Returns how those of the deals stand that may be told of, by id; of closed ones there is something to be done
    after the end."""
    ids = sorted(set(deal_ids))
    if not ids:
        return {}
    query = _OPEN.format(index="", which="AND d.id IN (SELECT value FROM json_each(:ids))")
    found = {each.id: each for each in _read(connection, query, now, {"ids": str(ids)})}
    others = [each for each in ids if each not in found]
    return found | {each.id: each for each in _closed(connection, others, now)} if others else found


def closings(
    connection: sqlite3.Connection, first: date, last: date, now: datetime, wanted: Collection[int] | None = None
) -> list[Standing]:
    """Returns the open deals that are expected to close from one day to another, both with, soonest first."""
    which = "AND d.expected_close >= :first AND d.expected_close <= :last " + (
        _OF_SOMEBODY if wanted is not None else ""
    )
    query = _OPEN.format(index="INDEXED BY deal_open", which=which)
    span = {"first": first.isoformat(), "last": last.isoformat(), "wanted": str(list(wanted or ()))}
    return sorted(_read(connection, query, now, span), key=lambda each: (each.expected_close or "", each.id))


def pressing(found: Sequence[Standing], short: Mapping[int, int]) -> list[Standing]:
    """Returns deals by their state, and within it the most pressing first.

    What closes soon goes by its day. The others go by how much the groups of their customers are short of their share
    of time (`short`, by contact), then by the chance of winning, and then the longest first.
    """

    order = {state: place for place, state in enumerate(STATES)}

    def place(each: Standing) -> tuple[object, ...]:
        state = order[each.state]
        if each.state == CLOSING:
            return (state, each.expected_close, -each.chance, each.id)
        since = each.expected_close if each.state == SLIPPED else -each.quiet_days
        return (state, -short.get(each.contact_id or 0, 0), -each.chance, since, each.id)

    return sorted(found, key=place)


def _read(connection: sqlite3.Connection, query: str, now: datetime, more: Mapping[str, str]) -> list[Standing]:
    stages = {row[0]: _Stage(*row[1:]) for row in connection.execute(_STAGES)}
    at, today = _instant(connection, now), now.date().isoformat()
    until = (now.date() + timedelta(days=CLOSINGS_AHEAD)).isoformat()
    found = []
    for row in connection.execute(query, more):
        stage = stages.get(row[4])
        if stage is None:
            continue  # another program's doing; the doctor tells of it
        close, since = row[8], row[9]
        in_stage = quiet = max(deal_states.days_since(since, at), 0)
        if row[10] is not None and row[10] > since:
            quiet = max(deal_states.days_since(row[10], at), 0)
        is_stalled = stage.stale_after_days is not None and quiet >= stage.stale_after_days
        is_slipped, is_closing = (close < today, today <= close <= until) if close else (False, False)
        chance = stage.chance if row[5] is None else row[5]
        is_planned = bool(row[11])
        state = _most_pressing(is_slipped, is_stalled, is_planned, is_closing)
        whole = (*row[:4], stage.name, chance, *row[6:9], in_stage, quiet, is_stalled, is_slipped, is_closing)
        found.append(Standing(*(*whole, is_planned, state)))
    return found


def _closed(connection: sqlite3.Connection, deal_ids: Sequence[int], now: datetime) -> list[Standing]:
    """Closed deals, in the stage that says how they ended, and for how long they have been."""
    at, found = _instant(connection, now), []
    for row in connection.execute(_CLOSED, {"ids": str(deal_ids)}):
        since = max(deal_states.days_since(row[9], at), 0)
        found.append(Standing(*(*row[:9], since, since, False, False, False, True, "", False)))
    return found


def _most_pressing(is_slipped: bool, is_stalled: bool, is_planned: bool, is_closing: bool) -> str:
    if is_slipped or is_stalled:
        return SLIPPED if is_slipped else STALLED
    if not is_planned:
        return UNPLANNED
    return CLOSING if is_closing else ""


def _instant(connection: sqlite3.Connection, now: datetime) -> datetime:
    """The instant at which the clock on the user's wall shows `now`."""
    if now.tzinfo is None:
        from crmcli.store import local_days

        now = now.replace(tzinfo=local_days.local_days(connection).zone)
    return now.astimezone(UTC)
