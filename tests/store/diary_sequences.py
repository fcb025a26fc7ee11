"""The verbs of the diary for random lives: what was said, what was promised, how often to be in touch."""

from __future__ import annotations

from datetime import date, timedelta

from crmcli.store import (
    activities,
    activity_kinds,
    contacts,
    followup_series,
    followups,
    groups,
    participants,
    settings,
)
from crmcli.store.db import Transaction
from tests.store.choosing import Verb, some

KINDS = ("note", "call", "meeting", "visit", "email", "message", "gift", "webinar")
WORDS = ("price ok, wife decides", "明天再打電話", "enviar orçamento", "ok")
RULES = (None, "FREQ=WEEKLY", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "FREQ=DAILY;COUNT=2")
TODAY = date(2026, 11, 24)


def _at(number: int) -> str:
    return f"2026-11-{10 + number:02d}T09:00:00Z"


def _log(tx: Transaction, a: int, b: int) -> None:
    who = [some(tx, a), some(tx, b)] if b % 3 == 0 else [some(tx, a)]
    outcome = "missed" if b % 4 == 3 else None
    direction = "incoming" if b % 2 else None
    cost = (50_000, "IDR") if b % 5 == 0 else None
    activities.add(tx, KINDS[(a + b) % 8], who, at=_at(b), summary=WORDS[b % 4], direction=direction,
                   outcome=outcome, minutes=b * 5 or None, cost=cost)  # fmt: skip


def _edit_activity(tx: Transaction, a: int, b: int) -> None:
    activity_id = some(tx, a, "activity")
    if b % 2:
        activities.edit(tx, activity_id, at=_at(b), summary=WORDS[b % 4])
    else:
        activities.edit(tx, activity_id, kind=KINDS[b], body="more\nof it")


def _bring(tx: Transaction, a: int, b: int) -> None:
    participants.put(tx, some(tx, a, "activity"), [some(tx, b)])


def _leave(tx: Transaction, a: int, b: int) -> None:
    participants.take(tx, some(tx, a, "activity"), [some(tx, b)])


def _remove_activity(tx: Transaction, a: int, b: int) -> None:
    activities.remove(tx, some(tx, a, "activity"))


def _add_kind(tx: Transaction, a: int, b: int) -> None:
    activity_kinds.add(tx, "webinar", is_touch=bool(b % 2))


def _edit_kind(tx: Transaction, a: int, b: int) -> None:
    activity_kinds.edit(tx, activity_kinds.named(tx.connection, "webinar"), is_touch=bool(b % 2))


def _remove_kind(tx: Transaction, a: int, b: int) -> None:
    into = activity_kinds.named(tx.connection, "call" if b % 2 else "note")
    activity_kinds.remove(tx, activity_kinds.named(tx.connection, "webinar"), into)


def _count_sent(tx: Transaction, a: int, b: int) -> None:
    if b % 3:
        settings.put(tx, "touch.sent", "yes" if b % 2 else "no")
    else:
        settings.unset(tx, "touch.sent")


def _remind(tx: Transaction, a: int, b: int) -> None:
    due = (TODAY + timedelta(b * 9)).isoformat() + ("T15:00" if a % 2 else "")
    contact_id = None if b % 5 == 4 else some(tx, a)
    warnings = (30, 7) if b % 2 else ()
    priority = "high" if b % 3 == 0 else "normal"
    followups.add(tx, WORDS[a % 4], due, contact_id=contact_id, warn_days=warnings, priority=priority,
                  repeat=RULES[b % 4], repeat_from_done=b % 8 > 3)  # fmt: skip


def _complete(tx: Transaction, a: int, b: int) -> None:
    followup = followups.get(tx.connection, some(tx, a, "followup"))
    told = None
    if followup.contact_id is not None and b % 2:
        told = activities.add(tx, KINDS[b % 7], [followup.contact_id], at=_at(b), summary=followup.what)
    followups.complete(tx, followup.id, today=TODAY + timedelta(b), activity_id=told)


def _skip(tx: Transaction, a: int, b: int) -> None:
    followup_series.skip(tx, some(tx, a, "followup"), TODAY)


def _snooze(tx: Transaction, a: int, b: int) -> None:
    followups.snooze(tx, some(tx, a, "followup"), (TODAY + timedelta(b + 1)).isoformat())


def _reopen(tx: Transaction, a: int, b: int) -> None:
    followups.reopen(tx, some(tx, a, "followup"))


def _remove_followup(tx: Transaction, a: int, b: int) -> None:
    followups.remove(tx, some(tx, a, "followup"))


def _keep_in_touch(tx: Transaction, a: int, b: int) -> None:
    at_most = "2/month" if b % 3 else None
    if a % 2:
        groups.edit(tx, some(tx, a, "contact_group"), cadence_days=b * 7 or None, at_most=at_most, time_share=b * 10)
    else:
        contacts.edit(tx, some(tx, a), cadence_days=b * 7 or None, at_most=at_most)


VERBS: dict[str, Verb] = {
    "log": _log, "log again": _log, "edit activity": _edit_activity, "bring": _bring, "leave": _leave,
    "remove activity": _remove_activity, "add kind": _add_kind, "edit kind": _edit_kind, "remove kind": _remove_kind,
    "count sent": _count_sent, "remind": _remind, "remind again": _remind, "complete": _complete, "skip": _skip,
    "snooze": _snooze, "reopen": _reopen, "remove followup": _remove_followup, "keep in touch": _keep_in_touch,
}  # fmt: skip
