"""What `crm deal add`, `edit`, `copy` and `rm` do and answer: one operation each, and a sentence on what was done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from crmcli import context, deal_sentences
from crmcli.commands import deal_sayings, deal_shapes, saving
from crmcli.commands import followup_shapes as steps
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _
from crmcli.store import deal_contacts, deal_followups, deal_moves, deals, pipelines, stages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.commands.deal_requests import Change, Copy, New
    from crmcli.store.db import Transaction
    from crmcli.store.deal_followups import Planned
    from crmcli.store.deals import Deal
    from crmcli.store.followups import Followup


class _Edited(NamedTuple):
    """A deal before and after a change, and the next step that was made with it."""

    before: Deal
    after: Deal
    step: Followup | None
    is_changed: bool


def add(new: New, dry_run: bool) -> None:
    """Adds a deal, and says where it stands, what it is worth and what comes next."""
    here = context.current()
    store = here.writing(dry_run)
    with store.write(_("added a deal"), command=here.command_line, dry_run=dry_run) as tx:
        stage = deal_moves.begins_in(tx.connection, new.stage, new.pipeline)
        deal_id = deals.add(
            tx,
            new.title,
            stage.id,
            contact_ids=new.contact_ids,
            tags=new.tags,
            at=new.at,
            **{**new.values, **_with_fields("{}", new)},
        )
        deal, step = _begun(tx, deal_id, new.step)
        tx.describe(_("added the deal {title}").format(title=deal.title))
    _answer_new(tx, deal, step, _("Would add {deal}") if dry_run else _("Added {deal}"), dry_run)


def copy(deal: Deal, wanted: Copy, dry_run: bool) -> None:
    """Adds a deal like another one, and says so."""
    here = context.current()
    with here.writing().write(_("copied a deal"), command=here.command_line, dry_run=dry_run) as tx:
        stage = deal_moves.begins_in(tx.connection, wanted.stage, wanted.pipeline)
        copied = deals.copy(tx, deal.id, stage.id, wanted.title, wanted.contact_ids)
        if wanted.values:
            deals.edit(tx, copied, **wanted.values)
        made, step = _begun(tx, copied, wanted.step)
        tx.describe(_("copied the deal {title}").format(title=deal.title))
    sentence = _("Would copy {ref}: {{deal}}") if dry_run else _("Copied {ref}: {{deal}}")
    _answer_new(tx, made, step, sentence.format(ref=deal.ref), dry_run)


def edit(ids: Sequence[int], change: Change, dry_run: bool) -> None:
    """Changes deals in one operation; of one it says what differs, of several how many. Raises Usage and Invalid."""
    here = context.current()
    if not ids:
        deal_sayings.say_none({"deals": [], "followups": [], "operation": None})
        return
    if len(ids) > 1 and "title" in change.values:
        raise Usage(_("Several deals cannot have one title."), _("Name one of them."))
    with here.writing().write(_("edited deals"), command=here.command_line, dry_run=dry_run) as tx:
        _refuse_unknown_fields(tx, ids, change)
        edited = [_edited(tx, deal_id, change) for deal_id in ids]
        changed = [each.after for each in edited if each.is_changed]
        tx.describe(_("edited {what}").format(what=deal_sayings.listed(changed)))
    _answer_edited(tx, edited, dry_run)


def remove(ids: Sequence[int], dry_run: bool) -> None:
    """Takes deals out in one operation, and says what is still to be done that was for them."""
    here = context.current()
    if not ids:
        deal_sayings.say_none({"deals": [], "open": [], "operation": None})
        return
    with here.writing().write(_("removed deals"), command=here.command_line, dry_run=dry_run) as tx:
        still = [each for deal_id in ids for each in deal_followups.open_of(tx.connection, deal_id)]
        gone = [deals.remove(tx, deal_id) for deal_id in ids]
        tx.describe(_("removed {what}").format(what=deal_sayings.listed(gone)))
    operation = tx.operation_id if not dry_run else None
    if here.is_json:
        rows = [deal_shapes.as_row(each) for each in gone]
        here.output.document({"deals": rows, "open": [steps.as_row(each) for each in still], "operation": operation})
        return
    if deal_sayings.said_ids(gone):
        return
    done = _("Would remove {what}") if dry_run else _("Removed {what}")
    here.output.sentence(done.format(what=deal_sayings.listed(gone)) + saving.taken_back(operation))
    deal_sayings.say_open(still)


def _begun(tx: Transaction, deal_id: int, planned: Planned | None) -> tuple[Deal, Followup | None]:
    """Makes the next step of a new deal, and returns both; warns of what its stage asks for, or refuses."""
    step = _step(tx, deals.get(tx.connection, deal_id), planned)
    deal = deals.get(tx.connection, deal_id)
    try:
        deal_sayings.warn_of_lacking(
            deal, deal_moves.lacking(tx.connection, deal, stages.get(tx.connection, deal.stage_id))
        )
    except Invalid as error:
        error.hint = _("Say it with --value, --close, --contact, or --next and --on.")
        raise
    return deal, step


def _step(tx: Transaction, deal: Deal, planned: Planned | None) -> Followup | None:
    return deal_followups.add(tx, deal, [planned])[0] if planned else None


def _with_fields(held: str, wanted: New | Change, cleared: Sequence[str] = ()) -> dict[str, str]:
    """The column of the user's own fields as it shall be; nothing where it stays as it is."""
    if not (wanted.fields or cleared):
        return {}
    from crmcli.store import own_fields

    fields: dict[str, str] = json.loads(held)
    before = dict(fields)
    for name, value in wanted.fields.items():
        fields[own_fields.spelt(list(fields), name)] = value
    for name in cleared:
        fields.pop(own_fields.spelt(list(fields), name), None)
    return {"fields": json.dumps(fields, ensure_ascii=False)} if fields != before else {}


