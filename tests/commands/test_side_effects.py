"""What is made on the way is said, and so is who else has the same phone or e-mail."""

from __future__ import annotations

import pytest

from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


def test_groups_and_companies_that_are_made_on_the_way_are_said(crm: Crm) -> None:
    words = ["--group", "VIPs", "--group", "vip", "--group", "vips", "--company", "PT  Maju Jya"]
    made = "Made the group VIPs.\nMade the company PT Maju Jya.\n"
    assert crm("add", "Zoe", *words) == Result("Added c8 Zoe   o2, crm undo takes it back\n", made, 0)
    assert crm("add", "Yan", *words) == Result("Added c10 Yan   o3, crm undo takes it back\n", "", 0)
    assert crm("contact", "edit", "c6", "--group", "Golf", "--company", "Acme").stderr == (
        "Made the group Golf.\nMade the company Acme.\n"
    )
    assert crm("contact", "edit", "c6", "--group", "golf", "--company", "ACME").stderr == ""


def test_a_group_that_only_begins_so_is_another(crm: Crm) -> None:
    assert crm("group", "put", "Fle", "c4").stderr == "Made the group Fle.\n"
    assert crm("group", "put", "fle", "c5").stderr == ""


def test_a_dry_run_says_what_would_be_made(crm: Crm) -> None:
    assert crm("add", "Zoe", "--group", "Golf", "--company", "Acme", "--dry-run") == Result(
        "Would add c8 Zoe\n", "Would make the group Golf.\nWould make the company Acme.\n", 0
    )
    assert crm("group", "put", "Golf", "c2", "--dry-run") == Result(
        "Would put 1 contact into Golf\n", "Would make the group Golf.\n", 0
    )


def test_who_has_the_same_phone_or_e_mail_is_said(crm: Crm) -> None:
    said = crm("add", "Zoe", "--phone", "home:0812 3456 7890", "--email", "DEWI@maju.example")
    assert said.stderr == "c2 Pak Budi Santoso has this phone, too.\nc7 Sari Dewi has this e-mail, too.\n"
    assert crm("contact", "edit", "c5", "--phone", "0811 222 333").stderr == "c6 Ibu Sari has this phone, too.\n"
    assert crm("contact", "edit", "c5", "--title", "CEO").stderr == ""


def test_one_that_only_begins_or_ends_alike_is_another(crm: Crm) -> None:
    crm("add", "Yan", "--phone", "3456-7890")
    assert crm("add", "Zoe", "--phone", "+6281134567890", "--email", "budi@maju.exampl").stderr == ""


def test_one_who_has_it_already_is_not_told_of_oneself_nor_of_the_removed(crm: Crm) -> None:
    assert crm("contact", "edit", "c2", "--phone", "0812-3456-7890").stderr == ""
    crm("contact", "rm", "c2")
    assert crm("add", "Zoe", "--phone", "0812-3456-7890").stderr == ""


def test_at_most_three_who_have_it_are_named(crm: Crm) -> None:
    for name in ("Ana", "Ben", "Cas", "Dan"):
        crm("add", name, "--email", "office@x.example")
    assert crm("add", "Eve", "--email", "office@x.example").stderr.count("has this e-mail, too.\n") == 3
