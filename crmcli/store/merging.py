"""Merging: contacts that are one person, or one company, made one contact, so that nothing either had is lost.

The number of the one that is kept stays, those of the others are remembered and go on naming it. Whatever pointed at
them points at it, and its UIDs are all of theirs, so that the next import of the same files changes nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import contacts, merge_rows, merge_values, own_uids
from crmcli.store.merge_values import Kept, Surroundings

if TYPE_CHECKING:
    from crmcli.store.contacts import Contact
    from crmcli.store.db import Transaction


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge made: the contact that stays, those that are now it (id and name), and all it has, by field."""

    contact_id: int
    name: str
    former: tuple[tuple[int, str], ...]
    fields: tuple[Kept, ...]


def merge(
    tx: Transaction,
    keep_id: int,
    other_ids: Sequence[int],
    *,
    prefer_id: int | None = None,
    picks: Mapping[str, int] | None = None,
) -> Merged:
    """Merges the others into the one to keep, and returns what became of each of their values.

    Where several have a value and differ, that of `prefer_id` holds, else of the one to keep, else of the first that
    has one; `picks` says it of single fields. What does not hold is kept beside it or in the notes. Raises NotFound,
    and Invalid for what cannot be one.
    """
    others = [number for number in dict.fromkeys(other_ids) if number != keep_id]
    order = sorted([keep_id, *others], key=lambda number: number != (prefer_id or keep_id))
    members, around = together(tx.connection, order, prefer_id=prefer_id, picks=picks)
    keep = next(member for member in members if member.id == keep_id)
    values = merge_values.chosen(members, around, picks)
    contacts.update(tx, keep, values.changes)
    own_uids.store(tx.connection, [keep_id, *others])
    hanging = merge_rows.move(tx, keep_id, order)
    merge_rows.keep_photos(tx, keep_id, values.photos)
    _forget(tx, keep_id, others)
    former = tuple((member.id, member.name) for member in members if member.id != keep_id)
    return Merged(keep_id, contacts.get(tx.connection, keep_id).name, former, (*values.kept, *hanging))


def together(
    connection: sqlite3.Connection,
    order: Sequence[int],
    *,
    prefer_id: int | None = None,
    picks: Mapping[str, int] | None = None,
) -> tuple[list[Contact], Surroundings]:
    """Returns contacts that can be merged, in this order, and what deciding their values takes.

    Raises NotFound, and Invalid for what cannot be one, and for a pick that is none.
    """
    if len(order) < 2:
        raise Invalid(_("It takes two contacts to merge."), _("For example: crm contact merge c1 c2"))
    members = [contacts.get(connection, number) for number in order]
    _check(members, prefer_id)
    around = merge_rows.surroundings(connection, order)
    if picks:
        _check_picks(members, around, picks)
    return members, around


def formers(connection: sqlite3.Connection, contact_id: int) -> list[int]:
    """Returns the numbers of the contacts that were merged into this one."""
    rows = connection.execute(
        "SELECT former_id FROM merged_contact WHERE contact_id = ? ORDER BY former_id", (contact_id,)
    )
    return [row[0] for row in rows]


def _check(members: Sequence[Contact], prefer_id: int | None) -> None:
    ids = {member.id for member in members}
    if prefer_id is not None and prefer_id not in ids:
        raise Invalid(_("Only one of those that are merged can be preferred."))
    first = members[0]
    for member in members:
        if member.is_removed:
            raise Invalid(
                _("{ref} {name} is removed.").format(ref=member.ref, name=member.name),
                _("crm contact restore {ref} brings it back.").format(ref=member.ref),
            )
        if member.kind != first.kind:
            person, company = (first, member) if member.is_company else (member, first)
            raise Invalid(
                _("{person} is a person and {company} is a company.").format(
                    person=f"{person.ref} {person.name}", company=f"{company.ref} {company.name}"
                ),
                _("crm contact triage makes a company of what came as a person: o."),
            )
        if member.employer_id in ids:
            raise Invalid(
                _("c{employer} is the company that {ref} {name} works for.").format(
                    employer=member.employer_id, ref=member.ref, name=member.name
                )
            )


def _check_picks(members: Sequence[Contact], around: Surroundings, picks: Mapping[str, int]) -> None:
    sides = {name.casefold(): values for name, values in merge_values.sides(members, around).items()}
    for name, contact_id in picks.items():
        held = sides.get(name.casefold())
        if held is None:
            raise Invalid(
                _("None of them has a field '{name}' to choose.").format(name=name),
                _("There is: {all}.").format(all=", ".join(sides)),
            )
        value = next((value for member, value in zip(members, held, strict=True) if member.id == contact_id), None)
        if value is None:
            raise Invalid(_("Only one of those that are merged can be preferred."))
        if not value:
            raise Invalid(_("c{id} has no {name}.").format(id=contact_id, name=name))


def _forget(tx: Transaction, keep_id: int, others: Sequence[int]) -> None:
    """Takes the rows of those that are merged away, and notes their numbers."""
    for number in others:
        tx.connection.execute("DELETE FROM contact WHERE id = ?", (number,))
        tx.connection.execute("INSERT INTO merged_contact (contact_id, former_id) VALUES (?, ?)", (keep_id, number))
