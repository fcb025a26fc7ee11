"""What `crm done` does and answers: the follow-ups done, what they left on the timeline, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import context
from crmcli.commands import activity_shapes, deal_linking, saving
from crmcli.commands import followup_answers as answers
from crmcli.commands import followup_shapes as shapes
from crmcli.i18n import _
from crmcli.store import activities, followups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.commands.doing_requests import Request
    from crmcli.store.activities import Activity
    from crmcli.store.db import Transaction
    from crmcli.store.followup_series import Completion
    from crmcli.store.followups import Followup


class _Done(NamedTuple):
    """One follow-up that was done, and what stands on the timeline for it."""

    completion: Completion
    activity: Activity | None


def done(request: Request, dry_run: bool) -> None:
    """Marks follow-ups done in one operation, and says what they left behind and what comes next."""
    here = context.current()
    if not request.ids:
        answers.say_none({"followups": [], "next": [], "operation": None})
        return
    with here.writing().write(_("done"), command=here.command_line, dry_run=dry_run) as tx:
        each = [_one(tx, followup_id, request) for followup_id in request.ids]
        step = _step(tx, request)
        tx.describe(_("done: {what}").format(what=answers.listed([one.completion.followup for one in each])))
    _answer(tx, each, step, dry_run)
    if not dry_run:
        for deal_id in dict.fromkeys(one.completion.followup.deal_id for one in each):
            if deal_id is not None:
                deal_linking.advise(tx.connection, None, deal_id, [])


def _one(tx: Transaction, followup_id: int, request: Request) -> _Done:
    followup = followups.get(tx.connection, followup_id)
    followups.refuse_done(tx.connection, followup)
    activity_id = _logged(tx, followup, request) if followup.contact_id is not None else None
    completion = followups.complete(
        tx,
        followup_id,
        today=context.current().today,
        activity_id=activity_id,
        done_at=request.at,
        done_on=request.day,
    )
    return _Done(completion, activities.get(tx.connection, activity_id) if activity_id else None)


def _logged(tx: Transaction, followup: Followup, request: Request) -> int:
    """Puts what was done on the timeline, in the words in which it was promised, and returns the id."""
    from crmcli.commands import doing_words

    summary = f"{followup.what}: {request.note}" if request.note else followup.what
    return activities.add(
        tx,
        request.kind or doing_words.kind_of(followup.what),
        [followup.contact_id or 0],
        at=request.at or tx.at,
        timed=request.is_timed,
        summary=summary,
        body=request.body,
        minutes=request.minutes,
        deal_id=followup.deal_id,
    )


def _step(tx: Transaction, request: Request) -> Followup | None:
    if not request.due:
        return None
    step = followups.add(tx, request.next, request.due, contact_id=request.contact_id, deal_id=request.deal_id)
    return followups.get(tx.connection, step)


def _answer(tx: Transaction, each: Sequence[_Done], step: Followup | None, dry_run: bool) -> None:
    here = context.current()
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    following = [one.completion.next for one in each if one.completion.next] + ([step] if step else [])
    if here.is_json:
        here.output.document(
            {
                "followups": [shapes.as_row(one.completion.followup) for one in each],
                "next": [shapes.as_row(one) for one in following],
                "operation": operation,
            }
        )
        return
    if here.mode == "ids":
        for one in each:
            here.output.say(one.completion.followup.ref)
        return
    for one in each:
        way_back = saving.taken_back(operation) if one is each[-1] else ""
        here.output.sentence(_said(one, dry_run) + way_back)
    for one in each:
        answers.say_next(one.completion)
    if step is not None:
        here.output.sentence(_("Next   {followup}").format(followup=shapes.in_full(step)))


def _said(one: _Done, dry_run: bool) -> str:
    """`Done f12 send quote, logged as a90, note with Budi Santoso (c41)`."""
    followup = one.completion.followup
    if one.activity is None:
        done = _("Would mark {what} done") if dry_run else _("Done {what}")
        return done.format(what=shapes.in_brief(followup))
    logged = activity_shapes.in_words(one.activity, [(followup.contact_id or 0, followup.contact or "")])
    if dry_run:
        return _("Would mark {what} done and log it, {activity}").format(
            what=shapes.in_brief(followup), activity=logged
        )
    return _("Done {what}, logged {ref}, {activity}").format(
        what=shapes.in_brief(followup), ref=one.activity.ref, activity=logged
    )
