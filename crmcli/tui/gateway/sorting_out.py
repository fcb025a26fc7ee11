"""Sorting out as the screen has it: who is next, whom they are likely the same as, and each decision an operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import cards, contacts, distinct, duplicates, groups, merging, names, operations, triage
from crmcli.store.search import shown_phone

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.store.duplicates import Pair
    from crmcli.tui.gateway.connection import Reading, Writing

_IN_EFFECT = "done"


class Decision(NamedTuple):
    """What was decided: the operation, on whom, and at which place of the queue they stood."""

    operation_id: int
    contact_id: int
    place: int


class Next(NamedTuple):
    """Who is to be sorted out now: None where nobody is left. `place` is where they stand in the queue.

    `like` is the contact that is likely the same, in words, `undone` how many of the last decisions were taken back.
    """

    contact_id: int | None
    name: str
    place: int
    like: str
    undone: int


def waiting(reading: Reading, ids: Sequence[int] | None) -> list[int]:
    """Returns who is to be sorted out, all or those of some, in the order in which they come."""
    return triage.waiting(reading.connection, ids)


def next_one(reading: Reading, queue: Sequence[int], place: int, decided: Sequence[Decision]) -> Next:
    """Returns who is next in a queue. Whoever was decided on last comes again where that was taken back."""
    connection = reading.connection
    undone = 0
    for decision in reversed(decided):
        if operations.get(connection, decision.operation_id).state == _IN_EFFECT:
            break
        undone += 1
        place = decision.place
    while place < len(queue) and not triage.is_waiting(connection, queue[place]):
        place += 1
    if place >= len(queue):
        return Next(None, "", place, "", undone)
    contact_id = queue[place]
    pair = duplicates.twin_of(connection, contact_id)
    like = _told(connection, pair, contact_id) if pair else ""
    return Next(contact_id, contacts.get(connection, contact_id).name, place, like, undone)


def _told(connection: sqlite3.Connection, pair: Pair, contact_id: int) -> str:
    card = cards.of(connection, contacts.get(connection, _twin(pair, contact_id)))
    phones = [shown_phone(each.value, each.normal) for each in card.values("phone")[:1]]
    parts = [f"{card.contact.ref} {card.contact.name}", card.employer or "", *phones]
    return " · ".join(part for part in parts if part) + f" ({', '.join(map(_, pair.reasons))})"


def _twin(pair: Pair, contact_id: int) -> int:
    return pair.other_id if pair.id == contact_id else pair.id


def group_names(reading: Reading) -> list[str]:
    """Returns what the groups are called."""
    return [each[0] for each in names.groups(reading.connection)]


def customer(writing: Writing, contact_id: int, group: str) -> bool:
    """Decides that somebody is a customer, in a group or in none; returns whether the group was made for it."""
    is_new = bool(group) and groups.find(writing.tx.connection, group) is None
    kind = _("customer in {group}").format(group=group) if group else _("customer")
    _begin(writing, contact_id, kind)
    triage.make_customer(writing.tx, contact_id, group)
    return is_new


def status(writing: Writing, contact_id: int, status: str) -> None:
    """Decides that somebody is a lead, private or blocked."""
    _begin(writing, contact_id, _(status))
    triage.give_status(writing.tx, contact_id, status)


def later(writing: Writing, contact_id: int) -> None:
    """Leaves the decision for later."""
    _begin(writing, contact_id, _("later"))
    triage.put_off(writing.tx, contact_id)


def company(writing: Writing, contact_id: int) -> int:
    """Decides that a person's card is a company's; returns the company's id. Raises Invalid for a company."""
    _begin(writing, contact_id, _("company"))
    return triage.make_company(writing.tx, contact_id)


def merge(writing: Writing, contact_id: int) -> int:
    """Makes one of somebody and whoever is likely the same; returns who stays. Raises Invalid where nobody is."""
    _begin(writing, contact_id, _("merged"))
    pair = _pair(writing, contact_id)
    return merging.merge(writing.tx, pair.id, [pair.other_id]).contact_id


def different(writing: Writing, contact_id: int) -> int:
    """Notes that somebody is not whom they are like; returns whom. Raises Invalid where they are like nobody."""
    twin = _twin(_pair(writing, contact_id), contact_id)
    _begin(writing, contact_id, _("different from c{id}").format(id=twin))
    distinct.declare(writing.tx, [contact_id, twin])
    return twin


def _pair(writing: Writing, contact_id: int) -> Pair:
    pair = duplicates.twin_of(writing.tx.connection, contact_id)
    if pair is None:
        raise Invalid(_("Nobody is likely to be the same contact."), _("crm contact merge REF REF merges any."))
    return pair


def _begin(writing: Writing, contact_id: int, kind: str) -> None:
    """Raises Conflict where somebody else has decided meanwhile."""
    tx = writing.tx
    triage.check_waiting(tx.connection, contact_id)
    name = contacts.get(tx.connection, contact_id).name
    tx.describe(_("sorted {name}: {kind}").format(name=name, kind=kind))
