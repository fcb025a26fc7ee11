"""What `crm log` does and answers: the activity and the next step in one operation, what is still open, and how
often it took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli import activity_sentences, context, diagnostics
from crmcli.commands import activity_shapes, deal_linking, saving
from crmcli.i18n import _, ngettext
from crmcli.output import IDS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.commands.log_requests import Request
    from crmcli.store.activities import Activity
    from crmcli.store.approaches import Standing
    from crmcli.store.db import Store, Transaction
    from crmcli.store.followups import Followup
    from crmcli.store.touches import Tries


class _Logged(NamedTuple):
    """What was logged, what is to be done next, what was made on the way, and what is worth knowing besides."""

    activity: Activity
    who: Sequence[tuple[int, str]]
    next: Followup | None
    open: Sequence[Followup]
    made: Sequence[str]
    known: Sequence[str]


def log(request: Request, dry_run: bool) -> None:
    """Logs what is asked for, and says what it was, what is still open and what comes next."""
    here = context.current()
    store = here.writing(dry_run)
    with store.write(_("logged an activity"), command=here.command_line, dry_run=dry_run) as tx:
        logged = _written(store, tx, request, dry_run)
        tx.describe(_("logged {activity}").format(activity=activity_shapes.in_history(logged.activity, logged.who)))
    operation = tx.operation_id if not dry_run else None
    if here.is_json:
        here.output.document(_as_row(logged, operation))
        return
    for line in logged.made:
        diagnostics.narrate(line)
    if here.mode == IDS:
        here.output.say(logged.activity.ref)
    else:
        here.output.sentence(_said(request, logged, dry_run) + saving.taken_back(operation))
        if logged.next is not None:
            here.output.sentence(_next_said(logged.next, dry_run))
    for line in logged.known:
        diagnostics.narrate(line)
    if not dry_run:
        _advise(store.connection, logged)


def _advise(connection: sqlite3.Connection, logged: _Logged) -> None:
    """Says what the deal lacks that it was about, or which it may have been about."""
    links = [f"crm activity edit {logged.activity.ref}"]
    if logged.next is not None:
        links.append(f"crm followup edit {logged.next.ref}")
    deal_linking.advise(connection, logged.who[0][0], logged.activity.deal_id, links)


def _written(store: Store, tx: Transaction, request: Request, dry_run: bool) -> _Logged:
    """Writes all of it, and gathers what the answer says."""
    from crmcli.store import activities, followups, participants

    made: list[str] = []
    ids = list(request.contact_ids)
    if request.stranger.name:
        stranger_id, made = _stranger(store, tx, request, dry_run)
        ids.insert(0, stranger_id)
    before = _open_before(tx, ids, request.deal_id)
    activity_id = activities.add(
        tx,
        request.kind.name,
        ids,
        at=request.moment.at if request.moment else tx.at,
        timed=request.moment is None or request.moment.is_timed,
        summary=request.summary,
        body=request.body,
        direction=request.direction,
        outcome=request.outcome,
        minutes=request.minutes,
        cost=request.cost,
        deal_id=request.deal_id,
    )
    step = None
    if request.due:
        priority, place = request.priority or "normal", request.place
        number = followups.add(
            tx,
            request.what,
            request.due,
            contact_id=ids[0],
            priority=priority,
            place=place,
            deal_id=request.deal_id,
        )
        step = followups.get(tx.connection, number)
    activity = activities.get(tx.connection, activity_id)
    known = _worth_knowing(tx.connection, activity, ids[0])
    return _Logged(activity, participants.of(tx.connection, activity_id), step, before, made, known)


def _open_before(tx: Transaction, contact_ids: Sequence[int], deal_id: int | None) -> list[Followup]:
    """What is still to be done with them; what is for the deal that it was about comes first."""
    from crmcli.store import deal_followups, followups

    of_deal = deal_followups.open_of(tx.connection, deal_id) if deal_id is not None else []
    others = [each for contact_id in contact_ids for each in followups.open_of(tx.connection, contact_id)]
    return list({each.id: each for each in [*of_deal, *others]}.values())


def _stranger(store: Store, tx: Transaction, request: Request, dry_run: bool) -> tuple[int, list[str]]:
    """Adds the contact that is new; returns its id, and what is to be said of it besides."""
    from crmcli import side_effects
    from crmcli.store import contacts, editing

    name, edit = request.stranger.name, request.stranger.edit
    namesake = contacts.namesake(tx.connection, name, "person")
    missing = side_effects.missing(tx.connection, edit)
    contact_id = contacts.add(tx, name)
    editing.apply(tx, contact_id, edit, saving.region(store) if edit.needs_region else "")
    contact = contacts.get(tx.connection, contact_id)
    added = _("Would add {ref} {name}.") if dry_run else _("Added {ref} {name}.")
    said = [added.format(ref=contact.ref, name=contact.name)]
    if namesake is not None:
        said.append(_("There is a {ref} {name} already.").format(ref=namesake.ref, name=namesake.name))
    return contact_id, said + side_effects.sentences(tx, contact_id, edit, missing, dry_run)


def _worth_knowing(connection: sqlite3.Connection, activity: Activity, contact_id: int) -> list[str]:
    """How often it was tried before they were reached, or in vain; and where they have been approached enough."""
    from crmcli.store import touches

    if touches.is_touch(connection, activity.id):
        tried = touches.tries(connection, contact_id, before=activity.id)
        said = [_reached_after(tried)] if tried.since else []
    else:
        tried = touches.tries(connection, contact_id)
        is_newest_try = activity.kind != "note" and tried.times > 1
        said = [_tried(connection, tried, contact_id)] if is_newest_try and tried.since else []
    is_approach = activity.kind != "note" and activity.direction != "incoming"
    if not is_approach or not touches.may_be_limited(connection, contact_id):
        return said
    from crmcli.store import approaches

    standing = approaches.standing(connection, contact_id, context.current().today)
    return [*said, _enough(standing)] if standing and standing.free else said


def _reached_after(tried: Tries) -> str:
    sentence = ngettext(
        "Reached after {count} try since {day}.", "Reached after {count} tries since {day}.", tried.times
    )
    return sentence.format(count=tried.times, day=_day(tried.since or ""))


def _tried(connection: sqlite3.Connection, tried: Tries, contact_id: int) -> str:
    from crmcli.store import contacts

    last = contacts.get(connection, contact_id).last_touch_at
    sentence = _("Tried {count} times since {day}; last reached {last}.")
    if not last:
        sentence = _("Tried {count} times since {day}; never reached.")
    return sentence.format(count=tried.times, day=_day(tried.since or ""), last=_day(last) if last else "")


def _enough(standing: Standing) -> str:
    """That they have been approached as often as may be, and when they may be again."""
    sentence = ngettext(
        "Approached {count} time, at most {rate}; not again before {day}.",
        "Approached {count} times, at most {rate}; not again before {day}.",
        standing.used,
    )
    if standing.limit.group:
        sentence = ngettext(
            "Approached {count} time, at most {rate} in {group}; not again before {day}.",
            "Approached {count} times, at most {rate} in {group}; not again before {day}.",
            standing.used,
        )
    day = standing.free.isoformat() if standing.free else ""
    return sentence.format(
        count=standing.used, rate=standing.limit.rate.text, group=standing.limit.group, day=_shown_day(day)
    )


def _said(request: Request, logged: _Logged, dry_run: bool) -> str:
    """The sentence about the activity, with when it was if that was said, and what is still open."""
    moment = request.moment.when.shown() if request.moment else ""
    return activity_sentences.logged(logged.activity, logged.who, moment, dry_run) + _still_open(logged.open)


def _still_open(found: Sequence[Followup]) -> str:
    """What was promised to them before and is not done, to be closed now where this was it."""
    if not found:
        return ""
    named = activity_sentences.open_besides(found)
    return " " + _("Still open: {named} (crm done {first})").format(named=named, first=found[0].ref)


def _next_said(step: Followup, dry_run: bool) -> str:
    from crmcli import dates

    sentence = _("Next   {what}, {due}") if dry_run else _("Next   {ref} {what}, {due}")
    said = sentence.format(ref=step.ref, what=step.what, due=dates.shown(step.due))
    return f"{said} · {step.place}" if step.place else said


def _as_row(logged: _Logged, operation: int | None) -> dict[str, Any]:
    from crmcli.commands import followup_shapes

    return {
        "activity": activity_shapes.as_row(logged.activity, logged.who),
        "followup": followup_shapes.as_row(logged.next) if logged.next else None,
        "open": [followup_shapes.as_row(each) for each in logged.open],
        "operation": operation,
    }


def _day(at: str) -> str:
    """The local day of an instant in few words: `2 Nov`, with the year where it is not this one."""
    here = context.current()
    return _shown_day(activity_shapes.when(at, False, here.zone).due)


def _shown_day(due: str) -> str:
    from datetime import date

    day, today = date.fromisoformat(due), context.current().today
    if day == today:
        return _("today")
    return f"{day.day} {day:%b}" + (f" {day.year}" if day.year != today.year else "")
