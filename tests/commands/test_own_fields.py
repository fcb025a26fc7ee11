"""`crm settings field`: describing own fields, and what that means for the values there are."""

from __future__ import annotations

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture(autouse=True)
def values(book: object, crm: Crm) -> None:
    """Budi (c2) and Ibu Sari (c6) have sizes and budgets, as people type them: o2 and o3."""
    crm("contact", "edit", "c2", "--field", "size=xl", "--field", "budget=1.500.000")
    crm("contact", "edit", "c6", "--field", "size=huge", "--field", "budget=12,5")


def test_a_field_is_added_and_tells_what_does_not_fit(crm: Crm) -> None:
    assert crm("settings", "field", "add", "Size", "--choice", "M,XL") == Result(
        "Added the field Size (choice)   o4, crm undo takes it back\n",
        "1 value was put into the form of the type.\n"
        "crm: 1 contact has a value that does not fit, and keeps it: c6 'huge'.\n",
        0,
    )
    assert crm("show", "c2").stdout.splitlines()[-4:-2] == ["Size\tXL", "budget\t1.500.000"]
    assert crm("undo").stdout == "Undone o4  described the field Size (3 changes)   crm redo does it again\n"
    assert crm("show", "c2", "--json").json["fields"] == {"size": "xl", "budget": "1.500.000"}


def test_a_field_answers_as_a_record(crm: Crm) -> None:
    assert crm("settings", "field", "add", "budget", "--type", "number", "--json").json == {
        "name": "budget",
        "type": "number",
        "choices": [],
        "contacts": 2,
        "unfitting": [],
        "operation": 4,
    }
    assert crm("settings", "field", "show", "budget", "--json").json == {
        "name": "budget",
        "type": "number",
        "choices": [],
        "contacts": 2,
        "values": [
            {"id": 6, "name": "Ibu Sari", "value": "12.5", "problem": None},
            {"id": 2, "name": "Pak Budi Santoso", "value": "1500000", "problem": None},
        ],
    }


def test_fields_are_listed_those_that_contacts_merely_have_too(crm: Crm) -> None:
    crm("settings", "field", "add", "Shoe", "--type", "number")
    assert crm("settings", "field", "list").stdout == "Shoe\tnumber\t\t0\nbudget\tany text\t\t2\nsize\tany text\t\t2\n"
    assert crm("settings", "field", "list", "--ids").stdout == "Shoe\nbudget\nsize\n"
    assert crm("settings", "field", "list", "--json", "--limit", "1").json == [
        {"name": "Shoe", "type": "number", "choices": [], "contacts": 0}
    ]
    assert crm("settings", "field", "list", "--no-color", tty=True).stdout == (
        "Field   Type      Contacts\n"
        "Shoe    number           0\n"
        "budget  any text         2\n"
        "size    any text         2\n"
    )


def test_a_value_that_does_not_fit_is_refused_and_nothing_else_changed(crm: Crm) -> None:
    crm("settings", "field", "add", "budget", "--type", "number")
    said = crm("contact", "edit", "c2", "--title", "Boss", "--field", "BUDGET=a lot")
    assert said == Result(
        "",
        "crm: budget cannot be 'a lot': that is no number.\n"
        "     Write digits, with a point before decimals: 1250000 or 12.5.\n",
        5,
    )
    assert crm("show", "c2", "--json").json["title"] == "Fleet Manager"


def test_choices_come_and_go(crm: Crm) -> None:
    crm("settings", "field", "add", "Size", "--choice", "M", "--choice", "XL")
    said = crm("settings", "field", "edit", "size", "--choice", "Huge", "--rm-choice", "m")
    assert said == Result(
        "Changed the field Size (choice)   o5, crm undo takes it back\n",
        "1 value was put into the form of the type.\n",
        0,
    )
    assert crm("settings", "field", "list", "--json").json[0]["choices"] == ["XL", "Huge"]
    assert refused(crm("settings", "field", "edit", "size", "--rm-choice", "L"), 3, "There is no choice 'L' to remove.")
    assert crm("settings", "field", "edit", "size").stdout == "Nothing to change in the field Size\n"


