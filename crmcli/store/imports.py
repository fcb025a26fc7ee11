"""Imports: drafts of contacts into the database, each counted once as created, updated or unchanged.

A match fills blanks and adds; it never takes away what is there. All of it happens inside one operation of the
caller's, so that one undo takes back one import.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from crmcli.folding import fold
from crmcli.store import addresses, blobs, channels, contacts, groups, occasions, relations
from crmcli.store.channels import Prepared
from crmcli.store.matching import Known, Matcher, Stranger

if TYPE_CHECKING:
    from crmcli.store.db import Transaction

ON_MATCH = ("update", "overwrite", "skip", "add")
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
TEXTS = (
    "given", "family", "middle", "prefix", "suffix", "nickname", "phonetic_given", "phonetic_middle",
    "phonetic_family", "title", "department", "notes", "language", "timezone",
)  # fmt: skip
_REMEMBERED = 20_000  # names of companies and groups kept at hand; past that they are asked for again


class Incoming(NamedTuple):
    """Somebody from an address book, with what reading it takes done: only what is known, in plain values."""

    line: int  # where it stands in its file
    kind: str  # person or company
    name: str
    folded: str
    is_nameless: bool  # the name is a phone or an e-mail, for want of a better
    texts: dict[str, str]  # of TEXTS, those that are not empty
    company: str
    groups: Sequence[str]
    channels: Sequence[Prepared]
    addresses: Sequence[tuple[str, dict[str, str]]]  # label, parts
    occasions: Sequence[tuple[str, int | None, int, int]]  # kind, year, month, day
    relations: Sequence[tuple[str, str]]  # kind, name
    uids: Sequence[str]
    content: str  # what a card without a UID is known by again
    photo: tuple[bytes, str] | None  # bytes, media type
    fields: dict[str, str]
    unparsed: Sequence[str]


class IncomingGroup(NamedTuple):
    """A card that is a group of others, which it names by UID, `mailto:` or `tel:`."""

    line: int
    name: str
    members: Sequence[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one draft. `details` say what was added or kept, for a dry run."""

    kind: str
    contact_id: int
    name: str
    line: int
    details: tuple[str, ...] = ()
    is_removed: bool = False
    similar: int | None = None
    reason: str = ""


