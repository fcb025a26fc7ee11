"""Working days: which days are worked, and the so-and-so-many working day after another. Pure.

Days off are handed in, since only the user's country knows them; past the last that is known, only the weekend is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

_DAY = timedelta(days=1)


class Workdays(NamedTuple):
    """The days on which somebody works: all but the `weekend` (Monday is 0) and those `off`, and those `worked`."""

    off: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset((5, 6))
    worked: frozenset[date] = frozenset()

    def has(self, day: date) -> bool:
        """Whether a day is worked."""
        return day not in self.off and (day.weekday() not in self.weekend or day in self.worked)

    def after(self, day: date, count: int) -> date:
        """Returns the first, second … working day after a day, or before it where `count` is negative.

        For 0 it is the day itself, or the next that is worked. Raises OverflowError for what no calendar has.
        """
        if not count:
            return day if self.has(day) else self.after(day, 1)
        step, left = (_DAY, count) if count > 0 else (-_DAY, -count)
        special = self.off | self.worked
        edge = (max(special) if count > 0 else min(special)) if special else day
        while left and (edge - day).days * step.days > 0:
            day += step
            left -= self.has(day)
        weeks = max(left - 1, 0) // (7 - len(self.weekend))
        day += weeks * (7 * step)
        left -= weeks * (7 - len(self.weekend))
        while left:
            day += step
            left -= self.has(day)
        return day


Known = Callable[[], Workdays]  # asked for only where a text speaks of working days


def monday_to_friday() -> Workdays:
    """The working days where nothing is known of holidays."""
    return Workdays()
