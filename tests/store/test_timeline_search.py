"""People are found through what was logged with them: after their own words, the newest first, never instead."""

from __future__ import annotations

import pytest

from crmcli.store import activities, contacts, followups, refs, search
from crmcli.store.db import Store
from tests import factories


@pytest.fixture
def diary(store: Store) -> Store:
    """Four people, of whom three have something in the diary."""
    budi = factories.person(store, "Budi Santoso", phone="0812-3456-7890", groups=["VIP"])
    lukasz = factories.person(store, "Łukasz Ørsted")
    ming = factories.person(store, "王小明")
    factories.person(store, "Wife and Sons Ltd", kind="company")
    with store.write("logged") as tx:
        activities.add(tx, "call", [budi], at="2026-11-20T03:00:00Z", summary="price ok, wife decides")
        activities.add(tx, "note", [lukasz], at="2026-11-21T03:00:00Z", summary="żółty truck", body="for his wife")
        activities.add(tx, "meeting", [ming, budi], at="2026-11-22T03:00:00Z", summary="在大安區看房")
        followups.add(tx, "send quote", "2026-11-27", contact_id=budi)
        followups.add(tx, "renew visa", "2026-11-27")
    return store


def found(store: Store, *words: str, limit: int = 20) -> list[tuple[str, str]]:
    """The names of whom a look-up finds, each with the entry of the timeline that was met."""
    hits = search.hits(store.connection, search.find_all_ids(store.connection, words, limit))
    return [(hit[1], hit[6]) for hit in hits]


def test_a_word_that_was_logged_finds_whom_it_was_logged_with(diary: Store) -> None:
    assert found(diary, "decides") == [("Budi Santoso", "a1")]
    assert found(diary, "DECI", "wife") == [("Budi Santoso", "a1")]


def test_their_own_words_come_first_and_then_the_newest_entry(diary: Store) -> None:
    assert found(diary, "wife") == [("Wife and Sons Ltd", ""), ("Łukasz Ørsted", "a2"), ("Budi Santoso", "a1")]
    assert found(diary, "wife", limit=2) == [("Wife and Sons Ltd", ""), ("Łukasz Ørsted", "a2")]
    assert found(diary, "wife", limit=1) == [("Wife and Sons Ltd", "")]


def test_all_who_took_part_are_found_and_each_of_them_once(diary: Store) -> None:
    assert sorted(found(diary, "大安")) == [("Budi Santoso", "a3"), ("王小明", "a3")]
    with diary.write("logged more") as tx:
        activities.add(tx, "note", [1], at="2026-11-23T03:00:00Z", summary="大安 again")
    assert sorted(found(diary, "大安")) == [("Budi Santoso", "a4"), ("王小明", "a3")]


@pytest.mark.parametrize("typed", ["żółty", "zolty", "ZOLTY tru", "truck his wife"])
def test_a_text_is_found_as_it_is_written_and_as_it_is_read(diary: Store, typed: str) -> None:
    assert found(diary, *typed.split()) == [("Łukasz Ørsted", "a2")]


@pytest.mark.parametrize("typed", ["da an", "看房", "房"])
def test_ideographs_are_found_one_by_one_and_by_their_reading(diary: Store, typed: str) -> None:
    assert {name for name, _entry in found(diary, typed)} == {"Budi Santoso", "王小明"}


def test_a_name_and_a_word_of_an_entry_find_the_person_together(diary: Store) -> None:
    assert found(diary, "budi", "wife") == [("Budi Santoso", "a1")]
    assert found(diary, "vip", "quote") == [("Budi Santoso", "f1")]
    assert found(diary, "wife", "decides", "budi") == [("Budi Santoso", "a1")]
    assert found(diary, "lukasz", "decides") == []


def test_what_is_to_be_done_or_was_done_for_somebody_finds_them_and_what_is_ones_own_nobody(diary: Store) -> None:
    assert found(diary, "quote") == [("Budi Santoso", "f1")]
    assert found(diary, "visa") == []


def test_a_removed_contact_is_not_found_through_the_timeline(diary: Store) -> None:
    with diary.write("removed") as tx:
        contacts.remove(tx, 1)
    assert found(diary, "decides") == []
    assert found(diary, "quote") == []
    assert found(diary, "budi", "wife") == []
    assert found(diary, "大安") == [("王小明", "a3")]


def test_nobody_is_meant_by_a_word_that_was_only_logged_with_them(diary: Store) -> None:
    assert search.find(diary.connection, ["decides"]) == []
    assert refs.contact(diary.connection, "wife") == 4


@pytest.mark.parametrize(
    "typed", ['"', "wife OR", "NEAR(wife)", "-", "wife*", "NOT", "(", "a:b", "…", "\0", "{words}: x"]
)
def test_signs_of_the_index_are_only_text(diary: Store, typed: str) -> None:
    for words in ([typed], ["budi", typed], [typed, "zzz", "yyy", "xxx"]):
        found(diary, *words)


def test_what_stands_in_an_entry_is_told_with_its_reference(diary: Store) -> None:
    from crmcli.store import timeline_search

    assert timeline_search.texts(diary.connection, ["a1", "f1"]) == {
        "a1": "a1 price ok, wife decides",
        "f1": "f1 send quote",
    }
