"""When a deal stalls, lacks a next step, or slipped: as conditions in SQL, and of a deal that was read.

In SQL it is about a deal `d` with its stage `s`. Time comes in: `today`, a local day, and `now`, an instant.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from crmcli.store.deal_lists import Listed
    from crmcli.store.deals import Deal

OPEN = "(d.closed_at IS NULL)"
# Something happened when it came into its stage, and whenever anything was logged for it.
LAST_ACTIVITY = "(SELECT max(a.at) FROM activity a WHERE a.deal_id = d.id)"
SINCE = f"max(d.stage_since, coalesce({LAST_ACTIVITY}, ''))"
# In whole seconds, lest a float lose a day.
_QUIET_DAYS = f"((CAST(strftime('%s', :now) AS INTEGER) - CAST(strftime('%s', {SINCE}) AS INTEGER)) / 86400)"
STALLED = f"(d.closed_at IS NULL AND s.stale_after_days IS NOT NULL AND {_QUIET_DAYS} >= s.stale_after_days)"
NEXT = "(SELECT {column} FROM followup f WHERE f.deal_id = d.id AND f.done_at IS NULL ORDER BY f.due, f.id LIMIT 1)"
WITHOUT_NEXT = (
    "(d.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM followup f WHERE f.deal_id = d.id AND f.done_at IS NULL))"
)
# The day on which it should have closed has passed.
SLIPPED = "(d.closed_at IS NULL AND d.expected_close < :today)"


def at(now: datetime, today: str) -> dict[str, str]:
    """The parameters of these conditions: the instant in UTC, and the local day."""
    return {"now": f"{now:%Y-%m-%dT%H:%M:%SZ}", "today": today}


def days_since(instant: str, now: datetime) -> int:
    """How many whole days have passed since an instant."""
    return (now - datetime.fromisoformat(instant)).days


def quiet_days(deal: Deal | Listed, now: datetime) -> int:
    """For how many whole days nothing has happened with a deal."""
    return days_since(deal.quiet_since, now)


def days_in_stage(deal: Deal | Listed, now: datetime) -> int:
    """For how many whole days a deal has been in its stage; none once it is closed, where it stays for good."""
    return max((now - datetime.fromisoformat(deal.stage_since)).days, 0) if deal.is_open else 0


def is_stalled(deal: Deal | Listed, now: datetime) -> bool:
    """Whether nothing has happened with an open deal for as long as its stage allows."""
    return deal.is_open and deal.stale_after_days is not None and quiet_days(deal, now) >= deal.stale_after_days


def is_slipped(deal: Deal | Listed, today: date) -> bool:
    """Whether the day on which an open deal was expected to close has passed."""
    return deal.is_open and deal.expected_close is not None and deal.expected_close < today.isoformat()


def is_without_next(deal: Deal | Listed) -> bool:
    """Whether nothing is planned for an open deal."""
    return deal.is_open and deal.next_id is None
