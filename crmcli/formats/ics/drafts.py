"""What the writer of a calendar is handed: an event in our words, as a calendar shall hold it.

A draft knows nothing of the store, of today, or of how a calendar is written. Its texts may be anything.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventDraft:
    """One event: of one day, or of a rule.

    `start` is a day (`2026-11-24`) or a minute (`2026-11-24T15:00`) on the clocks of `zone`, which is the IANA name;
    without a zone it floats. `alarms` are minutes before the start. The instants end in `Z`.
    """

    uid: str
    summary: str
    start: str
    stamp: str  # the instant of its last change: 2026-11-24T09:00:00Z
    created: str = ""  # the instant when it was made
    zone: str = ""  # of every time in it
    minutes: int | None = None  # how long a timed one takes
    place: str = ""
    note: str = ""
    categories: tuple[str, ...] = ()
    rule: str = ""  # an RRULE; empty where it comes once
    excluded: tuple[str, ...] = ()  # starts that its rule names and that do not come
    recurrence: str = ""  # the start in its rule that this one takes the place of
    alarms: tuple[int, ...] = ()
    priority: int = 0  # 1 the highest, 9 the lowest, 0 where nothing is said
    sequence: int = 0  # it grows with every change
    is_busy: bool = True  # whether it takes time of the day
    is_done: bool = False
