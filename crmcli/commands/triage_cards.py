"""What sorting out shows: a compact card with the contact that is likely the same, the keys, and what was done."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.i18n import _, ngettext
from crmcli.output import Column
from crmcli.store import cards, contacts, duplicates
from crmcli.store.search import shown_phone

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from crmcli.store.cards import Card
    from crmcli.store.duplicates import Pair


def show(connection: sqlite3.Connection, contact_id: int, place: int, total: int, groups: Sequence[str]) -> None:
    """Writes how far it has come, the card of one contact, and the keys that lead on."""
    card = cards.of(connection, contacts.get(connection, contact_id))
    twin = duplicates.twin_of(connection, contact_id)
    row = {**_facts(card), "like": _twin_line(connection, twin, contact_id) if twin else ""}
    diagnostics.offer("")
    diagnostics.offer(_("{place} of {total}").format(place=f"{place:,}", total=f"{total:,}"))
    context.current().output.record(row, _columns(), title=f"{card.contact.ref}  {card.contact.name}")
    diagnostics.offer(_keys(groups, has_twin=twin is not None, is_company=card.contact.is_company))


def _facts(card: Card) -> dict[str, Any]:
    return {
        "company": card.employer,
        "title": card.contact.title,
        "phones": [shown_phone(each.value, each.normal) for each in card.values("phone")],
        "emails": [each.value for each in card.values("email")],
        "groups": card.groups,
        "notes": next((line for line in (card.contact.notes or "").splitlines() if line.strip()), None),
        "source": card.contact.source,
        "status": card.contact.status if card.contact.status != "active" else None,
    }


def _columns() -> list[Column]:
    return [
        Column("company", _("Company")),
        Column("title", _("Title")),
        Column("phones", _("Phone")),
        Column("emails", _("E-mail")),
        Column("groups", _("Groups")),
        Column("notes", _("Notes")),
        Column("source", _("From")),
        Column("status", _("Status")),
        Column("like", _("Like")),
    ]


def twin_in(pair: Pair, contact_id: int) -> int:
    """The one of a pair that is not this contact."""
    return pair.other_id if pair.id == contact_id else pair.id


def _twin_line(connection: sqlite3.Connection, pair: Pair, contact_id: int) -> str:
    """The contact that is likely the same, with what tells it apart, and why it is likely."""
    card = cards.of(connection, contacts.get(connection, twin_in(pair, contact_id)))
    phones = [shown_phone(each.value, each.normal) for each in card.values("phone")[:1]]
    parts = [f"{card.contact.ref} {card.contact.name}", card.employer or "", *phones]
    return " · ".join(part for part in parts if part) + f" ({', '.join(map(_, pair.reasons))})"


def _keys(groups: Sequence[str], *, has_twin: bool, is_company: bool) -> str:
    """The keys on one line, none of which is broken from its word; those that mean nothing here are left out."""
    keys = [_("g group"), _("l lead"), _("p private"), _("b blocked")]
    keys += [] if is_company else [_("o company")]
    keys += [_("m merge"), _("d different")] if has_twin else []
    keys += [_("s later"), _("u undo"), _("q quit"), _("? help")]
    keys += [f"{number} {name}" for number, name in enumerate(groups, start=1)]
    return "   ".join(keys)


def explain() -> None:
    """Says what each key does."""
    lines = {
        "g, c": _("a customer: asks for the group, enter takes the last one again, - none"),
        "1-9": _("a customer, into one of the groups used since you began"),
        "l": _("a lead: may become a customer"),
        "p": _("private: family, the dentist; nothing here writes to them"),
        "b": _("blocked: never to be approached"),
        "o": _("a company, not a person"),
        "m": _("the same as the contact under Like: makes one of the two"),
        "d": _("different from the contact under Like, for good"),
        "s, space": _("later: comes again after all the others"),
        "u": _("takes the last decision back"),
        "q": _("ends; the next crm contact triage goes on from here"),
    }
    for key, meaning in lines.items():
        diagnostics.offer(f"  {key:<9} {meaning}")


def conclude(kinds: Counter[str], left: int) -> None:
    """Says what was decided in this sitting, and how many are left."""
    here = context.current()
    total = sum(kinds.values())
    if total:
        counted = ngettext("{count} decision", "{count} decisions", total).format(count=f"{total:,}")
        said = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common())
        here.output.sentence(f"{counted}: {said}.")
    if left:
        waiting = ngettext("{count} is still to be sorted out", "{count} are still to be sorted out", left)
        diagnostics.narrate(
            _("{waiting}; crm contact triage goes on.").format(waiting=waiting.format(count=f"{left:,}"))
        )
    else:
        diagnostics.narrate(_("Everybody is sorted out."))
