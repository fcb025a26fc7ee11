"""What `crm win`, `crm lose` and `crm void` do and answer: how deals end, and what is to be done after it.

What is still to be done for a deal stays after a win, unless it is said to be done or dropped, and goes with one that
is lost or void: nothing comes of it. All of it is one operation, so that one undo brings it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import asking, context, dates, deal_sentences, diagnostics
from crmcli.commands import (
    deal_finishing,
    deal_move_answers,
    deal_refs,
    deal_requests,
    deal_sayings,
    deal_shapes,
    next_steps,
)
from crmcli.commands.deal_move_answers import Words
from crmcli.commands.deal_moving import instant_of
from crmcli.errors import Invalid
from crmcli.i18n import _, ngettext
from crmcli.store import deal_courses, deal_followups, deal_moves, deal_settings, deals

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.commands.deal_losing import Loss
    from crmcli.commands.deal_moving import Way
    from crmcli.commands.deal_requests import Values
    from crmcli.commands.log_requests import Moment
    from crmcli.commands.next_steps import Step
    from crmcli.store.db import Transaction
    from crmcli.store.deal_courses import Went
    from crmcli.store.deal_followups import Planned
    from crmcli.store.deals import Deal


class After(NamedTuple):
    """What comes after a win, as typed: a next step, the care, and what becomes of what was still to be done."""

    step: Step
    has_care: bool
    is_done: bool
    is_dropped: bool


def win(words: Sequence[str], sums: Values, after: After, way: Way, dry_run: bool) -> None:
    """Marks deals won, and makes the care that follows."""
    here = context.current()
    ids, moment = deal_refs.several(words), way.moment()
    if not ids:
        deal_move_answers.none_named()
        return
    for each in ids:
        deal_moves.refuse_closed(deals.get(deal_refs.connection(), each))
    asked_for = next_steps.read(after.step)
    planned = [*([asked_for] if asked_for else []), *(_care(moment) if after.has_care else [])]
    how = deal_finishing.wanted(deal_refs.connection(), ids, is_done=after.is_done, is_dropped=after.is_dropped)

    def close(tx: Transaction, deal: Deal) -> Went:
        columns, at = deal_requests.sums(sums, deal), instant_of(moment, deal)
        return deal_courses.win(
            tx, deal, planned, values=columns, still_open=how, today=here.today, note=way.note, at=at
        )

    sentence = _("Would win {deal}") if dry_run else _("Won {deal}")
    _closed(
        ids, close, _("won {what}"), Words(lambda each: deal_sentences.won(each.deal, sentence), _("After")), dry_run
    )


def lose(loss: Loss, keeps: bool, dry_run: bool) -> None:
    """Marks deals lost for a reason, and makes another try."""
    if not loss.ids:
        deal_move_answers.none_named()
        return

    def close(tx: Transaction, deal: Deal) -> Went:
        at = instant_of(loss.moment, deal)
        return deal_courses.lose(
            tx,
            deal,
            loss.reason,
            competitor=loss.competitor,
            retry=loss.retry,
            keeps=keeps,
            note=loss.note,
            at=at,
        )

    sentence = _("Would lose {deal}") if dry_run else _("Lost {deal}")
    words = Words(lambda each: deal_sentences.lost(each.deal, loss.competitor, sentence), _("Again"))
    _closed(loss.ids, close, _("lost {what}"), words, dry_run)


def void(words: Sequence[str], way: Way, keeps: bool, dry_run: bool) -> None:
    """Marks deals as none that ever were."""
    ids, moment = deal_refs.several(words), way.moment()
    if not ids:
        deal_move_answers.none_named()
        return

    def close(tx: Transaction, deal: Deal) -> Went:
        return deal_courses.void(tx, deal, keeps=keeps, note=way.note, at=instant_of(moment, deal))

    sentence = _("Would make void {deal}") if dry_run else _("Void: {deal}")
    said = Words(lambda each: sentence.format(deal=deal_shapes.in_brief(each.deal)), "")
    _closed(ids, close, _("made {what} void"), said, dry_run)


def _closed(
    ids: Sequence[int], close: Callable[[Transaction, Deal], Went], what: str, words: Words, dry_run: bool
) -> None:
    """Closes deals in one operation, and says so."""
    here = context.current()
    with here.writing().write(_("closed deals"), command=here.command_line, dry_run=dry_run) as tx:
        went = [close(tx, deals.get(tx.connection, deal_id)) for deal_id in ids]
        tx.describe(what.format(what=deal_sayings.listed([each.deal for each in went])))
    deal_move_answers.answer(tx, went, words, dry_run)


def _care(moment: Moment | None) -> list[Planned]:
    """What is to be done after a win: chosen at a terminal, else all that the settings want."""
    here, connection = context.current(), deal_refs.connection()
    found = deal_followups.care(connection, moment.when.day if moment else here.today, here.today)
    left_out = len(deal_settings.care(connection)) - len(found)
    if left_out:
        diagnostics.narrate(
            ngettext(
                "{count} follow-up after the win would be past by now, and is left out.",
                "{count} follow-ups after the win would be past by now, and are left out.",
                left_out,
            ).format(count=left_out)
        )
    return _chosen(found) if found and asking.is_possible() else found


def _chosen(offered: Sequence[Planned]) -> list[Planned]:
    """Those that the user takes: all for enter alone, some by their numbers, or none. Raises Invalid."""
    for number, each in enumerate(offered, start=1):
        diagnostics.offer(f"  {number}  {each.what}, {dates.shown(each.due)}")
    answer = asking.ask(_("Which of these come after it? Enter for all, numbers such as 1 3, or none:"))
    if answer.strip().lower() in ("", "all", _("all").lower()):
        return list(offered)
    words = answer.replace(",", " ").split()
    if [word.lower() for word in words] in (["n"], ["no"], ["none"], [_("none").lower()]):
        return []
    numbers = [int(word) if word.isascii() and word.isdigit() and len(word) < 4 else 0 for word in words]
    if not all(1 <= number <= len(offered) for number in numbers):
        raise Invalid(
            _("'{answer}' is none of the choices.").format(answer=answer[:40]),
            _("Nothing was changed; write numbers from 1 to {last}, all, or none.").format(last=len(offered)),
        )
    return [each for number, each in enumerate(offered, start=1) if number in numbers]
