"""`crm add`: a contact in one line, everything at once, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

EVERYTHING = [
    "add", "Ana", "Lestari", "--title", "Buyer", "--company", "PT Maju Jaya", "--department", "Fleet",
    "--given", "Ana", "--middle", "Tri", "--family", "Lestari", "--prefix", "Ibu", "--suffix", "S.H.",
    "--nickname", "Ning", "--phonetic-given", "a-na", "--phonetic-middle", "tri", "--phonetic-family", "les-ta-ri",
    "--status", "lead", "--status-reason", "met at the fair", "--source", "fair", "--notes", "First.\nSecond.",
    "--language", "id", "--timezone", "Asia/Jakarta", "--cadence", "14", "--birthday=1980-02-29",
    "--phone", "mobile:0812-1111-2222", "--phone", "+1 212 555 0100", "--email", "work:ana@maju.example",
    "--email", "ana@home.example", "--url", "https://ana.example/x", "--channel", "whatsapp=+6281211112222",
    "--channel", "linkedin=@ana", "--address", "work:Jl. Sudirman 1; Jakarta; 10220; Indonesia",
    "--group", "VIP", "--group", "Golf", "--occasion", "anniversary=2010-06-01", "--occasion", "name day=--07-26",
    "--relation", "spouse=budi", "--relation", "driver=Pak Joko", "--field", "size=XL", "--field", "shoe=42",
]  # fmt: skip


@pytest.mark.usefixtures("book")
def test_everything_can_be_said_in_one_line(crm: Crm, golden: Golden) -> None:
    assert crm(*EVERYTHING) == Result(
        "Added c8 Ana Lestari   o2, crm undo takes it back\n", "Made the group Golf.\n", 0
    )
    golden("add.everything.json", crm("show", "c8", "--json"))
    golden("add.everything.table", crm("show", "c8", "--no-color", tty=True))
    golden("add.everything.plain", crm("show", "c8"))


@pytest.mark.usefixtures("book")
def test_an_addition_answers_as_a_record_with_its_operation(crm: Crm) -> None:
    said = crm(*EVERYTHING, "--json")
    shown = crm("show", "c8", "--json").json
    assert {**said.json, "activities": [], "followups": [], "deals": []} == {**shown, "operation": 2}
    assert crm("add", "Zoe", "--ids") == Result("c9\n", "", 0)


@pytest.mark.usefixtures("book")
def test_a_dry_run_says_what_would_be_and_keeps_nothing(crm: Crm) -> None:
    before = everything(crm)
    said = crm(*EVERYTHING, "--dry-run")
    assert said == Result("Would add c8 Ana Lestari\n", "Would make the group Golf.\n", 0)
    assert crm(*EVERYTHING, "--dry-run", "--json").json["operation"] is None
    assert everything(crm) == before


def test_a_dry_run_makes_no_database(crm: Crm, database: Path) -> None:
    for words in (["add", "Zoe"], ["contact", "add", "Zoe"], ["company", "add", "Acme"], ["group", "add", "VIP"]):
        assert crm(*words, "--dry-run").code == 0
        assert not database.parent.exists()


def test_the_first_contact_makes_the_database_for_its_owner_alone(crm: Crm, database: Path) -> None:
    assert crm("add", "Zoe") == Result("Added c1 Zoe   o1, crm undo takes it back\n", "", 0)
    assert oct(database.stat().st_mode)[-3:] == "600"
    assert oct(database.parent.stat().st_mode)[-3:] == "700"


def test_a_new_company_is_made_with_its_first_person_and_found_by_the_second(crm: Crm) -> None:
    crm("add", "Zoe", "--company", "Acme")
    crm("add", "Yan", "--company", "ACME")
    assert crm("company", "list", "--ids").stdout == "c2\n"
    assert [person["name"] for person in crm("company", "show", "acme", "--json").json["people"]] == ["Yan", "Zoe"]


@pytest.mark.usefixtures("book")
def test_a_namesake_is_added_and_said(crm: Crm) -> None:
    assert crm("add", "ibu", "SARI") == Result(
        "Added c8 ibu SARI   o2, crm undo takes it back\n", "There is a c6 Ibu Sari already.\n", 0
    )


def test_a_number_that_cannot_be_read_is_kept_as_given_and_said(crm: Crm) -> None:
    said = crm("add", "Taxi", "--phone", "1234")
    assert said.stderr == "'1234' is not a full phone number here; it is kept as given.\n"
    assert crm("show", ".", "--json").json["phones"] == [{"value": "1234", "normal": None, "label": None}]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("option", ["title", "company", "phone", "email", "url", "notes", "status", "birthday",
                                    "group", "field", "relation", "occasion", "address", "channel", "timezone",
                                    "language", "source", "given", "prefix"])  # fmt: skip
@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_value_is_refused_since_the_shell_may_have_made_it(crm: Crm, option: str, value: str) -> None:
    before = everything(crm)
    assert refused(crm("add", "Zoe", f"--{option}", value), 5, f"--{option} is empty.")
    assert everything(crm) == before


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["add"], 2, "NAME… is missing."),
        (["add", ""], 5, "The name is empty."),
        (["add", "\x1b\x07\n"], 5, "The name is empty."),
        (["add", "x" * 1_000_000], 5, "The name is longer than 1000 characters."),
        (["add", "Zoe", "--title", "x" * 1_001], 5, "The title is longer than 1000 characters."),
        (["add", "Zoe", "--notes", "x" * 1_000_001], 5, "The notes is longer than 1000000 characters."),
        (["add", "Zoe", "--email", "zoe"], 5, "'zoe' is not an e-mail address."),
        (["add", "Zoe", "--email", "a b@c.d"], 5, "'a b@c.d' is not an e-mail address."),
        (["add", "Zoe", "--phone", "none"], 5, "'none' is not a phone number."),
        (["add", "Zoe", "--phone", "1" * 50], 5, f"'{'1' * 50}' is not a phone number."),
        (["add", "Zoe", "--birthday", "1980-02-31"], 5, "There is no such day."),
        (["add", "Zoe", "--birthday=--02-30"], 5, "There is no such day."),
        (["add", "Zoe", "--birthday", "2023-02-29"], 5, "There is no such day."),
        (["add", "Zoe", "--birthday", "yesterday"], 5, "'yesterday' is not a day."),
        (["add", "Zoe", "--occasion", "wedding=soon"], 5, "'soon' is not a day."),
        (["add", "Zoe", "--occasion", "wedding"], 5, "--occasion needs a name, = and a value, not 'wedding'."),
        (["add", "Zoe", "--field", "size"], 5, "--field needs a name, = and a value, not 'size'."),
        (["add", "Zoe", "--field", "size="], 5, "--field needs a name, = and a value, not 'size='."),
        (["add", "Zoe", "--status", "hot"], 5, "There is no status 'hot'."),
        (["add", "Zoe", "--timezone", "Mars/Base"], 5, "There is no time zone 'Mars/Base'."),
        (["add", "Zoe", "--timezone", "../../etc/passwd"], 5, "There is no time zone '../../etc/passwd'."),
        (["add", "Zoe", "--language", "Klingon of Mars"], 5, "'Klingon of Mars' is not a language."),
        (["add", "Zoe", "--cadence", "0"], 5, "A rhythm is a number of days between 1 and 3660."),
        (["add", "Zoe", "--cadence", "often"], 5, "'often' is not a number of days."),
        (["add", "Zoe", "--cadence", "9" * 30], 5, "A rhythm is a number of days between 1 and 3660."),
        (["add", "Zoe", "--channel", "we chat=zoe"], 5, "'we chat' is not a kind of channel."),
        (["add", "Zoe", "--address", "a;b;c;d;e"], 5, "An address is 'street; city; postal code; country'."),
        (["add", "Zoe", "--relation", "spouse=c99"], 3, "There is no contact c99."),
        (["add", "Zoe", "--relation", "spouse=sari"], 4, "'sari' may be 2 contacts."),
        (["add", "Zoe", "--frob"], 2, "crm add takes no option --frob."),
    ],
)
@pytest.mark.usefixtures("book")
def test_an_absurd_value_is_refused_and_nothing_is_changed(
    crm: Crm, words: list[str], code: int, sentence: str
) -> None:
    before = everything(crm)
    assert refused(crm(*words), code, sentence)
    assert everything(crm) == before


@pytest.mark.usefixtures("book")
def test_a_relation_that_may_be_two_is_asked_for_on_a_terminal(crm: Crm) -> None:
    assert crm("add", "Zoe", "--relation", "friend=sari", input="1\n", tty=True).code == 0
    assert crm("show", ".", "--json").json["relations"] == [{"kind": "friend", "id": 6, "name": "Ibu Sari"}]


def test_control_characters_of_a_name_become_blanks(crm: Crm) -> None:
    crm("add", "Ana\x1b[31m\tTab\nLine\x9bEnd")
    assert crm("find", "ana").stdout == "c1\tAna [31m Tab Line End\t\t\t\n"


def everything(crm: Crm) -> tuple[Result, Result, Result]:
    """All that the line tells of the book."""
    return (
        crm("contact", "list", "--json"),
        crm("group", "list", "--json"),
        crm("history", "--json", "--limit", "0"),
    )
