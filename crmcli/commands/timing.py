"""What the commands ask of days and times: the clock where the user works, and how the settings read a date.

Words are read by `dates`; nothing is shown or stored here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli import context

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from crmcli.dates import When
    from crmcli.dates.workdays import Workdays

_MOST_WORDS = 6  # of a day that slipped out of its option
_WEEK = 7  # days
_NUMERIC = re.compile(r"\d\s?[-/.]\s?\d")


def due(text: str) -> When:
    """Reads what is promised: the next such moment. Raises Invalid for what is past, or not understood whole."""
    from crmcli import dates

    return dates.upcoming(text, local_now(), _order_for(text), _language(), _workdays)


def closes(text: str) -> When:
    """Reads the day on which something is expected to be over: of a week its Friday, of a longer period its last day.

    Raises what `due` raises.
    """
    from crmcli import dates, spans
    from crmcli.dates import spans as periods

    today = local_now().date()
    found = spans.period(text) or periods.days(text, today, spans.FUTURE, _language())
    if found is None or found[0] == found[1] or found[1] < today:
        return due(text)
    return dates.When(_end_of(*found, today))


def _end_of(first: date, last: date, today: date) -> date:
    """The last day of a period; of a week the Friday while that is to come, as `eow` has it."""
    friday = first + (last - first) * 2 // 3
    return friday if (last - first).days == _WEEK - 1 and friday >= today else last


def happened(text: str) -> When:
    """Reads when something happened: the last such moment. Raises Invalid for what is to come, or not understood."""
    from crmcli import dates

    return dates.past(text, local_now(), _order_for(text), _language(), _workdays)


def local_now() -> datetime:
    """The present moment on the clock of the zone that the settings name, else of the system's."""
    from crmcli import clock

    here = context.current()
    return clock.local(here.now, here.zone)


def day_at_the_end(words: Sequence[str]) -> str:
    """The longest end of a line's words that is a day to come; empty where there is none."""
    from crmcli.errors import Invalid

    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        text = " ".join(words[-count:])
        try:
            due(text)
        except Invalid:
            continue
        return text
    return ""


def order() -> str:
    """How 03/04/2026 is read: dmy, mdy or ymd, as the settings say or the country of the time zone has it."""
    from crmcli.store import settings

    store = context.current().reading()
    return settings.effective(store.connection if store else None, "date_order")


def _order_for(text: str) -> str:
    """The order of dates where the text holds numbers that need one: guessing it takes tables that most texts spare."""
    return order() if _NUMERIC.search(text) else "dmy"


def weekend() -> frozenset[int]:
    """The days of the week that are off where the user works; Monday is 0."""
    from crmcli.store import holidays

    store = context.current().reading()
    return holidays.weekend(store.connection if store else None, local_now().date())


def _workdays() -> Workdays:
    """The days on which the user works, asked for only by a text that speaks of working days."""
    from crmcli.store import holidays

    store = context.current().reading()
    return holidays.workdays(store.connection if store else None, local_now().date())


def _language() -> str:
    """The language that was set; what this machine guesses settles no collision of words."""
    from crmcli.store import settings

    store = context.current().reading()
    return (settings.get(store.connection, "language") or "") if store else ""
