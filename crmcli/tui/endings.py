"""Whether there is still a terminal to be on. Asked of the system, nothing is read from it."""

from __future__ import annotations

import select
import sys


def is_hung_up() -> bool:
    """Whether nobody is at the other end of the terminal any more; no where that cannot be told."""
    if not hasattr(select, "poll"):
        return False
    try:
        watched = select.poll()
        watched.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, select.POLLHUP)
        return any(state & (select.POLLHUP | select.POLLNVAL) for _file, state in watched.poll(0))
    except (OSError, ValueError):
        return False
