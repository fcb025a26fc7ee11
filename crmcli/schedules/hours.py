"""At which hours a digest is tried: from its time to the end of the day, on whatever clock the machine goes by. Pure.

Nobody runs again what was missed while the machine slept, or what failed, so a digest is called every hour, and knows
by itself whether it is time and whether it was delivered. Where the machine's clock is not the user's, the hours of the
day are called all round.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo

_STEP = timedelta(hours=3)
_AHEAD = timedelta(days=2 * 366)


def agree(one: tzinfo, other: tzinfo, now: datetime) -> bool:
    """Whether two zones show the same time from `now` on, through two years."""
    return one == other or all(a == b for a, b in _offsets(one, other, now))


def minutes(at: time, own: tzinfo, machines: Sequence[tzinfo], now: datetime) -> list[int]:
    """The minutes of an hour on the clocks of the machine at which `at` may begin on the user's own clock."""
    shifts = {a - b for zone in machines for a, b in set(_offsets(zone, own, now))}
    return sorted({(at.minute + int(shift.total_seconds()) // 60) % 60 for shift in shifts})


def _offsets(one: tzinfo, other: tzinfo, now: datetime) -> list[tuple[timedelta, timedelta]]:
    moments = [now.astimezone(UTC) + _STEP * count for count in range(_AHEAD // _STEP)]
    none = timedelta()
    return [(each.astimezone(one).utcoffset() or none, each.astimezone(other).utcoffset() or none) for each in moments]
