"""Matching: whether somebody from an address book is somebody we know.

A UID decides; else the same e-mail or phone and a compatible name; else the same name and company. A shared address
(info@…, a switchboard) never folds people together, because their names do not go together.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crmcli.folding import fold, is_ideograph
from crmcli.store import own_uids
from crmcli.store.channels import Prepared

_HONORIFICS = frozenset({
    "pak", "bapak", "bp", "bpk", "bu", "ibu", "mas", "mbak", "kak", "bang", "mr", "mrs", "ms", "miss", "sr", "sra",
    "dr", "dra", "drs", "drg", "prof", "ir", "h", "hj", "herr", "frau", "mme", "mlle", "m", "sdr", "sdri", "don",
    "dona", "senhor", "senhora", "san", "sama",
})  # fmt: skip


class Known(NamedTuple):
    """A contact that may be the same one."""

    id: int
    kind: str
    folded: str
    employer: str
    is_removed: bool
    is_nameless: bool  # its name is its own phone or e-mail, for want of a better
    name: str


class Match(NamedTuple):
    """What was found: the contact that it is (or None), and one that it might be, with the reason."""

    known: Known | None
    similar: int | None = None
    reason: str = ""


NOBODY = Match(None)


class Stranger(NamedTuple):
    """What a draft is compared by."""

    kind: str
    folded: str
    is_nameless: bool
    employer: str  # folded
    uids: Sequence[str]
    content: str
    channels: Sequence[Prepared]
    name: str


_KNOWN = (
    "SELECT c.id, c.kind, c.folded, coalesce(e.folded, ''), c.deleted_at IS NOT NULL, "
    "EXISTS (SELECT 1 FROM channel own WHERE own.contact_id = c.id AND own.value = c.name), c.name "
    "FROM ({candidates}) found JOIN contact c ON c.id = found.id LEFT JOIN contact e ON e.id = c.employer_id "
    "ORDER BY c.id"
)
# At most fifty of each: thousands may share a switchboard, and to look at all of them for each would take for ever.
_BY_UID = _KNOWN.format(
    candidates="SELECT DISTINCT contact_id AS id FROM contact_uid WHERE uid = :key AND kind = :kind LIMIT 50"
)
_BY_CHANNEL = _KNOWN.format(
    candidates="SELECT * FROM (SELECT contact_id AS id FROM channel WHERE normal = :key AND kind = :kind LIMIT 50) "
    "UNION SELECT * FROM (SELECT n.id FROM contact n JOIN channel ch ON ch.contact_id = n.id "
    "AND ch.normal = :key AND ch.kind = :kind WHERE n.folded = :folded LIMIT 50)"
)
_BY_NAME = _KNOWN.format(candidates="SELECT id FROM contact WHERE folded = :folded ORDER BY id LIMIT 50")
_BY_ID = _KNOWN.format(candidates="SELECT :key AS id")
_IS_THERE = {
    _BY_UID: "SELECT 1 FROM contact_uid WHERE uid = :key AND kind = :kind",
    _BY_CHANNEL: "SELECT 1 FROM channel WHERE normal = :key AND kind = :kind",
    _BY_NAME: "SELECT 1 FROM contact WHERE folded = :folded",
}
_REACHABLE = (
    "SELECT DISTINCT contact_id FROM channel WHERE kind IN ('phone', 'email') "
    "AND contact_id IN (SELECT id FROM contact WHERE folded = ? ORDER BY id LIMIT 50)"
)


class Matcher:
    """Compares drafts with the contacts in the database, those that the same import has just made included."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._met = bytearray()  # a byte for each contact, by id: a set of them would grow with the file
        self._other_names = _other_names(connection)
        self._met_uids: set[str] = set()  # of contacts that were merged, which are few
        self._newest: int = connection.execute("SELECT coalesce(max(id), 0) FROM contact").fetchone()[0]

    def met(self, contact_id: int, uids: Sequence[str]) -> None:
        """Notes that a card of this import is this contact: one UID on cards of two people is then found out.

        A contact that others were merged into has several cards, each with a UID of its own.
        """
        if contact_id in self._other_names:
            self._met_uids.update(uids)
        if contact_id >= len(self._met):
            self._met.extend(bytes(contact_id + 10_000 - len(self._met)))
        self._met[contact_id] = 1

    def _is_met(self, known: Known, uids: Sequence[str]) -> bool:
        if known.id in self._other_names:
            return not self._met_uids.isdisjoint(uids)
        return known.id < len(self._met) and self._met[known.id] == 1

    def is_called(self, known: Known, folded: str) -> bool:
        """Whether somebody of this name may be the contact, or one that was merged into it."""
        names = (known.folded, *self._other_names.get(known.id, ()))
        return any(are_compatible(folded, name) for name in names)

    def given_by_us(self, uid: str) -> int | None:
        """The contact whose identifier an export of this database made up; whom this import made, none has said yet."""
        owner = own_uids.holder(self._connection, uid)
        return owner if owner is not None and owner <= self._newest else None

    def match(self, stranger: Stranger) -> Match:
        """Returns who the stranger is, if known, or whom it resembles."""
        found = self._by_mark(stranger)
        if found is not None:
            return Match(found)
        similar: tuple[int, str] | None = None
        for kind, reason in (("email", "same e-mail"), ("phone", "same phone")):
            for channel in stranger.channels:
                if channel.kind != kind or not channel.normal:
                    continue
                known = self._ask(_BY_CHANNEL, channel.normal, kind, stranger.folded)
                found = _best(stranger, [k for k in known if self._is_compatible(stranger, k, len(known))])
                if found is not None:
                    return Match(found)
                similar = similar or _first_living(known, reason)
        known = self._ask(_BY_NAME, "", "", stranger.folded)
        found = _best(stranger, self._namesakes(stranger, known))
        if found is not None:
            return Match(found)
        similar = similar or _first_living([k for k in known if k.kind == stranger.kind], "same name")
        return Match(None, *similar) if similar else NOBODY

    def _by_mark(self, stranger: Stranger) -> Known | None:
        """Who this very card was taken for when it came before, else whose UID it has."""
        found = _best(stranger, self._ask(_BY_UID, stranger.content, "content"))
        if found is not None:
            return found
        known = (k for uid in stranger.uids for k in self._with_uid(uid, stranger))
        return _best(
            stranger, [k for k in known if not self._is_met(k, stranger.uids) or self.is_called(k, stranger.folded)]
        )

    def _with_uid(self, uid: str, stranger: Stranger) -> list[Known]:
        """Those who came with a UID, else whom an export gave it."""
        found = self._ask(_BY_UID, uid, "vcard")
        owner = self.given_by_us(uid) if not found else None
        if owner is None:
            return found
        known = (Known(*row) for row in self._connection.execute(_BY_ID, {"key": owner}))
        return [k for k in known if self._is_likely(stranger, k)]

    def _is_likely(self, stranger: Stranger, known: Known) -> bool:
        """Whether more than an identifier of crm's own speaks for it: two databases made at once give the same ones."""
        if self.is_called(known, stranger.folded):
            return True
        given = {channel.normal or channel.value for channel in stranger.channels}
        rows = self._connection.execute("SELECT coalesce(normal, value) FROM channel WHERE contact_id = ?", (known.id,))
        held = {row[0] for row in rows}
        # A company of which the name alone is known has nothing else to be known by once it is renamed.
        is_bare_company = known.kind == stranger.kind == "company" and not (given or held)
        return is_bare_company or not given.isdisjoint(held)

    def _namesakes(self, stranger: Stranger, known: Iterable[Known]) -> list[Known]:
        """Those of the same name and company. Without a company, other phones and e-mails are another person's."""
        same = [
            k
            for k in known
            if k.kind == stranger.kind
            and k.employer == stranger.employer
            and not _only_sound_alike(stranger.name, k.name)
        ]
        is_reachable = any(channel.kind in ("phone", "email") for channel in stranger.channels)
        if not same or stranger.employer or stranger.kind == "company" or not is_reachable:
            return same
        reachable = {row[0] for row in self._connection.execute(_REACHABLE, (stranger.folded,))}
        return [k for k in same if k.id not in reachable]

    def _is_compatible(self, stranger: Stranger, known: Known, holders: int) -> bool:
        if known.kind != stranger.kind:
            return False
        if stranger.is_nameless or known.is_nameless:
            # A number without a name is whoever has it, as long as it is one person's.
            return holders == 1 or stranger.folded == known.folded
        return self.is_called(known, stranger.folded)

    def _ask(self, query: str, key: str, kind: str, folded: str = "") -> list[Known]:
        # Most are strangers: whether there is anybody is asked first, of an index alone.
        values = {"key": key, "kind": kind, "folded": folded}
        if self._connection.execute(_IS_THERE[query], values).fetchone() is None:
            return []
        return [Known(*row) for row in self._connection.execute(query, values)]


