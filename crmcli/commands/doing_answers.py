"""What `crm done` does and answers: the follow-ups done, what they left on the timeline, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import context, followup_sentences
from crmcli.commands import deal_linking, saving
from crmcli.commands import followup_answers as answers
from crmcli.commands import followup_shapes as shapes
from crmcli.i18n import _
from crmcli.store import doing, followups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.commands.doing_requests import Request
    from crmcli.store.db import Transaction
    from crmcli.store.doing import Done
    from crmcli.store.followups import Followup


def done(request: Request, dry_run: bool) -> None:
    """Marks follow-ups done in one operation, and says what they left behind and what comes next."""
    here = context.current()
    if not request.ids:
        answers.say_none({"followups": [], "next": [], "operation": None})
        return
    with here.writing().write(_("done"), command=here.command_line, dry_run=dry_run) as tx:
        each = [doing.do(tx, followup_id, here.today, request.outcome) for followup_id in request.ids]
        step = _step(tx, request)
        tx.describe(_("done: {what}").format(what=answers.listed([one.completion.followup for one in each])))
    _answer(tx, each, step, dry_run)
    if not dry_run:
        for deal_id in dict.fromkeys(one.completion.followup.deal_id for one in each):
            if deal_id is not None:
                deal_linking.advise(tx.connection, None, deal_id, [])


def _step(tx: Transaction, request: Request) -> Followup | None:
    if not request.due:
        return None
    step = followups.add(tx, request.next, request.due, contact_id=request.contact_id, deal_id=request.deal_id)
    return followups.get(tx.connection, step)


def _answer(tx: Transaction, each: Sequence[Done], step: Followup | None, dry_run: bool) -> None:
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
        here.output.sentence(followup_sentences.done(one, dry_run) + way_back)
    for one in each:
        answers.say_next(one.completion)
    if step is not None:
        here.output.sentence(_("Next   {followup}").format(followup=shapes.in_full(step)))
