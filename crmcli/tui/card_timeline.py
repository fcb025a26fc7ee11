"""What happened, as a card tells it: activities of deal and contact and the moves between them, newest first. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import activity_sentences, dates, deal_histories, deal_sentences, followup_sentences, glyphs
from crmcli.i18n import _
from crmcli.store import deal_states
from crmcli.tui.card_rows import ACTIVITY, FOLLOWUP, RECORD, Act, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.activities import Activity
    from crmcli.store.deals import Deal
    from crmcli.store.followups import Followup
    from crmcli.tui.gateway.cards import DealSeen, Seen

_STAYED = 12  # cells of the longest line


def timeline(seen: Seen, whole: frozenset[str]) -> list[Line]:
    """Returns all that happened, newest first; of those in `whole` (`a90`) the whole text is shown."""
    found = [(each.at, each.id, _activity(seen, each, who, whole)) for each, who in seen.happened]
    if seen.deal is not None:
        oldest = min((at for at, _id, _line in found), default="") if seen.has_more else ""
        found += [(at, 0, line) for at, line in _moves(seen, seen.deal) if at >= oldest]
    lines = [line for _at, _id, line in sorted(found, key=lambda one: one[:2], reverse=True)]
    if seen.has_more:
        lines.append(Line("", _("and older: crm activity list {ref}").format(ref=seen.ref), "dim"))
    return lines


def history(seen: Seen, deal: DealSeen) -> list[Line]:
    """Returns the moves of a deal, the first one first, each with a line as long as it stayed there."""
    days = [each.days(seen.moment.now, is_open=deal.deal.is_open) for each in deal.moves]
    most = max((each or 0 for each in days), default=0)
    has_several = len({each.pipeline for each in deal.moves}) > 1
    return [
        Line(
            _day(seen, move.at),
            deal_histories.moved(move, deal.deal, seen.moment.now, has_several) + _bar(stayed, most),
        )
        for move, stayed in zip(deal.moves, days, strict=True)
    ]


def _bar(stayed: int | None, most: int) -> str:
    """How long it stayed, as a line beside the longest one."""
    return "  " + glyphs.plain("─") * max(round(stayed / most * _STAYED), 1) if stayed and most else ""


def followup(seen: Seen, found: Followup, with_deal: bool) -> Line:
    """Returns what is to be done as a line: its sign where it is late or due today, its day and what it is."""
    due = dates.short(found.due, seen.moment.today)
    if found.is_late(seen.moment.local):
        sign = (glyphs.sign("late"), "late")
        due += ", " + _("late")
    elif found.due[:10] == seen.moment.today.isoformat():
        sign = (glyphs.sign("today"), "today")
    else:
        sign = (" ", "dim")
    deal = f"d{found.deal_id} {found.deal}" if found.deal_id and with_deal else ""
    rest = (found.what, found.place, followup_sentences.rhythm(found), deal)
    said = " · ".join(each for each in (due, *rest) if each)
    note = (found.note or "").splitlines()
    return Line(found.ref, said, sign=sign, act=Act(FOLLOWUP, found.ref, found.ref), further=note)


def deal(seen: Seen, found: Deal, contact_id: int) -> Line:
    """Returns a deal of a contact as a line: its state, title, stage or end, and what it is worth."""
    others = [found.contact] if found.contact and found.contact_id != contact_id else []
    worth = deal_sentences.sum_of(found.value, found.currency)
    sign: tuple[str, str]
    if found.closed_at is not None:
        sign = (glyphs.sign(found.outcome), "good" if found.outcome == "won" else "dim")
        ended = _("{outcome} {day}").format(outcome=found.stage, day=_day(seen, found.closed_at))
        parts = [found.title, *others, ended, worth, found.lost_reason or ""]
    else:
        sign, state = _state(seen, found)
        step = f"{dates.short(found.next_due, seen.moment.today)} {found.next_what}" if found.next_due else ""
        parts = [found.title, *others, found.stage, worth, state, step]
    said = " · ".join(each for each in parts if each)
    return Line(found.ref, said, sign=sign, act=Act(RECORD, found.ref, found.ref))


def _state(seen: Seen, found: Deal) -> tuple[tuple[str, str], str]:
    """The sign and the words of what is wrong with an open deal."""
    if deal_states.is_slipped(found, seen.moment.today):
        return (glyphs.sign("slipped"), "late"), _("slipped")
    if deal_states.is_stalled(found, seen.moment.now):
        return (glyphs.sign("stalled"), "quiet"), _("stalled")
    if deal_states.is_without_next(found):
        return (glyphs.sign("unplanned"), "quiet"), _("no next step")
    return (" ", "dim"), ""


def _activity(seen: Seen, each: Activity, who: Sequence[tuple[int, str]], whole: frozenset[str]) -> Line:
    when = _day(seen, each.at, is_timed=bool(each.timed))
    what = activity_sentences.kind_of(each.kind, each.direction, each.outcome)
    own = seen.contact.contact.id if seen.contact else 0
    others = activity_sentences.listed([name for number, name in who if number != own])
    about = (
        f"d{each.deal_id} {each.deal}" if each.deal_id and (not seen.deal or seen.deal.deal.id != each.deal_id) else ""
    )
    also = _("with {names}").format(names=others) if others else ""
    more = each.body is not None and each.ref not in whole
    text = f"{what}: {each.summary}" if each.summary else what
    said = " · ".join(
        part for part in (text + (" …" if more else ""), also, *activity_sentences.facts(each), about) if part
    )
    further = (each.body or "").splitlines() if each.ref in whole else ()
    role = "dim" if each.outcome == "missed" else "text"
    return Line(when, said, role, Act(ACTIVITY, each.ref, each.ref) if each.body else None, further)


def _moves(seen: Seen, deal: DealSeen) -> list[tuple[str, Line]]:
    found = []
    for move in deal.moves:
        if move.from_stage is None:
            said = _("began in {stage}").format(stage=move.to_stage)
        else:
            said = deal_sentences.arrow(move.from_stage, move.to_stage)
        found.append((move.at, Line(_day(seen, move.at), said + (f" · {move.note}" if move.note else ""), "accent")))
    found += [(each.at, Line(_day(seen, each.at), deal_histories.put_off(each), "dim")) for each in deal.closes]
    return found


def _day(seen: Seen, at: str, *, is_timed: bool = False) -> str:
    """A day gone by in few cells: `yesterday 10:20`, `19 Nov 10:20`, or of another year `21 Dec 2025`."""
    when = activity_sentences.when(at, is_timed, seen.zone)
    today = seen.moment.today
    if abs((when.day - today).days) <= 1:
        return when.short(today)
    return (when if when.day.year == today.year else dates.When(when.day)).short(today).partition(" ")[2]
