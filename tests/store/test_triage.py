"""Sorting out: who waits, in which order, and what each decision means; the next import of the files keeps it."""

from __future__ import annotations

import pytest

from crmcli.errors import Invalid
from crmcli.store import contacts, groups, operations, triage
from crmcli.store.db import Store
from tests import factories


def test_those_not_looked_at_come_first_then_those_put_off(store: Store) -> None:
    ids = [factories.person(store, name) for name in ("Cici", "Ani", "Budi", "Dedi", "Eka")]
    with store.write("sorted") as tx:
        triage.put_off(tx, ids[1])
        triage.give_status(tx, ids[3], "private")
        contacts.remove(tx, ids[4])
    assert triage.waiting(store.connection) == [ids[2], ids[0], ids[1]]
    assert triage.waiting(store.connection, [ids[1], ids[0], ids[3]]) == [ids[0], ids[1]]
    assert [triage.is_waiting(store.connection, number) for number in ids] == [True, True, True, False, False]


def test_a_customer_is_active_and_in_a_group(store: Store) -> None:
    contact_id = factories.person(store, "Ani", status="lead")
    with store.write("sorted") as tx:
        triage.make_customer(tx, contact_id, "VIP")
    assert contacts.get(store.connection, contact_id).status == "active"
    assert groups.of(store.connection, contact_id) == ["VIP"]
    assert triage.waiting(store.connection) == []


def test_only_statuses_that_a_key_gives_are_given(store: Store) -> None:
    contact_id = factories.person(store)
    with store.write("sorted") as tx, pytest.raises(Invalid):
        triage.give_status(tx, contact_id, "past")


def test_a_company_has_no_given_and_no_family_name(store: Store) -> None:
    contact_id = factories.person(store, "Toko Jaya", given="Toko", family="Jaya", nickname="TJ")
    with store.write("sorted") as tx:
        assert triage.make_company(tx, contact_id) == contact_id
        with pytest.raises(Invalid):
            triage.make_company(tx, contact_id)
    company = contacts.get(store.connection, contact_id)
    assert (company.kind, company.name, company.given, company.family, company.nickname, company.triage) == (
        "company", "Toko Jaya", None, None, "TJ", "done",
    )  # fmt: skip


def test_a_person_s_name_on_the_card_of_a_company_can_still_be_found(store: Store) -> None:
    parts = {"prefix": "Pak", "given": "Budi", "family": "Santoso", "phonetic_given": "Boo-dee", "nickname": "TM"}
    contact_id = factories.person(store, "Toko Maju", **parts)
    before = factories.tables(store)
    with store.write("sorted") as tx:
        triage.make_company(tx, contact_id)
    assert contacts.get(store.connection, contact_id).nickname == "TM, Pak Budi Santoso, Boo-dee"
    operations.undo(store)
    assert factories.tables(store) == before


@pytest.mark.parametrize("employer", ["", "Toko Jaya", "PT Induk"])
def test_the_next_import_leaves_a_company_what_it_was_made(store: Store, employer: str) -> None:
    cards = [factories.card("Toko Jaya", "N:Jaya;Toko;;;", phone="021-5790-6776", company=employer, uid="t-1")]
    factories.imported(store, cards)
    person = next(number for number in triage.waiting(store.connection)
                  if contacts.get(store.connection, number).kind == "person")  # fmt: skip
    with store.write("sorted") as tx:
        company_id = triage.make_company(tx, person)
    before = factories.tables(store)
    assert factories.counts(factories.imported(store, cards)) == (0, 0, 1, 0)
    assert factories.tables(store) == before
    assert (company_id == person) == (employer != "Toko Jaya")


def test_a_decision_is_known_by_its_command(store: Store) -> None:
    contact_id = factories.person(store)
    with store.write("sorted", command="crm --no-color contact triage sari") as tx:
        triage.give_status(tx, contact_id, "private")
    newest, added = operations.newest(store.connection)
    assert triage.contact_of(store.connection, newest.id) == contact_id
    assert triage.contact_of(store.connection, added.id) is None
