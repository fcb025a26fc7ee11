"""Whose number calls: the whole number in any form, and never one that only ends alike."""

from __future__ import annotations

import pytest

from crmcli.store import callers
from crmcli.store.db import Store
from tests import factories


def names(store: Store, number: str) -> list[str]:
    return [row[1] for row in callers.holders(store.connection, number)]


@pytest.mark.parametrize(
    ("kept", "reported"),
    [
        ("0812-3456-7890", "+62 812 3456 7890"),
        ("+62 812-3456-7890", "0812-3456-7890"),
        ("+62 21 5790 4545", "57904545"),  # from the same town
        ("+1 212 555 0147", "2125550147"),
        ("+1 212 555 0147", "1-212-555-0147"),
        ("+7 921 112-42-84", "8 921 112-42-84"),
        ("110", "110"),
        ("021 5790 6776", "٠٢١٥٧٩٠٦٧٧٦"),
        ("021 5790 6776", "０２１５７９０６７７６"),
        ("+62 812-3456-7890", "＋６２ ８１２３４５６７８９０"),
        ("+62 812-3456-7890", "+62 (0)812 3456 7890"),
        ("+62 812-3456-7890", "sip:%2B6281234567890@pbx"),
        ("+62 812-3456-7890", "tel:%2b62%20812%203456%207890"),
        ("+62 812-3456-7890", "sip:+6281234567890:secret@pbx:5060"),
        ("+62 812-3456-7890", "tel://081234567890"),
        ("+62 812-3456-7890", '"Budi <home>" <sip:081234567890@pbx;user=phone>;tag=1928'),
    ],
)
def test_a_number_is_known_in_the_forms_in_which_it_is_reported(store: Store, kept: str, reported: str) -> None:
    factories.person(store, "Budi", phone=kept)
    assert names(store, reported) == ["Budi"]


def test_a_number_kept_without_its_country_code_is_known_with_it(store: Store) -> None:
    contact_id = factories.person(store, "Ana", phone="+351 21 123 4567")
    with store.write("as an import keeps what it cannot read") as tx:
        tx.connection.execute(
            "UPDATE channel SET value = '0811 222 3344', normal = '', reversed = '44332221180' WHERE contact_id = ?",
            [contact_id],
        )
    assert names(store, "+33 811 222 3344") == ["Ana"]
    assert names(store, "0811 222 3344") == ["Ana"]


@pytest.mark.parametrize(
    "reported", ["7890", "567890", "812-3456-789", "1 812 3456 7890 22", "+99912 34567890", "x", ""]
)
def test_what_only_ends_or_begins_alike_is_nobodys(store: Store, reported: str) -> None:
    factories.person(store, "Budi", phone="+62 812-3456-7890")
    assert names(store, reported) == []


def test_the_same_digits_come_before_the_same_ending_and_a_company_before_its_people(store: Store) -> None:
    factories.person(store, "Ani", phone="+62 21 5790 4545")
    factories.person(store, "PT Maju", kind="company", phone="+62 21 5790 4545")
    factories.person(store, "Elsewhere", phone="+62 22 5790 4545")
    assert names(store, "+62 21 5790 4545") == ["PT Maju", "Ani"]
    assert set(names(store, "5790 4545")) == {"PT Maju", "Ani", "Elsewhere"}


def test_who_was_removed_does_not_call(store: Store) -> None:
    contact_id = factories.person(store, "Budi", phone="+62 812-3456-7890")
    with store.write("removed") as tx:
        tx.connection.execute("UPDATE contact SET deleted_at = '2026-01-01T00:00:00Z' WHERE id = ?", [contact_id])
    assert names(store, "+62 812-3456-7890") == []