def _answer_new(tx: Transaction, deal: Deal, step: Followup | None, sentence: str, dry_run: bool) -> None:
    here = context.current()
    operation = tx.operation_id if not dry_run else None
    if here.is_json:
        followup = steps.as_row(step) if step else None
        here.output.document({**deal_shapes.as_row(deal), "followup": followup, "operation": operation})
        return
    if deal_sayings.said_ids([deal]):
        return
    stage = pipelines.stage_label(tx.connection, deal.pipeline, deal.stage)
    here.output.sentence(sentence.format(deal=deal_shapes.in_full(deal, stage)) + saving.taken_back(operation))
    deal_sayings.say_step(step, dry_run)
    if not dry_run:
        deal_sayings.say_without_next(deal)


def _refuse_unknown_fields(tx: Transaction, ids: Sequence[int], change: Change) -> None:
    """Raises Invalid for a field to clear that none of the deals has."""
    if not change.cleared_fields:
        return
    from crmcli.store import own_fields

    held = [list(deals.get(tx.connection, each).own_fields) for each in ids]
    for name in change.cleared_fields:
        if not any(own_fields.spelt(names, name) in names for names in held):
            raise Invalid(
                _("There is no field '{name}' to clear.").format(name=name),
                _("There is: value, commission, close, chance, source, note, and the deal's own fields."),
            )


def _edited(tx: Transaction, deal_id: int, change: Change) -> _Edited:
    """Changes one deal, and returns it before and after."""
    before = deals.get(tx.connection, deal_id)
    columns = change.columns(before) | _with_fields(before.fields, change, change.cleared_fields)
    people = deal_contacts.of(tx.connection, deal_id)
    for contact_id in change.contact_ids:
        deal_contacts.put(tx, deal_id, contact_id)
    if change.contact_ids:
        columns["contact_id"] = change.contact_ids[0]
    is_changed = deals.edit(tx, deal_id, **columns) if columns else False
    is_changed |= deal_contacts.of(tx.connection, deal_id) != people
    is_changed |= deals.tag(tx, deal_id, change.add_tags, change.take_tags)
    step = _step(tx, deals.get(tx.connection, deal_id), change.step)
    return _Edited(before, deals.get(tx.connection, deal_id), step, is_changed or step is not None)


def _answer_edited(tx: Transaction, edited: Sequence[_Edited], dry_run: bool) -> None:
    here = context.current()
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        followups = [steps.as_row(each.step) for each in edited if each.step]
        rows = [deal_shapes.as_row(each.after) for each in edited]
        here.output.document({"deals": rows, "followups": followups, "operation": operation})
        return
    if deal_sayings.said_ids([each.after for each in edited]):
        return
    here.output.sentence(_said_edited(edited, dry_run) + saving.taken_back(operation))
    for each in edited:
        deal_sayings.say_step(each.step, dry_run)


def _said_edited(edited: Sequence[_Edited], dry_run: bool) -> str:
    changed = [each for each in edited if each.is_changed]
    if len(edited) > 1:
        if not changed:
            return _("Nothing to change in {count}.").format(count=deal_sayings.count_of(len(edited)))
        done = _("Would change {changed} of {all}") if dry_run else _("Changed {changed} of {all}")
        return done.format(changed=f"{len(changed):,}", all=deal_sayings.count_of(len(edited)))
    one = edited[0]
    if not changed:
        return _("Nothing to change in {deal}").format(deal=deal_shapes.in_brief(one.after))
    done = _("Would change {deal}") if dry_run else _("Changed {deal}")
    differing = deal_sentences.differing(one.before, one.after)
    return done.format(deal=deal_shapes.in_brief(one.after)) + (f": {differing}" if differing else "")
