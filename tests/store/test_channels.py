"""Ways to reach a contact: read as typed, kept as given, compared by what they mean."""

from __future__ import annotations

import pytest

from crmcli.errors import Invalid, NotFound
from crmcli.store import channels
from crmcli.store.db import Store
from tests import factories


@pytest.mark.parametrize(
    ("kind", "text", "value", "normal", "label"),
    [
        ("phone", "0812-3456-7890", "0812-3456-7890", "+6281234567890", ""),
        ("phone", "work:0812-3456-7890", "0812-3456-7890", "+6281234567890", "work"),
        ("phone", "Work Fax: 021 555 0101", "021 555 0101", "+62215550101", "work fax"),
        ("phone", "tel:+62-812-3456-7890", "+62-812-3456-7890", "+6281234567890", ""),
        ("phone", "112", "112", "", ""),
        ("email", "Budi@Example.COM", "Budi@Example.COM", "budi@example.com", ""),
        ("email", "home:b@example.com", "b@example.com", "b@example.com", "home"),
        ("email", "mailto:b@example.com", "b@example.com", "b@example.com", ""),
        ("url", "https://Example.com/Path/", "https://Example.com/Path/", "example.com/Path", ""),
        ("url", "http://example.com:8080", "http://example.com:8080", "example.com:8080", ""),
        ("telegram", "@Budi", "@Budi", "budi", ""),
        ("linkedin", "work:budi-s", "budi-s", "budi-s", "work"),
    ],
)
def test_a_channel_is_read_as_typed(kind: str, text: str, value: str, normal: str, label: str) -> None:
    found = channels.typed(kind, text, "ID")
    assert (found.value, found.normal, found.label) == (value, normal, label)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("phone", ""), ("phone", "call me"), ("phone", "1"), ("phone", "1" * 41), ("email", "budi"),
        ("email", "@x.example"),
        ("email", "a b@example.com"), ("email", "budi@"), ("email", "budi@.example"), ("url", " "), ("telegram", "\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_channel_is_refused(kind: str, text: str) -> None:
    with pytest.raises(Invalid):
        channels.typed(kind, text, "ID")


def test_a_channel_is_added_once_whatever_its_format(store: Store) -> None:
    contact_id = factories.person(store, "Budi", phone="0812-3456-7890", email="b@example.com")
    with store.write("again") as tx:
        for kind, text in (("phone", "+62 812 3456 7890"), ("phone", "work:081234567890"), ("email", "B@Example.com")):
            assert not channels.add(tx, contact_id, channels.typed(kind, text, "ID"))
        assert channels.add(tx, contact_id, channels.typed("whatsapp", "0812-3456-7890", "ID"))
    assert [channel.position for channel in channels.of(store.connection, contact_id)] == [1, 2, 3]


def test_numbers_that_cannot_be_read_are_told_apart_as_given(store: Store) -> None:
    contact_id = factories.person(store, "Taxi", phone=["112", "113", "112"])
    assert [channel.value for channel in channels.of(store.connection, contact_id)] == ["112", "113"]


def test_two_people_may_share_a_channel(store: Store) -> None:
    factories.person(store, "Budi", phone="021 555 0101")
    factories.person(store, "Sari", phone="021 555 0101")
    assert factories.row(store, "SELECT count(*) FROM channel") == (2,)


@pytest.mark.parametrize("text", ["0812-3456-7890", "+62 812 3456 7890", " 081234567890 "])
def test_a_channel_is_removed_in_any_format(store: Store, text: str) -> None:
    contact_id = factories.person(store, "Budi", phone=["0812-3456-7890", "0811-222-3333"])
    with store.write("removed") as tx:
        channels.remove(tx, contact_id, "phone", text, "ID")
    assert [channel.value for channel in channels.of(store.connection, contact_id)] == ["0811-222-3333"]


def test_removing_what_is_not_there_says_what_is(store: Store) -> None:
    contact_id = factories.person(store, "Budi", phone="0812-3456-7890", email="b@example.com")
    with pytest.raises(NotFound, match="no phone '0899'") as refused, store.write("removed") as tx:
        channels.remove(tx, contact_id, "phone", "0899", "ID")
    assert "0812-3456-7890" in refused.value.hint
    assert "b@example.com" not in refused.value.hint


def test_what_is_removed_from_one_contact_stays_with_another(store: Store) -> None:
    first, second = (factories.person(store, name, phone="021 555 0101") for name in ("Budi", "Sari"))
    with store.write("removed") as tx:
        channels.remove(tx, first, "phone", "021 555 0101", "ID")
    assert channels.of(store.connection, first) == []
    assert len(channels.of(store.connection, second)) == 1
