"""Snapshots: what one call reads is of one moment, whatever others write meanwhile."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from crmcli import context
from crmcli.store import contacts, db, snapshots
from crmcli.store.db import Store
from tests import factories


def _reader(store: Store) -> Store:
    reader = db.open_reading(store.path, now=factories.NOW, notify=factories.Voice())
    assert reader is not None
    return reader


def test_what_others_write_is_not_seen_before_the_end(store: Store) -> None:
    factories.person(store, "Budi")
    with closing(_reader(store)) as reader:
        snapshots.begin(reader.connection)
        assert contacts.count(reader.connection) == 1
        factories.person(store, "Sari")
        assert contacts.count(reader.connection) == 1
        with snapshots.of(reader.connection):
            assert contacts.count(reader.connection) == 1
        assert contacts.count(reader.connection) == 1
        snapshots.end(reader.connection)
        assert contacts.count(reader.connection) == 2


def test_a_call_reads_one_moment_until_it_writes(database: Path) -> None:
    database.parent.mkdir(parents=True)
    with closing(factories.opened(database)) as other:
        factories.person(other, "Budi")
        context.start(["--db", str(database)])
        here = context.current()
        reader = here.reading()
        assert reader is not None
        assert contacts.count(reader.connection) == 1
        factories.person(other, "Sari")
        assert contacts.count(reader.connection) == 1
        here.writing()
        assert contacts.count(reader.connection) == 2
        here.close()
