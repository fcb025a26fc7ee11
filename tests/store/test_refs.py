"""From what the user types to one record, or to a question that can be answered."""

from __future__ import annotations

from contextlib import suppress

import pytest

from crmcli.errors import Ambiguous, Invalid, NotFound
from crmcli.store import channels, contacts, groups, operations, refs
from crmcli.store.db import Store
from tests import factories


def _ref(store: Store, text: str, **options: bool | str) -> int:
    return refs.contact(store.connection, text, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["c2", "C2", "2", " c2 ", "sari", "SARI DEWI", "dewi", "0811-222-3333", "2223333"])
def test_a_contact_is_named_by_number_name_or_phone(store: Store, text: str) -> None:
    factories.person(store, "Budi")
    factories.person(store, "Sari Dewi", phone="0811-222-3333")
    assert _ref(store, text) == 2


def test_an_exact_name_beats_the_rest(store: Store) -> None:
    factories.person(store, "Budi Santoso")
    factories.person(store, "Budi")
    factories.person(store, "Budiman")
    assert _ref(store, "budi") == 2


def test_an_exact_name_beats_any_number_of_others(store: Store) -> None:
    factories.imported(store, [factories.card(f"Budi {n}", phone=f"0812-0000-{n:04}") for n in range(60)])
    with store.write("touched") as tx:
        tx.connection.execute("UPDATE contact SET last_touch_at = '2026-01-01T00:00:00Z'")
    contact_id = factories.person(store, "Budi")
    assert _ref(store, "budi") == contact_id


def test_a_person_comes_before_their_own_company_where_nobody_else_is_meant(store: Store) -> None:
    elif_ = factories.person(store, "Dr. Elif Kaya", company="Reha Kaya")
    assert _ref(store, "kaya") == elif_
    assert _ref(store, "reha kaya") == _ref(store, "kaya", kind="company") != elif_
    with pytest.raises(Ambiguous):  # the person is not called so
        _ref(store, "reha")
    factories.person(store, "Deniz Kaya")
    with pytest.raises(Ambiguous):
        _ref(store, "kaya")


def test_several_are_a_question_with_at_most_nine_answers(store: Store) -> None:
    for number in range(12):
        factories.person(store, f"Budi {number}", phone=f"0812-3456-78{number:02}", company="PT Maju")
    with pytest.raises(Ambiguous) as asked:
        _ref(store, "budi")
    assert len(asked.value.candidates) == refs.MOST_CANDIDATES
    first = asked.value.candidates[0]
    assert set(first) == {"id", "ref", "name", "company", "phone"}
    assert (first["name"], first["company"], first["phone"]) == ("Budi 0", "PT Maju", "+6281234567800")


def test_of_two_with_the_very_name_only_those_are_asked_about(store: Store) -> None:
    for name in ("Budi", "Budi", "Budi Santoso"):
        factories.person(store, name)
    with pytest.raises(Ambiguous) as asked:
        _ref(store, "budi")
    assert [candidate["id"] for candidate in asked.value.candidates] == [1, 2]


@pytest.mark.parametrize("text", ["c9", "9", "c0", "c-1", "nobody", "c99999999999999999999", "\ud800", "'", "%", "c"])
def test_nobody_is_not_found(store: Store, text: str) -> None:
    factories.person(store, "Budi")
    with pytest.raises(NotFound):
        _ref(store, text)


@pytest.mark.parametrize("text", ["", "  ", "\t"])
def test_nothing_names_nobody(store: Store, text: str) -> None:
    with pytest.raises(Invalid):
        _ref(store, text)


def test_a_bare_number_that_is_no_id_may_be_the_end_of_a_phone(store: Store) -> None:
    factories.person(store, "Budi", phone="0812-3456-7890")
    assert _ref(store, "7890") == 1


def test_a_removed_contact_is_not_found_unless_asked_for(store: Store) -> None:
    contact_id = factories.person(store, "Łukasz")
    with store.write("removed") as tx:
        contacts.remove(tx, contact_id)
    for text in ("c1", "1", "lukasz"):
        with pytest.raises(NotFound):
            _ref(store, text)
        assert _ref(store, text, with_removed=True) == 1
    with pytest.raises(NotFound) as refused:
        _ref(store, "c1")
    assert "crm contact restore c1" in refused.value.hint


def test_a_kind_narrows_the_search(store: Store) -> None:
    factories.person(store, "Maju", company="PT Maju")
    assert _ref(store, "maju", kind="person") == 2
    assert _ref(store, "maju", kind="company") == 1
    with pytest.raises(NotFound, match="not a company"):
        _ref(store, "c2", kind="company")
    with pytest.raises(NotFound, match="not a person"):
        _ref(store, "c1", kind="person")


def test_a_dot_is_the_contact_last_changed(store: Store) -> None:
    with pytest.raises(NotFound):
        _ref(store, ".")
    factories.person(store, "Budi", groups=["VIP"])
    factories.person(store, "Sari", company="PT Maju")
    assert _ref(store, ".") == 3
    with store.write("a phone") as tx:
        channels.add(tx, 1, channels.prepare("phone", "0812", "", "ID"))
    assert _ref(store, ".") == 1
    operations.undo(store)
    assert _ref(store, ".") == 3
    with store.write("out of VIP") as tx:
        groups.take(tx, groups.named(tx.connection, "VIP").id, 1)
    assert _ref(store, ".") == 1


def test_a_dot_is_nobody_who_is_removed(store: Store) -> None:
    factories.person(store, "Budi")
    factories.person(store, "Sari")
    with store.write("removed") as tx:
        contacts.remove(tx, 2)
    assert _ref(store, ".") == 1


@pytest.mark.parametrize(("text", "number"), [("o41", 41), ("O41", 41), ("41", 41), (" o1 ", 1)])
def test_an_operation_is_named_by_its_number(text: str, number: int) -> None:
    assert refs.operation(text) == number


@pytest.mark.parametrize("text", ["", "o", "o0", "c4", "-1", "o1.5", "o٤", "o9999999999999999999"])
def test_what_is_no_operation_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        refs.operation(text)


@pytest.mark.parametrize("text", ["o'brien", '"', "a AND b", "budi*", "\0", "+", "(0)", "name:x"])
def test_any_text_is_found_not_found_or_asked_about(store: Store, text: str) -> None:
    factories.person(store, "Sean O'Brien")
    with suppress(NotFound):
        assert _ref(store, text, with_removed=True) == 1
