"""How deals end on the screen: won, lost, void. Each asks as little as can be, changes and tells.

They are awaited inside a worker, since they wait for answers. Each returns whether something was done; one that is
given up changes nothing. Many deals are one operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from crmcli import dates, deal_sentences, followup_sentences, texts
from crmcli.i18n import _
from crmcli.store import deal_courses
from crmcli.store.deal_endings import COMPETITOR, Ending, retry_day
from crmcli.tui import command_lines
from crmcli.tui.asking import Asking
from crmcli.tui.confirming import Confirming
from crmcli.tui.gateway import deals, endings
from crmcli.tui.picking import Choice, Picking
from crmcli.tui.ticking import Item, Ticking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.store.deal_courses import Went
    from crmcli.store.deal_followups import Planned
    from crmcli.tui.app import CrmApp
    from crmcli.tui.gateway.endings import Asked

_MOST_NAMED = 3


class Ended(Protocol):
    """What is asked of a deal that is to end: a card of the board, or one that the day tells of."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def ref(self) -> str:
        """How the user names it."""

    @property
    def title(self) -> str:
        """What it is about."""

    @property
    def value(self) -> int | None:
        """What it is worth, in minor units."""

    @property
    def currency(self) -> str | None:
        """The currency of that."""


class _Retry(NamedTuple):
    """When to try again, as typed and as a local day; no day for never."""

    typed: str
    day: str | None


async def win(app: CrmApp, cards: Sequence[Ended]) -> bool:
    """Asks for a note and what comes after, and marks deals won."""
    asked = await _asked(app, cards)
    if asked is None:
        return False
    ending = asked.ending
    after: list[Item[Planned | str]] = [Item(each.what, dates.shown(each.due), each) for each in ending.care]
    if ending.still:
        after.append(Item(_("done too: {what}").format(what=_in_brief(ending)), "", deal_courses.DONE, is_ticked=False))
    answer = await app.push_screen_wait(
        Ticking(
            _("Won: {what}").format(what=_worth(cards)),
            after,
            placeholder=_("a note, or enter alone"),
            heading=_("After it:"),
        )
    )
    if answer is None:
        return False
    care = [each for each in answer.values if not isinstance(each, str)]
    still_open = deal_courses.DONE if deal_courses.DONE in answer.values else deal_courses.KEEP
    line = _win_line(cards, answer.text, care, ending, still_open)
    changed = await app.perform(
        _("won deals"), line, deals.win, [card.id for card in cards], care, still_open=still_open, note=answer.text
    )
    if changed is None:
        return False
    said = _told(changed.answer, lambda went: deal_sentences.won(went.deal, _("Won {deal}")), _("After"))
    app.say(said, is_undoable=True)
    return True


async def lose(app: CrmApp, cards: Sequence[Ended]) -> bool:
    """Asks why, to whom, and when to try again, and marks deals lost."""
    asked = await _asked(app, cards)
    if asked is None:
        return False
    reason = await app.push_screen_wait(_why(cards, asked.ending))
    if reason is None:
        return False
    competitor: str | None = ""
    if reason == COMPETITOR:
        competitor = await app.push_screen_wait(
            Asking(_("To whom? Enter where nobody knows."), lambda text: texts.optional_line(text, _("name")))
        )
    if competitor is None:
        return False
    retry = await app.push_screen_wait(_when_again(asked))
    if retry is None:
        return False
    refs = [card.ref for card in cards]
    line = command_lines.crm("lose", *refs, reason=reason, to=competitor, retry=retry.typed)
    changed = await app.perform(
        _("lost deals"),
        line,
        deals.lose,
        [card.id for card in cards],
        reason,
        competitor=competitor,
        retry=retry.day,
    )
    if changed is None:
        return False
    said = _told(
        changed.answer, lambda went: deal_sentences.lost(went.deal, competitor or "", _("Lost {deal}")), _("Again")
    )
    app.say(said, is_undoable=True)
    return True


