"""Attachments: kept by their content, undone and purged with their contact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import Invalid, NotFound
from crmcli.store import attachments, blobs, cards, contacts, operations, purging
from crmcli.store.attachments import Attachment
from crmcli.store.db import Store
from tests import factories
from tests.store import truths


def _attach(store: Store, contact_id: int, name: str, data: bytes, notes: str = "") -> Attachment:
    with store.write("attached") as tx:
        return attachments.add(tx, contact_id, name, data, notes)[0]


def _blobs(store: Store) -> int:
    return int(factories.row(store, "SELECT count(*) FROM blob")[0])


def test_a_file_is_kept_as_it_is(store: Store) -> None:
    contact_id = factories.person(store)
    found = _attach(store, contact_id, "../offer.pdf", b"%PDF-\x00\xff", "signed")
    assert found == Attachment(
        1, contact_id, "Budi", found.blob, "offer.pdf", "application/pdf", 7, "signed", "2026-11-24T09:00:00Z"
    )
    assert attachments.content(store.connection, found) == b"%PDF-\x00\xff"
    assert cards.of(store.connection, contacts.get(store.connection, contact_id)).attachments == [found]
    truths.assert_sound(store)


def test_the_same_content_comes_to_a_contact_once_and_lies_in_the_file_once(store: Store) -> None:
    first, second = factories.person(store), factories.person(store, "Ani")
    one = _attach(store, first, "a.txt", b"hello")
    assert _attach(store, first, "b.txt", b"hello") == one
    other = _attach(store, second, "c.txt", b"hello")
    assert _blobs(store) == 1
    assert attachments.holders(store.connection, one) == [other]


def test_a_file_comes_back_with_undo_and_goes_with_redo(store: Store) -> None:
    contact_id = factories.person(store)
    found = _attach(store, contact_id, "a.txt", b"hello")
    before = factories.tables(store)
    with store.write("removed") as tx:
        attachments.remove(tx, found)
    blobs.collect(store.connection)
    operations.undo(store)
    assert factories.tables(store) == before
    assert attachments.content(store.connection, found) == b"hello"
    operations.undo(store)
    blobs.collect(store.connection)
    operations.redo(store)
    assert attachments.content(store.connection, found) == b"hello"


def test_purging_a_contact_takes_its_files_and_leaves_the_same_of_others(store: Store) -> None:
    first, second = factories.person(store, "Budi"), factories.person(store, "Ani")
    _attach(store, first, "secret.txt", b"only his")
    shared = _attach(store, first, "both.txt", b"of both")
    kept = _attach(store, second, "both.txt", b"of both")
    with store.write("removed") as tx:
        attachments.remove(tx, shared)
    purging.purge(store, first)
    assert attachments.all_of(store.connection) == [kept]
    assert attachments.content(store.connection, kept) == b"of both"
    assert _blobs(store) == 1
    truths.assert_sound(store)


def test_files_of_removed_contacts_are_in_no_list(store: Store) -> None:
    contact_id = factories.person(store)
    _attach(store, contact_id, "a.txt", b"hello")
    with store.write("removed") as tx:
        contacts.remove(tx, contact_id)
    assert attachments.all_of(store.connection) == []
    assert len(attachments.of(store.connection, contact_id)) == 1


@pytest.mark.parametrize(
    ("sort", "ids"),
    [("id", [1, 2, 3]), ("-id", [3, 2, 1]), ("name", [2, 3, 1]), ("size", [3, 1, 2]), ("-size", [2, 1, 3])],
)
def test_files_are_sorted(store: Store, sort: str, ids: list[int]) -> None:
    contact_id = factories.person(store)
    for name, size in (("c", 2), ("A", 3), ("b", 1)):
        _attach(store, contact_id, name, b"x" * size)
    assert [each.id for each in attachments.of(store.connection, contact_id, sort)] == ids
    assert [each.id for each in attachments.all_of(store.connection, sort)] == ids


def test_a_file_is_renamed_and_described(store: Store) -> None:
    found = _attach(store, factories.person(store), "a.txt", b"hello")
    with store.write("renamed") as tx:
        found = attachments.rename(tx, found, "/tmp/b.txt")
        found = attachments.describe(tx, found, "two\nlines")
    assert (found.name, found.notes) == ("b.txt", "two\nlines")
    with store.write("cleared") as tx:
        assert attachments.describe(tx, found, "").notes is None


def test_an_empty_file_and_one_too_large_are_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 2_000_000)
    contact_id = factories.person(store)
    with pytest.raises(Invalid, match="a is empty"):
        _attach(store, contact_id, "a", b"")
    with pytest.raises(Invalid, match="a is larger than 2 MB"):
        _attach(store, contact_id, "a", b"x" * 2_000_001)
    assert _blobs(store) == 0


def test_content_that_another_program_took_away_is_said(store: Store) -> None:
    found = _attach(store, factories.person(store), "a.txt", b"hello")
    factories.outsider(store).execute("DELETE FROM blob")
    with pytest.raises(NotFound, match=r"The content of a\.txt is no longer there"):
        attachments.content(store.connection, found)


@given(st.lists(st.tuples(st.text(max_size=20), st.binary(min_size=1, max_size=40)), min_size=1, max_size=6))
def test_whatever_is_kept_is_read_back_and_undone(files: list[tuple[str, bytes]]) -> None:
    with factories.temporary_store() as store:
        contact_id = factories.person(store)
        before = factories.tables(store)
        with store.write("attached") as tx:
            kept = [attachments.add(tx, contact_id, name, data)[0] for name, data in files]
        assert [attachments.content(store.connection, each) for each in kept] == [data for _name, data in files]
        operations.undo(store)
        assert factories.tables(store) == before
