"""Alerts: which follow-ups with a time ring now. Dues float, so a ring is reckoned in the zone the user is in.

It promises that a follow-up rings once for each due it is given, also when the machine slept, the clock was set, or
the user travelled; what was told is in the ledger (`deliveries`). It tells nothing itself.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import Invalid
from crmcli.store import db

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LATEST = timedelta(hours=24)  # after which a ring comes too late, and the digest says it
_LONG = timedelta(hours=1)  # in which two ways of telling that both are wanted have told the same
_MARGIN = timedelta(days=2)  # more than zones and summer time move a clock, either way
_MINUTE = timedelta(minutes=1)
_SINCE, _ZONE = "since", "zone "  # the keys of the ledger that say since when alerts are looked for, and where


class Alert(NamedTuple):
    """A follow-up with a time, and the instant in UTC at which that is. `is_told`: it rings no more for this due."""

    followup_id: int
    what: str
    due: str
    at: datetime
    contact_id: int | None
    name: str | None
    minutes: int | None
    place: str | None
    note: str | None
    is_told: bool

    @property
    def ref(self) -> str:
        """How the user names it: `f12`."""
        return f"f{self.followup_id}"

    def key(self, channel: str) -> str:
        """What the ledger calls it: another due, or another way of telling, is another alert."""
        return f"{self.ref} {self.due} {channel}"

    def late_minutes(self, now: datetime) -> int:
        """The whole minutes since it was due; below 0 while it is ahead, where a part of a minute counts as one."""
        return int((now - self.at).total_seconds() // 60)


class Watch(NamedTuple):
    """Since when alerts are looked for, and in which zones since when, the newest last; as the ledger has it."""

    since: datetime | None
    zones: Sequence[tuple[datetime, str]]

    def zones_at(self, instant: datetime) -> list[str]:
        """The zones the user may have been in at an instant, where they are now among them.

        A new one is noted at the first look after the move, and of each only the last time that it was entered.
        """
        begun = sum(moment <= instant for moment, _zone in self.zones)
        return [zone for _moment, zone in (*self.zones[max(begun - 1, 0) : begun + 1], self.zones[-1])]


# What is due between two moments of the clock on the wall, dues with a time only. A contact that is private keeps the
# user's own appointments; one that is blocked, or removed, is to be left alone. Told is also what is over, and was told
# in another way long ago: whoever changes from notifications to a command is not to hear all of the day again. What
# came from a calendar counts as made when that was last read, since it may move it into the past.
_DUE = """
SELECT f.id, f.what, f.due, f.contact_id, c.name, f.minutes, f.place, f.note, f.planned,
  iif(f.external_id IS NULL, f.created_at, f.updated_at),
  EXISTS (
    SELECT 1 FROM delivery d
    WHERE d.kind = 'alert' AND d.sent_at IS NOT NULL
      AND d.key BETWEEN 'f' || f.id || ' ' || f.due || ' ' AND 'f' || f.id || ' ' || f.due || ' ~'
      AND (substr(d.key, -length(:channel)) = :channel OR (f.due < :over AND d.sent_at < :long_ago))
  )
FROM followup f LEFT JOIN contact c ON c.id = f.contact_id
WHERE f.done_at IS NULL AND f.due > :first AND f.due < :last AND length(f.due) = 16
  AND (f.contact_id IS NULL OR (c.deleted_at IS NULL AND c.status <> 'blocked'))
ORDER BY f.due, f.id
"""
_RINGS_STILL = """
SELECT 1 FROM followup f LEFT JOIN contact c ON c.id = f.contact_id
WHERE f.id = ? AND f.due = ? AND f.done_at IS NULL
  AND (f.contact_id IS NULL OR (c.deleted_at IS NULL AND c.status <> 'blocked'))
