"""The card of a deal as lines: what it is worth, who is on it, what comes next, and the way it went. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import activity_sentences, dates, deal_sentences, glyphs
from crmcli.i18n import _, ngettext
from crmcli.store import deal_states, deal_values
from crmcli.tui import card_timeline
from crmcli.tui.card_rows import ADDING, FIELD, NOTES, PERSON, Act, Line, heading, section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.deal_contacts import DealContact
    from crmcli.tui.gateway.cards import DealSeen, Seen


def lines(seen: Seen, found: DealSeen) -> list[Line]:
    """Returns the card of a deal, without what happened."""
    deal = found.deal
    notes = (deal.notes or "").splitlines()
    return [
        heading(f"{deal.ref}  {deal.title}"),
        *_facts(seen, found),
        *section(_("Next"), _open(seen, found)),
        *section(_("People"), _people(found)),
        *section(_("Competitors"), [_rival(each.name, each.note, each.is_winner) for each in found.rivals]),
        *section(_("Notes"), [written(notes, deal.ref)] if notes else []),
    ]


def way(seen: Seen, found: DealSeen) -> list[Line]:
    """Returns the stages that a deal was in, and for how long."""
    return section(_("History"), card_timeline.history(seen, found))


def stage(seen: Seen, found: DealSeen) -> str:
    """`Sales / proposal, 12 days, stalled`, or of a closed deal `Sales / lost on Sun 20 Dec 2026`."""
    deal = found.deal
    where = f"{deal.pipeline} / {deal.stage}"
    if deal.closed_at:
        day = activity_sentences.when(deal.closed_at, False, seen.zone).shown()
        return _("{stage} on {day}").format(stage=where, day=day)
    days = deal_states.days_in_stage(deal, seen.moment.now)
    stayed = ngettext("{count} day", "{count} days", days).format(count=days) if days else ""
    stalled = _("stalled") if deal_states.is_stalled(deal, seen.moment.now) else ""
    return ", ".join(each for each in (where, stayed, stalled) if each)


def _facts(seen: Seen, found: DealSeen) -> list[Line]:
    """The fields of a deal, in the order of the line; those that can be filled stand there empty too."""
    deal = found.deal
    rate = f"{deal_values.percentage(deal.commission_rate)}%" if deal.commission_rate else ""
    earned = deal_sentences.sum_of(deal.commission, deal.currency)
    whom = ", ".join(filter(None, [f"{deal.contact} (c{deal.contact_id})" if deal.contact_id else "", deal.company]))
    weighted = deal_sentences.sum_of(deal.weighted, deal.currency) if deal.is_open else ""
    chance = f"{deal_values.percentage(deal.chance)}%" + ("" if deal.own_chance is None else " " + _("(its own)"))
    slipped = deal_states.is_slipped(deal, seen.moment.today)
    close = dates.shown(deal.expected_close) if deal.expected_close else ""
    rows = [
        (_("Stage"), stage(seen, found), "stage"),
        (_("With"), whom, "contact"),
        (_("Value"), deal_sentences.sum_of(deal.value, deal.currency), "value"),
        (_("Chance"), chance + (f" · {weighted}" if weighted else ""), "chance") if deal.is_open else None,
        (_("Commission"), f"{earned} ({rate})" if earned and rate else earned or rate, "commission"),
        (_("Close"), close + (" · " + _("slipped") if slipped else ""), "close"),
        (_("Source"), deal.source or "", "source"),
        (_("Tags"), ", ".join(deal.tags), "tags"),
        (_("Reason"), deal.lost_reason, "") if deal.lost_reason else None,
    ]
    known = [each for each in rows if each is not None]
    known += [(name, value, f"own {name}") for name, value in deal.own_fields.items()]
    roles = {"close": "late"} if slipped else {}
    roles |= {"stage": "quiet"} if deal_states.is_stalled(deal, seen.moment.now) else {}
    return [field(label, text, key, deal.ref, roles.get(key, "text")) for label, text, key in known]


def field(label: str, text: str, key: str, ref: str, role: str = "text") -> Line:
    """Returns a field as a line that can be edited where it has a key; an empty one shows that it is."""
    act = Act(FIELD, key, ref) if key else None
    return Line(label, text, role, act) if text else Line(label, glyphs.plain("·"), "dim", act)


def written(notes: Sequence[str], ref: str) -> Line:
    """Returns the notes of a record as one line of the card, however many they have."""
    return Line("", notes[0], act=Act(NOTES, "notes", ref), further=notes[1:], further_role="text")


def _open(seen: Seen, found: DealSeen) -> Sequence[Line]:
    if not found.followups and found.deal.is_open:
        sign = (glyphs.sign("unplanned"), "quiet")
        return [Line("", _("no next step"), "quiet", Act(ADDING, "followup", found.deal.ref), sign=sign)]
    return [card_timeline.followup(seen, each, with_deal=False) for each in found.followups]


def _people(found: DealSeen) -> list[Line]:
    """Everybody on a deal; the customer alone, of whom nothing is said, stands above already."""
    if len(found.people) == 1 and found.people[0].is_customer and not found.people[0].standing:
        return []
    return [_person(found, each) for each in found.people]


def _person(found: DealSeen, each: DealContact) -> Line:
    customer = [_("customer")] if each.is_customer and len(found.people) > 1 else []
    said = " · ".join([each.name, *customer, *each.standing])
    return Line(f"c{each.contact_id}", said, act=Act(PERSON, f"c{each.contact_id}", found.deal.ref))


def _rival(name: str, note: str | None, is_winner: bool) -> Line:
    known = [name, note or "", _("won it") if is_winner else ""]
    return Line("", " · ".join(each for each in known if each))
