"""Makes what a test needs and says only what matters to it: stores, people, cards, address books and imports."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from crmcli import importing
from crmcli.import_report import Report
from crmcli.store import channels, contacts, db, groups, journal
from crmcli.store.db import Store

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
REGION = "ID"

Rows = dict[str, list[tuple[Any, ...]]]


class Voice(list[str]):
    """What a store narrated, in order."""

    def __call__(self, text: str) -> None:
        self.append(text)


def opened(path: Path, now: datetime = NOW) -> Store:
    """The database at `path`, made where there is none, open for changes; its voice is `store.notify`."""
    return db.open_writing(str(path), now=now, notify=Voice())


def store(folder: Path) -> Store:
    """A new store in `folder`, open for changes. It does not wait for the disk, which no test here is about."""
    return _copied(folder, _empty_database())


def filled(folder: Path, fill: Callable[[Store], object]) -> Store:
    """A store in `folder` as `fill` leaves a new one, open for changes.

    It is called once in a run, and what it made is copied: `fill` must do the same each time.
    """
    return _copied(folder, _filled_database(fill))


def _copied(folder: Path, content: bytes) -> Store:
    path = folder / "crm.db"
    path.write_bytes(content)
    path.chmod(0o600)
    made = opened(path)
    made.connection.execute("PRAGMA synchronous = OFF")
    return made


@contextmanager
def temporary_store() -> Iterator[Store]:
    """A new store for one example of a property; it is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        made = store(Path(folder))
        try:
            yield made
        finally:
            made.close()


@cache
def _empty_database() -> bytes:
    """Making the schema takes longer than most tests; it is made once and copied."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crm.db"
        opened(path).close()
        return path.read_bytes()


@cache
def _filled_database(fill: Callable[[Store], object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        made = store(Path(folder))
        fill(made)
        made.close()
        return Path(made.path).read_bytes()


def person(
    store: Store,
    name: str = "Budi",
    *,
    phone: str | Sequence[str] = (),
    email: str | Sequence[str] = (),
    company: str = "",
    groups: Sequence[str] = (),
    what: str = "",
    **values: str | int | None,
) -> int:
    """Adds a contact in an operation of its own and returns its id."""
    with store.write(what or f"added {name}") as tx:
        if company:
            values["employer_id"] = contacts.find_or_add_company(tx, company)
        contact_id = contacts.add(tx, name, **values)
        for kind, given in (("phone", phone), ("email", email)):
            for value in [given] if isinstance(given, str) else given:
                channels.add(tx, contact_id, channels.typed(kind, value, REGION))
        _join(tx, contact_id, groups)
    return contact_id


def _join(tx: db.Transaction, contact_id: int, names: Sequence[str]) -> None:
    for name in names:
        groups.put(tx, groups.find_or_add(tx, name), contact_id)


def company(store: Store, name: str = "PT Maju") -> int:
    """Adds a company in an operation of its own and returns its id."""
    return person(store, name, kind="company")


def card(name: str = "", *lines: str, phone: str = "", email: str = "", company: str = "", uid: str = "") -> str:
    """A vCard of somebody; `lines` are further lines of it as they stand."""
    known = {"FN": name, "TEL": phone, "EMAIL": email, "ORG": company, "UID": uid}
    said = [f"{key}:{value}" for key, value in known.items() if value]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *said, *lines, "END:VCARD", ""])


def imported(store: Store, *files: str | Sequence[str], **options: Any) -> Report:
    """Imports address books, each the text of a file or its cards, in one operation; returns the report."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, content in enumerate(files):
            path = Path(folder) / f"book{number}"
            text = content if isinstance(content, str) else "".join(content)
            path.write_bytes(text.encode())
            paths.append(str(path))
        request = importing.Request(files=paths, **{"region": REGION, **options})
        with importing.Import(request, lambda _done, _all, _what: None) as one:
            one.read()
            return one.bring_in(store)


def counts(report: Report) -> tuple[int, int, int, int]:
    """What an import counted: created, updated, unchanged, rejected. It has read as many, or the test fails."""
    total = report.total
    found = (total.created, total.updated, total.unchanged, total.rejected)
    assert total.read == sum(found)
    assert all(f.counts.read == f.counts.created + f.counts.updated + f.counts.unchanged + f.counts.rejected
               for f in report.files)  # fmt: skip
    return found


def tables(store: Store) -> Rows:
    """All rows of all journalled tables: what `tables equal` means in every promise about undo."""
    return {
        table: [tuple(row) for row in store.connection.execute(f"SELECT * FROM {table} ORDER BY id")]
        for table in journal.tables(store.connection)
    }


def nothing() -> Rows:
    """All rows of a database into which nothing was put: the pipeline that everybody begins with."""
    with temporary_store() as made:
        return tables(made)


def row(store: Store, query: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> tuple[Any, ...]:
    """The one row that a query answers."""
    (found,) = store.connection.execute(query, parameters).fetchall()
    return tuple(found)


def names(store: Store) -> list[str]:
    """The names of all contacts that are not removed, people and companies, in the order they came."""
    query = "SELECT name FROM contact WHERE deleted_at IS NULL ORDER BY id"
    return [row[0] for row in store.connection.execute(query)]


def outsider(store: Store) -> sqlite3.Connection:
    """Another program's plain connection to the same file, each statement of which commits by itself."""
    return sqlite3.connect(store.path, isolation_level=None)
