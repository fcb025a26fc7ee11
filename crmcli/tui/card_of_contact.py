"""The card of a contact as lines: how to reach them, their deals, what is to be done, and what else is known. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import clock, contact_sentences, deal_sentences, sizes
from crmcli.i18n import _
from crmcli.store import deal_sums
from crmcli.tui import card_timeline
from crmcli.tui.card_of_deal import field, written
from crmcli.tui.card_rows import ADDRESS, CHANNEL, FIELD, RECORD, Act, Line, heading, section

if TYPE_CHECKING:
    from crmcli.store.deals import Deal
    from crmcli.tui.gateway.cards import ContactSeen, Seen


def lines(seen: Seen, found: ContactSeen, *, with_followups: bool = True) -> list[Line]:
    """Returns the card of a contact, without what happened; what is to be done may stand with a deal already."""
    contact = found.contact
    notes = (contact.notes or "").splitlines()
    here = seen.deal.deal.id if seen.deal else 0
    followups = [each for each in found.followups if not with_followups or not here or each.deal_id != here]
    deals = [each for each in found.deals if each.id != here]
    return [
        heading(f"{contact.ref}  {full_name(found)}"),
        *_removed(found),
        *_facts(found),
        *section(_("Reach"), _reach(found)),
        *section(_("To do"), [card_timeline.followup(seen, each, with_deal=True) for each in followups]),
        *section(_deals_title(seen, deals), [card_timeline.deal(seen, each, contact.id) for each in deals]),
        *section(_("People"), [_record(each.id, each.name, each.title) for each in found.people]),
        *section(_("About"), _about(seen, found)),
        *section(_("Notes"), [written(notes, contact.ref)] if notes else []),
        *section(_("Files"), [_file(each.id, each.name, each.size, each.notes) for each in found.card.attachments]),
    ]


def full_name(found: ContactSeen) -> str:
    """The name with what stands before and behind it."""
    contact = found.contact
    before = f"{contact.prefix} " if contact.prefix and contact.prefix not in contact.name else ""
    after = f", {contact.suffix}" if contact.suffix and contact.suffix not in contact.name else ""
    return f"{before}{contact.name}{after}"


def _removed(found: ContactSeen) -> list[Line]:
    if not found.contact.is_removed:
        return []
    return [
        Line(
            "", _("Removed; u may bring it back, crm contact restore {ref} does.").format(ref=found.contact.ref), "late"
        )
    ]


def _facts(found: ContactSeen) -> list[Line]:
    contact = found.contact
    read_as = " ".join(filter(None, (contact.phonetic_given, contact.phonetic_middle, contact.phonetic_family)))
    status = contact.status + (f" ({contact.status_reason})" if contact.status_reason else "")
    birthday = next((day.date for day in found.card.occasions if day.kind == "birthday"), "")
    company = f"{found.card.employer} (c{contact.employer_id})" if contact.employer_id else ""
    rows = [
        (_("Nickname"), contact.nickname, "nickname", False),
        (_("Read as"), read_as, "", False),
        (_("Company"), company, "company", not contact.is_company),
        (_("Title"), contact.title, "title", not contact.is_company),
        (_("Department"), contact.department, "department", False),
        (_("Groups"), ", ".join(found.card.groups), "groups", True),
        (_("Status"), status, "status", True),
        (_("Birthday"), birthday, "birthday", False),
        (_("Source"), contact.source, "source", False),
    ]
    role = "late" if contact.status == "blocked" else "text"
    return [
        field(label, text or "", key, contact.ref, role if key == "status" else "text")
        for label, text, key, always in rows
        if text or always
    ]


def _reach(found: ContactSeen) -> list[Line]:
    ref = found.contact.ref
    lines = [
        Line(contact_sentences.called(each.kind, each.label), said, act=Act(CHANNEL, str(each.id), ref))
        for each, said in found.reach
    ]
    return lines + [
        Line(contact_sentences.called(_("address"), each.label), each.one_line, act=Act(ADDRESS, str(each.id), ref))
        for each in found.card.addresses
        if each.one_line
    ]


def _about(seen: Seen, found: ContactSeen) -> list[Line]:
    contact, card = found.contact, found.card
    lines = [Line(each.kind, each.date) for each in card.occasions if each.kind != "birthday"]
    for each in card.relations:
        said = f"{each.other_name} (c{each.other_id})" if each.other_id else each.other_name
        act = Act(RECORD, f"c{each.other_id}", contact.ref) if each.other_id else None
        lines.append(Line(each.kind, said, act=act))
    lines += [
        Line(kind, f"{name} (c{other})", act=Act(RECORD, f"c{other}", contact.ref))
        for other, name, kind in card.related
    ]
    lines += (
        [Line(_("language"), contact.language, act=Act(FIELD, "language", contact.ref))] if contact.language else []
    )
    if contact.timezone:
        there = f"{clock.local(seen.moment.now, contact.timezone):%H:%M} ({contact.timezone})"
        lines.append(Line(_("time there"), there, act=Act(FIELD, "timezone", contact.ref)))
    lines += [Line(label, said, act=Act(FIELD, "cadence", contact.ref)) for label, said in found.keeping]
    return lines + [Line(name, said, act=Act(FIELD, f"own {name}", contact.ref)) for name, said in found.own_fields]


def _deals_title(seen: Seen, deals: list[Deal]) -> str:
    """`Deals · 2 open, IDR 12,000,000 · 1 won, IDR 85,000,000`: how much at a glance."""
    parts = [_("Deals")]
    for outcome, said in (("open", _("{count} open")), ("won", _("{count} won")), ("lost", _("{count} lost"))):
        some = [each for each in deals if each.outcome == outcome]
        if some:
            sums = [each for each in deal_sums.of(some, seen.home) if each.currency and each.value]
            totals = [deal_sentences.sum_of(each.value, each.currency) for each in sums]
            parts.append(", ".join([said.format(count=len(some)), *totals]))
    return " · ".join(parts)


def _record(number: int, name: str, title: str | None) -> Line:
    said = f"{name} · {title}" if title else name
    return Line(f"c{number}", said, act=Act(RECORD, f"c{number}", f"c{number}"))


def _file(number: int, name: str, size: int, notes: str | None) -> Line:
    return Line(str(number), " · ".join(each for each in (name, sizes.shown(size), notes or "") if each))
