"""On which days an appointment of a calendar comes, on the user's clocks. Pure; the time is handed in.

Times are reckoned on the clocks of the event's own zone, by which its rule counts, and then turned. What comes again is
one series with the days that it leaves out. It counts on the user's clocks where these are always ahead by the same and
can say the rule, and else by the event's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from crmcli import repeats
from crmcli.appointment_clocks import Clocks, aware
from crmcli.formats.ics.appointments import AppointmentDraft, is_day, key
from crmcli.repeats import calendars

_MOST_LEFT_OUT = 300  # days to come; behind them a series ends for now
_MOST_FURTHER = 50


class Coming(NamedTuple):
    """One follow-up to be: `recurrence` is the key of the day that it stands for, empty for the event itself."""

    recurrence: str
    due: str  # on the user's clocks
    is_over: bool = False
    rule: str | None = None
    start: str = ""  # from which the rule counts, on its clocks


@dataclass(slots=True)
class Days:
    """The days of one event, the event itself first; where it is over with its first known day."""

    coming: list[Coming]
    is_for_now: bool = False  # more of them come later than are taken
    is_unread: bool = False  # its rule is not understood: only its first day counts

    @property
    def is_past(self) -> bool:
        """Whether nothing of it is to come."""
        return all(each.is_over for each in self.coming)


def of(draft: AppointmentDraft, clocks: Clocks, *, alone: bool = False) -> Days:
    """The days of an event; with `alone` only its beginning, however it comes again."""
    whole = Coming(draft.recurrence, _begun(draft, clocks), _is_over(draft, draft.start, clocks))
    if alone or draft.recurrence or not (draft.rule or draft.further):
        return Days([whole])
    rule = clocks.rules.understood(draft.rule, draft.zone) if draft.rule else None
    if rule is None:
        return Days([whole, *_further(draft, clocks, "")], is_unread=bool(draft.rule))
    series = _Series(draft, clocks, rule, clocks.rules.nearer(rule, draft.start, clocks.now.year))
    found = series.next() or whole._replace(is_over=True)
    return Days([found, *_further(draft, clocks, rule, series.start)], is_for_now=series.is_for_now)


def has_come(recurrence: str, clocks: Clocks) -> bool:
    """Whether the day that a key stands for has begun."""
    zone = "UTC" if recurrence.endswith("Z") else ""
    return recurrence.removesuffix("Z") <= f"{clocks.there(zone):%Y-%m-%dT%H:%M}"


def left_out(draft: AppointmentDraft, clocks: Clocks) -> frozenset[str]:
    """The days that an event leaves out, on the user's clocks."""
    days = (_day_left_out(draft, each) for each in draft.excluded)
    return frozenset(clocks.turned(day + draft.start[10:], draft.zone) for day in days if day)


@dataclass(slots=True)
class _Series:
    """What comes again, by a rule from a beginning on the clocks of the event."""

    draft: AppointmentDraft
    clocks: Clocks
    rule: str
    start: str
    is_for_now: bool = False

    def next(self) -> Coming | None:
        """The series from its first day that is not over; None where all are."""
        begun = self.clocks.there(self.draft.zone) - timedelta(minutes=self.draft.minutes or 0)
        after = _midnight(begun) if is_day(self.draft.start) else begun - timedelta(minutes=1)
        excluded = self._excluded(f"{after:%Y-%m-%d}")
        known = calendars.counting(self.rule, "", "", excluded)
        yesterday = after.date() - timedelta(days=1)
        first = repeats.following(known, self.start, after=after.isoformat(), today=yesterday)
        if first is None:
            return None
        due = self.clocks.turned(first, self.draft.zone)
        to_come = [day for day in excluded if day > first[:10].replace("-", "")]
        return Coming("", due, False, *self._said(first, to_come))

    def _excluded(self, after: str) -> list[str]:
        """The days to come that are left out; behind very many of them the rule is made to end."""
        days = sorted({day for each in self.draft.excluded if (day := _day_left_out(self.draft, each)) >= after})
        if len(days) > _MOST_LEFT_OUT:
            horizon = date.fromisoformat(days[_MOST_LEFT_OUT]) - timedelta(days=1)
            later = repeats.following(self.rule, self.start, after=days[_MOST_LEFT_OUT], today=horizon)
            if later is not None:
                self.rule, self.is_for_now = repeats.ended(self.rule, horizon.isoformat()), True
        return [day.replace("-", "") for day in days[:_MOST_LEFT_OUT]]

    def _said(self, first: str, excluded: list[str]) -> tuple[str, str]:
        """The rule and its start for the user's clocks; where those cannot say it, by the clocks of the event."""
        ahead = self.clocks.ahead(first, self.draft.zone)
        here = self.clocks.rules.turned(self.rule, self.start, ahead) if ahead is not None else None
        if here is None or ahead is None:
            return calendars.counting(self.rule, self.draft.zone, self.clocks.name(), excluded), self.start
        turned = [_later(f"{day[:4]}-{day[4:6]}-{day[6:]}{first[10:]}", ahead) for day in excluded]
        days = [each[:10].replace("-", "") for each in turned]
        return calendars.counting(here, "", "", days), _later(self.start, ahead)


def _further(draft: AppointmentDraft, clocks: Clocks, rule: str, start: str = "") -> list[Coming]:
    """The days to come that are named besides the rule."""
    kept = []
    for each in sorted(set(draft.further))[-_MOST_FURTHER:]:
        is_left_out = not {each[:10], key(each, draft.zone)}.isdisjoint(draft.excluded)
        is_named = repeats.names(rule, start, each) if rule else each == draft.start
        if not (is_left_out or is_named or _is_over(draft, each, clocks)):
            kept.append(Coming(key(each, draft.zone), clocks.turned(each, draft.zone)))
    return kept


def _day_left_out(draft: AppointmentDraft, recurrence: str) -> str:
    """The day that a key leaves out, on the clocks of the event; empty where its time is none of the event's."""
    if not recurrence.endswith("Z"):
        return recurrence[:10] if is_day(recurrence) or recurrence[10:] == draft.start[10:] else ""
    moment = aware(recurrence.removesuffix("Z"), "UTC").astimezone(ZoneInfo(draft.zone or "UTC"))
    day = f"{moment:%Y-%m-%d}"
    return day if key(day + draft.start[10:], draft.zone) == recurrence else ""


def _begun(draft: AppointmentDraft, clocks: Clocks) -> str:
    """When an event begins for the user: one of several days that goes on is of today, and not late."""
    begun = clocks.turned(draft.start, draft.zone)
    return max(begun, min(draft.last, f"{clocks.there(''):%Y-%m-%d}")) if draft.last else begun


def _is_over(draft: AppointmentDraft, start: str, clocks: Clocks) -> bool:
    if is_day(start):
        last = draft.last if start == draft.start and draft.last else start
        return last < f"{clocks.there(''):%Y-%m-%d}"
    return aware(start, draft.zone, clocks.here) + timedelta(minutes=draft.minutes or 0) < clocks.now


def _later(start: str, by: timedelta) -> str:
    """A time so much later; a day stays, since clocks do not matter to it."""
    return f"{datetime.fromisoformat(start) + by:%Y-%m-%dT%H:%M}" if by else start


def _midnight(moment: datetime) -> datetime:
    """Just before a day begins: an event of a whole day is not over while the day lasts."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(minutes=1)
