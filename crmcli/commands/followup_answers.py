"""What `crm remind` and `crm followup` answer: follow-ups as rows, and what was done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics, repeats
from crmcli.commands import deal_linking, saving
from crmcli.commands import followup_shapes as shapes
from crmcli.followup_sentences import listed as listed
from crmcli.followup_sentences import named as named
from crmcli.i18n import _
from crmcli.store import followup_series, followup_values, followups

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from crmcli.commands.followup_requests import Options, Request
    from crmcli.store.db import Transaction
    from crmcli.store.followups import Followup

    Answer = Callable[[Followup, str], None]


def remind(request: Request, dry_run: bool) -> None:
    """Makes a follow-up and says what and when, the day understood in full."""
    with writing(_("reminded of {what}").format(what=request.what), dry_run) as (tx, answer):
        followup_id = followups.add(
            tx,
            request.what,
            request.due,
            contact_id=request.contact_id,
            warn_days=request.warn_days,
            priority=request.priority or "normal",
            repeat=request.repeat,
            repeat_from_done=request.is_from_done,
            minutes=request.minutes,
            place=request.place,
            note=request.note,
            deal_id=request.deal_id,
        )
        found = followups.get(tx.connection, followup_id)
        tx.describe(_("reminded of {what}").format(what=named(found)))
        answer(found, _("Would add {followup}") if dry_run else "{followup}")
    if not dry_run and request.deal_id is None:
        deal_linking.advise(tx.connection, found.contact_id, None, [f"crm followup edit {found.ref}"])


def edit(followup: Followup, changes: dict[str, Any], given: Options, dry_run: bool) -> None:
    """Changes a follow-up; `changes` are what and for whom, `given` the options of the line."""
    with writing(_("edited the follow-up {what}").format(what=named(followup)), dry_run) as (tx, answer):
        before = followups.get(tx.connection, followup.id)
        followups.refuse_done(tx.connection, before)
        _edit(tx, before, changes, given)
        found = followups.get(tx.connection, followup.id)
        if before.repeat and not found.repeat:
            diagnostics.narrate(_("It does not repeat any more."))
        answer(found, _("Would change {followup}") if dry_run else _("Changed {followup}"))


def _edit(tx: Transaction, followup: Followup, changes: dict[str, Any], given: Options) -> None:
    from crmcli.commands import followup_requests

    due = followup_values.keeping_time(followup.due, followup_requests.when(given.on)) if given.on else followup.due
    row = {**changes}
    if given.on:
        row |= {"due": due, "planned": due}
    if given.priority:
        row["priority"] = followup_values.priority(given.priority)
    if given.warn:
        row["warn_days"] = followup_values.warnings(followup_requests.warn(given.warn))
    is_from_done = given.is_from_done or (bool(followup.repeat_from_done) and not given.every)
    if given.every:
        rule = followup_requests.rhythm(given.every, due)
        row |= followup_series.begun(followup, rule, from_done=is_from_done, due=due)
    elif followup.repeat and (given.on or given.is_from_done):
        planned = due if given.on else followup.planned
        row |= followup_series.moved(followup, from_done=is_from_done, due=planned)
    followups.update(tx, followup, row)


def remove(ids: Sequence[int], dry_run: bool) -> None:
    """Takes follow-ups out, in one operation; a series ends with the one that was open."""
    here = context.current()
    if not ids:
        say_none({"followups": [], "operation": None})
        return
    with here.writing().write(_("removed follow-ups"), command=here.command_line, dry_run=dry_run) as tx:
        gone = [followups.remove(tx, followup_id) for followup_id in ids]
        ended = [each for each in gone if followup_series.is_ended(tx.connection, each)]
        tx.describe(_("removed {what}").format(what=listed(gone)))
    for each in ended:
        said = _("{ref} repeated {rhythm}: no next one comes.")
        diagnostics.narrate(said.format(ref=each.ref, rhythm=repeats.in_words(each.repeat or "", each.planned)))
    done = _("Would remove {what}") if dry_run else _("Removed {what}")
    answer_all(tx, gone, done.format(what=listed(gone)), dry_run)


def skip(followup: Followup, dry_run: bool) -> None:
    """Moves on to the next one of a series without doing this one."""
    here = context.current()
    with here.writing().write(
        _("skipped {what}").format(what=named(followup)), command=here.command_line, dry_run=dry_run
    ) as tx:
        moved = followup_series.skip(tx, followup.id, here.today)
    done = _("Would skip {what}") if dry_run else _("Skipped {what}")
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        following = shapes.as_row(moved.next) if moved.next else None
        here.output.document({**shapes.as_row(moved.followup), "next": following, "operation": operation})
        return
    here.output.sentence(done.format(what=shapes.in_brief(moved.followup)) + saving.taken_back(operation))
    say_next(moved)


def reopen(followup: Followup, dry_run: bool) -> None:
    """Opens a done follow-up again."""
    with writing(_("opened {what} again").format(what=named(followup)), dry_run) as (tx, answer):
        found = followups.reopen(tx, followup.id)
        known = followup_series.after(tx.connection, found) if found.series_id else None
        if known is not None:
            diagnostics.narrate(_("The next one stays: {followup}.").format(followup=shapes.in_full(known)))
        answer(found, _("Would open again {followup}") if dry_run else _("Open again: {followup}"))


def say_next(moved: followup_series.Completion) -> None:
    """Says which one comes next, or that the series has come to its end; nothing where it does not repeat."""
    if moved.next is not None:
        context.current().output.sentence(_("Next   {followup}").format(followup=shapes.in_full(moved.next)))
    elif moved.is_ended:
        context.current().output.sentence(_("That was the last of them: none comes after it."))


def say_none(document: dict[str, Any], sentence: str = "") -> None:
    """An empty list of follow-ups, from a pipe, is no error; nothing comes of it."""
    here = context.current()
    if here.is_json:
        here.output.document(document)
    diagnostics.narrate(sentence or _("No follow-up was named, so nothing was changed."))


def answer_all(tx: Transaction, found: Sequence[Followup], sentence: str, dry_run: bool) -> None:
    """Writes what was done with several: an object with all of them for scripts, else a sentence and the way back."""
    here = context.current()
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        here.output.document({"followups": [shapes.as_row(each) for each in found], "operation": operation})
    elif here.mode == "ids":
        for each in found:
            here.output.say(each.ref)
    else:
        done = sentence if tx.is_changed else _("Nothing to change.")
        here.output.sentence(done + saving.taken_back(operation))


def writing(what: str, dry_run: bool) -> AbstractContextManager[tuple[Transaction, Answer]]:
    """One operation on a follow-up; what is handed to `answer` inside is said once it is committed."""
    return saving.one_operation(
        what,
        dry_run,
        row=shapes.as_row,
        in_words=lambda followup: {"followup": shapes.in_full(followup)},
        unchanged=_("Nothing to change in {followup}"),
    )
