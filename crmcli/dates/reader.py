"""How one user's texts about days are read: by their clock, the order of their dates, their language, their calendar.

Pure: whoever has the settings makes a reader of them, and any face may ask it, also while a text is typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from crmcli import dates
from crmcli.dates.workdays import Known
from crmcli.errors import Invalid

_MOST_WORDS = 6  # of a day at the end of a line
_WEEK = 7  # days
_NUMERIC = re.compile(r"\d\s?[-/.]\s?\d")


class Reader(NamedTuple):
    """Reads days for one user. `now` is the clock on their wall; the rest is asked only by a text that needs it."""

    now: datetime
    order: Callable[[], str]  # dmy, mdy or ymd
    language: Callable[[], str]  # empty where none was set
    workdays: Known

    def due(self, text: str) -> dates.When:
        """Reads what is promised: the next such moment. Raises Invalid for what is past, or not understood whole."""
        return dates.upcoming(text, self.now, self._order_for(text), self.language(), self.workdays)

    def closes(self, text: str) -> dates.When:
        """Reads the day on which something is expected to be over: of a week its Friday, of a longer period its end.

        Raises what `due` raises.
        """
        from crmcli import spans
        from crmcli.dates import spans as periods

        today = self.now.date()
        found = spans.period(text) or periods.days(text, today, spans.FUTURE, self.language())
        if found is None or found[0] == found[1] or found[1] < today:
            return self.due(text)
        return dates.When(_end_of(*found, today))

    def happened(self, text: str) -> dates.When:
        """Reads when something happened: the last such moment. Raises Invalid for what is to come, or not read."""
        return dates.past(text, self.now, self._order_for(text), self.language(), self.workdays)

    def day_at_the_end(self, words: Sequence[str]) -> str:
        """The longest end of a line's words that is a day to come; empty where there is none."""
        for count in range(min(len(words), _MOST_WORDS), 0, -1):
            text = " ".join(words[-count:])
            try:
                self.due(text)
            except Invalid:
                continue
            return text
        return ""

    def _order_for(self, text: str) -> str:
        # Guessing the order takes tables that most texts spare.
        return self.order() if _NUMERIC.search(text) else "dmy"


def _end_of(first: date, last: date, today: date) -> date:
    """The last day of a period; of a week the Friday while that is to come, as `eow` has it."""
    friday = first + (last - first) * 2 // 3
    return friday if (last - first).days == _WEEK - 1 and friday >= today else last


def happened_at(when: dates.When, zone: str, now: datetime) -> datetime:
    """The instant at which something was; where only the day is known its noon, or now if that is to come."""
    if when.time is not None:
        return dates.instant(when, zone)
    return min(dates.instant(dates.When(when.day, time(12)), zone), now)
