"""`crm contact dupes`: likely pairs in every form, and those that cannot be wrong merged in one operation."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Golden, refused
from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
@made_once
def twins(crm: Crm, book: Path) -> None:
    """c8 is Budi of the book once more, c9 perhaps, c10 is 陳美玲."""
    assert crm("add", "Boedi Santoso", "--phone", "+62 812 3456 7890").code == 0
    assert crm("add", "Budi Santosa", "--company", "Maju Jaya PT").code == 0
    assert crm("add", "Chen Meiling", "--phone", "0912-345-678", "--phone", "+886912345678").code == 0


@pytest.mark.usefixtures("twins")
@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_pairs_are_listed_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"dupes.{mode}", crm("contact", "dupes", f"--{mode}"))


@pytest.mark.usefixtures("twins")
def test_pairs_are_a_table_on_a_terminal(crm: Crm, golden: Golden) -> None:
    golden("dupes.table", crm("contact", "dupes", "--no-color", tty=True))


@pytest.mark.usefixtures("twins")
def test_a_query_a_score_and_a_limit_narrow_the_list(crm: Crm) -> None:
    everyone = crm("contact", "dupes", "--ids").stdout
    assert crm("contact", "dupes", "meiling", "--ids").stdout == "c4 c11\n"
    assert crm("contact", "dupes", "company:maju", "--min", "95", "--ids").stdout == "c2 c8\n"
    assert crm("contact", "dupes", "--limit", "1", "--ids").stdout == everyone.splitlines(keepends=True)[0]
    assert crm("contact", "dupes", "sari", "--ids") == Result(
        "", "Nobody who fits that looks like another contact.\n", 0
    )


@pytest.mark.usefixtures("twins")
def test_what_is_certain_is_merged_in_one_operation_and_taken_back(crm: Crm) -> None:
    before = crm("contact", "list", "--ids").stdout
    said = crm("contact", "dupes", "--apply", "certain")
    assert said == Result("Merged 2 contacts into 2 others   o5, crm undo takes it back\n", "", 0)
    assert crm("contact", "list", "--ids").stdout.split() == [ref for ref in before.split() if ref not in ("c8", "c11")]
    assert crm("contact", "dupes", "--apply", "certain") == Result(
        "", "No pair is certain, so nothing was changed.\n", 0
    )
    assert crm("undo").code == 0
    assert crm("contact", "list", "--ids").stdout == before


@pytest.mark.usefixtures("twins")
def test_a_dry_run_lists_what_would_be_merged_and_changes_nothing(crm: Crm, golden: Golden) -> None:
    before = crm("contact", "list", "--json").stdout
    golden("dupes.apply.dry-run", crm("contact", "dupes", "--apply", "certain", "--dry-run"))
    assert crm("contact", "list", "--json").stdout == before


@pytest.mark.usefixtures("twins")
def test_scripts_are_told_what_was_merged(crm: Crm) -> None:
    answer = crm("contact", "dupes", "meiling", "--apply", "certain", "--json").json
    assert answer["operation"] == 5
    assert [(each["id"], [former["id"] for former in each["former"]]) for each in answer["merged"]] == [(4, [11])]
    assert crm("contact", "dupes", "meiling", "--apply", "certain", "--json").json == {"merged": [], "operation": None}


@pytest.mark.usefixtures("twins")
def test_pairs_are_piped_into_merging_and_into_being_different(crm: Crm) -> None:
    pairs = crm("contact", "dupes", "--ids", "--min", "95").stdout
    assert crm("contact", "merge", "-", input=pairs).code == 0
    assert crm("contact", "dupes", "--ids", "--min", "95").stdout == ""
    rest = crm("contact", "dupes", "--ids").stdout
    assert rest
    for pair in rest.splitlines():
        assert crm("contact", "different", *pair.split()).code == 0
    assert crm("contact", "dupes") == Result("", "No two contacts look like one.\n", 0)


def test_an_empty_database_has_no_pairs(crm: Crm) -> None:
    said = crm("contact", "dupes", "--json", "--db", "none.db")
    assert said == Result("[]\n", "No two contacts look like one.\n", 0)
    assert not Path("none.db").exists()


def test_what_cannot_be_is_refused(crm: Crm) -> None:
    assert refused(crm("contact", "dupes", "--apply", "likely"), 5, "--apply cannot be 'likely'.")
    assert refused(crm("contact", "dupes", "--min", "101"), 5, "--min cannot be 101.")
    assert crm("contact", "dupes", "--min", "x").code == 2
    assert crm("contact", "dupes", "ctiy:bandung").code == 5
