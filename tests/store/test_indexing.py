"""The index follows the data: what each kind of row makes findable, and what a rebuild mends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crmcli.store import activity_index, addresses, channels, contacts, groups, indexing, journal, search
from crmcli.store.db import Store, Transaction
from tests import factories
from tests.store import truths

Change = Callable[[Transaction], object]

CHANGES: dict[str, tuple[Change, str, list[str]]] = {
    "a name": (lambda tx: contacts.edit(tx, 2, name="Zzyx"), "zzyx", ["Zzyx"]),
    "a nickname": (lambda tx: contacts.edit(tx, 2, nickname="Zzyx"), "zzyx", ["Budi"]),
    "a title": (lambda tx: contacts.edit(tx, 2, title="Zzyx"), "zzyx", ["Budi"]),
    "notes": (lambda tx: contacts.edit(tx, 2, notes="likes zzyx"), "zzyx", ["Budi"]),
    "an own field": (lambda tx: contacts.set_field(tx, 2, "Hobby", "Zzyx"), "zzyx", ["Budi"]),
    "an employer's name": (lambda tx: contacts.edit(tx, 1, name="Zzyx"), "zzyx", ["Budi", "Zzyx"]),
    "another employer": (
        lambda tx: contacts.edit(tx, 2, employer_id=contacts.find_or_add_company(tx, "Zzyx")),
        "zzyx",
        ["Budi", "Zzyx"],
    ),
    "a phone": (lambda tx: channels.add(tx, 2, channels.prepare("phone", "999888777", "", "")), "888777", ["Budi"]),
    "an e-mail": (lambda tx: channels.add(tx, 2, channels.prepare("email", "z@zzyx.com", "", "")), "zzyx", ["Budi"]),
    "a service": (lambda tx: channels.add(tx, 2, channels.prepare("telegram", "@zzyx", "", "")), "zzyx", ["Budi"]),
    "an address": (lambda tx: addresses.add(tx, 2, "", {"city": "Zzyx"}), "zzyx", ["Budi"]),
    "a group": (lambda tx: groups.put(tx, groups.find_or_add(tx, "Zzyx"), 2), "zzyx", ["Budi"]),
    "a group's name": (lambda tx: groups.rename(tx, 1, "Zzyx"), "zzyx", ["Budi"]),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_what_makes_findable_is_found_at_once(store: Store, what: str) -> None:
    change, query, names = CHANGES[what]
    factories.person(store, "Budi", company="PT Maju", groups=["VIP"])
    assert search.find(store.connection, [query]) == []
    with store.write(f"changed {what}") as tx:
        change(tx)
    assert sorted(hit[1] for hit in search.find(store.connection, [query])) == names
    truths.assert_index_is_true(store)


def test_every_table_that_belongs_to_a_contact_is_indexed_or_known_not_to_be(store: Store) -> None:
    not_searched = {"contact_uid", "occasion", "relation", "setting", "segment", "attachment", "distinct_pair"}
    not_searched |= {"merged_contact", "participant", "greeting", "own_holiday"}
    not_searched |= {"pipeline", "stage", "deal_contact", "competitor", "stage_move", "close_change", "deal_tag"}
    not_searched |= {"deal_uid", "rate"}
    searched = {*indexing.MAKES_FINDABLE, activity_index.ACTIVITY, activity_index.FOLLOWUP, activity_index.DEAL}
    assert set(journal.tables(store.connection)) - searched == not_searched


def test_a_rebuild_mends_an_index_that_lies(store: Store) -> None:
    factories.person(store, "Budi", phone="0812-3456-7890")
    factories.person(store, "Sari")
    true = truths.index(store.connection)
    with store.exclusive():
        store.connection.execute("DELETE FROM search WHERE rowid = 1")
        store.connection.execute("UPDATE search_trigram SET words = 'nonsense' WHERE rowid = 2")
    assert truths.index(store.connection) != true
    with store.exclusive():
        indexing.rebuild(store.connection)
    assert truths.index(store.connection) == true


def test_removed_contacts_are_in_no_index(store: Store) -> None:
    factories.person(store, "Budi")
    with store.write("removed") as tx:
        contacts.remove(tx, 1)
    assert truths.index(store.connection) == {"search": [], "search_trigram": [], "search_diary": []}


def test_the_end_of_long_notes_is_found_by_whole_words(store: Store) -> None:
    factories.person(store, "Budi", notes="word " * 5_000 + "zzyxquux")
    assert [hit[1] for hit in search.find(store.connection, ["zzyxquux"])] == ["Budi"]
    assert [hit[1] for hit in search.find(store.connection, ["zzyx"])] == ["Budi"]


def test_an_operation_that_touches_almost_everybody_leaves_a_true_index(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_LARGE", 5)
    monkeypatch.setattr(indexing, "_BATCH", 3)
    factories.imported(store, [factories.card(f"Budi {n}", company="PT Maju") for n in range(20)])
    company_id = contacts.company_named(store.connection, "PT Maju")
    assert company_id is not None
    with store.write("renamed") as tx:
        contacts.edit(tx, company_id, name="CV Jaya")
    assert len(search.find(store.connection, ["jaya"], 0)) == 21
    assert search.find(store.connection, ["maju"]) == []
    truths.assert_sound(store)
