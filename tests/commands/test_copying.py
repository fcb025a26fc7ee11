"""`crm contact copy`: the next one of a company, by name or as a form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import refused
from tests.commands.editors import Editor, replacing
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
def editor(home: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    made = Editor(home / "editor")
    monkeypatch.setenv("VISUAL", made.command)
    return made


def test_a_copy_shares_what_is_of_the_company_and_not_what_is_of_the_person(crm: Crm) -> None:
    crm("contact", "edit", "c2", "--field", "size=XL", "--cadence", "30", "--address", "home:Jl. Rumah 1",
        "--relation", "spouse=c6", "--status", "lead")  # fmt: skip
    said = crm("contact", "copy", "c2", "Ani", "Baru")
    assert said == Result("Added c8 Ani Baru   o3, crm undo takes it back\n", "", 0)
    old, new = (crm("show", ref, "--json").json for ref in ("c2", "c8"))
    shared = ("company", "title", "department", "groups", "status", "cadence_days", "fields", "language", "timezone",
              "source", "kind")  # fmt: skip
    assert {key: new[key] for key in shared} == {key: old[key] for key in shared}
    assert [each["label"] for each in new["addresses"]] == ["work"]
    empty = {key: value for key, value in new.items() if not value}
    assert {"phones", "emails", "birthday", "notes", "uids", "has_photo", "relations", "given"} <= empty.keys()
    crm("undo")
    assert crm("show", "c8").code == 3


def test_what_is_said_of_the_new_one_comes_on_top(crm: Crm) -> None:
    said = crm("contact", "copy", "budi santoso", "Ani Baru", "0812-9999-1234", "--title", "Buyer", "--group", "Golf")
    assert said == Result(
        "Added c8 Ani Baru, phone 0812-9999-1234   o2, crm undo takes it back\n", "Made the group Golf.\n", 0
    )
    new = crm("show", "c8", "--json").json
    assert (new["title"], new["groups"], len(new["phones"])) == ("Buyer", ["Fleet", "Golf", "VIP"], 1)


def test_a_copy_answers_in_every_way(crm: Crm) -> None:
    assert crm("contact", "copy", "c2", "Ani", "--dry-run") == Result("Would add c8 Ani\n", "", 0)
    assert crm("contact", "copy", "c2", "Ani", "--ids") == Result("c8\n", "", 0)
    said = crm("contact", "copy", "c1", "PT Baru", "--json").json
    assert (said["id"], said["kind"], said["groups"], said["operation"]) == (9, "company", [], 3)


def test_a_copy_of_the_same_name_is_said(crm: Crm) -> None:
    assert crm("contact", "copy", "c2", "Ibu Sari").stderr == "There is a c6 Ibu Sari already.\n"


def test_without_a_name_and_a_terminal_the_name_is_asked_for(crm: Crm, editor: Editor) -> None:
    said = crm("contact", "copy", "c2")
    assert refused(said, 2, "The new contact needs a name.")
    assert editor.seen == []


def test_without_a_name_a_form_is_opened_on_a_terminal(crm: Crm, editor: Editor) -> None:
    editor.will(
        replacing('name = ""', 'name = "Ani Baru"')
        + "\n"
        + replacing('"Fleet Manager"', '"Buyer"')
        + "\n"
        + replacing("phones = []", 'phones = "0812-9999-1234"')
        + "\n"
        + replacing('["Fleet", "VIP"]', '["Fleet", "Golf"]')
    )
    said = crm("contact", "copy", "c2", "--source", "fair", tty=True)
    assert said == Result("Added c8 Ani Baru   o2, crm undo takes it back\n", "Made the group Golf.\n", 0)
    assert editor.seen[0].startswith("# A new contact\n")
    assert 'source = "fair"' in editor.seen[0]
    new = crm("show", "c8", "--json").json
    assert (new["name"], new["title"], new["groups"], new["source"], len(new["phones"])) == (
        "Ani Baru", "Buyer", ["Fleet", "Golf"], "fair", 1
    )  # fmt: skip
    crm("undo")
    assert crm("group", "list", "--ids").stdout == "Fleet\nVIP\n"


def test_a_form_without_a_name_is_opened_again(crm: Crm, editor: Editor) -> None:
    editor.will(replacing('"Fleet Manager"', '"Buyer"'), replacing('name = ""', 'name = "Ani"'))
    said = crm("contact", "copy", "c2", tty=True, input="\n")
    assert said.stdout == "Added c8 Ani   o2, crm undo takes it back\n"
    assert editor.seen[1].startswith("#! Line 8: The name is empty.\n")


def test_a_form_that_is_left_as_it_was_adds_nobody(crm: Crm, editor: Editor) -> None:
    assert crm("contact", "copy", "c2", tty=True) == Result("Nobody was added.\n", "", 0)
    assert crm("history", "--ids").stdout == "o1\n"
