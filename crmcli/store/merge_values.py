"""Which values a merged contact has of its own: decided field by field, and nothing lost. Pure; no SQL.

Blanks are filled from whoever has something. A value that does not hold goes where it fits: another name among the
nicknames, an own field beside its namesake, anything else into the notes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from crmcli import texts
from crmcli.folding import fold
from crmcli.i18n import _
from crmcli.store import own_fields
from crmcli.store.contacts import NAME_PARTS, Contact

IN_NOTES, IN_NICKNAME, IN_ATTACHMENTS, AS_THE_SAME = "notes", "nickname", "attachments", "same"
_PLAIN = (
    "prefix", "given", "middle", "family", "suffix", "phonetic_given", "phonetic_middle", "phonetic_family",
    "title", "department", "employer_id", "source", "language", "timezone", "cadence_days",
    "at_most",
)  # fmt: skip
_AS_SAID = {"employer_id": "company", "cadence_days": "cadence", "cadence_warn_days": "warn"}
# What tells more of a contact holds, whoever has it: to call somebody who is blocked is worse than any other mistake.
_TELLING = ("active", "lead", "past", "private", "blocked")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A value that does not hold, whose it was, and where it went: notes, nickname, attachments, the name of a field,
    or `same` where it only said the same in other words."""

    contact_id: int
    value: str
    into: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One value of the merged contact, whose it was, and what the others had in its place."""

    field: str
    value: str
    contact_id: int
    dropped: tuple[Dropped, ...] = ()


class Surroundings(NamedTuple):
    """What stands outside their own rows and is needed to decide: names of companies by id, values of channels."""

    employers: Mapping[int, str]
    reach: frozenset[str]


@dataclass(slots=True)
class Values:
    """What is to be stored in the row of the one that is kept, and the photos that are no longer its photo."""

    changes: dict[str, str | int | None] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    photos: list[tuple[int, str, str]] = field(default_factory=list)  # contact, its name, key in blob

    def take(self, name: str, value: str | int | None, shown: str, contact_id: int, dropped: Sequence[Dropped]) -> None:
        """Lets a field have this value."""
        self.changes[name] = value
        if shown or dropped:
            self.kept.append(Kept(_AS_SAID.get(name, name), shown, contact_id, tuple(dropped)))


def chosen(members: Sequence[Contact], around: Surroundings, picks: Mapping[str, int] | None = None) -> Values:
    """Returns what the merged contact has; `members` stand in the order in which their values hold.

    `picks` says of single fields, by the names that `Kept` has, whose value holds all the same.
    """
    values = Values()
    picks = picks or {}
    named, other_names = _take_name(values, _first(members, picks.get("name")), around, is_picked="name" in picks)
    _take_nickname(values, members, other_names)
    for name in _PLAIN:
        _take_plain(values, _first(members, picks.get(_AS_SAID.get(name, name))), name, around, named)
    _take_rhythm(values, _first(members, picks.get("cadence")))
    _take_status(values, members, picks.get("status"))
    _take_photo(values, _first(members, picks.get("photo")))
    _take_own_fields(values, members, picks)
    _take_notes(values, members)
    _take_rest(values, members)
    return values


def sides(members: Sequence[Contact], around: Surroundings) -> dict[str, list[str]]:
    """Returns what can be chosen: the fields that any of them has, by the names that `Kept` has, each with what stands
    there for every member, empty where nothing does."""
    found = {"name": [member.name for member in members]}
    for name in _PLAIN:
        found[_AS_SAID.get(name, name)] = [
            "" if getattr(member, name) in (None, "") else _shown(name, getattr(member, name), around)
            for member in members
        ]
    found["status"] = [member.status for member in members]
    found["photo"] = [_("yes") if member.photo else "" for member in members]
    own = {name.casefold(): name for member in reversed(members) for name in member.own_fields}
    for folded, name in own.items():
        held = [{key.casefold(): str(value) for key, value in member.own_fields.items()} for member in members]
        found[f"field.{name}"] = [each.get(folded, "") for each in held]
    return {field: values for field, values in found.items() if any(values)}


def _first(members: Sequence[Contact], picked: int | None) -> Sequence[Contact]:
    """The members with the one that was picked before all others."""
    return members if picked is None else sorted(members, key=lambda member: member.id != picked)


def _take_name(
    values: Values, members: Sequence[Contact], around: Surroundings, *, is_picked: bool
) -> tuple[dict[int, str], list[tuple[int, str]]]:
    """Chooses the name. Returns the names that can still be read somewhere, and those to be kept as nicknames."""
    # A phone or an e-mail that stands for a name is none where anybody has a better one.
    holder = next((member for member in members if is_picked or member.name not in around.reach), members[0])
    others = [member for member in members if member is not holder]
    different = [(m.id, m.name) for m in others if m.name not in around.reach and not _is_said(m.name, holder.name)]
    drops = [Dropped(m.id, m.name, IN_NICKNAME if (m.id, m.name) in different else AS_THE_SAME) for m in others]
    values.take("name", holder.name, holder.name, holder.id, [drop for drop in drops if drop.value != holder.name])
    return {member.id: member.name for member in members}, different


def _is_said(name: str, by: str) -> bool:
    """Whether whoever looks for a name finds it in another, which says it at least as well."""
    said = by.casefold().split()
    if all(word in said for word in name.casefold().split()):
        return True
    folded = fold(by).split()
    return name.isascii() and all(word in folded for word in fold(name).split())


def _take_nickname(values: Values, members: Sequence[Contact], other_names: Sequence[tuple[int, str]]) -> None:
    """Joins all nicknames, and the names that do not hold, by commas: so vCards write several."""
    given = [(m.id, piece.strip()) for m in members for piece in (m.nickname or "").split(",") if piece.strip()]
    given += [(contact_id, " ".join(name.replace(",", " ").split())) for contact_id, name in other_names]
    pieces: dict[str, str] = {}
    for _contact_id, piece in given:
        if len(", ".join([*pieces.values(), piece])) <= texts.LONGEST_LINE:
            pieces.setdefault(piece.casefold(), piece)
    holder = given[0][0] if given else members[0].id
    lost = [Dropped(number, piece, IN_NOTES) for number, piece in given if piece.casefold() not in pieces]
    joined = ", ".join(pieces.values())
    values.take("nickname", joined, joined, holder, lost)


def _take_plain(
    values: Values, members: Sequence[Contact], name: str, around: Surroundings, named: Mapping[int, str]
) -> None:
    """The first one's value who has one; others that differ go to the notes, unless a name says them already."""
    holding = [(member, getattr(member, name)) for member in members if getattr(member, name) not in (None, "")]
    if not holding:
        return
    holder, value = holding[0]
    dropped: list[Dropped] = []
    for member, other in holding[1:]:
        if other != value and other not in [drop.value for drop in dropped]:
            is_said = name in NAME_PARTS and str(other) in named[member.id]
            dropped.append(Dropped(member.id, _shown(name, other, around), AS_THE_SAME if is_said else IN_NOTES))
    values.take(name, value, _shown(name, value, around), holder.id, dropped)