async def void(app: CrmApp, cards: Sequence[Ended]) -> bool:
    """Marks deals as none that ever were; of several asks first."""
    what = deal_sentences.count_of(len(cards))
    sure = len(cards) == 1 or await app.push_screen_wait(Confirming(_("Make {what} void?").format(what=what)))
    if not sure:
        return False
    line = command_lines.crm("void", *(card.ref for card in cards))
    changed = await app.perform(_("made deals void"), line, deals.void, [card.id for card in cards])
    if changed is None:
        return False
    said = _told(changed.answer, lambda went: _("Void: {deal}").format(deal=deal_sentences.in_brief(went.deal)), "")
    app.say(said, is_undoable=True)
    return True


async def _asked(app: CrmApp, cards: Sequence[Ended]) -> Asked | None:
    """What there is to ask; None where the deals cannot end, which was told then."""
    with app.telling():
        return await app.gateway.ask(endings.asked, [card.id for card in cards])
    return None


def _why(cards: Sequence[Ended], ending: Ending) -> Picking[str]:
    reasons = [Choice(name, f"{count:,}" if count else "", name) for name, count in ending.reasons]
    if not ending.needs_reason:
        reasons.append(Choice(_("no reason"), "", ""))
    return Picking(
        _("Why is {what} lost?").format(what=_worth(cards))
        if len(cards) == 1
        else _("Why are {what} lost?").format(what=deal_sentences.count_of(len(cards))),
        reasons,
        placeholder=_("a number, or your own words"),
        numbered=len(reasons),
        own=lambda text: Choice(text, _("a new reason"), text),
    )


def _when_again(asked: Asked) -> Asking[_Retry]:
    ending, reader = asked.ending, asked.reader
    guess = ending.retry if ending.retry and ending.retry >= ending.closed else None

    def read(text: str) -> _Retry:
        day = retry_day(text, ending.retry, ending.closed, ending.closed, lambda given: reader.due(given).due)
        return _Retry(text.strip(), day)

    question = _("When is it worth another try? A day, 3m, or none.")
    if guess:
        shown = dates.shown(guess.isoformat())
        question = _("When is it worth another try? A day, 3m, or none; enter for {day}.").format(day=shown)
    return Asking(question, read, meaning=lambda retry: dates.shown(retry.day) if retry.day else _("never"))


def _worth(cards: Sequence[Ended]) -> str:
    """`d7 Fleet policy · IDR 12,000,000`, or `5 deals`."""
    if len(cards) > 1:
        return deal_sentences.count_of(len(cards))
    card = cards[0]
    worth = deal_sentences.sum_of(card.value, card.currency)
    return " · ".join(part for part in (f"{card.ref} {card.title}", worth) if part)


def _in_brief(ending: Ending) -> str:
    named = ", ".join(followup_sentences.in_brief(each) for each in ending.still[:_MOST_NAMED])
    more = len(ending.still) - _MOST_NAMED
    return named + (_(" and {count} more").format(count=more) if more > 0 else "")


def _win_line(cards: Sequence[Ended], note: str, care: Sequence[Planned], ending: Ending, still_open: str) -> str:
    """The line that does the same: what was left out of the care is said step by step."""
    refs = [card.ref for card in cards]
    is_whole = len(care) == len(ending.care)
    first, *others = care if not is_whole and care else [None]
    line = command_lines.crm(
        "win",
        *refs,
        note=note,
        no_care=not is_whole,
        next_=first.what if first else "",
        on=first.due if first else "",
        done=still_open == deal_courses.DONE,
    )
    more = [command_lines.crm("deal edit", *refs, next_=each.what, on=each.due) for each in others if each]
    return "; ".join([line, *more])


def _told(went: Sequence[Went], sentence: Callable[[Went], str], label: str) -> str:
    """What is said of deals that ended: each of a few, and of one what comes after, behind the label."""
    if len(went) > _MOST_NAMED:
        return deal_sentences.arrow(deal_sentences.count_of(len(went)), went[0].deal.stage)
    lines = [sentence(each) for each in went]
    if len(went) == 1:
        made = went[0].made[:_MOST_NAMED]
        lines += [f"{label:<6} {followup_sentences.in_brief(each)}, {dates.shown(each.due)}" for each in made]
    return "\n".join(lines)
