"""The user's clocks beside those of an event's zone. Pure; the present moment is handed in."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from crmcli.appointment_rules import Rules
from crmcli.formats.ics.appointments import is_day

_LOOKED_AHEAD = 750  # days: two years and what is left of a month
_DAY, _QUARTER = timedelta(days=1), timedelta(days=91)


@dataclass(slots=True)
class Clocks:
    """The user's clocks: their zone (None is the system's) and the present moment."""

    here: tzinfo | None
    now: datetime
    rules: Rules = field(default_factory=Rules)
    _changes: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)
    _aheads: dict[tuple[str, str, str], timedelta | None] = field(default_factory=dict)

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

    def name(self) -> str:
        """What the user's zone is called; where nobody knows, how far ahead it is now: `+0530`."""
        if isinstance(self.here, ZoneInfo):
            return self.here.key
        return _system_zone(self.now)

    def ahead(self, start: str, zone: str) -> timedelta | None:
        """How far the user's clocks are ahead of a zone's whenever those show a time of the day, from a start on.

        None where that varies in the two years from then on. Days and floating times are the user's own.
        """
        if is_day(start) or not zone or (isinstance(self.here, ZoneInfo) and self.here.key == zone):
            return timedelta()
        called = (zone, start[:7], start[10:])
        if called not in self._aheads:
            begin = datetime.fromisoformat(f"{start[:7]}-01{start[10:]}")
            changes = self._changes_of(zone, start[:7])
            days = [begin, *(moment.replace(hour=begin.hour, minute=begin.minute) for moment in changes)]
            found = {self._ahead(day, ZoneInfo(zone)) for day in days}
            self._aheads[called] = found.pop() if len(found) == 1 else None
        return self._aheads[called]

    def _changes_of(self, zone: str, month: str) -> list[datetime]:
        """The days around those on which the clocks of a zone or of the user change, from a month on."""
        if (zone, month) not in self._changes:
            noon = datetime.fromisoformat(f"{month}-01T12:00").replace(tzinfo=UTC)
            ends = datetime.max.replace(tzinfo=UTC) - 2 * _DAY
            noons = [noon + number * _DAY for number in range(min(_LOOKED_AHEAD, max(0, (ends - noon).days)))]
            zones = (ZoneInfo(zone), self.here)
            offsets = [[each.astimezone(other).utcoffset() for other in zones] for each in noons]
            changed = [noons[place] for place in range(1, len(noons)) if offsets[place] != offsets[place - 1]]
            days = {(each + number * _DAY).replace(tzinfo=None) for each in changed for number in (-2, -1, 0, 1)}
            self._changes[zone, month] = sorted(days)
        return self._changes[zone, month]

    def _ahead(self, moment: datetime, zone: ZoneInfo) -> timedelta:
        return moment.replace(tzinfo=zone).astimezone(self.here).replace(tzinfo=None) - moment


def aware(start: str, zone: str, here: tzinfo | None = None) -> datetime:
    """The moment of a time on the clocks of a zone; of the user's where it floats."""
    moment = datetime.fromisoformat(start)
    if zone:
        return moment.replace(tzinfo=ZoneInfo(zone))
    return moment.replace(tzinfo=here) if here else moment.astimezone(UTC)


def _system_zone(now: datetime) -> str:
    """What the system's zone is called by the environment or the machine, if its clocks go so."""
    from tzlocal import get_localzone_name

    try:
        of_machine = get_localzone_name()
    except (KeyError, ValueError, OSError):
        of_machine = ""
    for name in (os.environ.get("TZ", "").removeprefix(":"), of_machine):
        if name and _goes_as_the_system(name, now):
            return name
    return f"{now.astimezone():%z}"[:5]


def _goes_as_the_system(name: str, now: datetime) -> bool:
    try:
        zone = ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    moments = (now + number * _QUARTER for number in range(4))
    return all(each.astimezone().utcoffset() == each.astimezone(zone).utcoffset() for each in moments)