def _take_rhythm(values: Values, members: Sequence[Contact]) -> None:
    """What goes with a rhythm is of whoever has the one that holds; whoever is kept quiet longest stays so."""
    holder = next((member for member in members if member.cadence_days), members[0])
    warn = holder.cadence_warn_days
    others = {m.cadence_warn_days: m for m in reversed(members) if m.cadence_warn_days not in (None, warn)}
    lost = [Dropped(member.id, str(days), IN_NOTES) for days, member in others.items()]
    values.take("cadence_warn_days", warn, str(warn or ""), holder.id, lost)
    values.changes["cadence_since"] = holder.cadence_since
    values.changes["quiet_until"] = max((member.quiet_until or "" for member in members), default="")


def _shown(name: str, value: str | int, around: Surroundings) -> str:
    return around.employers.get(int(value), "") if name == "employer_id" else str(value)


def _take_status(values: Values, members: Sequence[Contact], picked: int | None) -> None:
    """The most telling status; a customer who was sorted out as one is no lead again for having been one elsewhere."""

    def telling(member: Contact) -> tuple[int, bool]:
        rank = _TELLING.index(member.status)
        return (_TELLING.index("lead"), True) if rank == 0 and member.triage == "done" else (rank, False)

    holder = next((member for member in members if member.id == picked), max(members, key=telling))
    others = [member.status for member in members]
    dropped = [Dropped(m.id, m.status, AS_THE_SAME) for m in members if m.status != holder.status]
    values.take("status", holder.status, holder.status, holder.id, dropped if len(set(others)) > 1 else ())
    reasons = [m for m in (holder, *members) if m.status_reason]
    of_holder = next((m for m in reasons if m.status == holder.status), None)
    lost = {m.status_reason: m for m in reasons if of_holder is None or m.status_reason != of_holder.status_reason}
    drops = [Dropped(m.id, f"{m.status}: {reason}", IN_NOTES) for reason, m in lost.items()]
    reason = of_holder.status_reason or "" if of_holder else ""
    values.take("status_reason", reason, reason, (of_holder or holder).id, drops)


