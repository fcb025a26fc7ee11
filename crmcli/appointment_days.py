"""On which days an appointment of a calendar comes, on the user's clocks. Pure; the time is handed in.

Times are reckoned on the clocks of the event's own zone, by which its rule counts, and then turned. What comes again
is cut into parts where a day is left out, and where one of the clocks changes to summer time and the other does not: a
rule of ours knows neither. A rule that the user's clocks cannot say at all has its next days taken one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from crmcli.appointment_clocks import Clocks, aware
from crmcli.appointment_parts import Part, Plan, parts
from crmcli.formats.ics.appointments import AppointmentDraft, is_day, key

_MOST_ONE_BY_ONE = 8  # days of an event that comes again, within
_ONE_BY_ONE = 31  # days
_MOST_FURTHER = 50


class Coming(NamedTuple):
    """One follow-up to be: `recurrence` is the key of the day that it stands for, empty for the event itself.

    A part of a rule is called by the last of its days, so that it keeps its name while they pass.
    """

    recurrence: str
    due: str  # on the user's clocks
    rule: str | None = None
    start: str = ""  # from which the rule counts
    is_part: bool = False  # of the rule of the event
    last: str = ""  # of the days of a part; empty where it goes on


@dataclass(slots=True)
class Days:
    """The days of one event that come; where none do, it is past, and `coming` has its last known one."""

    coming: list[Coming]
    is_past: bool = False
    is_for_now: bool = False  # more of them come later than are taken
    is_unread: bool = False  # its rule is not understood: only its first day counts


def of(draft: AppointmentDraft, clocks: Clocks, *, alone: bool = False) -> Days:
    """The days of an event that are not over; with `alone` only its beginning, however it comes again."""
    whole = Coming(draft.recurrence, _begun(draft, clocks))
    if alone or draft.recurrence or not (draft.rule or draft.further):
        return Days([whole], is_past=_is_over(draft, draft.start, clocks))
    rule = clocks.rules.understood(draft.rule, draft.zone) if draft.rule else None
    plan = Plan(rule, clocks.rules.nearer(rule, draft.start, clocks.now.year), draft) if rule else None
    reckoned = _Reckoning(draft, clocks, plan)
    found = reckoned.of_rule() if rule else [] if _is_over(draft, draft.start, clocks) else [whole]
    found += reckoned.further()
    is_unread = bool(draft.rule) and rule is None
    return Days(found or [whole], not found, reckoned.is_for_now, is_unread)


def has_come(recurrence: str, clocks: Clocks) -> bool:
    """Whether the day that a key stands for has begun."""
    zone = "UTC" if recurrence.endswith("Z") else ""
    return recurrence.removesuffix("Z") <= f"{clocks.there(zone):%Y-%m-%dT%H:%M}"


@dataclass(slots=True)
class _Reckoning:
    """The days of one event that comes again."""

    draft: AppointmentDraft
    clocks: Clocks
    plan: Plan | None
    is_for_now: bool = False

    def of_rule(self) -> list[Coming]:
        """The days that the rule names from now on."""
        draft, plan = self.draft, self.plan
        assert plan is not None
        begun = self.clocks.there(draft.zone) - timedelta(minutes=draft.minutes or 0)
        first = plan.following(begun - timedelta(minutes=1) if not is_day(draft.start) else _midnight(begun))
        if first is None:
            return []
        cut = parts(plan, first, self.clocks)
        if cut is None:
            return self._one_by_one(plan, first)
        said = [self._said(plan, part) for part in cut.parts]
        if None in said:
            return self._one_by_one(plan, first)
        self.is_for_now = cut.is_for_now
        return [each for each in said if each]

    def further(self) -> list[Coming]:
        """The days that are named besides the rule."""
        kept = []
        for start in sorted(set(self.draft.further))[-_MOST_FURTHER:]:
            is_left_out = not {start[:10], key(start, self.draft.zone)}.isdisjoint(self.draft.excluded)
            is_named = self.plan is not None and self.plan.names(start)
            if not (is_left_out or is_named or _is_over(self.draft, start, self.clocks)):
                kept.append(self._alone(start))
        return kept

    def _one_by_one(self, plan: Plan, first: str) -> list[Coming]:
        self.is_for_now = True
        end = datetime.fromisoformat(first) + timedelta(days=_ONE_BY_ONE)
        return [self._alone(each) for each in plan.between(first, f"{end:%Y-%m-%dT%H:%M}")[:_MOST_ONE_BY_ONE]]

    def _alone(self, start: str) -> Coming:
        return Coming(key(start, self.draft.zone), self.clocks.turned(start, self.draft.zone))

    def _said(self, plan: Plan, part: Part) -> Coming | None:
        """A part as the user's clocks have it; None where they cannot say it."""
        called = key(part.last, self.draft.zone) if part.is_named else ""
        due = _later(part.first, part.ahead)
        if part.first == part.last:
            return Coming(called, due, is_part=True, last=due)
        rule = plan.until(part.last) if part.last else plan.rule
        here = self.clocks.rules.turned(rule, plan.start, part.ahead)
        last = _later(part.last, part.ahead) if part.last else ""
        return Coming(called, due, here, _later(plan.start, part.ahead), True, last) if here else None


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
