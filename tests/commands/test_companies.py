"""`crm company`: companies, their people, and what a company's name does to the look-up of its people."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_companies_are_listed_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"company.list.{mode}", crm("company", "list", f"--{mode}"))


def test_companies_are_a_table_on_a_terminal(crm: Crm, golden: Golden) -> None:
    golden("company.list.table", crm("company", "list", "--no-color", tty=True))


@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_a_company_is_shown_with_its_people_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"company.show.{mode}", crm("company", "show", "maju", f"--{mode}"))


def test_a_company_is_shown_with_its_people_on_a_terminal(crm: Crm, golden: Golden) -> None:
    golden("company.show.table", crm("company", "show", "pt", "maju", "--no-color", tty=True))


def test_a_person_is_no_company(crm: Crm) -> None:
    assert refused(crm("company", "show", "c2"), 3, "c2 Pak Budi Santoso is not a company.")
    assert refused(crm("company", "show", "budi"), 3, "Nobody is found for 'budi'.")


def test_renaming_a_company_moves_its_people_in_the_look_up(crm: Crm) -> None:
    assert crm("company", "rename", "c1", "PT", "Baru").stdout == "Changed c1 PT Baru   o2, crm undo takes it back\n"
    assert crm("find", "pt", "baru", "--ids").stdout == "c1\nc2\nc7\n"
    assert crm("find", "maju", "jaya", "--ids").stdout == ""
    crm("undo")
    assert crm("find", "pt", "baru", "--ids").stdout == ""
    assert crm("find", "maju", "jaya", "--ids").stdout == "c1\nc2\nc7\n"


def test_a_company_is_added_edited_removed_and_restored(crm: Crm) -> None:
    assert crm("company", "add", "Acme", "Ltd", "--phone", "+44 20 7946 0000").stdout == (
        "Added c8 Acme Ltd   o2, crm undo takes it back\n"
    )
    assert crm("company", "edit", "acme", "ltd", "--url", "https://acme.example").stdout == (
        "Changed c8 Acme Ltd   o3, crm undo takes it back\n"
    )
    assert crm("company", "rm", "acme").stdout == "Removed c8 Acme Ltd   o4, crm undo takes it back\n"
    assert crm("company", "list", "--ids").stdout == "c3\nc1\n"
    assert crm("company", "restore", "acme").stdout == "Restored c8 Acme Ltd   o5, crm undo takes it back\n"
    assert crm("company", "purge", "acme", "--yes").stdout == "Purged c8 Acme Ltd for good.\n"


def test_the_people_of_a_removed_company_stay(crm: Crm) -> None:
    crm("company", "rm", "c1")
    assert crm("find", "budi", "--ids").stdout == "c2\n"
    assert crm("company", "show", "c1").stdout.splitlines()[1] == "Name\tPT Maju Jaya (removed)"


def test_a_company_is_not_its_own_employer(crm: Crm) -> None:
    assert refused(
        crm("company", "edit", "c1", "--company", "PT Maju Jaya"), 5, "A company cannot be its own employer."
    )


def test_a_second_company_of_the_same_name_is_said(crm: Crm) -> None:
    assert crm("company", "add", "pt maju jaya") == Result(
        "Added c8 pt maju jaya   o2, crm undo takes it back\n", "There is a c1 PT Maju Jaya already.\n", 0
    )
