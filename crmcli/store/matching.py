"""Matching: whether somebody from an address book is somebody we know.

A UID decides; else the same e-mail or phone and a compatible name; else the same name and company. A shared address
(info@…, a switchboard) never folds people together, because their names do not go together.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crmcli.folding import is_ideograph
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
    "SELECT DISTINCT c.id, c.kind, c.folded, coalesce(e.folded, ''), c.deleted_at IS NOT NULL, "
    "EXISTS (SELECT 1 FROM channel own WHERE own.contact_id = c.id AND own.value = c.name), c.name "
)
_BY_UID = _KNOWN + (
    "FROM contact_uid u JOIN contact c ON c.id = u.contact_id LEFT JOIN contact e ON e.id = c.employer_id "
    "WHERE u.uid = ? AND u.kind = ? ORDER BY c.id LIMIT 50"
)
_BY_CHANNEL = _KNOWN + (
    "FROM channel ch JOIN contact c ON c.id = ch.contact_id LEFT JOIN contact e ON e.id = c.employer_id "
    "WHERE ch.normal = ? AND ch.kind = ? ORDER BY c.id LIMIT 50"
)
_BY_NAME = _KNOWN + (
    "FROM contact c LEFT JOIN contact e ON e.id = c.employer_id WHERE c.folded = ? ORDER BY c.id LIMIT 50"
)
_IS_THERE = {
    _BY_UID: "SELECT 1 FROM contact_uid WHERE uid = ? AND kind = ?",
    _BY_CHANNEL: "SELECT 1 FROM channel WHERE normal = ? AND kind = ?",
    _BY_NAME: "SELECT 1 FROM contact WHERE folded = ?",
}


class Matcher:
    """Compares drafts with the contacts in the database, those that the same import has just made included."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._met: set[int] = set()

    def met(self, contact_id: int) -> None:
        """Notes that a card of this import is this contact: one UID on cards of two people is then found out."""
        self._met.add(contact_id)

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
                known = self._ask(_BY_CHANNEL, channel.normal, kind)
                found = _best(stranger, [k for k in known if _is_compatible(stranger, k, len(known))])
                if found is not None:
                    return Match(found)
                similar = similar or _first_living(known, reason)
        known = self._ask(_BY_NAME, stranger.folded)
        found = _best(stranger, [k for k in known if self._is_namesake(stranger, k)])
        if found is not None:
            return Match(found)
        similar = similar or _first_living([k for k in known if k.kind == stranger.kind], "same name")
        return Match(None, *similar) if similar else NOBODY

    def _by_mark(self, stranger: Stranger) -> Known | None:
        """Who this very card was taken for when it came before, else whose UID it has."""
        found = _best(stranger, self._ask(_BY_UID, stranger.content, "content"))
        if found is not None:
            return found
        known = (k for uid in stranger.uids for k in self._ask(_BY_UID, uid, "vcard"))
        return _best(stranger, [k for k in known if k.id not in self._met or are_compatible(stranger.folded, k.folded)])

    def _is_namesake(self, stranger: Stranger, known: Known) -> bool:
        """The same name and company. Without a company, phones or e-mails that all differ are another person's."""
        if known.kind != stranger.kind or known.employer != stranger.employer:
            return False
        if _only_sound_alike(stranger.name, known.name):
            return False
        if stranger.employer or stranger.kind == "company" or not stranger.channels:
            return True
        rows = self._connection.execute(
            "SELECT kind, normal, value FROM channel WHERE contact_id = ? AND kind IN ('phone', 'email')",
            (known.id,),
        ).fetchall()
        return not rows or not any(channel.kind in ("phone", "email") for channel in stranger.channels)

    def _ask(self, query: str, *values: str) -> list[Known]:
        # Most are strangers: whether there is anybody is asked first, of an index alone.
        if self._connection.execute(_IS_THERE[query], values).fetchone() is None:
            return []
        return [Known(*row) for row in self._connection.execute(query, values)]


def _best(stranger: Stranger, known: Iterable[Known]) -> Known | None:
    """Of several the one with the very name, then one that is not removed, then the oldest."""
    return min(known, key=lambda k: (k.folded != stranger.folded, k.is_removed, k.id), default=None)


def _first_living(known: Iterable[Known], reason: str) -> tuple[int, str] | None:
    return next(((k.id, reason) for k in known if not k.is_removed), None)


def _is_compatible(stranger: Stranger, known: Known, holders: int) -> bool:
    if known.kind != stranger.kind:
        return False
    if stranger.is_nameless or known.is_nameless:
        # A number without a name is whoever has it, as long as it is one person's.
        return holders == 1 or stranger.folded == known.folded
    return are_compatible(stranger.folded, known.folded)


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
