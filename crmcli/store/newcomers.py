"""Newcomers: the contacts that an import makes, stored many at a time.

A statement of its own for each row would take most of an import's time. Those that wait are known by their keys, so
that a card which may be one of them has them stored first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.store import channels, local_days, relations, rhythms, search
from crmcli.store.addresses import PARTS
from crmcli.store.contacts import CREATED_COLUMNS

if TYPE_CHECKING:
    from crmcli.store.imports import Incoming
    from crmcli.store.matching import Stranger

_MOST_WAITING = 500
_MOST_REMEMBERED = 150_000  # keys of all that were made, some 15 MB; past that the database is asked
# OR FAIL: what fails takes the whole import back anyway, and SQLite need not be able to take back one statement.
_STATEMENTS = {
    "contact": f"INSERT OR FAIL INTO contact (id, {', '.join(CREATED_COLUMNS)}) "
    f"VALUES (?, {', '.join('?' * len(CREATED_COLUMNS))})",
    "contact_uid": "INSERT OR FAIL INTO contact_uid (contact_id, kind, uid) VALUES (?, ?, ?)",
    "channel": "INSERT OR FAIL INTO channel (contact_id, kind, value, normal, reversed, label, position) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)",
    "address": f"INSERT OR FAIL INTO address (contact_id, label, position, {', '.join(PARTS)}) "
    f"VALUES (?, ?, ?, {', '.join('?' * len(PARTS))})",
    "occasion": "INSERT OR FAIL INTO occasion (contact_id, kind, year, month, day) VALUES (?, ?, ?, ?, ?)",
    "relation": "INSERT OR FAIL INTO relation (contact_id, kind, other_name) VALUES (?, ?, ?)",
    "membership": "INSERT OR FAIL INTO membership (contact_id, group_id, since) VALUES (?, ?, ?)",
}


class Newcomers:
    """Contacts that are given their ids at once and their rows soon, inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, at: str) -> None:
        self._connection = connection
        self._at = at
        self._day = local_days.local_days(connection).of(at).isoformat()
        self._rows: dict[str, list[Sequence[object]]] = {table: [] for table in _STATEMENTS}
        self._keys: set[str] = set()
        # In a database that was empty, whoever has no key of a newcomer is a stranger, and nobody need be asked.
        self._all_keys: set[str] | None = set() if search.is_empty(connection) else None
        row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'contact'").fetchone()
        self._newest_id = int(row[0]) if row else 0

    def add(
        self,
        one: Incoming,
        *,
        uids: Sequence[str],
        employer_id: int | None,
        source: str,
        group_ids: Sequence[int],
        photo: str | None,
    ) -> int:
        """Takes in one contact with all that hangs on it and those UIDs that are nobody else's; returns its id."""
        contact_id = self._add_contact(
            {
                **one.texts,
                "kind": one.kind,
                "name": one.name,
                "folded": one.folded,
                "source": source,
                "employer_id": employer_id,
                "photo": photo,
                "fields": json.dumps(one.fields, ensure_ascii=False) if one.fields else "{}",
                "unparsed_vcard": "\n".join(one.unparsed),
                **_facts(one, source),
            }
        )
        self._add_marks(contact_id, one, uids)
        self._add_channels(contact_id, one.channels)
        if one.addresses:
            self._add_addresses(contact_id, one)
        days = {(day[0] if day[0] == "birthday" else day): day for day in reversed(one.occasions)}
        self._rows["occasion"] += [(contact_id, *day) for day in reversed(days.values())]
        known = dict.fromkeys((relations.kind_of(kind), name) for kind, name in one.relations)
        self._rows["relation"] += [(contact_id, kind, name) for kind, name in known]
        self._rows["membership"] += [(contact_id, group_id, self._day) for group_id in dict.fromkeys(group_ids)]
        return contact_id

    def add_company(self, name: str, folded: str) -> int:
        """Takes in a company of which only the name is known, and returns its id."""
        return self._add_contact({"kind": "company", "name": name, "folded": folded, "fields": "{}"})

    def may_be(self, stranger: Stranger) -> bool:
        """Whether the stranger may be known at all. Where it may be one of those who wait, they are stored first."""
        if _has_key(stranger, self._keys):
            self.store()
            return True
        return self._all_keys is None or _has_key(stranger, self._all_keys)

    def merged(self, one: Incoming) -> None:
        """Notes what somebody stored already is known by since a card was merged into them."""
        if self._all_keys is not None:
            self._all_keys.update((one.folded, one.content), one.uids, [channel.normal for channel in one.channels])
            self._all_keys.discard("")

    def has_name(self, folded: str) -> bool:
        """Whether somebody of this folded name waits."""
        return folded in self._keys

    def store(self) -> None:
        """Stores all who wait."""
        for table, rows in self._rows.items():
            if rows:
                self._connection.executemany(_STATEMENTS[table], rows)
                rows.clear()
        if self._all_keys is not None:
            self._all_keys |= self._keys
            if len(self._all_keys) > _MOST_REMEMBERED:
                self._all_keys = None
        self._keys.clear()

    def _add_contact(self, values: dict[str, str | int | None]) -> int:
        if len(self._rows["contact"]) >= _MOST_WAITING:
            self.store()
        self._newest_id += 1
        values.setdefault("status", "active")
        values["created_at"] = values["updated_at"] = self._at
        get = values.get
        self._rows["contact"].append([self._newest_id, *[get(name) or None for name in CREATED_COLUMNS]])
        self._keys.add(str(values["folded"]))
        return self._newest_id

    def _add_marks(self, contact_id: int, one: Incoming, uids: Sequence[str]) -> None:
        if uids:
            self._rows["contact_uid"] += [(contact_id, "vcard", uid) for uid in uids]
            self._keys.update(uids)
        if needs_content(one, uids):
            self._rows["contact_uid"].append((contact_id, "content", one.content))
            self._keys.add(one.content)

    def _add_channels(self, contact_id: int, given: Sequence[channels.Prepared]) -> None:
        seen = set()
        for kind, value, normal, backwards, label in given:
            if (kind, normal or value) not in seen:
                seen.add((kind, normal or value))
                self._rows["channel"].append((contact_id, kind, value, normal, backwards, label, len(seen)))
                if normal:
                    self._keys.add(normal)

    def _add_addresses(self, contact_id: int, one: Incoming) -> None:
        seen: set[tuple[str, ...]] = set()
        for label, parts in one.addresses:
            values = tuple(parts.values())
            if values not in seen:
                seen.add(values)
                self._rows["address"].append((contact_id, label, len(seen), *[parts[name] for name in PARTS]))


def _facts(one: Incoming, source: str) -> dict[str, str | int | None]:
    """What an export of ours says that no other program knows; where the import has a source, that holds."""
    known: dict[str, str | int | None] = dict(one.facts)
    known |= {name: int(one.facts[name]) for name in rhythms.LENGTHS if name in one.facts}
    if source:
        known.pop("source", None)
    return rhythms.fitting(None, known, "") if "cadence_warn_days" in known else known


def needs_content(one: Incoming, uids: Sequence[str]) -> bool:
    """Whether a card must be known again by its content: it has no UIDs of its own, or no name that goes with them."""
    return one.is_nameless or not uids or len(uids) < len(one.uids)


def _has_key(stranger: Stranger, keys: set[str]) -> bool:
    """Whether any of what the stranger is compared by is among the keys."""
    if not keys:
        return False
    if stranger.folded in keys or stranger.content in keys or not keys.isdisjoint(stranger.uids):
        return True
    return any(channel.normal in keys for channel in stranger.channels)
