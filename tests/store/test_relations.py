"""Relations: one row, two cards, each in its own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import Ambiguous, NotFound
from crmcli.store import contacts, operations, relation_kinds, relations
from crmcli.store.db import Store
from tests import factories
from tests.store import truths


@pytest.fixture(autouse=True)
def people(store: Store) -> None:
    """Budi (1), Ani (2), Sari (3)."""
    for name in ("Budi", "Ani", "Sari"):
        factories.person(store, name)


def _relate(store: Store, contact_id: int, kind: str, other_id: int | None, name: str = "") -> bool:
    with store.write("related") as tx:
        known = contacts.get(tx.connection, other_id).name if other_id else name
        return relations.relate(tx, contact_id, kind, other_id, known)


def _unrelate(store: Store, contact_id: int, kind: str, text: str) -> tuple[str, int | None, str]:
    with store.write("unrelated") as tx:
        return relations.unrelate(tx, contact_id, kind, text)


def _said(store: Store, contact_id: int) -> list[tuple[str, str]]:
    """What the card of a contact says, on either side."""
    own = [(each.kind, each.other_name) for each in relations.of(store.connection, contact_id)]
    return own + [(kind, name) for _id, name, kind in relations.from_others(store.connection, contact_id)]


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        ("parent", "child"),
        ("mother", "child"),
        ("son", "parent"),
        ("spouse", "spouse"),
        ("assistant", "manager"),
        ("referred by", "referred"),
        ("referred", "referred by"),
        ("friend", "friend"),
        ("lawyer", "lawyer of"),
    ],
)
def test_the_other_card_says_it_in_its_own_words(store: Store, kind: str, seen: str) -> None:
    _relate(store, 1, kind, 2)
    assert _said(store, 1) == [(kind, "Ani")]
    assert _said(store, 2) == [(seen, "Budi")]


def test_what_the_other_card_says_already_is_known(store: Store) -> None:
    assert _relate(store, 1, "mother", 2)
    assert not _relate(store, 2, "child", 1)
    assert not _relate(store, 1, "mother", 2)
    assert _relate(store, 2, "son", 1)  # says more than child
    assert _said(store, 1) == [("mother", "Ani")]
    assert _said(store, 2) == [("son", "Budi")]


def test_another_of_the_same_name_is_somebody_else(store: Store) -> None:
    factories.person(store, "Ani")
    assert _relate(store, 1, "friend", 2)
    assert _relate(store, 1, "friend", 4)
    assert not _relate(store, 1, "friend", 4)
    assert not _relate(store, 1, "friend", None, "Ani")
    assert [each.other_id for each in relations.of(store.connection, 1)] == [2, 4]


def test_a_name_becomes_the_contact_that_is_said_to_be_it(store: Store) -> None:
    _relate(store, 1, "spouse", None, "Ani")
    before = factories.tables(store)
    assert _relate(store, 1, "spouse", 2)
    assert [(each.other_id, each.other_name) for each in relations.of(store.connection, 1)] == [(2, "Ani")]
    with store.write("imported") as tx:
        relations.add_names(tx, 1, [("spouse", "Ani")])
    assert not tx.is_changed
    operations.undo(store)
    assert factories.tables(store) == before


def test_a_relation_is_forgotten_from_either_card(store: Store) -> None:
    before = factories.tables(store)["relation"]
    _relate(store, 1, "mother", 2)
    assert _unrelate(store, 2, "child", "budi") == ("child", 1, "Budi")
    assert factories.tables(store)["relation"] == before
    _relate(store, 1, "mother", 2)
    assert _unrelate(store, 1, "parent", "c2") == ("mother", 2, "Ani")
    _relate(store, 1, "lawyer", 2)
    assert _unrelate(store, 2, "lawyer of", "Budi") == ("lawyer of", 1, "Budi")
    truths.assert_sound(store)


def test_one_of_several_is_named_by_part_of_the_name_or_refused(store: Store) -> None:
    for name in ("Joko Anwar", "Joko Widodo"):
        _relate(store, 1, "friend", None, name)
    with pytest.raises(Ambiguous, match="'joko' may be 2 of them"):
        _unrelate(store, 1, "friend", "joko")
    assert _unrelate(store, 1, "friend", "anwar") == ("friend", None, "Joko Anwar")
    with pytest.raises(NotFound) as missing:
        _unrelate(store, 1, "spouse", "joko")
    assert missing.value.hint == "There is: friend Joko Widodo."


def test_a_relation_to_a_removed_contact_is_seen_on_one_card_only(store: Store) -> None:
    _relate(store, 1, "spouse", 2)
    with store.write("removed") as tx:
        contacts.remove(tx, 1)
    assert _said(store, 2) == []
    operations.undo(store)
    assert _said(store, 2) == [("spouse", "Budi")]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Referred-By", "referred by"),
        ("referrer", "referred by"),
        ("co_worker", "co-worker"),
        ("Coworker", "co-worker"),
        ("mother in law", "mother-in-law"),
        ("neighbour", "neighbor"),
        ("wali murid", "wali murid"),
        ("e-mail-buddy", "e-mail-buddy"),
    ],
)
def test_hyphens_blanks_and_spellings_are_one_kind(typed: str, kind: str) -> None:
    assert relation_kinds.typed(typed) == kind


def test_every_kind_of_the_table_is_seen_by_a_kind_of_the_table_or_a_pair_of_words() -> None:
    for kind in relation_kinds.known():
        back = relation_kinds.inverse(kind)
        assert back in relation_kinds.known() or " or " in back, kind
        assert relation_kinds.typed(kind) == kind
        assert relation_kinds.typed(kind.replace(" ", "-")) == kind


@given(st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable() and text.strip()))
def test_a_typed_kind_is_the_same_when_typed_again(text: str) -> None:
    kind = relation_kinds.typed(text)
    assert relation_kinds.typed(kind) == kind
