"""What is asked when deals end, before anything is changed: why, what comes after it, when it is worth another try."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import spans
from crmcli.store import deal_followups, deal_settings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from datetime import date

    from crmcli.store.deal_followups import Planned
    from crmcli.store.followups import Followup

COMPETITOR = "competitor"  # the reason that goes with the name of one


class Ending(NamedTuple):
    """What the settings and the deals say of an end on a day: `closed`.

    `reasons` are those known, each with how often it was, `retry` is the day of another try; `care` is what follows a
    win, and `still` is what is still to be done for the deals.
    """

    closed: date
    reasons: Sequence[tuple[str, int]]
    needs_reason: bool
    retry: date | None
    care: Sequence[Planned]
    still: Sequence[Followup]


def of(connection: sqlite3.Connection, deal_ids: Sequence[int], today: date) -> Ending:
    """Returns what there is to ask where deals end today."""
    return Ending(
        today,
        deal_settings.counted_reasons(connection),
        deal_settings.is_reason_required(connection),
        deal_followups.retry(connection, today),
        deal_followups.care(connection, today, today),
        [each for deal_id in deal_ids for each in deal_followups.open_of(connection, deal_id)],
    )


def retry_day(text: str, guess: date | None, closed: date, today: date, due: Callable[[str], str]) -> str | None:
    """Returns the local day of another try, None for none, out of a day, a length such as 3m, `none`, or nothing.

    Nothing means the guess, where that is not past. `due` reads a day to come. Raises Invalid for what is none.
    """
    if text.strip().lower() == deal_settings.NONE:
        return None
    if text.strip():
        length = spans.duration(text)
        return due(text) if length is None else length.from_day(closed, spans.FUTURE).isoformat()
    return guess.isoformat() if guess and guess >= today else None
