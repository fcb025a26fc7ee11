"""What `crm win`, `crm lose` and `crm void` do and answer: how deals end, and what is to be done after it.

What is still to be done for a deal stays after a win, unless it is said to be done or dropped, and goes with one that
is lost or void: nothing comes of it. All of it is one operation, so that one undo brings it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import asking, context, dates, diagnostics
from crmcli.commands import (
    deal_finishing,
    deal_move_answers,
    deal_refs,
    deal_requests,
    deal_sayings,
    deal_shapes,
    next_steps,
)
from crmcli.commands.deal_move_answers import Went, Words
from crmcli.commands.deal_moving import instant_of
from crmcli.errors import Invalid
from crmcli.i18n import _, ngettext
from crmcli.store import deal_followups, deal_moves, deal_settings, deals

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.commands.deal_losing import Loss
    from crmcli.commands.deal_moving import Way
    from crmcli.commands.deal_requests import Values
    from crmcli.commands.log_requests import Moment
    from crmcli.commands.next_steps import Step
    from crmcli.store.db import Transaction
    from crmcli.store.deal_followups import Planned
    from crmcli.store.deal_moves import Moved
    from crmcli.store.deals import Deal


class After(NamedTuple):
    """What comes after a win, as typed: a next step, the care, and what becomes of what was still to be done."""

    step: Step
    has_care: bool
    is_done: bool
    is_dropped: bool


def win(words: Sequence[str], sums: Values, after: After, way: Way, dry_run: bool) -> None:
    """Marks deals won, and makes the care that follows."""
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
        still = deal_followups.open_of(tx.connection, deal.id)
        columns = deal_requests.sums(sums, deal)
        if columns:
            deals.edit(tx, deal.id, **columns)
        moved = deal_moves.win(tx, deal.id, note=way.note, at=instant_of(moment, deal))
        went = Went(deal, moved, deal_followups.add(tx, moved.deal, planned))
        return deal_finishing.settled(tx, went, still, how)

    sentence = _("Would win {deal}") if dry_run else _("Won {deal}")
    _closed(ids, close, _("won {what}"), Words(lambda each: _said_won(each.deal, sentence), _("After")), dry_run)


def lose(loss: Loss, keeps: bool, dry_run: bool) -> None:
    """Marks deals lost for a reason, and makes another try."""
    if not loss.ids:
        deal_move_answers.none_named()
        return

    def close(tx: Transaction, deal: Deal) -> Went:
        went = _ended(
            tx,
            deal,
            keeps,
            lambda: deal_moves.lose(
                tx,
                deal.id,
                loss.reason,
                note=loss.note,
                at=instant_of(loss.moment, deal),
                competitor=loss.competitor,
            ),
        )
        again = [deal_followups.another_try(went.deal, loss.retry)] if loss.retry else []
        return went._replace(made=deal_followups.add(tx, went.deal, again))

    sentence = _("Would lose {deal}") if dry_run else _("Lost {deal}")
    words = Words(lambda each: _said_lost(each.deal, loss.competitor, sentence), _("Again"))
    _closed(loss.ids, close, _("lost {what}"), words, dry_run)


def void(words: Sequence[str], way: Way, keeps: bool, dry_run: bool) -> None:
    """Marks deals as none that ever were."""
    ids, moment = deal_refs.several(words), way.moment()
    if not ids:
        deal_move_answers.none_named()
        return

    def close(tx: Transaction, deal: Deal) -> Went:
        at = instant_of(moment, deal)
        return _ended(tx, deal, keeps, lambda: deal_moves.void(tx, deal.id, note=way.note, at=at))

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


def _ended(tx: Transaction, deal: Deal, keeps: bool, close: Callable[[], Moved]) -> Went:
    """Ends a deal of which nothing comes; what was to be done for it goes, unless it is kept."""
    moved = close()
    if keeps:
        return Went(deal, moved, open=deal_followups.open_of(tx.connection, deal.id))
    removed = deal_followups.remove_open(tx, deal.id)
    return Went(deal, moved._replace(deal=deals.get(tx.connection, deal.id)), removed=removed)


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


def _said_won(deal: Deal, sentence: str) -> str:
    """`Won d7 Fleet policy · IDR 12,000,000 · commission IDR 360,000 · after 34 days`."""
    earned = deal_shapes.shown(deal_shapes.sum_of(deal.commission, deal.currency))
    return _joined(
        sentence.format(deal=deal_shapes.in_brief(deal)),
        deal_shapes.shown(deal_shapes.sum_of(deal.value, deal.currency)),
        _("commission {sum}").format(sum=earned) if earned else "",
        deal_move_answers.age(deal),
    )


def _said_lost(deal: Deal, competitor: str, sentence: str) -> str:
    """`Lost d7 Fleet policy: price, to Asuransi Jaya · IDR 12,000,000 · after 34 days`."""
    to = _("to {competitor}").format(competitor=competitor) if competitor else ""
    why = ", ".join(each for each in (deal.lost_reason or "", to) if each)
    return _joined(
        sentence.format(deal=deal_shapes.in_brief(deal)) + (f": {why}" if why else ""),
        deal_shapes.shown(deal_shapes.sum_of(deal.value, deal.currency)),
        deal_move_answers.age(deal),
    )


def _joined(*parts: str) -> str:
    return " · ".join(each for each in parts if each)
