"""What every move of deals answers: the moves, what was made or removed with them, and how to take it all back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli import context
from crmcli.commands import deal_sayings, deal_shapes, saving
from crmcli.commands import followup_shapes as steps
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.store.db import Transaction
    from crmcli.store.deal_courses import Went
    from crmcli.store.followups import Followup


_MOST_NAMED = 3
_REMOVED = (_("Removed with it: {what}"), _("Would remove with it: {what}"))
_DONE = (_("Done with it: {what}"), _("Would be done with it: {what}"))


class Words(NamedTuple):
    """How a kind of move is said: the sentence on one deal, and what stands before each follow-up it made."""

    sentence: Callable[[Went], str]
    label: str


def answer(tx: Transaction, went: Sequence[Went], words: Words, dry_run: bool) -> None:
    """Writes what was done: an object for scripts, else a sentence for each deal, and what came of its follow-ups."""
    here = context.current()
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    for each in went:
        deal_sayings.warn_of_lacking(each.deal, each.moved.lacking)
    if here.is_json:
        here.output.document(_document(went, operation))
        return
    if deal_sayings.said_ids([each.deal for each in went]):
        return
    for each in went:
        way_back = saving.taken_back(operation) if each is went[-1] else ""
        here.output.sentence(words.sentence(each) + way_back)
    _say_made([one for each in went for one in each.made], words.label, len(went) > 1, dry_run)
    _say_gone([one for each in went for one in each.done], _DONE, dry_run)
    _say_gone([one for each in went for one in each.removed], _REMOVED, dry_run)
    deal_sayings.say_open([one for each in went for one in each.open])
    # In a dry run the step that would be made is not there to be seen.
    deal_sayings.say_without_next(*(each.deal for each in went if not each.made or not dry_run))


def none_named() -> None:
    """An empty list of deals, from a pipe, is no error."""
    deal_sayings.say_none(_document([], None))


def _document(went: Sequence[Went], operation: int | None) -> dict[str, Any]:
    return {
        "moves": [
            {
                "deal": deal_shapes.as_row(each.deal),
                "from": each.moved.before.name,
                "from_pipeline": each.moved.before.pipeline,
                "days": each.days if each.moved.is_moved else None,
                "is_moved": each.moved.is_moved,
                "is_back": each.moved.is_back,
                "lacking": list(each.moved.lacking),
            }
            for each in went
        ],
        "followups": [steps.as_row(one) for each in went for one in each.made],
        "done": [steps.as_row(one) for each in went for one in each.done],
        "removed": [steps.as_row(one) for each in went for one in each.removed],
        "open": [steps.as_row(one) for each in went for one in each.open],
        "operation": operation,
    }


def _say_made(made: Sequence[Followup], label: str, is_of_several: bool, dry_run: bool) -> None:
    """Says what was made: each with its day for one deal, how many for several."""
    if is_of_several and len(made) > 1:
        done = _("Would make {what}") if dry_run else _("Made {what}")
        context.current().output.sentence(done.format(what=_count(len(made))))
        return
    for one in made:
        from crmcli import dates

        named = one.what if dry_run else steps.in_brief(one)
        context.current().output.sentence(f"{label:<6} {named}, {dates.shown(one.due)}")


def _say_gone(gone: Sequence[Followup], how: tuple[str, str], dry_run: bool) -> None:
    """Says what is not to be done any more: `how` in fact, and in a dry run."""
    if gone:
        named = ", ".join(map(steps.in_brief, gone)) if len(gone) <= _MOST_NAMED else _count(len(gone))
        context.current().output.sentence(how[dry_run].format(what=named))


def _count(followups: int) -> str:
    return ngettext("{count} follow-up", "{count} follow-ups", followups).format(count=followups)
