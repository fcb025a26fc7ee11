"""Doing what was promised: the follow-up is done, what came of it stands on the timeline, the next one is made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import activities, doing_words, followups

if TYPE_CHECKING:
    from crmcli.store.activities import Activity
    from crmcli.store.db import Transaction
    from crmcli.store.followup_series import Completion
    from crmcli.store.followups import Followup


class Outcome(NamedTuple):
    """What came of it. Without `at`, an instant, it was done just now; `day` is the local day of that.

    Without a kind it is the one that its text begins with.
    """

    note: str = ""
    body: str | None = None
    kind: str = ""
    at: str = ""
    is_timed: bool = True
    day: date | None = None
    minutes: int | None = None


class Done(NamedTuple):
    """One follow-up that was done, and what stands on the timeline for it; nothing for what one does for oneself."""

    completion: Completion
    activity: Activity | None


def do(tx: Transaction, followup_id: int, today: date, outcome: Outcome) -> Done:
    """Marks a follow-up done and logs it. Raises NotFound, Conflict where it is done, and Invalid."""
    followup = followups.get(tx.connection, followup_id)
    followups.refuse_done(tx.connection, followup)
    refuse_alone(followup, outcome)
    activity_id = _logged(tx, followup, followup.contact_id, outcome) if followup.contact_id is not None else None
    completion = followups.complete(
        tx, followup_id, today=today, activity_id=activity_id, done_at=outcome.at, done_on=outcome.day
    )
    return Done(completion, activities.get(tx.connection, activity_id) if activity_id else None)


def refuse_alone(followup: Followup, outcome: Outcome) -> None:
    """What one does for oneself has no timeline, and so nowhere to say more of it. Raises Invalid."""
    if followup.contact_id is None and (outcome.note or outcome.kind or outcome.minutes):
        raise Invalid(
            _("{ref} {what} is for yourself: there is no timeline to note it on.").format(
                ref=followup.ref, what=followup.what
            ),
            _("Leave --note, --as and --for out."),
        )


def _logged(tx: Transaction, followup: Followup, contact_id: int, outcome: Outcome) -> int:
    """Puts what was done on the timeline, in the words in which it was promised, and returns the id."""
    summary = f"{followup.what}: {outcome.note}" if outcome.note else followup.what
    return activities.add(
        tx,
        outcome.kind or doing_words.kind_of(followup.what),
        [contact_id],
        at=outcome.at or tx.at,
        timed=outcome.is_timed,
        summary=summary,
        body=outcome.body,
        minutes=outcome.minutes,
        deal_id=followup.deal_id,
    )
