"""A phone or an e-mail right behind the name is taken for what it is, and the answer says so."""

from __future__ import annotations

import pytest

from crmcli import capturing
from tests.conftest import Crm, Result


@pytest.mark.parametrize(
    ("words", "name", "channels"),
    [
        ("Budi Hartono 0812-1111-2222", "Budi Hartono", ["phone 0812-1111-2222"]),
        ("Budi 0812 1111 2222", "Budi", ["phone 0812 1111 2222"]),
        ("Budi +62 812 1111 2222", "Budi", ["phone +62 812 1111 2222"]),
        ("Budi (021) 5790 6776", "Budi", ["phone (021) 5790 6776"]),
        ("Budi 812 1111 2222", "Budi", ["phone 812 1111 2222"]),
        ("Budi budi@x.example", "Budi", ["email budi@x.example"]),
        ("Budi 08121111222 b@x.example", "Budi", ["phone 08121111222", "email b@x.example"]),
        ("Budi b@x.example 0812 1111 222", "Budi", ["email b@x.example", "phone 0812 1111 222"]),
        ("Budi 0812-1111-2222 021-5790-6776", "Budi", ["phone 0812-1111-2222", "phone 021-5790-6776"]),
        ("Budi 021 5790 6776 +62 812 1111 2222", "Budi", ["phone 021 5790 6776", "phone +62 812 1111 2222"]),
        ("Toko 99 0812 1111 2222", "Toko 99", ["phone 0812 1111 2222"]),
        ("0812-1111-2222", "0812-1111-2222", ["phone 0812-1111-2222"]),
        ("b@x.example", "b@x.example", ["email b@x.example"]),
        ("Studio 54", "Studio 54", []),
        ("Toko 123456", "Toko 123456", []),
        ("Fair 2026-11-24", "Fair 2026-11-24", []),
        ("Fair 24/11/2026", "Fair 24/11/2026", []),
        ("0812-1111-2222 Budi", "0812-1111-2222 Budi", []),
        ("Kopi@Home", "Kopi@Home", []),
        ("Budi @budi", "Budi @budi", []),
        ("Toko 5-10", "Toko 5-10", []),
        ("+", "+", []),
    ],
)
def test_phones_and_e_mails_are_told_from_a_name(words: str, name: str, channels: list[str]) -> None:
    said, found = capturing.split(words.split())
    assert (said, [" ".join(channel) for channel in found]) == (name, channels)


def test_quotes_keep_a_name_together_and_a_phone_as_well() -> None:
    assert capturing.split(["Toko 0812 1111 2222"]) == ("Toko 0812 1111 2222", [])
    assert capturing.split(["Budi", "0812 1111 2222"]) == ("Budi", [("phone", "0812 1111 2222")])
    assert capturing.split([""]) == ("", [])


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("verb", [["add"], ["contact", "add"], ["company", "add"]])
def test_what_was_taken_from_behind_the_name_is_said(crm: Crm, verb: list[str]) -> None:
    assert crm(*verb, "Adi", "Hartono", "0812-1111-2222", "adi@x.example", "--phone", "work:021-5790-1111") == Result(
        "Added c8 Adi Hartono, phone 0812-1111-2222, e-mail adi@x.example   o2, crm undo takes it back\n", "", 0
    )
    row = crm("show", ".", "--json").json
    assert [phone["value"] for phone in row["phones"]] == ["0812-1111-2222", "021-5790-1111"]
    assert [email["value"] for email in row["emails"]] == ["adi@x.example"]


@pytest.mark.usefixtures("book")
def test_a_dry_run_says_what_would_be_taken(crm: Crm) -> None:
    assert crm("add", "Adi", "0812-1111-2222", "--dry-run") == Result("Would add c8 Adi, phone 0812-1111-2222\n", "", 0)
