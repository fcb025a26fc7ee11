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
from crmcli.store import addresses, blobs, channels, contacts, groups, occasions, own_fields, relations, rhythms
from crmcli.store.channels import Prepared
from crmcli.store.matching import NOBODY, Known, Matcher, Stranger
from crmcli.store.newcomers import Newcomers, needs_content

if TYPE_CHECKING:
    from crmcli.store.db import Transaction

ON_MATCH = ("update", "overwrite", "skip", "add")
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
TEXTS = (
    "given", "family", "middle", "prefix", "suffix", "nickname", "phonetic_given", "phonetic_middle",
    "phonetic_family", "title", "department", "notes", "language", "timezone",
)  # fmt: skip
_REMEMBERED = 20_000  # names of companies and groups kept at hand; past that they are asked for again


Reach = tuple[str, str, str, str | None, str]  # the values of a `Prepared`


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
    channels: Sequence[Reach]
    addresses: Sequence[tuple[str, dict[str, str]]]  # label, parts
    occasions: Sequence[tuple[str, int | None, int, int]]  # kind, year, month, day
    relations: Sequence[tuple[str, str]]  # kind, name
    uids: Sequence[str]
    content: str  # what a card without a UID is known by again
    photo: tuple[bytes, str] | None  # bytes, media type
    fields: dict[str, str]
    unparsed: Sequence[str]
    facts: Mapping[str, str] = {}  # what only crm knows: texts by the names of columns; an export of ours says them


class IncomingGroup(NamedTuple):
    """A card that is a group of others, which it names by UID, `mailto:` or `tel:`."""

    line: int
    name: str
    members: Sequence[str]


