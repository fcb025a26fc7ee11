"""Keeping in touch: every how many days somebody wants to be heard of, by whose rule, and who waits since when.

A contact has its own rhythm and those of all groups it is in and that these stand under; the tightest holds, its own
where two are equal. It counts from the day of the last touch. Who was never touched is spread over the length of the
rhythm, so that a fresh import does not come due on one day. Nothing is written here.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from crmcli.store import local_days

_LAST = date(9980, 1, 1)  # no later day has room for a rhythm behind it

# Every rhythm of every contact, by the group it comes of; then the tightest of each. `hears` is the day (and two more,
# as room for any zone) before which the last touch must lie for somebody to wait; it is reckoned once a group, since to
# reckon it once a contact takes as long as all the rest.
_HEARS = "date(:today, (2 + coalesce({0}.cadence_warn_days, 0) - {0}.cadence_days) || ' days')"
_TIGHTEST = f"""
WITH RECURSIVE under (group_id, source, days, warn, since, hears) AS (
  SELECT id, id, cadence_days, coalesce(cadence_warn_days, 0), cadence_since, {_HEARS.format("g")}
  FROM contact_group g WHERE cadence_days IS NOT NULL
  UNION
  SELECT g.id, u.source, u.days, u.warn, u.since, u.hears
  FROM under u CROSS JOIN contact_group g ON g.parent_id = u.group_id
),
held (contact_id, days, warn, since, joined, source, hears) AS (
  SELECT m.contact_id, u.days, u.warn, u.since, m.since, u.source, u.hears
  FROM under u CROSS JOIN membership m ON m.group_id = u.group_id {{of_member}}
  UNION ALL
  SELECT id, cadence_days, coalesce(cadence_warn_days, 0), cadence_since, NULL, 0, {_HEARS.format("o")}
  FROM contact o WHERE cadence_days IS NOT NULL {{of_contact}}
),
tightest (contact_id, rank, days, warn, since, joined, source, hears) AS (
  -- The fewest days; then its own; then the longest warning; then the oldest group.
  SELECT contact_id, min((days * 5000 + (source > 0) * (4000 - warn)) * 1000000 + source),
    days, warn, since, joined, source, hears
  FROM held GROUP BY contact_id
)
"""
_EVERYBODY = _TIGHTEST.format(of_member="", of_contact="")
_ONE = _TIGHTEST.format(of_member="WHERE m.contact_id = :contact", of_contact="AND id = :contact")
_ROW = (
    "SELECT c.id, c.name, c.last_touch_at, c.created_at, t.days, t.warn, coalesce(t.since, ''), "
    "coalesce(t.joined, ''), coalesce(g.name, ''), c.at_most FROM tightest t CROSS JOIN contact c "
    "ON c.id = t.contact_id LEFT JOIN contact_group g ON g.id = t.source "
)
# Who was never touched has a day of their own within the rhythm; most of a large group have it still ahead and need not
# be read. It is reckoned in UTC here, one day early rather than late.
_WAITING = (
    "WHERE c.status NOT IN ('private', 'blocked') AND c.deleted_at IS NULL "
    "AND (c.quiet_until IS NULL OR c.quiet_until <= :today) "
    "AND (c.last_touch_at < t.hears OR c.last_touch_at IS NULL "
    "AND coalesce(c.id % t.days <= t.warn + julianday(:today) - julianday("
    "max(coalesce(t.since, ''), coalesce(t.joined, ''), substr(c.created_at, 1, 10))), 1))"
)

_Row = tuple[int, str, str | None, str, int, int, str, str, str, str | None]


class Rhythm(NamedTuple):
    """How often a contact wants to be heard of: every so many days, by which group's rule (empty: its own), and how
    many days before it is told of."""

    days: int
    group: str
    warn_days: int


class Silent(NamedTuple):
    """Somebody to be in touch with again.

    `days` since the last touch, none where there was none; `every` so many days it should be, by the rule of the group
    `reason` or, where that is empty, their own; `is_due` is False while it is only told of beforehand.
    """

    contact_id: int
    name: str
    last_touch: date | None
    days: int | None
    every: int
    reason: str
    due: date
    is_due: bool


def silent(connection: sqlite3.Connection, *, today: date, within_warning: bool = True) -> list[Silent]:
    """Returns who is to be in touch with again on a day, those who wait longest first.

    Left out is who is removed, private, blocked, kept quiet until a later day, or has been approached as often as may
    be. Without `within_warning` only those who are due.
    """
    rows: list[_Row] = connection.execute(_EVERYBODY + _ROW + _WAITING, {"today": today.isoformat()}).fetchall()
    days = local_days.local_days(connection)
    found = []
    own: dict[int, str | None] = {}
    for row in rows:
        one = _reckoned(row, days, today)
        if one.is_due or (within_warning and one.due - timedelta(days=row[5]) <= today):
            found.append(one)
            own[one.contact_id] = row[9]
    if found:
        from crmcli.store import approaches

        resting = approaches.resting(connection, today=today, own=own)
        found = [one for one in found if one.contact_id not in resting] if resting else found
    return sorted(found, key=lambda one: (one.due, one.contact_id))


def of(connection: sqlite3.Connection, contact_id: int, *, today: date) -> Silent | None:
    """Returns when one contact is to be in touch with again, whether that is now or later; None without a rhythm."""
    row = _row(connection, contact_id)
    return _reckoned(row, local_days.local_days(connection), today) if row else None


def tightest(connection: sqlite3.Connection, contact_id: int) -> Rhythm | None:
    """Returns the rhythm that holds for a contact, or None."""
    row = _row(connection, contact_id)
    return Rhythm(row[4], row[8], row[5]) if row else None


def _row(connection: sqlite3.Connection, contact_id: int) -> _Row | None:
    row: _Row | None = connection.execute(_ONE + _ROW, {"contact": contact_id, "today": None}).fetchone()
    return row


def _reckoned(row: _Row, days: local_days.LocalDays, today: date) -> Silent:
    contact_id, name, touched, created, every, _warn, since, joined, group, _at_most = row
    last = _day(days, touched) if touched else None
    if last:
        due = _later(last, every)
        return Silent(contact_id, name, last, (today - last).days, every, group, due, due <= today)
    base = max((_day(days, created) or date.min).isoformat(), since, joined)
    due = _later(date.fromisoformat(base), 1 + contact_id % every)
    return Silent(contact_id, name, None, None, every, group, due, due <= today)


def _day(days: local_days.LocalDays, instant: str) -> date | None:
    """The day of an instant; None where no calendar has it, as another program may have written it."""
    try:
        return days.of(instant)
    except (ValueError, OverflowError):
        return None


def _later(day: date, count: int) -> date:
    return day + timedelta(days=count) if day < _LAST else day
