"""How an alert reads: its title, the few lines below it, and its documented JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from crmcli import dates
from crmcli.i18n import _, ngettext
from crmcli.store import db

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from crmcli.store.alerts import Alert
    from crmcli.store.reaching import Reach

_MOST_LINES = 8  # of a summary
_MOST_MINUTES, _MOST_HOURS = 90, 47  # in which a length is told before it is told in the next unit


def rows(
    connection: sqlite3.Connection, alerts: Sequence[Alert], now: datetime, before: timedelta
) -> list[dict[str, Any]]:
    """Alerts as their documented JSON; `now` is the clock on the user's wall, `before` how long ahead they ring."""
    from crmcli.store import reaching

    ids = list(dict.fromkeys(alert.contact_id for alert in alerts if alert.contact_id is not None))
    reach = reaching.of(connection, ids, now.date())
    return [_row(alert, reach.get(alert.contact_id or 0), now, before) for alert in alerts]


def summary(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Several alerts in one, of the same keys as each of them."""
    count = len(rows)
    lines = [f"{row['title']}, {_when(row['late_minutes'])}" for row in rows[:_MOST_LINES]]
    if count > _MOST_LINES:
        lines.append(_("… and {count} more: crm today").format(count=count - _MOST_LINES))
    title = ngettext("{count} more follow-up", "{count} more follow-ups", count).format(count=count)
    refs = [row["ref"] for row in rows]
    return {**dict.fromkeys(rows[0]), "refs": refs, "is_told": False, "title": title, "body": "\n".join(lines)}


def _row(alert: Alert, reach: Reach | None, now: datetime, before: timedelta) -> dict[str, Any]:
    there = _time_there(alert, reach, now)
    return {
        "ref": alert.ref,
        "refs": [alert.ref],
        "followup_id": alert.followup_id,
        "contact": {"id": alert.contact_id, "name": alert.name} if alert.contact_id is not None else None,
        "what": alert.what,
        "due": alert.due,
        "at": db.instant(alert.at),
        "rings_at": db.instant(alert.at - before),
        "is_told": alert.is_told,
        "late_minutes": alert.late_minutes(now),
        "minutes": alert.minutes,
        "place": alert.place,
        "note": alert.note,
        "phone": reach.phone if reach else None,
        "timezone": (reach.zone or None) if reach else None,
        "time_there": there,
        "title": _title(alert, now),
        "body": "\n".join(_lines(alert, reach, there, now)),
    }


def _title(alert: Alert, now: datetime) -> str:
    """`15:00 viewing · 陳美玲`, with the day where that is not today."""
    is_today = alert.due[:10] == now.date().isoformat()
    said = f"{alert.due[11:] if is_today else dates.short(alert.due, now.date())} {alert.what}"
    return f"{said} · {alert.name}" if alert.name else said


def _lines(alert: Alert, reach: Reach | None, there: str | None, now: datetime) -> list[str]:
    """When, how to reach them, where, and what there is to know."""
    from crmcli.commands import digest_words

    call = [digest_words.as_people_read_it(reach.phone)] if reach and reach.phone else []
    if there:
        call.append(_("{time} there").format(time=there))
    note = next((line.strip() for line in (alert.note or "").splitlines() if line.strip()), "")
    return [line for line in (_span(alert, now), " · ".join(call), alert.place or "", note) if line]


def _span(alert: Alert, now: datetime) -> str:
    """`in 15 min, until 15:45`; how long it takes only where that is known, and not over."""
    late = alert.late_minutes(now)
    if alert.minutes is None or late >= alert.minutes:
        return _when(late)
    end = (alert.at + timedelta(minutes=alert.minutes)).astimezone(now.tzinfo)
    until = f"{end:%Y-%m-%dT%H:%M}"
    shown = until[11:] if until[:10] == alert.due[:10] else dates.short(until, now.date())
    return _("{when}, until {end}").format(when=_when(late), end=shown)


def _when(late: int) -> str:
    """`in 15 min`, `now`, `2 h late`."""
    if late == 0:
        return _("now")
    # What is late is so by whole hours, as everywhere; two minutes short of two hours are no hour to go.
    if late > 0:
        return _("{length} late").format(length=_length(late))
    return _("in {length}").format(length=_length(-late, rounded=0.5))


def _length(minutes: int, rounded: float = 0) -> str:
    """A length in its largest unit; `rounded` is the part of a unit that is added before the rest is cut off."""
    if minutes <= _MOST_MINUTES:
        return _("{count} min").format(count=minutes)
    hours = int(minutes / 60 + rounded)
    if hours <= _MOST_HOURS:
        return _("{count} h").format(count=hours)
    days = int(minutes / 60 / 24 + rounded)
    return ngettext("{count} day", "{count} days", days).format(count=days)


def _time_there(alert: Alert, reach: Reach | None, now: datetime) -> str | None:
    """The clock on the contact's wall when it is due; None where it shows the same as here."""
    if reach is None or not reach.zone:
        return None
    from crmcli import reach_words

    return reach_words.time_there(reach.zone, alert.at.astimezone(now.tzinfo))
