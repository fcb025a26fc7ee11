"""Merging as the screen has it: what stands on each side, what would become of it, and the merge itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import contact_sentences, merge_sentences
from crmcli.i18n import _
from crmcli.store import cards, contacts, distinct, merge_rows, merge_values, merging

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.store.merge_values import Kept
    from crmcli.store.merging import Merged
    from crmcli.tui.gateway.connection import Reading, Writing


class Sides(NamedTuple):
    """Contacts beside one another. `fields` can be chosen, each with its value on every side; of `lists` all is kept.

    `kept` is what the merged contact would have, field by field.
    """

    ids: Sequence[int]
    names: Mapping[int, str]
    fields: Mapping[str, Sequence[str]]
    lists: Mapping[str, Sequence[str]]
    kept: Sequence[Kept]


def sides(reading: Reading, ids: Sequence[int], prefer_id: int, picks: Mapping[str, int]) -> Sides:
    """Returns contacts beside one another in the order given. Raises NotFound, and Invalid for what cannot be one."""
    connection = reading.connection
    order = sorted(ids, key=lambda number: number != prefer_id)
    members, around = merging.together(connection, order, picks=picks)
    kept = merge_values.chosen(members, around, picks).kept
    placed = sorted(members, key=lambda member: list(ids).index(member.id))
    return Sides(
        ids,
        {member.id: member.name for member in members},
        merge_values.sides(placed, around),
        _lists(reading, ids),
        kept,
    )


def beside(reading: Reading, ids: Sequence[int]) -> Sides:
    """Returns contacts beside one another, to be looked at, also where they cannot be merged. Raises NotFound."""
    connection = reading.connection
    members = [contacts.get(connection, number) for number in ids]
    around = merge_rows.surroundings(connection, ids)
    names = {member.id: member.name for member in members}
    return Sides(ids, names, merge_values.sides(members, around), _lists(reading, ids), ())


def _lists(reading: Reading, ids: Sequence[int]) -> dict[str, list[str]]:
    """What each has of which there may be several: a line for each side, empty where there is nothing."""
    connection = reading.connection
    each = [cards.of(connection, contacts.get(connection, number)) for number in ids]
    found = {
        kind: [
            ", ".join(contact_sentences.shown(one.kind, one.value, one.normal) for one in card.values(kind))
            for card in each
        ]
        for kind in dict.fromkeys(one.kind for card in each for one in contact_sentences.in_order(card.channels))
    }
    found["address"] = [" · ".join(one.one_line for one in card.addresses) for card in each]
    found["group"] = [", ".join(card.groups) for card in each]
    found["occasion"] = [", ".join(f"{one.kind} {one.date}" for one in card.occasions) for card in each]
    found["relation"] = [", ".join(f"{one.kind} {one.other_name}" for one in card.relations) for card in each]
    found["notes"] = [" ".join((card.contact.notes or "").split()) for card in each]
    return {name: values for name, values in found.items() if any(values)}


def merge(writing: Writing, keep_id: int, ids: Sequence[int], prefer_id: int, picks: Mapping[str, int]) -> Merged:
    """Makes one contact of several. Raises NotFound, and Invalid for what cannot be one."""
    tx = writing.tx
    names = {number: contacts.get(tx.connection, number).name for number in ids}
    merged = merging.merge(tx, keep_id, ids, prefer_id=prefer_id, picks=picks)
    tx.describe(merge_sentences.sentence([merged], names, _("merged {others} into {kept}"), ""))
    return merged


def declare_different(writing: Writing, ids: Sequence[int]) -> int:
    """Notes that contacts are different from each other; returns how many pairs are new. Raises NotFound."""
    tx = writing.tx
    who = _(" and ").join(f"c{number} {contacts.get(tx.connection, number).name}" for number in ids)
    tx.describe(_("declared {who} different").format(who=who))
    return distinct.declare(tx, ids)
