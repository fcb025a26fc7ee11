"""What did not get through, in a sentence, for where somebody looks anyway: the day, and the doctor."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta

from crmcli.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from crmcli.store.deliveries import Delivery

_FRESH = timedelta(days=7)  # what failed before that and was not tried since is no longer wanted
_ANY = "SELECT 1 FROM delivery WHERE failed_at IS NOT NULL AND sent_at IS NULL LIMIT 1"


def newest(connection: sqlite3.Connection, now: datetime) -> str:
    """Returns what failed last and why, where none got through since: `The digest of Tue 24 Nov 2026 could not …`.

    Empty where all is well; that costs one look at a small table.
    """
    if connection.execute(_ANY).fetchone() is None:
        return ""
    from crmcli.store import deliveries

    failed = deliveries.last_failure(connection)
    if failed is None or datetime.fromisoformat(str(failed.failed_at)) <= now - _FRESH:
        return ""
    return _sentence(failed)


def _sentence(failed: Delivery) -> str:
    first = failed.key.partition(" ")[0]
    problem = failed.problem or _("it is not known why.")
    if failed.kind == "digest":
        return _("The digest of {day} could not be delivered: {problem}").format(day=_span(first), problem=problem)
    return _("The alert of {ref} could not be delivered: {problem}").format(ref=first, problem=problem)


def _span(text: str) -> str:
    """The day, or the week, that a digest was of."""
    from crmcli import dates

    year, is_week, week = text.partition("-W")
    if is_week:
        return _("week {week} of {year}").format(week=week.lstrip("0"), year=year)
    try:
        return dates.shown(date.fromisoformat(text).isoformat())
    except ValueError:
        return text