def test_a_field_is_renamed_on_all_contacts(crm: Crm) -> None:
    assert crm("settings", "field", "rename", "size", "Shirt size").stdout == (
        "The field is now Shirt size, on 2 contacts   o4, crm undo takes it back\n"
    )
    assert crm("show", "c6", "--json").json["fields"] == {"Shirt size": "huge", "budget": "12,5"}
    assert refused(
        crm("settings", "field", "rename", "budget", "SHIRT SIZE"), 4, "There is a field 'SHIRT SIZE' already."
    )


def test_a_field_with_values_is_not_removed_unasked(crm: Crm) -> None:
    said = crm("settings", "field", "rm", "size")
    assert said == Result(
        "",
        "crm: 2 contacts have a value in size.\n     --yes removes the values too, --keep-values leaves them.\n",
        2,
    )
    asked = crm("settings", "field", "rm", "size", tty=True, input="n\n")
    assert asked.stderr == "2 contacts have a value in size. Remove them too? [y/N] Nothing was changed.\n"
    assert crm("settings", "field", "rm", "size", tty=True, input="y\n").stdout == (
        "Removed the field size, on 2 contacts   o4, crm undo takes it back\n"
    )
    assert crm("show", "c6", "--json").json["fields"] == {"budget": "12,5"}


def test_a_field_is_removed_and_its_values_stay_as_free_text(crm: Crm) -> None:
    crm("settings", "field", "add", "budget", "--type", "number")
    assert crm("settings", "field", "rm", "budget", "--keep-values").stdout == (
        "Removed the field budget   o5, crm undo takes it back\n"
    )
    assert crm("contact", "edit", "c2", "--field", "budget=a lot").code == 0


@pytest.mark.parametrize(
    ("words", "done"),
    [
        (["add", "Shoe"], "Would add the field Shoe (text)\n"),
        (["edit", "size", "--type", "text"], "Would change the field size (text)\n"),
        (["rename", "size", "Shirt"], "The field would be Shirt, on 2 contacts\n"),
        (["rm", "size"], "Would remove the field size, on 2 contacts\n"),
    ],
)
def test_a_dry_run_says_what_would_be(crm: Crm, words: list[str], done: str) -> None:
    before = crm("contact", "list", "--json"), crm("settings", "field", "list", "--json"), crm("history")
    assert crm("settings", "field", *words, "--dry-run") == Result(done, "", 0)
    assert (crm("contact", "list", "--json"), crm("settings", "field", "list", "--json"), crm("history")) == before


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["add", "X", "--type", "money"], 5, "There is no type 'money' of field."),
        (["add", "X", "--type", "choice"], 5, "A choice needs something to choose from."),
        (["add", "X", "--type", "date", "--choice", "A"], 5, "A field of type date has no choices."),
        (["add", "X", "--type", ""], 5, "--type is empty."),
        (["add", " "], 5, "The name of the field is empty."),
        (["show", "nothing"], 3, "There is no field 'nothing'."),
        (["rename", "nothing", "else"], 3, "There is no field 'nothing'."),
        (["nonsense"], 2, "There is no command crm settings field nonsense."),
    ],
)
def test_what_cannot_be_is_refused(crm: Crm, words: list[str], code: int, sentence: str) -> None:
    assert refused(crm("settings", "field", *words), code, sentence)


def test_without_a_database_there_are_no_fields_and_none_is_made(crm: Crm) -> None:
    assert crm("settings", "field", "list", "--db", "none.db") == Result(
        "", "There are no fields of your own yet. crm settings field add NAME makes one.\n", 0
    )
    assert refused(crm("settings", "field", "show", "x", "--db", "none.db"), 3, "There are no fields of your own yet.")
    assert crm("settings", "field", "add", "x", "--dry-run", "--db", "none.db").stdout == (
        "Would add the field x (text)\n"
    )


def test_hostile_names_and_values_reach_no_terminal(crm: Crm) -> None:
    crm("settings", "field", "add", "\x1b[31mred\u202e", "--choice", "\x1b]0;x\x07a")
    said = crm("settings", "field", "list", tty=True, input="")
    assert "\x1b[31m" not in said.stdout
    assert "\u202e" not in said.stdout
    assert "\x07" not in said.stdout
