"""A time zone as a calendar writes it down: from when on its clocks show what, before and after each change.

Promises the very changes that the zone's data has in the years that are asked for, and nothing that depends on today.
What comes every year by a rule is written as that rule, for good; what does not is written day by day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from crmcli.formats.ics import writing

_AHEAD = 30  # years that are looked through for a rule: in fewer not every weekday falls on every day
_FEWEST = 28  # changes, one a year, that are a rule
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FIRST_YEAR, _LAST_YEAR = 2, 9990  # that can be reckoned with on every clock


class _State(NamedTuple):
    """What the clocks are at: how far ahead of UTC, what that is called, and whether it is summer time."""

    offset: timedelta
    name: str
    is_summer: bool


class _Kind(NamedTuple):
    """From which offset clocks change to which state."""

    before: timedelta
    after: _State


def component(zone: str, first_year: int, last_year: int) -> str:
    """The zone of an IANA name, good from the beginning of one year to the end of another."""
    first_year = min(max(first_year, _FIRST_YEAR), _LAST_YEAR)
    last_year = min(max(last_year, first_year), _LAST_YEAR)
    clocks = ZoneInfo(zone)
    start = datetime(first_year, 1, 1)
    state = _state(start.replace(tzinfo=clocks))
    written = [writing.line("BEGIN", "VTIMEZONE"), writing.line("TZID", zone)]
    written += _observance(_Kind(state.offset, state), [start])
    changes: dict[_Kind, list[datetime]] = {}
    for kind, at in _changes(clocks, first_year, min(last_year + _AHEAD, _LAST_YEAR)):
        changes.setdefault(kind, []).append(at)
    for kind, days in changes.items():
        regular = _regular(days, min(last_year + _AHEAD, _LAST_YEAR))
        single = [day for day in days[: len(days) - len(regular)] if day.year <= last_year]
        written += _observance(kind, single)
        written += _observance(kind, regular[:1], _rule(regular))
    return "".join([*written, writing.line("END", "VTIMEZONE")])


def _changes(clocks: ZoneInfo, first_year: int, last_year: int) -> Iterator[tuple[_Kind, datetime]]:
    """Every change in these years, with what the clock on the wall showed when it came."""
    step = timedelta(days=1)
    moment, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    known = moment.astimezone(clocks).utcoffset()
    while moment < end:
        after = moment + step
        offset = after.astimezone(clocks).utcoffset()
        if offset != known:
            change = _when(clocks, moment, after)
            before, state = (
                _state((change - timedelta(seconds=1)).astimezone(clocks)),
                _state(change.astimezone(clocks)),
            )
            yield _Kind(before.offset, state), (change + before.offset).replace(tzinfo=None)
            after, offset = (change, state.offset) if change > moment else (after, offset)
        moment, known = after, offset


def _when(clocks: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second at which the clocks show otherwise than at a moment before."""
    known = before.astimezone(clocks).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle <= before:
            break
        if middle.astimezone(clocks).utcoffset() == known:
            before = middle
        else:
            after = middle
    return after


def _state(moment: datetime) -> _State:
    return _State(moment.utcoffset() or timedelta(), moment.tzname() or "", bool(moment.dst()))


def _regular(days: Sequence[datetime], last_year: int) -> Sequence[datetime]:
    """The last ones that come by a rule up to the end of what was looked through; none where that is no rule."""
    if not days or days[-1].year != last_year:
        return []
    found = [days[-1]]
    for day in reversed(days[:-1]):
        near, far = min(each.day for each in (*found, day)), max(each.day for each in (*found, day))
        is_next = day.year == found[-1].year - 1 and day.month == found[0].month and day.time() == found[0].time()
        if not is_next or (near != far and (far - near > 6 or day.weekday() != found[0].weekday())):
            break
        found.append(day)
    return found[::-1] if len(found) >= _FEWEST else []


def _rule(days: Sequence[datetime]) -> str:
    if not days:
        return ""
    month, near, far = days[0].month, min(day.day for day in days), max(day.day for day in days)
    start = f"FREQ=YEARLY;BYMONTH={month}"
    if near == far:
        return f"{start};BYMONTHDAY={near}"
    weekday = _WEEKDAYS[days[0].weekday()]
    if near % 7 == 1 and far == near + 6 and far <= 28:
        return f"{start};BYDAY={far // 7}{weekday}"
    if far == monthrange(2025, month)[1] and near == far - 6:
        return f"{start};BYDAY=-1{weekday}"
    return f"{start};BYMONTHDAY={','.join(map(str, range(near, far + 1)))};BYDAY={weekday}"


def _observance(kind: _Kind, days: Sequence[datetime], rule: str = "") -> list[str]:
    if not days:
        return []
    name = "DAYLIGHT" if kind.after.is_summer else "STANDARD"
    written = [writing.line("BEGIN", name), writing.line("DTSTART", _local(days[0]))]
    if rule:
        written.append(writing.line("RRULE", rule))
    elif len(days) > 1:  # a line each, the first among them: Thunderbird and Nextcloud read no more of a line
        written += [writing.line("RDATE", _local(day)) for day in days]
    written.append(writing.line("TZOFFSETFROM", writing.offset(kind.before)))
    written.append(writing.line("TZOFFSETTO", writing.offset(kind.after.offset)))
    if kind.after.name:
        written.append(writing.line("TZNAME", writing.text(kind.after.name)))
    return [*written, writing.line("END", name)]


def _local(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}".rjust(15, "0")
