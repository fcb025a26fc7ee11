"""An event that comes again, cut into parts in each of which its rule holds as it is. Pure.

A part ends before a day that is left out, and where the user's clocks begin to be ahead of the event's by more or less
than before. Promises that the same calendar gives the same parts while time passes, but for those that are over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from crmcli import repeats
from crmcli.appointment_clocks import Clocks, Stretch, aware
from crmcli.formats.ics.appointments import AppointmentDraft, is_day, key

_MOST_PARTS = 20
_FOR_NOW = 366  # days in which parts begin, where clocks change for ever
_MOST_PASSED_OVER = 500
_MOST_LOOKED_AT = 200  # days left out
_SPANS = (10, 100, 1_000)  # days in which the last of a part is looked for, before all of it is


class Part(NamedTuple):
    """Days of a rule, from the first to the last, which is empty where the rule goes on as it says itself."""

    first: str
    last: str
    ahead: timedelta  # of the user's clocks
    is_named: bool  # by its last day; else it stands for the event


class Cut(NamedTuple):
    """The parts that come, and whether more come later."""

    parts: list[Part]
    is_for_now: bool


@dataclass(slots=True)
class Plan:
    """The rule of an event, from which beginning it counts, and the days that it leaves out."""

    rule: str
    start: str
    draft: AppointmentDraft
    _excluded: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._excluded = frozenset(self.draft.excluded)

    def following(self, after: datetime) -> str | None:
        """The first day after a moment that is not left out."""
        for _each in range(_MOST_PASSED_OVER):
            yesterday = after.date() - timedelta(days=1)
            found = repeats.following(self.rule, self.start, after=after.isoformat(), today=yesterday)
            if found is None or not self._is_excluded(found):
                return found
            after = datetime.fromisoformat(found)
        return None

    def names(self, start: str) -> bool:
        """Whether a time is one of the rule, be it left out or not."""
        return repeats.names(self.rule, self.start, start)

    def between(self, first: str, last: str) -> list[str]:
        """The days of the rule from one up to another, without those that are left out."""
        begin, end = datetime.fromisoformat(first).date(), datetime.fromisoformat(last).date()
        found = repeats.occurrences(self.rule, self.start, after=begin - timedelta(days=1), last=end)
        return [each for each in found if first <= each <= last and not self._is_excluded(each)]

    def before(self, first: str, cut: str) -> str:
        """The last of the days before a moment, of which `first` is one."""
        nearer = (f"{datetime.fromisoformat(cut) - timedelta(days=days):%Y-%m-%dT%H:%M}" for days in _SPANS)
        for begin in (*(each[: len(first)] for each in nearer if each > first), first):
            if found := [each for each in self.between(begin, cut) if each < cut]:
                return found[-1]
        return first

    def until(self, last: str) -> str:
        """The rule that ends with one of its days."""
        return repeats.ended(self.rule, last)

    def exceptions(self, after: str) -> tuple[list[str], str]:
        """The days of the rule after one of them that are left out, and from when on they are not known, or empty."""
        starts = sorted({start for each in self._excluded if (start := self._on_its_clocks(each)) > after})
        unknown = starts[_MOST_LOOKED_AT] if len(starts) > _MOST_LOOKED_AT else ""
        return [each for each in starts[:_MOST_LOOKED_AT] if self.names(each)], unknown

    def _is_excluded(self, start: str) -> bool:
        return key(start, self.draft.zone) in self._excluded or start[:10] in self._excluded

    def _on_its_clocks(self, recurrence: str) -> str:
        if not recurrence.endswith("Z"):
            return recurrence[:10] + self.start[10:] if is_day(recurrence) else recurrence[: len(self.start)]
        zone = ZoneInfo(self.draft.zone or "UTC")
        return f"{aware(recurrence.removesuffix('Z'), 'UTC').astimezone(zone):%Y-%m-%dT%H:%M}"[: len(self.start)]


def parts(plan: Plan, first: str, clocks: Clocks) -> Cut | None:
    """The parts from a day of the rule on; None where they are too costly to tell."""
    stretches = clocks.stretches(first, plan.draft.zone)
    if not clocks.rules.allows(min(len(plan.draft.excluded), _MOST_LOOKED_AT)):
        return None
    exceptions, unknown = plan.exceptions(first)
    cuts = sorted({*exceptions, *(each.begin for each in stretches[1:] if not unknown or each.begin < unknown)})
    is_varying = len(stretches) > 1
    horizon = f"{datetime.fromisoformat(first) + timedelta(days=_FOR_NOW):%Y-%m-%d}"
    found: list[Part] = []
    begins: str | None = first
    for cut in cuts:
        if begins is None or len(found) == _MOST_PARTS or (is_varying and begins > horizon):
            break
        if begins < cut:
            found.append(Part(begins, plan.before(begins, cut), _ahead(stretches, begins), is_named=True))
            begins = plan.following(datetime.fromisoformat(cut) - timedelta(minutes=1))
    is_cut_short = unknown or len(found) == _MOST_PARTS or (is_varying and begins is not None and begins > horizon)
    if begins is not None and is_cut_short:
        return Cut(found, is_for_now=True) if found else None
    if begins is not None:
        found.append(Part(begins, "", _ahead(stretches, begins), is_named=False))
    elif not is_varying:
        found[-1] = found[-1]._replace(is_named=False)
    return Cut(found, is_for_now=False)


def _ahead(stretches: list[Stretch], start: str) -> timedelta:
    return next(each.ahead for each in reversed(stretches) if each.begin <= start)