"""
# Told long ago, and never to ring again: the follow-up is done or gone, or has another due.
_USELESS = """
SELECT d.key FROM delivery d
WHERE d.kind = 'alert' AND substr(d.key, instr(d.key, ' ') + 1, 16) < :first AND NOT EXISTS (
  SELECT 1 FROM followup f
  WHERE f.id = CAST(substr(d.key, 2, instr(d.key, ' ') - 2) AS INTEGER) AND f.done_at IS NULL
    AND f.due = substr(d.key, instr(d.key, ' ') + 1, length(f.due))
)
"""


def watch(connection: sqlite3.Connection) -> Watch:
    """Returns since when alerts are looked for; `since` is None before the first time."""
    since, zones = None, []
    for key, sent_at in connection.execute(
        "SELECT key, sent_at FROM delivery WHERE kind = 'watch' ORDER BY sent_at, id"
    ):
        if key == _SINCE:
            since = datetime.fromisoformat(sent_at)
        elif key.startswith(_ZONE):
            zones.append((datetime.fromisoformat(sent_at), key.removeprefix(_ZONE)))
    return Watch(since, zones)


def is_watched(known: Watch, now: datetime, zone: str) -> bool:
    """Whether the ledger knows that alerts are looked for, and where the user is; not where its clock was ahead."""
    if known.since is None or known.since > now or not known.zones:
        return False
    return known.zones[-1][1] == _named(zone, now)


def from_now_on(known: Watch, now: datetime, zone: str) -> Watch:
    """What would be known if it were noted now that alerts are looked for; nothing is noted."""
    since = now if known.since is None or known.since > now else known.since
    return Watch(since, [*known.zones, (now, _named(zone, now))])


def keep_watch(store: db.Store, now: datetime, zone: str) -> Watch:
    """Notes that alerts are looked for from now on, or that the user is in another zone; returns what is then known."""
    from crmcli.store import deliveries
    from crmcli.store.deliveries import WATCH

    known = watch(store.connection)
    if known.since is None or known.since > now:
        deliveries.forget(store, WATCH, [_SINCE])
        deliveries.mark_sent(store, WATCH, _SINCE, now)
    here = _named(zone, now)
    if not known.zones or known.zones[-1][1] != here:
        ahead = [_ZONE + name for begun, name in known.zones if begun > now]
        deliveries.forget(store, WATCH, [_ZONE + here, *ahead])
        deliveries.mark_sent(store, WATCH, _ZONE + here, now)
    return watch(store.connection)


def ringing(
    connection: sqlite3.Connection, known: Watch, now: datetime, before: timedelta, zone: str, channel: str
) -> list[Alert]:
    """Returns what is to be told now and was not yet: what is ahead first, then what was missed, the newest first.

    `now` is the clock on the user's wall, `zone` its name (empty for the system's), `before` how long before a due it
    rings. What was past when it was made, or before anybody looked, never rings, nor what was missed a day ago.
    """
    found, instant = [], now.astimezone(UTC)  # a clock on the wall does not go on evenly
    for alert, made in _between(connection, now, LATEST, before, zone, channel):
        is_time = instant - LATEST <= alert.at <= instant + before
        if is_time and not alert.is_told and not _is_of_the_past(alert, made, known):
            found.append(alert)
    to_come = [alert for alert in found if alert.at > instant - _MINUTE]
    return to_come + [alert for alert in reversed(found) if alert.at <= instant - _MINUTE]


def ahead(connection: sqlite3.Connection, now: datetime, zone: str, channel: str, limit: int) -> list[Alert]:
    """Returns the follow-ups with a time that are still to come, soonest first; at most `limit`, all where it is 0."""
    instant = now.astimezone(UTC)
    near = _between(connection, now, timedelta(), None, zone, channel)
    found = [alert for alert, _made in near if alert.at > instant - _MINUTE]
    return sorted(found, key=lambda alert: (alert.at, alert.followup_id))[: limit or None]


def rings_still(connection: sqlite3.Connection, alert: Alert) -> bool:
    """Whether an alert that was found a while ago is one still: nobody did it, put it off or removed it meanwhile."""
    return connection.execute(_RINGS_STILL, (alert.followup_id, alert.due)).fetchone() is not None


def prune(store: db.Store, now: datetime) -> None:
    """Drops what the ledger knows of alerts that cannot ring again."""
    from crmcli.store import deliveries

    first = {"first": _wall(now - LATEST - _MARGIN)}
    keys = [key for (key,) in store.connection.execute(_USELESS, first)]
    if keys:
        deliveries.forget(store, deliveries.ALERT, keys)


def _between(
    connection: sqlite3.Connection, now: datetime, behind: timedelta, ahead: timedelta | None, zone: str, channel: str
) -> Iterator[tuple[Alert, datetime | None]]:
    """What is due so long before and after now, or around it, and when it was made where it still has its first due."""
    span = {
        "first": _wall(now - behind - _MARGIN),
        "last": "~" if ahead is None else _wall(now + ahead + _MARGIN),
        "over": _wall(now),
        "long_ago": db.instant(now - _LONG),
        "channel": channel,
    }
    for row in connection.execute(_DUE, span):
        followup_id, what, due, contact_id, name, minutes, place, note, planned, made_at, is_told = row
        try:
            at = _instant(due, zone)
            made = datetime.fromisoformat(made_at) if due == planned else None
        except (Invalid, ValueError):
            continue  # another program wrote it, and doctor tells of it
        yield Alert(followup_id, what, due, at, contact_id, name, minutes, place, note, bool(is_told)), made


def _is_of_the_past(alert: Alert, made: datetime | None, known: Watch) -> bool:
    """Whether it was past when it was made, or when somebody began to look, by the clock of where the user was then."""
    begun = max(moment for moment in (known.since, made) if moment is not None) if known.since else made
    if begun is None or not known.zones:
        return False
    return all(_is_over(alert, zone, begun) for zone in known.zones_at(begun))


def _is_over(alert: Alert, zone: str, instant: datetime) -> bool:
    """Whether the minute of a due is over at an instant, for whoever is in the zone."""
    try:
        at = _instant(alert.due, zone)
    except (Invalid, ValueError):
        at = alert.at  # a zone that nobody knows any more
    return at + _MINUTE <= instant


def _instant(due: str, zone: str) -> datetime:
    """The instant of a due in a zone, by name or by what it is ahead of UTC: +07:00. Raises Invalid, ValueError."""
    if zone.startswith(("+", "-")):
        return datetime.fromisoformat(f"{due}:00{zone}").astimezone(UTC)
    from crmcli import dates

    return dates.instant(dates.When.of_due(due), zone)


def _named(zone: str, now: datetime) -> str:
    """What the ledger calls a zone: its name, or what the system's is ahead of UTC."""
    return zone or now.isoformat()[-6:]


def _wall(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"
