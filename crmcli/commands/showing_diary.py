"""Showing: the diary and the deals of the sample, written into the demonstration's database as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.demo import diary
from crmcli.errors import NotFound
from crmcli.i18n import _

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.dates import When
    from crmcli.demo.diary import Promise, Talk
    from crmcli.store.db import Transaction


def write(database: str) -> None:
    """Writes the diary of the sample into its database, its days counted from today. Raises what the store raises."""
    from crmcli import clock, context, diagnostics
    from crmcli.commands import showing_deals
    from crmcli.store import db, groups

    now = clock.local(context.current().now)
    store = db.open_writing(database, now=context.current().now, notify=diagnostics.narrate)
    try:
        with store.write(_("wrote the diary of the sample")) as tx:
            deals = showing_deals.write(tx, now, lambda name: _person(tx, name))
            for talk in reversed(diary.TALKS):
                _talk(tx, talk, now, deals.get(talk.deal))
            for promise in diary.PROMISES:
                _promise(tx, promise, now, deals.get(promise.deal))
            for rhythm in diary.RHYTHMS:
                group_id = groups.named(tx.connection, rhythm.group).id
                groups.edit(tx, group_id, cadence_days=rhythm.days, cadence_warn_days=rhythm.warn_days,
                            time_share=rhythm.share)  # fmt: skip
    finally:
        store.close()


def _talk(tx: Transaction, talk: Talk, now: datetime, deal_id: int | None) -> None:
    from crmcli import dates
    from crmcli.store import activities

    at = dates.instant(_moment(now, -talk.days, talk.time), "")
    activities.add(
        tx,
        talk.kind,
        [_person(tx, talk.who)],
        at=f"{at:%Y-%m-%dT%H:%M:%SZ}",
        summary=talk.text,
        minutes=talk.minutes,
        direction=talk.direction,
        outcome="missed" if talk.is_missed else None,
        deal_id=deal_id,
    )


def _promise(tx: Transaction, promise: Promise, now: datetime, deal_id: int | None) -> None:
    from crmcli import repeats
    from crmcli.store import followups

    due = _moment(now, promise.days, promise.time).due
    repeat = repeats.plain("MONTHLY", 1, due) if promise.is_monthly else None
    contact_id = _person(tx, promise.who) if promise.who else None
    followups.add(
        tx, promise.what, due, contact_id=contact_id, priority=promise.priority, repeat=repeat, deal_id=deal_id
    )


def _person(tx: Transaction, name: str) -> int:
    from crmcli.store import contacts

    found = contacts.namesake(tx.connection, name, "person")
    if found is None:
        raise NotFound(_("Nobody is named {name}.").format(name=name))
    return found.id


def _moment(now: datetime, days: int, time: str) -> When:
    from datetime import timedelta

    from crmcli.dates import When

    day = (now + timedelta(days)).date().isoformat()
    return When.of_due(f"{day}T{time}" if time else day)
