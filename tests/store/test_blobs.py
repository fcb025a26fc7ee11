"""Photos: kept once, as long as any row or any image of the journal names them."""

from __future__ import annotations

from contextlib import closing

from crmcli.store import blobs, contacts, operations
from crmcli.store.db import Store
from tests import factories


def _with_photo(store: Store, data: bytes) -> int:
    with store.write("photo") as tx:
        return contacts.add(tx, "Budi", photo=blobs.put(tx.connection, data, "image/png"))


def _collect(store: Store) -> int:
    with store.exclusive():
        return blobs.collect(store.connection)


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    first, second = (_with_photo(store, b"picture") for _ in range(2))
    keys = {contacts.get(store.connection, contact_id).photo for contact_id in (first, second)}
    assert len(keys) == 1
    assert factories.row(store, "SELECT count(*) FROM blob") == (1,)
    assert blobs.get(store.connection, str(keys.pop())) == (b"picture", "image/png")
    assert blobs.get(store.connection, "nothing") is None


def test_a_photo_that_an_undo_could_bring_back_is_kept(store: Store) -> None:
    contact_id = _with_photo(store, b"picture")
    with store.write("cleared") as tx:
        contacts.edit(tx, contact_id, photo=None)
    assert _collect(store) == 0
    operations.undo(store)
    photo = contacts.get(store.connection, contact_id).photo
    assert photo is not None
    assert blobs.get(store.connection, photo) == (b"picture", "image/png")


def test_a_photo_that_a_redo_could_bring_back_is_kept_until_nothing_can(store: Store) -> None:
    _with_photo(store, b"picture")
    operations.undo(store)
    assert _collect(store) == 0
    operations.redo(store)
    operations.undo(store)
    factories.person(store, "Somebody Else")
    assert _collect(store) == 1


def test_a_photo_that_another_program_took_away_is_kept(store: Store) -> None:
    _with_photo(store, b"picture")
    with closing(factories.outsider(store)) as other:
        other.execute("UPDATE contact SET photo = NULL")
    assert _collect(store) == 0


def test_a_photo_that_nothing_names_is_collected(store: Store) -> None:
    _with_photo(store, b"kept")
    with store.exclusive():
        blobs.put(store.connection, b"orphan", "image/png")
    assert _collect(store) == 1
    assert factories.row(store, "SELECT bytes FROM blob") == (b"kept",)


def test_a_file_on_a_contact_is_kept_and_so_is_one_that_an_undo_could_bring_back(store: Store) -> None:
    contact_id = factories.person(store)
    with store.write("attached") as tx:
        key = blobs.put(tx.connection, b"offer", "application/pdf")
        tx.connection.execute(
            "INSERT INTO attachment (contact_id, blob, name, media_type, size, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            (contact_id, key, "offer.pdf", "application/pdf", 5, tx.at),
        )
    assert _collect(store) == 0
    with store.write("removed") as tx:
        tx.connection.execute("DELETE FROM attachment")
    assert _collect(store) == 0
    store.connection.execute("DELETE FROM journal")
    assert _collect(store) == 1