@dataclass(slots=True)
class Importer:
    """Takes drafts one by one. `groups` and `source` go onto every contact that an import touches or makes."""

    tx: Transaction
    on_match: str = "update"
    groups: Sequence[str] = ()
    source: str = ""
    explain: bool = False
    companies_made: int = 0
    _matcher: Matcher = field(init=False)
    _companies: dict[str, int] = field(init=False, default_factory=dict)
    _groups: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._matcher = Matcher(self.tx.connection)

    def take(self, one: Incoming) -> Outcome:
        """Brings one contact in and returns what became of it."""
        stranger = Stranger(
            one.kind, one.folded, one.is_nameless, fold(one.company), one.uids, one.content, one.channels
        )
        match = self._matcher.match(stranger)
        if match.known is None or self.on_match == "add":
            contact_id = self._create(one)
            return Outcome(CREATED, contact_id, one.name, one.line, similar=match.similar, reason=match.reason)
        known = match.known
        self._matcher.met(known.id)
        if known.is_removed or self.on_match == "skip":
            return Outcome(UNCHANGED, known.id, one.name, one.line, is_removed=known.is_removed)
        return self._merge(one, known)

    def take_group(self, one: IncomingGroup) -> Outcome:
        """Brings a group of cards in; its members are those whose cards came with the UIDs it names."""
        known = self.tx.connection.execute(
            "SELECT id FROM contact_group WHERE folded = ?", (fold(one.name),)
        ).fetchone()
        group_id = known[0] if known else groups.add(self.tx, one.name)
        added = 0
        for uid in one.members:
            added += sum(groups.put(self.tx, group_id, contact_id) for contact_id in self._members(uid))
        kind = CREATED if known is None else UPDATED if added else UNCHANGED
        return Outcome(kind, 0, one.name, one.line)

    def _members(self, uid: str) -> list[int]:
        scheme, colon, rest = uid.partition(":")
        if colon and scheme.lower() in ("mailto", "tel"):
            query = "SELECT contact_id FROM channel WHERE normal = ?"
            uid = rest.lower()
        else:
            query = "SELECT contact_id FROM contact_uid WHERE uid = ?"
        return [row[0] for row in self.tx.connection.execute(query, (uid,)).fetchall()]

    def _create(self, one: Incoming) -> int:
        values: dict[str, str | int | None] = {
            **one.texts,
            "kind": one.kind,
            "name": one.name,
            "folded": one.folded,
            "source": self.source,
            "employer_id": self._employer(one),
        }
        if one.unparsed:
            values["unparsed_vcard"] = "\n".join(one.unparsed)
        if one.fields:
            values["fields"] = json.dumps(one.fields, ensure_ascii=False)
        if one.photo is not None:
            values["photo"] = blobs.put(self.tx.connection, *one.photo)
        contact_id = contacts.insert(self.tx, values)
        self._matcher.met(contact_id)
        stored: list[Prepared] = []
        for channel in one.channels:
            if not any(channels.is_same(channel, c.kind, c.normal, c.value) for c in stored):
                stored.append(channel)
                channels.insert(self.tx, contact_id, channel, len(stored))
        self._hang_on(contact_id, one, is_new=True)
        self._remember(contact_id, one, is_new=True)
        return contact_id

    def _merge(self, one: Incoming, known: Known) -> Outcome:
        before = self.tx.connection.total_changes
        contact = contacts.get(self.tx.connection, known.id)
        changes = self._changes(one, contact, known)
        details = [f"{name}: {value}" for name, value in changes.items() if name != "employer_id"]
        contacts.update(self.tx, contact, changes)
        for channel in one.channels:
            if channels.add(self.tx, known.id, channel):
                details.append(f"+ {channel.kind} {channel.value}")
        self._hang_on(known.id, one, is_new=False)
        kind = UPDATED if self.tx.connection.total_changes > before else UNCHANGED
        self._remember(known.id, one, is_new=False)
        return Outcome(kind, known.id, contact.name, one.line, tuple(details) if self.explain else ())

    def _changes(self, one: Incoming, contact: contacts.Contact, known: Known) -> Mapping[str, str | int | None]:
        """What the card sets in the contact's own row: what is blank there, or all it has when overwriting."""
        is_over = self.on_match == "overwrite"
        changes: dict[str, str | int | None] = {
            name: value for name, value in one.texts.items() if is_over or not getattr(contact, name)
        }
        if not one.is_nameless and (is_over or known.is_nameless):
            changes["name"] = one.name
        if one.company and (is_over or contact.employer_id is None):
            changes["employer_id"] = self._employer(one)
        if self.source and not contact.source:
            changes["source"] = self.source
        own = contact.own_fields
        if fresh := {k: v for k, v in one.fields.items() if is_over or k not in own}:
            changes["fields"] = json.dumps(own | fresh, ensure_ascii=False)
        if one.photo is not None and (is_over or contact.photo is None):
            changes["photo"] = blobs.put(self.tx.connection, *one.photo)
        kept = contact.unparsed_vcard.split("\n") if contact.unparsed_vcard else []
        if unknown := [row for row in one.unparsed if row not in kept]:
            changes["unparsed_vcard"] = "\n".join(kept + unknown)
        return {name: value for name, value in changes.items() if value != getattr(contact, name)}

    def _hang_on(self, contact_id: int, one: Incoming, *, is_new: bool) -> None:
        """Adds what stands in tables of its own: addresses, days, relations, groups."""
        for label, parts in one.addresses:
            addresses.add(self.tx, contact_id, label, parts)
        if one.occasions:
            held = set() if is_new else {day.kind for day in occasions.of(self.tx.connection, contact_id)}
            for kind, year, month, day in one.occasions:
                if self.on_match == "overwrite" and kind in held:
                    self._overwrite_day(contact_id, kind, year, month, day)
                elif kind not in held:
                    occasions.insert(self.tx, contact_id, kind, year, month, day)
                held.add(kind)
        for kind, name in one.relations:
            relations.add(self.tx, contact_id, kind, None, name)
        for group_id in dict.fromkeys([self._group(name) for name in (*one.groups, *self.groups)]):
            if is_new:
                groups.insert(self.tx, group_id, contact_id)
            else:
                groups.put(self.tx, group_id, contact_id)

    def _overwrite_day(self, contact_id: int, kind: str, year: int | None, month: int, day: int) -> None:
        held = [o for o in occasions.of(self.tx.connection, contact_id) if o.kind == kind]
        if [(o.year, o.month, o.day) for o in held] != [(year, month, day)]:
            occasions.put(self.tx, contact_id, kind, year, month, day)

    def _remember(self, contact_id: int, one: Incoming, *, is_new: bool) -> None:
        """Notes by what the card is known again: its UIDs, or its content where it has none of its own."""
        marks = [("vcard", uid) for uid in one.uids] or [("content", one.content)]
        for kind, uid in marks:
            if is_new or not self._is_marked(contact_id, kind, uid):
                self.tx.connection.execute(
                    "INSERT INTO contact_uid (contact_id, kind, uid) VALUES (?, ?, ?)",
                    (contact_id, kind, uid),
                )

    def _is_marked(self, contact_id: int, kind: str, uid: str) -> bool:
        found = self.tx.connection.execute(
            "SELECT 1 FROM contact_uid WHERE uid = ? AND kind = ? AND contact_id = ?", (uid, kind, contact_id)
        ).fetchone()
        return found is not None

    def _employer(self, one: Incoming) -> int | None:
        if not one.company or one.kind == "company":
            return None
        if one.company not in self._companies:
            found = contacts.company_named(self.tx.connection, one.company)
            if found is None:
                found = contacts.insert(self.tx, {"kind": "company", "name": one.company})
                self.companies_made += 1
            if len(self._companies) > _REMEMBERED:
                self._companies.clear()
            self._companies[one.company] = found
        return self._companies[one.company]

    def _group(self, name: str) -> int:
        if name not in self._groups:
            if len(self._groups) > _REMEMBERED:
                self._groups.clear()
            self._groups[name] = groups.find_or_add(self.tx, name)
        return self._groups[name]
