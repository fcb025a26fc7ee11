"""What the history says an operation changed, whatever was done, undone and done again since."""

from __future__ import annotations

from typing import Any

from crmcli.store import channels, contacts, groups, history, operations
from crmcli.store.db import Store
from crmcli.store.history import Change
from tests import factories


def _changes(store: Store, operation_id: int) -> list[Change]:
    return history.changes(store.connection, operations.get(store.connection, operation_id))


def _titles(store: Store, operation_id: int) -> tuple[Any, Any]:
    (change,) = _changes(store, operation_id)
    found: tuple[Any, Any] = change.differences["title"]
    return found


def _entitle(store: Store, *titles: str) -> None:
    for title in titles:
        with store.write(title) as tx:
            contacts.edit(tx, 1, title=title)


def test_what_an_operation_added_is_shown_as_it_left_it(store: Store) -> None:
    factories.person(store, "Budi", phone="0812-3456-7890", groups=["VIP"])
    contact, channel, group, membership = _changes(store, 1)
    assert (contact.table, contact.before, contact.after and contact.after["name"]) == ("contact", None, "Budi")
    assert channel.differences["value"] == (None, "0812-3456-7890")
    assert group.differences["name"] == (None, "VIP")
    assert [change.contact_id for change in (contact, channel, group, membership)] == [1, 1, None, 1]


def test_each_operation_shows_its_own_before_and_after(store: Store) -> None:
    factories.person(store, "Budi")
    _entitle(store, "Clerk", "Boss")
    assert _titles(store, 2) == (None, "Clerk")
    assert _titles(store, 3) == ("Clerk", "Boss")


def test_an_operation_is_shown_as_it_was_though_a_later_one_is_undone(store: Store) -> None:
    factories.person(store, "Budi")
    _entitle(store, "Clerk", "Boss")
    operations.undo(store)
    assert _titles(store, 2) == (None, "Clerk")
    assert _titles(store, 3) == ("Clerk", "Boss")


def test_an_undone_operation_still_shows_what_it_did(store: Store) -> None:
    factories.person(store, "Budi")
    _entitle(store, "Clerk")
    operations.undo(store, steps=2)
    assert _titles(store, 2) == (None, "Clerk")
    (added,) = _changes(store, 1)
    assert added.before is None
    assert added.after is not None
    assert (added.after["name"], added.after["title"]) == ("Budi", None)


def test_an_operation_done_again_shows_what_it_did(store: Store) -> None:
    factories.person(store, "Budi")
    _entitle(store, "Clerk", "Boss")
    operations.undo(store, steps=2)
    operations.redo(store, steps=2)
    assert [_titles(store, number) for number in (2, 3)] == [(None, "Clerk"), ("Clerk", "Boss")]


def test_an_operation_dropped_for_another_shows_what_it_did(store: Store) -> None:
    factories.person(store, "Budi")
    _entitle(store, "Clerk", "Boss")
    operations.undo(store)
    _entitle(store, "Director")
    assert [_titles(store, number) for number in (2, 3, 4)] == [
        (None, "Clerk"),
        ("Clerk", "Boss"),
        ("Clerk", "Director"),
    ]


def test_what_was_added_and_taken_away_again_in_one_operation_is_not_shown(store: Store) -> None:
    factories.person(store, "Budi")
    with store.write("there and back") as tx:
        channels.add(tx, 1, channels.prepare("email", "b@example.com", "", "ID"))
        channels.remove(tx, 1, "email", "b@example.com", "ID")
        contacts.edit(tx, 1, title="Boss")
    assert [change.table for change in _changes(store, 2)] == ["contact"]


def test_the_number_of_rows_shown_can_be_limited(store: Store) -> None:
    factories.person(store, "Budi", phone=["0812-3456-7890", "0811-222-333"], email="b@example.com")
    assert len(history.changes(store.connection, operations.get(store.connection, 1), limit=2)) == 2


def test_a_contact_knows_every_operation_that_touched_it_or_what_hangs_on_it(store: Store) -> None:
    factories.person(store, "Budi", groups=["VIP"])
    factories.person(store, "Sari")
    group_id = groups.named(store.connection, "VIP").id
    with store.write("took Budi out") as tx:
        groups.take(tx, group_id, 1)
    with store.write("renamed VIP") as tx:
        groups.rename(tx, group_id, "Best")
    with store.write("gave a phone") as tx:
        channels.add(tx, 1, channels.prepare("phone", "0812", "", "ID"))
    assert [operation.id for operation in history.of_contact(store.connection, 1)] == [5, 3, 1]
    assert [operation.id for operation in history.of_contact(store.connection, 1, limit=2)] == [5, 3]


def test_changes_are_named_by_the_contact_as_it_was_called_then(store: Store) -> None:
    factories.person(store, "Budi", phone="0812-3456-7890")
    with store.write("renamed") as tx:
        contacts.edit(tx, 1, name="Budi Santoso")
    named = [name for _change, name in history.names(store.connection, _changes(store, 1))]
    assert named == ["Budi", "Budi"]
    operations.undo(store, steps=2)
    assert [name for _change, name in history.names(store.connection, _changes(store, 1))] == ["Budi", "Budi"]