def _take_photo(values: Values, members: Sequence[Contact]) -> None:
    with_photo = {member.photo: member for member in reversed(members) if member.photo}
    holder = next((member for member in members if member.photo), None)
    if holder is None:
        return
    others = [member for key, member in with_photo.items() if key != holder.photo]
    values.photos = [(member.id, member.name, str(member.photo)) for member in others]
    values.take("photo", holder.photo, _("yes"), holder.id, [Dropped(m.id, _("photo"), IN_ATTACHMENTS) for m in others])


def _take_own_fields(values: Values, members: Sequence[Contact], picks: Mapping[str, int]) -> None:
    """All own fields; where two differ, the other stands beside it as `size (2)`."""
    fields: dict[str, str] = {}
    holders: dict[str, int] = {}
    drops: dict[str, list[Dropped]] = {}
    each_own = [(member, name, value) for member in members for name, value in member.own_fields.items()]
    picked = {name.casefold(): contact_id for name, contact_id in picks.items()}
    for member, name, value in sorted(each_own, key=lambda one: picked.get(f"field.{one[1]}".casefold()) != one[0].id):
        key = own_fields.spelt(list(fields), name)
        place = next(place for place in _places(key) if fields.get(place, value) == value)
        fields.setdefault(place, value)
        holders.setdefault(place, member.id)
        if place != key:
            drops.setdefault(key, []).append(Dropped(member.id, str(value), place))
    values.changes["fields"] = json.dumps(fields, ensure_ascii=False)
    beside = {drop.into for dropped in drops.values() for drop in dropped}
    for key, value in fields.items():
        if key not in beside:
            values.kept.append(Kept(f"field.{key}", str(value), holders[key], tuple(drops.get(key, ()))))


def _places(key: str) -> Iterator[str]:
    """The names that a value may stand under: its own, then `size (2)`, `size (3)` …"""
    yield key
    number = 2
    while True:
        yield f"{key} ({number})"
        number += 1


def _take_notes(values: Values, members: Sequence[Contact]) -> None:
    """All notes one under the other, then whatever found no other place, under the name of whose it was."""
    parts: list[str] = []
    for member in members:
        if member.notes and not any(member.notes in part for part in parts):
            parts.append(member.notes)
    for member in members:
        lines = [
            f"{kept.field.replace('_', ' ')}: {drop.value}"
            for kept in values.kept
            for drop in kept.dropped
            if drop.into == IN_NOTES and drop.contact_id == member.id
        ]
        lines = [line for line in dict.fromkeys(lines) if not any(line in part.split("\n") for part in parts)]
        if lines:
            heading = _("Merged from c{id} {name}:").format(id=member.id, name=member.name)
            parts.append("\n".join([heading, *lines]))
    holder = next((member for member in members if member.notes), members[0])
    joined = "\n\n".join(parts)
    values.take("notes", joined, joined, holder.id, ())


def _take_rest(values: Values, members: Sequence[Contact]) -> None:
    """What needs no choice: lines nobody understands, the first and the last day, how far the sorting out has come."""
    lines = (line for member in members for line in (member.unparsed_vcard or "").split("\n") if line)
    values.changes["unparsed_vcard"] = "\n".join(dict.fromkeys(lines))
    values.changes["created_at"] = min(member.created_at for member in members)
    values.changes["last_touch_at"] = max((member.last_touch_at or "" for member in members), default="")
    states = {member.triage for member in members}
    values.changes["triage"] = "done" if "done" in states else "later" if "later" in states else None
