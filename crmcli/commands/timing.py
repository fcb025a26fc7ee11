"""What the commands ask of days and times: the clock where the user works, and how the settings read a date.

Words are read by `dates`; nothing is shown or stored here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import context

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from crmcli.dates import When
    from crmcli.dates.reader import Reader


def due(text: str) -> When:
    """Reads what is promised: the next such moment. Raises Invalid for what is past, or not understood whole."""
    return _reader().due(text)


def closes(text: str) -> When:
    """Reads the day on which something is expected to be over: of a week its Friday, of a longer period its last day.

    Raises what `due` raises.
    """
    return _reader().closes(text)


def happened(text: str) -> When:
    """Reads when something happened: the last such moment. Raises Invalid for what is to come, or not understood."""
    return _reader().happened(text)


def local_now() -> datetime:
    """The present moment on the clock of the zone that the settings name, else of the system's."""
    from crmcli import clock

    here = context.current()
    return clock.local(here.now, here.zone)


def day_at_the_end(words: Sequence[str]) -> str:
    """The longest end of a line's words that is a day to come; empty where there is none."""
    return _reader().day_at_the_end(words)


def order() -> str:
    """How 03/04/2026 is read: dmy, mdy or ymd, as the settings say or the country of the time zone has it."""
    from crmcli.store import settings

    store = context.current().reading()
    return settings.effective(store.connection if store else None, "date_order")


def weekend() -> frozenset[int]:
    """The days of the week that are off where the user works; Monday is 0."""
    from crmcli.store import holidays

    store = context.current().reading()
    return holidays.weekend(store.connection if store else None, local_now().date())


def _reader() -> Reader:
    from crmcli.store import day_reading

    store = context.current().reading()
    return day_reading.lazy(store.connection if store else None, local_now())
