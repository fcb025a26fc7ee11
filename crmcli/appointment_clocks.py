"""The user's clocks beside those of an event's zone. Pure; the present moment is handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from crmcli.appointment_rules import Rules
from crmcli.formats.ics.appointments import is_day

_LOOKED_AHEAD = 750  # days: two years and what is left of a month
_STEP = timedelta(days=5)  # clocks do not change twice within
_MINUTE = timedelta(minutes=1)


class Stretch(NamedTuple):
    """A time in which the user's clocks are ahead of a zone's by the same: from when on, on the clocks of the zone."""

    begin: str
    ahead: timedelta


@dataclass(slots=True)
class Clocks:
    """The user's clocks: their zone (None is the system's) and the present moment."""

    here: tzinfo | None
    now: datetime
    rules: Rules = field(default_factory=Rules)
    _stretches: dict[tuple[str, str], list[Stretch]] = field(default_factory=dict)

    def turned(self, start: str, zone: str) -> str:
        """A time on the clocks of a zone as the user's clocks show it; days and floating times stay."""
        if is_day(start) or not zone:
            return start
        return f"{aware(start, zone).astimezone(self.here):%Y-%m-%dT%H:%M}"

    def of_key(self, recurrence: str) -> str:
        """The day or time that a key stands for, on the user's clocks."""
        return self.turned(recurrence.removesuffix("Z"), "UTC" if recurrence.endswith("Z") else "")

    def there(self, zone: str) -> datetime:
        """The present moment on the clocks of a zone, without saying which; of the user's where it floats."""
        return self.now.astimezone(ZoneInfo(zone) if zone else self.here).replace(tzinfo=None)

    def stretches(self, start: str, zone: str) -> list[Stretch]:
        """How far the user's clocks are ahead of a zone's at a time on those, and in the two years from then on.

        Days and floating times are the user's own.
        """
        if is_day(start) or not zone or (isinstance(self.here, ZoneInfo) and self.here.key == zone):
            return [Stretch("", timedelta())]
        month = (zone, start[:7])
        if month not in self._stretches:
            begin = datetime.fromisoformat(f"{start[:7]}-01")
            self._stretches[month] = list(self._stretches_from(begin, ZoneInfo(zone)))
        found = self._stretches[month]
        return found[max(place for place, each in enumerate(found) if each.begin <= start) :]

    def _stretches_from(self, begin: datetime, zone: ZoneInfo) -> Iterator[Stretch]:
        known, end = self._ahead(begin, zone), begin + timedelta(days=_LOOKED_AHEAD)
        yield Stretch("", known)
        while begin < end:
            after = begin + _STEP
            ahead = self._ahead(after, zone)
            if ahead != known:
                yield Stretch(f"{self._when(begin, after, zone):%Y-%m-%dT%H:%M}", ahead)
            begin, known = after, ahead

    def _when(self, before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
        """The first minute at which the clocks are ahead otherwise than at a moment before."""
        known = self._ahead(before, zone)
        while after - before > _MINUTE:
            middle = (before + (after - before) / 2).replace(second=0, microsecond=0)
            if self._ahead(middle, zone) == known:
                before = middle
            else:
                after = middle
        return after

    def _ahead(self, moment: datetime, zone: ZoneInfo) -> timedelta:
        return moment.replace(tzinfo=zone).astimezone(self.here).replace(tzinfo=None) - moment


def aware(start: str, zone: str, here: tzinfo | None = None) -> datetime:
    """The moment of a time on the clocks of a zone; of the user's where it floats."""
    moment = datetime.fromisoformat(start)
    if zone:
        return moment.replace(tzinfo=ZoneInfo(zone))
    return moment.replace(tzinfo=here) if here else moment.astimezone(UTC)