class Outcome(NamedTuple):
    """What became of one draft. `details` say what was added or kept, for a dry run."""

    kind: str
    contact_id: int
    name: str
    line: int
    details: tuple[str, ...] = ()
    is_removed: bool = False
    similar: int | None = None
    reason: str = ""
    deal_id: int = 0  # of a draft that was a deal
    kept: tuple[str, ...] = ()  # what is here, and in the draft otherwise, for a dry run
    removed_by: int = 0  # the operation that removed that deal


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
    _newcomers: Newcomers = field(init=False)
    _companies: dict[str, int] = field(init=False, default_factory=dict)
    _groups: dict[str, int] = field(init=False, default_factory=dict)
    # Companies made for their people in this import, that no card of their own has come for yet.
    _implied: set[int] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self._matcher = Matcher(self.tx.connection)
        self._newcomers = Newcomers(self.tx.connection, self.tx.at)

    def take(self, one: Incoming) -> Outcome:
        """Brings one contact in and returns what became of it."""
        may_be_known = self._newcomers.may_be(one)
        match = self._matcher.match(_stranger(one)) if may_be_known else NOBODY
        if match.known is None or self.on_match == "add":
            uids = [uid for uid in one.uids if self._holder(uid) is None] if may_be_known else one.uids
            contact_id = self._create(one, uids)
            return Outcome(CREATED, contact_id, one.name, one.line, similar=match.similar, reason=match.reason)
        known = match.known
        self._matcher.met(known.id, one.uids)
        if known.is_removed or (self.on_match == "skip" and known.id not in self._implied):
            return Outcome(UNCHANGED, known.id, one.name, one.line, is_removed=known.is_removed)
        self._newcomers.merged(one)
        outcome = self._merge(one, known)
        if known.id in self._implied:
            # Made for its people a moment ago: this is its own card, and it is new with this import.
            self._implied.discard(known.id)
            self.companies_made -= 1
            return outcome._replace(kind=CREATED, details=())
        return outcome

    def finish(self) -> None:
        """Stores whoever still waits. Without it, the newest contacts of an import would be lost."""
        self._newcomers.store()

    def take_group(self, one: IncomingGroup) -> Outcome:
        """Brings a group of cards in; its members are those whose cards came with the UIDs it names."""
        known = groups.find(self.tx.connection, one.name)
        group_id = known if known is not None else groups.add(self.tx, one.name)
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

    def _create(self, one: Incoming, uids: Sequence[str]) -> int:
        contact_id = self._newcomers.add(
            one,
            uids=uids,
            employer_id=self._employer(one),
            source=self.source,
            group_ids=[self._group(name) for name in (*one.groups, *self.groups)],
            photo=blobs.put(self.tx.connection, *one.photo) if one.photo else None,
        )
        self._matcher.met(contact_id, uids)
        return contact_id

    def _merge(self, one: Incoming, known: Known) -> Outcome:
        before = self.tx.connection.total_changes
        contact = contacts.get(self.tx.connection, known.id)
        changes = self._changes(one, contact, known)
        details = [f"{name}: {value}" for name, value in changes.items() if name != "employer_id"]
        kept = self._kept(one, contact) if self.explain else ()
        contacts.update(self.tx, contact, changes)
        for channel in channels.add_all(self.tx, known.id, _prepared(one)):
            details.append(f"+ {channel.kind} {channel.value}")
        self._hang_on(known.id, one)
        kind = UPDATED if self.tx.connection.total_changes > before else UNCHANGED
        self._remember(known, one)
        return Outcome(kind, known.id, contact.name, one.line, tuple(details) if self.explain else (), kept=tuple(kept))

    def _kept(self, one: Incoming, contact: contacts.Contact) -> tuple[str, ...]:
        from crmcli.store import import_conflicts

        return () if self.on_match == "overwrite" else import_conflicts.of(self.tx.connection, one, contact)

    def _changes(self, one: Incoming, contact: contacts.Contact, known: Known) -> Mapping[str, str | int | None]:
        """What the card sets in the contact's own row: what is blank there, or all it has when overwriting."""
        is_over = self.on_match == "overwrite"
        # A person's card that was found to be a company's says nothing of who that is, and whose.
        is_company = contact.is_company and one.kind == "person"
        changes: dict[str, str | int | None] = {
            name: value
            for name, value in one.texts.items()
            if (is_over or not getattr(contact, name)) and not (is_company and name in contacts.PERSONAL)
        }
        if not one.is_nameless and (is_over or known.is_nameless):
            changes["name"] = one.name
        if one.company and not is_company and (is_over or contact.employer_id is None):
            changes["employer_id"] = self._employer(one)
        if self.source and not contact.source:
            changes["source"] = self.source
        for name, value in one.facts.items():
            # Everybody has a status: which of two holds, only the user can say.
            if is_over or (name != "status" and not changes.get(name) and not getattr(contact, name)):
                changes[name] = int(value) if name in rhythms.LENGTHS else value
        if one.facts.keys() & rhythms.LENGTHS:
            from crmcli.store import local_days

            changes = rhythms.fitting(contact, changes, local_days.today(self.tx))
        own = contact.own_fields
        named = {own_fields.spelt(list(own), name): value for name, value in one.fields.items()}
        if fresh := {name: value for name, value in named.items() if is_over or name not in own}:
            changes["fields"] = json.dumps(own | fresh, ensure_ascii=False)
        if one.photo is not None and (is_over or contact.photo is None):
            changes["photo"] = blobs.put(self.tx.connection, *one.photo)
        kept = dict.fromkeys(contact.unparsed_vcard.split("\n") if contact.unparsed_vcard else ())
        if unknown := [row for row in one.unparsed if row not in kept]:
            changes["unparsed_vcard"] = "\n".join([*kept, *unknown])
        return {name: value for name, value in changes.items() if value != getattr(contact, name)}

    def _hang_on(self, contact_id: int, one: Incoming) -> None:
        """Adds what stands in tables of its own: addresses, days, relations, groups."""
        if one.addresses:
            addresses.add_all(self.tx, contact_id, one.addresses)
        present = occasions.of(self.tx.connection, contact_id) if one.occasions else []
        held = {occasions.key_of(day.kind, day.year, day.month, day.day) for day in present}
        for kind, year, month, day in dict.fromkeys(one.occasions):
            key = occasions.key_of(kind, year, month, day)
            if key not in held:
                occasions.insert(self.tx, contact_id, kind, year, month, day)
            elif self.on_match == "overwrite" and key == (kind,):
                self._overwrite_day(contact_id, kind, year, month, day)
        if one.relations:
            relations.add_names(self.tx, contact_id, one.relations)
        for name in (*one.groups, *self.groups):
            groups.put(self.tx, self._group(name), contact_id)

    def _overwrite_day(self, contact_id: int, kind: str, year: int | None, month: int, day: int) -> None:
        held = [o for o in occasions.of(self.tx.connection, contact_id) if o.kind == kind]
        if [(o.year, o.month, o.day) for o in held] != [(year, month, day)]:
            occasions.put(self.tx, contact_id, kind, year, month, day)

    def _remember(self, known: Known, one: Incoming) -> None:
        """Notes by what the card is known again: its UIDs, and its content where they may not be enough."""
        is_enough = not needs_content(one, one.uids) and self._matcher.is_called(known, one.folded)
        for uid in one.uids:
            holder = self._holder(uid)
            if holder is None:
                self._mark(known.id, "vcard", uid)
            is_enough = is_enough and holder in (None, known.id)
        if one.folded == known.folded and one.uids and all(self._holder(uid) == known.id for uid in one.uids):
            return  # the very same, by name and by every identifier
        if not is_enough:
            self._mark(known.id, "content", one.content)

    def _mark(self, contact_id: int, kind: str, uid: str) -> None:
        self.tx.connection.execute(
            "INSERT INTO contact_uid (contact_id, kind, uid) SELECT :contact, :kind, :uid WHERE NOT EXISTS "
            "(SELECT 1 FROM contact_uid WHERE uid = :uid AND kind = :kind AND contact_id = :contact)",
            {"contact": contact_id, "kind": kind, "uid": uid},
        )

    def _holder(self, uid: str) -> int | None:
        """Whose UID it is: the first one's who came with it, since a UID of two people would tell neither."""
        found = self.tx.connection.execute(
            "SELECT contact_id FROM contact_uid WHERE uid = ? AND kind = 'vcard' ORDER BY id LIMIT 1", (uid,)
        ).fetchone()
        return int(found[0]) if found else self._matcher.given_by_us(uid)

    def _employer(self, one: Incoming) -> int | None:
        if not one.company or one.kind == "company":
            return None
        if one.company not in self._companies:
            if len(self._companies) > _REMEMBERED:
                self._companies.clear()
            self._companies[one.company] = self._company(one.company)
        return self._companies[one.company]

    def _company(self, name: str) -> int:
        folded = fold(name)
        if self._newcomers.has_name(folded):
            self._newcomers.store()
        found = contacts.company_named(self.tx.connection, name)
        if found is not None:
            return found
        self.companies_made += 1
        company_id = self._newcomers.add_company(name, folded)
        self._implied.add(company_id)
        return company_id

    def _group(self, name: str) -> int:
        if name not in self._groups:
            if len(self._groups) > _REMEMBERED:
                self._groups.clear()
            self._groups[name] = groups.find_or_add(self.tx, name)
        return self._groups[name]


def _stranger(one: Incoming) -> Stranger:
    employer = fold(one.company)
    return Stranger(one.kind, one.folded, one.is_nameless, employer, one.uids, one.content, _prepared(one), one.name)


def _prepared(one: Incoming) -> list[Prepared]:
    return list(map(Prepared._make, one.channels))
