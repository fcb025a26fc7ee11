"""Words behind an option's value that want quotes: refused with the quotes shown, or left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli import spilling
from crmcli.errors import Usage
from tests.conftest import Crm, Result


def refusal(sentence: str, hint: str) -> Result:
    """How a call with a value without quotes ends."""
    return Result("", f"crm: {sentence}\n     {hint}\n", 2)


@pytest.mark.parametrize(
    ("line", "words", "option", "meant"),
    [
        (
            "add Rina Wijaya --company PT Maju Jaya --title Head of Sales",
            "Maju Jaya",
            "--company PT",
            "--company 'PT Maju Jaya' --title 'Head of Sales'",
        ),
        ("contact edit c2 --phone +62 812 1111 3333", "812 1111 3333", "--phone +62", "--phone '+62 812 1111 3333'"),
        ("company add Acme --notes Big one", "one", "--notes Big", "--notes 'Big one'"),
        ("contact add A --title=Head of Sales", "of Sales", "--title Head", "--title 'Head of Sales'"),
        ("add A --title x --company PT Maju Jaya", "Maju Jaya", "--company PT", "--company 'PT Maju Jaya'"),
        ("add --phone 0812 A --company PT Maju", "Maju", "--company PT", "--company 'PT Maju'"),
        ("add A --company PT -n Maju", "Maju", "--company PT", "--company 'PT Maju'"),
        ("add A --company O'Neill Ltd", "Ltd", "--company O'Neill", '--company "O\'Neill Ltd"'),
        ("add A --company O'Neill $1", "$1", "--company O'Neill", r"--company 'O'\''Neill $1'"),
        ("group add VIP --notes Big spenders", "spenders", "--notes Big", "--notes 'Big spenders'"),
    ],
)
def test_words_behind_a_value_are_refused_with_the_quotes_shown(
    crm: Crm, line: str, words: str, option: str, meant: str
) -> None:
    assert crm(*line.split()) == refusal(f"'{words}' stands after {option}.", f"Put quotes around it: {meant}")


def test_words_behind_a_number_belong_before_it(crm: Crm) -> None:
    with pytest.raises(Usage) as caught:
        spilling.refuse(["A", "--days", "30", "or so"], {"--days": True}, frozenset())
    assert str(caught.value) == "'or so' stands after --days 30."
    assert caught.value.hint == "--days takes one number; put other words before it."
    assert crm("add", "A", "--cadence", "30", "days") == refusal(
        "'days' stands after --cadence 30.", "Put quotes around it: --cadence '30 days'"
    )


def test_nothing_is_stored_of_what_is_refused(crm: Crm, database: Path) -> None:
    crm("add", "A", "--company", "PT", "Maju")
    assert not database.exists()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("add --phone +6281211112222 Budi Santoso", "Budi Santoso"),
        ("add --title x --phone +6281211112222 Budi Santoso", "Budi Santoso"),
        ("add Budi --quiet Santoso", "Budi Santoso"),
        ("add Budi Santoso --title x --phone=+6281211112222", "Budi Santoso"),
        ("add Budi --title x -- Santoso", "Budi Santoso"),
        ("add Budi --title - --notes --title", "Budi"),
        ("add -- Budi --title x", "Budi --title x"),
    ],
)
def test_words_that_belong_to_the_name_are_taken(crm: Crm, line: str, name: str) -> None:
    said = crm(*line.split())
    assert (said.code, crm("show", "c1", "--json").json["name"]) == (0, name)


@pytest.mark.usefixtures("book")
def test_words_that_are_looked_for_and_files_may_stand_on_both_sides(crm: Crm, home: Path) -> None:
    assert crm("contact", "list", "sari", "--sort", "name", "dewi", "--ids").stdout == "c7\n"
    assert crm("find", "sari", "--limit", "3", "dewi", "--ids").stdout == "c7\n"
    (home / "a.csv").write_text("Name\nAna\n", "utf-8")
    (home / "b.csv").write_text("Name\nBen\n", "utf-8")
    assert crm("import", "a.csv", "--region", "ID", "b.csv").code == 0


def test_help_is_given_whatever_else_stands_there(crm: Crm) -> None:
    assert crm("add", "A", "--company", "PT", "Maju", "--help") == crm("add", "--help")


def test_an_unknown_option_is_said_first(crm: Crm) -> None:
    assert crm("add", "A", "--frob", "--company", "PT", "Maju").stderr.startswith(
        "crm: crm add takes no option --frob."
    )
