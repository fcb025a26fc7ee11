"""Referrals: counted from both directions, each pair once, by person and by company."""

from __future__ import annotations

from crmcli.store import contacts, referrals, relations
from crmcli.store.db import Store
from tests import factories


def _relate(store: Store, *given: tuple[int, str, int | None, str]) -> None:
    with store.write("related") as tx:
        for contact_id, kind, other_id, name in given:
            relations.add(tx, contact_id, kind, other_id, name)


def _counted(store: Store, *, by_company: bool = False) -> list[tuple[str, list[str]]]:
    found = referrals.referrers(store.connection, by_company=by_company)
    return [(one.name, [each.name for each in one.referred]) for one in found]


def test_both_directions_count_and_a_pair_counts_once(store: Store) -> None:
    for name in ("Budi", "Ani", "Sari", "Joko"):
        factories.person(store, name)
    _relate(
        store,
        (2, "referred by", 1, "Budi"),
        (1, "referred", 2, "Ani"),
        (1, "referred", 3, "Sari"),
        (4, "referrer", 3, "Sari"),
        (4, "friend", 1, "Budi"),
    )
    assert _counted(store) == [("Budi", ["Ani", "Sari"]), ("Sari", ["Joko"])]


def test_names_alone_and_companies_refer_too(store: Store) -> None:
    factories.person(store, "Budi", company="PT Maju")  # c1 is the company
    for name in ("Ani", "Sari", "Joko"):
        factories.person(store, name)
    _relate(
        store,
        (3, "referred by", None, "Pak Élan"),
        (4, "referred by", None, "pak elan"),
        (4, "referred by", 1, "PT Maju"),
        (5, "referred by", 2, "Budi"),
        (2, "referred", None, "A stranger"),
    )
    assert _counted(store) == [
        ("Budi", ["Joko", "A stranger"]),
        ("Pak Élan", ["Ani", "Sari"]),
        ("PT Maju", ["Sari"]),
    ]
    assert _counted(store, by_company=True) == [
        ("PT Maju", ["Sari", "Joko", "A stranger"]),
        ("Pak Élan", ["Ani", "Sari"]),
    ]


def test_removed_contacts_are_not_counted(store: Store) -> None:
    for name in ("Budi", "Ani", "Sari"):
        factories.person(store, name)
    _relate(store, (2, "referred by", 1, "Budi"), (3, "referred by", 2, "Ani"))
    with store.write("removed") as tx:
        contacts.remove(tx, 2)
    assert _counted(store) == []
