"""What `crm activity edit` and `rm` do, each in one operation, and what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli import context, diagnostics
from crmcli.commands import (
    activity_answers,
    activity_shapes,
    activity_texts,
    choosing,
    deal_linking,
    log_requests,
    saving,
)
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.commands.log_requests import Ways
    from crmcli.store.activities import Activity, Value
    from crmcli.store.db import Transaction

# What --clear empties: the option's word, the columns behind it.
_CLEARABLE = {"text": ("summary", "body"), "for": ("minutes",), "cost": ("cost", "currency"), "deal": ("deal_id",)}


class Given(NamedTuple):
    """What the line asks to change, as typed."""

    kind: str
    text: str
    ways: Ways
    is_reached: bool
    with_: Sequence[str]
    without: Sequence[str]
    clear: Sequence[str]
    in_editor: bool
    deal: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not any(self.ways) and not any(each for each in self if each is not self.ways)


def edit(ref: str, given: Given, dry_run: bool) -> None:
    """Changes one activity, and says what it is now. Without an option the text is opened in the editor."""
    from crmcli import asking
    from crmcli.store import activities, participants, refs

    here = context.current()
    found = activity_answers.connection()
    activity = activities.get(found, refs.activity(found, ref))
    if given.is_empty and not asking.is_possible():
        raise Usage(_("It is not said what is to be changed."), _("For example: crm activity edit a1 --at yesterday"))
    changes = _changes(activity, given)
    added, gone = (list(map(choosing.contact, each)) for each in (given.with_, given.without))
    with here.writing().write(_("edited an activity"), command=here.command_line, dry_run=dry_run) as tx:
        activities.edit(tx, activity.id, **changes)
        participants.put(tx, activity.id, added)
        participants.take(tx, activity.id, gone)
        who = participants.of(tx.connection, activity.id)
        activity = activities.get(tx.connection, activity.id)
        tx.describe(_("edited {activity}").format(activity=activity_shapes.in_history(activity, who)))
    _answer(activity, who, given, tx, dry_run)


def remove(refs: Sequence[str], dry_run: bool) -> None:
    """Removes activities in one operation, and says which."""
    from crmcli.store import activities, participants

    here = context.current()
    ids = activity_answers.named(refs)
    if not ids:
        if here.is_json:
            here.output.document(None)
        diagnostics.narrate(_("No activity was named, so nothing was changed."))
        return
    with here.writing().write(_("removed activities"), command=here.command_line, dry_run=dry_run) as tx:
        entries = [(activities.get(tx.connection, each), participants.of(tx.connection, each)) for each in ids]
        for activity, _who in entries:
            activities.remove(tx, activity.id)
        count = ngettext("{count} activity", "{count} activities", len(ids)).format(count=f"{len(ids):,}")
        which = activity_shapes.in_history(*entries[0]) if len(ids) == 1 else count
        tx.describe(_("removed {activity}").format(activity=which))
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        here.output.document({"ids": ids, "operation": operation})
        return
    activity, who = entries[0]
    named = f"{activity.ref}, {activity_shapes.in_words(activity, who)}" if len(ids) == 1 else count
    done = _("Would remove {what}.") if dry_run else _("Removed {what}.")
    here.output.sentence(done.format(what=named) + saving.taken_back(operation))


def _changes(activity: Activity, given: Given) -> dict[str, Value]:
    """The columns that are to be changed, with what shall stand in them."""
    ways = given.ways
    changes: dict[str, Value] = {}
    for name in given.clear:
        changes |= _cleared(name)
    if given.kind:
        changes["kind"] = given.kind
    if ways.is_incoming or ways.is_outgoing:
        changes["direction"] = log_requests.direction_of(ways)
    if ways.is_missed and given.is_reached:
        raise Usage(_("--missed and --reached cannot be had together."), _("Leave one of them out."))
    if ways.is_missed or given.is_reached:
        changes["outcome"] = "missed" if ways.is_missed else "reached"
    if ways.at:
        moment = log_requests.happened(ways.at)
        changes |= {"at": moment.at, "timed": int(moment.is_timed)}
    if ways.length:
        changes["minutes"] = log_requests.length(ways.length)
    cost = log_requests.money_of(ways.cost)
    if cost:
        changes |= {"cost": cost[0], "currency": cost[1]}
    if given.deal:
        changes["deal_id"] = deal_linking.beside(given.deal)
    return changes | _text(activity, given)


def _text(activity: Activity, given: Given) -> dict[str, Value]:
    """Summary and body as they shall be; nothing where the text stays."""
    if given.in_editor or given.is_empty:
        before = activity_texts.together(activity.summary, activity.body)
        found = activity_texts.edited(given.text or before)
    elif given.text:
        found = activity_texts.said([given.text])
    else:
        return {}
    return {"summary": found[0], "body": found[1]}


def _cleared(name: str) -> dict[str, Value]:
    if name not in _CLEARABLE:
        raise Invalid(
            _("There is no field '{name}' to clear.").format(name=name),
            _("There is: {all}.").format(all=", ".join(_CLEARABLE)),
        )
    return {column: "" if column == "summary" else None for column in _CLEARABLE[name]}


def _answer(activity: Activity, who: Sequence[tuple[int, str]], given: Given, tx: Transaction, dry_run: bool) -> None:
    """Says what the activity is now."""
    here = context.current()
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        row: dict[str, Any] = activity_shapes.as_row(activity, who)
        here.output.document({**row, "operation": operation})
        return
    moment = []
    if given.ways.at:
        moment = [activity_shapes.when(activity.at, bool(activity.timed), here.zone).shown()]
    about = [deal_linking.in_words(activity.deal_id, activity.deal)] if given.deal else []
    facts = ", ".join([activity_shapes.in_words(activity, who), *about, *moment, *activity_shapes.facts(activity)])
    done = _("Would change {ref}, {what}.") if dry_run else _("Changed {ref}, {what}.")
    if not tx.is_changed:
        done = _("Nothing to change in {ref}, {what}.")
    here.output.sentence(done.format(ref=activity.ref, what=facts) + saving.taken_back(operation))
