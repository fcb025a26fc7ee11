"""What `crm snooze` does and answers: follow-ups put off, and contacts of whom keeping in touch is not suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import asking, context, dates, diagnostics, followup_sentences
from crmcli.commands import choosing, followup_answers, followup_refs, saving, timing
from crmcli.commands import followup_shapes as shapes
from crmcli.errors import Usage
from crmcli.i18n import _, ngettext
from crmcli.store import followups, snoozing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.contacts import Contact
    from crmcli.store.db import Transaction
    from crmcli.store.followups import Followup

_MANY = 20  # late ones, past which the user is asked


def snooze(words: Sequence[str], to: str, is_overdue: bool, is_sure: bool, dry_run: bool) -> None:
    """Puts off what is named, or all that is late, in one operation."""
    _check(words, to, is_overdue)
    due = timing.due(to).due
    ids, people = (_late(), list[int]()) if is_overdue else _named(words)
    if not ids and not people:
        _nothing(is_overdue)
        return
    if is_overdue and len(ids) > _MANY and not is_sure and not _agreed(len(ids), due):
        diagnostics.narrate(_("Nothing was changed."))
        return
    here = context.current()
    with here.writing().write(_("put off"), command=here.command_line, dry_run=dry_run) as tx:
        before = [followups.get(tx.connection, followup_id) for followup_id in ids]
        found = [snoozing.put_off(tx, each, due, timing.local_now()) for each in before]
        quiet = [snoozing.quiet(tx, contact_id, due) for contact_id in people]
        moved = [new for old, new in zip(before, found, strict=True) if new.due != old.due]
        tx.describe(_("put off {what}").format(what=_described(moved, quiet)))
    _answer(tx, found, moved, quiet, dry_run)


def _check(words: Sequence[str], to: str, is_overdue: bool) -> None:
    if not to:
        raise Usage(_("It is not said until when: --to is missing."), _how_to_say_when(words))
    if words and is_overdue:
        raise Usage(_("--overdue means all that are late."), _("Leave it out to put off only some."))
    if not words and not is_overdue:
        raise Usage(_("No follow-up is named."), _("For example: crm snooze f12 --to mon; or --overdue for all late."))


def _how_to_say_when(words: Sequence[str]) -> str:
    """The hint where --to is missing: with the day that stands among the words, if one does."""
    from crmcli import spilling

    day = timing.day_at_the_end(words[1:])
    if day:
        return _("Put --to before the day: --to {day}").format(day=spilling.quoted(day))
    return _("For example: crm snooze f12 --to mon")


def _late() -> list[int]:
    """The ids of all that are late, soonest first; none where there is no database."""
    store = context.current().reading()
    return [each.id for each in followups.listed(store.connection, late=timing.local_now())] if store else []


def _named(words: Sequence[str]) -> tuple[list[int], list[int]]:
    """The follow-ups and the contacts that are named: a number is a follow-up's, anything else somebody."""
    texts = followup_refs.texts(words)
    followup_refs.refuse_strangers(texts)
    ids = followup_refs.several([text for text in texts if followup_refs.is_number(text)])
    others = [text for text in texts if not followup_refs.is_number(text)]
    for text in others:
        followup_refs.refuse_no_number(text)
    if list(words) == ["-"]:
        return ids, list(dict.fromkeys(choosing.contact(text) for text in others))
    return ids, choosing.contacts(others)


def _nothing(is_overdue: bool) -> None:
    document: dict[str, Any] = {"followups": [], "contacts": [], "operation": None}
    followup_answers.say_none(document, _("Nothing is late.") if is_overdue else "")


def _agreed(count: int, due: str) -> bool:
    """Whether the user wants so many put off; where nobody can be asked, that was meant."""
    if not asking.is_possible():
        return True
    return asking.confirm(_("Put off {count} follow-ups to {day}?").format(count=count, day=dates.shown(due)))


def _described(found: Sequence[Followup], quiet: Sequence[Contact]) -> str:
    names = [followup_answers.listed(found)] if found else []
    return ", ".join(names + [f"{each.ref} {each.name}" for each in quiet[:3]])


def _answer(
    tx: Transaction, found: Sequence[Followup], moved: Sequence[Followup], quiet: Sequence[Contact], dry_run: bool
) -> None:
    here = context.current()
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        people = [{"id": each.id, "name": each.name, "quiet_until": each.quiet_until} for each in quiet]
        rows = [shapes.as_row(each) for each in found]
        here.output.document({"followups": rows, "contacts": people, "operation": operation})
        return
    if here.mode == "ids":
        for ref in [each.ref for each in found] + [each.ref for each in quiet]:
            here.output.say(ref)
        return
    lines = [followup_sentences.put_off(each, each in moved, dry_run) for each in found]
    lines += [followup_sentences.quiet(each, dry_run) for each in quiet]
    if not tx.is_changed:
        lines.append(_("Nothing to change."))
    elif len(lines) > 1:
        done = _("Would put off {count}") if dry_run else _("Put off {count}")
        count = _how_many(len(moved)) if not quiet else _("{count} in all").format(count=len(moved) + len(quiet))
        lines.append(done.format(count=count))
    for line in lines[:-1]:
        here.output.sentence(line)
    here.output.sentence(lines[-1] + saving.taken_back(operation))
    for contact in quiet:
        _say_open(tx, contact)


def _say_open(tx: Transaction, contact: Contact) -> None:
    """What was promised to somebody stays due; only keeping in touch is put off."""
    for each in followups.open_of(tx.connection, contact.id)[:3]:
        diagnostics.narrate(
            _("{what} stays due {when}: crm snooze {ref} --to WHEN").format(
                what=shapes.in_brief(each), when=dates.shown(each.due), ref=each.ref
            )
        )


def _how_many(count: int) -> str:
    return ngettext("{count} follow-up", "{count} follow-ups", count).format(count=count)
