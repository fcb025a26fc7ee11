"""Days and times as people say them, in seven languages: `fri@10`, `besok jam 3 sore`, `próxima terça`, `下週三15:00`.

Pure: a text and the clock on the wall go in, a day with or without a time comes out, local and floating. What is not
understood whole raises Invalid; nothing is guessed. The words stand in `words`, what may stand together in
`grammar`, and what it comes to in `reckoning` and `clocktimes`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import Invalid
from crmcli.i18n import _

if TYPE_CHECKING:
    from crmcli.dates.workdays import Known

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LAST_YEAR = 9998  # what every zone can still be reckoned in
_GONE_BY = _("Write a day gone by, such as yesterday, fri or 3 days ago.")


class When(NamedTuple):
    """A day, or a minute of it, on the clock of wherever the user is."""

    day: date
    time: time | None = None

    @property
    def due(self) -> str:
        """How it is stored: `2026-11-24`, or `2026-11-24T15:00`."""
        return self.day.isoformat() if self.time is None else f"{self.day.isoformat()}T{self.time:%H:%M}"

    @classmethod
    def of_due(cls, text: str) -> When:
        """Reads what is stored. Raises Invalid for anything else."""
        day, separator, clock = text.partition("T")
        try:
            if len(day) != 10 or (separator and len(clock) != 5):
                raise ValueError
            return cls(date.fromisoformat(day), time.fromisoformat(clock) if separator else None)
        except ValueError:
            raise Invalid(_("'{text}' is no day of the diary.").format(text=text)) from None

    def shown(self) -> str:
        """How it is answered: `Tue 24 Nov 2026 15:00`."""
        return f"{_named(self.day)} {self.day.year}{self._clock()}"

    def short(self, today: date) -> str:
        """How a list says it: `today 15:00`, `tomorrow`, `Fri 27 Nov`, and the year where it is not this one."""
        near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}.get((self.day - today).days)
        if near is None:
            near = _named(self.day) if self.day.year == today.year else f"{_named(self.day)} {self.day.year}"
        return near + self._clock()

    def _clock(self) -> str:
        return "" if self.time is None else f" {self.time:%H:%M}"


def shown(due: str) -> str:
    """Returns a stored due in full: `Tue 24 Nov 2026 15:00`. Raises Invalid."""
    return When.of_due(due).shown()


def short(due: str, today: date) -> str:
    """Returns a stored due as lists say it: `today 15:00`, `tomorrow`, `Fri 27 Nov`. Raises Invalid."""
    return When.of_due(due).short(today)


def instant(when: When, zone: str) -> datetime:
    """Returns the instant in UTC at which the clock in `zone` (the system's where it is empty) shows `when`.

    A day without a time begins at midnight. A time that summer time leaves out is read as if the clock had not been
    moved yet, so 02:30 comes out as 03:30; of one that comes twice the first is meant. Raises Invalid.
    """
    wall = datetime.combine(when.day, when.time or time())
    if not 1 < wall.year <= _LAST_YEAR:
        raise Invalid(_("The year {year} cannot be reckoned with.").format(year=wall.year))
    return wall.replace(tzinfo=_zone(zone)).astimezone(UTC) if zone else wall.astimezone(UTC)


def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise Invalid(_("There is no time zone {zone}.").format(zone=name)) from None


def upcoming(
    text: str, now: datetime, date_order: str = "dmy", language: str = "", workdays: Known | None = None
) -> When:
    """Reads a promise: the next such moment, never one gone by. `now` is the clock on the user's wall.

    `date_order` says how 03/04/2026 is read, `language` which words win where two languages disagree,
    and `workdays` which days are worked, where the text speaks of them. Raises Invalid.
    """
    found = _read(text, now, 1, date_order, language, workdays)
    if _is_past(found, now):
        raise Invalid(
            _("{when} is past already.").format(when=found.shown()),
            _("Write a day to come, such as tomorrow, fri@10 or +3d."),
        )
    return found


def past(text: str, now: datetime, date_order: str = "dmy", language: str = "", workdays: Known | None = None) -> When:
    """Reads when something happened: the last such moment, never one to come. `now` is the clock on the user's wall.

    `date_order` says how 03/04/2026 is read, `language` which words win where two languages disagree,
    and `workdays` which days are worked, where the text speaks of them. Raises Invalid.
    """
    found = _read_past(text, now, date_order, language, workdays)
    moment = datetime.combine(found.day, found.time or time())
    if moment > now.replace(tzinfo=None):
        raise Invalid(
            _("{when} is yet to come.").format(when=found.shown()),
            _GONE_BY,
        )
    return found


def _read_past(text: str, now: datetime, date_order: str, language: str, workdays: Known | None) -> When:
    """Raises Invalid with a hint that looks back."""
    from crmcli.dates import writing

    try:
        return _read(text, now, -1, date_order, language, workdays)
    except Invalid as error:
        if error.hint == writing.HINT:
            error.hint = _GONE_BY
        raise


def _read(text: str, now: datetime, leaning: int, date_order: str, language: str, workdays: Known | None) -> When:
    from crmcli.dates.phrases import read
    from crmcli.dates.workdays import monday_to_friday

    return When(*read(text, now, leaning, date_order, language, workdays or monday_to_friday))


def _is_past(when: When, now: datetime) -> bool:
    wall = now.replace(tzinfo=None, second=0, microsecond=0)
    if when.time is None:
        return when.day < wall.date()
    return datetime.combine(when.day, when.time) < wall


def _named(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