def _best(stranger: Stranger, known: Iterable[Known]) -> Known | None:
    """Of several the one with the very name, then one that is not removed, then the oldest."""
    return min(known, key=lambda k: (k.folded != stranger.folded, k.is_removed, k.id), default=None)


def _first_living(known: Iterable[Known], reason: str) -> tuple[int, str] | None:
    return next(((k.id, reason) for k in known if not k.is_removed), None)


def _other_names(connection: sqlite3.Connection) -> dict[int, list[str]]:
    """The folded nicknames of the contacts that others were merged into: the others' names are among them."""
    rows = connection.execute(
        "SELECT id, coalesce(nickname, '') FROM contact WHERE id IN (SELECT contact_id FROM merged_contact)"
    )
    return {row[0]: [fold(name) for name in row[1].split(",") if name.strip()] for row in rows}


def _only_sound_alike(one: str, other: str) -> bool:
    """Whether two names are written with different ideographs: 李伟 and 李薇 are folded to the same `li wei`."""
    one, other = "".join(one.split()), "".join(other.split())
    return one != other and any(map(is_ideograph, one)) and any(map(is_ideograph, other))


def are_compatible(one: str, other: str) -> bool:
    """Whether two folded names may be one person's: `budi` and `pak budi santoso`, `j. smith` and `john smith`."""
    if one == other:
        return True
    fewer, more = sorted((_words(one), _words(other)), key=len)
    left = list(more)
    for word in fewer:
        twin = next((w for w in left if w == word), None) or next(
            (w for w in left if w[:1] == word[:1] and 1 in (len(w), len(word))), None
        )
        if twin is None:
            return False
        left.remove(twin)
    return bool(fewer)


def _words(folded: str) -> list[str]:
    """The words of a name without titles and punctuation; longest first, so that initials do not take their place."""
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    kept = [word for word in words if word not in _HONORIFICS] or words
    return sorted(kept, key=len, reverse=True)
