"""Newcomers: the contacts that an import makes, stored many at a time.

A statement of its own for each row would take most of an import's time. Those that wait are known by their keys, so
that a card which may be one of them has them stored first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from crmcli.store import local_days, relations, rhythms, search
from crmcli.store.addresses import PARTS
from crmcli.store.contacts import CREATED_COLUMNS

if TYPE_CHECKING:
    from crmcli.store.imports import Incoming, Reach

Row = dict[str, str | int]  # of a contact, by column: what there is of it

_MOST_WAITING = 500
_MOST_REMEMBERED = 150_000  # keys of all that were made, some 15 MB; past that the database is asked
# Past this many rows a statement gains nothing more, and their values stay far below what SQLite takes of one.
_ROWS_OF_A_STATEMENT = 20
_CONTACT_COLUMNS = ("id", *CREATED_COLUMNS)
_COLUMNS: dict[str, tuple[str, ...]] = {
    "contact_uid": ("contact_id", "kind", "uid"),
    "channel": ("contact_id", "kind", "value", "normal", "reversed", "label", "position"),
    "address": ("contact_id", "label", "position", *PARTS),
    "occasion": ("contact_id", "kind", "year", "month", "day"),
    "relation": ("contact_id", "kind", "other_name"),
    "membership": ("contact_id", "group_id", "since"),
}


class Newcomers:
    """Contacts that are given their ids at once and their rows soon, inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, at: str) -> None:
        self._connection = connection
        self._moments = {"created_at": at, "updated_at": at}
        self._day = local_days.local_days(connection).of(at).isoformat()
        self._contacts: list[Row] = []
        # The values of the rows of each table, one row after the other: they are given to SQLite many rows at once.
        self._values: dict[str, list[object]] = {table: [] for table in _COLUMNS}
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
        values: Row = {"status": "active", **one.texts}
        if one.unparsed:
            values["unparsed_vcard"] = "\n".join(one.unparsed)
        for column, value in (("source", source), ("employer_id", employer_id), ("photo", photo)):
            if value:
                values[column] = value
        if one.facts:
            values |= _facts(one, source)
        values["fields"] = json.dumps(one.fields, ensure_ascii=False) if one.fields else "{}"
        contact_id = self._add_contact(one.kind, one.name, one.folded, values)
        self._add_marks(contact_id, one, uids)
        self._add_channels(contact_id, one.channels)
        if one.addresses:
            self._add_addresses(contact_id, one)
        if one.occasions:
            days = {(day[0] if day[0] == "birthday" else day): day for day in reversed(one.occasions)}
            for day in reversed(days.values()):
                self._values["occasion"] += (contact_id, *day)
        if one.relations:
            known = dict.fromkeys((relations.kind_of(kind), name) for kind, name in one.relations)
            for kind, name in known:
                self._values["relation"] += (contact_id, kind, name)
        for group_id in dict.fromkeys(group_ids):
            self._values["membership"] += (contact_id, group_id, self._day)
        return contact_id

    def add_company(self, name: str, folded: str) -> int:
        """Takes in a company of which only the name is known, and returns its id."""
        return self._add_contact("company", name, folded, {"status": "active", "fields": "{}"})

    def may_be(self, one: Incoming) -> bool:
        """Whether somebody may be known at all. Where it may be one of those who wait, they are stored first."""
        keys = (one.folded, one.content, *one.uids, *[normal for _, _, normal, _, _ in one.channels])
        if not self._keys.isdisjoint(keys):
            self.store()
            return True
        return self._all_keys is None or not self._all_keys.isdisjoint(keys)

    def merged(self, one: Incoming) -> None:
        """Notes what somebody stored already is known by since a card was merged into them."""
        if self._all_keys is not None:
            self._all_keys.update((one.folded, one.content), one.uids, [normal for _, _, normal, _, _ in one.channels])
            self._all_keys.discard("")

    def has_name(self, folded: str) -> bool:
        """Whether somebody of this folded name waits."""
        return folded in self._keys

    def store(self) -> None:
        """Stores all who wait."""
        if self._contacts:
            # Most contacts have few of the many columns, and each that is named costs time, though it be empty.
            in_use = set().union(*self._contacts)
            columns = [column for column in _CONTACT_COLUMNS if column in in_use]
            values = chain.from_iterable([map(contact.get, columns) for contact in self._contacts])
            self._insert("contact", columns, list(values))
            self._contacts.clear()
        for table, waiting in self._values.items():
            if waiting:
                self._insert(table, _COLUMNS[table], waiting)
                waiting.clear()
        if self._all_keys is not None:
            self._all_keys |= self._keys
            if len(self._all_keys) > _MOST_REMEMBERED:
                self._all_keys = None
        self._keys.clear()

    def _insert(self, table: str, columns: Sequence[str], values: Sequence[object]) -> None:
        """Stores rows several a statement: to begin and end one takes longer than to store a row."""
        # OR FAIL: what fails takes the whole import back anyway, so no single statement need be taken back.
        head = f"INSERT OR FAIL INTO {table} ({', '.join(columns)}) VALUES "
        row = f"({', '.join('?' * len(columns))})"
        width = len(columns)
        size = width * _ROWS_OF_A_STATEMENT
        alone = len(values) - len(values) % size
        together = [values[start : start + size] for start in range(0, alone, size)]
        self._connection.executemany(head + ", ".join([row] * _ROWS_OF_A_STATEMENT), together)
        self._connection.executemany(
            head + row, [values[start : start + width] for start in range(alone, len(values), width)]
        )

    def _add_contact(self, kind: str, name: str, folded: str, values: Row) -> int:
        if len(self._contacts) >= _MOST_WAITING:
            self.store()
        self._newest_id += 1
        values |= {"id": self._newest_id, "kind": kind, "name": name, "folded": folded}
        values |= self._moments
        self._contacts.append(values)
        self._keys.add(folded)
        return self._newest_id

    def _add_marks(self, contact_id: int, one: Incoming, uids: Sequence[str]) -> None:
        if uids:
            for uid in uids:
                self._values["contact_uid"] += (contact_id, "vcard", uid)
            self._keys.update(uids)
        if needs_content(one, uids):
            self._values["contact_uid"] += (contact_id, "content", one.content)
            self._keys.add(one.content)

    def _add_channels(self, contact_id: int, given: Sequence[Reach]) -> None:
        seen = set()
        values = self._values["channel"]
        for kind, value, normal, backwards, label in given:
            key = (kind, normal or value)
            if key not in seen:
                seen.add(key)
                values += (contact_id, kind, value, normal, backwards, label, len(seen))
                if normal:
                    self._keys.add(normal)

    def _add_addresses(self, contact_id: int, one: Incoming) -> None:
        seen: set[tuple[str, ...]] = set()
        for label, parts in one.addresses:
            values = tuple(parts.values())
            if values not in seen:
                seen.add(values)
                self._values["address"] += (contact_id, label, len(seen), *[parts[name] for name in PARTS])


def _facts(one: Incoming, source: str) -> Row:
    """What an export of ours says that no other program knows; where the import has a source, that holds."""
    known: dict[str, str | int | None] = dict(one.facts)
    known |= {name: int(one.facts[name]) for name in rhythms.LENGTHS if name in one.facts}
    if source:
        known.pop("source", None)
    if "cadence_warn_days" in known:
        known = rhythms.fitting(None, known, "")
    return {name: value for name, value in known.items() if value}


def needs_content(one: Incoming, uids: Sequence[str]) -> bool:
    """Whether a card must be known again by its content: it has no UIDs of its own, or no name that goes with them."""
    return one.is_nameless or not uids or len(uids) < len(one.uids)
